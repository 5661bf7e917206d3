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
    cell = re.compile(rb'<(?:\w+:)?c\s([^>]*?)\br="((?:' + letters + rb')[0-9]+)"([^>]*)>(<(?:\w+:)?f[\s>/])?')
    quick = re.compile(rb'<c ()r="((?:' + letters + rb')[0-9]+)"([^>]*)>(<f[\s>/])?')
    found: dict[str, Mark] = {}
    alike: dict[tuple[bytes, ...], Mark] = {}
    for chunk in chunks:
        pattern = quick if b'<c r="' in chunk else cell
        for match in pattern.finditer(chunk):
            before, name, *said = match.groups(b"")
            mark = alike.get((before, *said))
            if mark is None:
                mark = _mark(before + said[0], is_formula=bool(said[1]), error=_error(match, chunk), formats=formats)
                if not mark.error:
                    alike[before, *said] = mark
            found[name.decode()] = mark
    return found


def _mark(attributes: bytes, *, is_formula: bool, error: str, formats: list[str]) -> Mark:
    said = dict(_ATTRIBUTES.findall(attributes))
    style = said.get(b"s", b"")
    number = int(style) if style.isdigit() else -1
    code = formats[number] if 0 <= number < len(formats) else ""
    return Mark("" if code == "General" else code, is_formula, error if said.get(b"t") == b"e" else "")


def _error(match: re.Match[bytes], chunk: bytes) -> str:
    """Return what stands in a cell, if that cell shows an error."""
    said = _ERROR.search(chunk, match.end(), match.end() + 400)
    return said.group(1).decode(errors="replace") if said else "#?"
