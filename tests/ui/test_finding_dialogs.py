"""Tying a number to a figure, and bringing tied numbers up to date after looking at what changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from workbench.core.catalogue import shipped_catalogue
from workbench.core.commands.findings import Words, write_finding
from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.core.queries.tying import Tie, number_at, ties
from workbench.core.records import FindingText
from workbench.core.resources import resources_folder
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.claim_updates import UpdatesDialog
from workbench.ui.dialogs.tie_number import TieDialog
from workbench.ui.settings import Settings
from workbench.ui.tabs.findings import FindingsTab
from workbench.ui.tour import settle
from workbench.ui.workspace import Workspace

FEBRUARY = Period.month(2010, 2)
VIRUS = "02-virus-china"
Tied = Callable[..., TieDialog]


@pytest.fixture
def tab(qtbot: QtBot, appearance: Appearance, settings: Settings, workspace: Workspace) -> FindingsTab:
    made = FindingsTab(workspace, appearance, settings)
    qtbot.addWidget(made)
    made.resize(1360, 760)
    made.show()
    made.open_finding(VIRUS)
    settle(made)
    return made


@pytest.fixture
def tie(tab: FindingsTab) -> Tied:
    """Opens the dialog with the cursor so many characters before the end of a text."""

    def make(text: str, before_end: int = 0) -> TieDialog:
        tab.page.editor.set_text(text)
        cursor = tab.page.editor.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, before_end)
        tab.page.editor.setTextCursor(cursor)
        dialog = tab.tie()
        assert dialog is not None
        settle(dialog)
        return dialog

    return make


def found(workspace: Workspace, text: str, series: list[FigureKey] | None = None) -> list[Tie]:
    got: list[Tie] = []
    catalogue = shipped_catalogue(resources_folder())
    workspace.ask(lambda reader: ties(reader, catalogue, series, FEBRUARY, text), workspace, got.extend)
    return got


def body(workspace: Workspace, language: str = "en") -> str:
    got: list[str] = []
    workspace.ask(
        lambda reader: [one.body for one in reader.records(FindingText, finding=VIRUS, language=language)],
        workspace,
        got.extend,
    )
    return got[0]


@pytest.mark.parametrize(
    ("line", "place", "number"),
    [
        ("Spam was 89.4% of mail", 11, "89.4%"),
        ("Spam was 89.4% of mail", 3, None),
        ("1 in 302.8 mails", 4, "1 in 302.8"),
        ("約302.8通に1通の割合", 3, "約302.8通に1通"),
        ("a change of −0.02 points here", 13, "−0.02 points"),
        ("0.03ポイント減となる", 2, "0.03ポイント減"),
        ("１，７６０件だった", 0, "１，７６０件"),
        ("中国が第1位", 5, "1位"),
        ("ranks 2nd", 8, "2nd"),
        ("in 2010", 5, "2010"),
        ("", 0, None),
    ],
)
def test_the_number_at_a_place_is_found_with_its_unit(line: str, place: int, number: str | None) -> None:
    span = number_at(line, place)
    assert (None if span is None else line[span[0] : span[1]]) == number


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("302.8通に1通", "virus.rate@2010-02"),
        ("89.4%", "spam.rate@2010-02"),
        ("+5.5 points", "spam.rate@2010-02#change"),
        ("1 in 280.6", "virus.rate@2010-02#average"),
        ("1 in 326.9", "virus.rate@2010-02#previous"),
        ("1 in 62.4", "virus.rate/geography:CN@2010-02"),
        ("4,998件", "web.new_sites_per_day@2010-02"),
    ],
)
def test_a_number_alone_finds_its_figure(workspace: Workspace, text: str, key: str) -> None:
    best = found(workspace, text)[0]
    assert (str(best.key), best.kind) == (key, "supported")


def test_a_place_finds_its_ranks(workspace: Workspace) -> None:
    keys = {str(tie.key) for tie in found(workspace, "1st")}
    assert "virus.rate/geography:CN@2010-02#rank" in keys
    assert all(key.endswith("#rank") for key in keys)


def test_a_number_that_fits_nothing_finds_nothing(workspace: Workspace) -> None:
    assert found(workspace, "1 in 123,456.7") == []


def test_searched_series_are_offered_whether_they_fit_or_not(workspace: Workspace) -> None:
    offered = found(workspace, "88%", [FigureKey("spam.rate")])
    assert {str(tie.key) for tie in offered} >= {"spam.rate@2010-02", "spam.rate@2010-02#average"}
    assert {tie.kind.is_right for tie in offered if tie.kind is not None} == {False}


def test_the_number_at_the_cursor_is_tied(tie: Tied, tab: FindingsTab, qtbot: QtBot) -> None:
    dialog = tie("Public bodies saw 1 in 88.1 mails.", before_end=10)
    assert dialog.said.text() == "“1 in 88.1” is…"
    first = dialog.rows.rows[0]
    assert str(first.key) == "virus.rate/vertical:gov-public-sector@2010-02"
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    expected = "Public bodies saw [1 in 88.1](metric:virus.rate/vertical:gov-public-sector@2010-02) mails."
    assert tab.page.editor.text == expected
    tab.page.editor.undo()
    assert tab.page.editor.text == "Public bodies saw 1 in 88.1 mails."


def test_a_figure_is_searched_by_name(tie: Tied, tab: FindingsTab, qtbot: QtBot) -> None:
    dialog = tie("About 92%", before_end=2)
    dialog.field.setText("spam japan")
    dialog.look()
    keys = {(row.key.metric, row.key.segment) for row in dialog.rows.rows}
    assert ("spam.rate", "JP") in keys
    dialog.field.setText("no such thing at all")
    dialog.look()
    assert dialog.rows.rows == ()
    assert not dialog.take.isEnabled()
    assert dialog._nothing.text() == "No figure of this month has such a name."
    dialog.tie(0)
    assert tab.page.editor.text == "About 92%"


def test_without_a_number_the_figure_is_written(tie: Tied, tab: FindingsTab) -> None:
    dialog = tie("Spam: ")
    assert dialog.said.text() == "Which figure shall be written here?"
    dialog.field.setText("spam rate")
    dialog.look()
    row = next(at for at, one in enumerate(dialog.rows.rows) if str(one.key) == "spam.rate@2010-02")
    dialog.tie(row)
    assert tab.page.editor.text == "Spam: [89.4%](metric:spam.rate@2010-02)"


def test_a_claim_is_tied_anew(tie: Tied, tab: FindingsTab) -> None:
    dialog = tie("a [89.4%](metric:no.such) b", before_end=8)
    assert dialog.number == "89.4%"
    dialog.tie(0)
    assert tab.page.editor.text == "a [89.4%](metric:spam.rate@2010-02) b"


def test_what_is_selected_is_tied(tie: Tied, tab: FindingsTab) -> None:
    tab.page.editor.set_text("😀 nine in ten 89.4% mails")
    cursor = tab.page.editor.textCursor()
    cursor.setPosition(15)
    cursor.setPosition(20, QTextCursor.MoveMode.KeepAnchor)
    tab.page.editor.setTextCursor(cursor)
    dialog = tab.tie()
    assert dialog is not None
    assert dialog.number == "89.4%"
    dialog.tie(0)
    assert tab.page.editor.text == "😀 nine in ten [89.4%](metric:spam.rate@2010-02) mails"


def updates(tab: FindingsTab) -> UpdatesDialog:
    dialog = tab.update_numbers()
    assert dialog is not None
    settle(dialog)
    return dialog


def slips(workspace: Workspace) -> None:
    for language, before, after in (
        ("en", "1 in 109.8", "1 in 190.8"),
        ("en", "+0.02 points", "0.03 points down"),
        ("ja", "109.8通に1通", "190.8通に1通"),
    ):
        workspace.run(write_finding(VIRUS, language, Words("t", body(workspace, language).replace(before, after))))


def test_an_update_shows_old_and_new_of_both_languages(tab: FindingsTab, workspace: Workspace) -> None:
    slips(workspace)
    dialog = updates(tab)
    assert dialog.head.text() == "3 tied numbers differ from their figures"
    assert [(one.box.text(), one.update.link.shown, one.update.after) for one in dialog.offered] == [
        ("Japanese, line 3", "190.8通に1通", "109.8通に1通"),
        ("English, line 1", "0.03 points down", "0.02 points up"),
        ("English, line 3", "1 in 190.8", "1 in 109.8"),
    ]
    assert dialog.take.text() == "Update 3"


def test_only_what_is_chosen_is_updated_as_one_step(tab: FindingsTab, workspace: Workspace) -> None:
    before = body(workspace), body(workspace, "ja")
    slips(workspace)
    wrong = body(workspace)
    dialog = updates(tab)
    dialog.offered[1].box.setChecked(False)
    assert dialog.take.text() == "Update 2"
    dialog.take.click()
    assert body(workspace, "ja") == before[1]
    assert body(workspace) == wrong.replace("1 in 190.8", "1 in 109.8")
    assert tab.page.editor.text == body(workspace)
    workspace.undo()
    assert body(workspace) == wrong


def test_nothing_to_update_is_said(tab: FindingsTab) -> None:
    dialog = updates(tab)
    assert dialog.head.text() == "All tied numbers agree with their figures."
    assert not dialog.take.isVisible()
    assert dialog.cancel.text() == "Close"


def test_what_cannot_be_told_is_counted(tab: FindingsTab, workspace: Workspace) -> None:
    workspace.run(write_finding(VIRUS, "en", Words("t", "[1](metric:no.such) [x](metric:spam.rate)")))
    dialog = updates(tab)
    assert dialog.unknown.text().startswith("2 cannot be told")


def test_an_update_of_a_text_that_changed_is_refused_in_words(tab: FindingsTab, workspace: Workspace) -> None:
    slips(workspace)
    dialog = updates(tab)
    workspace.run(write_finding(VIRUS, "en", Words("t", "other")))
    dialog.take.click()
    assert dialog.isVisible()
    assert dialog.problem.message is not None
    assert dialog.problem.message.id == "finding.changed"


def test_what_is_not_kept_yet_is_kept_before_an_update(tab: FindingsTab, workspace: Workspace) -> None:
    tab.page.editor.moveCursor(QTextCursor.MoveOperation.End)
    tab.page.editor.insertPlainText(" [1 in 190.8](metric:virus.rate/geography:TW)")
    dialog = updates(tab)
    dialog.take.click()
    assert body(workspace).endswith(" [1 in 109.8](metric:virus.rate/geography:TW)")
    assert tab.page.editor.text == body(workspace)


def test_the_dialogs_speak_the_language_of_the_window(
    tab: FindingsTab, workspace: Workspace, appearance: Appearance, tie: Tied
) -> None:
    slips(workspace)
    dialog = updates(tab)
    appearance.set_language("ja")
    settle(dialog)
    assert dialog.take.text() == "3件を更新"
    assert dialog.offered[0].box.text() == "日本語 3行"
    other = tie("89.4%", before_end=1)
    assert other.take.text() == "結ぶ"
    appearance.set_language("en")
