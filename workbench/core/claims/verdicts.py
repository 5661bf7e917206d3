"""Whether a claim agrees with its figure, by interval arithmetic: wrong is said only where no value makes it right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from workbench.core.acceptance import can_convert
from workbench.core.analysis import Rank
from workbench.core.claims.aspects import Said
from workbench.core.claims.known import Candidate, Known
from workbench.core.claims.respelling import in_unit, respelled, respelled_place
from workbench.core.claims.stated import Stated, read_stated
from workbench.core.messages import Message, message
from workbench.core.printed import Interval, PrintedNumber, Qualifier, point
from workbench.core.units import COUNT, PER_DAY


class VerdictKind(StrEnum):
    """How a claim stands to its figure."""

    SUPPORTED = "supported"
    WITHIN_ROUNDING = "within_rounding"
    WRONG_VALUE = "wrong_value"
    WRONG_SIGN = "wrong_sign"
    WRONG_UNIT = "wrong_unit"
    WRONG_BASE = "wrong_base"
    NEEDS_DATA = "needs_data"
    AMBIGUOUS = "ambiguous"

    @property
    def is_wrong(self) -> bool:
        """Whether the claim cannot be right."""
        return self.value.startswith("wrong")

    @property
    def is_right(self) -> bool:
        """Whether the claim agrees with its figure."""
        return self in {VerdictKind.SUPPORTED, VerdictKind.WITHIN_ROUNDING}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on a claim.

    `expected` is what the figure is, as a report prints it. `right` are the claim's own words with that number; None where
    they say it, or cannot. `fits` is the aspect of which the words would be right. `why` says why there is no verdict.
    """

    kind: VerdictKind
    expected: Message | None = None
    right: str | None = None
    fits: str = ""
    why: Message | None = None


def verdict(text: str, said: Said, known: Known) -> Verdict:
    """Return the verdict on the words of a claim, given what is known of its figure."""
    if known.why is not None:
        return Verdict(VerdictKind.NEEDS_DATA, why=known.why)
    stated = read_stated(text, said)
    if said is Said.RANK:
        return _verdict_on_place(text, stated, known.rank)
    if not known.candidates:
        return Verdict(VerdictKind.NEEDS_DATA, why=message("claim.no_figure"))
    best = known.candidates[0]
    if isinstance(stated, Message):
        return Verdict(VerdictKind.AMBIGUOUS, best.printed, why=stated)
    return _verdict_on_number(stated, known, said)


def _verdict_on_number(stated: Stated, known: Known, said: Said) -> Verdict:
    """Return the verdict on a number: right by the figure that fits it best, or what is wrong."""
    best = known.candidates[0]
    if not any(_fits_unit(stated, candidate) for candidate in known.candidates):
        return Verdict(VerdictKind.WRONG_UNIT, best.printed)
    kinds = {_compared(stated, candidate) for candidate in known.candidates if _fits_unit(stated, candidate)}
    if VerdictKind.SUPPORTED in kinds:
        return Verdict(VerdictKind.SUPPORTED, best.printed)
    if VerdictKind.WITHIN_ROUNDING in kinds:
        return Verdict(VerdictKind.WITHIN_ROUNDING, best.printed, _other(stated.text, respelled(stated, best, said)))
    return _wrong(stated, known, said)


def _wrong(stated: Stated, known: Known, said: Said) -> Verdict:
    """Say what is wrong: the sign, the base of comparison, or the number."""
    best = known.candidates[0]
    fits = next(iter(_fitting(stated, known)), "")
    kind = VerdictKind.WRONG_BASE if fits else VerdictKind.WRONG_VALUE
    if best.is_change and stated.is_signed and all(_is_opposite(stated.number, one.span) for one in known.candidates):
        kind = VerdictKind.WRONG_SIGN
    return Verdict(kind, best.printed, _other(stated.text, respelled(stated, best, said)), fits)


def _fitting(stated: Stated, known: Known) -> Iterator[str]:
    for aspect, candidate in known.others:
        if _fits_unit(stated, candidate) and _compared(stated, candidate) is not None:
            yield aspect


def _other(text: str, right: str | None) -> str | None:
    return None if right == text else right


