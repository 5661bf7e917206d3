"""What the markup of cells says beside their values: number format, formula, error; found by looking for some cells only."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

_ATTRIBUTES = re.compile(rb'\b(s|t)="([^"]*)"')
_ERROR = re.compile(rb"<(?:\w+:)?v>(#[^<]{1,20})</")


class Mark(NamedTuple):
    """A cell's number format ("" for a plain number), whether a formula stands in it, and the error that it shows."""

    format: str = ""
    is_formula: bool = False
    error: str = ""


NO_MARK = Mark()


def marks_of(chunks: Iterable[bytes], formats: list[str], columns: Collection[str]) -> dict[str, Mark]:
    """Return what can be said of a sheet's cells in some columns, by their names; the chunks end before a cell begins."""
    if not columns:
        return {}
    letters = b"|".join(sorted(column.encode() for column in columns))
    cell = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="((?:' + letters + rb')[0-9]+)"([^>]*)>(<(?:\w+:)?f[\s>/])?')
    quick = re.compile(rb'<c r="((?:' + letters + rb')[0-9]+)"([^>]*)>(<f[\s>/])?')
    found: dict[str, Mark] = {}
    for chunk in chunks:
        pattern = quick if b'<c r="' in chunk else cell
        for match in pattern.finditer(chunk):
            found[match.group(1).decode()] = _mark(match, chunk, formats)
    return found


def _mark(match: re.Match[bytes], chunk: bytes, formats: list[str]) -> Mark:
    attributes = dict(_ATTRIBUTES.findall(match.group(2)))
    style = attributes.get(b"s", b"")
    number = int(style) if style.isdigit() else -1
    code = formats[number] if 0 <= number < len(formats) else ""
    error = ""
    if attributes.get(b"t") == b"e":
        said = _ERROR.search(chunk, match.end(), match.end() + 400)
        error = said.group(1).decode(errors="replace") if said else "#?"
    return Mark("" if code == "General" else code, match.group(3) is not None, error)
