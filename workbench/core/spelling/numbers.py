"""Numbers as people write them: "89.4%", "1 in 302.8", 302.8通に1通, 119億, ▲0.03, 約65%, 5～10%, "n/a".

What is read: value, step (rounding, see `printed`), qualifier, and the unit if the spelling says one. "5% or less" and
"less than 5%" are both BELOW, since intervals are closed (see `printed`). "(0.03)", ▲0.03, △0.03 and "0.03-" are
negative, as in accounts. The comma groups by three, the point is the decimal mark. Footnote marks are passed over. A
text that could be meant in two ways is a Message that says so, never a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

from workbench.core.messages import Message, message
from workbench.core.printed import PrintedNumber, step_of
from workbench.core.spelling.figures import read_figure
from workbench.core.spelling.folding import fold_number_text
from workbench.core.spelling.marks import is_error_value, is_missing
from workbench.core.spelling.numerals import LARGEST, SMALLEST, written_out
from workbench.core.spelling.quantities import Quantity, read_quantity
from workbench.core.spelling.unreadable import Unreadable, shown_integer
from workbench.core.units import ONE_IN, PERCENT, UNITS, level_interval

_PLAIN = re.compile(r"(-?(?:[0-9]{1,15}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})(?:\.([0-9]{1,15}))?)(%?)")
"""The spelling of nearly all cells, which is read without folding: 150,000 of them are an import."""

_ONE_IN = re.compile(r"1 in ([1-9][0-9]{0,14}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})(?:\.([0-9]{1,15}))?")
"""The other one, of rates."""

_STEPS = tuple(Decimal(1).scaleb(-decimals) for decimals in range(16))
_ONE = Decimal(1)
_ZERO = Decimal(0)
_LONGEST = 100

_NOT_FINITE = r"[-+]?(?:nan|inf|infinity|∞)"
_FOOTNOTES = (
    r"(?P<core>.+?) ?(?:[*※†‡§]+|※ ?[0-9]+|\[[0-9]+\])",
    # Not behind a digit: 5*3 is a product and 10² a power.
    r"(?P<core>.*[^0-9., ]) ?(?:\*[0-9]+|[⁰¹²³⁴-⁹]+)",
)
_ACCOUNTING = r"\((?P<core>[^()]+)\)(?P<unit>[^()]*)"
_ASIDE = r"(?P<main>[^()]+?) ?\((?P<aside>[^()]+)\)"


@dataclass(frozen=True, slots=True)
class SpelledNumber:
    """A number that was read: the text as found, the number, and the id of the unit that the text itself says.

    `number` is None for a text that stands for "missing"; `unit` is None where the text says none.
    """

    text: str
    number: PrintedNumber | None
    unit: str | None = None


def read_number(text: str) -> SpelledNumber | Message:
    """Read a number, or say in a Message why it cannot be read; never raises."""
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        digits, decimals, percent = plain.groups()
        return SpelledNumber(text, _plain_number(digits, decimals), PERCENT.id if percent else None)
    one_in = _ONE_IN.fullmatch(text)
    if one_in is not None:
        digits, decimals = one_in.groups()
        whole = f"{digits}.{decimals}" if decimals else digits
        return SpelledNumber(text, _plain_number(whole, decimals), ONE_IN.id)
    return _read_folded(text)


def _plain_number(digits: str, decimals: str | None) -> PrintedNumber:
    """Return a number of plain digits, of which so many are decimals."""
    step = _STEPS[len(decimals)] if decimals else _ONE
    return PrintedNumber(Decimal(digits.replace(",", "")) or _ZERO, step)


def read_cell(value: str | float | None) -> SpelledNumber | Message:
    """Read what a spreadsheet's cell holds, or say in a Message why it is no number; never raises.

    A float counts with its 15 significant digits, as many as a spreadsheet keeps: 302.8 has the step 0.1. None is an
    empty cell; True and False are no numbers.
    """
    if isinstance(value, float):
        return _read_float(value)
    if isinstance(value, str):
        return read_number(value)
    if value is None:
        return SpelledNumber("", None)
    if isinstance(value, bool):
        return message("spelling.truth_value", text=str(value).upper())
    return _read_integer(value)


def _read_float(value: float) -> SpelledNumber | Message:
    """Read a number as a spreadsheet stores it."""
    text = f"{value:.15g}"
    if "e" not in text and isfinite(value):
        return read_number(text)
    if not isfinite(value):
        return message("spelling.not_finite", text=text)
    number = Decimal(text)
    if not SMALLEST <= abs(number) <= LARGEST:
        return message("spelling.number_out_of_range", text=text)
    # The exponent is how Python writes the float here; it says nothing of its rounding.
    return SpelledNumber(text, PrintedNumber(written_out(number, 0), step_of(number)))


def _read_integer(value: int) -> SpelledNumber | Message:
    """Read an integer, which may be larger than any float."""
    if abs(value) > LARGEST:
        return message("spelling.number_out_of_range", text=shown_integer(value))
    return SpelledNumber(str(value), PrintedNumber(Decimal(value), _ONE))


def _read_folded(text: str) -> SpelledNumber | Message:
    """Read a number that is not spelled plainly."""
    try:
        return _read(text, fold_number_text(_checked(text.strip())))
    except Unreadable as problem:
        return problem.about(text)


def _checked(text: str) -> str:
    """Return the text; Unreadable for what is not to be folded."""
    if len(text) > _LONGEST:
        raise Unreadable("unreadable_number")
    # "～10%" says "about" to some and "up to" to others; the ASCII "~10%" is always "about".
    if text[:1] in {"\u301c", "\uff5e"} or (len(text) > 1 and text[-1] in "~\u301c\uff5e"):
        raise Unreadable("open_range")
    return text


def _read(text: str, folded: str) -> SpelledNumber:
    """Read folded text; Unreadable says why not."""
    if is_missing(folded):
        return SpelledNumber(text, None)
    if is_error_value(folded):
        raise Unreadable("error_value")
    if re.fullmatch(_NOT_FINITE, folded):
        raise Unreadable("not_finite")
    core = _without_footnote(folded)
    if is_missing(core):
        return SpelledNumber(text, None)
    quantity = _negative_in_brackets(core) or _with_aside(core) or read_quantity(core)
    return SpelledNumber(text, quantity.number, quantity.unit)


def _without_footnote(text: str) -> str:
    """Take a footnote mark off the end."""
    for pattern in _FOOTNOTES:
        found = re.fullmatch(pattern, text)
        if found:
            return found["core"]
    return text


def _negative_in_brackets(text: str) -> Quantity | None:
    """Read (0.03) or (0.03%), the negative figure of accounts; None for another kind of text."""
    found = re.fullmatch(_ACCOUNTING, text)
    if not found:
        return None
    figure = read_figure(f"-{found['core']}{found['unit']}")
    return Quantity(PrintedNumber(figure.value, figure.step), figure.unit)


def _with_aside(text: str) -> Quantity | None:
    """Read a rate that is given in both ways, "1 in 302.8 (0.33%)": the first one if the second can mean the same."""
    found = re.fullmatch(_ASIDE, text)
    if not found:
        return None
    main, aside = read_quantity(found["main"]), read_quantity(found["aside"])
    if {main.unit, aside.unit} != {ONE_IN.id, PERCENT.id}:
        raise Unreadable("two_numbers")
    levels = [level_interval(UNITS[quantity.unit or ""], quantity.number.interval) for quantity in (main, aside)]
    if not levels[0].meets(levels[1]):
        raise Unreadable("contradiction", main=found["main"], aside=found["aside"])
    return main
