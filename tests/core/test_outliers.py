"""Outliers: found on the scale of the unit, never in what rounding explains, and named with method and reason."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.messages import message
from workbench.core.outliers import FEWEST, THRESHOLD, Method, Outlier, Scale, outliers
from workbench.core.periods import Period
from workbench.core.units import COUNT, KILOBYTES, ONE_IN, PER_DAY, PERCENT, Unit

FIRST = Period.month(2009, 1)
UNITS = (PERCENT, ONE_IN, COUNT, PER_DAY, KILOBYTES)
CALM = [88.1, 88.3, 88.2, 88.6, 88.4, 88.5, 88.1, 88.2, 88.4, 88.3, 88.6, 88.5]

Values = list[float | None]


def found(unit: Unit, values: Values, step: float | None = None) -> tuple[Outlier, ...]:
    periods = [FIRST.shifted(at) for at in range(len(values))]
    return outliers(unit, periods, values, [None if value is None else step for value in values])


def places(unit: Unit, values: Values, step: float | None = None) -> list[tuple[int, bool]]:
    """Return the places of the outliers, each with whether it is a rise."""
    return [(one.place, one.score > 0) for one in found(unit, values, step)]


def test_a_calm_series_has_none() -> None:
    assert found(PERCENT, [*CALM]) == ()


def test_a_jump_that_stays_is_one_and_is_told_with_its_reason_and_method() -> None:
    values: Values = [*CALM, *(value + 6 for value in CALM)]
    [outlier] = found(PERCENT, values, 0.1)
    assert (outlier.place, outlier.method, outlier.scale) == (12, Method.CHANGES, Scale.LOGIT)
    assert outlier.method_name == message("outlier.changes_logit", threshold=THRESHOLD)
    reason = outlier.reason
    assert (reason.id, reason.parameters["before"]) == ("outlier.rise", FIRST.shifted(11))
    assert reason.parameters["change"] == message("change.points", number="+5.6")
    assert float(str(reason.parameters["score"])) == pytest.approx(outlier.score, abs=0.05)


def test_the_way_back_from_a_peak_is_none() -> None:
    assert places(PERCENT, [*CALM, 97.0, *CALM]) == [(12, True)]


def test_one_in_n_goes_by_its_rate() -> None:
    calm = [300.1, 304.2, 298.8, 301.5, 305.0, 299.2, 302.7, 300.9, 303.3, 301.0]
    assert places(ONE_IN, [*calm, 90.0, *calm]) == [(10, True)]
    assert places(ONE_IN, [*calm, 1500.0, *calm]) == [(10, False)]
    [outlier] = found(ONE_IN, [*calm, 90.0, *calm], 0.1)
    assert outlier.reason.parameters["change"] == message("change.points", number="+0.8")


def test_counts_go_by_their_logarithms() -> None:
    values: Values = [1000.0 * 2**at for at in range(10)]
    wave: Values = [value * (1.1 if at % 2 else 1.0) for at, value in enumerate(values) if value is not None]
    assert found(COUNT, wave) == ()
    assert places(COUNT, [*wave, 4.0e9]) == [(10, True)]
    assert found(COUNT, [*wave, 4.0e9])[0].scale is Scale.LOG


def test_what_rounding_explains_is_none() -> None:
    values: Values = [0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]
    assert places(PERCENT, values, 0.1) == []
    assert places(PERCENT, values, 0.001) == [(5, True)]


def test_values_are_scored_themselves_where_too_few_changes_are_known() -> None:
    calm = [CALM[at // 2] if at % 2 else None for at in range(24)]
    [outlier] = found(PERCENT, [*calm, None, 99.0])
    assert (outlier.place, outlier.method) == (25, Method.LEVELS)
    assert outlier.reason == message("outlier.high", score=f"{outlier.score:.1f}")
    assert outlier.method_name == message("outlier.levels_logit", threshold=THRESHOLD)


@pytest.mark.parametrize("count", range(FEWEST))
def test_fewer_than_eight_values_say_nothing(count: int) -> None:
    values: Values = [*CALM, 1.0][-count:] if count else []
    assert found(PERCENT, values) == ()


def test_eight_values_are_enough() -> None:
    assert places(PERCENT, [*CALM[:7], 1.0]) == [(7, False)]


def test_a_series_that_hardly_ever_moves_is_judged_by_the_mean_deviation() -> None:
    assert places(COUNT, [*[500.0] * 12, 900.0, *[900.0] * 12]) == [(12, True)]


@pytest.mark.parametrize("value", [0.0, 50.0, 100.0])
def test_where_all_are_alike_none_stands_out(value: float) -> None:
    assert found(PERCENT, [value] * 20) == ()


def test_floats_that_differ_by_a_hair_are_alike() -> None:
    assert found(COUNT, [1000 * 1.1**at for at in range(30)]) == ()


def test_zero_and_a_hundred_percent_have_a_place_on_the_scale() -> None:
    assert places(PERCENT, [*CALM, 0.0]) == [(12, False)]
    assert places(PERCENT, [*CALM, 100.0]) == [(12, True)]
    assert places(COUNT, [*[400.0, 410.0, 395.0] * 4, 0.0]) == [(12, False)]


def test_a_count_that_comes_from_zero_is_told_without_a_percentage() -> None:
    zeros: Values = [0.0, 3.0, 0.0, 2.0, 0.0, 3.0, 0.0, 2.0, 0.0]
    [outlier] = found(COUNT, [*zeros, 9e6])
    assert outlier.reason == message("outlier.from_zero", before=FIRST.shifted(8), score=f"{outlier.score:.1f}")


def test_one_in_none_has_no_level_and_is_no_outlier() -> None:
    calm = [300.1, 304.2, 298.8, 301.5, 305.0, 299.2, 302.7, 300.9, 303.3, 301.0]
    assert found(ONE_IN, [0.0, *calm, 0.0]) == ()


numbers = st.one_of(st.none(), st.floats(0, 100), st.floats(0, 1e12))
units = st.sampled_from(UNITS)


@given(units, st.lists(numbers, max_size=40), st.sampled_from([None, 0.0, 0.1, 1.0]))
@settings(max_examples=150)
def test_scores_are_finite_and_above_the_threshold(unit: Unit, values: Values, step: float | None) -> None:
    for outlier in found(unit, values, step):
        assert math.isfinite(outlier.score)
        assert abs(outlier.score) > THRESHOLD
        assert values[outlier.place] is not None


@given(st.lists(st.floats(1, 99), min_size=8, max_size=30))
@settings(max_examples=100)
def test_a_percentage_and_what_is_left_of_it_have_the_same_outliers(values: list[float]) -> None:
    scores = {one.place: one.score for one in found(PERCENT, [*values])}
    opposite = {one.place: -one.score for one in found(PERCENT, [100 - value for value in values])}
    assert scores == pytest.approx(opposite)


@given(st.lists(st.floats(1, 1e6), min_size=8, max_size=30), st.sampled_from([0.001, 1000.0]))
@settings(max_examples=100)
def test_a_count_in_thousands_has_the_same_outliers(values: list[float], factor: float) -> None:
    scores = {one.place: one.score for one in found(COUNT, [*values])}
    scaled = {one.place: one.score for one in found(COUNT, [value * factor for value in values])}
    assert scores == pytest.approx(scaled, rel=1e-6)
