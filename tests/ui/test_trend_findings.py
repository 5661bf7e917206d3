"""Findings begun from the plot of trends: what its series say with the picture of it, and why a figure stands out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from workbench.core.claims.links import claim_links
from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.core.ports import Reader
from workbench.core.queries.findings import Entry, findings_of
from workbench.core.trend_spec import Mode
from workbench.ui.appearance import Appearance
from workbench.ui.settings import Settings
from workbench.ui.tabs.trends import TrendsTab
from workbench.ui.tour import settle
from workbench.ui.widgets.trend_tools import OUTLIERS
from workbench.ui.window import Window
from workbench.ui.workspace import Workspace

SPAM, VIRUS = FigureKey("spam.rate"), FigureKey("virus.rate")
JAPAN = FigureKey("spam.rate", "geography", "JP")
FEBRUARY = Period.month(2010, 2)


@pytest.fixture
def window(sample_window: Window) -> Window:
    """A window on February 2010 that shows the plot of spam, in all and in Japan, and of viruses."""
    sample_window.workspace.look_at(metric="spam.rate", selected=())
    sample_window.show_tab("trends")
    plot(sample_window).add_series([SPAM, JAPAN, VIRUS])
    sample_window.workspace.look_at(metric="spam.rate", selected=())
    settle(sample_window)
    return sample_window


def plot(window: Window) -> TrendsTab:
    page = window.page
    assert isinstance(page, TrendsTab)
    return page


def begun(window: Window) -> Entry:
    """The finding that was begun last."""
    found: list[Entry] = []
    catalogue = window.workspace.catalogue

    def last(reader: Reader) -> Entry:
        return findings_of(reader, catalogue, FEBRUARY).own[-1]

    window.workspace.ask(last, window, found.append, topic="test")
    return found[0]


def body(window: Window, language: str = "en") -> str:
    return begun(window).texts[language].body


def test_a_finding_has_what_the_series_say_and_the_picture_of_what_is_seen(window: Window) -> None:
    plot(window).tools.finding.click()
    assert window.tab_bar.tabText(window.tab_bar.currentIndex()) == "Findings"
    lines = body(window).splitlines()
    assert lines[0].startswith("- Spam rate: [")
    assert "](metric:spam.rate@2010-02) in February 2010 (change on the month before: [" in lines[0]
    assert [link.target for link in claim_links(lines[2])] == [
        "metric:virus.rate@2010-02",
        "metric:virus.rate@2010-02#change",
    ]
    entry = begun(window)
    assert (entry.wrong, entry.open) == (0, 0)
    (digest,) = [line.removeprefix("![](picture:").rstrip(")") for line in lines if line.startswith("![](picture:")]
    pictures: list[bytes | None] = []
    window.workspace.ask(lambda reader: reader.picture(digest), window, pictures.append, topic="picture")
    image = QImage.fromData(pictures[0] or b"")
    assert image.width() > 1000


def test_its_numbers_are_those_of_the_data_in_every_way_of_comparing(window: Window) -> None:
    tab = plot(window)
    for mode in (Mode.INDEXED, Mode.DIFFERENCE, Mode.YEAR_OVER_YEAR):
        window.show_tab("trends")
        tab.tools.mode_chosen.emit(mode)
        settle(window)
        tab.tools.finding.click()
        entry = begun(window)
        assert "metric:spam.rate@2010-02" in entry.texts["en"].body
        assert (entry.wrong, entry.open) == (0, 0)


def test_at_the_cross_hair_it_is_about_that_period(window: Window) -> None:
    tab = plot(window)
    assert tab.view is not None
    tab.view.canvas.read_at(Period.month(2010, 1).first_day.toordinal() + 15)
    menu = tab.view.menu_at(QPoint(300, 200))
    next(action for action in menu.actions() if action.text() == "New finding from this plot").trigger()
    text = body(window)
    assert "metric:spam.rate@2010-01)" in text
    assert "in January 2010" in text
    assert begun(window).wrong == 0


def test_the_chosen_series_comes_first(window: Window) -> None:
    window.workspace.look_at(metric="virus.rate", selected=())
    plot(window).tools.finding.click()
    assert body(window).startswith("- Virus rate")


def test_a_hidden_series_is_not_written_about(window: Window) -> None:
    tab = plot(window)
    row = next(row for row in tab.legend.rows.rows if row.key == JAPAN)
    tab.toggle(row)
    tab.tools.finding.click()
    assert "geography:JP" not in body(window)


def test_an_outlier_gives_its_number_the_reason_and_the_method(window: Window) -> None:
    tab = plot(window)
    tab.add_series([FigureKey("web.new_malware_share_intercepted")])
    tab.tools.switched.emit(OUTLIERS, True)
    settle(window)
    assert tab.view is not None
    assert tab.plot.drawn is not None
    line = next(line for line in tab.plot.drawn.chart.lines if line.outliers)
    place = line.outliers[0]
    tab.view.canvas.read_at(line.days[place])
    menu = tab.view.menu_at(QPoint(300, 200))
    offered = [action for action in menu.actions() if action.text().startswith("New finding from this outlier")]
    assert line.label in offered[0].text()
    offered[0].trigger()
    text = body(window)
    assert f"@{line.periods[place]})" in text
    assert line.reasons[0] in text
    assert "z-score" in text
    assert "picture:" not in text
    assert begun(window).wrong == 0


def test_where_nothing_stands_out_no_outlier_is_offered(window: Window) -> None:
    view = plot(window).view
    assert view is not None
    view.canvas.read_at(FEBRUARY.first_day.toordinal() + 14)
    assert not [one for one in view.menu_at(QPoint(300, 200)).actions() if "outlier" in one.text()]


def test_it_speaks_japanese(window: Window) -> None:
    window.speak("ja")
    settle(window)
    plot(window).tools.finding.click()
    text = body(window, "ja")
    assert text.startswith("- スパム率：2010年2月は[")
    assert "前月からの変化：[" in text


def test_a_database_that_is_read_only_says_why(
    qtbot: QtBot, read_only: Workspace, appearance: Appearance, settings: Settings
) -> None:
    tab = TrendsTab(read_only, appearance, settings)
    qtbot.addWidget(tab)
    tab.resize(1000, 700)
    tab.show()
    settle(tab)
    wanted: list[object] = []
    refused: list[BaseException] = []
    tab.finding_wanted.connect(lambda *told: wanted.append(told))
    tab.refused.connect(refused.append)
    assert not tab.tools.finding.isEnabled()
    assert "read" in tab.tools.finding.toolTip()
    assert tab.view is not None
    tab.view.finding_wanted.emit()
    assert (wanted, len(refused)) == ([], 1)
