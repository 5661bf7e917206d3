"""The inspector: what it says of a figure, that it follows scope, data, language and theme, and its notes and readings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.commands.figures import clear_values, set_value
from workbench.core.keys import FigureKey
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Command
from workbench.core.records import Metric, Note, Observation, Reading, Source
from workbench.core.spelling.numbers import SpelledNumber, read_number
from workbench.ui.appearance import Appearance
from workbench.ui.inspector import LEAST_WIDTH, Inspector
from workbench.ui.widgets.facts import Fact, Facts
from workbench.ui.widgets.labels import ElidedText
from workbench.ui.workspace import Workspace

FEBRUARY = Period.month(2010, 2)
CHINA = FigureKey("virus.rate", "geography", "CN", FEBRUARY)
ADDRESS = "https://news.example.com/a/very/long/address/of/an/article/that/nobody/can/read/in/one/line.html"

WorkspaceOn = Callable[[Path | None], Workspace]


@pytest.fixture
def inspector(qtbot: QtBot, workspace: Workspace, appearance: Appearance) -> Inspector:
    """An inspector that is seen, on China's virus rate."""
    made = Inspector(workspace, appearance)
    qtbot.addWidget(made)
    made.resize(286, 900)
    made.show()
    look_at_china(workspace)
    return made


@pytest.fixture
def faults(workspace: Workspace) -> list[BaseException]:
    """What the workspace could not do."""
    told: list[BaseException] = []
    workspace.failed.connect(told.append)
    return told


def look_at_china(workspace: Workspace) -> None:
    workspace.look_at(metric="virus.rate", selected=(("geography", "CN"),))


def enter(workspace: Workspace, text: str, key: FigureKey = CHINA) -> None:
    number = read_number(text)
    assert isinstance(number, SpelledNumber)
    workspace.run(set_value(workspace.catalogue.metric(key.metric), key, number))


def put(workspace: Workspace, *records: Observation | Note | Reading | Source | Metric) -> None:
    workspace.run(Command(message("command.sample"), lambda tx: tx.put(*records)))


def notes(workspace: Workspace, owner: QWidget) -> list[tuple[str, str]]:
    found: list[Note] = []
    workspace.ask(lambda reader: reader.records(Note), owner, found.extend, topic="test")
    return [(note.author, note.text) for note in found]


def words(part: QWidget) -> list[str]:
    """Return all texts of a part that are shown, once the layout has come to rest."""
    QApplication.processEvents()
    labels = [label.text() for label in part.findChildren(QLabel) if label.text() and label.isVisibleTo(part)]
    return labels + [text.text for text in part.findChildren(ElidedText) if text.isVisibleTo(part)]


def settle(qapp: QApplication) -> None:
    """Let the layout come to rest."""
    for _ in range(6):
        qapp.processEvents()


def test_a_country_of_the_issue(inspector: Inspector) -> None:
    head = inspector.head
    shown = (head.path.text(), head.period.text(), head.name.text(), head.line.value.text(), head.line.rate.text())
    assert shown == ("Virus rate / Geography", "February 2010", "China", "1 in 62.4", "1.60% of mail")
    assert head.remarks.isHidden()
    assert inspector.comparisons.texts() == [
        ("January 2010", "1 in 121.4", "▲ +0.78 pt"),
        ("February 2009", "–", ""),
        ("6-month mean", "1 in 88.2", "3 of 6 months"),
        ("Total", "1 in 302.8", "4.9 × as often"),
        ("Rank", "1", ""),
    ]
    assert dict(inspector.source.facts()) == {
        "As found": "“62.4”",
        "Means": "62.35 ≤ N ≤ 62.45",
        "Issue": "Report of February 2010",
        "Place": "panel top 5",
        "Added": "1 January 2026",
    }


