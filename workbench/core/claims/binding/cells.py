"""The lines of a table one by one: labels, values, rows, titles, column heads, put together where a line was broken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from workbench.core.claims.binding.cues import MetricWords
from workbench.core.claims.reader.dates import Calendar, dates_in
from workbench.core.claims.reader.draft import Stretch
from workbench.core.claims.reader.layout import ROW_LINE, VALUE_LINE, Passage
from workbench.core.claims.reader.names import Names
from workbench.core.claims.reader.numbers import Number, numbers_in
from workbench.core.claims.text import Span
from workbench.core.periods import Grain, Period
from workbench.core.records import Statistic

_LAST = re.compile(r"last month|previous month|prior month|前月|先月|前回")
_AVERAGE = re.compile(
    r"(?:six|6|半年|六)[ -]?(?:か月|カ月|ヶ月|months?)?[ -]?(?:の)?(?:av|平均|mean)|6か月平均|半年平均|(?:six|6)[ -]months?[ -]av"
)
_CHANGE = re.compile(r"増減|前月比|変化|(?<![a-z])change|difference|(?<![a-z])diff(?![a-z])|\+/-")
_THIS = re.compile(r"this month|current|今月|当月")
_TOTAL = re.compile(r"(?:grand )?total|合計|総計|全体|全世界|global|world ?wide|overall")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}(?: (?:19|20)[0-9]{2})+")
_UNITS = (
    ("bytes", r"[(（](?:バイト|bytes?)[)）]"),
    ("kilobytes", r"[(（]?(?<![a-z])(?:kb|キロバイト)(?![a-z])"),
    ("percent", r"[(（](?:%|percent)[)）]"),
    ("one_in", r"1 in(?![a-z])"),
)


_RANKED = re.compile(r"(?:#|no\.? ?)?(?P<rank>[0-9]{1,3})(?:st|nd|rd|th|[位.):])? +(?=[^0-9\s])")
"""The place in an order before a row's label: "1 China"."""

_RANK_CELL = re.compile(r"(?:#|no\.? ?)?[0-9]{1,3}(?:st|nd|rd|th|[位.])?|rank(?:ing)?|#|no\.?|順位|位|position|pos\.?")
"""A cell that is a place in an order, or the head of such cells."""


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
    `columns` what each column of a header means; `unit` the unit that a header names.
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

    @property
    def is_total(self) -> bool:
        """Whether its label is that of a total."""
        return _TOTAL.fullmatch(self.label) is not None


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
        return self._without_ranks(cells)

    def _without_ranks(self, cells: Sequence[Cell]) -> list[Cell]:
        """Return cells; where the labels of rows are numbered one after the other, their places in the order are left out."""
        rows = [cell for cell in cells if cell.kind is CellKind.ROW]
        found = [_RANKED.match(f"{cell.label} x" if "|" in cell.words else cell.label) for cell in rows]
        if not _is_order([int(match["rank"]) for match in found if match]) or None in found:
            return list(cells)
        return [self._without_rank(cell) for cell in cells]

    def _without_rank(self, cell: Cell) -> Cell:
        if "|" in cell.stretch.body.words and cell.kind is not CellKind.OTHER:
            return self._bars(cell.stretch.body.words, cell.stretch, cell.span, is_ranked=True)
        match = _RANKED.match(cell.label) if cell.kind is CellKind.ROW else None
        return cell if match is None else self._relabelled(cell, match.end())

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
        return Cell(CellKind.ROW, stretch, row[0], span, label, stretch.span(start, end), numbers, self.names.of(label))

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
        cell = Cell(CellKind.LABEL, stretch, words, span, words.strip(" |:*"), span, unit=_unit(words))
        if _AVERAGE.search(words):
            return replace(cell, kind=CellKind.STATISTIC, statistic=Statistic.AVERAGE_6)
        if _CHANGE.search(words) and len(words) < 24:
            return replace(cell, kind=CellKind.STATISTIC, statistic=Statistic.CHANGE)
        if _LAST.search(words):
            return replace(cell, kind=CellKind.STATISTIC, is_previous=True)
        dates = dates_in(words, words.title(), Calendar(self.calendar.month))
        return replace(cell, period=dates[0].period if len(dates) == 1 else None)

    def _bars(self, words: str, stretch: Stretch, span: Span, *, is_ranked: bool = False) -> Cell:
        """Return a line of cells with bars or tabs between them: a row, or the header of the columns."""
        body = stretch.body.words
        parts = list(_cells_between_bars(body))
        if all(re.fullmatch(r"[ :=-]*", body[start:end]) for start, end in parts):
            return Cell(CellKind.OTHER, stretch, words, span)
        if is_ranked and len(parts) > 2 and _RANK_CELL.fullmatch(body[slice(*parts[0])]):
            del parts[0]
        start, end = parts[0]
        numbers = tuple(number for first, last in parts[1:] for number in self._numbers(body[first:last], first))
        label = body[start:end].strip(" *")
        if numbers:
            label_span = stretch.span(start, max(end, start + 1))
            return Cell(CellKind.ROW, stretch, words, span, label, label_span, numbers, self.names.of(label))
        columns = tuple(self._column(body[first:last], stretch, span) for first, last in parts[1:])
        header = " ".join(body[first:last].strip() for first, last in parts)
        return Cell(CellKind.LABEL, stretch, header, span, header, span, unit=_unit(header), columns=columns)

    def _numbers(self, words: str, offset: int) -> list[Number]:
        """Return the number of a cell, with its sign; a period is none."""
        if dates_in(words, words.title(), Calendar(self.calendar.month)):
            return []
        return [_signed(number, words) for number in _moved(numbers_in(words)[:1], offset)]

    def _column(self, words: str, stretch: Stretch, span: Span) -> Cell:
        meaning = self._meaning(words.strip(" *"), stretch, span)
        return replace(meaning, metric=self.words.titled(words.strip(" *")))


def _is_order(ranks: Sequence[int]) -> bool:
    """Whether numbers are the places of an order: two or more, each the next one."""
    return len(ranks) > 1 and all(later - earlier == 1 for earlier, later in pairwise(ranks))


def _unit(words: str) -> str:
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


def _cells_between_bars(words: str) -> Iterator[tuple[int, int]]:
    """Yield where the cells of a line with bars begin and end, without the spaces around them."""
    for found in re.finditer(r"[^|]+", words.strip(" |")):
        offset = len(words) - len(words.lstrip(" |"))
        text = found[0]
        start = offset + found.start() + len(text) - len(text.lstrip())
        yield start, max(start, offset + found.end() - (len(text) - len(text.rstrip())))


def _signed(number: Number, words: str) -> Number:
    """Return a number with the sign that stands alone before it in its cell."""
    sign = re.match(r" ?([-+±▲△])", words)
    if sign is None or number.sign:
        return number
    return replace(number, sign=1 if sign[1] == "+" else -1)


def _moved(numbers: Sequence[Number], offset: int) -> list[Number]:
    return [replace(number, start=number.start + offset, end=number.end + offset) for number in numbers]
