"""All that a sentence mentions: names, periods, numbers, figures; what one of them takes, the next ones do not see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from workbench.core.claims.model import FigureKind
from workbench.core.claims.reader.anaphora import resolved
from workbench.core.claims.reader.dates import Calendar, Date, dates_in
from workbench.core.claims.reader.folded import Folded
from workbench.core.claims.reader.names import Name, Names
from workbench.core.claims.reader.numbers import BEARING, Number, numbers_in
from workbench.core.claims.reader.phrases import Phrase, durations_in, ranks_in, tops_in

_MASK = "\ue000"
_OPAQUE = re.compile(
    r"(?<![0-9a-z.])[2-9] (?:in|out of) (?:every )?[0-9]+(?![0-9%.])|https?://\S+|www\.\S+|\S+@\S+|cve- ?[0-9]{4}- ?[0-9]+|ms[0-9]{2}-[0-9]+|[a-z0-9_]+\.(?:zip|html?|exe|com|pdf|doc)(?![a-z])|(?<![a-z])(?:version|ver\.?|v) ?[0-9.]+|(?<![a-z])(?:windows|office|ie|internet explorer) [0-9.]+|0[0-9]{1,3}- ?[0-9]{2,4}- ?[0-9]{4}"
)
_FIGURE = re.compile(r"(?P<figure>図|(?<![a-z])fig(?:ure|\.)?|グラフ|(?<![a-z])chart)|(?P<table>表|(?<![a-z])table)")
_NUMBERED = re.compile(rf"(?:{_FIGURE.pattern}) ?(?P<number>[0-9]{{1,3}})(?![0-9]|\.[0-9]| ?(?:%|percent|[カヶか]月))")


@dataclass(frozen=True, slots=True)
class FigureName:
    """A figure or table named by its number."""

    start: int
    end: int
    kind: FigureKind
    number: int


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a sentence mentions, each kind from left to right; `masked` is its words without what is no number."""

    body: Folded
    masked: str
    names: tuple[Name, ...]
    dates: tuple[Date, ...]
    numbers: tuple[Number, ...]
    figures: tuple[FigureName, ...]
    durations: tuple[Phrase, ...]
    ranks: tuple[Phrase, ...]
    tops: tuple[Phrase, ...]

    @property
    def words(self) -> str:
        """The words of the sentence."""
        return self.body.words

    def names_between(self, start: int, end: int) -> tuple[Name, ...]:
        """Return the names that stand between two places."""
        return tuple(name for name in self.names if start <= name.start and name.end <= end)


def mentions_in(body: Folded, names: Names, calendar: Calendar, earlier: Sequence[Name] = ()) -> Mentions:
    """Return what a sentence mentions; `earlier` are the names of the one before, for which words in it may stand."""
    words = body.words
    figures = tuple(_figures(words))
    masked = _without(words, chain((found.span() for found in _OPAQUE.finditer(words)), _places(figures)))
    dateline = _DATELINE.match(body.cased)
    begin = dateline.end() if dateline else 0
    found_names = tuple(
        name
        for name in names.within(body)
        if name.start >= begin and masked[name.start] != _MASK and is_meant(name, words)
    )
    stood_for = resolved(words, found_names, earlier)
    found_names = tuple(sorted((*found_names, *stood_for), key=lambda name: name.start))
    with_digits = (name for name in found_names if re.search("[0-9]", words[name.start : name.end]))
    masked = _without(masked, _places(with_digits))
    dates = dates_in(masked, body.cased, calendar)
    masked = _without(masked, _places(dates))
    tops, durations = tuple(tops_in(masked)), tuple(durations_in(masked))
    masked = _without(masked, _places((*tops, *durations)))
    ranks = tuple(ranks_in(masked))
    masked = _without(masked, _places(ranks))
    return Mentions(body, masked, found_names, dates, numbers_in(masked), figures, durations, ranks, tops)


