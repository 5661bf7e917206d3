"""`workbench redo`: what was undone last is done again."""

from __future__ import annotations

from workbench.cli.answers import Answer
from workbench.cli.options import DatabaseOption, JsonOption, LanguageOption
from workbench.cli.session import Common, Job, Session
from workbench.cli.trail import operations_of, trail_answer
from workbench.cli.work import stoppable
from workbench.core.messages import message


def command(*, database: DatabaseOption = None, language: LanguageOption = None, as_json: JsonOption = False) -> Job:
    """Read the arguments of `redo`."""
    return Job(Common(database, language, as_json), _redo)


def _redo(session: Session) -> Answer:
    with stoppable(session.words(message("work.redo"))) as work, session.store(for_writing=True) as store:
        change = store.redo(work)
        with store.read() as reader:
            return trail_answer(session, operations_of(reader, change))
