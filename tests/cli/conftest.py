"""The program run in this process, on real database files, and the sample filled once."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from workbench.__main__ import main


@dataclass(frozen=True)
class Ended:
    """How a run of the program ended: its status, and what it printed."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object that was printed; fails where anything else was."""
        assert self.out.endswith("\n")
        assert self.out.count("\n") == 1
        assert not self.out.startswith("\ufeff")
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


Run = Callable[..., Ended]


@pytest.fixture(autouse=True)
def _english_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Give the program an English user whose folders are the test's own."""
    for name in ("LC_ALL", "LC_MESSAGES", "WORKBENCH_DEBUG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("LOGNAME", "analyst")
    for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the sample, to be copied."""
    file = tmp_path_factory.mktemp("sample") / "sample.db"
    assert main(["sample", "--db", str(file), "--json"]) == 0
    return file


@pytest.fixture
def database(sample_file: Path, tmp_path: Path) -> Path:
    """A database of the test's own with the sample."""
    return Path(shutil.copy(sample_file, tmp_path / "figures.db"))


@pytest.fixture
def workbench(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the program in this process."""

    def run(*arguments: object) -> Ended:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        return Ended(status, *capsys.readouterr())

    return run


@pytest.fixture
def command(repository: Path) -> list[str]:
    """What starts the program in a process of its own."""
    del repository
    return [sys.executable, "-m", "workbench"]


@pytest.fixture
def process(command: list[str], repository: Path) -> Run:
    """Run the program in a process of its own; further variables of the environment as keywords."""

    def run(*arguments: object, **variables: str) -> Ended:
        done = subprocess.run(
            [*command, *(str(argument) for argument in arguments)],
            cwd=repository,
            env=os.environ | variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=60,
        )
        return Ended(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return run


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """Write a small table of figures: its rows are (period, metric, dimension, segment, value)."""

    def write(*rows: tuple[str, str, str, str, str], name: str = "table.csv") -> Path:
        lines = ["period,metric,dimension,segment,value", *(",".join(row) for row in rows)]
        file = tmp_path / name
        file.write_text("\n".join(lines) + "\n", "utf-8")
        return file

    return write
