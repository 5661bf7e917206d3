"""The tabs of the window, declared once: their order, names and icons, and what makes each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.ui.appearance import Appearance
from workbench.ui.settings import Settings
from workbench.ui.tabs.segments import SegmentsTab
from workbench.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TabSpec:
    """A tab: its name is the message tab.<id>; `make` makes its widget."""

    id: str
    icon: str
    make: Callable[[Workspace, Appearance, Settings], SegmentsTab]


TABS = (
    TabSpec("geography", "globe", lambda *parts: SegmentsTab(*parts, dimension="geography")),
    TabSpec("vertical", "factory", lambda *parts: SegmentsTab(*parts, dimension="vertical")),
    TabSpec("company_size", "building-2", lambda *parts: SegmentsTab(*parts, dimension="company_size")),
)
"""In order, from the left."""