def test_the_total_is_shown_where_nothing_is_selected(inspector: Inspector, workspace: Workspace) -> None:
    workspace.look_at(metric="spam.rate", selected=())
    assert (inspector.head.name.text(), inspector.head.line.value.text()) == ("Global", "89.4%")
    rows = inspector.comparisons.texts()
    assert rows[0] == ("January 2010", "83.9%", "▲ +5.5 pt")
    assert ("6-month mean", "85.6%", "published") in rows
    assert rows[-1][2] == "4 of 6 months"
    assert not {"Total", "Rank"} & {label for label, _, _ in rows}
    assert "+5.5 pt" in words(inspector.readings)


def test_a_percentage_stands_against_the_total_in_points_and_is_not_judged(
    inspector: Inspector, workspace: Workspace
) -> None:
    workspace.look_at(metric="spam.rate", selected=(("geography", "IT"),))
    assert ("Total", "89.4%", "+4.0 pt") in inspector.comparisons.texts()


def test_worse_and_better_are_told_by_arrow_sign_colour_and_word(inspector: Inspector, workspace: Workspace) -> None:
    asides = {label.text(): label for label in inspector.comparisons.findChildren(QLabel)}
    worse = asides["+0.78 pt"]
    assert (worse.property("role"), worse.accessibleName()) == ("worse", "From January 2010: +0.78 pt, worse.")
    workspace.look_at(selected=(("geography", "JP"),))
    asides = {label.text(): label for label in inspector.comparisons.findChildren(QLabel)}
    better = asides["\N{MINUS SIGN}0.09 pt"]
    assert (better.property("role"), asides["▼"].property("role")) == ("better", "better")


def test_it_speaks_japanese_at_once(inspector: Inspector, appearance: Appearance) -> None:
    appearance.set_language("ja")
    QApplication.sendPostedEvents()
    head = inspector.head
    shown = (head.path.text(), head.period.text(), head.name.text(), head.line.value.text(), head.line.rate.text())
    assert shown == ("ウイルス率 / 国・地域", "2010年2月", "中国", "62.4通に1通", "メールの1.60%")
    assert inspector.comparisons.texts()[0] == ("2010年1月", "121.4通に1通", "▲ +0.78 ポイント")
    assert inspector.notes.title.text() == "注記"


def test_it_wears_another_theme_at_once(inspector: Inspector, appearance: Appearance, qapp: QApplication) -> None:
    before = inspector.grab().toImage()
    appearance.set_theme("dark")
    settle(qapp)
    after = inspector.grab().toImage()
    assert before.pixelColor(20, 5).lightness() > 200
    assert after.pixelColor(20, 5).lightness() < 60


def test_a_figure_that_nobody_reported_is_a_dash_and_a_sentence(inspector: Inspector, workspace: Workspace) -> None:
    workspace.look_at(selected=(("geography", "FR"),))
    head = inspector.head
    assert (head.line.value.text(), head.line.rate.text()) == ("–", "")
    assert head.remarks.text() == "Nobody reported this figure."
    assert inspector.source.isHidden()
    assert inspector.readings.isHidden()
    assert "No changes are recorded." in words(inspector.changes)
    assert "No notes on this figure." in words(inspector.notes)


def test_an_empty_database_is_a_sentence(qtbot: QtBot, workspace_on: WorkspaceOn, appearance: Appearance) -> None:
    empty = Inspector(workspace_on(None), appearance)
    qtbot.addWidget(empty)
    empty.show()
    assert empty.empty.isVisible()
    assert empty.empty.text().startswith("There are no figures yet.")
    assert not empty.head.isVisible()


def test_a_hidden_one_asks_when_it_is_shown(inspector: Inspector, workspace: Workspace) -> None:
    inspector.hide()
    workspace.look_at(selected=(("geography", "TW"),))
    assert inspector.head.name.text() == "China"
    inspector.show()
    assert inspector.head.name.text() == "Taiwan"


def test_the_base_of_comparison_and_the_tab_ask_nothing(
    inspector: Inspector, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspector, "question", lambda _scope: pytest.fail("asked"))
    workspace.look_at(dimension="vertical", base=Period.month(2009, 1))


