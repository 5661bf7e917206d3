"""The bar that steers every tab: period, base of comparison, metric; and at the right the search, language, undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from workbench.core.messages import Message
from workbench.core.periods import Period
from workbench.core.ports import Reader
from workbench.core.queries.breakdown import Base, BaseOfComparison
from workbench.core.queries.months import Month, months
from workbench.core.records import Edition, Metric, Observation
from workbench.core.scope import Scope
from workbench.core.spelling.periods import read_period
from workbench.ui.appearance import LANGUAGES, Appearance
from workbench.ui.view import View
from workbench.ui.workspace import Workspace

CHOOSE_PERIOD = "choose"


class PeriodField(QWidget):
    """A period as one joined control: earlier, the period to type or choose from a list, later."""

    chosen = Signal(object)
    refused = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show no period yet."""
        super().__init__(parent)
        self._appearance = appearance
        self._period: Period | None = None
        self._months: tuple[Month, ...] = ()
        self.earlier, self.later = self._arrow("chevron-left"), self._arrow("chevron-right")
        self.field = QLineEdit()
        self.field.setFixedWidth(124)
        self.field.editingFinished.connect(self._take_typed)
        self.list_button = self._arrow("chevron-down")
        self.list_button.clicked.connect(self.show_list)
        self.earlier.clicked.connect(lambda: self._step(-1))
        self.later.clicked.connect(lambda: self._step(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self.earlier, self.field, self.list_button, self.later):
            row.addWidget(part)

    def show_period(self, period: Period | None) -> None:
        """Show a period as the language writes it."""
        self._period = period
        self.field.setText(self._appearance.period(period))
        for part in (self.earlier, self.later):
            part.setEnabled(period is not None)

    def show_months(self, found: tuple[Month, ...]) -> None:
        """Offer these periods in the list."""
        self._months = found

    def retranslate(self) -> None:
        """Write tool tips and the period anew."""
        say = self._appearance.say
        names = ((self.earlier, "scope.earlier"), (self.later, "scope.later"), (self.list_button, "scope.list"))
        for button, id_ in names:
            button.setToolTip(say(id_))
            button.setAccessibleName(say(id_))
        self.field.setAccessibleName(say("scope.period"))
        self.field.setToolTip(say("scope.period_tip"))
        self.show_period(self._period)

    def restyle(self) -> None:
        """Draw the arrows in the theme's colours."""
        names = ((self.earlier, "chevron-left"), (self.later, "chevron-right"), (self.list_button, "chevron-down"))
        for button, name in names:
            button.setIcon(self._appearance.icon(name))

    def show_list(self) -> None:
        """Open the list of months, each with its state."""
        menu = QMenu(self)
        for month in self._months:
            action = QAction(self._line(month), menu, checkable=True, checked=month.period == self._period)
            action.triggered.connect(lambda _checked=False, period=month.period: self.chosen.emit(period))
            menu.addAction(action)
        menu.exec(self.mapToGlobal(self.rect().bottomLeft()))

    def _line(self, month: Month) -> str:
        """Write a line of the list: the period, how many figures, how many are missing."""
        say = self._appearance.say
        state = say("scope.figures", count=month.figures)
        if month.missing:
            state = say("scope.figures_missing", count=month.figures, missing=month.missing)
        edition = say(f"edition.{month.edition}") if month.edition else ""
        return "　".join(part for part in (self._appearance.period(month.period), state, edition) if part)

    def _arrow(self, icon: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(self._appearance.icon(icon))
        button.setIconSize(QSize(14, 14))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _step(self, steps: int) -> None:
        if self._period is not None:
            self.chosen.emit(self._period.shifted(steps))

    def _take_typed(self) -> None:
        """Take what was typed; what cannot be read is told and the old period comes back."""
        text = self.field.text()
        if text == self._appearance.period(self._period):
            return
        read = read_period(text)
        if isinstance(read, Message):
            self.refused.emit(read)
            self.show_period(self._period)
        else:
            self.chosen.emit(read)


class ScopeBar(View[tuple[Month, ...]]):
    """The controls of the scope, and the window's most used actions."""

    needs = frozenset({Observation, Edition, Metric})

    refused = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        appearance: Appearance,
        actions: Callable[[str], QAction],
        parent: QWidget | None = None,
    ) -> None:
        """Steer a workspace; `actions` gives the window's action of an id."""
        super().__init__(workspace, appearance, parent)
        self._actions = actions
        self.period = PeriodField(appearance)
        self.period.chosen.connect(lambda period: workspace.look_at(period=period))
        self.period.refused.connect(self.refused)
        self.bases, self.metrics = QComboBox(), QComboBox()
        self.bases.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.metrics.setMinimumWidth(180)
        self.metrics.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.bases.activated.connect(self._choose_base)
        self.metrics.activated.connect(lambda row: workspace.look_at(metric=self.metrics.itemData(row), selected=()))
        self.search = QPushButton()
        self.search.clicked.connect(actions("find").trigger)
        self.languages = QButtonGroup(self)
        self._labels = {name: self._label() for name in ("period", "base", "metric")}
        self._lay_out()
        self.retranslate()
        self.restyle()

    def question(self, scope: Scope) -> Callable[[Reader], tuple[Month, ...]]:
        """Ask for the months that have figures."""
        del scope
        return months

    def show_answer(self, answer: tuple[Month, ...]) -> None:
        """Offer the months; look at the newest that has an edition where nothing is looked at yet."""
        self.period.show_months(answer)
        if self.workspace.scope.period is None and answer:
            worked_on = next((month for month in answer if month.edition), answer[0])
            self.workspace.look_at(period=worked_on.period)
        self._show_scope(self.workspace.scope)

    def retranslate(self) -> None:
        """Write labels and choices in the language of the window."""
        say = self.appearance.say
        for name, label in self._labels.items():
            label.setText(say(f"scope.{name}"))
        self.period.retranslate()
        self.bases.setAccessibleName(say("scope.base"))
        self.metrics.setAccessibleName(say("scope.metric"))
        self.search.setText(f"  {say('scope.search')}   Ctrl+K")
        self.search.setToolTip(say("action.find"))
        self._fill_bases()
        self._fill_metrics()
        for button in self.languages.buttons():
            button.setChecked(self.languages.id(button) == LANGUAGES.index(self.appearance.language))

    def restyle(self) -> None:
        """Draw the icons in the theme's colours."""
        self.period.restyle()
        self.search.setIcon(self.appearance.icon("search"))

    def is_steered_by(self, before: Scope, now: Scope) -> bool:
        """Show the new scope; the months are the same."""
        del before
        self._show_scope(now)
        return False

    def focus_period(self) -> None:
        """Let a period be typed."""
        self.period.field.setFocus()
        self.period.field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Give the focus back to the tab on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.period.show_period(self.workspace.scope.period)
            self.focusNextChild()
        super().keyPressEvent(event)

    def _show_scope(self, scope: Scope) -> None:
        self.period.show_period(scope.period)
        self._fill_bases()
        row = self.metrics.findData(scope.metric)
        if row < 0:
            self._fill_metrics()
            row = self.metrics.findData(scope.metric)
        self.metrics.setCurrentIndex(row)

    def _fill_bases(self) -> None:
        """Offer the bases of comparison: the three kinds, a fixed period if one is chosen, and choosing one."""
        say, scope = self.appearance.say, self.workspace.scope
        self.bases.clear()
        for base in Base:
            self.bases.addItem(say(f"base.{base}"), base)
        if isinstance(scope.base, Period):
            self.bases.addItem(self.appearance.period(scope.base), scope.base)
        self.bases.addItem(say("base.choose"), CHOOSE_PERIOD)
        wanted: BaseOfComparison = scope.base
        for row in range(self.bases.count()):
            if self.bases.itemData(row) == wanted:
                self.bases.setCurrentIndex(row)

    def _choose_base(self, row: int) -> None:
        """Compare with what was chosen; a fixed period is the one shown now, until another is looked at."""
        data = self.bases.itemData(row)
        if data == CHOOSE_PERIOD:
            self._fill_bases()
            self.choosing_base()
        else:
            self.workspace.look_at(base=Base(data) if isinstance(data, str) else data)

    def choosing_base(self) -> None:
        """Let the period to compare with be chosen from the months."""
        menu = QMenu(self)
        for month in self.period._months:  # noqa: SLF001 - one control, two lists
            action = menu.addAction(self.appearance.period(month.period))
            action.triggered.connect(lambda _checked=False, period=month.period: self.workspace.look_at(base=period))
        menu.exec(self.bases.mapToGlobal(self.bases.rect().bottomLeft()))

    def _fill_metrics(self) -> None:
        """Offer the metrics that have a breakdown, family by family."""
        self.metrics.clear()
        if not self.workspace.is_open:
            return
        catalogue, language = self.workspace.catalogue, self.appearance.language
        for metric in catalogue.metrics.values():
            self.metrics.addItem(catalogue.label(metric, language), metric.id)
        self.metrics.setCurrentIndex(self.metrics.findData(self.workspace.scope.metric))

    def _label(self) -> QLabel:
        label = QLabel()
        label.setProperty("role", "quiet")
        label.setFont(self.appearance.font(8.5))
        return label

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(8)
        for name, control in (("period", self.period), ("base", self.bases), ("metric", self.metrics)):
            row.addWidget(self._labels[name])
            row.addWidget(control)
            row.addSpacing(10)
        row.addStretch(1)
        self.search.setMinimumWidth(220)
        row.addWidget(self.search)
        row.addWidget(self._language_buttons())
        for id_ in ("undo", "redo", "inspector"):
            row.addWidget(self._action_button(id_))

    def _language_buttons(self) -> QWidget:
        """Make the two joined segments of the language."""
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (language, name) in enumerate(zip(LANGUAGES, ("日本語", "English"), strict=True)):
            button = QToolButton()
            button.setText(name)
            button.setCheckable(True)
            button.clicked.connect(self._actions({"ja": "japanese", "en": "english"}[language]).trigger)
            self.languages.addButton(button, place)
            row.addWidget(button)
        return box

    def _action_button(self, id_: str) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(self._actions(id_))
        button.setProperty("flat", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        return button
