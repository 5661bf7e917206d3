"""The sheet of keys, what the program is made of, and choosing files."""

import ast
import inspect
import logging
import re
import threading
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QRawFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.messages import message
from workbench.core.resources import resources_folder
from workbench.ui import dialogs
from workbench.ui.actions import ACTIONS
from workbench.ui.appearance import Appearance
from workbench.ui.bug_report import LINES, bug_report, log_files
from workbench.ui.dialogs import files
from workbench.ui.dialogs.about import AboutDialog
from workbench.ui.dialogs.frame import Sentence
from workbench.ui.dialogs.shortcuts import TABLE_KEYS, KeyCap, ShortcutsDialog
from workbench.ui.lanes import InlineLanes, ThreadLanes
from workbench.ui.versions import parts, version_of
from workbench.ui.workspace import Workspace


def ink_in_the_last(cap: KeyCap, width: int) -> bool:
    """Whether anything is drawn inside the cap where its last part stands."""
    picture = cap.grab().toImage()
    right = picture.width() - 7
    colours = {picture.pixel(x, picture.height() // 2) for x in range(right - width, right)}
    return len(colours) > 1


class TestShortcuts:
    @pytest.fixture
    def sheet(self, behind: QWidget, appearance: Appearance) -> ShortcutsDialog:
        made = ShortcutsDialog(appearance, ACTIONS, behind)
        made.open()
        return made

    def test_every_action_with_a_key_is_on_it(self, sheet: ShortcutsDialog) -> None:
        caps = [cap.text for cap in sheet.findChildren(KeyCap)]
        keys = [spec.shortcut for spec in ACTIONS if spec.shortcut] + [key for _, row in TABLE_KEYS for key in row]
        native = QKeySequence.SequenceFormat.NativeText
        assert sorted(caps) == sorted(QKeySequence(key).toString(native) for key in keys)
        assert "" not in caps

    @pytest.mark.parametrize("language", ["ja", "en"])
    def test_the_font_has_all_that_is_written_on_caps_and_arrows_are_drawn(
        self, behind: QWidget, appearance: Appearance, language: str
    ) -> None:
        appearance.set_language(language)
        glyphs = QRawFont(str(resources_folder() / "fonts" / "Mplus2-Regular.otf"), 12)
        sheet = ShortcutsDialog(appearance, ACTIONS, behind)
        parts = [part for cap in sheet.findChildren(KeyCap) for part in cap.parts]
        written = {character for part in parts if part not in "↑↓←→" for character in part}
        assert {character for character in written if not glyphs.supportsCharacter(ord(character))} == set()
        assert ("↑" in parts, "↓" in parts) == ((language == "ja"),) * 2
        drawn = [cap for cap in sheet.findChildren(KeyCap) if "↑" in cap.parts]
        assert all(ink_in_the_last(cap, 12) for cap in drawn)

    def test_no_two_actions_have_the_same_key(self) -> None:
        keys = [spec.shortcut for spec in ACTIONS if spec.shortcut]
        assert len(keys) == len(set(keys))

    def test_it_is_written_anew_in_another_language(self, sheet: ShortcutsDialog, appearance: Appearance) -> None:
        appearance.set_language("ja")
        QApplication.sendPostedEvents(None, 0)
        texts = [label.text() for label in sheet._sheet.widget().findChildren(QLabel)]
        assert "元に戻す" in texts
        assert "Undo" not in texts

    def test_where_it_is_narrow_the_columns_stand_below_each_other(self, sheet: ShortcutsDialog) -> None:
        sheet.resize(QSize(900, 600))
        wide = sheet._columns.direction()
        sheet.resize(QSize(420, 600))
        assert sheet._columns.direction() != wide

    def test_escape_closes_it(self, sheet: ShortcutsDialog) -> None:
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
        assert not sheet.isVisible()


class TestAbout:
    @pytest.fixture
    def about(self, behind: QWidget, workspace: Workspace, appearance: Appearance) -> AboutDialog:
        return AboutDialog(workspace, appearance, resources_folder(), behind)

    def test_it_names_the_database(self, about: AboutDialog, workspace: Workspace) -> None:
        assert about._file.text() == f"Database: {workspace.path}"

    def test_it_names_the_file_of_the_log(
        self, behind: QWidget, workspace: Workspace, appearance: Appearance, tmp_path: Path
    ) -> None:
        logger = logging.getLogger("workbench")
        handler = logging.FileHandler(tmp_path / "workbench.log")
        logger.addHandler(handler)
        made = AboutDialog(workspace, appearance, resources_folder(), behind)
        logger.removeHandler(handler)
        handler.close()
        assert made._log.text() == f"Log: {tmp_path / 'workbench.log'}"

    def test_without_a_database_it_says_so(self, behind: QWidget, appearance: Appearance) -> None:
        made = AboutDialog(Workspace(InlineLanes()), appearance, resources_folder(), behind)
        assert made._file.text() == "Database: –"
        assert made.model.rows

    def test_every_part_has_a_licence_and_a_text(self, about: AboutDialog) -> None:
        for place, part in enumerate(about.model.rows):
            about.table.choose(place)
            assert part.licence
            assert about.text.toPlainText()

    def test_the_licences_of_what_is_brought_along_are_whole(self, about: AboutDialog) -> None:
        about.table.choose(0)
        assert "OPEN FONT LICENSE" in about.text.toPlainText().upper()
        about.table.choose(1)
        assert "ISC" in about.text.toPlainText()

    def test_files_are_read_off_the_window_s_thread(
        self, qtbot: QtBot, behind: QWidget, appearance: Appearance, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        threads: list[str] = []
        read = Path.read_text

        def note_thread(path: Path, encoding: str) -> str:
            threads.append(threading.current_thread().name)
            return read(path, encoding)

        monkeypatch.setattr(Path, "read_text", note_thread)
        workspace = Workspace(ThreadLanes())
        made = AboutDialog(workspace, appearance, resources_folder(), behind)
        assert not made.copy.isEnabled()
        qtbot.waitUntil(lambda: bool(made.text.toPlainText()))
        workspace.close()
        assert threads
        assert all(name.startswith("reading") for name in threads)

    def test_versions_can_be_copied(self, about: AboutDialog) -> None:
        about.copy.click()
        copied = QGuiApplication.clipboard().text().splitlines()
        assert copied[0].startswith("Threat Report Workbench")
        assert f"SQLAlchemy {version_of('SQLAlchemy')}" in copied
        assert about.copy.text() == "Copied"

    def test_all_that_is_depended_on_or_brought_along_is_named(self, repository: Path) -> None:
        project = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["project"]
        needed = {re.split(r"[<>=~!]", wanted)[0].casefold() for wanted in project["dependencies"]}
        named = {part.name.casefold() for part in parts()}
        assert needed - named == {"pyside6-essentials"}
        assert {"PySide6", "Qt", "Python", "M PLUS 2", "Lucide", "Natural Earth"} <= {part.name for part in parts()}

    def test_versions_are_those_that_run(self) -> None:
        versions = {part.name: part.version for part in parts()}
        assert versions["SQLAlchemy"] == version_of("SQLAlchemy") != ""
        assert version_of("no-such-distribution") == ""


class TestReport:
    def test_it_holds_versions_the_traceback_and_the_end_of_the_log(self, tmp_path: Path) -> None:
        log = tmp_path / "workbench.log"
        log.write_text("\n".join(f"line {number}" for number in range(9_000)), encoding="utf-8")
        report = bug_report("Workbench", "Traceback\nZeroDivisionError", "The log:", [log, tmp_path / "gone.log"])
        blocks = report.split("\n\n")
        assert blocks[0].startswith("Workbench")
        assert blocks[1] == "Traceback\nZeroDivisionError"
        lines = blocks[2].splitlines()
        assert (lines[0], lines[-1], len(lines)) == ("The log:", "line 8999", LINES + 1)

    def test_without_a_bug_and_a_log_it_holds_the_versions(self) -> None:
        assert bug_report("Workbench", "", "The log:", []).count("\n\n") == 0

    def test_it_finds_the_files_of_the_log(self, tmp_path: Path) -> None:
        logger = logging.getLogger("of this test")
        handler = logging.FileHandler(tmp_path / "workbench.log")
        logger.addHandler(handler)
        logger.addHandler(logging.NullHandler())
        assert log_files(logger) == (tmp_path / "workbench.log",)
        logger.handlers.clear()
        handler.close()


class TestFiles:
    @pytest.mark.parametrize(
        ("choose", "mode"),
        [
            (files.choose_database, QFileDialog.AcceptMode.AcceptOpen),
            (files.choose_database_to_read, QFileDialog.AcceptMode.AcceptOpen),
            (files.choose_import, QFileDialog.AcceptMode.AcceptOpen),
            (files.choose_export, QFileDialog.AcceptMode.AcceptSave),
            (files.choose_backup, QFileDialog.AcceptMode.AcceptSave),
        ],
    )
    def test_it_opens_without_blocking_and_hands_the_file_over(
        self, behind: QWidget, appearance: Appearance, choose, mode
    ) -> None:
        chosen: list[Path] = []
        dialog = choose(behind, appearance, chosen.append)
        assert dialog.isVisible()
        assert dialog.acceptMode() == mode
        assert all(name for name in (dialog.windowTitle(), *dialog.nameFilters()))
        dialog.fileSelected.emit("/data/month.csv")
        assert chosen == [Path("/data/month.csv")]

    def test_a_new_database_can_be_named(self, behind: QWidget, appearance: Appearance) -> None:
        dialog = files.choose_database(behind, appearance, lambda _file: None)
        assert dialog.fileMode() == QFileDialog.FileMode.AnyFile
        assert dialog.defaultSuffix() == "db"

    def test_what_is_exported_has_an_ending(self, behind: QWidget, appearance: Appearance) -> None:
        dialog = files.choose_export(behind, appearance, lambda _file: None, "may.csv")
        assert dialog.defaultSuffix() == "csv"
        assert Path(dialog.selectedFiles()[0]).name == "may.csv"


class TestSentence:
    def test_it_is_there_only_while_there_is_something_to_say(self, qtbot, appearance: Appearance) -> None:
        sentence = Sentence(appearance)
        qtbot.addWidget(sentence)
        assert sentence.isHidden()
        sentence.tell(message("history.nothing_to_undo"))
        assert not sentence.isHidden()
        assert sentence.accessibleName() == "There is nothing to undo."
        appearance.set_language("ja")
        QApplication.sendPostedEvents(None, 0)
        assert sentence.accessibleName() != "There is nothing to undo."
        sentence.clear()
        assert sentence.isHidden()

    def test_bugs_are_told_elsewhere(self, qtbot, appearance: Appearance) -> None:
        sentence = Sentence(appearance)
        qtbot.addWidget(sentence)
        sentence.tell_error(ValueError("x"))
        assert sentence.message is None


def test_no_dialog_blocks() -> None:
    folder = Path(inspect.getfile(dialogs)).parent
    blocking = [
        f"{file.name}:{node.lineno}"
        for file in sorted(folder.glob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"exec", "exec_", "processEvents"}
    ]
    assert blocking == []
