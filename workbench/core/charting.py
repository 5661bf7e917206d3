"""Trends as a plot in one language: panes by unit, lines with their labels, events, notes, and what has to be known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from workbench.core.catalogue import Catalogue
from workbench.core.chart import NO_LINE, Chart, EventMark, Line, LineKind, NoteMark, Pane
from workbench.core.chart_lines import FigureWriter, SeriesLines, base_places, common_reference, own_reference
from workbench.core.figure_words import segment_label
from workbench.core.keys import FigureKey
from workbench.core.messages import Translator, message
from workbench.core.periods import Grain, Period
from workbench.core.queries.breakdown import Base
from workbench.core.queries.trends import Series, Trends, day_of
from workbench.core.records import GLOBAL, Note
from workbench.core.trend_spec import Mode, line_id
from workbench.core.units import ONE_IN, PERCENT, UNITS

_RATES, _INDEX, _POINTS, _RATE_POINTS, _CHANGE = "rates", "index", "points", "rate_points", "change"
"""Panes that are not named by a unit."""

_SUFFIXES = {PERCENT.id: "%", ONE_IN.id: "%", _RATES: "%", _CHANGE: "%"}

_FREE_AXES = frozenset((PERCENT.id, _INDEX, _POINTS, _RATE_POINTS, _CHANGE))
"""Panes whose axis need not begin at 0. A rate of "1 in N" and a count are small or large from 0 on."""


def chart_of(trends: Trends, catalogue: Catalogue, translate: Translator) -> Chart:
    """Return the plot in the translator's language; one without panes where nothing has a figure."""
    return _Charting(trends, catalogue, translate).chart()


def series_name(key: FigureKey, catalogue: Catalogue, translate: Translator) -> str:
    """Name a series by metric and segment: "Spam rate, Japan"."""
    metric = catalogue.label(catalogue.metric(key.metric), translate.language)
    segment = segment_label(catalogue, key.dimension, key.segment, translate.language)
    return translate(message("trends.metric_of_segment", metric=metric, segment=segment))


