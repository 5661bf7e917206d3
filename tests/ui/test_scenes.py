"""Every scene of the tour is whole and speaks the language of the window, also after it has spoken the other one.

No label is cut, and no character lacks a glyph.

What can be read is compared with the sentences of the other language, and with the words that the right language and the data
have: a text that is neither has been forgotten when the language changed, or was never translated.
"""

from __future__ import annotations

import getpass
import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QRawFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QTableView,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.databases import SqlDatabases
from workbench.core.catalogue import Catalogue, Labelled, shipped_catalogue
from workbench.core.records import RECORDS
from workbench.core.resources import resources_folder
from workbench.core.translation import LANGUAGES, catalogue_file
from workbench.ui import tour_trends
from workbench.ui.appearance import Appearance
from workbench.ui.tour import SCENES, Scene, settle
from workbench.ui.window import Window

TourWindow = Callable[..., AbstractContextManager[Window]]

MOST_ROWS = 60
OTHER = {"ja": "en", "en": "ja"}
LATIN = re.compile(r"[A-Za-z][A-Za-z'’]+")
JAPANESE = re.compile(r"[぀-ヿ㐀-鿿々]+")

WORD = re.compile(r"[A-Za-z]{4}")

CODE = re.compile(r"\w+[._/:=-][\w./:=-]*|--?\w+")
"""What is written as it is, in any language: names of files, keys, options."""

NOT_OF_THE_WINDOW = {"help", "usage", "import", "catalogue", "show"}
"""Areas of sentences that tell which words to write in a file or on the command line: English ones."""

QUOTED = re.compile(
    r"[-+−]?[\d.,]+(?:通に1通|ポイント[増減]?|位)|1 in [\d.,]+|[-+−]?[\d.,]+ points?|\d+(?:st|nd|rd|th)"
)
"""A figure as a finding states it: the texts of both languages are at hand there, and quoted."""

_GAP = "0"
"""What stands for a value in a text."""

LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")

VIEWS_OF_NAMES = {"segments", "about"}
"""Scenes whose tables hold names as such: those of segments in both languages, those of libraries and licences."""

NOTES = {text for _, *texts in tour_trends.NOTES for text in texts}

DATA_OF_SCENES = {
    **dict.fromkeys(("trends", "trends-difference", "trends-table", "trends-no-series", "trends-event"), NOTES),
    "trends-note": NOTES | {getpass.getuser()},
    "trends-picture": NOTES | {"PNG", "SVG"},
    "bug": {"ZeroDivisionError: division by zero"},
    "in-use": {"report-02", "sato"},
    "import-preview": {"Chinna"},
    "segments": {"アフガニスタン", "アフガニスタン・イスラム共和国", "Afghanistan", "AFG"},
}
"""What scenes bring with them beside the sample."""


def texts_of(top: QWidget, *, with_views: bool = True) -> Iterator[tuple[str, str]]:
    """Yield all that can be read or heard in a window, each with the kind of place where it stands."""
    yield "title", top.windowTitle()
    for widget in [top, *top.findChildren(QWidget)]:
        if not widget.isVisible() or widget.window() is not top:
            continue
        kind = type(widget).__name__
        yield f"tool tip of {kind}", widget.toolTip()
        yield f"name of {kind}", widget.accessibleName()
        yield f"description of {kind}", widget.accessibleDescription()
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is not None and not isinstance(widget, QAbstractItemView):
            yield f"spoken name of {kind}", interface.text(QAccessible.Text.Name)
            if not isinstance(widget, QPlainTextEdit | QTextEdit):
                yield f"spoken value of {kind}", interface.text(QAccessible.Text.Value)
        if with_views or not isinstance(widget, QAbstractItemView):
            yield from ((kind, text) for text in _shown_by(widget))
    if isinstance(top, Window):
        for menu in top.menuBar().actions():
            yield "menu", menu.text()
        for action in top.findChildren(type(top.action("quit"))):
            yield "action", action.text()
            yield "tip of action", action.toolTip()


