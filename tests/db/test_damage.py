"""Damaged files: refused when they are opened or where the damage is met, in words, and never made worse."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.databases import SqlDatabases
from db.opening import open_store
from db.store import SqlStore
from tests.db.conftest import Opener
from tests.db.making import AUTHOR, contents, digest, event, month, put
from workbench.core.errors import WorkbenchError

PAGE = 4096
CHANGED_FILES = 150
"""How many files are damaged at random."""


@pytest.fixture(scope="module")
def sound(template: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a database with some months in it, an undone operation too."""
    path = Path(shutil.copyfile(template, tmp_path_factory.mktemp("sound") / "month.db"))
    store = open_store(path, for_writing=True, author=AUTHOR)
    for step in range(4):
        store.run(put(*month(step), *(event(f"{step} {number}") for number in range(60))))
    store.undo()
    store.close()
    return path.read_bytes()


def flipped(content: bytes, *places: int, bits: int = 0xFF) -> bytes:
    changed = bytearray(content)
    for place in places:
        changed[place] ^= bits
    return bytes(changed)


def page_of(content: bytes, table: str, path: Path) -> int:
    """Return where the root page of a table begins."""
    path.write_bytes(content)
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    return int((page - 1) * PAGE)


CUTS = [99, 100, 1000, PAGE - 1, PAGE, PAGE + 1, 5 * PAGE, -PAGE, -1]

REFUSED: dict[str, Callable[[bytes, Path], bytes]] = {
    **{f"cut at {cut}": lambda content, _, cut=cut: content[:cut] for cut in CUTS},  # type: ignore[misc]
    "name of the format": lambda content, _: flipped(content, 3),
    "mark": lambda content, _: flipped(content, 70),
    "size of pages": lambda content, _: flipped(content, 16),
    "version of the format": lambda content, _: flipped(content, 47),
    "first page": lambda content, _: content[:100] + bytes(PAGE - 100) + content[PAGE:],
    "zeroed page": lambda content, path: _zeroed(content, page_of(content, "event", path)),
    "page of another kind": lambda content, path: flipped(content, page_of(content, "reading", path)),
    "pointers": lambda content, path: flipped(content, page_of(content, "observation", path) + 9),
    "revision's page": lambda content, path: _zeroed(content, page_of(content, "alembic_version", path)),
    "all pages but the first": lambda content, _: content[:PAGE] + bytes(len(content) - PAGE),
}


def _zeroed(content: bytes, begin: int) -> bytes:
    return content[:begin] + bytes(PAGE) + content[begin + PAGE :]


@pytest.mark.parametrize("damage", REFUSED)
def test_visible_damage_is_refused_and_the_file_left_alone(
    opened: Opener, sound: bytes, tmp_path: Path, damage: str
) -> None:
    folder = tmp_path / "damaged"
    folder.mkdir()
    path = folder / "month.db"
    path.write_bytes(REFUSED[damage](sound, tmp_path / "asked.db"))
    before = digest(path)
    for for_writing in (False, True):
        with pytest.raises(WorkbenchError) as refusal:
            opened(path, for_writing=for_writing)
        assert refusal.value.message.id in {"database.damaged", "database.foreign"}
        assert refusal.value.message.parameters == {"file": "month.db"}
    check = SqlDatabases(AUTHOR).check(path)
    assert not check.is_ok
    assert check.problems[0].id in {"database.damaged", "database.foreign", "verify.integrity", "verify.unreadable"}
    assert digest(path) == before
    assert set(os.listdir(folder)) <= {"month.db", "month.db.lock"}


def test_a_sound_file_is_not_refused(opened: Opener, sound: bytes, tmp_path: Path) -> None:
    """Else the tests above would show nothing."""
    path = tmp_path / "month.db"
    path.write_bytes(sound)
    assert len(contents(opened(path)).trail) == 5


def damages(content: bytes, seed: int) -> Iterator[bytes]:
    """Yield copies with flipped bits, changed bytes, runs of zeros, cuts, and parts copied to another place."""
    chance = random.Random(seed)
    while True:
        changed = bytearray(content)
        begin = chance.randrange(len(content)) if chance.random() < 0.7 else chance.randrange(PAGE)
        kind = chance.randrange(5)
        if kind == 0:
            changed[begin] ^= 1 << chance.randrange(8)
        elif kind == 1:
            for _ in range(chance.randrange(1, 30)):
                changed[(begin + chance.randrange(200)) % len(content)] = chance.randrange(256)
        elif kind == 2:
            changed[begin : begin + chance.randrange(1, 600)] = b""
        elif kind == 3:
            length = chance.randrange(1, 600)
            changed[begin : begin + length] = bytes(length)
        else:
            other, length = chance.randrange(len(content)), chance.randrange(1, PAGE)
            changed[begin : begin + length] = content[other : other + length]
        yield bytes(changed)


def used(path: Path, *, for_writing: bool) -> str:
    """Read everything, write, undo and copy; return where it ends, and raise only what is no WorkbenchError."""
    store: SqlStore | None = None
    try:
        store = open_store(path, for_writing=for_writing, author=AUTHOR)
    except WorkbenchError:
        return "refused"
    steps: list[Callable[[], object]] = [lambda: contents(store)]
    if for_writing:
        steps += [lambda: store.run(put(event("0 3", label="new"), event("z"))), store.undo, store.redo]
    steps.append(lambda: store.backup(path.with_name("copy.db")))
    met = 0
    for step in steps:
        try:
            step()
        except WorkbenchError:
            met += 1
    store.close()
    return "met later" if met else "not noticed"


def test_files_damaged_at_random_never_show_anything_but_words(
    sound: bytes, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    outcomes: Counter[str] = Counter()
    for number, content in zip(range(CHANGED_FILES), damages(sound, seed=20100301), strict=False):
        for for_writing in (False, True):
            folder = tmp_path / "damaged"
            folder.mkdir()
            path = folder / "month.db"
            path.write_bytes(content)
            try:
                outcome = used(path, for_writing=for_writing)
                check = SqlDatabases(AUTHOR).check(path)
            except Exception as error:
                error.add_note(f"damage number {number}, for writing: {for_writing}")
                raise
            outcomes[outcome] += 1
            if outcome == "refused":
                assert path.read_bytes() == content, number
                assert set(os.listdir(folder)) <= {"month.db", "month.db.lock"}
                assert not check.is_ok
            shutil.rmtree(folder)
    record_property("outcomes", dict(outcomes))
    print(f"files damaged at random: {dict(outcomes)}")
    assert min(outcomes[outcome] for outcome in ("refused", "met later", "not noticed")) > 0
