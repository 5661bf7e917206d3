"""One run of a command: its database, its language, and what it needs of the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.answers import Answer
from workbench.cli.location import database_path
from workbench.cli.services import Services
from workbench.core.messages import Translator
from workbench.core.records import Metric, Segment

if TYPE_CHECKING:
    from workbench.core.catalogue import Catalogue
    from workbench.core.ports import Reader, Store


@dataclass(frozen=True, slots=True)
class Common:
    """What every command is asked: `--db`, `--lang` and `--json` as they stand on the command line."""

    database: str | None
    language: str | None
    as_json: bool


@dataclass(frozen=True, slots=True)
class Job:
    """A command whose arguments have been read, ready to be done."""

    common: Common
    work: Callable[[Session], Answer]


class Session:
    """What a command works with; parts of the program are fetched when they are first used."""

    def __init__(self, services: Services, common: Common, words: Translator) -> None:
        """Work with these services; `words` makes sentences in the language of the user."""
        self.services = services
        self.words = words
        self.as_json = common.as_json
        self._asked_database = common.database

    @cached_property
    def database(self) -> Path:
        """The file of the database; DatabaseRefused for a URL that is none of SQLite."""
        return database_path(self._asked_database, self.services.default_database)

    @cached_property
    def english(self) -> Translator:
        """What makes English sentences, whatever the user's language."""
        return self.words if self.words.language == "en" else self.services.translator("en")

    @contextmanager
    def store(self, *, for_writing: bool, create: bool = False) -> Iterator[Store]:
        """Open the database for as long as the block runs."""
        store = self.services.databases().open(self.database, for_writing=for_writing, create=create)
        try:
            yield store
        finally:
            store.close()

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """Open a look at the database for as long as the block runs; another process may write meanwhile."""
        with self.store(for_writing=False) as store, store.read() as reader:
            yield reader

    def catalogue(self, reader: Reader) -> Catalogue:
        """Return the shipped catalogue with the database's own metrics and segments laid over it."""
        return self.services.catalogue().with_own(reader.records(Metric), reader.records(Segment))

    def now(self) -> str:
        """Return the moment, ISO 8601."""
        return self.services.clock().isoformat(timespec="seconds")
