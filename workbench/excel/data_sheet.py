"""The sheet of tidy data, a row a figure, and the hidden sheet of keys: rows that are made while they are written."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby, zip_longest
from typing import cast

from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.core.ports import Between, Condition, Progress, Reader
from workbench.core.records import Observation, Reading, Statistic
from workbench.core.tidy.figures import TidyFigure, TidyFigures
from workbench.core.units import PERCENT
from workbench.excel.kept_lines import KeptLines
from workbench.excel.layout import DATA, KEY_COLUMNS, KeyKind, KeyLine
from workbench.excel.naming import Naming
from workbench.excel.numbers import cell_date, cell_number, date_format, step_format
from workbench.excel.raw import RawCell
from workbench.excel.styles import FIGURE, HEADING, INK, QUIET, Style, Styles
from workbench.excel.texts import fitting, is_like_a_formula

_TOLD_EVERY = 500
"""Rows between two looks at whether the user wants to stop."""

_MOST_AT_ONCE = 5000
"""Figures that are looked at together."""

_TEXT = Style(align="left", indent=1)
_QUIET = _TEXT.but(colour=QUIET)
_NUMBER = FIGURE.but(rule="", colour=INK)


class DataSheet:
    """Makes the rows of the data sheet; each figure's line for the key sheet is put into `lines`."""

    def __init__(
        self,
        reader: Reader,
        figures: TidyFigures,
        naming: Naming,
        styles: Styles,
        where: Mapping[str, Condition],
        lines: KeptLines,
    ) -> None:
        """Take the figures that meet the conditions."""
        self._lines = lines
        self.observations = 0
        self.cut: list[str] = []
        self._reader, self._figures, self._naming, self._where = reader, figures, naming, where
        self._styles = styles
        self._number_of = cache(self._number)
        self._metric_label = cache(lambda id_: figures.metric_label(id_, naming.language))
        self._segment_label = cache(lambda dimension, id_: figures.segment_label(dimension, id_, naming.language))
        self._period = cache(self._period_cell)
        self._figure_format = cache(self._format_of_figure)
        self._step_format = cache(
            lambda unit, step: self._number_of(_NUMBER.but(number_format=step_format(unit, step)))
        )
        self._place = cache(lambda metric, dimension, segment: str(FigureKey(metric, dimension, segment)))

    def _number(self, style: Style) -> int:
        return format_number(self._styles, style)

    def count(self) -> int:
        """Return how many rows there are at most."""
        return sum(self._reader.count(kind, **self._where) for kind in (Observation, Reading))

    def rows(self, progress: Progress, total: int) -> Iterator[Sequence[RawCell]]:
        """Yield the heading and the rows, metric by metric: accepted values, then the readings beside them."""
        heading = self._number_of(HEADING)
        yield [(column.heading(self._naming.language), heading) for column in DATA.columns]
        for number, (found, is_accepted) in enumerate(self._all(), 1):
            self.observations += is_accepted
            self._lines.append(self._line(number, found))
            yield self._cells(number, found)
            if not number % _TOLD_EVERY:
                progress(number, total)

    def _all(self) -> Iterator[tuple[TidyFigure, bool]]:
        """Yield the figures, and whether each is an accepted value: metric by metric, and not too many at once."""
        for where in batches(self._reader, self._where):
            yield from ((one, True) for one in self._figures.accepted(where))
            yield from ((one, False) for one in self._figures.others(where))

    def _line(self, number: int, found: TidyFigure) -> KeyLine:
        figure, reading = found.figure, found.reading
        aspect = "" if found.statistic == Statistic.VALUE else f"#{found.statistic}"
        key = f"{self._place(figure.metric, figure.dimension, figure.segment)}@{figure.period}{aspect}"
        text = fitting(reading.text)[0] if reading is not None else ""
        return KeyLine(
            KeyKind.FIGURE, DATA.id, number, "", key, figure.value, figure.step, figure.qualifier, found.unit, found.status,
            text, figure.source, figure.nth,
        )  # fmt: skip

    def _cells(self, number: int, found: TidyFigure) -> Sequence[RawCell]:
        figure, reading, unit = found.figure, found.reading, found.unit
        text = self._fitted(reading.text, number) if reading is not None else ""
        is_words = figure.value is None and not found.status
        quiet, plain = self._number_of(_QUIET), self._number_of(_TEXT)
        return (
            (number, quiet),
            self._period(figure.period),
            (figure.metric, quiet),
            self._text(self._metric_label(figure.metric)),
            (figure.dimension, quiet),
            (figure.segment, quiet),
            self._text(self._segment_label(figure.dimension, figure.segment)),
            (found.statistic, quiet),
            self._text(text) if is_words else self._figure(found),
            self._text("" if is_words else text),
            (None, plain) if figure.step is None else self._step(unit, figure.step),
            (figure.qualifier if figure.value is not None else "", quiet),
            (unit, quiet),
            (found.status, quiet),
            self._text(self._fitted(self._figures.source_of(found), number)),
            self._text(self._fitted(reading.place, number) if reading is not None else ""),
        )

    def _fitted(self, text: str, number: int) -> str:
        """Return what a cell can hold of a text, and remember the row where that is not all of it."""
        if text.isascii() and len(text) < 1000:
            return text
        fitted, is_cut = fitting(text)
        if is_cut:
            self.cut.append(str(DATA.heading_row + number))
        return fitted

    def _text(self, text: str) -> RawCell:
        return text, self._number_of(_TEXT.but(is_quoted=True) if is_like_a_formula(text) else _TEXT)

    def _period_cell(self, text: str) -> RawCell:
        period = Period.parse(text)
        dated = _TEXT.but(number_format=date_format(period.grain, self._naming.language))
        value = cell_date(period)
        return value, self._number_of(dated if isinstance(value, datetime.date) else _TEXT)

    def _figure(self, found: TidyFigure) -> RawCell:
        figure = found.figure
        value = None if figure.value is None else cell_number(found.unit, figure.value)
        like = 1000.0 if abs(figure.value or 0.0) >= 1000 else 1.0
        shown = like if figure.step else figure.value
        return value, self._figure_format(found.statistic, found.unit, figure.step, figure.qualifier, shown)

    def _format_of_figure(
        self, statistic: str, unit: str, step: float | None, qualifier: str, value: float | None
    ) -> int:
        """Return the format of figures that are alike."""
        shown = self._naming.formats.reading(statistic, unit, value, step, qualifier)
        return self._number_of(_NUMBER.but(number_format=shown))

    def _step(self, unit: str, step: float) -> RawCell:
        number = cell_number(unit, step) if unit == PERCENT.id else step
        return number, self._step_format(unit, step)


