"""Trends: any metrics and segments along the time, in columns, with averages, notes and events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from db.store import SqlStore
from workbench.core.catalogue import AverageWindow, Catalogue
from workbench.core.chart import LineKind
from workbench.core.commands.notes import add_note
from workbench.core.commands.segments import merge_segments
from workbench.core.errors import Refused
from workbench.core.keys import FigureKey
from workbench.core.outliers import Method
from workbench.core.periods import Grain, Period
from workbench.core.ports import Change, Reader
from workbench.core.queries.breakdown import Base
from workbench.core.queries.trends import Series, Trends, day_of, trends
from workbench.core.records import Event, Metric, Note, Observation, Reading, Segment, Source
from workbench.core.trend_spec import COLOURS, TrendSpec, colours_of, line_id, series_of

SPAM, VIRUS = FigureKey("spam.rate"), FigureKey("virus.rate")
JAPAN, AMERICA = (FigureKey("spam.rate", "geography", code) for code in ("JP", "US"))
JANUARY = Period.month(2010, 1)
WINDOW = AverageWindow(6, includes_current=True)

Put = Callable[..., Change]


def observation(key: FigureKey, period: str, value: float | None, **fields: str) -> Observation:
    grain = Period.parse(period).grain.value
    status = fields.get("status", "normal" if value is not None else "missing")
    place = (key.metric, grain, period, key.dimension, key.segment)
    return Observation(*place, value, 0.1, fields.get("qualifier", "exact"), status, None, None)


def look(store: SqlStore, catalogue: Catalogue, *series: FigureKey, **fields: object) -> Trends:
    with store.read() as reader:
        return trends(reader, catalogue, replace(TrendSpec(series), **fields))  # type: ignore[arg-type]


def one(store: SqlStore, catalogue: Catalogue, key: FigureKey, **fields: object) -> Series:
    [series] = look(store, catalogue, key, **fields).series
    return series


def test_a_series_runs_along_all_periods_between_its_first_and_last_figure(
    store: SqlStore, catalogue: Catalogue, put: Put
) -> None:
    put(
        store,
        observation(SPAM, "2009-11", 87.0, status="provisional"),
        observation(SPAM, "2010-02", 89.4, qualifier="about"),
    )
    series = one(store, catalogue, SPAM)
    assert series.calendar.periods == tuple(Period.month(2009, 11).until(Period.month(2010, 2)))
    assert series.values == (87.0, None, None, 89.4)
    assert series.steps == (0.1, None, None, 0.1)
    assert series.qualifiers == ("exact", "exact", "exact", "about")
    assert series.statuses == ("provisional", "missing", "missing", "normal")
    assert (series.averages, series.published, series.outliers) == ((), (), ())


def test_one_in_n_is_drawn_by_its_rate(store: SqlStore, catalogue: Catalogue, put: Put) -> None:
    put(store, observation(VIRUS, "2010-01", 326.9), observation(VIRUS, "2010-02", 302.8))
    series = one(store, catalogue, VIRUS)
    assert series.values == (326.9, 302.8)
    assert series.levels == (100 / 326.9, 100 / 302.8)


def test_series_of_one_grain_share_a_calendar_and_keep_the_order_asked_for(
    store: SqlStore, catalogue: Catalogue, put: Put
) -> None:
    put(store, *(observation(key, period, 1.0) for key, period in ((SPAM, "2010-03"), (JAPAN, "2009-12"))))
    found = look(store, catalogue, SPAM, JAPAN, SPAM)
    assert [series.key for series in found.series] == [SPAM, JAPAN]
    assert found.series[0].calendar is found.series[1].calendar
    assert (found.first, found.last) == (Period.month(2009, 12), Period.month(2010, 3))
    assert found.spec.series == (SPAM, JAPAN)


def test_a_key_with_monthly_and_daily_figures_gives_two_series_on_one_time(
    store: SqlStore, catalogue: Catalogue, put: Put
) -> None:
    put(store, observation(SPAM, "2010-01", 1.0), observation(SPAM, "2010-02-05", 2.0))
    found = look(store, catalogue, SPAM, has_average=True)
    assert [series.calendar.grain for series in found.series] == [Grain.MONTH, Grain.DAY]
    assert found.series[0].averages == (1.0,)
    assert found.series[1].averages == ()
    assert (str(found.first), str(found.last)) == ("2010-01", "2010-02-05")


def test_a_day_stands_at_itself_and_longer_periods_in_their_middle() -> None:
    first = Period.parse("2010-02-01").ordinal
    assert day_of(Period.parse("2010-02-01")) == first
    assert day_of(Period.month(2010, 2)) == first + 13.5
    assert day_of(Period.parse("2010")) == (Period.parse("2010-07-02").ordinal)


def test_keys_without_a_figure_are_told(store: SqlStore, catalogue: Catalogue, put: Put) -> None:
    put(store, observation(SPAM, "2010-01", 1.0), observation(JAPAN, "2010-01", None))
    found = look(store, catalogue, AMERICA, SPAM, JAPAN)
    assert found.absent == (AMERICA, JAPAN)
    assert [series.key for series in found.series] == [SPAM]
    nothing = look(store, catalogue, AMERICA)
    assert (nothing.series, nothing.first, nothing.last, nothing.events) == ((), None, None, ())


def test_the_average_is_of_printed_values_and_counts_its_months(
    store: SqlStore, catalogue: Catalogue, put: Put
) -> None:
    put(store, *(observation(VIRUS, f"2010-0{month}", value) for month, value in ((1, 100.0), (2, 300.0), (4, 500.0))))
    series = one(store, catalogue, VIRUS, has_average=True)
    assert series.averages == (100.0, 200.0, 200.0, 300.0)
    assert series.months == (1, 2, 2, 3)
    assert one(store, catalogue, VIRUS, base=Base.AVERAGE).averages == series.averages


def test_of_published_averages_the_one_that_a_person_typed_counts(
    store: SqlStore, catalogue: Catalogue, put: Put
) -> None:
    def printed(source: int, value: float) -> Reading:
        key = ("spam.rate", "M", "2010-02", "global", "global", "average_6", source, 1)
        return Reading(*key, value, 0.1, "exact", "percent", "", str(value), "")

    sources = (Source(1, "edition", "edition:2010-02", "", ""), Source(2, "person", "Analyst", "", ""))
    put(store, observation(SPAM, "2010-01", 80.0), observation(SPAM, "2010-02", 89.4))
    put(store, sources[0], printed(1, 85.6))
    series = one(store, catalogue, SPAM, has_average=True)
    assert (series.published, series.published_steps) == ((None, 85.6), (None, 0.1))
    put(store, sources[1], printed(2, 85.7))
    assert one(store, catalogue, SPAM, has_average=True).published == (None, 85.7)


def test_outliers_come_on_wish(store: SqlStore, catalogue: Catalogue, put: Put) -> None:
    values = [80.1, 80.3, 80.2, 80.4, 80.1, 80.3, 80.2, 80.5, 80.3, 95.0]
    months = JANUARY.until(JANUARY.shifted(9))
    put(store, *(observation(SPAM, str(month), value) for month, value in zip(months, values, strict=True)))
    [outlier] = one(store, catalogue, SPAM, has_outliers=True).outliers
    assert (outlier.place, outlier.method) == (9, Method.CHANGES)
    assert one(store, catalogue, SPAM).outliers == ()


def test_a_merged_segment_gives_the_one_that_it_became(store: SqlStore, catalogue: Catalogue, put: Put) -> None:
    old, new = (FigureKey("botnet.spam_share", "botnet", id_) for id_ in ("old-net", "grum"))
    own = catalogue.with_own([], [Segment("botnet", "old-net", "旧", "Old", "", "", 900, "")])
    put(store, observation(old, "2010-01", 3.0))
    store.run(merge_segments(own, "botnet", "old-net", "grum"))
    with store.read() as reader:
        merged = catalogue.with_own([], reader.records(Segment))
        found = trends(reader, merged, TrendSpec((old, new), colours=(3, 4)))
    assert [series.key for series in found.series] == [new]
    assert (found.spec.series, found.spec.colours, found.series[0].colour) == ((new,), (3,), 3)


def test_metrics_that_only_look_alike_are_told(sample: SqlStore, catalogue: Catalogue) -> None:
    keys = [FigureKey(id_) for id_ in ("web.new_malware_share_intercepted", "spam.rate", "web.new_malware_share")]
    found = look(sample, catalogue, *keys)
    assert found.exclusive == (("web.new_malware_share_intercepted", "web.new_malware_share"),)
    assert len({series.key for series in found.series}) == len(found.series)


def test_notes_are_those_on_the_keys_their_dimensions_and_metrics(
    store: SqlStore, catalogue: Catalogue, put: Put
) -> None:
    def note(id_: int, dimension: str, segment: str, first: str, last: str = "") -> Note:
        return Note(id_, "spam.rate", dimension, segment, "M", first, last or first, str(id_), "A", "")

    put(store, *(observation(key, str(JANUARY.shifted(at)), 1.0) for key in (SPAM, JAPAN) for at in range(3)))
    put(
        store,
        note(1, "geography", "JP", "2010-03"),
        note(2, "geography", "JP", "2010-01", "2010-02"),
        note(3, "geography", "US", "2010-01"),
        note(4, "geography", "", "2010-02"),
        note(5, "", "", "2010-01"),
        note(6, "global", "global", "2010-01"),
        note(7, "geography", "JP", "2010-04"),
        note(8, "geography", "JP", "2009-01", "2010-01"),
    )
    assert [found.id for found in look(store, catalogue, JAPAN).notes] == [8, 2, 5, 4, 1]
    assert [found.id for found in look(store, catalogue, SPAM).notes] == [5, 6]


def test_a_note_made_on_a_line_of_the_plot_is_on_the_figure(store: SqlStore, catalogue: Catalogue, put: Put) -> None:
    put(store, observation(JAPAN, "2010-01", 1.0))
    key, grain = series_of(line_id(JAPAN, Grain.MONTH, LineKind.AVERAGE))
    assert (key, grain) == (JAPAN, Grain.MONTH)
    store.run(add_note(replace(key, period=JANUARY), "Surge"))
    [note] = look(store, catalogue, JAPAN).notes
    assert (note.metric, note.dimension, note.segment, note.first) == ("spam.rate", "geography", "JP", "2010-01")


def test_events_are_those_that_meet_the_time_in_its_order(store: SqlStore, catalogue: Catalogue, put: Put) -> None:
    def event(id_: str, first: str, last: str) -> Event:
        return Event(id_, first, last, "surge", id_, id_)

    put(store, observation(SPAM, "2010-01", 1.0), observation(SPAM, "2010-02", 1.0))
    put(
        store,
        event("before", "2009-12-01", "2009-12-31"),
        event("into", "2009-12-01", "2010-01-01"),
        event("out", "2010-02-28", "2010-03-09"),
        event("after", "2010-03-01", "2010-03-01"),
        event("inside", "2010-01-05", "2010-01-05"),
        event("around", "2009-01-01", "2011-01-01"),
    )
    assert [found.id for found in look(store, catalogue, SPAM).events] == ["around", "into", "inside", "out"]


@pytest.mark.parametrize("metric", ["spam.rat", "nothing"])
def test_an_unknown_metric_is_refused(store: SqlStore, catalogue: Catalogue, metric: str) -> None:
    with pytest.raises(Refused):
        look(store, catalogue, FigureKey(metric))


class Counting:
    """A reader that counts the questions."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.questions = 0

    def __getattr__(self, name: str) -> object:
        self.questions += 1
        return getattr(self._reader, name)


