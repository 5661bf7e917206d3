"""The lines of a table one by one: labels, values, rows, titles, column heads, put together where a line was broken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, takewhile

from workbench.core.claims.binding.cues import SHARE, TOTAL, MetricWords
from workbench.core.claims.binding.ranks import (
    FEWEST_RANKS,
    RANKED,
    RANKED_SURELY,
    cells_between_bars,
    is_order,
    leading_ranks,
    pairs_in,
)
from workbench.core.claims.reader.dates import Calendar, dates_in
from workbench.core.claims.reader.divided import VALUE_LINE
from workbench.core.claims.reader.draft import Stretch
from workbench.core.claims.reader.layout import ROW_LINE, Passage
from workbench.core.claims.reader.names import Names
from workbench.core.claims.reader.numbers import Number, numbers_in
from workbench.core.claims.text import Span
from workbench.core.periods import Grain, Period
from workbench.core.records import Statistic

_LAST = re.compile(r"last month|previous month|prior month|前月|先月|前回")
_AVERAGE = re.compile(
    r"(?:six|6|半年|六)[ -]?(?:か月|カ月|ヶ月|months?)?[ -]?(?:の)?(?:av|平均|mean)|6か月平均|半年平均|(?:six|6)[ -]months?[ -]av"
)
_CHANGE = re.compile(
    r"増減|[前対][月年期][比差対]|変化|変動|差分|(?<![a-z])change|difference|(?<![a-z])diff(?![a-z])|\+/-|(?<![a-z])(?:vs\.?|versus|against|compared (?:with|to)) |±"
)
_THIS = re.compile(r"this month|current|今月|当月")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}(?: (?:19|20)[0-9]{2})+")
_UNITS = (
    ("bytes", r"[(（](?:バイト|bytes?)[)）]"),
    ("kilobytes", r"[(（]?(?<![a-z])(?:kb|キロバイト)(?![a-z])"),
    ("percent", r"[(（](?:%|percent)[)）]|^[^(]{2,30} (?:%|percent)$"),
    ("one_in", r"1 in(?![a-z])|n?通に1通"),
)

_FEWEST_PANELS = 2
_LONGEST_TITLE = 24
_LED = re.compile(r"^(?:of which |thereof )?(?:in|for|from) (?:the )?|^うち、?|^内、?")
"""What may lead to the name in a row's label: "in Germany"."""


class CellKind(StrEnum):
    """What a line of a table is."""

    LABEL = "label"
    VALUE = "value"
    ROW = "row"
    TITLE = "title"
    PERIOD = "period"
    STATISTIC = "statistic"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Cell:
    """A line of a table, or the title of a column.

    `numbers` are its values; `segments` what its label may mean; `metric`, `period`, `statistic` what it names;
    `columns` what each column of a header means; `unit` the unit that a header names; `rank` a row's place in an order,
    `meaning` the period or statistic that its label names.
    """

    kind: CellKind
    stretch: Stretch
    words: str
    span: Span
    label: str = ""
    label_span: Span | None = None
    numbers: tuple[Number, ...] = ()
    segments: tuple[tuple[str, str], ...] = ()
    metric: str | None = None
    period: Period | None = None
    statistic: str = ""
    is_previous: bool = False
    unit: str = ""
    columns: tuple[Cell, ...] = ()
    rank: Number | None = None
    meaning: Cell | None = None

    @property
    def is_total(self) -> bool:
        """Whether its label is that of a total."""
        return TOTAL.fullmatch(self.label.removeprefix("grand ")) is not None


