"""The text of a Word document (.docx): its paragraphs, headings, list items and table lines.

Read with the standard library: a document is a zip of XML, of which only the body's words are wanted, and limits are
easier to keep than with a library that builds all of it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import BadZipFile, ZipFile

from workbench.core.errors import FileRefused
from workbench.core.messages import message

_BODY = "word/document.xml"
_LARGEST_BODY = 100_000_000
_NAMESPACE = re.compile(r"\{[^}]*\}")
_HEADING = re.compile(r"(?i)(?:heading|berschrift|titre|見出し)?\s?([1-6])")


def text_of_word(data: bytes, path: Path) -> str:
    """Return the text of a document's bytes; FileRefused for a zip that is no document, or a damaged one."""
    body = _body(data, path)
    if b"<!DOCTYPE" in body[:4_000]:
        raise FileRefused(message("texts.damaged", file=str(path)))
    try:
        root = fromstring(body)  # noqa: S314  # a document with a DOCTYPE was refused: no entities are left
    except ParseError as error:
        raise FileRefused(message("texts.damaged", file=str(path))) from error
    return "\n".join(_lines(root)).strip("\n") + "\n"


def _body(data: bytes, path: Path) -> bytes:
    try:
        with ZipFile(io.BytesIO(data)) as package:
            if _BODY not in package.namelist():
                raise FileRefused(message("texts.not_text", file=str(path)))
            if package.getinfo(_BODY).file_size > _LARGEST_BODY:
                raise FileRefused(message("file.too_large", file=str(path), limit=_LARGEST_BODY // 1_000_000))
            return package.read(_BODY)
    except (BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise FileRefused(message("texts.damaged", file=str(path))) from error


def _name(element: Element) -> str:
    return _NAMESPACE.sub("", element.tag) if isinstance(element.tag, str) else ""


def _lines(element: Element) -> Iterator[str]:
    """Yield the lines of paragraphs and tables, an empty one behind each paragraph."""
    for child in element:
        name = _name(child)
        if name == "p":
            yield from (f"{_mark(child)}{_words(child)}", "")
        elif name == "tbl":
            yield from (*_rows(child), "")
        else:
            yield from _lines(child)


def _rows(table: Element) -> Iterator[str]:
    """Yield the lines of a table, tabs between the cells."""
    for row in table:
        if _name(row) == "tr":
            cells = [cell for cell in row if _name(cell) == "tc"]
            yield "\t".join(" ".join(filter(None, (_words(part) for part in cell))) for cell in cells)


def _words(element: Element) -> str:
    """Return the words in an element; deleted ones do not count."""
    parts: list[str] = []
    for child in element.iter():
        name = _name(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in {"tab", "br", "cr"}:
            parts.append(" ")
    return "".join(parts).strip()


def _mark(paragraph: Element) -> str:
    """Return the mark of a heading or a list item."""
    for child in paragraph.iter():
        name = _name(child)
        if name == "numPr":
            return "- "
        if name == "pStyle":
            style = next(iter(child.attrib.values()), "")
            depth = _HEADING.search(style) if re.match(r"(?i)heading|[1-6]$|見出し", style) else None
            if depth:
                return f"{'#' * int(depth[1])} "
    return ""