def written_on(widget: QWidget) -> Iterator[str]:
    """Yield what stands on a label, button or bar of tabs."""
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(place) for place in range(widget.count()))


def _shown_by(widget: QWidget) -> Iterator[str]:
    yield from written_on(widget)
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
        yield widget.text()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))
    elif isinstance(widget, QAbstractItemView):
        yield from _shown_by_model(widget)


def _shown_by_model(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())):
        if isinstance(view, QTableView):
            yield from (str(model.headerData(column, Qt.Orientation.Horizontal, role) or "") for role in roles)
        for row in range(min(model.rowCount(QModelIndex()), MOST_ROWS)):
            yield from (str(model.index(row, column).data(role) or "") for role in roles)


@dataclass(frozen=True)
class Words:
    """What may be read in one language: its sentences and labels, and whatever the data holds as it is."""

    language: str
    sentences: Mapping[str, str]
    others: Mapping[str, str]
    phrases: frozenset[str]
    _judged: dict[tuple[str, frozenset[str]], str] = field(default_factory=dict, repr=False)

    def foreign(self, text: str, more: frozenset[str] = frozenset()) -> str:
        """Return what of a text is of the other language, more phrases apart; empty where it is as it should be."""
        if (text, more) not in self._judged:  # most texts stand in every scene
            self._judged[text, more] = self._judge(text, self.phrases | more)
        return self._judged[text, more]

    def _judge(self, text: str, phrases: frozenset[str]) -> str:
        plain = re.sub(r"\(?&(\w)\)?", r"\1", text) if "&" in text else text
        plain = re.sub(r"<[^>]+>", " ", plain)
        rest = without_phrases(phrases, FILE.sub(_GAP, " ".join(plain.split())))
        if self._others_patterns.fullmatch(rest) and not self._own_patterns.fullmatch(rest):
            return rest
        script = LATIN if self.language == "ja" else JAPANESE
        return " ".join(word for word in script.findall(rest) if word.casefold() not in self._own_words)

    @cached_property
    def _own_words(self) -> frozenset[str]:
        script = LATIN if self.language == "ja" else JAPANESE
        seen = (text for id_, text in self.sentences.items() if id_.split(".")[0] not in NOT_OF_THE_WINDOW)
        literals = (CODE.sub(" ", literal) for sentence in seen for literal in _literals(sentence))
        return frozenset(word.casefold() for literal in literals for word in script.findall(literal))

    @cached_property
    def _others_patterns(self) -> re.Pattern[str]:
        """The sentences of the other language that differ from this one's, values left open."""
        script = WORD if self.language == "ja" else JAPANESE
        differing = (text for id_, text in self.others.items() if text != self.sentences.get(id_))
        return _any_of(text for text in differing if script.search("".join(_literals(text))))

    @cached_property
    def _own_patterns(self) -> re.Pattern[str]:
        return _any_of(self.sentences.values())


def without_phrases(phrases: frozenset[str], text: str) -> str:
    """Take out what the data holds, the longest first."""
    for phrase in sorted((phrase for phrase in phrases if phrase in text), key=len, reverse=True):
        text = re.sub(rf"(?<![A-Za-z]){re.escape(phrase)}(?![A-Za-z])", _GAP, text)
    return text


def _literals(sentence: str) -> list[str]:
    return [literal for literal, *_ in string.Formatter().parse(sentence)]


def _any_of(sentences: Iterable[str]) -> re.Pattern[str]:
    """Return what matches any of the sentences, with any values in it; not what is nothing but values."""
    patterns = set()
    for sentence in sentences:
        parts = list(string.Formatter().parse(sentence))
        if any(re.search(r"\w", literal) for literal, *_ in parts):
            patterns.add(
                "".join(re.escape(literal) + (".+?" if name is not None else "") for literal, name, *_ in parts)
            )
    return re.compile("|".join(sorted(patterns)), re.DOTALL)


