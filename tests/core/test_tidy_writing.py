"""The way out and back: an export holds all figures, and nothing is lost or changed by reading it."""

import csv
import io
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.acceptance import observation_of
from workbench.core.catalogue import shipped_catalogue
from workbench.core.commands.figures import clear_values
from workbench.core.periods import Period
from workbench.core.printed import decimal_of, stored
from workbench.core.records import Observation, Reading, Source
from workbench.core.resources import resources_folder
from workbench.core.tidy.writing import HEADINGS, tidy_text
from workbench.core.units import UNITS


def table(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_sample_comes_out_whole(sample, exported):
    rows = table(exported(sample))
    assert list(rows[0]) == list(HEADINGS)
    assert len(rows) == 896
    assert sum(bool(row["status"]) for row in rows) == 685


def test_a_figure_comes_out_as_it_was_printed(sample, exported):
    rows = {
        (row["period"], row["metric"], row["segment"], row["statistic"]): row
        for row in table(exported(sample, "en"))
        if row["status"]
    }
    found = rows["2010-02", "virus.rate", "education", "value"]
    assert [found[column] for column in HEADINGS] == [
        *("2010-02", "virus.rate", "Virus rate", "vertical", "education", "Education", "value", "149.0", "", "0.1"),
        *("exact", "one_in", "normal", "edition:2010-02", found["place"]),
    ]
    assert found["place"].startswith("panel")


def test_labels_are_those_of_the_language(sample, exported):
    labels = {language: table(exported(sample, language))[0]["metric_label"] for language in ("ja", "en")}
    assert labels["ja"] != labels["en"]


def test_one_period_may_be_chosen(sample, catalogue):
    with sample.read() as reader:
        found = tidy_text(reader, catalogue, Period.month(2010, 1), "ja")
    rows = table(found.text)
    assert {row["period"] for row in rows} == {"2010-01"}
    assert found.observations == sum(bool(row["status"]) for row in rows) > 0


def test_an_empty_database_makes_headings_alone(store, exported):
    assert exported(store) == ",".join(HEADINGS) + "\r\n"


def test_what_is_not_in_the_catalogue_keeps_its_ids(store, put, exported):
    put(store, Observation("own.metric", "M", "2010-02", "planet", "mars", 5.0, 1.0, "exact", "normal", None, None))
    (row,) = table(exported(store))
    assert (row["metric"], row["metric_label"], row["segment_label"], row["value"]) == (
        "own.metric",
        "own.metric",
        "mars",
        "5",
    )


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [
        (149.0, 0.1, "149.0"),
        (1.19e10, 1e8, "11900000000"),
        (256.4, 6.7, "256.4"),
        (7.5, 5.0, "7.5"),
        (0.005, 0.0001, "0.0050"),
        (4998.0, 1.0, "4998"),
        (0.25, 0.0, "0.25"),
        (5.0, None, "5"),
        (1e-7, 1e-7, "0.0000001"),
        (-8.0, 0.1, "-8.0"),
    ],
)
def test_a_value_has_the_decimals_of_its_step(store, put, exported, value, step, text):
    put(
        store,
        Observation(
            "web.new_sites_per_day", "M", "2010-02", "global", "global", value, step, "exact", "normal", None, None
        ),
    )
    (row,) = table(exported(store))
    assert row["value"] == text


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_the_sample_moves_into_an_empty_database(sample, store, exported, imported, figures_of, language, encoding):
    imported(store, exported(sample, language).encode(encoding), "export.csv")
    assert figures_of(store) == figures_of(sample)


def test_cleared_values_are_missing_and_what_was_printed_is_kept(
    sample, store, exported, imported, planned, figures_of
):
    with sample.read() as reader:
        some = [*reader.records(Observation, metric="virus.rate"), *reader.records(Observation, metric="phishing.rate")]
    assert {one.status for one in some} == {"normal", "estimated"}
    sample.run(clear_values(some))
    text = exported(sample)
    assert {row["qualifier"] for row in table(text) if row["status"] == "missing"} == {""}
    assert not planned(sample, text).writes_anything
    imported(store, text, "export.csv")
    accepted, printed = figures_of(sample)
    moved, moved_printed = figures_of(store)
    assert {key: one[:4] for key, one in moved.items()} == {key: one[:4] for key, one in accepted.items()}
    assert [one for one in moved_printed if one[6] != "export.csv"] == printed


# Small databases of any figures.

CATALOGUE = shipped_catalogue(resources_folder())
PLACES = [
    ("spam.rate", "global", "global"),
    ("spam.rate", "geography", "NA"),
    ("spam.rate", "company_size", "2501+"),
    ("virus.rate", "global", "global"),
    ("virus.rate", "vertical", "education"),
    ("web.new_sites_per_day", "global", "global"),
]
PERIODS = ["2010-02", "2010-01", "2010-02-05", "2010-Q1", "2010-H1", "2010"]
SOURCES = [
    Source(1, "edition", "edition:2010-02", "", ""),
    Source(2, "article", "https://example.org/?a=1,2;b='3'", "", ""),
    Source(3, "file", "図表.csv", "abc", ""),
    Source(4, "person", "=Analyst", "", ""),
]
STEPS = ["0", "0.01", "0.1", "0.5", "1", "5", "10"]
CELLS = ["", "panel", "body; 表", '"quoted", and more', "=H5", "-"]
ORIGINS = st.lists(
    st.tuples(st.sampled_from([1, 2, 3, 4]), st.sampled_from(CELLS)), min_size=1, max_size=4, unique=True
)


