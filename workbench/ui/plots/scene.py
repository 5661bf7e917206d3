"""The one routine that draws a chart: on the screen, into pictures, and for reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QGraphicsSceneResizeEvent, QGraphicsWidget

from workbench.core.chart import Chart, EventMark, Line, NoteMark
from workbench.ui.plots import layers, marks
from workbench.ui.plots.curves import PaneRows, rows_of
from workbench.ui.plots.frame import Area, Days, shares
from workbench.ui.plots.head import NO_HEAD, Head, head_of
from workbench.ui.plots.inks import Inks
from workbench.ui.plots.layers import Arrangement, Backdrop, Cross, CrossHair, Marks
from workbench.ui.plots.looking import LEAST_DAYS
from workbench.ui.plots.month_axis import marks_of
from workbench.ui.plots.panes import PaneView
from workbench.ui.plots.value_axis import Scale, fixed_scale, scale_of, widest

_RIGHT = 24.0
_TOP = 12.0
_NEAR = 12.0


@dataclass(frozen=True, slots=True)
class Dress:
    """How a chart is drawn: its inks, device pixels per logical one, with title and legend or not, and the line that is picked out.

    `is_still`: for a picture, which is never moved.
    """

    inks: Inks
    pixel_ratio: float = 1.0
    has_head: bool = False
    is_still: bool = False
    picked: str = ""


class PlotScene(QGraphicsWidget):
    """A chart drawn over the days that are looked at. It is sized by whoever holds it, and knows what is where."""

    def __init__(self, inks: Inks) -> None:
        """Show nothing yet."""
        super().__init__()
        self.chart: Chart | None = None
        self.dress = Dress(inks)
        self.days = (0.0, 1.0)
        self.arrangement = layers.NOWHERE
        self.panes: list[PaneView] = []
        self._fixed: dict[int, tuple[float, float]] = {}
        self._moved: dict[str, tuple[float, float]] = {}
        self._moved_notes: dict[int, tuple[float, float]] = {}
        self._rows: tuple[PaneRows, ...] = ()
        self._margin = 0.0
        self._layers = (Backdrop(inks, -10), Marks(inks, 20), CrossHair(inks, 10))
        for layer in self._layers:
            layer.setParentItem(self)

    def draw(self, chart: Chart, dress: Dress) -> None:
        """Draw a chart in the place of the one before, on the days that it asks for."""
        self.chart = chart
        self.dress = dress
        self.days = _sound(chart.first, chart.last)
        self._fixed = {
            at: (pane.low, pane.high)
            for at, pane in enumerate(chart.panes)
            if pane.low is not None and pane.high is not None
        }
        self._moved, self._moved_notes = {}, {}
        self._margin = 0.0
        visible = [[line for line in pane.lines if line.id not in chart.hidden] for pane in chart.panes]
        self._rows = tuple(rows_of(lines, dress.picked, has_bridges=chart.has_bridges) for lines in visible)
        self._keep_panes(len(chart.panes))
        for pane, rows in zip(self.panes, self._rows, strict=True):
            pane.draw(rows, dress.inks, dress.pixel_ratio, is_still=dress.is_still)
        self.show_cross(Cross())
        self._arrange()

    def look_at(self, first: float, last: float, fixed: Mapping[int, tuple[float, float]] | None = None) -> None:
        """Show other days, and panes with a fixed span of values; the others fit to what is seen."""
        self.days = _sound(first, last)
        self._fixed = dict(fixed or {})
        self._arrange()

    @property
    def fixed(self) -> dict[int, tuple[float, float]]:
        """The panes that do not fit to what is seen, with their values."""
        return dict(self._fixed)

    def preview(
        self,
        events: Mapping[str, tuple[float, float]] | None = None,
        notes: Mapping[int, tuple[float, float]] | None = None,
    ) -> None:
        """Show events and notes by id on other days, as while they are dragged."""
        self._moved, self._moved_notes = dict(events or {}), dict(notes or {})
        self._arrange()

    def show_cross(self, cross: Cross) -> None:
        """Show a cross-hair."""
        hair = self._layers[2]
        assert isinstance(hair, CrossHair)
        hair.show_cross(cross)

    def hit_at(self, pos: QPointF) -> marks.Hit | None:
        """Return the event or note that is somewhere on the canvas."""
        shown = self.arrangement
        return marks.hit_at(pos, shown.events, shown.notes, shown.top, shown.bottom)

    def words_at(self, pos: QPointF) -> str:
        """Return what the event, the events of a flag, or the note is that is somewhere; empty where there is none."""
        hit = self.hit_at(pos)
        if hit is None:
            return ""
        if isinstance(hit.mark, NoteMark):
            return hit.mark.text
        places = self.arrangement.events
        at = next(at for at, place in enumerate(places) if place.event.id == hit.mark.id)
        count = max(1, places[at].label.flag)
        return "\n".join(place.event.label for place in places[at : at + count])

    def pane_at(self, pos: QPointF) -> int | None:
        """Return the pane that is somewhere."""
        places = enumerate(self.arrangement.areas)
        return next((at for at, area in places if area.rect.contains(pos)), None)

    def point_at(self, pos: QPointF) -> tuple[Line, int] | None:
        """Return the point nearest to a place on the canvas, within reach: its line and its place there."""
        if self.chart is None:
            return None
        days = self.arrangement.days
        best: tuple[float, Line, int] | None = None
        for pane, area in zip(self.chart.panes, self.arrangement.areas, strict=True):
            if not area.rect.adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR).contains(pos):
                continue
            for line in (line for line in pane.lines if line.id not in self.chart.hidden):
                for at in marks.places_between(line, days.day_at(pos.x() - _NEAR), days.day_at(pos.x() + _NEAR)):
                    value = line.values[at]
                    if value is None:
                        continue
                    away = QPointF(days.x_of(line.days[at]) - pos.x(), area.y_of(value) - pos.y())
                    distance = (away.x() ** 2 + away.y() ** 2) ** 0.5
                    if distance <= _NEAR and (best is None or distance < best[0]):
                        best = (distance, line, at)
        return None if best is None else (best[1], best[2])

    def resizeEvent(self, event: QGraphicsSceneResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Arrange all anew for another size."""
        super().resizeEvent(event)
        self._margin = 0.0
        self._arrange()

    def _keep_panes(self, count: int) -> None:
        """Have as many view boxes as there are panes."""
        while len(self.panes) > count:
            pane = self.panes.pop()
            pane.setParentItem(None)
            if pane.scene() is not None:
                pane.scene().removeItem(pane)
        while len(self.panes) < count:
            self.panes.append(PaneView(self))

    def _arrange(self) -> None:
        """Find the place of everything, and show it."""
        if self.chart is None or self.size().width() < 1:
            return
        self.arrangement = self._titled(self.chart) if self.dress.has_head else self._arranged(self.chart, NO_HEAD)
        self._show_arrangement()

    def _titled(self, chart: Chart) -> Arrangement:
        """Return the place of everything in a picture, with the words of flags below where there is room for them."""
        width, inks = self.size().width(), self.dress.inks
        plain = self._arranged(chart, head_of(chart, width, inks))
        events = list(marks.words_in_flags(plain.events, chart.language))
        notes = list(marks.words_of_notes(plain.notes))
        for words in filter(None, ([*events, *notes], notes)):
            named = self._arranged(chart, head_of(chart, width, inks, words))
            if named.bottom <= self.size().height() - layers.BELOW - named.head.foot + 1:
                return named
        return plain

    def _arranged(self, chart: Chart, head: Head) -> Arrangement:
        """Return the place of everything, under a head and above its remarks."""
        inks = self.dress.inks
        areas = self._areas(chart, head)
        self._margin = max(self._margin, widest([area[1] for area in areas], inks.axis.width) + layers.TICK + 22)
        first, last = self.days
        days = Days(first, last, self._margin, max(self.size().width() - _RIGHT, self._margin + 20))
        placed = tuple(
            Area(QRectF(days.left, rect.top(), days.right - days.left, rect.height()), scale) for rect, scale in areas
        )
        top = head.height + 4
        events = marks.event_places(self._events(), days, top, inks.axis, self.size().width() - 4)
        return Arrangement(
            days=days,
            areas=placed,
            units=tuple(pane.unit for pane in chart.panes),
            rows=self._rows,
            months=tuple(marks_of(first, last, days.right - days.left, chart.language, inks.year.width))
            if areas
            else (),
            events=tuple(events),
            notes=tuple(marks.note_places(chart, self._notes(), days, placed, inks.number)),
            head=head,
        )

    def _show_arrangement(self) -> None:
        first, last = self.days
        for pane, area in zip(self.panes, self.arrangement.areas, strict=True):
            pane.look_at(area.rect, first, last, area.scale)
        rect = QRectF(QPointF(), self.size())
        for layer in self._layers:
            layer.show_arrangement(self.arrangement, self.dress.inks, rect)

    def _areas(self, chart: Chart, head: Head) -> list[tuple[QRectF, Scale]]:
        """Return the panes' places, of which only top and height count yet, and their scales."""
        top = head.height + (2 * marks.ROW + 8 if chart.events else _TOP)
        height = self.size().height() - top - layers.BELOW - head.foot
        places = [(top + begin, tall) for begin, tall in shares(height, len(chart.panes))]
        return [(QRectF(0, begin, 1, tall), self._scale(chart, at, tall)) for at, (begin, tall) in enumerate(places)]

    def _scale(self, chart: Chart, at: int, height: float) -> Scale:
        """Return a pane's scale: as fixed, or such that all is seen that is there on these days."""
        pane = chart.panes[at]
        if at in self._fixed:
            return fixed_scale(*self._fixed[at], height, pane.suffix)
        low, high = self._rows[at].bounds(*self.days) or (None, None)
        return scale_of(low, high, height, pane.suffix, starts_at_zero=pane.starts_at_zero)

    def _events(self) -> list[EventMark]:
        return marks.moved(self.chart.events, self._moved) if self.chart is not None else []

    def _notes(self) -> list[NoteMark]:
        notes = self.chart.notes if self.chart is not None else ()
        spans = {note.id: self._moved_notes.get(note.id, (note.first, note.last)) for note in notes}
        return [NoteMark(note.id, note.number, note.text, note.line, *spans[note.id]) for note in notes]


def _sound(first: float, last: float) -> tuple[float, float]:
    """Return days of which the last is later than the first by enough to be drawn."""
    if last - first >= LEAST_DAYS:
        return first, last
    middle = (first + last) / 2
    return middle - LEAST_DAYS / 2, middle + LEAST_DAYS / 2
