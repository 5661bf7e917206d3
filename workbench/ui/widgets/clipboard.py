"""A block of cells on its way to and from a spreadsheet: as text with tabs, as an HTML table, and as our own."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

from workbench.core.tidy.lines import guarded

OWN = "application/x-workbench-cells"
"""The kind of data that a block has for this program alone: the cells without their heads."""

Rows = Sequence[Sequence[str]]


def mime_of(heads: Sequence[str], rows: Rows) -> QMimeData:
    """Return a block for the clipboard; `heads` may be empty. The block as our own has no heads."""
    lines = [list(heads), *rows] if heads else list(rows)
    data = QMimeData()
    data.setText("\r\n".join("\t".join(_plain(text) for text in line) for line in lines))
    data.setHtml(_html(heads, rows))
    data.setData(OWN, json.dumps([list(row) for row in rows]).encode())
    return data


def rows_of(data: QMimeData) -> list[list[str]]:
    """Return the block that a clipboard holds; empty where it holds no text."""
    if data.hasFormat(OWN):
        return _own(bytes(data.data(OWN).data()))
    text = data.text().replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not text:
        return []
    try:
        return [row or [""] for row in csv.reader(io.StringIO(text, newline=""), dialect="excel-tab")]
    except csv.Error:
        return [line.split("\t") for line in text.split("\n")]


def _own(content: bytes) -> list[list[str]]:
    """Read our own block; another program may have put anything there."""
    try:
        rows = json.loads(content)
        return [[str(text) for text in row] for row in rows]
    except (ValueError, TypeError):
        return []


def _plain(text: str) -> str:
    """Return a text that a spreadsheet puts into one cell and takes for no formula."""
    kept = text if _is_number(text) else guarded(text)
    return " ".join(kept.split())


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _html(heads: Sequence[str], rows: Rows) -> str:
    """Write a block as a table."""
    top = "<tr>" + "".join(f"<th>{escape(head)}</th>" for head in heads) + "</tr>" if heads else ""
    body = "".join("<tr>" + "".join(f"<td>{escape(_plain(text))}</td>" for text in row) + "</tr>" for row in rows)
    return f'<html><head><meta charset="utf-8"></head><body><table>{top}{body}</table></body></html>'
