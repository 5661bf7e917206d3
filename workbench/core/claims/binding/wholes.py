"""What a share is a share of, where the words say it."""

from __future__ import annotations

import re

from workbench.core.claims.binding.setting import Setting
from workbench.core.claims.model import Binding
from workbench.core.claims.reader.numbers import Number
from workbench.core.units import PERCENT

_COUNTS = frozenset({"count", "per_day"})
_INSIDE = re.compile(r"[^()]{0,24}[(](?P<whole>[^()]*?)(?:全体)?の?(?:約)?")
_BEHIND = re.compile(r"[^.;()]{0,12}? of (?:all )?(?:the )?(?P<whole>[^).,;]{3,60})")
_BETWEEN = re.compile(r"[^.;]{0,24}[,(][^.;0-9]{0,12}")


def whole_of(setting: Setting, number: Number, count: Number) -> Binding | None:
    """Return what a percentage behind a count is a share of: the metric that the words name, or the words themselves."""
    if number.unit != PERCENT.id or count.unit not in _COUNTS:
        return None
    words = _words(setting.words, number, count)
    if not words:
        return None
    # The words name things, and a count of things is by the day.
    scores = setting.binder.words.scores(f"1日{words}", "per_day")
    best = max(scores, key=scores.__getitem__, default=None)
    return Binding(best, 0.8) if best else Binding(words, 0.6, is_local=True)


def _words(words: str, number: Number, count: Number) -> str:
    between = words[count.end : number.start]
    inside = _INSIDE.fullmatch(between)
    if inside and inside["whole"]:
        return inside["whole"]
    behind = _BEHIND.match(words, number.end)
    return behind["whole"] if behind and _BETWEEN.match(between) else ""
