"""Finding things by their names: ids, labels in both languages and aliases, compared after folding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Protocol

from workbench.core.spelling.folding import fold

_SPELLINGS_PER_THING = 4
"""How many near spellings are looked at for each thing wanted, as several may lead to the same thing."""


class Named(Protocol):
    """What has an id, a label in each language, and aliases: as a tuple, or one a line as records keep them."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def label_ja(self) -> str:
        """Its Japanese label."""

    @property
    def label_en(self) -> str:
        """Its English label."""

    @property
    def aliases(self) -> str | tuple[str, ...]:
        """Its other names."""


def aliases_of(thing: Named) -> tuple[str, ...]:
    """Return its other names, whichever way they are kept."""
    return tuple(thing.aliases.splitlines()) if isinstance(thing.aliases, str) else thing.aliases


def names_of(things: Sequence[Named]) -> Iterator[tuple[str, str]]:
    """Yield (name, id) pairs in order of precedence: all ids, then all labels, then all aliases."""
    yield from ((thing.id, thing.id) for thing in things)
    yield from ((label, thing.id) for thing in things for label in (thing.label_en, thing.label_ja))
    yield from ((alias, thing.id) for thing in things for alias in aliases_of(thing))


class NameIndex:
    """Leads from a name, however it is spelt, to an id; a name that several share belongs to the first of them."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Take (name, id) pairs; a name of which folding leaves nothing is passed over."""
        self._ids: dict[str, str] = {}
        for name, id in names:
            folded = fold(name)
            if folded:
                self._ids.setdefault(folded, id)

    def find(self, text: str) -> str | None:
        """Return the id with this name, or None."""
        return self._ids.get(fold(text))

    def near(self, text: str, limit: int) -> tuple[str, ...]:
        """Return up to `limit` ids of which a name is similar, the most similar first (difflib's ratio, at least 0.6)."""
        if limit < 1:
            return ()
        close = get_close_matches(fold(text), self._ids, n=limit * _SPELLINGS_PER_THING)
        return tuple(dict.fromkeys(self._ids[name] for name in close))[:limit]
