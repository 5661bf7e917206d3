"""What every view does alike: ask again when its data or the scope changed, as soon as it is seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from workbench.core.ports import Change, Reader
from workbench.core.records import Observation, Record
from workbench.core.scope import Scope
from workbench.ui.appearance import Appearance
from workbench.ui.workspace import Workspace

T = TypeVar("T")


class View(QWidget, Generic[T]):
    """A widget that shows one query of the scope, and labels it in the language of the window.

    A subclass says what it needs, asks (`question`), shows (`show_answer`), and writes its own words (`retranslate`). A hidden
    view only notes that it is stale. Old content stays until the new answer comes.
    """

    needs: frozenset[type[Record]] = frozenset({Observation})
    """The kinds of record whose news it must hear."""

    can_wait: bool = False
    """Whether its question may take so long that others should not wait for it."""

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Listen to a workspace."""
        super().__init__(parent)
        self.workspace = workspace
        self.appearance = appearance
        self._is_stale = True
        workspace.changed.connect(self._on_changed)
        workspace.scope_changed.connect(self._on_scope_changed)

    @property
    def is_stale(self) -> bool:
        """Whether it will ask when it is next seen."""
        return self._is_stale

    def question(self, scope: Scope) -> Callable[[Reader], T] | None:
        """Return what to ask for a scope; None where there is nothing to ask, then `show_nothing` is called."""
        raise NotImplementedError

    def show_answer(self, answer: T) -> None:
        """Show an answer."""
        raise NotImplementedError

    def show_nothing(self) -> None:
        """Show that there is nothing to show."""

    def retranslate(self) -> None:
        """Write the view's own words in the language of the window."""

    def restyle(self) -> None:
        """Take the colours of the theme where Qt does not do so by itself."""

    def is_steered_by(self, before: Scope, now: Scope) -> bool:
        """Whether a change of scope changes the question."""
        return before != now

    def refresh(self) -> None:
        """Ask now if the view is seen, else when it is."""
        if not self.isVisible() or not self.workspace.is_open:
            self._is_stale = True
            return
        self._is_stale = False
        question = self.question(self.workspace.scope)
        if question is None:
            self.show_nothing()
        else:
            self.workspace.ask(question, self, self.show_answer, can_wait=self.can_wait)

    def listen_last(self) -> None:
        """Hear news after all who listen by now, so that what they ask is answered first."""
        for told, hear in (
            (self.workspace.changed, self._on_changed),
            (self.workspace.scope_changed, self._on_scope_changed),
        ):
            told.disconnect(hear)
            told.connect(hear)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Ask when shown, if anything changed meanwhile."""
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Write or paint anew when language or theme changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self.restyle()

    def _on_changed(self, change: Change) -> None:
        if change.kinds & self.needs:
            self.refresh()

    def _on_scope_changed(self, scope: Scope) -> None:
        before, self._scope = getattr(self, "_scope", None), scope
        if before is None or self.is_steered_by(before, scope):
            self.refresh()
