"""The list of months that opens below a control: each with its figures and its state; one is chosen, or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from workbench.core.periods import Period
from workbench.core.queries.months import Month
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.table import Column, Look, Rows, TextTable

_WIDTH, _MOST_ROWS, _EDGE, _HEAD = 360, 14, 5, 12


class MonthPopup(QFrame):
    """A list that goes when one is chosen, on Escape, and on a click beside it. `chosen` carries a Period."""

    chosen = Signal(object)

    def __init__(
        self,
        appearance: Appearance,
        months: Sequence[Month],
        current: Period | None,
        parent: QWidget | None = None,
    ) -> None:
        """List months, the current one selected."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("popup", True)
        self.setAccessibleName(appearance.say("scope.list"))
        self.rows: Rows[Month] = Rows(appearance, _columns(appearance), parent=self)
        self.rows.show(months)
        self.table = TextTable(appearance, self.rows)
        self.table.setAccessibleName(appearance.say("scope.list"))
        self.table.activated.connect(self._choose)
        self.table.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, _EDGE, 1, _EDGE)
        column.addWidget(self.table)
        self.setFocusProxy(self.table)
        self._take_size()
        place = next((at for at, month in enumerate(months) if month.period == current), 0)
        self.table.choose(place)

    def open_below(self, control: QWidget) -> None:
        """Show it below a control, or above where the screen ends."""
        place = control.mapToGlobal(QPoint(0, control.height() + 2))
        screen = control.screen().availableGeometry()
        if place.y() + self.height() > screen.bottom():
            place.setY(max(screen.top(), control.mapToGlobal(QPoint(0, 0)).y() - 2 - self.height()))
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        self.move(place)
        self.show()
        self.table.setFocus(Qt.FocusReason.PopupFocusReason)
        self.table.scrollTo(self.table.currentIndex(), TextTable.ScrollHint.PositionAtCenter)

    def _take_size(self) -> None:
        """Be as high as the months, up to as many as can be looked over and the screen has room for."""
        around = self.fontMetrics().height() + _HEAD + 2 * _EDGE
        height = self.table.verticalHeader().defaultSectionSize()
        room = (self.screen().availableGeometry().height() - around - 2 * _EDGE) // height
        rows = min(_MOST_ROWS, room, max(3, len(self.rows.rows)))
        self.setFixedSize(_WIDTH, rows * height + around)

    def _choose(self, index: QModelIndex) -> None:
        period = self.rows.rows[index.row()].period
        self.close()
        self.chosen.emit(period)


def _columns(appearance: Appearance) -> tuple[Column[Month], ...]:
    return (
        Column("months.month", lambda month: appearance.period(month.period), look=_strong),
        Column("months.figures", lambda month: f"{month.figures:,}", is_number=True),
        Column("months.missing", lambda month: f"{month.missing:,}" if month.missing else "", is_number=True),
        Column("months.state", _stated(appearance), look=_quiet, stretches=True),
    )


def _stated(appearance: Appearance) -> Callable[[Month], str]:
    return lambda month: appearance.say(f"edition.{month.edition}") if month.edition else ""


def _strong(_month: Month) -> Look:
    return Look.STRONG


def _quiet(_month: Month) -> Look:
    return Look.QUIET
