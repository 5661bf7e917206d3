"""Beginning a month: its figures are there as missing, so that it can be seen what is still to come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from workbench.core.errors import Refused
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Command, OneOf, Row, Transaction
from workbench.core.printed import Qualifier
from workbench.core.queries.skeleton import figure_keys
from workbench.core.records import Coverage, Edition, Observation, Status

DRAFT = "draft"
"""The status of an edition that is being made."""


def start_month(source: Period, target: Period, metrics: Collection[str]) -> Command:
    """Return the command that begins a period with the figures of another one, all of them missing.

    Figures and coverage that the period has already are kept; it gets a first edition where it has none. Refused for
    periods of different grains; while it runs, for a source without figures and for a target that has all of them.
    """
    if source.grain is not target.grain:
        raise Refused(message("month.other_grain", source=source, target=target))
    wanted = frozenset(metrics)
    label = message("command.start_month", period=str(target))
    return Command(label, lambda tx: _start(tx, source, target, wanted))


def begin_month(target: Period) -> Command:
    """Return the command that begins a period without any figures, where there is no other one to take them over from."""
    return Command(message("command.start_month", period=str(target)), lambda tx: tx.put(*_edition(tx, target)))


def _start(tx: Transaction, source: Period, target: Period, metrics: frozenset[str]) -> None:
    figures = [key for key in figure_keys(tx, source) if key[0] in metrics]
    if not figures:
        raise Refused(message("month.nothing_to_copy", period=source))
    standing = set(figure_keys(tx, target))
    missing = [key for key in figures if key not in standing]
    if not missing:
        raise Refused(message("month.all_there", period=target))
    tx.put_rows(Observation, [_missing(target, *key) for key in missing])
    tx.put(*_coverages(tx, source, target, metrics), *_edition(tx, target))


def _missing(period: Period, metric: str, dimension: str, segment: str) -> Row:
    """Return the row of a figure that nobody has given yet."""
    key = (metric, period.grain.value, str(period), dimension, segment)
    return (*key, None, None, Qualifier.EXACT.value, Status.MISSING.value, None, None)


def _coverages(tx: Transaction, source: Period, target: Period, metrics: frozenset[str]) -> list[Coverage]:
    """Return the source's coverage for the target, where that has none of its own."""
    by_period = {period: _coverage_by_breakdown(tx, period, metrics) for period in (source, target)}
    standing = by_period[target]
    return [
        replace(coverage, period=str(target))
        for breakdown, coverage in by_period[source].items()
        if breakdown not in standing
    ]


def _coverage_by_breakdown(tx: Transaction, period: Period, metrics: frozenset[str]) -> dict[tuple[str, str], Coverage]:
    where = {"grain": period.grain.value, "period": str(period)}
    rows = tx.records(Coverage, **where, metric=OneOf(tuple(metrics)))
    return {(coverage.metric, coverage.dimension): coverage for coverage in rows}


def _edition(tx: Transaction, period: Period) -> list[Edition]:
    """Return the period's first edition, if it has none."""
    if tx.count(Edition, grain=period.grain.value, period=str(period)):
        return []
    return [Edition(period.grain.value, str(period), 1, DRAFT, "", None, None)]
