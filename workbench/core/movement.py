"""How unusual a change is for its own series, and what can be said of it in a sentence.

A series is compared on the scale on which its changes are alike wherever it stands: the logit of a rate, the logarithm of a
count. Scores are robust: one outbreak in the past does not make every later change look small.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt
from statistics import median
from typing import Literal

from workbench.core.messages import Message, message
from workbench.core.periods import Grain, Period
from workbench.core.units import Unit, level

LEAST_MONTHS = 8
"""How many figures a series must have, the newest included, before anything is said of how unusual that one is."""

_NORMAL = 1.4826
"""What makes the median absolute deviation of normally distributed numbers their standard deviation."""

_LEAST_BETWEEN = 3
"""How many figures must lie between two for the later one to be called the highest since the earlier one."""

_WINDOW = 6
"""Over how many figures before the base the usual height goes."""

_UNUSUAL = 1.5
"""From which score on a change is more than the usual one."""

_FINEST = 1e-9
_SMALLEST_SHARE = 1e-4
"""Where the logit of a percentage ends: a printed 0% is less than the last digit that reports give, not nothing at all."""

_SMALLEST_RATE = 1e-12

Point = tuple[int, float]
"""A period's ordinal and the value there, as printed."""


def on_scale(unit: Unit, value: float) -> float:
    """Return where a printed value lies on the scale of comparison: logit of a rate, else logarithm; always finite."""
    if unit.is_rate_of_one:
        return _logit(1 / max(value, 1.0), _SMALLEST_RATE)
    if unit.highest is not None:
        return _logit(value / unit.highest, _SMALLEST_SHARE)
    return log(max(value, 0.5))


def on_scales(unit: Unit, values: Iterable[float]) -> list[float]:
    """Return where many values lie on the scale: `on_scale` of each, at a third of the time."""
    if unit.is_rate_of_one:
        return _logits([1 / max(value, 1.0) for value in values], _SMALLEST_RATE)
    if unit.highest is not None:
        highest = unit.highest
        return _logits([value / highest for value in values], _SMALLEST_SHARE)
    return [log(max(value, 0.5)) for value in values]


def _logit(rate: float, least: float) -> float:
    kept = min(max(rate, least), 1 - least)
    return log(kept / (1 - kept))


def _logits(rates: Sequence[float], least: float) -> list[float]:
    most = 1 - least
    return [log(rate / (1 - rate)) if least < rate < most else _logit(rate, least) for rate in rates]


def usual_change(unit: Unit, past: Sequence[Point]) -> float:
    """Return the usual change from one month to the next: 1.4826 · MAD of the past changes, each over √(months apart).

    The division makes changes over gaps comparable, as those of a random walk are. 0 where fewer than two figures stand.
    """
    heights = on_scales(unit, [value for _, value in past])
    steps = [
        (later - earlier) / (1.0 if at == before + 1 else sqrt(at - before))
        for ((before, _), (at, _)), (earlier, later) in zip(pairwise(past), pairwise(heights), strict=True)
    ]
    if not steps:
        return 0.0
    middle = median(steps)
    return _NORMAL * median([abs(step - middle) for step in steps])


def score(unit: Unit, past: Sequence[Point], now: float, base: float, *, apart: float, step: float) -> float:
    """Return how many times its usual change a series changed from base to now, over so many months; never negative.

    The usual change is never taken for less than the rounding of the newest figure: a series that was printed alike for
    years does not give an infinite score.
    """
    rounding = abs(on_scale(unit, now + step / 2) - on_scale(unit, now - step / 2)) / 2
    usual = max(usual_change(unit, past), rounding, _FINEST)
    return abs(on_scale(unit, now) - on_scale(unit, base)) / (usual * sqrt(max(apart, 1.0)))


@dataclass(frozen=True, slots=True)
class Move:
    """A series' newest figure beside its base: unit and grain, the figures before it, and the score of the change.

    `is_step` says that the base is the figure just before: only then past steps are changes of the same kind.
    """

    unit: Unit
    grain: Grain
    past: Sequence[Point]
    now: Point
    base: float
    score: float
    is_step: bool = True

    @property
    def is_rise(self) -> bool:
        """Whether the level went up: a falling N of "1 in N" is a rising rate."""
        return level(self.unit, self.now[1]) > level(self.unit, self.base)


def reason(move: Move) -> Message:
    """Return what is to be said of a move: the first of these that holds.

    The highest or lowest since a month or since the first figure; the largest change since a month; back to the average; else
    how many times its usual change it was. It needs LEAST_MONTHS figures, else it is too short to say.
    """
    count = len(move.past) + 1
    if count < LEAST_MONTHS:
        return message("movers.too_short", count=count, least=LEAST_MONTHS)
    return _extreme(move) or _largest(move) or _back(move) or _plain(move)


def _extreme(move: Move) -> Message | None:
    """Return since when no figure was as high, or as low."""
    way: Literal[1, -1] = 1 if move.is_rise else -1
    now = way * level(move.unit, move.now[1])
    heights = [way * level(move.unit, value) for _, value in move.past]
    at = next((at for at in range(len(heights) - 1, -1, -1) if heights[at] >= now), None)
    if at is None:
        first = Period(move.grain, move.past[0][0])
        return message("movers.highest" if way > 0 else "movers.lowest", first=first)
    if len(heights) - 1 - at < _LEAST_BETWEEN:
        return None
    since = Period(move.grain, move.past[at][0])
    return message("movers.highest_since" if way > 0 else "movers.lowest_since", since=since)


def _largest(move: Move) -> Message | None:
    """Return since when no change between neighbouring figures was as large, either way."""
    if not move.is_step:
        return None
    change = abs(on_scale(move.unit, move.now[1]) - on_scale(move.unit, move.base))
    heights = on_scales(move.unit, [value for _, value in move.past])
    changes = [
        (at, abs(later - earlier)) for (at, _), (earlier, later) in zip(move.past[1:], pairwise(heights), strict=True)
    ]
    place = next((place for place in range(len(changes) - 1, -1, -1) if changes[place][1] >= change), None)
    if place is None:
        first = Period(move.grain, move.past[0][0])
        return message("movers.largest", first=first)
    if len(changes) - 1 - place < _LEAST_BETWEEN:
        return None
    return message("movers.largest_since", since=Period(move.grain, changes[place][0]))


def _back(move: Move) -> Message | None:
    """Say that a figure is back where the figures before its base lay, if the base was not there."""
    if not move.is_step:
        return None
    near = [on_scale(move.unit, value) for _, value in move.past[-_WINDOW - 1 : -1]]
    mean = sum(near) / len(near)
    usual = max(usual_change(move.unit, move.past), _FINEST)
    is_away = abs(on_scale(move.unit, move.base) - mean) > _UNUSUAL * usual
    is_near = abs(on_scale(move.unit, move.now[1]) - mean) <= usual
    return message("movers.back", count=len(near)) if is_away and is_near else None


def _plain(move: Move) -> Message:
    if move.score < _UNUSUAL:
        return message("movers.usual")
    return message("movers.times", times=f"{move.score:.1f}")
