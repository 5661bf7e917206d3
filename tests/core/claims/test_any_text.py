"""Whatever a text holds, reading it ends, its places lead back to the source, and repairs move nothing."""

import signal
import string
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.claims.model import Report
from workbench.core.claims.report import ReportReader
from workbench.core.claims.text import Text
from workbench.core.periods import Period

MONTH = Period.parse("2011-09")
SCRAPS = (
    *(
        "スパム",
        "ウイルス",
        "のレベルは",
        "それぞれ",
        "、",
        "。",
        "（",
        "）",
        "前月比",
        "増",
        "減",
        "イタリア",
        "米国",
        "と",
        "\n",
        "\n\n",
        " ",
        "\t",
        "|",
    ),
    *(
        "92.4%",
        "1 in 300.2",
        "310.5通に1通",
        "4,998件",
        "119億",
        "図3",
        "表 2",
        "上位5種",
        "top five",
        "12カ月",
        "9月",
        "2010年2月5日",
        "同月",
    ),
    *("\nItaly\n", "\nEducation\n", "\n-\n", "\nn/a\n", "\nSpam Rate\n", "\nLast Month:\n", "\n92.4%\n"),
    *("\n| a | 5% |\n", "\n1 in\n5\n", "\n5/day\n", "\nB 4.1%\n", "\nTop 5 Geographies\n", "\n図1 推移\n"),
    *(
        "respectively",
        "from",
        "to",
        "In May",
        "Q1 2012",
        "the US",
        "was",
        "#",
        "-",
        "*",
        "約",
        "未満",
        "up",
        "5 points",
        "尐",
        "‾",
        "\u0327",
        "`",
        "1 in",
        "89.",
    ),
)
texts = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(SCRAPS), max_size=60).map("".join),
    st.text(alphabet=string.printable + "スパム率は通に月年日一二、。（）％１２３", max_size=300),
)


def check_places(report: Report) -> None:
    source = report.text.source
    for claim in report.claims:
        assert source[claim.span.start : claim.span.end] == claim.text != ""
        assert claim.line == source[: claim.span.start].replace("\r\n", " \n").replace("\r", "\n").count("\n") + 1
        assert claim.subject is None or report.claims[claim.subject] is not claim
        for bound in claim.bindings:
            assert bound.span is None or 0 <= bound.span.start < bound.span.end <= len(source)
    for listing in report.listings:
        for row, item in enumerate(listing.rows):
            assert item.claim is None or (report.claims[item.claim].listing, report.claims[item.claim].row) == (
                listing.index,
                row,
            )


@given(texts)
@settings(deadline=None, max_examples=250)
def test_any_text_is_read(reader: ReportReader, text: str) -> None:
    check_places(reader.read(text, MONTH))
    check_places(reader.read(text))


@given(st.text(alphabet="少尐最も‾スパム92.4%（）\n 率は", max_size=80))
@settings(deadline=None, max_examples=100)
def test_a_look_alike_reads_as_what_it_stands_for(reader: ReportReader, text: str) -> None:
    repaired = text.replace("尐", "少")
    found, wanted = reader.read(text, MONTH), reader.read(repaired, MONTH)
    assert [(claim.kind, claim.span, claim.key) for claim in found.claims] == [
        (claim.kind, claim.span, claim.key) for claim in wanted.claims
    ]


def test_line_ends_of_all_kinds_count() -> None:
    text = Text("a\nb\r\nc\rd")
    assert [text.line_of(text.source.index(letter)) for letter in "abcd"] == [1, 2, 3, 4]


@pytest.fixture
def ends() -> Iterator[None]:
    """Break off what would go on for ever: a pattern that tries every way to divide a line. No measure of speed."""

    def give_up(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("ends")
@pytest.mark.parametrize(
    "line",
    [
        "China 2,168,810 1,943,154 2,059,052 1,882,460 8.6% ▼",
        "China " + "12 345 6.7 " * 40 + "▼",
        "Spam: 1% no. " * 40 + "!",
        "a 1% " * 200 + "(",
        "1 | " * 200 + "x",
        "スパムは1%、" * 60 + "~",
    ],
    ids=lambda line: line[:12],
)
def test_a_line_of_many_figures_is_read(reader: ReportReader, line: str) -> None:
    report = reader.read(f"Figures\n\n{line}\n{line}\n", MONTH)
    assert {claim.line for claim in report.claims} <= {1, 3, 4}
