"""How figures, changes, spans and places stand in the messages of rules over texts."""

from __future__ import annotations

from decimal import Decimal

from workbench.core.claims.model import Claim
from workbench.core.messages import Message, message
from workbench.core.printed import Interval, PrintedNumber
from workbench.core.units import UNITS, number_text, printed_message

_MINUS = "\N{MINUS SIGN}"
_LONGEST = 60


def shortened(text: str) -> str:
    """Return words on one line, cut where they are many."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def printed_text(number: PrintedNumber, unit: str) -> Message:
    """Return a number as a report prints it in a unit; a unit that is none of figures is left out."""
    known = UNITS.get(unit)
    if known is None:
        return message("printed.count", number=number_text(number.value, number.step))
    return printed_message(known, float(number.value), float(number.step), number.qualifier)


def where_of(claim: Claim) -> Message:
    """Return where a statement stands."""
    return line_of(claim.line)


def line_of(line: int) -> Message:
    """Return a line of the text."""
    return message("audit.line", line=line)


def change_text(span: Interval, kind: str, step: Decimal) -> Message:
    """Return a computed change as printed beside one of a step: "+0.02 pt"; kind is points, percent, things or times."""
    value = span.middle
    text = _rounded(value, step)
    while not any(digit in text for digit in "123456789") and value and step > Decimal("1e-9"):
        step /= 10
        text = _rounded(value, step)
    if kind == "times":
        return message("audit.times", number=text)
    signed = text.replace("-", _MINUS) if value < 0 else f"+{text}"
    ids = {"points": "change.points", "things": "printed.count"}
    return message(ids.get(kind, "change.percent"), number=signed)


def _rounded(value: Decimal, step: Decimal) -> str:
    return f"{value:,.{decimals_of(step)}f}"


def decimals_of(step: Decimal) -> int:
    """Return how many decimals a step asks for."""
    exponent = step.normalize().as_tuple().exponent if step else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0


def span_text(span: Interval, decimals: int, unit: str) -> Message:
    """Return where a figure lies: "1,936–2,067 a day"; one number where both ends are written alike."""
    step = Decimal(1).scaleb(-decimals)
    low = span.low.quantize(step)
    high = span.high if span.high.is_infinite() else span.high.quantize(step)
    if high.is_infinite():
        number: object = message("audit.from", low=f"{low:,}")
    elif low == high:
        number = f"{low:,}"
    else:
        number = message("printed.range", low=f"{low:,}", high=f"{high:,}")
    return message(f"printed.{unit}", number=number) if unit in UNITS else message("printed.count", number=number)


def near_text(span: Interval, decimals: int, unit: str) -> Message:
    """Return about where a figure lies: its middle, rounded."""
    return message(f"printed.{unit}", number=f"{span.middle:,.{decimals}f}")