def _fits_unit(stated: Stated, candidate: Candidate) -> bool:
    """Whether the words can be about the figure: they say no unit, its unit, or one that can stand for it."""
    if stated.unit is None or stated.unit == candidate.unit.id:
        return True
    if candidate.is_change:
        return False
    return can_convert(stated.unit, candidate.unit.id) or (stated.unit, candidate.unit.id) == (COUNT.id, PER_DAY.id)


def _compared(stated: Stated, candidate: Candidate) -> VerdictKind | None:
    """Return how the words agree with a figure; None where they do not.

    Two exact figures of one unit and step were rounded alike: 89.4 and 89.5 are two numbers though their intervals touch.
    """
    number = stated.number
    assert number is not None
    is_converted = in_unit(Decimal(2), candidate, stated.unit) != 2
    value = in_unit(candidate.value, candidate, stated.unit)
    span = _turned(candidate.span) if is_converted else candidate.span
    if candidate.is_change and not stated.is_signed:
        value, span = abs(value), _without_sign(span)
    is_rounded_alike = candidate.is_exact and not is_converted and number.step == candidate.step
    if number.qualifier is Qualifier.EXACT and is_rounded_alike and not candidate.is_change:
        return VerdictKind.SUPPORTED if number.value == value else None
    meant = _meant(number)
    if value in meant:
        return VerdictKind.SUPPORTED
    return VerdictKind.WITHIN_ROUNDING if meant.meets(span) else None


def _meant(number: PrintedNumber) -> Interval:
    """Return what a number in prose can mean: "about 5,000" may have been rounded to thousands."""
    if number.qualifier is not Qualifier.ABOUT or not number.value:
        return number.interval
    exponent = number.value.normalize().as_tuple().exponent
    half = Decimal(1).scaleb(exponent) / 2 if isinstance(exponent, int) else Decimal(0)
    usual = number.interval
    return Interval(min(usual.low, number.value - half), max(usual.high, number.value + half))


def _turned(span: Interval) -> Interval:
    """Return 100 / x of a rate in percent or of the N of "1 in N"."""
    return Interval(max(span.low, Decimal(0)), max(span.high, Decimal("1e-9"))).reciprocal() * point(100)


def _without_sign(span: Interval) -> Interval:
    """Return where the size of a number lies that may have either sign."""
    if span.low >= 0:
        return span
    if span.high <= 0:
        return -span
    return Interval(Decimal(0), max(span.high, -span.low))


def _is_opposite(number: PrintedNumber | None, span: Interval) -> bool:
    """Whether a number has one sign and all of a span the other."""
    if number is None or not number.value:
        return False
    return span.high < 0 if number.value > 0 else span.low > 0


def _verdict_on_place(text: str, stated: Stated | Message, rank: Rank | None) -> Verdict:
    """Return the verdict on a place, as far as coverage says which places are known."""
    if rank is None:
        return Verdict(VerdictKind.NEEDS_DATA, why=message("claim.no_rank"))
    expected = _rank_message(rank)
    if isinstance(stated, Message):
        return Verdict(VerdictKind.AMBIGUOUS, expected, why=stated)
    place = stated.place or 0
    if rank.beyond is not None:
        is_possible = place > rank.beyond
        kind = VerdictKind.NEEDS_DATA if is_possible else VerdictKind.WRONG_VALUE
        return Verdict(kind, expected, why=message("claim.rank_not_known", top=rank.beyond) if is_possible else None)
    if place == rank.place:
        return Verdict(VerdictKind.SUPPORTED, expected)
    if rank.of is not None and place > rank.place:
        return Verdict(VerdictKind.NEEDS_DATA, expected, why=message("claim.rank_of_reported", of=rank.of))
    right = respelled_place(text, rank.place)
    return Verdict(VerdictKind.WRONG_VALUE, expected, right)


def _rank_message(rank: Rank) -> Message:
    if rank.beyond is not None:
        return message("claim.rank_beyond", top=rank.beyond)
    if rank.of is not None:
        return message("claim.rank_of", place=rank.place, of=rank.of)
    return message("claim.rank", place=rank.place)
