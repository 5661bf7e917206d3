from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.databases import SqlDatabases
from workbench.core.messages import message
from workbench.core.ports import Command
from workbench.core.records import Coverage, Metric, Observation, Segment

Run = Callable[..., Any]

FEBRUARY = ("--period", "2010-02")


@pytest.fixture
def show(workbench: Run, database: Path) -> Run:
    """Show a metric as JSON; fails where that fails."""

    def shown(*arguments: object) -> dict[str, Any]:
        ended = workbench("show", *arguments, "--db", database, "--json")
        assert ended.status == 0, ended.out
        return ended.json

    return shown


@pytest.fixture
def rows(show: Run) -> Run:
    """Show a metric's rows by segment."""
    return lambda *arguments: {row["segment"]: row for row in show(*arguments)["rows"]}


def test_the_total_is_shown_beside_its_base_and_averages(show: Run) -> None:
    (row,) = show("spam.rate", *FEBRUARY)["rows"]
    assert row["segment"] == "global"
    assert (row["value"], row["previous"], row["change"]) == (89.4, 83.9, 5.5)
    assert row["printed"] == "89.4%"
    assert row["published_average"] == 85.6
    assert (row["rank"], row["rank_change"], row["status"], row["readings"]) == (None, None, "normal", [])


def test_the_change_of_a_rate_of_one_is_in_points_of_the_rate(show: Run) -> None:
    found = show("virus.rate", *FEBRUARY)
    assert (found["unit"], found["change_unit"]) == ("one_in", "points")
    (row,) = found["rows"]
    assert (row["value"], row["previous"], row["printed"]) == (302.8, 326.9, "1 in 302.8")
    assert row["change"] == pytest.approx(100 / 302.8 - 100 / 326.9)


def test_the_change_of_a_count_is_in_percent(show: Run) -> None:
    found = show("web.new_sites_per_day", *FEBRUARY)
    (row,) = found["rows"]
    assert found["change_unit"] == "percent"
    assert row["change"] == pytest.approx((row["value"] / row["previous"] - 1) * 100)
    assert row["printed"] == "4,998 a day"


def test_numbers_carry_no_noise_of_binary_arithmetic(workbench: Run, database: Path, show: Run, table: Run) -> None:
    assert 50.1 - 49.9 != 0.2
    rows = [("2019-07", "50.1"), ("2019-06", "49.9"), ("2019-05", "50.0")]
    workbench("import", table(*((period, "spam.rate", "", "", value) for period, value in rows)), "--db", database)
    (row,) = show("spam.rate", "--period", "2019-07")["rows"]
    assert (row["change"], row["average"]) == (0.2, 50.0)


def test_ranks_are_certain_only_within_the_list_that_was_published(rows: Run, show: Run) -> None:
    assert show("spam.rate", "--by", "geography", *FEBRUARY)["coverage"] == "top 5"
    found = rows("spam.rate", "--by", "geography", *FEBRUARY)
    assert [row["rank"] for row in found.values()][:5] == [1, 2, 3, 4, 5]
    assert {row["rank"] for row in list(found.values())[5:]} == {"> 5"}
    assert next(iter(found)) == "IT"
    assert found["JP"]["label"] == {"ja": "日本", "en": "Japan"}


def test_ranks_of_a_selection_say_of_how_many(show: Run) -> None:
    found = show("spam.rate", "--by", "geography", "--period", "2010-01")
    assert found["coverage"] == "selection"
    total = len(found["rows"])
    assert [row["rank"] for row in found["rows"]] == [f"{place} of {total}" for place in range(1, total + 1)]


@pytest.mark.parametrize("name", ["spam.rate", "Spam rate", "スパム率", "SPAM RATE", "ｓｐａｍ　ｒａｔｅ"])
@pytest.mark.parametrize("dimension", ["vertical", "業種", "Vertical"])
def test_metrics_and_dimensions_are_known_by_their_names(show: Run, name: str, dimension: str) -> None:
    found = show(name, "--by", dimension, *FEBRUARY)
    assert found["metric"] == "spam.rate"
    assert found["rows"][0]["label"]["ja"] == "エンジニアリング"


