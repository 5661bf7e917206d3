"""The rows of a plot's legend: its series by metric, what is computed of them, events by kind, and notes by number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.core.catalogue import Catalogue
from workbench.core.chart import Chart, Line, LineKind, NoteMark
from workbench.core.chart_lines import FigureWriter
from workbench.core.event_kinds import EVENT_KINDS, kind_message
from workbench.core.figure_words import segment_label
from workbench.core.keys import FigureKey
from workbench.core.messages import Translator
from workbench.core.periods import Grain, Period
from workbench.core.queries.trends import Trends
from workbench.core.trend_spec import line_id, series_of
from workbench.ui.appearance import Appearance

_OF_FIGURES = frozenset({LineKind.FIGURES, LineKind.DIFFERENCE})
_NOTHING = "–"


class Kind(StrEnum):
    """What a row is for."""

    HEADING = "heading"
    SERIES = "series"
    COMPUTED = "computed"
    EVENTS = "events"
    NOTE = "note"
    ADD_EVENT = "add_event"
    ADD_NOTE = "add_note"


ADDING = frozenset({Kind.ADD_EVENT, Kind.ADD_NOTE})
"""Headings that something can be added under."""


@dataclass(frozen=True, slots=True)
class LegendRow:
    """A row: `text` at the left, `value` at the right. `is_checked` is None where it cannot be hidden.

    `id` names a line, a kind of events or a note; `key` is the series that it belongs to, None for what is of none.
    """

    kind: Kind
    id: str
    text: str
    value: str = ""
    tip: str = ""
    is_checked: bool | None = None
    line: Line | None = None
    key: FigureKey | None = None
    note: NoteMark | None = None

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        number = "" if self.note is None else str(self.note.number)
        return ", ".join(part for part in (number, self.text, self.value) if part)

    @property
    def is_selectable(self) -> bool:
        """Whether the keys stop at it."""
        return self.kind is not Kind.HEADING


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a plot is made of, the plot in one language, what made its sentences, and all of it as spoken."""

    trends: Trends
    chart: Chart
    translate: Translator
    spoken: str = ""


def legend_rows(drawn: Drawn, period: Period | None, catalogue: Catalogue, appearance: Appearance) -> list[LegendRow]:
    """Return the rows of a plot; their values are those of a period."""
    return list(_Rows(drawn.trends, drawn.chart, drawn.translate, period, catalogue, appearance).rows())


