"""The one spelling of a figure's key: `metric/dimension:segment@period#statistic`, ids percent-encoded.

The total is `metric@period`. Links in findings, notes, the command line and the workbook's key sheet all use it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote

from workbench.core.errors import Refused
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.records import GLOBAL, Statistic

_KEY = re.compile(
    r"(?P<metric>[^/:@#]+)(/(?P<dimension>[^/:@#]+):(?P<segment>[^/:@#]+))?(@(?P<period>[^/:@#]+))?(#(?P<aspect>[^/:@#]+))?"
)


@dataclass(frozen=True, slots=True)
class FigureKey:
    """What a figure is of; `period` is None where the context says it, `aspect` is empty for the value itself.

    An aspect names what is said of the figure: a printed statistic ("average_6"), or what is computed from it
    ("change", "change=year", "average", "rank").
    """

    metric: str
    dimension: str = GLOBAL
    segment: str = GLOBAL
    period: Period | None = None
    aspect: str = ""

    @classmethod
    def parse(cls, text: str) -> FigureKey:
        """Read a key; Refused for text that is none."""
        found = _KEY.fullmatch(text)
        if found is None:
            raise Refused(message("key.unreadable", key=text))
        parts = {name: unquote(part) for name, part in found.groupdict().items() if part is not None}
        period = parts.pop("period", None)
        return cls(**parts, period=_period(period, text) if period is not None else None)

    def __str__(self) -> str:
        """Write the key."""
        place = "" if self.dimension == GLOBAL else f"/{_encoded(self.dimension)}:{_encoded(self.segment)}"
        period = "" if self.period is None else f"@{self.period}"
        aspect = f"#{quote(self.aspect, safe='=-')}" if self.aspect else ""
        return f"{_encoded(self.metric)}{place}{period}{aspect}"


def figure_key(metric: str, dimension: str, segment: str, period: str, statistic: str = Statistic.VALUE) -> str:
    """Write the key of a stored figure from its fields."""
    aspect = "" if statistic == Statistic.VALUE else f"#{quote(statistic, safe='=-')}"
    return f"{_series_key(metric, dimension, segment)}@{period}{aspect}"


@lru_cache(maxsize=4096)
def _series_key(metric: str, dimension: str, segment: str) -> str:
    place = "" if dimension == GLOBAL else f"/{_encoded(dimension)}:{_encoded(segment)}"
    return f"{_encoded(metric)}{place}"


@lru_cache(maxsize=4096)
def _encoded(id_: str) -> str:
    return quote(id_, safe="-._~")


def _period(text: str, key: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError:
        raise Refused(message("key.unreadable", key=key)) from None
