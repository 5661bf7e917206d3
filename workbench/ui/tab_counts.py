"""The counts that tabs carry: how much there is to look at, kept true while the data, the month and the words change."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from workbench.core.catalogue import Catalogue
    from workbench.core.periods import Period
    from workbench.core.ports import Reader
    from workbench.ui.appearance import Appearance
    from workbench.ui.tabs import TabSpec
    from workbench.ui.widgets.tab_row import TabRow
    from workbench.ui.workspace import Workspace

_PAUSE = 300
"""Milliseconds after the last news: what is seen is asked for first, and a burst of edits is counted once."""


class TabCounts(QObject):
    """Shows in a row of tabs what those that count have to tell."""

    def __init__(self, row: TabRow, specs: Sequence[TabSpec], workspace: Workspace, appearance: Appearance) -> None:
        """Count nothing yet."""
        super().__init__(row)
        self._row = row
        self._specs = {place: spec for place, spec in enumerate(specs) if spec.count is not None}
        self._workspace = workspace
        self._appearance = appearance
        self._counts: dict[int, int] = {}
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.count_now)
        workspace.changed.connect(lambda _change: self._pause.start())
        workspace.scope_changed.connect(lambda _scope: self._pause.start())
        row.renamed.connect(self._show)

    def count_now(self) -> None:
        """Ask for the counts of the period in scope."""
        self._pause.stop()
        workspace, period = self._workspace, self._workspace.scope.period
        if not workspace.is_open or period is None:
            self._take({})
            return
        query = partial(_counted, specs=self._specs, catalogue=workspace.catalogue, period=period)
        workspace.ask(query, self, self._take, topic="counts", can_wait=True)

    def _take(self, counts: dict[int, int]) -> None:
        if counts != self._counts:
            self._counts = counts
            self._show()

    def _show(self) -> None:
        """Write the counts in the language of the window."""
        for place, spec in self._specs.items():
            count = self._counts.get(place, 0)
            told = self._appearance.say(f"tab.{spec.id}_count", count=count) if count else ""
            self._row.set_count(place, count, told)


def _counted(reader: Reader, specs: dict[int, TabSpec], catalogue: Catalogue, period: Period) -> dict[int, int]:
    """Return what each tab counts, by its place."""
    counted = {place: spec.count(reader, catalogue, period) for place, spec in specs.items() if spec.count is not None}
    return {place: count for place, count in counted.items() if count}
