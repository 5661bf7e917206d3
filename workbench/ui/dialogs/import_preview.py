"""What a file would change, before anything is written: counts, changes old and new, conflicts, problems, what is left out."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from shiboken6 import isValid

from workbench.core.catalogue import Catalogue
from workbench.core.commands.importing import apply_plan
from workbench.core.errors import Cancelled, WorkbenchError
from workbench.core.messages import Message, message
from workbench.core.plans import Difference, ImportPlan, Problem
from workbench.core.ports import Change, Importer, Progress, Reader
from workbench.core.records import Segment
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.frame import Dialog, Sentence, button_row, panel, plain_label, push_button, title_label
from workbench.ui.dialogs.import_conflicts import ImportConflicts
from workbench.ui.dialogs.import_counts import ImportCounts
from workbench.ui.dialogs.import_texts import ImportTexts
from workbench.ui.dialogs.segments import SegmentsDialog
from workbench.ui.dialogs.table import Column, Look, Rows, TextTable
from workbench.ui.workspace import Work, Workspace

_SIZE, _SIZE_WITH_CONFLICTS = QSize(920, 680), QSize(920, 860)
_MOST_LETTERS = 26
"""Of a text among the changes."""

_MOST_SAID = 4
"""Sentences on what is left out."""

_UNKNOWN_SEGMENT = ("import.unknown_segment", "import.unknown_segment_near")


class ImportDialog(Dialog):
    """Reads a file off the window's thread, shows its plan, and carries it out."""

    def __init__(
        self,
        workspace: Workspace,
        appearance: Appearance,
        importer: Callable[[], Importer],
        file: Path,
        parent: QWidget | None = None,
    ) -> None:
        """Begin to read a file."""
        super().__init__(appearance, parent, _SIZE)
        self._workspace = workspace
        self._importer, self._file = importer, file
        self._reading: Work | None = None
        self._plan: ImportPlan | None = None
        self._is_running = False
        self._title, self._ignored = title_label(appearance), plain_label("quiet", wraps=True)
        self.conflicts = ImportConflicts(appearance)
        self.counts, self.sentence = ImportCounts(appearance), Sentence(appearance)
        self.problems: Rows[Problem] = Rows(appearance, self._problem_columns(), parent=self)
        self.changes: Rows[Difference] = Rows(appearance, self._change_columns(), parent=self)
        self.problem_table, self.change_table = (
            TextTable(appearance, self.problems),
            TextTable(appearance, self.changes),
        )
        self._problem_head, self._change_head = (title_label(appearance, 9.5) for _ in range(2))
        self._chosen = plain_label("quiet", wraps=True)
        self.skip, self.names = QCheckBox(), push_button()
        self.take, self.cancel = push_button(is_primary=True), push_button()
        self._lay_out()
        self.skip.toggled.connect(self._show_state)
        self.conflicts.decided.connect(self._show_state)
        self.problem_table.chosen.connect(self._show_state)
        self.names.clicked.connect(self._open_names)
        self.take.clicked.connect(self._import)
        self.cancel.clicked.connect(self.reject)
        workspace.changed.connect(self._on_changed)
        self.retranslate()
        self._read()

    def retranslate(self) -> None:
        """Write all words in the language of the window."""
        say = self.appearance.say
        self.setWindowTitle(say("preview.title"))
        self._title.setText(self._file.name)
        self.skip.setText(say("preview.skip"))
        self.cancel.setText(say("dialog.cancel"))
        self.problem_table.setAccessibleName(say("preview.problems"))
        self.change_table.setAccessibleName(say("preview.changes"))
        self.problems.retranslate()
        self.changes.retranslate()
        self._show_state()

    def reject(self) -> None:
        """Close; what is being read or imported is stopped, and nothing of it is kept."""
        if self._reading is not None:
            self._reading.cancel()
        if self._is_running:
            self._workspace.cancel()
        super().reject()

    def _problem_columns(self) -> tuple[Column[Problem], ...]:
        return (
            Column("preview.cell", lambda row: f"{row.sheet}!{row.cell}" if row.sheet else row.cell, look=_quiet),
            Column("preview.found", lambda row: row.found, look=_strong, hides_below=520),
            Column("preview.what", lambda row: self.appearance.sentence(row.message), stretches=True),
        )

    def _change_columns(self) -> tuple[Column[Difference], ...]:
        return (
            Column("preview.metric", lambda row: self._texts.named(row.key)[0], stretches=True),
            Column("preview.segment", lambda row: self._texts.named(row.key)[1], stretches=True, look=_strong),
            Column("preview.period", lambda row: self._texts.named(row.key)[2], look=_quiet),
            Column("preview.old", lambda row: _short(self._texts.old(row)), is_number=True, look=_quiet),
            Column("preview.new", lambda row: _short(self._texts.new(row)), is_number=True, look=_strong),
        )

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 6, 8, 6)
        foot.addWidget(self.skip, 1)
        foot.addWidget(self.names)
        self._problem_panel = _titled(self._problem_head, self.problem_table, foot)
        self.conflicts.hide()
        self._change_panel = _titled(self._change_head, self.change_table, None)
        self._body = QSplitter(Qt.Orientation.Vertical)
        self._body.setHandleWidth(10)
        self._body.setChildrenCollapsible(False)
        self._body.addWidget(self.conflicts)
        self._body.addWidget(self._problem_panel)
        self._body.addWidget(self._change_panel)
        self._body.setSizes([200, 230, 300])
        self.column.addWidget(self._title)
        self.column.addWidget(self.counts)
        self.column.addWidget(self.sentence)
        self.column.addWidget(self._body, 1)
        self.column.addWidget(self._chosen)
        self.column.addStretch()
        self.foot.addLayout(button_row(self.cancel, self.take, before=self._ignored))

    def _read(self) -> None:
        """Read and plan the file; the names that hold now are those that it is read by."""
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        self._texts = ImportTexts(self.appearance, self._workspace.catalogue, None)
        self.sentence.tell(message("preview.reading"), "info")
        job = partial(_planned, importer=self._importer, catalogue=self._workspace.catalogue, file=self._file, now=now)
        if self._reading is not None:
            self._reading.cancel()
        label = message("busy.import_plan", file=self._file.name)
        self._reading = self._workspace.produce(
            label, job, self, self._show_plan, topic="plan", otherwise=self._on_failed
        )

    def _show_plan(self, read: ImportPlan | Message) -> None:
        """Show the plan, or why there is none."""
        if isinstance(read, Message):
            self._plan = None
            self.sentence.tell(read)
        else:
            self._plan = read
            self._texts = ImportTexts(self.appearance, self._workspace.catalogue, read)
            self.counts.show_plan(read)
            self.conflicts.show_plan(read, self._workspace.catalogue)
            self.make_room(_SIZE_WITH_CONFLICTS if read.conflicts else _SIZE)
            self.problems.show(read.problems)
            self.changes.show(read.differences)
            self.problem_table.choose(0)
            self._say_outcome(read)
        self._show_state()

    def _say_outcome(self, plan: ImportPlan) -> None:
        """Say what the counts alone do not."""
        if self._workspace.is_read_only:
            self.sentence.tell(message("read_only.why"), "info")
        elif not (plan.writes_anything or plan.problems or plan.conflicts):
            self.sentence.tell(message("preview.nothing_new"), "info")
        else:
            self.sentence.clear()

    def _show_state(self) -> None:
        """Show what there is of the plan, and say what the button does."""
        say, plan = self.appearance.say, self._plan
        for part in (self.counts, self._body):
            part.setVisible(plan is not None)
        self.take.setEnabled(self._can_import() and not self._is_running)
        self.names.setVisible(bool(self._unknown_name))
        if plan is None:
            self.take.setText(say("preview.import_none"))
            return
        self.conflicts.setVisible(bool(plan.conflicts))
        self._problem_panel.setVisible(bool(plan.problems))
        self._change_panel.setVisible(bool(plan.differences))
        self._problem_head.setText(say("preview.problems_count", count=len(plan.problems)))
        self._change_head.setText(say("preview.changes_count", count=len(plan.differences)))
        problem = self._chosen_problem
        told = "" if problem is None else self._at(problem.cell, problem.message)
        self._chosen.setText(told)
        self._chosen.setVisible(bool(told))
        count = self._count(plan.settled(self.conflicts.choices))
        ids = {0: "preview.import_none", 1: "preview.import_one"}
        self.take.setText(say(ids.get(count, "preview.import_count"), count=count))
        self.names.setText(say("preview.names", name=self._unknown_name).replace("&", "&&"))
        self._ignored.setText("\n".join(self._said_of(plan)))

    def _can_import(self) -> bool:
        """Whether the plan writes something, all conflicts are decided, and what is wrong in it is skipped or not there."""
        if self._plan is None or self._workspace.is_read_only:
            return False
        plan = self._plan.settled(self.conflicts.choices)
        return plan.writes_anything and not plan.conflicts and (not plan.problems or self.skip.isChecked())

    def _count(self, plan: ImportPlan) -> int:
        """Return how many changes are taken in."""
        return plan.total.new + plan.total.changed + plan.total.removed

    def _said_of(self, plan: ImportPlan) -> list[str]:
        """Return the sentences at the foot: what is still to be decided, and what is left out."""
        left = len(plan.conflicts) - len(self.conflicts.choices)
        said = [self.appearance.say("preview.conflicts_left", count=left)] if left else []
        places = {part.why.id: part for part in plan.ignored}
        for id_, first in list(places.items())[:_MOST_SAID]:
            alike = [part for part in plan.ignored if part.why.id == id_]
            where = ", ".join(filter(None, ("!".join(filter(None, (part.sheet, part.range))) for part in alike[:3])))
            more = " …" if len(alike) > 3 else ""
            said.append(self._at(f"{where}{more}", first.why))
        return said

    def _at(self, place: str, said: Message) -> str:
        """Say something of a place; of the file as a whole, the sentence alone."""
        return self.appearance.say("preview.at", place=place, said=said) if place else self.appearance.sentence(said)

    @property
    def _chosen_problem(self) -> Problem | None:
        row = self.problem_table.current_row
        return self.problems.rows[row] if 0 <= row < len(self.problems.rows) else None

    @property
    def _unknown_name(self) -> str:
        """The name that is unknown in the chosen problem; empty where another thing is wrong."""
        problem = self._chosen_problem
        if problem is None or problem.message.id not in _UNKNOWN_SEGMENT:
            return ""
        return str(problem.message.parameters["found"])

    def _open_names(self) -> None:
        """Let the unknown name be added, or be made another name of a known segment."""
        problem = self._chosen_problem
        if problem is not None and self._unknown_name:
            dialog = SegmentsDialog(self._workspace, self.appearance, self)
            dialog.open_with(str(problem.message.parameters["dimension"]), self._unknown_name)

    def _import(self) -> None:
        if self._plan is None or not self._can_import():
            return
        self._is_running = True
        self._show_state()
        plan = self._plan.settled(self.conflicts.choices)
        self._workspace.run(apply_plan(plan), self._finish, self._on_failed)

    def _finish(self, _change: Change) -> None:
        if isValid(self):
            self._is_running = False
            self.accept()

    def _on_changed(self, change: Change) -> None:
        """Read the file again by new names."""
        if Segment in change.kinds and not self._is_running:
            self._read()

    def _on_failed(self, error: BaseException) -> bool:
        """Say why the file could not be read or imported, so that it can be tried again."""
        self._is_running = False
        if self.is_gone:
            return isinstance(error, Cancelled)
        self._show_state()
        return self.sentence.tell_error(error)


def _planned(
    reader: Reader, progress: Progress, importer: Callable[[], Importer], catalogue: Catalogue, file: Path, now: str
) -> ImportPlan | Message:
    """Return the plan of a file, what is changed before what is new, or why it cannot be read."""
    try:
        plan = importer().plan(reader, catalogue, file, now, progress)
        changed_first = sorted(plan.differences, key=lambda row: row.old is None)
        return replace(plan, differences=changed_first)
    except WorkbenchError as error:
        return error.message


def _titled(head: QWidget, table: TextTable, foot: QHBoxLayout | None) -> QWidget:
    """Lay out a panel with a title over a table, and something below."""
    frame = panel()
    layout = frame.layout()
    assert isinstance(layout, QVBoxLayout)
    head.setContentsMargins(10, 8, 10, 8)
    layout.addWidget(head)
    layout.addWidget(table, 1)
    if foot is not None:
        layout.addLayout(foot)
    return frame


def _short(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"


def _quiet(_row: object) -> Look:
    return Look.QUIET


def _strong(_row: object) -> Look:
    return Look.STRONG
