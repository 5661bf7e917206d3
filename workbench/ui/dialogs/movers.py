"""All that moved in a period, each series with the reason why it stands out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from workbench.core.catalogue import Catalogue
from workbench.core.queries.movers import Moved, Movers
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.frame import Dialog, button_row, panel, plain_label, push_button
from workbench.ui.dialogs.table import Column, Look, Rows, TextTable
from workbench.ui.mover_texts import MoverText, MoverTexts

_SIZE = QSize(940, 620)
_GROUPS = ("movers.judged", "movers.short", "movers.firsts")


class MoversDialog(Dialog):
    """Three lists, one at a time: what moved, what is too short to say, and first figures. `led` carries a series' key."""

    led = Signal(object)

    def __init__(
        self,
        catalogue: Catalogue,
        appearance: Appearance,
        found: Movers,
        against: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        """Show an answer; `against` names its base of comparison in the language of the window."""
        super().__init__(appearance, parent, _SIZE)
        self._catalogue = catalogue
        self._found = found
        self._against = against
        self.rows: Rows[MoverText] = Rows(appearance, _columns(), parent=self)
        self.table = TextTable(appearance, self.rows)
        self.compared, self.left_out = plain_label("quiet", wraps=True), plain_label("quiet", wraps=True)
        self.groups = [QToolButton() for _ in _GROUPS]
        self._choice = QButtonGroup(self)
        for at, button in enumerate(self.groups):
            button.setCheckable(True)
            self._choice.addButton(button, at)
        self.groups[0].setChecked(True)
        self.go, self.shut = push_button(is_primary=True), push_button()
        self._lay_out()
        self._choice.idClicked.connect(lambda _id: self._show_group())
        self.table.doubleClicked.connect(self._lead)
        self.go.clicked.connect(lambda _checked: self._lead(self.table.currentIndex()))
        self.shut.clicked.connect(self.reject)
        self.retranslate()
        self.table.setFocus()

    def retranslate(self) -> None:
        """Write all words in the language of the window."""
        say, found = self.appearance.say, self._found
        self.setWindowTitle(say("movers.dialog", period=found.period))
        self.table.setAccessibleName(say("movers.dialog", period=found.period))
        self.compared.setText(say("movers.compared", against=self._against()))
        counts = (found.judged_count, found.short_count, found.first_count)
        for button, id_, count in zip(self.groups, _GROUPS, counts, strict=True):
            button.setText(say(id_, count=count))
        self.go.setText(say("movers.go"))
        self.shut.setText(say("dialog.close"))
        self.rows.retranslate()
        self._show_group()

    def _show_group(self) -> None:
        """Show the rows of the group that is chosen."""
        found = self._found
        group: Moved = (found.judged, found.short, found.first)[self._choice.checkedId()]
        rows = tuple(MoverTexts(self.appearance, self._catalogue).rows(group, found.base))
        self.rows.show(rows)
        self.table.choose(0)
        self.go.setEnabled(bool(rows))
        self._write_left_out(len(rows))

    def _write_left_out(self, shown: int) -> None:
        """Say what the lists leave out."""
        say, found = self.appearance.say, self._found
        total = (found.judged_count, found.short_count, found.first_count)[self._choice.checkedId()]
        said = say("movers.left_out", unmoved=found.unmoved, unbased=found.without_base)
        if total > shown:
            said = f"{say('movers.first_rows', shown=shown, total=total)} {said}"
        self.left_out.setText(said)

    def _lead(self, index: QModelIndex) -> None:
        """Lead to the series of a row."""
        if index.isValid():
            key = self.rows.rows[index.row()].key
            self.accept()
            self.led.emit(key)

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(6)
        for button in self.groups:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            choices.addWidget(button)
        choices.addStretch(1)
        frame = panel()
        inside = frame.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.addWidget(self.table)
        self.column.addWidget(self.compared)
        self.column.addLayout(choices)
        self.column.addWidget(frame, 1)
        self.foot.addLayout(button_row(self.shut, self.go, before=self.left_out))


def _columns() -> tuple[Column[MoverText], ...]:
    return (
        Column("movers.column_name", lambda row: row.name, stretches=True, look=lambda _row: Look.STRONG),
        Column("movers.column_before", lambda row: row.before, is_number=True, look=lambda _row: Look.QUIET),
        Column("movers.column_now", lambda row: row.now, is_number=True),
        Column("movers.column_change", lambda row: "–" if row.change is None else str(row.change), is_number=True),
        Column("movers.column_reason", lambda row: row.reason, stretches=True, look=lambda _row: Look.QUIET),
    )
