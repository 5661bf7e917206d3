"""Entering, clearing and accepting single figures."""

from __future__ import annotations

from dataclasses import replace

from workbench.core.acceptance import can_convert, observation_of
from workbench.core.errors import Refused
from workbench.core.keys import FigureKey, figure_key
from workbench.core.messages import Message, message
from workbench.core.ports import Command, Transaction
from workbench.core.printed import Qualifier, stored
from workbench.core.records import Metric, Observation, Reading, Source, Statistic, Status
from workbench.core.spelling.numbers import SpelledNumber


def set_value(metric: Metric, key: FigureKey, number: SpelledNumber) -> Command:
    """Return the command that enters a figure by hand; a spelling for "missing" makes it missing.

    Refused where the key has no period, or the spelling states a unit that cannot stand for the metric's.
    """
    reading = _typed(metric, key, number)

    def apply(tx: Transaction) -> None:
        mine = replace(reading, source=_person(tx))
        tx.put(mine, observation_of(mine, metric))

    return Command(message("command.set_value", key=str(key)), apply)


def clear_values(keys: list[Observation]) -> Command:
    """Return the command that states figures to be missing; they keep their place in the tables."""
    cleared = [
        replace(old, value=None, step=None, qualifier=Qualifier.EXACT.value, status=Status.MISSING.value)
        for old in keys
    ]
    return Command(message("command.clear_values", count=len(keys)), lambda tx: tx.put(*cleared))


def accept_reading(metric: Metric, reading: Reading) -> Command:
    """Return the command that makes a reading the accepted value of its figure. Refused for a printed statistic."""
    if reading.statistic != Statistic.VALUE:
        raise Refused(message("accept.not_a_value", statistic=reading.statistic))
    key = figure_key(reading.metric, reading.dimension, reading.segment, reading.period)
    label = message("command.accept_reading", key=key, text=reading.text)
    return Command(label, lambda tx: tx.put(observation_of(reading, metric)))


def _typed(metric: Metric, key: FigureKey, number: SpelledNumber) -> Reading:
    """Return what was typed as a reading whose source is not numbered yet."""
    if key.period is None:
        raise Refused(message("key.without_period", key=str(key)))
    unit = number.unit or metric.unit
    if not can_convert(unit, metric.unit):
        raise Refused(_other_unit(number, metric))
    printed = number.number
    return Reading(
        metric.id,
        key.period.grain.value,
        str(key.period),
        key.dimension,
        key.segment,
        Statistic.VALUE.value,
        0,
        1,
        stored(printed.value) if printed else None,
        stored(printed.step) if printed else None,
        (printed.qualifier if printed else Qualifier.EXACT).value,
        unit,
        "",
        number.text,
        "",
    )


def _other_unit(number: SpelledNumber, metric: Metric) -> Message:
    return message("import.other_unit", found=number.text, unit=metric.unit)


def _person(tx: Transaction) -> int:
    """Return the id of the writing person as a source; it is added at the first figure."""
    known = tx.rows(Source, ("id",), kind="person", name=tx.author)
    if known:
        return int(known[0][0] or 0)
    new = Source(tx.new_id(Source), "person", tx.author, "", tx.now)
    tx.put(new)
    return new.id
