"""Whether the stages agree with the published spam rate: both as intervals on a ruler, and what follows, with its arithmetic."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from workbench.core.pipeline_conclusions import conclusions, gap
from workbench.core.queries.pipeline import Pipeline
from workbench.core.span_words import at_least
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.facts import Fact, Facts
from workbench.ui.widgets.flow_words import FlowWords
from workbench.ui.widgets.interval_ruler import Box, IntervalRuler
from workbench.ui.widgets.labels import text_label
from workbench.ui.widgets.section import emptied

_MARGIN = 14


class Verdict(QFrame):
    """A small tag with an icon: to look at, in agreement, or not known."""

    def __init__(self, appearance: Appearance) -> None:
        """Say nothing yet."""
        super().__init__()
        self._appearance = appearance
        self._kind = ""
        self.setObjectName("verdict")
        self._icon, self._text = QLabel(), text_label(appearance, 8.5)
        row = QHBoxLayout(self)
        row.setContentsMargins(7, 2, 8, 2)
        row.setSpacing(4)
        row.addWidget(self._icon)
        row.addWidget(self._text)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def tell(self, kind: str, text: str) -> None:
        """Say a text as "warning", "good", or "quiet"."""
        self._kind = kind
        self._text.setText(text)
        self.setAccessibleName(text)
        self.restyle()

    def restyle(self) -> None:
        """Take the colours of the theme."""
        colours = self._appearance.colours
        looks = {
            "warning": ("triangle-alert", colours.warning, colours.warning_ground),
            "good": ("circle-check", colours.good, colours.good_ground),
        }
        icon, ink, ground = looks.get(self._kind, ("circle-help", colours.text2, colours.header))
        self._icon.setPixmap(self._appearance.icon(icon, ink).pixmap(QSize(12, 12), self.devicePixelRatioF()))
        self.setStyleSheet(
            f"#verdict {{ background: {ground}; border-radius: 3px; }} #verdict QLabel {{ color: {ink}; }}"
        )


class PipelineCheck(QFrame):
    """The panel of one pipeline."""

    def __init__(self, words: FlowWords, appearance: Appearance) -> None:
        """Show nothing yet."""
        super().__init__()
        self.setProperty("panel", True)
        self._words = words
        self._appearance = appearance
        self._pipeline: Pipeline | None = None
        self.title = text_label(appearance, 11, weight=QFont.Weight.DemiBold, role="title", wraps=True)
        self.verdict = Verdict(appearance)
        self.ruler = IntervalRuler(appearance)
        self._said = QVBoxLayout()
        self._said.setSpacing(8)
        self._needed_title = text_label(appearance, 9, role="quiet", wraps=True)
        self.needed = Facts(appearance)
        self._lay_out()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is concluded, from the top."""
        items = (self._said.itemAt(at) for at in range(self._said.count()))
        labels = (item.widget() for item in items if item is not None)
        return tuple(label.text() for label in labels if isinstance(label, QLabel))

    def show_pipeline(self, pipeline: Pipeline) -> None:
        """Show what follows from a pipeline."""
        self._pipeline = pipeline
        self._tell_verdict(pipeline)
        self._show_boxes(pipeline)
        emptied(self._said)
        said = [self._words.sentence(one) for one in conclusions(pipeline)]
        if not pipeline.has_stages:
            said.append(self._words.say("agreement.nothing"))
        for place, sentence in enumerate(said):
            label = text_label(self._appearance, 9.5, wraps=True, selectable=True, role="" if place < 2 else "quiet")
            label.setText(sentence)
            self._said.addWidget(label)
        self._show_needed(pipeline)

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        say = self._words.say
        self.title.setText(say("agreement.title"))
        for part in (self, self._scroll):
            part.setAccessibleName(say("agreement.title"))
        self.ruler.setAccessibleName(say("agreement.ruler"))
        self._needed_title.setText(say("agreement.needed"))
        if self._pipeline is not None:
            self.show_pipeline(self._pipeline)

    def restyle(self) -> None:
        """Take the colours of the theme."""
        self.verdict.restyle()
        self.ruler.restyle()

    def _tell_verdict(self, pipeline: Pipeline) -> None:
        say = self._words.say
        if pipeline.left is None or pipeline.rest is None:
            self.verdict.tell("quiet", say("agreement.unknown"))
        elif pipeline.is_contradictory:
            self.verdict.tell("warning", say("agreement.apart"))
        else:
            self.verdict.tell("good", say("agreement.agree"))

    def _show_boxes(self, pipeline: Pipeline) -> None:
        words, say = self._words, self._words.say
        boxes = []
        if pipeline.left is not None:
            name = say("agreement.of_stages")
            boxes.append(Box(name, words.share_span(pipeline.left), pipeline.left, is_accented=False))
        if pipeline.rest is not None:
            name = say("agreement.of_rate")
            boxes.append(Box(name, words.share_span(pipeline.rest), pipeline.rest, is_accented=True))
        apart = ""
        if pipeline.is_contradictory and pipeline.left is not None and pipeline.rest is not None:
            apart = say("agreement.gap", gap=at_least(gap(pipeline.left, pipeline.rest)))
        self.ruler.show_boxes(boxes, apart)
        self.ruler.setVisible(bool(boxes))

    def _show_needed(self, pipeline: Pipeline) -> None:
        """Show which value of one stage alone would make both agree."""
        words = self._words
        facts = [
            Fact(
                words.name(stage.segment),
                words.share_span(stage.needed),
                words.say("agreement.printed", value=words.printed(stage.figure)),
            )
            for stage in pipeline.stages
            if stage.needed is not None
        ]
        self.needed.show_facts(facts)
        self.needed.setVisible(bool(facts))
        self._needed_title.setVisible(bool(facts))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(_MARGIN, 10, _MARGIN, 6)
        head.setSpacing(12)
        head.addWidget(self.title, 1)
        head.addWidget(self.verdict, 0, Qt.AlignmentFlag.AlignTop)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(_MARGIN, 4, _MARGIN, _MARGIN)
        column.setSpacing(10)
        column.addWidget(self.ruler)
        column.addLayout(self._said)
        column.addWidget(self._needed_title)
        column.addWidget(self.needed)
        column.addStretch(1)
        scroll = self._scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        scroll.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(scroll, 1)
