"""CSV files as tables of text: the encoding and the separator are found out, not asked for."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from workbench.core.errors import FileRefused
from workbench.core.messages import message
from workbench.core.tidy.columns import column_positions

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ENCODINGS = ("utf-8", "cp932", "euc_jp")
_SEPARATORS = (",", "\t", ";")
_HEADER_ROWS = 20
_WORKBOOKS = ((b"PK\x03\x04", "xlsx"), (b"\xd0\xcf\x11\xe0", "xls"), (b"%PDF", "pdf"))


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a CSV file by row; row numbers are those that a spreadsheet shows, from 1."""

    file: str
    encoding: str
    rows: list[list[str]]


def read_table(data: bytes, file: str) -> Table:
    """Read a CSV file's bytes; FileRefused in words for what is no text table."""
    for mark, kind in _WORKBOOKS:
        if data.startswith(mark):
            raise FileRefused(message("import.not_csv", file=file, kind=kind))
    encoding = _encoding(data, file)
    text = data.decode(encoding)
    if "\x00" in text:
        raise FileRefused(message("import.not_text", file=file))
    return Table(file, encoding, _rows(text, file))


def _encoding(data: bytes, file: str) -> str:
    """Find out the encoding: by its mark, else the first that fits and whose headings are known, else that fits.

    EUC-JP bytes are mostly valid cp932 as well, and come out as nonsense; the headings tell the two apart.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data, encoding, file)
    if b"\x1b$" in data or b"\x1b(" in data:
        return _checked(data, "iso2022_jp", file)
    fitting = [encoding for encoding in _ENCODINGS if _fits(data, encoding)]
    if not fitting:
        raise FileRefused(message("import.unknown_encoding", file=file))
    return max(fitting, key=lambda encoding: _known_headings(data.decode(encoding)))


def _checked(data: bytes, encoding: str, file: str) -> str:
    if not _fits(data, encoding):
        raise FileRefused(message("import.unknown_encoding", file=file))
    return encoding


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeError:
        return False
    return True


def _known_headings(text: str) -> int:
    """Count the known headings of the best of the first rows."""
    lines = io.StringIO(text, newline="").readlines(65_536)[:_HEADER_ROWS]
    return max((len(column_positions(line.split(_separator(line)))) for line in lines), default=0)


def _separator(line: str) -> str:
    return max(_SEPARATORS, key=line.count)


def _rows(text: str, file: str) -> list[list[str]]:
    """Cut text into cells; the separator is the one that the first line with several cells has most."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first[4], rest
    else:
        lines = text.split("\n", _HEADER_ROWS)[:_HEADER_ROWS]
        separator = _separator(max(lines, key=lambda line: len(column_positions(line.split(_separator(line))))))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    begun = 1
    try:
        for row in reader:
            rows.append(row)
            begun = reader.line_num + 1
    except csv.Error as error:
        raise FileRefused(message("import.csv_broken", file=file, line=begun, why=str(error))) from error
    return rows