_DATELINE = re.compile(
    r"[A-Z][A-Z .,'/&]{3,40}(?: ?\([^()]{2,24}\))? ?(?:--|[–—-]) |[A-Z][A-Za-z .,'/&]{2,40},? ?\(?(?:[0-9]{1,2}(?:st|nd|rd|th)? )?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (?:[0-9]{1,2}(?:st|nd|rd|th)?,? )?[0-9]{4}\)? ?(?:--|[–—-]|:) "
)
"""The place, and the day, with which news begins: "SINGAPORE -- ", "London, UK (7th February 2008) – "."""

_PART_OF_NAME = re.compile(r"(?:north|south|latin|central) america$")
"""Names of regions that end as a country's name does."""

_OF_RATE = re.compile(r" ?:.*(?:割合|率|レベル|(?<![a-z])(?:ratio|rate|level)s?(?![a-z]))")
"""What follows a service's name that leads to the rate of its threat."""

_SERVICE = re.compile(
    r" ?(?:and [a-z]+ )?(?:protection|services?)(?![a-z])| (?:and|&) (?:trojans?|malware)|保護|サービス"
)
"""What makes of a stage's name the service under whose name its part of a report stands: of its threat, not of what it drops."""


def is_meant(name: Name, words: str) -> bool:
    """Whether a name that is a common word as well (search, mail, virus) is meant as a name in its sentence."""
    if _PART_OF_NAME.search(words[max(0, name.start - 8) : name.end]):
        return False
    dimension = name.segments[0][0]
    if dimension == "pipeline_stage":
        is_lead = not name.start and _OF_RATE.match(words, name.end) is not None
        return not is_lead and _SERVICE.match(words, name.end) is None
    if dimension == "site_kind":
        return is_held(name, words) or re.search("サイト|site", words[name.start : name.end + _OF_SITES]) is not None
    if dimension == "web_category" and _is_plain(name, words):
        return True
    needed = _SPOKEN_OF.get(dimension)
    return needed is None or needed.search(words) is not None


def is_held(name: Name, words: str) -> bool:
    """Whether a name is what a number of sites hold, and so of that number alone: "137 hosted spyware"."""
    return _HELD.search(words[: name.start]) is not None


def _is_plain(name: Name, words: str) -> bool:
    """Whether a name is none of the common words: it is made of several, long, or in quotation marks."""
    said = words[name.start : name.end]
    is_quoted = words[max(0, name.start - 1) : name.start] in {"「", '"'} and words[name.end : name.end + 1] in {
        "」",
        '"',
    }
    return is_quoted or re.search(r"・| & | and ", said) is not None or len(said) > _LONG_NAME


_HELD = re.compile(rf"[0-9](?: (?:per|a|each) day)?{BEARING}$")
"""What stands before what a number of sites hold."""

_OF_SITES = 10
"""How far behind a kind of site the word for sites may stand: スパイウェアを置くサイト."""

_LONG_NAME = 9
_SPOKEN_OF = {
    "web_category": re.compile(r"カテゴリ|ポリシー|トリガー|フィルタリング|categor|polic|trigger|filter"),
    "file_type": re.compile(r"添付|サイズ|形式|拡張子|[0-9] ?kb|バイト|attach|size|(?<![a-z])file(?![a-z])|extension"),
}
"""What a sentence speaks of where names of these dimensions are meant."""


def _figures(words: str) -> Iterator[FigureName]:
    for found in _NUMBERED.finditer(words):
        kind = FigureKind.TABLE if found["table"] else FigureKind.FIGURE
        yield FigureName(found.start(), found.end(), kind, int(found["number"]))


def _places(things: Iterable[FigureName | Name | Date | Phrase]) -> Iterator[tuple[int, int]]:
    return ((thing.start, thing.end) for thing in things)


def _without(words: str, places: Iterable[tuple[int, int]]) -> str:
    """Return words of the same length in which some places are masked."""
    characters = list(words)
    for start, end in places:
        characters[start:end] = _MASK * (end - start)
    return "".join(characters)
