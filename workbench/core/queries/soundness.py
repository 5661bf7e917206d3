"""Whether what is stored can be what the records promise: spellings, spans, and the reading behind each value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import isfinite

from workbench.core.messages import Message, message
from workbench.core.periods import Period
from workbench.core.ports import Reader, Row
from workbench.core.printed import Qualifier
from workbench.core.records import Observation, Reading, Statistic, Status

_SHOWN = 20
"""How many problems of one kind are told."""

_STATUSES, _STATISTICS, _QUALIFIERS = frozenset(Status), frozenset(Statistic), frozenset(Qualifier)


def unsound(reader: Reader) -> tuple[Message, ...]:
    """Return what is wrong with the stored figures, at most twenty problems of each kind of record."""
    return (*_first(_unsound_observations(reader)), *_first(_unsound_readings(reader)))


def _first(problems: Iterable[Message]) -> list[Message]:
    return [problem for problem, _ in zip(problems, range(_SHOWN), strict=False)]


def _unsound_observations(reader: Reader) -> Iterator[Message]:
    """Find accepted values that say two things at once, or that no reading stands behind."""
    readings = set(reader.rows(Reading, (*Observation.KEY, "source", "nth"), statistic=Statistic.VALUE))
    columns = (*Observation.KEY, "source", "nth", "value", "step", "qualifier", "status")
    for row in reader.rows(Observation, columns):
        key, (source, nth, value, step, qualifier, status) = row[:5], row[5:]
        is_sound = _is_figure(key, value, step, qualifier) and status in _STATUSES
        if not is_sound or (value is None) != (status == Status.MISSING):
            yield message("verify.observation", key="/".join(str(part) for part in key))
        elif source is not None and (*key, source, nth) not in readings:
            yield message("verify.no_reading", key="/".join(str(part) for part in key))


def _unsound_readings(reader: Reader) -> Iterator[Message]:
    """Find readings that are no figures."""
    columns = (*Observation.KEY, "statistic", "value", "step", "qualifier")
    for row in reader.rows(Reading, columns):
        key, (statistic, value, step, qualifier) = row[:5], row[5:]
        if statistic not in _STATISTICS or not _is_figure(key, value, step, qualifier):
            yield message("verify.reading", key="/".join(str(part) for part in key))


def _is_figure(key: Row, value: object, step: object, qualifier: object) -> bool:
    """Whether period, value, step and qualifier are what they can be."""
    return (
        _is_period(str(key[1]), str(key[2]))
        and (value is None or (isinstance(value, float) and isfinite(value)))
        and (step is None or (isinstance(step, float) and step >= 0))
        and qualifier in _QUALIFIERS
    )


def _is_period(grain: str, text: str) -> bool:
    try:
        return Period.parse(text).grain == grain
    except ValueError:
        return False
