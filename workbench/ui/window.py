"""The window: menus, scope bar, tabs, inspector, notices and status, put together."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from workbench.core.messages import Translator
from workbench.core.ports import Change
from workbench.ui.actions import ACTIONS, MENUS, ActionSpec
from workbench.ui.appearance import Appearance
from workbench.ui.errands import Errands
from workbench.ui.inspector import Inspector
from workbench.ui.notices import Notices
from workbench.ui.openers import Openers
from workbench.ui.scope_bar import ScopeBar
from workbench.ui.settings import Settings
from workbench.ui.status_bar import StatusBar
from workbench.ui.tabs import TABS
from workbench.ui.tabs.segments import SegmentsTab
from workbench.ui.workspace import Workspace


class Window(QMainWindow):
    """The main window over one workspace; `show_figures` brings the database once it is painted."""

    def __init__(self, workspace: Workspace, appearance: Appearance, settings: Settings, openers: Openers) -> None:
        """Put the parts together; nothing is read yet."""
        super().__init__()
        self.workspace: Workspace = workspace
        self.appearance: Appearance = appearance
        self.settings: Settings = settings
        self.openers: Openers = openers
        self.errands: Errands = Errands(self)
        self._actions = {spec.id: self._action(spec) for spec in ACTIONS}
        self._menus = {menu: self._menu(menu) for menu in MENUS}
        self.notices = Notices(appearance)
        self.notices.acted.connect(lambda id_: self.action(id_).trigger())
        self.scope_bar = ScopeBar(workspace, appearance, self.action)
        self.scope_bar.refused.connect(lambda said: self.notices.tell("error", said))
        self.tab_bar = QTabBar(documentMode=True, drawBase=False, expanding=False)
        self.pages = QStackedWidget()
        self.inspector = Inspector(workspace, appearance)
        self.status = StatusBar(workspace, appearance)
        self.status.undo_wanted.connect(workspace.undo)
        self.status.cancel_wanted.connect(workspace.cancel)
        self._make_tabs()
        self._lay_out()
        workspace.failed.connect(self.notices.tell_error)
        workspace.changed.connect(self._on_changed)
        self.retranslate()
        self._restore()

    def action(self, id_: str) -> QAction:
        """Return the action of an id."""
        return self._actions[id_]

    @property
    def page(self) -> SegmentsTab:
        """The tab that is shown."""
        shown = self.pages.currentWidget()
        assert isinstance(shown, SegmentsTab)
        return shown

    def show_figures(self, path: Path) -> None:
        """Open a database behind the painted window."""
        self.workspace.open(lambda: self.openers.open_store(path), self.openers.shipped)

    def show_tab(self, id_: str) -> None:
        """Show the tab of an id."""
        self.tab_bar.setCurrentIndex([spec.id for spec in TABS].index(id_))

    def show_tab_of(self, dimension: str) -> None:
        """Show the tab of a dimension, if it has one."""
        if dimension in {spec.id for spec in TABS}:
            self.show_tab(dimension)

    def add_note(self) -> None:
        """Write a note on the selected figure, in the inspector."""
        if not self.settings.is_inspector_shown:
            self.toggle_inspector()
        self.inspector.add_note()

    def translator_of(self, language: str) -> Translator:
        """Return what makes sentences in a language, whatever the window speaks."""
        return self.appearance.translator_of(language)

    def move_period(self, steps: int) -> None:
        """Look at a period so many steps later."""
        self.workspace.look_at(period=self.workspace.scope.moved(steps).period)

    def speak(self, language: str) -> None:
        """Speak a language from now on."""
        self.settings.language = language
        self.appearance.set_language(language)
        self._check_actions()

    def wear(self, theme: str) -> None:
        """Wear a theme from now on."""
        self.settings.theme = theme
        self.appearance.set_theme(theme)
        self._check_actions()

    def toggle_heat(self) -> None:
        """Shade values by severity, or not."""
        self.settings.is_heat_shown = not self.settings.is_heat_shown
        self._check_actions()
        for page in self.findChildren(SegmentsTab):
            page.restyle()

    def toggle_inspector(self) -> None:
        """Open or close the inspector."""
        self.settings.is_inspector_shown = not self.settings.is_inspector_shown
        self.inspector.setVisible(self.settings.is_inspector_shown)
        self._check_actions()

    def reset_layout(self) -> None:
        """Look as at the first start."""
        self.settings.forget_layout()
        self.resize(1440, 900)
        self.splitter.setSizes([1, 1])
        for page in self.findChildren(SegmentsTab):
            page.reset_layout()

    def leave(self) -> None:
        """Close the window."""
        self.close()

    def copy(self) -> None:
        """Copy what is selected in the tab."""
        self.page.copy()

    def paste(self) -> None:
        """Paste a block from a spreadsheet into the tab's table."""
        self.page.paste()

    def fill_down(self) -> None:
        """Fill the selected cells with the first one's value."""
        self.page.fill_down()

    def focus_filter(self) -> None:
        """Let the tab's rows be filtered."""
        self.page.focus_filter()

    def retranslate(self) -> None:
        """Write menus, actions and tabs in the language of the window."""
        say = self.appearance.say
        for id_, menu in self._menus.items():
            menu.setTitle(say(f"menu.{id_}"))
        for spec in ACTIONS:
            self._label(spec)
        for place, tab in enumerate(TABS):
            self.tab_bar.setTabText(place, say(f"tab.{tab.id}"))
            self.tab_bar.setTabIcon(place, self.appearance.icon(tab.icon))
        self._title()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Write or dress anew when language or theme changed."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.PaletteChange} and hasattr(self, "status"):
            self.retranslate()
            self.notices.retranslate()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the layout, let the lanes end, give the file back."""
        self.settings.set_geometry("window", self.saveGeometry())
        self.settings.set_geometry("splitter", self.splitter.saveState())
        self.workspace.close()
        super().closeEvent(event)

    def _action(self, spec: ActionSpec) -> QAction:
        action = QAction(self)
        action.setShortcut(QKeySequence(spec.shortcut))
        action.setCheckable(spec.is_checked is not None)
        action.triggered.connect(lambda _checked=False: spec.run(self))
        action.setEnabled(not spec.needs_data)
        self.addAction(action)
        return action

    def _label(self, spec: ActionSpec) -> None:
        """Write an action's label, tool tip with its key, icon and check mark."""
        action, label = self._actions[spec.id], self.appearance.say(f"action.{spec.id}")
        action.setText(label)
        action.setToolTip(f"{label} ({spec.shortcut})" if spec.shortcut else label)
        if spec.icon:
            action.setIcon(self.appearance.icon(spec.icon))
        if spec.is_checked is not None:
            action.setChecked(spec.is_checked(self))

    def _check_actions(self) -> None:
        for spec in ACTIONS:
            if spec.is_checked is not None:
                self._actions[spec.id].setChecked(spec.is_checked(self))

    def _menu(self, id_: str) -> QMenu:
        menu = QMenu(self)
        self.menuBar().addMenu(menu)
        for spec in ACTIONS:
            if spec.menu == id_:
                if spec.separator:
                    menu.addSeparator()
                menu.addAction(self._actions[spec.id])
        return menu

    def _make_tabs(self) -> None:
        for tab in TABS:
            self.tab_bar.addTab("")
            page = tab.make(self.workspace, self.appearance, self.settings)
            page.action_wanted.connect(lambda id_: self.action(id_).trigger())
            page.selection_told.connect(self.status.tell_selection)
            page.refused.connect(self.notices.tell_error)
            self.pages.addWidget(page)
        self.tab_bar.currentChanged.connect(self._show_page)

    def _show_page(self, place: int) -> None:
        self.pages.setCurrentIndex(place)
        self.workspace.look_at(dimension=TABS[place].id, selected=())

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.pages)
        self.splitter.addWidget(self.inspector)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setHandleWidth(10)
        self.splitter.setContentsMargins(12, 10, 12, 10)
        for part in (self.scope_bar, self.tab_bar, self.notices):
            column.addWidget(part)
        column.addWidget(self.splitter, 1)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)

    def _restore(self) -> None:
        """Take the size and places of the last time."""
        self.resize(1440, 900)
        for name, restore in (("window", self.restoreGeometry), ("splitter", self.splitter.restoreState)):
            kept = self.settings.geometry(name)
            if kept is not None:
                restore(kept)
        self.inspector.setVisible(self.settings.is_inspector_shown)

    def _on_changed(self, change: Change) -> None:
        for spec in ACTIONS:
            self._actions[spec.id].setEnabled(True)
        self._title()
        if change.operation is not None:
            self.status.tell_done(change)

    def _title(self) -> None:
        name = self.appearance.say("window.title")
        self.setWindowTitle(f"{self.workspace.path.name} – {name}" if self.workspace.is_open else name)
