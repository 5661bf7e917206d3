"""`workbench audit`: its JSON, its exit status, what people see, its page, and a database beside it."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

CLEAN = "# Report, February 2010\n\nSpam was 89.4% of all email in February, up 5.5 percentage points from 83.9% in January.\n"
WRONG = "# Report, February 2010\n\nSpam was 89.4% of all email in February, down 5.5 percentage points from 83.9% in January.\n"
CLAIM: dict[str, type | tuple[type, ...]] = {
    "line": int, "start": int, "end": int, "text": str, "kind": str, "metric": (str, type(None)),
    "dimension": (str, type(None)), "segment": (str, type(None)), "period": (str, type(None)), "stated": str,
    "expected": (str, type(None)), "verdict": str, "rule": (str, type(None)), "message": dict,
}  # fmt: skip
VERDICTS = {
    "supported", "within_rounding", "wrong_value", "wrong_sign", "wrong_unit", "wrong_base", "contradicts", "needs_data",
    "ambiguous", "unbound", "waived",
}  # fmt: skip


@pytest.fixture
def text(tmp_path: Path) -> Callable[..., Path]:
    def write(content: str, name: str = "report.md") -> Path:
        file = tmp_path / name
        file.write_text(content, "utf-8")
        return file

    return write


@pytest.mark.parametrize("language", ["ja", "en", "auto"])
def test_its_object_has_the_shape_of_the_contract(language: str, workbench: Run, text: Callable[..., Path]) -> None:
    ended = workbench("audit", text(WRONG), "--json", "--lang", language)
    assert (ended.status, ended.err) == (1, "")
    assert set(ended.json) == {"claims", "issues"}
    for claim in ended.json["claims"]:
        assert set(claim) == set(CLAIM)
        assert all(isinstance(claim[name], kind) for name, kind in CLAIM.items())
        assert WRONG[claim["start"] : claim["end"]] == claim["text"]
        assert claim["verdict"] in VERDICTS
        assert set(claim["message"]) == {"ja", "en"}
    (issue,) = [issue for issue in ended.json["issues"] if issue["severity"] == "error"]
    assert set(issue) == {"rule", "severity", "lines", "message"}
    assert (issue["rule"], issue["lines"]) == ("R2", [3])
    assert "+5.5" in issue["message"]["en"]
    assert "+5.5" in issue["message"]["ja"]


def test_a_statement_says_what_is_stated_and_what_was_expected(workbench: Run, text: Callable[..., Path]) -> None:
    claims = workbench("audit", text(WRONG), "--json").json["claims"]
    wrong = next(claim for claim in claims if claim["verdict"] == "wrong_sign")
    assert (wrong["stated"], wrong["expected"], wrong["rule"]) == ("-5.5 points", "+5.5 pt", "R2")
    assert (wrong["metric"], wrong["dimension"], wrong["period"]) == ("spam.rate", "global", "2010-02")


def test_a_clean_text_is_done(workbench: Run, text: Callable[..., Path]) -> None:
    ended = workbench("audit", text(CLEAN))
    assert ended.status == 0
    assert "Errors: 0, warnings: 0" in ended.out


def test_people_see_the_passage_with_the_reason(workbench: Run, text: Callable[..., Path]) -> None:
    ended = workbench("audit", text(WRONG))
    assert ended.status == 1
    assert "Error R2" in ended.out
    assert re.search(r"3 │ Spam was 89\.4% of all email", ended.out)
    japanese = workbench("audit", text(WRONG), "--lang", "ja")
    assert "エラー R2" in japanese.out


def test_a_period_can_be_given(workbench: Run, text: Callable[..., Path]) -> None:
    claims = workbench("audit", text("Spam was 80.1% of all email."), "--period", "2011-03", "--json").json["claims"]
    assert [claim["period"] for claim in claims] == ["2011-03"]


def test_the_other_language_must_state_the_same(workbench: Run, text: Callable[..., Path]) -> None:
    japanese = "月次レポート 2010年2月\n\n2月のスパムは{}%で、1月の83.9%から5.5ポイント増加しました。\n"
    right, wrong = text(japanese.format("89.4"), "right.txt"), text(japanese.format("88.4"), "wrong.txt")
    assert workbench("audit", text(CLEAN), "--other", right, "--json").status == 0
    ended = workbench("audit", text(CLEAN), "--other", wrong, "--json")
    told = [issue for issue in ended.json["issues"] if issue["rule"] == "R23"]
    assert (ended.status, [issue["severity"] for issue in told], told[0]["lines"]) == (1, ["error"], [3])
    assert "88.4%" in told[0]["message"]["ja"]


def test_each_line_of_an_issue_leads_to_where_it_is_told(
    workbench: Run, text: Callable[..., Path], tmp_path: Path
) -> None:
    target = tmp_path / "page.html"
    workbench("audit", text("# Report, June 2011\n\nSpam was 72.9%.\n\nIn June, spam was 79.2%.\n"), "--html", target)
    source = target.read_text("utf-8")
    assert source.count('class="note error"') == 1
    assert re.findall(r'id="L(\d+)".*?<a href="#L(\d+)">', source.replace('<div class="row"', "\n")) == [("5", "3")]


class Page(HTMLParser):
    """What a page holds: its tags with their attributes, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_stands_alone_and_is_escaped(workbench: Run, text: Callable[..., Path], tmp_path: Path) -> None:
    hostile = WRONG + '\n<script>alert("x")</script> & "quotes" <img src=http://example.org/x.png>\n'
    target = tmp_path / "page.html"
    ended = workbench("audit", text(hostile, "<b>.md"), "--html", target)
    assert ended.status == 1
    source = target.read_text("utf-8")
    page = Page()
    page.feed(source)
    assert {tag for tag, _ in page.tags} <= {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "p", "div", "mark", "b", "a",
    }  # fmt: skip
    assert all(not {"src", "onclick", "onload"} & set(attributes) for _, attributes in page.tags)
    assert all((attributes.get("href") or "#").startswith("#L") for tag, attributes in page.tags if tag == "a")
    assert '<script>alert("x")</script> & "quotes" <img src=http://example.org/x.png>' in page.words
    assert "@import" not in source
    assert "url(" not in source
    marked = [attributes for tag, attributes in page.tags if tag == "mark" and attributes["class"] == "wrong"]
    assert "+5.5 pt" in (marked[0]["title"] or "")


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["audit", "{folder}/nothing.txt"], 1, "nothing.txt"),
        (["audit", "{text}", "--html", "{folder}/page.pdf"], 1, ".html"),
        (["audit", "{text}", "--html", "{text}"], 1, "report"),
        (["audit", "{text}", "--other", "{text}"], 1, "report"),
        (["audit", "{text}", "--other", "{folder}/nothing.txt"], 1, "nothing.txt"),
        (["audit", "{text}", "--lang", "de"], 2, "auto"),
        (["audit"], 2, "TEXT"),
        (["audit", "{text}", "--db", "{folder}/nothing.db"], 1, "nothing.db"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], status: int, says: str, workbench: Run, text: Callable[..., Path], tmp_path: Path
) -> None:
    file = text(CLEAN, "report.html")
    ended = workbench(*(part.format(folder=tmp_path, text=file) for part in arguments))
    assert ended.status == status
    assert says in ended.err
    assert file.read_text("utf-8") == CLEAN


