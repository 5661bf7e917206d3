"""What this program is: its version, the database that is open, what it is made of, and the licences."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QWidget

from workbench.ui.appearance import Appearance
from workbench.ui.bug_report import log_files
from workbench.ui.dialogs.frame import Dialog, button_row, panel, plain_label, push_button, title_label
from workbench.ui.dialogs.table import Column, Look, Rows, TextTable
from workbench.ui.versions import Part, Versions, versions
from workbench.ui.workspace import Workspace

_SIZE = QSize(640, 600)


class AboutDialog(Dialog):
    """About the program. Versions and licence texts stand in files, which are read off the window's thread."""

    def __init__(
        self, workspace: Workspace, appearance: Appearance, resources: Path, parent: QWidget | None = None
    ) -> None:
        """Tell of the program and of the open database, if any."""
        super().__init__(appearance, parent, _SIZE)
        self._workspace = workspace
        self._resources = resources
        self._versions: Versions | None = None
        self._is_copied = False
        self._name = title_label(appearance, 13)
        self._version = plain_label("quiet")
        self._file, self._log = plain_label("quiet", wraps=True), plain_label("quiet", wraps=True)
        self._made_of = plain_label("quiet")
        for label in (self._version, self._file, self._log):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.model: Rows[Part] = Rows(appearance, _columns(), parent=self)
        self.table = TextTable(appearance, self.model)
        self.text = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.copy, self.shut = push_button(), push_button()
        self.copy.clicked.connect(self._copy)
        self.shut.clicked.connect(self.reject)
        self._lay_out()
        self.table.chosen.connect(self._show_text)
        self.retranslate()
        workspace.fetch(versions, self, self._show_versions, topic="versions")

    def retranslate(self) -> None:
        """Write all words in the language of the window."""
        say = self.appearance.say
        self.setWindowTitle(say("about.title"))
        self._name.setText(say("window.title"))
        file = str(self._workspace.path) if self._workspace.is_open else "–"
        self._file.setText(say("about.database", file=file))
        logs = log_files(logging.getLogger("workbench"))
        self._log.setText(say("about.log", file=", ".join(str(file) for file in logs)))
        self._log.setVisible(bool(logs))
        self._made_of.setText(say("about.made_of"))
        self.table.setAccessibleName(say("about.made_of"))
        self.text.setAccessibleName(say("about.licence_text"))
        self.shut.setText(say("dialog.close"))
        self.model.retranslate()
        self._show_state()
        self._show_text(self.table.current_row)

    def restyle(self) -> None:
        """Draw the icon in the theme's colours."""
        self._show_state()

    def _lay_out(self) -> None:
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(10)
        splitter.setChildrenCollapsible(False)
        frame = panel()
        layout = frame.layout()
        assert layout is not None
        layout.addWidget(self.table)
        splitter.addWidget(frame)
        splitter.addWidget(self.text)
        splitter.setSizes([250, 180])
        self.text.setFont(self.appearance.font(9))
        self.column.setSpacing(6)
        for part in (self._name, self._version, self._file, self._log):
            self.column.addWidget(part)
        self.column.addSpacing(6)
        self.column.addWidget(self._made_of)
        self.column.addWidget(splitter, 1)
        self.column.addSpacing(4)
        self.foot.addLayout(button_row(self.copy, self.shut))

    def _show_versions(self, found: Versions) -> None:
        self._versions = found
        self.model.show(found.parts)
        self._show_state()
        self.table.choose(0)

    def _show_state(self) -> None:
        """Say the version as soon as it is known, and whether the versions were copied."""
        say, found = self.appearance.say, self._versions
        if found is None:
            self._version.setText("")
        elif found.program:
            self._version.setText(say("about.version", version=found.program))
        else:
            self._version.setText(say("about.unreleased"))
        self.copy.setEnabled(found is not None)
        self.copy.setText(say("about.copied" if self._is_copied else "about.copy"))
        self.copy.setIcon(self.appearance.icon("circle-check" if self._is_copied else "copy"))

    def _copy(self) -> None:
        """Put the versions on the clipboard."""
        if self._versions is not None:
            QGuiApplication.clipboard().setText(self._versions.text(self.appearance.say("window.title")))
            self._is_copied = True
            self._show_state()

    def _show_text(self, row: int) -> None:
        """Show the licence of what is chosen: its text where it is ours to bring along."""
        if not 0 <= row < len(self.model.rows):
            return
        part = self.model.rows[row]
        if part.text:
            job = partial((self._resources / part.text).read_text, encoding="utf-8")
            self._workspace.fetch(job, self, self.text.setPlainText, topic="text")
        else:  # by the same way, or a text that comes late would stand over it
            said = self.appearance.say("about.elsewhere", name=part.name, licence=part.licence)
            self._workspace.fetch(lambda: said, self, self.text.setPlainText, topic="text")


def _columns() -> tuple[Column[Part], ...]:
    return (
        Column("about.part", lambda part: part.name, stretches=True),
        Column("about.part_version", lambda part: part.version, look=_quiet),
        Column("about.licence", lambda part: part.licence, look=_quiet),
    )


def _quiet(_part: Part) -> Look:
    return Look.QUIET
