"""Files of the user's: read within limits, and written whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from workbench.core.errors import FileRefused
from workbench.core.messages import message

LARGEST = 200_000_000
"""In bytes: a hundred times a year's figures; more is not a table of figures."""


def read_whole(path: Path, largest: int = LARGEST) -> bytes:
    """Return a file's bytes; FileRefused in words for one that is missing, no file, too large or unreadable."""
    try:
        if not path.exists():
            raise FileRefused(message("file.missing", file=str(path)))
        if not path.is_file():
            raise FileRefused(message("file.not_a_file", file=str(path)))
        if path.stat().st_size > largest:
            raise FileRefused(message("file.too_large", file=str(path), limit=largest // 1_000_000))
        return path.read_bytes()
    except OSError as error:
        raise FileRefused(message("file.cannot_read", file=str(path), why=error.strerror or "")) from error


def written_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place and move it there when all of it has reached the disk.

    FileRefused where it cannot be written; a file that stood there is then as it was, and nothing is left beside it.
    """
    target = path.resolve()
    part = target.with_name(f".{target.name}.part-{os.getpid()}")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
        settle(target.parent)
    except OSError as error:
        raise FileRefused(message("file.cannot_write", file=str(path), why=error.strerror or "")) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def settle(folder: Path) -> None:
    """Make a new name in a folder outlive a power cut, where that can be had: the file is in its place already."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
