"""Figures out of the window: the month that is looked at as a workbook, or all figures as a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Command
from workbench.core.records import Finding, FindingText
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs import files
from workbench.ui.dialogs.import_preview import ImportDialog
from workbench.ui.tour import settle
from workbench.ui.window import Window


@pytest.fixture
def window(sample_window: Window) -> Window:
    """A window on the sample, looking at February 2010."""
    return sample_window


def test_a_workbook_is_of_the_month_that_is_looked_at(window: Window, tmp_path: Path) -> None:
    window.action("export").trigger()
    (chooser,) = window.findChildren(QFileDialog)
    assert Path(chooser.selectedFiles()[0]).name == "figures-2010-02.xlsx"
    file = tmp_path / "out.xlsx"
    chooser.fileSelected.emit(str(file))
    chooser.close()
    assert window.notices._text.text == f"“{file}” is written. Rows of figures: 161."
    assert CalamineWorkbook.from_path(file).sheet_names[:2] == ["Contents", "Overview"]


def test_a_table_has_all_figures(window: Window, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    window.errands.export(file)
    assert "685" in window.notices._text.text
    assert file.read_bytes().startswith(b"\xef\xbb\xbfperiod,metric")


def test_what_does_not_fit_is_told(window: Window, tmp_path: Path) -> None:
    finding = Finding("f", "M", "2010-02", "spam", "draft", "Sato", 9, "")
    text = FindingText("f", "en", "Long", "x" * 40_000)
    window.workspace.run(Command(message("test.put"), lambda tx: tx.put(finding, text)))
    window.errands.export(tmp_path / "out.xlsx")
    assert "40,000" in window.notices._text.text
    assert (tmp_path / "out.xlsx").exists()


def test_a_month_of_which_nothing_is_known_is_not_written(window: Window, tmp_path: Path) -> None:
    window.workspace.look_at(period=Period.month(2031, 1))
    window.errands.export(tmp_path / "out.xlsx")
    assert "has nothing of January 2031" in window.notices._text.text
    assert not (tmp_path / "out.xlsx").exists()


def test_a_file_that_cannot_be_written_is_told(window: Window, tmp_path: Path) -> None:
    (tmp_path / "out.xlsx").mkdir()
    window.errands.export(tmp_path / "out.xlsx")
    assert "is a folder" in window.notices._text.text


@pytest.mark.parametrize(("tab", "name"), [("trends", "out.xlsx"), ("findings", "out.csv"), ("geography", "out.xlsx")])
def test_a_file_dropped_anywhere_on_a_tab_leads_to_its_preview(
    window: Window, tmp_path: Path, tab: str, name: str
) -> None:
    window.errands.export(tmp_path / name)
    window.show_tab(tab)
    settle(window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
    place = window.page.mapTo(window, window.page.rect().center())
    under = window.childAt(place)
    assert under is not None
    at, action = under.mapFrom(window, place), Qt.DropAction.CopyAction
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, action, data, button, none)
    QApplication.sendEvent(under, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(under, QDropEvent(QPointF(at), action, data, button, none))
    (dialog,) = window.findChildren(ImportDialog)
    assert dialog.sentence.message == message("preview.nothing_new")
    dialog.reject()


@pytest.mark.parametrize("name", ["", "Documents"])
def test_files_are_looked_for_among_documents_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / name).mkdir(exist_ok=True)
    assert Path(files._documents()) == tmp_path / name


@pytest.mark.parametrize(("name", "kind"), [("may.csv", "csv"), ("may.xlsx", "xlsx")])
def test_the_kind_follows_the_name_and_the_choice(qtbot: QtBot, appearance: Appearance, name: str, kind: str) -> None:
    behind = QWidget()
    qtbot.addWidget(behind)
    dialog = files.choose_export(behind, appearance, lambda _file: None, name)
    assert dialog.defaultSuffix() == kind
    assert kind in dialog.selectedNameFilter()
    other = next(one for one in dialog.nameFilters() if kind not in one)
    dialog.filterSelected.emit(other)
    assert dialog.defaultSuffix() != kind
    dialog.close()