@pytest.mark.parametrize("spelling", ["2010-02", "2010年2月", "Feb-10", "平成22年2月", "2010/2"])
def test_periods_are_read_in_the_usual_spellings(show: Run, spelling: str) -> None:
    assert show("spam.rate", "--period", spelling)["period"] == "2010-02"


def test_the_latest_month_is_shown_unless_one_is_asked_for(
    workbench: Run, show: Run, table: Run, database: Path
) -> None:
    file = table(("2019-07", "spam.rate", "", "", "50.1"), ("2019-06", "spam.rate", "", "", "49.9"))
    workbench("import", file, "--db", database)
    assert show("spam.rate")["period"] == "2019-07"
    assert show("spam.rate")["rows"][0]["change"] == 0.2


def test_the_base_can_be_chosen(show: Run) -> None:
    def base(*arguments: str) -> Any:
        return show("spam.rate", *FEBRUARY, *arguments)["rows"][0]

    assert base("--base", "2009-12")["previous"] == base("--base", "2009年12月")["previous"]
    assert base("--base", "average")["previous"] == base()["average"]
    assert base("--base", "2010-01")["previous"] == base("--base", "previous")["previous"] == 83.9
    assert base("--base", "year")["previous"] == base("--base", "2009-02")["previous"]


def test_readings_come_with_source_and_place(show: Run) -> None:
    (row,) = show("virus.rate", *FEBRUARY, "--readings")["rows"]
    value = next(reading for reading in row["readings"] if reading["statistic"] == "value")
    assert value["printed"] == "1 in 302.8"
    assert value["source"] == "edition:2010-02"
    assert value["place"]
    assert {reading["statistic"] for reading in row["readings"]} >= {"value", "average_6", "change"}


@pytest.fixture
def _two_top_lists(workbench: Run, database: Path, table: Run) -> None:
    """Two months of which the first two places are known."""
    values = {"2020-03": {"JP": "80", "US": "70"}, "2020-04": {"US": "75", "CN": "72"}}
    rows = [
        (month, "spam.rate", "geography", country, value)
        for month in values
        for country, value in values[month].items()
    ]
    workbench("import", table(*rows), "--db", database)
    coverages = [Coverage("spam.rate", "geography", "M", month, "top", 2) for month in values]
    store = SqlDatabases("analyst").open(database, for_writing=True)
    store.run(Command(message("command.sample"), lambda tx: tx.put(*coverages)))
    store.close()


@pytest.mark.usefixtures("_two_top_lists")
def test_what_entered_and_left_a_list_is_said(rows: Run, workbench: Run, database: Path) -> None:
    arguments = ("spam.rate", "--by", "geography", "--period", "2020-04")
    found = rows(*arguments)
    assert {segment: (row["rank"], row["rank_change"]) for segment, row in found.items()} == {
        "US": (1, 1),
        "CN": (2, "entered"),
        "JP": (None, "left"),
    }
    left = found["JP"]
    assert (left["value"], left["printed"], left["status"], left["previous"]) == (None, "–", "missing", 80)
    out = workbench("show", *arguments, "--db", database).out
    assert [cells(out, label)[-1].strip() for label in ("United States", "China", "Japan")] == [
        "↑ 1",
        "entered",
        "left",
    ]


def test_what_is_missing_is_said_to_be(workbench: Run, database: Path, show: Run, table: Run) -> None:
    workbench("import", table(("2010-03", "spam.rate", "", "", "n/a")), "--db", database)
    (row,) = show("spam.rate", "--period", "2010-03")["rows"]
    assert (row["value"], row["change"], row["printed"], row["status"]) == (None, None, "–", "missing")
    assert row["previous"] == 89.4


