"""What the palette finds: actions, metrics, segments and periods, each with all its names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.core.catalogue import Catalogue
from workbench.core.messages import Message
from workbench.core.periods import Grain, Period
from workbench.core.ports import Reader
from workbench.core.queries.months import months
from workbench.core.queries.segment_use import segments_with_figures
from workbench.core.readings import Readings, read_readings
from workbench.core.records import GLOBAL, Segment
from workbench.core.resources import resources_folder
from workbench.core.search import Entry, Match, found
from workbench.core.spelling.periods import read_period
from workbench.core.translation import LANGUAGES, period_text

ACTION, METRIC, SEGMENT, PERIOD = "action", "metric", "segment", "period"
_GRAINS = (Grain.MONTH, Grain.QUARTER, Grain.HALF, Grain.YEAR)


@dataclass(frozen=True, slots=True)
class PaletteAction:
    """An action as the palette offers it, with its label in both languages, its key as it is written, and its icon."""

    id: str
    label_ja: str
    label_en: str
    shortcut: str
    icon: str
    run: Callable[[], object]


def action_entries(actions: Iterable[PaletteAction], readings: Readings | None = None) -> list[Entry]:
    """Return the entries of actions; without readings they are not found by kana."""
    return [_entry(ACTION, action.id, (action.label_ja, action.label_en), (), readings) for action in actions]


def all_entries(
    reader: Reader, catalogue: Catalogue, actions: Sequence[PaletteAction], period: Period | None
) -> list[Entry]:
    """Return all that can be found; segments with a figure in the period shown are the likely ones."""
    readings = read_readings(resources_folder())
    likely = segments_with_figures(reader, period) if period is not None else frozenset()
    return [
        *action_entries(actions, readings),
        *_metrics(catalogue, readings),
        *_segments(catalogue, readings, likely),
        *_periods(reader),
    ]


def palette_matches(entries: Sequence[Entry], text: str, limit: int) -> list[Match]:
    """Return what is found, and a period that the text spells out, whether it has figures or not."""
    matches = found(entries, text, limit)
    read = read_period(text) if text.strip() else None
    if read is None or isinstance(read, Message):
        return matches
    spelled = [match for match in matches if (match.entry.kind, match.entry.id) == (PERIOD, str(read))]
    others = [match for match in matches if match not in spelled and _has_the_text(match)]
    if spelled:
        return [*spelled, *others]
    return [*others[: limit - 1], Match(Entry(PERIOD, str(read), _period_names(read)))]


def _has_the_text(match: Match) -> bool:
    """Whether it was found by the text itself, and not because a name is similar."""
    return match.name is None or bool(match.spans)


def segment_id(entry: Entry) -> tuple[str, str]:
    """Return dimension and id of a segment's entry."""
    dimension, _, id_ = entry.id.partition("/")
    return dimension, id_


def _metrics(catalogue: Catalogue, readings: Readings) -> Iterator[Entry]:
    for metric in catalogue.metrics.values():
        others = (metric.id, *metric.aliases.splitlines())
        yield _entry(METRIC, metric.id, (metric.label_ja, metric.label_en), others, readings, is_likely=True)


def _segments(catalogue: Catalogue, readings: Readings, likely: frozenset[tuple[str, str]]) -> Iterator[Entry]:
    """Yield the segments that stand; each is found by the names of those that were merged into it, too."""
    for dimension in catalogue.dimensions:
        if dimension == GLOBAL:
            continue
        merged: defaultdict[str, list[str]] = defaultdict(list)
        standing: list[Segment] = []
        for segment in catalogue.segments(dimension).values():
            if segment.replaced_by:
                merged[segment.replaced_by] += [segment.label_ja, segment.label_en, *segment.aliases.splitlines()]
            else:
                standing.append(segment)
        for segment in standing:
            others = (segment.id, *segment.aliases.splitlines(), *merged[segment.id])
            is_likely = (dimension, segment.id) in likely
            labels = (segment.label_ja, segment.label_en)
            yield _entry(SEGMENT, f"{dimension}/{segment.id}", labels, others, readings, is_likely=is_likely)


def _periods(reader: Reader) -> Iterator[Entry]:
    for grain in _GRAINS:
        for month in months(reader, grain):
            yield Entry(PERIOD, str(month.period), _period_names(month.period), is_likely=True)


def _period_names(period: Period) -> tuple[str, ...]:
    return (*(period_text(period, language) for language in LANGUAGES), str(period), str(period).replace("-", "/"))


def _entry(
    kind: str,
    id_: str,
    labels: tuple[str, str],
    others: Iterable[str],
    readings: Readings | None,
    *,
    is_likely: bool = False,
) -> Entry:
    """Make an entry: its names are the labels, Japanese first, and then all others."""
    japanese, english = labels
    names = (japanese or english or id_, english or japanese or id_, *dict.fromkeys(others))
    kana = (readings.of(name) for name in names) if readings is not None else ()
    return Entry(kind, id_, names, is_likely, tuple(read for read in kana if read is not None))
