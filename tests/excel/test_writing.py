"""How a workbook comes to its place: whole or not at all, and never over what must stay."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from db.databases import SqlDatabases
from db.store import SqlStore
from workbench.core.errors import Cancelled, FileRefused, Refused
from workbench.core.files import cannot_write
from workbench.core.messages import message
from workbench.excel import writer
from workbench.excel.layout import NOTES
from workbench.excel.page import Page
from workbench.excel.part_file import PartFile
from workbench.excel.raw import RawSheet
from workbench.excel.styles import Styles
from workbench.excel.verifying import Verifier

Write = Callable[..., Any]

MOUNTED = 'mount -t tmpfs -o size=100k tmpfs "$0" && echo old > "$0/a.xlsx" && { "$@"; code=$?; cat "$0/a.xlsx"; ls -A "$0"; exit $code; }'
"""Mounts a disk that is too small, puts a file there, runs a program, and tells what is there then."""


def test_an_old_file_is_replaced_and_nothing_is_left_beside(sample: SqlStore, write: Write, tmp_path: Path) -> None:
    target = tmp_path / "out" / "a.xlsx"
    target.parent.mkdir()
    target.write_bytes(b"old")
    done = write(sample, target)
    assert done.file == target
    assert target.read_bytes()[:2] == b"PK"
    assert [found.name for found in target.parent.iterdir()] == ["a.xlsx"]


def test_a_read_only_file_is_left_as_it_is(sample: SqlStore, write: Write, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o444)
    with pytest.raises(FileRefused, match=r"file\.read_only"):
        write(sample, target)
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize(("place", "told"), [("folder", "file.is_folder"), ("none/a.xlsx", "file.no_folder")])
def test_places_where_no_file_can_be(sample: SqlStore, write: Write, tmp_path: Path, place: str, told: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileRefused) as refused:
        write(sample, tmp_path / place)
    assert refused.value.message.id == told


def test_a_full_disk_is_told_in_one_sentence(repository: Path, sample_file: Path, tmp_path: Path) -> None:
    start = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
    if not shutil.which("unshare") or subprocess.run([*start, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    disk = tmp_path / "disk"
    disk.mkdir()
    program = (sys.executable, "-m", "workbench", "export", disk / "a.xlsx", "--db", sample_file, "--lang", "en")
    environment = os.environ | {"PYTHONPATH": str(repository)}
    done = subprocess.run(
        [*start, MOUNTED, disk, *program], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "old\na.xlsx\n")
    assert done.stderr.startswith("There is no room on the disk")
    assert done.stderr.count("\n") == 1


def test_files_that_are_open_elsewhere_are_told_as_such() -> None:
    in_excel = PermissionError(13, "The process cannot access the file")
    in_excel.winerror = 32  # type: ignore[attr-defined]  # as on Windows
    assert cannot_write(Path("a.xlsx"), in_excel).id == "file.in_use"
    assert cannot_write(Path("a.xlsx"), PermissionError(13, "denied")).id == "file.cannot_write"


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
def test_stopped_work_leaves_the_old_file(sample: SqlStore, write: Write, tmp_path: Path, part: float) -> None:
    target = tmp_path / "out" / "a.xlsx"
    target.parent.mkdir()
    target.write_bytes(b"old")
    seen: list[float] = []

    def stop(done: int, total: int | None) -> None:
        if total is None:
            return  # while sheets are drawn nobody knows how much that is
        assert done <= total
        seen.append(done / total)
        if seen[-1] >= part:
            raise Cancelled(message("work.cancelled"))

    with pytest.raises(Cancelled):
        write(sample, target, "ja", None, stop)
    assert seen == sorted(seen)
    assert target.read_bytes() == b"old"
    assert [found.name for found in target.parent.iterdir()] == ["a.xlsx"]


def test_an_empty_database_has_nothing_to_export(databases: SqlDatabases, write: Write, tmp_path: Path) -> None:
    store = databases.open(tmp_path / "empty.db", for_writing=True, create=True)
    with pytest.raises(Refused, match=r"export\.no_figures"):
        write(store, tmp_path / "a.xlsx")
    store.close()
    assert not (tmp_path / "a.xlsx").exists()


def test_more_figures_than_rows_are_refused(
    sample: SqlStore, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "MOST_ROWS", 1000)
    with pytest.raises(Refused, match=r"export\.too_many_rows"):
        write(sample, tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()


@pytest.fixture
def page(tmp_path: Path) -> Page:
    """A sheet of two texts, a number and a comment, as it was written to a file."""
    book = Workbook(str(tmp_path / "a.xlsx"))
    page = Page(book.add_worksheet("Notes"), NOTES, Styles(book, "en"), "en")
    page.row(1, ("one", "two"))
    page.put(2, 1, 0.1 + 0.2)
    page.sheet.write_comment(2, 1, "why\x01_x0041_?")
    page.meant.comments[2, 1] = "why\x01_x0041_?"
    raw = book.add_worksheet("Data", RawSheet)
    raw.has(2)
    raw.rows = lambda: [[("a", 0), (1.5, 0)], [(None, 0), ("b", 0)]]
    book.close()
    return page


def test_what_was_written_is_what_was_meant(page: Page, tmp_path: Path) -> None:
    verifier = Verifier(tmp_path / "a.xlsx", tmp_path / "a.xlsx")
    verifier.page(page)
    verifier.comments(tmp_path / "a.xlsx", [page])
    verifier.rows("Data", [hash(("a", 1.5)), hash(("", "b"))], 2, lambda _row: None)


@pytest.mark.parametrize(
    ("place", "value", "cell"),
    [((1, 0), "other", "A2"), ((2, 1), 0.31, "B3"), ((2, 1), None, "B3"), ((9, 9), "more", "J10"), ((1, 0), "", "A2")],
)
def test_a_cell_that_differs_is_named(
    page: Page, tmp_path: Path, place: tuple[int, int], value: str | float | None, cell: str
) -> None:
    page.meant.cells[place] = value
    with pytest.raises(FileRefused) as refused:
        Verifier(tmp_path / "a.xlsx", tmp_path / "b.xlsx").page(page)
    assert refused.value.message == message(
        "export.not_verified", file=str(tmp_path / "b.xlsx"), sheet="Notes", cell=cell
    )


@pytest.mark.parametrize(
    "hashes", [[hash(("a", 1.5))], [hash(("a", 1.5)), hash(("", "c"))], [hash(("a", 1.5)), hash(("", "b")), 0]]
)
def test_a_row_that_differs_is_named(page: Page, tmp_path: Path, hashes: list[int]) -> None:
    verifier = Verifier(tmp_path / "a.xlsx", tmp_path / "a.xlsx")
    with pytest.raises(FileRefused, match=r"cell=A(2|3)"):
        verifier.rows("Data", hashes, 2, lambda _row: None)


def test_a_comment_that_differs_is_named(page: Page, tmp_path: Path) -> None:
    page.meant.comments[2, 1] = "why?"
    with pytest.raises(FileRefused, match="cell=B3"):
        Verifier(tmp_path / "a.xlsx", tmp_path / "a.xlsx").comments(tmp_path / "a.xlsx", [page])


def test_what_is_no_workbook_is_not_verified(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"nothing")
    with pytest.raises(FileRefused, match=r"export\.not_verified"):
        Verifier(tmp_path / "a.xlsx", tmp_path / "a.xlsx")


def test_a_file_that_failed_takes_the_rest_in_silence() -> None:
    with pytest.raises(OSError, match="No space left"), PartFile(Path("/dev/full")) as file:
        file.write(b"x" * 100_000)
    assert file.write(b"more") == 4
    assert (file.seek(3), file.tell(), file.flush(), file.seekable()) == (3, 3, None, True)
