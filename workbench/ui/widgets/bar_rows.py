"""What ranked bars show, in words and levels: made once for a table and a language, painted many times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from workbench.core.analysis import levels
from workbench.core.figure_words import rate_decimals, rate_message, segment_label
from workbench.core.lazy_row import LazyRow
from workbench.core.messages import Message
from workbench.core.queries.segment_table import SegmentTable
from workbench.core.records import Status
from workbench.core.units import UNITS, printed_message
from workbench.ui.appearance import Appearance

if TYPE_CHECKING:
    from workbench.core.catalogue import Catalogue

_TITLES = {
    "one_in": "bars.ranked_rate",
    "percent": "bars.ranked_percent",
    "count": "bars.ranked_count",
    "per_day": "bars.ranked_per_day",
    "kilobytes": "bars.ranked_kilobytes",
}
_READ_OUT = 5
"""How many rows the description for those who hear it reads."""

_NUMBER = "\0"
"""Stands in the place of a number in its sentence; no sentence has it."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A value as printed, in pieces, so that decimal points stand in one column: "1 in ", "62", ".4", ""."""

    before: str
    whole: str
    fraction: str
    after: str

    def __str__(self) -> str:
        """Write it in one piece."""
        return f"{self.before}{self.whole}{self.fraction}{self.after}"


@dataclass(frozen=True, slots=True)
class BarRows:
    """Columns along `segments`, which are those with a value, the worst first; levels begin at 0 (see `units.level`).

    `rates` are empty texts where the printed value says the level itself. Texts are written when they are asked for.
    `is_percent` says whether levels are percent.
    """

    segments: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    levels: tuple[float, ...] = ()
    bases: tuple[float | None, ...] = ()
    rates: Sequence[str] = ()
    values: Sequence[Printed] = ()
    are_firm: tuple[bool, ...] = ()
    tips: Sequence[str] = ()
    total: float | None = None
    total_text: str = ""
    base_text: str = ""
    title: str = ""
    nothing: str = ""
    name: str = ""
    description: str = ""
    is_percent: bool = True
    places: dict[str, int] = field(default_factory=dict)

    @property
    def highest(self) -> float:
        """The highest of all levels that are drawn."""
        known = [level for level in (*self.levels, *self.bases, self.total) if level is not None]
        return max(known, default=0.0)


def rows_of(table: SegmentTable, catalogue: Catalogue, appearance: Appearance) -> BarRows:
    """Return what bars show of a table in the language of the window."""
    return _Writer(table, catalogue, appearance).rows()


