"""`workbench export`: a month goes out as a workbook, or the figures as a CSV file; an import takes either back unchanged."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.answers import Answer, say
from workbench.cli.options import DatabaseOption, JsonOption, LanguageOption, PeriodOption, period_of
from workbench.cli.session import Common, Job, Session
from workbench.cli.usage import choice
from workbench.cli.work import stoppable
from workbench.core.errors import FileRefused, Refused
from workbench.core.files import written_whole
from workbench.core.messages import Message, message
from workbench.core.periods import Period
from workbench.core.ports import Exported, Reader
from workbench.core.queries.months import is_known

_ENCODINGS = {"utf-8": "utf-8-sig", "cp932": "cp932"}
"""The encodings to choose from, and Python's names: UTF-8 goes out with a mark, without which Excel does not see it."""


def command(
    file: Annotated[str, typer.Argument(metavar="FILE.xlsx|FILE.csv", help="help.export_file")],
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
    target = Path(file)
    write = _WRITERS.get(target.suffix.lower())
    if write is None:
        raise FileRefused(message("export.unknown_kind", file=file))
    if target.resolve() == session.database.resolve():
        raise FileRefused(message("export.is_database", file=file))
    with session.reader() as reader:
        if period is not None and not is_known(reader, period):
            raise Refused(message("export.nothing_of_period", file=file, period=period))
        written = write(session, reader, target, period, encoding)
    data: dict[str, object] = {
        "file": file,
        "sheets": list(written.sheets),
        "observations": written.observations,
    }
    return Answer(data, partial(_show, session, data, written.remarks))


def _write_workbook(session: Session, reader: Reader, target: Path, period: Period | None, _: str) -> Exported:
    """Write a workbook; Ctrl+C stops it, and a file that stood there is then as it was."""
    with stoppable(session.words(message("work.export"))) as work:
        spreadsheet = session.services.spreadsheet()
        return spreadsheet.write(reader, session.catalogue(reader), session.words, target, period, work)


def _write_table(session: Session, reader: Reader, target: Path, period: Period | None, encoding: str) -> Exported:
    """Write a tidy table."""
    from workbench.core.tidy.writing import tidy_text  # noqa: PLC0415 - what writes tables, for exports alone

    table = tidy_text(reader, session.catalogue(reader), period, session.words.language)
    written_whole(target, _encoded(table.text, str(target), encoding))
    return Exported(target, (), table.observations, ())


_WRITERS = {".xlsx": _write_workbook, ".csv": _write_table}
"""What writes each kind of file."""


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


def _show(session: Session, data: dict[str, object], remarks: Sequence[Message]) -> None:
    say(session.words(message("export.written", file=data["file"], observations=data["observations"])))
    say(*map(session.words, remarks))
