"""The bar that steers every tab: period, base of comparison, metric; and at the right the search, language, undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QWidget

from workbench.core.periods import Period
from workbench.core.ports import Reader
from workbench.core.queries.breakdown import Base, BaseOfComparison
from workbench.core.queries.months import Month, months
from workbench.core.records import Edition, Metric, Observation
from workbench.core.scope import Scope
from workbench.ui.appearance import LANGUAGES, Appearance
from workbench.ui.view import View
from workbench.ui.widgets.elided_combo import ElidedCombo
from workbench.ui.widgets.period_field import PeriodField
from workbench.ui.widgets.search_button import SearchButton
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.ui.dialogs.month_popup import MonthPopup

CHOOSE_PERIOD = "choose"
LEAST_WIDTH = 440
"""What the bar can shrink to, in pixels."""

_NAMES = {"ja": "日本語", "en": "English"}
_ACTION_OF_LANGUAGE = {"ja": "japanese", "en": "english"}
_BUTTONS = ("undo", "redo", "inspector")
_MARGIN = 10


class ScopeBar(View[tuple[Month, ...]]):
    """The controls of the scope, and the window's most used actions.

    Where there is less room it says less, step by step: the search becomes an icon, labels go to tool tips, the languages
    become one button, choices are shortened, and what has a menu entry and a key goes.
    """

    needs = frozenset({Observation, Edition, Metric})
    can_wait = True

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
        self.bases, self.metrics = ElidedCombo(least=122, widest=180), ElidedCombo(least=92, widest=230)
        self.bases.activated.connect(self._choose_base)
        self.metrics.activated.connect(lambda row: workspace.look_at(metric=self.metrics.itemData(row), selected=()))
        self.search = SearchButton(appearance, "Ctrl+K")
        self.search.clicked.connect(actions("find").trigger)
        self.languages = QButtonGroup(self)
        self.other_language = QToolButton()
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
        self.search.set_words(say("scope.search"))
        self.search.setToolTip(f"{say('action.find')} (Ctrl+K)")
        self._fill_bases()
        self._fill_metrics()
        for button in self.languages.buttons():
            button.setChecked(self.languages.id(button) == LANGUAGES.index(self.appearance.language))
        self.other_language.setToolTip(say("scope.other_language"))
        self.other_language.setAccessibleName(say("scope.other_language"))
        self._fit()

    def restyle(self) -> None:
        """Draw the icons in the theme's colours."""
        self.period.restyle()
        self.search.update()
        self.other_language.setIcon(self.appearance.icon("languages"))

    def is_steered_by(self, before: Scope, now: Scope) -> bool:
        """Show the new scope; the months are the same."""
        del before
        self._show_scope(now)
        return False

    def focus_period(self) -> None:
        """Let a period be typed."""
        self.period.field.setFocus()
        self.period.field.selectAll()

    def choosing_base(self) -> MonthPopup:
        """Let the period to compare with be chosen from the months."""
        from workbench.ui.dialogs.month_popup import MonthPopup  # noqa: PLC0415 - for who wants to see it

        base = self.workspace.scope.base
        popup = MonthPopup(self.appearance, self.period.months, base if isinstance(base, Period) else None, self)
        popup.chosen.connect(lambda period: self.workspace.look_at(base=period))
        popup.open_below(self.bases)
        return popup

    def stand_close(self, *, is_close: bool) -> None:
        """Leave little room above and below, or the usual one."""
        above = 1 if is_close else 6
        self._row.setContentsMargins(16, above, 12, above)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be content with what cannot go."""
        return QSize(LEAST_WIDTH, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for no more than there is: what does not fit goes."""
        return QSize(LEAST_WIDTH, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Give the focus back to the tab on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.period.show_period(self.workspace.scope.period)
            self.focusNextChild()
        super().keyPressEvent(event)

    def _fit(self) -> None:
        """Find the first of the steps that fits."""
        for level in range(_LAST + 1):
            self._shorten(level)
            if self._needed(level) <= self.width():
                return

    def _needed(self, level: int) -> int:
        """Return how wide the bar is at a step: choices are shortened only after other things have gone."""
        self._row.invalidate()
        if level >= _ELIDED:
            return self._row.minimumSize().width()
        return self._row.sizeHint().width() - self.search.sizeHint().width() + self.search.minimumSizeHint().width()

    def _shorten(self, level: int) -> None:
        """Leave out what goes up to a step."""
        has_labels = level < _UNLABELLED
        self.search.is_short = level >= _SHORT_SEARCH
        for label in self._labels.values():
            label.setVisible(has_labels)
        say = self.appearance.say
        self.period.tell(tells_name=not has_labels)
        self.bases.set_name(say("scope.base"), tells_it=not has_labels)
        self.metrics.set_name(say("scope.metric"), tells_it=not has_labels)
        self._segments.setVisible(level < _ONE_LANGUAGE)
        self.other_language.setVisible(_ONE_LANGUAGE <= level < _LAST)
        for button in self._buttons:
            button.setVisible(level < _NO_BUTTONS)
        self.period.show_arrows(are_shown=level < _LAST)

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

    def _fill_metrics(self) -> None:
        """Offer the metrics that have a breakdown, family by family."""
        self.metrics.clear()
        if not self.workspace.is_open:
            return
        catalogue, language = self.workspace.catalogue, self.appearance.language
        for metric in catalogue.metrics.values():
            self.metrics.addItem(catalogue.label(metric, language), metric.id)
        self.metrics.setCurrentIndex(self.metrics.findData(self.workspace.scope.metric))
        self._fit()

    def _label(self) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "quiet")
        label.setFont(self.appearance.font(8.5))
        return label

    def _lay_out(self) -> None:
        self._row = row = QHBoxLayout(self)
        self.stand_close(is_close=False)
        row.setSpacing(8)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        controls = {"period": self.period, "base": self.bases, "metric": self.metrics}
        for place, (name, control) in enumerate(controls.items()):
            self._labels[name].setContentsMargins(_MARGIN if place else 0, 0, 0, 0)
            row.addWidget(self._labels[name])
            row.addWidget(control)
        row.addStretch(1)
        row.addWidget(self.search)
        self._segments = self._language_buttons()
        self.other_language.setProperty("flat", True)
        self.other_language.clicked.connect(self._speak_other)
        self._buttons = [self._action_button(id_) for id_ in _BUTTONS]
        for part in (self._segments, self.other_language, *self._buttons):
            row.addWidget(part)

    def _language_buttons(self) -> QWidget:
        """Make the two joined segments of the language."""
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, language in enumerate(LANGUAGES):
            button = QToolButton()
            button.setText(_NAMES[language])
            button.setCheckable(True)
            button.setProperty("joined", "last" if place else "first")
            button.clicked.connect(self._actions(_ACTION_OF_LANGUAGE[language]).trigger)
            self.languages.addButton(button, place)
            row.addWidget(button)
        return box

    def _speak_other(self) -> None:
        """Speak the language that is not spoken now."""
        other = next(language for language in LANGUAGES if language != self.appearance.language)
        self._actions(_ACTION_OF_LANGUAGE[other]).trigger()

    def _action_button(self, id_: str) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(self._actions(id_))
        button.setProperty("flat", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        return button


_SHORT_SEARCH, _UNLABELLED, _ONE_LANGUAGE, _ELIDED, _NO_BUTTONS, _LAST = range(1, 7)
"""The steps by which the bar says less; at the last one arrows and language are left to menu and keys too."""
