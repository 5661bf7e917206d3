"""Digits as people write them: grouped, with 万 and 億, with million and billion; never a sign, a unit or a word.

The decimal mark is the point and the comma groups by three, as in both languages of the product. A text that can be
read in another way ("89,4", "1.234.567") is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from workbench.core.spelling.unreadable import Unreadable

EXACT = Context(prec=2000)
"""Arithmetic without rounding for all numbers that are read here."""

_WORD = "(?:thousand|million|billion|trillion|bn|mn)"

NUMERAL = rf"[0-9.](?:[0-9.,' 兆億万千百十]*[0-9.,'兆億万千百十])?(?:e[-+]?[0-9]+)?(?: ?{_WORD}(?![a-z]))?"
"""A pattern for what may be a numeral in a folded text; `read_numeral` decides."""

LARGEST = Decimal("1.797e308")
SMALLEST = Decimal("1e-300")
"""The bounds of what can be stored as a float; 0 can be as well."""

_LONGEST_EXPONENT = 3

_PLAIN = r"(?P<digits>[0-9]+(?:\.(?P<decimals>[0-9]*))?|\.(?P<only_decimals>[0-9]+))(?:e(?P<exponent>[-+]?[0-9]+))?"
_GROUPED = r"[1-9][0-9]{0,2}(?P<mark>[,' ])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?:\.[0-9]*)?"
_DECIMAL_COMMA = r"[0-9.' ]*,[0-9]+"
_POINT_GROUPING = r"[0-9]{1,3}(?:\.[0-9]{3}){2,}"
_JAPANESE_PART = r"(?P<digits>[0-9.,' ]+)(?P<small>[千百十]?)(?P<large>[兆億万]?)"

_ZEROS = {
    **dict(zip(("", "十", "百", "千", "万", "億", "兆"), (0, 1, 2, 3, 4, 8, 12), strict=True)),
    **dict(zip(("thousand", "million", "mn", "billion", "bn", "trillion"), (3, 6, 6, 9, 9, 12), strict=True)),
}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number of 0 or more with the step of its last written digit: 119億 has the step 100,000,000.

    `is_scaled` says that a word or a character for a power of ten (万, million) is written.
    """

    value: Decimal
    step: Decimal
    is_scaled: bool = False


def read_numeral(text: str) -> Numeral:
    """Read a numeral from folded text; Unreadable says why not."""
    numeral = _read(text)
    if numeral.value > LARGEST or 0 < numeral.value < SMALLEST or numeral.step < SMALLEST:
        raise Unreadable("number_out_of_range")
    return numeral


def _read(text: str) -> Numeral:
    """Read a numeral of any size."""
    worded = re.fullmatch(rf"(?P<digits>.*?) ?(?P<word>{_WORD})", text)
    if worded:
        numeral = _scaled(_read_digits(worded["digits"]), _ZEROS[worded["word"]])
    elif re.search("[兆億万千百十]", text):
        numeral = _read_japanese(text)
    else:
        return _read_digits(text)
    return replace(numeral, is_scaled=True)


def _read_digits(text: str) -> Numeral:
    """Read digits with or without grouping or an exponent."""
    plain = re.fullmatch(_PLAIN, text)
    if plain:
        decimals = len(plain["decimals"] or plain["only_decimals"] or "")
        return _scaled(Numeral(Decimal(plain["digits"]), _power(-decimals)), _exponent(plain["exponent"] or "0"))
    if re.fullmatch(_GROUPED, text):
        return _read_digits(re.sub("[,' ]", "", text))
    raise Unreadable(_why_no_digits(text))


def _exponent(text: str) -> int:
    """Read the exponent after an "e"; one that no float can have is refused before it is computed with."""
    if len(text.lstrip("-+").lstrip("0")) > _LONGEST_EXPONENT:
        raise Unreadable("number_out_of_range")
    return int(text)


def _why_no_digits(text: str) -> str:
    """Name the reason why digits and marks make no number."""
    if re.fullmatch(_DECIMAL_COMMA, text):
        return "decimal_comma"
    if re.fullmatch(_POINT_GROUPING, text):
        return "point_grouping"
    return "wrong_grouping" if re.search("[0-9][,' ]", text) else "unreadable_number"


def _read_japanese(text: str) -> Numeral:
    """Read 1億2000万: parts that descend, each smaller than the one before it counts in; the last one has the step."""
    parts = list(re.finditer(_JAPANESE_PART, text))
    if "".join(part[0] for part in parts) != text:
        raise Unreadable("unreadable_number")
    total, room = Numeral(Decimal(0), Decimal(1)), None
    for part in parts:
        zeros = _ZEROS[part["large"]]
        figure = _scaled(_read_digits(part["digits"]), zeros + _ZEROS[part["small"]])
        # 1億20000万 and 1.5億3万 are slips, whatever was meant.
        if room is not None and not (figure.value < _power(room) and total.step == _power(room)):
            raise Unreadable("unreadable_number")
        total, room = Numeral(EXACT.add(total.value, figure.value), figure.step), zeros
    return total


def _scaled(numeral: Numeral, zeros: int) -> Numeral:
    """Return a numeral times a power of ten, written out."""
    if not zeros:
        return numeral
    return Numeral(written_out(numeral.value, zeros), written_out(numeral.step, zeros))


def written_out(number: Decimal, zeros: int) -> Decimal:
    """Return a number times a power of ten without an exponent above 0: 11900000000, not 1.19E+10."""
    scaled = number.scaleb(zeros, EXACT)
    exponent = scaled.as_tuple().exponent
    return scaled.quantize(Decimal(1), context=EXACT) if isinstance(exponent, int) and exponent > 0 else scaled


def _power(zeros: int) -> Decimal:
    """Return a power of ten."""
    return written_out(Decimal(1), zeros)
