"""`workbench check`: its JSON, its exit status, what people see, and waivers with their ends."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.databases import SqlDatabases
from workbench.core.messages import message
from workbench.core.ports import Command
from workbench.core.records import Waiver

Run = Callable[..., Any]

FEBRUARY = ("--period", "2010-02")
RETAIL = "spam.rate/vertical:retail@2010-02"
ERRORS = [
    ("R2", "phishing.rate@2010-02#change"),
    ("R2", "virus.rate@2010-02#change"),
    ("R2", "web.new_domain_share@2010-02#change"),
    ("R2", "web.new_malware_share@2010-02#change"),
    ("R5", RETAIL),
    ("R6", "spam.mean_size/file_type:html@2010-02"),
    ("R6", "virus.rate/vertical:marketing-media@2010-02"),
]
"""What the February 2010 issue was printed with."""


@pytest.fixture
def check(workbench: Run, database: Path) -> Run:
    """Check the sample."""
    return lambda *arguments: workbench("check", *arguments, "--db", database)


@pytest.fixture
def clean(workbench: Run, table: Run, tmp_path: Path) -> Run:
    """Check a database of two figures that agree."""
    file = tmp_path / "clean.db"
    rows = [("2010-01", "spam.rate", "", "", "83.9"), ("2010-02", "spam.rate", "", "", "89.4")]
    assert workbench("import", table(*rows), "--db", file).status == 0
    return lambda *arguments: workbench("check", *arguments, "--db", file)


@pytest.fixture
def waived(check: Run) -> Callable[[], list[str]]:
    """Return the first keys of the waived issues."""
    return lambda: [issue["keys"][0] for issue in check("--json").json["issues"] if issue["waived"]]


def errors(found: dict[str, Any]) -> list[tuple[str, str]]:
    return sorted((one["rule"], one["keys"][0]) for one in found["issues"] if one["severity"] == "error")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("period", [(), FEBRUARY])
def test_its_object_has_the_shape_of_the_contract(language: str, period: tuple[str, ...], check: Run) -> None:
    ended = check("--json", "--lang", language, *period)
    assert (ended.status, ended.err) == (1, "")
    assert set(ended.json) == {"issues"}
    for issue in ended.json["issues"]:
        assert list(issue) == ["rule", "severity", "keys", "message", "waived"]
        assert issue["severity"] in {"error", "warning", "info"}
        assert issue["keys"]
        assert all(isinstance(key, str) for key in issue["keys"])
        assert set(issue["message"]) == {"ja", "en"}
        assert any("\u3040" <= letter <= "\u30ff" for letter in issue["message"]["ja"])
        assert issue["message"]["en"].isprintable()
        assert issue["waived"] is False


def test_the_errors_of_the_sample_are_those_that_were_printed(check: Run) -> None:
    for arguments in (("--json",), ("--json", *FEBRUARY)):
        assert errors(check(*arguments).json) == ERRORS


def test_the_rest_of_the_month_is_no_error(check: Run) -> None:
    found = check("--json", *FEBRUARY).json["issues"]
    rest = [(one["rule"], one["severity"], one["keys"][0]) for one in found if one["severity"] != "error"]
    assert rest == [
        ("R11", "warning", "phishing.share_of_threats@2010-02"),
        ("R19", "info", "web.malware_share/web_malware:new-unclassified-virus@2010-02"),
        ("R11", "info", "traffic.dropped_share/pipeline_stage:traffic-management@2010-02"),
    ]


@pytest.mark.parametrize("month", ["2006-09", "2008-09", "2009-05", "2010-01", "2010-03", "2011-08", "2012-12"])
def test_no_other_month_of_the_sample_has_an_error(month: str, check: Run) -> None:
    ended = check("--period", month, "--json")
    assert (ended.status, errors(ended.json)) == (0, [])


def test_the_arithmetic_stands_in_both_messages(check: Run) -> None:
    (issue,) = [
        one for one in check("--json", *FEBRUARY).json["issues"] if one["keys"][0] == "virus.rate@2010-02#change"
    ]
    for words in issue["message"].values():
        for number in ("302.8", "326.9", "−0.03", "+0.0242", "+0.0245"):
            assert number in words


def test_an_implied_value_is_told_from_the_stored_one(check: Run) -> None:
    """3,618 is outside 3,612.4 to 3,617.3, but would seem to be inside 3,612 to 3,618."""
    issues = check("--json", "--period", "2009-08").json["issues"]
    assert any("implies 3,612.4–3,617.3 a day for July 2009, but 3,618 a day" in one["message"]["en"] for one in issues)


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", ["Severity", "error", "R5 Restatement", "91.1%", "87.6%", RETAIL, "Errors: 7 · warnings: 1 · notes: 2 · waived: 0"]),
        ("ja", ["重大度", "エラー", "R5 同じ数値の食い違い", "91.1%", "87.6%", RETAIL, "エラー 7件・警告 1件・参考 2件"]),
    ],
)  # fmt: skip
def test_people_see_a_table_with_the_keys(language: str, says: list[str], check: Run) -> None:
    ended = check(*FEBRUARY, "--lang", language)
    assert (ended.status, ended.err) == (1, "")
    assert [word for word in says if word not in ended.out] == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--lang", "en"], "No issues in the stored figures."),
        (["--lang", "ja"], "登録された数値に問題は見つかりませんでした。"),
        (["--lang", "en", *FEBRUARY], "No issues in February 2010."),
        (["--lang", "ja", *FEBRUARY], "2010年2月に問題は見つかりませんでした。"),
    ],
)
def test_where_nothing_is_found_it_is_done(arguments: list[str], says: str, clean: Run) -> None:
    ended = clean(*arguments)
    assert (ended.status, ended.out) == (0, says + "\n")
    assert clean("--json").json == {"issues": []}


def test_a_period_without_figures_has_no_issues(check: Run) -> None:
    for period in ("2031-01", "0001-01", "9999-12", "2010-02-05", "2010-Q1", "2010"):
        ended = check("--period", period, "--json")
        assert (ended.status, ended.json) == (0, {"issues": []})


def test_a_waived_error_counts_no_longer(check: Run, waived: Callable[[], list[str]]) -> None:
    for rule, key in ERRORS[1:]:
        assert check("--waive", rule, key, "--reason", "as printed", *FEBRUARY).status == 1
    ended = check("--waive", "r2", ERRORS[0][1], "--reason", "  as \n printed ", *FEBRUARY, "--lang", "en")
    assert ended.status == 0
    assert "Errors: 0 · warnings: 1 · notes: 2 · waived: 7" in ended.out
    assert ended.out.count("Waived: as printed") == 7
    assert sorted(waived()) == sorted(key for _, key in ERRORS)


def test_a_waiver_can_be_taken_back(check: Run, waived: Callable[[], list[str]]) -> None:
    check("--waive", "R5", RETAIL, "--reason", "as printed")
    assert waived() == [RETAIL]
    assert check("--unwaive", "R5", RETAIL).status == 1
    assert waived() == []


def test_both_are_steps_that_can_be_undone(
    check: Run, workbench: Run, database: Path, waived: Callable[[], list[str]]
) -> None:
    check("--waive", "R5", RETAIL, "--reason", "as printed")
    check("--unwaive", "R5", RETAIL)
    labels = [one["label"] for one in workbench("log", "--db", database, "--json").json["operations"]]
    assert labels[:2] == [f"End of the waiver of R5 for {RETAIL}", f"Waiver of R5 for {RETAIL}"]
    workbench("undo", "--db", database)
    assert waived() == [RETAIL]
    workbench("undo", "--db", database)
    assert waived() == []
    workbench("redo", "--db", database)
    assert waived() == [RETAIL]


def test_an_expired_waiver_counts_no_longer(check: Run, database: Path, waived: Callable[[], list[str]]) -> None:
    today = datetime.datetime.now().astimezone().date()
    check("--waive", "R5", RETAIL, "--reason", "as printed", "--until", today)
    assert waived() == [RETAIL]
    yesterday = (today - datetime.timedelta(days=1)).isoformat()
    store = SqlDatabases("analyst").open(database, for_writing=True)
    expired = Waiver("R5", RETAIL, "as printed", "analyst", "2010-03-05T09:00:00+00:00", yesterday)
    store.run(Command(message("test.put"), lambda tx: tx.put(expired)))
    store.close()
    assert waived() == []


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["--waive", "R5", RETAIL], 1, "needs a reason"),
        (["--waive", "R5", RETAIL, "--reason", " "], 1, "needs a reason"),
        (["--waive", "R6", RETAIL, "--reason", "x"], 1, "no issue of R6"),
        (["--waive", "R5", "spam.rate", "--reason", "x"], 1, "spam.rate"),
        (["--waive", "R5", RETAIL, "--reason", "x", "--until", "2010-03-05"], 1, "2010-03-05 has passed"),
        (["--waive", "R5", RETAIL, "--reason", "x", "--until", "soon"], 2, "soon"),
        (["--waive", "R5", "@", "--reason", "x"], 1, "@"),
        (["--unwaive", "R5", RETAIL], 1, "no waiver of R5"),
        (["--waive", "R5", "--reason", "x"], 2, "needs a key"),
        (["--unwaive", "R5"], 2, "needs a key"),
        (["--waive", "R5", "--unwaive", "R5", RETAIL], 2, "cannot stand together"),
        ([RETAIL], 2, "--waive or --unwaive"),
        (["--reason", "x"], 2, "--reason stands with --waive only"),
        (["--unwaive", "R5", RETAIL, "--until", "2031-01-01"], 2, "--until stands with --waive only"),
        (["--period", "yesterday"], 2, "yesterday"),
    ],
)
def test_what_is_refused_or_misused_is_said(
    arguments: list[str], status: int, says: str, check: Run, workbench: Run, database: Path
) -> None:
    before = workbench("log", "--db", database, "--json").json
    ended = check(*arguments)
    assert (ended.status, ended.out) == (status, "")
    assert says in " ".join(ended.err.split())
    assert "Traceback" not in ended.err
    told = check(*arguments, "--json")
    assert (told.status, set(told.json)) == (status, {"error"})
    assert set(told.json["error"]["message"]) == {"ja", "en"}
    assert workbench("log", "--db", database, "--json").json == before


def test_a_database_that_is_not_there_is_said(workbench: Run, tmp_path: Path) -> None:
    ended = workbench("check", "--db", tmp_path / "nothing.db")
    assert ended.status == 1
    assert "nothing.db" in ended.err


def test_a_look_writes_nothing(check: Run, database: Path) -> None:
    before = database.read_bytes()
    check()
    assert database.read_bytes() == before


@pytest.mark.parametrize("language", ["ja", "en"])
def test_its_help_is_in_both_languages(language: str, workbench: Run) -> None:
    ended = workbench("check", "--help", "--lang", language)
    assert ended.status == 0
    for option in ("--waive", "--unwaive", "--reason", "--until", "--period", "--json"):
        assert option in ended.out
    assert ("規則" in ended.out) is (language == "ja")
