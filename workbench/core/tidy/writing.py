"""Figures out as a tidy table: accepted values and printed statistics, one a row, such that reading it back changes nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbench.core.catalogue import Catalogue
from workbench.core.periods import Period
from workbench.core.ports import Condition, Progress, Reader, tell_nobody
from workbench.core.printed import decimal_of
from workbench.core.records import Observation, Reading
from workbench.core.tidy.columns import COLUMNS
from workbench.core.tidy.figures import TidyFigure, TidyFigures
from workbench.core.tidy.lines import guarded

HEADINGS = tuple(column.id for column in COLUMNS if column.id != "change")

_BETWEEN_LOOKS = 500
"""Rows between two looks at Cancel."""


@dataclass(frozen=True, slots=True)
class TidyText:
    """A tidy table as CSV text, with how many accepted values it holds."""

    text: str
    observations: int


def tidy_text(
    reader: Reader, catalogue: Catalogue, period: Period | None, language: str, progress: Progress | None = None
) -> TidyText:
    """Return all figures, or those of one period, as CSV; labels in a language, everything else neutral.

    Cancelled comes out of `progress`.
    """
    where: dict[str, Condition] = {}
    if period is not None:
        where = {"grain": period.grain.value, "period": str(period)}
    figures = TidyFigures(reader, catalogue)
    writer, progress = _Writer(figures, language), progress or tell_nobody
    accepted = list(writer.rows(figures.accepted(where), progress))
    target = io.StringIO(newline="")
    sheet = csv.writer(target, lineterminator="\r\n")
    sheet.writerow(HEADINGS)
    sheet.writerows(accepted)
    sheet.writerows(writer.rows(figures.others(where), progress))
    progress(writer.done, writer.done)
    return TidyText(target.getvalue(), len(accepted))


class _Writer:
    """Makes rows of figures."""

    def __init__(self, figures: TidyFigures, language: str) -> None:
        self._figures = figures
        self._language = language
        self.done = 0

    def rows(self, found: Iterable[TidyFigure], progress: Progress) -> Iterator[list[str]]:
        """Give the cells of figures' rows, and tell how many are done."""
        for figure in found:
            if self.done % _BETWEEN_LOOKS == 0:
                progress(self.done, None)
            self.done += 1
            yield self.row(figure)

    def row(self, found: TidyFigure) -> list[str]:
        """Return the cells of a figure's row."""
        figure, reading, language = found.figure, found.reading, self._language
        value = _value_text(figure)
        text = reading.text if reading is not None else ""
        is_words = figure.value is None and not found.status
        return [
            figure.period,
            figure.metric,
            guarded(self._figures.metric_label(figure.metric, language)),
            figure.dimension,
            figure.segment,
            guarded(self._figures.segment_label(figure.dimension, figure.segment, language)),
            found.statistic,
            guarded(text) if is_words else value,
            guarded(text) if text != value and not is_words else "",
            f"{decimal_of(figure.step):f}" if figure.step is not None else "",
            figure.qualifier if value else "",
            found.unit,
            found.status,
            guarded(self._figures.source_of(found)),
            guarded(reading.place if reading is not None else ""),
        ]


def _value_text(figure: Observation | Reading) -> str:
    """Write a value with the decimals that its step has, so that 149.0 stays so."""
    if figure.value is None:
        return ""
    value, step = decimal_of(figure.value), decimal_of(figure.step or 0.0)
    exponent = step.normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 and step else 0
    shown = f"{value:.{decimals}f}"
    return shown if float(shown) == figure.value else f"{value:f}"
