"""How a stated change stands to two figures: what it can mean, and whether it is theirs in way and size.

A change of a percentage or of "1 in N" that is written with "%" may mean points or percent: it is wrong only where it
is neither. A change of a count is in percent, or in things where it says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.core.claims.model import BaseKind, Claim, Direction, Kind
from workbench.core.printed import Interval, Qualifier, point
from workbench.core.units import COUNT, PER_DAY, PERCENT, POINTS, Unit

if TYPE_CHECKING:
    from workbench.core.checks.prose.facts import Key, Known

TIMES = "times"
THINGS = "things"
_HUNDRED = Decimal(100)
_ABOUT = Decimal("0.1")
"""How far, as a part of it, "nearly 50%" may be from the change."""

_LOOSE = (Decimal("0.65"), Decimal("1.6"))
"""How far "doubled" and the like may be from the ratio before they are wrong."""


class Fit(StrEnum):
    """How a stated change stands to the one between two figures."""

    RIGHT = "right"
    ROUNDED = "rounded"
    SIGN = "sign"
    SIZE = "size"


@dataclass(frozen=True, slots=True)
class Judged:
    """A stated change and the two figures between which it leads.

    `kind` is what it was taken for: "points", "percent", "times" or "things"; `actual` is where that change lies, in the way
    that it goes. `is_said` tells whether the text says what it is measured from.
    """

    claim: Claim
    now: Known
    base: Known
    fit: Fit
    kind: str
    actual: Interval
    is_said: bool
    size_fits: bool = False

    @property
    def is_right(self) -> bool:
        """Whether the two figures bear it out."""
        return self.fit in {Fit.RIGHT, Fit.ROUNDED}

    @property
    def beside(self) -> tuple[int, ...]:
        """The statements with the two figures, as far as they are in the text."""
        return tuple(known.claim.index for known in (self.base, self.now) if known.claim is not None)


def stated_span(claim: Claim) -> Interval | None:
    """Return what a stated change can mean, with its sign; either sign where the words have no direction."""
    if claim.interval is None:
        return None
    span = claim.interval
    if claim.unit == PERCENT.id and claim.qualifier is Qualifier.ABOUT and claim.number is not None:
        around = claim.number.value * _ABOUT
        span = Interval(min(span.low, claim.number.value - around), max(span.high, claim.number.value + around))
    if (
        claim.unit == TIMES
        and claim.number is not None
        and not claim.number.step
        and claim.qualifier is Qualifier.EXACT
    ):
        span = Interval(span.low * _LOOSE[0], span.high * _LOOSE[1])
    if claim.direction is Direction.DOWN and claim.unit != TIMES:
        return -span
    return span


def actual_changes(claim: Claim, unit: Unit, now: Interval, base: Interval) -> tuple[tuple[str, Interval], ...]:
    """Return the changes that a statement may mean, the likeliest first, from two levels."""
    found: list[tuple[str, Interval]] = []
    is_rate = unit.change_unit == "points"
    if claim.unit == TIMES:
        top, bottom = (base, now) if claim.direction is Direction.DOWN else (now, base)
        return ((TIMES, top / bottom),) if bottom.low > 0 else ()
    if is_rate and claim.unit in {POINTS.id, PERCENT.id, ""}:
        found.append(("points", now - base))
    if claim.unit in {PERCENT.id, ""} and base.low > 0:
        found.append(("percent", (now / base - point(1)) * point(_HUNDRED)))
    if not is_rate and claim.unit in {COUNT.id, PER_DAY.id}:
        found.append((THINGS, now - base))
    if not is_rate and not claim.unit and claim.listing is not None:
        found.insert(0, (THINGS, now - base))
    return tuple(found)


def judged(claim: Claim, now: Known, base: Known, *, is_said: bool) -> Judged | None:
    """Return how a stated change stands to two figures; None where they cannot be compared."""
    options = actual_changes(claim, now.unit, now.level, base.level)
    if not options:
        return None
    kind, actual = options[0]
    if claim.direction is Direction.SAME:
        return None
    if claim.number is None:
        fit = Fit.SIGN if is_opposite(claim, actual) else Fit.RIGHT
        return Judged(claim, now, base, fit, kind, actual, is_said)
    stated = stated_span(claim)
    assert stated is not None
    if _are_exact_counts(claim, now, base):
        options = ((THINGS, point(now.number.value - base.number.value)),)
        stated = point(claim.number.value * (-1 if claim.direction is Direction.DOWN else 1))
    for kind, actual in options:
        for sign in (False, True) if claim.direction is None else (False,):
            shown = -actual if sign else actual
            if shown.meets(stated):
                fit = Fit.RIGHT if shown.middle in stated else Fit.ROUNDED
                return Judged(claim, now, base, fit, kind, actual, is_said)
    kind, actual = options[0]
    size_fits = claim.unit != TIMES and any((-span).meets(stated) for _, span in options)
    fit = Fit.SIGN if is_opposite(claim, actual) and claim.unit != TIMES else Fit.SIZE
    return Judged(claim, now, base, fit, kind, actual, is_said, size_fits)


def _are_exact_counts(claim: Claim, now: Known, base: Known) -> bool:
    """Whether a change in things and its two counts are all printed to the last one: nothing in them is rounded."""
    numbers = [claim.number, now.number, base.number]
    is_counted = claim.unit == COUNT.id and now.unit is COUNT is base.unit
    return is_counted and all(
        number is not None and number.step == 1 and number.qualifier is Qualifier.EXACT for number in numbers
    )


def is_opposite(claim: Claim, actual: Interval) -> bool:
    """Whether all of a change goes the other way than the words say."""
    if claim.direction is Direction.UP:
        return actual.high < 0
    return claim.direction is Direction.DOWN and actual.low > 0


def change_key(claim: Claim) -> tuple[Key, str] | None:
    """Return what a change is of: key and base. None where it is not certain, or of something of the text's own."""
    if claim.kind is not Kind.CHANGE or not claim.is_bound or claim.key is None or claim.from_claim is not None:
        return None
    if claim.metric is None or claim.metric.is_local or claim.direction in {None, Direction.SAME}:
        return None
    base = claim.base
    if base is None or base.kind in {BaseKind.UNSAID, BaseKind.PREVIOUS}:
        return claim.key, "previous"
    return claim.key, f"{base.kind}={base.period}"
