"""A plot in text: as a description that tests compare, as sentences for those who hear it, and as the table beside it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from operator import itemgetter

from workbench.core.chart import NO_LINE, Chart, EventMark, Line, NoteMark, Pane
from workbench.core.messages import Translator, message
from workbench.core.periods import Period
from workbench.core.tidy.lines import guarded
from workbench.core.translation import period_text

_DIGITS = 6


def describe(chart: Chart) -> str:
    """Return all that a plot shows, a line of text each: axes, series with counts, gaps and ends, marks, events, notes."""
    return "\n".join(_description(chart)) + "\n"


def _description(chart: Chart) -> Iterator[str]:
    yield f"title: {chart.title} [{chart.language}]"
    yield f"shown: {_day(chart.first)} to {_day(chart.last)}"
    yield f"changes: {chart.against}"
    for number, pane in enumerate(chart.panes, 1):
        yield from _described_pane(number, pane, chart.hidden)
    for event in chart.events:
        yield f"event {event.id} ({event.kind}) {_days(event)}: {event.label}"
    for note in chart.notes:
        yield f"note {note.number} on {note.line or 'the plot'} {_days(note)}: {_in_one_line(note.text)}"
    yield from (f"remark: {remark}" for remark in chart.remarks)


def _described_pane(number: int, pane: Pane, hidden: frozenset[str]) -> Iterator[str]:
    zero = ", from zero" if pane.starts_at_zero else ""
    suffix = f", numbers end in {pane.suffix}" if pane.suffix else ""
    yield f"pane {number}: {pane.unit}{suffix}{zero}"
    for line in pane.lines:
        yield from (f"  {text}" for text in _described_line(line, is_hidden=line.id in hidden))


def _described_line(line: Line, *, is_hidden: bool) -> Iterator[str]:
    points = _points(line)
    counts = f"{len(points)} of {len(line.values)} points, {_gaps(line)} gaps"
    yield f"{line.kind} {line.id} in colour {line.colour}{' (hidden)' if is_hidden else ''}: {line.label}"
    yield f"  {line.periods[0]} to {line.periods[-1]}, {counts}"
    lowest, highest = min(points, key=itemgetter(1)), max(points, key=itemgetter(1))
    for name, (at, value) in (("first", points[0]), ("last", points[-1]), ("lowest", lowest), ("highest", highest)):
        change = line.changes[at] if line.changes else ""
        said = f", {change}" if change else ""
        yield f"  {name} {line.periods[at]}: {value:.{_DIGITS}g} = {line.texts[at]}{said}"
    if line.provisional:
        yield f"  not final: {', '.join(str(line.periods[at]) for at in line.provisional)}"
    for at, reason in zip(line.outliers, line.reasons, strict=True):
        yield f"  outlier {line.periods[at]} {line.texts[at]}: {reason}"


def spoken(chart: Chart, translate: Translator) -> str:
    """Return what a plot shows in sentences, for a screen reader: each line's number of figures, ends, peak and low."""
    return "\n".join(_sentences(chart, translate))


def _sentences(chart: Chart, translate: Translator) -> Iterator[str]:
    yield chart.title
    for line in chart.lines:
        points = _points(line)
        first, last = points[0][0], points[-1][0]
        low, high = min(points, key=itemgetter(1))[0], max(points, key=itemgetter(1))[0]
        yield translate(
            message(
                "trends.spoken_line",
                label=line.label,
                count=len(points),
                first=line.periods[first],
                last=line.periods[last],
                latest=line.texts[last],
                highest=line.texts[high],
                peak=line.periods[high],
                lowest=line.texts[low],
                low=line.periods[low],
            )
        )
    if chart.events or chart.notes:
        yield translate(message("trends.spoken_marks", events=len(chart.events), notes=len(chart.notes)))


def table_of(chart: Chart, translate: Translator) -> list[list[str]]:
    """Return the plot as a table: heads, then a row a period, a column a visible line, and events and notes if there are any.

    Texts are as printed; a cell without a figure is empty. Where periods of several lengths begin together, the longer
    comes first.
    """
    lines = list(chart.lines)
    cells = [{line.periods[at]: line.texts[at] for at, _ in _points(line)} for line in lines]
    periods = sorted({period for column in cells for period in column})
    columns = [[column.get(period, "") for period in periods] for column in cells]
    heads = [translate(message("trends.period")), *(line.label for line in lines)]
    for id_, marks in (("trends.events", _events_by(chart, periods)), ("trends.notes", _notes_by(chart, periods))):
        if any(marks):
            heads.append(translate(message(id_)))
            columns.append(marks)
    names = [period_text(period, chart.language) for period in periods]
    return [heads, *(list(row) for row in zip(names, *columns, strict=True))]


def tsv_of(table: Sequence[Sequence[str]]) -> str:
    """Write a table as lines of cells with tabs between, as a spreadsheet takes it; no cell is taken for a formula."""
    return "".join("\t".join(guarded(_in_one_line(cell)) for cell in row) + "\r\n" for row in table)


def _events_by(chart: Chart, periods: Sequence[Period]) -> list[str]:
    """Return the events of each period."""
    return [" / ".join(event.label for event in chart.events if _meets(event, period)) for period in periods]


def _notes_by(chart: Chart, periods: Sequence[Period]) -> list[str]:
    """Return the notes of each period, with what each is on."""
    labels = {line.id: line.label for line in chart.lines}
    return [" / ".join(_note_text(note, labels) for note in chart.notes if _meets(note, period)) for period in periods]


def _note_text(note: NoteMark, labels: dict[str, str]) -> str:
    label = labels.get(note.line, NO_LINE)
    text = _in_one_line(note.text)
    return f"{note.number} {label}: {text}" if label else f"{note.number} {text}"


def _meets(mark: EventMark | NoteMark, period: Period) -> bool:
    """Whether a mark has a day in common with a period."""
    return mark.first <= period.last_day.toordinal() and mark.last >= period.first_day.toordinal()


def _points(line: Line) -> list[tuple[int, float]]:
    """Return the places that have a value, with it; a line has one at least."""
    return [(at, value) for at, value in enumerate(line.values) if value is not None]


def _gaps(line: Line) -> int:
    """Count the runs of missing values between others."""
    return sum(before is not None and now is None for before, now in zip(line.values, line.values[1:], strict=False))


def _day(day: float) -> str:
    """Write a day; the plot without figures has none."""
    return datetime.date.fromordinal(int(day)).isoformat() if day >= 1 else "–"


def _days(mark: EventMark | NoteMark) -> str:
    first, last = _day(mark.first), _day(mark.last)
    return first if first == last else f"{first} to {last}"


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
