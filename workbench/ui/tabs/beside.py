"""What stands beside a breakdown's table: the same figures as a map with bars, as bars, or as months in a heat map."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from workbench.core.queries.segment_table import SegmentTable
from workbench.ui.appearance import Appearance
from workbench.ui.settings import Settings
from workbench.ui.widgets.bars import RankedBars
from workbench.ui.widgets.heat_map import HeatMap
from workbench.ui.widgets.series_drag import SeriesDrag
from workbench.ui.widgets.world_map import WorldMap
from workbench.ui.workspace import Workspace

MAP, BARS, HEAT = "map", "bars", "heat"

_ICON = QSize(15, 15)
_ZOOM = 1.5
"""How much closer or farther a press of a button leads."""

_LEAST_WIDTH, _EDGES = 280, 28

_MAPPED = "geography"
"""The dimension whose segments have a place on the map."""


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """A way to see the figures: its name is the message beside.<id>."""

    id: str
    icon: str
    needs_map: bool = False


VIEWS = (ViewSpec(MAP, "globe", needs_map=True), ViewSpec(BARS, "chart-bar"), ViewSpec(HEAT, "layout-grid"))
"""From the left; the first one that a dimension can have is that of the first start."""


class Beside(QFrame):
    """The right panel of a breakdown tab; which view is shown is kept.

    `chosen` names a segment that is selected, `pointed` the one under the pointer, empty where none is.
    """

    chosen = Signal(str)
    pointed = Signal(str)

    def __init__(self, workspace: Workspace, appearance: Appearance, settings: Settings, dimension: str) -> None:
        """Show no table yet."""
        super().__init__()
        self.setProperty("panel", True)
        self._appearance = appearance
        self._settings = settings
        self._name = f"beside/{dimension}"
        self._table: SegmentTable | None = None
        self._views = tuple(view for view in VIEWS if dimension == _MAPPED or not view.needs_map)
        self.bars = RankedBars(workspace, appearance)
        self.heat = HeatMap(workspace, appearance)
        self.map = WorldMap(workspace, appearance, appearance.resources / "maps") if dimension == _MAPPED else None
        self._buttons = {view.id: self._button() for view in self._views}
        self._group = QButtonGroup(self)
        self._tools = self._closer, self._farther, self._whole = self._tool(), self._tool(), self._tool()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.show_view(str(settings.layout(self._name).get("view", "")))

    @property
    def drags(self) -> list[SeriesDrag]:
        """What takes series out of each view."""
        return [part.drag for part in (self.bars, self.heat, self.map) if part is not None]

    @property
    def view(self) -> str:
        """The id of the view that is shown."""
        return next(id_ for id_, button in self._buttons.items() if button.isChecked())

    def show_view(self, id_: str) -> None:
        """Show a view; of an unknown id, the first one."""
        shown = id_ if id_ in self._buttons else self._views[0].id
        self._buttons[shown].setChecked(True)
        for tool in (self._closer, self._farther, self._whole):
            tool.setVisible(shown == MAP)
        if self.map is not None:
            self.map.setVisible(shown == MAP)
        self.bars.setVisible(shown in {MAP, BARS})
        self.heat.setVisible(shown == HEAT)
        if self._table is not None:
            self.show_table(self._table)

    def point_at(self, segment: str) -> None:
        """Light what stands for a segment that is pointed at elsewhere."""
        for part in (self.bars, self.map):
            if part is not None:
                part.point_at(segment)

    def show_table(self, table: SegmentTable) -> None:
        """Show a table in the view that is chosen; the others get it when they are."""
        self._table = table
        for part in (self.bars, self.heat, self.map):
            if part is not None and not part.isHidden():
                part.show_table(table)

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        say = self._appearance.say
        for view in self._views:
            button, said = self._buttons[view.id], say(f"beside.{view.id}")
            button.setAccessibleName(said)
            button.setToolTip(said)
            button.setText(f" {said}")
            button.setIcon(self._appearance.icon(view.icon))
        tools = ((self._closer, "zoom-in"), (self._farther, "zoom-out"), (self._whole, "maximize"))
        for tool, icon in tools:
            tool.setIcon(self._appearance.icon(icon))
            said = say({"zoom-in": "map.closer", "zoom-out": "map.farther", "maximize": "map.whole"}[icon])
            tool.setToolTip(said)
            tool.setAccessibleName(said)
        self._fit()
        for part in (self.bars, self.heat, self.map):
            if part is not None:
                part.retranslate()

    def restyle(self) -> None:
        """Take the colours of the theme, and how close rows stand."""
        self.retranslate()
        for part in (self.bars, self.heat, self.map):
            if part is not None:
                part.restyle()

    def reset_layout(self) -> None:
        """Show the view of the first start."""
        self.show_view("")

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Say the views by their icons alone where there is no room for their names."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Need no more than the views do."""
        return QSize(_LEAST_WIDTH, super().minimumSizeHint().height())

    def _connect(self) -> None:
        for id_, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, id_=id_: self._take(id_))
        for part in (self.bars, self.heat, self.map):
            if part is not None:
                part.chosen.connect(self.chosen)
        self.bars.pointed.connect(self.pointed)
        if self.map is not None:
            world = self.map
            world.pointed.connect(self.pointed)
            world.pointed.connect(self.bars.point_at)
            self.bars.pointed.connect(world.point_at)
            self._closer.clicked.connect(lambda: world.zoom_by(_ZOOM))
            self._farther.clicked.connect(lambda: world.zoom_by(1 / _ZOOM))
            self._whole.clicked.connect(world.show_world)

    def _fit(self) -> None:
        """Give the buttons their names, or their icons alone."""
        for style in (Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly):
            for button in self._buttons.values():
                button.setToolButtonStyle(style)
            if (
                sum(part.sizeHint().width() for part in (*self._buttons.values(), *self._tools)) + _EDGES
                <= self.width()
            ):
                return

    def _take(self, id_: str) -> None:
        self.show_view(id_)
        self._settings.set_layout(self._name, {"view": id_})

    def _button(self) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setIconSize(_ICON)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button

    def _tool(self) -> QToolButton:
        tool = QToolButton()
        tool.setProperty("flat", True)
        tool.setIconSize(QSize(16, 16))
        return tool

    def _lay_out(self) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(0)
        for button in self._buttons.values():
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        for tool in (self._closer, self._farther, self._whole):
            row.addWidget(tool)
        line = QFrame()
        line.setProperty("rule", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(line)
        if self.map is not None:
            column.addWidget(self.map, 3)
        column.addWidget(self.bars, 4)
        column.addWidget(self.heat, 4)
