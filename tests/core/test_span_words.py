"""Intervals in words: nothing possible is left out, and no digit says more than is known."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.messages import message
from workbench.core.printed import Interval, point
from workbench.core.span_words import at_least, bounded, ends_text, middle_text, percent_span, span_number

NUMBERS = st.decimals(-(10**12), 10**12, places=6)


def span(low: str, high: str) -> Interval:
    return Interval(Decimal(low), Decimal(high))


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


@pytest.mark.parametrize(
    ("low", "high", "ends", "middle"),
    [
        ("10.55", "10.65", ("10.55", "10.65"), "10.6"),
        ("10.8418", "10.9328", ("10.84", "10.94"), "10.89"),
        ("4639275000", "4690375000", ("4,630,000,000", "4,700,000,000"), "4,660,000,000"),
        ("0.0425", "0.0599", ("0.042", "0.060"), "0.05"),
        ("100", "100", ("100", "100"), "100"),
        ("12.50", "12.50", ("12.5", "12.5"), "12.5"),
        ("0", "0", ("0", "0"), "0"),
        ("-1", "1", ("-1", "1"), "0"),
    ],
)
def test_ends_go_outwards_and_the_middle_to_the_open_digit(
    low: str, high: str, ends: tuple[str, str], middle: str
) -> None:
    assert ends_text(span(low, high)) == ends
    assert middle_text(span(low, high)) == middle


@given(low=NUMBERS, width=st.decimals(0, 10**9, places=6))
@settings(deadline=None, max_examples=200)
def test_what_is_written_holds_the_interval_and_is_hardly_wider(low: Decimal, width: Decimal) -> None:
    written = [number(text) for text in ends_text(Interval(low, low + width))]
    assert written[0] <= low
    assert low + width <= written[1]
    assert written[1] - written[0] <= 2 * width


@given(low=NUMBERS, width=st.decimals(0, 10**9, places=6))
@settings(deadline=None, max_examples=200)
def test_the_middle_as_written_can_be_true(low: Decimal, width: Decimal) -> None:
    assert number(middle_text(Interval(low, low + width))) in Interval(low, low + width)


def test_an_interval_without_an_end_is_a_bound() -> None:
    endless = Interval(Decimal(60), Decimal("Infinity"))
    assert percent_span(endless) == message("printed.above", figure=message("printed.percent", number="60"))
    below = Interval(Decimal("-Infinity"), Decimal(5))
    assert bounded(below, message("printed.missing")) == message("printed.below", figure=message("printed.missing"))


def test_alike_ends_are_one_number() -> None:
    assert span_number(point(7)) == "7"
    assert span_number(span("7", "8")) == message("printed.range", low="7.0", high="8.0")


@given(st.decimals("0.000001", 100, places=6))
@settings(deadline=None, max_examples=100)
def test_at_least_never_says_more(gap: Decimal) -> None:
    said = number(at_least(gap))
    assert said <= gap
    assert gap - said <= gap / 10


def test_at_least_of_nothing() -> None:
    assert at_least(Decimal(0)) == "0"
    assert at_least(Decimal("0.1918")) == "0.19"
