"""The panels of a month: of the sample as its issue printed them, and of small databases for what it does not hold."""

import pytest

from workbench.core.catalogue import Composition
from workbench.core.overview_panels import PANELS
from workbench.core.periods import Period
from workbench.core.queries.breakdown import Base
from workbench.core.queries.figures import figures
from workbench.core.queries.overview import overview
from workbench.core.records import GLOBAL, Coverage, Edition, Observation

FEBRUARY = Period.month(2010, 2)


def observed(value, segment, period="2010-02", metric="spam.rate", dimension="geography"):
    status = "normal" if value is not None else "missing"
    return Observation(metric, "M", period, dimension, segment, value, 0.1, "exact", status, None, None)


@pytest.fixture
def of_sample(sample, catalogue):
    def ask(period=FEBRUARY, **options):
        with sample.read() as reader:
            return overview(reader, catalogue, period, **options)

    return ask


@pytest.fixture
def ask(store, put, catalogue):
    def asked(*records, **options):
        put(store, *records)
        with store.read() as reader:
            return overview(reader, catalogue, FEBRUARY, **options)

    return asked


def panel(shown, id_):
    return next(one for one in shown.panels if one.spec.id == id_)


def listed(shown, panel_id, id_):
    return next(one for one in panel(shown, panel_id).lists if one.spec.id == id_)


@pytest.mark.parametrize("spec", PANELS, ids=lambda spec: spec.id)
def test_the_panels_show_what_the_catalogue_has(spec, catalogue):
    for one in spec.lists:
        for metric in one.metrics:
            assert one.dimension == GLOBAL or catalogue.composition(metric, one.dimension) in Composition


@pytest.mark.parametrize(
    ("id_", "value", "previous", "change", "published", "months"),
    [
        ("spam", 89.4, 83.9, 5.5, 85.6, 4),
        ("virus", 302.8, 326.9, 0.0243, 280.6, 2),
        ("phishing", 456.3, 562.3, 0.0413, 405.7, 2),
        ("web", 4998, 1760, 183.98, None, 2),
    ],
)
def test_the_big_numbers_of_the_february_issue(of_sample, id_, value, previous, change, published, months):
    shown = panel(of_sample(), id_)
    assert shown.observation.value == value
    assert shown.previous.value == shown.base.value == previous
    assert shown.change == pytest.approx(change, rel=1e-2)
    assert shown.direction == "worse"
    assert (shown.published and shown.published[0]) == published
    assert shown.months == months
    assert shown.history[-2:] == (previous, value)


@pytest.mark.parametrize(
    ("id_", "list_id", "first", "value"),
    [
        ("spam", "geography", "IT", 93.4),
        ("virus", "geography", "CN", 62.4),
        ("phishing", "vertical", "gov-public-sector", 105.0),
        ("spam", "company_size", "1-250", 88.9),
        ("web", "site_kind", "web_virus", 4743),
        ("web", "web_category", "advertisements-popups", 54.4),
        ("web", "web_malware", "new-unclassified-virus", 51.22),
    ],
)
def test_the_lists_begin_as_the_issue_has_them(of_sample, id_, list_id, first, value):
    shown = listed(of_sample(), id_, list_id)
    assert shown.keys[0][2] == first
    assert shown.observations[0].value == value


def test_lists_end_after_the_top_five_but_sizes_are_all_shown_in_their_order(of_sample):
    shown = of_sample()
    assert [len(one.keys) for one in panel(shown, "spam").lists] == [5, 5, 6]
    sizes = [key[2] for key in listed(shown, "virus", "company_size").keys]
    assert sizes == ["1-250", "251-500", "501-1000", "1001-1500", "1501-2500", "2501+"]


def test_a_place_beyond_the_coverage_is_not_given(of_sample):
    ranks = listed(of_sample(), "virus", "vertical").ranks
    assert [str(rank) for rank in ranks] == ["1", "2", "3", "4", "> 4"]


def test_shares_and_parts_are_not_compared_with_the_total(of_sample):
    shown = of_sample()
    assert listed(shown, "virus", "geography").total == pytest.approx(100 / 302.8)
    assert listed(shown, "web", "site_kind").total is None
    assert listed(shown, "web", "web_malware").total is None


@pytest.mark.parametrize("base", [*Base, Period.month(2009, 6)])
@pytest.mark.parametrize("metric", ["spam.rate", "virus.rate"])
def test_it_says_what_the_tables_say(of_sample, sample, catalogue, base, metric):
    """The tables read each breakdown by itself; the panels read all at once."""
    shown = of_sample(base=base)
    with sample.read() as reader:
        table = figures(
            reader, catalogue.metric(metric), "geography", FEBRUARY, window=catalogue.average_window, base=base
        )
    found = listed(shown, metric.split(".")[0], "geography")
    assert [key[2] for key in found.keys] == list(table.segments[:5])
    assert found.bases == pytest.approx(table.bases[:5])
    assert found.changes == pytest.approx(table.changes[:5])
    assert found.ranks == table.ranks[:5]
    if base is not Base.AVERAGE:
        assert found.change_spans == table.change_spans[:5]
        assert found.rank_changes == table.rank_changes[:5]


def test_months_begin_with_the_year_of_the_first_figure(of_sample):
    shown = of_sample()
    assert (shown.months[0], shown.months[-1]) == (Period.month(2006, 1), FEBRUARY)
    assert all(len(one.history) == len(shown.months) for one in shown.panels)


def test_the_edition_is_the_newest(ask):
    first = Edition("M", "2010-02", 1, "published", "", None, None)
    assert ask(first, Edition("M", "2010-02", 2, "draft", "", 1, None)).edition.number == 2


def test_a_period_without_figures_says_so(ask):
    shown = ask(observed(90.0, GLOBAL, "2010-01", dimension=GLOBAL))
    assert not shown.has_figures
    assert [one.observation for one in shown.panels] == [None] * len(PANELS)


def test_a_month_in_the_making_counts_what_is_missing_and_shows_it_last(ask):
    shown = ask(observed(None, "IT"), observed(90.0, "GB"), observed(None, GLOBAL, dimension=GLOBAL))
    assert (shown.missing, shown.expected) == (2, 3)
    found = listed(shown, "spam", "geography")
    assert [key[2] for key in found.keys] == ["GB", "IT"]
    assert (found.reported, found.expected) == (1, 2)
    assert panel(shown, "spam").direction is None


def test_places_move_as_far_as_both_months_are_known(ask):
    complete = [Coverage("spam.rate", "geography", "M", period, "complete", None) for period in ("2010-01", "2010-02")]
    rows = [
        observed(90.0, "GB"),
        observed(80.0, "IT"),
        observed(70.0, "GB", "2010-01"),
        observed(85.0, "IT", "2010-01"),
    ]
    assert listed(ask(*complete, *rows), "spam", "geography").rank_changes == (1, -1)
    assert listed(ask(*complete, *rows, base=Base.AVERAGE), "spam", "geography").rank_changes == (None, None)


def test_a_change_within_the_rounding_is_none(ask):
    rows = [observed(90.0, GLOBAL, dimension=GLOBAL), observed(90.1, GLOBAL, "2010-01", dimension=GLOBAL)]
    assert panel(ask(*rows), "spam").direction == "same"
