"""The findings tab: list, writing that is kept by itself, claims and their verdicts, pictures, both languages, empty states."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage, QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db.databases import SqlDatabases
from workbench.core.catalogue import shipped_catalogue
from workbench.core.commands.findings import Words, add_finding, write_finding
from workbench.core.errors import Refused
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Command
from workbench.core.records import Finding, FindingText, Observation
from workbench.core.resources import resources_folder
from workbench.core.scope import Scope
from workbench.ui.actions import ACTIONS
from workbench.ui.appearance import Appearance
from workbench.ui.finding_pictures import picture_text
from workbench.ui.lanes import ThreadLanes
from workbench.ui.settings import Settings
from workbench.ui.tabs.findings import FindingsTab
from workbench.ui.tour import settle
from workbench.ui.widgets.claim_editor import png_of
from workbench.ui.workspace import Workspace

FEBRUARY, MARCH = Period.month(2010, 2), Period.month(2010, 3)
VIRUS = "02-virus-china"
Show = Callable[..., FindingsTab]


@pytest.fixture
def show(qtbot: QtBot, appearance: Appearance, settings: Settings) -> Show:
    """Shows a tab over a workspace."""

    def make(workspace: Workspace, finding: str = "", width: int = 1360) -> FindingsTab:
        tab = FindingsTab(workspace, appearance, settings)
        qtbot.addWidget(tab)
        tab.resize(width, 760)
        tab.show()
        settle(tab)
        if finding:
            tab.open_finding(finding)
            settle(tab)
        return tab

    return make


def body(workspace: Workspace, id_: str, language: str = "en") -> str:
    found: list[str] = []
    workspace.ask(
        lambda reader: [text.body for text in reader.records(FindingText, finding=id_, language=language)],
        workspace,
        found.extend,
    )
    return found[0]


def findings(workspace: Workspace) -> list[Finding]:
    found: list[Finding] = []
    workspace.ask(lambda reader: reader.records(Finding), workspace, found.extend)
    return sorted(found, key=lambda one: (one.period, one.position))


def operations(workspace: Workspace) -> int:
    found: list[int] = []
    workspace.ask(lambda reader: len(reader.operations()), workspace, found.append)
    return found[0]


def write(tab: FindingsTab, text: str) -> None:
    """Write at the end of the text, as a person does."""
    tab.page.editor.moveCursor(QTextCursor.MoveOperation.End)
    tab.page.editor.insertPlainText(text)
    tab.check_now()


def picture(colour: str = "red") -> QImage:
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def test_the_findings_of_the_month_are_listed_in_their_order(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    rows = tab.panel.list.rows.rows
    assert [row.number for row in rows] == ["", "1", "2", "3", "4", "5"]
    assert (rows[0].title, rows[2].title[:15], rows[2].about) == ("February 2010", "Malware by mail", "Viruses  Final")
    assert tab.page.entry is not None
    assert tab.page.entry.finding.id == "01-spam-surge"
    assert tab.page.panes["en"].title.text().startswith("Two botnets")


def test_the_models_are_sound(show: Show, workspace: Workspace, qtmodeltester: ModelTester) -> None:
    tab = show(workspace, VIRUS)
    qtmodeltester.check(tab.panel.list.rows)
    qtmodeltester.check(tab.side.list.rows)


def test_findings_of_all_months_are_searched(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    workspace.run(add_finding(MARCH, {"en": Words("Rustock again", "Body")}))
    tab = show(workspace)
    qtbot.keyClicks(tab.panel.field, "rustock")
    assert [row.title for row in tab.panel.list.rows.rows if row.id] == [
        "Two botnets push one campaign and lift spam above its half-year level",
        "Rustock again",
    ]
    tab.panel.field.setText("reviewed virus")
    assert [row.number for row in tab.panel.list.rows.rows if row.id] == ["5"]
    tab.panel.field.setText("nowhere")
    assert tab.panel.nothing.isVisible()
    assert "nowhere" in tab.panel.nothing.text()


def test_a_finding_is_chosen_by_keys(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    tab = show(workspace)
    tab.panel.list.setFocus()
    qtbot.keyClick(tab.panel.list, Qt.Key.Key_Down)
    assert tab.page.entry is not None
    assert tab.page.entry.finding.id == VIRUS


def test_what_is_written_is_kept_after_a_pause_as_one_step(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, VIRUS)
    before = operations(workspace)
    write(tab, "\n\nMore")
    write(tab, " words.")
    assert operations(workspace) == before
    tab.page.flush()
    assert operations(workspace) == before + 1
    assert body(workspace, VIRUS).endswith("\n\nMore words.")
    assert tab.page.editor.text.endswith("More words.")
    tab.page.flush()
    assert operations(workspace) == before + 1


def test_the_pause_keeps_it(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    tab = show(workspace, VIRUS)
    tab.page._pause.setInterval(10)
    write(tab, "\n\nMore")
    qtbot.waitUntil(lambda: body(workspace, VIRUS).endswith("More"), timeout=2000)


def test_leaving_the_field_keeps_it(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, VIRUS)
    write(tab, "\n\nMore")
    tab.page.panes["en"].left.emit()
    assert body(workspace, VIRUS).endswith("More")


def test_choosing_another_finding_keeps_it(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, VIRUS)
    write(tab, "\n\nMore")
    tab.page.panes["en"].title.setText("Another  title")
    tab.panel.list.chosen.emit("05-company-size")
    assert body(workspace, VIRUS).endswith("More")
    assert tab.page.editor.text.startswith("Malware by mail hits both ends")
    assert tab.panel.list.rows.rows[2].title == "Another title"


def test_closing_the_database_keeps_it(
    qtbot: QtBot, appearance: Appearance, settings: Settings, sample_file: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(sample_file, tmp_path / "closing.db"))
    workspace = Workspace(ThreadLanes(), Scope(period=FEBRUARY))

    def catalogue() -> object:
        return shipped_catalogue(resources_folder())

    workspace.open(lambda: SqlDatabases("tester").open(path, for_writing=True), catalogue)  # type: ignore[arg-type]
    tab = FindingsTab(workspace, appearance, settings)
    qtbot.addWidget(tab)
    tab.show()
    qtbot.waitUntil(lambda: tab.page.entry is not None, timeout=5000)
    write(tab, "\n\nLast words")
    workspace.close()
    store = SqlDatabases("tester").open(path, for_writing=False)
    with store.read() as reader:
        assert reader.records(FindingText, finding="01-spam-surge", language="en")[0].body.endswith("Last words")
    store.close()


def test_opening_another_database_keeps_it(show: Show, workspace: Workspace, sample_file: Path, tmp_path: Path) -> None:
    tab = show(workspace, VIRUS)
    first = workspace.path
    write(tab, "\n\nLast words")
    other = Path(shutil.copy(sample_file, tmp_path / "other.db"))
    workspace.open(
        lambda: SqlDatabases("tester").open(other, for_writing=True), lambda: shipped_catalogue(resources_folder())
    )
    assert workspace.path == other
    store = SqlDatabases("tester").open(first, for_writing=False)
    with store.read() as reader:
        assert reader.records(FindingText, finding=VIRUS, language="en")[0].body.endswith("Last words")
    store.close()


def test_words_that_cannot_be_kept_stay_and_are_kept_later(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, VIRUS)
    write(tab, "\n\nMore")
    failed: list[BaseException] = []
    workspace.failed.connect(failed.append)
    tab.page.entry = tab.page.entry and type(tab.page.entry)(
        Finding("gone", "M", "2010-02", "", "draft", "", 1, ""), tab.page.entry.texts, 0, 0, is_checked=True, folded=""
    )
    tab.page.flush()
    assert [str(error) for error in failed] == ["finding.gone()"]
    assert tab.page.editor.text.endswith("More")
    assert tab.page.panes["en"].is_dirty


def test_an_undo_outside_shows_the_words_before(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, VIRUS)
    before = tab.page.editor.text
    write(tab, "\n\nMore")
    tab.page.flush()
    workspace.undo()
    assert tab.page.editor.text == before
    workspace.redo()
    assert tab.page.editor.text.endswith("More")


def test_words_that_came_from_elsewhere_do_not_take_what_is_being_written(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, VIRUS)
    write(tab, "\n\nMine")
    workspace.run(write_finding(VIRUS, "en", Words("Title", "Theirs")))
    assert tab.page.editor.text.endswith("Mine")
    workspace.run(write_finding(VIRUS, "ja", Words("見出し", "本文")))
    assert tab.page.panes["ja"].editor.text == "本文"


def test_claims_are_listed_with_what_is_wrong_first(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, VIRUS)
    assert {row.kind for row in tab.side.list.rows.rows} == {"supported"}
    write(tab, "\n\n[1 in 190.8](metric:virus.rate/geography:TW) and [5%](metric:no.such)")
    first, second, *_ = tab.side.list.rows.rows
    assert (first.words, first.reason, first.path, first.line) == (
        "1 in 190.8",
        "The data says 1 in 109.8.",
        "Taiwan",
        "line 5",
    )
    assert (second.words, second.kind) == ("5%", "needs_data")
    assert tab.side.counts.texts["wrong"].text() == "1 wrong"
    assert tab.side.counts.texts["right"].text() == "11 right"
    assert not tab.side.counts.texts["ambiguous"].isVisible()


def test_the_list_of_findings_says_how_many_claims_are_wrong(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, VIRUS)
    write(tab, "\n\n[1 in 190.8](metric:virus.rate/geography:TW)")
    tab.page.flush()
    row = tab.panel.list.rows.rows[2]
    assert (row.mark, row.said) == ("wrong", "1 wrong")


def test_a_figure_that_changes_makes_a_claim_wrong(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, VIRUS)
    changed = Observation("virus.rate", "M", "2010-02", "global", "global", 310.0, 0.1, "exact", "normal", None, None)
    workspace.run(Command(message("command.sample"), lambda tx: tx.put(changed)))
    row = tab.side.list.rows.rows[0]
    assert (row.words, row.reason) == ("1 in 302.8", "The data says 1 in 310.0.")


def test_keys_lead_from_one_problem_to_the_next(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, VIRUS)
    write(tab, "\n\n[1 in 190.8](metric:virus.rate/geography:TW) [0.05 points](metric:virus.rate#change)")
    tab.page.editor.moveCursor(QTextCursor.MoveOperation.Start)
    seen = []
    for _ in range(3):
        tab.next_problem()
        current = tab.page.editor.current()
        seen.append(None if current is None else current.link.text)
    assert seen == ["1 in 190.8", "0.05 points", "1 in 190.8"]
    tab.next_problem(-1)
    assert tab.page.editor.current().link.text == "0.05 points"  # type: ignore[union-attr]
    assert tab.side.card.verdict.text() == "Wrong number"


def test_a_claim_is_put_right_where_it_stands(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    tab = show(workspace, VIRUS)
    write(tab, "\n\n[0.03 points down](metric:virus.rate#change)")
    tab.next_problem()
    assert tab.side.card.fix.text() == "Change to 0.02 points up"
    qtbot.mouseClick(tab.side.card.fix, Qt.MouseButton.LeftButton)
    assert tab.page.editor.text.endswith("[0.02 points up](metric:virus.rate#change)")
    tab.check_now()
    assert tab.side.problems() == []
    tab.page.editor.undo()
    assert tab.page.editor.text.endswith("[0.03 points down](metric:virus.rate#change)")


def test_a_claim_leads_to_its_figure(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    tab = show(workspace, VIRUS)
    wanted: list[str] = []
    tab.action_wanted.connect(wanted.append)
    row = next(at for at, one in enumerate(tab.side.list.rows.rows) if one.words == "1 in 62.4")
    tab.side.list.setCurrentIndex(tab.side.list.rows.index(row, 0))
    qtbot.keyClick(tab.side.list, Qt.Key.Key_Return)
    assert wanted == ["geography"]
    assert (workspace.scope.metric, workspace.scope.selected) == ("virus.rate", (("geography", "CN"),))
    tab.page.preview.claim_clicked.emit("metric:spam.rate@2010-01")
    assert wanted == ["geography", "overview"]
    assert (workspace.scope.metric, workspace.scope.period, workspace.scope.selected) == (
        "spam.rate",
        Period.month(2010, 1),
        (),
    )
    assert tab.page.entry is not None
    assert tab.page.entry.finding.id == VIRUS


@pytest.mark.parametrize(
    ("target", "tab_id"),
    [
        ("virus.name_share/malware:trojan.bredolab", "threats"),
        ("traffic.dropped_share/pipeline_stage:connection-management", "traffic"),
    ],
)
def test_other_figures_lead_to_the_tab_that_shows_them(
    show: Show, workspace: Workspace, target: str, tab_id: str
) -> None:
    tab = show(workspace, VIRUS)
    wanted: list[str] = []
    tab.action_wanted.connect(wanted.append)
    tab.page.preview.claim_clicked.emit(f"metric:{target}")
    assert wanted == [tab_id]


def test_both_languages_stand_side_by_side(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, VIRUS)
    tab.page.bar.modes.buttons["both"].click()
    assert all(pane.isVisible() for pane in tab.page.panes.values())
    assert not tab.page.preview.isVisible()
    tab.page.panes["ja"].editor.setFocus()
    tab.page.panes["ja"].editor.moveCursor(QTextCursor.MoveOperation.Right)
    if tab.page.panes["ja"].editor.hasFocus():
        assert tab.page.language == "ja"
        assert tab.side.list.rows.rows[0].words == "302.8通に1通"


def test_the_language_of_the_text_is_chosen(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, VIRUS)
    tab.page.bar.languages.buttons["ja"].click()
    assert (tab.page.panes["ja"].isVisible(), tab.page.panes["en"].isVisible()) == (True, False)
    assert tab.side.claims[0].link.text == "302.8通に1通"
    assert tab.page.facts.told.text() == "Tied numbers: ja 11, en 11, the same figures"


def test_the_preview_shows_what_is_written(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    tab = show(workspace, VIRUS)
    tab.page.show_mode("preview")
    shown = tab.page.preview.toPlainText()
    assert shown.startswith(
        "Malware by mail: China and the public sector are hit hardest\nIn February 1 in 302.8 mails"
    )
    assert "metric:" not in shown
    write(tab, "\n\n<b>bold</b> **strong**")
    qtbot.waitUntil(lambda: "strong" in tab.page.preview.toPlainText(), timeout=2000)
    assert "<b>bold</b> strong" in tab.page.preview.toPlainText()


@pytest.mark.parametrize(
    "address", ["file:///{folder}/red.png", "{folder}/red.png", "red.png", "picture:{folder}/red.png"]
)
def test_a_picture_of_a_file_is_never_shown(
    show: Show, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.chdir(tmp_path)
    red = QImage(300, 200, QImage.Format.Format_RGB32)
    red.fill(QColor("#ff0000"))
    assert red.save(str(tmp_path / "red.png"))
    preview = show(workspace, VIRUS).page.preview
    preview.show_finding("Title", f"![a]({address.format(folder=tmp_path)})")
    shown = preview.grab().toImage()
    places = [(x, y) for x in range(0, shown.width(), 4) for y in range(0, shown.height(), 4)]
    assert not any(shown.pixelColor(*place) == QColor("#ff0000") for place in places)


@pytest.mark.parametrize(
    "address", ["https://example.com/a.png", "http://127.0.0.1/a.png", "qrc:/a.png", "data:image/png;base64,AAAA"]
)
def test_a_picture_from_elsewhere_is_a_gap(show: Show, workspace: Workspace, address: str) -> None:
    kind = QTextDocument.ResourceType.ImageResource.value
    found = show(workspace, VIRUS).page.preview.loadResource(kind, QUrl(address))
    assert isinstance(found, QImage)
    assert (found.width(), found.height(), found.pixelColor(0, 0).alpha()) == (1, 1, 0)


def test_a_pasted_picture_is_kept_in_the_database_and_shown(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    tab = show(workspace, VIRUS)
    data = QMimeData()
    data.setImageData(picture())
    assert tab.page.editor.canInsertFromMimeData(data)
    tab.page.editor.moveCursor(QTextCursor.MoveOperation.End)
    tab.page.editor.insertFromMimeData(data)
    content = png_of(picture())
    assert picture_text(content) in tab.page.editor.text
    tab.page.flush()
    digest = findings(workspace)[1].pictures
    assert picture_text(content) == f"![](picture:{digest})"
    tab.page.show_mode("preview")
    qtbot.waitUntil(lambda: digest in tab.page.preview._pictures, timeout=2000)
    kind = QTextDocument.ResourceType.ImageResource.value
    shown = tab.page.preview.loadResource(kind, QUrl(f"picture:{digest}"))
    assert isinstance(shown, QImage)
    assert (shown.width(), shown.height()) == (8, 6)


def test_dropped_files_of_pictures_are_taken_and_others_left_to_the_window(
    show: Show, workspace: Workspace, tmp_path: Path
) -> None:
    tab = show(workspace, VIRUS)
    files = [tmp_path / name for name in ("a.png", "b.bmp", "c.csv", "broken.png")]
    picture().save(str(files[0]))
    picture("blue").save(str(files[1]))
    files[2].write_text("a,b")
    files[3].write_text("no picture")
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(file)) for file in files[:2]])
    assert tab.page.editor.canInsertFromMimeData(dropped)
    tab.page.editor.insertFromMimeData(dropped)
    assert tab.page.editor.text.count("![](picture:") == 2
    assert len(findings(workspace)[1].pictures.splitlines()) == 2
    other = QMimeData()
    other.setUrls([QUrl.fromLocalFile(str(files[2]))])
    assert not tab.page.editor.canInsertFromMimeData(other)
    refused: list[Refused] = []
    tab.refused.connect(refused.append)
    tab.pictures.read([files[3]])
    assert [error.message for error in refused] == [message("finding.no_picture")]


def test_facts_are_set_one_by_one(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, VIRUS)
    facts = tab.page.facts
    assert (facts.status.currentText(), facts.category.currentText(), facts.author.text()) == (
        "Final",
        "Viruses",
        "sample",
    )
    facts.status.setCurrentIndex(facts.status.findData("draft"))
    facts.status.activated.emit(facts.status.currentIndex())
    facts.category.setCurrentIndex(facts.category.findData("phishing"))
    facts.category.activated.emit(facts.category.currentIndex())
    facts.author.setText("佐藤")
    facts.author.editingFinished.emit()
    facts.author.editingFinished.emit()
    found = findings(workspace)[1]
    assert (found.status, found.category, found.author) == ("draft", "phishing", "佐藤")
    assert operations(workspace) == 4


def test_findings_are_moved_and_deleted_by_keys(show: Show, workspace: Workspace, qtbot: QtBot) -> None:
    tab = show(workspace, VIRUS)
    qtbot.keyClick(tab.panel.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [one.id[:2] for one in findings(workspace)] == ["02", "01", "03", "04", "05"]
    qtbot.keyClick(tab.panel.list, Qt.Key.Key_Delete)
    assert [one.id[:2] for one in findings(workspace)] == ["01", "03", "04", "05"]
    assert tab.page.entry is not None
    assert tab.page.entry.finding.id == "01-spam-surge"
    workspace.undo()
    assert len(findings(workspace)) == 5


def test_a_finding_is_begun_from_nothing_a_template_or_last_month(
    show: Show, workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.look_at(period=MARCH)
    tab = show(workspace)
    tab.panel.menu.aboutToShow.emit()
    labels = [action.text() for action in tab.panel.menu.actions() if action.text()]
    assert labels[:2] == ["New finding", "From template: Spam this month"]
    assert labels[4] == "Carry over all 5 of February 2010"
    tab.panel.menu.actions()[0].trigger()
    assert tab.page.entry is not None
    assert (tab.page.entry.finding.id, tab.page.editor.text) == ("2010-03-01", "")
    tab.panel.menu.actions()[1].trigger()
    assert tab.page.entry.finding.id == "2010-03-02"
    assert tab.page.editor.text.startswith("Spam made up [")
    tab.panel.carry_wanted.emit((VIRUS,))
    assert tab.page.entry.finding.id == "2010-03-03"
    assert "metric:virus.rate@2010-03)" in tab.page.editor.text
    assert [one.status for one in findings(workspace)[5:]] == ["draft"] * 3


def test_words_and_a_picture_from_elsewhere_begin_a_finding(show: Show, workspace: Workspace) -> None:
    tab = show(workspace)
    content = png_of(picture())
    tab.start_with("A note on China", content)
    assert tab.page.editor.text == f"A note on China\n\n{picture_text(content)}"
    assert findings(workspace)[-1].pictures in picture_text(content)
    refused: list[Refused] = []
    tab.refused.connect(refused.append)
    tab.start_with("x", b"no picture")
    assert [error.message for error in refused] == [message("finding.no_picture")]


def test_a_month_without_findings_says_what_can_be_done(show: Show, workspace: Workspace) -> None:
    workspace.look_at(period=MARCH)
    tab = show(workspace)
    wanted: list[str] = []
    tab.action_wanted.connect(wanted.append)
    buttons = [button for button in tab.empty.findChildren(QPushButton) if button.isVisible()]
    assert [button.text() for button in buttons] == ["New finding"]
    buttons[0].click()
    assert wanted == ["new_finding"]


def test_an_empty_database_says_how_to_start(show: Show, workspace_on: Callable[[Path | None], Workspace]) -> None:
    tab = show(workspace_on(None))
    buttons = [button.text() for button in tab.empty.findChildren(QPushButton) if button.isVisible()]
    assert len(buttons) == 3
    assert tab.side.claims == ()


def test_a_locked_database_is_only_read(show: Show, read_only: Workspace) -> None:
    tab = show(read_only, VIRUS)
    assert tab.page.editor.isReadOnly()
    assert not tab.page.facts.status.isEnabled()
    assert not tab.panel.add.isEnabled()
    assert tab.tie() is None
    assert tab.update_numbers() is None
    tab.page.flush()


def test_claims_are_copied_as_a_table(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, VIRUS)
    tab.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["Words", "Figure", "Verdict", "The data says", "Line"]
    assert lines[1].split("\t") == [
        "1 in 302.8",
        "Virus rate / February 2010",
        "Agrees with the data",
        "",
        "line 1",
    ]


def test_all_is_written_in_the_language_of_the_window(show: Show, workspace: Workspace, appearance: Appearance) -> None:
    tab = show(workspace, VIRUS)
    appearance.set_language("ja")
    settle(tab)
    assert tab.side.title.text() == "文中の数値"
    assert tab.panel.list.rows.rows[2].about == "ウイルス  確定"
    assert tab.page.facts.status.currentText() == "確定"
    assert tab.side.list.rows.rows[0].line == "1行"
    for theme in ("dark", "light"):
        appearance.set_theme(theme)
        settle(tab)
        assert not tab.grab().isNull()


def test_every_part_is_named_for_those_who_hear_it(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, VIRUS)
    parts = (
        tab.panel.field,
        tab.panel.add,
        tab.panel.list,
        tab.page.editor,
        tab.page.panes["en"].title,
        tab.page.facts.author,
        tab.page.facts.status,
        tab.page.preview,
        tab.side.list,
        *tab.page.bar.modes.buttons.values(),
        *tab.page.bar.tools.values(),
    )
    assert [part for part in parts if not part.accessibleName()] == []
    index = tab.side.list.rows.index(0, 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "1 in 302.8, Agrees with the data, Virus rate, line 1"


def test_a_narrow_tab_shows_one_panel_at_a_time(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, VIRUS, width=700)
    assert tab.panes.is_narrow
    assert tab.page.isVisible()
    assert not tab.panel.isVisible()
    tab.panes.bring_to_front(0)
    tab.panel.list.clicked.emit(tab.panel.list.rows.index(3, 0))
    assert tab.page.isVisible()


def test_keys_of_the_tab_are_not_those_of_the_window(show: Show, workspace: Workspace) -> None:
    tab = show(workspace, VIRUS)
    own = [shortcut.key().toString() for shortcut in tab.findChildren(QShortcut)]
    assert len(own) == len(set(own)) == 8
    assert set(own) & {QKeySequence(spec.shortcut).toString() for spec in ACTIONS} == set()


def test_the_pill_of_a_wrong_claim_is_painted_in_the_error_colour(
    show: Show, workspace: Workspace, appearance: Appearance
) -> None:
    tab = show(workspace, VIRUS)
    editor = tab.page.editor
    editor.set_text("[1 in 190.8](metric:virus.rate) is\n\n[1 in 302.8](metric:virus.rate)")
    tab.check_now()
    settle(tab)
    image = editor.viewport().grab().toImage()

    def grounds(at: int) -> set[str]:
        placed = editor.links()[at]
        cursor = editor.textCursor()
        cursor.setPosition(placed.place(placed.link.text_start))
        box = editor.cursorRect(cursor)
        place = QPoint(box.left() + 1, box.top() + 2)
        return {image.pixelColor(place + QPoint(x, 0)).name() for x in range(4)}

    assert appearance.colours.error_ground in grounds(0)
    assert appearance.colours.tint in grounds(1)
