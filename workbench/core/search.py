"""Finding one of many things as its name is typed: the best first, fast enough for every key stroke.

Names are compared as `spelling.folding` makes them alike, hiragana like katakana. A name that is the text comes first,
then one that begins with it, one of which a word does, one that holds it, and one that holds all its words; only where
there is none of these, names that are similar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import IntEnum
from itertools import islice
from unicodedata import name as character_name

from workbench.core.spelling.folding import fold

Span = tuple[int, int]
"""A part of a text: where it begins, and where it has ended."""

_SIMILAR = 0.6
_SHORTEST_SIMILAR = 3
_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found: its kind and id, all its names, and how these are read; `folds` is all that as it is compared.

    Among equally good ones a likely one comes first, then the shorter name, then the one that was given first.
    """

    kind: str
    id: str
    names: tuple[str, ...]
    is_likely: bool = False
    readings: tuple[str, ...] = ()
    folds: tuple[str, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Fold the names once."""
        object.__setattr__(self, "folds", tuple(map(searchable, (*self.names, *self.readings))))


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that was found by one of its names, and the parts of that name that were looked for.

    `name` is None where it was found by how a name is read; there are no parts then, nor where a name is only similar.
    """

    entry: Entry
    name: int | None = 0
    spans: tuple[Span, ...] = ()


class _Tier(IntEnum):
    """How good a match is; less is better."""

    WHOLE = 0
    PREFIX = 1
    WORD = 2
    INSIDE = 3
    WORDS = 4


def searchable(text: str) -> str:
    """Return a text as it is compared."""
    return fold(text).translate(_KATAKANA)


def found(entries: Sequence[Entry], text: str, limit: int) -> list[Match]:
    """Return the best entries for a text, at most `limit`; the first ones where the text is empty."""
    wanted = searchable(text)
    if not wanted:
        return [Match(entry) for entry in entries[:limit]]
    ranked = sorted(_ranked(entries, wanted))
    if not ranked:
        return list(islice(_similar(entries, wanted), limit))
    words = _words(wanted) if ranked[0][0] == _Tier.WORDS else (wanted,)
    return [_match(entries[place], name, words) for *_, place, name in ranked[:limit]]


_Rank = tuple[int, bool, int, int, int]
"""Tier, whether it is unlikely, the name's length, the entry's place, and which of its names."""


def _ranked(entries: Sequence[Entry], wanted: str) -> list[_Rank]:
    """Return how well each entry that has the text in a name fits: by that one of its names which fits best."""
    ranks: list[_Rank] = []
    for place, entry in enumerate(entries):
        fits = [
            (_tier(fold, wanted), not entry.is_likely, len(fold), place, name)
            for name, fold in enumerate(entry.folds)
            if wanted in fold
        ]
        if fits:
            ranks.append(min(fits))
    return ranks or _ranked_by_words(entries, _words(wanted))


def _ranked_by_words(entries: Sequence[Entry], words: Sequence[str]) -> list[_Rank]:
    """Return the entries of which a name has all the words, wherever they stand in it."""
    if len(words) < 2:
        return []
    ranks: list[_Rank] = []
    for place, entry in enumerate(entries):
        fits = [
            (_Tier.WORDS, not entry.is_likely, len(fold), place, name)
            for name, fold in enumerate(entry.folds)
            if all(word in fold for word in words)
        ]
        if fits:
            ranks.append(min(fits))
    return ranks


def _words(wanted: str) -> tuple[str, ...]:
    return tuple(wanted.split())


def _tier(folded: str, wanted: str) -> int:
    """Say how a name has the text that is somewhere in it."""
    at = folded.find(wanted)
    if at == 0:
        return _Tier.WHOLE if len(folded) == len(wanted) else _Tier.PREFIX
    while at > 0:
        if _begins_word(folded, at):
            return _Tier.WORD
        at = folded.find(wanted, at + 1)
    return _Tier.INSIDE


def _begins_word(text: str, at: int) -> bool:
    """Whether a word begins at a place: after a sign, or where the script changes (南|アフリカ)."""
    before = text[at - 1]
    return not before.isalnum() or _script(before) != _script(text[at])


def _script(character: str) -> str:
    if character.isascii():
        return "digit" if character.isdigit() else "latin"
    return character_name(character, "other").partition(" ")[0]


def _similar(entries: Sequence[Entry], wanted: str) -> Iterator[Match]:
    """Yield the entries with a similar name, the most similar first."""
    if len(wanted) < _SHORTEST_SIMILAR:
        return
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    ranks: list[tuple[float, int, int]] = []
    for place, entry in enumerate(entries):
        best = max(_likeness(matcher, wanted, entry.folds), default=(0.0, 0))
        if best[0] >= _SIMILAR:
            ranks.append((-best[0], place, -best[1]))
    yield from (_match(entries[place], name, ()) for _, place, name in sorted(ranks))


def _likeness(matcher: SequenceMatcher[str], wanted: str, folds: Iterable[str]) -> Iterator[tuple[float, int]]:
    """Yield how similar those names are that can be similar enough: by their length and letters, before difflib looks."""
    letters = set(wanted)
    enough = _SIMILAR * len(letters)
    shortest, longest = len(wanted) * _SIMILAR / (2 - _SIMILAR), len(wanted) * (2 - _SIMILAR) / _SIMILAR
    for place, folded in enumerate(folds):
        if shortest <= len(folded) <= longest and len(letters.intersection(folded)) >= enough:
            matcher.set_seq1(folded)
            if matcher.quick_ratio() >= _SIMILAR:
                yield matcher.ratio(), -place


def _match(entry: Entry, name: int, words: Iterable[str]) -> Match:
    """Make the match, with the places of the words in the name as it is written."""
    if name >= len(entry.names):
        return Match(entry, None)
    spans = sorted(_span(entry.names[name], entry.folds[name], word) for word in words)
    return Match(entry, name, tuple(spans))


def _span(written: str, folded: str, word: str) -> Span:
    """Return the part of a written name that a folded word stands for: folding may change how long a text is."""
    begin = _best_place(folded, word)
    lengths = [len(searchable(written[:end])) for end in range(len(written) + 1)]
    start = max(place for place, length in enumerate(lengths) if length <= begin)
    stop = next((place for place, length in enumerate(lengths) if length >= begin + len(word)), len(written))
    return min(start, stop), stop


def _best_place(folded: str, word: str) -> int:
    """Return where a word stands in a name: at a beginning of a word if it can be."""
    first = at = folded.find(word)
    while at > 0 and not _begins_word(folded, at):
        at = folded.find(word, at + 1)
    return first if at < 0 else at
