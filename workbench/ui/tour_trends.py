"""The states of the trends tab that the tour pictures: a plot with notes, its table, its forms, and a plot of nothing."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.core.chart import LineKind
from workbench.core.commands.notes import add_note
from workbench.core.keys import FigureKey
from workbench.core.periods import Grain, Period
from workbench.core.queries.breakdown import Base
from workbench.core.trend_spec import Mode, line_id
from workbench.ui.trend_layout import TrendLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from workbench.ui.tabs.trends import TrendsTab
    from workbench.ui.window import Window

_SPAM = FigureKey("spam.rate")
_COUNTRIES = tuple(FigureKey("spam.rate", "geography", country) for country in ("US", "JP", "HK"))
_HARMFUL = (FigureKey("virus.rate"), FigureKey("phishing.rate"))
NOTES = (
    (
        replace(_COUNTRIES[0], period=Period.month(2009, 2)),
        "米国の基準を新しい一覧に変更。2008年と比べないこと。",
        "US base changed to the new gateway list; do not compare with 2008.",
    ),
    (
        replace(_SPAM, period=Period.month(2010, 2)),
        "2月5日、Grumがスパムの26%に達した。",
        "Grum peaked at 26% of spam on 5 Feb.",
    ),
    (replace(_SPAM, period=Period.month(2010, 8)), "これまでで最高の月。", "Highest month on record."),
)
"""What is on which figure, in Japanese and in English."""

_SEEN = (datetime.date(2008, 1, 1).toordinal(), datetime.date(2011, 6, 30).toordinal())
_READ = datetime.date(2010, 2, 14).toordinal()


def sample(window: Window) -> QWidget:
    """Show the spam rate with three countries, viruses and phishing below it, notes and events, with a figure read."""
    page = _plot(window)
    assert page.view is not None
    page.view.canvas.read_at(_READ)
    return window


def difference(window: Window) -> QWidget:
    """Show how far the countries are from a year before."""
    window.workspace.look_at(base=Base.YEAR)
    _plot(window, mode=Mode.DIFFERENCE)
    return window


def table(window: Window) -> QWidget:
    """Show the plot as its table."""
    page = _plot(window)
    page.tools.table.click()
    return window


def empty(window: Window) -> QWidget:
    """Show a plot without series."""
    page = _plot(window)
    for row in list(page.legend.rows.rows):
        page.remove(row) if row.note is None else None
    return window


def picture(window: Window) -> QWidget:
    """Save the plot as a picture."""
    from workbench.ui.tour import settle  # noqa: PLC0415 - it pictures these scenes

    page = _plot(window)
    settle(window)
    opened = page.output.act("save", "picture")
    assert opened is not None
    return opened


def event(window: Window) -> QWidget:
    """Change an event."""
    page = _plot(window)
    opened = page.edits.edit_event("waledac-takedown", page.plot.middle)
    assert opened is not None
    return opened


def note(window: Window) -> QWidget:
    """Change a note."""
    page = _plot(window)
    shown = page.plot.drawn
    assert shown is not None
    opened = page.edits.edit_note(shown.trends.notes[-1].id, page.plot.middle)
    assert opened is not None
    return opened


def _plot(window: Window, mode: Mode = Mode.OVERLAY) -> TrendsTab:
    """Put the series on the plot and the notes on the figures."""
    from workbench.ui.tabs.trends import TrendsTab  # noqa: PLC0415 - imported when it is first shown

    for key, ja, en in NOTES:
        window.workspace.run(add_note(key, ja if window.appearance.language == "ja" else en))
    catalogue = window.workspace.catalogue
    window.show_tab("trends")
    page = window.page
    assert isinstance(page, TrendsTab)
    spec = page.layout_shown.spec.with_series([_SPAM, *_COUNTRIES, *_HARMFUL], catalogue)
    averages = frozenset(line_id(key, Grain.MONTH, LineKind.AVERAGE) for key in (*_COUNTRIES, *_HARMFUL))
    spec = replace(spec, mode=mode, has_average=True, hidden=averages)
    page.show_layout(TrendLayout(spec, has_bridges=True, sight=_SEEN))
    return page
