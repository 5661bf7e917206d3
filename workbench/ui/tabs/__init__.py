"""The tabs of the window, declared once: their order, names and icons, and what makes each.

A tab is imported and made when it is first shown, or ahead of that (`ui.warming`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.core.catalogue import Catalogue
    from workbench.core.periods import Period
    from workbench.core.ports import Reader
    from workbench.ui.appearance import Appearance
    from workbench.ui.settings import Settings
    from workbench.ui.tabs.tab import Tab
    from workbench.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TabSpec:
    """A tab: its name is the message tab.<id>; `make` makes its widget. `is_breakdown`: its id is a dimension.

    `has_inspector` says whether the inspector stands beside it until somebody opens or closes it there. `count` counts what
    somebody has to look at there in a period; the message tab.<id>_count tells it.
    """

    id: str
    icon: str
    make: Callable[[Workspace, Appearance, Settings], Tab[Any]]
    is_breakdown: bool = False
    has_inspector: bool = True
    count: Callable[[Reader, Catalogue, Period], int] | None = None


def _breakdown(workspace: Workspace, appearance: Appearance, settings: Settings, *, dimension: str) -> Tab[Any]:
    from workbench.ui.tabs.segments import SegmentsTab  # noqa: PLC0415

    return SegmentsTab(workspace, appearance, settings, dimension=dimension)


def _breakdown_spec(dimension: str, icon: str) -> TabSpec:
    return TabSpec(dimension, icon, partial(_breakdown, dimension=dimension), is_breakdown=True)


def _threats(workspace: Workspace, appearance: Appearance, settings: Settings) -> Tab[Any]:
    from workbench.ui.tabs.threats import ThreatsTab  # noqa: PLC0415

    return ThreatsTab(workspace, appearance, settings)


def _overview(workspace: Workspace, appearance: Appearance, settings: Settings) -> Tab[Any]:
    from workbench.ui.tabs.overview import OverviewTab  # noqa: PLC0415

    return OverviewTab(workspace, appearance, settings)


def _traffic(workspace: Workspace, appearance: Appearance, settings: Settings) -> Tab[Any]:
    from workbench.ui.tabs.traffic import TrafficTab  # noqa: PLC0415

    return TrafficTab(workspace, appearance, settings)


def _trends(workspace: Workspace, appearance: Appearance, settings: Settings) -> Tab[Any]:
    from workbench.ui.tabs.trends import TrendsTab  # noqa: PLC0415

    return TrendsTab(workspace, appearance, settings)


def _findings(workspace: Workspace, appearance: Appearance, settings: Settings) -> Tab[Any]:
    from workbench.ui.tabs.findings import FindingsTab  # noqa: PLC0415

    return FindingsTab(workspace, appearance, settings)


def _wrong_claims(reader: Reader, catalogue: Catalogue, period: Period) -> int:
    from workbench.core.queries.findings import wrong_claims  # noqa: PLC0415

    return wrong_claims(reader, catalogue, period)


TABS = (
    TabSpec("overview", "layout-grid", _overview, has_inspector=False),
    _breakdown_spec("geography", "globe"),
    _breakdown_spec("vertical", "factory"),
    _breakdown_spec("company_size", "building-2"),
    TabSpec("threats", "bug", _threats),
    TabSpec("traffic", "filter", _traffic, has_inspector=False),
    TabSpec("trends", "chart-line", _trends, has_inspector=False),
    TabSpec("findings", "notebook-pen", _findings, has_inspector=False, count=_wrong_claims),
)
"""In order, from the left."""
