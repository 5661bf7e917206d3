"""One block of table lines: its rows, its panels of labels and values, and its totals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import takewhile

from workbench.core.claims.binding.binder import PARTS, Binder
from workbench.core.claims.binding.cells import Cell, CellKind, unit_in
from workbench.core.claims.binding.columns import by_dimension, dimension_of, is_axis, members
from workbench.core.claims.binding.doubts import IN_DOUBT
from workbench.core.claims.binding.levels import is_unlikely
from workbench.core.claims.binding.lists import finished
from workbench.core.claims.binding.table_metrics import TableMetrics
from workbench.core.claims.binding.topic import Topic
from workbench.core.claims.model import LOCAL, Base, BaseKind, Binding, Direction, Kind, ListingKind
from workbench.core.claims.reader.draft import Draft, ListingDraft, RowDraft
from workbench.core.claims.reader.numbers import Number
from workbench.core.claims.reader.phrases import Phrase, tops_in
from workbench.core.claims.text import Span
from workbench.core.periods import Period
from workbench.core.printed import PrintedNumber
from workbench.core.records import GLOBAL, Statistic
from workbench.core.units import COUNT, ONE_IN, PER_DAY, PERCENT, POINTS, UNITS

_DAILY = re.compile(r"(?:per|a|each|every) day|daily|/ ?day|(?:1|一)日|/日")
_HUNDRED = 100
_TOTALS = {parts: total for total, parts in PARTS.items()}
_TITLES = frozenset({CellKind.LABEL, CellKind.TITLE})
_MEANINGS = frozenset({CellKind.STATISTIC, CellKind.PERIOD})


@dataclass(slots=True)
class Tables:
    """What a block of table lines says."""

    drafts: list[Draft] = field(default_factory=list)
    listings: list[ListingDraft] = field(default_factory=list)


class Block:
    """One block of table lines while it is read."""

    def __init__(self, binder: Binder, topic: Topic, cells: Sequence[Cell]) -> None:
        """Take the cells of the block."""
        self.binder = binder
        self.cells = [cell for cell in cells if cell.kind is not CellKind.OTHER]
        self.metrics = TableMetrics(binder, topic, self.cells)
        self.made = Tables()
        said = next((cell.period for cell in self.cells if cell.kind is CellKind.PERIOD), None)
        self.month = said or topic.calendar.month

    def tables(self) -> Tables:
        """Return what the block says."""
        place = 0
        while place < len(self.cells):
            kind = self.cells[place].kind
            if kind is CellKind.ROW:
                place = self._rows(place)
            elif kind is CellKind.VALUE:
                place = self._values(place)
            else:
                self._counts(self.cells[place])
                place += 1
        self.made.drafts.sort(key=lambda draft: draft.span)
        return self.made

    def _counts(self, cell: Cell) -> None:
        """Keep each "top N" of a label."""
        body = cell.stretch.body.words
        for phrase in tops_in(body if "|" in body else cell.words):
            self._begun(Kind.COUNT, cell, phrase).unit = "things"

    def _run(self, place: int, kind: CellKind) -> list[Cell]:
        """Return the cells of one kind from a place on."""
        run: list[Cell] = []
        for cell in self.cells[place:]:
            if cell.kind is not kind:
                break
            run.append(cell)
        return run

    def _rows(self, place: int) -> int:
        """Read lines that are a label and a value; where the kind of labels changes, another table begins."""
        run = self._run(place, CellKind.ROW)
        above = list(takewhile(lambda cell: cell.kind in _TITLES, reversed(self.cells[:place])))[:2]
        header = above[0] if above else None
        title = " ".join(cell.words for cell in reversed(above))
        for group in by_dimension(run):
            is_first = group[0] is run[0]
            self._table(group, header if is_first else None, title if is_first else "")
        return place + len(run)

    def _table(self, group: Sequence[Cell], header: Cell | None, title: str) -> None:
        """Make the lists of one table: one for each of its columns."""
        dimension = dimension_of([cell.segments for cell in group])
        columns = max(len(cell.numbers) for cell in group)
        firsts: dict[int, Draft] = {}
        # The labels' own column has a title, or none at all.
        titles = header.columns[-columns:] if header is not None and 0 <= len(header.columns) - columns <= 1 else ()
        metrics: dict[str, Binding | None] = {}
        for column in range(columns):
            rows = [cell for cell in group if len(cell.numbers) > column]
            unit = header.unit if header is not None and not any(title.unit for title in header.columns) else ""
            meaning = titles[column] if titles else None
            drafts = [self._draft(cell, column, (meaning and meaning.unit) or unit) for cell in rows]
            written = "" if drafts[0].unit == POINTS.id else drafts[0].unit or _counted(drafts[0])
            metric = self.metrics.metric(dimension, written, self.cells.index(group[0]), title)
            name = "" if metric is None else metric.id
            if name not in metrics:
                metrics[name] = self._likely(metric, drafts, dimension, title)
            metric = metrics[name]
            if meaning is not None and meaning.statistic == Statistic.CHANGE:
                metric = next(iter(metrics.values()))
            pairs = list(zip(rows, drafts, strict=True))
            self._list(ListingKind.TABLE, pairs, metric, dimension, header, meaning)
            self.metrics.topic.last = metric or self.metrics.topic.last
            if columns > 1 and meaning is None:
                _doubt(drafts)
            _doubt([draft for cell, draft in pairs if len(cell.numbers) < columns])
            if not column:
                self._ranks(pairs)
            for cell, draft in pairs:
                first = firsts.setdefault(id(cell), draft)
                if draft.kind is Kind.CHANGE and first is not draft:
                    draft.subject, draft.unit = first, draft.unit or (POINTS.id if first.unit == PERCENT.id else "")

    def _likely(self, metric: Binding | None, drafts: Sequence[Draft], dimension: str, title: str) -> Binding | None:
        """Return a metric, or one by the title where too many values are beyond its classes; one of a known name may be a slip."""
        classes = self.binder.catalogue.classes(metric.id) if metric is not None else ()
        count = sum(is_unlikely(draft.number, draft.unit, classes) for draft in drafts)
        is_other = count > 0 and (dimension == LOCAL or count * 2 >= len(drafts))
        is_other = is_other or (dimension == LOCAL and metric is not None and self._is_split(metric, drafts))
        return self.metrics.titled(title) if is_other else metric

    def _is_split(self, metric: Binding, drafts: Sequence[Draft]) -> bool:
        """Whether percentages are the parts of a whole, which rates of the metric are not: they make up a hundred."""
        numbers = [draft.number for draft in drafts if draft.number is not None and draft.unit == PERCENT.id]
        gap = abs(sum(float(number.value) for number in numbers) - _HUNDRED)
        rounding = sum(float(number.step) for number in numbers) / 2
        return metric.id.endswith(".rate") and len(numbers) > 2 and gap <= rounding

    def _ranks(self, pairs: Sequence[tuple[Cell, Draft]]) -> None:
        """Keep the places in the order of a table that stands in the order of its first values."""
        levels = [draft.number.value for _, draft in pairs if draft.number is not None]
        levels = levels[::-1] if pairs[0][1].unit == ONE_IN.id else levels
        if levels == sorted(levels, reverse=True):
            for cell, value in pairs:
                if cell.rank is not None:
                    draft = self._begun(Kind.RANK, cell, cell.rank)
                    draft.number = PrintedNumber(cell.rank.printed.value, Decimal(0))
                    draft.unit, draft.subject = "rank", value
                    draft.take(value)

    def _draft(self, cell: Cell, column: int, unit: str) -> Draft:
        number = cell.numbers[column]
        draft = self._begun(Kind.VALUE, cell, number)
        draft.unit = number.unit or unit
        if number.sign:
            draft.direction = Direction.UP if number.sign > 0 else Direction.DOWN
        return draft

    def _begun(self, kind: Kind, cell: Cell, place: Number | Phrase) -> Draft:
        """Begin a claim of a number in a cell."""
        span = cell.stretch.span(place.start, place.end)
        draft = Draft(kind, span, place.start, place.end, cell.stretch.sentence, cell.stretch.section)
        draft.number = place.printed
        self.made.drafts.append(draft)
        return draft

    def _values(self, place: int) -> int:
        """Read lines that are values only: they belong to the labels before them, by their order."""
        run = self._run(place, CellKind.VALUE)
        end = place + len(run)
        if is_axis(run):
            return end
        labels = self._labels_before(place)
        drafts = [draft for cell in run for draft in self._line(cell)]
        segments = members(labels)
        if segments and len(segments) >= len(drafts):
            self._panel(segments, drafts, place)
        elif not segments and self._summary(labels, drafts, place, end):
            return end
        elif len(labels) == len(drafts) and len(drafts) > 1 and all(cell.kind is CellKind.LABEL for cell in labels):
            self._panel(labels, drafts, place)
        else:
            self._loose(
                drafts, place, is_titled=len(drafts) == 1 and bool(labels) and labels[-1].kind is CellKind.TITLE
            )
        return end

    def _line(self, cell: Cell) -> list[Draft | None]:
        """Return the values of a line; a dash is one that is missing."""
        if not cell.numbers:
            return [None]
        return [self._draft(cell, column, "") for column in range(len(cell.numbers))]

    def _labels_before(self, place: int) -> list[Cell]:
        """Return the labels between the values before a place and that place."""
        labels: list[Cell] = []
        for cell in reversed(self.cells[:place]):
            if cell.kind in {CellKind.VALUE, CellKind.ROW}:
                break
            labels.append(cell)
        return labels[::-1]

    def _panel(self, labels: Sequence[Cell], drafts: Sequence[Draft | None], place: int) -> None:
        """Pair labels with values by their order; labels without a value keep their row."""
        dimension = dimension_of([cell.segments for cell in labels])
        metric = self.metrics.metric(dimension, _unit(drafts), place)
        kind = ListingKind.STAGES if dimension == "pipeline_stage" else ListingKind.PANEL
        padded = [*drafts, *[None] * (len(labels) - len(drafts))]
        self._list(kind, list(zip(labels, padded, strict=False)), metric, dimension, None, None)

    def _list(
        self,
        kind: ListingKind,
        pairs: Sequence[tuple[Cell, Draft | None]],
        metric: Binding | None,
        dimension: str,
        header: Cell | None,
        meaning: Cell | None,
    ) -> None:
        """Make a list of labels with their values."""
        is_mixed = self._is_of_metrics(pairs)
        rows = [self._row(cell, draft, metric, dimension, meaning, is_mixed=is_mixed) for cell, draft in pairs]
        first, last = pairs[0][0], pairs[-1][0]
        spans = [row.label_span for row in rows if row.label_span] + [row.draft.span for row in rows if row.draft]
        listing = ListingDraft(
            kind,
            rows,
            Span(min(spans).start, max(span.end for span in spans)),
            first.stretch.sentence,
            last.stretch.section,
        )
        if header is not None:
            listing.header, listing.header_span = header.words, header.span
            listing.heading_unit = header.unit
        self.made.listings.append(finished(listing, is_ordered=False))
        listing.dimension = dimension

    def _row(
        self,
        cell: Cell,
        draft: Draft | None,
        metric: Binding | None,
        dimension: str,
        meaning: Cell | None,
        *,
        is_mixed: bool,
    ) -> RowDraft:
        segment = self._segment(cell, dimension, metric)
        if draft is not None:
            draft.metric, draft.segment, draft.period = metric, segment, self._period()
            if cell.is_total and metric is not None and metric.id in _TOTALS:
                draft.metric = replace(metric, id=_TOTALS[metric.id])
            if meaning is not None:
                self._mean(draft, meaning)
            if segment.dimension == LOCAL:
                self._bind_metric(draft, cell, is_mixed=is_mixed)
                self._bind_time(draft, cell)
        return RowDraft(cell.label, cell.label_span, segment, draft)

    def _is_of_metrics(self, pairs: Sequence[tuple[Cell, Draft | None]]) -> bool:
        """Whether the rows are of several metrics: by their units, or labels and sizes."""
        units = {draft.unit or unit_in(cell.label) for cell, draft in pairs if draft is not None}
        if {PERCENT.id, ONE_IN.id} <= units:
            return True
        values = [draft.number.value for _, draft in pairs if draft is not None and draft.number is not None]
        named = {
            max(said, key=said.__getitem__) for cell, _ in pairs if (said := self.binder.words.scores(cell.label, ""))
        }
        return "" in units and len(named) > 1 and min(values) < _HUNDRED < max(values)

    def _bind_metric(self, draft: Draft, cell: Cell, *, is_mixed: bool) -> None:
        """Bind a row whose label names a metric: its unit says that it is no part of a whole, or its column has several."""
        said = unit_in(cell.label)
        unit = (
            draft.unit
            or said
            or (PER_DAY.id if _DAILY.search(cell.label) else _guessed(draft) if is_mixed else COUNT.id)
        )
        scores = self.binder.words.scores(cell.label, unit)
        is_own = bool(said and not draft.unit) or unit in {ONE_IN.id, PER_DAY.id} or is_mixed
        if scores and is_own and ":" not in cell.label:
            draft.metric, draft.unit = Binding(max(scores, key=scores.__getitem__), 0.85), unit
            draft.segment = Binding(GLOBAL, 0.9, GLOBAL)

    def _bind_time(self, draft: Draft, cell: Cell) -> None:
        """Bind a row whose label is "last month", an average or a period, as the total's."""
        if cell.meaning is not None:
            draft.segment = Binding(GLOBAL, 0.9, GLOBAL)
            above = [one.meaning.period for one in self.cells[: self.cells.index(cell)] if one.meaning is not None]
            said = [period for period in above if period is not None]
            is_change = cell.meaning.statistic == Statistic.CHANGE and said
            self._mean(draft, replace(cell.meaning, period=said[-1]) if is_change else cell.meaning)

    def _segment(self, cell: Cell, dimension: str, metric: Binding | None) -> Binding:
        """Return what a row is of; a label that names a part of the metric is that part, though most of the others are unknown."""
        own = self.binder.catalogue.breakdowns(metric.id) if metric is not None and not metric.is_local else {}
        fitting = own if dimension == LOCAL else {dimension}
        known = next((pair for pair in cell.segments if pair[0] in fitting), None)
        if cell.is_total:
            return Binding(GLOBAL, 0.95, GLOBAL, span=cell.label_span)
        if known is None:
            return Binding(cell.label, 0.85, LOCAL, is_local=True, span=cell.label_span)
        return Binding(known[1], 0.95, known[0], span=cell.label_span)

    def _period(self, period: Period | None = None) -> Binding | None:
        found = period or self.month
        return None if found is None else Binding(str(found), 0.95)

    def _mean(self, draft: Draft, meaning: Cell) -> None:
        """Bind a value as its column's title says: another period, an average, a change."""
        if meaning.period is not None:
            draft.period = self._period(meaning.period)
        if meaning.statistic:
            draft.statistic = meaning.statistic
        if meaning.is_total:
            draft.period = None
        if meaning.is_previous and self.month is not None:
            draft.period = self._period(self.month.previous)
        if meaning.metric is not None and self.binder.takes(meaning.metric, draft.unit or _counted(draft)):
            draft.metric = Binding(meaning.metric, 0.95)
        if draft.statistic == Statistic.CHANGE or draft.unit == POINTS.id:
            self._make_change(draft, draft.period if meaning.period is not None else None)

    def _make_change(self, draft: Draft, own: Binding | None = None) -> None:
        """Make a value of a column of changes a change, in points where its metric changes in points; a row may have its `own` period."""
        catalogue = self.binder.catalogue
        draft.kind, draft.period = Kind.CHANGE, own or self._period()
        now = self.month if own is None else Period.parse(own.id)
        previous = now.previous if now is not None else None
        draft.base = Base(BaseKind.PREVIOUS, previous)
        if not draft.unit and draft.metric is not None and draft.metric.id in catalogue.metrics:
            draft.unit = UNITS[catalogue.metric(draft.metric.id).unit].change_unit

    def _summary(self, labels: Sequence[Cell], drafts: Sequence[Draft | None], place: int, end: int) -> bool:
        """Pair the values of a total with "this month", "last month", "average", which may stand before or behind them."""
        meanings = [cell for cell in labels if cell.kind in _MEANINGS]
        for cell in self.cells[end:]:
            if cell.kind not in _MEANINGS or len(meanings) == len(drafts):
                break
            meanings.append(cell)
        if not drafts or len(meanings) != len(drafts):
            return False
        metric = self.metrics.metric(GLOBAL, _unit(drafts), place)
        for draft, meaning in zip(drafts, meanings, strict=True):
            if draft is None:
                continue
            draft.metric, draft.segment, draft.period = metric, Binding(GLOBAL, 0.95, GLOBAL), self._period()
            self._mean(draft, meaning)
        return True

    def _loose(self, drafts: Sequence[Draft | None], place: int, *, is_titled: bool) -> None:
        """Bind values without labels to what the block is about, in doubt; one right below a metric's title is its total."""
        for draft in filter(None, drafts):
            draft.metric = self.metrics.metric(GLOBAL, draft.unit, place)
            draft.period = self._period()
            if draft.metric is not None:
                draft.segment = Binding(GLOBAL, 0.85 if is_titled else 0.4, GLOBAL)


def _guessed(draft: Draft) -> str:
    """Return the unit of a rate without one: a percentage, or above a hundred the N of "1 in N"."""
    return ONE_IN.id if draft.number is not None and draft.number.value > _HUNDRED else PERCENT.id


def _doubt(drafts: Sequence[Draft]) -> None:
    """Doubt the periods of values in columns of which no title, or no full row, says what tells them apart."""
    for draft in drafts:
        if draft.period is not None:
            draft.period = replace(draft.period, score=IN_DOUBT)


def _counted(draft: Draft) -> str:
    """Return the unit of a number without one: whole numbers are counts."""
    return COUNT.id if draft.number is not None and draft.number.step >= 1 else ""


def _unit(drafts: Sequence[Draft | None]) -> str:
    """Return the unit of the first value that there is."""
    return next((draft.unit for draft in drafts if draft is not None), "")
