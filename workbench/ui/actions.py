"""All actions of the window as data: menu entry, shortcut, palette entry and help line in one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.core.messages import Message, message

if TYPE_CHECKING:
    from workbench.ui.window import Window
    from workbench.ui.workspace import Workspace

MENUS = ("file", "edit", "view", "data", "help")
"""The menus, in order; the label of one is the message menu.<id>."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """An action: its label is the message action.<id>; `run` does it on the window.

    `is_checked` makes it one that is on or off. `needs_data` greys it while no database is open, `writes` while the open one
    can only be read. A `separator` stands before it in its menu. What `is_of_figure` stands in the menu of every figure too.
    """

    id: str
    menu: str
    run: Callable[[Window], object]
    shortcut: str = ""
    icon: str = ""
    is_checked: Callable[[Window], bool] | None = None
    needs_data: bool = True
    separator: bool = False
    writes: bool = False
    is_of_figure: bool = False

    def is_possible(self, workspace: Workspace) -> bool:
        """Whether it can be done with the database that is open, if any."""
        if not workspace.is_open:
            return not self.needs_data
        return self.why_not(workspace) is None

    def why_not(self, workspace: Workspace) -> Message | None:
        """Return why it cannot be done with the database that is open; None where it can."""
        if self.writes and workspace.is_open and workspace.is_read_only:
            return message("read_only.why")
        return None


def _density(density: str, *, separator: bool) -> ActionSpec:
    """Return the action that lets rows stand as close as a density says."""
    return ActionSpec(
        f"density_{density}",
        "view",
        lambda window: window.space_rows(density),
        is_checked=lambda window: window.settings.density == density,
        needs_data=False,
        separator=separator,
    )


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("open", "file", lambda window: window.errands.choose_database(), "Ctrl+O", "database", needs_data=False),
    ActionSpec("open_read_only", "file", lambda window: window.errands.open_read_only(), needs_data=False),
    ActionSpec("open_sample", "file", lambda window: window.errands.fill_with_sample(), "", "inbox", writes=True),
    ActionSpec(
        "import", "file", lambda window: window.errands.choose_import(), "Ctrl+I", "upload", separator=True, writes=True
    ),
    ActionSpec("export", "file", lambda window: window.errands.choose_export(), "Ctrl+E", "download"),
    ActionSpec("backup", "file", lambda window: window.errands.choose_backup(), "", "copy"),
    ActionSpec("quit", "file", lambda window: window.close(), "Ctrl+Q", needs_data=False, separator=True),
    ActionSpec("undo", "edit", lambda window: window.workspace.undo(), "Ctrl+Z", "undo-2", writes=True),
    ActionSpec("redo", "edit", lambda window: window.workspace.redo(), "Ctrl+Shift+Z", "redo-2", writes=True),
    ActionSpec("history", "edit", lambda window: window.errands.show_history(), "Ctrl+H", "history"),
    ActionSpec("copy", "edit", lambda window: window.page.copy(), "Ctrl+C", "copy", separator=True),
    ActionSpec("paste", "edit", lambda window: window.page.paste(), "Ctrl+V", "file-spreadsheet", writes=True),
    ActionSpec("fill_down", "edit", lambda window: window.page.fill_down(), "Ctrl+D", writes=True),
    ActionSpec("find", "view", lambda window: window.errands.show_palette(), "Ctrl+K", "search"),
    ActionSpec("filter", "view", lambda window: window.page.focus_filter(), "Ctrl+F", "list-filter"),
    ActionSpec(
        "previous_period", "view", lambda window: window.move_period(-1), "Ctrl+PgUp", "chevron-left", separator=True
    ),
    ActionSpec("next_period", "view", lambda window: window.move_period(1), "Ctrl+PgDown", "chevron-right"),
    ActionSpec("overview", "view", lambda window: window.show_tab("overview"), "Ctrl+1", "layout-grid", separator=True),
    ActionSpec("geography", "view", lambda window: window.show_tab("geography"), "Ctrl+2", "globe"),
    ActionSpec("vertical", "view", lambda window: window.show_tab("vertical"), "Ctrl+3", "factory"),
    ActionSpec("company_size", "view", lambda window: window.show_tab("company_size"), "Ctrl+4", "building-2"),
    ActionSpec("threats", "view", lambda window: window.show_tab("threats"), "Ctrl+5", "bug"),
    ActionSpec("traffic", "view", lambda window: window.show_tab("traffic"), "Ctrl+6", "filter"),
    ActionSpec("trends", "view", lambda window: window.show_tab("trends"), "Ctrl+7", "chart-line"),
    ActionSpec("findings", "view", lambda window: window.show_tab("findings"), "Ctrl+8", "notebook-pen"),
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
        lambda window: window.is_inspector_wanted,
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
    *(_density(density, separator=density == "dense") for density in ("dense", "normal", "roomy")),
    ActionSpec("reset_layout", "view", lambda window: window.reset_layout(), icon="rotate-ccw", needs_data=False),
    ActionSpec(
        "new_month", "data", lambda window: window.errands.start_month(), "Ctrl+Shift+N", "calendar-plus", writes=True
    ),
    ActionSpec(
        "add_note",
        "data",
        lambda window: window.add_note(),
        "Ctrl+Shift+M",
        "message-square-plus",
        writes=True,
        is_of_figure=True,
    ),
    ActionSpec("add_event", "data", lambda window: window.errands.add_event(), "Ctrl+Shift+E", "flag", writes=True),
    ActionSpec(
        "add_to_trends",
        "data",
        lambda window: window.errands.add_to_trends(),
        "Ctrl+T",
        "chart-line",
        is_of_figure=True,
    ),
    ActionSpec("copy_key", "data", lambda window: window.errands.copy_key(), "", "copy", is_of_figure=True),
    ActionSpec(
        "new_finding",
        "data",
        lambda window: window.errands.start_finding(),
        "Ctrl+Shift+F",
        "notebook-pen",
        writes=True,
    ),
    ActionSpec(
        "segments", "data", lambda window: window.errands.show_segments(), "Ctrl+Shift+G", "tags", separator=True
    ),
    ActionSpec("help", "help", lambda window: window.errands.show_help(), "F1", "circle-help", needs_data=False),
    ActionSpec(
        "shortcuts", "help", lambda window: window.errands.show_shortcuts(), "Ctrl+/", "keyboard", needs_data=False
    ),
    ActionSpec("copy_report", "help", lambda window: window.errands.copy_report(), icon="bug", needs_data=False),
    ActionSpec("about", "help", lambda window: window.errands.show_about(), icon="info", needs_data=False),
)
"""In menu order."""
