"""What a command gives back: one object for programs, something to show to people, and how it ended."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workbench.core.messages import Message, Translator

DONE = 0
FAILED = 1
MISUSED = 2

_SIGNIFICANT = 12


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a command: `data` is what `--json` prints, `show` prints it for people.

    `status` is DONE, or FAILED for something refused, problems and conflicts.
    """

    data: Mapping[str, object]
    show: Callable[[], None]
    status: int = DONE


def say(*lines: str) -> None:
    """Print lines for people."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def complain(*lines: str) -> None:
    """Print lines on stderr, where they are no part of the result."""
    sys.stderr.write("".join(f"{line}\n" for line in lines))


def print_json(data: Mapping[str, object]) -> None:
    """Print one JSON object on a line of its own, in the characters themselves."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, allow_nan=False) + "\n")


def error_object(error: Message, japanese: Translator, english: Translator) -> dict[str, object]:
    """Return what `--json` prints in place of a command's object when the command failed."""
    return {"error": {"id": error.id, "message": {"ja": japanese(error), "en": english(error)}}}


def rounded(number: float | None) -> float | None:
    """Return a number with 12 significant digits: without the noise of binary arithmetic."""
    return None if number is None else float(f"{number:.{_SIGNIFICANT}g}")
