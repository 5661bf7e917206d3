"""What the cells of a tidy table's columns mean, as far as a cell says it by itself; a Message says why it means nothing."""

from __future__ import annotations

from workbench.core.messages import Message, message
from workbench.core.printed import PrintedNumber, Qualifier
from workbench.core.records import Status
from workbench.core.spelling.folding import fold
from workbench.core.spelling.numbers import read_number
from workbench.core.spelling.periods import read_period
from workbench.core.units import UNITS


def period_of(text: str) -> tuple[str, str] | Message:
    """Return the grain and the spelling of a period."""
    period = read_period(text)
    return period if isinstance(period, Message) else (period.grain.value, str(period))


def status_of(text: str) -> str | Message:
    """Return the status that a cell names; empty where it is empty."""
    if not text or text in set(Status):
        return text
    return message("import.unknown_status", found=text)


def qualifier_of(text: str) -> Qualifier | Message:
    """Return the qualifier that a cell names; exact where it is empty."""
    if not text:
        return Qualifier.EXACT
    return Qualifier(text) if text in set(Qualifier) else message("import.unknown_qualifier", found=text)


def step_of(text: str) -> PrintedNumber | Message:
    """Return the rounding that a cell states."""
    spelled = read_number(text)
    if isinstance(spelled, Message):
        return spelled
    if spelled.number is None or spelled.number.value < 0:
        return message("import.unknown_step", found=text)
    return spelled.number


RATIO = "ratio"
"""A share of one: 0.894 is 89.4%. It is a way to write a percentage, and no unit of figures."""

_UNIT_NAMES = {
    RATIO: ("fraction", "比率", "小数"),
    "percent": ("%", "パーセント", "per cent"),
    "one_in": ("1 in n", "one in", "通に1通", "n通に1通"),
    "per_day": ("per day", "/day", "件/日", "1日あたり", "a day"),
    "count": ("件", "通", "number"),
    "kilobytes": ("kb", "kilobyte", "キロバイト"),
    "points": ("pt", "ポイント", "percentage points"),
}


def unit_of(text: str) -> str | Message:
    """Return the unit that a cell names; empty where it is empty."""
    if not text or text in UNITS or text == RATIO:
        return text
    wanted = fold(text)
    for unit, names in _UNIT_NAMES.items():
        if wanted in {fold(name) for name in (unit, *names)}:
            return unit
    return message("import.unknown_unit", found=text)
