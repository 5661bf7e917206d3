"""`workbench restore`: a backup takes the database's place; what stood there is kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.answers import Answer, complain
from workbench.cli.checks import check_answer
from workbench.cli.options import DatabaseOption, JsonOption, LanguageOption
from workbench.cli.session import Common, Job, Session
from workbench.core.messages import message


def command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="help.restore_file")],
    *,
    database: DatabaseOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> Job:
    """Read the arguments of `restore`."""
    return Job(Common(database, language, as_json), partial(_restore, file=file))


def _restore(session: Session, file: str) -> Answer:
    check, kept = session.services.databases().restore(Path(file), session.database)
    if kept is not None:
        complain(session.words(message("restore.kept", kept=str(kept))))
    return check_answer(session, file, check, message("restore.done", file=file, database=str(session.database)))
