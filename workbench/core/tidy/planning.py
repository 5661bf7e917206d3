"""What a tidy table would change: its lines against the database, as a plan."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count

from workbench.core.acceptance import accepted, observation_of
from workbench.core.catalogue import Catalogue
from workbench.core.keys import figure_key
from workbench.core.messages import message
from workbench.core.plans import Difference, Ignored, ImportPlan, Problem, Tally
from workbench.core.ports import OneOf, Progress, Reader, tell_nobody
from workbench.core.records import Observation, Reading, Source, Statistic, Status
from workbench.core.tidy.columns import column_positions, is_header
from workbench.core.tidy.files import read_table
from workbench.core.tidy.lines import Line, LineReader, cell_name
from workbench.core.tidy.numbering import Origin, numbers_of, prints_the_same, reading_from, stands_at_its_place

SHAPE = "tidy"
_HEADER_ROWS = 20
_BETWEEN_LOOKS = 5_000
_TALLIED = ("new", "changed", "same", "removed")

Key = tuple[str, str, str, str, str, str]
"""Metric, grain, period, dimension, segment and statistic."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a table as texts, by row from the first one; the sheet's name is empty in a file that has none."""

    sheet: str
    rows: Sequence[Sequence[str]]


def plan_of(
    reader: Reader, catalogue: Catalogue, data: bytes, file: str, now: str, progress: Progress | None = None
) -> ImportPlan:
    """Return what a CSV file's bytes would change; FileRefused for what is no text table, Cancelled by `progress`."""
    table = read_table(data, file)
    source = Source(0, "file", file, hashlib.sha256(data).hexdigest(), now)
    return plan_tables(reader, catalogue, [Cells("", table.rows)], source, progress)


def plan_tables(
    reader: Reader, catalogue: Catalogue, tables: Sequence[Cells], file: Source, progress: Progress | None = None
) -> ImportPlan:
    """Return what the tidy tables of a file would change; one without the headings of a tidy table is a problem."""
    lines: list[Line] = []
    problems: list[Problem] = []
    ignored: list[Ignored] = []
    for table in tables:
        found = header_of(table.rows)
        if found is None:
            first = table.rows[0][0] if table.rows and table.rows[0] else ""
            return ImportPlan(file.name, "", problems=[Problem("", "A1", first, message("import.no_header"))])
        read = _lines(table, *found, catalogue, progress)
        lines += read[0]
        problems += read[1]
        ignored += _above(found[0], table)
    plan = plan_lines(reader, lines, file, progress)
    return replace(plan, file=file.name, problems=[*problems, *plan.problems], ignored=ignored)


def plan_lines(reader: Reader, lines: Sequence[Line], file: Source, progress: Progress | None = None) -> ImportPlan:
    """Return what lines would change, whatever they were read from; Cancelled comes out of `progress`."""
    return _Planner(reader, lines, file).plan(progress or tell_nobody)


def header_of(rows: Sequence[Sequence[str]]) -> tuple[int, Mapping[str, int]] | None:
    """Return the place of the first row whose headings make a tidy table, and its columns; None where there is none."""
    for place, row in enumerate(rows[:_HEADER_ROWS]):
        positions = column_positions(row)
        if is_header(positions):
            return place, positions
    return None


def _above(header: int, table: Cells) -> list[Ignored]:
    """Say that rows above the header were passed over."""
    above = table.rows[:header]
    if not any(cell.strip() for row in above for cell in row):
        return []
    width = max(place for row in above for place, cell in enumerate(row, 1) if cell.strip())
    return [Ignored(table.sheet, f"A1:{cell_name(width - 1, header)}", message("import.above_header"))]


def _lines(
    table: Cells, header: int, positions: Mapping[str, int], catalogue: Catalogue, progress: Progress | None
) -> tuple[list[Line], list[Problem]]:
    """Read the rows under the header; empty ones are passed over."""
    reader = LineReader(catalogue, positions, len(table.rows[header]), table.sheet)
    lines: list[Line] = []
    for row, cells in enumerate(table.rows[header + 1 :], header + 2):
        if progress is not None and row % _BETWEEN_LOOKS == 0:
            progress(row, len(table.rows))
        if "".join(cells).strip():
            lines.extend(reader.read(row, cells))
    return lines, reader.problems


@dataclass(slots=True)
class _Found:
    """What the plan holds so far."""

    sources: list[Source] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def tallies(self) -> dict[str, Tally]:
        """The counts by kind of record."""
        kinds = dict.fromkeys(kind for kind, _ in self.counts)
        return {kind: Tally(*(self.counts[kind, name] for name in _TALLIED)) for kind in kinds}

    def count(self, kind: str, name: str) -> None:
        self.counts[kind, name] += 1


