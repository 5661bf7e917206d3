"""What is dropped on the window: a workbook or a table to import or a database to open, told by its name alone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

from workbench.core.messages import Message, message

TABLES = frozenset({".xlsx", ".xlsm", ".csv", ".tsv", ".txt"})
DATABASES = frozenset({".db", ".workbench"})


def file_of(dropped: QMimeData) -> Path | Message:
    """Return the one file that was dropped, or why it cannot be taken."""
    urls = dropped.urls()
    if len(urls) > 1:
        return message("drop.one_file")
    if not urls or not urls[0].isLocalFile():
        return message("drop.no_file")
    file = Path(urls[0].toLocalFile())
    if file.suffix.lower() not in TABLES | DATABASES:
        return message("drop.unknown_kind", file=file.name)
    return file


def is_database(file: Path) -> bool:
    """Whether a file is one to open, and not one to import."""
    return file.suffix.lower() in DATABASES
