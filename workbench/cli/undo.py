"""`workbench undo`: the last operation, or the one named, is taken back."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from workbench.cli.answers import Answer
from workbench.cli.options import DatabaseOption, JsonOption, LanguageOption
from workbench.cli.session import Common, Job, Session
from workbench.cli.trail import operations_of, trail_answer
from workbench.cli.usage import whole_number
from workbench.cli.work import stoppable
from workbench.core.messages import message


def command(
    operation: Annotated[str | None, typer.Argument(metavar="ID", help="help.undo_id")] = None,
    *,
    database: DatabaseOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> Job:
    """Read the arguments of `undo`."""
    return Job(Common(database, language, as_json), partial(_undo, operation=whole_number("ID", operation)))


def _undo(session: Session, operation: int | None) -> Answer:
    with stoppable(session.words(message("work.undo"))) as work, session.store(for_writing=True) as store:
        change = store.undo(operation, work)
        with store.read() as reader:
            return trail_answer(session, operations_of(reader, change))
