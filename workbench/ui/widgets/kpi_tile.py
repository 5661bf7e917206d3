"""A panel of the overview: the big number of a metric with its history, and the lists below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workbench.core.keys import FigureKey
from workbench.core.queries.overview import Key
from workbench.core.records import GLOBAL
from workbench.ui.appearance import Appearance
from workbench.ui.overview_texts import HeadTexts, History
from workbench.ui.widgets.history_line import HistoryLine
from workbench.ui.widgets.kpi_head import KpiHead
from workbench.ui.widgets.kpi_list import KpiList
from workbench.ui.widgets.kpi_rows import KpiRows
from workbench.ui.widgets.labels import icon_button, name_button
from workbench.ui.widgets.series_drag import SeriesDrag

WIDE = 460
"""From this width on the history stands beside the number, and the lists in two columns."""

NARROWEST = 248
_HISTORY_HEIGHT = 84
_MARGIN = 9
_BETWEEN = 12
_MORE = 5
"""How far the button of the menu stands from the corner."""


class KpiTile(QFrame):
    """Shows one panel. `led` carries the key of the figure that is wanted; `drags` take the series of its parts out of it."""

    led = Signal(object)

    def __init__(self, appearance: Appearance, metric: str, lists: int) -> None:
        """Show nothing yet; a tile has so many lists."""
        super().__init__()
        self._appearance = appearance
        self._key: Key = (metric, GLOBAL, GLOBAL)
        self._is_wide: bool | None = None
        self.setProperty("panel", True)
        self.head, self.line = KpiHead(appearance), HistoryLine(appearance)
        self.line.setFixedHeight(_HISTORY_HEIGHT)
        self.lists = [KpiList(appearance) for _ in range(lists)]
        self.head.led.connect(lambda: self.led.emit(self._key))
        for shown in self.lists:
            shown.setParent(self)
            shown.led.connect(self.led)
        self.more = icon_button(self._offer)
        self.more.setParent(self)
        drags = [SeriesDrag(part, lambda _pos: self._series(), current=self._series) for part in (self.head, self.line)]
        self.drags = [*drags, *(shown.drag for shown in self.lists)]
        self._lay_out()
        self.restyle()

    def show_panel(self, head: HeadTexts, history: History, lists: Sequence[KpiRows]) -> None:
        """Show a panel."""
        self.head.show_texts(head)
        name_button(self.more, self._appearance.say("top.menu", metric=head.title))
        self.line.show_history(
            history.periods,
            history.levels,
            label=history.label,
            tell=history.tell,
            average=history.average,
        )
        self.line.setAccessibleName(head.title)
        self.line.setAccessibleDescription(history.described)
        for part, rows in zip(self.lists, lists, strict=True):
            part.show_rows(rows)
        self._spread()

    @staticmethod
    def head_width(width: int) -> int:
        """Return how wide the head is in a tile of a width."""
        inside = width - 2 * _MARGIN - 2
        return (inside - _BETWEEN) // 2 if width >= WIDE else inside

    @property
    def stops(self) -> list[QWidget]:
        """Where the Tab key stops, in order."""
        return [self.head, self.more, *self.lists]

    def mark(self, key: Key | None) -> None:
        """Mark the figure that the window looks at."""
        for shown in self.lists:
            shown.mark(key)

    def table(self) -> list[list[str]]:
        """Return all figures as rows: list, place, name, value, unit, change; numbers are as a spreadsheet reads them."""
        texts = self.head.texts
        if texts is None:
            return []
        unit = f"{texts.value.before} {texts.value.after}".strip()
        rows = [[texts.title, "", texts.title, f"{texts.value.whole}{texts.value.fraction}", unit, texts.number]]
        rows += [
            [texts.title, "", f"{one.label} {one.tag}".strip(), one.value.removesuffix("%"), unit, ""]
            for one in texts.beside
        ]
        for shown in self.lists:
            head = shown.rows.shown
            name = f"{texts.title}: {head.title}"
            for row in head.rows:
                change = row.change.replace("−", "-").replace("±", "")
                rows.append([name, row.rank, row.name, f"{row.whole}{row.fraction}", head.value_head, change])
        return rows

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lay wide and narrow tiles out differently."""
        super().resizeEvent(event)
        self.more.resize(self.more.sizeHint())
        self.more.move(self.width() - self.more.width() - _MORE, _MORE)
        self.more.raise_()
        is_wide = self.width() >= WIDE
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            self._top.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
            self._body.setSpacing(_BETWEEN if is_wide else 0)
            self._top.setSpacing(_BETWEEN if is_wide else 4)
            self._spread()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "drags"):
            self.restyle()

    def restyle(self) -> None:
        """Draw the icon in the theme's colours."""
        self.more.setIcon(self._appearance.icon("ellipsis"))

    def _offer(self) -> None:
        """Ask for the menu of the big number."""
        self.drags[0].menu_wanted.emit(self._series(), self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _series(self) -> list[FigureKey]:
        return [FigureKey(*self._key)]

    def _lay_out(self) -> None:
        self._top = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._top.addWidget(self.head, 1, Qt.AlignmentFlag.AlignTop)
        self._top.addWidget(self.line, 1, Qt.AlignmentFlag.AlignBottom)
        self._columns = (QVBoxLayout(), QVBoxLayout())
        self._body = QHBoxLayout()
        for column in self._columns:
            column.setSpacing(6)
            self._body.addLayout(column, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_MARGIN, 8, _MARGIN, 8)
        outer.setSpacing(4)
        outer.addLayout(self._top)
        outer.addLayout(self._body)
        outer.addStretch(1)

    def _spread(self) -> None:
        """Put the lists into one column, or one after the other into the shorter one of two."""
        heights = [0, 0]
        for column in self._columns:
            while column.count():
                column.takeAt(0)
        for shown in self.lists:
            at = 1 if self._is_wide and heights[1] < heights[0] else 0
            heights[at] += shown.natural_height
            self._columns[at].addWidget(shown)
        for at, column in enumerate(self._columns):
            column.addStretch(1)
            self._body.setStretch(at, 1 if self._is_wide or at == 0 else 0)
