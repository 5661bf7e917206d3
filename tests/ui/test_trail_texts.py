"""What an operation touched is said in words, of every kind of record."""

from collections.abc import Callable

import pytest

from workbench.core.messages import message
from workbench.core.ports import Command
from workbench.core.queries.trail import Touched, TouchedRow, touched
from workbench.core.records import (
    RECORDS,
    Coverage,
    Edition,
    Event,
    Finding,
    FindingText,
    Metric,
    Note,
    Observation,
    Reading,
    Record,
    Segment,
    Source,
    Waiver,
)
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.trail_texts import TrailTexts
from workbench.ui.workspace import Workspace

PLACE = ("virus.rate", "M", "2010-02", "geography", "CN")

SAID: tuple[tuple[Record, tuple[str, str], tuple[str, str]], ...] = (
    (
        Observation(*PLACE, 62.4, 0.1, "exact", "provisional", 1, 1),
        ("Virus rate / China / February 2010", "1 in 62.4 (provisional)"),
        ("ウイルス率 / 中国 / 2010年2月", "62.4通に1通（速報）"),
    ),
    (
        Reading(*PLACE, "average_6", 1, 1, 62.4, 0.1, "exact", "one_in", "China", "1 in 62.4", ""),
        ("Virus rate (six-month average) / China / February 2010", "1 in 62.4"),
        ("ウイルス率（6か月平均） / 中国 / 2010年2月", "1 in 62.4"),
    ),
    (
        Coverage("virus.rate", "geography", "M", "2010-02", "top", 5),
        ("Virus rate / Geography / February 2010", "top 5"),
        ("ウイルス率 / 国・地域 / 2010年2月", "上位5件"),
    ),
    (
        Coverage("virus.rate", "geography", "M", "2010-02", "selection", None),
        ("Virus rate / Geography / February 2010", "a selection"),
        ("ウイルス率 / 国・地域 / 2010年2月", "一部の項目"),
    ),
    (
        Note(7, "virus.rate", "geography", "CN", "M", "2010-01", "2010-02", "Ask\n\nagain.", "sato", "2010-03-01"),
        ("Virus rate / China / January 2010 to February 2010", "Ask again."),
        ("ウイルス率 / 中国 / 2010年1月〜2010年2月", "Ask again."),
    ),
    (
        Note(8, "virus.rate", "geography", "", "M", "2010-02", "2010-02", "All.", "sato", "2010-03-01"),
        ("Virus rate / Geography / February 2010", "All."),
        ("ウイルス率 / 国・地域 / 2010年2月", "All."),
    ),
    (
        Event("takedown-of-mega-d", "2009-11-04", "2009-11-05", "takedown", "Mega-D停止", "Mega-D is taken down"),
        ("Mega-D is taken down", "Mega-D is taken down / Takedown / 4 November 2009 to 5 November 2009"),
        ("Mega-D停止", "Mega-D停止 / 遮断 / 2009年11月4日〜2009年11月5日"),
    ),
    (
        Finding("01-spam", "M", "2010-02", "spam", "reviewed", "sato", 1, ""),
        ("February 2010 / Spam", "reviewed / sato"),
        ("2010年2月 / スパム", "確認済み / sato"),
    ),
    (
        FindingText("01-spam", "ja", "急増", "割合は\n[89.4%](metric:spam.rate@2010-02)でした。"),
        ("Japanese", "急増 / 割合は 89.4%でした。"),
        ("日本語", "急増 / 割合は 89.4%でした。"),
    ),
    (
        Edition("M", "2010-02", 2, "review", "", 1, None),
        ("February 2010 / No. 2", "in review"),
        ("2010年2月 / 第2版", "確認中"),
    ),
    (
        Source(1, "edition", "edition:2010-02", "", "2010-03-01"),
        ("Report of February 2010", "Issue / Report of February 2010"),
        ("2010年2月号", "号 / 2010年2月号"),
    ),
    (
        Segment("geography", "HK", "香港", "Hong Kong", "HKG\nXianggang", "", 1, "CN"),
        ("香港 / Hong Kong", "香港 / Hong Kong (HKG, Xianggang) ▶ China"),
        ("香港 / Hong Kong", "香港 / Hong Kong (HKG, Xianggang) ▶ 中国"),
    ),
    (
        Metric("own.rate", "spam", "percent", 0.1, "more", "独自の率", "Own rate", "", "", 1),
        ("Own rate", "独自の率 / Own rate"),
        ("独自の率", "独自の率 / Own rate"),
    ),
    (
        Waiver("jump", "virus.rate/geography:CN@2010-02", "It is\nso.", "sato", "2010-03-01", ""),
        ("Virus rate / China / February 2010 / jump", "It is so."),
        ("ウイルス率 / 中国 / 2010年2月 / jump", "It is so."),
    ),
)  # fmt: skip


@pytest.fixture
def texts(workspace: Workspace, appearance: Appearance) -> TrailTexts:
    return TrailTexts(appearance, lambda: workspace.catalogue)


def row_of(record: Record) -> TouchedRow:
    key = tuple(getattr(record, name) for name in record.KEY)
    return TouchedRow(type(record), key, record, None, record)


@pytest.mark.parametrize(("record", "en", "ja"), SAID, ids=[type(record).__name__ for record, _, _ in SAID])
def test_a_row_is_named_and_told_in_both_languages(
    texts: TrailTexts, appearance: Appearance, record: Record, en: tuple[str, str], ja: tuple[str, str]
) -> None:
    for language, said in (("en", en), ("ja", ja)):
        appearance.set_language(language)
        assert (texts.key(row_of(record)), texts.worth(record)) == said


def test_every_kind_is_among_them() -> None:
    assert {type(record) for record, _, _ in SAID} == set(RECORDS)


def test_words_of_a_newer_version_stand_as_they_are_stored(texts: TrailTexts) -> None:
    assert texts.worth(Finding("01", "M", "2010-02", "fraud", "shelved", "sato", 1, "")) == "shelved / sato"
    assert texts.key(row_of(Finding("01", "M", "2010-02", "fraud", "shelved", "", 1, ""))) == "February 2010 / fraud"


def ask(workspace: Workspace, query: Callable[..., Touched]) -> Touched:
    found: list[Touched] = []
    workspace.ask(query, workspace, found.append)
    return found[0]


def test_what_was_added_and_deleted_since_is_still_named(workspace: Workspace, texts: TrailTexts) -> None:
    note = Note(7, "virus.rate", "geography", "CN", "M", "2010-02", "2010-02", "Ask.", "sato", "2010-03-01")
    workspace.run(Command(message("command.sample"), lambda tx: tx.put(note)))
    workspace.run(Command(message("command.sample"), lambda tx: tx.remove(Note, [(7,)])))
    (row,) = ask(workspace, lambda reader: touched(reader, 2, 10)).rows
    assert (row.before, row.now) == (None, None)
    assert texts.key(row) == "Virus rate / China / February 2010"
    assert (texts.worth(row.before), texts.worth(row.now)) == ("none", "none")


def test_a_figure_that_nothing_is_left_of_is_named_by_its_key(texts: TrailTexts) -> None:
    gone = TouchedRow(Observation, PLACE, None, None, None)
    assert texts.key(gone) == "Virus rate / China / February 2010"
    assert texts.key(TouchedRow(Note, (7,), None, None, None)) == "–"
