"""The readings of a figure side by side, with the one that is accepted, and what else was printed of it."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.core.acceptance import can_convert
from workbench.core.commands.figures import accept_reading
from workbench.core.queries.figure_detail import FigureDetail, Sourced
from workbench.core.records import Metric
from workbench.ui.appearance import Appearance
from workbench.ui.figure_texts import FigureTexts
from workbench.ui.widgets.labels import ElidedText, link_button, text_label
from workbench.ui.widgets.section import Section, emptied
from workbench.ui.workspace import Workspace


class ReadingRow(QFrame):
    """One reading: what was printed, by whom, where; "accepted", or the button that accepts it."""

    def __init__(self, appearance: Appearance, texts: FigureTexts, found: Sourced, said: str = "") -> None:
        """Show a reading; `said` is what it is of, where that is not the value itself."""
        super().__init__()
        self.found = found
        self.accept: QPushButton | None = None
        self._appearance = appearance
        value = text_label(appearance, 9, weight=QFont.Weight.Medium, selectable=True)
        value.setText(texts.reading(found.reading))
        self._head = QHBoxLayout()
        self._head.setSpacing(4)
        self._head.addWidget(value)
        if said:
            of = text_label(appearance, 9, role="quiet")
            of.setText(said)
            self._head.addWidget(of)
        self._head.addStretch(1)
        self.source = ElidedText(appearance, 8.5, colour="text2", takes_focus=found.source.kind == "article")
        self.source.set_text(texts.source(found.source))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(1)
        column.addLayout(self._head)
        column.addWidget(self.source)
        if found.reading.place:
            place = ElidedText(appearance, 8.5, colour="text2", takes_focus=False)
            place.set_text(found.reading.place)
            column.addWidget(place)

    def mark(self) -> None:
        """Say that it is the accepted one."""
        icon = QLabel()
        colour = self._appearance.colours.good
        icon.setPixmap(self._appearance.icon("circle-check", colour).pixmap(12, 12))
        label = text_label(self._appearance, 8.5, role="good")
        label.setText(self._appearance.say("inspector.accepted"))
        self._head.addWidget(icon)
        self._head.addWidget(label)

    def offer(self, workspace: Workspace, metric: Metric, value: str) -> None:
        """Offer to accept it."""
        self.accept = link_button(self._appearance, lambda: workspace.run(accept_reading(metric, self.found.reading)))
        say = self._appearance.say
        self.accept.setText(say("inspector.accept"))
        self.accept.setAccessibleName(say("inspector.accept_named", value=value, source=self.source.text))
        self.accept.setEnabled(not workspace.is_read_only)
        self.accept.setToolTip(say("read_only.why") if workspace.is_read_only else "")
        self._head.addWidget(self.accept)


class ReadingList(Section):
    """All readings of a figure; hidden where there is but the accepted one and nothing else was printed."""

    def __init__(self, workspace: Workspace, appearance: Appearance) -> None:
        """Show no readings yet."""
        super().__init__(appearance)
        self._workspace = workspace
        self.rows: list[ReadingRow] = []

    def show_readings(self, detail: FigureDetail) -> None:
        """Show the readings of a figure."""
        say = self.appearance.say
        emptied(self.body)
        self.body.setSpacing(4)
        texts = FigureTexts(self.appearance, detail.metric)
        is_told_by_source = all(found.is_accepted for found in detail.readings)
        readings = () if is_told_by_source else detail.readings
        self.rows = [self._row(texts, found, detail.metric) for found in readings]
        self.set_title(say("inspector.readings" if readings else "inspector.printed"))
        for row in self.rows:
            self.body.addWidget(row)
        if self.rows and detail.printed:
            self.body.addWidget(self._heading(say("inspector.printed")))
        for found in detail.printed:
            self.body.addWidget(ReadingRow(self.appearance, texts, found, texts.statistic(found.reading)))
        self.setVisible(bool(readings or detail.printed))

    def _row(self, texts: FigureTexts, found: Sourced, metric: Metric) -> ReadingRow:
        row = ReadingRow(self.appearance, texts, found)
        if found.is_accepted:
            row.mark()
        elif can_convert(found.reading.unit, metric.unit) and found.reading.value != 0:
            row.offer(self._workspace, metric, texts.reading(found.reading))
        return row

    def _heading(self, words: str) -> QWidget:
        label = text_label(self.appearance, 8.5, role="quiet")
        label.setText(words)
        label.setContentsMargins(0, 6, 0, 0)
        return label
