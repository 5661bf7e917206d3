"""The key of a figure in words: the labels of its metric and segment, and its period, in the language of the window."""

from __future__ import annotations

from workbench.core.catalogue import Catalogue
from workbench.core.errors import Refused
from workbench.core.keys import FigureKey
from workbench.core.messages import Message
from workbench.core.periods import Period
from workbench.core.records import GLOBAL, Observation
from workbench.core.units import UNITS, printed_message
from workbench.ui.appearance import Appearance

_KEPT = 2
"""A label within another is kept as a list of its id and its parameters."""

_ASPECTS = {
    "average_6": "key.average",
    "change": "key.change",
    "peak": "key.peak",
}


class KeyTexts:
    """Writes keys with the labels of a catalogue; what it does not know stands as its id."""

    def __init__(self, appearance: Appearance, catalogue: Catalogue) -> None:
        """Write in the language that the window speaks when asked."""
        self._appearance = appearance
        self._catalogue = catalogue

    def metric(self, id_: str, aspect: str = "") -> str:
        """Return a metric's label, with the printed statistic that is meant."""
        metric = self._catalogue.metrics.get(id_)
        label = id_ if metric is None else self._catalogue.label(metric, self._appearance.language)
        if aspect not in _ASPECTS:
            return label
        return self._appearance.say("key.aspect", metric=label, aspect=self._appearance.say(_ASPECTS[aspect]))

    def dimension(self, id_: str) -> str:
        """Return a dimension's label."""
        dimension = self._catalogue.dimensions.get(id_)
        return id_ if dimension is None else self._catalogue.label(dimension, self._appearance.language)

    def segment(self, dimension: str, id_: str) -> str:
        """Return a segment's label; the dimension's for a total."""
        if dimension == GLOBAL:
            return self.dimension(GLOBAL)
        if dimension not in self._catalogue.dimensions:
            return id_
        segment = self._catalogue.segment(dimension, id_)
        return id_ if segment is None else self._catalogue.label(segment, self._appearance.language)

    def period(self, text: str) -> str:
        """Return a period as the language writes it."""
        try:
            return self._appearance.period(Period.parse(text))
        except ValueError:
            return text

    def value(self, metric: str, value: float | None) -> str:
        """Return a figure of a metric as it is printed; a dash for a missing one."""
        known = self._catalogue.metrics.get(metric)
        if known is None:
            return "–" if value is None else f"{value:,.15g}"
        return self._appearance.sentence(printed_message(UNITS[known.unit], value, 0.0, "exact"))

    def printed(self, observation: Observation) -> str:
        """Return an accepted value as a report prints it; a dash for a missing one."""
        known = self._catalogue.metrics.get(observation.metric)
        if known is None:
            return self.value(observation.metric, observation.value)
        figure = (observation.value, observation.step, observation.qualifier)
        return self._appearance.sentence(printed_message(UNITS[known.unit], *figure))

    def value_of(self, key: str, value: float | None) -> str:
        """Return the value of a figure as it is printed; a printed change has no unit of its own here."""
        try:
            parsed = FigureKey.parse(key)
        except Refused:
            return self.value("", value)
        return self.value("" if parsed.aspect == "change" else parsed.metric, value)

    def parts(self, key: str) -> tuple[str, str, str]:
        """Return metric, segment and period of a key in words."""
        try:
            parsed = FigureKey.parse(key)
        except Refused:
            return key, "", ""
        period = "" if parsed.period is None else self._appearance.period(parsed.period)
        return self.metric(parsed.metric, parsed.aspect), self.segment(parsed.dimension, parsed.segment), period

    def sentence(self, key: str) -> str:
        """Return a key in words: Spam rate, Japan, February 2010; a total is named by its metric alone."""
        metric, segment, period = self.parts(key)
        named = (metric, segment if "/" in key else "", period)
        return self._appearance.say("cell.separator").join(part for part in named if part)

    def label(self, label: Message) -> str:
        """Return the words of an operation's label, with the figure that it names in words too."""
        return self._appearance.label(self._in_words(label))

    def _in_words(self, label: Message) -> Message:
        """Return a label whose keys are words, however deep they stand: the label of an undo holds another one."""
        return Message(label.id, {name: self._value(name, value) for name, value in label.parameters.items()})

    def _value(self, name: str, value: object) -> object:
        if name == "key" and isinstance(value, str):
            return self.sentence(value)
        if isinstance(value, Message):
            return self._in_words(value)
        if isinstance(value, list) and len(value) == _KEPT and isinstance(value[1], dict):
            return self._in_words(Message(str(value[0]), value[1]))
        return value
