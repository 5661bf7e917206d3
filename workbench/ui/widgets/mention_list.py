"""The findings that say something of the selected figure, each a way to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout

from workbench.core.ports import Reader
from workbench.core.queries.findings import Mention, findings_about
from workbench.core.records import GLOBAL, Finding, FindingText
from workbench.core.scope import Scope
from workbench.ui.appearance import Appearance
from workbench.ui.view import View
from workbench.ui.widgets.labels import plain_tip, text_label
from workbench.ui.widgets.section import Section, emptied
from workbench.ui.workspace import Workspace

_LEAST, _AROUND = 40, 10
"""How narrow a title can be, and the room around it."""


class MentionList(View[tuple[Mention, ...]]):
    """Lists findings by title and month; `opened` carries the id of one."""

    needs = frozenset({Finding, FindingText})

    opened = Signal(str)

    def __init__(self, workspace: Workspace, appearance: Appearance) -> None:
        """List nothing yet."""
        super().__init__(workspace, appearance)
        self._mentions: tuple[Mention, ...] = ()
        self.section = Section(appearance)
        self._empty = text_label(appearance, 9, role="quiet", wraps=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self.section.body.addWidget(self._empty)
        self.section.body.addLayout(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.section)
        self.retranslate()

    def question(self, scope: Scope) -> Callable[[Reader], tuple[Mention, ...]] | None:
        """Ask for the findings about the selected figure."""
        if scope.period is None:
            return None
        dimension, segment = scope.selected[0] if scope.selected else (GLOBAL, GLOBAL)
        return partial(findings_about, metric=scope.metric, dimension=dimension, segment=segment, period=scope.period)

    def is_steered_by(self, before: Scope, now: Scope) -> bool:
        """Ask anew for another figure."""
        return (before.period, before.metric, before.selected[:1]) != (now.period, now.metric, now.selected[:1])

    def show_answer(self, answer: tuple[Mention, ...]) -> None:
        """List findings."""
        self._mentions = answer
        self._show()

    def show_nothing(self) -> None:
        """List nothing."""
        self.show_answer(())

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        self.section.set_title(self.appearance.say("finding.about"))
        self._empty.setText(self.appearance.say("finding.none_about"))
        self._show()

    def restyle(self) -> None:
        """Take the colours of the theme."""
        if hasattr(self, "_list"):
            self._show()

    def titles(self) -> list[str]:
        """Return what is listed."""
        return [self._title(mention) for mention in self._mentions]

    def _show(self) -> None:
        emptied(self._list)
        for mention in self._mentions:
            title = self._title(mention)
            link = _Link(self.appearance, title)
            link.setAccessibleName(f"{self.appearance.say('finding.open')}: {title}")
            link.clicked.connect(partial(self._open, mention.finding.id))
            self._list.addWidget(link)
        self._empty.setVisible(not self._mentions)

    def _open(self, id_: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - what Qt's clicked carries
        self.opened.emit(id_)

    def _title(self, mention: Mention) -> str:
        titles = mention.titles
        own = titles.get(self.appearance.language) or next(filter(None, titles.values()), "")
        return own or self.appearance.say("finding.untitled")


class _Link(QPushButton):
    """A title that looks like a link, shortened where there is no room."""

    def __init__(self, appearance: Appearance, title: str) -> None:
        super().__init__()
        self._title = title
        self.setProperty("link", True)
        self.setStyleSheet("text-align: left;")
        self.setFont(appearance.font(9))
        self.setToolTip(plain_tip(title))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(title)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be content with a few letters."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show as much of the title as there is room for."""
        super().resizeEvent(event)
        room = self.width() - _AROUND
        self.setText(self.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, room))
