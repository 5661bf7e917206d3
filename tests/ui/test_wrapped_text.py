"""A sentence on a few lines: what is seen, what is in the tool tip, and how high it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.core.errors import FileRefused
from workbench.core.messages import message
from workbench.ui.appearance import Appearance
from workbench.ui.notices import Notices
from workbench.ui.widgets.wrapped_text import WrappedText

LONG = (
    "“figures.xlsx” is no CSV file; its content is xlsx. Nothing was imported. Save the table as CSV, then import it."
)
JAPANESE = "「figures.xlsx」は CSV ファイルではありません。何も取り込んでいません。表を CSV で保存し、そのファイルを取り込んでください。"


@pytest.fixture
def text(qtbot: QtBot, appearance: Appearance) -> WrappedText:
    text = WrappedText(appearance)
    qtbot.addWidget(text)
    text.show()
    return text


def show(text: WrappedText, sentence: str, width: int) -> None:
    text.set_text(sentence)
    text.resize(width, text.heightForWidth(width))


def test_with_room_it_is_one_line(text: WrappedText) -> None:
    show(text, LONG, 1200)
    assert text.shown_lines() == [LONG]
    assert text.toolTip() == ""


@pytest.mark.parametrize("sentence", [LONG, JAPANESE])
def test_a_narrow_one_is_wrapped_and_whole(text: WrappedText, sentence: str) -> None:
    show(text, sentence, 420)
    lines = text.shown_lines()
    assert 1 < len(lines) <= 3
    assert "".join(lines).replace(" ", "") == sentence.replace(" ", "")
    assert text.toolTip() == ""
    assert text.height() >= len(lines) * text.fontMetrics().lineSpacing()


@pytest.mark.parametrize("sentence", [LONG, JAPANESE])
@pytest.mark.parametrize("lines", [1, 2])
def test_what_is_beyond_the_last_line_is_in_the_tool_tip(text: WrappedText, sentence: str, lines: int) -> None:
    text.most_lines = lines
    show(text, sentence, 300)
    shown = text.shown_lines()
    assert len(shown) == lines
    assert shown[-1].endswith("…")
    assert text.toolTip() == sentence
    assert text.accessibleName() == sentence
    assert max(text.fontMetrics().horizontalAdvance(line) for line in shown) <= 300


def test_it_is_copied_whole(text: WrappedText) -> None:
    text.most_lines = 1
    show(text, LONG, 200)
    QTest.keyClick(text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == LONG


@pytest.mark.parametrize(("is_close", "most"), [(True, 2), (False, 3)])
def test_a_notice_takes_fewer_lines_in_a_low_window(
    qtbot: QtBot, appearance: Appearance, *, is_close: bool, most: int
) -> None:
    notices = Notices(appearance)
    qtbot.addWidget(notices)
    notices.stand_close(is_close=is_close)
    notices.tell_error(FileRefused(message("import.not_csv", file="figures" * 20, kind="xlsx")))
    notices.resize(400, notices.heightForWidth(400))
    QApplication.sendPostedEvents(None, 0)
    assert len(notices._text.shown_lines()) == most
    assert notices._text.toolTip() == notices._text.text
