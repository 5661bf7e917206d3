"""What an import would do, before anything is written: the plan, its differences and its problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from workbench.core.messages import Message
from workbench.core.ports import Row
from workbench.core.records import Coverage, FindingText, Note, Observation, Reading, Record, Source

Held = float | str | None
"""What a figure or a text comes to; None is a missing value or none at all."""

F = TypeVar("F", Reading, Observation)


class Side(StrEnum):
    """Whose change counts in a conflict: the database's, or the file's."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that needs a decision: where (sheet and cell), what was found, and what is wrong with it."""

    sheet: str
    cell: str
    found: str
    message: Message


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure or a text that the file has otherwise than the database.

    The key is a figure's (see `keys`), a note's (`note_key`) or that of a finding's text (`finding_key`).
    """

    key: str
    old: Held
    new: Held


@dataclass(frozen=True, slots=True)
class Conflict:
    """A figure or a text that was changed in the file and in the database since both were the same."""

    key: str
    base: Held
    mine: Held
    theirs: Held


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records of a kind are new, changed, the same, or removed by a plan."""

    new: int = 0
    changed: int = 0
    same: int = 0
    removed: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Return both together."""
        return Tally(
            self.new + other.new, self.changed + other.changed, self.same + other.same, self.removed + other.removed
        )


@dataclass(frozen=True, slots=True)
class Ignored:
    """A part of a file that was passed over, and why."""

    sheet: str
    range: str
    why: Message


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a file holds against what the database holds; `apply_plan` makes a command of it.

    `sources` are to be added; the `source` of a reading or observation is then its place in `sources`, counted from -1
    downwards, or the id of a source that stands already. `notes` with an id of 0 are new; an empty author or moment is that
    of the operation. `removed` holds keys of records to be deleted. `contested` says for each conflict what the file's side
    would write.
    """

    file: str
    shape: str
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    differences: Sequence[Difference] = ()
    conflicts: Sequence[Conflict] = ()
    problems: Sequence[Problem] = ()
    ignored: Sequence[Ignored] = ()
    sources: Sequence[Source] = ()
    readings: Sequence[Reading] = ()
    observations: Sequence[Observation] = ()
    coverages: Sequence[Coverage] = ()
    notes: Sequence[Note] = ()
    texts: Sequence[FindingText] = ()
    removed: Mapping[type[Record], Sequence[Row]] = field(default_factory=dict)
    contested: Mapping[str, ImportPlan] = field(default_factory=dict)

    @property
    def total(self) -> Tally:
        """All kinds together."""
        return sum(self.tallies.values(), Tally())

    @property
    def is_clean(self) -> bool:
        """Whether nothing in it needs a decision."""
        return not self.problems and not self.conflicts

    @property
    def writes_anything(self) -> bool:
        """Whether carrying it out would change the database."""
        written = (self.readings, self.observations, self.coverages, self.notes, self.texts, self.removed)
        return any(written)

    def settled(self, choices: Mapping[str, Side]) -> ImportPlan:
        """Return the plan with conflicts decided, by their keys; those without a choice are still to be decided."""
        if not self.conflicts:
            return self
        won = [self.contested[row.key] for row in self.conflicts if choices.get(row.key) is Side.THEIRS]
        left = [row for row in self.conflicts if row.key not in choices]
        return replace(
            together(self, *won), conflicts=left, contested={row.key: self.contested[row.key] for row in left}
        )


def together(plan: ImportPlan, *others: ImportPlan) -> ImportPlan:
    """Return what several plans of one file hold, with one numbering of their sources."""
    plans, sources = (plan, *others), _Sources()
    numbered = [sources.renumbered(one) for one in plans]
    kinds = dict.fromkeys(kind for one in plans for kind in one.tallies)
    removed = dict.fromkeys(kind for one in plans for kind in one.removed)
    return replace(
        plan,
        tallies={kind: sum((one.tallies.get(kind, Tally()) for one in plans), Tally()) for kind in kinds},
        sources=sources.all,
        readings=[row for one in numbered for row in one.readings],
        observations=[row for one in numbered for row in one.observations],
        differences=[row for one in plans for row in one.differences],
        conflicts=[row for one in plans for row in one.conflicts],
        problems=[row for one in plans for row in one.problems],
        ignored=[row for one in plans for row in one.ignored],
        coverages=[row for one in plans for row in one.coverages],
        notes=[row for one in plans for row in one.notes],
        texts=[row for one in plans for row in one.texts],
        removed={kind: [row for one in plans for row in one.removed.get(kind, ())] for kind in removed},
        contested={key: found for one in plans for key, found in one.contested.items()},
    )


class _Sources:
    """Gathers the sources of plans, each name once."""

    def __init__(self) -> None:
        self.all: list[Source] = []

    def renumbered(self, plan: ImportPlan) -> ImportPlan:
        """Return a plan whose readings and observations name the places of the gathered sources."""
        numbers = {-1 - place: self._place(source) for place, source in enumerate(plan.sources)}
        if all(old == new for old, new in numbers.items()):
            return plan
        readings, observations = _numbered(plan.readings, numbers), _numbered(plan.observations, numbers)
        return replace(plan, readings=readings, observations=observations)

    def _place(self, source: Source) -> int:
        names = [known.name for known in self.all]
        if source.name not in names:
            self.all.append(source)
            return -len(self.all)
        return -1 - names.index(source.name)


def _numbered(rows: Iterable[F], numbers: Mapping[int, int]) -> list[F]:
    return [row if row.source is None else replace(row, source=numbers.get(row.source, row.source)) for row in rows]


def note_key(id_: int) -> str:
    """Write what names a note in a plan."""
    return f"note:{id_}"


def finding_key(id_: str, language: str = "", part: str = "") -> str:
    """Write what names a finding in a plan, or its "title" or "body" in a language."""
    return "/".join(filter(None, (f"finding:{id_}", language, part)))