@pytest.fixture(scope="module")
def sentences() -> Mapping[str, Mapping[str, str]]:
    """The sentences of each language by id."""
    files = {code: catalogue_file(code, resources_folder() / "locale").with_suffix(".po") for code in LANGUAGES}
    read = {code: read_po(file.read_bytes().splitlines()) for code, file in files.items()}
    return {code: {str(entry.id): str(entry.string) for entry in found if entry.id} for code, found in read.items()}


@pytest.fixture(scope="module")
def data(sample_file: Path) -> frozenset[str]:
    """The texts that the sample holds, in whatever language they were found."""
    store = SqlDatabases("other").open(sample_file, for_writing=False)
    with store.read() as reader:
        rows = [row for kind in RECORDS for row in reader.rows(kind, kind.__slots__)]
        trail = [(operation.who, *operation.label.parameters.values()) for operation in reader.operations()]
    store.close()
    texts = (
        " ".join(LINK.sub(r"\1", text).split()) for row in (*rows, *trail) for text in row if isinstance(text, str)
    )
    return frozenset(text for text in texts if text)


def labels(catalogue: Catalogue, language: str) -> Iterator[str]:
    """Yield what the catalogue's things are called in a language, and their ids."""
    things: list[Labelled] = [*catalogue.families.values(), *catalogue.metrics.values(), *catalogue.dimensions.values()]
    things += [segment for dimension in catalogue.dimensions for segment in catalogue.segments(dimension).values()]
    for thing in things:
        yield from (catalogue.label(thing, language), thing.id)


@pytest.fixture(scope="module")
def words(sentences: Mapping[str, Mapping[str, str]], data: frozenset[str]) -> Mapping[str, Words]:
    """What may be read in each language."""
    catalogue = shipped_catalogue(resources_folder())
    own = {language: frozenset(labels(catalogue, language)) for language in LANGUAGES}
    return {
        code: Words(code, sentences[code], sentences[OTHER[code]], own[code] | (data - own[OTHER[code]]) | NAMES)
        for code in LANGUAGES
    }


NAMES = frozenset(
    {"日本語", "English", "Ctrl", "Shift", "Space", "PgUp", "PgDown", "Del", "Enter", "Esc", "Tab", "Home", "End"}
)
"""The languages' own names, and those of keys."""

FILE = re.compile(r"[\w./-]*[./][\w-]+\.(?:db|csv|xlsx?|ini|log|py)\b|\b[\w-]+\.(?:db|csv|xlsx?|ini|log|py)\b")


@pytest.fixture(autouse=True)
def _speaks_english_again(appearance: Appearance) -> Iterator[None]:
    """Let no translator of Qt's stay installed: the next test would hear it."""
    yield
    appearance.set_language("en")


def cut_labels(widget: QWidget) -> list[str]:
    """Return the texts of labels and buttons that have less room than they need."""
    shown = [part for kind in (QLabel, QAbstractButton) for part in widget.findChildren(kind) if part.isVisible()]
    return [
        part.text()
        for part in shown
        if part.text()
        and not _needs_no_room(part)
        and part.fontMetrics().horizontalAdvance(part.text()) > part.width() + 1
    ]


def _needs_no_room(part: QWidget) -> bool:
    """Whether a part shows its text on several lines, or an icon alone."""
    if isinstance(part, QToolButton):
        return part.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    return isinstance(part, QLabel) and part.wordWrap()


@pytest.fixture(scope="module")
def glyphs() -> QRawFont:
    """The characters that the window's own font has."""
    return QRawFont(str(resources_folder() / "fonts" / "Mplus2-Regular.otf"), 12)


def assert_whole(shown: QWidget, glyphs: QRawFont) -> None:
    """Assert that what is shown can be painted, that nothing is cut, and that no character is a box."""
    texts = "".join(text for widget in shown.findChildren(QWidget) if widget.isVisible() for text in written_on(widget))
    assert {letter for letter in set(texts) - set("\n&") if not glyphs.supportsCharacter(ord(letter))} == set()
    assert cut_labels(shown) == []
    assert not shown.grab().isNull()


