"""The help: every tab has its page in both languages, what pages name exists, and it is found and read by keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QPixmap, QRawFont, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.resources import resources_folder
from workbench.core.translation import LANGUAGES
from workbench.ui.actions import ACTIONS
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.help import HelpDialog
from workbench.ui.dialogs.shortcuts import TABLE_KEYS
from workbench.ui.help_pages import MARK, PAGES, START, TOPICS, HelpPage, HelpWriter, found_pages, read_pages
from workbench.ui.lanes import InlineLanes
from workbench.ui.tabs import TABS
from workbench.ui.tour import settle
from workbench.ui.window import Window
from workbench.ui.workspace import Workspace

HELP = resources_folder() / "help"
LINK = re.compile(r"\]\(([^)]*)\)")
KEY = re.compile(r"`((?:Ctrl|Alt|Shift)\+[^`]+|F\d+)`")


@pytest.fixture
def help_on(behind: QWidget, appearance: Appearance) -> Callable[[str], HelpDialog]:
    """What opens the help on a page, without a database."""

    def open_help(page: str) -> HelpDialog:
        made = HelpDialog(Workspace(InlineLanes()), appearance, ACTIONS, resources_folder(), behind)
        made.show_page(page)
        made.show()
        return made

    return open_help


@pytest.fixture(params=LANGUAGES)
def pages(request: pytest.FixtureRequest, appearance: Appearance) -> dict[str, HelpPage]:
    """The pages of a language, written."""
    appearance.set_language(request.param)
    writer = HelpWriter(appearance, ACTIONS, dict(TABLE_KEYS))
    sources = read_pages(resources_folder(), request.param)
    return {id_: writer.page(id_, source) for id_, source in sources.items()}


def titles(dialog: HelpDialog) -> list[str]:
    return [page.id for page in dialog.model.rows]


class TestPages:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_tab_and_topic_has_one_and_there_are_no_others(self, language: str) -> None:
        assert {file.stem for file in (HELP / language).iterdir()} == {START, *(spec.id for spec in TABS), *TOPICS}

    def test_a_tab_s_page_is_called_as_the_tab(self, pages: dict[str, HelpPage], appearance: Appearance) -> None:
        assert [pages[spec.id].title for spec in TABS] == [appearance.say(f"tab.{spec.id}") for spec in TABS]

    def test_all_marks_are_replaced(self, pages: dict[str, HelpPage]) -> None:
        assert {id_ for id_, page in pages.items() if set("{}") & set(page.title + page.text)} == set()

    def test_every_page_is_some_use(self, pages: dict[str, HelpPage]) -> None:
        assert {id_ for id_, page in pages.items() if len(page.text) < 300} == set()

    def test_links_lead_to_pages(self, pages: dict[str, HelpPage]) -> None:
        targets = {target for page in pages.values() for target in LINK.findall(page.text)}
        assert targets <= {f"{id_}.md" for id_ in PAGES}

    def test_every_page_can_be_come_to_from_the_first(self, pages: dict[str, HelpPage]) -> None:
        reached, new = {START}, {START}
        while new:
            texts = "".join(pages[id_].text for id_ in new)
            new = {target.removesuffix(".md") for target in LINK.findall(texts)} - reached
            reached |= new
        assert set(PAGES) - reached == set()

    @pytest.mark.parametrize("id_", PAGES)
    def test_both_languages_say_it_in_the_same_order(self, id_: str) -> None:
        ja, en = (read_pages(resources_folder(), language)[id_] for language in ("ja", "en"))
        assert ja.count("\n## ") == en.count("\n## ")
        assert sorted(set(MARK.findall(ja))) == sorted(set(MARK.findall(en)))
        assert set(KEY.findall(ja)) == set(KEY.findall(en))

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_keys_of_actions_are_not_typed_by_hand(self, language: str) -> None:
        typed = {key for source in read_pages(resources_folder(), language).values() for key in KEY.findall(source)}
        assert typed & {spec.shortcut for spec in ACTIONS} == set()

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_other_keys_stand_in_the_code(self, repository: Path, language: str) -> None:
        code = "".join(file.read_text("utf-8") for file in (repository / "workbench" / "ui").rglob("*.py"))
        typed = {key for source in read_pages(resources_folder(), language).values() for key in KEY.findall(source)}
        assert {key for key in typed if f'"{key}"' not in code and f"Key_{key}," not in code} == set()
        assert "Ctrl+L" in typed

    @pytest.mark.parametrize(
        "mark", ["{action:fly}", "{key:fly}", "{key:about}", "{keys:undo fly}", "{keys:table.fly}"]
    )
    def test_what_does_not_exist_is_not_written(self, appearance: Appearance, mark: str) -> None:
        with pytest.raises(KeyError):
            HelpWriter(appearance, ACTIONS, dict(TABLE_KEYS)).page("start", f"# Title\n\n{mark}\n")

    def test_marks_say_what_is_declared(self, appearance: Appearance) -> None:
        writer = HelpWriter(appearance, ACTIONS, dict(TABLE_KEYS))
        source = "# A title\n\n{action:undo}, {key:undo}, {tab:trends}, {menu:file}, {action:about}\n\n{keys:undo table.take}"
        page = writer.page("start", source)
        assert page.title == "A title"
        text = page.text.replace("\N{NO-BREAK SPACE}", "")
        assert text.startswith("**Undo** (`Ctrl+Z`), `Ctrl+Z`, [Trends](trends.md), **File**, **About**")
        assert text.endswith("| Undo | `Ctrl+Z` |\n| Take it, go down or right | `Enter` / `Tab` |")

    def test_the_font_has_all_that_is_written(self, pages: dict[str, HelpPage]) -> None:
        glyphs = QRawFont(str(resources_folder() / "fonts" / "Mplus2-Regular.otf"), 12)
        written = set("".join(page.title + page.plain_text for page in pages.values())) - {"\n"}
        assert {character for character in written if not glyphs.supportsCharacter(ord(character))} == set()


class TestSearch:
    FOUND = (
        HelpPage("start", "First steps", "Look at `Trends`, [here](overview.md)."),
        HelpPage("trends", "Trends", "Any figures on one calendar."),
        HelpPage("figures", "数値の意味", "Ｎ通に１通は率です。"),
    )

    @pytest.mark.parametrize(
        ("wanted", "ids"),
        [
            ("", ["start", "trends", "figures"]),
            ("trends", ["trends", "start"]),
            ("FIGURES calendar", ["trends"]),
            ("figures look", []),
            ("overview.md", []),
            ("n通に1通", ["figures"]),
        ],
    )
    def test_pages_have_all_words_and_titles_come_first(self, wanted: str, ids: list[str]) -> None:
        assert [page.id for page in found_pages(self.FOUND, wanted)] == ids


class TestDialog:
    def test_it_lists_all_pages_and_shows_the_one_that_is_wanted(self, help_on: Callable[[str], HelpDialog]) -> None:
        dialog = help_on("traffic")
        assert titles(dialog) == list(PAGES)
        assert dialog.model.rows[dialog.table.current_row].id == "traffic"
        assert dialog.page.toPlainText().startswith("Traffic")
        assert not dialog.isModal()

    def test_it_is_written_anew_in_another_language(
        self, help_on: Callable[[str], HelpDialog], appearance: Appearance
    ) -> None:
        dialog = help_on("traffic")
        appearance.set_language("ja")
        QApplication.sendPostedEvents(None, 0)
        assert dialog.page.toPlainText().startswith("流量")
        assert dialog.windowTitle() == "ヘルプ"
        assert dialog.shown == "traffic"

    def test_links_and_the_way_back(self, qtbot: QtBot, help_on: Callable[[str], HelpDialog]) -> None:
        dialog = help_on("overview")
        dialog.page.anchorClicked.emit(QUrl("figures.md"))
        dialog.table.choose(PAGES.index("files"))
        assert dialog.shown == "files"
        dialog.back.click()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        QTest.keyClick(dialog, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        assert dialog.shown == "overview"
        dialog.forward.click()
        assert dialog.shown == "figures"
        assert dialog.model.rows[dialog.table.current_row].id == "figures"
        assert dialog.forward.isEnabled()

    def test_a_link_to_elsewhere_leads_nowhere(self, help_on: Callable[[str], HelpDialog]) -> None:
        dialog = help_on("overview")
        for address in ("https://example.com/figures", "file:///etc/passwd", "nothing.md"):
            dialog.page.anchorClicked.emit(QUrl(address))
        assert dialog.shown == "overview"

    @pytest.mark.parametrize("address", ["{file}", "file://{file}", "picture.png"])
    def test_nothing_is_loaded(
        self, help_on: Callable[[str], HelpDialog], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        file = tmp_path / "picture.png"
        red = QPixmap(200, 200)
        red.fill(Qt.GlobalColor.red)
        assert red.save(str(file))
        page = help_on("overview").page
        page.show_page("A page", f"![a picture]({address.format(file=file)})")
        seen = page.grab().toImage()
        places = [(x, y) for x in range(0, seen.width(), 5) for y in range(0, seen.height(), 5)]
        assert QColor(Qt.GlobalColor.red).name() not in {seen.pixelColor(x, y).name() for x, y in places}

    def test_the_search_lists_shows_and_marks(self, help_on: Callable[[str], HelpDialog]) -> None:
        dialog = help_on("overview")
        dialog.search.setText("workbook")
        assert dialog.shown in titles(dialog)
        assert "overview" not in titles(dialog)
        marks = [mark.cursor.selectedText().lower() for mark in dialog.page.extraSelections()]
        assert marks
        assert set(marks) == {"workbook"}
        dialog.search.clear()
        assert titles(dialog) == list(PAGES)
        assert dialog.page.extraSelections() == []

    def test_the_way_back_leads_over_no_page_that_was_passed_in_typing(
        self, help_on: Callable[[str], HelpDialog]
    ) -> None:
        dialog = help_on("overview")
        for end in range(1, len("conflict") + 1):
            dialog.search.setText("conflict"[:end])
        assert dialog.shown == "files"
        dialog.go(-1)
        assert dialog.shown == "overview"

    def test_what_is_nowhere_is_said(self, help_on: Callable[[str], HelpDialog]) -> None:
        dialog = help_on("overview")
        dialog.search.setText("zzz")
        assert titles(dialog) == []
        assert dialog._none.text() == "No page has “zzz” in it."
        assert dialog.shown == "overview"

    def test_keys_lead_from_the_field_through_the_list(self, help_on: Callable[[str], HelpDialog]) -> None:
        dialog = help_on("overview")
        QTest.keyClick(dialog.search, Qt.Key.Key_Down)
        assert dialog.shown == "geography"
        QTest.keyClick(dialog.search, Qt.Key.Key_PageDown)
        assert dialog.shown == PAGES[min(len(PAGES) - 1, PAGES.index("geography") + 10)]

    def test_every_button_has_a_name(self, help_on: Callable[[str], HelpDialog]) -> None:
        dialog = help_on("overview")
        assert all(button.accessibleName() and button.toolTip() for button in (dialog.back, dialog.forward))
        assert all(part.accessibleName() for part in (dialog.search, dialog.table, dialog.page))

    def test_where_it_is_narrow_the_list_stands_above(self, help_on: Callable[[str], HelpDialog]) -> None:
        dialog = help_on("overview")
        dialog.resize(460, 400)
        settle(dialog)
        assert dialog._list.geometry().bottom() < dialog.page.parentWidget().geometry().top()

    def test_links_are_told_apart_by_more_than_colour(self, help_on: Callable[[str], HelpDialog]) -> None:
        dialog = help_on("start")
        assert all(is_underlined for is_underlined in links(dialog.page.document()))


def links(document: QTextDocument) -> Iterator[bool]:
    """Yield for each character of a link whether it is underlined."""
    cursor = QTextCursor(document)
    found = 0
    while cursor.movePosition(QTextCursor.MoveOperation.NextCharacter):
        if cursor.charFormat().isAnchor():
            found += 1
            yield cursor.charFormat().fontUnderline()
    assert found


def test_f1_shows_the_page_of_the_tab_in_one_window(
    tour_window: Callable[..., AbstractContextManager[Window]],
) -> None:
    with tour_window() as window:
        for id_ in ("overview", "threats", "findings"):
            window.show_tab(id_)
            window.action("help").trigger()
            settle(window)
            (opened,) = window.findChildren(HelpDialog)
            assert opened.shown == id_
        opened.reject()
        window.action("help").trigger()
        assert [dialog.shown for dialog in window.findChildren(HelpDialog) if not dialog.is_gone] == ["findings"]
    assert window.action("help").shortcut().toString() == "F1"
