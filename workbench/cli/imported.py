"""What came of importing a file, for programs and for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Literal

from workbench.cli.answers import complain, say
from workbench.cli.tables import Column, print_table
from workbench.core.messages import Message, Translator, message
from workbench.core.plans import Difference, ImportPlan, Problem, Tally

ImportStatus = Literal["refused", "problems", "planned", "applied"]

_KINDS = ("observation", "reading", "note", "finding")
_SHOWN = 20
"""How many changes of a file are shown to people."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A file as the user named it, how its import ended, and the plan; `reason` says why a file was refused."""

    file: str
    status: ImportStatus
    plan: ImportPlan = field(default_factory=partial(ImportPlan, "", ""))
    reason: Message | None = None

    @property
    def is_done(self) -> bool:
        """Whether it ended as the user wished."""
        return self.status in {"planned", "applied"}


def file_object(imported: Imported, words: Translator) -> dict[str, object]:
    """Return the object of a file in the JSON of `import`."""
    plan = imported.plan
    return {
        "file": imported.file,
        "status": imported.status,
        "shape": plan.shape,
        **asdict(plan.total),
        "changes": [asdict(difference) for difference in plan.differences],
        "records": {kind: asdict(plan.tallies.get(kind, Tally())) for kind in _KINDS},
        "conflicts": [asdict(conflict) for conflict in plan.conflicts],
        "problems": [_problem_object(problem, words) for problem in plan.problems],
        "ignored": [{"sheet": part.sheet, "range": part.range, "why": words(part.why)} for part in plan.ignored],
        "reason": words(imported.reason) if imported.reason is not None else None,
    }


def _problem_object(problem: Problem, words: Translator) -> dict[str, object]:
    place = {"sheet": problem.sheet, "cell": problem.cell, "found": problem.found}
    return {**place, "message": words(problem.message)}


def show_imported(done: Sequence[Imported], words: Translator) -> None:
    """Print what came of each file; why files were refused on stderr, a reason that several share once."""
    for imported in done:
        if imported.reason is None:
            _show_file(imported, words)
    complain(*dict.fromkeys(words(imported.reason) for imported in done if imported.reason is not None))


def _show_file(imported: Imported, words: Translator) -> None:
    plan = imported.plan
    say(words(message(f"import.{imported.status}", file=imported.file, **asdict(plan.total))))
    say(*(f"  {part.range}: {words(part.why)}" for part in plan.ignored))
    if plan.problems:
        columns = [Column(words(message(f"import.{name}"))) for name in ("cell", "found", "message")]
        print_table(columns, ((problem.cell, problem.found, words(problem.message)) for problem in plan.problems))
    if plan.differences and imported.is_done:
        _show_differences(plan.differences, words)


def _show_differences(differences: Sequence[Difference], words: Translator) -> None:
    columns = [
        Column(words(message("import.key"))),
        Column(words(message("import.old")), "right"),
        Column(words(message("import.new")), "right"),
    ]
    shown = differences[:_SHOWN]
    print_table(columns, ((row.key, _number(row.old), _number(row.new)) for row in shown))
    if len(differences) > _SHOWN:
        say(words(message("import.more_changes", count=len(differences) - _SHOWN)))


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.15g}"
