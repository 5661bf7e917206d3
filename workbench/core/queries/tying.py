"""Figures that a number in a text may be tied to: of the series that are looked for, or of all that fit the number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from workbench.core.catalogue import Catalogue
from workbench.core.claims.aspects import Aspect, Said
from workbench.core.claims.stated import Stated, read_stated
from workbench.core.claims.verdicts import VerdictKind, verdict
from workbench.core.keys import FigureKey
from workbench.core.messages import Message
from workbench.core.periods import Period
from workbench.core.ports import Reader
from workbench.core.queries.breakdown import Base
from workbench.core.queries.claims import known_of
from workbench.core.records import GLOBAL
from workbench.core.series_search import series_with_figures

_ASPECTS = (
    Aspect(),
    Aspect(Said.CHANGE),
    Aspect(Said.AVERAGE),
    Aspect(Said.PREVIOUS),
    Aspect(Said.CHANGE, Base.YEAR),
    Aspect(Said.CHANGE, Base.AVERAGE),
    Aspect(Said.YEAR),
)
_UNIT = r"(?:[ ]?(?:%|％|パーセント|ポイント|(?:percentage )?points?\b|pt\b|件|億|万|千|位|番目?|st\b|nd\b|rd\b|th\b|倍|Kb\b|a day\b))*"
_AROUND = r"(?:約|およそ|about |around )?(?:(?:up|down|マイナス|プラス) ?)?[-+−－＋±▲△]?"
_NUMERAL = r"[0-9０-９](?:[0-9０-９,.，．]*[0-9０-９])?"
_NUMBER = re.compile(
    rf"{_AROUND}(?:1 in {_NUMERAL}|{_NUMERAL}[通件](?:に|あたり|当たり)[1１一][通件]|{_NUMERAL}{_UNIT}(?:増加?|減少?)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tie:
    """A figure to tie a number to: its key, as a report prints it, and how the number agrees (None: there is no number)."""

    key: FigureKey
    printed: Message
    kind: VerdictKind | None


def number_at(line: str, place: int) -> tuple[int, int] | None:
    """Return where the number stands that a place in a line is in, with its unit; None where there is none."""
    found = (match.span() for match in _NUMBER.finditer(line))
    return next((span for span in found if span[0] <= place <= span[1]), None)


def ties(
    reader: Reader,
    catalogue: Catalogue,
    series: Sequence[FigureKey] | None,
    period: Period,
    text: str,
    limit: int = 60,
) -> tuple[Tie, ...]:
    """Return figures of a period for a number: of the given series, the fitting ones first; of None, all that fit.

    Without a number these are the values of the series.
    """
    chosen = sorted(series_with_figures(reader, catalogue, period), key=str) if series is None else series
    keys = list(_keys(chosen, period, text))
    known = known_of(reader, catalogue, keys)
    found: list[Tie] = []
    for key in keys:
        said = Said(key.aspect.partition("=")[0])
        judged = verdict(text or "0", said, known[key])
        if judged.expected is not None:
            found.append(Tie(key, judged.expected, judged.kind if text else None))
    if series is None and text:
        found = [tie for tie in found if tie.kind is not None and tie.kind.is_right]
    found.sort(key=lambda tie: (_order(tie), tie.key.dimension != GLOBAL) if text else (0, False))
    return tuple(found[:limit])


def _order(tie: Tie) -> int:
    """Return what puts a better fit first."""
    if tie.kind is VerdictKind.SUPPORTED:
        return 0
    return 1 if tie.kind is VerdictKind.WITHIN_ROUNDING else 2


def _keys(series: Iterable[FigureKey], period: Period, text: str) -> Iterator[FigureKey]:
    """Yield the keys of all that can be said of the series; of ranks only where the number may be a place."""
    is_place = isinstance(read_stated(text, Said.RANK), Stated)
    aspects = _ASPECTS if text else _ASPECTS[:4]
    for aspect in (*aspects, Aspect(Said.RANK)) if is_place or not text else aspects:
        for key in series:
            if aspect.said is not Said.RANK or (key.dimension != GLOBAL and text):
                yield replace(key, period=period, aspect=str(aspect))
