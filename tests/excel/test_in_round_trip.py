"""A workbook that nobody edited changes nothing when it comes back: of any database, in both languages, whatever it holds."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from db.databases import SqlDatabases
from db.store import SqlStore
from tests.excel.test_any_database import findings, notes, observations, readings
from workbench.core.catalogue import Catalogue
from workbench.core.periods import Period
from workbench.core.plans import ImportPlan
from workbench.core.queries.database_id import database_id
from workbench.core.records import GLOBAL, Finding, FindingText, Note, Observation, Reading, Record, Source
from workbench.excel.contents import contents_of
from workbench.excel.importing import FileImporter
from workbench.excel.reader import CALAMINE, OPENPYXL
from workbench.excel.returning import plan_returned

NOW = "2010-04-01T00:00:00+00:00"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory, databases: SqlDatabases) -> Callable[[], Path]:
    """Makes files of empty databases, copies of one."""
    folder, numbers = tmp_path_factory.mktemp("round"), count()
    empty = folder / "empty.db"
    databases.open(empty, for_writing=True, create=True).close()
    return lambda: Path(shutil.copyfile(empty, folder / f"{next(numbers)}.db"))


def planned(store: SqlStore, catalogue: Catalogue, file: Path, reader: str = CALAMINE) -> ImportPlan:
    """Plan a workbook without a process of its own."""
    with store.read() as look:
        contents = contents_of(file.read_bytes(), file.name, reader, database_id(look))
        assert contents.returned is not None
        return plan_returned(look, catalogue, contents.returned, Source(0, "file", file.name, "digest", NOW))


def nothing(plan: ImportPlan) -> None:
    """Fail unless a plan does nothing and has nothing to tell."""
    assert (plan.problems, plan.conflicts, plan.ignored, plan.differences) == ([], [], [], [])
    assert (plan.total.new, plan.total.changed, plan.total.removed) == (0, 0, 0)
    assert not plan.writes_anything
    assert plan.sources == []


@pytest.fixture(scope="module")
def made(fresh: Callable[[], Path], databases: SqlDatabases, put: Callable[..., object]) -> Callable[..., SqlStore]:
    """Makes a database of records; whoever wants it closes it."""

    def make(accepted: list[Observation], printed: list[Reading], remarks: list[Note], prose: list[Any]) -> SqlStore:
        store = databases.open(fresh(), for_writing=True)
        records: list[Record] = [Source(1, "file", "=x", "", "2010"), *accepted, *printed, *remarks]
        put(store, *records, *(one for pair in prose for one in pair))
        return store

    return make


RECORDS = (
    st.lists(observations(), min_size=1, max_size=12),
    st.lists(readings(), max_size=12),
    st.lists(notes(), max_size=4),
    st.lists(findings(), max_size=3),
)


@settings(max_examples=100)
@given(st.tuples(*RECORDS), st.sampled_from(["ja", "en"]), st.sampled_from(["all", "period"]))
def test_any_database_comes_back_as_it_was(
    made: Callable[..., SqlStore],
    catalogue: Catalogue,
    write: Callable[..., Any],
    records: tuple[list[Observation], list[Reading], list[Note], list[tuple[Finding, FindingText]]],
    language: str,
    data: str,
) -> None:
    store = made(*records)
    target = store.path.with_suffix(".xlsx")
    done = write(store, target, language, *([] if data == "all" else [Period.parse(records[0][0].period)]))
    plan = planned(store, catalogue, target)
    with store.read() as reader:
        held = reader.count(Note), reader.count(Finding)
    store.close()
    nothing(plan)
    assert plan.tallies["observation"].same == done.observations
    if data == "all":
        assert (plan.tallies["note"].same, plan.tallies["finding"].same) == held


TINY = Observation(
    "virus.rate", "M", "2009-12", GLOBAL, GLOBAL, 2.2250738585072e-309, None, "exact", "normal", None, None
)


@settings(max_examples=15)
@example(([TINY, replace(TINY, period="2010-01")], [], [], []), "en")
@given(st.tuples(*RECORDS), st.sampled_from(["ja", "en"]))
def test_any_database_comes_back_from_a_library_that_saved_it(
    made: Callable[..., SqlStore],
    catalogue: Catalogue,
    write: Callable[..., Any],
    records: tuple[list[Observation], list[Reading], list[Note], list[tuple[Finding, FindingText]]],
    language: str,
) -> None:
    store = made(*records)
    target = store.path.with_suffix(".xlsx")
    write(store, target, language)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of sparklines, which are lost
        load_workbook(target).save(target)
    plan = planned(store, catalogue, target)
    store.close()
    nothing(plan)


@pytest.mark.parametrize("language", ["ja", "en", "all"])
@pytest.mark.parametrize("reader", [CALAMINE, OPENPYXL])
def test_the_sample_comes_back_as_it_was(
    sample: SqlStore, catalogue: Catalogue, books: dict[str, Path], language: str, reader: str
) -> None:
    plan = planned(sample, catalogue, books[language], reader)
    nothing(plan)
    with sample.read() as look:
        counts = {kind: look.count(kind) for kind in (Observation, Note, Finding)}
    if language == "all":
        same = {name: tally.same for name, tally in plan.tallies.items()}
        assert same == {
            "observation": counts[Observation],
            "reading": same["reading"],
            "note": counts[Note],
            "finding": counts[Finding],
        }
        assert same["reading"] > 0


def test_the_process_says_the_same(sample: SqlStore, catalogue: Catalogue, books: dict[str, Path]) -> None:
    with sample.read() as reader:
        plan = FileImporter().plan(reader, catalogue, books["all"], NOW)
    assert plan.shape == "workbook"
    nothing(plan)
    assert plan.total == planned(sample, catalogue, books["all"]).total
