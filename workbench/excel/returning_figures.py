"""Figures that a person changed in a workbook, against those of the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from workbench.core.acceptance import observation_of
from workbench.core.catalogue import Catalogue
from workbench.core.errors import Refused
from workbench.core.keys import FigureKey, figure_key
from workbench.core.messages import message
from workbench.core.plans import Conflict, Difference, ImportPlan, Problem, Tally, together
from workbench.core.ports import OneOf, Reader, Row
from workbench.core.printed import Qualifier
from workbench.core.records import Observation, Reading, Record, Source, Statistic, Status
from workbench.core.tidy.lines import Line, cell_name
from workbench.core.tidy.planning import plan_lines
from workbench.excel.edited_cells import EditedCells
from workbench.excel.edits import FigureEdit, Removal, Returned, RowEdit
from workbench.excel.layout import KeyLine


class What(StrEnum):
    """What a person did to a figure."""

    VALUE = "value"
    MISSING = "missing"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Intent:
    """What a person did to a figure, and where: its key, the value before and now, and the figure as it is to be read.

    `reading` is the source and number of a reading, where it is one beside the accepted value, else None.
    """

    what: What
    key: FigureKey
    sheet: str
    cell: str
    base: float | None
    value: float | None
    line: Line | None = None
    reading: tuple[int, int] | None = None
    is_added: bool = False

    @property
    def target(self) -> tuple[FigureKey, tuple[int, int] | None]:
        """What it is done to."""
        return self.key, self.reading

    def agrees(self, other: Intent) -> bool:
        """Whether another comes to the same."""
        mine, theirs = self.line and self.line.reading, other.line and other.line.reading
        is_same = mine is theirs or (mine and theirs and (mine.value, mine.unit) == (theirs.value, theirs.unit))
        return self.what == other.what and bool(is_same)


def plan_figures(
    reader: Reader, catalogue: Catalogue, returned: Returned, file: Source
) -> tuple[ImportPlan, dict[str, int]]:
    """Return what the changes to figures would do, and how many of those exported they touch, by kind of record."""
    intents = _Intents(catalogue)
    for figure in returned.figures:
        intents.take_figure(figure)
    for row in returned.rows:
        intents.take_row(row)
    for removal in returned.removed:
        intents.take_removal(removal)
    plan = _Figures(reader, catalogue, intents.all, file).plan()
    problems = [*intents.problems, *plan.problems]
    return replace(plan, problems=problems), intents.touched


class _Intents:
    """Gathers what a person did; a figure that stands in several places counts once, two different changes are a problem."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._cells = EditedCells(catalogue)
        self._by_target: dict[tuple[FigureKey, tuple[int, int] | None], Intent] = {}

    @property
    def all(self) -> list[Intent]:
        """All that is to be done."""
        return list(self._by_target.values())

    @property
    def problems(self) -> list[Problem]:
        """What could not be read, and what contradicts itself."""
        return self._cells.problems

    @property
    def touched(self) -> dict[str, int]:
        """How many of the exported figures are touched."""
        kinds = ["observation" if _is_value(one) else "reading" for one in self.all if not one.is_added]
        return {kind: kinds.count(kind) for kind in set(kinds)}

    def take_figure(self, edit: FigureEdit) -> None:
        """Take a changed cell of a sheet of figures."""
        if edit.key and edit.found.value == "" and not (edit.found.is_formula or edit.found.error or edit.found.kind):
            self._add(self._intent(What.MISSING, edit.key, edit.at.sheet, edit.at.cell, edit.line))
            return
        line = self._cells.figure(edit)
        if line is not None:
            key = edit.key or _key_of(line)
            is_new = edit.line is None or not (edit.line.status or edit.line.value is not None)
            self._add(self._intent(What.VALUE, key, edit.at.sheet, edit.at.cell, edit.line, line, is_added=is_new))

    def take_row(self, edit: RowEdit) -> None:
        """Take a changed or added row of the data sheet."""
        cell = cell_name(edit.columns["value"], edit.row)
        old = edit.line
        is_accepted = old is not None and bool(old.status)
        if (
            is_accepted
            and edit.changed == ("value",)
            and edit.cells["value"].value == ""
            and not edit.cells["value"].error
        ):
            self._add(self._intent(What.MISSING, old.key if old else "", edit.sheet, cell, old))
            return
        line = self._cells.row(edit)
        if line is None:
            return
        reading = None if old is None or is_accepted else (old.source or 0, old.nth or 0)
        key = old.key if old is not None else _key_of(line)
        self._add(self._intent(What.VALUE, key, edit.sheet, cell, old, line, reading, is_added=old is None))

    def take_removal(self, removal: Removal) -> None:
        """Take a row of figures that is gone."""
        line = removal.line
        if line is not None:
            reading = None if line.status else (line.source or 0, line.nth or 0)
            self._add(self._intent(What.REMOVED, line.key, removal.sheet, "", line, reading=reading))

    def _intent(
        self,
        what: What,
        key: str,
        sheet: str,
        cell: str,
        old: KeyLine | None,
        line: Line | None = None,
        reading: tuple[int, int] | None = None,
        *,
        is_added: bool = False,
    ) -> Intent | None:
        try:
            parsed = FigureKey.parse(key)
        except Refused as refused:
            self.problems.append(Problem(sheet, cell, key, refused.message))
            return None
        value = None if line is None else self._in_unit(parsed, line.reading)
        base = None if old is None else self._in_unit(parsed, _reading(parsed, old))
        return Intent(what, parsed, sheet, cell, base, value, line, reading, is_added)

    def _in_unit(self, key: FigureKey, reading: Reading) -> float | None:
        """Return a figure in the metric's unit, in which it is accepted; a printed statistic as it is."""
        metric = self._catalogue.metrics.get(key.metric)
        if key.aspect or metric is None or reading.value is None or reading.value <= 0:
            return reading.value
        try:
            return observation_of(reading, metric).value
        except ValueError:
            return reading.value

    def _add(self, intent: Intent | None) -> None:
        if intent is None:
            return
        first = self._by_target.setdefault(intent.target, intent)
        if not first.agrees(intent):
            found = "" if intent.value is None else f"{intent.value:.15g}"
            place = f"{first.sheet}!{first.cell}" if first.cell else first.sheet
            why = message("import.two_edits", place=place)
            self.problems.append(Problem(intent.sheet, intent.cell, found, why))


