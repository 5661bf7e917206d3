from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.databases import SqlDatabases
from workbench.cli.commands import COMMANDS, CommandSpec
from workbench.cli.language import language_of
from workbench.cli.location import database_path
from workbench.cli.parsing import parameters_of
from workbench.core.errors import DatabaseRefused

Run = Callable[..., Any]
NAMES = [spec.name for spec in COMMANDS]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("arguments", [("--help",), ("-h",)])
def test_the_program_explains_itself(
    workbench: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], language: str
) -> None:
    monkeypatch.setenv("LANG", f"{language}.UTF-8")
    ended = workbench(*arguments)
    assert (ended.status, ended.err) == (0, "")
    assert all(f"\n  {name} " in ended.out for name in NAMES)
    assert ("使い方" in ended.out) is (language == "ja")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("arguments", [(), ("gui",)])
def test_without_a_screen_the_window_says_what_to_do(
    workbench: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], language: str
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", f"{language}.UTF-8")
    ended = workbench(*arguments)
    assert (ended.status, ended.out) == (1, "")
    assert "workbench tour" in ended.err
    assert ("画面" in ended.err) is (language == "ja")


@pytest.mark.parametrize("spec", COMMANDS, ids=NAMES)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_command_explains_itself_and_its_parameters(workbench: Run, spec: CommandSpec, language: str) -> None:
    ended = workbench(spec.name, "--help", "--lang", language)
    assert (ended.status, ended.err) == (0, "")
    parameters = parameters_of(spec)
    everywhere = {"--db FILE|URL", "--lang ja|en", "--json"} - ({"--db FILE|URL"} if spec.name == "tour" else set())
    written = {parameter.written.replace("--lang ja|en|auto", "--lang ja|en") for parameter in parameters}
    assert everywhere <= written
    assert all(f"\n  {parameter.written}" in ended.out for parameter in parameters)
    assert ("使い方" in ended.out) is (language == "ja")


def test_help_goes_before_what_is_wrong(workbench: Run) -> None:
    assert workbench("show", "--wrong", "--help").status == 0
    assert workbench("show", "--", "--help").status == 1


@pytest.mark.parametrize(
    ("arguments", "told", "hint"),
    [
        (("shwo",), "show", "workbench --help"),
        (("nonsense",), "nonsense", "workbench --help"),
        (("--db", "x", "show"), "--db", "workbench --help"),
        (("show",), "METRIC", "workbench show --help"),
        (("show", "spam.rate", "geography"), "arguments", "workbench show --help"),
        (("show", "spam.rate", "--perod", "2010"), "--period", "workbench show --help"),
        (("show", "spam.rate", "-p"), "-p", "workbench show --help"),
        (("show", "spam.rate", "--period"), "--period", "workbench show --help"),
        (("show", "spam.rate", "--json=yes"), "--json", "workbench show --help"),
        (("import",), "FILE", "workbench import --help"),
        (("import", "a.csv", "--on-conflict", "ask"), "stop, mine, theirs", "workbench import --help"),
        (("export", "a.csv", "--encoding", "latin-1"), "utf-8, cp932", "workbench export --help"),
        (("log", "--limit", "few"), "few", "workbench log --help"),
        (("log", "--lang", "fr"), "ja, en", "workbench log --help"),
    ],
)
def test_misuse_ends_with_2_and_says_what_is_wrong(
    workbench: Run, arguments: tuple[str, ...], told: str, hint: str
) -> None:
    for language in ("ja", "en"):
        ended = workbench(
            *arguments, *(("--lang", language) if "--lang" not in arguments and arguments[-1] != "--period" else ())
        )
        first, second, *rest = ended.err.splitlines()
        assert (ended.status, ended.out, rest) == (2, "", [])
        assert told in first or told == "arguments"
        assert hint in second


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ((), {}, "en"),
        ((), {"LANG": "ja_JP.UTF-8"}, "ja"),
        ((), {"LANG": "ja_JP.UTF-8", "LC_ALL": "C"}, "en"),
        ((), {"LANG": "de_DE.UTF-8", "LC_MESSAGES": "ja"}, "ja"),
        ((), {"LANG": "ja_JP.UTF-8", "LC_ALL": ""}, "ja"),
        (("show", "--lang", "ja"), {"LANG": "en_US"}, "ja"),
        (("show", "--lang=en"), {"LANG": "ja_JP"}, "en"),
        (("show", "--lang", "ja", "--lang", "en"), {}, "en"),
        (("show", "--lang", "fr"), {"LANG": "ja_JP"}, "ja"),
        (("show", "--lang"), {"LANG": "ja_JP"}, "ja"),
    ],
)
def test_the_language_is_asked_for_or_that_of_the_system(
    arguments: tuple[str, ...], environment: dict[str, str], expected: str
) -> None:
    assert language_of(arguments, environment) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (None, "default.db"),
        ("a.db", "a.db"),
        ("/tmp/a.db", "/tmp/a.db"),  # noqa: S108 - only a name
        ("sqlite:///a.db", "a.db"),
        ("sqlite:////tmp/a.db", "/tmp/a.db"),  # noqa: S108
        ("C:\\figures\\a.db", "C:\\figures\\a.db"),
        ("C:/figures/a.db", "C:/figures/a.db"),
    ],
)
def test_a_database_is_a_path_or_a_url_of_sqlite(asked: str | None, expected: str) -> None:
    assert database_path(asked, lambda: Path("default.db")) == Path(expected)


