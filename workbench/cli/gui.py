"""`workbench gui`: the window on a database, with the preview of a file's import where one is named."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.answers import Answer
from workbench.cli.options import DatabaseOption, JsonOption, LanguageOption
from workbench.cli.session import Common, Job, Session
from workbench.core.errors import FileRefused
from workbench.core.messages import message


def command(
    file: Annotated[str | None, typer.Argument(metavar="FILE", help="help.gui_file")] = None,
    *,
    database: DatabaseOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> Job:
    """Read the arguments of `gui`."""
    return Job(Common(database, language, as_json), partial(_gui, file=None if file is None else Path(file)))


def _gui(session: Session, file: Path | None) -> Answer:
    """Show the window until it is closed."""
    if file is not None and not file.exists():
        raise FileRefused(message("file.missing", file=str(file)))
    status = session.services.show_window(session.database, session.words.language, file)
    return Answer({"db": str(session.database)}, lambda: None, status)