def batches(
    reader: Reader, where: Mapping[str, Condition], most: int = _MOST_AT_ONCE
) -> Iterator[dict[str, Condition]]:
    """Yield conditions that share out all figures by metric, grain and periods, so that few are in memory at once.

    A metric whose figures are no more than `most` is one batch of each grain.
    """
    counts: Counter[tuple[str, str, str]] = Counter()
    for kind in (Observation, Reading):
        for metric, grain, period, count in reader.counts(kind, ("metric", "grain", "period"), **where):
            counts[str(metric), str(grain), str(period)] += cast("int", count)
    for (metric, grain), keys in groupby(sorted(counts), lambda key: key[:2]):
        periods, rows = [key[2] for key in keys], 0
        first = periods[0]
        for period, following in zip_longest(periods, periods[1:]):
            rows += counts[metric, grain, period]
            if following is None or rows >= most:
                yield {**where, "metric": metric, "grain": grain, "period": Between(first, period)}
                first, rows = following, 0


def key_rows(
    styles: Styles, lines: Iterable[KeyLine], progress: Progress, begun: int, total: int
) -> Iterator[Sequence[RawCell]]:
    """Yield the heading and the lines of the key sheet."""
    plain, heading = (format_number(styles, style) for style in (_TEXT, HEADING))
    yield [(name, heading) for name in KEY_COLUMNS]
    for number, line in enumerate(lines, 1):
        yield [(value, plain) for value in line]
        if not number % _TOLD_EVERY:
            progress(min(begun + number, total), total)


def format_number(styles: Styles, style: Style) -> int:
    """Return the number by which cells of a raw sheet name their format."""
    number: int = styles.format(style)._get_xf_index()  # noqa: SLF001 - as XlsxWriter's own cells do
    return number
