"""What the core's tests share: the shipped catalogue, real databases, and short ways to fill, export and import them."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from operator import attrgetter
from pathlib import Path

import pytest

from db.databases import SqlDatabases
from db.store import SqlStore
from workbench.core.catalogue import Catalogue, shipped_catalogue
from workbench.core.commands.importing import apply_plan
from workbench.core.commands.sample import fill_with_sample
from workbench.core.messages import message
from workbench.core.plans import ImportPlan
from workbench.core.ports import Change, Command, Row
from workbench.core.records import Observation, Reading, Record, Source
from workbench.core.resources import resources_folder
from workbench.core.tidy.planning import plan_of
from workbench.core.tidy.writing import tidy_text

NOW = "2010-03-05T09:00:00+00:00"

NewStore = Callable[[], AbstractContextManager[SqlStore]]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return shipped_catalogue(resources_folder())


@pytest.fixture(scope="session")
def databases() -> SqlDatabases:
    return SqlDatabases("Analyst", clock=lambda: datetime.datetime.fromisoformat(NOW))


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory, databases: SqlDatabases, catalogue: Catalogue) -> Path:
    """A database with the sample, made once; tests get copies."""
    path = tmp_path_factory.mktemp("sample") / "sample.workbench"
    store = databases.open(path, for_writing=True, create=True)
    try:
        with store.read() as reader:
            command = fill_with_sample(reader, catalogue, resources_folder() / "sample", NOW)
        store.run(command)
    finally:
        store.close()
    return path


@pytest.fixture(scope="session")
def new_store(tmp_path_factory: pytest.TempPathFactory, databases: SqlDatabases) -> NewStore:
    """Makes empty databases, also several in one example of Hypothesis: copies of one."""
    folder = tmp_path_factory.mktemp("stores")
    numbers = count(1)
    empty = folder / "empty.workbench"
    databases.open(empty, for_writing=True, create=True).close()

    @contextmanager
    def make() -> Iterator[SqlStore]:
        path = Path(shutil.copyfile(empty, folder / f"{next(numbers)}.workbench"))
        store = databases.open(path, for_writing=True)
        try:
            yield store
        finally:
            store.close()
            path.unlink()

    return make


@pytest.fixture
def store(new_store: NewStore) -> Iterator[SqlStore]:
    """An empty database."""
    with new_store() as made:
        yield made


@pytest.fixture
def sample(tmp_path: Path, sample_file: Path, databases: SqlDatabases) -> Iterator[SqlStore]:
    """A database of its own with the sample."""
    opened = databases.open(shutil.copy(sample_file, tmp_path / "copy.workbench"), for_writing=True)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def put() -> Callable[..., Change]:
    """Writes records as they are."""

    def write(store: SqlStore, *records: Record) -> Change:
        return store.run(Command(message("test.put"), lambda tx: tx.put(*records)))

    return write


@pytest.fixture(scope="session")
def planned(catalogue: Catalogue) -> Callable[..., ImportPlan]:
    """Plans the import of a CSV file's text or bytes."""

    def plan(store: SqlStore, content: str | bytes, file: str = "figures.csv") -> ImportPlan:
        data = content.encode() if isinstance(content, str) else content
        with store.read() as reader:
            return plan_of(reader, catalogue, data, file, NOW)

    return plan


@pytest.fixture(scope="session")
def imported(planned: Callable[..., ImportPlan]) -> Callable[..., ImportPlan]:
    """Imports a CSV file that must have no problems."""

    def carry_out(store: SqlStore, content: str | bytes, file: str = "figures.csv") -> ImportPlan:
        plan = planned(store, content, file)
        assert plan.is_clean, plan.problems
        store.run(apply_plan(plan))
        return plan

    return carry_out


@pytest.fixture(scope="session")
def exported(catalogue: Catalogue) -> Callable[..., str]:
    """Returns a database's figures as a tidy table."""

    def export(store: SqlStore, language: str = "ja") -> str:
        with store.read() as reader:
            return tidy_text(reader, catalogue, None, language).text

    return export


Figure = tuple[object, ...]


@pytest.fixture(scope="session")
def figures_of() -> Callable[..., tuple[dict[Row, Figure], list[Figure]]]:
    """Returns what a database says, without the numbers that it gives: observations by key, and sorted readings."""

    numbers = attrgetter("value", "step", "qualifier")

    def snapshot(store: SqlStore) -> tuple[dict[Row, Figure], list[Figure]]:
        with store.read() as reader:
            names = {source.id: source.name for source in reader.records(Source)}
            readings = reader.records(Reading)
            observations = reader.records(Observation)
        origins = {(*_key(one), one.source, one.nth): one.place for one in readings if one.statistic == "value"}
        accepted = {
            _key(one): (
                *numbers(one),
                one.status,
                names.get(one.source),
                origins.get((*_key(one), one.source, one.nth)),
            )
            for one in observations
        }
        printed = [
            (*_key(one), one.statistic, names[one.source], one.place, *numbers(one), one.unit, one.text)
            for one in readings
        ]
        return accepted, sorted(printed, key=str)

    return snapshot


def _key(figure: Reading | Observation) -> Row:
    return figure.metric, figure.grain, figure.period, figure.dimension, figure.segment
