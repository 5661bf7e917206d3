"""The guards of tests/conftest.py catch what they are for: each small test below runs under them in a pytest of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

SMALL_TESTS = """
import logging, socket, urllib.request, warnings
import pytest
from hypothesis import given, settings, strategies

def test_failed_connects_elsewhere():
    with socket.socket() as sock:
        sock.settimeout(1)
        sock.connect(("192.0.2.1", 80))

def test_failed_opens_address():
    urllib.request.urlopen("http://192.0.2.1/", timeout=1)

def test_passed_connects_here():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as sock:
        sock.connect(server.getsockname())

def test_failed_warns():
    warnings.warn("something is old")

def test_error_logs():
    logging.getLogger("workbench").warning("unexpected")

def test_passed_logs_quietly():
    logging.getLogger("workbench").info("usual")

@pytest.mark.expects_log("cannot .* file")
def test_passed_logs_as_expected():
    logging.getLogger("workbench").error("cannot read file")

@pytest.mark.expects_log("cannot")
def test_error_logs_more_than_expected():
    logging.getLogger("workbench").error("cannot")
    logging.getLogger("workbench").error("and more")

@pytest.mark.expects_log("cannot")
def test_error_logs_less_than_expected():
    pass

@given(strategies.integers())
def test_passed_has_usual_examples(number):
    EXAMPLES.append(number)

EXAMPLES = []
NAMED = []

@settings(max_examples=3)
@given(strategies.integers())
def test_passed_has_few_examples(number):
    NAMED.append(number)

def test_passed_counts_examples():
    print("EXAMPLES", len(EXAMPLES), len(NAMED))
"""


@pytest.fixture(scope="module")
def small_tests(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guarded")
    (folder / "conftest.py").write_text((repository / "tests" / "conftest.py").read_text("utf-8"))
    (folder / "pyproject.toml").write_text((repository / "pyproject.toml").read_text("utf-8"))
    (folder / "test_small.py").write_text(SMALL_TESTS)
    return folder


def run(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "pytest", "-rA", "-p", "no:cacheprovider", "-p", "no:xdist", *arguments, "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_each_small_test_ends_as_its_name_says(small_tests: Path) -> None:
    summary = run(small_tests).split("short test summary info")[-1]
    outcomes = [line.split("::") for line in summary.splitlines() if "::" in line]
    by_name: dict[str, set[str]] = {}
    for outcome, name in outcomes:
        by_name.setdefault(name.split(" ")[0], set()).add(outcome.split(" ")[0])
    assert len(by_name) == SMALL_TESTS.count("def test_")
    assert {name: outcome for name, outcome in by_name.items() if name.split("_")[1].upper() not in outcome} == {}
    passed = {name for name, outcome in by_name.items() if outcome == {"PASSED"}}
    assert passed == {name for name in by_name if name.startswith("test_passed")}


@pytest.mark.slow
@pytest.mark.parametrize(("arguments", "expected"), [((), "100 3"), (("--hypothesis-profile=fuzz",), "2000 60")])
def test_the_profile_decides_on_the_number_of_examples(
    small_tests: Path, arguments: tuple[str, ...], expected: str
) -> None:
    assert f"EXAMPLES {expected}\n" in run(small_tests, "-k", "examples", *arguments)
