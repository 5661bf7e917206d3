"""How bad a figure is: one of seven classes, whose limits belong to its metric and stay the same for every month."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from workbench.core.analysis import Worse

CLASSES = 7
"""How many classes there are."""


def severity_class(limits: Sequence[float], level: float, worse: Worse) -> int:
    """Return the class of a level, from 0, the least bad, to one for each limit, the worst; a limit begins its class.

    `limits` rise. Where less is worse, the lowest level is in the worst class.
    """
    passed = bisect_right(limits, level)
    return passed if worse == "more" else len(limits) - passed
