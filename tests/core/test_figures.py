"""The figures of one period: of the sample as its issue printed them, and of small databases for what it does not hold."""

from decimal import Decimal

import pytest

from workbench.core.catalogue import AverageWindow
from workbench.core.periods import Grain, Period
from workbench.core.printed import Interval
from workbench.core.queries.breakdown import Base
from workbench.core.queries.figures import coverage_of, figures, interval_of, latest_period, readings_of
from workbench.core.records import Coverage, Observation, Reading, Source

WINDOW = AverageWindow(6, includes_current=True)
FEBRUARY = Period.month(2010, 2)
NO_COUNTRY_BEYOND = "> 5"


def observed(segment, period, value, dimension="geography", metric="spam.rate"):
    status = "normal" if value is not None else "missing"
    step = 0.1 if value is not None else None
    return Observation(metric, "M", period, dimension, segment, value, step, "exact", status, None, None)


def coverage(period, kind, top=None):
    return Coverage("spam.rate", "geography", "M", period, kind, top)


@pytest.fixture
def of_sample(sample, catalogue):
    """Ask the sample for figures."""

    def ask(metric, dimension="global", period=FEBRUARY, **options):
        with sample.read() as reader:
            return figures(reader, catalogue.metric(metric), dimension, period, window=WINDOW, **options)

    return ask


@pytest.fixture
def ask(store, put, catalogue):
    """Put records into an empty database and ask for the figures of February 2010."""

    def asked(*records, metric="spam.rate", dimension="geography", base=Base.PREVIOUS):
        put(store, *records)
        with store.read() as reader:
            return figures(reader, catalogue.metric(metric), dimension, FEBRUARY, window=WINDOW, base=base)

    return asked


@pytest.mark.parametrize(
    ("metric", "value", "previous", "change"),
    [
        ("spam.rate", 89.4, 83.9, 5.5),
        ("virus.rate", 302.8, 326.9, 0.0243),
        ("phishing.rate", 456.3, 562.3, 0.0413),
        ("web.new_domain_share", 41.6, None, None),
        ("web.new_malware_share", 13.3, None, None),
        ("virus.malicious_link_share", 30.5, 13.2, 17.3),
        ("phishing.share_of_threats", 56.1, None, None),
    ],
)
def test_the_totals_are_those_of_the_issue(of_sample, metric, value, previous, change):
    found = of_sample(metric)
    assert found.segments == ("global",)
    assert found.observations[0].value == value
    if previous is not None:
        assert found.bases == (previous,)
        assert found.changes == (pytest.approx(change, abs=0.00005),)
        span = found.change_spans[0]
        assert span.low < Decimal(repr(found.changes[0])) < span.high
    assert found.coverage.kind == "complete"
    assert found.ranks == (None,), "a total has no rank"


def test_the_change_of_a_ratio_is_known_to_its_rounding(of_sample):
    span = of_sample("virus.rate").change_spans[0]
    assert (round(span.low, 5), round(span.high, 5)) == (Decimal("0.02425"), Decimal("0.02445"))


@pytest.mark.parametrize(
    ("metric", "first_five"),
    [
        ("spam.rate", {"IT": 93.4, "DK": 92.8, "RU": 91.8, "DE": 91.3, "NL": 91.2}),
        ("virus.rate", {"CN": 62.4, "TW": 109.8, "GB": 169.6, "BR": 196.5, "AT": 211.2}),
    ],
)
def test_a_top_list_of_five_ranks_five(of_sample, metric, first_five):
    found = of_sample(metric, "geography")
    assert dict(zip(found.segments[:5], (figure.value for figure in found.observations), strict=False)) == first_five
    assert [str(rank) for rank in found.ranks[:5]] == ["1", "2", "3", "4", "5"]
    assert len(found.segments) == 13
    assert {str(rank) for rank in found.ranks[5:]} == {NO_COUNTRY_BEYOND}
    assert (found.coverage.kind, found.coverage.top) == ("top", 5)


def test_all_sizes_of_companies_are_known(of_sample):
    found = of_sample("spam.rate", "company_size")
    values = [figure.value for figure in found.observations]
    assert values == [91.0, 89.9, 89.5, 89.4, 89.1, 88.9]
    assert found.segments[0] == "1501-2500"
    assert [str(rank) for rank in found.ranks] == ["1", "2", "3", "4", "5", "6"]


def test_what_nobody_says_to_be_all_is_a_selection(of_sample):
    found = of_sample("spam.rate", "geography", Period.month(2006, 8))
    assert found.coverage is None
    reported = len(found.segments)
    assert [str(rank) for rank in found.ranks] == [f"{place} of {reported}" for place in range(1, reported + 1)]


def test_days_are_apart_from_months(of_sample):
    day = of_sample("botnet.spam_share", "botnet", Period.parse("2010-02-05"))
    month = of_sample("botnet.spam_share", "botnet")
    assert [(segment, figure.value) for segment, figure in zip(day.segments, day.observations, strict=True)] == [
        ("grum", 26.0)
    ]
    assert dict(zip(month.segments, (figure.value for figure in month.observations), strict=True))["grum"] != 26.0


