"""What moved most in a month: of the sample as its figures say, and of small databases for what it does not hold."""

from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.queries import movers as module
from workbench.core.queries.breakdown import Base
from workbench.core.queries.movers import has_moved, movers
from workbench.core.records import Observation

FEBRUARY = Period.month(2010, 2)


def observed(value, period="2010-02", segment="US", metric="spam.rate", step=0.1, qualifier="exact"):
    status = "normal" if value is not None else "missing"
    dimension = "global" if segment == "global" else "geography"
    return Observation(metric, "M", period, dimension, segment, value, step, qualifier, status, None, None)


def run(values, segment="US", metric="spam.rate"):
    """Return figures of the months up to February 2010."""
    first = FEBRUARY.ordinal - len(values) + 1
    periods = [str(Period(FEBRUARY.grain, first + at)) for at in range(len(values))]
    return [observed(value, period, segment, metric) for value, period in zip(values, periods, strict=True)]


@pytest.fixture
def of_sample(sample, catalogue):
    def ask(**options):
        with sample.read() as reader:
            return movers(reader, catalogue, FEBRUARY, **options)

    return ask


@pytest.fixture(scope="session")
def ask(new_store, put, catalogue):
    def asked(*records, **options):
        with new_store() as store:
            put(store, *records)
            with store.read() as reader:
                return movers(reader, catalogue, FEBRUARY, **options)

    return asked


def test_the_sample_in_february(of_sample):
    found = of_sample()
    assert (found.judged_count, found.short_count, found.first_count) == (12, 12, 116)
    assert (found.unmoved, found.without_base) == (0, 21)
    assert found.judged_count + found.short_count + found.first_count + found.unmoved + found.without_base == 161
    assert found.judged.keys[:2] == (("spam.rate", "global", "global"), ("web.new_sites_per_day", "global", "global"))
    assert found.judged.reasons[:2] == (
        message("movers.highest_since", since=Period.month(2009, 7)),
        message("movers.highest", first=Period.month(2007, 8)),
    )
    assert found.judged.changes[:2] == pytest.approx((5.5, 183.98), rel=1e-3)
    china = found.short.keys.index(("virus.rate", "geography", "CN"))
    assert found.short.bases[china].value == 121.4
    assert found.short.reasons[china] == message("movers.too_short", count=5, least=8)


@pytest.mark.parametrize("base", [*Base, Period.month(2009, 6)])
def test_every_base_sorts_all_figures(of_sample, base):
    found = of_sample(base=base)
    counts = (found.judged_count, found.short_count, found.first_count, found.unmoved, found.without_base)
    assert sum(counts) == 161
    scores = found.judged.scores
    assert all(isfinite(score) for score in scores)
    assert list(scores) == sorted(scores, reverse=True)
    assert all(not span.low <= 0 <= span.high for span in found.judged.change_spans)


def test_a_change_that_rounding_explains_has_not_moved(ask):
    found = ask(*run([50, 52, 50, 51, 50, 52, 50, 51, 51.1]))
    assert (found.judged_count, found.unmoved) == (0, 1)


@pytest.mark.parametrize(
    ("now", "base", "expected"),
    [
        (observed(51.2), observed(51.0), True),
        (observed(51.1), observed(51.0), False),
        (observed(51.0, step=0.0), observed(51.0, step=0.0), False),
        (observed(60.0, qualifier="about", step=1.0), observed(62.0), False),
        (observed(60.0, qualifier="above"), observed(50.0), True),
        (observed(60.0, qualifier="above"), observed(70.0), False),
        (observed(None), observed(70.0), False),
    ],
)
def test_a_figure_has_moved_if_no_rounding_makes_it_the_same(now, base, expected):
    assert has_moved(now, base) is expected


def test_a_first_figure_is_no_move(ask):
    found = ask(observed(50.0))
    assert found.first.keys == (("spam.rate", "geography", "US"),)
    assert found.first.reasons == (message("movers.first"),)
    assert found.first.changes == (None,)


def test_a_missing_figure_is_left_out(ask):
    found = ask(observed(None), observed(80.0, "2010-01"))
    assert found.judged_count + found.short_count + found.first_count + found.unmoved + found.without_base == 0


def test_long_series_are_looked_at_whole_for_their_reason(ask, monkeypatch):
    monkeypatch.setattr(module, "_ROWS", 1)
    values = [*[70 + at % 3 for at in range(60)], 95, *[70 + at % 3 for at in range(40)], 90]
    found = ask(*run(values))
    assert found.judged.reasons == (message("movers.highest_since", since=FEBRUARY.shifted(-41)),)


@settings(max_examples=25)
@given(
    st.lists(
        st.lists(st.none() | st.integers(0, 1000).map(lambda value: value / 10), min_size=2, max_size=14), max_size=5
    )
)
def test_counts_are_of_all_figures_and_scores_are_finite(ask, columns):
    records = [one for at, column in enumerate(columns) for one in run(column, f"S{at}")]
    found = ask(*records)
    counts = (found.judged_count, found.short_count, found.first_count, found.unmoved, found.without_base)
    assert sum(counts) == sum(column[-1] is not None for column in columns)
    assert all(score is not None and isfinite(score) for score in found.judged.scores)
