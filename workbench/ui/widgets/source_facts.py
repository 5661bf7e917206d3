"""Where the accepted value of a figure comes from, and what its printed number can mean."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from workbench.core.queries.figure_detail import FigureDetail, Sourced
from workbench.ui.figure_texts import FigureTexts
from workbench.ui.widgets.labels import ElidedText, plain_tip, text_label
from workbench.ui.widgets.section import Section, emptied

_LABEL_WIDTH = 70


class SourceFacts(Section):
    """Text as found, interval, source, place, and when the source was added."""

    def show_source(self, detail: FigureDetail) -> None:
        """Show where a figure's accepted value comes from."""
        say = self.appearance.say
        self.set_title(say("inspector.source"))
        emptied(self.body)
        self._grid = QGridLayout()
        holder = QWidget()
        holder.setLayout(self._grid)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.body.addWidget(holder)
        texts = FigureTexts(self.appearance, detail.metric)
        accepted = detail.accepted
        if accepted is not None and accepted.reading.text:
            self._add(say("inspector.as_found"), self._wrapped(say("inspector.quoted", text=accepted.reading.text)))
        if detail.span is not None:
            label = self._add(say("inspector.means"), self._wrapped(texts.span(detail.span)))
            label.setToolTip(plain_tip(say("inspector.means_tip")))
        if accepted is not None:
            self._add_source(texts, accepted)
        elif detail.observation is not None:
            self.body.addWidget(self._sentence(say("inspector.no_source")))
        self.setVisible(detail.observation is not None)

    def facts(self) -> list[tuple[str, str]]:
        """Return what is shown: label and value, a row each."""
        found = []
        for row in range(self._grid.rowCount()):
            label, value = self._grid.itemAtPosition(row, 0), self._grid.itemAtPosition(row, 1)
            if label is not None and value is not None:
                found.append((_text(label.widget()), _text(value.widget())))
        return found

    def _add_source(self, texts: FigureTexts, accepted: Sourced) -> None:
        say, source = self.appearance.say, accepted.source
        self._add(texts.source_kind(source), self._elided(texts.source(source), takes_focus=source.kind == "article"))
        if accepted.reading.place:
            self._add(say("inspector.place"), self._elided(accepted.reading.place, takes_focus=False))
        self._add(say("inspector.added"), self._wrapped(texts.day(source.added_at)))

    def _add(self, label: str, value: QWidget) -> QLabel:
        row = self._grid.rowCount()
        name = text_label(self.appearance, 9, role="quiet")
        name.setText(label)
        name.setMinimumWidth(_LABEL_WIDTH)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, row, 1)
        return name

    def _wrapped(self, text: str) -> QLabel:
        label = text_label(self.appearance, 9, wraps=True, selectable=True)
        label.setText(text)
        return label

    def _elided(self, text: str, *, takes_focus: bool) -> ElidedText:
        shown = ElidedText(self.appearance, 9, takes_focus=takes_focus)
        shown.set_text(text)
        return shown

    def _sentence(self, words: str) -> QLabel:
        label = text_label(self.appearance, 9, role="quiet", wraps=True)
        label.setText(words)
        return label


def _text(widget: QWidget | None) -> str:
    if isinstance(widget, ElidedText):
        return widget.text
    return widget.text() if isinstance(widget, QLabel) else ""
