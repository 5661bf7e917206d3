"""Segments and their names: list, add, rename, merge and delete; also where an unknown name from an import leads."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QWidget
from shiboken6 import isValid

from workbench.core.commands.segments import add_segment, change_segment, delete_segment, merge_segments
from workbench.core.errors import WorkbenchError
from workbench.core.messages import message
from workbench.core.ports import Change, Command
from workbench.core.queries.segment_use import SegmentUse, segment_use
from workbench.core.records import GLOBAL, Observation, Segment
from workbench.core.segment_rules import called, proposed_id
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.frame import Dialog, Sentence, button_row, panel, plain_label, push_button
from workbench.ui.dialogs.search_field import SearchField
from workbench.ui.dialogs.segment_form import SegmentForm
from workbench.ui.dialogs.segment_rows import SegmentRow, filtered, row_look, segment_columns, segment_rows
from workbench.ui.dialogs.suggestions import Suggestions
from workbench.ui.dialogs.table import Rows, TextTable
from workbench.ui.workspace import Workspace

_SIZE = QSize(1040, 640)
_NO_USE = SegmentUse(frozenset(), {})


class SegmentsDialog(Dialog):
    """The members of a dimension at the left, one of them as a form at the right."""

    def __init__(self, workspace: Workspace, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show the dimension that the window looks at."""
        super().__init__(appearance, parent, _SIZE)
        self._workspace = workspace
        self._rows: list[SegmentRow] = []
        self._use = _NO_USE
        self._drafts: dict[str, Segment] = {}
        self._shown = ""
        self._is_warned = False
        self.dimension, self.search = QComboBox(), SearchField()
        self.new, self.shut = push_button(), push_button()
        self.model: Rows[SegmentRow] = Rows(appearance, segment_columns(appearance), row_look, self)
        self.table = TextTable(appearance, self.model)
        self.form = SegmentForm(appearance)
        self.sentence, self.suggestions = Sentence(appearance), Suggestions(appearance)
        self._hint = plain_label("quiet", wraps=True)
        self._lay_out()
        self._connect()
        if workspace.is_read_only:
            self.form.lock()
            self.new.setEnabled(False)
        self._fill_dimensions()
        self.retranslate()
        self.search.setFocus()
        self._ask()

    def open_with(self, dimension: str, name: str) -> None:
        """Open to add a name that is unknown in a dimension, or to make it another name of a similar one."""
        self._show_dimension(dimension)
        self._begin(name)
        near = self._workspace.catalogue.suggest_segments(dimension, name)
        self.suggestions.offer(name, near)
        self.open()
        self.form.label_ja.setFocus()

    def retranslate(self) -> None:
        """Write all words in the language of the window."""
        say, language = self.appearance.say, self.appearance.language
        self.setWindowTitle(say("segments.title"))
        self.dimension.setAccessibleName(say("segments.dimension"))
        self.search.setPlaceholderText(say("segments.search"))
        self.search.setAccessibleName(say("segments.search"))
        self.table.setAccessibleName(say("segments.title"))
        self.new.setText(say("segments.new"))
        self.shut.setText(say("dialog.close"))
        self._hint.setText(say("read_only.why") if self._workspace.is_read_only else "")
        for row in range(self.dimension.count()):
            dimension = self._workspace.catalogue.dimension(self.dimension.itemData(row))
            self.dimension.setItemText(row, self._workspace.catalogue.label(dimension, language))
        self.model.retranslate()
        self.form.show_row(self._row_of(self._shown))

    def restyle(self) -> None:
        """Draw the icons in the theme's colours."""
        self.new.setIcon(self.appearance.icon("plus"))

    def reject(self) -> None:
        """Close; what was typed and not saved is told once before it is dropped."""
        self._keep_draft()
        if self._drafts and not self._is_warned:
            self._is_warned = True
            names = ", ".join(called(draft) for draft in self._drafts.values())
            self.sentence.tell(message("segments.unsaved_warning", names=names), "warning")
            return
        super().reject()

    def _lay_out(self) -> None:
        self.restyle()
        head = QHBoxLayout()
        head.setSpacing(10)
        self.dimension.setMinimumWidth(170)
        head.addWidget(self.dimension)
        head.addWidget(self.search, 1)
        head.addWidget(self.new)
        left, right = panel(), panel()
        for frame, part in ((left, self.table), (right, self.form)):
            layout = frame.layout()
            assert layout is not None
            layout.addWidget(part)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(10)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([680, 310])
        right.setMinimumWidth(250)
        left.setMinimumWidth(160)
        self.column.addLayout(head)
        self.column.addWidget(self.suggestions)
        self.column.addWidget(splitter, 1)
        self.column.addWidget(self.sentence)
        self.foot.addLayout(button_row(self.shut, before=self._hint))

    def _connect(self) -> None:
        self.dimension.activated.connect(self._change_dimension)
        self.search.searched.connect(self._show_rows)
        self.search.moved.connect(lambda steps: self.table.choose(max(0, self.table.current_row + steps)))
        self.table.chosen.connect(self._show_chosen)
        self.new.clicked.connect(lambda: self._begin(""))
        self.shut.clicked.connect(self.reject)
        self.form.saved.connect(self._save)
        self.form.added.connect(self._add)
        self.form.merged.connect(self._merge)
        self.form.deleted.connect(self._delete)
        self.suggestions.chosen.connect(self._add_alias)
        self._workspace.changed.connect(self._on_changed)

    @property
    def _dimension(self) -> str:
        return str(self.dimension.currentData())

    def _fill_dimensions(self) -> None:
        """Offer all dimensions but the total, which has no members."""
        for id_ in self._workspace.catalogue.dimensions:
            if id_ != GLOBAL:
                self.dimension.addItem(id_, id_)
        self.dimension.setCurrentIndex(max(0, self.dimension.findData(self._workspace.scope.dimension)))

    def _show_dimension(self, dimension: str) -> None:
        self.dimension.setCurrentIndex(max(0, self.dimension.findData(dimension)))
        self._change_dimension()

    def _change_dimension(self) -> None:
        """Show another dimension's members; unsaved changes are those of one dimension."""
        self._drafts.clear()
        self._shown, self._use = "", _NO_USE
        self.form.show_segment(None, {}, is_new=False)
        self.suggestions.hide()
        self.sentence.clear()
        self._ask()

    def _ask(self) -> None:
        query = partial(segment_use, dimension=self._dimension)
        self._workspace.ask(query, self, self._show_use, topic="use", otherwise=self._on_failed)

    def _show_use(self, use: SegmentUse) -> None:
        self._use = use
        self._show_rows()

    def _show_rows(self) -> None:
        """List the members that are searched for; what is shown at the right stays there."""
        catalogue = self._workspace.catalogue
        self._rows = segment_rows(catalogue, self._dimension, self._use, self._drafts)
        self.table.blockSignals(True)
        self.model.show(filtered(self._rows, self.search.searched_text))
        ids = [row.segment.id for row in self.model.rows]
        if self._shown in ids:
            self.table.choose(ids.index(self._shown))
        self.table.blockSignals(False)
        is_idle = not self.form.is_new and not self.form.is_changed
        if is_idle and ids and self._shown not in ids:
            selected = [id_ for dimension, id_ in self._workspace.scope.selected if dimension == self._dimension]
            self.table.choose(ids.index(selected[0]) if selected and selected[0] in ids else 0)

    def _show_chosen(self, place: int) -> None:
        """Show the chosen member as a form, with what was typed for it before."""
        if not 0 <= place < len(self.model.rows):
            return
        self._keep_draft()
        self._show_segment(self.model.rows[place].segment.id)

    def _show_segment(self, id_: str) -> None:
        row = self._row_of(id_)
        if row is None:
            return
        self._shown = id_
        self.sentence.clear()
        self.form.show_segment(row.segment, self._workspace.catalogue.segments(self._dimension), is_new=False)
        if id_ in self._drafts:
            self.form.show_draft(self._drafts.pop(id_))
        self.form.show_row(row)

    def _row_of(self, id_: str) -> SegmentRow | None:
        return next((row for row in self._rows if row.segment.id == id_), None)

    def _keep_draft(self) -> None:
        """Keep what was typed for the shown member; a new one that was begun counts, too."""
        segment = self.form.segment
        if segment is not None and self.form.is_changed:
            self._drafts[self._shown] = segment
        elif self._shown in self._drafts:
            del self._drafts[self._shown]

    def _begin(self, name: str) -> None:
        """Begin a new member, with a name in the language that it looks like."""
        self._keep_draft()
        self._drafts.pop("", None)
        self._shown = ""
        self.table.clearSelection()
        members = self._workspace.catalogue.segments(self._dimension)
        self.form.show_segment(_blank(self._dimension), members, is_new=True)
        if name:
            is_english = name.isascii()
            id_ = proposed_id(name, self._dimension, members) if is_english else ""
            draft = Segment(self._dimension, id_, "" if is_english else name, name if is_english else "", "", "", 0, "")
            self.form.show_draft(draft)
        self.form.show_row(None)
        self.form.label_ja.setFocus()

    def _add(self, segment: Segment) -> None:
        self._run(lambda catalogue: add_segment(catalogue, segment), segment.id)

    def _save(self, segment: Segment) -> None:
        self._run(lambda catalogue: change_segment(catalogue, segment), segment.id)

    def _merge(self, into: str) -> None:
        self._run(lambda catalogue: merge_segments(catalogue, self._dimension, self._shown, into), into)

    def _delete(self) -> None:
        self._run(lambda catalogue: delete_segment(catalogue, self._dimension, self._shown), self._shown)

    def _run(self, make: Callable[..., Command], then_show: str) -> None:
        """Run a command on the names as they are now; what speaks against it is said in the dialog."""
        self.sentence.clear()
        try:
            command = make(self._workspace.catalogue)
        except WorkbenchError as error:
            self.sentence.tell_error(error)
            return
        self._workspace.run(command, lambda _change: self._finish(then_show), self._on_failed)

    def _on_failed(self, error: BaseException) -> bool:
        """Say why the names could not be read or changed; what was typed stays."""
        return not self.is_gone and self.sentence.tell_error(error)

    def _finish(self, id_: str) -> None:
        """Show what came of it, with what the database says now."""
        if not isValid(self):
            return
        self._drafts.pop(self._shown, None)
        self.suggestions.hide()
        self._is_warned = False
        self._rows = segment_rows(self._workspace.catalogue, self._dimension, self._use, self._drafts)
        self._shown = id_ if self._row_of(id_) is not None else ""
        self._show_segment(self._shown)
        self._ask()

    def _add_alias(self, id_: str) -> None:
        """Put the unknown name to a known member's other names; it is saved by the button."""
        name = self.suggestions.name
        self.suggestions.hide()
        self.form.show_segment(None, {}, is_new=False)
        self.search.clear()
        self._show_segment(id_)
        self._show_rows()
        self.form.add_alias(name)

    def _on_changed(self, change: Change) -> None:
        """Take in new names and figures; what is being typed stays."""
        if not change.kinds & {Segment, Observation}:
            return
        if not self.form.is_changed and not self.form.is_new and self._shown:
            self._show_segment(self._shown)
        self._ask()


def _blank(dimension: str) -> Segment:
    return Segment(dimension, "", "", "", "", "", 0, "")
