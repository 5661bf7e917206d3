"""Carrying an import plan out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from operator import attrgetter
from typing import TypeVar

from workbench.core.messages import message
from workbench.core.plans import ImportPlan
from workbench.core.ports import Command, Row, Transaction
from workbench.core.records import RECORDS, Note, Observation, Reading, Source

F = TypeVar("F", Reading, Observation)


def apply_plan(plan: ImportPlan) -> Command:
    """Return the command that writes what a plan holds; its problems and conflicts are left out."""
    return Command(message("command.import", file=plan.file), lambda tx: write_plan(tx, plan))


def write_plan(tx: Transaction, plan: ImportPlan) -> None:
    """Write what a plan holds in an open transaction."""
    for kind in reversed(RECORDS):
        if kind in plan.removed:
            tx.remove(kind, plan.removed[kind])
    numbers = _add_sources(tx, plan)
    tx.put_rows(Reading, map(_numbering(Reading, numbers), plan.readings))
    tx.put_rows(Observation, map(_numbering(Observation, numbers), plan.observations))
    tx.put(*plan.coverages, *plan.texts)
    _put_notes(tx, plan.notes)


def _add_sources(tx: Transaction, plan: ImportPlan) -> dict[int, int]:
    """Add the plan's sources; return the id of each by its place in the plan."""
    first = tx.new_id(Source)
    tx.put(
        *(
            replace(source, id=first + place, added_at=source.added_at or tx.now)
            for place, source in enumerate(plan.sources)
        )
    )
    return {-1 - place: first + place for place in range(len(plan.sources))}


def _put_notes(tx: Transaction, notes: Sequence[Note]) -> None:
    """Write notes; new ones get their numbers, and whoever imports them wrote those without an author."""
    first = tx.new_id(Note)
    numbers = iter(range(first, first + len(notes)))
    tx.put(
        *(
            replace(
                note,
                id=note.id or next(numbers),
                author=note.author or tx.author,
                written_at=note.written_at or tx.now,
            )
            for note in notes
        )
    )


def _numbering(kind: type[F], numbers: dict[int, int]) -> Callable[[F], Row]:
    """Return what makes a row of a record, with its source's id in place of the place in the plan."""
    names = [field.name for field in fields(kind)]
    values_of = attrgetter(*names)
    place: int = names.index("source")

    def row(record: F) -> Row:
        values: Row = values_of(record)
        source = values[place]
        number = numbers.get(source, source)  # type: ignore[arg-type]  # what is no place in the plan stays
        return values if number is source else (*values[:place], number, *values[place + 1 :])

    return row