@pytest.mark.parametrize(
    "asked",
    [
        "postgresql://host/db",
        "postgresql+psycopg://u:p@h/d",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "",
        "http://x",
    ],
)
def test_other_databases_are_refused(asked: str) -> None:
    with pytest.raises(DatabaseRefused, match=r"database\.only_sqlite"):
        database_path(asked, lambda: Path("default.db"))


def test_the_default_database_is_in_the_users_own_folder(workbench: Run, tmp_path: Path) -> None:
    made = workbench("sample", "--json").json
    assert Path(made["db"]).is_relative_to(tmp_path)
    assert Path(made["db"]).name == "workbench.db"
    assert Path(made["db"]).parent.name == "threat-report-workbench"
    assert workbench("show", "spam.rate").status == 0


def test_a_url_names_the_same_database_as_its_path(workbench: Run, database: Path) -> None:
    arguments = ("show", "spam.rate", "--json", "--db")
    assert workbench(*arguments, f"sqlite:///{database}").json == workbench(*arguments, database).json


def test_options_may_stand_before_arguments(workbench: Run, database: Path) -> None:
    assert workbench("show", "--db", database, "--json", "spam.rate").json["metric"] == "spam.rate"


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    "line",
    [
        "show spam.rat",
        "show spam.rate --by malware",
        "show spam.rate --period 2031-01",
        "show spam.rate --by geography --period 2031-01",
        "show virus.name_share --db {empty}",
        "import {nothing}",
        "import {text}",
        "import {folder}",
        "export {folder}/a.pdf",
        "export {folder}/none/a.xlsx",
        "export {folder}/a.xlsx --period 2031-01",
        "export {folder}/a.csv --period 2031-01",
        "audit {nothing}",
        "undo 999",
        "redo",
        "backup {text}",
        "backup {folder}/none/a.db",
        "verify {nothing}",
        "verify {text}",
        "restore {nothing}",
        "restore {text}",
        "tour --out {text}",
        "gui {nothing}",
    ],
)
def test_what_cannot_be_done_is_told_once_in_plain_words(
    workbench: Run, database: Path, tmp_path: Path, line: str, language: str
) -> None:
    places = {"nothing": tmp_path / "nothing.xlsx", "text": tmp_path / "notes.db", "folder": tmp_path}
    places["text"].write_text("no figures\n")
    places["empty"] = tmp_path / "empty.db"
    SqlDatabases("analyst").open(places["empty"], for_writing=True, create=True).close()
    own = () if "--db" in line or line.startswith("tour") else ("--db", database)
    ended = workbench(*(word.format(**places) for word in line.split()), *own, "--lang", language)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.count("\n") == 1
    said = ended.err.replace(str(tmp_path), "").strip()
    assert said.endswith(("。", "か。") if language == "ja" else (".", "?"))
    assert not {"geography", "global", "spam.rate:", "errno", "No such file"} & set(said.split())
    assert said.count("nothing.xlsx") <= 1


def test_a_month_of_which_nothing_is_known_is_not_called_sound(workbench: Run, database: Path) -> None:
    ended = workbench("check", "--period", "2031-01", "--db", database)
    assert (ended.status, ended.out) == (0, "There are no figures for January 2031, so there was nothing to check.\n")
    assert workbench("check", "--period", "2031-01", "--db", database, "--json").json == {"issues": []}


@pytest.mark.parametrize(("line", "name"), [("tour", "--out DIR"), ("show", "METRIC"), ("import", "FILE")])
def test_what_is_missing_is_named_as_it_is_given(workbench: Run, line: str, name: str) -> None:
    ended = workbench(line)
    assert (ended.status, ended.err.splitlines()[0]) == (2, f"{name} is missing.")
    assert f"{line} {name}" in workbench(line, "--help").out.splitlines()[0]
