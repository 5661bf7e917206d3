"""Rows of a tidy table: each cell is read, or its error is told at the cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.messages import Label
from workbench.core.resources import resources_folder
from workbench.core.tidy.columns import COLUMNS, STATISTICS, column_positions, is_header, statistic_of
from workbench.core.tidy.lines import cell_name, guarded, unguarded
from workbench.core.translation import GettextTranslator

NEUTRAL = ",".join(column.id for column in COLUMNS)
JAPANESE = ",".join(column.names[0] for column in COLUMNS)
LETTERS = {column.id: cell_name(place, 2) for place, column in enumerate(COLUMNS)}
GOOD = {"period": "2010-02", "metric": "spam.rate", "dimension": "geography", "segment": "IT", "value": "93.4"}


def row(**cells):
    cells = GOOD | cells
    return ",".join('"' + cells.get(column.id, "").replace('"', '""') + '"' for column in COLUMNS)


@pytest.fixture
def read(store, planned):
    """Plan one row for an empty database; return its readings."""

    def readings(**cells):
        plan = planned(store, f"{NEUTRAL}\n{row(**cells)}\n")
        assert plan.problems == []
        return plan.readings

    return readings


@pytest.fixture
def problem(store, planned):
    """Plan one row that has a problem; return it."""

    def found(**cells):
        plan = planned(store, f"{NEUTRAL}\n{row(**cells)}\n")
        assert not plan.writes_anything
        assert len(plan.problems) == 1
        return plan.problems[0]

    return found


def figure(reading):
    return reading.value, reading.step, reading.qualifier, reading.unit


def test_the_columns_have_the_letters_that_a_spreadsheet_shows():
    names = [cell_name(column, 1) for column in (0, 1, 25, 26, 27, 51, 52, 701, 702, 16383)]
    assert names == ["A1", "B1", "Z1", "AA1", "AB1", "AZ1", "BA1", "ZZ1", "AAA1", "XFD1"]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.id)
def test_each_heading_is_known_by_each_of_its_names(column):
    for name in (column.id, *column.names, column.id.upper(), f"  {column.names[0]} "):
        assert column_positions(["", name]) == {column.id: 1}, name


def test_no_two_columns_share_a_name():
    names = [name for column in COLUMNS for name in (column.id, *column.names)]
    assert len(names) == len(set(names))


def test_the_first_of_two_like_headings_counts():
    assert column_positions(["月", "指標", "値", "期間", "Value"]) == {"period": 0, "metric": 1, "value": 2}


@pytest.mark.parametrize("left_out", ["period", "metric", "value"])
def test_three_headings_make_a_tidy_table(left_out):
    headings = [id for id in ("period", "metric", "value", "note") if id != left_out]
    assert not is_header(column_positions(headings))
    assert is_header(column_positions([*headings, left_out]))


@pytest.mark.parametrize("statistic", STATISTICS)
def test_each_statistic_is_known_by_each_of_its_names(statistic):
    for name in (statistic.value, *STATISTICS[statistic], statistic.value.upper()):
        assert statistic_of(name) is statistic
    assert statistic_of(" ").value == "value"
    assert statistic_of("median") is None


def test_a_row_in_japanese_is_read(store, planned):
    cells = row(
        period="平成22年2月",
        metric="スパム率",
        dimension="国・地域",
        segment="イタリア",
        value="９３．４％",
        unit="％",
        statistic="値",
    )
    plan = planned(store, f"{JAPANESE}\n{cells}\n")
    (reading,) = plan.readings
    place = (reading.metric, reading.grain, reading.period, reading.dimension, reading.segment, reading.statistic)
    assert place == ("spam.rate", "M", "2010-02", "geography", "IT", "value")
    assert figure(reading) == (93.4, 0.1, "exact", "percent")
    assert (reading.label, reading.text, reading.place) == ("イタリア", "９３．４％", "H2")


@pytest.mark.parametrize(
    ("column", "cell", "id"),
    [
        ("period", "2010-13", "spelling."),
        ("period", "", "spelling."),
        ("period", "07/09", "spelling."),
        ("metric", "spam.rat", "import.unknown_metric"),
        ("metric", "", "import.unknown_metric"),
        ("dimension", "planet", "import.unknown_dimension"),
        ("dimension", "malware", "import.no_such_breakdown"),
        ("segment", "zzzzzz", "import.unknown_segment"),
        ("segment", "Itly", "import.unknown_segment_near"),
        ("segment", "", "import.no_segment"),
        ("statistic", "median", "import.unknown_statistic"),
        ("value", "many", "spelling."),
        ("value", "89,4", "spelling."),
        ("value", "#DIV/0!", "spelling."),
        ("value", "nan", "spelling."),
        ("value", "101", "import.out_of_span_percent"),
        ("value", "-0.1", "import.out_of_span_percent"),
        ("value", "5件", "import.other_unit"),
        ("step", "fine", "spelling."),
        ("step", "n/a", "import.unknown_step"),
        ("step", "-0.1", "import.unknown_step"),
        ("qualifier", "perhaps", "import.unknown_qualifier"),
        ("unit", "furlongs", "import.unknown_unit"),
        ("unit", "件", "import.other_unit"),
        ("unit", "points", "import.other_unit"),
        ("status", "fine", "import.unknown_status"),
    ],
)
def test_an_error_is_told_at_its_cell(problem, column, cell, id):
    found = problem(**{column: cell})
    assert found.cell == LETTERS[column]
    assert found.found == cell
    assert found.message.id.startswith(id)
    assert id.endswith(".") or found.message.id == id
    assert found.sheet == ""


@pytest.mark.parametrize(
    ("metric", "value", "id"),
    [
        ("virus.rate", "0.5", "import.out_of_span_one_in"),
        ("virus.rate", "0", "import.out_of_span_one_in"),
        ("virus.rate", "0%", "import.out_of_span_one_in"),
        ("virus.rate", "0.00%", "import.out_of_span_one_in"),
        ("virus.rate", "101%", "import.out_of_span_percent"),
        ("virus.rate", "5件", "import.other_unit"),
        ("web.new_sites_per_day", "-1", "import.out_of_span_per_day"),
        ("web.new_sites_per_day", "5%", "import.other_unit"),
    ],
)
def test_a_value_that_its_metric_cannot_have_is_told(problem, metric, value, id):
    found = problem(metric=metric, value=value, dimension="", segment="")
    assert (found.cell, found.message.id) == (LETTERS["value"], id)


def test_a_near_name_is_suggested(problem):
    near = problem(segment="Itly").message.parameters["near"]
    assert Label("IT", "イタリア", "Italy") in near


def test_a_dimension_that_is_none_of_the_metric_is_told_with_both(problem):
    told = problem(dimension="マルウェア").message.parameters
    assert {name: str(label) for name, label in told.items()} == {"metric": "spam.rate", "dimension": "malware"}


@pytest.mark.parametrize(
    ("wrong", "en", "ja"),
    [
        (
            {"segment": "Itly"},
            "“Itly” is not in the list of “Geography”. Did you mean Italy, ",
            "「Itly」は「国・地域」の一覧にありません。イタリア、",
        ),
        ({"segment": ""}, "The row names no member of “Geography”. ", "「国・地域」のどの項目かが書かれていません。"),
        (
            {"dimension": "malware"},
            "“Spam rate” is not broken down by “Malware”. ",
            "「スパム率」は「マルウェア名」では区分されません。",
        ),
    ],
)
def test_names_are_told_in_the_language_of_the_sentence(problem, wrong, en, ja):
    said = problem(**wrong).message
    for language, begins in (("en", en), ("ja", ja)):
        assert GettextTranslator(language, resources_folder() / "locale")(said).startswith(begins)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("302.8", (302.8, 0.1, "exact", "one_in")),
        ("302.8通に1通", (302.8, 0.1, "exact", "one_in")),
        ("1 in 302.8", (302.8, 0.1, "exact", "one_in")),
        ("約300通に1通", (300.0, 1.0, "about", "one_in")),
        ("0.33%", (0.33, 0.01, "exact", "percent")),
        ("0.33％", (0.33, 0.01, "exact", "percent")),
        ("less than 0.1%", (0.1, 0.1, "below", "percent")),
        ("", (None, None, "exact", "one_in")),
        ("n/a", (None, None, "exact", "one_in")),
        ("－", (None, None, "exact", "one_in")),
    ],
)
def test_a_ratio_is_read_in_each_spelling(read, value, expected):
    (reading,) = read(metric="virus.rate", value=value)
    assert figure(reading) == expected
    assert reading.text == value


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("0.33", "percent", (0.33, 0.01, "exact", "percent")),
        ("0.33", "%", (0.33, 0.01, "exact", "percent")),
        ("0.33%", "パーセント", (0.33, 0.01, "exact", "percent")),
        ("302.8", "1 in N", (302.8, 0.1, "exact", "one_in")),
        ("302.8", "N通に1通", (302.8, 0.1, "exact", "one_in")),
    ],
)
def test_a_stated_unit_counts(read, value, unit, expected):
    (reading,) = read(metric="virus.rate", value=value, unit=unit)
    assert figure(reading) == expected


def test_a_unit_that_contradicts_the_spelling_is_told_at_the_value(problem):
    found = problem(metric="virus.rate", value="0.33%", unit="one_in")
    assert (found.cell, found.message.id) == (LETTERS["value"], "import.other_unit")


def test_the_name_of_a_metric_may_imply_the_unit(read):
    (reading,) = read(metric="virus.rate_percent", value="0.33")
    assert (reading.metric, *figure(reading)) == ("virus.rate", 0.33, 0.01, "exact", "percent")


@pytest.mark.parametrize(
    ("value", "step", "qualifier", "expected"),
    [
        ("149", "0.1", "", (149.0, 0.1, "exact")),
        ("149.5", "1", "", (149.5, 0.1, "exact")),
        ("149.55", "0.1", "", (149.55, 0.01, "exact")),
        ("11900000000", "100000000", "", (1.19e10, 1e8, "exact")),
        ("119億", "", "", (1.19e10, 1e8, "exact")),
        ("60", "10", "", (60.0, 10.0, "exact")),
        ("65", "10", "", (65.0, 1.0, "exact")),
        ("60", "0", "", (60.0, 0.0, "exact")),
        ("65", "", "about", (65.0, 1.0, "about")),
        ("約65", "", "", (65.0, 1.0, "about")),
        ("約65", "1", "exact", (65.0, 1.0, "about")),
        ("5%未満", "1", "exact", (5.0, 1.0, "below")),
        ("7.5", "5", "range", (7.5, 5.0, "range")),
        ("5～10%", "", "", (7.5, 5.0, "range")),
        ("5～12%", "5", "range", (8.5, 7.0, "range")),
        ("5～12%", "0.1", "exact", (8.5, 7.0, "range")),
        ("1e300", "0.0000000000000001", "", (1e300, 1e-16, "exact")),
    ],
)  # fmt: skip
def test_rounding_and_qualifier_may_be_stated_and_a_finer_edit_leaves_the_stated_step_behind(
    read, value, step, qualifier, expected
):
    metric = "spam.rate" if "%" in value else "web.new_sites_per_day"
    (reading,) = read(metric=metric, value=value, step=step, qualifier=qualifier, dimension="", segment="")
    assert (reading.value, reading.step, reading.qualifier) == expected


@pytest.mark.parametrize(
    ("metric", "change", "expected"),
    [
        ("spam.rate", "+5.5", (5.5, 0.1, "exact", "points")),
        ("spam.rate", "+5.5%", (5.5, 0.1, "exact", "points")),
        ("spam.rate", "▲0.03", (-0.03, 0.01, "exact", "points")),
        ("spam.rate", "−0.03 points since January", (-0.03, 0.01, "exact", "points")),
        ("spam.rate", "+0.02, since January.", (0.02, 0.01, "exact", "points")),
        ("spam.rate", "5.5", (5.5, 0.1, "exact", "points")),
        ("web.new_sites_per_day", "+184%", (184.0, 1.0, "exact", "percent")),
        ("web.new_sites_per_day", "+3,238 per day", (3238.0, 1.0, "exact", "per_day")),
        ("spam.rate", "横ばい", (None, None, "exact", "")),
    ],
)
def test_a_change_printed_beside_is_a_reading_of_its_own(read, metric, change, expected):
    beside, value = read(metric=metric, value="約65", change=change, dimension="", segment="", source="edition:2010-02")
    assert (value.statistic, value.qualifier) == ("value", "about")
    assert (beside.statistic, beside.text, beside.source) == ("change", change, value.source)
    assert figure(beside) == expected


@pytest.mark.parametrize("nothing", ["", "-", "n/a", "－"])
def test_no_change_beside_is_no_reading(read, nothing):
    assert [reading.statistic for reading in read(change=nothing)] == ["value"]


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("+0.02", "points", (0.02, 0.01, "exact", "points")),
        ("+0.02%", "", (0.02, 0.01, "exact", "points")),
        ("+0.02", "one_in", (0.02, 0.01, "exact", "points")),
        ("-8", "", (-8.0, 1.0, "exact", "points")),
        ("rose", "", (None, None, "exact", "")),
    ],
)
def test_a_change_may_stand_in_a_row_of_its_own(read, value, unit, expected):
    (reading,) = read(metric="virus.rate", statistic="前月比", value=value, unit=unit)
    assert figure(reading) == expected
    assert reading.text == value


def test_a_change_in_words_is_no_change_where_there_is_no_column_for_the_unit(store, planned):
    plan = planned(store, "period,metric,statistic,value\n2010-02,spam.rate,change,rose\n")
    assert [(problem.cell, problem.message.id) for problem in plan.problems] == [("D2", "spelling.unreadable_number")]


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        ("11900000000", "119億", "119億"),
        ("12000000000", "119億", "12000000000"),
        ("", "119億", ""),
        ("", "n/a", "n/a"),
        ("5", "n/a", "5"),
        ("5", "words", "5"),
        ("0.7", "'+0.7", "+0.7"),
    ],
)
def test_the_text_as_found_is_kept_as_long_as_it_says_the_value(read, value, text, expected):
    (reading,) = read(metric="web.new_sites_per_day", value=value, text=text, dimension="", segment="")
    assert reading.text == expected


@pytest.mark.parametrize(("value", "expected"), [("0.02", "+0.02 since January"), ("0.03", "0.03")])
def test_the_text_of_a_change_is_kept_too(read, value, expected):
    (reading,) = read(statistic="change", value=value, text="'+0.02 since January", unit="points")
    assert reading.text == expected


def test_an_empty_dimension_is_the_total(read):
    (reading,) = read(dimension="", segment="")
    assert (reading.dimension, reading.segment) == ("global", "global")


def test_empty_rows_are_passed_over_and_each_problem_has_its_row(store, planned):
    rows = [row(), "", row(segment="Atlantis"), ",,,", row(value="x"), row(segment="DK")]
    plan = planned(store, "\n".join([NEUTRAL, *rows]))
    assert [problem.cell for problem in plan.problems] == ["E4", "H6"]
    assert len(plan.readings) == 2


def test_a_row_with_more_cells_than_headings_is_no_figure(store, planned):
    plan = planned(
        store, "period,metric,value\n2010-02,web.new_sites_per_day,4,998\n2010-01,web.new_sites_per_day,1760,,\n"
    )
    assert [(problem.cell, problem.found, problem.message.id) for problem in plan.problems] == [
        ("D2", "998", "import.surplus_cell")
    ]
    assert [reading.value for reading in plan.readings] == [1760.0]


DANGEROUS = [
    "=1+1",
    "@x",
    "-3",
    "'quoted",
    "＝１",
    "+0.7",
    "\t=1",
    "\r=1",
    "\n=1",
    "＋1",
    "－1",
    "＠x",
    "'",
    "''",
    "'=",
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_stays_a_formula(text):
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "a", "1=1", "スパム", " =1", "a'"])
def test_other_texts_are_left_alone(text):
    assert guarded(text) == text
    assert unguarded(text) == text


@given(st.text() | st.text(st.sampled_from("'=+-@\t\r\n＝＋－＠1")))
def test_any_text_comes_back_from_its_guard(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize("place", [text for text in DANGEROUS if text.strip() == text])
def test_dangerous_texts_come_back_from_an_export(store, imported, exported, new_store, place):
    imported(store, f"{NEUTRAL}\n{row(source='edition:2010-02', place=guarded(place))}\n")
    text = exported(store)
    assert not [
        cell for line in text.splitlines() for cell in line.split(",") if cell.startswith(("=", "@", "+", "－", "＝"))
    ]
    with new_store() as other:
        plan = imported(other, text)
    assert [reading.place for reading in plan.readings] == [place]
