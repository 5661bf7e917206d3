"""Series on their way to a plot by drag and drop: the keys of figures without period."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QMimeData

SERIES = "application/x-workbench-series"
"""The kind of data; its content is one key a line in UTF-8, as in "spam.rate/geography:JP"."""


def mime_of(keys: Iterable[str]) -> QMimeData:
    """Return series for a drag or for the clipboard."""
    data = QMimeData()
    data.setData(SERIES, "\n".join(keys).encode())
    return data


def keys_of(data: QMimeData) -> list[str]:
    """Return the series that were dropped; empty where it is something else."""
    content = bytes(data.data(SERIES).data()) if data.hasFormat(SERIES) else b""
    return [key for key in content.decode("utf-8", "replace").split("\n") if key]
