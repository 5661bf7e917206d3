"""What a frame of the breakdown table with its shading costs beside a plain table view's of the same size."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QTableView

from tests.bench.harness import Benchmark, Figure
from workbench.core.analysis import Column
from workbench.core.catalogue import AverageWindow, shipped_catalogue
from workbench.core.periods import Period
from workbench.core.queries.segment_table import Marks
from workbench.core.records import Metric
from workbench.core.resources import resources_folder
from workbench.core.translation import GettextTranslator
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.grid_model import GridModel
from workbench.ui.widgets.grid_view import GridView
from workbench.ui.widgets.grid_words import GridWords
from workbench.ui.widgets.sheet import TOTAL, Sheet

SEGMENTS = 250
MONTHS = 240
SIZE = (1100, 760)
FRAMES = 20

_METRIC = Metric("virus.rate", "virus", "one_in", 0.1, "more", "試験", "Made", "", "geography=rates", 1)
_LIMITS = (0.1, 0.2, 0.3, 0.45, 0.65, 1.0)


def made_sheet(segments: int = SEGMENTS, months: int = MONTHS) -> Sheet:
    """Return a table of made figures: so many segments, with histories over so many months."""
    count = segments + 1
    values = tuple(60 + row * 17 % 900 + row / 10 for row in range(count))
    histories: tuple[Column, ...] = tuple([100 + (row + at * 31) % 97 for at in range(months)] for row in range(count))
    period = Period.month(2010, 2)
    return Sheet(
        metric=_METRIC,
        dimension="geography",
        period=period,
        base=period.previous,
        limits=_LIMITS,
        window=AverageWindow(6, includes_current=True),
        reported=segments,
        months=tuple(period.shifted(step) for step in range(1 - months, 1)),
        places=(TOTAL, *(("geography", f"S{row:03d}") for row in range(segments))),
        values=values,
        steps=(0.1,) * count,
        qualifiers=("exact",) * count,
        statuses=("normal",) * count,
        bases=values,
        base_steps=(0.1,) * count,
        changes=tuple(row % 7 - 3.0 for row in range(count)),
        spans=(None,) * count,
        averages=values,
        months_present=(6,) * count,
        published=(None,) * count,
        published_steps=(None,) * count,
        ranks=(None,) * count,
        rank_changes=tuple(row % 5 for row in range(count)),
        marks=(Marks(),) * count,
        histories=histories,
    )


class Frames:
    """Two tables over one model, the workbench's and Qt's own, each shown in the same size."""

    def __init__(self) -> None:
        """Make and show both."""
        application = QApplication.instance() or QApplication(["bench"])
        assert isinstance(application, QApplication)
        folder = resources_folder()
        catalogue = shipped_catalogue(folder)
        self._appearance = Appearance(
            application,
            folder,
            lambda language: GettextTranslator(language, folder / "locale"),
            language="en",
            theme="light",
        )
        model = GridModel(GridWords(self._appearance, lambda: catalogue))
        model.show(made_sheet())
        self.ours: QTableView = GridView(model, self._appearance)
        self.plain = QTableView()
        self.plain.setModel(model)
        for view in (self.ours, self.plain):
            view.resize(*SIZE)
            view.verticalHeader().setDefaultSectionSize(26)
            view.show()
        application.processEvents()


def scroll(view: QTableView) -> None:
    """Paint frames, each scrolled on by three rows."""
    bar = view.verticalScrollBar()
    rows = view.verticalScrollMode() == QTableView.ScrollMode.ScrollPerItem
    for frame in range(FRAMES):
        bar.setValue(frame * 3 * (1 if rows else 26))
        view.viewport().repaint()
    bar.setValue(0)


@cache
def _frames() -> Frames:
    """Return the tables, which are made once: a process has one application."""
    return Frames()


def _ours(folder: Path) -> None:
    del folder
    scroll(_frames().ours)


def _plain(folder: Path) -> None:
    del folder
    scroll(_frames().plain)


BENCHMARKS: tuple[Benchmark | Figure, ...] = (
    Benchmark(
        f"{FRAMES} scrolled frames of the shaded table, {SEGMENTS} × {MONTHS} / plain QTableView",
        1.0,
        _ours,
        _plain,
        rounds=7,
        prepare=lambda _folder: _frames(),
    ),
)
