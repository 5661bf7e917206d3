"""Everything that is known of one figure, from the sample and from figures made for the purpose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from db.store import SqlStore
from workbench.core.analysis import Rank
from workbench.core.catalogue import AverageWindow, Catalogue
from workbench.core.commands.figures import accept_reading, clear_values, set_value
from workbench.core.commands.notes import add_note
from workbench.core.keys import FigureKey
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Change, Command
from workbench.core.printed import Interval
from workbench.core.queries.figure_detail import FigureDetail, figure_detail
from workbench.core.queries.segment_table import segment_table
from workbench.core.records import Coverage, Note, Observation
from workbench.core.spelling.numbers import SpelledNumber, read_number

FEBRUARY = Period.month(2010, 2)
Put = Callable[..., Change]
Look = Callable[..., FigureDetail]


@pytest.fixture
def look(catalogue: Catalogue) -> Look:
    """Asks for a figure's detail."""

    def ask(
        store: SqlStore, metric: str, dimension: str = "global", segment: str = "global", period: Period = FEBRUARY
    ) -> FigureDetail:
        with store.read() as reader:
            known = catalogue.metric(metric)
            return figure_detail(reader, known, dimension, segment, period, catalogue.average_window)

    return ask


def observed(
    segment: str, value: float | None, period: str = "2010-02", metric: str = "spam.rate", step: float = 0.1
) -> Observation:
    """Return an accepted value that no reading stands behind."""
    dimension = "global" if segment == "global" else "geography"
    return Observation(metric, "M", period, dimension, segment, value, step, "exact", "normal", None, None)


def typed(catalogue: Catalogue, key: FigureKey, text: str) -> Command:
    number = read_number(text)
    assert isinstance(number, SpelledNumber)
    return set_value(catalogue.metric(key.metric), key, number)


def test_a_country_of_the_issue(sample: SqlStore, look: Look) -> None:
    detail = look(sample, "virus.rate", "geography", "CN")
    assert detail.observation is not None
    assert detail.observation.value == 62.4
    assert detail.span == Interval(Decimal("62.35"), Decimal("62.45"))
    assert detail.accepted is not None
    assert detail.accepted.source.kind == "edition"
    assert detail.previous.observation is not None
    assert detail.previous.observation.value == 121.4
    assert detail.previous.change == pytest.approx(100 / 62.4 - 100 / 121.4)
    assert detail.previous.span is not None
    assert Decimal("0.77") < detail.previous.span.low < detail.previous.span.high < Decimal("0.79")
    assert detail.total is not None
    assert detail.total.observation is not None
    assert detail.total.observation.value == 302.8
    assert (detail.rank, detail.coverage) == (Rank(1), Coverage("virus.rate", "geography", "M", "2010-02", "top", 5))


def test_it_agrees_with_the_table(sample: SqlStore, look: Look, catalogue: Catalogue) -> None:
    metric = catalogue.metric("virus.rate")
    with sample.read() as reader:
        table = segment_table(reader, metric, "geography", FEBRUARY, window=catalogue.average_window)
    assert table.reported > 5
    for at, segment in enumerate(table.segments):
        detail = look(sample, "virus.rate", "geography", segment)
        assert (detail.average, detail.months) == (pytest.approx(table.averages[at]), table.months_present[at])
        assert (detail.rank, detail.rank_change) == (table.ranks[at], table.rank_changes[at])
        assert detail.previous.change == table.changes[at]
        assert detail.reported == table.reported
        shown = dict(zip(detail.periods, detail.history, strict=True))
        past = zip(table.months, table.histories[at], strict=True)
        assert all(shown.get(period) == value for period, value in past)


def test_the_total_has_no_rank_and_nothing_to_stand_against(sample: SqlStore, look: Look) -> None:
    detail = look(sample, "spam.rate")
    assert detail.observation is not None
    assert (detail.observation.value, detail.total, detail.rank, detail.rank_change) == (89.4, None, None, None)
    assert [reading.value for reading in detail.published] == [
        found.reading.value for found in detail.printed if found.reading.statistic == "average_6"
    ]
    assert detail.published


