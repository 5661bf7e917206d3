"""A workbook of ours that came back, against the database: what a person changed as a plan, and what both changed as conflicts."""

from __future__ import annotations

from dataclasses import replace

from workbench.core.catalogue import Catalogue
from workbench.core.plans import Ignored, ImportPlan, Problem, Tally, together
from workbench.core.ports import Reader
from workbench.core.records import Source
from workbench.excel.edits import Returned, Told
from workbench.excel.returning_figures import plan_figures
from workbench.excel.returning_words import plan_words

SHAPE = "workbook"


def plan_returned(reader: Reader, catalogue: Catalogue, returned: Returned, file: Source) -> ImportPlan:
    """Return what the changes in a workbook would do to the database."""
    told = ImportPlan(
        file.name,
        SHAPE,
        problems=[problem_of(one) for one in returned.problems],
        ignored=[ignored_of(one) for one in returned.ignored],
    )
    figures, touched = plan_figures(reader, catalogue, returned, file)
    words, named = plan_words(reader, returned, file.name)
    plan = together(told, figures, words)
    counts = {kind: count - touched.get(kind, 0) - named.get(kind, 0) for kind, count in returned.counts.items()}
    same = {kind: plan.tallies.get(kind, Tally()) + Tally(same=max(0, count)) for kind, count in counts.items()}
    return replace(plan, tallies={**plan.tallies, **same})


def problem_of(told: Told) -> Problem:
    """Return something told of a cell as a problem."""
    return Problem(told.sheet, told.cell, told.found, told.message)


def ignored_of(told: Told) -> Ignored:
    """Return something told of a part as why it was passed over."""
    return Ignored(told.sheet, told.cell, told.message)