@pytest.mark.parametrize(
    ("metric", "published"), [("spam.rate", 85.6), ("virus.rate", 280.6), ("phishing.rate", 405.7)]
)
def test_the_published_average_stands_beside_the_computed_one(of_sample, metric, published):
    found = of_sample(metric)
    assert found.published == (published,)
    assert found.averages != found.published
    assert 1 < found.months[0] <= 6


def test_readings_stand_with_their_sources(sample):
    with sample.read() as reader:
        found = readings_of(reader, "spam.rate", "vertical", FEBRUARY)
    assert sorted((reading.value, source.name) for reading, source in found["retail"]) == [
        (87.6, "edition:2010-02"),
        (91.1, "edition:2010-02"),
    ]


def test_the_latest_period_of_a_breakdown(sample):
    with sample.read() as reader:
        assert latest_period(reader, "spam.rate", "company_size") == FEBRUARY
        assert latest_period(reader, "botnet.spam_share", "botnet", Grain.DAY) == Period.parse("2010-02-05")
        assert latest_period(reader, "spam.rate", "company_size", Grain.YEAR) is None


def test_a_missing_figure_is_shown_without_value_and_rank(ask):
    found = ask(
        observed("IT", "2010-02", None),
        observed("DK", "2010-02", 92.8),
        observed("IT", "2010-01", 93.0),
        coverage("2010-02", "complete"),
    )
    assert found.segments == ("DK", "IT")
    assert [figure.value for figure in found.observations] == [92.8, None]
    assert [str(rank) for rank in found.ranks] == ["1", "None"]
    assert (found.bases, found.changes, found.change_spans) == ((None, 93.0), (None, None), (None, None))
    assert found.months == (1, 1)


def test_a_missing_month_is_no_zero(ask):
    found = ask(observed("IT", "2009-12", 90.0), observed("IT", "2010-02", 94.0))
    assert (found.bases, found.changes, found.change_spans) == ((None,), (None,), (None,))
    assert (found.averages, found.months) == ((92.0,), (2,))


TOP_2_TWICE = (coverage("2010-01", "top", 2), coverage("2010-02", "top", 2))


def moved(found):
    return dict(zip(found.segments, found.rank_changes, strict=True))


def test_segments_enter_and_leave_a_top_list(ask):
    found = ask(
        *(observed(segment, "2010-01", value) for segment, value in {"IT": 93.0, "DK": 92.0, "DE": 70.0}.items()),
        *(observed(segment, "2010-02", value) for segment, value in {"RU": 95.0, "IT": 94.0, "DE": 71.0}.items()),
        *TOP_2_TWICE,
    )
    assert found.segments == ("RU", "IT", "DE", "DK")
    assert [str(rank) for rank in found.ranks] == ["1", "2", "> 2", "None"]
    assert moved(found) == {"RU": "entered", "IT": -1, "DE": None, "DK": "left"}
    assert found.observations[3] is None
    assert found.bases[3] == 92.0
    assert (found.changes[3], found.change_spans[3]) == (None, None)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"IT": None, "DK": None}, None),
        ({"RU": 95.0, "IT": None, "DK": None}, None),
        ({"RU": 95.0, "IT": 94.0, "DK": None}, "left"),
    ],
    ids=["nothing yet", "one of two", "both places are taken"],
)
def test_who_is_still_to_be_entered_has_not_left_a_top_list(ask, values, expected):
    found = ask(
        *(observed(segment, "2010-01", value) for segment, value in {"IT": 93.0, "DK": 92.0}.items()),
        *(observed(segment, "2010-02", value) for segment, value in values.items()),
        *TOP_2_TWICE,
    )
    assert moved(found)["DK"] == expected


def test_who_is_stated_to_be_missing_stands_before_who_left(ask):
    found = ask(
        *(observed(segment, "2010-01", value) for segment, value in {"DK": 92.0, "RU": 91.0}.items()),
        *(observed(segment, "2010-02", value) for segment, value in {"IT": 95.0, "RU": None}.items()),
        coverage("2010-01", "complete"),
        coverage("2010-02", "complete"),
    )
    assert found.segments == ("IT", "RU", "DK")
    assert moved(found)["DK"] == "left"


def test_no_movement_is_said_without_coverage(ask):
    found = ask(
        observed("IT", "2010-01", 93.0),
        observed("DK", "2010-01", 92.0),
        observed("IT", "2010-02", 94.0),
        observed("RU", "2010-02", 95.0),
    )
    assert found.segments == ("RU", "IT")
    assert moved(found) == {"RU": None, "IT": None}
    assert [str(rank) for rank in found.ranks] == ["1 of 2", "2 of 2"]