@st.composite
def numbers(draw, unit, *, signed=False):
    """Draw value, step and qualifier of a figure in a unit, and a text that says so."""
    step = Decimal(draw(st.sampled_from(STEPS)))
    qualifier = draw(st.sampled_from(["exact", "exact", "about", "below", "above", "range"]))
    size = step or Decimal("0.001")
    lowest, highest = {"percent": (size, 100), "one_in": (max(size, 1), 4000)}.get(unit, (size, 10**10))
    value = size * draw(st.integers(int(lowest / size), int(highest / size)))
    if qualifier == "range" and value > lowest:
        value -= size / 2
    if signed and draw(st.booleans()):
        value = -value
    plain = f"{value:f}"
    texts = [plain, f"約{plain}", {"percent": f"{plain}%", "one_in": f"{plain}通に1通"}.get(unit, plain)]
    texts += [f"+{plain}"] if signed and value > 0 else []
    return stored(value), stored(step), qualifier, draw(st.sampled_from(texts))


@st.composite
def readings_of_a_figure(draw, place, period):
    """Draw what sources print for one figure: values in units that can be converted, averages, changes."""
    metric = CATALOGUE.metric(place[0])
    rates = ["percent", "one_in"] if metric.unit in {"percent", "one_in"} else [metric.unit]
    change = UNITS[metric.unit].change_unit
    key = (metric.id, Period.parse(period).grain.value, period, *place[1:])
    readings = []
    for statistic, units in (("value", rates), ("average_6", rates), ("change", [change])):
        counts = defaultdict(int)
        for source, cell in draw(ORIGINS if statistic == "value" else st.just([]) | ORIGINS):
            counts[source] += 1
            unit = draw(st.sampled_from(units))
            figure = draw(st.none() | numbers(unit, signed=statistic == "change"))
            if figure is None:
                unit, text = (
                    ("", "横ばい") if statistic == "change" else (metric.unit, draw(st.sampled_from(["", "n/a", "－"])))
                )
                figure = (None, None, "exact", text)
            *number, text = figure
            readings.append(Reading(*key, statistic, source, counts[source], *number, unit, "", text, cell))
    return readings


@st.composite
def databases(draw):
    """Draw records of a few figures; of each one reading is accepted, with any status."""
    figures = draw(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(PERIODS)), max_size=3, unique=True))
    readings, observations = [], []
    for place, period in figures:
        own = draw(readings_of_a_figure(place, period))
        readings += own
        chosen = draw(st.sampled_from([reading for reading in own if reading.statistic == "value"]))
        status = draw(st.sampled_from([None, "normal", "provisional", "estimated"]))
        observations.append(observation_of(chosen, CATALOGUE.metric(place[0]), status))
    return [*SOURCES, *readings, *observations]


@settings(max_examples=50)
@given(databases(), st.sampled_from(["ja", "en"]), st.sampled_from(["utf-8", "utf-8-sig", "cp932", "utf-16"]))
def test_any_figures_come_back_and_move(
    new_store, put, exported, imported, planned, figures_of, records, language, encoding
):
    with new_store() as store, new_store() as other:
        put(store, *records)
        data = exported(store, language).encode(encoding)
        plan = planned(store, data, "export.csv")
        assert (plan.problems, plan.differences) == ([], [])
        assert not plan.writes_anything
        imported(other, data, "export.csv")
        assert figures_of(other) == figures_of(store)


@settings(max_examples=30)
@given(databases(), st.data())
def test_clearing_any_values_comes_back_and_loses_nothing(
    new_store, put, exported, imported, planned, figures_of, records, data
):
    observations = [one for one in records if isinstance(one, Observation)]
    cleared = data.draw(st.lists(st.sampled_from(observations), unique=True) if observations else st.just([]))
    with new_store() as store, new_store() as other:
        put(store, *records)
        store.run(clear_values(cleared))
        text = exported(store)
        assert not planned(store, text, "export.csv").writes_anything
        imported(other, text, "export.csv")
        accepted, printed = figures_of(store)
        moved, moved_printed = figures_of(other)
        assert {key: one[:4] for key, one in moved.items()} == {key: one[:4] for key, one in accepted.items()}
        assert [one for one in moved_printed if one[6] != "export.csv"] == printed


@settings(max_examples=40)
@given(databases(), st.data())
def test_any_one_edit_is_one_change(new_store, put, exported, planned, records, data):
    observations = [one for one in records if isinstance(one, Observation) and one.value is not None]
    if not observations:
        return
    with new_store() as store:
        put(store, *records)
        rows = table(exported(store))
        row = data.draw(st.sampled_from([row for row in rows if row["status"] and row["value"]]))
        row["value"] = f"{Decimal(row['value']) / 2 + 1:f}"
        target = io.StringIO(newline="")
        sheet = csv.DictWriter(target, HEADINGS)
        sheet.writeheader()
        sheet.writerows(rows)
        plan = planned(store, target.getvalue(), "export.csv")
    if Decimal(row["value"]) == 2:
        return
    assert plan.problems == []
    assert (len(plan.differences), plan.total.changed, plan.total.new) == (1, 1, 0)
    (reading,) = [one for one in plan.readings if one.source < 0]
    assert decimal_of(reading.value) == Decimal(row["value"])
    assert (plan.observations[0].source, plan.observations[0].nth) == (reading.source, 1)
    assert replace(reading, source=1).place == f"H{rows.index(row) + 2}"
