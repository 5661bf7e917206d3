"""A workbook's package: its sheets and their parts, comments, and what the cells' own markup says of them.

Only packages that `precheck.checked_package` has passed are looked at: no part declares a document type.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import ZipFile

from workbench.core.errors import FileRefused
from workbench.core.messages import message

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""How a character is written that XML has no place for."""

_LARGEST_INDEX = 50_000_000
"""Bytes of a part that is read as a whole."""


class SheetPart(NamedTuple):
    """A sheet of a workbook: its name, whether it is shown, and its part; empty where that is no table of cells."""

    name: str
    is_visible: bool
    part: str


class Remark(NamedTuple):
    """A comment on a cell, whose row and column count from 1: who wrote it, and the text."""

    row: int
    column: int
    author: str
    text: str


class Package:
    """Reads the parts of one workbook; FileRefused in words where a part that must be there is not, or is no XML."""

    def __init__(self, parts: ZipFile, file: str) -> None:
        """Read parts that were checked."""
        self._parts, self._file = parts, file
        self._names = {_plain(name): name for name in parts.namelist()}

    @cached_property
    def sheets(self) -> list[SheetPart]:
        """The sheets in their order."""
        book = self._workbook_part
        targets = self._relations(book)
        found = [self._sheet(sheet, targets) for sheet in self._xml(book).iter() if _local(sheet) == "sheet"]
        if not any(sheet.part for sheet in found):
            raise FileRefused(message("import.no_sheets", file=self._file))
        return found

    @cached_property
    def has_macros(self) -> bool:
        """Whether there are macros in it; they are never run."""
        return any(name.endswith("vbaproject.bin") for name in self._names)

    def remarks(self, sheet: SheetPart) -> list[Remark]:
        """Return the comments on a sheet's cells; of those in threads, each entry by itself."""
        found: list[Remark] = []
        for kind, target in self._relations(sheet.part).values() if sheet.part else ():
            if _plain(target) not in self._names:
                continue
            if kind == "comments":
                found += _remarks(self._xml(target))
            elif kind == "threadedcomment":
                found += _thread(self._xml(target), self._people)
        threads = {(remark.row, remark.column) for remark in found if remark.author.startswith("tc=")}
        return [remark for remark in found if (remark.row, remark.column) not in threads or remark.author[:3] != "tc="]

    def chunks(self, part: str, size: int = 1 << 22) -> Iterator[bytes]:
        """Yield the bytes of a part, cut before the beginning of a cell."""
        tail = b""
        with self._parts.open(self._names[_plain(part)]) as opened:
            while chunk := opened.read(size):
                tail += chunk
                cut = max(tail.rfind(b"<c "), tail.rfind(b":c "))
                if cut > 0:
                    yield tail[:cut]
                    tail = tail[cut:]
        yield tail

    def formats(self) -> list[str]:
        """Return the number format of each style of cells, by its number; "" for a plain number."""
        targets = (target for kind, target in self._relations(self._workbook_part).values() if kind == "styles")
        part = next(targets, None)
        if part is None or _plain(part) not in self._names:
            return []
        codes: dict[str, str] = dict(_BUILT_IN)
        styles = self._xml(part)
        for element in styles.iter():
            if _local(element) == "numFmt":
                codes[element.get("numFmtId", "")] = element.get("formatCode", "")
        cells = next((element for element in styles if _local(element) == "cellXfs"), ())
        return [codes.get(style.get("numFmtId", ""), "") for style in cells]

    @cached_property
    def _workbook_part(self) -> str:
        for kind, target in self._relations("").values():
            if kind == "officedocument" and _plain(target) in self._names:
                return target
        if "xl/workbook.xml" in self._names:
            return "xl/workbook.xml"
        raise FileRefused(message("import.no_workbook", file=self._file))

    @cached_property
    def _people(self) -> dict[str, str]:
        """The names of those who wrote in threads, by their ids."""
        parts = [target for kind, target in self._relations(self._workbook_part).values() if kind == "person"]
        found = (element for part in parts if _plain(part) in self._names for element in self._xml(part))
        return {person.get("id", ""): person.get("displayName", "") for person in found}

    def _sheet(self, element: Element, targets: dict[str, tuple[str, str]]) -> SheetPart:
        name = element.get("name", "")
        relation = next((value for key, value in element.items() if key.endswith("}id")), "")
        kind, part = targets.get(relation, ("", ""))
        is_table = bool(relation) and kind in {"worksheet", ""}
        if is_table and _plain(part) not in self._names:
            raise FileRefused(message("import.no_sheet_part", file=self._file, sheet=name))
        return SheetPart(name, element.get("state", "visible") == "visible", part if is_table else "")

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to, by ids: the kind's last word, and the part's name."""
        folder, name = posixpath.split(part)
        listed = _plain(posixpath.join(folder, "_rels", f"{name}.rels"))
        if listed not in self._names:
            return {}
        found: dict[str, tuple[str, str]] = {}
        for element in self._xml(listed):
            if element.get("TargetMode") != "External":
                target = element.get("Target", "").replace("\\", "/")
                place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                found[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2].casefold(), place)
        return found

    def _xml(self, part: str) -> Element:
        name = self._names[_plain(part)]
        if self._parts.getinfo(name).file_size > _LARGEST_INDEX:
            raise FileRefused(message("import.unpacks_too_large", file=self._file, part=name))
        try:
            return fromstring(self._parts.read(name))  # noqa: S314 - no part declares a document type
        except (ParseError, ValueError, LookupError) as error:
            raise FileRefused(message("import.damaged_part", file=self._file, part=name)) from error


_BUILT_IN = {"9": "0%", "10": "0.00%", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00"} | dict.fromkeys(
    ("14", "15", "22"), "d"
) | {"17": "mmm-yy"}  # fmt: skip
"""Of the formats that have only a number, those that say something here; `d` stands for a day's date."""


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _words(element: Element) -> str:
    """Return the text of a comment, without the readings of its characters."""
    runs = (inner for inner in element.iter() if _local(inner) in {"t", "rPh"})
    phonetic = {id(inner) for run in element.iter() if _local(run) == "rPh" for inner in run.iter()}
    return unescaped("".join(run.text or "" for run in runs if id(run) not in phonetic))


def unescaped(text: str) -> str:
    """Return a text with the characters that XML has no place for."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)


def _remarks(part: Element) -> list[Remark]:
    authors = [author.text or "" for author in part.iter() if _local(author) == "author"]
    found = []
    for comment in part.iter():
        if _local(comment) == "comment":
            number = comment.get("authorId", "0")
            author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
            found.append(Remark(*place_of(comment.get("ref", "A1")), author, _words(comment)))
    return found


def _thread(part: Element, people: dict[str, str]) -> list[Remark]:
    found = []
    for entry in part.iter():
        if _local(entry) == "threadedComment":
            text = "".join(inner.text or "" for inner in entry if _local(inner) == "text")
            author = people.get(entry.get("personId", ""), "")
            found.append(Remark(*place_of(entry.get("ref", "A1")), author, text))
    return found


def place_of(name: str) -> tuple[int, int]:
    """Return row and column, from 1, of a cell's name; those of A1 for what is no name."""
    found = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})", name)
    if found is None:
        return 1, 1
    column = 0
    for letter in found.group(1).upper():
        column = column * 26 + ord(letter) - 64
    return int(found.group(2)), column
