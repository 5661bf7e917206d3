"""Choosing files: the platform's own window where it has one, else Qt's in our colours and language."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from workbench.ui.appearance import Appearance

_LABELS = {
    QFileDialog.DialogLabel.LookIn: "files.folder",
    QFileDialog.DialogLabel.FileName: "files.name",
    QFileDialog.DialogLabel.FileType: "files.kind",
    QFileDialog.DialogLabel.Reject: "dialog.cancel",
}
"""What Qt's Japanese leaves in English."""

Then = Callable[[Path], object]
"""What is done with the file that was chosen."""


def choose_database(parent: QWidget, appearance: Appearance, then: Then) -> QFileDialog:
    """Let a database be chosen; a name that is not there yet makes a new one."""
    say = appearance.say
    dialog = _dialog(
        parent, say("files.open_database"), then, say("files.databases", pattern="(*.db *.workbench)"), say
    )
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix("db")
    dialog.open()
    return dialog


def choose_database_to_read(parent: QWidget, appearance: Appearance, then: Then) -> QFileDialog:
    """Let a database be chosen that is only read."""
    say = appearance.say
    title = say("files.open_read_only")
    dialog = _dialog(parent, title, then, say("files.databases", pattern="(*.db *.workbench)"), say)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def choose_import(parent: QWidget, appearance: Appearance, then: Then) -> QFileDialog:
    """Let a workbook or a table of figures be chosen."""
    say = appearance.say
    dialog = _dialog(
        parent, say("files.import"), then, say("files.tables", pattern="(*.xlsx *.xlsm *.csv *.tsv *.txt)"), say
    )
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def choose_picture(parent: QWidget, appearance: Appearance, then: Then) -> QFileDialog:
    """Let a picture be chosen."""
    say = appearance.say
    kinds = say("files.pictures", pattern="(*.png *.jpg *.jpeg *.bmp *.gif *.webp)")
    dialog = _dialog(parent, say("files.picture"), then, kinds, say)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def choose_export(parent: QWidget, appearance: Appearance, then: Then, name: str = "figures.xlsx") -> QFileDialog:
    """Let a name be given to the workbook or table that is written; an existing file is asked about by the chooser itself."""
    say = appearance.say
    kinds = {"xlsx": say("files.workbooks", pattern="(*.xlsx)"), "csv": say("files.csv", pattern="(*.csv)")}
    dialog = _dialog(parent, say("files.export"), then, kinds["xlsx"], say)
    dialog.setNameFilters(list(kinds.values()))
    kind = "csv" if name.endswith(".csv") else "xlsx"
    dialog.selectNameFilter(kinds[kind])
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix("csv" if chosen == kinds["csv"] else "xlsx"))
    return _saving(dialog, kind, name)


def choose_backup(
    parent: QWidget, appearance: Appearance, then: Then, name: str = "workbench-backup.db"
) -> QFileDialog:
    """Let a name be given to the copy of the database."""
    say = appearance.say
    dialog = _dialog(parent, say("files.backup"), then, say("files.databases", pattern="(*.db *.workbench)"), say)
    return _saving(dialog, "db", name)


def choose_to_save(
    parent: QWidget, appearance: Appearance, title: str, kind: str, then: Then, name: str
) -> QFileDialog:
    """Let a name be given to a file of a kind, whose name ends as the proposed one does."""
    dialog = _dialog(parent, title, then, kind, appearance.say)
    return _saving(dialog, name.rpartition(".")[2], name)


def _saving(dialog: QFileDialog, suffix: str, name: str) -> QFileDialog:
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(name)
    dialog.open()
    return dialog


def _dialog(parent: QWidget, title: str, then: Then, kinds: str, say: Callable[..., str]) -> QFileDialog:
    """Make a chooser that does not block and goes when it is closed.

    Qt opens it where a file was chosen last; until then it would be where the program happened to be started.
    """
    dialog = QFileDialog(parent, title)
    if dialog.directory() == QDir.current():
        dialog.setDirectory(_documents())
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setNameFilters([kinds, say("files.all", pattern="(*)")])
    for part, id_ in _LABELS.items():
        dialog.setLabelText(part, say(id_))
    dialog.fileSelected.connect(lambda file: then(Path(file)))
    return dialog


def _documents() -> str:
    """Return the folder in which a person keeps documents, or the person's own where that is not there."""
    place = QStandardPaths.StandardLocation
    folders = (QStandardPaths.writableLocation(kind) for kind in (place.DocumentsLocation, place.HomeLocation))
    return next((folder for folder in folders if QDir(folder).exists()), "")
