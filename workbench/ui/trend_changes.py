"""How a plot changes when something is done with a row of its legend, or with a switch above it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from workbench.core.catalogue import Catalogue
from workbench.core.keys import FigureKey
from workbench.core.trend_spec import TrendSpec, series_of
from workbench.ui.trend_layout import TrendLayout
from workbench.ui.widgets import trend_tools
from workbench.ui.widgets.legend_rows import Kind, LegendRow


def toggled(spec: TrendSpec, row: LegendRow, rows: Sequence[LegendRow]) -> TrendSpec:
    """Return the plot with a line or a kind of events hidden, or seen again."""
    if row.kind is not Kind.EVENTS:
        return replace(spec, hidden=spec.hidden ^ {row.id})
    every = frozenset(other.id for other in rows if other.kind is Kind.EVENTS)
    kinds = every if spec.event_kinds is None else spec.event_kinds
    return replace(spec, event_kinds=kinds ^ {row.id})


def isolated(spec: TrendSpec, row: LegendRow, rows: Sequence[LegendRow]) -> TrendSpec:
    """Return the plot with no other series, or no other kind of events; with all again where that is so already."""
    if row.kind is Kind.EVENTS:
        alone = frozenset({row.id})
        return replace(spec, event_kinds=None if spec.event_kinds == alone else alone)
    lines = {other.id: other.key for other in rows if other.kind is Kind.SERIES and other.line is not None}
    others = frozenset(id_ for id_, key in lines.items() if key != row.key)
    computed = spec.hidden - set(lines) - {row.id}
    is_alone = bool(others) and spec.hidden & set(lines) == others
    return replace(spec, hidden=computed if is_alone else computed | others)


def switched(layout: TrendLayout, name: str, *, is_on: bool) -> TrendLayout:
    """Return a layout with something switched on or off, by its name in `trend_tools`."""
    if name == trend_tools.TABLE:
        return replace(layout, is_table=is_on)
    if name == trend_tools.BRIDGES:
        return replace(layout, has_bridges=is_on)
    if name == trend_tools.EVENTS:
        return replace(layout, spec=replace(layout.spec, event_kinds=None if is_on else frozenset()))
    spec = layout.spec
    specs = {
        trend_tools.AVERAGE: replace(spec, has_average=is_on),
        trend_tools.OUTLIERS: replace(spec, has_outliers=is_on),
        trend_tools.RATES: replace(spec, joins_rates=is_on),
    }
    return replace(layout, spec=specs[name])


def without(spec: TrendSpec, key: FigureKey, catalogue: Catalogue) -> TrendSpec:
    """Return the plot without a series; if it comes again, it is seen."""
    return seen_again(spec.without_series(key, catalogue), [key])


def with_seen(spec: TrendSpec, keys: Iterable[FigureKey], catalogue: Catalogue) -> TrendSpec:
    """Return the plot with more series; those that it has already are seen again."""
    keys = list(keys)
    return seen_again(spec.with_series(keys, catalogue), keys)


def seen_again(spec: TrendSpec, keys: Iterable[FigureKey]) -> TrendSpec:
    """Return the plot with nothing of some series hidden."""
    wanted = set(keys)
    return replace(spec, hidden=frozenset(line for line in spec.hidden if series_of(line)[0] not in wanted))
