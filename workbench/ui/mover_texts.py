"""What is said of the series that moved, in the language of the window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workbench.core.catalogue import Catalogue
from workbench.core.figure_words import segment_label
from workbench.core.periods import Period
from workbench.core.queries.figure_detail import Beside
from workbench.core.queries.movers import Key, Moved
from workbench.core.records import GLOBAL, Observation
from workbench.core.units import UNITS
from workbench.ui.appearance import Appearance
from workbench.ui.figure_texts import ChangeText, FigureTexts
from workbench.ui.widgets.grid_cells import DASH, figure_text


@dataclass(frozen=True, slots=True)
class MoverText:
    """A series that moved: its name, what it was and is, the change, the reason, and all of it in a sentence."""

    key: Key
    name: str
    before: str
    now: str
    step: str
    change: ChangeText | None
    reason: str
    said: str


class MoverTexts:
    """Writes series that moved."""

    def __init__(self, appearance: Appearance, catalogue: Catalogue) -> None:
        """Write in the language that the window speaks when asked."""
        self._appearance = appearance
        self._catalogue = catalogue
        self._texts: dict[str, FigureTexts] = {}

    def rows(self, moved: Moved, base: Period | None, most: int | None = None) -> Iterator[MoverText]:
        """Yield the first of them, what moved most first."""
        for at, key in enumerate(moved.keys[:most]):
            yield self._row(moved, base, at, key)

    def name(self, key: Key) -> str:
        """Name a series: the segment with its metric, or the metric alone."""
        metric, dimension, segment = key
        label = self._catalogue.label(self._catalogue.metric(metric), self._appearance.language)
        if dimension == GLOBAL:
            return label
        part = segment_label(self._catalogue, dimension, segment, self._appearance.language)
        return self._appearance.say("movers.name", segment=part, metric=label)

    def _row(self, moved: Moved, base: Period | None, at: int, key: Key) -> MoverText:
        texts = self._texts_of(key[0])
        now, then = moved.observations[at], moved.bases[at]
        change = texts.change(Beside(base, then, moved.changes[at], moved.change_spans[at]), now)
        name, reason = self.name(key), self._appearance.sentence(moved.reasons[at])
        before, value = texts.value(then), texts.value(now)
        parts = [before if then is not None else "", value]
        steps = " ▶ ".join(part for part in (self._short(key, then), value) if part)
        said = self._appearance.say(
            "movers.said",
            name=name,
            figures=" ▶ ".join(part for part in parts if part),
            change=change.text if change is not None else DASH,
            reason=reason,
        )
        return MoverText(key, name, before, value, steps, change, reason, said)

    def _short(self, key: Key, observation: Observation | None) -> str:
        """Write the earlier figure without a unit: the later one has it."""
        if observation is None or observation.value is None:
            return ""
        unit = UNITS[self._catalogue.metric(key[0]).unit]
        if not unit.is_rate_of_one and unit.change_unit == "points":
            return self._texts_of(key[0]).value(observation)
        return figure_text(observation.value, observation.step or 0.0, observation.qualifier)

    def _texts_of(self, metric: str) -> FigureTexts:
        if metric not in self._texts:
            self._texts[metric] = FigureTexts(self._appearance, self._catalogue.metric(metric))
        return self._texts[metric]
