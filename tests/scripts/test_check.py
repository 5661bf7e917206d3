from pathlib import Path

import pytest

from scripts import check
from scripts.check import Counts, closing_lines, counts_of, run

GOOD = {"ruff": True, "format": True, "mypy": True, "imports": True}

RESULTS = """<?xml version="1.0" encoding="utf-8"?>
<testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="1" skipped="1" tests="5">
<testcase classname="a" name="good" time="0.1" />
<testcase classname="a" name="also_good" time="0.1"><system-out>words</system-out></testcase>
<testcase classname="a" name="wrong"><failure message="no">no</failure></testcase>
<testcase classname="a" name="broken"><error message="no">no</error></testcase>
<testcase classname="a" name="left_out"><skipped message="no">no</skipped></testcase>
</testsuite></testsuites>
"""


def test_errors_count_as_failures() -> None:
    assert counts_of(RESULTS) == Counts(passed=2, failed=2, skipped=1)


def test_when_all_is_well_both_lines_say_so() -> None:
    assert closing_lines(GOOD, Counts(412, 0, 3), pytest_succeeded=True) == [
        "ruff ok, format ok, mypy ok, imports ok, 412 passed, 0 failed, 3 skipped",
        "412 passed, 0 failed, 3 skipped",
    ]


def test_a_failed_test_is_counted_once() -> None:
    assert closing_lines(GOOD, Counts(411, 1, 3), pytest_succeeded=False)[-1] == "411 passed, 1 failed, 3 skipped"


def test_a_failed_check_without_a_test_counts_as_a_failure() -> None:
    lines = closing_lines({**GOOD, "mypy": False, "ruff": False}, Counts(412, 1, 3), pytest_succeeded=False)
    assert lines == [
        "ruff FAILED, format ok, mypy FAILED, imports ok, 412 passed, 1 failed, 3 skipped",
        "412 passed, 3 failed, 3 skipped",
    ]


def test_a_pytest_that_broke_off_is_no_success() -> None:
    lines = closing_lines(GOOD, Counts(), pytest_succeeded=False)
    assert "pytest FAILED" in lines[0]
    assert lines[1] == "0 passed, 1 failed, 0 skipped"


@pytest.mark.parametrize(("command", "expected"), [("true", True), ("false", False)])
def test_a_check_is_named_before_it_runs(command: str, expected: object, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("ruff", (command,)) is expected
    assert capfd.readouterr().out.strip() == "== ruff"


def test_the_closing_line_stands_last_and_a_failure_shows_in_the_status(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    test_file = tmp_path / "test_small.py"
    test_file.write_text("def test_one(): pass\ndef test_two(): assert False\n")
    monkeypatch.setattr(check, "STEPS", {"ruff": ("true",), "mypy": ("false",)})
    monkeypatch.setattr(check, "PYTEST", (*check.PYTEST[:3], "-c", "/dev/null", f"--rootdir={tmp_path}"))
    assert check.main(["-q", "-p", "no:cacheprovider", str(test_file)]) == 1
    assert capfd.readouterr().out.splitlines()[-2:] == [
        "ruff ok, mypy FAILED, 1 passed, 1 failed, 0 skipped",
        "1 passed, 2 failed, 0 skipped",
    ]