@dataclass(frozen=True)
class _Charting:
    """Makes one plot."""

    trends: Trends
    catalogue: Catalogue
    translate: Translator

    def chart(self) -> Chart:
        """Put the plot together."""
        panes = tuple(self._panes())
        first, last = self._span()
        hidden = self._hidden()
        return Chart(
            title=self._title(),
            panes=panes,
            first=first,
            last=last,
            language=self.translate.language,
            events=tuple(self._events()),
            notes=tuple(note for note in self._notes() if note.line not in hidden),
            hidden=frozenset(line.id for pane in panes for line in pane.lines if line.id in hidden),
            against=self._against(),
            remarks=tuple(self._remarks()),
        )

    def _span(self) -> tuple[float, float]:
        """Return the first and the last day that the plot shows."""
        first, last = self.trends.spec.span or (self.trends.first, self.trends.last)
        if first is None or last is None:
            return 0.0, 0.0
        return float(first.first_day.toordinal()), float(last.last_day.toordinal())

    def _hidden(self) -> frozenset[str]:
        """Return the ids of all hidden lines: with a series' own line goes what belongs to it."""
        hidden = set(self.trends.spec.hidden)
        for one in self.trends.series:
            grain = one.calendar.grain
            if line_id(one.key, grain) in hidden:
                hidden.update(line_id(one.key, grain, kind) for kind in LineKind)
        return frozenset(hidden)

    def _panes(self) -> Iterator[Pane]:
        """Yield a pane for each unit in the order of the series."""
        lines: defaultdict[str, list[Line]] = defaultdict(list)
        metrics: defaultdict[str, dict[str, None]] = defaultdict(dict)
        writers = {id_: FigureWriter(self.catalogue.metric(id_), self.translate) for id_ in self._metrics}
        for one in self.trends.series:
            pane = self._pane_of(one.key.metric)
            lines[pane].extend(self._maker(one, writers[one.key.metric]).lines())
            metrics[pane][one.key.metric] = None
        for pane, found in lines.items():
            if found:
                text = self._unit_text(pane, self._named([*metrics[pane]]))
                yield Pane(text, _SUFFIXES.get(pane, ""), tuple(found), starts_at_zero=pane not in _FREE_AXES)

    def _maker(self, series: Series, writer: FigureWriter) -> SeriesLines:
        grain = series.calendar.grain
        bases, years = self._bases[grain]
        reference = self._reference
        if reference is None:
            reference = own_reference(series, self.trends.spec.span)
        return SeriesLines(series, self.trends, writer, self.translate, self._label(series), bases, years, reference)

    @cached_property
    def _bases(self) -> dict[Grain, tuple[Sequence[int | None], Sequence[int | None]]]:
        """What places are compared with in each grain: by the base, and in the mode "year over year" by the year before."""
        spec, calendars = self.trends.spec, {one.calendar.grain: one.calendar for one in self.trends.series}
        has_years = spec.mode is Mode.YEAR_OVER_YEAR
        return {
            grain: (base_places(one.periods, spec.base), base_places(one.periods, Base.YEAR) if has_years else ())
            for grain, one in calendars.items()
        }

    def _pane_of(self, metric: str) -> str:
        """Return in which pane a metric is drawn."""
        spec, unit = self.trends.spec, UNITS[self.catalogue.metric(metric).unit]
        if spec.mode is Mode.INDEXED:
            return _INDEX
        if spec.mode is Mode.DIFFERENCE and unit.change_unit == "percent":
            return _CHANGE
        if spec.mode is Mode.DIFFERENCE:
            return _RATE_POINTS if unit.is_rate_of_one and not spec.joins_rates else _POINTS
        is_joined = spec.joins_rates and unit in {PERCENT, ONE_IN} and self._has_both_rates
        return _RATES if is_joined else unit.id

    @cached_property
    def _has_both_rates(self) -> bool:
        units = {self.catalogue.metric(metric).unit for metric in self._metrics}
        return {PERCENT.id, ONE_IN.id} <= units

    @cached_property
    def _metrics(self) -> tuple[str, ...]:
        """The metrics that have a series."""
        return tuple(dict.fromkeys(one.key.metric for one in self.trends.series))

    @cached_property
    def _reference(self) -> int | None:
        """Where the index of all series is 100; None where they have no period in common, as with several grains."""
        grains = {one.calendar.grain for one in self.trends.series}
        if self.trends.spec.mode is not Mode.INDEXED or len(grains) != 1:
            return None
        return common_reference(self.trends.series, self.trends.spec.span)

    def _unit_text(self, pane: str, metrics: str) -> str:
        """Say what an axis counts."""
        if pane == _INDEX:
            return self._index_text()
        if pane in {_POINTS, _RATE_POINTS}:
            return self.translate(message("trends.unit_points", metrics=metrics))
        return self.translate(message(f"trends.unit_{pane}", metrics=metrics))

    def _index_text(self) -> str:
        """Say what is 100."""
        if self._reference is None:
            return self.translate(message("trends.index_of_each"))
        period = self.trends.series[0].calendar.periods[self._reference]
        return self.translate(message("trends.index_since", period=period))

    def _label(self, series: Series) -> str:
        """Return the name of a line: the segment, with the metric where there are several, and the grain if not months."""
        label = self._name(series.key)
        grain = series.calendar.grain
        if grain is Grain.MONTH:
            return label
        return self.translate(message(f"trends.label_{grain.name.lower()}", label=label))

    def _name(self, key: FigureKey) -> str:
        """Name a series among those of the plot: a total by its metric, others by their segment as long as that says all."""
        if len(self._metrics) == 1:
            return segment_label(self.catalogue, key.dimension, key.segment, self.translate.language)
        return self._metric(key.metric) if key.dimension == GLOBAL else series_name(key, self.catalogue, self.translate)

    def _metric(self, id_: str) -> str:
        return self.catalogue.label(self.catalogue.metric(id_), self.translate.language)

    def _named(self, metrics: Sequence[str]) -> str:
        """Name three metrics at most; of more, the first and how many there are besides."""
        first, *rest = (self._metric(metric) for metric in metrics)
        match rest:
            case []:
                return first
            case [second]:
                return self.translate(message("trends.two_metrics", first=first, second=second))
            case [second, third]:
                return self.translate(message("trends.three_metrics", first=first, second=second, third=third))
        return self.translate(message("trends.more_metrics", first=first, count=len(rest)))

    def _title(self) -> str:
        """Name the plot: its one series, or its metrics, and how they are compared."""
        if not self.trends.series:
            return self.translate(message("trends.no_figures"))
        keys = {one.key for one in self.trends.series}
        title = (
            series_name(keys.pop(), self.catalogue, self.translate) if len(keys) == 1 else self._named(self._metrics)
        )
        match self.trends.spec.mode:
            case Mode.OVERLAY:
                return title
            case Mode.INDEXED:
                return self.translate(message("trends.title_indexed", title=title))
            case Mode.YEAR_OVER_YEAR:
                return self.translate(message("trends.title_year", title=title))
        return self.translate(message("trends.title_difference", title=title, against=self._against()))

    def _against(self) -> str:
        """Say what changes are from."""
        base = self.trends.spec.base
        match base:
            case Period():
                return self.translate(message("trends.against_period", period=base))
            case Base.YEAR:
                return self.translate(message("trends.against_year"))
            case Base.AVERAGE:
                return self.translate(message("trends.against_average", months=self.trends.window.months))
        return self.translate(message("trends.against_previous"))

    def _events(self) -> Iterator[EventMark]:
        """Yield the events of the kinds that are shown."""
        kinds = self.trends.spec.event_kinds
        for event in self.trends.events:
            if kinds is None or event.kind in kinds:
                label = self.catalogue.label(event, self.translate.language)
                ends = [float(Period.parse(day).ordinal) for day in (event.first, event.last)]
                yield EventMark(event.id, label, event.kind, *ends)

    def _notes(self) -> Iterator[NoteMark]:
        """Yield the notes, numbered in the order of time."""
        for number, note in enumerate(self.trends.notes, 1):
            first, last = (day_of(Period.parse(text)) for text in (note.first, note.last))
            yield NoteMark(note.id, number, note.text, self._line_of(note), first, last)

    def _line_of(self, note: Note) -> str:
        """Return the line that a note is on: of its own grain, or else of its key."""
        key = FigureKey(note.metric, note.dimension, note.segment)
        grains = [one.calendar.grain for one in self.trends.series if one.key == key]
        if not grains:
            return NO_LINE
        return line_id(key, next((grain for grain in grains if grain == note.grain), grains[0]))

    def _remarks(self) -> Iterator[str]:
        """Yield what has to be known: which metrics are not one."""
        for one, other in self.trends.exclusive:
            names = {"first": self._metric(one), "second": self._metric(other)}
            yield self.translate(message("trends.exclusive", **names))
