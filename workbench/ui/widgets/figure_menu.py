"""What can be done with the figure that is looked at, as every menu of a figure has it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu

from workbench.ui.actions import ACTIONS
from workbench.ui.appearance import Appearance


def add_figure_actions(
    menu: QMenu, appearance: Appearance, do: Callable[[str], object], *, is_enabled: bool = True
) -> None:
    """Add the actions of figures to a menu, from the table of all actions; `do` does one by its id."""
    for spec in ACTIONS:
        if spec.is_of_figure:
            label = appearance.say(f"action.{spec.id}")
            action = menu.addAction(f"{label}\t{spec.shortcut}" if spec.shortcut else label, partial(do, spec.id))
            action.setEnabled(is_enabled)
