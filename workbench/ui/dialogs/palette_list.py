"""The palette's list: a row an entry, with the part that was looked for set off, its kind and its key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from workbench.core.search import Span
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.row_list import ROW_ROLE, Index, RowList, RowModel, RowPainter

_MARGIN = 12
_ICON = 16
_GAP = 12


@dataclass(frozen=True, slots=True)
class PaletteRow:
    """A row: its label and the other name by which it was found, with the parts to set off; icon, kind and key."""

    label: str
    spans: tuple[Span, ...]
    other: str
    other_spans: tuple[Span, ...]
    icon: str
    kind: str
    key: str

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        return ", ".join(part for part in (self.label, self.other, self.kind, self.key) if part)


class PaletteModel(RowModel[PaletteRow]):
    """The rows that were found."""

    def said(self, row: PaletteRow) -> dict[int, object]:
        """Return the label, and what a screen reader says."""
        return {Qt.ItemDataRole.DisplayRole: row.label, Qt.ItemDataRole.AccessibleTextRole: row.spoken}


class PalettePainter(RowPainter):
    """Paints a row."""

    def restyle(self) -> None:
        """Make the colours, pens and fonts of the theme, once."""
        super().restyle()
        colours, font = self._appearance.colours, self._appearance.font
        self._raised = QColor(colours.raised)
        self._edge = QPen(QColor(colours.control), 1)
        self._edge.setCosmetic(True)
        self._fonts = {False: font(), True: font(weight=QFont.Weight.DemiBold)}
        self._metrics = {is_match: QFontMetrics(face) for is_match, face in self._fonts.items()}
        self._small, self._key_font = font(8.5), font(8)
        self._small_metrics, self._key_metrics = QFontMetrics(self._small), QFontMetrics(self._key_font)
        self.row_height = max(32, ceil(self._metrics[False].height()) + 13)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of a row; it is as wide as the list."""
        del option, index
        return QSize(0, self.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row: icon, label, the other name; at the right the kind, and the key in its cap."""
        rect: QRect = option.rect
        row: PaletteRow = index.data(ROW_ROLE)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, self._raised)
        ink = self.paint_ground(painter, option, is_active=True)
        colour = self._appearance.colours.accent if is_selected else ""
        icon = QRect(rect.left() + _MARGIN, rect.top() + (rect.height() - _ICON) // 2, _ICON, _ICON)
        self._appearance.icon(row.icon, colour).paint(painter, icon)
        right = self._paint_end(painter, rect, row)
        room = QRect(icon.right() + _GAP, rect.top(), right - _GAP - icon.right() - _GAP, rect.height())
        used = self._paint_text(painter, room, row.label, row.spans, ink)
        if row.other and used + _GAP < room.width():
            rest = room.adjusted(used + _GAP, 0, 0, 0)
            self._paint_text(painter, rest, row.other, row.other_spans, self._quiet)

    def _paint_end(self, painter: QPainter, rect: QRect, row: PaletteRow) -> int:
        """Paint kind and key from the right; return where they begin."""
        right = rect.right() - _MARGIN
        if row.key:
            width = self._key_metrics.horizontalAdvance(row.key) + 10
            cap = QRect(right - width, rect.center().y() - 9, width, 19)
            painter.setPen(self._edge)
            painter.drawRoundedRect(cap, 3, 3)
            painter.setFont(self._key_font)
            painter.setPen(self._quiet)
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, row.key)
            right = cap.left() - 8
        width = self._small_metrics.horizontalAdvance(row.kind)
        painter.setFont(self._small)
        painter.setPen(self._quiet)
        place = QRect(right - width, rect.top(), width + 1, rect.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, row.kind)
        return place.left()

    def _paint_text(self, painter: QPainter, rect: QRect, text: str, spans: Sequence[Span], ink: QPen) -> int:
        """Paint a text with parts of it in 600; return how wide it is. What has no room ends in an ellipsis."""
        painter.setPen(ink)
        x, end = rect.left(), rect.left() + rect.width()
        for part, is_match in _parts(text, spans):
            metrics = self._metrics[is_match]
            shown = metrics.elidedText(part, Qt.TextElideMode.ElideRight, end - x)
            painter.setFont(self._fonts[is_match])
            place = QRect(x, rect.top(), max(0, end - x), rect.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            x += metrics.horizontalAdvance(shown)
            if shown != part:
                break
        return x - rect.left()


def _parts(text: str, spans: Sequence[Span]) -> list[tuple[str, bool]]:
    """Cut a text into the parts that were looked for and those that were not."""
    parts: list[tuple[str, bool]] = []
    at = 0
    for start, stop in spans:
        parts += [(text[at : max(at, start)], False), (text[max(at, start) : stop], True)]
        at = max(at, stop)
    return [(part, is_match) for part, is_match in [*parts, (text[at:], False)] if part]


class PaletteList(RowList):
    """Shows the rows; the keys come from the field above it."""

    def __init__(self, appearance: Appearance, model: PaletteModel, parent: QWidget | None = None) -> None:
        """Show a model."""
        painting = PalettePainter(appearance)
        super().__init__(model, painting, parent)
        self.painting: PalettePainter = painting
        self.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def move(self, steps: int) -> None:  # type: ignore[override]
        """Choose another row; from an end on to the other."""
        count = self.model().rowCount()
        if count:
            row = self.currentIndex().row() + steps
            self.choose(row % count if abs(steps) == 1 else min(max(row, 0), count - 1))

    def choose(self, row: int) -> None:
        """Choose a row."""
        self.setCurrentIndex(self.model().index(row, 0))
