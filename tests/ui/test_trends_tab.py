"""The trends tab over the sample: its series, legend, tools, events and notes, what is kept, copied and saved, and empty states."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from workbench.core.commands.notes import add_note
from workbench.core.commands.segments import merge_segments
from workbench.core.keys import FigureKey
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Command
from workbench.core.queries.breakdown import Base
from workbench.core.records import Event, Note, Observation
from workbench.core.trend_spec import Mode
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.event_form import EventForm
from workbench.ui.dialogs.note_form import NoteForm
from workbench.ui.plots.series_mime import mime_of
from workbench.ui.settings import Settings
from workbench.ui.tabs.trend_menus import legend_menu
from workbench.ui.tabs.trends import TrendsTab
from workbench.ui.tour import settle
from workbench.ui.widgets.legend_rows import Kind, LegendRow
from workbench.ui.workspace import Workspace

SPAM, VIRUS, PHISHING = FigureKey("spam.rate"), FigureKey("virus.rate"), FigureKey("phishing.rate")
JAPAN, AMERICA = (FigureKey("spam.rate", "geography", country) for country in ("JP", "US"))
FEBRUARY = Period.month(2010, 2)

Show = Callable[..., TrendsTab]


@pytest.fixture
def show(qtbot: QtBot, appearance: Appearance, settings: Settings) -> Show:
    """Shows a tab over a workspace."""

    def make(workspace: Workspace, width: int = 1140, **scope: object) -> TrendsTab:
        workspace.look_at(**scope)
        tab = TrendsTab(workspace, appearance, settings)
        qtbot.addWidget(tab)
        tab.resize(width, 760)
        tab.show()
        tab.activateWindow()
        settle(tab)
        return tab

    return make


@pytest.fixture
def tab(show: Show, workspace: Workspace) -> TrendsTab:
    """Spam in all, in Japan and in the United States, viruses and phishing."""
    shown = show(workspace)
    shown.add_series([JAPAN, AMERICA, VIRUS, PHISHING])
    workspace.look_at(metric="spam.rate", selected=())
    return shown


@dataclass
class Heard:
    """What a tab told."""

    refused: list[BaseException] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)


@pytest.fixture
def heard(tab: TrendsTab) -> Heard:
    told = Heard()
    tab.refused.connect(told.refused.append)
    tab.selection_told.connect(told.said.append)
    tab.action_wanted.connect(told.actions.append)
    return told


def rows(tab: TrendsTab, *kinds: Kind) -> list[LegendRow]:
    return [row for row in tab.legend.rows.rows if not kinds or row.kind in kinds]


def row(tab: TrendsTab, id_: str) -> LegendRow:
    return next(row for row in tab.legend.rows.rows if row.id == id_ and row.kind is not Kind.HEADING)


def series(tab: TrendsTab) -> tuple[FigureKey, ...]:
    return tab.layout_shown.spec.series


def lines(tab: TrendsTab) -> list[str]:
    """Return the ids of the lines that are drawn."""
    assert tab.view is not None
    seen = tab.view.seen()
    assert seen is not None
    return [line.id for line in seen.lines]


def notes(workspace: Workspace) -> list[Note]:
    found: list[Note] = []
    workspace.ask(lambda reader: reader.records(Note), workspace, found.extend)
    return found


def events(workspace: Workspace) -> dict[str, Event]:
    found: dict[str, Event] = {}
    workspace.ask(lambda reader: {event.id: event for event in reader.records(Event)}, workspace, found.update)
    return found


def point_of(tab: TrendsTab, line: str, period: Period) -> QPoint:
    """Return where a line's point is on the canvas."""
    assert tab.view is not None
    plot = tab.view.canvas.plot
    assert plot.chart is not None
    for pane, area in zip(plot.chart.panes, plot.arrangement.areas, strict=True):
        for found in pane.lines:
            if found.id == line:
                at = found.periods.index(period)
                value = found.values[at]
                assert value is not None
                return QPointF(plot.arrangement.days.x_of(found.days[at]), area.y_of(value)).toPoint()
    raise AssertionError(line)