class _Planner:
    """Holds a table's lines against the database, figure by figure."""

    def __init__(self, reader: Reader, lines: Sequence[Line], file: Source) -> None:
        self._lines = _by_key(lines)
        self._given = file
        self._found = _Found()
        self._places: dict[str, int] = {}
        self._reader, self._where = reader, _where(lines)
        self._sources = {source.name: source for source in reader.records(Source)}
        known = next((old for old in self._sources.values() if old.digest == file.digest), None)
        self._file = known or _apart(file, {*self._sources, *(line.source for line in lines)})
        self._kinds = {source.id: source.kind for source in self._sources.values()}
        self._observations = {_figure(row): row for row in reader.records(Observation, **self._where)}

    @cached_property
    def _readings(self) -> dict[Key, list[Reading]]:
        """The readings that stand, which figures that are the same can do without."""
        return _by_statistic(self._reader.records(Reading, **self._where))

    def plan(self, progress: Progress) -> ImportPlan:
        """Return the plan; figures in the order of their keys."""
        for at, key in enumerate(sorted(self._lines)):
            if at % _BETWEEN_LOOKS == 0:
                progress(at, len(self._lines))
            lines = self._distinct(self._lines[key])
            if key[-1] == Statistic.VALUE:
                self._plan_value(key, lines)
            else:
                self._plan_statistic(key, lines)
        progress(len(self._lines), len(self._lines))
        found = self._found
        return ImportPlan(
            file=self._file.name,
            shape=SHAPE,
            tallies=found.tallies,
            differences=found.differences,
            problems=found.problems,
            sources=found.sources,
            readings=found.readings,
            observations=found.observations,
        )

    def _distinct(self, lines: list[Line]) -> list[Line]:
        """Return a figure's lines without repetitions; two values from one place are a problem at the second."""
        if len(lines) == 1:
            return lines
        kept: dict[tuple[object, ...], Line] = {}
        values: dict[tuple[str, str], Line] = {}
        for line in lines:
            origin = (line.source, line.reading.place)
            first = values.setdefault(origin, line)
            if first.reading.value != line.reading.value:
                self._contradiction(first, line)
            else:
                kept.setdefault((*origin, line.reading.value, line.reading.value is None and line.reading.text), line)
        return list(kept.values())

    def _contradiction(self, first: Line, second: Line) -> None:
        """Tell that a row gives another value for the figure of an earlier row."""
        why = message("import.two_values", row=first.row, first=first.reading.text)
        self._found.problems.append(Problem(second.sheet, second.cell, second.reading.text, why))

    def _plan_value(self, key: Key, lines: list[Line]) -> None:
        """Hold the value lines of a figure against its observation."""
        standing = self._observations.get(key[:-1])
        candidates = _candidates(lines)
        if standing is not None and any(_says_the_same(line, standing) for line in candidates):
            self._add_named(key, lines)
            self._found.count("observation", "same")
            return
        if standing is None and len(lines) == 1 and key not in self._readings:
            self._plan_new(key, lines[0])
            return
        numbered = self._numbered(key, lines)
        kinds = [(reading, self._kind_of(reading)) for line, reading in numbered if line in candidates]
        metric = lines[0].metric
        chosen = accepted(kinds, metric)
        line = next(line for line, reading in numbered if reading is chosen)
        status = line.status or _kept_status(standing)
        self._found.observations.append(observation_of(chosen, metric, status))
        self._found.readings.extend(reading for line, reading in numbered if not self._stands(key, line, reading))
        self._tell(key, standing, self._found.observations[-1].value)

    def _plan_new(self, key: Key, line: Line) -> None:
        """Take a figure of which nothing stands and one line tells: most figures of a first import are such."""
        reading = reading_from(line.reading, *self._origin(line, self._source_of(key, line)), 1)
        observation = observation_of(reading, line.metric, line.status)
        self._found.readings.append(reading)
        self._found.observations.append(observation)
        self._tell(key, None, observation.value)

    def _plan_statistic(self, key: Key, lines: list[Line]) -> None:
        """Hold printed averages and changes against the readings that stand."""
        standing = self._readings.get(key, [])
        for line, reading in self._numbered(key, lines):
            same = [old for old in standing if prints_the_same(old, line)]
            if same and (not line.source or any(old.source == reading.source for old in same)):
                self._found.count("reading", "same")
                continue
            old = next((old for old in standing if (old.source, old.nth) == (reading.source, reading.nth)), None)
            self._found.readings.append(reading)
            self._found.count("reading", "changed" if old else "new")
            if old is not None:
                self._found.differences.append(Difference(figure_key(*_spelled(key)), old.value, reading.value))

    def _add_named(self, key: Key, lines: Sequence[Line]) -> None:
        """Add readings that a named source gives for a figure whose value stands already."""
        if not any(line.source for line in lines):
            return
        for line, reading in self._numbered(key, lines):
            if line.source and not self._stands(key, line, reading):
                self._found.readings.append(reading)
                self._found.count("reading", "new")

    def _tell(self, key: Key, standing: Observation | None, value: float | None) -> None:
        old = standing.value if standing is not None else None
        self._found.count("observation", "changed" if standing is not None else "new")
        self._found.differences.append(Difference(figure_key(*_spelled(key)), old, value))

    def _numbered(self, key: Key, lines: Sequence[Line]) -> list[tuple[Line, Reading]]:
        """Give each line's reading its source, its place and its number among those of the source."""
        origins = [self._origin(line, self._source_of(key, line)) for line in lines]
        numbers = numbers_of(self._readings.get(key, []), lines, origins)
        return [
            (line, reading_from(line.reading, *at, nth)) for line, at, nth in zip(lines, origins, numbers, strict=True)
        ]

    def _origin(self, line: Line, source: int) -> Origin:
        """Return a line's source and its place there; where that is the file itself, the place is the line's cell."""
        place = line.reading.place
        is_own = source in {self._file.id, self._places.get(self._file.name)}
        if is_own and (line.source or not place):
            place = line.place
        return source, place

    def _source_of(self, key: Key, line: Line) -> int:
        """Return the source of a line: the one it names, or the file.

        A value in a row that names a source, but that this source printed otherwise at that place, was edited: it comes
        from the file. An average or change that was edited is a correction of what the source printed.
        """
        if not line.source:
            return self._number_of(self._file)
        known = self._sources.get(line.source)
        if known is None:
            return self._number_of(replace(self._given, name=line.source, kind=_kind_of(line.source), digest=""))
        printed = [old for old in self._readings.get(key, []) if old.source == known.id]
        is_there = any(stands_at_its_place(old, line, line.reading.place) for old in printed)
        if key[-1] == Statistic.VALUE and is_there and not any(prints_the_same(old, line) for old in printed):
            return self._number_of(self._file)
        return known.id

    def _number_of(self, source: Source) -> int:
        """Return the id of a source that stands, or the place of one to be added, counted from -1 downwards."""
        if source.id:
            return source.id
        place = self._places.get(source.name)
        if place is None:
            self._found.sources.append(source)
            place = self._places[source.name] = -len(self._found.sources)
            self._kinds[place] = source.kind
        return place

    def _kind_of(self, reading: Reading) -> str:
        return self._kinds[reading.source]

    def _stands(self, key: Key, line: Line, reading: Reading) -> bool:
        """Whether the database has this figure of this source already."""
        printed = self._readings.get(key, [])
        return any(old.source == reading.source and prints_the_same(old, line) for old in printed)


