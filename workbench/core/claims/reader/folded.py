"""Folding a text for reading, character by character, so that each one still knows where it came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from workbench.core.claims.text import Span
from workbench.core.spelling.folding import fold

JAPANESE = "[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
"""A pattern for one Japanese letter."""

_JAPANESE_LETTER = re.compile(JAPANESE)
_NEAR = 30
_BESIDE = re.compile(f"{JAPANESE}|[、。「」・]")
"""Beside what a space is a matter of layout."""

_REPAIRED = {"‾": "最も", "\u0342": "。", "\u2022": "・"}
"""Characters that a PDF without a proper character map gives for others, with what they stand for beside Japanese."""


_POINTS = frozenset(".,．，")


@dataclass(frozen=True, slots=True)
class Folded:
    """A stretch of text made alike for matching, with the place in the source of each of its characters.

    `words` is folded and without case, `cased` the same with case: both have one character for each pair of `starts`
    and `ends`, the places of what it was in the source.
    """

    words: str
    cased: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the part of the source that a part of the words came from; the part is not empty."""
        return Span(self.starts[start], self.ends[end - 1])

    def part(self, start: int, end: int) -> Folded:
        """Return a part of it."""
        cut = slice(start, end)
        return Folded(self.words[cut], self.cased[cut], self.starts[cut], self.ends[cut])

    def followed_by(self, other: Folded) -> Folded:
        """Return this and another stretch, with a space between them."""
        end = self.ends[-1]
        words, cased = f"{self.words} {other.words}", f"{self.cased} {other.cased}"
        return Folded(words, cased, (*self.starts, end, *other.starts), (*self.ends, other.starts[0], *other.ends))

    def __len__(self) -> int:
        """Count its characters."""
        return len(self.words)


_Piece = tuple[str, int, int]
"""Characters as they are read, and from where to where they stood."""


def folded(source: str, spans: Iterable[Span], divider: str = "") -> Folded:
    """Fold the parts of a source that make one stretch: a space stands between two parts where words need one.

    A divider stands between them as well, if there is one.
    """
    pieces: list[_Piece] = []
    for span in spans:
        if pieces:
            following = source[span.start : span.end]
            is_joined = not divider and (_is_split_number(pieces, following[:2]) or _is_hyphenated(pieces, following))
            joints = () if is_joined else (" ", divider, " ")
            pieces.extend((joint, pieces[-1][2], span.start) for joint in joints)
        pieces.extend(_pieces(source, span))
    return _joined(_without_idle_spaces(pieces))


def _is_hyphenated(pieces: list[_Piece], following: str) -> bool:
    """Whether a line ends inside a word, at a hyphen, which is then left out: "in-" and "crease"."""
    is_word = len(pieces) > 1 and pieces[-1][0] == "-" and pieces[-2][0].islower() and pieces[-2][0].isascii()
    if not is_word or not (following[:1].islower() and following[:1].isascii()):
        return False
    pieces.pop()
    return True


def _is_split_number(pieces: list[_Piece], following: str) -> bool:
    """Whether a Japanese line was broken inside a number: no space ever stands in one there."""
    before = pieces[-1][0]
    if following[:1] in _POINTS and before.isdecimal():
        following = following[1:]
    if not following[:1].isdecimal() or not (before.isdecimal() or before in ".,"):
        return False
    return any(_JAPANESE_LETTER.match(piece[0]) for piece in pieces[-_NEAR:])


def _pieces(source: str, span: Span) -> Iterator[_Piece]:
    """Yield the characters of one part, each with the marks that belong to it."""
    place = span.start
    while place < span.end:
        end = place + 1
        while end < span.end and unicodedata.combining(source[end]) and _composes(source[place : end + 1]):
            end += 1
        yield alike(source[place:end]), place, end
        place = end


def _composes(cluster: str) -> bool:
    """Whether a letter and the marks behind it make one character."""
    return len(unicodedata.normalize("NFC", cluster)) == 1


@lru_cache(maxsize=8192)
def alike(cluster: str) -> str:
    """Return what is read for a character: width, dashes and look-alikes are made one, case is kept, a space is one."""
    if cluster.isspace():
        return " "
    if cluster in _REPAIRED:
        return _REPAIRED[cluster]
    plain = fold(cluster)
    cased = unicodedata.normalize("NFKC", cluster)
    return cased if cased.casefold() == plain else plain


def _without_idle_spaces(pieces: list[_Piece]) -> Iterator[_Piece]:
    """Leave out spaces at the ends, a second one in a row, and those beside Japanese."""
    kept: _Piece | None = None
    space: _Piece | None = None
    for piece in pieces:
        if not piece[0]:
            continue
        if piece[0] == " ":
            space = space or piece
            continue
        if space and kept and not _is_idle(kept[0][-1], piece[0][0]):
            yield space
        yield piece
        kept, space = piece, None


def _is_idle(before: str, after: str) -> bool:
    """Whether a space between two characters is a matter of layout: beside a Japanese letter, "2010年 2月"."""
    return bool(_BESIDE.match(before) or _BESIDE.match(after))


def _joined(pieces: Iterable[_Piece]) -> Folded:
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for characters, start, end in pieces:
        words.append(characters)
        starts.extend([start] * len(characters))
        ends.extend([end] * len(characters))
    cased = "".join(words)
    return Folded(_lowered(cased), cased, tuple(starts), tuple(ends))


def _lowered(text: str) -> str:
    """Return a text without case, of the same length."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(map(_lowered_character, text))


def _lowered_character(character: str) -> str:
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character
