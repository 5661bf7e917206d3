"""The periods that a database has figures for, with what is still missing in each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import cast

from workbench.core.periods import Grain, Period
from workbench.core.ports import Reader
from workbench.core.records import Edition, Finding, Observation, Status


@dataclass(frozen=True, slots=True)
class Month:
    """A period with how many of its figures stand, how many are stated to be missing, and its edition's status."""

    period: Period
    figures: int
    missing: int
    edition: str


def months(reader: Reader, grain: Grain = Grain.MONTH) -> tuple[Month, ...]:
    """Return the periods of a grain that have any figure, newest first."""
    all_figures: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    for period, status, count in reader.counts(Observation, ("period", "status"), grain=grain.value):
        all_figures[str(period)] += cast("int", count)
        if status == Status.MISSING:
            missing[str(period)] += cast("int", count)
    rows_of_editions = reader.rows(Edition, ("period", "status"), grain=grain.value)
    editions = {str(period): str(status) for period, status in rows_of_editions}
    return tuple(
        Month(Period.parse(text), count - missing[text], missing[text], editions.get(text, ""))
        for text, count in sorted(all_figures.items(), reverse=True)
    )


def is_known(reader: Reader, period: Period) -> bool:
    """Whether a period has a figure, a finding, or a report that is worked on."""
    where = {"grain": period.grain.value, "period": str(period)}
    return any(reader.count(kind, **where) for kind in (Edition, Finding, Observation))
