"""A new month: the figures of another month, all still to come, in one step that can be undone."""

from collections.abc import Callable

import pytest

from db.store import SqlStore
from workbench.core.catalogue import Catalogue
from workbench.core.commands.months import begin_month, start_month
from workbench.core.errors import Refused
from workbench.core.periods import Period
from workbench.core.ports import Change
from workbench.core.queries.skeleton import MonthSkeleton, month_skeleton
from workbench.core.queries.soundness import unsound
from workbench.core.records import Coverage, Edition, Observation, Reading

Put = Callable[..., Change]

FEBRUARY, NEW = Period.month(2010, 2), Period.month(2015, 1)


def of_month(store: SqlStore, period: Period) -> dict[tuple[str, str, str], Observation]:
    with store.read() as reader:
        rows = reader.records(Observation, grain="M", period=str(period))
    return {(row.metric, row.dimension, row.segment): row for row in rows}


def skeleton(store: SqlStore, source: Period = FEBRUARY, target: Period = NEW) -> MonthSkeleton:
    with store.read() as reader:
        return month_skeleton(reader, source, target)


def test_all_figures_of_the_month_before_are_there_and_missing(sample: SqlStore, catalogue: Catalogue) -> None:
    before = of_month(sample, FEBRUARY)
    sample.run(start_month(FEBRUARY, NEW, catalogue.metrics))
    after = of_month(sample, NEW)
    assert before
    assert after.keys() == before.keys()
    assert {(row.value, row.step, row.qualifier, row.status, row.source, row.nth) for row in after.values()} == {
        (None, None, "exact", "missing", None, None)
    }
    assert of_month(sample, FEBRUARY) == before
    with sample.read() as reader:
        assert unsound(reader) == ()
        assert reader.count(Reading, period="2015-01") == 0


def test_figures_that_stand_are_kept(sample: SqlStore, catalogue: Catalogue, put: Put) -> None:
    standing = Observation("spam.rate", "M", "2015-01", "global", "global", 90.7, 0.1, "exact", "normal", None, None)
    put(sample, standing)
    sample.run(start_month(FEBRUARY, NEW, catalogue.metrics))
    assert of_month(sample, NEW)["spam.rate", "global", "global"] == standing


def test_only_the_chosen_metrics_are_begun(sample: SqlStore) -> None:
    sample.run(start_month(FEBRUARY, NEW, ["spam.rate"]))
    assert {metric for metric, *_ in of_month(sample, NEW)} == {"spam.rate"}
    with sample.read() as reader:
        assert {row.metric for row in reader.records(Coverage, period="2015-01")} == {"spam.rate"}


def test_coverage_is_copied_but_for_what_stands(sample: SqlStore, catalogue: Catalogue, put: Put) -> None:
    own = Coverage("spam.rate", "geography", "M", "2015-01", "complete", None)
    put(sample, own)
    sample.run(start_month(FEBRUARY, NEW, catalogue.metrics))
    with sample.read() as reader:
        before = {
            (row.metric, row.dimension): (row.kind, row.top) for row in reader.records(Coverage, period="2010-02")
        }
        after = {(row.metric, row.dimension): (row.kind, row.top) for row in reader.records(Coverage, period="2015-01")}
    assert before["spam.rate", "geography"] != ("complete", None)
    assert after == before | {("spam.rate", "geography"): ("complete", None)}


def test_the_month_gets_a_draft_edition_if_it_has_none(sample: SqlStore, catalogue: Catalogue) -> None:
    sample.run(start_month(FEBRUARY, NEW, catalogue.metrics))
    with sample.read() as reader:
        assert reader.records(Edition, period="2015-01") == [Edition("M", "2015-01", 1, "draft", "", None, None)]


def test_an_edition_that_stands_is_kept(sample: SqlStore, catalogue: Catalogue, put: Put) -> None:
    published = Edition("M", "2015-01", 2, "published", "2015-01-30", 1, None)
    put(sample, published)
    sample.run(start_month(FEBRUARY, NEW, catalogue.metrics))
    with sample.read() as reader:
        assert reader.records(Edition, period="2015-01") == [published]


def test_it_is_one_step_that_undo_takes_back(sample: SqlStore, catalogue: Catalogue) -> None:
    change = sample.run(start_month(FEBRUARY, NEW, catalogue.metrics))
    assert change.kinds == {Observation, Coverage, Edition}
    sample.undo()
    assert of_month(sample, NEW) == {}
    with sample.read() as reader:
        assert reader.count(Coverage, period="2015-01") + reader.count(Edition, period="2015-01") == 0


def test_a_month_that_has_all_figures_is_refused(sample: SqlStore, catalogue: Catalogue) -> None:
    sample.run(start_month(FEBRUARY, NEW, catalogue.metrics))
    with pytest.raises(Refused) as refused:
        sample.run(start_month(FEBRUARY, NEW, catalogue.metrics))
    assert refused.value.message.id == "month.all_there"


@pytest.mark.parametrize(("source", "metrics"), [(Period.month(1999, 1), ["spam.rate"]), (FEBRUARY, [])])
def test_a_month_without_figures_to_take_over_is_refused(sample: SqlStore, source: Period, metrics: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        sample.run(start_month(source, NEW, metrics))
    assert refused.value.message.id == "month.nothing_to_copy"


def test_periods_of_two_grains_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        start_month(FEBRUARY, Period.parse("2010-Q2"), ["spam.rate"])
    assert refused.value.message.id == "month.other_grain"


def test_an_earlier_month_can_be_begun_as_well(sample: SqlStore) -> None:
    sample.run(start_month(FEBRUARY, Period.month(1999, 1), ["spam.rate"]))
    assert of_month(sample, Period.month(1999, 1))


def test_the_skeleton_counts_figures_by_metric_and_what_is_lacking(sample: SqlStore) -> None:
    figures = of_month(sample, FEBRUARY)
    fresh = skeleton(sample)
    assert sum(fresh.figures.values()) == len(figures)
    assert fresh.missing == fresh.figures
    assert not fresh.has_edition
    sample.run(start_month(FEBRUARY, NEW, ["spam.rate"]))
    begun = skeleton(sample)
    assert begun.figures == fresh.figures
    assert "spam.rate" not in begun.missing
    assert sum(begun.missing.values()) == len(figures) - fresh.figures["spam.rate"]
    assert begun.has_edition


def test_the_first_month_begins_with_an_edition_alone(store: SqlStore) -> None:
    store.run(begin_month(NEW))
    with store.read() as reader:
        assert reader.records(Edition) == [Edition("M", "2015-01", 1, "draft", "", None, None)]
        assert reader.count(Observation) == 0
    assert store.run(begin_month(NEW)).operation is None, "it is there already"