def test_a_figure_that_nobody_reported(store: SqlStore, look: Look) -> None:
    detail = look(store, "spam.rate", "geography", "FR")
    assert (detail.observation, detail.span, detail.accepted, detail.average, detail.months) == (*[None] * 4, 0)
    assert (detail.periods, detail.history, detail.readings, detail.notes, detail.changes) == ((), [], (), (), ())
    assert (detail.previous.period, detail.previous.change) == (FEBRUARY.previous, None)


def test_the_history_begins_with_a_january_and_has_gaps(store: SqlStore, put: Put, look: Look) -> None:
    put(store, observed("JP", 70.0, "2006-08"), observed("JP", None, "2009-12"), observed("JP", 80.0))
    put(store, observed("JP", 99.0, "2010-03"))
    detail = look(store, "spam.rate", "geography", "JP")
    assert (str(detail.periods[0]), str(detail.periods[-1]), len(detail.periods)) == ("2006-01", "2010-02", 50)
    known = [(at, value) for at, value in enumerate(detail.history) if value is not None]
    assert known == [(7, 70.0), (49, 80.0)]


def test_a_short_history_shows_two_years_at_least(store: SqlStore, put: Put, look: Look) -> None:
    put(store, observed("JP", 80.0))
    assert str(look(store, "spam.rate", "geography", "JP").periods[0]) == "2008-01"


@pytest.mark.parametrize(
    ("includes_current", "average", "months"), [(True, pytest.approx(80.0), 3), (False, pytest.approx(75.0), 3)]
)
def test_the_average_says_over_how_many_months_it_goes(
    store: SqlStore, put: Put, catalogue: Catalogue, average: float, months: int, *, includes_current: bool
) -> None:
    for period, value in (("2009-08", 65.0), ("2009-09", 70.0), ("2010-01", 90.0), ("2010-02", 80.0)):
        put(store, observed("JP", value, period))
    window = AverageWindow(6, includes_current)
    with store.read() as reader:
        detail = figure_detail(reader, catalogue.metric("spam.rate"), "geography", "JP", FEBRUARY, window)
    assert (detail.average, detail.months, detail.window) == (average, months, 6)


def test_the_year_before_and_changes_from_nothing(store: SqlStore, put: Put, look: Look) -> None:
    put(store, observed("global", 0.0, "2010-01"), observed("global", 5.0), observed("global", 4.0, "2009-02"))
    detail = look(store, "spam.rate")
    assert (detail.previous.change, detail.year_before.change) == (5.0, 1.0)
    assert detail.year_before.period == Period.month(2009, 2)
    counts = "web.new_sites_per_day"
    put(store, observed("global", 0.0, "2010-01", counts, 1.0), observed("global", 5.0, "2010-02", counts, 1.0))
    assert look(store, counts).previous.change is None


def test_ranks_go_as_far_as_coverage(store: SqlStore, put: Put, look: Look) -> None:
    put(store, *(observed(segment, 90.0 - place) for place, segment in enumerate(("IT", "DK", "FR"))))
    assert look(store, "spam.rate", "geography", "FR").rank == Rank(3, of=3)
    put(store, Coverage("spam.rate", "geography", "M", "2010-02", "top", 2))
    assert look(store, "spam.rate", "geography", "FR").rank == Rank(3, beyond=2)
    assert look(store, "spam.rate", "geography", "DK").rank == Rank(2)


def test_readings_stand_side_by_side_the_accepted_one_first(sample: SqlStore, look: Look, catalogue: Catalogue) -> None:
    key = FigureKey("virus.rate", "geography", "CN", FEBRUARY)
    sample.run(typed(catalogue, key, "1 in 70.1"))
    detail = look(sample, "virus.rate", "geography", "CN")
    assert [found.is_accepted for found in detail.readings] == [True, *[False] * (len(detail.readings) - 1)]
    assert detail.accepted is not None
    assert (detail.accepted.reading.text, detail.accepted.source.kind) == ("1 in 70.1", "person")
    printed = next(found for found in detail.readings if found.source.kind == "edition")
    sample.run(accept_reading(detail.metric, printed.reading))
    again = look(sample, "virus.rate", "geography", "CN")
    assert again.accepted == replace(printed, is_accepted=True)
    assert len(again.readings) == len(detail.readings)


