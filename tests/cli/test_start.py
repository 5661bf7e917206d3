"""A command waits only for what it needs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import workbench.__main__

IMPORTED = """
import json, sys
from workbench.__main__ import main
sys.stdout, shown = sys.stderr, sys.stdout
main(sys.argv[1:])
print(json.dumps(sorted(sys.modules)), file=shown)
"""

NEVER = {"alembic", "pydantic", "openpyxl", "filelock", "click", "pytest"}


def imported(repository: Path, *arguments: object) -> set[str]:
    """Return the modules that a command imports, packages by their own name as well."""
    program = [sys.executable, "-c", IMPORTED, *(str(argument) for argument in arguments)]
    done = subprocess.run(program, cwd=repository, capture_output=True, text=True, check=True, timeout=60)
    return set(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("arguments", "without"),
    [
        (("show", "spam.rate", "--json"), NEVER | {"rich", "platformdirs", "workbench.core.tidy"}),
        (("show", "spam.rate"), NEVER | {"platformdirs", "workbench.core.tidy"}),
        (("log", "--json"), NEVER | {"rich", "workbench.core.tidy"}),
        (("export", "{folder}/a.csv"), NEVER | {"rich", "workbench.core.tidy.planning"}),
    ],
)
def test_a_command_imports_only_what_it_needs(
    repository: Path, database: Path, tmp_path: Path, arguments: tuple[str, ...], without: set[str]
) -> None:
    found = imported(repository, *(argument.format(folder=tmp_path) for argument in arguments), "--db", database)
    assert "sqlalchemy" in found
    assert found & without == set()
    others = {"sample", "importing", "exporting", "show", "log"} - {
        {"import": "importing", "export": "exporting"}.get(arguments[0], arguments[0])
    }
    assert found & {f"workbench.cli.{module}" for module in others} == set()


def test_help_imports_neither_the_database_nor_typer(repository: Path) -> None:
    found = imported(repository, "--help")
    assert found & {"sqlalchemy", "typer", "workbench.core.catalogue"} == set()


def test_a_program_ends_with_the_status_of_its_command(repository: Path, tmp_path: Path) -> None:
    program = [sys.executable, "-m", "workbench", "log", "--db", str(tmp_path / "none.db")]
    assert subprocess.run(program, cwd=repository, capture_output=True, check=False).returncode == 1
    assert subprocess.run([*program, "--no"], cwd=repository, capture_output=True, check=False).returncode == 2


def test_a_library_that_qt_needs_is_missed_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt itself would end the program with a core dump."""

    def nowhere(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr("ctypes.CDLL", nowhere)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert workbench.__main__._lacks_library()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not workbench.__main__._lacks_library()
