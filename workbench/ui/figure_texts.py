"""What is said of one figure in the language of the window: values, changes, ranks, readings, sources, moments."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from workbench.core.analysis import Rank, RankChange
from workbench.core.figure_words import (
    ChangeNumber,
    change_message,
    change_number,
    printed,
    printed_reading,
    rate_message,
)
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.printed import Interval, decimal_of
from workbench.core.queries.figure_detail import Beside, FigureDetail
from workbench.core.records import Metric, Observation, Reading, Source, Statistic, Status
from workbench.core.units import ONE_IN, UNITS, Unit, level, number_text, printed_message
from workbench.ui.appearance import Appearance

_SIGNS = {1: "+", 0: "±", -1: "−"}
_ARROWS = {1: "▲", 0: "", -1: "▼"}
_STATUSES = {
    Status.PROVISIONAL: "inspector.status_provisional",
    Status.ESTIMATED: "inspector.status_estimated",
    Status.MISSING: "inspector.status_missing",
}
_SHORT = {
    Status.NORMAL: "inspector.short_normal",
    Status.PROVISIONAL: "inspector.short_provisional",
    Status.ESTIMATED: "inspector.short_estimated",
}
_QUALIFIERS = {
    "about": "inspector.qualifier_about",
    "below": "inspector.qualifier_below",
    "above": "inspector.qualifier_above",
    "range": "inspector.qualifier_range",
}
_KINDS = {
    "edition": "inspector.kind_edition",
    "article": "inspector.kind_article",
    "file": "inspector.kind_file",
    "person": "inspector.kind_person",
}
_STATISTICS = {
    "average_6": "inspector.statistic_average",
    "change": "inspector.statistic_change",
    "peak": "inspector.statistic_peak",
}
_EDITION = "edition:"


@dataclass(frozen=True, slots=True)
class ChangeText:
    """A change as written: arrow, number with unit, and whether it is "worse", "better" or neither."""

    arrow: str
    text: str
    role: str

    def __str__(self) -> str:
        """Write arrow and number in one line."""
        return f"{self.arrow} {self.text}".lstrip()


class FigureTexts:
    """Writes the figures of one metric."""

    def __init__(self, appearance: Appearance, metric: Metric) -> None:
        """Write in the language that the window speaks when asked."""
        self._appearance = appearance
        self._metric = metric
        self._unit = UNITS[metric.unit]

    def value(self, observation: Observation | None) -> str:
        """Write an accepted value as a report prints it; a dash where there is none."""
        return printed(self._unit, observation, self._appearance.sentence)

    def number(self, value: float | None) -> str:
        """Write a computed value with the metric's usual decimals."""
        return self._appearance.sentence(printed_message(self._unit, value, self._metric.step, "exact"))

    def level(self, value: float) -> str:
        """Write what the metric is drawn by: the rate of "1 in N" in percent, else the value."""
        if self._unit.is_rate_of_one:
            return self._appearance.sentence(rate_message(value))
        return self.number(value)

    def rate(self, observation: Observation | None) -> str:
        """Say which part of the mail "1 in N" is; empty for other units and where there is no value."""
        if not self._unit.is_rate_of_one or observation is None or not observation.value:
            return ""
        rate = rate_message(level(self._unit, observation.value))
        return self._appearance.say("inspector.rate_of_mail", rate=rate)

    def reading(self, reading: Reading) -> str:
        """Write a reading as it was printed."""
        if reading.statistic == Statistic.CHANGE and reading.value is not None and reading.qualifier == "exact":
            return self._printed_change(decimal_of(reading.value), decimal_of(reading.step or 0.0), reading.unit)
        return printed_reading(reading, self._unit, self._appearance.sentence)

    def _printed_change(self, value: Decimal, step: Decimal, unit: str) -> str:
        """Write a change as somebody printed it, with its sign."""
        sign: Literal[1, 0, -1] = 1 if value > 0 else -1 if value < 0 else 0
        number = ChangeNumber(f"{'-±+'[sign + 1]}{number_text(abs(value), step)}", sign)
        return self._appearance.sentence(change_message(number, unit))

    def statistic(self, reading: Reading) -> str:
        """Say what a printed figure is beside the value itself."""
        id_ = _STATISTICS.get(reading.statistic)
        return reading.statistic if id_ is None else self._appearance.say(id_)

    def change(self, beside: Beside, now: Observation | None = None, *, is_judged: bool = True) -> ChangeText | None:
        """Write the change from another figure to the one now; None where there is none.

        `is_judged` says whether it is better or worse.
        """
        if beside.change is None:
            return None
        steps = [found.step for found in (now, beside.observation) if found is not None]
        number = change_text(beside.change, beside.span, self._unit, *steps)
        text = self._appearance.sentence(change_message(number, self._unit.change_unit))
        if not is_judged or not number.sign:
            return ChangeText(_ARROWS[number.sign] if is_judged else "", text, "quiet")
        is_worse = (number.sign > 0) == (self._metric.worse == "more")
        return ChangeText(_ARROWS[number.sign], text, "worse" if is_worse else "better")

    def against(self, detail: FigureDetail) -> str:
        """Say how a figure stands against the total: in points of a percentage, else how many times as much."""
        total, now = detail.total, detail.observation
        if total is None or total.observation is None or now is None or not now.value or not total.observation.value:
            return ""
        if self._unit.change_unit == "points" and not self._unit.is_rate_of_one:
            change = self.change(total, now, is_judged=False)
            return "" if change is None else change.text
        times = level(self._unit, now.value) / level(self._unit, total.observation.value)
        id_ = "inspector.times_as_often" if self._unit is ONE_IN else "inspector.times"
        return self._appearance.say(id_, times=_rounded(times))

    def remarks(self, observation: Observation | None) -> str:
        """Say in words how a value is to be taken; empty for a plain one."""
        if observation is None:
            return ""
        ids = [_STATUSES.get(Status(observation.status)), _QUALIFIERS.get(observation.qualifier)]
        return " ".join(self._appearance.say(id_) for id_ in ids if id_ is not None)

    def step(self, before: Observation | None, after: Observation | None) -> str:
        """Write what a figure was and became: "1 in 121.4 ▶ 1 in 62.4"; with their statuses where these differ.

        A figure that was prepared without a value was nothing before.
        """
        if before is None and after is not None and after.value is None:
            return self._appearance.say("inspector.prepared")
        differs = before is not None and after is not None and before.status != after.status
        return " ▶ ".join(self._state(found, with_status=differs) for found in (before, after))

    def _state(self, observation: Observation | None, *, with_status: bool) -> str:
        value = self.value(observation)
        id_ = _SHORT.get(Status(observation.status)) if observation is not None else None
        if id_ is None or not with_status:
            return value
        return self._appearance.say("inspector.value_status", value=value, status=self._appearance.say(id_))

    def span(self, span: Interval | None) -> str:
        """Write what a value can mean, ends included: "62.35 ≤ N ≤ 62.45"."""
        if span is None:
            return "–"
        name = "N" if self._unit.is_rate_of_one else "x"
        low, high = span.low, span.high
        if low == high:
            return f"{name} = {_plain(low)}"
        left = f"{_plain(low)} ≤ " if low.is_finite() else ""
        right = f" ≤ {_plain(high)}" if high.is_finite() else ""
        return f"{left}{name}{right}"

    def rank(self, rank: Rank | None) -> str:
        """Write a place as far as it is known: "3", "3 of 13", "> 5"."""
        say = self._appearance.say
        if rank is None:
            return "–"
        if rank.beyond is not None:
            return say("inspector.rank_beyond", top=rank.beyond)
        if rank.of is not None:
            return say("inspector.rank_of", place=rank.place, of=rank.of)
        return say("inspector.rank_known", place=rank.place)

    def movement(self, change: RankChange) -> str:
        """Say how a place moved since the period before; empty where nobody knows."""
        say = self._appearance.say
        if change is None:
            return ""
        if isinstance(change, str):
            return say("inspector.rank_entered" if change == "entered" else "inspector.rank_left")
        if not change:
            return say("inspector.rank_same")
        return say("inspector.rank_up" if change > 0 else "inspector.rank_down", places=abs(change))

    def source_kind(self, source: Source) -> str:
        """Say what kind of source it is."""
        return source_kind(self._appearance, source)

    def source(self, source: Source) -> str:
        """Name a source; an edition of the report by its period."""
        return source_name(self._appearance, source)

    def day(self, moment: str) -> str:
        """Write the day of a moment by the calendar on the wall."""
        return self._appearance.period(Period.day(_local(moment).date())) if moment else "–"

    def moment(self, moment: str) -> str:
        """Write day and time of a moment by the clock on the wall."""
        return f"{self.day(moment)} {_local(moment):%H:%M}"


