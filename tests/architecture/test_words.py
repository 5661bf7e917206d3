"""What must not stand in any file of the project: places on one machine, and the hosts that packages come from.

The words are put together here from pieces, so that this file does not hold them.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

FORBIDDEN = {
    "a folder of one machine": "|".join(
        (
            "/wo" + r"rk/(main|shared|\.library)\b",
            "/ro" + "ot/",
            "/op" + r"t/(py" + r"pi|wheels)\b",
        )
    ),
    "a package index": "|".join(
        (
            r"\bpy" + r"pi\b",
            "python" + r"hosted\.",
            "registry" + r"\.npm",
            r"\bdeb" + r"\.debian\b",
            "--(extra-)?" + "index-url",
        )
    ),
}


def _git(repository: Path, *arguments: str) -> list[str]:
    """Return the paths that a git command lists; skips the test where there is no git or no repository."""
    if not shutil.which("git"):
        pytest.skip("git not present")
    command = ["git", "-c", f"safe.directory={repository}", *arguments, "-z"]
    done = subprocess.run(command, cwd=repository, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("not a git repository")
    return [name for name in done.stdout.decode("utf-8").split("\0") if name]


def findings(text: str) -> Iterator[str]:
    """Yield what a text holds that must not stand in it."""
    for what, pattern in FORBIDDEN.items():
        yield from (f"{what}: {match.group()}" for match in re.finditer(pattern, text, re.IGNORECASE))


def test_no_file_names_a_machine_or_an_index(repository: Path) -> None:
    names = _git(repository, "ls-files", "--cached", "--others", "--exclude-standard")
    files = [repository / name for name in names if (repository / name).is_file()]
    assert files
    found = {
        str(file.relative_to(repository)): hits
        for file in files
        if (hits := sorted(set(findings(file.read_text("utf-8", errors="replace")))))
    }
    assert found == {}


def test_nothing_that_git_ignores_is_in_the_repository(repository: Path) -> None:
    assert _git(repository, "ls-files", "--cached", "--ignored", "--exclude-standard")[:10] == []


@pytest.mark.parametrize(
    "text",
    [
        "see /work" + "/main/docs",
        "cd /wo" + "rk/shared",
        "/ro" + "ot/.cache",
        "from Py" + "PI",
        "https://files.python" + "hosted.org/x",
        "pip install --extra-" + "index-url x",
    ],
)
def test_the_rule_finds_what_it_is_for(text: str) -> None:
    assert len(list(findings(text))) == 1


@pytest.mark.parametrize("text", ["work/main", "/workbench/main", "/network/shared.xlsx", "happy pipes", "pypistats"])
def test_the_rule_leaves_other_words_alone(text: str) -> None:
    assert list(findings(text)) == []