@pytest.mark.parametrize(
    ("status", "qualifier", "remark"),
    [
        ("provisional", "exact", "Provisional: it may still change."),
        ("estimated", "about", "An estimate: it was not printed in this form. Printed as approximate."),
        ("normal", "range", "Printed as a range."),
        ("normal", "below", "A bound: the number itself is smaller."),
        ("normal", "above", "A bound: the number itself is larger."),
    ],
)
def test_status_and_qualifier_are_words(
    inspector: Inspector, workspace: Workspace, status: str, qualifier: str, remark: str
) -> None:
    figure = Observation("virus.rate", "M", "2010-02", "geography", "CN", 60.0, 10.0, qualifier, status, None, None)
    put(workspace, figure)
    assert inspector.head.remarks.text() == remark


def test_a_value_without_source_says_so(inspector: Inspector, workspace: Workspace) -> None:
    put(
        workspace,
        Observation("virus.rate", "M", "2010-02", "geography", "CN", 60.0, 1.0, "above", "normal", None, None),
    )
    assert dict(inspector.source.facts())["Means"] == "60 ≤ N"
    assert "This value names no source." in words(inspector.source)


def test_readings_stand_side_by_side_and_another_one_is_accepted(inspector: Inspector, workspace: Workspace) -> None:
    enter(workspace, "1 in 70.1")
    assert inspector.head.line.value.text() == "1 in 70.1"
    mine, printed = inspector.readings.rows
    assert {"1 in 70.1", "tester", "accepted"} <= set(words(mine))
    assert {"1 in 62.4", "Report of February 2010", "panel top 5"} <= set(words(printed))
    assert mine.accept is None
    assert printed.accept is not None
    assert printed.accept.accessibleName() == "Accept 1 in 62.4 from Report of February 2010"
    printed.accept.click()
    assert inspector.head.line.value.text() == "1 in 62.4"
    assert "accepted" in words(inspector.readings.rows[0])
    assert inspector.readings.rows[0].source.text == "Report of February 2010"


def test_a_reading_that_cannot_stand_for_the_metric_is_not_offered(inspector: Inspector, workspace: Workspace) -> None:
    key = ("virus.rate", "M", "2010-02", "geography", "CN")
    put(workspace, Reading(*key, "value", 1, 9, 12.0, 1.0, "exact", "count", "", "12 mails", ""))
    rows = {row.found.reading.nth: row for row in inspector.readings.rows}
    assert rows[9].accept is None


def test_a_cleared_figure_offers_its_readings(inspector: Inspector, workspace: Workspace) -> None:
    found: list[Observation] = []
    where = {"metric": "virus.rate", "period": "2010-02", "segment": "CN"}
    workspace.ask(lambda reader: reader.records(Observation, **where), inspector, found.extend, topic="test")
    workspace.run(clear_values(found))
    assert (inspector.head.line.value.text(), inspector.head.remarks.text()) == ("–", "Recorded as missing.")
    row = inspector.readings.rows[0]
    assert row.accept is not None
    row.accept.click()
    assert inspector.head.line.value.text() == "1 in 62.4"


def test_an_address_is_shortened_in_the_middle_and_copied_whole(
    inspector: Inspector, workspace: Workspace, qtbot: QtBot, qapp: QApplication
) -> None:
    key = ("virus.rate", "M", "2010-02", "geography", "CN")
    put(
        workspace,
        Source(900, "article", ADDRESS, "", "2010-03-01T00:00:00+00:00"),
        Reading(*key, "value", 900, 1, 62.0, 1.0, "exact", "one_in", "", "1 in 62", "line 3"),
    )
    settle(qapp)
    row = next(row for row in inspector.readings.rows if row.found.source.id == 900)
    assert (row.source.text, row.source.toolTip()) == (ADDRESS, ADDRESS)
    assert row.source.width() < row.source.sizeHint().width()
    assert row.source.focusPolicy() == Qt.FocusPolicy.TabFocus
    qtbot.keyClick(row.source, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == ADDRESS


def test_text_that_looks_like_html_is_shown_as_it_is(inspector: Inspector, workspace: Workspace) -> None:
    key = ("virus.rate", "M", "2010-02", "geography", "CN")
    put(
        workspace,
        Source(900, "file", "<b>a & b</b>.xlsx", "", "2010-03-01T00:00:00+00:00"),
        Reading(*key, "value", 900, 1, 62.0, 1.0, "exact", "one_in", "", "1 in 62", ""),
        Note(5, *(key[0], "geography", "CN", "M", "2010-02", "2010-02"), "<i>x</i>", "A", "2010-03-01T00:00:00+00:00"),
    )
    assert "<b>a & b</b>.xlsx" in words(inspector.readings)
    assert inspector.notes.cards[0].words.textFormat() == Qt.TextFormat.PlainText
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText for label in inspector.findChildren(QLabel) if label.text()
    )


