"""The trail of operations as commands show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from workbench.cli.answers import Answer
from workbench.cli.session import Session
from workbench.cli.tables import Column, print_table
from workbench.core.messages import Translator, message
from workbench.core.moments import on_the_wall
from workbench.core.ports import Change, Operation, Reader
from workbench.core.translation import label_sentence


def trail_answer(session: Session, operations: Sequence[Operation]) -> Answer:
    """Return operations as an answer, newest first."""
    data = {"operations": [_object(operation, session.words) for operation in operations]}
    return Answer(data, partial(_show, session.words, operations))


def operations_of(reader: Reader, change: Change) -> list[Operation]:
    """Return the operation that a change made; none where it changed nothing."""
    return [operation for operation in reader.operations(newest=1) if operation.id == change.operation]


def _object(operation: Operation, words: Translator) -> dict[str, object]:
    return {
        "id": operation.id,
        "label": label_sentence(operation.label, words),
        "when": operation.when,
        "who": operation.who,
        "rows": operation.rows,
        "undoes": operation.undoes,
    }


def _show(words: Translator, operations: Sequence[Operation]) -> None:
    names = ("id", "when", "who", "label", "rows", "state")
    headings = [words(message(f"log.{name}")) for name in names]
    columns = [Column(heading, "right" if at in {0, 4} else "left") for at, heading in enumerate(headings)]
    print_table(columns, _rows(words, operations))


def _rows(words: Translator, operations: Sequence[Operation]) -> Iterator[list[str]]:
    for operation in operations:
        state = words(message("log.undone")) if operation.is_undone else ""
        label = label_sentence(operation.label, words)
        yield [str(operation.id), on_the_wall(operation.when), operation.who, label, f"{operation.rows:,}", state]
