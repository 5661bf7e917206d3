"""Adding, renaming, merging and deleting segments. An own record lies over the shipped one of the same id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from workbench.core.catalogue import Catalogue
from workbench.core.errors import Refused
from workbench.core.keys import figure_key
from workbench.core.messages import message
from workbench.core.ports import Command, Transaction
from workbench.core.records import Note, Observation, Reading, Segment, Statistic
from workbench.core.segment_rules import called, check_names, check_new_id, check_parent, known_segment, tidied


def add_segment(catalogue: Catalogue, segment: Segment) -> Command:
    """Return the command that adds a segment at the end of its dimension. Refused for an id or a name that is taken."""
    new = tidied(segment)
    check_new_id(catalogue, new.dimension, new.id)
    check_names(catalogue, new, None)
    check_parent(catalogue, new)
    last = max((other.position for other in catalogue.segments(new.dimension).values()), default=0)
    placed = replace(new, position=last + 1)
    return Command(message("command.add_segment", name=called(placed)), lambda tx: tx.put(placed))


def change_segment(catalogue: Catalogue, segment: Segment) -> Command:
    """Return the command that gives a segment other labels, aliases or another parent.

    Refused for a name that leads to another segment; its id, position and what it was merged into stay.
    """
    before = known_segment(catalogue, segment.dimension, segment.id)
    new = replace(tidied(segment), position=before.position, replaced_by=before.replaced_by)
    check_names(catalogue, new, before)
    check_parent(catalogue, new)
    return Command(message("command.change_segment", name=called(new)), lambda tx: tx.put(new))


def merge_segments(catalogue: Catalogue, dimension: str, merged: str, into: str) -> Command:
    """Return the command that merges a segment into another one, which takes over its figures, readings and notes.

    Refused for a segment and itself, for one that was merged already; while it runs, where the two have different
    figures of one metric and period: the first such figure is named.
    """
    old, new = (known_segment(catalogue, dimension, id_) for id_ in (merged, into))
    if old.id == new.id:
        raise Refused(message("segments.same", name=called(old)))
    for segment in (old, new):
        if segment.replaced_by:
            raise Refused(message("segments.merged_already", name=called(segment), into=segment.replaced_by))
    children = [
        replace(child, parent=new.id)
        for child in catalogue.segments(dimension).values()
        if child.parent == old.id and child.id != new.id
    ]
    kept = [replace(new, parent=old.parent)] if new.parent == old.id else []
    records = (replace(old, parent="", replaced_by=new.id), *children, *kept)
    label = message("command.merge_segments", merged=called(old), into=called(new))
    return Command(label, lambda tx: _merge(tx, old, new, records))


def delete_segment(catalogue: Catalogue, dimension: str, id_: str) -> Command:
    """Return the command that takes an own segment away; a shipped one gets its shipped names back.

    Refused while it runs for one that is not the database's own, and for one that figures, notes or segments still use.
    """
    segment = known_segment(catalogue, dimension, id_)
    is_shipped = catalogue.with_own((), ()).segment(dimension, id_) is not None
    users = [other for other in catalogue.segments(dimension).values() if id_ in {other.parent, other.replaced_by}]
    if is_shipped:
        label = message("command.reset_segment", name=called(segment))
        return Command(label, lambda tx: _delete(tx, segment))
    if users:
        raise Refused(message("segments.needed", name=called(segment), other=called(users[0])))
    return Command(message("command.delete_segment", name=called(segment)), lambda tx: _delete_unused(tx, segment))


def _delete_unused(tx: Transaction, segment: Segment) -> None:
    where = {"dimension": segment.dimension, "segment": segment.id}
    count = tx.count(Observation, **where) + tx.count(Reading, **where) + tx.count(Note, **where)
    if count:
        raise Refused(message("segments.in_use", name=called(segment), count=count))
    _delete(tx, segment)


def _delete(tx: Transaction, segment: Segment) -> None:
    if not tx.count(Segment, dimension=segment.dimension, id=segment.id):
        raise Refused(message("segments.not_own", name=called(segment)))
    tx.remove(Segment, [(segment.dimension, segment.id)])


def _merge(tx: Transaction, old: Segment, new: Segment, records: Sequence[Segment]) -> None:
    numbers = _move_readings(tx, old, new)
    _move_observations(tx, old, new, numbers)
    notes = tx.records(Note, dimension=old.dimension, segment=old.id)
    tx.put(*(replace(note, segment=new.id) for note in notes), *records)


_Figure = tuple[str, str, str]
"""Metric, grain and period: what is left of a key when the segment is known."""


def _move_observations(
    tx: Transaction, old: Segment, new: Segment, numbers: dict[tuple[_Figure, int, int], int]
) -> None:
    """Give the accepted values to the other segment: where it has none, or one that is stated to be missing."""
    mine, theirs = (_observations(tx, segment) for segment in (old, new))
    _refuse_conflicts(old, new, mine, theirs)
    moved = []
    for figure, observation in mine.items():
        standing = theirs.get(figure)
        if standing is None or (standing.value is None and observation.value is not None):
            nth = observation.nth
            if observation.source is not None and nth is not None:
                nth = numbers.get((figure, observation.source, nth), nth)
            moved.append(replace(observation, segment=new.id, nth=nth))
    tx.remove(Observation, [_key(observation, Observation.KEY) for observation in mine.values()])
    tx.put(*moved)


def _refuse_conflicts(
    old: Segment, new: Segment, mine: dict[_Figure, Observation], theirs: dict[_Figure, Observation]
) -> None:
    """Refuse to merge where both have a value and the two differ."""
    conflicts = [
        observation
        for figure, observation in mine.items()
        if figure in theirs and _differ(observation.value, theirs[figure].value)
    ]
    if conflicts:
        first = conflicts[0]
        key = figure_key(first.metric, first.dimension, first.segment, first.period)
        names = {"merged": called(old), "into": called(new)}
        raise Refused(message("segments.conflict", count=len(conflicts), key=key, **names))


def _differ(mine: float | None, theirs: float | None) -> bool:
    return mine is not None and theirs is not None and mine != theirs


def _observations(tx: Transaction, segment: Segment) -> dict[_Figure, Observation]:
    rows = tx.records(Observation, dimension=segment.dimension, segment=segment.id)
    return {_figure(observation): observation for observation in rows}


def _move_readings(tx: Transaction, old: Segment, new: Segment) -> dict[tuple[_Figure, int, int], int]:
    """Give the readings to the other segment, numbered on behind its own of the same source.

    Return the new number of each printed value by figure, source and old number.
    """
    mine, theirs = (tx.records(Reading, dimension=segment.dimension, segment=segment.id) for segment in (old, new))
    last = _last_numbers(theirs)
    moved = [replace(reading, segment=new.id, nth=reading.nth + last.get(_printed(reading), 0)) for reading in mine]
    tx.remove(Reading, [_key(reading, Reading.KEY) for reading in mine])
    tx.put(*moved)
    return {
        (_figure(before), before.source, before.nth): after.nth
        for before, after in zip(mine, moved, strict=True)
        if before.statistic == Statistic.VALUE
    }


def _last_numbers(readings: Iterable[Reading]) -> dict[tuple[_Figure, str, int], int]:
    last: dict[tuple[_Figure, str, int], int] = {}
    for reading in readings:
        last[_printed(reading)] = max(reading.nth, last.get(_printed(reading), 0))
    return last


def _printed(reading: Reading) -> tuple[_Figure, str, int]:
    return _figure(reading), reading.statistic, reading.source


def _figure(record: Observation | Reading) -> _Figure:
    return record.metric, record.grain, record.period


def _key(record: Observation | Reading, names: Iterable[str]) -> tuple[str | int, ...]:
    return tuple(getattr(record, name) for name in names)
