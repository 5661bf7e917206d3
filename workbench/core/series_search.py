"""Finding a series as it is typed: any metric with any of its segments, in either language, in any order of the words.

"japan spam", "スパム 日本", "日本のスパム率" and "スパム率日本" all lead to the spam rate of Japan.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from workbench.core.catalogue import Catalogue
from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.core.ports import Reader
from workbench.core.readings import Readings
from workbench.core.records import GLOBAL, Metric, Observation, Segment
from workbench.core.search import searchable

_WHOLE, _BEGINNING, _INSIDE = 0, 1, 2
_SHORTEST_PART = 2

_Names = tuple[str, ...]
_Costs = Mapping[str, int]
"""How well things fit a word, by id; less is better, and what does not fit is not there."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that is looked for, with the metrics and, by dimension, the segments that have it in a name."""

    metrics: _Costs
    segments: Mapping[str, _Costs]


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    """A series that fits; the least comes first: the better fit, totals, those with figures, then the catalogue's order."""

    cost: int
    is_segment: bool
    is_unlikely: bool
    metric: int
    segment: int
    key: FigureKey = field(compare=False)


class SeriesSearch:
    """Finds series of a catalogue; `likely` are those that come first among equals, such as those with figures."""

    def __init__(self, catalogue: Catalogue, readings: Readings, likely: Collection[FigureKey] = ()) -> None:
        """Fold all names once."""
        self._likely = frozenset(likely)
        self._metrics = {id_: _names(metric, readings) for id_, metric in catalogue.metrics.items()}
        self._dimensions = {id_: (GLOBAL, *catalogue.breakdowns(id_)) for id_ in self._metrics}
        used = dict.fromkeys(dimension for dimensions in self._dimensions.values() for dimension in dimensions)
        self._segments = {
            dimension: {
                id_: _names(segment, readings)
                for id_, segment in catalogue.segments(dimension).items()
                if not segment.replaced_by
            }
            for dimension in used
        }

    def find(self, text: str, limit: int, without: Collection[FigureKey] = ()) -> list[FigureKey]:
        """Return the best series for a text, at most `limit`, none of `without`; totals first where the text is empty."""
        for words in _readings_of(text):
            candidates = sorted(self._candidates([self._word(word) for word in words]))
            found = [one.key for one in candidates if one.key not in without]
            if found:
                return found[:limit]
        return []

    def _word(self, word: str) -> _Word:
        segments = {dimension: _costs(members, word) for dimension, members in self._segments.items()}
        return _Word(_costs(self._metrics, word), segments)

    def _candidates(self, words: Sequence[_Word]) -> Iterator[_Candidate]:
        """Yield the pairs of which the metric or the segment has each word."""
        for place, metric in enumerate(self._metrics):
            for dimension in self._dimensions[metric]:
                yield from self._of_dimension(place, metric, dimension, words)

    def _of_dimension(self, place: int, metric: str, dimension: str, words: Sequence[_Word]) -> Iterator[_Candidate]:
        missing = [word.segments[dimension] for word in words if metric not in word.metrics]
        for position, segment in enumerate(self._segments[dimension]):
            if all(segment in costs for costs in missing):
                cost = sum(_least(word, metric, dimension, segment) for word in words)
                key = FigureKey(metric, dimension, segment)
                yield _Candidate(cost, dimension != GLOBAL, key not in self._likely, place, position, key)


def series_with_figures(reader: Reader, catalogue: Catalogue, period: Period) -> frozenset[FigureKey]:
    """Return the series that have a figure in a period."""
    where = {"grain": period.grain.value, "period": str(period)}
    return frozenset(
        FigureKey(metric, str(dimension), str(segment))
        for metric in catalogue.metrics
        for dimension, segment in reader.rows(Observation, ("dimension", "segment"), metric=metric, **where)
    )


def _names(thing: Metric | Segment, readings: Readings) -> _Names:
    """Return all names of a thing as they are compared, with how the Japanese one is read."""
    names = (thing.label_ja, thing.label_en, *thing.aliases.splitlines(), thing.id, readings.of(thing.label_ja) or "")
    return tuple(dict.fromkeys(searchable(name) for name in names if name))


def _readings_of(text: str) -> Iterator[tuple[str, ...]]:
    """Yield how a text may be taken apart: at its spaces, at の, and, where it has neither, anywhere in two."""
    words = _folded(text)
    yield words
    if "の" in text:
        yield _folded(text.replace("の", " "))
    if len(words) == 1:
        word = words[0]
        for end in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            yield word[:end], word[end:]


def _folded(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared; folding comes second, since it drops spaces beside Japanese."""
    return tuple(filter(None, map(searchable, text.split())))


def _costs(names: Mapping[str, _Names], word: str) -> _Costs:
    return {id_: min(_fits(known, word)) for id_, known in names.items() if any(word in name for name in known)}


def _fits(names: Iterable[str], word: str) -> Iterator[int]:
    """Yield how well each name that has a word fits it."""
    for name in names:
        if word in name:
            yield _WHOLE if name == word else _BEGINNING if name.startswith(word) else _INSIDE


def _least(word: _Word, metric: str, dimension: str, segment: str) -> int:
    """Return how well a pair fits a word: by the better of the two; one of them has it."""
    costs = (word.metrics.get(metric), word.segments[dimension].get(segment))
    return min(cost for cost in costs if cost is not None)