def drag(
    tab: TrendsTab, start: QPoint, end: QPoint, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    assert tab.view is not None
    viewport = tab.view.canvas.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, modifier, start)
    for step in (QPoint(start.x() + (end.x() - start.x()) // 2, start.y()), end):
        QTest.mouseMove(viewport, step)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, modifier, end)


# series


def test_at_first_it_shows_what_is_looked_at(show: Show, workspace: Workspace) -> None:
    shown = show(workspace, metric="spam.rate", selected=(("geography", "JP"),))
    assert series(shown) == (SPAM, JAPAN)
    assert lines(shown) == ["spam.rate", "spam.rate/geography:JP"]


def test_the_legend_groups_series_by_metric_with_the_figures_of_the_period(tab: TrendsTab) -> None:
    told = [(found.kind, found.text, found.value) for found in rows(tab, Kind.HEADING, Kind.SERIES)]
    assert told == [
        (Kind.HEADING, "Spam rate", "February 2010"),
        (Kind.SERIES, "Global", "89.4%"),
        (Kind.SERIES, "Japan", "86.2%"),
        (Kind.SERIES, "United States", "90.2%"),
        (Kind.HEADING, "Virus rate", ""),
        (Kind.SERIES, "Global", "1 in 302.8"),
        (Kind.HEADING, "Phishing rate", ""),
        (Kind.SERIES, "Global", "1 in 456.3"),
    ]


def test_another_period_shows_its_figures_in_the_legend_and_leaves_the_plot(
    tab: TrendsTab, workspace: Workspace
) -> None:
    answers: list[int] = []
    tab.answered.connect(lambda: answers.append(1))
    workspace.look_at(period=Period.month(2010, 1))
    assert (row(tab, "spam.rate").value, rows(tab)[0].value) == ("83.9%", "January 2010")
    workspace.look_at(period=Period.month(2007, 5))
    assert row(tab, "spam.rate").value == "–"
    assert answers == []


def test_another_base_changes_what_the_changes_are_from(tab: TrendsTab, workspace: Workspace) -> None:
    assert tab.plot.drawn is not None
    before = tab.plot.drawn.chart.against
    workspace.look_at(base=Base.YEAR)
    assert tab.plot.drawn.chart.against not in {"", before}


def test_a_series_is_found_in_either_language_and_added_by_enter(tab: TrendsTab) -> None:
    field_, popup = tab.legend_panel.chooser.field, tab.legend_panel.chooser.popup
    field_.setFocus()
    QTest.keyClicks(field_, "hong kong spam")
    assert popup.isVisible()
    assert popup.model.rows[0].label == "Spam rate, Hong Kong"
    QTest.keyClick(field_, Qt.Key.Key_Return)
    assert series(tab)[-1] == FigureKey("spam.rate", "geography", "HK")
    assert (field_.text(), popup.isVisible(), field_.hasFocus()) == ("", False, True)
    field_.setText("スパム率 香港")
    assert (popup.isVisible(), popup.nothing.isVisible()) == (True, True), "it is there already"
    QTest.keyClick(field_, Qt.Key.Key_Escape)
    assert (field_.text(), popup.isVisible()) == ("", False)
    field_.setText("ウイルス 中国")
    assert popup.model.rows[0].label == "Virus rate, China"


def test_the_list_is_used_by_keys_and_goes_with_the_focus(tab: TrendsTab) -> None:
    chooser = tab.legend_panel.chooser
    chooser.field.setFocus()
    QTest.keyClick(chooser.field, Qt.Key.Key_Down)
    assert chooser.popup.isVisible(), "an empty field offers totals"
    first = chooser.popup.model.rows[0].label
    QTest.keyClick(chooser.field, Qt.Key.Key_Down)
    assert chooser.popup.list.currentIndex().row() == 1
    assert first not in chooser.field.accessibleDescription()
    assert chooser.popup.model.rows[1].label in chooser.field.accessibleDescription()
    tab.legend.setFocus()
    assert not chooser.popup.isVisible()


def test_what_is_dropped_on_the_plot_is_added(tab: TrendsTab, heard: Heard) -> None:
    assert tab.view is not None
    canvas, key = tab.view.canvas, "virus.rate/geography:CN"

    def drop(data: QMimeData) -> None:
        place, copy, left = QPointF(200, 200), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        canvas.dropEvent(QDropEvent(place, copy, data, left, Qt.KeyboardModifier.NoModifier))

    drop(mime_of([key, "made.metric"]))
    assert str(series(tab)[-1]) == key
    assert "made.metric" not in map(str, series(tab))
    drop(mime_of(["@@"]))
    assert len(heard.refused) == 1


def test_series_can_be_dropped_where_there_is_no_plot_yet(tab: TrendsTab) -> None:
    for key in series(tab):
        tab.remove(row(tab, str(key)))
    place, copy, data = QPoint(200, 200), Qt.DropAction.CopyAction, mime_of(["spam.rate"])
    for mime, is_taken in ((QMimeData(), False), (data, True)):
        entering = QDragEnterEvent(place, copy, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        tab.dragEnterEvent(entering)
        assert entering.isAccepted() == is_taken
    tab.dropEvent(QDropEvent(QPointF(place), copy, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    assert series(tab) == (SPAM,)


def test_a_series_that_is_added_again_is_seen_and_looked_at(tab: TrendsTab, workspace: Workspace) -> None:
    tab.toggle(row(tab, str(JAPAN)))
    assert str(JAPAN) not in lines(tab)
    tab.add_series([JAPAN])
    assert str(JAPAN) in lines(tab)
    assert (workspace.scope.metric, workspace.scope.selected) == ("spam.rate", (("geography", "JP"),))
    assert tab.legend.current == row(tab, str(JAPAN))


def test_a_merged_segment_becomes_the_one_that_stands(tab: TrendsTab, workspace: Workspace) -> None:
    tab.add_series([FigureKey("spam.rate", "geography", "AQ")])
    workspace.run(merge_segments(workspace.catalogue, "geography", "AQ", "US"))
    assert [key.segment for key in series(tab)] == ["global", "JP", "US", "global", "global"]
    tab.remove(row(tab, str(AMERICA)))
    assert [key.segment for key in series(tab)] == ["global", "JP", "global", "global"]


def test_a_series_without_figures_says_so_and_can_be_removed(tab: TrendsTab) -> None:
    empty = FigureKey("spam.rate", "geography", "AQ")
    tab.add_series([empty])
    shown = row(tab, str(empty))
    assert (shown.value, shown.is_checked) == ("–", None)
    assert "no figures" in shown.tip
    tab.remove(shown)
    assert empty not in series(tab)


# legend


def test_space_hides_enter_isolates_and_delete_removes(tab: TrendsTab) -> None:
    legend = tab.legend
    legend.setFocus()
    QTest.keyClick(legend, Qt.Key.Key_Down)
    assert legend.current == row(tab, str(JAPAN))
    QTest.keyClick(legend, Qt.Key.Key_Space)
    assert row(tab, str(JAPAN)).is_checked is False
    assert str(JAPAN) not in lines(tab)
    QTest.keyClick(legend, Qt.Key.Key_Return)
    assert lines(tab) == [str(JAPAN)]
    QTest.keyClick(legend, Qt.Key.Key_Return)
    assert len(lines(tab)) == 5
    QTest.keyClick(legend, Qt.Key.Key_Delete)
    assert JAPAN not in series(tab)


def test_a_click_on_the_box_hides_and_a_double_click_isolates(tab: TrendsTab) -> None:
    legend = tab.legend
    at = legend.rows.index([found.id for found in rows(tab)].index(str(JAPAN)))
    area = legend.visualRect(at)
    QTest.mouseClick(legend.viewport(), Qt.MouseButton.LeftButton, pos=legend.painter.box_area(area).center())
    assert str(JAPAN) not in lines(tab)
    QTest.mouseDClick(legend.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert lines(tab) == [str(JAPAN)]


def test_the_keys_pass_over_headings(tab: TrendsTab, workspace: Workspace) -> None:
    tab.legend.setFocus()
    tab.legend.choose(Kind.SERIES, str(AMERICA))
    QTest.keyClick(tab.legend, Qt.Key.Key_Down)
    assert (workspace.scope.metric, workspace.scope.selected) == ("virus.rate", ())
    QTest.keyClick(tab.legend, Qt.Key.Key_Home)
    assert tab.legend.current == row(tab, "spam.rate")
    QTest.keyClick(tab.legend, Qt.Key.Key_End)
    assert tab.legend.current is not None
    assert tab.legend.current.kind is Kind.ADD_NOTE


def test_what_the_window_looks_at_is_chosen_in_the_legend(tab: TrendsTab, workspace: Workspace) -> None:
    workspace.look_at(metric="spam.rate", selected=(("geography", "US"),))
    assert tab.legend.current == row(tab, str(AMERICA))
    workspace.look_at(metric="web.new_sites_per_day", selected=())
    assert tab.legend.current is None


def test_a_kind_of_events_is_hidden_with_its_number_told(tab: TrendsTab) -> None:
    assert tab.plot.drawn is not None
    counts = {found.id: found.value for found in rows(tab, Kind.EVENTS)}
    assert counts == {"takedown": "2", "outbreak": "3", "surge": "4", "campaign": "1", "calendar": "2"}
    tab.toggle(row(tab, "surge"))
    assert {event.kind for event in tab.plot.drawn.chart.events} == {"takedown", "outbreak", "campaign", "calendar"}
    tab.isolate(row(tab, "takedown"))
    assert {event.kind for event in tab.plot.drawn.chart.events} == {"takedown"}


def test_the_menu_of_a_row_offers_what_can_be_done(tab: TrendsTab) -> None:
    def offered(found: LegendRow) -> list[str]:
        assert tab.plot.drawn is not None
        menu = legend_menu(found, tab, tab.plot.drawn.trends, tab.workspace.catalogue, tab.appearance, tab)
        return [action.text().partition("\t")[0] for action in menu.actions() if action.text()]

    assert offered(row(tab, str(JAPAN))) == [
        "Hide",
        "Show this one alone, or all",
        "Add a note…",
        "Remove from the plot",
    ]
    assert offered(row(tab, "takedown"))[-1] == "Edit the event “Waledac takedown”…"
    assert offered(row(tab, "add_note")) == ["Add a note…"]


# tools


def test_modes_and_switches_draw_another_plot(tab: TrendsTab) -> None:
    tab.tools.modes[Mode.DIFFERENCE].click()
    assert tab.layout_shown.spec.mode is Mode.DIFFERENCE
    assert row(tab, "spam.rate").value == "+5.5 pt"
    tab.tools.modes[Mode.YEAR_OVER_YEAR].click()
    assert "spam.rate#year" in lines(tab)
    tab.tools.modes[Mode.OVERLAY].click()
    tab.tools.switches["average"].trigger()
    averages = {found.text: found.value for found in rows(tab, Kind.COMPUTED)}
    assert averages["Spam rate"] == "85.6%", "the published one"
    tab.tools.switches["events"].trigger()
    assert tab.plot.drawn is not None
    assert tab.plot.drawn.chart.events == ()
    tab.tools.switches["bridges"].trigger()
    assert tab.plot.drawn.chart.has_bridges
    tab.tools.switches["outliers"].trigger()
    assert tab.plot.drawn.trends.spec.has_outliers


def test_rates_are_joined_only_where_there_are_both(tab: TrendsTab) -> None:
    assert tab.tools.switches["rates"].isEnabled()
    tab.tools.switches["rates"].trigger()
    assert tab.plot.drawn is not None
    assert len(tab.plot.drawn.chart.panes) == 1
    for key in (VIRUS, PHISHING):
        tab.remove(row(tab, str(key)))
    assert not tab.tools.switches["rates"].isEnabled()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_tools_say_less_where_there_is_less_room(
    show: Show, workspace: Workspace, appearance: Appearance, language: str
) -> None:
    appearance.set_language(language)
    shown = show(workspace, 1800)
    tools, steps = shown.tools, []
    for width in range(1800, 640, -40):
        shown.resize(width, 760)
        settle(shown)
        steps.append((tools.show_menu.isHidden(), bool(tools.copy.toolButtonStyle().value), tools._modes.isHidden()))
        assert tools._row.sizeHint().width() <= tools.width()
    assert steps[0] == (True, True, False)
    shown.resize(420, 760)
    settle(shown)
    assert tools._modes.isHidden()
    assert len(set(steps)) >= 3
    tools.show_menu.menu().aboutToShow.emit()
    offered = [action.text() for action in tools.show_menu.menu().actions() if action.isVisible() and action.text()]
    assert [button.text() for button in tools.modes.values()] == offered[:4], "they are all in the menu"


def test_one_goes_back_and_forward_over_what_was_seen(qtbot: QtBot, tab: TrendsTab) -> None:
    assert tab.view is not None
    assert not tab.tools.back.isEnabled()
    whole = tab.view.canvas.sight
    tab.view.canvas.zoom(0.3)
    qtbot.waitUntil(lambda: tab.layout_shown.sight is not None)
    qtbot.waitUntil(tab.tools.back.isEnabled)
    near = tab.view.canvas.sight
    tab.tools.back.click()
    assert tab.view.canvas.sight == whole
    tab.tools.forward.click()
    assert tab.view.canvas.sight == near
    for key, sight in ((Qt.Key.Key_Left, whole), (Qt.Key.Key_Right, near)):
        QTest.keyClick(tab.legend, key, Qt.KeyboardModifier.AltModifier)
        assert tab.view.canvas.sight == sight
    tab.tools.whole.click()
    qtbot.waitUntil(lambda: tab.layout_shown.sight is None)


# events and notes


def test_a_drag_with_the_tool_makes_an_event(tab: TrendsTab, workspace: Workspace) -> None:
    tab.tools.event_tool.click()
    drag(tab, QPoint(300, 300), QPoint(360, 300))
    form = tab.edits.form
    assert isinstance(form, EventForm)
    assert not tab.tools.event_tool.isChecked(), "the tool is put down"
    first, last = form.first.text(), form.last.text()
    assert first < last
    form.save.click()
    assert form.sentence.message is not None, "it needs a name"
    form.label_en.setText("Srizbi cut off")
    form.kind.setCurrentIndex(form.kind.findData("takedown"))
    form.save.click()
    made = events(workspace)["srizbi-cut-off"]
    assert (made.first, made.last, made.kind) == (first, last, "takedown")
    assert form.is_gone
    assert row(tab, "takedown").value == "3"
    workspace.undo()
    assert "srizbi-cut-off" not in events(workspace)
    assert row(tab, "takedown").value == "2"


def test_an_event_is_read_in_any_spelling_of_its_days(tab: TrendsTab, workspace: Workspace) -> None:
    form = tab.edits.edit_event("mccolo-shutdown", QPoint())
    assert form is not None
    assert (form.first.text(), form.last.text()) == ("2008-11-11", "")
    form.first.setText("2008年11月12日")
    form.last.setText("14 Nov 2008")
    form.save.click()
    changed = events(workspace)["mccolo-shutdown"]
    assert (changed.first, changed.last) == ("2008-11-12", "2008-11-14")
    form = tab.edits.edit_event("mccolo-shutdown", QPoint())
    assert form is not None
    form.last.setText("2008-11-01")
    form.save.click()
    assert form.sentence.message is not None
    assert form.sentence.message.id == "event.days"
    form.delete.click()
    assert "mccolo-shutdown" not in events(workspace)


def test_one_form_is_open_at_a_time(tab: TrendsTab) -> None:
    first = tab.edits.edit_event("mccolo-shutdown", QPoint())
    second = tab.edits.edit_event("waledac-takedown", QPoint())
    assert first is not None
    assert second is not None
    assert (first.is_gone, second.is_gone) == (True, False)
    assert tab.edits.edit_event("no-such-event", QPoint()) is None


def test_an_event_is_moved_and_moved_back(tab: TrendsTab, workspace: Workspace) -> None:
    day = Period.parse("2009-06-01").ordinal
    tab.edits.move_event("mccolo-shutdown", day, day + 2)
    moved = events(workspace)["mccolo-shutdown"]
    assert (moved.first, moved.last) == ("2009-06-01", "2009-06-03")
    workspace.undo()
    assert events(workspace)["mccolo-shutdown"].first == "2008-11-11"


def test_a_drag_with_ctrl_makes_a_note_on_the_line_that_the_table_shows_too(
    tab: TrendsTab, workspace: Workspace
) -> None:
    place = point_of(tab, "spam.rate", FEBRUARY)
    drag(tab, place, place, Qt.KeyboardModifier.ControlModifier)
    form = tab.edits.form
    assert isinstance(form, NoteForm)
    assert (form.place.currentText(), form.first.text(), form.last.text()) == (
        "Spam rate, Global",
        "February 2010",
        "February 2010",
    )
    form.words.setPlainText("Grum peaked.")
    QTest.keyClick(form.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (made,) = notes(workspace)
    assert (made.metric, made.segment, made.first, made.text) == ("spam.rate", "global", "2010-02", "Grum peaked.")
    (shown,) = rows(tab, Kind.NOTE)
    assert shown.spoken == "1, Grum peaked."
    workspace.undo()
    assert rows(tab, Kind.NOTE) == []


def test_a_note_from_elsewhere_is_numbered_here(tab: TrendsTab, workspace: Workspace) -> None:
    workspace.run(add_note(FigureKey("spam.rate", "geography", "JP", FEBRUARY), "From the table."))
    workspace.run(add_note(FigureKey("virus.rate", period=Period.month(2009, 3)), "Earlier."))
    assert [found.spoken for found in rows(tab, Kind.NOTE)] == ["1, Earlier.", "2, From the table."]
    tab.toggle(row(tab, str(JAPAN)))
    assert [found.text for found in rows(tab, Kind.NOTE)] == ["Earlier."]


def test_a_chosen_note_shows_its_figure(tab: TrendsTab, workspace: Workspace) -> None:
    workspace.run(add_note(FigureKey("spam.rate", "geography", "JP", Period.month(2009, 9)), "A note."))
    tab.legend.setFocus()
    QTest.keyClick(tab.legend, Qt.Key.Key_End)
    scope = workspace.scope
    assert (scope.metric, scope.selected, scope.period) == ("spam.rate", (("geography", "JP"),), Period.month(2009, 9))
    assert tab.view is not None
    assert tab.view.canvas.reading is not None
    assert tab.view.canvas.reading.period == Period.month(2009, 9)
    QTest.keyClick(tab.legend, Qt.Key.Key_F2)
    assert isinstance(tab.edits.form, NoteForm)


def test_words_and_place_of_a_note_change_in_one_step(tab: TrendsTab, workspace: Workspace) -> None:
    workspace.run(add_note(FigureKey("spam.rate", period=FEBRUARY), "A note."))
    (note,) = notes(workspace)
    form = tab.edits.edit_note(note.id, QPoint())
    assert form is not None
    assert form.saving() is None, "nothing was changed"
    form.words.setPlainText("Other words.")
    form.place.setCurrentIndex(form.place.findText("Spam rate, Japan"))
    form.first.setText("2010年1月")
    form.save.click()
    (changed,) = notes(workspace)
    assert (changed.text, changed.segment, changed.first, changed.last) == ("Other words.", "JP", "2010-01", "2010-02")
    workspace.undo()
    assert notes(workspace) == [note]


def test_a_note_with_wrong_periods_is_refused_in_words(tab: TrendsTab, workspace: Workspace) -> None:
    form = tab.edits.new_note(SPAM, FEBRUARY, FEBRUARY, QPoint())
    assert form is not None
    form.words.setPlainText("A note.")
    for text, id_ in (("soon", "spelling."), ("2009-12", "note.periods")):
        form.last.setText(text)
        form.save.click()
        assert form.sentence.message is not None
        assert form.sentence.message.id.startswith(id_)
    form.last.clear()
    form.words.setPlainText("  ")
    form.save.click()
    assert form.sentence.message is not None
    assert form.sentence.message.id == "note.empty"
    assert notes(workspace) == []


def test_a_note_on_a_whole_metric_keeps_its_place_when_it_is_moved(tab: TrendsTab, workspace: Workspace) -> None:
    whole = Note(7, "spam.rate", "", "", "M", "2010-02", "2010-02", "On all.", "tester", "")
    workspace.run(Command(message("command.sample"), lambda tx: tx.put(whole)))
    form = tab.edits.edit_note(7, QPoint())
    assert form is not None
    assert form.place.currentText() == "Spam rate, all segments"
    tab.edits.move_note(7, Period.month(2010, 3), Period.month(2010, 4))
    (moved,) = notes(workspace)
    assert (moved.dimension, moved.segment, moved.first, moved.last) == ("", "", "2010-03", "2010-04")


def test_the_key_for_a_note_makes_one_at_the_cross_hair(tab: TrendsTab) -> None:
    assert tab.view is not None
    canvas = tab.view.canvas
    canvas.setFocus()
    canvas.read_at(float(Period.parse("2009-06-15").ordinal))
    override = QKeyEvent(
        QEvent.Type.ShortcutOverride,
        Qt.Key.Key_M,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    override.ignore()
    QApplication.sendEvent(tab, override)
    assert override.isAccepted(), "the window's action does not get it"
    QTest.keyClick(canvas, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert isinstance(tab.edits.form, NoteForm)
    assert tab.edits.form.first.text() == "June 2009"


def test_the_headings_add_by_keys(tab: TrendsTab) -> None:
    tab.legend.setFocus()
    for kind, form in ((Kind.ADD_EVENT, EventForm), (Kind.ADD_NOTE, NoteForm)):
        tab.legend.choose(kind, kind.value)
        QTest.keyClick(tab.legend, Qt.Key.Key_Return)
        assert isinstance(tab.edits.form, form)


def test_where_nothing_can_be_written_it_is_told(show: Show, read_only: Workspace) -> None:
    shown = show(read_only)
    refused: list[BaseException] = []
    shown.refused.connect(refused.append)
    assert not shown.tools.event_tool.isEnabled()
    shown.add(row(shown, "add_event"))
    shown.add(row(shown, "add_note"))
    assert len(refused) == 2
    assert shown.edits.form is None


# what is kept


def test_the_plot_survives_a_restart(show: Show, tab: TrendsTab, workspace: Workspace) -> None:
    tab.tools.modes[Mode.INDEXED].click()
    tab.toggle(row(tab, str(JAPAN)))
    colours = tab.layout_shown.spec.colours
    again = show(workspace)
    assert series(again) == series(tab)
    assert again.layout_shown == tab.layout_shown
    assert again.layout_shown.spec.colours == colours
    assert str(JAPAN) not in lines(again)
    assert again.tools.modes[Mode.INDEXED].isChecked()
    again.reset_layout()
    assert series(again) == (SPAM,)


def test_what_is_seen_survives_a_restart_and_another_pane(
    qtbot: QtBot, show: Show, tab: TrendsTab, workspace: Workspace
) -> None:
    assert tab.view is not None
    tab.view.canvas.zoom(0.4)
    qtbot.waitUntil(lambda: tab.layout_shown.sight is not None)
    seen = tab.view.canvas.sight
    tab.tools.switches["average"].trigger()
    assert tab.view.canvas.sight == seen
    for key in (VIRUS, PHISHING):
        tab.remove(row(tab, str(key)))
    now = tab.view.canvas.sight
    assert (now.first, now.last) == pytest.approx((seen.first, seen.last))
    again = show(workspace)
    assert again.view is not None
    kept = again.view.canvas.sight
    assert (kept.first, kept.last) == pytest.approx((seen.first, seen.last))


def test_a_series_with_a_longer_history_is_seen_whole_unless_one_looks_closer(show: Show, workspace: Workspace) -> None:
    early = Observation(
        "web.new_sites_per_day", "M", "2001-01", "global", "global", 5.0, 1.0, "exact", "normal", None, None
    )
    workspace.run(Command(message("command.sample"), lambda tx: tx.put(early)))
    shown = show(workspace, metric="spam.rate")
    assert shown.view is not None
    before = shown.view.canvas.sight.first
    shown.add_series([FigureKey("web.new_sites_per_day")])
    assert shown.view.canvas.sight.first < before - 1000


# the table, copies, files


def test_the_table_shows_what_the_plot_draws(tab: TrendsTab, qtmodeltester: ModelTester) -> None:
    tab.tools.table.click()
    model = tab.plot.table.rows
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    assert heads[:3] == ["Spam rate", "Spam rate, Japan", "Spam rate, United States"]
    periods = [model.headerData(at, Qt.Orientation.Vertical) for at in range(model.rowCount())]
    at = periods.index("February 2010")
    assert [model.index(at, column).data() for column in range(2)] == ["89.4%", "86.2%"]
    missing = model.index(periods.index("March 2010"), 1)
    assert missing.data() == "–"
    assert missing.data(Qt.ItemDataRole.AccessibleTextRole) == "March 2010, Spam rate, Japan: –"
    assert tab.plot.table.isVisible()
    tab.setFocus()
    assert tab.plot.table.hasFocus()


def test_the_table_is_copied_whole_or_as_selected(tab: TrendsTab) -> None:
    tab.tools.table.click()
    table = tab.plot.table
    tab.setFocus()
    tab.copy()
    text = QGuiApplication.clipboard().text()
    assert len(text.splitlines()) == table.rows.rowCount() + 1
    assert text.startswith("Period\tSpam rate\tSpam rate, Japan")
    periods = [table.rows.headerData(at, Qt.Orientation.Vertical) for at in range(table.rows.rowCount())]
    at = periods.index("February 2010")
    selection = table.selectionModel()
    for column in (0, 1):
        selection.select(table.rows.index(at, column), selection.SelectionFlag.Select)
    tab.copy()
    assert QGuiApplication.clipboard().text().split("\r\n") == [
        "Period\tSpam rate\tSpam rate, Japan",
        "February 2010\t89.4%\t86.2%",
    ]


def test_figures_that_are_seen_are_copied(tab: TrendsTab, heard: Heard) -> None:
    tab.setFocus()
    tab.copy()
    whole = QGuiApplication.clipboard().text().splitlines()
    assert tab.view is not None
    day = float(FEBRUARY.first_day.toordinal())
    tab.view.canvas.look(type(tab.view.canvas.sight)(day, day + 60))
    tab.copy()
    part = QGuiApplication.clipboard().text().splitlines()
    assert [line.split("\t")[0] for line in part[1:]] == ["February 2010", "March 2010"]
    assert len(whole) > 40
    assert heard.said[-1] == "Rows copied: 2"


def test_data_is_written_as_a_table_with_tabs(tab: TrendsTab, tmp_path: Path) -> None:
    assert tab.plot.drawn is not None
    file = tmp_path / "spam.tsv"
    tab.output.write_data(tab.plot.drawn.chart, tab.plot.drawn.translate, file)
    content = file.read_bytes().decode("utf-8-sig")
    assert content.startswith("Period\tSpam rate\t")
    assert "February 2010\t89.4%\t86.2%\t90.2%" in content


def test_a_picture_is_copied_as_it_is_seen(tab: TrendsTab) -> None:
    tab.output.act("copy", "picture")
    image = QGuiApplication.clipboard().image()
    assert tab.view is not None
    assert image.width() == tab.view.canvas.width() * 2


def test_a_picture_of_a_low_plot_has_room_for_its_axis(tab: TrendsTab) -> None:
    tab.resize(760, 300)
    settle(tab)
    tab.output.act("copy", "picture")
    size = QGuiApplication.clipboard().image().size() / 2
    assert (size.width() >= 640, size.height()) == (True, 400)


def test_a_file_that_cannot_be_written_is_told(
    qtbot: QtBot, tab: TrendsTab, workspace: Workspace, tmp_path: Path
) -> None:
    with qtbot.waitSignal(workspace.failed):
        tab.output.write(tmp_path / "none" / "a.png", b"")


# states


def test_a_plot_without_series_says_how_to_get_one(tab: TrendsTab, heard: Heard) -> None:
    for key in series(tab):
        tab.remove(row(tab, str(key)))
    assert tab.plot.empty.isVisible()
    assert not tab.tools.save.isEnabled()
    (button,) = tab.plot.empty.findChildren(QPushButton)
    button.click()
    assert heard.actions == ["add_to_trends"]
    tab.copy()
    assert tab.output.act("save", "picture") is None
    tab.add_series([SPAM])
    assert not tab.plot.empty.isVisible()


def test_an_empty_database_says_how_to_begin(
    show: Show, workspace_on: Callable[[Path | None], Workspace], sample_file: Path
) -> None:
    workspace = workspace_on(None)
    shown = show(workspace)
    words = [label.text() for label in shown.empty.findChildren(QLabel)]
    assert shown.empty.isVisible()
    assert any("no figures" in text.lower() for text in words), words
    shown.copy()
    shown.focus_filter()
    figure = Observation("spam.rate", "M", "2010-02", "global", "global", 89.4, 0.1, "exact", "normal", None, None)
    workspace.run(Command(message("command.sample"), lambda tx: tx.put(figure)))
    workspace.look_at(period=FEBRUARY)
    assert not shown.empty.isVisible()
    assert series(shown) == (SPAM,)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_language_and_theme_change_while_it_is_shown(tab: TrendsTab, appearance: Appearance, theme: str) -> None:
    appearance.set_theme(theme)
    appearance.set_language("ja")
    settle(tab)
    assert rows(tab)[0].text == "スパム率"
    assert tab.plot.drawn is not None
    assert tab.plot.drawn.chart.language == "ja"
    assert tab.legend.accessibleName() == "系列"
    assert tab.view is not None
    assert "スパム率" in tab.view.canvas.accessibleDescription()
    assert not tab.grab().isNull()


def test_two_metrics_that_are_not_one_are_told(tab: TrendsTab, workspace: Workspace) -> None:
    catalogue = workspace.catalogue
    pair = next((one, other) for one in catalogue.metrics for other in sorted(catalogue.exclusive_of(one)))
    figures = [
        Observation(metric, "M", "2010-02", "global", "global", 5.0, 1.0, "exact", "normal", None, None)
        for metric in pair
    ]
    workspace.run(Command(message("command.sample"), lambda tx: tx.put(*figures)))
    assert not tab.plot.remark.isVisible()
    tab.add_series([FigureKey(metric) for metric in pair])
    assert tab.plot.remark.isVisible()


def test_a_click_on_a_point_is_shared(tab: TrendsTab, workspace: Workspace) -> None:
    assert tab.view is not None
    period = Period.month(2009, 6)
    QTest.mouseClick(tab.view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=point_of(tab, str(JAPAN), period))
    scope = workspace.scope
    assert (scope.metric, scope.selected, scope.period) == ("spam.rate", (("geography", "JP"),), period)


def test_a_hidden_tab_asks_when_it_is_seen(tab: TrendsTab, workspace: Workspace) -> None:
    answers: list[int] = []
    tab.answered.connect(lambda: answers.append(1))
    tab.hide()
    workspace.look_at(base=Base.YEAR)
    assert answers == []
    tab.show()
    assert answers == [1]


def test_nothing_of_pyqtgraph_is_imported_with_the_tab() -> None:
    code = "import sys, workbench.ui.tabs.trends, workbench.ui.tabs, workbench.ui.window; print('numpy' in sys.modules, 'pyqtgraph' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_two_hundred_series_are_shown_without_delay(show: Show, workspace: Workspace) -> None:
    countries = sorted(workspace.catalogue.segments("geography"))[:200]
    periods = [str(Period.month(1993, 1).shifted(step)) for step in range(240)]
    figures = [
        (
            "virus.rate",
            "M",
            period,
            "geography",
            country,
            100.0 + (at * 7 + place) % 300,
            0.1,
            "exact",
            "normal",
            None,
            None,
        )
        for at, period in enumerate(periods)
        for place, country in enumerate(countries)
    ]
    workspace.run(Command(message("command.sample"), lambda tx: tx.put_rows(Observation, figures)))
    shown = show(workspace, metric="virus.rate")
    shown.add_series([FigureKey("virus.rate", "geography", country) for country in countries])
    assert len(rows(shown, Kind.SERIES)) == 201
