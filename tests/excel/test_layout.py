import re

import pytest

from workbench.excel.layout import (
    DATA,
    KEY_COLUMNS,
    KEYS,
    SHEETS,
    Holds,
    SheetSpec,
    Table,
    When,
    comment_part,
    editable_columns,
    sheet_named,
)

TABLES = [sheet for sheet in SHEETS if sheet.table not in {Table.NONE, Table.KEYS}]


def test_sheets_can_be_told_apart_by_name_in_both_languages() -> None:
    assert len({sheet.id for sheet in SHEETS}) == len(SHEETS)
    for sheet in SHEETS:
        assert sheet_named(sheet.ja) is sheet
        assert sheet_named(sheet.en) is sheet
    assert sheet_named("Sheet1") is None


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.id)
def test_names_are_ones_that_excel_allows(sheet: SheetSpec) -> None:
    for name in (sheet.ja, sheet.en):
        assert 0 < len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\']", name)


@pytest.mark.parametrize("sheet", TABLES, ids=lambda sheet: sheet.id)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_columns_can_be_told_apart_by_their_headings(sheet: SheetSpec, language: str) -> None:
    headings = [column.heading(language) for column in sheet.columns]
    assert len(set(headings)) == len(headings)
    assert len({column.id for column in sheet.columns}) == len(headings)


@pytest.mark.parametrize("sheet", TABLES, ids=lambda sheet: sheet.id)
def test_the_first_column_identifies_the_rows(sheet: SheetSpec) -> None:
    assert [column.holds is Holds.KEY for column in sheet.columns] == [True] + [False] * (len(sheet.columns) - 1)


def test_figures_say_what_they_are_of() -> None:
    geography = next(sheet for sheet in SHEETS if sheet.id == "geography")
    said = {column.id: (column.when, column.aspect) for column in editable_columns(geography)}
    assert said == {
        "value": (When.PERIOD, ""),
        "base": (When.BASE, ""),
        "published": (When.PERIOD, "average_6"),
    }
    assert geography.columns[geography.column("value")].id == "value"
    with pytest.raises(KeyError):
        geography.column("nothing")


def test_of_the_data_only_what_is_said_of_a_figure_can_be_changed() -> None:
    assert {column.id for column in editable_columns(DATA)} == {"value", "text", "step", "qualifier", "status"}


def test_the_key_sheet_has_its_own_columns() -> None:
    assert KEYS.columns == ()
    assert KEY_COLUMNS[:5] == ("kind", "sheet", "row", "column", "key")


def test_a_note_in_a_comment_has_its_author_and_day() -> None:
    assert comment_part("Sato", "2010-03-05T09:00:00+00:00", "why?") == "Sato (2010-03-05):\nwhy?"
