"""The text of a PDF that holds text, page by page; pictures of text are for other programs."""

from __future__ import annotations

import io
import logging
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from workbench.core.claims.text import Text
from workbench.core.errors import FileRefused
from workbench.core.messages import message

_MOST_PAGES = 2_000
_DAMAGED = (
    PyPdfError,
    *(ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, OSError, AssertionError),
    NotImplementedError,
)
"""What pypdf raises for damaged files: its own errors, and those that it stumbles over."""


def text_of_pdf(data: bytes, path: Path) -> Text:
    """Return the text of a PDF's bytes, with the place at which each page begins; FileRefused in words if it has none."""
    # It logs each flaw that it mends; the reader of a report can do nothing about them.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages = _pages(data, path)
    except _DAMAGED as error:
        raise FileRefused(message("texts.damaged", file=str(path))) from error
    if not any(map(str.strip, pages)):
        raise FileRefused(message("texts.pictures_only", file=str(path)))
    starts: list[int] = []
    length = 0
    for page in pages:
        starts.append(length)
        length += len(page) + 2
    return Text("\n\n".join(pages), path.name, tuple(starts))


def _pages(data: bytes, path: Path) -> list[str]:
    """Return the text of each page."""
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise FileRefused(message("texts.encrypted", file=str(path)))
    if len(reader.pages) > _MOST_PAGES:
        raise FileRefused(message("texts.too_many_pages", file=str(path), most=_MOST_PAGES))
    return [page.extract_text().replace("\0", "") for page in reader.pages]
