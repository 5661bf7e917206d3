"""Cells that a person changed, read as figures by the rules of a tidy table; what cannot be read is a problem at its cell."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace

from workbench.core.catalogue import Catalogue
from workbench.core.errors import Refused
from workbench.core.keys import FigureKey
from workbench.core.messages import Message, message
from workbench.core.plans import Problem
from workbench.core.printed import Qualifier, decimal_of
from workbench.core.records import GLOBAL
from workbench.core.tidy.lines import Line, LineReader, cell_name
from workbench.core.units import PERCENT
from workbench.excel.edits import MOMENT, FigureEdit, Found, RowEdit
from workbench.excel.shown import format_of, text_of

_COLUMNS = (
    "period",
    "metric",
    "dimension",
    "segment",
    "statistic",
    "value",
    "text",
    "step",
    "qualifier",
    "unit",
    "status",
)
_POSITIONS = {name: place for place, name in enumerate((*_COLUMNS, "segment_label", "source", "place"))}


class EditedCells:
    """Reads changed cells; `problems` are those that were found."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Read by a catalogue."""
        self.problems: list[Problem] = []
        self._catalogue = catalogue

    def figure(self, edit: FigureEdit) -> Line | None:
        """Return the figure of a changed or added cell; None where it cannot be read, which is then a problem."""
        try:
            texts = self._texts(edit)
        except Refused as refused:
            self._problem(edit, refused.message)
            return None
        line = self._read(texts, edit.at.sheet, edit.at.row, {"value": edit.at.column - 1}, edit)
        return None if line is None else replace(line, has_step=False, has_qualifier=False)

    def row(self, edit: RowEdit) -> Line | None:
        """Return the figure of a changed or added row of the data sheet; None where it cannot be read."""
        try:
            texts = self._row_texts(edit)
        except Refused as refused:
            where = cell_name(edit.columns["value"], edit.row)
            self.problems.append(Problem(edit.sheet, where, str(edit.cells["value"].value), refused.message))
            return None
        positions = edit.columns
        return self._read(texts, edit.sheet, edit.row, positions, None)

    def _read(
        self, texts: Mapping[str, str], sheet: str, row: int, places: Mapping[str, int], edit: FigureEdit | None
    ) -> Line | None:
        """Read texts, and put what is wrong with them where the cell is in the file."""
        reader = LineReader(self._catalogue, _POSITIONS, len(_POSITIONS), sheet)
        lines = reader.read(row, [texts.get(name, "") for name in _POSITIONS])
        for problem in reader.problems:
            name = next(name for name, place in _POSITIONS.items() if problem.cell == cell_name(place, row))
            place = places.get(name, places["value"])
            found = problem.found or (str(edit.found.value) if edit is not None else "")
            self.problems.append(Problem(sheet, cell_name(place, row), found, problem.message))
        return replace(lines[0], column=places["value"]) if lines else None

    def _texts(self, edit: FigureEdit) -> dict[str, str]:
        """Return a cell as the row of a tidy table; Refused says why it cannot be."""
        named = self._named(edit) if edit.key else _labelled(edit)
        found = self._catalogue.resolve_metric(named["metric"])
        unit = found[0].unit if found is not None else ""
        step = found[0].step if found is not None else 0.0
        texts = {**named, "value": _value_text(edit.found, unit)}
        line = edit.line
        is_own_unit = line is not None and line.unit == unit
        if line is not None and line.step is not None and is_own_unit:
            step = line.step
        if step:
            texts["step"] = f"{decimal_of(step):f}"
        if line is not None and line.qualifier in {Qualifier.ABOUT, Qualifier.BELOW, Qualifier.ABOVE}:
            texts["qualifier"] = line.qualifier
        return texts

    def _named(self, edit: FigureEdit) -> dict[str, str]:
        """Return what a key names; Refused where the labels in the row now say something else."""
        key = FigureKey.parse(edit.key)
        metric, _, segment = edit.labels
        said = self._catalogue.resolve_metric(metric) if metric else None
        if said is not None and said[0].id != key.metric:
            raise Refused(message("import.row_says_other", found=metric))
        if segment and key.dimension != GLOBAL and key.dimension in self._catalogue.dimensions:
            member = self._catalogue.resolve_segment(key.dimension, segment)
            if member is not None and member.id != key.segment:
                raise Refused(message("import.row_says_other", found=segment))
        names = {"period": str(key.period), "metric": key.metric, "dimension": key.dimension, "segment": key.segment}
        return {**names, "statistic": key.aspect, "segment_label": segment}

    def _row_texts(self, edit: RowEdit) -> dict[str, str]:
        """Return a row of the data sheet as that of a tidy table, with what was not changed as it was."""
        cells, line = edit.cells, edit.line
        if line is None:
            texts = {name: text_of(found.value, found.format) for name, found in cells.items() if not found.kind}
            texts |= {name: _moment(found) for name, found in cells.items() if found.kind}
            return texts | {name: found.error for name, found in cells.items() if found.error}
        key = FigureKey.parse(line.key)
        texts = {"period": str(key.period), "metric": key.metric, "dimension": key.dimension, "segment": key.segment}
        texts |= {"statistic": key.aspect, "unit": line.unit}
        texts["segment_label"] = text_of(cells["segment_label"].value) if "segment_label" in cells else ""
        for name in ("text", "qualifier", "status"):
            texts[name] = text_of(cells[name].value) if name in cells else getattr(line, name)
        value, step = cells.get("value", Found("")), cells.get("step", Found(""))
        texts["value"] = _value_text(value, line.unit) if "value" in edit.changed else _plain(line.value)
        texts["step"] = text_of(step.value, step.format) if "step" in edit.changed else _plain(line.step)
        return texts

    def _problem(self, edit: FigureEdit, why: Message) -> None:
        self.problems.append(Problem(edit.at.sheet, edit.at.cell, str(edit.found.value), why))


def _labelled(edit: FigureEdit) -> dict[str, str]:
    """Return what the labels of an added row name."""
    metric, breakdown, segment = edit.labels
    dimension = breakdown or (edit.dimension if segment else "")
    names = {"period": edit.period, "metric": metric, "dimension": dimension, "segment": segment}
    return {**names, "statistic": edit.aspect}


def _value_text(found: Found, unit: str) -> str:
    """Return what a figure's cell says; Refused for a date, a formula that was not computed, an unclear percentage."""
    if found.kind == MOMENT:
        raise Refused(message("import.date_in_figure", found=str(found.value)))
    if found.error:
        return found.error
    if found.is_formula and found.value == "":
        raise Refused(message("import.formula_without_value"))
    value = found.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return text_of(value)
    if format_of(found.format).is_percent:
        return text_of(value, "0%")
    if unit == PERCENT.id and 0 < abs(value) <= 1:
        raise Refused(message("import.unclear_percentage", found=f"{value:.15g}"))
    return f"{value:.15g}"


def _moment(found: Found) -> str:
    """Return a date as the period that its cell shows."""
    text = str(found.value)
    if len(text) != len("2010-02-05"):
        return text
    return text_of(datetime.date.fromisoformat(text), found.format)


def _plain(value: float | None) -> str:
    return "" if value is None else f"{decimal_of(value):f}"
