"""The trail: what was done, when and by whom; undo, redo, and going back to how it was after an operation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget
from shiboken6 import isValid

from workbench.core.ports import Change, Operation
from workbench.core.queries.trail import Touched, TouchedRow, next_redo, next_undo, standing_after, touched, trail
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.frame import Dialog, Sentence, button_row, panel, plain_label, push_button
from workbench.ui.dialogs.table import Column, Look, Rows, TextTable
from workbench.ui.dialogs.trail_texts import TrailTexts
from workbench.ui.workspace import Workspace

MOST_ROWS = 200
_SIZE = QSize(900, 640)
_BUTTON_WIDTH = 300


class HistoryDialog(Dialog):
    """The operations, newest first, and what the chosen one did."""

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Read the trail."""
        super().__init__(appearance, parent, _SIZE)
        self._workspace = workspace
        self._operations: tuple[Operation, ...] = ()
        self._touched: Touched | None = None
        self._pending: list[int] = []
        self._texts = TrailTexts(appearance, lambda: workspace.catalogue)
        self.undo, self.redo, self.back, self.shut = (push_button() for _ in range(4))
        self.operations: Rows[Operation] = Rows(appearance, self._operation_columns(), _look, self)
        self.rows: Rows[TouchedRow] = Rows(appearance, self._row_columns(), parent=self)
        self.table, self.details = TextTable(appearance, self.operations), TextTable(appearance, self.rows)
        self.sentence = Sentence(appearance)
        self._count = plain_label("quiet")
        self._hint = plain_label("quiet", wraps=True)
        self._lay_out()
        self.table.chosen.connect(self._ask_rows)
        self.undo.clicked.connect(lambda _checked: workspace.undo(otherwise=self._on_failed))
        self.redo.clicked.connect(lambda _checked: workspace.redo(self._on_failed))
        self.back.clicked.connect(self._go_back)
        self.shut.clicked.connect(self.reject)
        workspace.changed.connect(self._on_changed)
        self.retranslate()
        self.restyle()
        self._ask()
        self.table.setFocus()

    def retranslate(self) -> None:
        """Write all words in the language of the window."""
        say = self.appearance.say
        self.setWindowTitle(say("trail.title"))
        self.table.setAccessibleName(say("trail.title"))
        self.details.setAccessibleName(say("trail.rows"))
        self.back.setToolTip(say("trail.back_tip"))
        self.shut.setText(say("dialog.close"))
        self.operations.retranslate()
        self.rows.retranslate()
        self._show_state()

    def restyle(self) -> None:
        """Draw the icons in the theme's colours."""
        self.undo.setIcon(self.appearance.icon("undo-2"))
        self.redo.setIcon(self.appearance.icon("redo-2"))
        self.back.setIcon(self.appearance.icon("rotate-ccw"))

    def _operation_columns(self) -> tuple[Column[Operation], ...]:
        return (
            Column("trail.what", self._texts.label, stretches=True),
            Column("trail.when", self._texts.moment, look=_quiet),
            Column("trail.who", lambda row: row.who, look=_quiet, hides_below=520),
            Column("trail.rows", lambda row: f"{row.rows:,}", is_number=True, look=_quiet),
            Column("trail.state", self._texts.state, look=_quiet),
        )

    def _row_columns(self) -> tuple[Column[TouchedRow], ...]:
        return (
            Column("trail.kind", self._texts.kind, look=_quiet, hides_below=520),
            Column("trail.key", self._texts.key, stretches=True),
            Column("trail.before", lambda row: self._texts.worth(row.before), stretches=True),
            Column("trail.now", lambda row: self._texts.worth(row.now), stretches=True, look=lambda _row: Look.STRONG),
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.undo)
        head.addWidget(self.redo)
        head.addStretch(1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(10)
        splitter.setChildrenCollapsible(False)
        for table in (self.table, self.details):
            frame = panel()
            layout = frame.layout()
            assert isinstance(layout, QVBoxLayout)
            if table is self.details:
                self._count.setContentsMargins(10, 7, 10, 7)
                layout.addWidget(self._count)
            layout.addWidget(table)
            splitter.addWidget(frame)
        splitter.setSizes([330, 210])
        self.column.addLayout(head)
        self.column.addWidget(splitter, 1)
        self.column.addWidget(self.sentence)
        self.foot.addLayout(button_row(self.back, self.shut, before=self._hint))

    def _ask(self) -> None:
        self._workspace.ask(trail, self, self._show_trail, topic="trail", otherwise=self._on_failed)

    def _show_trail(self, operations: tuple[Operation, ...]) -> None:
        """Show the operations; the chosen one stays so."""
        chosen = self._chosen
        self._operations = operations
        self.operations.show(operations)
        ids = [operation.id for operation in operations]
        self.table.choose(ids.index(chosen.id) if chosen is not None and chosen.id in ids else 0)
        self._show_state()

    @property
    def _chosen(self) -> Operation | None:
        row = self.table.current_row
        return self.operations.rows[row] if 0 <= row < len(self.operations.rows) else None

    def _ask_rows(self, _row: int) -> None:
        """Ask what the chosen operation did."""
        self._show_state()
        chosen = self._chosen
        if chosen is not None:
            query = partial(touched, operation=chosen.id, limit=MOST_ROWS)
            self._workspace.ask(query, self, self._show_rows, topic="rows", otherwise=self._on_failed)

    def _show_rows(self, found: Touched) -> None:
        self._touched = found
        self.rows.show(found.rows)
        self._show_state()

    def _show_state(self) -> None:
        """Name what undo and redo would do, and what going back would undo."""
        say, chosen = self.appearance.say, self._chosen
        self._name(self.undo, next_undo(self._operations), say("trail.undo"))
        self._name(self.redo, next_redo(self._operations), say("trail.redo"))
        later = self._later(chosen)
        self.back.setText(say("trail.back_count", count=len(later)) if later else say("trail.back"))
        self.back.setEnabled(bool(later) and self._can_write and self._are_undoable(later))
        self._hint.setText(self._hint_of(later))
        found = self._touched
        if found is None:
            self._count.setText(say("trail.rows"))
        else:
            id_ = "trail.first_rows" if found.total > len(found.rows) else "trail.all_rows"
            self._count.setText(say(id_, shown=len(found.rows), total=found.total))

    @property
    def _can_write(self) -> bool:
        """Whether anything can be undone now."""
        return not self._workspace.is_read_only and not self._pending

    def _are_undoable(self, ids: Sequence[int]) -> bool:
        """Whether all of these operations can be undone: those of an older version cannot."""
        return all(one.is_undoable for one in self._operations if one.id in ids)

    def _hint_of(self, later: Sequence[int]) -> str:
        """Say why there is nothing to do here, or no way back; else nothing."""
        if not self._operations:
            return self.appearance.say("trail.empty")
        if self._workspace.is_read_only:
            return self.appearance.say("read_only.why")
        return "" if self._are_undoable(later) else self.appearance.say("trail.back_fixed")

    def _later(self, chosen: Operation | None) -> tuple[int, ...]:
        """Return what must be undone to come back to the chosen operation, if that stands itself."""
        if chosen is None or chosen.is_undone:
            return ()
        return standing_after(self._operations, chosen.id)

    def _name(self, button: QPushButton, operation: Operation | None, verb: str) -> None:
        """Write what a button would do as far as there is room; the whole of it is in its tool tip."""
        button.setEnabled(operation is not None and self._can_write)
        if operation is None:
            button.setText(verb)
            button.setToolTip("")
            return
        whole = self.appearance.say("trail.named", verb=verb, operation=self._texts.label(operation))
        metrics = button.fontMetrics()
        button.setText(metrics.elidedText(whole, Qt.TextElideMode.ElideRight, _BUTTON_WIDTH).replace("&", "&&"))
        button.setToolTip(whole)
        button.setAccessibleName(whole)

    def _go_back(self) -> None:
        """Undo what stands after the chosen operation, one after the other, newest first."""
        self._pending = list(self._later(self._chosen))
        self.sentence.clear()
        self._undo_next()

    def _undo_next(self) -> None:
        if isValid(self) and self._pending:
            self._workspace.undo(self._pending.pop(0), self._on_failed)

    def _on_changed(self, change: Change) -> None:
        if change.operation is None:
            return
        self.sentence.clear()
        self._ask()
        if self._pending:
            QTimer.singleShot(0, self, self._undo_next)

    def _on_failed(self, error: BaseException) -> bool:
        """Stop at what cannot be undone, and say why."""
        self._pending.clear()
        if self.is_gone:
            return False
        self._show_state()
        return self.sentence.tell_error(error)


def _look(operation: Operation) -> Look:
    return Look.STRUCK if operation.is_undone else Look.PLAIN


def _quiet(_row: object) -> Look:
    return Look.QUIET
