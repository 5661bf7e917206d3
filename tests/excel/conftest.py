"""What the tests of workbooks share: the sample, and its workbooks written once in each language."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from db.databases import SqlDatabases
from db.store import SqlStore
from workbench.core.catalogue import Catalogue, shipped_catalogue
from workbench.core.commands.notes import add_note
from workbench.core.commands.sample import fill_with_sample
from workbench.core.keys import FigureKey
from workbench.core.messages import Translator, message
from workbench.core.periods import Period
from workbench.core.ports import Command, Exported
from workbench.core.records import Metric, Segment
from workbench.core.resources import resources_folder
from workbench.core.translation import GettextTranslator
from workbench.excel.writer import XlsxSpreadsheet

NOW = "2010-03-05T09:00:00+00:00"
FEBRUARY = Period.month(2010, 2)

Write = Callable[..., Exported]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return shipped_catalogue(resources_folder())


@pytest.fixture(scope="session")
def databases() -> SqlDatabases:
    return SqlDatabases("Sato", clock=lambda: datetime.datetime.fromisoformat(NOW))


@pytest.fixture(scope="session")
def words() -> Callable[[str], Translator]:
    return lambda language: GettextTranslator(language, resources_folder() / "locale")


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory, databases: SqlDatabases, catalogue: Catalogue) -> Path:
    """A database with the sample and some notes, made once."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    store = databases.open(path, for_writing=True, create=True)
    with store.read() as reader:
        command = fill_with_sample(reader, catalogue, resources_folder() / "sample", NOW)
    store.run(command)
    for key, text in (
        ("virus.rate/geography:CN@2010-02", "1か月で倍増。"),
        ("spam.rate@2010-02", "Two botnets."),
        ("spam.rate@2010-02", "=1+1\nis no formula"),
    ):
        store.run(add_note(FigureKey.parse(key), text))
    store.run(add_note(FigureKey.parse("phishing.rate/geography:DE@2009-06"), "Long", last=FEBRUARY))
    store.close()
    return path


@pytest.fixture
def sample(tmp_path: Path, sample_file: Path, databases: SqlDatabases) -> Iterator[SqlStore]:
    """A database of its own with the sample."""
    opened = databases.open(shutil.copy(sample_file, tmp_path / "copy.db"), for_writing=True)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def write(catalogue: Catalogue, words: Callable[[str], Translator]) -> Write:
    """Writes the workbook of a database."""

    def export(store: SqlStore, target: Path, language: str = "en", *arguments: Any) -> Exported:
        with store.read() as reader:
            known = catalogue.with_own(reader.records(Metric), reader.records(Segment))
            return XlsxSpreadsheet().write(reader, known, words(language), target, *arguments)

    return export


@pytest.fixture(scope="session")
def put() -> Callable[..., object]:
    """Writes records as they are."""
    return lambda store, *records: store.run(Command(message("test.put"), lambda tx: tx.put(*records)))


@pytest.fixture(scope="session")
def books(
    tmp_path_factory: pytest.TempPathFactory, sample_file: Path, databases: SqlDatabases, write: Write
) -> dict[str, Path]:
    """The workbooks of February 2010 in both languages, and "all": that of all periods."""
    folder = tmp_path_factory.mktemp("books")
    store = databases.open(sample_file, for_writing=False)
    for language in ("ja", "en"):
        write(store, folder / f"{language}.xlsx", language, FEBRUARY)
    write(store, folder / "all.xlsx", "ja")
    store.close()
    return {name: folder / f"{name}.xlsx" for name in ("ja", "en", "all")}