class _Writer:
    """Writes the rows of one table."""

    def __init__(self, table: SegmentTable, catalogue: Catalogue, appearance: Appearance) -> None:
        self._table = table
        self._catalogue = catalogue
        self._appearance = appearance
        self._unit = UNITS[table.metric.unit]
        self._levels = levels(self._unit, list(table.values))
        self._bases = levels(self._unit, list(table.bases))
        self._shown = [at for at, level in enumerate(self._levels) if level is not None]
        least = min((self._levels[at] or 0.0 for at in self._shown), default=0.0)
        self._decimals = max(2, rate_decimals(least) - 1)

    def rows(self) -> BarRows:
        table, say, shown = self._table, self._appearance.say, self._shown
        segments = tuple(table.segments[at] for at in shown)
        labels = tuple(self._label(segment) for segment in segments)
        values = LazyRow(len(shown), cache(lambda row: self._printed(shown[row])))
        rates = LazyRow(len(shown), cache(lambda row: self._rate(shown[row])))
        total = self._total()
        name = self._name()
        return BarRows(
            segments=segments,
            labels=labels,
            levels=tuple(self._levels[at] or 0.0 for at in shown),
            bases=tuple(self._bases[at] for at in shown),
            rates=rates,
            values=values,
            are_firm=tuple(table.statuses[at] == Status.NORMAL for at in shown),
            tips=LazyRow(len(shown), lambda row: self._tip(shown[row], labels[row], str(values[row]), rates[row])),
            total=total,
            total_text="" if total is None else say("bars.total", value=self._level(total)),
            base_text=self._base(),
            title=say(_TITLES.get(self._unit.id, "bars.ranked_count")),
            nothing=say("bars.nothing", period=table.period),
            name=name,
            description=self._description(name, labels, values),
            is_percent=self._unit.change_unit == "points",
            places={segment: row for row, segment in enumerate(segments)},
        )

    def _label(self, segment: str) -> str:
        return segment_label(self._catalogue, self._table.dimension, segment, self._appearance.language)

    def _printed(self, at: int) -> Printed:
        table = self._table
        written = printed_message(self._unit, table.values[at], table.steps[at], table.qualifiers[at])
        return in_pieces(written, self._appearance)

    def _rate(self, at: int) -> str:
        level = self._levels[at]
        if not self._unit.is_rate_of_one or level is None:
            return ""
        return self._appearance.sentence(rate_message(level, self._decimals))

    def _level(self, level: float) -> str:
        """Write a level: the rate of "1 in N", else the value."""
        if self._unit.is_rate_of_one:
            return self._appearance.sentence(rate_message(level))
        return self._number(level)

    def _number(self, value: float | None) -> str:
        return self._appearance.sentence(printed_message(self._unit, value, self._table.metric.step, "exact"))

    def _total(self) -> float | None:
        observed = self._table.total.observations
        value = observed[0].value if observed and observed[0] is not None else None
        return levels(self._unit, [value])[0]

    def _base(self) -> str:
        """Name what the ticks are."""
        if self._table.base is not None:
            return self._appearance.period(self._table.base)
        return self._appearance.say("bars.average", count=self._catalogue.average_window.months)

    def _tip(self, at: int, label: str, value: str, rate: str) -> str:
        say, base = self._appearance.say, self._table.bases[at]
        lines = [say("bars.tip", segment=label, value=f"{value} ({rate})" if rate else value)]
        if base is not None:
            lines.append(say("bars.tip_base", base=self._base(), value=self._number(base)))
        return "\n".join(lines)

    def _name(self) -> str:
        catalogue, language = self._catalogue, self._appearance.language
        return self._appearance.say(
            "bars.name",
            metric=catalogue.label(self._table.metric, language),
            dimension=catalogue.label(catalogue.dimension(self._table.dimension), language),
            period=self._table.period,
        )

    def _description(self, name: str, labels: Sequence[str], values: Sequence[Printed]) -> str:
        """Read the first rows out."""
        say = self._appearance.say
        if not labels:
            return say("bars.nothing", period=self._table.period)
        rows = [
            say("bars.row", place=place, segment=label, value=value)
            for place, (label, value) in enumerate(zip(labels[:_READ_OUT], values, strict=False), 1)
        ]
        if len(labels) > _READ_OUT:
            rows.append(say("bars.more", count=len(labels) - _READ_OUT))
        return "\n".join([name, *rows])


def in_pieces(written: Message, appearance: Appearance) -> Printed:
    """Return a printed value in pieces; a range is one piece, for it has no one decimal point."""
    number = _number_in(written)
    before, mark, after = appearance.sentence(_framed(written)).partition(_NUMBER)
    if not mark:
        return Printed("", appearance.sentence(written), "", "")
    whole, point, decimals = number.partition(".")
    return Printed(before, whole, f"{point}{decimals}", after)


def _framed(written: Message) -> Message:
    """Return a message with a mark in its number's place."""
    framed: dict[str, object] = {}
    for name, value in written.parameters.items():
        if isinstance(value, Message):
            framed[name] = _framed(value)
        else:
            framed[name] = _NUMBER if name in {"number", "figure"} else value
    return Message(written.id, framed)


def _number_in(written: Message) -> str:
    """Return the number of a message, however deep it stands; empty where there is none."""
    for name, value in written.parameters.items():
        if isinstance(value, Message):
            return _number_in(value)
        if name in {"number", "figure"}:
            return str(value)
    return ""