def test_many_series_cost_as_many_questions_as_one(sample: SqlStore, catalogue: Catalogue) -> None:
    keys = [FigureKey("spam.rate", "geography", code) for code in catalogue.segments("geography")]
    counts = []
    with sample.read() as reader:
        for series in ([AMERICA], keys):
            counting = Counting(reader)
            trends(counting, catalogue, TrendSpec(tuple(series), has_average=True))  # type: ignore[arg-type]
            counts.append(counting.questions)
    assert counts[0] == counts[1] <= len(Grain) + 4


def test_line_ids_name_figures_grain_and_kind() -> None:
    assert line_id(SPAM, Grain.MONTH) == "spam.rate"
    assert line_id(replace(JAPAN, period=JANUARY), Grain.MONTH, LineKind.DIFFERENCE) == "spam.rate/geography:JP"
    assert line_id(JAPAN, Grain.MONTH, LineKind.AVERAGE) == "spam.rate/geography:JP#average"
    assert line_id(SPAM, Grain.DAY) == "spam.rate#D"
    assert line_id(SPAM, Grain.DAY, LineKind.YEAR_BEFORE) == "spam.rate#D-year"
    assert len({line_id(SPAM, grain, kind) for grain in Grain for kind in LineKind}) == len(Grain) * 3


