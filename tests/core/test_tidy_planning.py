"""What a tidy table would change: against the sample, and against small databases."""

import csv
import io
import random

import pytest

from workbench.core.commands.importing import apply_plan
from workbench.core.errors import Cancelled
from workbench.core.messages import message
from workbench.core.plans import Tally
from workbench.core.records import Observation, Reading, Source
from workbench.core.tidy.planning import plan_of

HEADER = "period,metric,dimension,segment,statistic,value,text,step,qualifier,unit,status,source,place\n"
EDITION = "edition:2010-02"


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def written(rows, columns=None):
    target = io.StringIO(newline="")
    sheet = csv.DictWriter(target, columns or list(rows[0]), extrasaction="ignore")
    sheet.writeheader()
    sheet.writerows(rows)
    return target.getvalue()


def row_of(rows, **cells):
    (found,) = [row for row in rows if all(row[column] == cell for column, cell in cells.items())]
    return found


def assert_nothing_new(plan):
    assert (plan.problems, plan.differences, plan.conflicts) == ([], [], ())
    assert not plan.writes_anything
    total = plan.total
    assert (total.new, total.changed, total.removed) == (0, 0, 0)
    return total.same


SPAM = {"metric": "spam.rate", "dimension": "global", "period": "2010-02", "statistic": "value"}


@pytest.fixture
def rows(sample, exported):
    """The sample's export."""
    return rows_of(exported(sample))


@pytest.fixture
def readings(store):
    """Return the readings of the database with the names of their sources."""

    def found():
        with store.read() as reader:
            names = {source.id: source.name for source in reader.records(Source)}
            return [(names[one.source], one.nth, one.place, one.value, one.text) for one in reader.records(Reading)]

    return found


@pytest.fixture
def observation(store):
    """Return the one observation of the database."""

    def found():
        with store.read() as reader:
            (one,) = reader.records(Observation)
            return one

    return found


# An unedited export changes nothing.


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_an_unedited_export_changes_nothing(sample, exported, planned, language, encoding):
    assert assert_nothing_new(planned(sample, exported(sample, language).encode(encoding))) == 685 + 189


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_a_spreadsheet_may_drop_zeros_columns_and_any_order(sample, rows, planned, encoding):
    for row in rows:
        if row["value"][1:].replace(".", "", 1).isdigit() and "." in row["value"]:
            row["value"] = row["value"].rstrip("0").rstrip(".")
    mixed = random.Random(5)
    mixed.shuffle(rows)
    columns = [column for column in rows[0] if column not in {"step", "text"}]
    mixed.shuffle(columns)
    assert_nothing_new(planned(sample, written(rows, columns).encode(encoding)))


def test_zeros_may_be_dropped_beside_the_step_too(sample, rows, planned):
    for row in rows:
        row["value"] = row["value"].removesuffix(".0")
    assert_nothing_new(planned(sample, written(rows)))


def test_the_columns_that_say_most_are_enough(sample, rows, planned):
    accepted = [row for row in rows if row["status"]]
    plan = planned(sample, written(accepted, ["period", "metric", "dimension", "segment", "value", "unit"]))
    assert assert_nothing_new(plan) == 685


# One edit is one change.


def test_an_edited_value_is_one_change_and_its_reading_comes_from_the_file(sample, rows, planned, figures_of):
    row = row_of(rows, **SPAM, status="normal")
    row["value"] = "89.55"
    plan = planned(sample, written(rows), "march.csv")
    assert [(one.key, one.old, one.new) for one in plan.differences] == [("spam.rate@2010-02", 89.4, 89.55)]
    assert plan.tallies["observation"] == Tally(changed=1, same=684)
    assert plan.tallies["reading"] == Tally(same=189)
    assert [source.name for source in plan.sources] == ["march.csv"]
    (reading,) = plan.readings
    (found,) = plan.observations
    assert (reading.value, reading.step, reading.text) == (89.55, 0.01, "89.55"), "the step of 0.1 was left over"
    assert reading.place == f"H{rows.index(row) + 2}"
    assert (found.source, found.nth) == (reading.source, reading.nth) == (-1, 1)

    before = figures_of(sample)
    sample.run(apply_plan(plan))
    accepted, printed = figures_of(sample)
    assert accepted["spam.rate", "M", "2010-02", "global", "global"][4] == "march.csv"
    assert len(printed) == 897
    sample.undo()
    assert figures_of(sample) == before


