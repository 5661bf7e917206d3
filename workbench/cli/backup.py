"""`workbench backup`: a verified copy of the database, also while somebody works in it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.answers import Answer
from workbench.cli.checks import check_answer
from workbench.cli.options import DatabaseOption, JsonOption, LanguageOption
from workbench.cli.session import Common, Job, Session
from workbench.cli.work import stoppable
from workbench.core.messages import message


def command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="help.backup_file")],
    *,
    database: DatabaseOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> Job:
    """Read the arguments of `backup`."""
    return Job(Common(database, language, as_json), partial(_backup, file=file))


def _backup(session: Session, file: str) -> Answer:
    with stoppable(session.words(message("work.backup"))) as work, session.store(for_writing=False) as store:
        check = store.backup(Path(file), work)
    return check_answer(session, file, check, message("backup.written", file=file))
