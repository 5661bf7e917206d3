"""Finding the catalogue's names in running text: the longest one at each place, with the signs around it in mind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from workbench.core.catalogue import Catalogue
from workbench.core.catalogue_names import names_of
from workbench.core.claims.reader.folded import Folded
from workbench.core.records import GLOBAL
from workbench.core.spelling.folding import fold

_KEY = 2
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]")
_KANJI = re.compile("[\u3005\u3400-\u4dbf\u4e00-\u9fff]")
_LETTER = re.compile("[a-z0-9]")
_ABBREVIATIONS = {
    "us": "US",
    "u.s.": "US",
    "u.s": "US",
    "usa": "US",
    "uk": "GB",
    "u.k.": "GB",
    "u.k": "GB",
    "uae": "AE",
}
"""Short names of countries that stand in sentences, in capital letters; other codes count in tables only."""

_SHORTEST_CODE = 3
_LONG = 5
"""From this length a name may be the beginning of a compound: 医薬品スパム in 医薬品スパムメール."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in words: from where to where, and the segments (dimension, id) that it may mean, in the catalogue's order."""

    start: int
    end: int
    segments: tuple[tuple[str, str], ...]

    def in_dimensions(self, dimensions: frozenset[str]) -> tuple[tuple[str, str], ...]:
        """Return the segments that it may mean within some dimensions."""
        return tuple(pair for pair in self.segments if pair[0] in dimensions)


@dataclass(frozen=True)
class Names:
    """The names of a catalogue's segments, ready to be looked for. `whole` leads from a whole name to its segments."""

    catalogue: Catalogue
    whole: Mapping[str, tuple[tuple[str, str], ...]] = field(init=False)

    def __post_init__(self) -> None:
        """Gather the names of all dimensions but the total's."""
        gathered: dict[str, dict[tuple[str, str], None]] = {}
        for dimension in self.catalogue.dimensions:
            if dimension != GLOBAL:
                for name, id in names_of(tuple(self.catalogue.segments(dimension).values())):
                    current = self.catalogue.resolve_segment(dimension, id)
                    gathered.setdefault(fold(name), {})[dimension, current.id if current else id] = None
        gathered.pop("", None)
        object.__setattr__(self, "whole", {name: tuple(segments) for name, segments in gathered.items()})

    @cached_property
    def _by_beginning(self) -> Mapping[str, tuple[str, ...]]:
        """The names that count in sentences, by their first characters, the longest first."""
        grouped: dict[str, list[str]] = {}
        for name in self.whole:
            if name in _NO_NAMES:
                continue
            if len(name) > _SHORTEST_CODE or not name.isascii() or name in _KEPT_SHORT:
                grouped.setdefault(name[:_KEY], []).append(name)
        return {key: tuple(sorted(names, key=len, reverse=True)) for key, names in grouped.items()}

    def of(self, text: str) -> tuple[tuple[str, str], ...]:
        """Return the segments that a whole label means, in any dimension."""
        folded = fold(text)
        return self.whole.get(folded) or self.whole.get(folded.rstrip(":*").strip(), ())

    def within(self, body: Folded) -> tuple[Name, ...]:
        """Return the names in a text from left to right; they do not overlap."""
        return tuple(self._found(body))

    def _found(self, body: Folded) -> Iterator[Name]:
        words = body.words
        place = 0
        beginnings = self._by_beginning
        while place < len(words):
            found = None
            candidates = beginnings.get(words[place : place + _KEY])
            if candidates is not None or words[place] == "u":
                found = (
                    self._abbreviation(body, place)
                    or self._longest(body, place, candidates or ())
                    or _spoken(words, place)
                )
            elif words[place] in "従国2flumst":
                found = _spoken(words, place)
            if found is None:
                place += 1
            else:
                yield found
                place = found.end

    def _longest(self, body: Folded, place: int, candidates: tuple[str, ...]) -> Name | None:
        for name in candidates:
            if body.words.startswith(name, place) and _stands_alone(body, place, place + len(name)):
                return Name(place, place + len(name), self.whole[name])
        return None

    def _abbreviation(self, body: Folded, place: int) -> Name | None:
        """Return US, U.K. and the like, in capital letters."""
        found = _SHORT.match(body.cased, place)
        if found is None or (place and body.words[place - 1].isalnum()):
            return None
        return Name(place, found.end(), (("geography", _ABBREVIATIONS[found[0].lower()]),))


