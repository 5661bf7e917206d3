"""The palette (Ctrl+K): one field that finds actions, metrics, segments and periods in both languages, and does them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.core.periods import Period
from workbench.core.search import Entry, Match, Span, found
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.frame import Dialog, plain_label
from workbench.ui.dialogs.palette_entries import (
    ACTION,
    METRIC,
    PERIOD,
    SEGMENT,
    PaletteAction,
    action_entries,
    all_entries,
    palette_matches,
    segment_id,
)
from workbench.ui.dialogs.palette_list import PaletteList, PaletteModel, PaletteRow
from workbench.ui.dialogs.search_field import SearchField
from workbench.ui.workspace import Workspace

WIDTH = 620
TOP = 90
FIELD_HEIGHT = 38
MOST_ROWS = 10
_LEAST_ROWS = 3
_MARGIN = 24

_DIMENSION_ICONS = {"geography": "globe", "vertical": "factory", "company_size": "building-2", "malware": "bug"}


class Palette(Dialog):
    """Finds as is typed; Enter does what is chosen. `segment_chosen` carries dimension and id, before the scope changes."""

    segment_chosen = Signal(str, str)

    def __init__(
        self,
        workspace: Workspace,
        appearance: Appearance,
        actions: Sequence[PaletteAction],
        parent: QWidget | None = None,
    ) -> None:
        """Offer the actions at once, and what the database holds as soon as it has answered."""
        super().__init__(appearance, parent, QSize(WIDTH, FIELD_HEIGHT))
        self._workspace = workspace
        self._actions = {action.id: action for action in actions}
        self._entries: Sequence[Entry] = action_entries(actions)
        self._matches: list[Match] = []
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.field = SearchField()
        self.model = PaletteModel(self)
        self.list = PaletteList(appearance, self.model)
        self._icon = QLabel()
        self._nothing = plain_label("quiet", wraps=True)
        self._lay_out()
        self.field.searched.connect(self._search)
        self.field.moved.connect(self.list.move)
        self.field.returnPressed.connect(self._do_chosen)
        self.list.clicked.connect(self._do_clicked)
        self.list.selectionModel().currentChanged.connect(self._describe)
        if workspace.is_open:
            query = partial(
                all_entries, catalogue=workspace.catalogue, actions=tuple(actions), period=workspace.scope.period
            )
            workspace.ask(query, self, self._take_entries, topic="entries")
        self.retranslate()
        self.restyle()
        self._search("")

    def open(self) -> None:
        """Show it over the window, which stays usable: a click beside it closes it."""
        self.show()

    def retranslate(self) -> None:
        """Write the field's words and the rows in the language of the window."""
        say = self.appearance.say
        self.setWindowTitle(say("palette.title"))
        self.field.setPlaceholderText(say("palette.placeholder"))
        self.field.setAccessibleName(say("palette.placeholder"))
        self.list.setAccessibleName(say("palette.title"))
        self._show_rows()

    def restyle(self) -> None:
        """Take the colours of the theme."""
        self._icon.setPixmap(self.appearance.icon("search").pixmap(16, 16))
        self.list.painting.restyle()
        self.update()

    def event(self, event: QEvent) -> bool:
        """Go when another window is used."""
        if event.type() == QEvent.Type.WindowDeactivate and self.isVisible():
            self.close()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Take the place below the window's upper edge."""
        super().showEvent(event)
        self._place()
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave Enter to the field, which does what is chosen."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the ground with an edge, and the line under the field."""
        del event
        colours = self.appearance.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.control), 1))
        painter.setBrush(QColor(colours.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.fillRect(1, FIELD_HEIGHT, self.width() - 2, 1, QColor(colours.line))

    def _lay_out_frame(self) -> None:
        """Have no margins and no foot: the list scrolls by itself."""
        self.column.setContentsMargins(1, 1, 1, 5)
        self.column.setSpacing(0)
        self.setLayout(self.column)

    def _lay_out(self) -> None:
        self.field.setStyleSheet("QLineEdit, QLineEdit:focus { border: none; background: transparent; padding: 0; }")
        head = QWidget()
        head.setFixedHeight(FIELD_HEIGHT)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self.field, 1)
        self._nothing.setContentsMargins(40, 8, 12, 6)
        body = QVBoxLayout()
        body.setContentsMargins(0, 4, 0, 0)
        body.addWidget(self.list)
        body.addWidget(self._nothing)
        self.column.addWidget(head)
        self.column.addLayout(body)

    def _take_entries(self, entries: list[Entry]) -> None:
        """Find among all there is from now on."""
        self._entries = entries
        self._search(self.field.searched_text)

    def _search(self, text: str) -> None:
        self._matches = palette_matches(self._entries, text, MOST_ROWS)
        self._show_rows()
        if self._matches:
            self.list.choose(0)

    def _show_rows(self) -> None:
        chosen = self.list.currentIndex().row()
        self.model.show([self._row(match) for match in self._matches])
        self.list.setVisible(bool(self._matches))
        self.list.setFixedHeight(min(len(self._matches), self._rows_with_room()) * self.list.painting.row_height)
        self._nothing.setVisible(not self._matches)
        self._nothing.setText(self.appearance.say("palette.nothing"))
        if 0 <= chosen < len(self._matches):
            self.list.choose(chosen)
        self._place()

    def _rows_with_room(self) -> int:
        """Return how many rows the screen has room for; the others are scrolled to."""
        room = self.screen().availableSize().height() - TOP - FIELD_HEIGHT - _MARGIN
        return max(_LEAST_ROWS, room // self.list.painting.row_height)

    def _place(self) -> None:
        """Be as wide as wanted where the window is, as high as the rows, and in the middle under the window's edge."""
        parent = self.parentWidget()
        room = parent.window().width() if parent is not None else WIDTH + 24
        width = min(WIDTH, room - 24)
        self.column.activate()
        has_words = self.column.hasHeightForWidth()
        height = self.column.totalHeightForWidth(width) if has_words else self.column.totalSizeHint().height()
        self.setFixedSize(width, height)
        if parent is not None:
            corner = QPoint((room - width) // 2, TOP)
            self.move(parent.window().mapToGlobal(corner))

    def _row(self, match: Match) -> PaletteRow:
        """Write a match: its label in the language of the window, and the name by which it was found where that differs."""
        entry = match.entry
        label = entry.names[0 if self.appearance.language == "ja" else 1]
        spans: tuple[Span, ...] = ()
        other, other_spans = "", spans
        if match.name is None:
            spans = ((0, len(label)),)
        elif match.spans:
            spans = self._spans(label)
            if not spans:
                other, other_spans = entry.names[match.name], match.spans
        icon, kind, key = self._described(entry)
        return PaletteRow(label, spans, other, other_spans, icon, kind, key)

    def _spans(self, label: str) -> tuple[Span, ...]:
        """Return the parts of a label that are looked for."""
        matches = found([Entry("", "", (label,))], self.field.searched_text, 1)
        return matches[0].spans if matches else ()

    def _described(self, entry: Entry) -> tuple[str, str, str]:
        """Return an entry's icon, its kind in words, and its key."""
        say = self.appearance.say
        if entry.kind == ACTION:
            action = self._actions[entry.id]
            return action.icon or "zap", say("palette.action"), action.shortcut
        if entry.kind == METRIC:
            return "chart-line", say("palette.metric"), ""
        if entry.kind == PERIOD:
            return "calendar", say("palette.period" if entry.is_likely else "palette.empty_period"), ""
        catalogue = self._workspace.catalogue
        dimension = catalogue.dimension(segment_id(entry)[0])
        return _DIMENSION_ICONS.get(dimension.id, "tags"), catalogue.label(dimension, self.appearance.language), ""

    def _do_clicked(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self._do_chosen()

    def _do_chosen(self) -> None:
        """Close, and do what is chosen."""
        row = self.list.currentIndex().row()
        if not 0 <= row < len(self._matches):
            return
        entry = self._matches[row].entry
        self.close()
        self._do(entry)

    def _do(self, entry: Entry) -> None:
        """Look at what an entry stands for, or do its action."""
        if entry.kind == ACTION:
            self._actions[entry.id].run()
        elif entry.kind == METRIC:
            self._workspace.look_at(metric=entry.id)
        elif entry.kind == PERIOD:
            self._workspace.look_at(period=Period.parse(entry.id))
        elif entry.kind == SEGMENT:
            self._look_at_segment(*segment_id(entry))

    def _look_at_segment(self, dimension: str, id_: str) -> None:
        """Select a segment; where the metric is not broken down that way, look at the first one that is."""
        catalogue, metric = self._workspace.catalogue, self._workspace.scope.metric
        if dimension not in catalogue.breakdowns(metric):
            metric = next((other for other in catalogue.metrics if dimension in catalogue.breakdowns(other)), metric)
        self.segment_chosen.emit(dimension, id_)
        self._workspace.look_at(metric=metric, dimension=dimension, selected=((dimension, id_),))

    def _describe(self, current: QModelIndex) -> None:
        """Let the field say which row is chosen: it keeps the focus."""
        self.field.setAccessibleDescription(str(current.data(Qt.ItemDataRole.AccessibleTextRole) or ""))
