"""Whole texts with what is wrong in them; edges of intervals; any text at all; and the reference issue where it is there."""

import string
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.make_rules import PAGE, rules_page
from tests.bench.audit import Example, examples, passages, score
from workbench.core.catalogue import Catalogue
from workbench.core.checks.issues import Issue, Severity
from workbench.core.checks.prose.audit import Audit, audit
from workbench.core.checks.prose.outcomes import AuditVerdict
from workbench.core.claims.report import ReportReader
from workbench.core.messages import Translator
from workbench.core.periods import Period
from workbench.core.records import Waiver
from workbench.core.resources import resources_folder
from workbench.core.translation import GettextTranslator

MONTH = Period.parse("2011-06")
ISSUE = Path(__file__).resolve().parents[4] / "shared" / "reference" / "february-2010.ja.txt"
Auditor = Callable[[str], Audit]


@pytest.fixture(scope="module")
def auditor(catalogue: Catalogue) -> Auditor:
    reader = ReportReader(catalogue)
    return lambda text: audit(reader.read(text, MONTH), catalogue)


@pytest.fixture(scope="module")
def english() -> Translator:
    return GettextTranslator("en", resources_folder() / "locale")


def errors(found: Audit) -> list[Issue]:
    return [issue for issue in found.issues if issue.severity is Severity.ERROR]


@pytest.mark.parametrize("example", list(examples()), ids=lambda example: example.name)
def test_a_text_has_the_errors_that_were_planted_and_no_others(example: Example, catalogue: Catalogue) -> None:
    told = errors(audit(ReportReader(catalogue).read(example.text, example.month), catalogue))
    for planted in example.planted:
        hit = next((issue for issue in told if planted.is_found(issue)), None)
        assert hit is not None, (planted, told)
        told.remove(hit)
    assert told == []


def test_the_texts_are_many_in_both_languages_clean_and_not() -> None:
    all_texts = list(examples())
    assert len(all_texts) >= 20
    for language in ("ja", "en"):
        own = [example for example in all_texts if example.name.startswith(language)]
        assert any(example.planted for example in own)
        assert any(not example.planted for example in own)
    assert (score().precision, score().recall) == (1.0, 1.0)


tenths = st.integers(min_value=100, max_value=999).map(lambda number: Decimal(number) / 10)


@given(
    tenths,
    st.integers(min_value=1, max_value=300),
    st.integers(min_value=-4, max_value=4),
    st.sampled_from(("ja", "en")),
)
@settings(deadline=None, max_examples=80)
def test_a_change_is_wrong_exactly_where_no_values_make_it_right(
    auditor: Auditor, base: Decimal, size: int, off: int, language: str
) -> None:
    now = base + Decimal(size) / 10
    said = Decimal(size + off) / 10
    if now >= 100 or said <= 0:
        return
    text = (
        f"スパムは{now:.1f}%で、5月の{base:.1f}%から{said:.1f}ポイント上昇しました。"
        if language == "ja"
        else f"Spam was {now:.1f}% in June, up {said:.1f} percentage points from {base:.1f}% in May."
    )
    # Three numbers, each up to 0.05 away from what was meant: wrong from more than 0.15 on.
    is_wrong = abs(now - base - said) > Decimal("0.15")
    assert [issue.rule for issue in errors(auditor(text))] == (["R1"] if is_wrong else []), text


@given(st.integers(min_value=105, max_value=9_999), st.integers(min_value=-4, max_value=4))
@settings(deadline=None, max_examples=80)
def test_two_spellings_of_a_rate_differ_exactly_where_their_intervals_do(auditor: Auditor, n: int, off: int) -> None:
    number = Decimal(n) / 10
    percent = (Decimal(100) / number).quantize(Decimal("0.01")) + Decimal(off) / 100
    if percent <= 0:
        return
    low, high = 100 / (number + Decimal("0.05")), 100 / (number - Decimal("0.05"))
    is_wrong = percent + Decimal("0.005") < low or percent - Decimal("0.005") > high
    text = f"フィッシングは{number:.1f}通に1通（{percent}%）でした。"
    assert [issue.rule for issue in errors(auditor(text))] == (["R10"] if is_wrong else []), text


