"""What things are called in the language of a workbook."""

from __future__ import annotations

from functools import cached_property

from workbench.core.catalogue import Catalogue
from workbench.core.messages import Message, Translator, message
from workbench.core.periods import Period
from workbench.core.records import Status
from workbench.core.units import UNITS, printed_message
from workbench.excel.month import FigureRow
from workbench.excel.numbers import NumberFormats

_STATUSES = {
    Status.PROVISIONAL: "workbook.provisional",
    Status.ESTIMATED: "workbook.estimated",
    Status.MISSING: "workbook.missing",
}

_FINDING_STATUSES = {
    "draft": "trail.finding_draft",
    "reviewed": "trail.finding_reviewed",
    "final": "trail.finding_final",
}


class Naming:
    """Names of metrics, dimensions and segments, and short remarks, in one language."""

    def __init__(self, catalogue: Catalogue, words: Translator) -> None:
        """Name by a catalogue and a translator."""
        self.language = words.language
        self.formats = NumberFormats(words)
        self._catalogue = catalogue
        self._words = words

    def say(self, said: Message) -> str:
        """Return a sentence."""
        return self._words(said)

    @cached_property
    def say_value(self) -> str:
        """What a row of figures as printed is called."""
        return self._words(message("workbook.as_printed"))

    @cached_property
    def say_rate(self) -> str:
        """What a row of rates is called."""
        return self._words(message("workbook.as_rate"))

    def as_percentage(self, metric: str) -> str:
        """Name a metric of "1 in N" whose rate is drawn."""
        return self._words(message("workbook.as_percentage", metric=metric))

    def metric(self, id_: str) -> str:
        """Return a metric's label, or its id where there is none."""
        known = self._catalogue.metrics.get(id_)
        return id_ if known is None else self._catalogue.label(known, self.language)

    def dimension(self, id_: str) -> str:
        """Return a dimension's label, or its id where there is none."""
        known = self._catalogue.dimensions.get(id_)
        return id_ if known is None else self._catalogue.label(known, self.language)

    def segment(self, dimension: str, id_: str) -> str:
        """Return a segment's label; that of a total is its dimension's."""
        if dimension not in self._catalogue.dimensions:
            return id_
        known = self._catalogue.segment(dimension, id_)
        if known is not None:
            return self._catalogue.label(known, self.language)
        return self.dimension(dimension) if dimension == id_ else id_

    def period(self, period: Period) -> str:
        """Write a period."""
        return self._words(message("workbook.period", period=period))

    def rank(self, row: FigureRow) -> str | float | None:
        """Return a place: a number where it is certain or one of those reported, else "> 5"."""
        if row.rank is None:
            return None
        return row.rank.place if row.rank.beyond is None else f"> {row.rank.beyond}"

    def rank_format(self, row: FigureRow) -> str:
        """Return the format of a place among those reported: 3 of 13."""
        if row.rank is None or row.rank.of is None:
            return "0"
        before, _, after = self._words(message("workbook.rank_of", place="\0", of=row.rank.of)).partition("\0")
        return "0".join(f'"{words}"' if words else "" for words in (before, after))

    def moved(self, row: FigureRow) -> str | float | None:
        """Return the movement of a place: a number of places, or that it came or left."""
        if isinstance(row.moved, str):
            return self._words(message("grid.entered" if row.moved == "entered" else "grid.left"))
        return row.moved

    def remark(self, row: FigureRow) -> str:
        """Say how a figure is to be taken; empty for a plain one."""
        one = row.observation
        if one is None:
            return self._words(message("workbook.missing"))
        said = [self._words(message(_STATUSES[Status(one.status)]))] if one.status in _STATUSES else []
        if one.qualifier == "range" and one.value is not None:
            said.append(self._words(printed_message(UNITS[row.metric.unit], one.value, one.step, one.qualifier)))
        return " ".join(said)

    def finding_status(self, status: str) -> str:
        """Say how far a finding is."""
        id_ = _FINDING_STATUSES.get(status)
        return status if id_ is None else self._words(message(id_))

    def category(self, id_: str) -> str:
        """Return the label of a finding's category, which is a family of metrics; its own words where it is none."""
        family = self._catalogue.families.get(id_)
        return id_ if family is None else self._catalogue.label(family, self.language)
