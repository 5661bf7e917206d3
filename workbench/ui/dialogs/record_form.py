"""What the forms of events and notes do alike: labelled fields, and saving and deleting by commands."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from workbench.core.errors import WorkbenchError
from workbench.core.ports import Change, Command
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.frame import Dialog, Sentence, button_row, plain_label, push_button
from workbench.ui.workspace import Workspace

_SIZE = QSize(400, 10)
_EDGE = 8


class RecordForm(Dialog):
    """A small form beside the plot, which stays usable; it closes when what it asked for is done.

    A subclass gives its fields to `lay_out_fields`, and says what saving and deleting do: `saving` and `deleting`.
    """

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget | None, *, is_new: bool) -> None:
        """Have no fields yet."""
        super().__init__(appearance, parent, _SIZE)
        self._workspace = workspace
        self._is_new = is_new
        self._fields: Mapping[str, QWidget] = {}
        self._titles: dict[str, QLabel] = {}
        self.sentence = Sentence(appearance)
        self.save, self.cancel, self.delete = push_button(is_primary=True), push_button(), push_button()
        self.save.clicked.connect(self.save_now)
        self.cancel.clicked.connect(self.reject)
        self.delete.clicked.connect(lambda: self._run(self.deleting()))

    def saving(self) -> Command | None:
        """Return what saving does; None where nothing was changed. A WorkbenchError says what is wrong in the fields."""
        raise NotImplementedError

    def deleting(self) -> Command:
        """Return what deleting does."""
        raise NotImplementedError

    def open_at(self, place: QPoint) -> None:
        """Show it beside a place on the screen, which it does not cover."""
        self.show()
        room = self.screen().availableGeometry().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        left = place.x() + 2 * _EDGE
        if left + self.width() > room.right():
            left = place.x() - 2 * _EDGE - self.width()
        top = place.y() - self.height() // 2
        self.move(
            min(max(left, room.left()), max(room.left(), room.right() - self.width())),
            min(max(top, room.top()), max(room.top(), room.bottom() - self.height())),
        )

    def save_now(self) -> None:
        """Save, unless that is under way."""
        if not self.save.isEnabled():
            return
        try:
            command = self.saving()
        except WorkbenchError as error:
            self.sentence.tell_error(error)
            return
        if command is None:
            self.accept()
        else:
            self._run(command)

    def retranslate(self) -> None:
        """Write all words in the language of the window."""
        say = self.appearance.say
        for id_, field in self._fields.items():
            self._titles[id_].setText(say(id_))
            field.setAccessibleName(say(id_))
        self.save.setText(say("form.add" if self._is_new else "form.save"))
        self.delete.setText(say("form.delete"))
        self.cancel.setText(say("dialog.cancel"))

    def lay_out_fields(self, fields: Mapping[str, QWidget], pairs: frozenset[str], *below: QWidget) -> None:
        """Lay out fields by the ids of their titles; those of `pairs` stand in the right half, beside the one before."""
        self._fields = fields
        self._titles = {id_: plain_label("quiet") for id_ in fields}
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        row = -2
        ids = list(fields)
        for id_, following in zip(ids, [*ids[1:], ""], strict=True):
            is_right = id_ in pairs
            row += 0 if is_right else 2
            width = 1 if is_right or following in pairs else 2
            title = self._titles[id_]
            title.setFont(self.appearance.font(8.5))
            title.setBuddy(fields[id_])
            title.setContentsMargins(0, 6 if row else 0, 0, 0)
            grid.addWidget(title, row, int(is_right), 1, width)
            grid.addWidget(fields[id_], row + 1, int(is_right), 1, width)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self.column.addLayout(grid)
        for part in (*below, self.sentence):
            self.column.addWidget(part)
        self.column.addStretch(1)
        foot = button_row(self.cancel, self.save)
        foot.insertWidget(0, self.delete)
        self.foot.addLayout(foot)
        self.delete.setVisible(not self._is_new)

    def _run(self, command: Command) -> None:
        for button in (self.save, self.delete):
            button.setEnabled(False)
        self._workspace.run(command, self._on_done, self._on_failed)

    def _on_done(self, change: Change) -> None:
        del change
        if not self.is_gone:
            self.accept()

    def _on_failed(self, error: BaseException) -> bool:
        if self.is_gone:
            return False
        for button in (self.save, self.delete):
            button.setEnabled(True)
        return self.sentence.tell_error(error)
