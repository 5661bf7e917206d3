"""Other numbers in a claim's own spelling: "302.8通に1通" stays so with another N, "5.5 points up" becomes "… down".

What was written is kept: decimals, grouping, width of the digits, the word for the direction. Each proposal is read again, and
dropped where it does not say what it should.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

from workbench.core.claims.aspects import Said
from workbench.core.claims.known import Candidate
from workbench.core.claims.stated import DOWN, KANJI, ORDINALS, UP, Stated, read_stated
from workbench.core.printed import Qualifier
from workbench.core.units import ONE_IN

_NUMERAL = re.compile(r"[0-9０-９](?:[0-9０-９,，.．]*[0-9０-９])?")
_SIGN = re.compile(r"[+\-−－＋±▲△‐–](?= ?$)")
_WIDE = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
_NARROW = str.maketrans("０１２３４５６７８９，．", "0123456789,.")
_SCALES = tuple(Decimal(10) ** zeros for zeros in (0, 3, 4, 6, 8, 9, 12))
_MORE_DECIMALS = 3
_ROOM = Context(prec=400)
_PERCENT = Decimal(100)


def respelled(stated: Stated, candidate: Candidate, said: Said) -> str | None:
    """Return the words with a candidate's number in place of theirs; None where there is no way to write it so."""
    if stated.number is None or stated.number.qualifier not in {Qualifier.EXACT, Qualifier.ABOUT}:
        return None
    wanted = in_unit(candidate.value, candidate, stated.unit)
    wanted = wanted if stated.is_signed else abs(wanted)
    for more in range(_MORE_DECIMALS + 1):
        for text, number in _proposals(stated, wanted, more):
            if (number or not wanted) and _says(text, number, stated, said):
                return text
    return None


def respelled_place(text: str, place: int) -> str | None:
    """Return the words for another place: 1st, second, 第3位; None where there is no way to write it so."""
    digits = re.search(r"[0-9０-９]+", text)
    if digits:
        written = str(place).translate(_WIDE) if digits[0][0] in "０１２３４５６７８９" else str(place)
        rest = text[digits.end() :]
        ordinal = re.match(r"st|nd|rd|th", rest)
        if ordinal:
            rest = _ending(place) + rest[ordinal.end() :]
        return text[: digits.start()] + written + rest
    words = {"首位": f"{place}位"}
    words |= {first: _ordinal(place) for first in ORDINALS}
    words |= {f"{first}位": f"{KANJI[place - 1] if place <= len(KANJI) else place}位" for first in KANJI}
    for word, other in words.items():
        if word in text.lower():
            return re.sub(word, other, text, count=1, flags=re.IGNORECASE)
    return None


def in_unit(value: Decimal, candidate: Candidate, unit: str | None) -> Decimal:
    """Return a value in the unit in which it is stated: the rate of "1 in N", or the other way round."""
    if unit is None or candidate.is_change or unit == candidate.unit.id or ONE_IN.id not in {unit, candidate.unit.id}:
        return value
    return _ROOM.divide(_PERCENT, value) if value else value


def _ordinal(place: int) -> str:
    return ORDINALS[place - 1] if place <= len(ORDINALS) else f"{place}{_ending(place)}"


def _ending(place: int) -> str:
    if place % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")


def _proposals(stated: Stated, wanted: Decimal, more: int) -> Iterator[tuple[str, Decimal]]:
    """Yield texts with the number written in the place of each numeral, and the number as it is then."""
    assert stated.number is not None
    for found in _NUMERAL.finditer(stated.text):
        narrow = found[0].translate(_NARROW).replace(",", "")
        for scale in _scales(narrow, stated.number.value):
            decimals = len(narrow.partition(".")[2]) + more
            step = Decimal(1).scaleb(-decimals)
            number = _rounded(_ROOM.divide(abs(wanted), scale), step)
            written = _written(number, decimals, found[0])
            signed = (number * scale).copy_sign(wanted) if number else Decimal(0)
            yield _with_sign(stated, found.start(), found.end(), written, signed), signed


def _scales(numeral: str, value: Decimal) -> tuple[Decimal, ...]:
    """Return how many times a numeral the number is: 1, a million where that is written behind it; none if it is another."""
    if numeral.count(".") > 1:
        return ()
    shown = Decimal(numeral)
    return tuple(scale for scale in _SCALES if shown * scale == abs(value)) if shown else _SCALES[:1]


def _rounded(number: Decimal, step: Decimal) -> Decimal:
    """Round as printed figures are; a half goes up."""
    return number.quantize(step, ROUND_HALF_UP, _ROOM)


def _written(number: Decimal, decimals: int, before: str) -> str:
    """Write a number as the one before it was: width of the digits, and grouping unless that one did without."""
    digits = before.translate(_NARROW)
    has_room_for_groups = len(digits.partition(".")[0].replace(",", "")) > 3
    is_grouped = "," in digits or not has_room_for_groups
    text = f"{number:,.{decimals}f}" if is_grouped else f"{number:.{decimals}f}"
    return text.translate(_WIDE) if before[0] in "０１２３４５６７８９" else text


def _with_sign(stated: Stated, start: int, end: int, written: str, number: Decimal) -> str:
    """Put a numeral in its place, with the sign, or the word, that says which way it goes."""
    head, tail = stated.text[:start], stated.text[end:]
    sign = _SIGN.search(head)
    if not stated.is_signed:
        return head + written + tail
    if sign is not None:
        return head[: sign.start()] + _sign(sign[0], number) + head[sign.end() :] + written + tail
    assert stated.number is not None
    if (number < 0) == (stated.number.value < 0):
        return head + written + tail
    return _turned(head) + written + _turned(tail)


def _sign(before: str, number: Decimal) -> str:
    """Return a number's sign, the same one if it has not turned."""
    if not number:
        return "±"
    if number > 0:
        return before if before in "+＋" else "+"
    return before if before in "-−－▲△‐–" else "−"


def _turned(text: str) -> str:
    """Return a text with the opposite of its first word of direction."""
    for words, opposites in ((UP, DOWN), (DOWN, UP)):
        for word, opposite in zip(words, opposites, strict=True):
            pattern = rf"\b{word}\b" if word.isascii() else word
            turned = re.sub(pattern, opposite, text, count=1, flags=re.IGNORECASE)
            if turned != text:
                return turned
    return text


def _says(text: str, number: Decimal, stated: Stated, said: Said) -> bool:
    """Whether a proposal, read again, says the number in the same unit and just as exactly."""
    again = read_stated(text, said)
    if not isinstance(again, Stated) or again.number is None or stated.number is None:
        return False
    is_alike = (again.unit, again.number.qualifier) == (stated.unit, stated.number.qualifier)
    value = again.number.value.quantize(Decimal(1).scaleb(-15), ROUND_HALF_EVEN, _ROOM)
    return is_alike and value == number.quantize(Decimal(1).scaleb(-15), ROUND_HALF_EVEN, _ROOM)
