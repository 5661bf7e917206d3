"""What a file is by its content, and whether a workbook's package is sound: looked at before any parser sees it."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import Final, Never
from zipfile import BadZipFile, ZipFile, ZipInfo

from workbench.core.errors import FileRefused
from workbench.core.messages import message

LARGEST_FILE = 200_000_000
MOST_ENTRIES = 5_000
LARGEST_ENTRY, LARGEST_TOTAL = 1_000_000_000, 2_000_000_000
"""Bytes when unpacked: a sheet of ours that is as long as Excel allows has three quarters of it."""

HIGHEST_RATIO, RATIO_FROM = 200, 1_000_000
"""How many bytes one packed byte may come to in entries of so many bytes; real workbooks come to a hundred at most."""

ZIP = "zip"
TEXT = "text"

_SIGNATURES = (
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"SQLite format 3\0", "database"),
)
_MARKUP: Final = re.compile(
    rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|table|\?xml)\b", re.IGNORECASE | re.DOTALL
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_WORKBOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_OTHER_KINDS = (
    ("word/document.xml", "import.is_document"),
    ("ppt/presentation.xml", "import.is_document"),
    ("content.xml", "import.is_open_document"),
    ("xl/workbook.bin", "import.is_binary_workbook"),
)
_DECLARATIONS = tuple(
    text.encode(encoding) for text in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_NO_TEXT = bytes({*range(0x20)} - {*b"\t\r\n"})
"""Bytes that no XML has, but in UTF-16."""

_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
"""How XML in UTF-16 begins."""

_OVERLAP = 2 * len("<!DOCTYPE")
_CHUNK = 1 << 20
_IS_ENCRYPTED = 0x1


def kind_of(data: bytes) -> str:
    """Say what a file's content is: "zip", "text", or another kind that is no table."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    return "markup" if _MARKUP.match(data[:4096]) else TEXT


def refuse_other_kinds(data: bytes, kind: str, file: str) -> None:
    """Raise FileRefused, in words, for content that is neither a workbook nor a table of text."""
    if not data.strip(b"\0 \r\n\t") and kind == TEXT:
        raise FileRefused(message("import.empty_file", file=file))
    if kind == "ole":
        raise FileRefused(message(_old_kind(data), file=file))
    if kind == "markup":
        raise FileRefused(message("import.is_web_page", file=file))
    if kind not in {ZIP, TEXT}:
        raise FileRefused(message("import.is_no_table", file=file, kind=kind.upper()))


def _old_kind(data: bytes) -> str:
    """Tell a workbook with a password from one in the format before 2007; both are in the same container."""
    if _ENCRYPTED in data:
        return "import.is_encrypted"
    is_workbook = any(name in data for name in _OLD_WORKBOOKS)
    return "import.is_old_workbook" if is_workbook else "import.is_old_document"


def checked_package(data: bytes, file: str) -> ZipFile:
    """Open a package whose every part was unpacked once within limits and declares no document type; FileRefused else."""
    check = _Check(file)
    try:
        package = ZipFile(BytesIO(data))
        check.entries(package.infolist())
        check.kind({name.casefold() for name in package.namelist()})
        for entry in package.infolist():
            check.unpacked(package, entry)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        raise FileRefused(message("import.damaged_file", file=file)) from error
    return package


class _Check:
    """Looks at the entries of a package."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._total = 0

    def entries(self, entries: list[ZipInfo]) -> None:
        """Refuse too many entries, two of one name, and encrypted ones."""
        names = [entry.filename.replace("\\", "/").casefold() for entry in entries]
        if len(names) > MOST_ENTRIES:
            self._refuse("import.too_many_parts", limit=MOST_ENTRIES)
        if len(set(names)) < len(names):
            twice = next(name for place, name in enumerate(names) if name in names[:place])
            self._refuse("import.part_twice", part=twice)
        if any(entry.flag_bits & _IS_ENCRYPTED for entry in entries):
            self._refuse("import.is_encrypted")

    def kind(self, names: set[str]) -> None:
        """Refuse what is no workbook."""
        for part, id_ in _OTHER_KINDS:
            if part in names:
                self._refuse(id_)
        if not any(name.replace("\\", "/").lstrip("/").endswith("workbook.xml") for name in names):
            self._refuse("import.no_workbook")

    def unpacked(self, package: ZipFile, entry: ZipInfo) -> None:
        """Unpack an entry, which checks its sum, and count its bytes, whatever its header says of them."""
        if entry.is_dir():
            return
        size, before = 0, b""
        is_markup, is_wide = entry.filename.lower().endswith((".xml", ".rels", ".vml")), False
        try:
            with package.open(entry) as part:
                while chunk := part.read(_CHUNK):
                    is_wide = is_wide or (not size and chunk.startswith(_WIDE))
                    size += len(chunk)
                    self._check_size(entry, size, len(chunk))
                    if is_markup:
                        self._check_markup(entry, before + chunk, is_wide=is_wide)
                    before = chunk[-_OVERLAP:]
        except (BadZipFile, zlib.error, EOFError) as error:
            raise FileRefused(message("import.damaged_part", file=self._file, part=entry.filename)) from error

    def _check_markup(self, entry: ZipInfo, chunk: bytes, *, is_wide: bool) -> None:
        """Refuse a declared document type, and bytes that no XML may have: some parsers read on over either."""
        if any(declaration in chunk for declaration in _DECLARATIONS):
            self._refuse("import.declares_type", part=entry.filename)
        if not is_wide and len(chunk.translate(None, _NO_TEXT)) < len(chunk):
            self._refuse("import.damaged_part", part=entry.filename)

    def _check_size(self, entry: ZipInfo, size: int, more: int) -> None:
        self._total += more
        ratio = size / max(entry.compress_size, 1)
        if size > LARGEST_ENTRY or self._total > LARGEST_TOTAL or (size >= RATIO_FROM and ratio > HIGHEST_RATIO):
            self._refuse("import.unpacks_too_large", part=entry.filename)

    def _refuse(self, id_: str, **parameters: object) -> Never:
        raise FileRefused(message(id_, file=self._file, **parameters))
