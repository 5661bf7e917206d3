"""CSV files of any encoding and separator as tables of text; what is none is refused in words."""

import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.core.errors import FileRefused, WorkbenchError
from workbench.core.plans import ImportPlan
from workbench.core.tidy.files import read_table

ROWS = [
    ["期間", "指標", "値", "原文"],
    ["2010年2月", "スパム率", "89.4", "表ソ能"],
    ["2010年1月", "ウイルス率", "326.9", ""],
]
TEXT = "".join(",".join(row) + "\r\n" for row in ROWS)


def refusal(data):
    with pytest.raises(FileRefused) as refused:
        read_table(data, "figures.csv")
    assert refused.value.message.parameters["file"] == "figures.csv"
    return refused.value.message


@pytest.mark.parametrize(
    ("encoding", "found", "mark"),
    [
        ("utf-8", "utf-8", b""),
        ("utf-8", "utf-8-sig", codecs.BOM_UTF8),
        ("utf-16-le", "utf-16", codecs.BOM_UTF16_LE),
        ("utf-16-be", "utf-16", codecs.BOM_UTF16_BE),
        ("cp932", "cp932", b""),
        ("euc_jp", "euc_jp", b""),
        ("iso2022_jp", "iso2022_jp", b""),
    ],
)
def test_the_encoding_is_found_out(encoding, found, mark):
    table = read_table(mark + TEXT.encode(encoding), "figures.csv")
    assert (table.encoding, table.rows) == (found, ROWS)


def test_what_only_windows_writes_is_read_from_cp932():
    row = "2010年2月,①㈱髙～－,表ソ能予"
    data = f"期間,指標,値\r\n{row}\r\n".encode("cp932")
    assert b"\x5c" in data
    assert read_table(data, "figures.csv").rows[1] == row.split(",")


def test_what_could_be_either_is_windows_own():
    row = "2010-02,ｽﾊﾟﾑﾘﾂ,89.4"
    data = f"period,metric,value\r\n{row}\r\n".encode("cp932")
    assert data.decode("euc_jp")
    assert read_table(data, "figures.csv").rows[1] == row.split(",")


def test_a_quoted_cell_may_end_with_half_a_backslash():
    data = '期間,指標,値\r\n"表","ソ",能\r\n'.encode("cp932")
    assert read_table(data, "figures.csv").rows[1] == ["表", "ソ", "能"]


def test_ascii_alone_is_utf_8():
    assert read_table(b"period,metric,value\n2010-02,spam.rate,89.4\n", "figures.csv").encoding == "utf-8"


@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_the_separator_and_the_line_ends_are_found_out(separator, line_end):
    text = line_end.join(separator.join(row) for row in ROWS)
    assert read_table(text.encode(), "figures.csv").rows == ROWS


def test_the_headings_decide_on_the_separator_and_not_the_rows_above():
    text = "A report, with commas, many, of, them\n\nperiod;metric;value\n2010-02;spam.rate;89,4\n"
    assert read_table(text.encode(), "figures.csv").rows[3] == ["2010-02", "spam.rate", "89,4"]


