"""Runs every check of the project, whatever the earlier ones say, and ends with what came out in plain words."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = Path(sys.prefix) / "bin"

STEPS: Mapping[str, tuple[str, ...]] = {
    "ruff": (sys.executable, "-m", "ruff", "check"),
    "format": (sys.executable, "-m", "ruff", "format", "--check"),
    "mypy": (sys.executable, "-m", "mypy"),
    "imports": (str(SCRIPTS / "lint-imports"), "--no-logo"),
}
"""The checks that read the code, by the name that stands in the summary."""

PYTEST = (sys.executable, "-m", "pytest", "--numprocesses=auto", "--dist=worksteal")
"""The check that runs it."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tests passed, failed (errors too) and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __str__(self) -> str:
        """Write them as the closing line has them."""
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def counts_of(results: str) -> Counts:
    """Count the tests in pytest's results in JUnit's XML."""
    found = {"passed": 0, "failed": 0, "skipped": 0}
    for case in ElementTree.fromstring(results).iter("testcase"):  # noqa: S314 - pytest wrote it a moment ago
        tags = {child.tag for child in case}
        found["failed" if tags & {"failure", "error"} else "skipped" if "skipped" in tags else "passed"] += 1
    return Counts(**found)


def closing_lines(steps: Mapping[str, bool], tests: Counts, *, pytest_succeeded: bool) -> list[str]:
    """Return the two closing lines: each check in words, and the counts alone.

    A check that failed with no failed test to show for it (ruff, or pytest that broke off) counts as one failure, so
    that the last line never reads as if all were well when it is not.
    """
    words = [f"{name} {'ok' if succeeded else 'FAILED'}" for name, succeeded in steps.items()]
    if not pytest_succeeded and not tests.failed:
        words.append("pytest FAILED")
    without_test = sum(word.endswith("FAILED") for word in words)
    total = Counts(tests.passed, tests.failed + without_test, tests.skipped)
    return [", ".join([*words, str(tests)]), str(total)]


def run(name: str, command: Sequence[str]) -> bool:
    """Run a check under a heading and return whether it succeeded."""
    print(f"\n== {name}", flush=True)
    return subprocess.run(command, check=False, cwd=ROOT, stdin=subprocess.DEVNULL).returncode == 0


def main(arguments: Sequence[str]) -> int:
    """Run all checks, pytest with further arguments, and return the exit status."""
    steps = {name: run(name, command) for name, command in STEPS.items()}
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results.xml"
        pytest_succeeded = run("pytest", (*PYTEST, f"--junit-xml={results}", *arguments))
        tests = counts_of(results.read_text("utf-8")) if results.is_file() else Counts()
    print("", *closing_lines(steps, tests, pytest_succeeded=pytest_succeeded), sep="\n", flush=True)
    return 0 if all(steps.values()) and pytest_succeeded else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
