import io
import re
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from workbench.excel.layout import LONGEST_TEXT, NOTES
from workbench.excel.page import Page, cell_name
from workbench.excel.raw import RawSheet, text_xml
from workbench.excel.styles import PLAIN, Styles
from workbench.excel.texts import fitting, is_like_a_formula, utf16_length, width

TRAPS = (
    "=1+1",
    "@x",
    "#N/A",
    "-1",
    "+1",
    "＝1",
    "TRUE",
    "1.5",
    "2010-02",
    "a\x01b",
    "\x0b",
    "\r",
    "\ttab",
    "line\nbreak",
    " space ",
    "_x0041_",
    "_x005F_",
    "_x",
    "<r>x</r>",
    "<r></r>",
    "<b>&\"'",
    "\x7f\x85\u2028",
    "😀",
    "'quoted",
    "https://example.org",
    "mailto:a@example.org",
)

TEXTS = st.one_of(st.sampled_from(TRAPS), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))


NOT_OPENPYXLS = re.compile("_x|^<r>|[\x00-\x08\x0b-\x1f]")
"""What openpyxl does not read as Excel does."""


@settings(max_examples=60)
@given(st.lists(TEXTS, min_size=1, max_size=40))
@example(list(TRAPS))
def test_text_is_text_on_sheets_that_are_drawn(texts: list[str]) -> None:
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    page = Page(book.add_worksheet("Notes"), NOTES, Styles(book, "en"), "en")
    whole = [page.put(row, 0, text) for row, text in enumerate(texts)]
    book.close()
    assert [page.meant.cells[row, 0] for row in range(len(texts))] == [fitting(text)[0] for text in texts]
    assert whole == [not fitting(text)[1] for text in texts]
    check(file, "Notes", [fitting(text)[0] for text in texts])


@settings(max_examples=60)
@given(st.lists(TEXTS, min_size=1, max_size=40))
@example(list(TRAPS))
def test_text_is_text_on_sheets_that_are_streamed(texts: list[str]) -> None:
    wanted = [fitting(text)[0] for text in texts]
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("Data", RawSheet)
    sheet.has(1)
    sheet.rows = lambda: [[(text, 0)] for text in wanted]
    book.close()
    check(file, "Data", wanted)
    assert list(sheet.hashes) == [hash((text,)) for text in wanted]


def check(file: io.BytesIO, sheet: str, wanted: list[str]) -> None:
    """Hold that two readers find the texts, as texts."""
    file.seek(0)
    rows = CalamineWorkbook.from_filelike(file).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    assert [row[0] for row in rows] == wanted
    file.seek(0)
    cells = [row[0] for row in openpyxl.load_workbook(file)[sheet].iter_rows()]
    assert {cell.data_type for cell in cells} == {"s"}
    plain = [text for text in wanted if not NOT_OPENPYXLS.search(text)]
    assert [cell.value for cell, text in zip(cells, wanted, strict=True) if text in plain] == plain


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_keep_all_their_digits_on_sheets_that_are_streamed(number: float) -> None:
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("Data", RawSheet)
    sheet.has(3)
    sheet.rows = lambda: [[("", 0), (number, 0), (None, 0)]]
    book.close()
    assert openpyxl.load_workbook(file)["Data"]["B1"].value == number
    assert list(sheet.hashes) == [hash(("", number, ""))]


@given(st.text(st.sampled_from("aあ😀\ufffe\n"), max_size=40), st.integers(1, 20))
def test_a_text_is_cut_between_characters(text: str, longest: int) -> None:
    fitted, is_cut = fitting(text, longest)
    clean = text.replace("\ufffe", "\ufffd")
    assert utf16_length(fitted) <= longest
    assert clean.startswith(fitted)
    assert is_cut == (fitted != text)
    assert is_cut or fitted == text
    rest = clean[len(fitted) :]
    assert not rest or utf16_length(fitted + rest[0]) > longest


def test_the_longest_texts_survive_and_longer_ones_are_named(tmp_path: Path) -> None:
    book = Workbook(str(tmp_path / "a.xlsx"))
    page = Page(book.add_worksheet("Notes"), NOTES, Styles(book, "en"), "en")
    assert page.put(0, 0, "x" * LONGEST_TEXT)
    assert page.put(1, 0, "😀" * (LONGEST_TEXT // 2))
    assert not page.put(2, 0, "あ" * (LONGEST_TEXT + 1))
    assert not page.put(3, 0, "\uffff")
    book.close()
    assert [(cut.id, cut.parameters["cell"]) for cut in page.meant.cut] == [
        ("export.text_cut", "A3"),
        ("export.no_characters", "A4"),
    ]
    rows = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_name("Notes").to_python()
    assert [len(row[0]) for row in rows] == [LONGEST_TEXT, LONGEST_TEXT // 2, LONGEST_TEXT, 1]


def test_what_xml_has_no_place_for_is_written_as_excel_writes_it() -> None:
    assert text_xml("\x1f & _x0041_ <x>") == "_x001F_ &amp; _x005F_x0041_ &lt;x&gt;"


def test_what_looks_like_a_formula_is_marked_as_text(tmp_path: Path) -> None:
    book = Workbook(str(tmp_path / "a.xlsx"))
    page = Page(book.add_worksheet("Notes"), NOTES, Styles(book, "en"), "en")
    for row, text in enumerate(("=1+1", "plain")):
        page.put(row, 0, text, PLAIN)
    book.close()
    cells = openpyxl.load_workbook(tmp_path / "a.xlsx")["Notes"]["A"]
    assert [bool(cell.quotePrefix) for cell in cells] == [True, False]
    assert all(is_like_a_formula(f"{first}x") for first in "=+-@\t\r\n＝＋－＠'")
    assert not any(is_like_a_formula(text) for text in ("x=1", ""))


@pytest.mark.parametrize(
    ("text", "language", "letters"),
    [("abc", "ja", 3), ("日本", "en", 4), ("★", "ja", 2), ("★", "en", 1), ("ab\nabcd\n", "en", 4), ("", "ja", 0)],
)
def test_widths_count_east_asian_letters_twice(text: str, language: str, letters: int) -> None:
    assert width(text, language) == letters


def test_cells_are_named_as_excel_does() -> None:
    assert [cell_name(*place) for place in ((0, 0), (6, 1), (0, 25), (0, 26), (9, 701), (0, 702))] == [
        "A1",
        "B7",
        "Z1",
        "AA1",
        "ZZ10",
        "AAA1",
    ]
