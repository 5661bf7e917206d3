"""Fresh databases for each test, copied from one that is made once, and closed again whatever happens."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from db.opening import open_store
from db.store import SqlStore
from tests.db.children import Children, Done, done_once
from tests.db.making import AUTHOR, Clock, scripts_with

Opener = Callable[..., SqlStore]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database, made once; tests copy it."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    open_store(path, for_writing=True, create=True, author=AUTHOR, clock=Clock()).close()
    return path


@pytest.fixture
def clock() -> Clock:
    """A clock that goes on by a minute each time."""
    return Clock()


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    """An empty database that nobody has open, alone in its folder."""
    folder = tmp_path / "databases"
    folder.mkdir()
    return Path(shutil.copyfile(template, folder / "month.db"))


@pytest.fixture
def opened(path: Path, clock: Clock) -> Iterator[Opener]:
    """What opens databases (the one at `path` for writing unless told otherwise) and closes them after the test."""
    stores: list[SqlStore] = []

    def opening(file: Path = path, *, for_writing: bool = True, create: bool = False) -> SqlStore:
        stores.append(open_store(file, for_writing=for_writing, create=create, author=AUTHOR, clock=clock))
        return stores[-1]

    yield opening
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Opener) -> SqlStore:
    """An empty database, open for writing."""
    return opened()


@pytest.fixture(scope="session")
def children(repository: Path) -> Children:
    """What does work in child processes."""
    return Children(repository)


@pytest.fixture(scope="session")
def is_traceable() -> bool:
    """Whether strace is there and may trace."""
    if not shutil.which("strace"):
        return False
    return subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], check=False).returncode == 0


@pytest.fixture(scope="session")
def done(children: Children, base: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Done]:
    """Each of the works, done to its end when it is first asked for."""
    return cache(lambda work: done_once(work, children, base, tmp_path_factory.mktemp(work)))


@pytest.fixture(scope="session")
def base(children: Children, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database, a backup of another state, and the made-up second step."""
    folder = tmp_path_factory.mktemp("base")
    (answer, ended) = children.run([{"work": "base", "folder": str(folder)}])
    assert ended["ended"] == 0, answer
    scripts_with(folder)
    return folder
