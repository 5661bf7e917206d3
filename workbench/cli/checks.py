"""The check of a database file as commands show it."""

from __future__ import annotations

from functools import partial

from workbench.cli.answers import DONE, FAILED, Answer, say
from workbench.cli.session import Session
from workbench.core.messages import Message, message
from workbench.core.ports import Check


def check_answer(session: Session, file: str, check: Check, done: Message) -> Answer:
    """Return the check of a file as an answer; `done` is what to say of a sound one, `file` as the user wrote it."""
    problems = [session.words(problem) for problem in check.problems]
    data = {"file": file, "ok": check.is_ok, "tables": dict(check.tables), "problems": problems}
    lines = [session.words(done)] if check.is_ok else [session.words(message("verify.not_ok", file=file)), *problems]
    return Answer(data, partial(say, *lines), DONE if check.is_ok else FAILED)
