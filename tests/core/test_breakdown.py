"""A metric by its segments along the periods: each cell as if it were looked up and calculated alone."""

from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.catalogue import AverageWindow
from workbench.core.periods import Grain, Period
from workbench.core.queries.breakdown import Base, base_period_of, breakdown
from workbench.core.records import Observation
from workbench.core.units import UNITS, change, level

WITH_CURRENT = AverageWindow(6, includes_current=True)
BEFORE_CURRENT = AverageWindow(6, includes_current=False)
FEBRUARY = Period.month(2010, 2)


def figure(metric, segment, period, value, dimension="geography"):
    period = Period.parse(period) if isinstance(period, str) else period
    status = "normal" if value is not None else "missing"
    place = (metric, period.grain.value, str(period), dimension, segment)
    return Observation(*place, value, 0.1 if value is not None else None, "exact", status, None, None)


def total(metric, period, value):
    return figure(metric, "global", period, value, "global")


@pytest.fixture
def ask(store, put, catalogue):
    """Put figures into an empty database and ask for a breakdown of them."""

    def asked(records, metric, periods, *, dimension="geography", window=WITH_CURRENT, base=Base.PREVIOUS):
        put(store, *records)
        with store.read() as reader:
            return breakdown(reader, catalogue.metric(metric), dimension, periods, window=window, base=base)

    return asked


def test_columns_run_along_segments_and_periods(ask):
    records = [
        figure("spam.rate", "IT", "2010-01", 90.0),
        figure("spam.rate", "IT", "2010-02", 93.4),
        figure("spam.rate", "DK", "2010-02", 92.8),
        figure("spam.rate", "RU", "2010-02", 92.8),
        figure("virus.rate", "IT", "2010-02", 300.0),
        figure("spam.rate", "education", "2010-02", 99.0, "vertical"),
        total("spam.rate", "2010-02", 89.4),
    ]
    table = ask(records, "spam.rate", [FEBRUARY.previous, FEBRUARY])
    assert table.segments == ("DK", "IT", "RU")
    assert table.periods == (FEBRUARY.previous, FEBRUARY)
    assert table.values == [[None, 92.8], [90.0, 93.4], [None, 92.8]]
    assert table.bases == [[None, None], [None, 90.0], [None, None]]
    assert table.changes[0] == [None, None]
    assert table.changes[1] == [None, pytest.approx(3.4)]
    assert table.averages[1] == [90.0, pytest.approx(91.7)]
    assert table.months == [[0, 1], [1, 2], [0, 1]]
    assert table.places == [[None, 2], [1, 1], [None, 2]]


def test_what_is_stated_to_be_missing_is_none_and_never_0(ask):
    records = [total("spam.rate", "2010-01", None), total("spam.rate", "2010-02", 89.4)]
    table = ask(records, "spam.rate", [FEBRUARY.previous, FEBRUARY], dimension="global")
    assert (table.values, table.bases, table.changes) == ([[None, 89.4]], [[None, None]], [[None, None]])
    assert (table.averages, table.months) == ([[None, 89.4]], [[0, 1]])
    assert table.places == [[None, 1]]


def test_zero_is_a_value(ask):
    records = [total("spam.rate", "2010-01", 0.0), total("spam.rate", "2010-02", 2.0)]
    table = ask(records, "spam.rate", [FEBRUARY], dimension="global")
    assert (table.bases, table.changes, table.averages, table.months) == ([[0.0]], [[2.0]], [[1.0]], [[2]])


def test_no_figures_make_an_empty_table(ask):
    table = ask([], "spam.rate", [FEBRUARY])
    assert (table.segments, table.values, table.places) == ((), [], [])


MONTHS = {f"2009-{month:02d}": 50.0 + month for month in range(1, 13)} | {
    "2010-01": 70.0,
    "2010-02": 80.0,
    "2010-03": 90.0,
}


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (Base.PREVIOUS, 70.0),
        (Base.YEAR, 52.0),
        (Base.AVERAGE, pytest.approx((59 + 60 + 61 + 62 + 70 + 80) / 6)),
        (Period.month(2009, 1), 51.0),
        (FEBRUARY, 80.0),
        (Period.month(2010, 3), 90.0),
        (Period.month(2010, 4), None),
        (Period.month(1999, 12), None),
        (Period.parse("2009"), None),
    ],
    ids=str,
)
def test_each_base_of_comparison(ask, base, expected):
    records = [total("spam.rate", period, value) for period, value in MONTHS.items()]
    records.append(total("spam.rate", "2009", 1.0))
    table = ask(records, "spam.rate", [FEBRUARY], dimension="global", base=base)
    assert table.bases == [[expected]]
    assert table.changes == [[80.0 - expected if isinstance(expected, float) else table.changes[0][0]]]
    assert (table.changes[0][0] is None) is (expected is None)


def test_segments_that_only_the_base_has_are_in_the_table(ask):
    records = [figure("spam.rate", "IT", "2010-02", 93.0), figure("spam.rate", "DK", "2012-01", 50.0)]
    table = ask(records, "spam.rate", [FEBRUARY], base=Period.month(2012, 1))
    assert table.segments == ("DK", "IT")
    assert table.bases == [[50.0], [None]]


@pytest.mark.parametrize(("window", "expected"), [(WITH_CURRENT, (70.0, 6)), (BEFORE_CURRENT, (65.0, 6))])
def test_the_average_goes_over_six_months_with_or_without_the_current_one(ask, window, expected):
    values = {
        "2009-08": 45.0,
        "2009-09": 55.0,
        "2009-10": 65.0,
        "2009-11": 70.0,
        "2009-12": 75.0,
        "2010-01": 80.0,
        "2010-02": 75.0,
    }
    table = ask(
        [total("spam.rate", *pair) for pair in values.items()],
        "spam.rate",
        [FEBRUARY],
        dimension="global",
        window=window,
    )
    assert (table.averages[0][0], table.months[0][0]) == expected


