"""Outliers of a series: figures that stand out by the robust z-score of their changes, on the scale that fits the unit.

Percentages and rates are compared as log odds (logit), counts and sizes as logarithms: so going from 1% to 2% weighs as
much as from 98% to 99%, and doubling weighs the same everywhere. The score is that of Iglewicz and Hoaglin (How to Detect and
Handle Outliers, 1993): distance from the median over 1.4826 times the median absolute deviation, an outlier above 3.5.
Where more than half the deviations are 0, it is 1.2533 times their mean, as they propose. What rounding can explain
is taken off the distance first.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, median

from workbench.core.figure_words import change_message, change_number
from workbench.core.messages import Message, message
from workbench.core.periods import Period
from workbench.core.units import Unit, change, level

THRESHOLD = 3.5
"""The robust z-score above which a figure is an outlier."""

FEWEST = 8
"""How many values a score needs at least."""

_OF_MEDIAN = 1.4826
_OF_MEAN = 1.2533
_LEAST = 1e-12
"""What is nearer to 0 than this counts as 0."""

_NOTHING = 1e-9
"""A spread below this is what floats leave of none."""

_Scaled = list[float | None]


class Method(StrEnum):
    """What the score is of: changes from the period before, or, where too few of these are known, the values themselves."""

    CHANGES = "changes"
    LEVELS = "levels"


class Scale(StrEnum):
    """On what scale it is measured."""

    LOGIT = "logit"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Outlier:
    """A figure that stands out: its place in the series, its score with its sign, and how it was found.

    The score's sign is that of the level: a rise is positive. `method_name` and `reason` say it in words.
    """

    place: int
    score: float
    method: Method
    scale: Scale
    method_name: Message
    reason: Message


def outliers(
    unit: Unit, periods: Sequence[Period], values: Sequence[float | None], steps: Sequence[float | None]
) -> tuple[Outlier, ...]:
    """Return the outliers of neighbouring periods' printed values, each with the step to which it was rounded.

    None where there are fewer than eight values, or where all are alike. A change back from an outlier is none.
    """
    scale = _scale_of(unit)
    drawn = [None if value is None else _level(unit, value) for value in values]
    place = _placing(scale, [found for found in drawn if found is not None])
    scaled = [None if found is None else place(found) for found in drawn]
    moves = _moves(scaled)

    def rounding(at: int) -> float:
        return _half_width(unit, place, values[at], steps[at])

    if sum(move is not None for move in moves) >= FEWEST:
        method = Method.CHANGES
        scores = _without_returns(_scores(moves, lambda at: rounding(at - 1) + rounding(at)), moves)
    else:
        method = Method.LEVELS
        scores = _scores(scaled, rounding)
    return tuple(
        Outlier(at, score, method, scale, _method_name(method, scale), reason)
        for at, score in enumerate(scores)
        if abs(score) > THRESHOLD
        for reason in [_reason(method, unit, periods, values, at, score)]
    )


def _scale_of(unit: Unit) -> Scale:
    return Scale.LOGIT if unit.change_unit == "points" else Scale.LOG


def _level(unit: Unit, value: float) -> float | None:
    """Return what a value is drawn by; None for "1 in N" below 1, which no rate can be."""
    return None if unit.is_rate_of_one and value < 1 else level(unit, value)


def _placing(scale: Scale, levels: Sequence[float]) -> Callable[[float], float]:
    """Return the function that puts a level on the scale.

    0 and 100% have no place on it: they count as half as far from the end as the nearest level that is not there.
    """
    lowest = min((found for found in levels if found > _LEAST), default=1.0) / 2
    if scale is Scale.LOG:
        return lambda found: math.log(max(found, lowest))
    room = min((100 - found for found in levels if 100 - found > _LEAST), default=1.0) / 2
    return lambda found: math.log(max(found, lowest) / max(100 - found, room))


def _half_width(unit: Unit, place: Callable[[float], float], value: float | None, step: float | None) -> float:
    """Return half of what a value's rounding comes to on the scale."""
    if value is None or not step:
        return 0.0
    ends = (max(value - step / 2, unit.lowest or 0), value + step / 2)
    low, high = (place(level(unit, end)) for end in ends)
    return abs(high - low) / 2


def _moves(scaled: _Scaled) -> _Scaled:
    """Return each change from the period before; None where one of the two is missing."""
    pairs = zip([None, *scaled], scaled, strict=False)
    return [None if before is None or now is None else now - before for before, now in pairs]


def _scores(column: _Scaled, rounding: Callable[[int], float]) -> list[float]:
    """Return the robust z-scores; 0 where there is no value, and everywhere where there are too few or all are alike.

    What rounding may have moved is asked for, and taken off, only where a score is high without it.
    """
    known = [found for found in column if found is not None]
    if len(known) < FEWEST:
        return [0.0] * len(column)
    middle = median(known)
    distances = [abs(found - middle) for found in known]
    typical = median(distances)
    spread = _OF_MEDIAN * typical if typical > _NOTHING else _OF_MEAN * fmean(distances)
    if spread < _NOTHING:
        return [0.0] * len(column)
    scores = [0.0 if found is None else (found - middle) / spread for found in column]
    return [
        math.copysign(max(abs(score) - rounding(at) / spread, 0.0), score) if abs(score) > THRESHOLD else score
        for at, score in enumerate(scores)
    ]


def _without_returns(scores: list[float], moves: _Scaled) -> list[float]:
    """Return the scores without those of a change that takes back the outlying one just before it."""
    return [
        0.0 if at and abs(scores[at - 1]) > THRESHOLD and _is_return(moves[at - 1], moves[at]) else score
        for at, score in enumerate(scores)
    ]


def _is_return(before: float | None, now: float | None) -> bool:
    """Whether a change goes against the one before it and leaves less than half of it."""
    return before is not None and now is not None and before * now < 0 and abs(before + now) < abs(before) / 2


def _method_name(method: Method, scale: Scale) -> Message:
    return message(f"outlier.{method}_{scale}", threshold=THRESHOLD)


def _reason(
    method: Method,
    unit: Unit,
    periods: Sequence[Period],
    values: Sequence[float | None],
    place: int,
    score: float,
) -> Message:
    """Say by what a figure stands out."""
    size = f"{abs(score):.1f}"
    now, before = values[place], values[place - 1] if place else None
    if method is Method.LEVELS or now is None or before is None:
        return message("outlier.high" if score > 0 else "outlier.low", score=size)
    moved = change(unit, now, before)
    if moved is None or not math.isfinite(moved):  # a count that was 0 has risen by no percentage
        return message("outlier.from_zero", before=periods[place - 1], score=size)
    written = change_message(change_number(moved, None, unit), unit.change_unit)
    return message(
        "outlier.rise" if score > 0 else "outlier.fall", change=written, before=periods[place - 1], score=size
    )
