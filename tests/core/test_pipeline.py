"""The pipeline: February 2010 as its issue printed it, what is missing, and what intervals allow to conclude."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workbench.core.messages import Message
from workbench.core.periods import Period
from workbench.core.pipeline_conclusions import conclusions, gap
from workbench.core.printed import Interval
from workbench.core.queries.breakdown import Base
from workbench.core.queries.pipeline import (
    CONNECTIONS,
    DROPPED,
    PIPELINE_STAGE,
    SPAM_RATE,
    Compared,
    Pipeline,
    pipeline,
    put_together,
)
from workbench.core.records import Coverage, Observation, Segment
from workbench.core.resources import resources_folder
from workbench.core.span_words import ends_text
from workbench.core.translation import GettextTranslator

FEBRUARY = Period.month(2010, 2)
NAMES = ("traffic-management", "connection-management", "user-management", "skeptic-anti-virus", "skeptic-anti-spam")
PRINTED = (60.8, 54.3, 5.2, 0.3, 35.7)
Ask = Callable[..., Pipeline]


def observed(
    metric: str,
    value: float | None,
    segment: str = "global",
    *,
    period: str = "2010-02",
    step: float = 0.1,
    qualifier: str = "exact",
) -> Observation:
    dimension = PIPELINE_STAGE if metric == DROPPED else "global"
    status = "normal" if value is not None else "missing"
    size = step if value is not None else None
    return Observation(metric, "M", period, dimension, segment, value, size, qualifier, status, None, None)


def made(
    dropped: list[float | None],
    spam: float | None = None,
    connections: float | None = None,
    *,
    qualifier: str = "exact",
) -> Pipeline:
    """Put a pipeline together of figures printed to 0.1 percent and 100 million connections."""
    row = [
        (name, Compared(observed(DROPPED, value, name, qualifier=qualifier)))
        for name, value in zip(NAMES, dropped, strict=False)
    ]
    number = Compared(observed(CONNECTIONS, connections, step=1e8) if connections is not None else None)
    rate = Compared(observed(SPAM_RATE, spam) if spam is not None else None)
    return put_together(FEBRUARY, None, number, rate, row)


def said(shown: Pipeline) -> dict[str, Message]:
    return {one.id.removeprefix("pipeline."): one for one in conclusions(shown)}


def ends(span: Interval | None) -> tuple[str, str]:
    assert span is not None
    return ends_text(span)


@pytest.fixture
def of_sample(sample, catalogue) -> Ask:
    def ask(period: Period = FEBRUARY, **options: object) -> Pipeline:
        with sample.read() as reader:
            return pipeline(reader, catalogue, period, **options)

    return ask


@pytest.fixture
def ask(store, put, catalogue) -> Ask:
    """Put records into an empty database and ask for February 2010."""

    def asked(*records: object, base: Base = Base.PREVIOUS) -> Pipeline:
        put(store, *records)
        with store.read() as reader:
            own = catalogue.with_own([], reader.records(Segment))
            return pipeline(reader, own, FEBRUARY, base=base)

    return asked


def test_the_sample_is_the_pipeline_of_its_issue(of_sample: Ask) -> None:
    shown = of_sample()
    assert [stage.segment for stage in shown.stages] == list(NAMES)
    assert [stage.figure.value for stage in shown.stages] == list(PRINTED)
    assert ends(shown.stages[0].reaches.number) == ("11,850,000,000", "11,950,000,000")
    assert ends(shown.stages[0].leaves.number) == ("4,630,000,000", "4,700,000,000")
    assert [ends(stage.leaves.share) for stage in shown.stages] == [
        ("39.15", "39.25"),
        ("17.87", "17.96"),
        ("16.93", "17.04"),
        ("16.87", "16.99"),
        ("10.84", "10.94"),
    ]
    assert ends(shown.rest) == ("10.55", "10.65")
    assert shown.unknown == ()


def test_the_sample_has_nothing_to_compare_with_in_january(of_sample: Ask) -> None:
    assert all(stage.figure.base is None for stage in of_sample().stages)


def test_the_sample_contradicts_its_spam_rate(of_sample: Ask) -> None:
    shown = of_sample()
    found = said(shown)
    assert shown.is_contradictory
    assert list(found) == ["product", "apart", "drops_less", "mails", "not_of"]
    assert found["product"].parameters["factors"] == "39.2% × 45.7% × 94.8% × 99.7% × 64.3%"
    assert found["apart"].parameters["gap"] == "0.19"
    assert found["not_of"].parameters["stage"] == "connection-management"
    assert [ends(stage.needed) for stage in shown.stages][0::4] == [("61.5", "62.2"), ("36.8", "38.0")]


def test_conclusions_are_sentences_with_their_arithmetic(of_sample: Ask) -> None:
    words = GettextTranslator("en", resources_folder() / "locale")
    sentences = [words(one) for one in conclusions(of_sample())]
    assert sentences[0].startswith("After all stages 10.84–10.94% of the connections are left: 39.2% × ")
    assert "89.4% leaves 10.55–10.65%" in sentences[1]
    assert "101.8–103.7 mails" in sentences[3]


def test_a_month_without_figures_has_the_stages_of_the_catalogue(of_sample: Ask) -> None:
    shown = of_sample(Period.month(2009, 6))
    assert [stage.segment for stage in shown.stages] == list(NAMES)
    assert not shown.has_figures
    assert shown.unknown == NAMES
    assert shown.left is None


def test_figures_stand_beside_those_of_the_base(ask: Ask) -> None:
    shown = ask(
        observed(DROPPED, 60.8, NAMES[0]),
        observed(DROPPED, 60.1, NAMES[0], period="2010-01"),
        observed(CONNECTIONS, 11.9e9, step=1e8),
        observed(CONNECTIONS, 11.2e9, period="2010-01", step=1e8),
    )
    assert shown.stages[0].figure.change == pytest.approx(0.7)
    assert shown.connections.change == pytest.approx(6.25)
    assert shown.base == Period.month(2010, 1)


def test_a_period_that_reported_all_has_no_other_stages(ask: Ask) -> None:
    own = Segment(PIPELINE_STAGE, "sandbox", "サンドボックス", "Sandbox", "", "", 99, "")
    figures = [observed(DROPPED, 10.0, name) for name in NAMES[:3]]
    assert len(ask(own, *figures).stages) == 6
    whole = Coverage(DROPPED, PIPELINE_STAGE, "M", "2010-02", "complete", None)
    assert [stage.segment for stage in ask(whole).stages] == list(NAMES[:3])


def test_a_stage_that_the_catalogue_does_not_know_comes_last(ask: Ask) -> None:
    assert ask(observed(DROPPED, 10.0, "a-new-one")).stages[-1].segment == "a-new-one"


def test_what_is_left_is_unknown_from_a_missing_stage_on() -> None:
    shown = made([60.8, None, 5.2, 0.3, 35.7], 89.4, 11.9e9)
    assert shown.unknown == (NAMES[1],)
    assert shown.stages[1].reaches.share is not None
    assert [stage.leaves.share is None for stage in shown.stages] == [False, True, True, True, True]
    assert [stage.dropped is None for stage in shown.stages] == [False, True, False, False, False]
    assert said(shown)["unknown_from"].parameters["stage"] == NAMES[1]
    assert "product" not in said(shown)
    assert said(shown)["not_of"].parameters["stage"] == NAMES[2]


def test_without_connections_there_are_shares_only() -> None:
    shown = made(list(PRINTED), 89.4)
    assert shown.stages[0].reaches.number is None
    assert shown.stages[-1].leaves.number is None
    assert ends(shown.left) == ("10.84", "10.94")


def test_without_a_spam_rate_that_is_said() -> None:
    found = said(made(list(PRINTED)))
    assert list(found) == ["product", "no_spam_rate"]
    assert found["no_spam_rate"].parameters["period"] == FEBRUARY


def test_rounding_alone_may_explain_the_difference() -> None:
    shown = made([50.0, 50.0], 75.0)
    assert not shown.is_contradictory
    assert "agree" in said(shown)
    assert all(stage.needed is None for stage in shown.stages)


def test_stages_may_drop_more_than_the_spam_rate() -> None:
    found = said(made([50.0, 50.0], 60.0))
    assert "drops_more" in found
    assert "drops_less" not in found


def test_a_share_outside_0_to_100_is_no_share() -> None:
    assert made([140.0, 10.0]).stages[0].dropped is None
    assert made([0.0]).stages[0].dropped == Interval(Decimal(0), Decimal("0.05"))
    assert made([100.0]).left == Interval(Decimal(0), Decimal("0.05"))


def test_bounds_are_taken_as_such() -> None:
    shown = made([60.0], 50.0, qualifier="above")
    assert shown.stages[0].dropped == Interval(Decimal(60), Decimal(100))
    assert said(shown)["product"].parameters["factors"].endswith("%")


def test_all_dropped_needs_no_division_by_nothing() -> None:
    shown = made([100.0, 100.0, 10.0], 89.4)
    assert all(stage.needed is None or stage.needed.high <= 100 for stage in shown.stages)
    assert "product" in said(shown)


SHARES = st.lists(st.decimals(0, 100, places=1), min_size=1, max_size=5)


@given(dropped=SHARES, spam=st.decimals(0, 100, places=1), aside=st.lists(st.floats(-0.5, 0.5), min_size=6, max_size=6))
@settings(deadline=None, max_examples=200)
def test_any_numbers_that_the_printed_ones_can_mean_lie_in_the_intervals(
    dropped: list[Decimal], spam: Decimal, aside: list[float]
) -> None:
    shown = made([float(one) for one in dropped], float(spam), 1e10)
    true = [min(max(one + Decimal(by) / 10, Decimal(0)), Decimal(100)) for one, by in zip(dropped, aside, strict=False)]
    left = Decimal(100)
    for stage, share in zip(shown.stages, true, strict=True):
        left = left * (100 - share) / 100
        assert stage.leaves.share is not None
        assert stage.leaves.share.low - Decimal("1e-20") <= left <= stage.leaves.share.high + Decimal("1e-20")
        assert stage.drops.number is not None
        assert stage.leaves.number is not None
        assert stage.drops.number.low <= stage.drops.number.high <= Decimal(10_100_000_000)


@given(dropped=SHARES, spam=st.decimals(0, 100, places=1))
@settings(deadline=None, max_examples=200)
def test_what_one_stage_would_need_makes_both_agree_and_nothing_else_does(
    dropped: list[Decimal], spam: Decimal
) -> None:
    shown = made([float(one) for one in dropped], float(spam))
    assume(shown.is_contradictory)
    assert shown.left is not None
    assert shown.rest is not None
    for at, stage in enumerate(shown.stages):
        others = [one.dropped for place, one in enumerate(shown.stages) if place != at]
        factor = Decimal(1)
        for one in others:
            assert one is not None
            factor = factor * (100 - one.middle) / 100
        if stage.needed is None:
            assert factor * 100 < shown.rest.high
        elif factor:
            wanted = 100 - shown.rest.middle / factor
            assert not 0 <= wanted <= 100 or wanted in Interval(
                stage.needed.low - Decimal("1e-20"), stage.needed.high + Decimal("1e-20")
            )
            assert stage.dropped is not None
            assert not stage.needed.meets(stage.dropped)


@given(dropped=SHARES, spam=st.decimals(0, 100, places=1))
@settings(deadline=None, max_examples=200)
def test_a_contradiction_is_told_only_where_rounding_cannot_explain_it(dropped: list[Decimal], spam: Decimal) -> None:
    shown = made([float(one) for one in dropped], float(spam))
    found = said(shown)
    assert shown.left is not None
    assert shown.rest is not None
    apart = gap(shown.left, shown.rest)
    assert ("apart" in found) == (apart > 0) == shown.is_contradictory
    assert ("agree" in found) != ("apart" in found)
