"""One figure: sign, digits and the unit that is written behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from workbench.core.spelling.numerals import NUMERAL, Numeral, read_numeral
from workbench.core.spelling.unreadable import Unreadable
from workbench.core.units import COUNT, KILOBYTES, PER_DAY, PERCENT, POINTS

_SPELLED = {
    PERCENT.id: ("%", "percent", "per cent", "pct", "パーセント"),
    POINTS.id: (
        *("point", "points", "pt", "pts", "pp", "ポイント"),
        *("% point", "% points", "%pt", "%ポイント", "パーセントポイント", "パーセント・ポイント"),
        *("percent point", "percent points", "percentage point", "percentage points", "percentage-points"),
    ),
    COUNT.id: (
        *("件", "通", "個", "回", "台", "人", "社", "本", "種", "種類", "サイト", "ドメイン"),
        *("email", "emails", "e-mail", "e-mails", "mail", "mails", "message", "messages"),
        *("site", "sites", "website", "websites", "web site", "web sites", "domain", "domains", "computers", "users"),
    ),
    # The report prints "Kb" for kilobytes. KiB and MB are left out: whether 1,000 or 1,024 make the next is not said.
    KILOBYTES.id: ("kb", "kbyte", "kbytes", "kilobyte", "kilobytes", "キロバイト"),
}
_UNITS = {spelling: unit for unit, spellings in _SPELLED.items() for spelling in spellings}

_SIGN = "[-+±▲△▼▽↑↓]|マイナス|プラス|minus |plus "
_FIGURE = rf"(?P<signs>(?:(?:{_SIGN}) ?)*)(?P<numeral>{NUMERAL})(?:(?P<minus>-)|(?P<unit>.*))"
_PER_DAY = r"(?P<noun>.*?) ?(?:/ ?日|/ ?1日|/ ?day|(?:per|a|each|every) day)"
_ARROWS = frozenset("▼▽↑↓")
_NEGATIVE = frozenset({"-", "▲", "△", "マイナス", "minus "})
_CURRENCIES = frozenset("$€£¥₩")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its sign, its step and the id of the unit that is written with it, None where none is."""

    value: Decimal
    step: Decimal
    unit: str | None
    is_scaled: bool


def read_figure(text: str) -> Figure:
    """Read a figure from folded text; Unreadable says why not."""
    found = re.fullmatch(_FIGURE, text)
    if not found:
        raise _why_no_figure(text)
    signs = re.findall(_SIGN, found["signs"])
    if found["minus"]:
        signs.append("-")
    numeral = read_numeral(found["numeral"])
    unit = _unit_of((found["unit"] or "").strip(" "))
    return Figure(_signed(numeral, signs), numeral.step, unit, numeral.is_scaled)


def _why_no_figure(text: str) -> Unreadable:
    """Name the reason why a text does not begin as a figure does."""
    if text[:1] in _CURRENCIES:
        return Unreadable("unknown_unit", unit=text[0])
    return Unreadable("unreadable_number")


def _signed(numeral: Numeral, signs: list[str]) -> Decimal:
    """Return the value with its sign; ▲ and △ are the negative signs of Japanese accounts."""
    if _ARROWS.intersection(signs):
        raise Unreadable("arrow_sign")
    if len(signs) > 1 or (signs == ["±"] and numeral.value):
        raise Unreadable("two_signs")
    negative = bool(numeral.value) and bool(signs) and signs[0] in _NEGATIVE
    return numeral.value.copy_negate() if negative else numeral.value


def _unit_of(text: str) -> str | None:
    """Return the unit that the words behind a number say."""
    if not text:
        return None
    if text in _UNITS:
        return _UNITS[text]
    per_day = re.fullmatch(_PER_DAY, text)
    if per_day:
        return _per_day(per_day["noun"])
    raise _why_no_unit(text)


def _per_day(noun: str) -> str:
    """Return the unit of things a day; only what is counted can be that."""
    unit = _unit_of(noun)
    if unit not in {None, COUNT.id}:
        raise Unreadable("two_units")
    return PER_DAY.id


def _why_no_unit(text: str) -> Unreadable:
    """Name the reason why the words behind a number are no unit."""
    if text in {"k", "m", "b", "g", "t"}:
        return Unreadable("ambiguous_letter", letter=text)
    if text == "+":
        return Unreadable("trailing_plus")
    if text.replace(" ", "").isalpha() or text in _CURRENCIES:
        return Unreadable("unknown_unit", unit=text)
    return Unreadable("unreadable_number")