class _Figures:
    """Holds what a person did against the figures that stand."""

    def __init__(self, reader: Reader, catalogue: Catalogue, intents: Sequence[Intent], file: Source) -> None:
        self._reader, self._catalogue, self._file = reader, catalogue, file
        self._intents = intents
        where = _where(intents)
        self._observations = {_fields(row): row for row in reader.records(Observation, **where)} if intents else {}
        self._readings: defaultdict[Row, list[Reading]] = defaultdict(list)
        for row in reader.records(Reading, **where) if intents else ():
            self._readings[*_fields(row), row.statistic].append(row)
        self._people = {source.id for source in reader.records(Source, kind="person")}

    def plan(self) -> ImportPlan:
        """Return what is done, and what the database changed as well as conflicts."""
        plain = [one for one in self._intents if not self._is_contested(one)]
        contested = [one for one in self._intents if self._is_contested(one)]
        lines = [one.line for one in plain if one.what is What.VALUE and one.line is not None and _is_value(one)]
        plan = plan_lines(self._reader, lines, self._file)
        others = [one for one in plain if one.what is not What.VALUE or not _is_value(one)]
        empty = ImportPlan(self._file.name, "")
        plan = together(empty, plan, *(self._other(one) for one in others), *map(self._text_of, plain))
        conflicts = [Conflict(str(one.key), one.base, self._mine(one), one.value) for one in contested]
        against = {str(one.key): self._of(one) for one in contested}
        return replace(plan, conflicts=conflicts, contested=against)

    def _of(self, intent: Intent) -> ImportPlan:
        if intent.what is What.VALUE and intent.line is not None and _is_value(intent):
            return plan_lines(self._reader, [intent.line], self._file)
        return self._other(intent)

    def _is_contested(self, intent: Intent) -> bool:
        """Whether the database has neither the value that was exported nor the one that the file has now."""
        mine = self._mine(intent)
        return not intent.is_added and mine not in {intent.base, intent.value}

    def _mine(self, intent: Intent) -> float | None:
        if intent.key.aspect or intent.reading is not None:
            standing = self._reading(intent)
            return None if standing is None else standing.value
        observation = self._observations.get(_place(intent.key))
        return None if observation is None else observation.value

    def _reading(self, intent: Intent) -> Reading | None:
        """Return the reading that is meant; of published averages the one that is shown."""
        statistic = intent.key.aspect or Statistic.VALUE.value
        standing = self._readings[*_place(intent.key), statistic]
        if intent.reading is not None:
            return next((row for row in standing if (row.source, row.nth) == intent.reading), None)
        typed = [row for row in standing if row.source in self._people and row.value is not None]
        return next(iter(typed[-1:] or [row for row in standing if row.value is not None]), None)

    def _other(self, intent: Intent) -> ImportPlan:
        """Return what comes of a figure that is missing or removed, or of a reading beside the accepted value."""
        if intent.key.aspect or intent.reading is not None:
            return self._of_reading(intent)
        standing = self._observations.get(_place(intent.key))
        if standing is None or (intent.what is What.MISSING and standing.value is None):
            return self._told("observation", "same")
        difference = Difference(str(intent.key), standing.value, None)
        if intent.what is What.REMOVED:
            return self._told("observation", "removed", difference, removed=self._removed(standing))
        cleared = replace(standing, value=None, step=None, qualifier=Qualifier.EXACT.value, status=Status.MISSING.value)
        return replace(self._told("observation", "changed", difference), observations=[cleared])

    def _of_reading(self, intent: Intent) -> ImportPlan:
        standing, key = self._reading(intent), str(intent.key)
        if intent.what is not What.VALUE or intent.line is None:
            if standing is None:
                return self._told("reading", "same")
            removed: dict[type[Record], Sequence[Row]] = {Reading: [_key(standing)]}
            return self._told("reading", "removed", Difference(key, standing.value, None), removed=removed)
        if standing is None:
            difference = Difference(key, None, intent.value)
            return replace(plan_lines(self._reader, [intent.line], self._file), differences=[difference])
        new = intent.line.reading
        changed = replace(
            standing, value=new.value, step=new.step, qualifier=new.qualifier, unit=new.unit, text=new.text
        )  # fmt: skip
        if changed == standing:
            return self._told("reading", "same")
        difference = Difference(key, standing.value, new.value)
        return replace(self._told("reading", "changed", difference), readings=[changed])

    def _text_of(self, intent: Intent) -> ImportPlan:
        """Return the change of a reading's text alone, of which the accepted value knows nothing."""
        empty = ImportPlan(self._file.name, "")
        observation = self._observations.get(_place(intent.key))
        if intent.line is None or not _is_value(intent) or observation is None or intent.value != observation.value:
            return empty
        standing = self._readings[*_place(intent.key), Statistic.VALUE.value]
        own = next((row for row in standing if (row.source, row.nth) == (observation.source, observation.nth)), None)
        new = intent.line.reading
        if own is None or new.text == own.text or not new.text or (own.value, own.unit) != (new.value, new.unit):
            return empty
        if not intent.line.has_step or intent.is_added:
            return empty  # a cell of a sheet of figures says nothing of the text
        return replace(self._told("reading", "changed"), readings=[replace(own, text=new.text)])

    def _removed(self, standing: Observation) -> dict[type[Record], Sequence[Row]]:
        """Return the accepted value's key and that of the reading that it came from."""
        origin = (standing.source, standing.nth)
        printed = self._readings[*_fields(standing), Statistic.VALUE.value]
        readings = [_key(row) for row in printed if (row.source, row.nth) == origin]
        return {Observation: [_fields(standing)], **({Reading: readings} if readings else {})}

    def _told(
        self,
        kind: str,
        name: str,
        difference: Difference | None = None,
        *,
        removed: Mapping[type[Record], Sequence[Row]] | None = None,
    ) -> ImportPlan:
        tallies = {kind: Tally(**{name: 1})}
        differences = [] if difference is None else [difference]
        return ImportPlan(self._file.name, "", tallies=tallies, differences=differences, removed=removed or {})


