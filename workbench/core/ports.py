"""The protocols by which the layers meet: what the core asks of a database, and what it is told back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from workbench.core.chart import Chart, Look
from workbench.core.messages import Message, Translator
from workbench.core.records import Record

if TYPE_CHECKING:
    from workbench.core.catalogue import Catalogue
    from workbench.core.periods import Period
    from workbench.core.plans import ImportPlan

Value = str | int | float | None
"""What stands in one field of a record."""

Row = tuple[Value, ...]
"""The fields of a record, or some of them, in the order asked for."""

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Between:
    """A condition: the field lies from low to high, both included."""

    low: Value
    high: Value


@dataclass(frozen=True, slots=True)
class OneOf:
    """A condition: the field is one of these values."""

    values: tuple[Value, ...]


Condition = Value | Between | OneOf
"""What a field must be: a value to equal, a span, or a choice."""


class Reader(Protocol):
    """A consistent look at the database; nothing that is written meanwhile shows."""

    def rows(self, kind: type[Record], columns: Sequence[str], /, **where: Condition) -> list[Row]:
        """Return these columns of all records that meet the conditions, in key order."""

    def records(self, kind: type[R], /, **where: Condition) -> list[R]:
        """Return the records that meet the conditions, in key order."""

    def count(self, kind: type[Record], /, **where: Condition) -> int:
        """Return how many records meet the conditions."""

    def highest(self, kind: type[Record], column: str, /, **where: Condition) -> Value:
        """Return the highest value of a column in the records that meet the conditions; None where there is none."""

    def lowest(self, kind: type[Record], column: str, /, **where: Condition) -> Value:
        """Return the lowest value of a column in the records that meet the conditions; None where there is none."""

    def counts(self, kind: type[Record], columns: Sequence[str], /, **where: Condition) -> list[Row]:
        """Return what stands in these columns, each once and in order, with how many records have it at the end."""

    def picture(self, digest: str) -> bytes | None:
        """Return the bytes of a picture by their SHA-256 in hexadecimal digits; None where it is not kept."""

    def operations(self, *, newest: int | None = None) -> list[Operation]:
        """Return the operations, newest first; only so many where `newest` says so."""

    def operation_rows(self, operation: int, kind: type[Record]) -> list[RowBefore]:
        """Return the rows that an operation touched, as they were before it, in key order."""

    def history_of(self, kind: type[Record], key: Row) -> list[tuple[Operation, RowBefore]]:
        """Return the operations that touched the row with this key, newest first, each with the row as it was before."""


class Transaction(Reader, Protocol):
    """The one way to write; all of a command's writes become one operation that can be undone."""

    author: str
    """Who writes."""

    now: str
    """The moment of the operation, ISO 8601 in UTC."""

    def put(self, *records: Record) -> None:
        """Write records of any kinds; one whose key stands already is replaced."""

    def put_rows(self, kind: type[Record], rows: Iterable[Row]) -> None:
        """Write many records of one kind as rows of all their fields in field order."""

    def remove(self, kind: type[Record], keys: Iterable[Row]) -> None:
        """Delete the records with these keys; a key that does not stand is passed over."""

    def put_picture(self, content: bytes) -> str:
        """Keep a picture and return its SHA-256 in hexadecimal digits; pictures never change and are outside the trail."""

    def new_id(self, kind: type[Record]) -> int:
        """Return a number that no record of the kind has or had."""


class Progress(Protocol):
    """What long work tells while it runs; also the way to stop it."""

    def __call__(self, done: int, total: int | None) -> None:
        """Take notice that so many rows are done of so many (None: not known); raise Cancelled to stop the work."""


def tell_nobody(done: int, total: int | None) -> None:
    """Tell nobody how far a job is: the `Progress` of those who do not ask."""
    del done, total


@dataclass(frozen=True, slots=True)
class Command:
    """A label and a function of a transaction: the only way to write; one command is one undo step."""

    label: Message
    apply: Callable[[Transaction], None]


