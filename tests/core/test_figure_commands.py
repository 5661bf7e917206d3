"""Figures entered by hand: what is typed becomes the person's reading and the accepted value, and can be taken back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from db.databases import SqlDatabases
from db.store import SqlStore
from workbench.core.acceptance import observation_of
from workbench.core.catalogue import Catalogue
from workbench.core.commands.figures import (
    accept_reading,
    clear_figures,
    clear_values,
    set_published_average,
    set_value,
    set_values,
)
from workbench.core.errors import Refused
from workbench.core.keys import FigureKey
from workbench.core.messages import Message, message
from workbench.core.periods import Period
from workbench.core.ports import Change
from workbench.core.queries.soundness import unsound
from workbench.core.records import Metric, Observation, Reading, Record, Source
from workbench.core.spelling.numbers import SpelledNumber, read_number

NOW = "2010-03-05T09:00:00+00:00"
VIRUS = FigureKey("virus.rate", period=Period.month(2010, 2))
CHINA = replace(VIRUS, dimension="geography", segment="CN")
EDITION = Source(1, "edition", "edition:2010-02", "", "2010-03-01T00:00:00+00:00")
PRINTED = Reading(
    *("virus.rate", "M", "2010-02", "global", "global", "value", 1, 1),
    *(302.8, 0.1, "exact", "one_in", "Virus", "1 in 302.8", "panel:1"),
)
AVERAGE = replace(PRINTED, statistic="average_6", value=310.0, text="1 in 310.0")


@pytest.fixture(scope="session")
def virus(catalogue: Catalogue) -> Metric:
    return catalogue.metric("virus.rate")


@pytest.fixture
def printed(store: SqlStore, virus: Metric, put: Callable[..., Change]) -> SqlStore:
    """A database with one figure and its six-month average, as an edition printed them."""
    put(store, EDITION, PRINTED, AVERAGE, observation_of(PRINTED, virus))
    return store


def spelled(text: str) -> SpelledNumber:
    number = read_number(text)
    assert isinstance(number, SpelledNumber)
    return number


def found(store: SqlStore, kind: type[Record], **where: Any) -> list[Any]:
    with store.read() as reader:
        assert unsound(reader) == ()
        return reader.records(kind, **where)


def values(store: SqlStore) -> dict[str, tuple[float | None, str, int]]:
    """Return value, status and source of each accepted figure, by its segment."""
    return {one.segment: (one.value, one.status, one.source) for one in found(store, Observation)}


def texts(store: SqlStore, **where: Any) -> list[tuple[int, str]]:
    """Return source and text of the readings."""
    return [(reading.source, reading.text) for reading in found(store, Reading, **where)]


def refusal(action: Callable[[], object]) -> Message:
    with pytest.raises(Refused) as refused:
        action()
    return refused.value.message


class TestSetValue:
    def test_it_becomes_a_reading_of_the_person_and_the_accepted_value(self, store: SqlStore, virus: Metric) -> None:
        change = store.run(set_value(virus, CHINA, spelled("1 in 64.1")))
        assert change == Change(
            1,
            message("command.set_value", key="virus.rate/geography:CN@2010-02"),
            {Source: 1, Reading: 1, Observation: 1},
        )
        assert found(store, Source) == [Source(1, "person", "Analyst", "", NOW)]
        key = ("virus.rate", "M", "2010-02", "geography", "CN")
        number = (64.1, 0.1, "exact")
        assert found(store, Reading) == [Reading(*key, "value", 1, 1, *number, "one_in", "", "1 in 64.1", "")]
        assert found(store, Observation) == [Observation(*key, *number, "normal", 1, 1)]

    def test_a_number_without_a_unit_is_in_the_metrics_own(self, store: SqlStore, virus: Metric) -> None:
        store.run(set_value(virus, VIRUS, spelled("約302.80")))
        (reading,), (accepted,) = found(store, Reading), found(store, Observation)
        assert (reading.unit, reading.value, reading.step, reading.qualifier) == ("one_in", 302.8, 0.01, "about")
        assert (accepted.value, accepted.step, accepted.qualifier, accepted.status) == (302.8, 0.01, "about", "normal")

    def test_a_percentage_of_a_metric_in_1_in_n_is_converted_and_estimated(
        self, store: SqlStore, virus: Metric
    ) -> None:
        """0.33% was rounded to 0.01: it lies from 1 in 298.5 to 1 in 307.7, which 303.0 with a step of 9.4 covers."""
        store.run(set_value(virus, VIRUS, spelled("0.33%")))
        (reading,), (accepted,) = found(store, Reading), found(store, Observation)
        assert (reading.value, reading.step, reading.unit, reading.text) == (0.33, 0.01, "percent", "0.33%")
        assert (accepted.value, accepted.step, accepted.status) == (303.0, 9.4, "estimated")

    def test_1_in_n_of_a_metric_in_percent_is_converted_and_estimated(
        self, store: SqlStore, catalogue: Catalogue
    ) -> None:
        store.run(set_value(catalogue.metric("spam.rate"), replace(VIRUS, metric="spam.rate"), spelled("1 in 2")))
        (accepted,) = found(store, Observation)
        assert (accepted.value, accepted.status) == (50.0, "estimated")

    @pytest.mark.parametrize("text", ["4,998件", "12KB", "5 points"])
    def test_a_unit_that_cannot_stand_for_the_metrics_is_refused(self, virus: Metric, text: str) -> None:
        said = refusal(lambda: set_value(virus, VIRUS, spelled(text)))
        assert said == message("import.other_unit", found=text, unit="one_in")

    @pytest.mark.parametrize(
        ("metric", "text", "id_"),
        [
            ("spam.rate", "100.1%", "import.out_of_span_percent"),
            ("spam.rate", "-5", "import.out_of_span_percent"),
            ("virus.rate", "101%", "import.out_of_span_percent"),
            ("virus.rate", "0.9", "import.out_of_span_one_in"),
        ],
    )
    def test_a_value_that_the_unit_cannot_have_is_refused(
        self, catalogue: Catalogue, metric: str, text: str, id_: str
    ) -> None:
        key = replace(VIRUS, metric=metric)
        assert refusal(lambda: set_value(catalogue.metric(metric), key, spelled(text))) == message(id_, found=text)

    @pytest.mark.parametrize(("metric", "text"), [("spam.rate", "100%"), ("spam.rate", "0"), ("virus.rate", "1 in 1")])
    def test_the_ends_of_the_span_are_taken(
        self, store: SqlStore, catalogue: Catalogue, metric: str, text: str
    ) -> None:
        store.run(set_value(catalogue.metric(metric), replace(VIRUS, metric=metric), spelled(text)))
        assert [status for _, status, _ in values(store).values()] == ["normal"]

    def test_a_key_without_a_period_is_refused(self, virus: Metric) -> None:
        said = refusal(lambda: set_value(virus, replace(CHINA, period=None), spelled("64")))
        assert said == message("key.without_period", key="virus.rate/geography:CN")

    @pytest.mark.parametrize("text", ["n/a", "-", ""])
    def test_a_spelling_for_missing_makes_it_missing(self, printed: SqlStore, virus: Metric, text: str) -> None:
        printed.run(set_value(virus, VIRUS, spelled(text)))
        (accepted,) = found(printed, Observation)
        assert (accepted.value, accepted.step, accepted.status, accepted.source) == (None, None, "missing", 2)
        assert texts(printed, statistic="value") == [(1, "1 in 302.8"), (2, text)]

    def test_a_persons_second_value_replaces_the_first(self, printed: SqlStore, virus: Metric) -> None:
        for text in ("300", "1 in 301.5"):
            printed.run(set_value(virus, VIRUS, spelled(text)))
        assert texts(printed, statistic="value") == [(1, "1 in 302.8"), (2, "1 in 301.5")]
        assert values(printed) == {"global": (301.5, "normal", 2)}
        assert [source.kind for source in found(printed, Source)] == ["edition", "person"]
        printed.undo()
        assert values(printed) == {"global": (300.0, "normal", 2)}
        printed.undo()
        assert values(printed) == {"global": (302.8, "normal", 1)}
        assert found(printed, Source) == [EDITION]

    def test_another_persons_value_stands_beside(self, printed: SqlStore, virus: Metric) -> None:
        printed.run(set_value(virus, VIRUS, spelled("300")))
        printed.close()
        other = SqlDatabases("Reviewer").open(printed.path, for_writing=True)
        try:
            other.run(set_value(virus, VIRUS, spelled("299")))
            assert texts(other, statistic="value") == [(1, "1 in 302.8"), (2, "300"), (3, "299")]
            assert values(other) == {"global": (299.0, "normal", 3)}
        finally:
            other.close()


class TestSetValues:
    def test_a_block_is_one_step(self, printed: SqlStore, virus: Metric) -> None:
        entries = [(VIRUS, spelled("301")), (CHINA, spelled("0.33%")), (replace(CHINA, segment="JP"), spelled("99"))]
        change = printed.run(set_values(virus, entries))
        assert change.label == message("command.set_values", count=3)
        assert change.rows == {Source: 1, Reading: 3, Observation: 3}
        assert values(printed) == {
            "global": (301.0, "normal", 2),
            "CN": (303.0, "estimated", 2),
            "JP": (99.0, "normal", 2),
        }
        printed.undo()
        assert values(printed) == {"global": (302.8, "normal", 1)}

    def test_a_spelling_for_missing_clears_what_stands_and_nothing_else(self, printed: SqlStore, virus: Metric) -> None:
        change = printed.run(set_values(virus, [(VIRUS, spelled("-")), (CHINA, spelled(""))]))
        assert change.rows == {Observation: 1}
        assert values(printed) == {"global": (None, "missing", 1)}
        assert texts(printed, statistic="value") == [(1, "1 in 302.8")]
        assert printed.run(set_values(virus, [(VIRUS, spelled("-"))])).operation is None

    @pytest.mark.parametrize(
        ("key", "text", "id_"),
        [
            (CHINA, "12KB", "import.other_unit"),
            (CHINA, "0.5", "import.out_of_span_one_in"),
            (replace(CHINA, period=None), "64", "key.without_period"),
        ],
    )
    def test_one_bad_figure_refuses_the_block(self, virus: Metric, key: FigureKey, text: str, id_: str) -> None:
        entries = [(VIRUS, spelled("301")), (key, spelled(text))]
        assert refusal(lambda: set_values(virus, entries)).id == id_

    def test_it_takes_averages_as_well(self, printed: SqlStore, virus: Metric) -> None:
        printed.run(set_values(virus, [(replace(VIRUS, aspect="average_6"), spelled("311"))]))
        assert texts(printed, statistic="average_6") == [(1, "1 in 310.0"), (2, "311")]
        assert values(printed) == {"global": (302.8, "normal", 1)}


class TestClearing:
    def test_a_cleared_figure_keeps_its_place_and_its_reading(self, printed: SqlStore) -> None:
        (before,) = found(printed, Observation)
        change = printed.run(clear_values([before]))
        assert change.label == message("command.clear_values", count=1)
        cleared = replace(before, value=None, step=None, qualifier="exact", status="missing")
        assert found(printed, Observation) == [cleared]
        assert texts(printed, statistic="value") == [(1, "1 in 302.8")]
        printed.undo()
        assert found(printed, Observation) == [before]

    def test_a_qualifier_goes_with_the_value(self, store: SqlStore, virus: Metric) -> None:
        store.run(set_value(virus, VIRUS, spelled("約300")))
        store.run(clear_values(found(store, Observation)))
        (cleared,) = found(store, Observation)
        assert (cleared.value, cleared.step, cleared.qualifier, cleared.status) == (None, None, "exact", "missing")

    def test_figures_are_cleared_by_their_keys(self, printed: SqlStore, virus: Metric) -> None:
        printed.run(set_published_average(virus, VIRUS, spelled("311")))
        change = printed.run(clear_figures(virus, [VIRUS, CHINA, replace(VIRUS, aspect="average_6")]))
        assert change.label == message("command.clear_values", count=3)
        assert change.rows == {Observation: 1, Reading: 1}
        assert values(printed) == {"global": (None, "missing", 1)}
        assert texts(printed) == [(1, "1 in 310.0"), (1, "1 in 302.8")]


class TestAcceptReading:
    def test_another_reading_becomes_the_accepted_value(self, printed: SqlStore, virus: Metric) -> None:
        printed.run(set_value(virus, VIRUS, spelled("300")))
        change = printed.run(accept_reading(virus, PRINTED))
        assert change.label == message("command.accept_reading", key="virus.rate@2010-02", text="1 in 302.8")
        assert change.rows == {Observation: 1}
        assert values(printed) == {"global": (302.8, "normal", 1)}
        assert texts(printed, statistic="value") == [(1, "1 in 302.8"), (2, "300")]
        printed.undo()
        assert values(printed) == {"global": (300.0, "normal", 2)}

    def test_it_is_converted_where_it_was_printed_in_another_unit(
        self, printed: SqlStore, virus: Metric, put: Callable[..., Change]
    ) -> None:
        percent = replace(PRINTED, nth=2, value=0.33, step=0.01, unit="percent", text="0.33%")
        put(printed, percent)
        printed.run(accept_reading(virus, percent))
        (accepted,) = found(printed, Observation)
        assert (accepted.value, accepted.step, accepted.status, accepted.nth) == (303.0, 9.4, "estimated", 2)

    @pytest.mark.parametrize("statistic", ["average_6", "change", "peak"])
    def test_a_printed_statistic_is_refused(self, virus: Metric, statistic: str) -> None:
        said = refusal(lambda: accept_reading(virus, replace(PRINTED, statistic=statistic)))
        assert said == message("accept.not_a_value", statistic=statistic)


class TestPublishedAverage:
    def test_it_is_a_reading_alone(self, store: SqlStore, virus: Metric) -> None:
        change = store.run(set_published_average(virus, CHINA, spelled("1 in 64.1")))
        assert change.label == message("command.set_average", key="virus.rate/geography:CN@2010-02#average_6")
        assert change.rows == {Source: 1, Reading: 1}
        (reading,) = found(store, Reading)
        assert (reading.statistic, reading.value, reading.step, reading.unit) == ("average_6", 64.1, 0.1, "one_in")
        assert found(store, Observation) == []

    def test_a_second_one_replaces_the_persons_own(self, printed: SqlStore, virus: Metric) -> None:
        for text in ("311", "312"):
            printed.run(set_published_average(virus, VIRUS, spelled(text)))
        assert texts(printed, statistic="average_6") == [(1, "1 in 310.0"), (2, "312")]

    def test_a_spelling_for_missing_takes_the_persons_own_back(self, printed: SqlStore, virus: Metric) -> None:
        for key in (VIRUS, CHINA):
            printed.run(set_published_average(virus, key, spelled("311")))
        change = printed.run(set_published_average(virus, VIRUS, spelled("-")))
        assert change.rows == {Reading: 1}
        assert texts(printed, statistic="average_6", dimension="global") == [(1, "1 in 310.0")]
        assert texts(printed, statistic="average_6", dimension="geography") == [(2, "311")]
        assert printed.run(set_published_average(virus, VIRUS, spelled("-"))).operation is None

    @pytest.mark.parametrize("text", ["0.33%", "12KB"])
    def test_another_unit_is_refused(self, virus: Metric, text: str) -> None:
        said = refusal(lambda: set_published_average(virus, VIRUS, spelled(text)))
        assert said == message("import.other_unit", found=text, unit="one_in")

    def test_a_key_without_a_period_is_refused(self, virus: Metric) -> None:
        said = refusal(lambda: set_published_average(virus, replace(VIRUS, period=None), spelled("311")))
        assert said == message("key.without_period", key="virus.rate#average_6")
