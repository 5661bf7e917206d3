"""What happened to a figure: who, when, old and new value, by what, and from which source."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.core.queries.figure_detail import FigureDetail, PastChange
from workbench.ui.figure_texts import FigureTexts
from workbench.ui.key_texts import KeyTexts
from workbench.ui.widgets.labels import ElidedText, text_label
from workbench.ui.widgets.section import Section, emptied

MOST = 12
"""How many changes are shown."""


class ChangeLog(Section):
    """The changes of a figure, newest first."""

    def show_changes(self, detail: FigureDetail, keys: KeyTexts) -> None:
        """Show the changes of a figure; `keys` write the operations, which name figures by their keys."""
        say = self.appearance.say
        self.set_title(say("inspector.changes"))
        emptied(self.body)
        self.body.setSpacing(8)
        texts = FigureTexts(self.appearance, detail.metric)
        for change in detail.changes[:MOST]:
            self.body.addWidget(self._entry(texts, keys, change))
        if not detail.changes:
            self.body.addWidget(self._sentence(say("inspector.no_changes")))
        if len(detail.changes) > MOST:
            self.body.addWidget(self._sentence(say("inspector.older_changes")))

    def _entry(self, texts: FigureTexts, keys: KeyTexts, change: PastChange) -> QWidget:
        operation = change.operation
        entry = QWidget()
        column = QVBoxLayout(entry)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._sentence(texts.moment(operation.when), wraps=False))
        head.addStretch(1)
        who = ElidedText(self.appearance, 8.5, colour="text2", takes_focus=False)
        who.set_text(operation.who)
        head.addWidget(who)
        column.addLayout(head)
        step = text_label(self.appearance, 9, weight=QFont.Weight.Medium, wraps=True, selectable=True)
        step.setText(texts.step(change.before, change.after))
        line = QHBoxLayout()
        line.addWidget(step, 1)
        if operation.is_undone:
            line.addWidget(self._sentence(self.appearance.say("inspector.undone"), wraps=False))
        column.addLayout(line)
        column.addWidget(self._sentence(keys.label(operation.label)))
        if change.source is not None and change.source.name != operation.who:
            source = ElidedText(self.appearance, 8.5, colour="text2", takes_focus=False)
            source.set_text(self.appearance.say("inspector.change_source", source=texts.source(change.source)))
            column.addWidget(source)
        return entry

    def _sentence(self, words: str, *, wraps: bool = True) -> QWidget:
        label = text_label(self.appearance, 8.5, role="quiet", wraps=wraps)
        label.setText(words)
        return label
