"""All actions of the window as data: menu entry, shortcut, palette entry and help line in one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.ui.window import Window

MENUS = ("file", "edit", "view", "data", "help")
"""The menus, in order; the label of one is the message menu.<id>."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """An action: its label is the message action.<id>; `run` does it on the window.

    `is_checked` makes it one that is on or off. `needs_data` greys it while no database is open. A `separator` stands
    before it in its menu.
    """

    id: str
    menu: str
    run: Callable[[Window], object]
    shortcut: str = ""
    icon: str = ""
    is_checked: Callable[[Window], bool] | None = None
    needs_data: bool = True
    separator: bool = False


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("open", "file", lambda window: window.errands.choose_database(), "Ctrl+O", "database", needs_data=False),
    ActionSpec("open_sample", "file", lambda window: window.errands.fill_with_sample(), "", "inbox"),
    ActionSpec("import", "file", lambda window: window.errands.choose_import(), "Ctrl+I", "upload", separator=True),
    ActionSpec("export", "file", lambda window: window.errands.choose_export(), "Ctrl+E", "download"),
    ActionSpec("backup", "file", lambda window: window.errands.choose_backup(), "", "copy"),
    ActionSpec("quit", "file", lambda window: window.leave(), "Ctrl+Q", needs_data=False, separator=True),
    ActionSpec("undo", "edit", lambda window: window.workspace.undo(), "Ctrl+Z", "undo-2"),
    ActionSpec("redo", "edit", lambda window: window.workspace.redo(), "Ctrl+Shift+Z", "redo-2"),
    ActionSpec("history", "edit", lambda window: window.errands.show_history(), "Ctrl+H", "history"),
    ActionSpec("copy", "edit", lambda window: window.copy(), "Ctrl+C", "copy", separator=True),
    ActionSpec("paste", "edit", lambda window: window.paste(), "Ctrl+V", "file-spreadsheet"),
    ActionSpec("fill_down", "edit", lambda window: window.fill_down(), "Ctrl+D"),
    ActionSpec("find", "view", lambda window: window.errands.show_palette(), "Ctrl+K", "search"),
    ActionSpec("filter", "view", lambda window: window.focus_filter(), "Ctrl+F", "list-filter"),
    ActionSpec(
        "previous_period", "view", lambda window: window.move_period(-1), "Ctrl+PgUp", "chevron-left", separator=True
    ),
    ActionSpec("next_period", "view", lambda window: window.move_period(1), "Ctrl+PgDown", "chevron-right"),
    ActionSpec("geography", "view", lambda window: window.show_tab("geography"), "Ctrl+1", "globe", separator=True),
    ActionSpec("vertical", "view", lambda window: window.show_tab("vertical"), "Ctrl+2", "factory"),
    ActionSpec("company_size", "view", lambda window: window.show_tab("company_size"), "Ctrl+3", "building-2"),
    ActionSpec(
        "heat",
        "view",
        lambda window: window.toggle_heat(),
        "Ctrl+Shift+H",
        "thermometer",
        lambda window: window.settings.is_heat_shown,
        separator=True,
    ),
    ActionSpec(
        "inspector",
        "view",
        lambda window: window.toggle_inspector(),
        "F9",
        "panel-right",
        lambda window: window.settings.is_inspector_shown,
        needs_data=False,
    ),
    ActionSpec(
        "japanese",
        "view",
        lambda window: window.speak("ja"),
        is_checked=lambda window: window.appearance.language == "ja",
        needs_data=False,
        separator=True,
    ),
    ActionSpec(
        "english",
        "view",
        lambda window: window.speak("en"),
        is_checked=lambda window: window.appearance.language == "en",
        needs_data=False,
    ),
    ActionSpec(
        "theme_system",
        "view",
        lambda window: window.wear("system"),
        icon="monitor",
        is_checked=lambda window: window.appearance.theme == "system",
        needs_data=False,
        separator=True,
    ),
    ActionSpec(
        "theme_light",
        "view",
        lambda window: window.wear("light"),
        icon="sun",
        is_checked=lambda window: window.appearance.theme == "light",
        needs_data=False,
    ),
    ActionSpec(
        "theme_dark",
        "view",
        lambda window: window.wear("dark"),
        icon="moon",
        is_checked=lambda window: window.appearance.theme == "dark",
        needs_data=False,
    ),
    ActionSpec("reset_layout", "view", lambda window: window.reset_layout(), icon="rotate-ccw", needs_data=False),
    ActionSpec("new_month", "data", lambda window: window.errands.start_month(), "Ctrl+Shift+N", "calendar-plus"),
    ActionSpec("add_note", "data", lambda window: window.add_note(), "Ctrl+Shift+M", "message-square-plus"),
    ActionSpec(
        "segments", "data", lambda window: window.errands.show_segments(), "Ctrl+Shift+G", "tags", separator=True
    ),
    ActionSpec(
        "shortcuts", "help", lambda window: window.errands.show_shortcuts(), "Ctrl+/", "keyboard", needs_data=False
    ),
    ActionSpec("about", "help", lambda window: window.errands.show_about(), icon="info", needs_data=False),
)
"""In menu order."""
