"""What every tab has in common, so that the window can lead any of them without knowing which it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QMenu

from workbench.core.keys import FigureKey
from workbench.ui.view import View
from workbench.ui.widgets.figure_menu import add_figure_actions

if TYPE_CHECKING:
    from workbench.ui.widgets.panes import Panes
    from workbench.ui.widgets.series_drag import SeriesDrag

T = TypeVar("T")


class Tab(View[T]):
    """A view that fills the window below the bars; what a tab has no use for, it leaves as it stands here.

    `action_wanted` names an action of the window, `selection_told` says in words what is selected, `refused` carries what was
    raised where an edit cannot be taken, `answered` tells that something is shown, `finding_wanted` carries words and the bytes
    of a picture, or None, to begin a finding with, `series_wanted` carries the keys of series that are to go to the plot.
    """

    action_wanted = Signal(str)
    selection_told = Signal(str)
    refused = Signal(object)
    answered = Signal()
    finding_wanted = Signal(str, object)
    series_wanted = Signal(object)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Hand the focus on to the first part that takes keys.

        A tab that has a better one hands it to that here: a focus proxy would take its other parts from the way of Tab.
        """
        super().focusInEvent(event)
        self.focusNextChild()

    def hand_out(self, drag: SeriesDrag) -> None:
        """Let the series of a view go to the plot, and offer what can be done with them."""
        drag.added.connect(self.series_wanted)
        drag.menu_wanted.connect(self._offer)

    def _offer(self, series: Sequence[FigureKey], place: QPoint) -> None:
        """Look at series, and show the menu of their figures, which goes when it is closed."""
        self.workspace.look_at_series(series)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_figure_actions(menu, self.appearance, self.action_wanted.emit)
        menu.popup(place)

    @property
    def inner_panes(self) -> Panes | None:
        """The panels that it stands of, which are chosen in one row with the inspector where the window is narrow."""
        return None

    def copy(self) -> None:
        """Copy what is selected, as a table that a spreadsheet takes."""

    def paste(self) -> None:
        """Enter what the clipboard holds."""

    def fill_down(self) -> None:
        """Fill what is selected with its first figure."""

    def focus_filter(self) -> None:
        """Let what is shown be filtered."""

    def reset_layout(self) -> None:
        """Show everything as at the first start."""
