"""The tools above a plot: how series are compared, what is drawn beside them, and what becomes of the plot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from workbench.core.trend_spec import Mode
from workbench.ui.appearance import Appearance
from workbench.ui.trend_layout import TrendLayout
from workbench.ui.widgets.labels import icon_button, name_button

AVERAGE, OUTLIERS, EVENTS, BRIDGES, RATES, TABLE = "average", "outliers", "events", "bridges", "rates", "table"
"""What can be switched on and off."""

EVENT, NOTE = "event", "note"
"""What is made by a drag; as tools of the plot too."""

SWITCHES = (AVERAGE, OUTLIERS, EVENTS, BRIDGES, RATES)
"""What can be switched on and off beside the table."""

_HEIGHT = 44
_ICONS = {
    "event_tool": "flag",
    "note_tool": "message-square-plus",
    "finding": "notebook-pen",
    "back": "chevron-left",
    "forward": "chevron-right",
    "whole": "maximize",
    TABLE: "table",
    "copy": "copy",
    "save": "image-down",
}
_LEAST = 380


class TrendTools(QWidget):
    """The row of tools. What is wanted is told; what is so is shown by `show_layout`.

    Where there is less room, the switches go into a menu, then buttons lose their words, then the modes go there too.
    """

    mode_chosen = Signal(object)
    switched = Signal(str, bool)
    tool_taken = Signal(str, bool)
    went = Signal(str)
    copying = Signal(str)
    saving = Signal(str)
    finding_wanted = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Make all buttons."""
        super().__init__(parent)
        self._appearance = appearance
        self._is_table = False
        self.modes = {mode: self._joined() for mode in Mode}
        self.switches = {name: self._switch(name) for name in SWITCHES}
        self._buttons = {name: self._switch_button(action) for name, action in self.switches.items()}
        self.show_menu, self.copy, self.save = QToolButton(), QToolButton(), QToolButton()
        self.table = self._toggle(lambda is_on: self.switched.emit(TABLE, is_on))
        self.event_tool = self._toggle(lambda is_on: self.tool_taken.emit(EVENT, is_on))
        self.note_tool = self._toggle(lambda is_on: self.tool_taken.emit(NOTE, is_on))
        self.finding = icon_button(self.finding_wanted.emit)
        self.finding.setIconSize(QSize(16, 16))
        self.back, self.forward, self.whole = (self._way(name) for name in ("back", "forward", "whole"))
        self._copy_actions = {name: QAction(self) for name in ("picture", "data")}
        self._save_actions = {name: QAction(self) for name in ("picture", "data")}
        self._lines = [_line() for _ in range(3)]
        self._connect()
        self._lay_out()
        self.retranslate()
        self.restyle()

    def show_layout(self, layout: TrendLayout, *, has_rates: bool, is_read_only: bool) -> None:
        """Show what is so; `has_rates`: there are percentages and rates of "1 in N", which one axis can have."""
        for button in (self.copy, self.save, self.table):
            button.setEnabled(bool(layout.spec.series))
        spec = layout.spec
        self.modes[spec.mode].setChecked(True)
        states = {
            AVERAGE: spec.has_average,
            OUTLIERS: spec.has_outliers,
            EVENTS: spec.event_kinds != frozenset(),
            BRIDGES: layout.has_bridges,
            RATES: spec.joins_rates,
        }
        for name, is_on in states.items():
            self.switches[name].setChecked(is_on)
        self.switches[RATES].setEnabled(has_rates and spec.mode is not Mode.INDEXED)
        self.table.setChecked(layout.is_table)
        say = self._appearance.say
        for button, id_ in ((self.event_tool, "trends.tool_event"), (self.note_tool, "trends.tool_note")):
            button.setEnabled(not is_read_only and not layout.is_table)
            button.setToolTip(say("read_only.why") if is_read_only else say(id_))
        self.finding.setEnabled(bool(spec.series) and not is_read_only)
        self.finding.setToolTip(say("read_only.why" if is_read_only else "plot.finding"))
        self._is_table = layout.is_table
        self._fit()

    def show_way(self, *, can_go_back: bool, can_go_forward: bool) -> None:
        """Show whether one can go back and forward over what was looked at."""
        self.back.setEnabled(can_go_back)
        self.forward.setEnabled(can_go_forward)

    def show_tool(self, name: str) -> None:
        """Show which tool is taken; an empty name for none."""
        self.event_tool.setChecked(name == EVENT)
        self.note_tool.setChecked(name == NOTE)

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        say = self._appearance.say
        for mode, button in self.modes.items():
            button.setText(say(f"trends.mode_{mode}"))
            button.setToolTip(say(f"trends.mode_{mode}_tip"))
        self._modes.setAccessibleName(say("trends.modes"))
        for name, action in self.switches.items():
            action.setText(say(f"trends.switch_{name}"))
            action.setToolTip(say(f"trends.switch_{name}_tip"))
        self.show_menu.setText(f" {say('trends.show')}")
        self.show_menu.setToolTip(say("trends.show_tip"))
        for button, said in (
            (self.table, say("trends.as_table")),
            (self.event_tool, say("trends.tool_event")),
            (self.note_tool, say("trends.tool_note")),
            (self.finding, say("plot.finding")),
            (self.back, f"{say('plot.back')} (Alt+←)"),
            (self.forward, f"{say('plot.forward')} (Alt+→)"),
            (self.whole, f"{say('plot.whole')} (Home)"),
        ):
            name_button(button, said)
        self._copy_actions["picture"].setText(say("trends.copy_picture"))
        self._copy_actions["data"].setText(say("trends.copy_data"))
        self._save_actions["picture"].setText(say("trends.save_picture"))
        self._save_actions["data"].setText(say("trends.save_data"))
        for button, said in ((self.copy, say("trends.copy")), (self.save, say("trends.save"))):
            button.setText(f" {said}")  # Qt leaves no room behind the icon
            name_button(button, said)
        self._fit()

    def restyle(self) -> None:
        """Draw the icons in the theme's colours."""
        for name, icon in _ICONS.items():
            getattr(self, name).setIcon(self._appearance.icon(icon))
        self.show_menu.setIcon(self._appearance.icon("sliders-horizontal"))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be content with what cannot go."""
        return QSize(_LEAST, _HEIGHT)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for no more than there is: what does not fit goes."""
        return QSize(_LEAST, _HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Find the first of the steps that fits."""
        for step in range(_STEPS):
            self._shorten(step)
            self._row.invalidate()
            if self._row.sizeHint().width() <= self.width():
                return

    def _shorten(self, step: int) -> None:
        """Leave out what goes up to a step."""
        style = Qt.ToolButtonStyle
        for button in (self.copy, self.save):
            button.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if step < _ICONS_ALONE else style.ToolButtonIconOnly
            )
        for button in self._buttons.values():
            button.setVisible(step < _IN_MENU)
        self.show_menu.setVisible(step >= _IN_MENU)
        words = step < _MENU_ICON
        self.show_menu.setToolButtonStyle(style.ToolButtonTextBesideIcon if words else style.ToolButtonIconOnly)
        for part in (self._modes, self._lines[0]):
            part.setVisible(step < _MODES_IN_MENU)
        for part in (self._lines[1], self.back, self.forward, self.whole):
            part.setVisible(not self._is_table)
        for action in self._mode_actions.values():
            action.setVisible(step >= _MODES_IN_MENU)

    def _joined(self) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        return button

    def _switch(self, name: str) -> QAction:
        action = QAction(self)
        action.setCheckable(True)
        action.triggered.connect(lambda is_on: self.switched.emit(name, is_on))
        return action

    def _switch_button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        return button

    def _toggle(self, tell: Callable[[bool], object]) -> QToolButton:
        button = icon_button(lambda: None)
        button.setIconSize(QSize(16, 16))
        button.setCheckable(True)
        button.clicked.connect(tell)
        return button

    def _way(self, name: str) -> QToolButton:
        button = icon_button(lambda: self.went.emit(name))
        button.setIconSize(QSize(16, 16))
        return button

    def _connect(self) -> None:
        self._group = QButtonGroup(self)
        menu = QMenu(self)
        self._mode_actions = {mode: menu.addAction("") for mode in Mode}
        for mode, button in self.modes.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _checked=False, mode=mode: self.mode_chosen.emit(mode))
        for mode, action in self._mode_actions.items():
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, mode=mode: self.mode_chosen.emit(mode))
        menu.addSeparator()
        menu.addActions(list(self.switches.values()))
        menu.aboutToShow.connect(self._name_modes)
        self._offer(self.show_menu, menu)
        for button, actions, told in (
            (self.copy, self._copy_actions, self.copying),
            (self.save, self._save_actions, self.saving),
        ):
            choices = QMenu(self)
            for name, action in actions.items():
                choices.addAction(action)
                action.triggered.connect(lambda _checked=False, name=name, told=told: told.emit(name))
            self._offer(button, choices)

    @staticmethod
    def _offer(button: QToolButton, menu: QMenu) -> None:
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setIconSize(QSize(16, 16))

    def _name_modes(self) -> None:
        """Write the modes in the menu, where they stand when there is no room for their buttons."""
        for mode, action in self._mode_actions.items():
            action.setText(self.modes[mode].text())
            action.setChecked(self.modes[mode].isChecked())

    def _lay_out(self) -> None:
        self._modes = QWidget()
        joined = QHBoxLayout(self._modes)
        joined.setContentsMargins(0, 0, 0, 0)
        joined.setSpacing(0)
        last = len(self.modes) - 1
        for place, button in enumerate(self.modes.values()):
            button.setProperty("joined", "first" if not place else "last" if place == last else "middle")
            joined.addWidget(button)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(6)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.addWidget(self._modes)
        row.addWidget(self._lines[0])
        for button in (*self._buttons.values(), self.show_menu):
            row.addWidget(button)
        row.addStretch(1)
        for part in (
            self.event_tool,
            self.note_tool,
            self.finding,
            self._lines[1],
            self.back,
            self.forward,
            self.whole,
            self._lines[2],
        ):
            row.addWidget(part)
        for part in (self.table, self.copy, self.save):
            row.addWidget(part)


_IN_MENU, _ICONS_ALONE, _MENU_ICON, _MODES_IN_MENU, _STEPS = range(1, 6)
"""The steps by which the row says less."""


def _line() -> QFrame:
    """Return a thin vertical line between groups."""
    line = QFrame()
    line.setFixedSize(1, 20)
    line.setProperty("rule", True)
    line.setStyleSheet("QFrame { max-width: 1px; min-height: 20px; max-height: 20px; }")
    return line
