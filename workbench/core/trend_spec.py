"""What a plot of trends shows: which series, how they are compared, and what is drawn beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from workbench.core.catalogue import Catalogue
from workbench.core.chart import LineKind
from workbench.core.keys import FigureKey
from workbench.core.periods import Grain, Period
from workbench.core.queries.breakdown import Base, BaseOfComparison
from workbench.core.records import GLOBAL

COLOURS = 10
"""How many series colours there are; after these they begin again."""

_SUFFIXES = {LineKind.AVERAGE: "average", LineKind.YEAR_BEFORE: "year"}


class Mode(StrEnum):
    """How the series are laid beside each other.

    As they are; each as an index of its first figure; each over its own year before; by their difference to the base.
    """

    OVERLAY = "overlay"
    INDEXED = "indexed"
    YEAR_OVER_YEAR = "year_over_year"
    DIFFERENCE = "difference"


@dataclass(frozen=True, slots=True)
class TrendSpec:
    """A plot as it was asked for.

    `series` are keys without period; `colours` are their places in the series colours, where these are given already.
    `base` is what changes and the mode "difference" compare with. `event_kinds` None: all kinds. `hidden` are ids of lines;
    a series that is hidden takes its average and its year before along. `span` is the first and last period shown, None
    for all. `joins_rates`: "1 in N" is drawn on the axis of the percentages.
    """

    series: tuple[FigureKey, ...] = ()
    mode: Mode = Mode.OVERLAY
    base: BaseOfComparison = Base.PREVIOUS
    has_average: bool = False
    has_outliers: bool = False
    event_kinds: frozenset[str] | None = None
    hidden: frozenset[str] = frozenset()
    span: tuple[Period, Period] | None = None
    joins_rates: bool = False
    colours: tuple[int, ...] = ()

    def with_series(self, keys: Iterable[FigureKey], catalogue: Catalogue) -> TrendSpec:
        """Return the plot with more series; those that it has keep their places and their colours."""
        known = dict.fromkeys(self.series)
        new = [key for key in dict.fromkeys(_bare(key) for key in keys) if key not in known]
        standing = colours_of(self.series, catalogue, self.colours)
        series = (*self.series, *new)
        return replace(self, series=series, colours=colours_of(series, catalogue, standing))

    def without_series(self, key: FigureKey, catalogue: Catalogue) -> TrendSpec:
        """Return the plot without a series; the others keep their colours."""
        colours = colours_of(self.series, catalogue, self.colours)
        kept = [pair for pair in zip(self.series, colours, strict=True) if pair[0] != _bare(key)]
        return replace(self, series=tuple(pair[0] for pair in kept), colours=tuple(pair[1] for pair in kept))


def colours_of(series: Sequence[FigureKey], catalogue: Catalogue, given: Sequence[int] = ()) -> tuple[int, ...]:
    """Return the places of series in the colours: as given for the first ones, else each segment's own place.

    A segment has the same place in every plot, the total the first, unless a series before it has that colour; it then
    takes the next one that is free, while there is one.
    """
    colours = list(given[: len(series)])
    for key in series[len(colours) :]:
        wanted = _own_place(key, catalogue)
        tries = [(wanted + step) % COLOURS for step in range(COLOURS)]
        colours.append(next((place for place in tries if place not in colours), wanted))
    return tuple(colours)


def line_id(key: FigureKey, grain: Grain, kind: LineKind = LineKind.FIGURES) -> str:
    """Return the id of a line: the figures' key, with grain and kind as aspect where these are not monthly and plain.

    "spam.rate", "spam.rate/geography:JP#average", "spam.rate#D", "spam.rate#D-year".
    """
    parts = [grain.value if grain is not Grain.MONTH else "", _SUFFIXES.get(kind, "")]
    return str(replace(key, period=None, aspect="-".join(filter(None, parts))))


def series_of(line: str) -> tuple[FigureKey, Grain]:
    """Return what the figures of a line are of, by its id: the key and the grain. Refused for text that is no id."""
    key = FigureKey.parse(line)
    grain = key.aspect.partition("-")[0]
    return _bare(key), Grain(grain) if grain in _GRAINS else Grain.MONTH


_GRAINS = frozenset(grain.value for grain in Grain)


def _bare(key: FigureKey) -> FigureKey:
    return FigureKey(key.metric, key.dimension, key.segment)


def _own_place(key: FigureKey, catalogue: Catalogue) -> int:
    """Return a segment's own place in the colours: by its order in the catalogue, behind the total's."""
    if key.dimension == GLOBAL:
        return 0
    known = catalogue.segment(key.dimension, key.segment)
    return 1 + (known.position if known is not None else 0) % (COLOURS - 1)