def test_equal_values_share_a_place_in_the_order_of_their_ids(ask):
    values = {"NL": 90.0, "DE": 92.0, "DK": 92.0, "IT": 95.0, "RU": None}
    found = ask(
        *(observed(segment, "2010-02", value) for segment, value in values.items()), coverage("2010-02", "complete")
    )
    assert found.segments == ("IT", "DE", "DK", "NL", "RU")
    assert [str(rank) for rank in found.ranks] == ["1", "2", "2", "4", "None"]


@pytest.mark.parametrize(
    ("base", "period", "expected"),
    [
        (Base.PREVIOUS, "2010-01", 90.0),
        (Base.YEAR, "2009-02", 85.0),
        (Period.month(2008, 7), "2008-07", 80.0),
        (Period.month(2010, 9), "2010-09", 99.0),
    ],
    ids=str,
)
def test_each_base_is_compared_by_value_span_and_rank(ask, base, period, expected):
    found = ask(
        *(
            observed("IT", *pair)
            for pair in [("2010-02", 95.0), ("2010-01", 90.0), ("2009-02", 85.0), ("2008-07", 80.0), ("2010-09", 99.0)]
        ),
        *(observed("DK", *pair) for pair in [("2010-02", 91.0), (period, 99.9)]),
        coverage("2010-02", "complete"),
        coverage(period, "complete"),
        base=base,
    )
    assert found.base == Period.parse(period)
    assert found.bases == (expected, 99.9)
    assert found.changes == (pytest.approx(95 - expected), pytest.approx(91 - 99.9))
    assert found.change_spans[0] == Interval(
        Decimal("94.9") - Decimal(str(expected)), Decimal("95.1") - Decimal(str(expected))
    )
    assert found.rank_changes == (1, -1)


def test_the_average_as_a_base_has_no_period_and_no_ranks(ask):
    found = ask(
        observed("IT", "2010-01", 90.0),
        observed("IT", "2010-02", 94.0),
        coverage("2010-02", "complete"),
        base=Base.AVERAGE,
    )
    assert (found.base, found.bases, found.changes) == (None, (92.0,), (2.0,))
    assert (found.change_spans, found.rank_changes) == ((None,), (None,))


def test_the_first_month_of_all_has_no_base(store, put, catalogue):
    put(store, observed("IT", "0001-01", 90.0))
    for base in (Base.PREVIOUS, Base.YEAR, Base.AVERAGE):
        with store.read() as reader:
            found = figures(
                reader, catalogue.metric("spam.rate"), "geography", Period.month(1, 1), window=WINDOW, base=base
            )
        assert (found.segments, found.base) == (("IT",), None)


def test_the_first_published_average_counts(ask):
    printed = ("spam.rate", "M", "2010-02", "geography", "IT", "average_6")
    found = ask(
        Source(1, "edition", "edition:2010-02", "", ""),
        Source(2, "article", "https://example.org/", "", ""),
        Reading(*printed, 2, 1, 80.0, 0.1, "exact", "percent", "", "80.0", ""),
        Reading(*printed, 1, 1, None, None, "exact", "percent", "", "n/a", ""),
        Reading(*printed, 1, 2, 88.0, 0.1, "exact", "percent", "", "88.0", ""),
        observed("IT", "2010-02", 90.0),
    )
    assert (found.published, found.averages) == ((88.0,), (90.0,))


def test_an_average_that_a_person_typed_counts_before_the_printed_ones(ask):
    printed = ("spam.rate", "M", "2010-02", "geography", "IT", "average_6")
    found = ask(
        Source(1, "edition", "edition:2010-02", "", ""),
        Source(2, "person", "Analyst", "", ""),
        Source(3, "article", "https://example.org/", "", ""),
        *(Reading(*printed, id, 1, 80.0 + id, 0.1, "exact", "percent", "", "", "") for id in (1, 2, 3)),
        observed("IT", "2010-02", 90.0),
    )
    assert found.published == (82.0,)


def test_coverage_comes_from_the_database_and_the_total_needs_none(store, put):
    put(store, coverage("2010-02", "top", 5))
    with store.read() as reader:
        assert coverage_of(reader, "spam.rate", "geography", FEBRUARY) == coverage("2010-02", "top", 5)
        assert coverage_of(reader, "spam.rate", "geography", FEBRUARY.previous) is None
        assert coverage_of(reader, "spam.rate", "vertical", FEBRUARY) is None
        assert coverage_of(reader, "spam.rate", "global", FEBRUARY).kind == "complete"


def test_what_an_accepted_value_can_mean():
    assert interval_of(None) is None
    assert interval_of(observed("IT", "2010-02", None)) is None
    assert interval_of(observed("IT", "2010-02", 93.4)) == Interval(Decimal("93.35"), Decimal("93.45"))


def test_a_ratio_that_is_hardly_known_breaks_nothing(ask):
    vague = Observation("virus.rate", "M", "2010-02", "geography", "IT", 10.0, 50.0, "exact", "estimated", None, None)
    exact = observed("IT", "2010-01", 100.0, metric="virus.rate")
    found = ask(vague, exact, metric="virus.rate")
    assert found.change_spans[0].high == Decimal("Infinity")
