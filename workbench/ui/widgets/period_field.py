"""A period as one joined control: earlier, the period to type or choose from a list, later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from workbench.core.messages import Message
from workbench.core.periods import Period
from workbench.core.queries.months import Month
from workbench.core.spelling.periods import read_period
from workbench.ui.appearance import Appearance

if TYPE_CHECKING:
    from workbench.ui.dialogs.month_popup import MonthPopup

_ARROW = 30
"""The width of an arrow."""

_AROUND = 26
"""The room around the text in the field."""

_LONGEST = (2000, 9)
"""The month that is longest in English; in Japanese all are as long."""


class PeriodField(QWidget):
    """Shows a period; `chosen` carries another one that is wanted, `refused` why what was typed is none."""

    chosen = Signal(object)
    refused = Signal(object)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show no period yet."""
        super().__init__(parent)
        self._appearance = appearance
        self._period: Period | None = None
        self.months: tuple[Month, ...] = ()
        self.earlier, self.later = self._arrow("first"), self._arrow("last")
        self.field = QLineEdit()
        self.field.setProperty("joined", "middle")
        self.field.editingFinished.connect(self._take_typed)
        self.list_button = self._arrow("middle")
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
        self.months = found
        self.list_button.setEnabled(bool(found))

    def show_arrows(self, *, are_shown: bool) -> None:
        """Show the arrows to earlier and later periods, or leave them to their keys."""
        for part in (self.earlier, self.later):
            part.setVisible(are_shown)
        self._join(self.field, "middle" if are_shown else "first")
        self._join(self.list_button, "middle" if are_shown else "last")

    def tell(self, *, tells_name: bool) -> None:
        """Say in the tool tip how to type a period, and what the field is where no label stands before it."""
        say = self._appearance.say
        parts = [say("scope.period")] if tells_name else []
        self.field.setToolTip("\n".join([*parts, say("scope.period_tip")]))

    def retranslate(self) -> None:
        """Write names and the period anew."""
        say = self._appearance.say
        names = ((self.earlier, "scope.earlier"), (self.later, "scope.later"), (self.list_button, "scope.list"))
        for button, id_ in names:
            button.setToolTip(say(id_))
            button.setAccessibleName(say(id_))
        self.field.setAccessibleName(say("scope.period"))
        longest = self._appearance.period(Period.month(*_LONGEST))
        self.field.setFixedWidth(self.field.fontMetrics().horizontalAdvance(longest) + _AROUND)
        self.show_period(self._period)

    def restyle(self) -> None:
        """Draw the arrows in the theme's colours."""
        names = ((self.earlier, "chevron-left"), (self.later, "chevron-right"), (self.list_button, "chevron-down"))
        for button, name in names:
            button.setIcon(self._appearance.icon(name))

    def show_list(self) -> MonthPopup:
        """Open the list of months below the field."""
        from workbench.ui.dialogs.month_popup import MonthPopup  # noqa: PLC0415 - for who wants to see it

        popup = MonthPopup(self._appearance, self.months, self._period, self)
        popup.chosen.connect(self.chosen)
        popup.open_below(self)
        return popup

    def _arrow(self, place: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("joined", place)
        button.setProperty("arrow", True)
        button.setFixedWidth(_ARROW if place != "middle" else _ARROW - 4)
        button.setIconSize(QSize(14, 14))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    @staticmethod
    def _join(part: QWidget, place: str) -> None:
        """Round the corners that stand at the ends of the control."""
        if part.property("joined") != place:
            part.setProperty("joined", place)
            part.style().unpolish(part)
            part.style().polish(part)

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
