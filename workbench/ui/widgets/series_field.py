"""A field that finds series as they are typed, with a list below it; Enter adds the chosen one and lets the next be typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from workbench.core.catalogue import Catalogue
from workbench.core.charting import series_name
from workbench.core.keys import FigureKey
from workbench.core.messages import Translator
from workbench.core.records import GLOBAL
from workbench.core.search import Entry, Span, found
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.palette_list import PaletteList, PaletteModel, PaletteRow
from workbench.ui.dialogs.search_field import SearchField

MOST = 10
_WIDTH = 440
_BELOW = 4
_ICONS = {"geography": "globe", "vertical": "factory", "company_size": "building-2", "malware": "bug"}


class SeriesField(SearchField):
    """The field itself; `asked` wants the list for what stands in it, `left` wants it gone."""

    asked = Signal()
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Let the list go."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show what there is."""
        super().mousePressEvent(event)
        self.asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Empty the field on Escape; when it is empty, leave it."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self.left.emit()


class SeriesPopup(QFrame):
    """The list below the field: it lies over the tab, and leaves the focus to the field."""

    def __init__(self, appearance: Appearance, board: QWidget) -> None:
        """Be hidden over a board."""
        super().__init__(board)
        self._board = board
        self.setProperty("popup", True)
        self.model = PaletteModel(self)
        self.list = PaletteList(appearance, self.model)
        self.nothing = QLabel()
        self.nothing.setProperty("role", "quiet")
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setContentsMargins(12, 8, 12, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 4)
        column.setSpacing(0)
        column.addWidget(self.list)
        column.addWidget(self.nothing)
        self.hide()

    def place(self, field: QWidget) -> None:
        """Lie below the field, as high as there are rows and room."""
        board = self._board
        corner = field.mapTo(board, QPoint(0, field.height() + _BELOW))
        count, height = len(self.model.rows), self.list.painting.row_height
        room = max(1, (board.height() - corner.y() - 24) // height)
        self.list.setVisible(count > 0)
        self.list.setFixedHeight(min(count, room) * height)
        self.nothing.setVisible(count == 0)
        width = min(_WIDTH, board.width() - corner.x() - 8)
        self.setGeometry(corner.x(), corner.y(), max(width, field.width()), 8 + (min(count, room) * height or 36))


class SeriesChooser(QWidget):
    """Field and list: `searched` wants series for a text, which `offer` brings; `wanted` carries the key to add."""

    searched = Signal(str)
    wanted = Signal(object)

    def __init__(self, appearance: Appearance, board: QWidget) -> None:
        """Offer nothing yet; the list lies over the board."""
        super().__init__(board)
        self._appearance = appearance
        self._keys: Sequence[FigureKey] = ()
        self.field = SeriesField()
        self.popup = SeriesPopup(appearance, board)
        self._icon = QAction(self)
        self.field.addAction(self._icon, QLineEdit.ActionPosition.LeadingPosition)
        self.field.setStyleSheet("QToolButton { min-height: 0; padding: 0; border: none; background: transparent; }")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        self.setFocusProxy(self.field)
        self.field.searched.connect(self._search)
        self.field.asked.connect(self.ask)
        self.field.left.connect(self.popup.hide)
        self.field.moved.connect(self._move)
        self.field.returnPressed.connect(self._add_chosen)
        self.popup.list.clicked.connect(self._add_clicked)
        self.popup.list.selectionModel().currentChanged.connect(self._describe)

    def offer(self, keys: Sequence[FigureKey], catalogue: Catalogue, translate: Translator) -> None:
        """Offer series, the best first."""
        if not self.field.hasFocus():
            return
        self._keys = keys
        text = self.field.searched_text
        self.popup.model.show([self._row(key, text, catalogue, translate) for key in keys])
        self.popup.nothing.setText(self._appearance.say("trends.no_series_found", text=text))
        self.popup.place(self.field)
        self.popup.show()
        self.popup.raise_()
        if keys:
            self.popup.list.choose(0)

    def ask(self) -> None:
        """Want the series for what stands in the field."""
        self.searched.emit(self.field.searched_text)

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        said = self._appearance.say("trends.add_series")
        self.field.setPlaceholderText(said)
        self.field.setAccessibleName(said)
        self.field.setToolTip(self._appearance.say("trends.add_series_tip"))
        self.popup.list.setAccessibleName(said)
        self.popup.hide()

    def restyle(self) -> None:
        """Take the colours of the theme."""
        self._icon.setIcon(self._appearance.icon("plus"))
        self.popup.list.painting.restyle()

    def _search(self, text: str) -> None:
        """Look for what is typed; an emptied field needs no list."""
        if text.strip():
            self.searched.emit(text)
        else:
            self.popup.hide()

    def _move(self, steps: int) -> None:
        if self.popup.isVisible():
            self.popup.list.move(steps)
        elif steps > 0:
            self.ask()

    def _add_clicked(self, index: QModelIndex) -> None:
        self.popup.list.setCurrentIndex(index)
        self._add_chosen()

    def _add_chosen(self) -> None:
        row = self.popup.list.currentIndex().row()
        if self.popup.isVisible() and 0 <= row < len(self._keys):
            key = self._keys[row]
            self.field.clear()
            self.popup.hide()
            self.wanted.emit(key)

    def _row(self, key: FigureKey, text: str, catalogue: Catalogue, translate: Translator) -> PaletteRow:
        """Write a series: its metric and segment, with what was looked for set off, and of what dimension it is."""
        label = series_name(key, catalogue, translate)
        kind = (
            catalogue.label(catalogue.dimension(key.dimension), translate.language) if key.dimension != GLOBAL else ""
        )
        icon = _ICONS.get(key.dimension, "chart-line" if key.dimension == GLOBAL else "tags")
        return PaletteRow(label, tuple(_spans(label, text)), "", (), icon, kind, "")

    def _describe(self, current: QModelIndex) -> None:
        """Let the field say which row is chosen: it keeps the focus."""
        self.field.setAccessibleDescription(str(current.data(Qt.ItemDataRole.AccessibleTextRole) or ""))


def _spans(label: str, text: str) -> list[Span]:
    """Return the parts of a label that are looked for, word by word."""
    spans: set[Span] = set()
    for word in text.split():
        for match in found([Entry("", "", (label,))], word, 1):
            spans.update(match.spans)
    return sorted(spans)
