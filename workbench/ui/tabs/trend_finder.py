"""Finding the series that can be put on a plot, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from workbench.core.keys import FigureKey
from workbench.core.messages import Translator
from workbench.core.ports import Change, Reader
from workbench.core.readings import read_readings
from workbench.core.records import Metric, Segment
from workbench.core.series_search import SeriesSearch, series_with_figures
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.series_field import MOST, SeriesChooser
from workbench.ui.workspace import Workspace

_Found = tuple[SeriesSearch, Translator, list[FigureKey]]


class SeriesFinder(QObject):
    """Answers a chooser; `taken` are the series that need not be offered, since they are there."""

    def __init__(
        self,
        workspace: Workspace,
        appearance: Appearance,
        chooser: SeriesChooser,
        taken: Callable[[], Sequence[FigureKey]],
        translator_of: Callable[[str], Translator],
    ) -> None:
        """Serve a chooser."""
        super().__init__(chooser)
        self._workspace = workspace
        self._appearance = appearance
        self._chooser = chooser
        self._taken = taken
        self._translator_of = translator_of
        self._search: SeriesSearch | None = None
        chooser.searched.connect(self.find)
        workspace.changed.connect(self._on_changed)

    def find(self, text: str) -> None:
        """Find series by their names; those with figures in the period come first among equals."""
        catalogue, period = self._workspace.catalogue, self._workspace.scope.period
        if period is None:
            return
        known, resources, taken = self._search, self._appearance.resources, tuple(self._taken())
        language, translator_of = self._appearance.language, self._translator_of

        def look(reader: Reader) -> _Found:
            search = known
            if search is None:
                likely = series_with_figures(reader, catalogue, period)
                search = SeriesSearch(catalogue, read_readings(resources), likely)
            return search, translator_of(language), search.find(text, MOST, taken)

        self._workspace.ask(look, self, self._offer)

    def _offer(self, found: _Found) -> None:
        self._search, translate, keys = found
        self._chooser.offer(keys, self._workspace.catalogue, translate)

    def _on_changed(self, change: Change) -> None:
        """Find among other names from now on, where these changed."""
        if change.kinds & {Metric, Segment}:
            self._search = None
