"""Small databases of printed figures, and what the rules find in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from workbench.core.catalogue import Catalogue
from workbench.core.checks.issues import Issue
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Command
from workbench.core.printed import step_of
from workbench.core.queries.checks import stored_issues
from workbench.core.records import Observation, Reading, Record, Source

EDITION, ARTICLE = Source(1, "edition", "edition:2010-02", "", ""), Source(2, "article", "an article", "", "")


def printed(
    metric: str,
    number: str,
    place: str = "",
    *,
    of: str = "global:global",
    at: Period = Period.month(2010, 2),  # noqa: B008 - frozen
    statistic: str = "value",
    unit: str = "percent",
    source: int = 1,
    nth: int = 1,
    qualifier: str = "exact",
) -> Reading:
    """Make a reading of a number as it is written, of a dimension and segment, in February 2010."""
    dimension, _, segment = of.partition(":")
    key = (metric, at.grain.value, str(at), dimension, segment, statistic, source, nth)
    value, step = float(number), float(step_of(Decimal(number)))
    return Reading(*key, value, step, qualifier, unit, segment, number, place or "panel")


def _accepted(readings: Iterable[Reading]) -> Iterator[Observation]:
    """Accept the first reading of each value, in the unit in which it was printed."""
    done = set()
    for one in readings:
        key = (one.metric, one.grain, one.period, one.dimension, one.segment)
        if one.statistic == "value" and key not in done:
            done.add(key)
            yield Observation(*key, one.value, one.step, one.qualifier, "normal", one.source, one.nth)


@pytest.fixture(scope="session")
def said() -> Callable[..., Reading]:
    """Return what makes a reading."""
    return printed


@pytest.fixture(scope="session")
def find(new_store: Callable[..., Any], catalogue: Catalogue) -> Iterator[Callable[..., tuple[Issue, ...]]]:
    """Return what the rules find in readings, of which the first of each figure is accepted, and other records."""
    with new_store() as store:

        def look(*records: Record, period: Period | None = None) -> tuple[Issue, ...]:
            readings = [one for one in records if isinstance(one, Reading)]
            everything = (EDITION, ARTICLE, *records, *_accepted(readings))
            store.run(Command(message("test.put"), lambda tx: tx.put(*everything)))
            try:
                with store.read() as reader:
                    return stored_issues(reader, catalogue, "2010-03-05", period)
            finally:
                store.undo()

        yield look
