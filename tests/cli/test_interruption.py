"""Ctrl+C, and two processes with one database."""

import os
import pty
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from db.databases import SqlDatabases
from workbench.__main__ import services
from workbench.cli.app import run
from workbench.cli.work import Work, stoppable
from workbench.core.errors import Cancelled

Run = Callable[..., Any]


def interrupting_clock() -> datetime:
    """Tell the time after somebody has pressed Ctrl+C."""
    signal.raise_signal(signal.SIGINT)
    return datetime.now(UTC)


def test_ctrl_c_during_an_import_leaves_nothing(
    database: Path, table: Run, workbench: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    before = database.read_bytes()
    arguments = ["import", str(table(("2020-03", "spam.rate", "", "", "90.7"))), "--db", str(database)]
    assert run(arguments, replace(services(), clock=interrupting_clock)) == 1
    assert capsys.readouterr().out == ""
    assert database.read_bytes() == before
    assert workbench("show", "spam.rate", "--period", "2020-03", "--db", database).status == 1
    assert workbench(*arguments).status == 0


def test_ctrl_c_while_the_sample_is_filled_in_leaves_nothing(tmp_path: Path, workbench: Run) -> None:
    database = tmp_path / "new.db"
    assert run(["sample", "--db", str(database), "--json"], replace(services(), clock=interrupting_clock)) == 1
    assert workbench("log", "--db", database, "--json").json == {"operations": []}


def test_ctrl_c_twice_ends_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    with stoppable("work"):
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert capsys.readouterr().err == ""


def test_work_goes_on_until_it_is_stopped() -> None:
    work = Work("work")
    work(1, None)
    work.check()
    work.stop()
    with pytest.raises(Cancelled):
        work(2, 10)


@pytest.fixture
def large_table(tmp_path: Path) -> Path:
    """A table that takes seconds to read."""
    countries = [f"{row.split(',')[0]}" for row in _geography()]
    months = [f"{year}-{month:02}" for year in range(1980, 2005) for month in range(1, 13)]
    file = tmp_path / "large.csv"
    lines = (f"{month},spam.rate,geography,{country},50.5" for month in months for country in countries)
    file.write_text("period,metric,dimension,segment,value\n" + "\n".join(lines) + "\n", "utf-8")
    return file


def _geography() -> Iterator[str]:
    folder = services().resources
    yield from (folder / "segments" / "geography.csv").read_text("utf-8").splitlines()[1:]


def read_until(terminal: int, wanted: str, seconds: float = 60) -> str:
    """Read what a program writes to its terminal until something wanted is among it."""
    seen, end = "", time.monotonic() + seconds
    while wanted not in seen and time.monotonic() < end:
        try:
            seen += os.read(terminal, 4096).decode("utf-8", "replace")
        except OSError:
            break
    return seen


@pytest.mark.slow
def test_long_work_shows_progress_on_a_terminal_and_ctrl_c_stops_it(
    command: list[str], repository: Path, database: Path, large_table: Path, workbench: Run
) -> None:
    before = workbench("verify", "--db", database, "--json").json["tables"]
    ours, theirs = pty.openpty()
    started = subprocess.Popen(
        [*command, "import", str(large_table), "--db", str(database), "--json"],
        cwd=repository,
        env=os.environ | {"TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    try:
        assert "Import" in read_until(ours, "Import")
        started.send_signal(signal.SIGINT)
        out, _ = started.communicate(timeout=60)
    finally:
        started.kill()
        started.wait()
        os.close(ours)
    assert started.returncode == 1
    assert b'"status": "refused"' in out
    assert out.count(b"\n") == 1
    assert workbench("verify", "--db", database, "--json").json["tables"] == before
    assert len(workbench("log", "--db", database, "--json").json["operations"]) == 1


def test_a_second_writer_is_told_who_writes_and_readers_go_on(
    process: Run, database: Path, table: Run, tmp_path: Path
) -> None:
    store = SqlDatabases("hanako").open(database, for_writing=True)
    try:
        file = table(("2020-03", "spam.rate", "", "", "90.7"))
        begun = time.monotonic()
        refused = process("import", file, "--db", database)
        assert time.monotonic() - begun < 5
        assert (refused.status, refused.out) == (1, "")
        assert "hanako" in refused.err
        assert str(os.getpid()) in refused.err
        assert process("undo", "--db", database).status == 1
        assert process("show", "spam.rate", "--db", database, "--json").status == 0
        planned = process("import", file, "--db", database, "--dry-run", "--json")
        assert planned.json["files"][0]["status"] == "planned"
        assert process("backup", tmp_path / "copy.db", "--db", database).status == 0
    finally:
        store.close()
    assert process("import", file, "--db", database).status == 0