def test_changes_tell_who_when_old_new_and_by_what(inspector: Inspector, workspace: Workspace) -> None:
    enter(workspace, "1 in 70.1")
    workspace.undo()
    told = words(inspector.changes)
    assert told.count("1 in 62.4 ▶ 1 in 70.1") == 1
    assert told.count("1 in 70.1 ▶ 1 in 62.4") == 1
    assert "– ▶ 1 in 62.4" in told
    assert {"tester", "undone", "Sample data", "from Report of February 2010"} <= set(told)
    assert "Entry of Virus rate, China, February 2010" in told


def test_a_figure_that_was_prepared_without_a_value_says_so(inspector: Inspector, workspace: Workspace) -> None:
    nepal = ("virus.rate", "M", "2010-02", "geography", "NP")
    put(workspace, Observation(*nepal, None, None, "exact", "missing", None, None))
    workspace.look_at(selected=(("geography", "NP"),))
    assert "Prepared without a value" in words(inspector.changes)


def test_a_change_of_status_alone_is_told(inspector: Inspector, workspace: Workspace) -> None:
    figure = ("virus.rate", "M", "2010-02", "geography", "CN", 62.4, 0.1, "exact")
    put(workspace, Observation(*figure, "provisional", None, None))
    assert "1 in 62.4 (normal) ▶ 1 in 62.4 (provisional)" in words(inspector.changes)


def test_many_changes_end_with_a_word(inspector: Inspector, workspace: Workspace) -> None:
    for tenth in range(14):
        enter(workspace, f"1 in 70.{tenth}")
    told = words(inspector.changes)
    assert sum("▶" in text for text in told) == 12
    assert "Older changes are in the history of the database." in told


