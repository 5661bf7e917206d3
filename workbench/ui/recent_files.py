"""The menus of the databases and tables that were used last; files that are gone are left out when the menu opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from workbench.ui.appearance import Appearance
    from workbench.ui.settings import Settings
    from workbench.ui.workspace import Workspace

DATABASES, IMPORTS = "databases", "imports"
"""The kinds of files, as the settings name them."""

Then = Callable[[Path], object]
"""What is done with the file that was chosen."""


class RecentFiles(QObject):
    """A submenu of the files of one kind."""

    def __init__(
        self,
        kind: str,
        then: Then,
        workspace: Workspace,
        appearance: Appearance,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        """Remember files of a kind; `then` is done with the one that is chosen."""
        super().__init__(parent)
        self._kind = kind
        self._then = then
        self._workspace = workspace
        self._appearance = appearance
        self._settings = settings
        self.menu = QMenu()
        self.menu.setToolTipsVisible(True)

    def put_behind(self, menu: QMenu, action: QAction) -> None:
        """Put the submenu behind an action of a menu, and look for the files whenever the menu opens."""
        actions = menu.actions()
        at = actions.index(action) + 1
        if at < len(actions):
            menu.insertMenu(actions[at], self.menu)
        else:
            menu.addMenu(self.menu)
        menu.aboutToShow.connect(self.look)

    def note(self, file: Path) -> None:
        """Remember a file as the one that was used last."""
        self._settings.note_recent(self._kind, file)

    def forget(self, file: Path) -> None:
        """Forget a file, which is gone."""
        self._settings.forget_recent(self._kind, file)

    def look(self) -> None:
        """Show all files that are remembered, and then, off the window's thread, leave out those that are gone."""
        files = [Path(name) for name in self._settings.recent(self._kind)]
        self._show(files)
        self._workspace.fetch(partial(_there, files), self, self._show, topic=self._kind)

    def retranslate(self) -> None:
        """Write the title in the language of the window."""
        id_ = "menu.recent_databases" if self._kind == DATABASES else "menu.recent_imports"
        self.menu.setTitle(self._appearance.say(id_))

    def _show(self, files: Sequence[Path]) -> None:
        self.menu.clear()
        for number, name in enumerate(names_of(files), 1):
            action = self.menu.addAction(f"&{number}  {name.replace('&', '&&')}")
            file = files[number - 1]
            action.setToolTip(str(file))
            action.triggered.connect(lambda _checked=False, chosen=file: self._then(chosen))
        if not files:
            self.menu.addAction(self._appearance.say("menu.recent_none")).setEnabled(False)


def names_of(files: Sequence[Path]) -> list[str]:
    """Return the names of files, those that are alike with their folders."""
    names = [file.name for file in files]
    return [f"{file.name}  ({file.parent.name})" if names.count(file.name) > 1 else file.name for file in files]


def _there(files: Sequence[Path]) -> list[Path]:
    """Return the files that are still there."""
    return [file for file in files if file.is_file()]
