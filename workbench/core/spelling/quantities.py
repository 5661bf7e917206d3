"""A number with what is said around it: about, less than, from … to …, a day, 1 in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from workbench.core.printed import PrintedNumber, Qualifier
from workbench.core.spelling.figures import Figure, read_figure
from workbench.core.spelling.numerals import EXACT
from workbench.core.spelling.ratios import many_of
from workbench.core.spelling.unreadable import Unreadable
from workbench.core.units import COUNT, ONE_IN, PER_DAY

_BEFORE = {
    Qualifier.ABOUT: (
        "約|およそ|おおよそ|おおむね|概ね|ほぼ|だいたい|大体|[~≈]"
        r"|(?:about|approximately|approx|around|roughly|circa|ca|almost|nearly|just under|just over)(?![a-z])\.?"
    ),
    Qualifier.BELOW: "<=?|≤|(?:less than|fewer than|lower than|under|below|up to|at most|no more than|not more than)(?![a-z])",
    Qualifier.ABOVE: (
        ">=?|≥|少なくとも"
        "|(?:more than|greater than|higher than|over|above|at least|no less than|not less than)(?![a-z])"
    ),
}
_AFTER = {
    Qualifier.ABOUT: "程度|前後|ほど|くらい|ぐらい|近く|弱|強|余り|あまり| or so",
    Qualifier.BELOW: "未満|以下|以内|を下回る|に満たない| or (?:less|fewer|below|under)",
    Qualifier.ABOVE: "以上|超|を?超え[るた]?|を上回る| or (?:more|above|over)",
}
_PER_DAY = "(?:[1一]日(?:あたり|当たり|当り|につき|平均|に)|毎日)の?(?:平均で?)?"

_RANGES = (
    r"(?:between |from )?(?P<low>[^~]+?) ?~ ?(?P<high>[^~]+)",
    r"(?P<low>.+?)から(?P<high>.+?)(?:まで)?",
    r"(?:from )?(?P<low>.+?) to (?P<high>.+)",
    r"between (?P<low>.+?) and (?P<high>.+)",
    # The lookbehind leaves the "-" of 1.5e-3 alone; a space on one side only is no range (5 -3).
    r"(?P<low>[0-9.](?:[^-]*[^- ])?)(?<![0-9.]e)(?P<dash>-| - )(?P<high>[0-9.][^-]*)",
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed and the id of the unit that is written with it, None where none is."""

    number: PrintedNumber
    unit: str | None


def read_quantity(text: str) -> Quantity:
    """Read a quantity from folded text; Unreadable says why not."""
    day = re.match(_PER_DAY, text)
    if day:
        return _per_day(read_quantity(text[day.end() :]))
    core, qualifiers = _without_qualifiers(text)
    many = many_of(core)
    quantity = _amount(core) if many is None else _one_in(read_quantity(many))
    if not qualifiers:
        return quantity
    if many is not None and qualifiers != {Qualifier.ABOUT}:
        raise Unreadable("bounded_ratio")
    qualifiers.add(quantity.number.qualifier)
    qualifiers.discard(Qualifier.EXACT)
    if len(qualifiers) > 1:
        raise Unreadable("two_qualifiers")
    return replace(quantity, number=replace(quantity.number, qualifier=qualifiers.pop()))


def _per_day(quantity: Quantity) -> Quantity:
    """Return the quantity as one of things a day; only what is counted can be that."""
    if quantity.unit not in {None, COUNT.id, PER_DAY.id}:
        raise Unreadable("two_units")
    return Quantity(quantity.number, PER_DAY.id)


def _without_qualifiers(text: str) -> tuple[str, set[Qualifier]]:
    """Take the words of qualifiers off both ends; return what is left, and the qualifiers."""
    found: set[Qualifier] = set()
    for qualifier, words in _BEFORE.items():
        before = re.match(f"(?:{words}) ?", text)
        if before:
            found.add(qualifier)
            text = text[before.end() :]
    for qualifier, words in _AFTER.items():
        after = re.fullmatch(f"(?P<core>.*?)(?:{words})", text)
        if after:
            found.add(qualifier)
            text = after["core"]
    return text, found


def _one_in(many: Quantity) -> Quantity:
    """Return "1 in N" of its N."""
    if many.unit not in {None, COUNT.id}:
        raise Unreadable("two_units")
    if many.number.qualifier in {Qualifier.BELOW, Qualifier.ABOVE}:
        raise Unreadable("bounded_ratio")
    if many.number.value < 0:
        raise Unreadable("negative_ratio")
    lowest = many.number.interval.low if many.number.qualifier is Qualifier.RANGE else many.number.value
    if lowest < 1:
        raise Unreadable("ratio_below_one")
    return Quantity(many.number, ONE_IN.id)


def _amount(text: str) -> Quantity:
    """Read a figure or a range of two."""
    ends = _ends(text)
    if ends:
        return _range(ends["low"], ends["high"])
    figure = read_figure(text)
    return Quantity(PrintedNumber(figure.value, figure.step), figure.unit)


def _ends(text: str) -> re.Match[str] | None:
    """Split a range into its two ends; None for a text of another kind."""
    for pattern in _RANGES:
        found = re.fullmatch(pattern, text)
        if found:
            return found
    return None


def _range(low_text: str, high_text: str) -> Quantity:
    """Read a range: its value is the middle and its step the width."""
    if re.fullmatch("0[0-9]+", low_text) or re.fullmatch("0[0-9]+", high_text):
        raise Unreadable("number_or_date")
    low, high = read_figure(low_text), read_figure(high_text)
    unit = _common_unit(low, high)
    if high.is_scaled and not low.is_scaled:
        raise Unreadable("range_magnitude")
    if not low.value < high.value:
        raise Unreadable("range_backwards")
    middle = EXACT.divide(EXACT.add(low.value, high.value), Decimal(2))
    return Quantity(PrintedNumber(middle, EXACT.subtract(high.value, low.value), Qualifier.RANGE), unit)


def _common_unit(low: Figure, high: Figure) -> str | None:
    """Return the unit of both ends: the first may leave it to the second, not the other way round."""
    if low.unit not in {None, high.unit} and not (low.unit == COUNT.id and high.unit == PER_DAY.id):
        raise Unreadable("two_units")
    return high.unit