def test_a_value_made_empty_is_missing(sample, rows, planned):
    row_of(rows, **SPAM, status="normal")["value"] = ""
    plan = planned(sample, written(rows))
    (found,) = plan.observations
    assert (found.value, found.step, found.status) == (None, None, "missing")
    assert [(one.old, one.new) for one in plan.differences] == [(89.4, None)]
    assert plan.total.changed == 1


def test_an_edited_status_keeps_the_reading(sample, rows, planned):
    row_of(rows, **SPAM, status="normal")["status"] = "provisional"
    plan = planned(sample, written(rows))
    assert plan.total.changed == 1
    assert plan.readings == []
    with sample.read() as reader:
        (before,) = reader.records(Observation, metric="spam.rate", dimension="global", period="2010-02")
    (after,) = plan.observations
    assert (after.status, after.value, after.source, after.nth) == ("provisional", 89.4, before.source, before.nth)


@pytest.mark.parametrize(("column", "cell"), [("step", "0.2"), ("qualifier", "about")])
def test_an_edited_rounding_is_a_reading_of_the_file(sample, rows, planned, column, cell):
    row_of(rows, **SPAM, status="normal")[column] = cell
    plan = planned(sample, written(rows))
    assert plan.total.changed == 1
    assert (len(plan.readings), len(plan.observations)) == (1, 1)
    assert plan.observations[0].source == -1


def test_an_edited_average_is_one_changed_reading(sample, rows, planned, figures_of):
    row = row_of(rows, metric="virus.rate", dimension="global", period="2010-02", statistic="average_6")
    row["value"] = "280.7"
    plan = planned(sample, written(rows))
    assert [(one.key, one.old, one.new) for one in plan.differences] == [("virus.rate@2010-02#average_6", 280.6, 280.7)]
    assert plan.tallies == {"observation": Tally(same=685), "reading": Tally(changed=1, same=188)}
    sample.run(apply_plan(plan))
    assert len(figures_of(sample)[1]) == 896


def test_an_edited_reading_beside_the_accepted_one_stays_beside_it(sample, rows, planned, figures_of):
    row_of(rows, metric="spam.rate", segment="retail", value="87.6", period="2010-02")["value"] = "87.7"
    accepted, printed = figures_of(sample)
    plan = planned(sample, written(rows), "march.csv")
    assert plan.observations == []
    assert [(one.value, one.source) for one in plan.readings] == [(87.7, -1)]
    sample.run(apply_plan(plan))
    assert figures_of(sample)[0] == accepted
    assert len(figures_of(sample)[1]) == len(printed) + 1


# Sources, and several readings of a figure.


def test_a_first_import_is_all_new(store, imported, figures_of):
    plan = imported(store, "period,metric,value\n2010-02,spam.rate,89.4\n2010-01,spam.rate,n/a\n")
    assert plan.tallies == {"observation": Tally(new=2)}
    assert [(one.key, one.old, one.new) for one in plan.differences] == [
        *[("spam.rate@2010-01", None, None), ("spam.rate@2010-02", None, 89.4)],
    ]
    (source,) = plan.sources
    assert (source.kind, source.name, len(source.digest)) == ("file", "figures.csv", 64)
    accepted, printed = figures_of(store)
    assert accepted["spam.rate", "M", "2010-02", "global", "global"] == (
        89.4,
        0.1,
        "exact",
        "normal",
        "figures.csv",
        "C2",
    )
    assert [one[-1] for one in printed] == ["n/a", "89.4"]


def test_named_sources_stay_apart(store, imported, observation, readings):
    imported(
        store,
        HEADER
        + "2010-02,spam.rate,,,,89,,,,,,https://example.org/,\n"
        + f"2010-02,spam.rate,,,,89.4,,,,,,{EDITION},panel\n"
        + "2010-02,spam.rate,,,,89.5,,,,,,,\n",
    )
    assert [(name, value) for name, _, _, value, _ in readings()] == [
        ("https://example.org/", 89.0),
        (EDITION, 89.4),
        ("figures.csv", 89.5),
    ]
    assert observation().value == 89.4
    with store.read() as reader:
        assert [source.kind for source in reader.records(Source)] == ["article", "edition", "file"]