@dataclass(frozen=True)
class _Rows:
    """Writes the rows of one plot."""

    trends: Trends
    chart: Chart
    translate: Translator
    period: Period | None
    catalogue: Catalogue
    appearance: Appearance

    def rows(self) -> Iterator[LegendRow]:
        """Yield all rows from the top."""
        yield from self._series()
        yield from self._computed()
        yield from self._events()
        yield from self._notes()

    def _series(self) -> Iterator[LegendRow]:
        """Yield the series by metric, in the order in which the metrics came to the plot."""
        language = self.appearance.language
        lines = {line.id: line for line in self._lines if line.kind in _OF_FIGURES}
        when = self.appearance.period(self.period)
        for metric in dict.fromkeys(key.metric for key in self.trends.spec.series):
            heading = self.catalogue.label(self.catalogue.metric(metric), language)
            yield LegendRow(Kind.HEADING, metric, heading, when)
            when = ""
            for key in (key for key in self.trends.spec.series if key.metric == metric):
                yield from self._of_key(key, lines)

    def _of_key(self, key: FigureKey, lines: dict[str, Line]) -> Iterator[LegendRow]:
        """Yield a row for each grain of a series; one for a series without figures."""
        grains = [one.calendar.grain for one in self.trends.series if one.key == key]
        name = segment_label(self.catalogue, key.dimension, key.segment, self.appearance.language)
        for grain in grains or [Grain.MONTH]:
            id_ = line_id(key, grain)
            line = lines.get(id_)
            text = (
                name if grain is Grain.MONTH else self.appearance.say(f"trends.label_{grain.name.lower()}", label=name)
            )
            if line is None:
                tip = self.appearance.say("trends.nothing_drawn" if grains else "trends.no_figures_of")
                yield LegendRow(Kind.SERIES, id_, text, _NOTHING, tip, key=key)
            else:
                value = text_at(line, self.period)
                is_shown = id_ not in self.chart.hidden
                yield LegendRow(Kind.SERIES, id_, text, value, line.label, is_checked=is_shown, line=line, key=key)

    def _computed(self) -> Iterator[LegendRow]:
        """Yield the averages, and the years before, each under the name of its series."""
        say, window = self.appearance.say, self.trends.window
        headings = {
            LineKind.AVERAGE: say("trends.averages", months=window.months),
            LineKind.YEAR_BEFORE: say("trends.years_before"),
        }
        names = {line.id: line.label for line in self._lines}
        for kind, heading in headings.items():
            lines = [line for line in self._lines if line.kind is kind]
            if lines:
                yield LegendRow(Kind.HEADING, kind.value, heading)
            yield from (self._computed_row(line, names) for line in lines)

    def _computed_row(self, line: Line, names: Mapping[str, str]) -> LegendRow:
        key, grain = series_of(line.id)
        whole = text_at(line, self.period)
        is_average = line.kind is LineKind.AVERAGE and whole != _NOTHING
        value = self._average(key) if is_average else whole
        text = names.get(line_id(key, grain), line.label)
        is_shown = line.id not in self.chart.hidden
        tip = f"{line.label}: {whole}"
        return LegendRow(Kind.COMPUTED, line.id, text, value, tip, is_checked=is_shown, line=line, key=key)

    def _average(self, key: FigureKey) -> str:
        """Write the average of a series at the period without what is said beside it: the published one, if there is one."""
        series = next(one for one in self.trends.series if one.key == key and one.calendar.grain is Grain.MONTH)
        assert self.period is not None
        at = self.period.ordinal - series.calendar.periods[0].ordinal
        writer = FigureWriter(self.catalogue.metric(key.metric), self.translate)
        if series.published[at] is not None:
            return writer.figure(series.published[at], series.published_steps[at])
        return writer.figure(series.averages[at], writer.step)

    def _events(self) -> Iterator[LegendRow]:
        """Yield the kinds of events that there are, each with their number."""
        say, shown = self.appearance.say, self.trends.spec.event_kinds
        yield LegendRow(Kind.ADD_EVENT, Kind.ADD_EVENT.value, say("trends.events"), say("trends.add"))
        counts = Counter(event.kind for event in self.trends.events)
        known = [kind.value for kind in EVENT_KINDS if kind in counts]
        for kind in (*known, *sorted(set(counts) - set(known))):
            text = self.appearance.sentence(kind_message(kind))
            is_shown = shown is None or kind in shown
            labels = "\n".join(
                self.catalogue.label(event, self.appearance.language)
                for event in self.trends.events
                if event.kind == kind
            )
            yield LegendRow(Kind.EVENTS, kind, text, f"{counts[kind]:,}", labels, is_checked=is_shown)

    def _notes(self) -> Iterator[LegendRow]:
        """Yield the notes that are seen."""
        say = self.appearance.say
        yield LegendRow(Kind.ADD_NOTE, Kind.ADD_NOTE.value, say("trends.notes"), say("trends.add"))
        labels = {line.id: line.label for line in self._lines}
        anchors = {note.id: note for note in self.trends.notes}
        for mark in self.chart.notes:
            note = anchors[mark.id]
            first, last = Period.parse(note.first), Period.parse(note.last)
            when = self.appearance.period(first)
            if last != first:
                when = say("plot.seen", first=when, last=self.appearance.period(last))
            tip = "\n".join(part for part in (labels.get(mark.line, ""), when, mark.text) if part)
            key = FigureKey(note.metric, note.dimension, note.segment) if note.segment else FigureKey(note.metric)
            yield LegendRow(Kind.NOTE, str(mark.id), " ".join(mark.text.split()), "", tip, key=key, note=mark)

    @property
    def _lines(self) -> Iterator[Line]:
        """All lines, also those that are hidden."""
        return (line for pane in self.chart.panes for line in pane.lines)


def text_at(line: Line, period: Period | None) -> str:
    """Return what a line says at a period: its figure of just that one, or of the longest that lies within, or around it."""
    at = _place_at(line, period)
    return _NOTHING if at is None else line.texts[at]


def _place_at(line: Line, period: Period | None) -> int | None:
    """Return the place of a line's value for a period."""
    if period is None or not line.periods:
        return None
    grain = line.periods[0].grain
    if grain is period.grain:
        at = period.ordinal - line.periods[0].ordinal
        places: Sequence[int] = [at] if 0 <= at < len(line.periods) else []
    else:
        places = [at for at, other in enumerate(line.periods) if other.within(period) or period.within(other)]
    return next((at for at in reversed(places) if line.values[at] is not None), None)