def change_text(change: float, span: Interval | None, unit: Unit, *steps: float | None) -> ChangeNumber:
    """Write a change, which given how the figures were rounded lies in a span, with the decimals that it has everywhere.

    A difference of two figures is as exact as the coarser of their steps, and has a decimal at least; a change in percent
    has one, that of a rate of "1 in N" has two. One that is certainly a change keeps its sign where these decimals show
    none of it: −0.00.
    """
    shown = decimal_of(change).quantize(Decimal(1).scaleb(-_change_decimals(unit, steps)), ROUND_HALF_UP)
    sign = change_number(change, span, unit).sign if not shown else 1 if shown > 0 else -1
    return ChangeNumber(f"{_SIGNS[sign]}{abs(shown):,f}", sign)


def _change_decimals(unit: Unit, steps: Sequence[float | None]) -> int:
    if unit.is_rate_of_one:
        return 2
    coarser = max((step or 0.0 for step in steps), default=0.0)
    exponent = decimal_of(coarser).normalize().as_tuple().exponent
    if unit.change_unit != "points" or not coarser or not isinstance(exponent, int):
        return 1
    return max(1, -exponent)


def source_kind(appearance: Appearance, source: Source) -> str:
    """Say what kind of source it is."""
    return appearance.say(_KINDS.get(source.kind, "inspector.kind_file"))


def source_name(appearance: Appearance, source: Source) -> str:
    """Name a source; an edition of the report by its period."""
    if source.kind != "edition" or not source.name.startswith(_EDITION):
        return source.name
    try:
        period = Period.parse(source.name.removeprefix(_EDITION))
    except ValueError:
        return source.name
    return appearance.say("inspector.edition", period=period)


def changed_words(appearance: Appearance, beside: str, change: ChangeText) -> str:
    """Say a change in one sentence, for those who hear it."""
    ids = {"worse": "inspector.changed_worse", "better": "inspector.changed_better"}
    return appearance.sentence(message(ids.get(change.role, "inspector.changed"), beside=beside, change=change.text))


def _rounded(times: float) -> str:
    """Write a ratio with two digits, or as a whole number."""
    return f"{times:,.0f}" if times >= 100 else f"{Decimal(f'{times:.2g}'):,f}"


def _plain(number: Decimal) -> str:
    """Write a number without exponent and idle zeros."""
    return f"{number.normalize():,f}"


def _local(moment: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(moment).astimezone()