@pytest.mark.parametrize("grain", Grain)
@pytest.mark.parametrize("kind", LineKind)
@pytest.mark.parametrize("key", [SPAM, JAPAN, FigureKey("web.new_sites", "malware", "a b/c#d")])
def test_what_a_line_is_of_is_read_from_its_id(key: FigureKey, grain: Grain, kind: LineKind) -> None:
    assert series_of(line_id(key, grain, kind)) == (key, grain)


def test_a_segment_keeps_its_colour_as_others_come_and_go(catalogue: Catalogue) -> None:
    spec = TrendSpec().with_series([SPAM, AMERICA, JAPAN, VIRUS], catalogue)
    assert spec.series == (SPAM, AMERICA, JAPAN, VIRUS)
    assert len(set(spec.colours)) == 4
    kept = dict(zip(spec.series, spec.colours, strict=True))
    fewer = spec.without_series(SPAM, catalogue)
    assert fewer.series == (AMERICA, JAPAN, VIRUS)
    more = fewer.with_series([FigureKey("phishing.rate"), replace(JAPAN, period=JANUARY), SPAM], catalogue)
    assert more.series == (AMERICA, JAPAN, VIRUS, FigureKey("phishing.rate"), SPAM)
    colours = dict(zip(more.series, more.colours, strict=True))
    assert {key: colours[key] for key in (AMERICA, JAPAN, VIRUS)} == {key: kept[key] for key in (AMERICA, JAPAN, VIRUS)}
    assert len(set(more.colours)) == 5


def test_a_segment_has_the_same_colour_in_every_plot(catalogue: Catalogue) -> None:
    alone = colours_of([AMERICA], catalogue)
    assert colours_of([SPAM, AMERICA], catalogue) == (0, *alone)
    assert colours_of([replace(AMERICA, metric="virus.rate")], catalogue) == alone
    all_countries = [FigureKey("spam.rate", "geography", code) for code in catalogue.segments("geography")]
    many = colours_of(all_countries, catalogue)
    assert set(many[:COLOURS]) == set(range(COLOURS)) == set(many)


def test_own_metrics_without_a_place_in_the_catalogue_have_colours_too(catalogue: Catalogue) -> None:
    own = catalogue.with_own([Metric("own.rate", "spam", "percent", 0.1, "more", "", "", "", "botnet=shares", 1)], [])
    assert colours_of([FigureKey("own.rate", "botnet", "unheard-of")], own) == (1,)
