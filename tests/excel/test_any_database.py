"""Workbooks of databases that nobody would make: each is written, read back and found to be what was meant."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from db.databases import SqlDatabases
from workbench.core.catalogue import Catalogue
from workbench.core.printed import stored
from workbench.core.records import GLOBAL, Finding, FindingText, Note, Observation, Reading, Record, Source
from workbench.excel.layout import DATA, FINDINGS

NASTY = (
    "=1+1", "+1", "-1", "@x", "＝1", "'quoted", "#N/A", "TRUE", "1.5", "2010-02", "<r>x</r>", "_x0001_", "_x000D_",
    "a\r\nb", "a\rb", "\n\nfirst", "last\n", "  both ends  ", "\ttab\t", "\u3000全角\u3000", "\x00\x07\x1f", "\x0b\x85",
    "\ufeff\ufffe\uffff", "👩‍💻𠮟", "語" * 32_767, "x" * 32_768, "𠮟" * 16_384, "* [x](y) **z**\n\n| a | b |", "[a]\nb\n\n[c]\nd",
)  # fmt: skip
"""Texts that a workbook, or whoever reads it, could take for something else."""

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(NASTY)
MONTHS = st.sampled_from(["2009-12", "2010-01", "2010-02", "1899-01"])
MEMBERS = st.sampled_from([(GLOBAL, GLOBAL), ("geography", "JP"), ("geography", "CN"), ("geography", "X Y/:@#")])
METRICS = st.sampled_from(["spam.rate", "virus.rate", "web.new_sites_per_day", "lost metric"])
NUMBERS = st.one_of(st.none(), st.just(2.2250738585072e-309), st.floats(0, 1e9).map(stored))
STEPS = st.sampled_from([None, 0.0, 0.1, 1.0, 6.7, 1e8])
QUALIFIERS = st.sampled_from(["exact", "about", "below", "above", "range"])


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    value = draw(NUMBERS)
    key = (draw(METRICS), "M", draw(MONTHS), *draw(MEMBERS))
    status = "missing" if value is None else draw(st.sampled_from(["normal", "provisional", "estimated"]))
    return Observation(*key, value, draw(STEPS), draw(QUALIFIERS), status, None, None)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    key = (draw(METRICS), "M", draw(MONTHS), *draw(MEMBERS))
    statistic = draw(st.sampled_from(["value", "average_6", "change", "peak"]))
    unit = draw(st.sampled_from(["percent", "one_in", "points", "per_day", "parsecs"]))
    texts = (draw(WORDS), draw(WORDS), draw(WORDS))
    return Reading(*key, statistic, 1, 1, draw(NUMBERS), draw(STEPS), draw(QUALIFIERS), unit, *texts)


@st.composite
def notes(draw: st.DrawFn) -> Note:
    anchor = draw(st.one_of(MEMBERS, st.just(("", "")), st.just(("geography", ""))))
    first, last = sorted((draw(MONTHS), draw(MONTHS)))
    return Note(
        draw(st.integers(1, 9)), draw(METRICS), *anchor, "M", first, last, draw(WORDS), draw(WORDS), "2010-03-05T09:00"
    )


@st.composite
def findings(draw: st.DrawFn) -> tuple[Finding, FindingText]:
    id_ = draw(st.sampled_from("abc"))
    finding = Finding(id_, "M", draw(MONTHS), draw(WORDS), draw(WORDS), draw(WORDS), draw(st.integers(-5, 5)), "")
    return finding, FindingText(id_, draw(st.sampled_from(["ja", "en"])), draw(WORDS), draw(WORDS))


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    folder, numbers = tmp_path_factory.mktemp("any"), count()
    return lambda: folder / f"{next(numbers)}.db"


@settings(max_examples=25)
@given(
    st.lists(observations(), min_size=1, max_size=12),
    st.lists(readings(), max_size=12),
    st.lists(notes(), max_size=4),
    st.lists(findings(), max_size=3),
    st.sampled_from(["ja", "en"]),
)
def test_any_database_can_be_exported(
    fresh: Callable[[], Path],
    databases: SqlDatabases,
    catalogue: Catalogue,
    write: Callable[..., Any],
    put: Callable[..., object],
    accepted: list[Observation],
    printed: list[Reading],
    remarks: list[Note],
    prose: list[tuple[Finding, FindingText]],
    language: str,
) -> None:
    file = fresh()
    store = databases.open(file, for_writing=True, create=True)
    records: list[Record] = [Source(1, "file", "=x", "", "2010"), *accepted, *printed, *remarks]
    put(store, *records, *(one for pair in prose for one in pair))
    target = file.with_suffix(".xlsx")
    done = write(store, target, language)
    store.close()
    assert done.observations == len({one.metric + one.period + one.segment for one in accepted})
    book = CalamineWorkbook.from_path(target)
    data = book.get_sheet_by_name(DATA.name(language)).to_python(skip_empty_area=False)
    assert sum(row[DATA.column("status")] != "" for row in data[1:]) == done.observations
    shown = book.get_sheet_by_name(FINDINGS.name(language)).to_python(skip_empty_area=False)
    assert {row[0] for row in shown[FINDINGS.heading_row :]} - {""} == {pair[0].id for pair in prose}
