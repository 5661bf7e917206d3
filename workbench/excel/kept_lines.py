"""Lines of the key sheet that wait in a file until their sheet is written: one a figure, they would fill the memory."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from workbench.excel.layout import KeyLine

_AT_ONCE = 1000
"""Lines that are put away together."""


class KeptLines:
    """Keeps lines in the order in which they came, and gives them back in it; the file is gone at the end of the block."""

    def __init__(self, folder: str) -> None:
        """Keep them in a folder; OSError where it takes no file."""
        self._file = tempfile.TemporaryFile("w+", dir=folder, encoding="ascii")  # noqa: SIM115 - closed at the end of the block
        self._waiting: list[KeyLine] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def append(self, line: KeyLine) -> None:
        """Keep a line; OSError where the disk is full."""
        self._waiting.append(line)
        if len(self._waiting) == _AT_ONCE:
            self._put_away()

    def __iter__(self) -> Iterator[KeyLine]:
        """Yield all lines."""
        self._put_away()
        self._file.seek(0)
        for text in self._file:
            yield from (KeyLine(*values) for values in json.loads(text))

    def _put_away(self) -> None:
        if self._waiting:
            self._file.write(json.dumps(self._waiting) + "\n")
            self._waiting.clear()
