"""The file that XlsxWriter writes to: once writing has failed it takes everything in silence, so that the failure is told once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self


class PartFile:
    """A file for writing as a zip archive needs it.

    A ZipFile that could not be finished tries to when it is collected, and would complain again, of a disk that is full or of a
    file that is closed, where nobody can answer.
    """

    def __init__(self, path: Path) -> None:
        """Make the file, or empty it; OSError where that cannot be."""
        self._file = path.open("wb")
        self._is_over = False
        self._place = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over = True
        self._file.close()

    def write(self, data: bytes) -> int:
        """Write bytes; OSError, the first time only, where there is no room."""
        if not self._is_over:
            self._unless_over(lambda: self._file.write(data))
        self._place += len(data)
        return len(data)

    def tell(self) -> int:
        """Return the place in the file."""
        return self._place

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place in the file, counted from its beginning, or `whence` as files have it."""
        if self._is_over:
            self._place = offset
        else:
            self._place = self._file.seek(offset, whence)
        return self._place

    def seekable(self) -> bool:
        """Whether the place can be chosen: a zip archive asks."""
        return True

    def flush(self) -> None:
        """Hand over what was written; OSError, the first time only, where there is no room."""
        if not self._is_over:
            self._unless_over(self._file.flush)

    def _unless_over(self, work: Callable[[], object]) -> None:
        try:
            work()
        except OSError:
            self._is_over = True
            raise
