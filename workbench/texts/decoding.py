"""Text out of bytes: UTF-8, UTF-16 with its mark, or the encodings of Japanese systems."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from workbench.core.errors import FileRefused
from workbench.core.messages import message

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STATED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_ESCAPE = b"\x1b$"
_HALF_WIDTH = re.compile("[\uff61-\uff9f]")
_START = 2_000


def decoded(data: bytes, path: Path) -> str:
    """Return the text of a file's bytes, its byte order mark taken off; FileRefused for what is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _in(data[len(mark) :], encoding, path)
    first = ("iso2022_jp",) if _ESCAPE in data[:_START] else ("utf-8",)
    text = next(_readable(data, (*first, *_stated(data))), None)
    if text is None:
        # What both read: only one of them makes sense of it, the other makes half-width katakana.
        text = min(_readable(data, ("cp932", "euc_jp")), key=lambda read: len(_HALF_WIDTH.findall(read)), default=None)
    if text is None:
        raise FileRefused(message("texts.not_text", file=str(path)))
    return text


def _readable(data: bytes, encodings: Iterable[str]) -> Iterator[str]:
    """Yield the texts that bytes are in some encodings."""
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" not in text:
            yield text


def _in(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileRefused(message("texts.not_text", file=str(path))) from error


def _stated(data: bytes) -> tuple[str, ...]:
    """Return the encoding that a page states for itself."""
    found = _STATED.search(data[:_START])
    return (found[1].decode("ascii"),) if found else ()
