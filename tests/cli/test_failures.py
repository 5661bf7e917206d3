import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from workbench.__main__ import services
from workbench.cli.app import run
from workbench.core.catalogue import Catalogue

Run = Callable[..., Any]


def broken() -> Catalogue:
    raise ZeroDivisionError("a bug")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "logs" / "workbench.log"


@pytest.fixture
def with_bug(database: Path, log: Path) -> Callable[..., int]:
    """Run `show` in a program of which one part is broken."""

    def start(*arguments: str) -> int:
        parts = replace(services(), catalogue=broken, log_file=lambda: log)
        return run(["show", "spam.rate", "--db", str(database), *arguments], parts)

    return start


def test_a_bug_is_noted_in_the_log_and_told_in_a_sentence(
    with_bug: Callable[..., int], log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert with_bug() == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert str(log) in err
    assert "ZeroDivisionError: a bug" in log.read_text("utf-8")
    assert "'show', 'spam.rate'" in log.read_text("utf-8")
    with_bug("--lang", "ja")
    assert capsys.readouterr().err.strip().endswith("。")
    assert log.read_text("utf-8").count("ZeroDivisionError: a bug") == 2


def test_a_bug_is_an_object_for_programs(with_bug: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert with_bug("--json") == 1
    out, err = capsys.readouterr()
    assert '{"error": {"id": "bug.noted"' in out
    assert err == ""


def test_a_bug_shows_its_traceback_to_those_who_ask(
    with_bug: Callable[..., int], log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        with_bug()
    assert not log.exists()


def test_a_traceback_is_shown_where_it_cannot_be_noted(
    with_bug: Callable[..., int], log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log.parent.parent.joinpath("logs").write_text("a file where the folder should be")
    assert with_bug() == 1
    assert "ZeroDivisionError: a bug" in capsys.readouterr().err


def test_an_error_is_one_sentence_and_no_traceback(process: Run, tmp_path: Path) -> None:
    missing = tmp_path / "none.db"
    english = process("show", "spam.rate", "--db", missing)
    japanese = process("show", "spam.rate", "--db", missing, LC_ALL="ja_JP.UTF-8")
    for ended in (english, japanese):
        assert (ended.status, ended.out) == (1, "")
        assert ended.err.count("\n") == 1
        assert "none.db" in ended.err
    assert english.err != japanese.err


def test_json_is_all_that_is_on_stdout(process: Run, database: Path) -> None:
    shown = process("show", "spam.rate", "--by", "geography", "--db", database, "--json", LC_ALL="ja_JP.UTF-8")
    assert (shown.status, shown.err) == (0, "")
    assert shown.json["metric"] == "spam.rate"
    refused = process("import", "none.csv", "--db", database, "--json", PYTHONIOENCODING="cp932")
    assert (refused.status, refused.err) == (1, "")
    assert refused.json["files"][0]["status"] == "refused"


def test_words_that_a_terminal_cannot_show_are_no_error(process: Run, database: Path) -> None:
    ended = process("show", "spam.rate", "--db", database, "--lang", "ja", PYTHONIOENCODING="ascii")
    assert ended.status == 0
    assert "?" in ended.out


def test_nobody_reading_is_no_error(command: list[str], database: Path, repository: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    arguments = [*command, "show", "spam.rate", "--by", "geography", "--db", str(database)]
    done = subprocess.run(arguments, cwd=repository, stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(writer)
    assert done.returncode == 1
    assert done.stderr == b""
