"""The form of one segment: its names, what it stands under, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.core.catalogue import Catalogue
from workbench.core.records import Segment
from workbench.core.segment_rules import called, proposed_id, tidied
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.frame import plain_label, push_button, title_label
from workbench.ui.dialogs.segment_rows import SegmentRow

_ALIASES_HEIGHT = 84


class SegmentForm(QScrollArea):
    """Shows a segment to change, or an empty one to add; nothing changes before a button is pressed."""

    saved = Signal(object)
    added = Signal(object)
    merged = Signal(str)
    deleted = Signal()
    edited = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._appearance = appearance
        self._shown: Segment | None = None
        self._members: Mapping[str, Segment] = {}
        self._is_new = self._is_id_typed = self._is_locked = False
        self.title = title_label(appearance)
        self.id, self.label_ja, self.label_en = QLineEdit(), QLineEdit(), QLineEdit()
        self.aliases = QPlainTextEdit(tabChangesFocus=True)
        self.parent_choice, self.into = QComboBox(), QComboBox()
        self.save, self.merge, self.delete = push_button(is_primary=True), push_button(), push_button()
        self._labels = {
            "segments.label_ja": self.label_ja,
            "segments.label_en": self.label_en,
            "segments.id": self.id,
            "segments.aliases_by_line": self.aliases,
            "segments.parent": self.parent_choice,
        }
        self._words = {id_: plain_label("quiet") for id_ in self._labels}
        self._merge_label, self._hint = plain_label("quiet"), plain_label("quiet", wraps=True)
        self._lay_out()
        self._connect()
        self.show_segment(None, {}, is_new=False)

    @property
    def segment(self) -> Segment | None:
        """The segment as it stands in the form."""
        if self._shown is None:
            return None
        return replace(
            self._shown,
            id=self.id.text().strip(),
            label_ja=self.label_ja.text(),
            label_en=self.label_en.text(),
            aliases=self.aliases.toPlainText(),
            parent=self.parent_choice.currentData() or "",
        )

    @property
    def is_new(self) -> bool:
        """Whether a segment is being added."""
        return self._is_new

    @property
    def is_changed(self) -> bool:
        """Whether the form differs from what is stored."""
        segment = self.segment
        return segment is not None and self._shown is not None and tidied(segment) != tidied(self._shown)

    def lock(self) -> None:
        """Only show from now on: the database is open for reading."""
        self._is_locked = True
        for field in (self.label_ja, self.label_en, self.aliases):
            field.setReadOnly(True)
        for part in (self.parent_choice, self.into, self.delete):
            part.setEnabled(False)
        self._update()

    def show_segment(self, segment: Segment | None, members: Mapping[str, Segment], *, is_new: bool) -> None:
        """Show a segment of a dimension, or None."""
        self._shown, self._members, self._is_new = segment, members, is_new
        self._is_id_typed = bool(is_new and segment is not None and segment.id)
        self._fill(segment)
        self.setEnabled(segment is not None)
        self.retranslate()

    def show_draft(self, draft: Segment) -> None:
        """Put in what was typed for the shown segment before."""
        self._fill(draft)
        self._update()

    def show_row(self, row: SegmentRow | None) -> None:
        """Offer what can be done with a row: delete an own one, give a shipped one its names back."""
        say = self._appearance.say
        self.delete.setVisible(row is not None and row.is_own)
        self.delete.setText(say("segments.reset" if row is not None and row.is_shipped else "segments.delete"))
        is_merged = row is not None and bool(row.segment.replaced_by)
        for part in (self._merge_label, self.into, self.merge):
            part.setVisible(row is not None and not is_merged)
        self._hint.setVisible(is_merged)
        if row is not None and is_merged:
            name = row.segment.replaced_by if row.into is None else called(row.into)
            self._hint.setText(say("segments.merged_hint", name=name))

    def add_alias(self, name: str) -> None:
        """Put another name below those that stand."""
        self.aliases.setPlainText("\n".join([*self.aliases.toPlainText().splitlines(), name]))
        self.save.setFocus()

    def retranslate(self) -> None:
        """Write all words in the language of the window."""
        say = self._appearance.say
        for id_, part in self._labels.items():
            self._words[id_].setText(say(id_))
            part.setAccessibleName(say(id_))
        self._merge_label.setText(say("segments.merge_into"))
        self.into.setAccessibleName(say("segments.merge_into"))
        self.merge.setText(say("segments.merge"))
        self.save.setText(say("segments.add" if self._is_new else "segments.save"))
        self.id.setToolTip("" if self._is_new else say("segments.id_stays"))
        others = [other for other in self._members.values() if self._shown is None or other.id != self._shown.id]
        chosen = (
            self.parent_choice.currentData()
            if self.parent_choice.count()
            else (self._shown.parent if self._shown else "")
        )
        self._offer(self.parent_choice, others, say("segments.no_parent"), chosen)
        standing = [other for other in others if not other.replaced_by]
        self._offer(self.into, standing, say("segments.choose"), self.into.currentData())
        self._update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Write anew when the language changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(4)
        column.addWidget(self.title)
        for id_, part in self._labels.items():
            label = self._words[id_]
            label.setFont(self._appearance.font(8.5))
            label.setBuddy(part)
            column.addSpacing(4)
            column.addWidget(label)
            column.addWidget(part)
        self.aliases.setMinimumHeight(_ALIASES_HEIGHT)
        column.setStretchFactor(self.aliases, 1)
        column.addSpacing(6)
        column.addLayout(_row(self.delete, None, self.save))
        column.addSpacing(6)
        self._merge_label.setFont(self._appearance.font(8.5))
        column.addWidget(self._merge_label)
        column.addLayout(_row(self.into, self.merge))
        column.addWidget(self._hint)
        for choice in (self.parent_choice, self.into):
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(10)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        for filled in (inside, self.viewport()):
            filled.setAutoFillBackground(False)

    def _connect(self) -> None:
        self.label_en.textEdited.connect(self._propose_id)
        self.id.textEdited.connect(self._note_id)
        for field in (self.id, self.label_ja, self.label_en):
            field.textChanged.connect(self._update)
        self.aliases.textChanged.connect(self._update)
        self.parent_choice.activated.connect(self._update)
        self.into.activated.connect(self._update)
        self.save.setDefault(False)
        for field in (self.id, self.label_ja, self.label_en):
            field.returnPressed.connect(self.save.click)
        self.save.clicked.connect(self._save)
        self.merge.clicked.connect(lambda: self.merged.emit(self.into.currentData()))
        self.delete.clicked.connect(self.deleted)

    def _fill(self, segment: Segment | None) -> None:
        """Put a segment's fields in."""
        self.parent_choice.clear()
        self.into.clear()
        self.id.setText(segment.id if segment is not None else "")
        self.label_ja.setText(segment.label_ja if segment is not None else "")
        self.label_en.setText(segment.label_en if segment is not None else "")
        self.aliases.setPlainText(segment.aliases if segment is not None else "")
        self.id.setReadOnly(not self._is_new)
        if segment is not None:
            others = [other for other in self._members.values() if other.id != segment.id]
            self._offer(self.parent_choice, others, self._appearance.say("segments.no_parent"), segment.parent)
            standing = [other for other in others if not other.replaced_by]
            self._offer(self.into, standing, self._appearance.say("segments.choose"), "")

    def _offer(self, choice: QComboBox, members: Sequence[Segment], none: str, chosen: str | None) -> None:
        """Offer segments by their labels; the first choice is none of them."""
        choice.clear()
        choice.addItem(none, "")
        for member in members:
            choice.addItem(Catalogue.label(member, self._appearance.language), member.id)
        choice.setCurrentIndex(max(0, choice.findData(chosen or "")))

    def _update(self) -> None:
        """Show the title, and enable what can be done now."""
        say = self._appearance.say
        if self._is_new:
            self.title.setText(say("segments.new"))
        else:
            self.title.setText(called(self._shown) if self._shown is not None else say("segments.none"))
        can_save = bool(self.id.text().strip()) if self._is_new else self.is_changed
        self.save.setEnabled(can_save and not self._is_locked)
        self.merge.setEnabled(bool(self.into.currentData()) and not self._is_new and not self._is_locked)
        self.edited.emit()

    def _propose_id(self, label: str) -> None:
        """Make a new segment's id of its English label, until the id itself is typed."""
        if self._is_new and not self._is_id_typed and self._shown is not None:
            self.id.setText(proposed_id(label, self._shown.dimension, self._members))

    def _note_id(self, text: str) -> None:
        self._is_id_typed = bool(text)

    def _save(self) -> None:
        (self.added if self._is_new else self.saved).emit(self.segment)


def _row(*parts: QWidget | None) -> QHBoxLayout:
    """Lay out parts in a row; None takes the room that is left, else the first part does."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for place, part in enumerate(parts):
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part, 1 if place == 0 and None not in parts else 0)
    return row
