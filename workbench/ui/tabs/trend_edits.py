"""Making, moving and changing events and notes on a plot, each by a command and, where words are wanted, by a form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor

from workbench.core.commands.events import put_event
from workbench.core.commands.notes import delete_note, move_note
from workbench.core.errors import Refused
from workbench.core.event_kinds import EventKind
from workbench.core.keys import FigureKey
from workbench.core.messages import message
from workbench.core.periods import Grain, Period
from workbench.core.ports import Command
from workbench.core.records import Event, Note
from workbench.core.trend_spec import line_id, series_of
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.event_form import EventForm
from workbench.ui.dialogs.note_form import Draft, NoteForm
from workbench.ui.dialogs.record_form import RecordForm
from workbench.ui.plots.reading import periods_between
from workbench.ui.tabs.trend_panels import PlotPanel
from workbench.ui.widgets.legend_rows import Drawn
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.ui.plots.trend_view import TrendView

F = TypeVar("F", bound=RecordForm)


class TrendEdits:
    """Edits what lies on the plot of a panel; one form is open at a time.

    `chosen` gives the series that is chosen, None where none is; `refuse` takes the reason why nothing can be written.
    """

    def __init__(
        self,
        workspace: Workspace,
        appearance: Appearance,
        panel: PlotPanel,
        chosen: Callable[[], FigureKey | None],
        refuse: Callable[[Refused], object],
    ) -> None:
        """Edit for a panel, in front of which forms open."""
        self._workspace = workspace
        self._appearance = appearance
        self._panel = panel
        self._chosen = chosen
        self._refuse = refuse
        self._drawn: Drawn | None = None
        self.form: RecordForm | None = None
        panel.loaded.connect(self._connect)

    def show(self, drawn: Drawn) -> None:
        """Edit this plot from now on."""
        self._drawn = drawn

    def add_event(self) -> EventForm | None:
        """Let an event be added at the cross-hair, or at the period that is looked at; None where it cannot be."""
        period = self._panel.period_read or self._workspace.scope.period
        if period is None:
            return None
        day = period.first_day.toordinal()
        return self.new_event(day, day, self._panel.middle)

    def add_note(self, key: FigureKey | None = None) -> NoteForm | None:
        """Let a note be added on a series, or the chosen one, at the cross-hair or the period; None where it cannot be."""
        key = key or self._chosen()
        drawn, period = self._drawn, self._panel.period_read or self._workspace.scope.period
        if drawn is None or period is None or key is None:
            return None
        ids = [line_id(key, one.calendar.grain) for one in drawn.trends.series if one.key == key]
        lines = (line for pane in drawn.chart.panes for line in pane.lines)
        line = next((line for line in lines if line.id in ids), None)
        day = (period.first_day.toordinal() + period.last_day.toordinal()) / 2
        return self.new_note(key, *periods_between(line, day, day), self._panel.middle)

    def new_event(self, first: int, last: int, place: QPoint) -> EventForm | None:
        """Let an event be added on the days of these ordinals; None where nothing can be written."""
        if not self._can_write():
            return None
        return self._open_event(Event("", _day(first), _day(last), EventKind.OTHER.value, "", ""), place)

    def edit_event(self, id_: str, place: QPoint) -> EventForm | None:
        """Let an event be changed or deleted; None where it is gone."""
        event = self._event(id_)
        return None if event is None else self._open_event(event, place)

    def move_event(self, id_: str, first: int, last: int) -> None:
        """Put an event on other days."""
        event = self._event(id_)
        if event is not None:
            self._move(put_event(replace(event, first=_day(first), last=_day(last))))

    def new_note(self, key: FigureKey, first: Period, last: Period, place: QPoint) -> NoteForm | None:
        """Let a note be added on a series; None where nothing can be written."""
        return self._open_note(Draft(key, first, last), place) if self._can_write() else None

    def edit_note(self, id_: int, place: QPoint) -> NoteForm | None:
        """Let a note be changed, moved or deleted; None where it is gone."""
        note = self._note(id_)
        if note is None:
            return None
        draft = Draft(_place_of(note), Period.parse(note.first), Period.parse(note.last), note)
        return self._open_note(draft, place)

    def move_note(self, id_: int, first: Period, last: Period) -> None:
        """Put a note on other periods of what it is on."""
        note = self._note(id_)
        if note is not None:
            self._move(move_note(note, replace(_place_of(note), period=first), last=last))

    def delete_note(self, id_: int) -> None:
        """Delete a note."""
        note = self._note(id_)
        if note is not None:
            self._workspace.run(delete_note(note))

    def _connect(self, view: TrendView) -> None:
        """Do what the plot wants."""
        view.event_wanted.connect(self._want_event)
        view.event_moved.connect(self.move_event)
        view.event_opened.connect(lambda id_: self.edit_event(id_, QCursor.pos()))
        view.note_wanted.connect(self._want_note)
        view.note_moved.connect(self.move_note)
        view.note_opened.connect(lambda id_: self.edit_note(id_, QCursor.pos()))

    def _want_event(self, first: int, last: int) -> None:
        self._panel.take_tool("")
        self.new_event(first, last, QCursor.pos())

    def _want_note(self, line: str, first: Period, last: Period) -> None:
        """Let a note be added on a line, or on the chosen series where it is on none."""
        self._panel.take_tool("")
        key = series_of(line)[0] if line else self._chosen()
        if key is not None:
            self.new_note(key, first, last, QCursor.pos())

    def _can_write(self) -> bool:
        """Whether anything can be written; if not, it is told why."""
        if self._workspace.is_read_only:
            self._refuse(Refused(message("read_only.why")))
        return not self._workspace.is_read_only

    def _open_event(self, event: Event, place: QPoint) -> EventForm:
        return self._open(EventForm(self._workspace, self._appearance, event, self._panel), place)

    def _open_note(self, draft: Draft, place: QPoint) -> NoteForm:
        keys = [] if self._drawn is None else list(self._drawn.trends.spec.series)
        places = list(dict.fromkeys([*keys, draft.place]))
        return self._open(NoteForm(self._workspace, self._appearance, draft, places, self._panel), place)

    def _open(self, form: F, place: QPoint) -> F:
        """Show a form in the place of the one before."""
        before = self.form
        if before is not None and not before.is_gone:
            before.reject()
        self.form = form
        form.open_at(place)
        return form

    def _move(self, command: Command) -> None:
        def on_failed(error: BaseException) -> bool:
            del error
            if self._panel.view is not None:
                self._panel.view.forget_moves()
            return False

        self._workspace.run(command, None, on_failed)

    def _event(self, id_: str) -> Event | None:
        events = () if self._drawn is None else self._drawn.trends.events
        return next((event for event in events if event.id == id_), None)

    def _note(self, id_: int) -> Note | None:
        notes = () if self._drawn is None else self._drawn.trends.notes
        return next((note for note in notes if note.id == id_), None)


def _place_of(note: Note) -> FigureKey:
    return FigureKey(note.metric, note.dimension, note.segment)


def _day(ordinal: int) -> str:
    return str(Period(Grain.DAY, ordinal))
