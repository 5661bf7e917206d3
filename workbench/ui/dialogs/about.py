"""What this program is: its version, the database that is open, what it is made of, and the licences."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QWidget

from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.frame import Dialog, button_row, panel, plain_label, push_button, title_label
from workbench.ui.dialogs.table import Column, Look, Rows, TextTable

DISTRIBUTION = "threat-report-workbench"
_SIZE = QSize(640, 600)


@dataclass(frozen=True, slots=True)
class Part:
    """Something that the program is made of: its name, version and licence, and the text's file in the resources."""

    name: str
    version: str
    licence: str
    text: str = ""


def parts() -> tuple[Part, ...]:
    """Return what the program is made of; what is not installed has no version."""
    return (
        Part("M PLUS 2", "", "SIL OFL 1.1", "fonts/OFL.txt"),
        Part("Lucide", "", "ISC", "icons/LICENSE"),
        Part("Python", platform.python_version(), "PSF-2.0"),
        Part("Qt", str(qVersion()), "LGPL-3.0"),
        Part("PySide6", version_of("PySide6-Essentials"), "LGPL-3.0"),
        Part("pyqtgraph", version_of("pyqtgraph"), "MIT"),
        Part("NumPy", version_of("numpy"), "BSD-3-Clause"),
        Part("SQLAlchemy", version_of("sqlalchemy"), "MIT"),
        Part("Alembic", version_of("alembic"), "MIT"),
        Part("platformdirs", version_of("platformdirs"), "MIT"),
        Part("filelock", version_of("filelock"), "MIT"),
        Part("Typer", version_of("typer"), "MIT"),
        Part("Rich", version_of("rich"), "MIT"),
    )


def version_of(distribution: str) -> str:
    """Return the version of an installed distribution; empty for one that is not installed."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


class AboutDialog(Dialog):
    """About the program. Licence texts are part of it, like its icons, and are read from the resources when chosen."""

    def __init__(
        self, appearance: Appearance, database: Path | None, resources: Path, parent: QWidget | None = None
    ) -> None:
        """Tell of the program and of the open database, if any."""
        super().__init__(appearance, parent, _SIZE)
        self._database = database
        self._resources = resources
        self._name = title_label(appearance, 13)
        self._version, self._file = plain_label("quiet"), plain_label("quiet", wraps=True)
        self._made_of = plain_label("quiet")
        for label in (self._version, self._file):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.model: Rows[Part] = Rows(appearance, _columns(), parent=self)
        self.table = TextTable(appearance, self.model)
        self.text = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.shut = push_button()
        self.shut.clicked.connect(self.reject)
        self._lay_out()
        self.table.chosen.connect(self._show_text)
        self.retranslate()
        self.model.show(parts())
        self.table.choose(0)

    def retranslate(self) -> None:
        """Write all words in the language of the window."""
        say = self.appearance.say
        self.setWindowTitle(say("about.title"))
        self._name.setText(say("window.title"))
        version = version_of(DISTRIBUTION)
        self._version.setText(say("about.version", version=version) if version else say("about.unreleased"))
        file = "–" if self._database is None else str(self._database)
        self._file.setText(say("about.database", file=file))
        self._made_of.setText(say("about.made_of"))
        self.table.setAccessibleName(say("about.made_of"))
        self.text.setAccessibleName(say("about.licence_text"))
        self.shut.setText(say("dialog.close"))
        self.model.retranslate()
        self._show_text(self.table.current_row)

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
        for part in (self._name, self._version, self._file):
            self.column.addWidget(part)
        self.column.addSpacing(6)
        self.column.addWidget(self._made_of)
        self.column.addWidget(splitter, 1)
        self.column.addSpacing(4)
        self.foot.addLayout(button_row(self.shut))

    def _show_text(self, row: int) -> None:
        """Show the licence of what is chosen: its text where it is ours to bring along."""
        if not 0 <= row < len(self.model.rows):
            return
        part = self.model.rows[row]
        if part.text:
            self.text.setPlainText((self._resources / part.text).read_text(encoding="utf-8"))
        else:
            self.text.setPlainText(self.appearance.say("about.elsewhere", name=part.name, licence=part.licence))


def _columns() -> tuple[Column[Part], ...]:
    return (
        Column("about.part", lambda part: part.name, stretches=True),
        Column("about.part_version", lambda part: part.version, look=_quiet),
        Column("about.licence", lambda part: part.licence, look=_quiet),
    )


def _quiet(_part: Part) -> Look:
    return Look.QUIET