@pytest.mark.parametrize(
    ("sentence", "rule", "verdict"),
    [
        ("Spam was 89.4% of all email in February 2010.", None, "supported"),
        ("Spam was 88.4% of all email in February 2010.", "R1", "wrong_value"),
        ("In January 2010, spam was 82.9% of all email.", "R21", "wrong_value"),
        ("In February 2010, viruses were 1 in 302.8 emails, a decrease of 0.02 percentage points since January.", "R2", "wrong_sign"),
        ("Spam was 89.4% of all email in February 2010, an increase of 7.5 percentage points since January.", "R1", "wrong_value"),
    ],
)  # fmt: skip
def test_a_database_is_held_against_the_text(
    sentence: str, rule: str | None, verdict: str, workbench: Run, text: Callable[..., Path], database: Path
) -> None:
    file = text(f"# Report, February 2010\n\n{sentence}\n")
    ended = workbench("audit", file, "--db", database, "--json")
    errors = [issue for issue in ended.json["issues"] if issue["severity"] == "error"]
    assert [issue["rule"] for issue in errors] == ([] if rule is None else [rule])
    assert verdict in {claim["verdict"] for claim in ended.json["claims"]}
    without = workbench("audit", file, "--json").json
    assert [issue for issue in without["issues"] if issue["severity"] == "error"] == []


def test_a_change_left_from_the_month_before_is_told(
    workbench: Run, text: Callable[..., Path], database: Path, tmp_path: Path
) -> None:
    table = tmp_path / "changes.csv"
    table.write_text(
        "period,metric,dimension,segment,statistic,value\n2010-01,spam.rate,global,global,change,-2.9\n", "utf-8"
    )
    assert workbench("import", table, "--db", database).status == 0
    file = text("# Report, February 2010\n\nSpam was 89.4% in February, down 2.9 percentage points since January.\n")
    issues = workbench("audit", file, "--db", database, "--json").json["issues"]
    assert {issue["rule"] for issue in issues} >= {"R2", "R22"}


def test_a_waived_error_is_told_as_such_and_does_not_fail(
    workbench: Run, text: Callable[..., Path], database: Path
) -> None:
    from db.databases import SqlDatabases  # noqa: PLC0415 - a waiver is written as the program would
    from workbench.core.messages import message  # noqa: PLC0415
    from workbench.core.ports import Command  # noqa: PLC0415
    from workbench.core.records import Waiver  # noqa: PLC0415

    store = SqlDatabases("Analyst").open(database, for_writing=True)
    waiver = Waiver("R2", "spam.rate@2010-02#change", "agreed with the author", "Analyst", "", "")
    store.run(Command(message("test.put"), lambda tx: tx.put(waiver)))
    store.close()
    ended = workbench("audit", text(WRONG), "--db", database, "--json")
    assert ended.status == 0
    assert [issue["severity"] for issue in ended.json["issues"] if issue["rule"] == "R2"] == ["info"]
    waived = next(claim for claim in ended.json["claims"] if claim["verdict"] == "waived")
    assert "agreed with the author" in waived["message"]["en"]
