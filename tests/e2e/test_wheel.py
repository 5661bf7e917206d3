"""The wheel runs where nothing of the checkout is in reach: in a virtual environment of its own, from another folder."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

CLEARED = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")

WHERE = """
import importlib.metadata, json, sys, workbench, db
from workbench.core.resources import resources_folder
print(json.dumps({
    "modules": [workbench.__file__, db.__file__],
    "resources": str(resources_folder()),
    "path": sys.path,
    "distributions": sorted(found.name for found in importlib.metadata.distributions()),
}))
"""


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command away from the checkout and return what it prints; what it complains of shows when it fails."""
    environment = {name: value for name, value in os.environ.items() if name not in CLEARED}
    done = subprocess.run(
        command, cwd=cwd, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, repository, cwd=folder)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(repository: Path, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a virtual environment that holds the wheel and what it depends on, nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", "--without-pip", "venv", cwd=folder)
    programs = folder / "venv" / "bin"
    pip = (sys.executable, "-m", "pip", "--python", programs / "python")
    options = ("--quiet", "--no-input", "--disable-pip-version-check", "--no-compile")
    run(*pip, "install", *options, "--constraint", repository / "constraints.txt", wheel, cwd=folder)
    return programs


def test_the_wheel_holds_the_packages_and_the_resources_and_no_tests(repository: Path, wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"workbench/__main__.py", "db/__init__.py", "workbench/resources/catalogue.toml"} <= names
    shipped = {
        "workbench/" + str(file.relative_to(repository))
        for file in (repository / "resources").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert shipped <= names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"workbench", "db", "threat_report_workbench"}


def test_all_comes_from_the_wheel(repository: Path, installed: Path, tmp_path: Path) -> None:
    found = json.loads(run(installed / "python", "-c", WHERE, cwd=tmp_path))
    venv = installed.parent
    assert all(Path(module).is_relative_to(venv) for module in found["modules"])
    assert Path(found["resources"]) == Path(found["modules"][0]).parent / "resources"
    assert not [entry for entry in found["path"] if Path(entry or tmp_path).is_relative_to(repository)]
    assert "threat-report-workbench" in found["distributions"]
    assert not {"pytest", "mypy", "hypothesis", "babel"} & set(found["distributions"])


def test_the_program_explains_itself(installed: Path, tmp_path: Path) -> None:
    told = run(installed / "workbench", "--help", cwd=tmp_path)
    assert "sample" in told
    assert "show" in told
    assert run(installed / "python", "-m", "workbench", "--help", cwd=tmp_path).count("sample") == told.count("sample")


def test_the_sample_can_be_made_and_shown(installed: Path, tmp_path: Path) -> None:
    database = tmp_path / "sample.db"
    made = json.loads(run(installed / "workbench", "sample", "--db", database, "--json", cwd=tmp_path))
    assert Path(made["db"]) == database
    assert min(made["observations"], made["readings"], made["findings"]) > 0
    shown = json.loads(
        run(
            installed / "workbench",
            "show",
            "spam.rate",
            "--period",
            "2010-02",
            "--db",
            database,
            "--json",
            cwd=tmp_path,
        )
    )
    assert (shown["metric"], shown["period"]) == ("spam.rate", "2010-02")
    assert len(shown["rows"]) == 1
    assert shown["rows"][0]["value"] is not None
