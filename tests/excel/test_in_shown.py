"""Cells as texts: numbers as their formats show them, dates as periods, formulas and errors as what they are."""

from __future__ import annotations

import datetime

import pytest

from workbench.excel.marks import Mark, marks_of
from workbench.excel.shown import format_of, text_of

FORMATS = ["", "0.0%", '"1 in "0.0', "General"]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("", "", ""),
        (None, "0%", ""),
        ("as it is ", "0%", "as it is "),
        (0.894, "0.0%", "89.4%"),
        (0.9, "0.0%", "90.0%"),
        (0.89456, "0.0%", "89.456%"),
        (0.07, "0%", "7%"),
        (302.8, '"1 in "0.0', "1 in 302.8"),
        (302.0, '"1 in "0.0', "1 in 302.0"),
        (62.4, '0.0"通に1通"', "62.4通に1通"),
        (4998.0, "#,##0", "4998"),
        (5.5, '"▲ "+0.0" pt"', "▲ + 5.5pt"),
        (1e16, "", "1e+16"),
        (0.30000000000000004, "", "0.3"),
        (float("nan"), "0%", "nan"),
        (True, "", "TRUE"),
        (12.0, "@", "12"),
        (0.5, "[>=0.5][Red]0.0%;0.0%", "50.0%"),
        (datetime.date(2010, 2, 1), 'yyyy"年"m"月"', "2010-02"),
        (datetime.date(2010, 2, 1), "[$-409]mmm yyyy", "2010-02"),
        (datetime.date(2010, 2, 1), "mmm-yy", "2010-02"),
        (datetime.date(2010, 2, 1), "yyyy/mm/dd", "2010-02-01"),
        (datetime.date(2010, 2, 1), "", "2010-02-01"),
        (datetime.date(2010, 2, 5), 'yyyy"年"m"月"', "2010-02-05"),
        (datetime.datetime(2010, 2, 5, 12), "", "2010-02-05 12:00:00"),  # noqa: DTZ001 - as readers have it
        (datetime.time(5), "", "05:00:00"),
    ],
)
def test_a_value_is_written_as_its_format_shows_it(value: object, code: str, text: str) -> None:
    assert text_of(value, code) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "is_percent", "decimals"),
    [("0.00%", True, 2), ('"100%"0', False, 0), ("#,##0.0_);(#,##0.0)", False, 1), ("", False, 0), ("\\%0", False, 0)],
)
def test_a_format_says_whether_it_shows_percent(code: str, is_percent: bool, decimals: int) -> None:  # noqa: FBT001
    assert format_of(code)[:2] == (is_percent, decimals)


def test_marks_are_found_in_their_columns_alone() -> None:
    sheet = (
        b'<row><c r="A1" s="1"><v>1</v></c><c r="B1" s="2" t="n"><f>1+1</f><v>2</v></c></row>'
        b'<row><c r="AA2" s="1"/><c r="A3" t="e"><v>#DIV/0!</v></c><c r="A4" s="9"><f/></c></row>'
    )
    assert marks_of([sheet], FORMATS, {"A"}) == {
        "A1": Mark("0.0%"),
        "A3": Mark(error="#DIV/0!"),
        "A4": Mark(is_formula=True),
    }
    assert marks_of([sheet], FORMATS, {"B", "AA"}) == {"B1": Mark('"1 in "0.0', is_formula=True), "AA2": Mark("0.0%")}
    assert marks_of([sheet], FORMATS, set()) == {}


def test_marks_are_found_behind_a_prefix_too() -> None:
    sheet = b'<x:row><x:c r="A1" s="1"><x:f>1</x:f></x:c><x:c s="2" r="A2"><x:v>1</x:v></x:c></x:row>'
    assert marks_of([sheet], FORMATS, {"A"}) == {"A1": Mark("0.0%", is_formula=True), "A2": Mark('"1 in "0.0')}
