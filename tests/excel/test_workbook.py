import datetime
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from db.store import SqlStore
from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.core.records import GLOBAL, Finding, FindingText, Observation, Segment
from workbench.excel.layout import (
    DATA,
    FINDINGS,
    KEY_COLUMNS,
    KEYS,
    LONGEST_TEXT,
    SHEETS,
    TRENDS,
    Holds,
    SheetSpec,
    Table,
    sheet_named,
)
from workbench.excel.numbers import cell_number, figure_number

Line = dict[str, Any]
Write = Callable[..., Any]

FEBRUARY, QUARTER = Period.month(2010, 2), Period.parse("2010-Q1")
FIGURES = [sheet for sheet in SHEETS if sheet.table is Table.FIGURES]


@pytest.fixture(scope="module", params=["ja", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def opened(books: dict[str, Path]) -> dict[str, openpyxl.Workbook]:
    return {name: load(file) for name, file in books.items()}


@pytest.fixture
def book(opened: dict[str, openpyxl.Workbook], language: str) -> openpyxl.Workbook:
    return opened[language]


def load(file: Path) -> openpyxl.Workbook:
    """Open a workbook; that openpyxl cannot keep sparklines does not matter here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(file)


def day(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


def spec(id_: str) -> SheetSpec:
    return next(sheet for sheet in SHEETS if sheet.id == id_)


def lines_of(book: openpyxl.Workbook) -> list[Line]:
    return [dict(zip(KEY_COLUMNS, row, strict=True)) for row in book["_keys"].iter_rows(min_row=2, values_only=True)]


def cell(sheet: Worksheet, key: str, column: str) -> Any:
    """Find a cell by its row's key and its column's id."""
    found = sheet_named(sheet.title)
    assert found is not None
    row = next(row for row in sheet.iter_rows(min_row=found.heading_row + 1) if row[0].value == key)
    return row[found.column(column)]


def test_the_sheets_stand_in_order_with_names_in_the_language(book: openpyxl.Workbook, language: str) -> None:
    assert book.sheetnames == [sheet.name(language) for sheet in SHEETS]
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == ["_keys"]
    assert book["_keys"].sheet_state == "veryHidden"
    assert book.active is not None
    assert book.active.title == spec("contents").name(language)


def test_figures_are_numbers_whose_formats_keep_the_meaning(book: openpyxl.Workbook, language: str) -> None:
    geography = book[spec("geography").name(language)]
    china = cell(geography, "virus.rate/geography:CN", "value")
    assert china.value == 62.4
    assert china.number_format == {"en": '"1 in "0.0', "ja": '0.0"通に1通"'}[language]
    italy = cell(geography, "spam.rate/geography:IT", "value")
    assert (italy.value, italy.number_format) == (0.934, "0.0%")
    change = cell(geography, "virus.rate/geography:CN", "change")
    assert change.value == pytest.approx(100 / 62.4 - 100 / 121.4)
    assert {"en": '+0.00" pt"', "ja": '+0.00" ポイント"'}[language] in change.number_format
    assert cell(geography, "virus.rate/geography:CN", "base").value == 121.4
    overview = book[spec("overview").name(language)]
    assert cell(overview, "virus.rate", "published").value == 280.6
    assert cell(overview, "virus.rate", "rate").value == pytest.approx(1 / 302.8)
    threats = book[spec("threats").name(language)]
    about = cell(threats, "spam.category_share/spam_category:pharmaceutical", "value")
    assert (about.value, about.number_format) == (0.65, {"en": '"about "0%', "ja": '"約"0%'}[language])


def test_periods_are_dates(book: openpyxl.Workbook, language: str) -> None:
    geography = book[spec("geography").name(language)]
    dated = geography.cell(3, spec("geography").column("value") + 1)
    assert dated.value == day("2010-02-01")
    assert dated.number_format == {"en": "[$-409]mmm yyyy", "ja": 'yyyy"年"m"月"'}[language]
    trends = book[TRENDS.name(language)]
    months = [one.value for one in trends[TRENDS.heading_row][len(TRENDS.columns) :]]
    assert months[-1] == day("2010-02-01")
    assert months == sorted(months)


def test_a_missing_figure_is_an_empty_cell(book: openpyxl.Workbook, language: str) -> None:
    geography = book[spec("geography").name(language)]
    base = cell(geography, "virus.rate/geography:TW", "base")
    assert base.value is None
    assert "0" in base.number_format
    lines = lines_of(book)
    assert [line["value"] for line in lines if line["key"] == "virus.rate/geography:TW@2010-01"] == [None]


def test_ranks_are_said_as_far_as_they_are_known(book: openpyxl.Workbook, language: str) -> None:
    geography = book[spec("geography").name(language)]
    assert cell(geography, "virus.rate/geography:CN", "rank").value == 1
    assert cell(geography, "virus.rate/geography:JP", "rank").value == "> 5"
    threats = book[spec("threats").name(language)]
    second = cell(threats, "spam.mean_size/file_type:png", "rank")
    assert (second.value, second.number_format) == (2, {"en": '0" of 14"', "ja": '"14件中"0"位"'}[language])


def test_notes_are_comments_in_order(book: openpyxl.Workbook, language: str) -> None:
    overview = book[spec("overview").name(language)]
    comment = cell(overview, "spam.rate", "value").comment
    assert comment.text == "Sato (2010-03-05):\nTwo botnets.\n\nSato (2010-03-05):\n=1+1\nis no formula"
    geography = book[spec("geography").name(language)]
    assert "1か月で倍増。" in cell(geography, "virus.rate/geography:CN", "value").comment.text
    assert cell(geography, "phishing.rate/geography:DE", "value").comment.text.endswith("Long")
    notes = [line for line in lines_of(book) if line["kind"] == "comment" and line["sheet"] == "overview"]
    assert [(line["key"], line["column"], line["nth"]) for line in notes] == [
        ("spam.rate@2010-02", "value", 1),
        ("spam.rate@2010-02", "value", 2),
    ]


def test_a_note_on_many_months_stands_once_in_trends(book: openpyxl.Workbook, language: str) -> None:
    trends = book[TRENDS.name(language)]
    row = next(row for row in trends.iter_rows() if row[0].value == "phishing.rate/geography:DE")
    commented = [one for one in row if one.comment is not None]
    assert len(commented) == 1
    heading = trends.cell(TRENDS.heading_row, commented[0].column).value
    assert heading == day("2009-06-01")


def test_findings_stand_in_both_languages(book: openpyxl.Workbook, language: str) -> None:
    sheet = book[FINDINGS.name(language)]
    rows = [row for row in sheet.iter_rows(min_row=FINDINGS.heading_row + 1, values_only=True) if row[0]]
    assert len(rows) == 5
    assert rows[0][FINDINGS.column("body_en")].startswith("Spam made up [89.4%](metric:spam.rate@2010-02)")
    assert rows[0][FINDINGS.column("title_ja")].startswith("二つのボットネット")


@pytest.mark.parametrize("sheet", [*FIGURES, TRENDS, FINDINGS, spec("notes"), DATA], ids=lambda sheet: sheet.id)
def test_every_table_is_framed_for_screen_and_paper(book: openpyxl.Workbook, language: str, sheet: SheetSpec) -> None:
    drawn = book[sheet.name(language)]
    assert drawn.freeze_panes is not None
    assert str(drawn.auto_filter.ref).startswith(f"A{sheet.heading_row}:")
    assert drawn.column_dimensions["A"].hidden
    assert drawn.page_setup.orientation == "landscape"
    assert drawn.page_setup.paperSize == 9
    assert drawn.print_title_rows is not None
    headings = [one.value for one in drawn[sheet.heading_row]][: len(sheet.columns)]
    assert headings == [column.heading(language) for column in sheet.columns]


def test_charts_and_sparklines_are_native(books: dict[str, Path], language: str) -> None:
    with zipfile.ZipFile(books[language]) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        rates = [text for name in charts if "ウイルス率（%）" in (text := parts.read(name).decode())]
    assert len(charts) > 15
    assert sum("x14:sparkline>" in text for text in sheets) == len(FIGURES)
    assert len(rates) == (4 if language == "ja" else 0)


def test_bars_of_one_in_go_by_the_rate(books: dict[str, Path]) -> None:
    with zipfile.ZipFile(books["en"]) as parts:
        texts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    bars = [text for text in texts if "<c:barChart>" in text and "Virus rate (%)" in text]
    rate = "ABCDEFGHIJKLMNO"[spec("geography").column("rate")]
    assert bars
    assert all(f"${rate}$" in text for text in bars)


def test_each_line_of_the_key_sheet_says_what_its_cell_holds(book: openpyxl.Workbook) -> None:
    by_id = {sheet.id: book[sheet.name("ja")] if sheet.ja in book else book[sheet.en] for sheet in SHEETS}
    seen = set()
    for line in lines_of(book):
        kind, sheet = line["kind"], by_id.get(line["sheet"])
        seen.add(kind)
        if kind in {"cell", "computed", "text"} and sheet is not None:
            found = sheet.cell(line["row"], place(line, sheet))
            assert found.value == expected(line)
            assert str(sheet.cell(line["row"], 1).value) == row_key(line)
        elif kind == "figure":
            row = DATA.heading_row + line["row"]
            assert by_id["data"].cell(row, 1).value == line["row"]
            value = by_id["data"].cell(row, DATA.column("value") + 1).value
            assert value is None or isinstance(value, str) or figure_number(line["unit"], value) == line["value"]
    assert seen == {"meta", "figure", "cell", "computed", "text", "comment"}


def place(line: Line, sheet: Worksheet) -> int:
    """Return the column, from 1, of a line's cell."""
    if line["sheet"] != TRENDS.id:
        return spec(line["sheet"]).column(line["column"]) + 1
    months = [one.value for one in sheet[TRENDS.heading_row]]
    return months.index(day(f"{line['column']}-01")) + 1


def expected(line: Line) -> object:
    if line["kind"] == "cell":
        return None if line["value"] is None else cell_number(line["unit"], line["value"])
    return line["value"] if line["text"] is None else line["text"]


def row_key(line: Line) -> str:
    if line["kind"] != "cell":
        return str(line["key"])
    key = FigureKey.parse(line["key"])
    return str(FigureKey(key.metric, key.dimension, key.segment))


def test_every_editable_cell_has_its_line(opened: dict[str, openpyxl.Workbook], language: str) -> None:
    book = opened[language]
    lines = {(line["sheet"], line["row"], line["column"]) for line in lines_of(book) if line["kind"] == "cell"}
    for sheet in FIGURES:
        drawn = book[sheet.name(language)]
        last = int(str(drawn.auto_filter.ref).rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        wanted = {
            (sheet.id, row, column.id)
            for row in range(sheet.heading_row + 1, last + 1)
            for column in sheet.columns
            if column.holds is Holds.FIGURE
        }
        assert len(wanted) > 10
        assert wanted <= lines


def test_trends_lean_on_the_data_where_that_has_their_figures(opened: dict[str, openpyxl.Workbook]) -> None:
    assert not [line for line in lines_of(opened["all"]) if line["kind"] == "cell" and line["sheet"] == TRENDS.id]
    lines = [line for line in lines_of(opened["ja"]) if line["kind"] == "cell" and line["sheet"] == TRENDS.id]
    assert {line["column"] for line in lines} > {"2010-01", "2009-10"}
    assert "2010-02" not in {line["column"] for line in lines}


def test_the_key_sheet_says_what_the_workbook_is_of(opened: dict[str, openpyxl.Workbook]) -> None:
    meta = {
        name: {line["key"]: line["text"] for line in lines_of(book) if line["kind"] == "meta"}
        for name, book in opened.items()
    }
    assert meta["en"] | {"database": ""} == {
        "schema": "1",
        "database": "",
        "language": "en",
        "period": "2010-02",
        "base": "2010-01",
        "data": "2010-02",
    }
    assert meta["all"]["data"] == "all"
    assert meta["all"]["period"] == "2012-12"
    assert len({one["database"] for one in meta.values()}) == 1
    assert len(meta["en"]["database"]) == 16


def test_the_data_holds_every_figure_once(
    opened: dict[str, openpyxl.Workbook], sample: SqlStore, language: str
) -> None:
    sheet = opened["all"][DATA.ja]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    with sample.read() as reader:
        accepted = reader.count(Observation)
    assert sum(bool(row[DATA.column("status")]) for row in rows) == accepted
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    february = list(opened[language][DATA.name(language)].iter_rows(min_row=2, values_only=True))
    assert {row[DATA.column("period")] for row in february} == {day("2010-02-01")}


def test_the_same_data_makes_the_same_bytes(
    books: dict[str, Path], sample: SqlStore, write: Write, tmp_path: Path
) -> None:
    write(sample, tmp_path / "again.xlsx", "ja")
    assert (tmp_path / "again.xlsx").read_bytes() == books["all"].read_bytes()


def test_texts_from_the_database_stay_texts(sample: SqlStore, write: Write, put: Write, tmp_path: Path) -> None:
    put(
        sample,
        Segment("geography", "IT", '=HYPERLINK("x")', "=1+1\x01<r>", "", "", 1, ""),
        Finding("f", "M", "2010-02", "@x", "draft", "#N/A", 9, ""),
        FindingText("f", "ja", "<r>x</r>", "あ" * (LONGEST_TEXT + 5)),
        FindingText("f", "en", "_x0041_", "-1"),
    )
    done = write(sample, tmp_path / "a.xlsx", "en")
    assert [remark.id for remark in done.remarks] == ["export.text_cut"]
    book = CalamineWorkbook.from_path(tmp_path / "a.xlsx")
    rows = {row[0]: row for row in book.get_sheet_by_name("Findings").to_python(skip_empty_area=False)}
    assert rows["f"][3:7] == ["@x", "draft", "#N/A", "<r>x</r>"]
    assert rows["f"][8:10] == ["_x0041_", "-1"]
    labels = {row[6] for row in book.get_sheet_by_name("Data").to_python()}
    assert "=1+1\x01<r>" in labels
    cut = [row for row in book.get_sheet_by_name("_keys").to_python() if row[KEY_COLUMNS.index("status")] == "cut"]
    assert [(row[3], row[4], len(row[KEY_COLUMNS.index("text")])) for row in cut] == [("body_ja", "f", LONGEST_TEXT)]


def test_a_metric_that_nobody_knows_is_no_obstacle(sample: SqlStore, write: Write, put: Write, tmp_path: Path) -> None:
    put(
        sample,
        Observation("lost.metric", "M", "2010-02", GLOBAL, GLOBAL, 5.0, 0.1, "exact", "normal", None, None),
        Observation("spam.rate", "M", "2010-02", "geography", "?", 5.0, 0.4, "range", "provisional", None, None),
    )
    write(sample, tmp_path / "a.xlsx", "en", FEBRUARY)
    book = load(tmp_path / "a.xlsx")
    remark = cell(book["Geography"], "spam.rate/geography:%3F", "remark").value
    assert "4.8–5.2%" in remark
    assert KEYS.en in book.sheetnames


def test_one_in_nothing_has_no_rate(sample: SqlStore, write: Write, put: Write, tmp_path: Path) -> None:
    for dimension, segment in ((GLOBAL, GLOBAL), ("geography", "CN")):
        put(
            sample,
            Observation("virus.rate", "M", "2010-02", dimension, segment, 0.0, 0.1, "exact", "normal", None, None),
        )
    write(sample, tmp_path / "a.xlsx", "en", FEBRUARY)
    book = load(tmp_path / "a.xlsx")
    assert cell(book["Geography"], "virus.rate/geography:CN", "value").value == 0
    assert cell(book["Geography"], "virus.rate/geography:CN", "rate").value is None


def test_other_grains_have_their_own_workbooks(sample: SqlStore, write: Write, put: Write, tmp_path: Path) -> None:
    put(sample, Observation("spam.rate", "Q", "2010-Q1", GLOBAL, GLOBAL, 88.0, 0.1, "exact", "normal", None, None))
    write(sample, tmp_path / "q.xlsx", "ja", QUARTER)
    book = load(tmp_path / "q.xlsx")
    assert cell(book["概要"], "spam.rate", "value").value == 0.88
    assert book["概要"].cell(3, spec("overview").column("value") + 1).value == "2010-Q1"