def test_a_cleared_figure_has_no_accepted_reading(sample: SqlStore, look: Look) -> None:
    before = look(sample, "virus.rate", "geography", "CN")
    assert before.observation is not None
    sample.run(clear_values([before.observation]))
    detail = look(sample, "virus.rate", "geography", "CN")
    assert (detail.accepted, detail.span, len(detail.readings)) == (None, None, len(before.readings))
    assert detail.observation is not None
    assert (detail.observation.value, detail.observation.status) == (None, "missing")


def test_changes_tell_old_and_new_and_where_from(store: SqlStore, look: Look, catalogue: Catalogue) -> None:
    key = FigureKey("virus.rate", "geography", "CN", FEBRUARY)
    store.run(typed(catalogue, key, "1 in 62.4"))
    store.run(typed(catalogue, FigureKey("virus.rate", "geography", "TW", FEBRUARY), "1 in 109.8"))
    store.run(typed(catalogue, key, "1 in 70.1"))
    store.undo()
    told = [
        (
            change.operation.label.id,
            change.before.value if change.before else None,
            change.after.value if change.after else None,
            change.source.name if change.source else "",
            change.operation.is_undone,
        )
        for change in look(store, "virus.rate", "geography", "CN").changes
    ]
    assert told == [
        ("history.undo", 70.1, 62.4, "Analyst", False),
        ("command.set_value", 62.4, 70.1, "Analyst", True),
        ("command.set_value", None, 62.4, "Analyst", False),
    ]


def test_an_undone_first_entry_leaves_no_value_and_no_source(store: SqlStore, look: Look, catalogue: Catalogue) -> None:
    store.run(typed(catalogue, FigureKey("virus.rate", "geography", "CN", FEBRUARY), "1 in 62.4"))
    store.undo()
    changes = look(store, "virus.rate", "geography", "CN").changes
    assert [(change.after, change.source) for change in changes] == [(None, None), (changes[0].before, None)]


def test_notes_on_the_figure_its_dimension_and_its_metric(store: SqlStore, put: Put, look: Look) -> None:
    key = FigureKey("spam.rate", "geography", "JP", FEBRUARY.previous)
    store.run(add_note(key, "two months", last=FEBRUARY))
    store.run(add_note(replace(key, period=FEBRUARY.shifted(1)), "later"))
    store.run(add_note(replace(key, segment="FR"), "another", last=FEBRUARY))
    store.run(add_note(FigureKey("virus.rate", "geography", "JP", FEBRUARY), "another metric"))
    whole = ("M", "2010-02", "2010-02")
    put(store, Note(90, "spam.rate", "geography", "", *whole, "dimension", "A", "2010-03-02T00:00:00+00:00"))
    put(store, Note(91, "spam.rate", "", "", *whole, "metric", "A", "2010-03-01T00:00:00+00:00"))
    put(store, Note(92, "spam.rate", "", "", "Q", "2010-Q1", "2010-Q1", "grain", "A", "2010-03-01T00:00:00+00:00"))
    shown = [note.text for note in look(store, "spam.rate", "geography", "JP").notes]
    assert shown == ["metric", "dimension", "two months"]
    assert [note.text for note in look(store, "spam.rate").notes] == ["metric"]


def test_the_first_months_of_the_calendar_have_nothing_before_them(store: SqlStore, look: Look) -> None:
    detail = look(store, "spam.rate", period=Period.month(1, 1))
    assert (detail.previous.period, detail.year_before.period) == (None, None)


def test_a_label_is_kept_as_a_message(store: SqlStore, look: Look, catalogue: Catalogue) -> None:
    key = FigureKey("spam.rate", period=FEBRUARY)
    store.run(typed(catalogue, key, "89.4%"))
    assert look(store, "spam.rate").changes[0].operation.label == message("command.set_value", key=str(key))