def test_two_values_for_one_figure_are_told_at_the_second(store, planned):
    plan = planned(store, "period,metric,value\n2010-02,spam.rate,89.4\n2010年2月,スパム率,89.4\n2010/2,Spam,89.5\n")
    (problem,) = plan.problems
    assert (problem.cell, problem.found) == ("C4", "89.5")
    assert problem.message == message("import.two_values", row=2, first="89.4")
    assert [one.value for one in plan.readings] == [89.4]


def test_one_source_may_print_a_figure_at_several_places(store, imported, exported, planned, observation, readings):
    text = HEADER + "".join(
        f"2010-02,spam.rate,vertical,retail,,{value},,,,,,{EDITION},{place}\n"
        for value, place in [("87.6", "body"), ("91.1", "panel")]
    )
    imported(store, text)
    assert [one[:4] for one in readings()] == [(EDITION, 1, "body", 87.6), (EDITION, 2, "panel", 91.1)]
    assert (observation().value, observation().nth) == (91.1, 2)
    assert_nothing_new(planned(store, exported(store)))

    rows = rows_of(exported(store))
    rows[0]["status"] = "provisional"
    for chosen in (rows, rows[:1], rows[::-1]):
        imported(store, written(chosen))
        assert (observation().status, observation().nth) == ("provisional", 2)
        assert [one[:4] for one in readings()] == [(EDITION, 1, "body", 87.6), (EDITION, 2, "panel", 91.1)]
        store.undo()


def test_the_place_tells_equal_figures_of_one_source_apart(store, imported, exported, observation):
    imported(
        store, HEADER + "".join(f"2010-02,spam.rate,,,,91.1,,,,,,{EDITION},{place}\n" for place in ("body", "panel"))
    )
    assert observation().nth == 2
    rows = rows_of(exported(store))
    rows[0]["status"] = "provisional"
    imported(store, written(rows[:1]))
    assert (observation().status, observation().nth) == ("provisional", 2)


def test_changes_in_words_are_told_apart_by_their_words(store, imported, exported, planned, readings):
    row = f"2010-02,spam.rate,,,change,{{}},,,,,,{EDITION},body\n"
    imported(store, HEADER + row.format("rose") + row.format("rose a little") + row.format("rose"))
    assert [one[-1] for one in readings()] == ["rose", "rose a little"]
    assert_nothing_new(planned(store, exported(store)))


def test_a_percent_sign_on_a_change_of_rates_means_points(store, put, exported, planned):
    place = ("spam.rate", "M", "2010-02", "global", "global", "change", 1, 1)
    put(
        store,
        Source(1, "edition", EDITION, "", ""),
        Reading(*place, 5.5, 0.1, "exact", "percent", "", "+5.5%", "body"),
    )
    assert assert_nothing_new(planned(store, exported(store))) == 1


def test_a_source_that_prints_another_figure_elsewhere_keeps_the_first(store, imported, readings):
    for value, place in [("87.6", "body"), ("91.1", "panel")]:
        imported(store, HEADER + f"2010-02,spam.rate,vertical,retail,,{value},,,,,,{EDITION},{place}\n")
    assert [one[:4] for one in readings()] == [(EDITION, 1, "body", 87.6), (EDITION, 2, "panel", 91.1)]


def test_more_sources_for_a_value_that_stands_are_added_beside_it(store, imported, observation, readings):
    imported(store, HEADER + f"2010-02,spam.rate,,,,89.4,,,,,,{EDITION},panel\n")
    plan = imported(store, HEADER + "2010-02,spam.rate,,,,89.4,,,,,,https://example.org/,\n")
    assert plan.tallies == {"observation": Tally(same=1), "reading": Tally(new=1)}
    assert [one[0] for one in readings()] == [EDITION, "https://example.org/"]
    assert observation().source == 1


def test_a_file_that_comes_again_with_edits_is_a_source_of_its_own(store, imported, exported, planned, readings):
    for value in ("89.4", "89.5", "89.6"):
        imported(store, f"period,metric,value\n2010-02,spam.rate,{value}\n")
    assert [(one[0], one[3]) for one in readings()] == [
        ("figures.csv", 89.4),
        ("figures.csv (2)", 89.5),
        ("figures.csv (3)", 89.6),
    ]
    assert_nothing_new(planned(store, exported(store)))


