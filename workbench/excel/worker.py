"""The process in which a workbook is read: what happens to it there, a crash too, does not happen to the program.

It takes the bytes from its input and gives an answer in JSON: {"contents": …} or {"refused": [id, parameters]}. Bytes of
memory and seconds are limited where the system can do so; the one that waits for the answer has a clock of its own.
"""

from __future__ import annotations

import gc
import json
import sys
from typing import Any

from workbench.core.errors import FileRefused

MEMORY = 3_000_000_000
"""Bytes of address space: what the largest sheet of ours needs, and no bomb gets more."""

SECONDS = 180


def main() -> None:
    """Read a workbook from the standard input and write what it holds to the standard output."""
    file, reader, database = sys.argv[1:]
    _limit()
    gc.disable()  # it makes what it answers, and ends
    data = sys.stdin.buffer.read()
    sys.stdout.write(json.dumps(_answer(data, file, reader, database)))
    sys.stdout.flush()


def _answer(data: bytes, file: str, reader: str, database: str) -> dict[str, Any]:
    from workbench.excel.contents import contents_of  # noqa: PLC0415 - within the limits
    from workbench.excel.edits import to_plain  # noqa: PLC0415

    try:
        return {"contents": to_plain(contents_of(data, file, reader, database))}
    except FileRefused as refused:
        return {"refused": [refused.message.id, dict(refused.message.parameters)]}
    except (MemoryError, RecursionError):
        return {"refused": ["import.needs_too_much", {"file": file}]}


def _limit() -> None:
    """Limit memory and time, and leave no image of the memory behind; Windows has no such limits."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for kind, limit in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))


if __name__ == "__main__":
    main()
