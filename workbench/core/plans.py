"""What an import would do, before anything is written: the plan, its differences and its problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workbench.core.messages import Message
from workbench.core.records import Coverage, Observation, Reading, Source


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that needs a decision: where (sheet and cell), what was found, and what is wrong with it."""

    sheet: str
    cell: str
    found: str
    message: Message


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that the file has otherwise than the database; None is a missing value or none at all."""

    key: str
    old: float | None
    new: float | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A figure that was changed in the file and in the database since both were the same."""

    key: str
    base: float | None
    mine: float | None
    theirs: float | None


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
    downwards, or the id of a source that stands already.
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
        return bool(self.readings or self.observations or self.coverages)