def test_ratios_are_ranked_and_compared_by_their_rate(ask):
    records = [
        figure("virus.rate", "CN", "2010-02", 62.4),
        figure("virus.rate", "TW", "2010-02", 109.8),
        figure("virus.rate", "TW", "2010-01", 200.0),
    ]
    table = ask(records, "virus.rate", [FEBRUARY])
    assert table.places == [[1], [2]]
    assert table.changes[1] == [pytest.approx(100 / 109.8 - 0.5)]
    assert table.averages[1] == [pytest.approx((109.8 + 200) / 2)]


def test_grains_stay_apart(ask):
    records = [
        total("spam.rate", "2010-02", 89.4),
        total("spam.rate", "2010-02-04", 50.0),
        total("spam.rate", "2010-02-05", 60.0),
        total("spam.rate", "2010-Q1", 70.0),
        total("spam.rate", "2010", 80.0),
    ]
    for text, value, before in [
        ("2010-02", 89.4, None),
        ("2010-02-05", 60.0, 50.0),
        ("2010-Q1", 70.0, None),
        ("2010", 80.0, None),
    ]:
        table = ask(records, "spam.rate", [Period.parse(text)], dimension="global")
        assert (table.values, table.bases) == ([[value]], [[before]])


def test_a_day_is_compared_with_that_of_the_year_before(ask):
    records = [total("spam.rate", "2007-02-28", 40.0), total("spam.rate", "2008-02-29", 50.0)]
    table = ask(records, "spam.rate", [Period.parse("2008-02-29")], dimension="global", base=Base.YEAR)
    assert table.bases == [[40.0]]


@pytest.mark.parametrize("base", Base)
@pytest.mark.parametrize(
    "text", ["0001", "0001-H1", "0001-Q2", "0001-03", "0001-01-02", "9999", "9999-12", "9999-12-31"]
)
def test_nothing_lies_before_the_first_year(ask, text, base):
    period = Period.parse(text)
    table = ask([total("spam.rate", period, 89.4)], "spam.rate", [period], dimension="global", base=base)
    assert table.values == [[89.4]]
    assert table.bases == [[89.4 if base is Base.AVERAGE else None]]


def test_the_period_of_a_base():
    january = Period.month(2010, 1)
    assert base_period_of(FEBRUARY, Base.PREVIOUS) == january
    assert base_period_of(FEBRUARY, Base.YEAR) == Period.month(2009, 2)
    assert base_period_of(january, FEBRUARY) == FEBRUARY
    assert base_period_of(FEBRUARY, Base.AVERAGE) is None
    assert base_period_of(FEBRUARY, Period.parse("2009")) is None
    assert base_period_of(Period.parse("0001-01"), Base.PREVIOUS) is None
    assert base_period_of(Period.parse("0001-01-31"), Base.YEAR) is None


SEGMENTS = ("AT", "CN", "DE", "JP")
LAST = Period.month(2014, 12)
SHOWN = list(LAST.shifted(-59).until(LAST))
WIDE = list(LAST.shifted(-75).until(LAST.shifted(3)))
BASES = st.sampled_from([*Base, Period.month(2009, 6), Period.month(2012, 3), LAST.shifted(2)])


@settings(max_examples=40)
@given(
    metric=st.sampled_from(["spam.rate", "virus.rate", "spam.source_share"]),
    cells=st.dictionaries(
        st.tuples(st.sampled_from(SEGMENTS), st.sampled_from(WIDE)),
        st.none() | st.integers(10, 1000).map(lambda tenths: tenths / 10),
        min_size=60,
        max_size=200,
    ),
    window=st.builds(AverageWindow, st.integers(1, 12), st.booleans()),
    base=BASES,
)
def test_sixty_periods_are_those_of_a_look_at_each_cell(new_store, put, catalogue, metric, cells, window, base):
    with new_store() as store:
        put(store, *(figure(metric, segment, period, value) for (segment, period), value in cells.items()))
        with store.read() as reader:
            table = breakdown(reader, catalogue.metric(metric), "geography", SHOWN, window=window, base=base)
    unit = UNITS[catalogue.metric(metric).unit]
    for row, segment in enumerate(table.segments):
        for column, period in enumerate(SHOWN):
            value = cells.get((segment, period))
            last = period if window.includes_current else period.previous
            near = [cells.get((segment, other)) for other in last.shifted(1 - window.months).until(last)]
            known = [other for other in near if other is not None]
            average = pytest.approx(mean(known)) if known else None
            assert table.values[row][column] == value
            assert (table.averages[row][column], table.months[row][column]) == (average, len(known))
            if base is Base.AVERAGE:
                compared = table.averages[row][column]
            else:
                compared = cells.get((segment, base_period_of(period, base)))
            assert table.bases[row][column] == compared
            is_known = value is not None and compared is not None
            assert table.changes[row][column] == (change(unit, value, compared) if is_known else None)
            others = [cells.get((other, period)) for other in SEGMENTS]
            worse = [
                other for other in others if other is not None and value and level(unit, other) > level(unit, value)
            ]
            assert table.places[row][column] == (1 + len(worse) if value is not None else None)
    assert table.segments == tuple(sorted(table.segments))
    assert {segment for segment, period in cells if period in SHOWN} <= set(table.segments)


def test_all_grains_have_a_lowest_period():
    assert {Period.parse(text).grain for text in ("0001", "0001-H1", "0001-Q1", "0001-01", "0001-01-01")} == set(Grain)
