"""`workbench verify`: a database file, or a backup, is checked wholly."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.answers import Answer
from workbench.cli.checks import check_answer
from workbench.cli.options import DatabaseOption, JsonOption, LanguageOption
from workbench.cli.session import Common, Job, Session
from workbench.core.messages import message


def command(
    file: Annotated[str | None, typer.Argument(metavar="FILE", help="help.verify_file")] = None,
    *,
    database: DatabaseOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> Job:
    """Read the arguments of `verify`."""
    return Job(Common(database, language, as_json), partial(_verify, file=file))


def _verify(session: Session, file: str | None) -> Answer:
    name = file if file is not None else str(session.database)
    check = session.services.databases().check(Path(name))
    rows = sum(check.tables.values())
    return check_answer(session, name, check, message("verify.ok", file=name, rows=rows))
