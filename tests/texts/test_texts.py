"""Texts out of files of each kind, good and bad; all made here."""

import codecs
import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from workbench.core.errors import FileRefused
from workbench.texts.reading import LARGEST, read_text

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pdf(*pages: str) -> bytes:
    """A small PDF with a line of text a page."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, words in enumerate(pages):
        content = f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET" if words else ""
        place = f"/Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R"
        parts.append(f"<< /Type /Page {place} /Resources << /Font << /F1 3 0 R >> >> >>")
        parts.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{part}\nendobj\n".encode())
    start = out.tell()
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{rows}trailer\n".encode())
    out.write(f"<< /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def docx(body: str, *, name: str = "word/document.xml", prolog: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(name, f"<?xml version='1.0'?>{prolog}<w:document {WORD}><w:body>{body}</w:body></w:document>")
    return out.getvalue()


def made(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def why(path: Path) -> str:
    with pytest.raises(FileRefused) as refused:
        read_text(path)
    return refused.value.message.id


def test_plain_text_stays_as_it_is(tmp_path: Path) -> None:
    words = "スパムは90.1%\r\nでした。\n\n"
    assert read_text(made(tmp_path, "a.txt", words.encode())).source == words
    assert read_text(made(tmp_path, "b.md", codecs.BOM_UTF8 + words.encode())).source == words


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "iso2022_jp", "utf-16"])
def test_japanese_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    words = "十月のスパムは全体の九割で、先月とほぼ同じ水準でした。"
    assert read_text(made(tmp_path, "a.txt", words.encode(encoding))).source == words


def test_html_is_read_as_a_person_reads_it(tmp_path: Path) -> None:
    page = (
        "<!DOCTYPE html><html><head><title>No</title><script>no()</script></head><body><h2>Spam &amp; more</h2>"
        "<p>It was\n <b>90.1%</b>.</p><ul><li>one<li>two</ul><table><tr><th>Country<th>Rate<tr><td>Italy<td>91%</table>"
        "</body></html>"
    )
    assert read_text(made(tmp_path, "a.bin", page.encode())).source == (
        "## Spam & more\n\nIt was 90.1%.\n\n- one\n- two\n\nCountry\tRate\nItaly\t91%\n"
    )


def test_a_word_document_gives_headings_items_and_tables(tmp_path: Path) -> None:
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>Spam</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>It was </w:t></w:r><w:r><w:t>90.1%</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>item</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Italy</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>91%</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert read_text(made(tmp_path, "a.docx", docx(body))).source == (
        "## Spam\n\nIt was 90.1%\n\n- item\n\nItaly\t91%\n"
    )


def test_a_pdf_gives_its_pages(tmp_path: Path) -> None:
    text = read_text(made(tmp_path, "a.pdf", pdf("Spam was 90.1%", "Viruses were 1 in 300.5")))
    assert [part in text.source for part in ("Spam was 90.1%", "1 in 300.5")] == [True, True]
    assert text.page_of(text.source.index("300.5")) == 2
    assert text.page_of(text.source.index("90.1")) == 1


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("empty.txt", b"  \n", "texts.no_text"),
        ("scan.pdf", pdf("", ""), "texts.pictures_only"),
        ("cut.pdf", b"%PDF-1.4\nnothing", "texts.damaged"),
        ("other.zip", docx("", name="xl/workbook.xml"), "texts.not_text"),
        ("cut.docx", docx("<w:p/>")[:-30], "texts.damaged"),
        ("bomb.docx", docx("<w:p/>", prolog="<!DOCTYPE a [<!ENTITY b 'c'>]>"), "texts.damaged"),
        ("image.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xfe", "texts.not_text"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    assert why(made(tmp_path, name, data)) == expected


def test_a_pdf_with_a_password_is_refused(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(pdf("Spam was 90.1%")))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert why(made(tmp_path, "a.pdf", out.getvalue())) == "texts.encrypted"


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert why(path) == "file.too_large"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert why(tmp_path / "none.txt") == "file.missing"


@given(st.data())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    whole = data.draw(
        st.sampled_from([pdf("Spam was 90.1%"), docx("<w:p><w:r><w:t>a</w:t></w:r></w:p>"), b"<html><p>a"])
    )
    place = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:place] + data.draw(st.binary(max_size=4)) + whole[place + data.draw(st.integers(0, 9)) :]
    path = made(tmp_path, "a", damaged)
    with suppress(FileRefused):
        assert read_text(path).source.strip()
