"""Verdicts on claims: by what numbers can mean after rounding, and the right words in the claim's own spelling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from db.store import SqlStore
from workbench.core.analysis import Rank
from workbench.core.catalogue import Catalogue
from workbench.core.claims.aspects import Said
from workbench.core.claims.known import Known, candidate_of
from workbench.core.claims.respelling import respelled_place
from workbench.core.claims.stated import Stated, read_stated
from workbench.core.claims.verdicts import Verdict, VerdictKind, verdict
from workbench.core.messages import Message, message
from workbench.core.periods import Period
from workbench.core.printed import Qualifier
from workbench.core.queries.claims import CheckedClaim, checked_claims
from workbench.core.records import FindingText, Metric, Observation

FEBRUARY = Period.month(2010, 2)
Checks = Callable[..., CheckedClaim]


@pytest.fixture
def check(sample: SqlStore, catalogue: Catalogue) -> Checks:
    """Checks one claim against the sample."""

    def checked(text: str, target: str, period: Period = FEBRUARY) -> CheckedClaim:
        with sample.read() as reader:
            ((found,),) = checked_claims(reader, catalogue, [(f"[{text}](metric:{target})", period)])
        return found

    return checked


def test_every_claim_of_the_sample_is_supported(sample: SqlStore, catalogue: Catalogue) -> None:
    with sample.read() as reader:
        texts = [(text.body, FEBRUARY) for text in reader.records(FindingText)]
        found = checked_claims(reader, catalogue, texts)
    assert [len(claims) for claims in found] == [7, 7, 11, 11, 10, 10, 8, 8, 9, 9]
    assert {claim.verdict.kind for claims in found for claim in claims} == {VerdictKind.SUPPORTED}


@pytest.mark.parametrize(
    ("text", "target", "kind", "right"),
    [
        # virus.rate 1 in 302.8 in February, 326.9 in January, printed average 280.6; the change is +0.0243 points
        ("1 in 302.8", "virus.rate", "supported", None),
        ("302.8", "virus.rate", "supported", None),
        ("302.8通に1通", "virus.rate@2010-02", "supported", None),
        ("1 in 303", "virus.rate", "supported", None),
        ("1 in 302.9", "virus.rate", "wrong_value", "1 in 302.8"),
        ("1 in 302.75", "virus.rate", "within_rounding", "1 in 302.80"),
        ("0.33%", "virus.rate", "supported", None),
        ("0.34%", "virus.rate", "wrong_value", "0.33%"),
        ("0.33 points", "virus.rate", "wrong_unit", None),
        ("約300通に1通", "virus.rate", "supported", None),
        ("メール326.9通に1通の割合", "virus.rate", "wrong_value", "メール302.8通に1通の割合"),
        ("３２６．９通に１通", "virus.rate", "wrong_value", "３０２．８通に１通"),
        ("less than 1%", "virus.rate", "supported", None),
        ("more than 1%", "virus.rate", "wrong_value", None),
        ("326.9", "virus.rate#previous", "supported", None),
        ("1 in 280.6", "virus.rate#average", "supported", None),
        ("1 in 280.6", "virus.rate#average_6", "supported", None),
        ("+0.02 points", "virus.rate#change", "supported", None),
        ("0.02 points", "virus.rate#change", "supported", None),
        ("0.02ポイント増", "virus.rate#change", "supported", None),
        ("up 0.02 points", "virus.rate#change", "supported", None),
        ("0.03ポイント減", "virus.rate#change", "wrong_sign", "0.02ポイント増"),
        ("−0.02 points", "virus.rate#change", "wrong_sign", "+0.02 points"),
        ("▲0.02ポイント", "virus.rate#change", "wrong_sign", "+0.02ポイント"),
        ("a fall of 0.02 points", "virus.rate#change", "wrong_sign", "a rise of 0.02 points"),
        ("0.05 points", "virus.rate#change", "wrong_value", "0.02 points"),
        ("+0.02%", "virus.rate#change", "wrong_unit", None),
        # spam.rate 89.4%
        ("89.4%", "spam.rate", "supported", None),
        ("89.4パーセント", "spam.rate", "supported", None),
        ("89%", "spam.rate", "supported", None),
        ("90%", "spam.rate", "wrong_value", "89%"),
        ("89.5%", "spam.rate", "wrong_value", "89.4%"),
        ("83.9%", "spam.rate@2010-01", "supported", None),
        ("+5.5ポイント", "spam.rate#change=2010-01", "supported", None),
        ("0.0ポイント", "spam.rate#change", "wrong_value", "5.5ポイント"),
        # web.new_sites_per_day 4,998 after 1,760
        ("4,998件", "web.new_sites_per_day", "supported", None),
        ("4998", "web.new_sites_per_day", "supported", None),
        ("1760件", "web.new_sites_per_day", "wrong_value", "4998件"),
        ("1,760件", "web.new_sites_per_day", "wrong_value", "4,998件"),
        ("5,000件", "web.new_sites_per_day", "wrong_value", "4,998件"),
        ("約5,000件", "web.new_sites_per_day", "supported", None),
        ("5 thousand", "web.new_sites_per_day", "supported", None),
        ("4 thousand", "web.new_sites_per_day", "wrong_value", "5 thousand"),
        ("184%増", "web.new_sites_per_day#change", "supported", None),
        ("184%減", "web.new_sites_per_day#change", "wrong_sign", "184%増"),
        ("184 points", "web.new_sites_per_day#change", "wrong_unit", None),
        # ranks: the first five places are known
        ("1st", "virus.rate/geography:CN#rank", "supported", None),
        ("first", "virus.rate/geography:CN#rank", "supported", None),
        ("首位", "virus.rate/geography:CN#rank", "supported", None),
        ("第一位", "virus.rate/geography:CN#rank", "supported", None),
        ("2位", "virus.rate/geography:CN#rank", "wrong_value", "1位"),
        ("third", "virus.rate/geography:CN#rank", "wrong_value", "first"),
        ("3rd", "virus.rate/geography:JP#rank", "wrong_value", None),
        ("12位", "virus.rate/geography:JP#rank", "needs_data", None),
        ("highest", "virus.rate/geography:CN#rank", "ambiguous", None),
        # nothing to compare with
        ("89.4%", "spam.rate@2020-01", "needs_data", None),
        ("89.4%", "spam.rate/geography:XX", "needs_data", None),
        ("1st", "spam.rate#rank", "needs_data", None),
        ("89.4%", "no.such", "needs_data", None),
        ("89.4%", "spam.rate#peak", "needs_data", None),
        ("89.4%", "spam.rate#a#b", "needs_data", None),
        ("+1 point", "virus.rate/geography:NO#change", "needs_data", None),
        ("89,4%", "spam.rate", "ambiguous", None),
        ("most", "spam.rate", "ambiguous", None),
        ("n/a", "spam.rate", "ambiguous", None),
    ],
)
def test_a_claim_gets_its_verdict_and_its_right_words(
    check: Checks, text: str, target: str, kind: str, right: str | None
) -> None:
    found = check(text, target).verdict
    assert (found.kind, found.right) == (kind, right)


def test_the_base_that_would_make_a_change_true_is_named(check: Checks) -> None:
    found = check("-0.03 points", "virus.rate#change").verdict
    assert (found.kind, found.fits) == (VerdictKind.WRONG_SIGN, "change=average")
    found = check("+0.02 points", "virus.rate#change=average").verdict
    assert (found.kind, found.fits, found.right) == (VerdictKind.WRONG_BASE, "change", "−0.03 points")
    found = check("3.8 points", "spam.rate#change").verdict
    assert (found.kind, found.fits, found.right) == (VerdictKind.WRONG_BASE, "change=average", "5.5 points")


def test_why_there_is_no_verdict_is_said(check: Checks) -> None:
    assert check("1", "no.such").verdict.why == message("claim.unknown_metric", metric="no.such")
    assert check("1", "spam.rate#peak").verdict.why == message("claim.unknown_aspect", aspect="peak")
    assert check("1", "spam.rate#a#b").verdict.why == message("claim.no_key", target="metric:spam.rate#a#b")
    assert check("1%", "spam.rate@2020-01").verdict.why == message("claim.no_figure")
    assert check("12位", "virus.rate/geography:JP#rank").verdict.why == message("claim.rank_not_known", top=5)
    assert check("n/a", "spam.rate").verdict.why == message("claim.no_number", text="n/a")
    assert check("most", "virus.rate/geography:CN#rank").verdict.why == message("claim.no_place", text="most")
    assert check("89,4%", "spam.rate").verdict.why == message("spelling.decimal_comma", text="89,4%")


def test_what_stands_behind_a_claim_is_told(check: Checks) -> None:
    found = check("+0.02 points", "virus.rate#change").known
    assert [(line.role, line.period, line.figure.parameters["number"]) for line in found.lines] == [
        ("now", FEBRUARY, "302.8"),
        ("base", FEBRUARY.previous, "326.9"),
    ]
    assert check("1%", "spam.rate@2020-01").known.lines[0].figure == Message("printed.missing")


def test_a_key_without_a_period_is_about_the_text_s_own(check: Checks) -> None:
    found = check("83.9%", "spam.rate", FEBRUARY.previous)
    assert found.key is not None
    assert (found.key.period, found.verdict.kind) == (FEBRUARY.previous, VerdictKind.SUPPORTED)


@pytest.mark.parametrize(
    ("rank", "text", "kind"),
    [
        (Rank(2, of=13), "2nd", "supported"),
        (Rank(2, of=13), "1st", "wrong_value"),
        (Rank(2, of=13), "3rd", "needs_data"),
        (Rank(7, beyond=5), "5th", "wrong_value"),
        (Rank(7, beyond=5), "6th", "needs_data"),
        (None, "1st", "needs_data"),
    ],
)
def test_a_place_counts_as_far_as_it_is_known(rank: Rank | None, text: str, kind: str) -> None:
    assert verdict(text, Said.RANK, Known(rank=rank)).kind == kind


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("1st", 2, "2nd"),
        ("2nd", 11, "11th"),
        ("3rd place", 23, "23rd place"),
        ("第3位", 4, "第4位"),
        ("１位", 12, "１２位"),
        ("第一位", 3, "第三位"),
        ("二位", 15, "15位"),
        ("首位", 2, "2位"),
        ("First", 12, "12th"),
        ("top", 2, None),
    ],
)
def test_a_place_keeps_its_spelling(text: str, place: int, expected: str | None) -> None:
    assert respelled_place(text, place) == expected


@pytest.mark.parametrize(
    ("text", "said", "value", "signed"),
    [
        ("5.5 points", Said.CHANGE, "5.5", ""),
        ("+5.5 points", Said.CHANGE, "5.5", "signed"),
        ("5.5ポイントの減少", Said.CHANGE, "-5.5", "signed"),
        ("down 3%", Said.CHANGE, "-3", "signed"),
        ("3% lower", Said.CHANGE, "-3", "signed"),
        ("fell by 3%", Said.CHANGE, "-3", "signed"),
        ("3%上昇", Said.CHANGE, "3", "signed"),
        ("±0.0", Said.CHANGE, "0.0", "signed"),
        ("マイナス2.0ポイント", Said.CHANGE, "-2.0", "signed"),
    ],
)
def test_the_sign_of_a_change_is_read(text: str, said: Said, value: str, signed: str) -> None:
    stated = read_stated(text, said)
    assert isinstance(stated, Stated)
    assert stated.number is not None
    assert (stated.number.value, stated.is_signed) == (Decimal(value), signed == "signed")


@settings(max_examples=200)
@given(st.text(max_size=30), st.sampled_from(Said))
def test_any_words_are_read_or_refused(text: str, said: Said) -> None:
    assert isinstance(read_stated(text, said), Stated | Message)


SPELLINGS: Sequence[tuple[str, str, str]] = (
    ("percent", "{}%", "en"),
    ("percent", "{}パーセント", "ja"),
    ("one_in", "1 in {}", "en"),
    ("one_in", "{}通に1通", "ja"),
    ("per_day", "{}件", "ja"),
)


def of_unit(unit: str, value: Decimal, step: Decimal) -> Known:
    """Return what is known of an accepted value of a metric of a unit."""
    metric = Metric("m", "f", unit, float(step), "more", "", "", "", "", 1)
    observation = Observation(
        "m", "M", "2010-02", "global", "global", float(value), float(step), "exact", "normal", 1, 1
    )
    candidate = candidate_of(metric, observation)
    assert candidate is not None
    return Known((candidate,))


@settings(max_examples=200)
@given(
    st.sampled_from(SPELLINGS),
    st.integers(10, 99_999),
    st.integers(0, 2),
    st.integers(10, 99_999),
    st.integers(0, 3),
)
def test_the_verdict_turns_at_the_ends_of_the_intervals(
    spelling: tuple[str, str, str], figure: int, decimals: int, stated: int, stated_decimals: int
) -> None:
    unit, words, _ = spelling
    step, own = Decimal(1).scaleb(-decimals), Decimal(1).scaleb(-stated_decimals)
    value, said = figure * step, stated * own
    assume(unit != "one_in" or (value >= 1 and said >= 1))
    found = verdict(words.format(f"{said:,}"), Said.VALUE, of_unit(unit, value, step))
    is_possible = abs(value - said) <= (step + own) / 2
    if step == own:
        is_possible = value == said
    assert found.kind.is_right == is_possible
    assert found.kind.is_wrong != is_possible


@settings(max_examples=200)
@given(st.sampled_from(SPELLINGS), st.integers(10, 99_999_999), st.integers(10, 99_999_999), st.integers(0, 3))
def test_the_right_words_are_right(spelling: tuple[str, str, str], figure: int, stated: int, decimals: int) -> None:
    unit, words, _ = spelling
    step = Decimal(1).scaleb(-decimals)
    known = of_unit(unit, figure * step, step)
    assume(unit != "one_in" or min(figure, stated) * step >= 1)
    found = verdict(words.format(f"{stated * step:,}"), Said.VALUE, known)
    assume(found.kind.is_wrong)
    assert found.right == words.format(f"{figure * step:,}")
    assert verdict(found.right, Said.VALUE, known) == Verdict(VerdictKind.SUPPORTED, found.expected)


def test_a_figure_that_is_about_a_value_leaves_room(catalogue: Catalogue) -> None:
    metric = catalogue.metric("botnet.spam_share")
    observation = Observation(metric.id, "M", "2010-02", "botnet", "grum", 17.0, 1.0, Qualifier.ABOUT, "normal", 1, 1)
    candidate = candidate_of(metric, observation)
    assert candidate is not None
    known = Known((candidate,))
    kinds = [verdict(text, Said.VALUE, known).kind for text in ("17%", "18%", "18.5%", "20%")]
    assert kinds == ["supported", "within_rounding", "wrong_value", "wrong_value"]