_SPOKEN = (
    (
        ("company_size", "1-250"),
        re.compile(
            r"(?:従業員(?:数)?)?(?:が)?250(?:人|名)?以下(?=の)|(?:fewer than|less than|under|up to) 250 (?:employees|staff|people)|(?:the )?smallest (?:companies|firms|businesses|organi[sz]ations)"
        ),
    ),
    (
        ("company_size", "2501+"),
        re.compile(
            r"(?:従業員(?:数)?)?(?:が)?2,?50[01](?:人|名)?(?:以上|超|を超える)(?=の|大?企業|会社)|(?:more than|over) 2,?50[01] (?:employees|staff|people)|(?:the )?largest (?:companies|firms|businesses|organi[sz]ations)"
        ),
    ),
    (
        ("geography", "JP"),
        re.compile(
            r"(?<![一-龠])国内(?=(?:で)?は(?!じめて|初)|の(?:スパム|迷惑|ウイルス|マルウェア|フィッシング|メール)[^、。0-9]{0,12}?(?:率|割合|比率|レベル)[はがも])"
        ),
    ),
)
"""How sentences call the smallest and the largest companies, and how Japanese ones call Japan."""


def _spoken(words: str, place: int) -> Name | None:
    for segment, pattern in _SPOKEN:
        found = pattern.match(words, place)
        if found:
            return Name(place, found.end(), (segment,))
    return None


_SHORT = re.compile(r"(?:USA?|UK|UAE|U\.S\.|U\.K\.|U\.S|U\.K)(?![A-Za-z])")
_NO_NAMES = frozenset({"その他", "other", "others", "unknown", "不明", "none", "all", "search", "mail", "post"})
"""Labels of tables that are ordinary words in sentences."""

_KEPT_SHORT = frozenset({"png", "pdf", "doc", "gif", "xls", "zip", "wmv", "bmp", "jpg"})


def _stands_alone(body: Folded, start: int, end: int) -> bool:
    """Whether no letters of the same script go on before or after a name: タイ is not in タイトル."""
    words = body.words
    before, after = words[start - 1 : start], words[end : end + 1]
    first, last = words[start], words[end - 1]
    if (after in {"語", "人"} and not last.isascii()) or words.startswith(
        ("株式会社", "(株)", "社の", "社は", "社が"), end
    ):
        return False
    if _LETTER.match(first) and before and (_LETTER.match(before) or _goes_on(words[start - 2 : start], first)):
        return False
    if _LETTER.match(last) and after and (_LETTER.match(after) or _goes_on(words[end : end + 2][::-1], last)):
        return _is_plural(words, end)
    if _KATAKANA.match(first) and before and _KATAKANA.match(before):
        return False
    if _KATAKANA.match(last) and after and _KATAKANA.match(after):
        return end - start >= _LONG and words.startswith("メール", end)
    return end - start > 1 or not (_KANJI.match(before) or _KANJI.match(after))


def _goes_on(two: str, letter: str) -> bool:
    """Whether a sign beside a name joins it to more of a number or a file's name: 1-250 in 1-250.5."""
    return len(two) == 2 and two[1] in ".," and two[0].isdigit() and letter.isdigit()


def _is_plural(words: str, end: int) -> bool:
    """Whether what goes on behind a name is only "s"."""
    return words[end] == "s" and not _LETTER.match(words[end + 1 : end + 2])
