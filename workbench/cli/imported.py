"""What came of importing a file, for programs and for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Literal

from workbench.cli.answers import complain, say
from workbench.cli.tables import Column, print_table
from workbench.core.messages import Message, Translator, message
from workbench.core.plans import Conflict, Difference, Held, ImportPlan, Problem, Tally

ImportStatus = Literal["refused", "problems", "planned", "applied"]

_KINDS = ("observation", "reading", "note", "finding")
_SHOWN = 20
"""How many changes of a file are shown to people."""

_LETTERS = 40
"""Of a text that is shown among figures."""


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
    """Print what came of each file; why files were refused on stderr, a reason that several share once.

    A file in which no table was found has nothing else to show than that.
    """
    for imported in done:
        if imported.reason is None and not _has_no_table(imported):
            _show_file(imported, words)
    complain(*dict.fromkeys(words(imported.reason) for imported in done if imported.reason is not None))
    complain(
        *(
            f"{imported.file}: {words(imported.plan.problems[0].message)}"
            for imported in done
            if _has_no_table(imported)
        )
    )


def _has_no_table(imported: Imported) -> bool:
    return imported.status == "problems" and not imported.plan.shape and len(imported.plan.problems) == 1


def _show_file(imported: Imported, words: Translator) -> None:
    plan = imported.plan
    say(words(message(f"import.{imported.status}", file=imported.file, **asdict(plan.total))))
    say(*(f"  {place_of(part.sheet, part.range)}{words(part.why)}" for part in plan.ignored))
    if plan.problems:
        columns = [Column(words(message(f"import.{name}"))) for name in ("cell", "found", "message")]
        rows = ((_place(problem), problem.found, words(problem.message)) for problem in plan.problems)
        print_table(columns, rows)
    if plan.conflicts:
        _show_conflicts(plan.conflicts, words)
    if plan.differences and imported.is_done:
        _show_differences(plan.differences, words)


def place_of(sheet: str, range_: str) -> str:
    """Write where a part stands, before what is said of it; nothing for the file as a whole."""
    place = "!".join(filter(None, (sheet, range_)))
    return f"{place}: " if place else ""


def _place(problem: Problem) -> str:
    return f"{problem.sheet}!{problem.cell}" if problem.sheet else problem.cell


def _show_conflicts(conflicts: Sequence[Conflict], words: Translator) -> None:
    names = ("import.key", "import.base", "import.mine", "import.theirs")
    columns = [Column(words(message(id_)), "left" if place == 0 else "right") for place, id_ in enumerate(names)]
    print_table(columns, ((row.key, *map(_held, (row.base, row.mine, row.theirs))) for row in conflicts))


def _show_differences(differences: Sequence[Difference], words: Translator) -> None:
    columns = [
        Column(words(message("import.key"))),
        Column(words(message("import.old")), "right"),
        Column(words(message("import.new")), "right"),
    ]
    shown = differences[:_SHOWN]
    print_table(columns, ((row.key, _held(row.old), _held(row.new)) for row in shown))
    if len(differences) > _SHOWN:
        say(words(message("import.more_changes", count=len(differences) - _SHOWN)))


def _held(value: Held) -> str:
    """Write a figure, or the beginning of a text."""
    if isinstance(value, str):
        line = " ".join(value.split())
        return line if len(line) <= _LETTERS else f"{line[: _LETTERS - 1]}…"
    return "–" if value is None else f"{value:,.15g}"
