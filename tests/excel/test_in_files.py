"""What a file is by its content, whether its package is sound, and what is said of each that is not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.errors import FileRefused
from workbench.excel import precheck
from workbench.excel.contents import contents_of
from workbench.excel.package import Package, place_of, unescaped
from workbench.excel.precheck import checked_package, kind_of, refuse_other_kinds
from workbench.excel.reader import READERS

BOOK = (
    '<workbook xmlns="m" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="rId2" Type="x/person" Target="persons/person.xml"/></Relationships>'
)
SHEET = '<worksheet xmlns="m"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
PARTS = {"xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": RELATIONS, "xl/worksheets/sheet1.xml": SHEET}


def packed(parts: dict[str, str], method: int = ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", method) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return made.getvalue()


def refusal(check: Callable[[], object]) -> tuple[str, dict[str, object]]:
    with pytest.raises(FileRefused) as refused:
        check()
    return refused.value.message.id, dict(refused.value.message.parameters)


@pytest.mark.parametrize(
    ("data", "kind", "id_"),
    [
        (b"", "text", "import.empty_file"),
        (b"\0\0\r\n", "text", "import.empty_file"),
        (b"%PDF-1.7", "pdf", "import.is_no_table"),
        (b"\x89PNG\r\n", "picture", "import.is_no_table"),
        (b"SQLite format 3\0", "database", "import.is_no_table"),
        (b"\n<!DOCTYPE html><table>", "markup", "import.is_web_page"),
        (b"<?xml version='1.0'?><Workbook>", "markup", "import.is_web_page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "ole", "import.is_old_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "ole", "import.is_encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "ole", "import.is_old_document"),
    ],
)
def test_a_file_of_another_kind_is_told_by_its_content(data: bytes, kind: str, id_: str) -> None:
    assert kind_of(data) == kind
    found, parameters = refusal(lambda: refuse_other_kinds(data, kind, "a.xlsx"))
    assert (found, parameters["file"]) == (id_, "a.xlsx")


@pytest.mark.parametrize("data", [b"period,metric,value", b"<5,less\n", "期間\t値".encode("cp932"), b"PK\x03\x04"])
def test_tables_and_workbooks_are_let_through(data: bytes) -> None:
    refuse_other_kinds(data, kind_of(data), "a")


def test_a_sound_package_is_opened() -> None:
    package = Package(checked_package(packed(PARTS), "a"), "a")
    assert [(sheet.name, sheet.is_visible, sheet.part) for sheet in package.sheets] == [
        ("One", True, "xl/worksheets/sheet1.xml")
    ]


@pytest.mark.parametrize(
    ("parts", "id_"),
    [
        ({"word/document.xml": ""}, "import.is_document"),
        ({"content.xml": ""}, "import.is_open_document"),
        ({"xl/workbook.bin": ""}, "import.is_binary_workbook"),
        ({"readme.txt": ""}, "import.no_workbook"),
        (PARTS | {"XL/WORKSHEETS/SHEET1.XML": SHEET}, "import.part_twice"),
        (PARTS | {"xl/worksheets/sheet1.xml": "<!DOCTYPE a>" + SHEET}, "import.declares_type"),
        (PARTS | {"xl/styles.xml": f"<a>{'x' * 20}</a><!ENTITY b 'c'>"}, "import.declares_type"),
        (PARTS | {"xl/worksheets/sheet1.xml": SHEET.replace("<v>1", "<v>\x01")}, "import.damaged_part"),
        (PARTS | {"xl/sharedStrings.xml": "<t>\0</t>"}, "import.damaged_part"),
        (PARTS | {"xl/worksheets/sheet1.xml": SHEET + " " * 2_000_000}, "import.unpacks_too_large"),
        (PARTS | {f"a/{number}": "" for number in range(precheck.MOST_ENTRIES)}, "import.too_many_parts"),
    ],
)
def test_an_unsound_package_is_refused(parts: dict[str, str], id_: str) -> None:
    assert refusal(lambda: checked_package(packed(parts), "a"))[0] == id_


def test_a_declaration_across_two_chunks_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precheck, "_CHUNK", 7)
    data = packed(PARTS | {"xl/a.xml": f"{'x' * 4}<!DOCTYPE a>"})
    assert refusal(lambda: checked_package(data, "a"))[0] == "import.declares_type"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_text_of_any_encoding_is_no_damage(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precheck, "_CHUNK", 16)
    made = BytesIO()
    with ZipFile(made, "w") as package:
        package.writestr("xl/workbook.xml", BOOK.replace("One", "łāđ\t月").encode(encoding))
    assert checked_package(made.getvalue(), "a").namelist() == ["xl/workbook.xml"]


def test_a_declaration_in_two_bytes_a_letter_is_found() -> None:
    made = BytesIO()
    with ZipFile(made, "w") as package:
        package.writestr("xl/workbook.xml", "<!DOCTYPE a>".encode("utf-16"))
    assert refusal(lambda: checked_package(made.getvalue(), "a"))[0] == "import.declares_type"


def test_a_size_that_lies_is_found_out() -> None:
    data = bytearray(packed(PARTS | {"xl/a.xml": "a" * 3_000_000}))
    assert refusal(lambda: checked_package(bytes(data), "a")) == (
        "import.unpacks_too_large",
        {"file": "a", "part": "xl/a.xml"},
    )


def test_a_part_that_was_damaged_is_named() -> None:
    data = bytearray(packed(PARTS, ZIP_STORED))
    data[data.index(b"<sheetData>") + 2] ^= 1
    assert refusal(lambda: checked_package(bytes(data), "a")) == (
        "import.damaged_part",
        {"file": "a", "part": "xl/worksheets/sheet1.xml"},
    )


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(books: dict[str, Path], data: st.DataObject) -> None:
    whole = books["en"].read_bytes()
    content = bytearray(whole)
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(0, len(whole))) :]
    for _ in range(data.draw(st.integers(0, 3))):
        place = data.draw(st.integers(0, max(len(content) - 1, 0)))
        content[place : place + 1] = bytes([data.draw(st.integers(0, 255))])
    with suppress(FileRefused):
        contents_of(bytes(content), "a.xlsx", READERS[0], "")


@pytest.mark.parametrize(
    ("parts", "id_", "names"),
    [
        (PARTS | {"xl/workbook.xml": BOOK.replace('<sheet name="One" sheetId="1" r:id="rId1"/>', "")}, "import.no_sheets", {}),
        ({name: text for name, text in PARTS.items() if "sheet1" not in name}, "import.no_sheet_part", {"sheet": "One"}),
        (PARTS | {"xl/workbook.xml": "<workbook"}, "import.damaged_part", {"part": "xl/workbook.xml"}),
    ],
)  # fmt: skip
def test_a_workbook_without_its_sheets_is_refused(parts: dict[str, str], id_: str, names: dict[str, str]) -> None:
    package = Package(checked_package(packed(parts), "a"), "a")
    assert refusal(lambda: package.sheets) == (id_, {"file": "a"} | names)


def test_comments_and_threads_are_read() -> None:
    folder = "xl/worksheets/_rels/sheet1.xml.rels"
    relations = (
        '<Relationships><Relationship Id="a" Type="x/comments" Target="../comments1.xml"/>'
        '<Relationship Id="b" Type="x/threadedComment" Target="/xl/threads/t1.xml"/></Relationships>'
    )
    comments = (
        "<comments><authors><author>Boss</author><author>tc={1}</author></authors><commentList>"
        '<comment ref="B2" authorId="0"><text><r><t>Why</t></r><r><t>_x0007_?</t></r><rPh sb="0" eb="1"><t>kana</t></rPh>'
        '</text></comment><comment ref="C3" authorId="1"><text><t>[Threaded comment]</t></text></comment>'
        "</commentList></comments>"
    )
    thread = (
        '<ThreadedComments><threadedComment ref="C3" personId="p"><text>First</text></threadedComment>'
        '<threadedComment ref="C3" personId="q"><text>Answer</text></threadedComment></ThreadedComments>'
    )
    people = '<personList><person id="p" displayName="佐藤"/></personList>'
    parts = {
        folder: relations,
        "xl/comments1.xml": comments,
        "xl/threads/t1.xml": thread,
        "xl/persons/person.xml": people,
    }
    package = Package(checked_package(packed(PARTS | parts), "a"), "a")
    assert package.remarks(package.sheets[0]) == [
        (2, 2, "Boss", "Why\x07?"),
        (3, 3, "佐藤", "First"),
        (3, 3, "", "Answer"),
    ]


@pytest.mark.parametrize(
    ("name", "place"),
    [("A1", (1, 1)), ("$B$12", (12, 2)), ("AA3", (3, 27)), ("XFD1048576", (1_048_576, 16_384)), ("?", (1, 1))],
)
def test_a_cells_name_says_its_place(name: str, place: tuple[int, int]) -> None:
    assert place_of(name) == place


def test_characters_that_xml_has_no_place_for_come_back() -> None:
    assert unescaped("a_x0001_b_x005F_x0041_") == "a\x01b_x0041_"


def test_every_limit_is_above_what_real_workbooks_have(books: dict[str, Path]) -> None:
    assert checked_package(books["all"].read_bytes(), "a").namelist()
