"""Figures out as a tidy table: accepted values and printed statistics, one a row, such that reading it back changes nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.core.acceptance import observation_of
from workbench.core.catalogue import Catalogue
from workbench.core.periods import Period
from workbench.core.ports import Condition, Reader, Row
from workbench.core.printed import decimal_of
from workbench.core.records import Observation, Reading, Source, Statistic
from workbench.core.tidy.columns import COLUMNS
from workbench.core.tidy.lines import guarded

HEADINGS = tuple(column.id for column in COLUMNS if column.id != "change")


@dataclass(frozen=True, slots=True)
class TidyText:
    """A tidy table as CSV text, with how many accepted values it holds."""

    text: str
    observations: int


def tidy_text(reader: Reader, catalogue: Catalogue, period: Period | None, language: str) -> TidyText:
    """Return all figures, or those of one period, as CSV; labels in a language, everything else neutral."""
    where: dict[str, Condition] = {}
    if period is not None:
        where = {"grain": period.grain.value, "period": str(period)}
    writer = _Writer(reader, catalogue, language)
    accepted = list(writer.accepted(where))
    target = io.StringIO(newline="")
    sheet = csv.writer(target, lineterminator="\r\n")
    sheet.writerow(HEADINGS)
    sheet.writerows(accepted)
    sheet.writerows(writer.others(where))
    return TidyText(target.getvalue(), len(accepted))


class _Writer:
    """Makes rows of figures."""

    def __init__(self, reader: Reader, catalogue: Catalogue, language: str) -> None:
        self._reader = reader
        self._catalogue = catalogue
        self._language = language
        self._sources = {source.id: source.name for source in reader.records(Source)}
        self._accepted: set[Row] = set()

    def accepted(self, where: dict[str, Condition]) -> Iterator[list[str]]:
        """Yield the accepted values as their readings print them.

        One that says something else than its reading, say that the figure is missing, stands without a source; the
        reading is then among the others.
        """
        readings = self._reader.records(Reading, **where, statistic=Statistic.VALUE.value)
        by_key = {_origin(reading): reading for reading in readings}
        for figure in self._reader.records(Observation, **where):
            metric = self._catalogue.metrics.get(figure.metric)
            reading = by_key.get(_origin(figure))
            if metric is None or reading is None or observation_of(reading, metric, figure.status) != figure:
                yield self._row(figure, figure.status, metric.unit if metric is not None else "", None)
            else:
                self._accepted.add(_origin(figure))
                yield self._row(reading, figure.status, reading.unit, reading)

    def others(self, where: dict[str, Condition]) -> Iterator[list[str]]:
        """Yield the readings beside the accepted values: other sources' values, printed averages and changes."""
        for reading in self._reader.records(Reading, **where):
            if reading.statistic != Statistic.VALUE or _origin(reading) not in self._accepted:
                yield self._row(reading, "", reading.unit, reading)

    def _row(self, figure: Observation | Reading, status: str, unit: str, reading: Reading | None) -> list[str]:
        value = _value_text(figure)
        text = reading.text if reading is not None else ""
        is_words = figure.value is None and not status
        return [
            figure.period,
            figure.metric,
            guarded(self._metric_label(figure.metric)),
            figure.dimension,
            figure.segment,
            guarded(self._segment_label(figure.dimension, figure.segment)),
            reading.statistic if reading is not None else Statistic.VALUE.value,
            guarded(text) if is_words else value,
            guarded(text) if text != value and not is_words else "",
            f"{decimal_of(figure.step):f}" if figure.step is not None else "",
            figure.qualifier if value else "",
            unit,
            status,
            guarded(self._sources.get(reading.source, "") if reading is not None else ""),
            guarded(reading.place if reading is not None else ""),
        ]

    def _metric_label(self, id_: str) -> str:
        metric = self._catalogue.metrics.get(id_)
        return self._catalogue.label(metric, self._language) if metric is not None else id_

    def _segment_label(self, dimension: str, id_: str) -> str:
        is_known = dimension in self._catalogue.dimensions
        segment = self._catalogue.segment(dimension, id_) if is_known else None
        return self._catalogue.label(segment, self._language) if segment is not None else id_


def _origin(figure: Observation | Reading) -> Row:
    """Return what names the reading of a value: the figure, its source and number."""
    return figure.metric, figure.grain, figure.period, figure.dimension, figure.segment, figure.source, figure.nth


def _value_text(figure: Observation | Reading) -> str:
    """Write a value with the decimals that its step has, so that 149.0 stays so."""
    if figure.value is None:
        return ""
    value, step = decimal_of(figure.value), decimal_of(figure.step or 0.0)
    exponent = step.normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 and step else 0
    shown = f"{value:.{decimals}f}"
    return shown if float(shown) == figure.value else f"{value:f}"
