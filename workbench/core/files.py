"""Files of the user's: read within limits, and written whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from workbench.core.errors import FileRefused
from workbench.core.messages import Message, message

LARGEST = 200_000_000
"""In bytes: a hundred times a year's figures; more is not a table of figures."""

_IN_USE = frozenset({32, 33})
"""What Windows answers where another program, such as Excel, has a file open."""


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
    with beside(path) as part:
        part.write_bytes(data)


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give the name of a new file beside a file's place; what is written there is moved into place at the end.

    Where the block raises, or the file cannot be written (FileRefused in words), one that stood there is as it was, and
    nothing is left beside it.
    """
    target = path.resolve()
    _refuse_what_cannot_be_replaced(path, target)
    part = target.with_name(f".{target.name}.part-{os.getpid()}")
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
        settle(target.parent)
    except OSError as error:
        raise FileRefused(cannot_write(path, error)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def cannot_write(path: Path, error: OSError) -> Message:
    """Return why a file cannot be written, in words: no room, in use, or whatever the system says."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return message("file.no_room", file=str(path))
    if getattr(error, "winerror", None) in _IN_USE:
        return message("file.in_use", file=str(path))
    return message("file.cannot_write", file=str(path), why=error.strerror or str(error))


def _refuse_what_cannot_be_replaced(path: Path, target: Path) -> None:
    """Refuse a folder in the file's place, a folder that is not there, and a file that somebody made read-only."""
    if target.is_dir():
        raise FileRefused(message("file.is_folder", file=str(path)))
    if not target.parent.is_dir():
        raise FileRefused(message("file.no_folder", file=str(path), folder=str(path.parent)))
    if target.exists() and not target.stat().st_mode & 0o222:
        raise FileRefused(message("file.read_only", file=str(path)))


def settle(folder: Path) -> None:
    """Make a new name in a folder outlive a power cut, where that can be had: the file is in its place already."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
