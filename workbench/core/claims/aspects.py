"""What a claim says of a figure: the value itself, its change, its rank, its average, or an earlier value.

It stands behind the "#" of a key: nothing, `change`, `change=year`, `change=average`, `change=2009-12`, `rank`, `average`,
`previous`, `year`. `average_6`, the statistic of a printed average, says the same as `average`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.core.periods import Period
from workbench.core.queries.breakdown import Base, BaseOfComparison


class Said(StrEnum):
    """What is said of a figure."""

    VALUE = ""
    CHANGE = "change"
    RANK = "rank"
    AVERAGE = "average"
    PREVIOUS = "previous"
    YEAR = "year"


_ALIASES = {"value": Said.VALUE, "average_6": Said.AVERAGE}


@dataclass(frozen=True, slots=True)
class Aspect:
    """What is said of a figure; `base` is what a change compares with."""

    said: Said = Said.VALUE
    base: BaseOfComparison = Base.PREVIOUS

    def __str__(self) -> str:
        """Write it as it stands in a key."""
        is_plain = self.said is not Said.CHANGE or self.base is Base.PREVIOUS
        return self.said.value if is_plain else f"{self.said.value}={self.base}"


def aspect_of(text: str) -> Aspect | None:
    """Read an aspect as it stands in a key; None for one that is not known."""
    name, _, base = text.partition("=")
    if base:
        compared = _base_of(base) if name == Said.CHANGE else None
        return None if compared is None else Aspect(Said.CHANGE, compared)
    if "=" in text:
        return None
    if name in _ALIASES:
        return Aspect(_ALIASES[name])
    return Aspect(Said(name)) if name in set(Said) else None


def _base_of(text: str) -> BaseOfComparison | None:
    if text in set(Base):
        return Base(text)
    try:
        return Period.parse(text)
    except ValueError:
        return None
