"""How the readers of this package stop: the reason travels up and becomes a Message about the whole text."""

from __future__ import annotations

from decimal import Decimal

from workbench.core.messages import Message, message

_LONGEST_SHOWN = 80


class Unreadable(Exception):
    """A part of a text cannot be read for a named reason; it never leaves this package."""

    def __init__(self, reason: str, /, **parameters: object) -> None:
        """Keep the reason, the last word of a message id "spelling.…", and what its sentence says."""
        super().__init__(reason)
        self.reason = reason
        self.parameters = parameters

    def about(self, text: str) -> Message:
        """Return the Message; its parameter `text` is the text as found, cut where it is very long."""
        return message(f"spelling.{self.reason}", text=shown(text), **self.parameters)


def shown(text: str) -> str:
    """Return a text short enough to stand in a sentence."""
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def shown_integer(number: int) -> str:
    """Write an integer; of one with more than 40 digits its power of ten, since Python refuses to write huge ones."""
    if abs(number) < 10**40:
        return str(number)
    return f"{'-' if number < 0 else ''}10^{Decimal(number).adjusted()}"
