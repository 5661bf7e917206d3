"""What is sent along when a bug is told of: versions, the traceback, and the last lines of the log, as text."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from workbench.ui.versions import versions

LINES = 60
"""How many lines of the log stand in a report."""

_BYTES = 64_000
"""How much of the log's end is read for them."""


def log_files(logger: logging.Logger) -> tuple[Path, ...]:
    """Return the files in which a logger's lines are kept."""
    handlers = (handler for handler in logger.handlers if isinstance(handler, logging.FileHandler))
    return tuple(Path(handler.baseFilename) for handler in handlers)


def bug_report(title: str, traceback: str, log_heading: str, logs: Sequence[Path]) -> str:
    """Put a report together. It reads files: not for the window's thread."""
    blocks = [versions().text(title), traceback.strip()]
    lines = [line for log in logs for line in _last_lines(log)]
    if lines:
        blocks.append("\n".join((log_heading, *lines)))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _last_lines(log: Path) -> list[str]:
    """Return the last lines of a log; none of one that is not there, or that cannot be read now."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, file.seek(0, 2) - _BYTES))
            return file.read().decode("utf-8", "replace").splitlines()[-LINES:]
    except OSError:
        return []
