"""What the trends tab keeps between two starts: the plot that was asked for, and how it is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.core.catalogue import Catalogue
from workbench.core.errors import Refused
from workbench.core.keys import FigureKey
from workbench.core.records import GLOBAL
from workbench.core.scope import Scope
from workbench.core.trend_spec import COLOURS, Mode, TrendSpec

_ENDS = 2
_NO_SERIES = TrendSpec()
_MODES = frozenset(mode.value for mode in Mode)


@dataclass(frozen=True, slots=True)
class TrendLayout:
    """A plot, and how it is looked at.

    `has_bridges`: dotted lines pass over the gaps. `sight` are the first and the last day that are seen, None for all.
    `is_table`: it is looked at as a table.
    """

    spec: TrendSpec = _NO_SERIES
    has_bridges: bool = False
    sight: tuple[float, float] | None = None
    is_table: bool = False


def first_layout(scope: Scope, catalogue: Catalogue) -> TrendLayout:
    """Return the plot of the first start: the total of the metric that is looked at, and what is selected of it."""
    return TrendLayout(TrendSpec().with_series(scope_series(scope, catalogue, has_total=True), catalogue))


def scope_series(scope: Scope, catalogue: Catalogue, *, has_total: bool = False) -> tuple[FigureKey, ...]:
    """Return the series that are selected; the metric's total where none is, or `has_total` wants it before them."""
    keys = [FigureKey(scope.metric, dimension, segment) for dimension, segment in scope.selected]
    selected = [key for key in keys if is_known(key, catalogue)]
    total = [FigureKey(scope.metric)] if scope.metric in catalogue.metrics else []
    return tuple([*total, *selected] if has_total or not selected else selected)


def is_known(key: FigureKey, catalogue: Catalogue) -> bool:
    """Whether the catalogue has the metric and the dimension of a series."""
    return key.metric in catalogue.metrics and (key.dimension == GLOBAL or key.dimension in catalogue.dimensions)


def fitting(spec: TrendSpec, catalogue: Catalogue) -> TrendSpec:
    """Return the plot without the series that the catalogue does not know any more."""
    for key in spec.series:
        if not is_known(key, catalogue):
            spec = spec.without_series(key, catalogue)
    return spec


def kept_of(layout: TrendLayout) -> dict[str, object]:
    """Return a layout as plain values, as settings keep it."""
    spec = layout.spec
    return {
        "series": [str(key) for key in spec.series],
        "colours": list(spec.colours),
        "mode": spec.mode.value,
        "average": spec.has_average,
        "outliers": spec.has_outliers,
        "events": None if spec.event_kinds is None else sorted(spec.event_kinds),
        "hidden": sorted(spec.hidden),
        "joins_rates": spec.joins_rates,
        "bridges": layout.has_bridges,
        "sight": None if layout.sight is None else list(layout.sight),
        "table": layout.is_table,
    }


def layout_of(kept: Mapping[str, object]) -> TrendLayout | None:
    """Return the layout that was kept; None where none was. What cannot be read counts as not kept."""
    if "series" not in kept:
        return None
    series, colours = _series(kept.get("series"), kept.get("colours"))
    kinds = kept.get("events")
    spec = TrendSpec(
        series=series,
        mode=_mode(kept.get("mode")),
        has_average=kept.get("average") is True,
        has_outliers=kept.get("outliers") is True,
        event_kinds=frozenset(_texts(kinds)) if isinstance(kinds, list) else None,
        hidden=frozenset(text for text in _texts(kept.get("hidden")) if _key(text) is not None),
        joins_rates=kept.get("joins_rates") is True,
        colours=colours,
    )
    return TrendLayout(spec, kept.get("bridges") is True, _sight(kept.get("sight")), kept.get("table") is True)


def _series(texts: object, colours: object) -> tuple[tuple[FigureKey, ...], tuple[int, ...]]:
    """Read keys with their colours; the colours only where each key has one."""
    keys = [_key(text) for text in _texts(texts)]
    places = colours if isinstance(colours, list) and len(colours) == len(keys) else []
    whole = [place for place in places if isinstance(place, int) and 0 <= place < COLOURS]
    if len(whole) != len(keys):
        return tuple(dict.fromkeys(key for key in keys if key is not None)), ()
    found = {key: place for key, place in zip(keys, whole, strict=True) if key is not None}
    return tuple(found), tuple(found.values())


def _key(text: str) -> FigureKey | None:
    try:
        key = FigureKey.parse(text)
    except Refused:
        return None
    return FigureKey(key.metric, key.dimension, key.segment)


def _texts(kept: object) -> list[str]:
    return [text for text in kept if isinstance(text, str)] if isinstance(kept, list) else []


def _mode(kept: object) -> Mode:
    return Mode(kept) if isinstance(kept, str) and kept in _MODES else Mode.OVERLAY


def _sight(kept: object) -> tuple[float, float] | None:
    if not isinstance(kept, list) or len(kept) != _ENDS or not all(isinstance(day, int | float) for day in kept):
        return None
    first, last = (float(day) for day in kept)
    return (first, last) if 1 <= first < last else None