@dataclass(frozen=True, slots=True)
class Change:
    """What an operation touched: the only news that travels. An operation that touched nothing has the id None."""

    operation: int | None
    label: Message
    rows: Mapping[type[Record], int] = field(default_factory=dict)

    @property
    def kinds(self) -> frozenset[type[Record]]:
        """The kinds of record of which rows were written, replaced or deleted."""
        return frozenset(self.rows)


@dataclass(frozen=True, slots=True)
class Operation:
    """An entry of the trail: what was done, when, by whom, to how many rows, and which operation it undoes."""

    id: int
    label: Message
    when: str
    who: str
    rows: int
    undoes: int | None
    is_undone: bool
    is_undoable: bool


@dataclass(frozen=True, slots=True)
class RowBefore:
    """A row as it was before an operation: its key, and its record or None where there was none."""

    key: Row
    record: Record | None


@dataclass(frozen=True, slots=True)
class Check:
    """What a check of a database file found: rows by table, and problems in words."""

    file: Path
    tables: Mapping[str, int]
    problems: tuple[Message, ...]

    @property
    def is_ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


class Databases(Protocol):
    """The database files of this machine."""

    def open(self, path: Path, *, for_writing: bool, create: bool = False) -> Store:
        """Open a file; with `create`, one that is not there is made. DatabaseRefused and DatabaseInUse in words."""

    def check(self, path: Path) -> Check:
        """Check a file wholly; a file that is no database of ours is a problem in the result."""

    def restore(self, source: Path, database: Path) -> tuple[Check, Path | None]:
        """Put a copy of a sound backup in a database's place; return the check and where the old file was kept."""


class Charts(Protocol):
    """Makes pictures of plots, for files, the clipboard and reports; one drawing routine serves them and the screen."""

    def picture(self, chart: Chart, look: Look) -> bytes:
        """Return a plot as the bytes of a PNG or SVG file."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A workbook that was written: its sheets in order, how many accepted values it holds, and what did not fit into it."""

    file: Path
    sheets: tuple[str, ...]
    observations: int
    remarks: tuple[Message, ...]


class Spreadsheet(Protocol):
    """Excel workbooks."""

    def write(
        self,
        reader: Reader,
        catalogue: Catalogue,
        words: Translator,
        target: Path,
        period: Period | None = None,
        progress: Progress | None = None,
    ) -> Exported:
        """Write the workbook of a period with that one's data; without one, of the latest month with the data of all periods.

        It is written beside its place, read back, compared and moved there. Refused where there are no figures or more than
        a sheet has rows; FileRefused where it cannot be written: a file that stood there is then as it was.
        """


class Importer(Protocol):
    """Reads files of figures, whatever their names say of their content: workbooks and tables of text."""

    def plan(
        self, reader: Reader, catalogue: Catalogue, file: Path, now: str, progress: Progress | None = None
    ) -> ImportPlan:
        """Return what a file would change, in words where nothing was recognised; nothing is written.

        FileRefused for a file that cannot be read: missing, damaged, hostile, of another kind. Cancelled by `progress`.
        """


class Store(Protocol):
    """A database file: reading and writing apart, its trail, and its copies."""

    path: Path

    @property
    def is_read_only(self) -> bool:
        """Whether the file was opened for reading alone."""

    def read(self) -> AbstractContextManager[Reader]:
        """Open a consistent look at the data."""

    def read_apart(self) -> AbstractContextManager[Reader]:
        """Open a consistent look that may take long: writers do not wait for its end, as they do for that of `read`."""

    def run(self, command: Command, progress: Progress | None = None) -> Change:
        """Run a command in one transaction: wholly, or not at all when it raises."""

    def undo(self, operation: int | None = None, progress: Progress | None = None) -> Change:
        """Undo the last operation that stands, or the one named; Refused in words where that cannot be."""

    def redo(self, progress: Progress | None = None) -> Change:
        """Do again what was undone last; Refused where there is nothing."""

    def backup(self, target: Path, progress: Progress | None = None) -> Check:
        """Write a verified copy of the database to a new file; the target is whole or not there."""

    def close(self) -> None:
        """Let go of the file."""
