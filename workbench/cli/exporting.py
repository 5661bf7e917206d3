"""`workbench export`: the figures go out as a CSV file that Excel opens, and that an import takes back unchanged."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.answers import Answer, say
from workbench.cli.options import DatabaseOption, JsonOption, LanguageOption, PeriodOption, period_of
from workbench.cli.session import Common, Job, Session
from workbench.cli.usage import choice
from workbench.core.errors import FileRefused
from workbench.core.files import written_whole
from workbench.core.messages import message
from workbench.core.periods import Period

_ENCODINGS = {"utf-8": "utf-8-sig", "cp932": "cp932"}
"""The encodings to choose from, and Python's names: UTF-8 goes out with a mark, without which Excel does not see it."""


def command(
    file: Annotated[str, typer.Argument(metavar="FILE.csv", help="help.export_file")],
    *,
    period: PeriodOption = None,
    encoding: Annotated[str, typer.Option("--encoding", metavar="utf-8|cp932", help="help.export_encoding")] = "utf-8",
    database: DatabaseOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> Job:
    """Read the arguments of `export`."""
    choice("--encoding", encoding, tuple(_ENCODINGS))
    work = partial(_export, file=file, period=period_of(period), encoding=encoding)
    return Job(Common(database, language, as_json), work)


def _export(session: Session, file: str, period: Period | None, encoding: str) -> Answer:
    from workbench.core.tidy.writing import tidy_text  # noqa: PLC0415 - what writes tables, for exports alone

    target = Path(file)
    if target.suffix.lower() != ".csv":
        raise FileRefused(message("export.only_csv", file=file))
    with session.reader() as reader:
        table = tidy_text(reader, session.catalogue(reader), period, session.words.language)
    if target.resolve() == session.database.resolve():
        raise FileRefused(message("export.is_database", file=file))
    written_whole(target, _encoded(table.text, file, encoding))
    data: dict[str, object] = {"file": file, "sheets": [], "observations": table.observations}
    return Answer(data, partial(_show, session, data))


def _encoded(text: str, file: str, encoding: str) -> bytes:
    """Return the bytes of a text; FileRefused names the first character that the encoding lacks."""
    try:
        return text.encode(_ENCODINGS[encoding])
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        character = text[error.start]
        code = f"U+{ord(character):04X}"
        why = message("export.no_character", file=file, encoding=encoding, character=character, code=code, line=line)
        raise FileRefused(why) from error


def _show(session: Session, data: dict[str, object]) -> None:
    say(session.words(message("export.written", file=data["file"], observations=data["observations"])))