@given(st.integers(min_value=1, max_value=998), st.integers(min_value=-4, max_value=4), st.sampled_from(("ja", "en")))
@settings(deadline=None, max_examples=60)
def test_what_remains_is_wrong_exactly_where_no_parts_leave_it(
    auditor: Auditor, n: int, off: int, language: str
) -> None:
    part, rest = Decimal(n) / 10, Decimal(1000 - n + off) / 10
    if not 0 < rest < 100:
        return
    text = (
        f"攻撃の{part:.1f}%は新種で、残りの{rest:.1f}%は既知のものでした。"
        if language == "ja"
        else f"New kinds made up {part:.1f}% of attacks, the remaining {rest:.1f}% being old."
    )
    # Two numbers, each up to 0.05 away from what was meant.
    is_wrong = abs(100 - part - rest) > Decimal("0.10")
    assert [issue.rule for issue in errors(auditor(text))] == (["R8"] if is_wrong else []), text


LINES = (
    "- Spam: 74.8% in June (up 1.1 percentage points since May)",
    "- In May, spam was 75.9%",
    "- The spam rate in Japan was 71.7%",
    "- Spam levels in Germany and Japan were 74.6% and 70.3%, respectively",
    "- Phishing was 1 in 250.0 emails (0.45%)",
    "- Hungary had the highest spam rate of all countries at 73.0%",
)


@given(st.permutations(LINES))
@settings(deadline=None, max_examples=40)
def test_the_order_of_statements_does_not_matter(auditor: Auditor, lines: list[str]) -> None:
    text = "# Report, June 2011\n\n## Highlights\n\n" + "\n".join(lines) + "\n"
    found = auditor(text)
    places = text.splitlines()
    told = {(issue.rule, frozenset(places[line - 1] for line in issue.lines)) for issue in errors(found)}
    assert told == {
        ("R2", frozenset(LINES[:2])),
        ("R5", frozenset(LINES[2:4])),
        ("R7", frozenset((LINES[5], LINES[3]))),
        ("R10", frozenset(LINES[4:5])),
    }


TEXTS = (*(example.text for example in examples()), *(passage.text for passage in passages()))
SCRAPS = [line for text in TEXTS for line in text.splitlines()]


@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from(SCRAPS), max_size=40).map("\n".join),
        st.text(alphabet=string.printable + "スパム率は通に月年日一二、。（）％図表上位最多１２３", max_size=200),
    )
)
@settings(deadline=None, max_examples=150)
def test_any_text_is_audited(auditor: Auditor, catalogue: Catalogue, english: Translator, text: str) -> None:
    found = auditor(text)
    both = audit(found.report, catalogue, other=found.report)
    assert [issue for issue in both.issues if issue.rule == "R23"] == []
    count = len(found.report.text.line_starts)
    for one in found.claims:
        span = one.claim.span
        assert text[span.start : span.end] == one.claim.text
        assert english(one.message)
    for issue in found.issues:
        assert english(issue.message)
        assert all(1 <= line <= count for line in issue.lines)
        assert list(issue.lines) == sorted(set(issue.lines))


def test_a_waiver_lets_an_error_stand_as_long_as_it_holds(catalogue: Catalogue) -> None:
    report = ReportReader(catalogue).read("スパムは72.9%で、5月の75.1%から3.2ポイント低下しました。", MONTH)
    waiver = Waiver("R1", "spam.rate@2011-06#change", "known slip", "analyst", "", "2011-07-31")
    (held,) = audit(report, catalogue, waivers=[waiver], today="2011-07-31").issues
    (over,) = audit(report, catalogue, waivers=[waiver], today="2011-08-01").issues
    assert (held.waived, over.waived) == ("known slip", "")
    found = audit(report, catalogue, waivers=[waiver], today="2011-07-31")
    assert not found.has_errors
    assert AuditVerdict.WAIVED in {one.verdict for one in found.claims}


