"""The sheet of keys, what the program is made of, and choosing files."""

import ast
import inspect
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from workbench.core.messages import message
from workbench.core.resources import resources_folder
from workbench.ui import dialogs
from workbench.ui.actions import ACTIONS
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs import files
from workbench.ui.dialogs.about import AboutDialog, parts, version_of
from workbench.ui.dialogs.frame import Sentence
from workbench.ui.dialogs.shortcuts import TABLE_KEYS, KeyCap, ShortcutsDialog


@pytest.fixture
def behind(qtbot) -> QWidget:
    """The window over which they open, and with which they go."""
    window = QWidget()
    qtbot.addWidget(window)
    return window


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
    def about(self, behind: QWidget, appearance: Appearance) -> AboutDialog:
        return AboutDialog(appearance, Path("/data/month.db"), resources_folder(), behind)

    def test_it_names_the_database(self, about: AboutDialog) -> None:
        assert about._file.text() == f"Database: {Path('/data/month.db')}"

    def test_without_a_database_it_says_so(self, behind: QWidget, appearance: Appearance) -> None:
        assert AboutDialog(appearance, None, resources_folder(), behind)._file.text() == "Database: –"

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

    def test_versions_are_those_that_run(self) -> None:
        versions = {part.name: part.version for part in parts()}
        assert versions["SQLAlchemy"] == version_of("SQLAlchemy") != ""
        assert version_of("no-such-distribution") == ""


class TestFiles:
    @pytest.mark.parametrize(
        ("choose", "mode"),
        [
            (files.choose_database, QFileDialog.AcceptMode.AcceptOpen),
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
