"""How ranked bars are laid out and painted."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from workbench.core.messages import Message
from workbench.core.units import number_text
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.bar_rows import BarRows, Printed

BAR = 11
"""The height of a bar in pixels."""

EDGE = 14.0

_CLOSER, _CLOSEST = 4, 1
"""How much closer than a table's, and how close to their text at the closest, rows stand, in pixels."""

_GAP, _COLUMN_GAP = 8.0, 18.0
_TICK, _REACH = 1.5, 3.0
_WIDEST_LABEL = 0.34
"""The largest part of the width that labels take."""

_NARROWEST_BARS = 110.0
"""Where the bars would be narrower, in pixels, the column of rates is dropped; tool tips have them."""

_TICK_ROOM = 44.0
"""The least distance between two ticks; more where their texts are longer."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Places:
    """Where things stand from left to right, in pixels: labels, bars from `zero` to `end`, rates, and the values' pieces.

    `rates` is the right edge of their column, None where it is dropped; `point` is where decimals begin.
    """

    zero: float
    end: float
    scale: float
    rates: float | None
    point: float
    after: float
    right: float

    def x(self, level: float) -> float:
        """Return where a level is."""
        return self.zero + level * self.scale


@dataclass(frozen=True, slots=True)
class Band:
    """What is seen from top to bottom, in pixels: the head ends at `top`, rows end at `bottom`."""

    width: float
    top: float
    bottom: float


class BarPainter:
    """The fonts and inks of one theme, and what is painted with them."""

    def __init__(self, appearance: Appearance) -> None:
        """Take fonts and colours once."""
        colours = appearance.colours
        self._appearance = appearance
        self.base = appearance.font(9.5)
        self.medium = appearance.font(9.5, QFont.Weight.Medium)
        self._strong = appearance.font(9.5, QFont.Weight.DemiBold)
        self._small = appearance.font(8.5)
        self._base_metrics = QFontMetricsF(self.base)
        self._medium_metrics = QFontMetricsF(self.medium)
        self._small_metrics = QFontMetricsF(self._small)
        self._text, self._text2 = QColor(colours.text), QColor(colours.text2)
        self._accent, self._bar, self._hover = QColor(colours.accent), QColor(colours.bar), QColor(colours.hover)
        self._ground = QColor(colours.surface)
        self._grid_pen = QPen(QColor(colours.grid), 1)
        self._axis_pen = QPen(QColor(colours.control), 1)
        self._total_pen = QPen(self._text2, 1)
        self._total_pen.setDashPattern([4, 3])
        self._focus_pen = QPen(self._accent, 2)

    @property
    def row_height(self) -> int:
        """The height of a row in pixels: bars stand a little closer than the rows of a table."""
        height = self._base_metrics.height()
        return max(ceil(height) + _CLOSEST, self._appearance.row_height(height) - _CLOSER)

    @property
    def head(self) -> int:
        """The height of title and axis in pixels."""
        return ceil(self._base_metrics.height() + self._small_metrics.height()) + 16

    @property
    def foot(self) -> int:
        """The height of the total's name in pixels."""
        return ceil(self._small_metrics.height()) + 8

    def places(self, rows: BarRows, width: float) -> Places:
        """Find the places for a width; without room for all, the rates go first."""
        with_rates = self._placed(rows, width, shows_rates=any(rows.rates))
        if with_rates.rates is None or with_rates.end - with_rates.zero >= _NARROWEST_BARS:
            return with_rates
        return self._placed(rows, width, shows_rates=False)

    def paint_ground(self, painter: QPainter, rows: BarRows, places: Places, band: Band) -> None:
        """Paint the lines of the axis through the rows, and its zero."""
        painter.setPen(self._grid_pen)
        for level in self._ticks(rows, places)[1:]:
            painter.drawLine(_upright(places.x(level), band.top, band.bottom))
        painter.setPen(self._axis_pen)
        painter.drawLine(_upright(places.zero, band.top, band.bottom))

    def paint_head(self, painter: QPainter, rows: BarRows, places: Places, band: Band) -> None:
        """Write the title, what the ticks are, and the axis."""
        painter.fillRect(QRectF(0, 0, band.width, band.top), self._ground)
        line = QRectF(EDGE, 5, band.width - 2 * EDGE, self._base_metrics.height())
        painter.setFont(self.base)
        painter.setPen(self._text2)
        painter.drawText(line, _LEFT, rows.title)
        if any(base is not None for base in rows.bases):
            painter.setFont(self._small)
            painter.drawText(line, _RIGHT, rows.base_text)
            x = line.right() - self._small_metrics.horizontalAdvance(rows.base_text) - 8
            self._paint_tick(painter, x, line.center().y() - 6, line.center().y() + 6)
        painter.setFont(self._small)
        painter.setPen(self._text2)
        ticks = self._ticks(rows, places)
        top = band.top - self._small_metrics.height() - 3
        for level in ticks:
            box = QRectF(places.x(level) - 50, top, 100, self._small_metrics.height())
            painter.drawText(box, _CENTRE, self._tick_text(rows, level, ticks[1] if len(ticks) > 1 else 1.0))

    def paint_row(
        self,
        painter: QPainter,
        rows: BarRows,
        places: Places,
        row: int,
        area: QRectF,
        *,
        is_selected: bool = False,
        is_hovered: bool = False,
        is_framed: bool = False,
    ) -> None:
        """Paint a row: label, bar, the tick of its base, rate and printed value."""
        if is_hovered:
            painter.fillRect(QRectF(4, area.top(), area.width() - 8, area.height()), self._hover)
            painter.setPen(self._axis_pen)
            painter.drawLine(_upright(places.zero, area.top(), area.bottom()))
        painter.setFont(self._strong if is_selected else self.base)
        painter.setPen(self._text)
        label = QRectF(EDGE, area.top(), places.zero - _GAP - EDGE, area.height())
        metrics = QFontMetricsF(painter.font())
        painter.drawText(
            label, _RIGHT, metrics.elidedText(rows.labels[row], Qt.TextElideMode.ElideRight, label.width())
        )
        middle = area.center().y()
        length = max(1.0, rows.levels[row] * places.scale)
        bar = QRectF(places.zero, round(middle - BAR / 2), length, BAR)
        painter.fillRect(bar, self._accent if is_selected else self._bar)
        base = rows.bases[row]
        if base is not None:
            self._paint_tick(painter, places.x(base), bar.top() - _REACH, bar.bottom() + _REACH)
        self._write_columns(painter, rows, places, row, area)
        if is_framed:
            painter.setPen(self._focus_pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(QRectF(5, area.top() + 1, area.width() - 10, area.height() - 2), 3, 3)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def paint_total(self, painter: QPainter, rows: BarRows, places: Places, band: Band) -> None:
        """Draw the total through the rows."""
        if rows.total is not None:
            painter.setPen(self._total_pen)
            painter.drawLine(_upright(places.x(rows.total), band.top, band.bottom))

    def paint_foot(self, painter: QPainter, rows: BarRows, places: Places, band: Band) -> None:
        """Name the total at the end of its line."""
        if rows.total is None:
            return
        width = self._small_metrics.horizontalAdvance(rows.total_text) + 4
        left = min(max(EDGE, places.x(rows.total) - width / 2), band.width - EDGE - width)
        painter.setFont(self._small)
        painter.setPen(self._text2)
        box = QRectF(left, band.bottom + 3, width, self._small_metrics.height())
        painter.drawText(box, _CENTRE, rows.total_text)

    def paint_nothing(self, painter: QPainter, words: str, area: QRectF) -> None:
        """Write a sentence in the middle."""
        painter.setFont(self.base)
        painter.setPen(self._text2)
        painter.drawText(area.adjusted(EDGE, 0, -EDGE, 0), _CENTRE | Qt.TextFlag.TextWordWrap, words)

    def _paint_tick(self, painter: QPainter, x: float, top: float, bottom: float) -> None:
        """Paint a tick that is as wide everywhere, wherever it falls between two pixels."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(round(x) - _TICK + 0.5, top, _TICK, bottom - top), self._text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _placed(self, rows: BarRows, width: float, *, shows_rates: bool) -> Places:
        wide, medium = self._base_metrics.horizontalAdvance, self._medium_metrics.horizontalAdvance
        right = width - EDGE
        after = right - max((wide(value.after) for value in rows.values), default=0.0)
        point = after - max((medium(value.fraction) for value in rows.values), default=0.0)
        values = point - max((wide(value.before) + medium(value.whole) for value in rows.values), default=0.0)
        rates = values - _COLUMN_GAP
        end = rates - max(map(wide, rows.rates), default=0.0) - _COLUMN_GAP if shows_rates else values - _COLUMN_GAP
        strong = QFontMetricsF(self._strong).horizontalAdvance
        label = min(max(map(strong, rows.labels), default=0.0), width * _WIDEST_LABEL)
        zero = float(round(EDGE + label + _GAP))
        scale = max(20.0, end - zero) / (rows.highest or 1.0)
        return Places(zero, max(end, zero + 20.0), scale, rates if shows_rates else None, point, after, right)

    def _write_columns(self, painter: QPainter, rows: BarRows, places: Places, row: int, area: QRectF) -> None:
        """Write rate and printed value, decimal points in one column."""
        top, height = area.top(), area.height()
        painter.setFont(self.base)
        painter.setPen(self._text2)
        if places.rates is not None:
            painter.drawText(QRectF(0, top, places.rates, height), _RIGHT, rows.rates[row])
        value: Printed = rows.values[row]
        firm = self.medium if rows.are_firm[row] else self.base
        whole = QFontMetricsF(firm).horizontalAdvance(value.whole)
        painter.drawText(QRectF(0, top, places.point - whole, height), _RIGHT, value.before)
        painter.drawText(QRectF(places.after, top, places.right - places.after + 2, height), _LEFT, value.after)
        painter.setFont(firm)
        painter.setPen(self._text)
        painter.drawText(QRectF(0, top, places.point, height), _RIGHT, value.whole)
        painter.drawText(QRectF(places.point, top, places.after - places.point + 2, height), _LEFT, value.fraction)

    def _ticks(self, rows: BarRows, places: Places) -> list[float]:
        """Return the levels of the axis from 0, in round steps with room for their texts."""
        longest = self._small_metrics.horizontalAdvance(f"{rows.highest:,.0f}")
        step = round_step(rows.highest, (places.end - places.zero) / max(_TICK_ROOM, longest + 20))
        return [step * place for place in range(floor(rows.highest / step + 1e-9) + 1)]

    def _tick_text(self, rows: BarRows, level: float, step: float) -> str:
        if not level:
            return "0"
        number = number_text(Decimal(repr(round(level, 12))), Decimal(repr(round(step, 12))))
        return self._appearance.sentence(Message("printed.percent", {"number": number})) if rows.is_percent else number


def round_step(highest: float, most: float) -> float:
    """Return the smallest step of 1, 2 or 5 times a power of ten that goes into the highest level at most so often."""
    if highest <= 0:
        return 1.0
    least = highest / max(1.0, most)
    power = 10.0 ** floor(log10(least))
    return next(float(f"{times * power:.12g}") for times in (1, 2, 5, 10) if times * power >= least * (1 - 1e-9))


def _upright(x: float, top: float, bottom: float) -> QLineF:
    """Return an upright line of one sharp pixel."""
    return QLineF(QPointF(round(x) + 0.5, top), QPointF(round(x) + 0.5, bottom))