def test_the_page_of_rules_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == rules_page(), "run: python -m scripts.make_rules"


@pytest.fixture(scope="module")
def found(catalogue: Catalogue) -> Audit:
    return audit(ReportReader(catalogue).read(ISSUE.read_text("utf-8")), catalogue)


@pytest.mark.skipif(not ISSUE.is_file(), reason="the reference issue is not beside this checkout")
class TestReferenceIssue:
    """What is wrong in it, found by reading; each with the lines that must be named, and figures that must be told."""

    WANTED = (
        ("R2", {21, 729, 861}, ("+0.02 pt", "1 in 326.9", "1 in 280.6")),
        ("R2", {23, 893, 1038}, ("+0.04 pt", "1 in 562.3")),
        ("R5", {27, 29, 1066}, ("0.1%",)),
        ("R5", {33, 1068}, ("1.2%",)),
        ("R5", {663, 721}, ("91.1%", "87.6%")),
        ("R6", {818, 820, 828, 830}, ("1 in 207.0", "1 in 239.9")),
        ("R6", {276, 278, 283, 307}, ("13",)),
        ("R15", {281, 309}, ("kilobytes", "bytes")),
        ("R13", {263, 309}, ("Figure 9", "Figure 10")),
        ("R14", {85, 88}, ("12", "３")),
        ("R12", {87, 93, 95}, ("23.6%", "+8.7%", "+71.5%", "+12.2%", "+147%", "33.6%", "+91%", "+11%")),
        ("R11", {25, 590, 592, 1062, 1064}, ("1,936–2,067", "1,757–1,763", "2.6%")),
        ("R20", {1321, 1331, 1341}, ("6", "5", "`")),
    )

    def test_its_errors_are_found_and_nothing_else(self, found: Audit, english: Translator) -> None:
        told = errors(found)
        for rule, lines, figures in self.WANTED:
            hit = next((one for one in told if one.rule == rule and lines <= set(one.lines)), None)
            assert hit is not None, (rule, lines)
            said = english(hit.message)
            assert [figure for figure in figures if figure not in said] == []
            told.remove(hit)
        assert told == []

    def test_one_sign_for_two_kinds_of_change_is_a_warning(self, found: Audit) -> None:
        issue, number = [issue for issue in found.issues if issue.rule == "R3"]
        assert {issue.severity, number.severity} == {Severity.WARNING}
        assert {19, 25, 621, 729, 735, 1052, 1064} <= set(issue.lines)
        assert number.lines == (19, 56)

    def test_what_hangs_together_loosely_is_told_without_an_error(self, found: Audit, english: Translator) -> None:
        told = {issue.lines: issue for issue in found.issues if issue.rule == "R12"}
        assert told[95, 169].severity is Severity.WARNING
        stages = next(issue for lines, issue in told.items() if 1333 in lines)
        assert stages.severity is Severity.INFO
        assert all(figure in english(stages.message) for figure in ("10.9%", "10.6%"))

    def test_what_cannot_be_decided_needs_the_month_before(self, found: Audit) -> None:
        verdicts = {(one.claim.line, one.claim.text): one for one in found.claims}
        for line, text in ((735, "17.3%"), (1052, "1.9%")):
            one = verdicts[line, text]
            assert one.verdict is AuditVerdict.NEEDS_DATA
            assert one.message.parameters["period"] == Period.parse("2010-01")

    def test_what_is_consistent_is_supported(self, found: Audit) -> None:
        right = {AuditVerdict.SUPPORTED, AuditVerdict.WITHIN_ROUNDING}
        verdicts = {(one.claim.line, one.claim.text.replace("\n", "")): one.verdict for one in found.claims}
        supported = (
            (621, "1.12通に1通"), (621, "5.5%"), (729, "0.33%"), (893, "0.22%"), (1182, "4,998/day"),
            (1208, "60.8%"), (1255, "54.3%"), (1268, "5.2%"), (1064, "184.0%"), (719, "90.8%"), (708, "最多"),
        )  # fmt: skip
        assert [place for place in supported if verdicts[place] not in right] == []
