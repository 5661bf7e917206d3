"""Saving a plot as a picture: what is previewed, what can be chosen, what is in the file, and what is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.chart import Chart, Line, LineKind, Look, Pane
from workbench.core.periods import Period
from workbench.core.resources import resources_folder
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.picture import PictureDialog
from workbench.ui.dialogs.plot_files import file_name
from workbench.ui.plots.pictures import PlotCharts
from workbench.ui.settings import Settings

MONTHS = tuple(Period.month(2010, 1).shifted(step) for step in range(3))
DAYS = tuple(float(month.first_day.toordinal() + 14) for month in MONTHS)
LINE = Line("spam.rate", "Spam rate", LineKind.FIGURES, 0, MONTHS, DAYS, (80.0, 85.0, 90.0), ("80%", "85%", "90%"))
CHART = Chart("Spam: 2010/01?", (Pane("Spam rate (%)", "%", (LINE,)),), DAYS[0], DAYS[-1], "en")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    shown = QWidget()
    qtbot.addWidget(shown)
    return shown


@pytest.fixture
def dialog(window: QWidget, appearance: Appearance, settings: Settings) -> PictureDialog:
    return open_dialog(window, appearance, settings)


def open_dialog(window: QWidget, appearance: Appearance, settings: Settings) -> PictureDialog:
    charts = PlotCharts(resources_folder() / "fonts")
    made = PictureDialog(appearance, charts, CHART, QSize(640, 400), settings, window)
    made.show()
    return made


def test_it_proposes_the_plot_as_it_is_seen(dialog: PictureDialog) -> None:
    assert dialog.look == Look(640, 400, 2.0, "light", "png")
    assert dialog.preview.pixmap().width() == 528, "as large as there is room"
    assert "1,280 × 800" in dialog._pixels.text()


@pytest.mark.parametrize(
    ("width", "height"), [("", "400"), ("12", "400"), ("9999", "400"), ("wide", "400"), ("8000", "8000")]
)
def test_a_size_that_cannot_be_is_told_and_not_saved(dialog: PictureDialog, width: str, height: str) -> None:
    dialog.width_field.setText(width)
    dialog.height_field.setText(height)
    dialog.draw_preview()
    assert dialog.sentence.message is not None
    assert (dialog.save.isEnabled(), dialog.copy.isEnabled()) == (False, False)
    dialog.width_field.setText("１２００")
    dialog.height_field.setText("400")
    dialog.draw_preview()
    assert dialog.sentence.message is None
    assert dialog.look is not None
    assert dialog.look.width == 1200


def test_what_was_chosen_is_proposed_again(window: QWidget, appearance: Appearance, settings: Settings) -> None:
    first = open_dialog(window, appearance, settings)
    first.forms["svg"].click()
    first.theme.setCurrentIndex(first.theme.findData("dark"))
    first.copy.click()
    assert QGuiApplication.clipboard().mimeData().hasFormat("image/svg+xml")
    again = open_dialog(window, appearance, settings)
    assert again.look == Look(640, 400, 2.0, "dark", "svg")
    assert not again.scale.isEnabled(), "lines have no pixels"


def test_the_file_holds_what_was_previewed(dialog: PictureDialog, tmp_path: Path) -> None:
    made: list[tuple[Path, bytes]] = []
    dialog.made.connect(lambda file, content: made.append((file, content)))
    dialog.save.click()
    chooser = dialog.findChild(QFileDialog)
    assert chooser is not None
    assert Path(chooser.selectedFiles()[0]).name == "Spam 2010 01.png"
    chooser.fileSelected.emit(str(tmp_path / "a.png"))
    ((file, content),) = made
    image = QImage.fromData(content)
    assert (file.name, image.width(), image.height()) == ("a.png", 1280, 800)
    assert dialog.is_gone


def test_the_preview_follows_the_theme_that_is_chosen(qtbot: QtBot, dialog: PictureDialog) -> None:
    before = dialog.preview.pixmap().toImage().pixelColor(2, 2).lightness()
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.theme.activated.emit(1)
    qtbot.waitUntil(lambda: dialog.preview.pixmap().toImage().pixelColor(2, 2).lightness() < before - 100)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Spam rate", "Spam rate"),
        ('a/b\\c:d*e?"<f>|g', "a b c d e f g"),
        (" .. ", "plot"),
        ("率" * 200, "率" * 80),
        ("a\nb", "a b"),
    ],
)
def test_a_title_becomes_the_name_of_a_file(title: str, name: str) -> None:
    assert file_name(title) == name