@dataclass(frozen=True)
class CellReader:
    """Reads the lines of a table."""

    names: Names
    words: MetricWords
    calendar: Calendar

    def cells(self, block: Sequence[Passage], stretches: Sequence[Stretch]) -> list[Cell]:
        """Return the cells of a block of lines; a label or value that was broken over lines is one cell."""
        lines = list(_joined_values(list(zip((passage.lines[0].words for passage in block), stretches, strict=True))))
        cells: list[Cell] = []
        place = 0
        while place < len(lines):
            taken, cell = self._longest(lines[place : place + 3])
            cells.append(cell)
            place += taken
        return self._without_ranks([each for run in self._panels(cells) for each in run])

    def _panels(self, cells: Sequence[Cell]) -> Iterator[list[Cell]]:
        """Yield cells; lines that hold several labels with their values are as many tables side by side, one after the other."""
        for count, run in groupby(cells, key=lambda cell: len(_panel_pairs(cell))):
            lines = list(run)
            if count < _FEWEST_PANELS:
                yield lines
                continue
            for panel in range(count):
                yield [self._part(cell, *_panel_pairs(cell)[panel]) for cell in lines]

    def _part(self, cell: Cell, label: tuple[int, int], values: Sequence[tuple[int, int]]) -> Cell:
        """Return the row of one panel of a line."""
        body = cell.stretch.body.words
        numbers = tuple(number for first, last in values for number in self._numbers(body[first:last], first))
        span = cell.stretch.span(*label)
        return self._made_row(cell.stretch, cell.words, cell.span, body[slice(*label)].strip(" *"), span, numbers)

    def _without_ranks(self, cells: Sequence[Cell]) -> list[Cell]:
        """Return cells without places in an order: those before the labels of numbered rows, and columns of them."""
        rows = [cell for cell in cells if cell.kind is CellKind.ROW]
        # The rows of totals and of "others", which come last, have no place.
        ranks = list(takewhile(bool, (leading_ranks(cell.stretch.body.words) for cell in rows)))
        if len(ranks) >= FEWEST_RANKS and len(ranks) * 2 > len(rows):
            widest = max(len(list(cells_between_bars(cell.stretch.body.words))) for cell in rows)
            return [self._without_columns(cell, min(ranks), widest) for cell in cells]
        found = {id(cell): RANKED.match(cell.label) for cell in rows}
        places = [int(match["rank"]) for match in takewhile(bool, found.values()) if match]
        if not is_order(places) or len(places) * 2 <= len(rows):
            found = {id(cell): RANKED_SURELY.match(cell.label) for cell in rows}
        return [self._relabelled(cell, match.end()) if (match := found.get(id(cell))) else cell for cell in cells]

    def _without_columns(self, cell: Cell, ranks: int, widest: int) -> Cell:
        """Return a row, or a header that is as wide as rows are, without its first cells."""
        body = cell.stretch.body.words
        if "|" not in body or cell.kind is CellKind.OTHER:
            return cell
        if cell.kind is not CellKind.ROW:
            ranks = max(0, ranks - (widest - len(list(cells_between_bars(body)))))
        return self._bars(
            body, cell.stretch, cell.span, min(ranks, leading_ranks(cell.stretch.body.words)) if cell.numbers else ranks
        )

    def _relabelled(self, cell: Cell, start: int) -> Cell:
        """Return a row whose label begins only at a place in it."""
        label, span = cell.label[start:], cell.label_span
        if span is not None:
            span = Span(min(span.start + start, span.end - 1), span.end)
        return replace(cell, label=label, label_span=span, segments=self.names.of(label))

    def _longest(self, lines: Sequence[tuple[str, Stretch, Span]]) -> tuple[int, Cell]:
        """Return the cell that begins a row of lines: of several if together they are a name that none is alone."""
        for count in range(len(lines), 1, -1):
            together = lines[:count]
            if any(VALUE_LINE.fullmatch(words) or ROW_LINE.fullmatch(words) for words, *_ in together):
                continue
            if sum(self._is_known(words) for words, *_ in together) > count - 2:
                continue
            words = " ".join(words for words, *_ in together)
            if self._is_known(words):
                span = Span(together[0][2].start, together[-1][2].end)
                return count, self._label(words, together[0][1], span)
        words, stretch, span = lines[0]
        return 1, self._cell(words, stretch, span)

    def _is_known(self, words: str) -> bool:
        return bool(self.names.of(words)) or self.words.titled(words) is not None

    def _cell(self, words: str, stretch: Stretch, span: Span) -> Cell:
        if "|" in words:
            return self._bars(words, stretch, span)
        dates = dates_in(words, stretch.body.cased, Calendar(self.calendar.month))
        if len(dates) == 1 and dates[0].end - dates[0].start >= len(words) - 2:
            return Cell(CellKind.PERIOD, stretch, words, span, words, span, period=dates[0].period)
        if self.names.of(words):
            return self._label(words, stretch, span)
        if VALUE_LINE.fullmatch(words):
            kind = CellKind.OTHER if _YEARS.fullmatch(words) else CellKind.VALUE
            return Cell(kind, stretch, words, span, numbers=numbers_in(stretch.body.words))
        row = ROW_LINE.fullmatch(words)
        if row and stretch.body.words == words:
            return self._row(row, stretch, span)
        return self._label(words, stretch, span)

    def _row(self, row: re.Match[str], stretch: Stretch, span: Span) -> Cell:
        """Return a line that is a label and its values."""
        label = row["label"].strip(" |:\t")
        start, end = row.start("label"), row.start("label") + len(row["label"])
        dates = dates_in(row[0], row[0].title(), Calendar(self.calendar.month))
        numbers = tuple(
            number
            for number in numbers_in(stretch.body.words)
            if number.start >= row.start("value") - 1
            and not any(date.start <= number.start < date.end for date in dates)
        )
        if not numbers:
            return self._label(row[0], stretch, span)
        return self._made_row(stretch, row[0], span, label, stretch.span(start, end), numbers)

    def _made_row(
        self, stretch: Stretch, words: str, span: Span, label: str, label_span: Span, numbers: tuple[Number, ...]
    ) -> Cell:
        segments = self.names.of(label) or self.names.of(_LED.sub("", label))
        if label.startswith("."):
            # ".com" is no country.
            segments = tuple(pair for pair in segments if pair[0] == "file_type")
        meaning = self._meaning(label, stretch, label_span)
        place = max(0, stretch.body.words.find(label))
        if _is_whole_date(label, meaning) and not stretch.body.cased[place : place + len(label)].isupper():
            segments = ()  # "Mar" is no country, as MAR may be
        has_meaning = not segments and (meaning.kind is CellKind.STATISTIC or _is_whole_date(label, meaning))
        row = Cell(CellKind.ROW, stretch, words, span, label, label_span, numbers, segments)
        return replace(row, meaning=meaning) if has_meaning else row

    def _label(self, words: str, stretch: Stretch, span: Span) -> Cell:
        """Return a label, a title or a header."""
        meaning = self._meaning(words, stretch, span)
        if meaning.kind is CellKind.STATISTIC:
            return meaning
        segments = self.names.of(words)
        metric = None if segments else self.words.titled(words)
        kind = CellKind.TITLE if metric else CellKind.LABEL
        return replace(meaning, kind=kind, metric=metric, segments=segments, columns=self._columns(stretch, span))

    def _columns(self, stretch: Stretch, span: Span) -> tuple[Cell, ...]:
        """Return what the columns of a header mean, where periods or statistics divide it."""
        words = stretch.body.words
        dates = [
            date
            for date in dates_in(words, stretch.body.cased, Calendar(self.calendar.month))
            if date.period.grain is not Grain.DAY
        ]
        places = [
            *((date.start, date.end) for date in dates),
            *(found.span() for pattern in (_LAST, _AVERAGE, _CHANGE, _THIS) for found in pattern.finditer(words)),
        ]
        free = [place for place in sorted(places) if not any(other[0] < place[0] < other[1] for other in places)]
        return tuple(self._meaning(words[start:end], stretch, span) for start, end in free)

    def _meaning(self, words: str, stretch: Stretch, span: Span) -> Cell:
        """Return what words name: a period, an average, last month, a change, a unit."""
        cell = Cell(CellKind.LABEL, stretch, words, span, words.strip(" |:*"), span, unit=unit_in(words))
        if _AVERAGE.search(words):
            return replace(cell, kind=CellKind.STATISTIC, statistic=Statistic.AVERAGE_6)
        if (
            _CHANGE.search(words)
            and len(words) < _LONGEST_TITLE
            and not any(number.unit for number in numbers_in(words))
        ):
            return replace(cell, kind=CellKind.STATISTIC, statistic=Statistic.CHANGE)
        if _LAST.search(words):
            return replace(cell, kind=CellKind.STATISTIC, is_previous=True)
        dates = dates_in(words, words.title(), Calendar(self.calendar.month))
        return replace(cell, period=dates[0].period if len(dates) == 1 else None)

    def _bars(self, words: str, stretch: Stretch, span: Span, ranks: int = 0) -> Cell:
        """Return a line of cells with bars or tabs between them: a row, or the header; without the first cells that are ranks."""
        body = stretch.body.words
        parts = list(cells_between_bars(body))
        if all(re.fullmatch(r"[ :=-]*", body[start:end]) for start, end in parts):
            return Cell(CellKind.OTHER, stretch, words, span)
        ranks = ranks if ranks < len(parts) - 1 else 0
        rank = next(
            (number for first, last in parts[:ranks] for number in self._numbers(body[first:last], first)), None
        )
        parts = parts[ranks:]
        start, end = parts[0]
        numbers = tuple(number for first, last in parts[1:] for number in self._numbers(body[first:last], first))
        label = body[start:end].strip(" *")
        has_value = any(VALUE_LINE.fullmatch(body[first:last].strip(" *~")) for first, last in parts[1:])
        if numbers and (has_value or self.names.of(label)):
            label_span = stretch.span(start, max(end, start + 1))
            return replace(self._made_row(stretch, words, span, label, label_span, numbers), rank=rank)
        columns = tuple(_inherited([self._column(body[first:last], stretch, span) for first, last in parts]))
        header = " ".join(body[first:last].strip() for first, last in parts)
        return Cell(CellKind.LABEL, stretch, header, span, header, span, unit=unit_in(header), columns=columns)

    def _numbers(self, words: str, offset: int) -> list[Number]:
        """Return the number of a cell, with its sign; a period is none."""
        if dates_in(words, words.title(), Calendar(self.calendar.month)):
            return []
        return [_signed(number, words) for number in _moved(numbers_in(words)[:1], offset)]

    def _column(self, words: str, stretch: Stretch, span: Span) -> Cell:
        meaning = self._meaning(words.strip(" *"), stretch, span)
        # A share may be one of the mail that each got, or of all spam: the table's metric says which.
        scores = {} if SHARE.search(meaning.label) else self.words.scores(meaning.label, meaning.unit)
        said = max(scores, key=scores.__getitem__, default=None)
        return replace(meaning, metric=self.words.titled(words.strip(" *")) or said)


