"""What every tab has in common, so that the window can lead any of them without knowing which it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent

from workbench.ui.view import View

if TYPE_CHECKING:
    from workbench.ui.widgets.panes import Panes

T = TypeVar("T")


class Tab(View[T]):
    """A view that fills the window below the bars; what a tab has no use for, it leaves as it stands here.

    `action_wanted` names an action of the window, `selection_told` says in words what is selected, `refused` carries what was
    raised where an edit cannot be taken, `answered` tells that something is shown, `finding_wanted` carries words and the bytes
    of a picture, or None, to begin a finding with.
    """

    action_wanted = Signal(str)
    selection_told = Signal(str)
    refused = Signal(object)
    answered = Signal()
    finding_wanted = Signal(str, object)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Hand the focus on to the first part that takes keys.

        A tab that has a better one hands it to that here: a focus proxy would take its other parts from the way of Tab.
        """
        super().focusInEvent(event)
        self.focusNextChild()

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