def _is_value(intent: Intent) -> bool:
    """Whether it is done to an accepted value."""
    return not intent.key.aspect and intent.reading is None


def _key_of(line: Line) -> str:
    reading = line.reading
    return figure_key(reading.metric, reading.dimension, reading.segment, reading.period, reading.statistic)


def _reading(key: FigureKey, line: KeyLine) -> Reading:
    """Return what a line of the key sheet says as a reading."""
    return Reading(
        key.metric, "", str(key.period), key.dimension, key.segment, key.aspect or Statistic.VALUE.value, line.source or 0,
        line.nth or 1, line.value, line.step, line.qualifier or Qualifier.EXACT.value, line.unit, "", line.text, "",
    )  # fmt: skip


def _place(key: FigureKey) -> Row:
    grain = "" if key.period is None else key.period.grain.value
    return key.metric, grain, str(key.period), key.dimension, key.segment


def _fields(row: Observation | Reading) -> Row:
    return row.metric, row.grain, row.period, row.dimension, row.segment


def _key(row: Reading) -> Row:
    return tuple(getattr(row, name) for name in Reading.KEY)


def _where(intents: Sequence[Intent]) -> dict[str, OneOf]:
    """Return conditions that all figures meet, and not many others."""
    places = [_place(one.key)[:3] for one in intents]
    names = ("metric", "grain", "period")
    return {name: OneOf(tuple(sorted({str(place[at]) for place in places}))) for at, name in enumerate(names)}
