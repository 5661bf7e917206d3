"""The help: the list of its pages, which can be searched, and the page that is read. One reads it beside the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from workbench.core.spelling.folding import fold
from workbench.ui.actions import ActionSpec
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.frame import Dialog, panel, plain_label, push_button
from workbench.ui.dialogs.search_field import SearchField
from workbench.ui.dialogs.shortcuts import TABLE_KEYS
from workbench.ui.dialogs.table import Column, Rows, TextTable
from workbench.ui.help_pages import START, HelpPage, HelpWriter, found_pages, read_pages
from workbench.ui.widgets.help_text import HelpText
from workbench.ui.workspace import Workspace

_SIZE = QSize(900, 680)
_LIST_WIDTH, _LIST_HEIGHT = 220, 130
_BESIDE = 620
"""The width in pixels from which on the list stands beside the page, and not above it."""


class HelpDialog(Dialog):
    """Shows a page of the help and lets others be found; it does not keep the window from being used.

    The pages stand in files, which are read off the window's thread.
    """

    def __init__(
        self,
        workspace: Workspace,
        appearance: Appearance,
        actions: Sequence[ActionSpec],
        resources: Path,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with the first page."""
        super().__init__(appearance, parent, _SIZE)
        self._workspace = workspace
        self._writer = HelpWriter(appearance, actions, dict(TABLE_KEYS))
        self._resources = resources
        self._pages: Mapping[str, HelpPage] = {}
        self._been, self._at = [START], 0
        self._has_passed = False
        self.search = SearchField()
        self.model: Rows[HelpPage] = Rows(appearance, (Column("help.pages", lambda page: page.title, stretches=True),))
        self.table = TextTable(appearance, self.model)
        self.table.horizontalHeader().hide()
        self.page = HelpText(appearance)
        self._none = plain_label("quiet", wraps=True)
        self.back, self.forward, self.shut = push_button(), push_button(), push_button()
        self._lay_out()
        self._connect()
        self.retranslate()

    @property
    def shown(self) -> str:
        """The id of the page that is read."""
        return self._been[self._at]

    def show_page(self, id_: str) -> None:
        """Show a page; the way back leads from it to the one before."""
        if id_ != self.shown:
            self._been[self._at + 1 :] = [id_]
            self._at += 1
        self._show()

    def go(self, steps: int) -> None:
        """Go back or forward over the pages that were read."""
        self._at = min(max(0, self._at + steps), len(self._been) - 1)
        self._show()

    def retranslate(self) -> None:
        """Write all words, and fetch the pages, in the language of the window."""
        say = self.appearance.say
        self.setWindowTitle(say("help.title"))
        self.search.setPlaceholderText(say("help.search"))
        self.search.setAccessibleName(say("help.search"))
        self.table.setAccessibleName(say("help.pages"))
        self.page.setAccessibleName(say("help.page"))
        for button, words in ((self.back, say("help.back")), (self.forward, say("help.forward"))):
            button.setAccessibleName(words)
            button.setToolTip(words)
        self.shut.setText(say("dialog.close"))
        self._draw_icons()
        read = partial(read_pages, self._resources, self.appearance.language)
        self._workspace.fetch(read, self, self._take, topic="pages")

    def restyle(self) -> None:
        """Take the theme's colours where Qt does not do so by itself."""
        self._draw_icons()
        self.page.restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the list above the page where there is no room beside it."""
        super().resizeEvent(event)
        is_beside = self.width() >= _BESIDE
        self._body.setDirection(QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom)
        self._list.setMaximumSize(*((_LIST_WIDTH, 16_777_215) if is_beside else (16_777_215, _LIST_HEIGHT)))

    def _draw_icons(self) -> None:
        self.back.setIcon(self.appearance.icon("chevron-left"))
        self.forward.setIcon(self.appearance.icon("chevron-right"))

    def _take(self, sources: Mapping[str, str]) -> None:
        """Take the pages as they were read."""
        self._pages = {id_: self._writer.page(id_, source) for id_, source in sources.items()}
        self._find(self.search.searched_text)
        self._show()

    def _find(self, wanted: str) -> None:
        """List the pages that a search finds; the first one of them is shown unless the one that is read is among them."""
        found = found_pages(tuple(self._pages.values()), wanted)
        self.table.chosen.disconnect(self._choose)
        self.model.show(found)
        self.table.chosen.connect(self._choose)
        self._none.setText("" if found else self.appearance.say("help.nothing_found", text=wanted))
        self._stack.setCurrentIndex(0 if found else 1)
        if found and wanted and self.shown not in {page.id for page in found}:
            self._pass_to(found[0].id)
        self._has_passed = self._has_passed and bool(wanted)
        self._choose_shown()
        self.page.mark(tuple(fold(wanted).split()))

    def _pass_to(self, id_: str) -> None:
        """Show a page that a search finds; the way back does not lead over those that were passed while it was typed."""
        if self._has_passed:
            self._been[self._at] = id_
            self._show()
        else:
            self.show_page(id_)
        self._has_passed = True

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self.model.rows):
            self.show_page(self.model.rows[row].id)

    def _choose_shown(self) -> None:
        """Choose the page that is read in the list, where it is there."""
        row = next((at for at, page in enumerate(self.model.rows) if page.id == self.shown), -1)
        if row < 0:
            self.table.clearSelection()
        elif row != self.table.current_row:
            self.table.choose(row)

    def _move(self, steps: int) -> None:
        self.table.choose(min(max(0, self.table.current_row + steps), len(self.model.rows) - 1))

    def _show(self) -> None:
        """Show the page that one has come to."""
        self.back.setEnabled(self._at > 0)
        self.forward.setEnabled(self._at < len(self._been) - 1)
        page = self._pages.get(self.shown)
        if page is not None:
            self.page.show_page(page.title, page.text)
            self._choose_shown()

    def _connect(self) -> None:
        self.search.searched.connect(self._find)
        self.search.moved.connect(self._move)
        self.search.returnPressed.connect(self.page.setFocus)
        self.table.chosen.connect(self._choose)
        self.page.page_wanted.connect(self._follow)
        self.back.clicked.connect(lambda: self.go(-1))
        self.forward.clicked.connect(lambda: self.go(1))
        self.shut.clicked.connect(self.reject)
        for keys, run in (
            ("Alt+Left", lambda: self.go(-1)),
            ("Alt+Right", lambda: self.go(1)),
            ("Ctrl+F", self.search.setFocus),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    def _follow(self, id_: str) -> None:
        """Follow a link to another page."""
        if id_ in self._pages:
            self.show_page(id_)

    def _lay_out(self) -> None:
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(10)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._none.setContentsMargins(12, 10, 12, 10)
        self._stack.addWidget(self._none)
        self._list, reading, around = panel(), panel(), QWidget()
        QVBoxLayout(around).addWidget(self.search)
        for frame, parts in ((self._list, (around, self._stack)), (reading, (self.page,))):
            column = frame.layout()
            assert column is not None
            for part in parts:
                column.addWidget(part)
            self._body.addWidget(frame, 0 if frame is self._list else 1)
        self.column.addLayout(self._body, 1)
        self.foot.addLayout(self._made_foot())
        self.page.setFocus()

    def _made_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.back, self.forward):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.shut)
        return row