def test_the_same_file_twice_is_one_source(store, imported, observation, readings):
    first = "period,metric,value\n2010-02,spam.rate,89.4\n"
    imported(store, first)
    imported(store, first.replace("89.4", "89.5"))
    imported(store, first)
    assert len(readings()) == 2
    assert (observation().value, observation().source) == (89.4, 1)


def test_a_value_typed_where_it_was_missing_is_normal_though_the_row_says_missing(
    store, imported, exported, observation
):
    imported(store, "period,metric,value\n2010-02,spam.rate,n/a\n")
    rows = rows_of(exported(store))
    assert (rows[0]["value"], rows[0]["text"], rows[0]["status"]) == ("", "n/a", "missing")
    rows[0]["value"] = "89.4"
    plan = imported(store, written(rows))
    assert [(one.old, one.new) for one in plan.differences] == [(None, 89.4)]
    assert (observation().value, observation().status) == (89.4, "normal")


def test_a_new_value_keeps_a_status_that_it_does_not_state(store, imported, observation):
    imported(store, "period,metric,value,status\n2010-02,spam.rate,89.4,provisional\n")
    imported(store, "period,metric,value\n2010-02,spam.rate,89.5\n")
    assert (observation().value, observation().status) == (89.5, "provisional")


def test_a_percentage_for_a_ratio_is_estimated_until_the_ratio_comes(
    store, imported, exported, planned, observation, readings
):
    imported(store, "period,metric,value\n2010-02,virus.rate,0.39%\n")
    assert (observation().value, observation().step, observation().status) == (256.4, 6.7, "estimated")
    assert_nothing_new(planned(store, exported(store)))
    imported(store, "period,metric,value\n2010-02,virus.rate,302.8\n", "ratios.csv")
    assert (observation().value, observation().status) == (302.8, "normal")
    assert [one[3] for one in readings()] == [0.39, 302.8]


def test_the_rows_with_a_status_are_the_accepted_ones(store, imported, observation):
    imported(
        store,
        HEADER
        + f"2010-02,spam.rate,,,,89.4,,,,,,{EDITION},panel\n"
        + "2010-02,spam.rate,,,,89,,,,,normal,https://example.org/,\n",
    )
    assert observation().value == 89.0


# Around the table.


def test_rows_above_the_headings_are_told_and_passed_over(store, planned):
    plan = planned(store, "Report,of February\n\nperiod,metric,value\n2010-02,spam.rate,x\n2010-02,spam.rate,89.4\n")
    (ignored,) = plan.ignored
    assert (ignored.range, ignored.why) == ("A1:B2", message("import.above_header"))
    assert [problem.cell for problem in plan.problems] == ["C4"]
    assert [one.place for one in plan.readings] == ["C5"]


def test_headings_are_looked_for_in_the_first_20_rows(store, planned):
    text = "period,metric,value\n2010-02,spam.rate,89.4\n"
    assert planned(store, "x,y\n" * 19 + text).writes_anything
    assert planned(store, "x,y\n" * 20 + text).problems[0].message == message("import.no_header")


@pytest.mark.parametrize(("text", "found"), [("", ""), ("a,b\n1,2\n", "a"), ("\n\n", ""), ("period,value\n", "period")])
def test_without_headings_nothing_is_recognised(store, planned, text, found):
    plan = planned(store, text)
    (problem,) = plan.problems
    assert (problem.cell, problem.found, problem.message) == ("A1", found, message("import.no_header"))
    assert (plan.shape, plan.tallies, plan.writes_anything, plan.is_clean) == ("", {}, False, False)


def test_headings_alone_change_nothing(store, planned):
    assert assert_nothing_new(planned(store, "period,metric,value\n")) == 0


def test_the_work_can_be_watched_and_stopped(store, catalogue):
    data = ("period,metric,value\n" + "2010-02,spam.rate,89.4\n" * 12_000).encode()
    told = []
    with store.read() as reader:
        plan_of(reader, catalogue, data, "long.csv", "", lambda done, total: told.append((done, total)))
        rows, figures = [(5_000, 12_001), (10_000, 12_001)], [(0, 1), (1, 1)]
        assert told == [*rows, *figures]

        def stop(done, total):
            raise Cancelled(message("test.stopped", done=done, total=total))

        with pytest.raises(Cancelled):
            plan_of(reader, catalogue, data, "long.csv", "", stop)
