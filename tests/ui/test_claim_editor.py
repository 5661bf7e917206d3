"""The editor of findings: claims in any text, marks put in and taken away, undo, keys, and characters outside the BMP."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from workbench.core.claims.verdicts import VerdictKind
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.claim_editor import ClaimEditor, Placed
from workbench.ui.widgets.claim_marks import code_points, units

BODY = (
    "😀 は[302.8通に1通](metric:virus.rate)です。\n\n```\n[1](metric:a)\n```\n[+0.02 points](metric:virus.rate#change)"
)


@pytest.fixture
def editor(qtbot: QtBot, appearance: Appearance) -> ClaimEditor:
    made = ClaimEditor(appearance)
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    made.set_text(BODY)
    return made


def select(editor: ClaimEditor, start: int, end: int) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def x_of(editor: ClaimEditor, position: int) -> float:
    cursor = editor.textCursor()
    cursor.setPosition(position)
    return editor.cursorRect(cursor).x()


@pytest.mark.parametrize("text", ["", "abc", "日本", "😀x😀", "a\U0001f600"])
def test_places_are_counted_in_both_ways(text: str) -> None:
    for place in range(len(text) + 1):
        assert code_points(text, units(text, place)) == place


def test_claims_stand_where_they_are_written(editor: ClaimEditor) -> None:
    first, second = editor.links()
    assert (first.link.text, first.block, second.link.text, second.block) == ("302.8通に1通", 0, "+0.02 points", 5)
    select(editor, first.place(first.link.text_start), first.place(first.link.text_end))
    assert editor.textCursor().selectedText() == "302.8通に1通"
    select(editor, second.place(second.link.start), second.place(second.link.end))
    assert editor.textCursor().selectedText() == "[+0.02 points](metric:virus.rate#change)"


def test_the_target_is_seen_only_while_the_cursor_is_in_the_claim(editor: ClaimEditor) -> None:
    first, second = editor.links()

    def width(placed: Placed) -> float:
        return x_of(editor, placed.place(placed.link.end)) - x_of(editor, placed.place(placed.link.text_end))

    editor.moveCursor(QTextCursor.MoveOperation.Start)
    assert width(first) < 8
    assert width(second) < 8
    editor.go_to(second)
    assert width(first) < 8
    assert width(second) > 100
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    assert width(second) < 8


def test_the_claim_at_the_cursor_is_told(editor: ClaimEditor) -> None:
    told: list[object] = []
    editor.claim_reached.connect(lambda placed: told.append(placed and placed.link.text))
    editor.go_to(editor.links()[1])
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    assert told[0] == "+0.02 points"
    assert told[-1] is None


def test_writing_tells_and_showing_does_not(editor: ClaimEditor, qtbot: QtBot) -> None:
    told: list[None] = []
    editor.edited.connect(lambda: told.append(None))
    editor.set_text("other")
    editor.show_verdicts({("a", "b"): VerdictKind.SUPPORTED}, {})
    editor.restyle()
    assert told == []
    qtbot.keyClicks(editor, "x")
    assert len(told) >= 1


def test_words_are_replaced_as_one_step(editor: ClaimEditor) -> None:
    editor.replace_words(editor.links()[0], "1 in 5")
    assert editor.links()[0].link.text == "1 in 5"
    editor.undo()
    assert editor.text == BODY


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("a bold b", 2, 6, "a **bold** b"),
        ("a **bold** b", 2, 10, "a bold b"),
        ("", 0, 0, "****"),
        ("😀x", 0, 2, "**😀**x"),
    ],
)
def test_marks_are_put_around_words_and_taken_away(
    editor: ClaimEditor, text: str, start: int, end: int, expected: str
) -> None:
    editor.set_text(text)
    select(editor, start, end)
    editor.wrap("**")
    assert editor.text == expected


def test_what_is_marked_stays_selected(editor: ClaimEditor) -> None:
    editor.set_text("a bold b")
    select(editor, 2, 6)
    editor.wrap("**")
    assert editor.textCursor().selectedText() == "**bold**"
    editor.wrap("**")
    assert editor.text == "a bold b"


def test_lines_become_a_list_and_plain_again(editor: ClaimEditor) -> None:
    editor.set_text("one\ntwo\nthree")
    select(editor, 1, 6)
    editor.toggle_list()
    assert editor.text == "- one\n- two\nthree"
    editor.toggle_list()
    assert editor.text == "one\ntwo\nthree"
    editor.undo()
    assert editor.text == "- one\n- two\nthree"


def test_a_picture_stands_in_a_paragraph_of_its_own(editor: ClaimEditor) -> None:
    editor.set_text("a")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    editor.insert("![](picture:1)", as_block=True)
    assert editor.text == "a\n\n![](picture:1)\n"


def test_the_cursor_stays_when_words_come_from_elsewhere(editor: ClaimEditor) -> None:
    editor.moveCursor(QTextCursor.MoveOperation.End)
    at = editor.textCursor().position()
    editor.set_text(BODY + "more")
    assert editor.textCursor().position() == at
    editor.set_text("ab")
    assert editor.textCursor().position() == 2


@pytest.mark.parametrize(("key", "modifiers"), [(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)])
def test_undo_is_the_windows_where_nothing_was_written(
    editor: ClaimEditor, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    def is_taken() -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)
        event.ignore()
        QApplication.sendEvent(editor, event)
        return event.isAccepted()

    assert not is_taken()
    qtbot.keyClicks(editor, "x")
    assert is_taken()
    editor.undo()
    assert not is_taken()


def test_tab_leaves_the_field(editor: ClaimEditor) -> None:
    assert editor.tabChangesFocus()


def test_pasted_text_is_plain(editor: ClaimEditor) -> None:
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("plain")
    editor.set_text("")
    editor.insertFromMimeData(data)
    assert editor.text == "plain"


def test_what_is_composed_is_kept(editor: ClaimEditor) -> None:
    editor.set_text("")
    QApplication.sendEvent(editor, QInputMethodEvent("すうち", []))
    editor.show_verdicts({("a", "b"): VerdictKind.SUPPORTED}, {})
    done = QInputMethodEvent()
    done.setCommitString("数値")
    QApplication.sendEvent(editor, done)
    assert editor.text == "数値"


def test_a_claim_tells_of_itself_where_the_pointer_rests(editor: ClaimEditor) -> None:
    placed = editor.links()[0]
    editor.show_verdicts({}, {(placed.link.text, placed.link.target): "All about it"})
    cursor = editor.textCursor()
    cursor.setPosition(placed.place(placed.link.text_start) + 2)
    at = editor.cursorRect(cursor).center()
    QApplication.sendEvent(editor.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, editor.mapToGlobal(at)))
    assert QToolTip.text() == "All about it"
    QToolTip.hideText()


def test_a_click_with_ctrl_wants_the_figure(editor: ClaimEditor, qtbot: QtBot) -> None:
    wanted: list[str] = []
    editor.jump_wanted.connect(lambda placed: wanted.append(placed.link.target))
    placed = editor.links()[0]
    cursor = editor.textCursor()
    cursor.setPosition(placed.place(placed.link.text_start) + 2)
    at: QPoint = editor.cursorRect(cursor).center()
    qtbot.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert wanted == []
    qtbot.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, at)
    assert wanted == ["metric:virus.rate"]


def test_all_links_of_a_long_text_are_found(editor: ClaimEditor) -> None:
    editor.set_text("\n\n".join([BODY] * 60))
    editor.grab()
    assert len(editor.links()) == 120


def test_line_and_column_count_characters(editor: ClaimEditor) -> None:
    editor.set_text("a\n😀b")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    assert editor.line_and_column() == (2, 3)
