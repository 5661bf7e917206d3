"""Which reading is accepted, and what becomes of one in another unit."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.core.acceptance import accepted, can_convert, converted, observation_of
from workbench.core.commands.figures import set_value
from workbench.core.errors import Refused
from workbench.core.keys import FigureKey
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.printed import PrintedNumber, Qualifier, decimal_of, stored
from workbench.core.records import Metric, Reading
from workbench.core.spelling.numbers import read_number
from workbench.core.units import UNITS

VIRUS = Metric("virus.rate", "virus", "one_in", 0.1, "more", "", "", "", "", 1)
SPAM = replace(VIRUS, id="spam.rate", unit="percent")


def reading(value, step=0.1, unit="one_in", **fields):
    base = Reading(
        *("virus.rate", "M", "2010-02", "global", "global", "value", 1, 1),
        *(value, step, "exact", unit, "", str(value), "body"),
    )
    return replace(base, **fields)


def offer(kind="article", **fields):
    """Return a reading that each rule puts last, save for the fields that are given, and its source's kind."""
    worst = {"value": 302.0, "step": 1.0, "unit": "one_in", "place": ""}
    return reading(**(worst | fields)), kind


# The one to be accepted is worse by all rules that come after the one that decides, and stands second.
RULES = {
    "a number before none": (offer(unit="percent"), offer("edition", value=None, step=None, place="panel")),
    "the metric's own unit": (offer(), offer("edition", unit="percent", place="panel", step=0.01)),
    "a panel": (offer(place="panel: last month"), offer("edition", place="body", step=0.1)),
    "a table": (offer(place="table"), offer("edition", place="highlights", step=0.1)),
    "an edition before a person": (offer("edition"), offer("person", step=0.1)),
    "a person before a file": (offer("person"), offer("file", step=0.1)),
    "a file before an article": (offer("file"), offer("article", step=0.1)),
    "an article before what nobody knows": (offer("article"), offer("rumour", step=0.1)),
    "the finer step": (offer(step=0.1), offer(step=1.0)),
}


@pytest.mark.parametrize("rule", RULES)
def test_the_rules_decide_in_their_order(rule):
    better, worse = RULES[rule]
    assert accepted([worse, better], VIRUS) is better[0]
    assert accepted([better, worse], VIRUS) is better[0]


def test_the_first_found_decides_where_nothing_else_does():
    first, second = offer(value=304.0), offer(value=305.0)
    assert accepted([first, second], VIRUS) is first[0]
    assert accepted([second, first], VIRUS) is second[0]


def test_nothing_is_accepted_of_nothing():
    with pytest.raises(ValueError, match="empty"):
        accepted([], VIRUS)


def test_a_reading_in_the_own_unit_is_taken_as_it_is():
    found = observation_of(reading(302.8, qualifier="about", source=7, nth=2), VIRUS)
    assert (found.value, found.step, found.qualifier, found.status) == (302.8, 0.1, "about", "normal")
    assert (found.source, found.nth) == (7, 2)
    assert observation_of(reading(302.8), VIRUS, "provisional").status == "provisional"


@pytest.mark.parametrize("status", [None, "normal", "missing", "estimated"])
def test_a_reading_without_a_number_is_missing_whatever_status_is_stated(status):
    found = observation_of(reading(None, None), VIRUS, status)
    assert (found.value, found.step, found.qualifier, found.status) == (None, None, "exact", "missing")


def test_a_number_is_not_missing_whatever_status_is_stated():
    assert observation_of(reading(302.8), VIRUS, "missing").status == "normal"
    assert observation_of(reading(0.39, 0.01, "percent"), VIRUS, "missing").status == "estimated"


def test_a_percentage_becomes_a_ratio_wide_enough_for_its_rounding():
    found = observation_of(reading(0.39, 0.01, "percent"), VIRUS)
    assert (found.value, found.step, found.status) == (256.4, 6.7, "estimated")
    span = PrintedNumber(decimal_of(found.value), decimal_of(found.step)).interval
    assert Fraction(span.low) <= 1 / Fraction("0.00395")
    assert Fraction(span.high) >= 1 / Fraction("0.00385")