def _apart(file: Source, taken: Container[str]) -> Source:
    """Return a file's source under a name of its own: "figures.csv (2)" where another source has the file's name."""
    if file.name not in taken:
        return file
    names = (f"{file.name} ({number})" for number in count(2))
    return replace(file, name=next(name for name in names if name not in taken))


def _by_key(lines: Iterable[Line]) -> dict[Key, list[Line]]:
    grouped: defaultdict[Key, list[Line]] = defaultdict(list)
    for line in lines:
        reading = line.reading
        grouped[*_figure(reading), reading.statistic].append(line)
    return grouped


def _by_statistic(readings: Iterable[Reading]) -> dict[Key, list[Reading]]:
    grouped: defaultdict[Key, list[Reading]] = defaultdict(list)
    for reading in readings:
        grouped[*_figure(reading), reading.statistic].append(reading)
    return grouped


def _figure(row: Reading | Observation) -> tuple[str, str, str, str, str]:
    return row.metric, row.grain, row.period, row.dimension, row.segment


def _where(lines: Sequence[Line]) -> dict[str, OneOf]:
    """Return conditions that all figures of the lines meet, and not many others."""
    columns = ("metric", "grain", "period")
    values = {column: sorted({getattr(line.reading, column) for line in lines}) for column in columns}
    return {column: OneOf(tuple(found)) for column, found in values.items()}


def _candidates(lines: list[Line]) -> list[Line]:
    """Return the lines of a figure that can be accepted: those with a status where some have one, else all."""
    return lines if len(lines) == 1 else [line for line in lines if line.status] or lines


def _spelled(key: Key) -> tuple[str, str, str, str, str]:
    metric, _, period, dimension, segment, statistic = key
    return metric, dimension, segment, period, statistic


def _says_the_same(line: Line, standing: Observation) -> bool:
    """Whether a line gives the accepted value; what the table does not state is not compared.

    A spreadsheet drops trailing zeros (149.0 comes back as 149), so the step counts only where the row states it.
    """
    stated = observation_of(line.reading, line.metric, line.status or standing.status)
    return (
        stated.value == standing.value
        and (not line.has_step or stated.step == standing.step)
        and (not line.has_qualifier or stated.qualifier == standing.qualifier)
        and (stated.status == standing.status or not line.status)
    )


def _kept_status(standing: Observation | None) -> str | None:
    """Return the status that a value without one takes over from the standing figure: that it is provisional."""
    return Status.PROVISIONAL if standing is not None and standing.status == Status.PROVISIONAL else None


def _kind_of(source: str) -> str:
    """Return the kind of a source by its name."""
    if source.startswith(("http://", "https://")):
        return "article"
    return "edition" if source.startswith("edition:") else "file"
