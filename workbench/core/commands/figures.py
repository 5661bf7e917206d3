"""Entering, clearing and accepting figures, one by one or a block at a time; each is one undo step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.core.acceptance import can_convert, observation_of
from workbench.core.errors import Refused
from workbench.core.keys import FigureKey, figure_key
from workbench.core.messages import Message, message
from workbench.core.ports import Command, Transaction
from workbench.core.printed import Qualifier, stored
from workbench.core.records import Metric, Observation, Reading, Source, Statistic, Status
from workbench.core.spelling.numbers import SpelledNumber
from workbench.core.units import UNITS

Entry = tuple[FigureKey, SpelledNumber]
"""A figure to enter: its key, and what was typed. The aspect "average_6" says that it is a printed average."""


def set_value(metric: Metric, key: FigureKey, number: SpelledNumber) -> Command:
    """Return the command that enters a figure by hand; a spelling for "missing" makes it missing.

    Refused where the key has no period, the spelling states a unit that cannot stand for the metric's, or the unit
    cannot have such a value.
    """
    reading = _typed(metric, key, number)

    def apply(tx: Transaction) -> None:
        mine = replace(reading, source=_person(tx))
        tx.put(mine, observation_of(mine, metric))

    return Command(message("command.set_value", key=str(key)), apply)


def set_published_average(metric: Metric, key: FigureKey, number: SpelledNumber) -> Command:
    """Return the command that notes a six-month average as somebody published it; it then stands before the computed one.

    A spelling for "missing" takes the person's own one back. Refused as for `set_value`, and for another unit than the metric's.
    """
    key = replace(key, aspect=Statistic.AVERAGE_6.value)
    reading = _typed(metric, key, number)
    return Command(message("command.set_average", key=str(key)), lambda tx: _enter(tx, metric, reading))


def set_values(metric: Metric, entries: Sequence[Entry]) -> Command:
    """Return the command that enters a block of figures by hand, as one step.

    A spelling for "missing" clears the figure, and does nothing where none stands. Refused as for each figure alone.
    """
    readings = [_typed(metric, key, number) for key, number in entries]

    def apply(tx: Transaction) -> None:
        for reading in readings:
            _enter(tx, metric, reading)

    return Command(message("command.set_values", count=len(readings)), apply)


def clear_figures(metric: Metric, keys: Sequence[FigureKey]) -> Command:
    """Return the command that states figures to be missing and takes the person's own printed averages back."""
    missing = SpelledNumber("", None)
    command = set_values(metric, [(key, missing) for key in keys])
    return replace(command, label=message("command.clear_values", count=len(keys)))


def clear_values(keys: list[Observation]) -> Command:
    """Return the command that states figures to be missing; they keep their place in the tables."""
    cleared = [_cleared(old) for old in keys]
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
    statistic = Statistic(key.aspect or Statistic.VALUE)
    unit = number.unit or metric.unit
    is_fitting = can_convert(unit, metric.unit) if statistic is Statistic.VALUE else unit == metric.unit
    if not is_fitting:
        raise Refused(_other_unit(number, metric))
    _check_span(number, unit, metric)
    printed = number.number
    return Reading(
        metric.id,
        key.period.grain.value,
        str(key.period),
        key.dimension,
        key.segment,
        statistic.value,
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


def _check_span(number: SpelledNumber, unit_id: str, metric: Metric) -> None:
    """Refuse a value that the unit cannot have: a share over 100%, "1 in 0.5"; and 0% where 1 in N is wanted."""
    if number.number is None:
        return
    value = float(number.number.value)
    unit = UNITS[unit_id if value else metric.unit]
    is_low = unit.lowest is not None and value < unit.lowest
    is_high = unit.highest is not None and value > unit.highest
    if is_low or is_high:
        raise Refused(message(f"import.out_of_span_{unit.id}", found=number.text))


def _enter(tx: Transaction, metric: Metric, reading: Reading) -> None:
    """Write what was typed as the person's reading, and accept it if it is a value."""
    if reading.value is None:
        _clear(tx, reading)
        return
    mine = replace(reading, source=_person(tx))
    tx.put(mine)
    if mine.statistic == Statistic.VALUE:
        tx.put(observation_of(mine, metric))


def _clear(tx: Transaction, reading: Reading) -> None:
    """State a figure to be missing if one stands; of a printed average, take back what the person typed."""
    key = {name: getattr(reading, name) for name in Observation.KEY}
    if reading.statistic != Statistic.VALUE:
        own = [source.id for source in tx.records(Source, kind="person", name=tx.author)]
        typed = [
            found for source in own for found in tx.records(Reading, **key, statistic=reading.statistic, source=source)
        ]
        tx.remove(Reading, [tuple(getattr(found, name) for name in Reading.KEY) for found in typed])
        return
    standing = [old for old in tx.records(Observation, **key) if old.value is not None]
    tx.put(*(_cleared(old) for old in standing))


def _cleared(old: Observation) -> Observation:
    missing = Status.MISSING.value
    return replace(old, value=None, step=None, qualifier=Qualifier.EXACT.value, status=missing)


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
