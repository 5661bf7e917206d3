"""The menus of a plot's legend: what can be done with a series, with a kind of events, and with a note."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from workbench.core.catalogue import Catalogue
from workbench.core.queries.trends import Trends
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.legend_rows import Kind, LegendRow

_MOST_EVENTS = 20


class Doing(Protocol):
    """Who does what the menus offer."""

    def toggle(self, row: LegendRow) -> None:
        """Hide what a row stands for, or show it again."""

    def isolate(self, row: LegendRow) -> None:
        """Show nothing else, or all again."""

    def remove(self, row: LegendRow) -> None:
        """Take a series off the plot, or delete a note."""

    def open_note(self, row: LegendRow) -> None:
        """Let a note be changed."""

    def edit_event(self, id_: str) -> None:
        """Let an event be changed."""

    def add(self, row: LegendRow) -> None:
        """Let a note or an event be added: where a row is a series, a note on it."""


def legend_menu(
    row: LegendRow, doing: Doing, trends: Trends, catalogue: Catalogue, appearance: Appearance, parent: QWidget
) -> QMenu:
    """Return the menu of a row."""
    menu, say = QMenu(parent), appearance.say

    def offer(label: str, keys: str, do: Callable[[], object], *, can: bool = True) -> None:
        action = menu.addAction(f"{label}\t{keys}" if keys else label)
        action.setEnabled(can)
        action.triggered.connect(lambda _checked=False: do())

    if row.kind in {Kind.SERIES, Kind.COMPUTED, Kind.EVENTS} and row.is_checked is not None:
        offer(say("trends.hide" if row.is_checked else "trends.unhide"), say("trends.space"), lambda: doing.toggle(row))
        offer(say("trends.isolate"), "Enter", lambda: doing.isolate(row))
    if row.kind is Kind.SERIES:
        menu.addSeparator()
        offer(say("trends.add_note_on"), "", lambda: doing.add(row))
        offer(say("trends.remove"), "Del", lambda: doing.remove(row))
    if row.kind is Kind.EVENTS:
        menu.addSeparator()
        for event in [event for event in trends.events if event.kind == row.id][:_MOST_EVENTS]:
            label = catalogue.label(event, appearance.language)
            offer(say("plot.edit_event", label=label), "", partial(doing.edit_event, event.id))
    if row.kind is Kind.NOTE and row.note is not None:
        offer(say("plot.edit_note", number=row.note.number), "Enter", lambda: doing.open_note(row))
        offer(say("trends.delete_note"), "Del", lambda: doing.remove(row))
    if row.kind in {Kind.ADD_EVENT, Kind.ADD_NOTE}:
        label = say("trends.new_event" if row.kind is Kind.ADD_EVENT else "trends.new_note")
        offer(label, "Enter", lambda: doing.add(row))
    return menu


def show_menu(menu: QMenu, place: QPoint) -> None:
    """Show a menu that goes when it is closed."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(place)
