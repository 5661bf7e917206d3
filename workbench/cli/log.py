"""`workbench log`: what was done to the database, when and by whom."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from workbench.cli.answers import Answer
from workbench.cli.options import DatabaseOption, JsonOption, LanguageOption
from workbench.cli.session import Common, Job, Session
from workbench.cli.trail import trail_answer
from workbench.cli.usage import whole_number


def command(
    *,
    limit: Annotated[str | None, typer.Option("--limit", metavar="N", help="help.log_limit")] = None,
    database: DatabaseOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> Job:
    """Read the arguments of `log`."""
    return Job(Common(database, language, as_json), partial(_log, newest=whole_number("--limit", limit)))


def _log(session: Session, newest: int | None) -> Answer:
    with session.reader() as reader:
        return trail_answer(session, reader.operations(newest=newest))