@pytest.mark.parametrize("scene", [pytest.param(scene, id=scene.id) for scene in SCENES])
def test_a_scene_is_whole_and_speaks_the_language_that_is_chosen(
    tour_window: TourWindow, appearance: Appearance, words: Mapping[str, Words], glyphs: QRawFont, scene: Scene
) -> None:
    appearance.set_language("ja")
    with tour_window(has_sample=scene.has_sample) as window:
        shown = scene.stage(window)
        settle(window)
        settle(shown)
        assert_whole(shown, glyphs)
        for language in ("en", "ja"):
            window.speak(language)
            if shown.windowType() == Qt.WindowType.Popup:  # which is gone before the language can be changed
                shown.close()
                shown = scene.stage(window)
            settle(window)
            settle(shown)
            texts = set(texts_of(shown.window(), with_views=scene.id not in VIEWS_OF_NAMES))
            assert len(texts) > 5
            assert sorted(foreign(texts, words[language], scene)) == [], language
            assert_whole(shown, glyphs)


def foreign(texts: Iterable[tuple[str, str]], words: Words, scene: Scene) -> Iterator[tuple[str, str, str]]:
    """Yield what is of the other language, with where it stands and the whole text."""
    brought = frozenset(DATA_OF_SCENES.get(scene.id, set()))
    for place, text in texts:
        found = words.foreign(QUOTED.sub(_GAP, text) if scene.id.startswith("findings") else text, brought)
        if found:
            yield place, found, text


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("ja", "Nothing has been entered here", "Nothing has been entered here"),
        ("ja", "No figures yet", "No figures yet"),
        ("ja", "No figures for February 2010 yet", "No figures for February 2010 yet"),
        ("ja", "Spam rate", "Spam rate"),
        ("ja", "Virus rate: 302.8", "Virus rate"),
        ("ja", "スパム率", ""),
        ("ja", "2010年2月の数値はまだありません", ""),
        ("ja", "Trojan.Bredolab", ""),
        ("ja", "検索 (Ctrl+K)", ""),
        ("ja", "/home/somebody/reports/February.db", ""),
        ("en", "スパム率", "スパム率"),
        ("en", "Since 2013年7月", "年 月"),
        ("en", "No figures for February 2010 yet", ""),
        ("en", "日本語", ""),
        ("en", "Trojan.Bredolab", ""),
    ],
)
def test_what_is_of_the_other_language_is_found(
    words: Mapping[str, Words], language: str, text: str, found: str
) -> None:
    assert re.sub(r"\d+", "", words[language].foreign(text)) == re.sub(r"\d+", "", found)


def test_a_text_that_is_forgotten_is_found(
    tour_window: TourWindow, appearance: Appearance, words: Mapping[str, Words]
) -> None:
    with tour_window() as window:
        forgotten = QLabel("No figures yet", window)
        forgotten.show()
        hidden = QLabel("Nobody sees this", window)
        hidden.hide()
        tip = QPushButton("", window)
        tip.setToolTip("Press here")
        tip.show()
        window.speak("ja")
        settle(window)
        found = {text for _, text in texts_of(window) if words["ja"].foreign(text)}
        assert found == {"No figures yet", "Press here"}


def test_a_label_that_is_cut_and_a_character_without_a_glyph_are_found(qtbot: QtBot, glyphs: QRawFont) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    label = QLabel("A label that needs its room", top)
    top.show()
    label.adjustSize()
    assert_whole(top, glyphs)
    label.resize(label.width() - 5, label.height())
    assert cut_labels(top) == [label.text()]
    label.setText("\N{EGYPTIAN HIEROGLYPH A001}")
    with pytest.raises(AssertionError, match=label.text()):
        assert_whole(top, glyphs)