@pytest.mark.parametrize("separator", [";", "|", "\t"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_a_first_line_may_state_the_separator_and_is_no_row(separator, mark):
    header = separator.join(["period", "metric", "value"])
    table = read_table(mark + f"sep={separator}\r\n{header}\r\n".encode(), "figures.csv")
    assert ["period", "metric", "value"] in table.rows
    if separator != "\t":
        assert table.rows[0] == ["period", "metric", "value"], "as a spreadsheet counts"


def test_quotes_hold_separators_quotes_and_line_breaks_in_one_row():
    text = 'period,metric,value\n2010-02,"a ""b"", c\nd",89.4\n\n2010-01,e,83.9\n'
    assert read_table(text.encode(), "figures.csv").rows == [
        ["period", "metric", "value"],
        ["2010-02", 'a "b", c\nd', "89.4"],
        [],
        ["2010-01", "e", "83.9"],
    ]


def test_rows_may_be_ragged():
    assert read_table(b"a,b,c\n1\n1,2,3,4\n", "figures.csv").rows == [["a", "b", "c"], ["1"], ["1", "2", "3", "4"]]


@pytest.mark.parametrize("data", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_an_empty_file_is_an_empty_table(data):
    assert read_table(data, "figures.csv").rows == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('period,metric,value\n2010-02,"open,1\n2009-08,b,2\n2009-09,c,3\n', 2),
        ('period,metric,value\n1,2,3\n4,"5" 6,7\n', 3),
        ('"period,metric,value\n', 1),
    ],
)
def test_a_broken_quotation_is_told_with_the_line_where_it_begins(text, line):
    found = refusal(text.encode())
    assert (found.id, found.parameters["line"]) == ("import.csv_broken", line)


def test_a_cell_of_more_than_131072_characters_is_refused():
    found = refusal(b"period,metric,value\n2010-02,x,1\n2010-02," + b"x" * 131_073 + b",1\n")
    assert (found.id, found.parameters["line"]) == ("import.csv_broken", 3)


@pytest.mark.parametrize(
    ("data", "id"),
    [
        (b"PK\x03\x04" + bytes(30), "import.not_csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "import.not_csv"),
        (b"%PDF-1.7\n", "import.not_csv"),
        (b"period,metric\x00,value\n", "import.not_text"),
        ("period,metric,value".encode("utf-16-le"), "import.not_text"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "import.not_text"),
        (b"\x81\x20\xff period", "import.unknown_encoding"),
        (codecs.BOM_UTF16_LE + b"x", "import.unknown_encoding"),
        (codecs.BOM_UTF8 + b"\xff", "import.unknown_encoding"),
        (b"\x1b$B\xff\xff", "import.unknown_encoding"),
    ],
)
def test_what_is_no_text_table_is_refused_in_words(data, id):
    assert refusal(data).id == id


@given(
    st.binary(max_size=200),
    st.sampled_from(
        [b"", codecs.BOM_UTF16_LE, codecs.BOM_UTF8, b"\x1b$B", b"sep=", b'period,metric,value\n"', b"period\r"]
    ),
)
@example(b"", b"sep=,")
@example(b"\r\r\n\r", b"sep=;")
def test_any_bytes_are_a_table_or_refused(data, start):
    try:
        rows = read_table(start + data, "figures.csv").rows
    except FileRefused:
        return
    assert all(isinstance(cell, str) for row in rows for cell in row)


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])), min_size=2, max_size=4)
    )
)
def test_any_cells_come_back_from_quotes(rows):
    lines = [
        ",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [["period", "metric", "value"], *rows]
    ]
    assert read_table("\r\n".join(lines).encode("utf-8-sig"), "figures.csv").rows[1:] == rows


WITHOUT_PROBLEMS = {"f03_utf8_nobom.csv", "a05_csv_renamed.xlsx"}


@pytest.mark.parametrize("folder", ["made", "broken", "valid", "hostile"])
def test_files_of_others_are_planned_or_refused_in_words(shared_folder, store, planned, folder):
    files = [file for file in (shared_folder / "corpus" / folder).iterdir() if file.stat().st_size < 4_000_000]
    assert files
    for file in files:
        try:
            plan = planned(store, file.read_bytes(), file.name)
        except WorkbenchError as error:
            told = [error.message]
        else:
            assert isinstance(plan, ImportPlan)
            told = [problem.message for problem in plan.problems]
        assert told or file.name in WITHOUT_PROBLEMS
        assert all(message.id.startswith(("import.", "spelling.")) for message in told), file.name


def test_the_made_file_with_figures_is_read(shared_folder, store, planned):
    plan = planned(store, (shared_folder / "corpus/made/f03_utf8_nobom.csv").read_bytes(), "f03.csv")
    assert plan.problems == []
    assert [(found.metric, found.period, found.value) for found in plan.observations] == [
        ("phishing.rate", "2009-08", 302.8),
        ("spam.rate", "2009-07", 89.4),
    ]