def _is_whole_date(label: str, meaning: Cell) -> bool:
    """Whether a label is a period and nothing else."""
    dates = dates_in(label, label.title(), Calendar(meaning.period)) if meaning.period is not None else ()
    return bool(dates) and dates[0].end - dates[0].start >= len(label) - 1


def _inherited(columns: Sequence[Cell]) -> Iterator[Cell]:
    """Yield the titles of columns; one that only names another time, or a change, is of the metric of the one before it."""
    metric, unit = None, ""
    for column in columns:
        is_of_last = column.metric is None and (column.period or column.is_previous or column.statistic)
        if column.metric is not None:
            metric, unit = column.metric, column.unit
        is_change = column.statistic == Statistic.CHANGE
        yield replace(column, metric=metric, unit=column.unit or ("" if is_change else unit)) if is_of_last else column


def _panel_pairs(cell: Cell) -> list[tuple[tuple[int, int], list[tuple[int, int]]]]:
    """Return the labels of a row with their values."""
    return pairs_in(cell.stretch.body.words) if cell.kind is CellKind.ROW else []


def unit_in(words: str) -> str:
    """Return the unit that a title or label names; empty where it names none."""
    return next((unit for unit, pattern in _UNITS if re.search(pattern, words)), "")


def _joined_values(lines: list[tuple[str, Stretch]]) -> Iterator[tuple[str, Stretch, Span]]:
    """Yield the lines; "1 in" and the number on the next line are one value, which the first line's stretch cannot hold."""
    place = 0
    while place < len(lines):
        words, stretch = lines[place]
        span = stretch.span(0, len(stretch.body))
        following = lines[place + 1] if place + 1 < len(lines) else None
        if words in {"1 in", "one in"} and following and re.fullmatch(r"[0-9][0-9,.]*", following[0]):
            body = stretch.body.followed_by(following[1].body)
            yield body.words, Stretch(body, stretch.sentence, stretch.section), Span(span.start, body.ends[-1])
            place += 2
        else:
            yield words, stretch, span
            place += 1


def _signed(number: Number, words: str) -> Number:
    """Return a number with the sign that stands alone before it in its cell."""
    sign = re.match(r" ?([-+±▲△])", words)
    if sign is None or number.sign:
        return number
    return replace(number, sign=1 if sign[1] == "+" else -1)


def _moved(numbers: Sequence[Number], offset: int) -> list[Number]:
    return [replace(number, start=number.start + offset, end=number.end + offset) for number in numbers]
