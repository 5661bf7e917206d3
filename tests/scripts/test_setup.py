import json
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import setup

LISTING = (
    "installed\tlibgl1\t\n"
    "config-files\tstrace\t\n"
    "installed\tlibglib2.0-0t64\tlibglib2.0-0 (= 2.84.1-2), libglib2.0-bin-common\n"
)


def test_missing_packages_are_those_neither_installed_nor_provided() -> None:
    wanted = ("libgl1", "strace", "libglib2.0-0", "libglib2.0-bin-common", "libegl1")
    assert setup.missing_packages(wanted, LISTING) == ("strace", "libegl1")
    assert setup.missing_packages(wanted, "") == wanted
    assert setup.missing_packages((), LISTING) == ()


def test_the_fingerprint_follows_each_file_and_the_place(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_text("a")
    second.write_text("b")
    before = setup.fingerprint((first, second), tmp_path)
    assert setup.fingerprint((first, second), tmp_path) == before
    assert setup.fingerprint((first, second), tmp_path / "moved") != before
    second.write_text("c")
    assert setup.fingerprint((first, second), tmp_path) != before


def test_an_installation_counts_for_the_purposes_that_it_serves(tmp_path: Path) -> None:
    (tmp_path / "installed-test").write_text("same")
    assert not setup.is_installed({"run", "test"}, "same", tmp_path), "there is no Python"
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    assert setup.is_installed({"run", "test"}, "same", tmp_path)
    assert not setup.is_installed({"run"}, "same", tmp_path)
    assert not setup.is_installed({"run", "test"}, "changed", tmp_path)


def test_an_environment_that_was_moved_is_not_usable(tmp_path: Path) -> None:
    made = tmp_path / "made"
    (made / "bin").mkdir(parents=True)
    (made / "bin" / "python").symlink_to(sys.executable)
    assert not setup.is_usable(made), "there is no pip"
    (made / "bin" / "pip").write_text(f"#!{made}/bin/python\n")
    assert setup.is_usable(made)
    made.rename(tmp_path / "moved")
    assert not setup.is_usable(tmp_path / "moved")
    assert not setup.is_usable(made)


def test_the_constraints_hold_for_build_tools_and_leave_the_environment_alone() -> None:
    environment = setup.pip_environment({"HOME": "/home/somebody"})
    assert environment["HOME"] == "/home/somebody"
    assert environment["PIP_CONSTRAINT"] == environment["PIP_BUILD_CONSTRAINT"] == "constraints.txt"


def test_every_requirement_has_its_version_in_the_constraints(repository: Path) -> None:
    lines = (repository / "constraints.txt").read_text("utf-8").split()
    assert lines == sorted(lines, key=str.lower)
    assert all("==" in line for line in lines)
    held = {line.split("==")[0].lower().replace("_", "-") for line in lines}
    program = (
        "import json, sys, tomllib\n"
        "from packaging.requirements import Requirement\n"
        "told = tomllib.load(open('pyproject.toml', 'rb'))\n"
        "texts = [*told['build-system']['requires'], *told['project']['dependencies']]\n"
        "texts += told['project']['optional-dependencies']['dev']\n"
        "print(json.dumps([Requirement(text).name.lower() for text in texts]))\n"
    )
    told = subprocess.run([sys.executable, "-c", program], cwd=repository, check=True, capture_output=True, text=True)
    assert set(json.loads(told.stdout)) - held == set()


def find_python(repository: Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [repository / "scripts" / "find-python"],
        env={"PATH": str(folder), **environment},
        check=False,
        capture_output=True,
        text=True,
    )


def make_python(folder: Path, name: str, body: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{body}\n")
    (folder / name).chmod(0o755)


def test_an_old_python_is_passed_over_for_a_newer_one_of_another_name(repository: Path, tmp_path: Path) -> None:
    make_python(tmp_path, "python3", "exit 1")
    make_python(tmp_path, "python3.12", f'exec "{sys.executable}" "$@"')
    assert find_python(repository, tmp_path).stdout == "python3.12\n"


def test_without_a_python_the_need_is_told_in_words(repository: Path, tmp_path: Path) -> None:
    make_python(tmp_path, "python3", "exit 1")
    done = find_python(repository, tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "needs Python 3.11 or later" in done.stderr


def test_a_python_that_is_named_is_the_only_one_tried(repository: Path, tmp_path: Path) -> None:
    folder = tmp_path / "with space"
    folder.mkdir()
    make_python(tmp_path, "python3", f'exec "{sys.executable}" "$@"')
    make_python(folder, "mine", f'exec "{sys.executable}" "$@"')
    mine = str(folder / "mine")
    assert find_python(repository, tmp_path, PYTHON=mine).stdout == mine + "\n"
    assert find_python(repository, tmp_path, PYTHON="nonesuch").returncode == 1


def test_packages_are_asked_for_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    venv = f"python3.{sys.version_info.minor}-venv"
    monkeypatch.delenv("DISPLAY", raising=False)
    assert setup.debian_packages("run", lacks_venv=False) == setup.WINDOW_PACKAGES
    assert setup.debian_packages("run", lacks_venv=True) == (venv, *setup.WINDOW_PACKAGES)
    monkeypatch.setenv("DISPLAY", ":0")
    assert setup.debian_packages("run", lacks_venv=False) == (*setup.WINDOW_PACKAGES, *setup.SCREEN_PACKAGES)
    assert setup.debian_packages("test", lacks_venv=True) == (venv, *setup.TEST_PACKAGES)


def test_who_is_not_root_is_told_the_one_command_to_type() -> None:
    with pytest.raises(setup.SetUpFailed, match=r"\n    sudo apt-get install -y libegl1 strace\n"):
        setup.install_debian_packages(("libegl1", "strace"), is_root=False)


@pytest.mark.parametrize("arguments", [[], ["bench"], ["run", "test"]])
def test_an_unknown_purpose_is_refused_before_anything_is_done(repository: Path, arguments: list[str]) -> None:
    command = [sys.executable, repository / "scripts" / "setup.py", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "usage: setup.py run|test\n"