@pytest.mark.parametrize(
    ("unit", "wanted", "expected"),
    [
        *(("percent", "one_in", True), ("one_in", "percent", True), ("count", "count", True)),
        *(("percent", "count", False), ("per_day", "count", False), ("points", "percent", False)),
    ],
)
def test_only_rates_are_converted(unit, wanted, expected):
    assert can_convert(unit, wanted) is expected


@pytest.mark.parametrize(("value", "unit"), [(0.0, "percent"), (5.0, "count"), (None, "percent")])
def test_what_cannot_be_converted_is_said(value, unit):
    with pytest.raises(ValueError, match=unit):
        converted(reading(value, unit=unit), VIRUS)


@pytest.mark.parametrize("text", ["0%", "0.00%", "0"])
def test_a_rate_of_nothing_cannot_be_typed_where_a_ratio_is_wanted(text):
    with pytest.raises(Refused) as refused:
        set_value(VIRUS, FigureKey("virus.rate", period=Period.month(2010, 2)), read_number(text))
    assert refused.value.message == message("import.out_of_span_one_in", found=text)


@pytest.mark.parametrize(
    ("value", "qualifier", "expected"),
    [
        (0.1, "below", (1000, "above")),
        (0.1, "above", (1000, "below")),
        (0.3, "above", (Decimal("333.4"), "below")),
        (0.3, "below", (Decimal("333.3"), "above")),
    ],
)
def test_less_than_a_percentage_is_one_in_more_than_so_many(value, qualifier, expected):
    found = converted(reading(value, 0.1, "percent", qualifier=qualifier), VIRUS)
    assert (found.value, found.qualifier) == expected


def test_small_percentages_do_not_become_nothing():
    found = converted(reading(20000.0, 1.0, "one_in"), SPAM)
    assert found.value == Decimal("0.005")
    assert 0 < found.step < Decimal("0.00001")


@given(
    metric=st.sampled_from([VIRUS, SPAM]),
    value=st.decimals("0.001", 10**6, allow_nan=False, places=3),
    step=st.sampled_from(["0", "0.001", "0.01", "0.1", "1", "2.5", "100"]),
    qualifier=st.sampled_from(Qualifier),
    share=st.fractions(0, 1),
)
def test_the_converted_interval_holds_all_that_the_figure_can_mean(metric, value, step, qualifier, share):
    unit = "percent" if metric is VIRUS else "one_in"
    span = PrintedNumber(value, Decimal(step), qualifier).interval
    low, high = Fraction(span.low), Fraction(span.high) if span.high.is_finite() else Fraction(span.low) * 1000 + 1
    true = low + (high - low) * share
    assume(true > 0)
    figure = converted(reading(stored(value), stored(Decimal(step)), unit, qualifier=qualifier.value), metric)
    found = replace(figure, value=decimal_of(stored(figure.value)), step=decimal_of(stored(figure.step))).interval
    assert found.low <= found.high
    assert Fraction(found.low) <= 100 / true
    assert not found.high.is_finite() or 100 / true <= Fraction(found.high)


@given(
    metric=st.sampled_from([VIRUS, SPAM]),
    value=st.decimals("1", 10**5, allow_nan=False, places=1),
    step=st.sampled_from(["0.1", "1"]),
)
def test_the_converted_interval_is_hardly_wider_than_the_true_one(metric, value, step):
    other = "percent" if metric is VIRUS else "one_in"
    figure = converted(reading(stored(value), stored(Decimal(step)), other), metric)
    span = PrintedNumber(value, Decimal(step)).interval
    farther = 100 / span.low - 100 / value
    assert figure.step <= 2 * farther * Decimal("1.3")
    assert metric.unit in UNITS
