"""`workbench import`: tables of figures are held against the database, and taken over, one operation a file."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.answers import DONE, FAILED, Answer
from workbench.cli.imported import Imported, file_object, show_imported
from workbench.cli.options import DatabaseOption, JsonOption, LanguageOption
from workbench.cli.session import Common, Job, Session
from workbench.cli.usage import choice
from workbench.cli.work import Work, stoppable
from workbench.core.errors import FileRefused, WorkbenchError
from workbench.core.messages import message
from workbench.core.plans import ImportPlan, Side
from workbench.core.ports import Store

_ON_CONFLICT = ("stop", "mine", "theirs")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user says of problems and conflicts, and whether anything is to be written."""

    is_dry_run: bool
    on_conflict: str
    skips_problems: bool

    def decided(self, plan: ImportPlan) -> ImportPlan:
        """Return a plan with its conflicts decided as the user said, if anything was; they stay to be told of."""
        if self.on_conflict == "stop" or not plan.conflicts:
            return plan
        choices = dict.fromkeys((conflict.key for conflict in plan.conflicts), Side(self.on_conflict))
        return replace(plan.settled(choices), conflicts=plan.conflicts)

    def allow(self, plan: ImportPlan) -> bool:
        """Whether a plan can be carried out, as far as it goes."""
        stops = (plan.problems and not self.skips_problems) or (plan.conflicts and self.on_conflict == "stop")
        return bool(plan.shape) and not stops


def command(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="help.import_files")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="help.import_dry_run")] = False,
    on_conflict: Annotated[
        str, typer.Option("--on-conflict", metavar="stop|mine|theirs", help="help.import_on_conflict")
    ] = "stop",
    skip_problems: Annotated[bool, typer.Option("--skip-problems", help="help.import_skip_problems")] = False,
    database: DatabaseOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> Job:
    """Read the arguments of `import`."""
    wishes = Wishes(dry_run, choice("--on-conflict", on_conflict, _ON_CONFLICT), skip_problems)
    return Job(Common(database, language, as_json), partial(_import, files=files, wishes=wishes))


def _import(session: Session, files: Sequence[str], wishes: Wishes) -> Answer:
    done = _all_of(session, files, wishes)
    data = {"files": [file_object(imported, session.words) for imported in done]}
    status = DONE if all(imported.is_done for imported in done) else FAILED
    return Answer(data, partial(show_imported, done, session.words), status)


def _all_of(session: Session, files: Sequence[str], wishes: Wishes) -> list[Imported]:
    """Import the files in turn; what keeps all of them from it, such as a database in use, refuses each."""
    done: list[Imported] = []
    try:
        with stoppable(session.words(message("work.import"))) as work, _opened(session, wishes) as store:
            for file in files:
                done.append(_Import(session, store, wishes, work).of(file))  # noqa: PERF401 - what is done counts
    except WorkbenchError as error:
        done.extend(Imported(file, "refused", reason=error.message) for file in files[len(done) :])
    return done


def _opened(session: Session, wishes: Wishes) -> AbstractContextManager[Store]:
    """Open the database; the first import makes it, a dry run only looks."""
    return session.store(for_writing=not wishes.is_dry_run, create=not wishes.is_dry_run)


class _Import:
    """Imports a file into an open database."""

    def __init__(self, session: Session, store: Store, wishes: Wishes, work: Work) -> None:
        self._session = session
        self._store = store
        self._wishes = wishes
        self._work = work

    def of(self, file: str) -> Imported:
        """Plan a file and carry the plan out as far as the user allows; Cancelled where the user stops it."""
        try:
            plan = self._wishes.decided(self._plan(Path(file)))
        except FileRefused as error:
            return Imported(file, "refused", reason=error.message)
        if not self._wishes.allow(plan):
            return Imported(file, "problems", plan)
        if self._wishes.is_dry_run:
            return Imported(file, "planned", plan)
        self._apply(plan)
        return Imported(file, "applied", plan)

    def _plan(self, file: Path) -> ImportPlan:
        importer = self._session.services.importer()
        with self._store.read() as reader:
            return importer.plan(reader, self._session.catalogue(reader), file, self._session.now(), self._work)

    def _apply(self, plan: ImportPlan) -> None:
        from workbench.core.commands.importing import apply_plan  # noqa: PLC0415

        self._work.check()
        if plan.writes_anything:
            self._store.run(apply_plan(plan), self._work)
