"""Changes, averages and ranks, in columns, as far as coverage allows."""

from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.analysis import Rank, averages, changes, is_ranked, known_ranks, levels, rank_change, ranks
from workbench.core.records import Coverage
from workbench.core.units import COUNT, ONE_IN, PERCENT, change

VALUES = st.none() | st.integers(1, 10**6).map(lambda tenths: tenths / 10)
COLUMNS = st.lists(VALUES, max_size=40)


def coverage(kind, top=None):
    return Coverage("spam.rate", "geography", "M", "2010-02", kind, top)


COMPLETE, SELECTION, TOP_3 = coverage("complete"), coverage("selection"), coverage("top", 3)


@given(COLUMNS, st.integers(1, 13), st.booleans())
def test_an_average_is_the_plain_mean_of_the_present_values(column, months, includes_current):
    means, present = averages(column, months, includes_current=includes_current)
    for position, (found, number) in enumerate(zip(means, present, strict=True)):
        end = position + 1 if includes_current else position
        window = [value for value in column[max(0, end - months) : end] if value is not None]
        assert number == len(window)
        assert found == (pytest.approx(mean(window), abs=1e-6) if window else None)


def test_the_average_of_one_in_n_is_that_of_the_printed_n():
    means, months = averages([200.0, 400.0, None], 6, includes_current=True)
    assert means == [200.0, 300.0, 300.0]
    assert months == [1, 2, 2]


def test_the_current_month_may_be_left_out():
    assert averages([80.0, 90.0, 70.0], 2, includes_current=False) == ([None, 80.0, 85.0], [0, 1, 2])


def test_a_large_number_spoils_no_later_average():
    assert averages([1e9, 0.1, 0.2, 0.3], 2, includes_current=True)[0][-1] == pytest.approx(0.25, abs=1e-6)


def test_zero_is_a_value_and_no_gap():
    assert averages([0.0, None, 3.0], 3, includes_current=True) == ([0.0, 0.0, 1.5], [1, 1, 2])


def test_levels_of_one_in_n_are_rates_in_percent():
    assert levels(ONE_IN, [400.0, None, 0.0]) == [0.25, None, None]
    assert levels(PERCENT, [89.4, None]) == [89.4, None]


@given(st.sampled_from([PERCENT, ONE_IN, COUNT]), st.lists(st.tuples(VALUES, VALUES), max_size=8))
def test_changes_are_those_of_the_unit_and_none_beside_a_gap(unit, pairs):
    found = changes(unit, [now for now, _ in pairs], [base for _, base in pairs])
    expected = [change(unit, now, base) if now is not None and base is not None else None for now, base in pairs]
    assert found == expected


def test_changes_from_nothing():
    assert changes(COUNT, [5.0, 0.0, None], [0.0, 5.0, 5.0]) == [None, -100.0, None]
    assert changes(PERCENT, [5.0], [0.0]) == [5.0]
    assert changes(ONE_IN, [302.8], [326.9]) == [pytest.approx(0.0243, abs=0.00005)]


@pytest.mark.parametrize(
    ("values", "worse", "expected"),
    [
        ([9.0, 7.0, 7.0, 5.0], "more", [1, 2, 2, 4]),
        ([9.0, 7.0, 7.0, 5.0], "less", [4, 2, 2, 1]),
        ([5.0, None, 9.0, None], "more", [2, None, 1, None]),
        ([7.0, 7.0, 7.0], "more", [1, 1, 1]),
        ([0.0, None, -1.0], "more", [1, None, 2]),
        ([], "more", []),
        ([None], "less", [None]),
    ],
)
def test_equal_levels_share_a_place(values, worse, expected):
    assert ranks(values, worse) == expected


@given(st.lists(st.none() | st.integers(0, 9).map(float), max_size=20), st.sampled_from(["more", "less"]))
def test_a_place_is_one_more_than_how_many_are_worse(values, worse):
    sign = 1 if worse == "more" else -1
    present = [value * sign for value in values if value is not None]
    expected = [None if value is None else 1 + sum(other > value * sign for other in present) for value in values]
    assert ranks(values, worse) == expected


@pytest.mark.parametrize(
    ("given_coverage", "expected"),
    [
        (COMPLETE, ["1", "2", "2", "4", "None", "5"]),
        (TOP_3, ["1", "2", "2", "> 3", "None", "> 3"]),
        (SELECTION, ["1 of 5", "2 of 5", "2 of 5", "4 of 5", "None", "5 of 5"]),
        (None, ["1 of 5", "2 of 5", "2 of 5", "4 of 5", "None", "5 of 5"]),
        (coverage("top"), ["1 of 5", "2 of 5", "2 of 5", "4 of 5", "None", "5 of 5"]),
    ],
    ids=["complete", "top", "selection", "none", "top of nobody knows how many"],
)
def test_places_are_known_as_far_as_coverage_allows(given_coverage, expected):
    known = known_ranks([1, 2, 2, 4, None, 5], given_coverage)
    assert [str(rank) for rank in known] == expected
    certain = [rank.is_certain for rank in known if rank is not None]
    assert all(certain) is (given_coverage is COMPLETE)
    assert is_ranked(given_coverage) is (given_coverage in {COMPLETE, TOP_3})


def test_the_last_place_of_a_top_list_is_certain():
    assert known_ranks([3, 4], TOP_3) == [Rank(3), Rank(4, beyond=3)]


FIRST, THIRD, BEYOND, OF_13 = Rank(1), Rank(3), Rank(4, beyond=3), Rank(3, of=13)


@pytest.mark.parametrize(
    ("now", "base", "is_now_known", "is_base_known", "expected"),
    [
        (FIRST, THIRD, True, True, 2),
        (THIRD, FIRST, True, True, -2),
        (THIRD, THIRD, True, True, 0),
        (FIRST, BEYOND, True, True, "entered"),
        (FIRST, None, True, True, "entered"),
        (BEYOND, FIRST, True, True, "left"),
        (None, FIRST, True, True, "left"),
        (BEYOND, BEYOND, True, True, None),
        (None, None, True, True, None),
        (FIRST, None, True, False, None),
        (FIRST, OF_13, True, False, None),
        (None, FIRST, False, True, None),
        (OF_13, FIRST, False, True, None),
        (OF_13, OF_13, False, False, None),
    ],
)
def test_a_movement_is_said_only_where_both_places_are_known(now, base, is_now_known, is_base_known, expected):
    found = rank_change(now, base, is_now_known=is_now_known, is_base_known=is_base_known)
    assert found == expected
    assert type(found) is type(expected)
