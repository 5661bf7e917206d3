"""The check of a database file as commands show it."""

from __future__ import annotations

from functools import partial

from workbench.cli.answers import FAILED, Answer, complain, say
from workbench.cli.session import Session
from workbench.core.messages import Message, message
from workbench.core.ports import Check

_NO_DATABASE = frozenset({"database.missing", "database.foreign"})
"""Problems that say all by themselves: there is nothing to be in order or not."""


def check_answer(session: Session, file: str, check: Check, done: Message) -> Answer:
    """Return the check of a file as an answer; `done` is what to say of a sound one, `file` as the user wrote it."""
    problems = [session.words(problem) for problem in check.problems]
    data = {"file": file, "ok": check.is_ok, "tables": dict(check.tables), "problems": problems}
    if check.is_ok:
        return Answer(data, partial(say, session.words(done)))
    if check.problems[0].id in _NO_DATABASE:
        return Answer(data, partial(complain, *problems), FAILED)
    return Answer(data, partial(say, session.words(message("verify.not_ok", file=file)), *problems), FAILED)
