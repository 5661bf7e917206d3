"""The panel of a ranked list: its title and menu above, and a sentence where there are no figures."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout

from workbench.core.queries.families import Lists
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.figure_menu import add_figure_actions
from workbench.ui.widgets.labels import ElidedText, icon_button, name_button, text_label
from workbench.ui.widgets.top_list import TopListView
from workbench.ui.workspace import Workspace

_MARGIN = 14


class TopListPanel(QFrame):
    """Frames one list; `edit_wanted` tells that its figures are to be edited in a table, `action_wanted` names one of the window."""

    edit_wanted = Signal()
    action_wanted = Signal(str)

    def __init__(self, workspace: Workspace, appearance: Appearance) -> None:
        """Show no list yet."""
        super().__init__()
        self._workspace = workspace
        self._appearance = appearance
        self.lists: Lists | None = None
        self.setProperty("panel", True)
        self.title = ElidedText(
            appearance,
            11,
            weight=QFont.Weight.DemiBold,
            mode=Qt.TextElideMode.ElideRight,
            takes_focus=False,
        )
        self.more = icon_button(self._offer)
        self.view = TopListView(workspace, appearance)
        self.nothing = text_label(appearance, role="quiet", wraps=True)
        self.view.edit_wanted.connect(self.edit_wanted)
        self.view.menu_wanted.connect(self._offer_at)
        self._lay_out()
        self.restyle()

    def show_lists(self, lists: Lists, *, by_family: bool) -> None:
        """Show a list."""
        self.lists = lists
        self.view.show_lists(lists, by_family=by_family)
        is_empty = not self.view.rows
        self.view.setVisible(not is_empty)
        self.nothing.setVisible(is_empty)
        self._write()

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        self.view.rewrite()
        self._write()

    def restyle(self) -> None:
        """Take the colours of the theme."""
        self.more.setIcon(self._appearance.icon("ellipsis"))
        self.view.restyle()

    def weight(self) -> int:
        """Return how tall the panel is while all families are closed."""
        return (
            self.sizeHint().height()
            - self.view.height_of(len(self.view.rows))
            + self.view.height_of(self.view.closed_rows)
        )

    def copy(self) -> None:
        """Copy the list as a table."""
        mime = self.view.mime()
        if mime is not None:
            QGuiApplication.clipboard().setMimeData(mime)

    def menu(self) -> QMenu:
        """Return the list's menu."""
        say = self._appearance.say
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(f"{say('top.edit')}\tF2", self.edit_wanted.emit)
        menu.addAction(say("top.copy"), self.copy)
        menu.addSeparator()
        add_figure_actions(menu, self._appearance, self.action_wanted.emit, is_enabled=self._is_chosen_from())
        if self.view.has_families:
            menu.addSeparator()
            menu.addAction(say("top.open_all"), lambda: self.view.open_families(is_open=True))
            menu.addAction(say("top.close_all"), lambda: self.view.open_families(is_open=False))
        return menu

    def _is_chosen_from(self) -> bool:
        """Whether what the window looks at is a row of this list."""
        scope = self._workspace.scope
        return self.lists is not None and bool(scope.selected) and scope.metric == self.lists.names.metric.id

    def _offer(self) -> None:
        self._offer_at(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _offer_at(self, place: QPoint) -> None:
        self.menu().popup(place)

    def _write(self) -> None:
        """Write title and names."""
        if self.lists is None:
            return
        catalogue, say = self._workspace.catalogue, self._appearance.say
        metric = catalogue.label(self.lists.names.metric, self._appearance.language)
        self.title.set_text(metric)
        name_button(self.more, say("top.menu", metric=metric))
        self.nothing.setText(say("top.nothing", period=self.lists.names.period))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(_MARGIN, 8, 8, 0)
        top.addWidget(self.title, 1)
        top.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(top)
        self.nothing.setContentsMargins(_MARGIN, 4, _MARGIN, 12)
        column.addWidget(self.nothing)
        column.addWidget(self.view)