def test_a_note_is_written_changed_and_deleted(inspector: Inspector, workspace: Workspace, qtbot: QtBot) -> None:
    assert inspector.notes.action is not None
    qtbot.mouseClick(inspector.notes.action, Qt.MouseButton.LeftButton)
    editor = inspector.notes.editor
    assert not editor.isHidden()
    assert not editor.save.isEnabled()
    qtbot.keyClicks(editor.field, "Doubled. ")
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    assert editor.isHidden()
    assert notes(workspace, inspector) == [("tester", "Doubled.")]
    inspector.notes.cards[0].edit.click()
    assert editor.text == "Doubled."
    qtbot.keyClicks(editor.field, " Check.")
    qtbot.keyClick(editor.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [card.words.text() for card in inspector.notes.cards] == ["Doubled. Check."]
    inspector.notes.cards[0].delete.click()
    assert inspector.notes.cards == []
    assert notes(workspace, inspector) == []
    workspace.undo()
    assert [card.words.text() for card in inspector.notes.cards] == ["Doubled. Check."]


def test_a_note_on_the_total_is_anchored_there(inspector: Inspector, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.look_at(metric="spam.rate", selected=())
    inspector.add_note()
    qtbot.keyClicks(inspector.notes.editor.field, "Total")
    inspector.notes.editor.save.click()
    found: list[Note] = []
    workspace.ask(lambda reader: reader.records(Note), inspector, found.extend, topic="test")
    assert [(note.metric, note.dimension, note.segment, note.first) for note in found] == [
        ("spam.rate", "global", "global", "2010-02")
    ]


def test_escape_cancels_and_writes_nothing(inspector: Inspector, workspace: Workspace, qtbot: QtBot) -> None:
    inspector.add_note()
    qtbot.keyClicks(inspector.notes.editor.field, "Doubled")
    qtbot.keyClick(inspector.notes.editor.field, Qt.Key.Key_Escape)
    assert inspector.notes.editor.isHidden()
    assert notes(workspace, inspector) == []
    inspector.add_note()
    assert inspector.notes.editor.text == ""


def test_words_that_are_not_saved_wait_for_the_return_of_their_figure(
    inspector: Inspector, workspace: Workspace, qtbot: QtBot
) -> None:
    inspector.add_note()
    qtbot.keyClicks(inspector.notes.editor.field, "Doubl")
    workspace.look_at(selected=(("geography", "TW"),))
    assert inspector.notes.editor.isHidden()
    look_at_china(workspace)
    assert not inspector.notes.editor.isHidden()
    assert inspector.notes.editor.text == "Doubl"


def test_news_leave_the_words_that_are_being_written(
    inspector: Inspector, workspace: Workspace, appearance: Appearance, qtbot: QtBot
) -> None:
    inspector.add_note()
    qtbot.keyClicks(inspector.notes.editor.field, "Doubl")
    enter(workspace, "1 in 70.1")
    appearance.set_language("ja")
    QApplication.sendPostedEvents()
    assert inspector.notes.editor.text == "Doubl"
    assert inspector.notes.editor.save.text() == "保存"


def test_a_note_that_went_while_it_was_changed_is_refused_and_its_words_stay(
    inspector: Inspector, workspace: Workspace, faults: list[BaseException], qtbot: QtBot
) -> None:
    inspector.add_note()
    qtbot.keyClicks(inspector.notes.editor.field, "one")
    inspector.notes.editor.save.click()
    inspector.notes.cards[0].edit.click()
    workspace.undo()
    qtbot.keyClicks(inspector.notes.editor.field, " two")
    inspector.notes.editor.save.click()
    assert [str(fault) for fault in faults] == ["note.gone()"]
    assert inspector.notes.editor.text == "one two"
    assert inspector.notes.editor.save.isEnabled()


def test_words_being_composed_are_left_to_the_input_method(inspector: Inspector, qtbot: QtBot) -> None:
    inspector.add_note()
    field = inspector.notes.editor.field
    QApplication.sendEvent(field, QInputMethodEvent("きゅうぞう", []))
    assert inspector.notes.editor.text == ""
    committed = QInputMethodEvent("", [])
    committed.setCommitString("急増")
    QApplication.sendEvent(field, committed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert inspector.notes.editor.text == "急増\n"


def test_notes_on_more_than_the_figure_say_so(inspector: Inspector, workspace: Workspace) -> None:
    moment = "2010-03-01T00:00:00+00:00"
    put(
        workspace,
        Note(1, "virus.rate", "", "", "M", "2010-02", "2010-02", "metric", "A", moment),
        Note(2, "virus.rate", "geography", "", "M", "2010-02", "2010-02", "dimension", "A", moment),
        Note(3, "virus.rate", "geography", "CN", "M", "2010-01", "2010-03", "months", "A", moment),
    )
    told = [set(words(card)) for card in inspector.notes.cards]
    assert "On the whole metric" in told[0]
    assert "On the whole breakdown" in told[1]
    assert "January 2010 – March 2010" in told[2]


def test_the_history_is_told_in_words_and_under_the_pointer(inspector: Inspector, qapp: QApplication) -> None:
    settle(qapp)
    line = inspector.line
    assert line.accessibleDescription() == (
        "From May 2009 to February 2010: figures for 5 periods. Lowest 0.50% (May 2009), highest 1.60% (February 2010)."
    )
    dots = line.dots()
    last = dots[-1]
    assert last is not None
    assert line.place_near(last + QPointF(3, 3)) == len(dots) - 1
    assert line.place_near(QPointF(0, 0)) is None
    assert line._tell(len(dots) - 1) == "February 2010: 1 in 62.4"
    known = [dot for dot in dots if dot is not None]
    assert min(dot.y() for dot in known) == last.y()
    assert all(0 <= dot.x() <= line.width() and 0 <= dot.y() <= line.height() for dot in known)


def test_equal_figures_make_a_level_line(inspector: Inspector, workspace: Workspace, qapp: QApplication) -> None:
    for month in range(1, 4):
        period = Period.month(2009, month)
        enter(workspace, "50%", FigureKey("spam.rate", "geography", "FJ", period))
    workspace.look_at(metric="spam.rate", selected=(("geography", "FJ"),), period=Period.month(2009, 3))
    settle(qapp)
    assert len({dot.y() for dot in inspector.line.dots() if dot is not None}) == 1
    assert not inspector.grab().isNull()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("metric", ["virus.rate", "spam.rate", "web.new_sites_per_day"])
def test_nothing_is_cut_at_the_least_width(
    inspector: Inspector, workspace: Workspace, appearance: Appearance, qapp: QApplication, language: str, metric: str
) -> None:
    appearance.set_language(language)
    workspace.look_at(metric=metric, selected=() if "day" in metric else (("geography", "CN"),))
    inspector.resize(LEAST_WIDTH, 700)
    settle(qapp)
    right = inspector.mapToGlobal(inspector.rect().topRight()).x()
    shown = [label for label in inspector.findChildren(QLabel) if label.isVisible() and label.text()]
    assert [label.text() for label in shown if label.mapToGlobal(label.rect().topRight()).x() > right - 10] == []
    narrow = [label for label in shown if not label.wordWrap() and label.width() < label.sizeHint().width()]
    assert [label.text() for label in narrow] == []


def test_long_words_of_others_do_not_widen_it(inspector: Inspector, workspace: Workspace, qapp: QApplication) -> None:
    key = ("virus.rate", "M", "2010-02", "geography", "CN")
    moment = "2010-03-01T00:00:00+00:00"
    put(
        workspace,
        Source(900, "article", ADDRESS, "", moment),
        Reading(*key, "value", 900, 1, 0.39, 0.01, "exact", "percent", "", "0.39% " * 20, "line 3 of " * 20),
        Observation(*key, 1302.8, 0.1, "about", "provisional", 900, 1),
        Note(1, "virus.rate", "", "", "M", "2010-01", "2010-03", "長い注" * 40, "長い名前" * 10, moment),
    )
    inspector.resize(LEAST_WIDTH, 700)
    settle(qapp)
    assert inspector._content.minimumSizeHint().width() <= LEAST_WIDTH - 2
    assert inspector._content.height() >= inspector._content.heightForWidth(inspector._content.width())
    card = inspector.notes.cards[0]
    assert card.words.height() >= card.words.heightForWidth(card.words.width())


def test_without_room_a_change_stands_below_its_value(appearance: Appearance, qtbot: QtBot) -> None:
    facts = Facts(appearance)
    qtbot.addWidget(facts)
    facts.show()
    facts.show_facts([Fact("January 2010", "1 in 121.4", "+0.78 pt", "▲", "worse"), Fact("Rank", "1")])
    heights = []
    for width in (300, 170):
        facts.resize(width, 100)
        heights.append(facts.height())
        places = {label.text(): label.geometry() for label in facts.findChildren(QLabel)}
        is_below = places["+0.78 pt"].top() > places["1 in 121.4"].top()
        assert is_below == (width == 170)
        assert places["▲"].right() < places["+0.78 pt"].left()
        assert places["+0.78 pt"].right() < width
    assert heights[0] < heights[1]
    facts.show_facts([Fact("Rank", "1")])
    assert facts.height() < heights[0]


def test_buttons_with_nothing_but_an_icon_have_names(inspector: Inspector, qtbot: QtBot) -> None:
    inspector.add_note()
    qtbot.keyClicks(inspector.notes.editor.field, "one")
    inspector.notes.editor.save.click()
    icons = [button for button in inspector.findChildren(QToolButton) if not button.text()]
    names = {(button.toolTip(), button.accessibleName()) for button in icons if not button.icon().isNull()}
    assert {("Edit this note", "Edit this note"), ("Delete this note", "Delete this note")} <= names
    buttons = [button for button in inspector.findChildren(QPushButton) if button.isVisible()]
    assert all(button.text() for button in buttons)
