"""Panels side by side, or, where there is no room for that, one at a time under a row of tabs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from workbench.ui.settings import Settings
from workbench.ui.widgets.tab_row import TabRow

_GAP = 10


@dataclass(slots=True)
class _Pane:
    """A panel: how wide it is at first, whether it grows with the window, how wide it is wanted, whether it is open."""

    widget: QWidget
    first_size: int
    grows: bool
    size: int
    title: str = ""
    is_open: bool = True


class Panes(QWidget):
    """Panels from the left, with lines between that can be moved; where they stand is kept under `name` in the settings.

    Narrower than `narrow_below`, or than the panels need side by side, it shows the one whose tab is chosen. Panels within
    its first panel (`nest`) are then chosen in the same row. `turned` tells of another way to be shown.
    """

    turned = Signal()

    def __init__(self, settings: Settings, name: str, *, narrow_below: int, parent: QWidget | None = None) -> None:
        """Have no panels yet."""
        super().__init__(parent)
        self._settings = settings
        self._name = name
        self._narrow_below = narrow_below
        self._panes: list[_Pane] = []
        self.chosen: int = 0
        self._nested: Panes | None = None
        self._is_nested = False
        self.is_narrow: bool = False
        self.row = TabRow()
        self.row.stand_close(is_close=True)
        self.row.hide()
        self.row.currentChanged.connect(self._on_tab_chosen)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(_GAP)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.splitterMoved.connect(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self.row)
        column.addWidget(self.splitter, 1)

    def add(self, widget: QWidget, size: int, *, grows: bool = True) -> None:
        """Add a panel at the right, so many pixels wide at first."""
        self._panes.append(_Pane(widget, size, grows, size))
        self.splitter.addWidget(widget)
        for pane, kept in zip(self._panes, self._kept(), strict=False):
            pane.size = kept

    def nest(self, panes: Panes | None) -> None:
        """Let the panels that stand within the first one be chosen in this row where both are narrow."""
        if self._nested is not None:
            self._nested.turned.disconnect(self._write_row)
        self._nested = panes
        if panes is not None:
            panes.turned.connect(self._write_row)
        self._write_row()

    def set_titles(self, *titles: str) -> None:
        """Name the panels on their tabs."""
        for pane, title in zip(self._panes, titles, strict=True):
            pane.title = title
        self._write_row()
        self.turned.emit()

    def is_open(self, place: int) -> bool:
        """Whether a panel is open, even if another one is in front of it."""
        return self._panes[place].is_open

    def is_in_front(self, place: int) -> bool:
        """Whether a panel is seen."""
        return self._panes[place].is_open and (not self.is_narrow or self.chosen == place)

    def set_open(self, place: int, *, is_open: bool) -> None:
        """Open or close a panel; where only one is seen, one that is opened comes to the front."""
        self._panes[place].is_open = is_open
        self._fit()
        if is_open and self.is_narrow:
            self.chosen = place
        elif not is_open and self.chosen == place:
            self.chosen = 0
        self._show_panes()

    def bring_to_front(self, place: int) -> None:
        """Show a panel where only one is seen."""
        self.chosen = place
        self._show_panes()

    def reset_layout(self) -> None:
        """Let the panels be as wide as at first."""
        for pane in self._panes:
            pane.size = pane.first_size
        self._settings.set_layout(self._name, {})
        self._spread()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be content with room for the widest panel, and for the height of what is seen."""
        width = max((_least(pane.widget).width() for pane in self._panes if pane.is_open), default=0)
        seen = [_least(pane.widget) for place, pane in enumerate(self._panes) if self.is_in_front(place)]
        height = max((size.height() for size in seen), default=0)
        return QSize(width, height + (0 if self.row.isHidden() else self.row.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Take the way that there is room for."""
        super().resizeEvent(event)
        self._fit()
        self._spread()

    def _fit(self) -> None:
        """Show panels side by side, or one of them."""
        widths = [_least(pane.widget).width() for pane in self._panes if pane.is_open]
        is_narrow = len(widths) > 1 and self.width() < max(self._narrow_below, sum(widths) + _GAP * (len(widths) - 1))
        if is_narrow != self.is_narrow:
            if is_narrow:
                self._choose_focused()
            self.is_narrow = is_narrow
            self._show_panes()

    def _choose_focused(self) -> None:
        """Let the panel in which somebody works be the one that is seen."""
        focused = self.window().focusWidget()
        for place, pane in enumerate(self._panes):
            if focused is not None and pane.is_open and (focused is pane.widget or pane.widget.isAncestorOf(focused)):
                self.chosen = place

    def _show_panes(self) -> None:
        for place, pane in enumerate(self._panes):
            pane.widget.setVisible(self.is_in_front(place))
        self._write_row()
        self._spread()
        self.updateGeometry()
        self.turned.emit()

    def tabs(self) -> Iterator[tuple[int, int, str]]:
        """Yield the tabs of the row: the panel, the panel within it, or -1, and the title."""
        for place, pane in enumerate(self._panes):
            nested = self._nested if place == 0 else None
            if nested is not None and nested.is_narrow:
                for within, (_, _, title) in enumerate(nested.tabs()):
                    yield place, within, title
            elif pane.is_open:
                yield place, -1, pane.title

    def _write_row(self) -> None:
        """Write the tabs, if there is a choice, and show which one is in front."""
        tabs = list(self.tabs()) if self.is_narrow else []
        nested = self._nested
        if nested is not None:
            nested.lend_row(is_lent=self.is_narrow)
        within = nested.chosen if nested is not None and nested.is_narrow else -1
        wanted = (self.chosen, within if self.chosen == 0 else -1)
        blocked = self.row.blockSignals(True)
        self.row.set_tabs([title for _, _, title in tabs])
        for at, (place, inner, _) in enumerate(tabs):
            if (place, inner) == wanted:
                self.row.setCurrentIndex(at)
        self.row.blockSignals(blocked)
        self.row.setVisible(len(tabs) > 1 and not self._is_nested)

    def lend_row(self, *, is_lent: bool) -> None:
        """Leave the tabs to the panes around, or have them in a row of its own."""
        self._is_nested = is_lent
        self.row.setVisible(self.is_narrow and not is_lent)

    def _on_tab_chosen(self, at: int) -> None:
        tabs = list(self.tabs())
        if not self.is_narrow or not 0 <= at < len(tabs):
            return
        place, within, _ = tabs[at]
        if within >= 0 and self._nested is not None:
            self._nested.bring_to_front(within)
        self.bring_to_front(place)

    def _spread(self) -> None:
        """Give the panels that keep their width what they want, and share the rest."""
        seen = [pane for pane in self._panes if pane.is_open]
        if self.is_narrow or not seen:
            return
        fixed = sum(pane.size for pane in seen if not pane.grows)
        growing = max(1, sum(pane.size for pane in seen if pane.grows))
        room = max(1, self.splitter.width() - _GAP * (len(seen) - 1) - fixed)
        sizes = (round(pane.size * room / growing) if pane.grows else pane.size for pane in self._panes)
        self.splitter.setSizes([max(1, size) for size in sizes])

    def _keep(self) -> None:
        """Keep where a person moved the lines to."""
        for pane, size in zip(self._panes, self.splitter.sizes(), strict=True):
            pane.size = size if pane.is_open else pane.size
        self._settings.set_layout(self._name, {"sizes": [pane.size for pane in self._panes]})

    def _kept(self) -> list[int]:
        """Return the widths that were kept; none where they are not those of these panels."""
        sizes = self._settings.layout(self._name).get("sizes")
        if not isinstance(sizes, list) or len(sizes) != len(self._panes):
            return []
        whole = [size for size in sizes if isinstance(size, int) and size > 0]
        return whole if len(whole) == len(sizes) else []


def _least(widget: QWidget) -> QSize:
    """Return the least size of a widget, as its layout or itself wants."""
    return widget.minimumSizeHint().expandedTo(widget.minimumSize())
