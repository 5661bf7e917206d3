"""The text of a file, whatever its kind: recognised by what it holds, not by its name."""

from __future__ import annotations

import re
from pathlib import Path

from workbench.core.claims.text import Text
from workbench.core.errors import FileRefused
from workbench.core.files import read_whole
from workbench.core.messages import message
from workbench.texts.decoding import decoded
from workbench.texts.html import text_of_html
from workbench.texts.word import text_of_word

LARGEST = 100_000_000
"""In bytes: a report with many pictures."""

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_START = 2_000


def read_text(path: Path) -> Text:
    """Return the text of a report; of a plain or Markdown file exactly what it holds.

    FileRefused in words for a file that is missing, too large, damaged, encrypted or of another kind, and for a PDF
    that holds pictures only.
    """
    data = read_whole(path, LARGEST)
    text = _text_of(data, path)
    if not text.source.strip():
        raise FileRefused(message("texts.no_text", file=str(path)))
    return text


def _text_of(data: bytes, path: Path) -> Text:
    """Return the text of a file's bytes."""
    if data[:_START].lstrip().startswith(b"%PDF-"):
        # pypdf is imported where a PDF is there: nobody else waits for it.
        from workbench.texts.pdf import text_of_pdf  # noqa: PLC0415

        return text_of_pdf(data, path)
    if data.startswith(b"PK\x03\x04"):
        return Text(text_of_word(data, path), path.name)
    source = decoded(data, path)
    if path.suffix.lower() in {".htm", ".html", ".xhtml"} or _HTML.match(source[:_START]):
        source = text_of_html(source)
    return Text(source, path.name)
