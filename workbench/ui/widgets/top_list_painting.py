"""How ranked lists are laid out and painted: place, movement, name, bar, value and change in columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from workbench.ui.appearance import Appearance
from workbench.ui.widgets.grid_cells import DASH
from workbench.ui.widgets.top_list_rows import Kind, ListRows, Row

EDGE = 14.0
"""Room at the left and the right of a row, in logical pixels."""

_GAP, _COLUMN_GAP, _FOLD = 8.0, 14.0, 16.0
_BAR, _MEMBER_BAR = 11, 7
_NARROWEST_BARS = 40.0
"""In pixels; where names leave less, they are shortened."""

_SHARED_BARS = 0.2
"""The part of the room that bars take where names are shortened."""

_WIDEST_BARS = 0.4
"""The part of the width that bars take where names leave them as much: so they begin at one place in most panels."""

_TICK, _REACH, _HATCH = 1.5, 2.0, 5.0
_CLOSER, _CLOSEST = 4, 1
"""How much closer than a table's, and how close to their text at the closest, rows stand, in pixels."""

_INKS = (
    *("text", "text2", "missing", "worse", "better", "accent", "bar", "hover", "selection", "header"),
    *("warning", "warning_ground"),
)
"""The colour tokens that rows are painted in."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class ListPlaces:
    """Where the columns stand from left to right, in pixels; None for those that a list has no use for.

    `rank` is the right edge of the places, `move` the middle of the movements, `fold` the left edge of the arrows of
    families, `zero` where bars begin and `scale` how long a level of 1 is; `point` is where decimals begin.
    """

    rank: float
    move: float | None
    fold: float | None
    name: float
    name_end: float
    zero: float
    scale: float
    point: float
    value_end: float
    change: float | None
    right: float


class ListPainter:
    """The fonts and inks of one theme, and what is painted with them."""

    def __init__(self, appearance: Appearance) -> None:
        """Take fonts and colours once."""
        colours = appearance.colours
        self._appearance = appearance
        self.base = appearance.font(9.5)
        self._medium = appearance.font(9.5, QFont.Weight.Medium)
        self._strong = appearance.font(9.5, QFont.Weight.DemiBold)
        self._small, self._tag = appearance.font(8.5), appearance.font(8)
        self._base_metrics, self._strong_metrics = QFontMetricsF(self.base), QFontMetricsF(self._strong)
        self._medium_metrics = QFontMetricsF(self._medium)
        self._small_metrics, self._tag_metrics = QFontMetricsF(self._small), QFontMetricsF(self._tag)
        self._inks = {name: QColor(getattr(colours, name)) for name in _INKS}
        self._grid_pen, self._line_pen = QPen(QColor(colours.grid), 1), QPen(QColor(colours.line), 1)
        self._axis_pen = QPen(QColor(colours.control), 1)
        self._focus_pen = QPen(self._inks["accent"], 2)

    @property
    def row_height(self) -> int:
        """The height of a row in pixels: as that of the ranked bars, a little closer than a table's."""
        height = self._base_metrics.height()
        return max(ceil(height) + _CLOSEST, self._appearance.row_height(height) - _CLOSER)

    @property
    def head(self) -> int:
        """The height of the words above the rows in pixels."""
        return ceil(self._small_metrics.height()) + 8

    def places(self, rows: ListRows, width: float) -> ListPlaces:
        """Find the places for a width: names have what they need while bars have the least; then names are shortened."""
        right = width - EDGE
        wide = self._medium_metrics.horizontalAdvance
        rank = EDGE + max([self._base_metrics.horizontalAdvance("00"), *self._widths(row.rank for row in rows.rows)])
        left, move = rank + _GAP, None
        if any(row.move not in {"", DASH} for row in rows.rows):
            room = max(self._move_width(row) for row in rows.rows)
            left, move = left + room + _GAP, left + room / 2
        fold = left if any(row.kind is Kind.FAMILY for row in rows.rows) else None
        name = left + (_FOLD if fold is not None else 0)
        change, value_end = None, right
        if rows.change_head:
            texts = [wide(row.change) + (12 if row.arrow else 0) for row in rows.rows]
            room = max([self._small_metrics.horizontalAdvance(rows.change_head), *texts])
            change, value_end = right, right - room - _COLUMN_GAP
        pieces = [_in_pieces(row.value) for row in rows.rows]
        point = value_end - max((wide(after) for _, after in pieces), default=0.0)
        value = point - max((wide(before) for before, _ in pieces), default=0.0)
        end = min(value, value_end - self._small_metrics.horizontalAdvance(rows.value_head)) - _COLUMN_GAP
        bars = self._bars(rows, end - name - _GAP, width)
        zero, scale = float(round(end - bars)), bars / (rows.highest or 1.0)
        return ListPlaces(rank, move, fold, name, zero - _GAP, zero, scale, point, value_end, change, right)

    def _bars(self, rows: ListRows, room: float, width: float) -> float:
        """Return how wide the bars are, of the room for them and the names."""
        label = max((self._label_width(row) for row in rows.rows), default=0.0) + 2
        if room - label >= _NARROWEST_BARS:
            return min(_WIDEST_BARS * width, room - label)
        return max(_NARROWEST_BARS, room * _SHARED_BARS)

    def paint_head(self, painter: QPainter, rows: ListRows, places: ListPlaces, area: QRectF) -> None:
        """Write what is listed and what the columns are."""
        painter.setFont(self._small)
        painter.setPen(self._inks["text2"])
        box = QRectF(EDGE, area.top(), area.width() - 2 * EDGE, area.height())
        room = places.value_end - self._small_metrics.horizontalAdvance(rows.value_head) - _GAP - EDGE
        painter.drawText(box, _LEFT, self._small_metrics.elidedText(rows.head, Qt.TextElideMode.ElideRight, room))
        painter.drawText(QRectF(0, area.top(), places.value_end, area.height()), _RIGHT, rows.value_head)
        if places.change is not None:
            painter.drawText(QRectF(0, area.top(), places.change, area.height()), _RIGHT, rows.change_head)
        painter.setPen(self._line_pen)
        painter.drawLine(_level(EDGE, places.right, area.bottom() - 1))

    def paint_row(
        self,
        painter: QPainter,
        row: Row,
        places: ListPlaces,
        area: QRectF,
        *,
        is_selected: bool = False,
        is_hovered: bool = False,
        is_framed: bool = False,
    ) -> None:
        """Paint a row on its ground."""
        if is_selected:
            painter.fillRect(area.adjusted(0, 0, 0, -1), self._inks["selection"])
            painter.fillRect(QRectF(0, area.top(), 3, area.height() - 1), self._inks["accent"])
        elif is_hovered:
            painter.fillRect(area.adjusted(0, 0, 0, -1), self._inks["hover"])
        painter.setPen(self._line_pen if row.kind is Kind.HEAD else self._grid_pen)
        painter.drawLine(_level(EDGE, places.right, area.bottom() - 1))
        if row.kind is Kind.HEAD:
            self._write(
                painter, self._small, "text2", QRectF(EDGE, area.top() + 3, area.width(), area.height() - 4), row.label
            )
        elif row.kind is Kind.WARNING:
            self._paint_warning(painter, row, places, area)
        else:
            self._paint_cells(painter, row, places, area, is_selected=is_selected)
        if is_framed:
            painter.setPen(self._focus_pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(QRectF(5, area.top() + 1, area.width() - 10, area.height() - 3), 3, 3)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_cells(self, painter: QPainter, row: Row, places: ListPlaces, area: QRectF, *, is_selected: bool) -> None:
        top, height = area.top(), area.height() - 1
        quiet = "text2" if is_selected else "missing"
        is_quiet = row.kind in {Kind.REST, Kind.DEPARTED}
        self._write(painter, self.base, "text2", QRectF(0, top, places.rank, height), row.rank, _RIGHT)
        if places.move is not None:
            self._paint_move(painter, row, places.move, QRectF(0, top, area.width(), height), quiet)
        if row.kind is Kind.FAMILY and places.fold is not None:
            self._paint_fold(painter, places.fold, area.center().y() - 1, is_open=row.is_open)
        indent = _FOLD if row.kind is Kind.MEMBER else 0.0
        font = self._strong if is_selected else self.base
        box = QRectF(places.name + indent, top, places.name_end - places.name - indent, height)
        label = QFontMetricsF(font).elidedText(row.label, Qt.TextElideMode.ElideMiddle, box.width())
        self._write(painter, font, "text2" if is_quiet else "text", box, label)
        self._paint_bar(painter, row, places, area, is_selected=is_selected)
        ink = quiet if row.value == DASH else "text2" if row.kind is Kind.DEPARTED else "text"
        self._paint_value(painter, row, places, QRectF(0, top, area.width(), height), ink)
        if places.change is not None:
            tone = quiet if row.change == DASH else row.tone
            self._paint_change(painter, row, places.change, QRectF(0, top, area.width(), height), tone)

    def _paint_bar(self, painter: QPainter, row: Row, places: ListPlaces, area: QRectF, *, is_selected: bool) -> None:
        """Paint the bar from zero, the axis, and the tick of the base."""
        middle = area.top() + (area.height() - 1) / 2
        if row.level is not None:
            thick = _MEMBER_BAR if row.kind is Kind.MEMBER else _BAR
            bar = QRectF(places.zero, round(middle - thick / 2), max(1.0, row.level * places.scale), thick)
            if row.kind is Kind.REST:
                hatch(painter, bar, self._axis_pen.color())
            else:
                painter.fillRect(bar, self._inks["accent" if is_selected else "bar"])
        painter.setPen(self._axis_pen)
        painter.drawLine(QLineF(round(places.zero) + 0.5, area.top(), round(places.zero) + 0.5, area.bottom() - 1))
        if row.base is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            x, half = round(places.zero + row.base * places.scale), _BAR / 2 + _REACH
            tick = QRectF(x - _TICK + 0.5, round(middle - half), _TICK, 2 * half)
            painter.fillRect(tick, self._inks["text2" if row.kind is Kind.DEPARTED else "text"])
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_move(self, painter: QPainter, row: Row, middle: float, box: QRectF, quiet: str) -> None:
        """Write a movement of places: arrow and number, a word in a tag, or a quiet mark."""
        if row.is_tagged:
            width = self._tag_metrics.horizontalAdvance(row.move) + 10
            tag = QRectF(middle - width / 2, box.center().y() - 7, width, 14)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self._line_pen)
            painter.setBrush(self._inks["header"])
            painter.drawRoundedRect(tag, 3, 3)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            self._write(painter, self._tag, "text2", tag, row.move, _CENTRE)
        elif row.move[:1] in {"▲", "▼"} and row.move:
            width = self._small_metrics.horizontalAdvance(row.move[1:]) + 10
            _arrow(
                painter,
                middle - width / 2 + 3.5,
                box.center().y(),
                self._inks["text2"],
                is_up=row.move[0] == "▲",
                half=3,
            )
            self._write(
                painter,
                self._small,
                "text2",
                QRectF(middle - width / 2 + 10, box.top(), width, box.height()),
                row.move[1:],
            )
        else:
            area = QRectF(middle - 20, box.top(), 40, box.height())
            self._write(painter, self._small, quiet if row.move == DASH else "text2", area, row.move, _CENTRE)

    def _paint_fold(self, painter: QPainter, left: float, middle: float, *, is_open: bool) -> None:
        """Paint the arrow that opens and closes a family."""
        x = left + 4
        points = [(x - 3, middle - 2), (x, middle + 1.5), (x + 3, middle - 2)]
        if not is_open:
            points = [(x - 1.5, middle - 3.5), (x + 2, middle), (x - 1.5, middle + 3.5)]
        pen = QPen(self._inks["text2"], 1.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([QPointF(*at) for at in points]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_value(self, painter: QPainter, row: Row, places: ListPlaces, box: QRectF, ink: str) -> None:
        """Write a value, its decimal point where all of the list stand."""
        font = self._medium if row.is_firm and row.value != DASH else self.base
        if row.value == DASH:
            self._write(painter, font, ink, QRectF(0, box.top(), places.value_end, box.height()), DASH, _RIGHT)
            return
        before, after = _in_pieces(row.value)
        self._write(painter, font, ink, QRectF(0, box.top(), places.point, box.height()), before, _RIGHT)
        self._write(painter, font, ink, QRectF(places.point, box.top(), 90, box.height()), after)

    def _paint_change(self, painter: QPainter, row: Row, right: float, box: QRectF, tone: str) -> None:
        font = self._medium if row.arrow else self.base
        self._write(painter, font, tone, QRectF(0, box.top(), right, box.height()), row.change, _RIGHT)
        if row.arrow:
            x = right - QFontMetricsF(font).horizontalAdvance(row.change) - 8
            _arrow(painter, x, box.center().y(), self._inks[tone], is_up=row.arrow == "▲", half=4)

    def _paint_warning(self, painter: QPainter, row: Row, places: ListPlaces, area: QRectF) -> None:
        """Write what cannot be, with its icon."""
        painter.fillRect(area.adjusted(1, 0, -1, -1), self._inks["warning_ground"])
        icon = self._appearance.icon("triangle-alert", self._appearance.colours.warning)
        icon.paint(painter, QRectF(EDGE, area.center().y() - 7, 14, 14).toRect())
        box = QRectF(EDGE + 20, area.top(), places.right - EDGE - 20, area.height())
        label = self._base_metrics.elidedText(row.label, Qt.TextElideMode.ElideRight, box.width())
        self._write(painter, self.base, "warning", box, label)

    def _write(
        self, painter: QPainter, font: QFont, ink: str, box: QRectF, text: str, align: Qt.AlignmentFlag = _LEFT
    ) -> None:
        if text:
            painter.setFont(font)
            painter.setPen(self._inks[ink])
            painter.drawText(box, align | Qt.TextFlag.TextDontClip, text)

    def _widths(self, texts: Iterable[str]) -> list[float]:
        return [self._base_metrics.horizontalAdvance(text) for text in texts if text]

    def _move_width(self, row: Row) -> float:
        if row.is_tagged:
            return self._tag_metrics.horizontalAdvance(row.move) + 10
        return self._small_metrics.horizontalAdvance(row.move[1:]) + 10 if row.move else 0.0

    def _label_width(self, row: Row) -> float:
        if row.kind in {Kind.HEAD, Kind.WARNING}:
            return 0.0
        return self._strong_metrics.horizontalAdvance(row.label) + (_FOLD if row.kind is Kind.MEMBER else 0.0)


def hatch(painter: QPainter, box: QRectF, ink: QColor) -> None:
    """Paint what is not known by name: slanted lines in a frame."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(box)
    painter.setPen(QPen(ink, 1))
    for step in range(ceil((box.width() + box.height()) / _HATCH)):
        x = box.left() + step * _HATCH
        painter.drawLine(QLineF(x, box.top(), x - box.height(), box.bottom()))
    painter.restore()
    painter.setPen(QPen(ink, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


def _in_pieces(text: str) -> tuple[str, str]:
    """Part a number before its decimal point; a range is one piece, for it has no one point."""
    if DASH in text:
        return "", text
    whole, point, decimals = text.partition(".")
    return whole, f"{point}{decimals}"


def _arrow(painter: QPainter, x: float, y: float, ink: QColor, *, is_up: bool, half: float) -> None:
    """Paint a small triangle about a point."""
    sign = 1 if is_up else -1
    high = half * 0.8
    corners = [QPointF(x - half, y + sign * high), QPointF(x + half, y + sign * high), QPointF(x, y - sign * high)]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF(corners))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _level(left: float, right: float, y: float) -> QLineF:
    """Return a level line of one sharp pixel."""
    return QLineF(left, round(y) + 0.5, right, round(y) + 0.5)
