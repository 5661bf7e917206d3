"""Asks the process that reads workbooks, waits for its answer within limits, and ends it when the user wants to stop."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from workbench.core.errors import FileRefused
from workbench.core.messages import Message, message
from workbench.core.ports import Progress
from workbench.excel.edits import Contents, from_plain
from workbench.excel.reader import READERS

SECONDS = 180
"""After which a file counts as one that cannot be read."""

_LOOK = 0.02
"""Seconds between two looks at whether the answer is there, or the user wants to stop."""

_logger = logging.getLogger(__name__)

_MODULE = "workbench.excel.worker"
_NOT_A_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class Crashed(Exception):
    """The process ended without an answer."""


def read_apart(
    data: bytes, file: str, database: str, progress: Progress | None = None, *, seconds: float = SECONDS
) -> tuple[Contents, bool]:
    """Return what a workbook holds, and whether it was the second reader that could read it.

    FileRefused in words where no reader can, also where one calls it damaged and the other finds nothing in it; Cancelled
    by `progress`.
    """
    refused: Message | None = None
    for reader in READERS:
        try:
            answer = _asked(data, (file, reader, database), progress, seconds)
        except Crashed:
            refused = refused or message("import.reader_crashed", file=file)
            continue
        if "contents" in answer:
            contents = from_plain(answer["contents"])
            if refused is None or contents.is_recognised:
                return contents, refused is not None
            break
        refused = refused or Message(answer["refused"][0], answer["refused"][1])
        if refused.id not in _WORTH_ANOTHER_READER:
            break
    assert refused is not None
    raise FileRefused(refused)


_WORTH_ANOTHER_READER = frozenset(
    {"import.damaged_file", "import.damaged_sheet", "import.reader_crashed", "import.sheet_too_large"}
)
"""What one reader says of a file that the other may read all the same."""


def _asked(data: bytes, arguments: Iterable[str], progress: Progress | None, seconds: float) -> dict[str, Any]:
    """Return the answer of a process; Crashed where it gives none."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as errors:
        given.write(data)
        given.seek(0)
        process = _started(arguments, given, answer, errors)
        try:
            status = _waited(process, progress, time.monotonic() + seconds, next(iter(arguments)))
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        answer.seek(0)
        found = answer.read()
        if status or not found:
            errors.seek(0)
            _logger.info("reader ended with %s: %s", status, errors.read()[-4000:].decode(errors="replace"))
            raise Crashed
    result: dict[str, Any] = json.loads(found)
    return result


def _started(
    arguments: Iterable[str], given: IO[bytes], answer: IO[bytes], errors: IO[bytes]
) -> subprocess.Popen[bytes]:
    """Start a process that finds this very program, and nothing of the folder that it is started in."""
    root = str(Path(__file__).resolve().parent.parent.parent)
    known = os.environ.get("PYTHONPATH", "")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (root, known))), "PYTHONUTF8": "1"}
    return subprocess.Popen(  # noqa: S603 - this very Python, with a file's name as the program's own argument
        [sys.executable, "-P", "-m", _MODULE, *arguments],
        stdin=given,
        stdout=answer,
        stderr=errors,
        env=environment,
        creationflags=_NOT_A_WINDOW,
    )


def _waited(process: subprocess.Popen[bytes], progress: Progress | None, until: float, file: str) -> int:
    """Wait for the end of a process and return its status; FileRefused when it takes too long."""
    while True:
        try:
            return process.wait(_LOOK)
        except subprocess.TimeoutExpired:
            if progress is not None:
                progress(0, None)
            if time.monotonic() > until:
                raise FileRefused(message("import.takes_too_long", file=file)) from None
