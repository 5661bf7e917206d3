"""What the markup of cells says beside their values: number format, formula, error; found by looking for some cells only."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

_ATTRIBUTES = re.compile(rb'\b(s|t)="([^"]*)"')
_UNKNOWN = "#?"
_ERROR = re.compile(rb"<(?:\w+:)?v>(#[^<]{1,20})</")


class Mark(NamedTuple):
    """A cell's number format ("" for a plain number), whether a formula stands in it, and the error that it shows."""

    format: str = ""
    is_formula: bool = False
    error: str = ""


NO_MARK = Mark()


def marks_of(chunks: Iterable[bytes], formats: list[str], columns: Collection[str]) -> dict[str, Mark]:
    """Return what can be said of a sheet's cells in some columns, by their names, where that is anything; the chunks end before a cell begins."""
    if not columns:
        return {}
    letters = b"|".join(sorted(column.encode() for column in columns))
    cell = re.compile(rb'<(?:\w+:)?c\s([^>]*?)\br="((?:' + letters + rb')[0-9]+)"([^>]*)>(<(?:\w+:)?f[\s>/])?')
    quick = re.compile(rb'<c ()r="((?:' + letters + rb')[0-9]+)"([^>]*)>(<f[\s>/])?')
    found: dict[str, Mark] = {}
    alike: dict[tuple[bytes, bytes, bytes], Mark] = {}
    for chunk in chunks:
        pattern = quick if b'<c r="' in chunk else cell
        for before, name, after, formula in pattern.findall(chunk):
            mark = alike.get((before, after, formula))
            if mark is None:
                mark = alike[before, after, formula] = _mark(before + after, is_formula=bool(formula), formats=formats)
            if mark is not NO_MARK:
                found[name.decode()] = mark
        if b't="e"' in chunk:
            found |= _errors(pattern, chunk, found)
    return found


def _errors(pattern: re.Pattern[bytes], chunk: bytes, found: Mapping[str, Mark]) -> dict[str, Mark]:
    """Return the marks of a chunk's cells that show errors, with these."""
    names = ((match, match.group(2).decode()) for match in pattern.finditer(chunk))
    marked = ((match, name, found.get(name)) for match, name in names)
    return {name: mark._replace(error=_error(match, chunk)) for match, name, mark in marked if mark and mark.error}


def _mark(attributes: bytes, *, is_formula: bool, formats: list[str]) -> Mark:
    """Return what the attributes say; an error that a cell shows is yet to be looked up."""
    said = dict(_ATTRIBUTES.findall(attributes))
    style = said.get(b"s", b"")
    number = int(style) if style.isdigit() else -1
    code = formats[number] if 0 <= number < len(formats) else ""
    mark = Mark("" if code == "General" else code, is_formula, _UNKNOWN if said.get(b"t") == b"e" else "")
    return NO_MARK if mark == NO_MARK else mark


def _error(match: re.Match[bytes], chunk: bytes) -> str:
    """Return what stands in a cell, if that cell shows an error."""
    said = _ERROR.search(chunk, match.end(), match.end() + 400)
    return said.group(1).decode(errors="replace") if said else _UNKNOWN
