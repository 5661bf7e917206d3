"""Words as data: the core names a sentence and its parameters, a translator that is passed in makes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence by its id, with the values that stand in it; a value may itself be a Message, a Label, or some of them."""

    id: str
    parameters: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Show id and parameters, for logs and tests; people see what a translator makes of it."""
        inside = ", ".join(f"{name}={value}" for name, value in self.parameters.items())
        return f"{self.id}({inside})"


def message(id: str, /, **parameters: object) -> Message:
    """Make a Message with its parameters as keywords."""
    return Message(id, parameters)


@dataclass(frozen=True, slots=True)
class Label:
    """What something is called in both languages, as a value of a Message: the sentence takes the name of its own."""

    id: str
    ja: str
    en: str

    def __str__(self) -> str:
        """Show the id, for logs and tests."""
        return self.id


class Translator(Protocol):
    """What makes a sentence of a Message in one language."""

    @property
    def language(self) -> str:
        """The language of its sentences: "ja" or "en"."""

    def __call__(self, message: Message) -> str:
        """Return the sentence; an id that is in no catalogue is a bug and raises KeyError."""
