"""Segments and their names in their dialog."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget

from workbench.core.errors import Refused
from workbench.core.messages import message
from workbench.core.ports import Command, Operation
from workbench.core.records import Segment
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.segments import SegmentsDialog
from workbench.ui.workspace import Workspace


@pytest.fixture
def dialog(behind: QWidget, workspace: Workspace, appearance: Appearance) -> SegmentsDialog:
    made = SegmentsDialog(workspace, appearance, behind)
    made.open()
    return made


def choose(dialog: SegmentsDialog, id_: str) -> None:
    dialog.table.choose([row.segment.id for row in dialog.model.rows].index(id_))


def segment(workspace: Workspace, id_: str, dimension: str = "geography") -> Segment:
    found = workspace.catalogue.segment(dimension, id_)
    assert found is not None
    return found


def newest(workspace: Workspace) -> Operation:
    found: list[list[Operation]] = []
    workspace.ask(lambda reader: reader.operations(newest=1), workspace, found.append)
    return found[0][0]


def said(dialog: SegmentsDialog) -> str:
    return "" if dialog.sentence.message is None else dialog.sentence.message.id


def choose_target(dialog: SegmentsDialog, id_: str) -> None:
    dialog.form.into.setCurrentIndex(dialog.form.into.findData(id_))
    dialog.form.into.activated.emit(dialog.form.into.currentIndex())


def test_it_shows_the_dimension_of_the_window_with_figures(dialog: SegmentsDialog, workspace: Workspace) -> None:
    assert dialog.dimension.currentData() == workspace.scope.dimension
    assert len(dialog.model.rows) == len(workspace.catalogue.segments("geography"))
    assert next(row.figures for row in dialog.model.rows if row.segment.id == "CN") > 0
    assert dialog.dimension.findData("global") == -1


@pytest.mark.parametrize("text", ["しんがぽ", "singap", "SGP", "sg"])
def test_it_finds_by_any_name(dialog: SegmentsDialog, text: str) -> None:
    dialog.search.setText(text)
    assert "SG" in [row.segment.id for row in dialog.model.rows]
    assert len(dialog.model.rows) < 15


def test_what_is_found_first_is_shown(dialog: SegmentsDialog) -> None:
    dialog.search.setText("singap")
    assert dialog.form.id.text() == "SG"


def test_another_dimension_is_shown(dialog: SegmentsDialog, workspace: Workspace) -> None:
    dialog.dimension.setCurrentIndex(dialog.dimension.findData("vertical"))
    dialog.dimension.activated.emit(dialog.dimension.currentIndex())
    assert [row.segment.id for row in dialog.model.rows] == list(workspace.catalogue.segments("vertical"))


def test_names_are_saved(dialog: SegmentsDialog, workspace: Workspace) -> None:
    choose(dialog, "AU")
    assert not dialog.form.save.isEnabled()
    dialog.form.label_ja.setText("豪州")
    dialog.form.aliases.setPlainText("オーストラリア\nOz")
    dialog.form.save.click()
    assert (segment(workspace, "AU").label_ja, segment(workspace, "AU").aliases) == ("豪州", "オーストラリア\nOz")
    assert newest(workspace).label.id == "command.change_segment"
    assert next(row for row in dialog.model.rows if row.segment.id == "AU").is_own
    assert not dialog.form.save.isEnabled()


def test_a_name_of_another_one_is_refused_in_words(dialog: SegmentsDialog, workspace: Workspace) -> None:
    choose(dialog, "AU")
    dialog.form.aliases.setPlainText("日本")
    dialog.form.save.click()
    assert said(dialog) == "segments.name_taken"
    assert "日本" not in segment(workspace, "AU").aliases
    assert dialog.form.aliases.toPlainText() == "日本"


def test_the_id_of_a_segment_that_stands_cannot_be_changed(dialog: SegmentsDialog) -> None:
    choose(dialog, "AU")
    assert dialog.form.id.isReadOnly()
    dialog.new.click()
    assert not dialog.form.id.isReadOnly()


def test_a_segment_is_added_with_an_id_of_its_english_name(dialog: SegmentsDialog, workspace: Workspace) -> None:
    dialog.new.click()
    QTest.keyClicks(dialog.form.label_en, "West Africa")
    assert dialog.form.id.text() == "west-africa"
    dialog.form.label_ja.setText("西アフリカ")
    dialog.form.save.click()
    assert segment(workspace, "west-africa").label_ja == "西アフリカ"
    assert dialog.form.id.text() == "west-africa"
    assert not dialog.form.is_new


def test_an_id_that_was_typed_is_not_proposed_over(dialog: SegmentsDialog) -> None:
    dialog.new.click()
    QTest.keyClicks(dialog.form.id, "XA")
    QTest.keyClicks(dialog.form.label_en, "West Africa")
    assert dialog.form.id.text() == "XA"


def test_enter_in_a_field_saves_and_enter_in_the_search_does_not(dialog: SegmentsDialog, workspace: Workspace) -> None:
    choose(dialog, "AU")
    dialog.form.label_en.setText("Oz")
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert segment(workspace, "AU").label_en == "Australia"
    QTest.keyClick(dialog.form.label_en, Qt.Key.Key_Return)
    assert segment(workspace, "AU").label_en == "Oz"


def test_merging_moves_the_figures_and_shows_the_other_one(dialog: SegmentsDialog, workspace: Workspace) -> None:
    figures = {row.segment.id: row.figures for row in dialog.model.rows}
    assert figures["AR"]
    choose(dialog, "AR")
    choose_target(dialog, "AQ")
    dialog.form.merge.click()
    assert segment(workspace, "AR").replaced_by == "AQ"
    rows = {row.segment.id: row for row in dialog.model.rows}
    assert (rows["AR"].figures, rows["AQ"].figures) == (0, figures["AR"])
    assert dialog.form.id.text() == "AQ"


def test_a_conflict_is_said_in_the_dialog(dialog: SegmentsDialog, workspace: Workspace) -> None:
    choose(dialog, "CN")
    choose_target(dialog, "GB")
    dialog.form.merge.click()
    assert said(dialog) == "segments.conflict"
    assert segment(workspace, "CN").replaced_by == ""


def test_a_failure_of_its_own_is_told_in_it_and_one_elsewhere_is_not(
    dialog: SegmentsDialog, workspace: Workspace
) -> None:
    elsewhere: list[BaseException] = []
    workspace.failed.connect(elsewhere.append)
    workspace.undo(99)
    assert dialog.sentence.message is None
    dialog._run(lambda _catalogue: Command(message("command.sample"), refuse), "CN")
    assert said(dialog) == "history.nothing_to_undo"
    assert len(elsewhere) == 1


def refuse(_tx: object) -> None:
    raise Refused(message("history.nothing_to_undo"))


def test_what_is_open_for_reading_is_only_shown(behind: QWidget, read_only: Workspace, appearance: Appearance) -> None:
    made = SegmentsDialog(read_only, appearance, behind)
    choose(made, "CN")
    assert made.form.label_en.text() == "China"
    assert made.form.label_en.isReadOnly()
    buttons = (made.new, made.form.save, made.form.merge, made.form.delete)
    assert not any(button.isEnabled() for button in buttons)
    assert made._hint.text() == "The database is open for reading only, so nothing can be changed."


def test_what_was_merged_cannot_be_merged_again(dialog: SegmentsDialog) -> None:
    choose(dialog, "AR")
    choose_target(dialog, "AQ")
    dialog.form.merge.click()
    choose(dialog, "AR")
    assert dialog.form.merge.isHidden()
    assert not dialog.form.delete.isHidden()


def test_an_own_segment_is_deleted(dialog: SegmentsDialog, workspace: Workspace) -> None:
    choose(dialog, "AU")
    assert dialog.form.delete.isHidden()
    dialog.new.click()
    QTest.keyClicks(dialog.form.label_en, "West Africa")
    dialog.form.save.click()
    assert not dialog.form.delete.isHidden()
    dialog.form.delete.click()
    assert workspace.catalogue.segment("geography", "west-africa") is None
    assert "west-africa" not in [row.segment.id for row in dialog.model.rows]
    assert dialog.form.id.text()


def test_a_changed_one_gets_its_names_back(dialog: SegmentsDialog, workspace: Workspace) -> None:
    choose(dialog, "AU")
    dialog.form.label_en.setText("Oz")
    dialog.form.save.click()
    assert dialog.form.delete.text() == "Use the original names"
    dialog.form.delete.click()
    assert segment(workspace, "AU").label_en == dialog.form.label_en.text() == "Australia"


def test_what_was_typed_is_kept_while_another_one_is_looked_at(dialog: SegmentsDialog) -> None:
    choose(dialog, "AU")
    dialog.form.label_en.setText("Oz")
    choose(dialog, "JP")
    assert dialog.form.label_en.text() == "Japan"
    choose(dialog, "AU")
    assert dialog.form.label_en.text() == "Oz"
    assert dialog.form.save.isEnabled()


def test_closing_with_unsaved_names_is_told_once(dialog: SegmentsDialog) -> None:
    choose(dialog, "AU")
    dialog.form.label_en.setText("Oz")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert said(dialog) == "segments.unsaved_warning"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_closing_without_changes_just_closes(dialog: SegmentsDialog) -> None:
    choose(dialog, "AU")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


class TestAnUnknownName:
    def test_it_can_be_added(self, dialog: SegmentsDialog, workspace: Workspace) -> None:
        dialog.open_with("vertical", "Space travel")
        assert dialog.dimension.currentData() == "vertical"
        assert (dialog.form.label_en.text(), dialog.form.id.text()) == ("Space travel", "space-travel")
        dialog.form.save.click()
        assert segment(workspace, "space-travel", "vertical").label_en == "Space travel"
        assert dialog.suggestions.isHidden()

    def test_a_japanese_name_becomes_the_japanese_label(self, dialog: SegmentsDialog) -> None:
        dialog.open_with("vertical", "宇宙旅行")
        assert (dialog.form.label_ja.text(), dialog.form.label_en.text()) == ("宇宙旅行", "")
        assert not dialog.form.save.isEnabled()

    def test_it_can_become_another_name_of_a_similar_one(self, dialog: SegmentsDialog, workspace: Workspace) -> None:
        dialog.open_with("geography", "Chinna")
        assert dialog.suggestions.buttons[0].text() == "China"
        dialog.suggestions.buttons[0].click()
        assert dialog.form.id.text() == "CN"
        dialog.form.save.click()
        assert workspace.catalogue.resolve_segment("geography", "chinna") == segment(workspace, "CN")


def test_news_from_elsewhere_is_shown_but_what_is_typed_stays(dialog: SegmentsDialog, workspace: Workspace) -> None:
    choose(dialog, "AU")
    dialog.form.label_en.setText("Oz")
    dialog.form.save.click()
    dialog.form.label_ja.setText("豪州")
    workspace.undo()
    assert segment(workspace, "AU").label_en == "Australia"
    assert (dialog.form.label_ja.text(), dialog.form.label_en.text()) == ("豪州", "Oz")


def test_it_speaks_another_language_and_keeps_what_is_typed(dialog: SegmentsDialog, appearance: Appearance) -> None:
    choose(dialog, "AU")
    dialog.form.label_en.setText("Oz")
    appearance.set_language("ja")
    QApplication.sendPostedEvents(None, 0)
    assert dialog.dimension.currentText() == "国・地域"
    assert dialog.form.label_en.text() == "Oz"
    assert dialog.form.into.itemText(dialog.form.into.findData("JP")) == "日本"


def test_the_list_is_a_sound_model(dialog: SegmentsDialog) -> None:
    tester = QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    dialog.search.setText("a")
    dialog.search.setText("qqq")
    assert tester.model() is dialog.model


def test_every_part_has_a_name_for_those_who_hear_it(dialog: SegmentsDialog) -> None:
    form = dialog.form
    parts = (dialog.dimension, dialog.search, dialog.table, form.id, form.label_ja, form.aliases, form.parent_choice)
    assert all(part.accessibleName() for part in (*parts, form.into))