@pytest.mark.parametrize(
    ("arguments", "status", "id_"),
    [
        (("nothing.like",), 1, "catalogue.unknown_metric"),
        (("spam.rat",), 1, "catalogue.unknown_metric_near"),
        (("spam.rate", "--by", "geograph"), 1, "catalogue.unknown_dimension_near"),
        (("spam.rate", "--by", "malware"), 1, "show.no_such_breakdown"),
        (("spam.rate", "--period", "1999-01"), 1, "show.no_figures_in_period"),
        (("spam.rate", *FEBRUARY, "--base", "2010"), 1, "show.base_of_other_length"),
        (("spam.rate", "--base", "before"), 2, "spelling.unreadable_period"),
        (("spam.rate", "--period", "2010-13"), 2, "spelling.no_such_date"),
        (("spam.rate", "--period", "7/8/2009"), 2, "spelling.day_or_month_first"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(
    workbench: Run, database: Path, arguments: tuple[str, ...], status: int, id_: str
) -> None:
    ended = workbench("show", *arguments, "--db", database, "--json")
    assert (ended.status, ended.json["error"]["id"]) == (status, id_)
    told = workbench("show", *arguments, "--db", database)
    assert (told.status, told.out) == (status, "")
    assert told.err.startswith(ended.json["error"]["message"]["en"] + "\n")
    assert "Traceback" not in told.err


def cells(out: str, label: str) -> list[str]:
    """Return the cells of the row with a label, as they stand in a table."""
    (line,) = [line for line in out.splitlines() if line.startswith(label)]
    return [cell for cell in line.split("  ") if cell.strip()]


def test_people_see_a_table(workbench: Run, database: Path) -> None:
    out = workbench("show", "spam.rate", *FEBRUARY, "--db", database).out
    headline, _, headings, rule, row = out.splitlines()
    assert headline == "Spam rate · February 2010 · compared with: January 2010"
    assert "January 2010" in headings
    assert set(rule) == {"─"}
    assert [cell.strip() for cell in cells(row, "Global")][:4] == ["Global", "89.4%", "83.9%", "↑ +5.5 points"]
    assert "\x1b" not in out


def test_people_see_japanese_in_columns(workbench: Run, database: Path) -> None:
    out = workbench("show", "spam.rate", "--by", "国", *FEBRUARY, "--db", database, "--lang", "ja").out
    assert out.splitlines()[0].startswith("スパム率 · 国")
    assert "2010年2月" in out.splitlines()[0]
    japan = [cell.strip() for cell in cells(out, "日本")]
    assert japan[1:4] == ["86.2%", "88.2%", "↓ −2.0ポイント"]


def test_colour_is_for_terminals_and_never_alone(process: Run, database: Path) -> None:
    arguments = ("show", "spam.rate", *FEBRUARY, "--db", database)
    plain, coloured = process(*arguments).out, process(*arguments, FORCE_COLOR="1", TERM="xterm").out
    assert "\x1b[31m↑ +5.5 points" in coloured
    assert "↑ +5.5 points" in plain
    assert "\x1b" not in plain
    assert "\x1b[31m" not in process(*arguments, FORCE_COLOR="1", TERM="xterm", NO_COLOR="1").out


def test_people_see_readings_when_they_ask(workbench: Run, database: Path) -> None:
    out = workbench("show", "virus.rate", *FEBRUARY, "--readings", "--db", database).out
    assert "edition:2010-02" in out
    assert "edition:2010-02" not in workbench("show", "virus.rate", *FEBRUARY, "--db", database).out


def test_an_average_over_fewer_months_says_so(workbench: Run, database: Path, table: Run) -> None:
    rows = [(f"2015-0{month}", "spam.rate", "", "", "50.0") for month in range(1, 8)]
    workbench("import", table(*rows), "--db", database)
    show = ("show", "spam.rate", "--db", database, "--period")
    assert cells(workbench(*show, "2015-02").out, "Global")[-1].strip() == "50.0% (2 mo.)"
    assert cells(workbench(*show, "2015-07").out, "Global")[-1].strip() == "50.0%"


def test_own_metrics_and_segments_are_known(database: Path, workbench: Run) -> None:
    metric = Metric("own.rate", "spam", "percent", 0.1, "more", "自前の率", "Own rate", "", "vertical=rates", 99)
    segment = Segment("vertical", "space", "宇宙", "Space", "", "", 99, "")
    value = Observation("own.rate", "M", "2010-02", "vertical", "space", 12.5, 0.1, "exact", "normal", None, None)
    store = SqlDatabases("analyst").open(database, for_writing=True)
    store.run(Command(message("command.sample"), lambda tx: tx.put(metric, segment, value)))
    store.close()
    shown = workbench("show", "own rate", "--by", "vertical", "--db", database, "--json").json
    assert shown["rows"][0]["label"] == {"ja": "宇宙", "en": "Space"}
