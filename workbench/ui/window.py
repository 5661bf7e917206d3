"""The window: menus, scope bar, tabs, inspector, notices and status, put together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from workbench.ui.shell import SIZE, Shell

if TYPE_CHECKING:
    from workbench.core.messages import Translator
    from workbench.core.ports import Change
    from workbench.ui.actions import ActionSpec
    from workbench.ui.appearance import Appearance
    from workbench.ui.errands import Errands
    from workbench.ui.openers import Openers
    from workbench.ui.tabs import TabSpec
    from workbench.ui.tabs.tab import Tab
    from workbench.ui.workspace import Workspace

_PAGES_WIDTH, _INSPECTOR_WIDTH = 1120, 286
"""How wide tab and inspector are at first, in logical pixels."""

_NARROW_BELOW, _LOW_BELOW = 860, 400
"""In a narrower window tab and inspector are seen one at a time, in a lower one the bars stand closer."""

_LEAST_SIZE = (440, 280)
"""A screen of 1440 by 900 at 300 percent has room for it."""

_PAGES, _INSPECTOR = 0, 1


class Window(Shell):
    """The main window over one workspace: an empty shell, which `furnish` fills and `show_figures` gives a database.

    Its parts are imported when they are made, so that the shell is painted before.
    """

    is_furnished = False  # of the class: Qt tells of changes while the shell is still being made

    def furnish(self, workspace: Workspace, appearance: Appearance, openers: Openers) -> None:
        """Put the parts together; nothing is read yet."""
        from workbench.ui.actions import ACTIONS, MENUS  # noqa: PLC0415
        from workbench.ui.errands import Errands  # noqa: PLC0415
        from workbench.ui.field_guard import FieldGuard  # noqa: PLC0415
        from workbench.ui.tabs import TABS  # noqa: PLC0415

        self.workspace: Workspace = workspace
        self.appearance: Appearance = appearance
        self.openers: Openers = openers
        self.errands: Errands = Errands(self)
        FieldGuard(self)
        self._specs: tuple[ActionSpec, ...] = ACTIONS
        self._tabs: tuple[TabSpec, ...] = TABS
        appearance.density = self.settings.density
        self._actions = {spec.id: self._action(spec) for spec in ACTIONS}
        self._menus = {menu: self._menu(menu) for menu in MENUS}
        self._make_bars()
        self._lay_out()
        self._make_recent()
        workspace.failed.connect(self.notices.tell_error)
        workspace.changed.connect(self._on_changed)
        self.is_furnished = True
        self.setMinimumSize(*_LEAST_SIZE)
        self.setAcceptDrops(True)
        self.retranslate()
        self.uncover()
        self._restore()

    def action(self, id_: str) -> QAction:
        """Return the action of an id."""
        return self._actions[id_]

    def do(self, id_: str) -> None:
        """Do an action that a tab offers, or say why it cannot be done now."""
        why = next(spec for spec in self._specs if spec.id == id_).why_not(self.workspace)
        if why is None:
            self.action(id_).trigger()
        else:
            self.notices.tell("info", why)

    @property
    def page(self) -> Tab[Any]:
        """The tab that is shown."""
        return self.pages.page(self.tab_bar.currentIndex())

    @property
    def is_inspector_wanted(self) -> bool:
        """Whether the inspector stands beside the tab that is shown: as it was left there, else as the tab has it."""
        kept = self.settings.is_inspector_shown(self._spec.id)
        return self._spec.has_inspector if kept is None else kept

    def page_of(self, id_: str) -> Tab[Any]:
        """Return the tab of an id, which is made when it is first wanted."""
        return self.pages.page([spec.id for spec in self._tabs].index(id_))

    def show_figures(self, path: Path) -> None:
        """Open a database behind the painted window."""
        self.workspace.open(lambda: self.openers.open_store(path), self.openers.shipped)

    def show_tab(self, id_: str) -> None:
        """Show the tab of an id, and let its keys be used."""
        self.tab_bar.setCurrentIndex([spec.id for spec in self._tabs].index(id_))
        self.page.setFocus()

    def add_note(self) -> None:
        """Write a note on the selected figure, in the inspector."""
        if not self.panes.is_in_front(_INSPECTOR):
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
        for page in self.pages.made:
            page.restyle()

    def space_rows(self, density: str) -> None:
        """Let the rows of tables and bars stand closer or wider from now on."""
        self.settings.density = self.appearance.density = density
        self._check_actions()
        for page in self.pages.made:
            page.restyle()

    def toggle_inspector(self) -> None:
        """Open the inspector, bring it to the front where it stands behind the tab, or close it."""
        if self.panes.is_open(_INSPECTOR) and not self.panes.is_in_front(_INSPECTOR):
            self.panes.bring_to_front(_INSPECTOR)
        else:
            self.settings.show_inspector(self._spec.id, is_shown=not self.is_inspector_wanted)
            self.panes.set_open(_INSPECTOR, is_open=self.is_inspector_wanted)
        self._check_actions()

    def reset_layout(self) -> None:
        """Look as at the first start: size, panels, columns, density; not language, theme and what is looked at."""
        self.settings.forget_layout()
        self.showNormal()
        self.resize(*SIZE)
        self.fit_screen()
        self.panes.set_open(_INSPECTOR, is_open=self.is_inspector_wanted)
        self.panes.reset_layout()
        for page in self.pages.made:
            page.reset_layout()
        self.space_rows(self.settings.density)

    def retranslate(self) -> None:
        """Write menus, actions and tabs in the language of the window."""
        say = self.appearance.say
        for id_, menu in self._menus.items():
            menu.setTitle(say(f"menu.{id_}"))
        for spec in self._specs:
            self._label(spec)
        texts = [say(f"tab.{tab.id}") for tab in self._tabs]
        self.tab_bar.set_tabs(texts, [self.appearance.icon(tab.icon) for tab in self._tabs])
        self.panes.set_titles(say("panes.figures"), say("panes.detail"))
        for recent in (self.recent_databases, self.recent_imports):
            recent.retranslate()
        self._title()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Write or dress anew when language or theme changed."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.PaletteChange} and self.is_furnished:
            self.retranslate()
            self.notices.retranslate()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the layout, let the lanes end, give the file back; in the middle of work, close when that is done."""
        if self.is_furnished and not self.errands.may_leave():
            event.ignore()
            return
        self.settings.set_geometry("window", self.saveGeometry())
        if self.is_furnished:
            self._keep_scope()
            self.workspace.close()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let the bars stand closer in a low window."""
        super().resizeEvent(event)
        if self.is_furnished:
            self._fit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files; which ones can be taken in is told when they are dropped."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Import or open what is dropped."""
        event.acceptProposedAction()
        self.errands.take_dropped(event.mimeData())

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
        tip, why = f"{label} ({spec.shortcut})" if spec.shortcut else label, spec.why_not(self.workspace)
        action.setToolTip(tip if why is None else f"{tip}: {self.appearance.sentence(why)}")
        if spec.icon:
            action.setIcon(self.appearance.icon(spec.icon))
        if spec.is_checked is not None:
            action.setChecked(spec.is_checked(self))

    def _allow(self) -> None:
        """Enable what can be done with the open database; why the rest cannot be stands in its tool tip."""
        for spec in self._specs:
            self._actions[spec.id].setEnabled(spec.is_possible(self.workspace))
            self._label(spec)
        for menu in self._menus.values():
            menu.setToolTipsVisible(self.workspace.is_read_only)

    def _check_actions(self) -> None:
        for spec in self._specs:
            if spec.is_checked is not None:
                self._actions[spec.id].setChecked(spec.is_checked(self))

    def _menu(self, id_: str) -> QMenu:
        menu = QMenu(self)
        self.menuBar().addMenu(menu)
        for spec in self._specs:
            if spec.menu == id_:
                if spec.separator:
                    menu.addSeparator()
                menu.addAction(self._actions[spec.id])
        return menu

    def _make_bars(self) -> None:
        from workbench.ui.inspector import Inspector  # noqa: PLC0415
        from workbench.ui.notices import Notices  # noqa: PLC0415
        from workbench.ui.scope_bar import ScopeBar  # noqa: PLC0415
        from workbench.ui.status_bar import StatusBar  # noqa: PLC0415
        from workbench.ui.tab_counts import TabCounts  # noqa: PLC0415
        from workbench.ui.widgets.pages import Pages  # noqa: PLC0415
        from workbench.ui.widgets.tab_row import TabRow  # noqa: PLC0415

        self.notices = Notices(self.appearance)
        self.notices.acted.connect(lambda id_: self.action(id_).trigger())
        self.scope_bar = ScopeBar(self.workspace, self.appearance, self.action)
        self.scope_bar.refused.connect(lambda said: self.notices.tell("error", said))
        self.tab_bar = TabRow()
        self.tab_bar.set_tabs([tab.id for tab in self._tabs])
        self.tab_bar.currentChanged.connect(self._show_page)
        self.errands.hear_of_tabs(self.tab_bar)
        self.counts = TabCounts(self.tab_bar, self._tabs, self.workspace, self.appearance)
        self.pages = Pages(len(self._tabs), lambda place: self._page(self._tabs[place]))
        self.inspector = Inspector(self.workspace, self.appearance)
        self.errands.hear_of_findings(self.inspector)
        self.status = StatusBar(self.workspace, self.appearance)
        self.status.undo_wanted.connect(self.workspace.undo)
        self.status.cancel_wanted.connect(self.workspace.cancel)

    def _show_page(self, place: int) -> None:
        """Show a tab."""
        spec = self._tabs[place]
        self.status.tell_selection("")
        page = self.pages.show_page(place)
        if not self.tab_bar.hasFocus():  # else its arrow keys lead on to the next tab
            page.setFocus()
        self.panes.nest(page.inner_panes)
        if self.panes.is_open(_INSPECTOR) != self.is_inspector_wanted:
            self.panes.set_open(_INSPECTOR, is_open=self.is_inspector_wanted)
            self.panes.bring_to_front(_PAGES)
        self._check_actions()
        if spec.is_breakdown:
            self.workspace.look_at(dimension=spec.id, metric=self._broken_down_by(spec.id), selected=())

    def _tell_selection(self, page: Tab[Any], said: str) -> None:
        """Tell what is selected in the tab that is shown; another one has nothing to say."""
        if page is self.page:
            self.status.tell_selection(said)

    @property
    def _spec(self) -> TabSpec:
        """What the tab that is shown is declared as."""
        return self._tabs[self.tab_bar.currentIndex()]

    def _broken_down_by(self, dimension: str) -> str:
        """Return the metric that is looked at, or, where it has no such breakdown, the first one that has."""
        metric = self.workspace.scope.metric
        if not self.workspace.is_open:
            return metric
        catalogue = self.workspace.catalogue
        having = [id_ for id_ in catalogue.metrics if dimension in catalogue.breakdowns(id_)]
        return metric if metric in having else next(iter(having), metric)

    def _page(self, spec: TabSpec) -> Tab[Any]:
        page = spec.make(self.workspace, self.appearance, self.settings)
        page.action_wanted.connect(self.do)
        page.selection_told.connect(lambda said: self._tell_selection(page, said))
        page.refused.connect(self.notices.tell_error)
        self.errands.hear_of_page(page)
        for part in (self.inspector, self.scope_bar):
            part.listen_last()
        return page

    def _lay_out(self) -> None:
        from workbench.ui.widgets.panes import Panes  # noqa: PLC0415

        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.panes = Panes(self.settings, "window", narrow_below=_NARROW_BELOW)
        self.panes.add(self.pages, _PAGES_WIDTH)
        self.panes.add(self.inspector, _INSPECTOR_WIDTH, grows=False)
        self._frame_around = QVBoxLayout()
        self._frame_around.addWidget(self.panes)
        for part in (self.scope_bar, self.tab_bar, self.notices):
            column.addWidget(part)
        column.addLayout(self._frame_around, 1)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)

    def _restore(self) -> None:
        """Take the places of the last time, and show the tab that was shown."""
        self.panes.set_open(_INSPECTOR, is_open=self.is_inspector_wanted)
        self.panes.bring_to_front(_PAGES)
        self._fit()
        ids = [tab.id for tab in self._tabs]
        kept = self.settings.looked_at().get("tab")
        place = ids.index(kept) if isinstance(kept, str) and kept in ids else 0
        self.tab_bar.setCurrentIndex(place)
        self._show_page(place)

    def _keep_scope(self) -> None:
        """Keep what is looked at for the next start."""
        from workbench.ui.kept_scope import kept_of  # noqa: PLC0415

        if self.workspace.is_open:
            self.settings.set_looked_at(kept_of(self.workspace.scope) | {"tab": self._spec.id})

    def _make_recent(self) -> None:
        """Put the files that were used last into the file menu."""
        from workbench.ui.recent_files import DATABASES, IMPORTS, RecentFiles  # noqa: PLC0415

        parts = (self.workspace, self.appearance, self.settings, self)
        self.recent_databases = RecentFiles(DATABASES, self.errands.open_known, *parts)
        self.recent_imports = RecentFiles(IMPORTS, self.errands.show_import, *parts)
        self.recent_databases.put_behind(self._menus["file"], self.action("open"))
        self.recent_imports.put_behind(self._menus["file"], self.action("import"))

    def _fit(self) -> None:
        """Give what room there is to the figures: in a low window bars and margins are thinner."""
        is_low = self.height() < _LOW_BELOW
        self._frame_around.setContentsMargins(*((6, 4, 6, 4) if is_low else (12, 10, 12, 10)))
        self.scope_bar.stand_close(is_close=is_low)
        self.tab_bar.stand_close(is_close=is_low)
        self.notices.stand_close(is_close=is_low)

    def _on_changed(self, change: Change) -> None:
        self._title()
        if change.operation is not None:
            self.status.tell_done(change)
            self.notices.leave_refusal()
        else:
            self._allow()
            self.recent_databases.note(self.workspace.path)

    def _title(self) -> None:
        name = self.appearance.say("window.title")
        self.setWindowTitle(f"{self.workspace.path.name} – {name}" if self.workspace.is_open else name)
