"""A day's connections on their way through the stages, true to scale; the keys and the pointer select a stage."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from workbench.core.keys import FigureKey
from workbench.core.queries.pipeline import Pipeline, Stage
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.flow_layout import FlowLayout, Texts, flow_layout, least_size
from workbench.ui.widgets.flow_painting import FlowPainter, Marks
from workbench.ui.widgets.flow_words import DASH, FlowWords
from workbench.ui.widgets.labels import plain_tip
from workbench.ui.widgets.series_drag import SeriesDrag

_HEIGHT = 380
_SHORTEST = 250


class FlowView(QWidget):
    """The picture of one pipeline. `chosen` tells the place of a stage that is selected; the last place is what is left."""

    chosen = Signal(int)

    def __init__(self, words: FlowWords, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._words = words
        self._appearance = appearance
        self._brush = FlowPainter(appearance)
        self._pipeline: Pipeline | None = None
        self._texts: tuple[Texts, ...] = ()
        self._tips: tuple[str, ...] = ()
        self._layout: FlowLayout | None = None
        self._selected = self._hovered = -1
        self.drag = SeriesDrag(
            self, lambda pos: self._series(self._place_at(QPointF(pos))), current=lambda: self._series(self._selected)
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    @property
    def places(self) -> FlowLayout | None:
        """Where everything stands; None while there is nothing to show."""
        return self._layout

    @property
    def selected(self) -> int:
        """The place of the selected stage; -1 for none."""
        return self._selected

    @property
    def tips(self) -> tuple[str, ...]:
        """What is said of each stage, and of what is left."""
        return self._tips

    def show_pipeline(self, pipeline: Pipeline) -> None:
        """Show a pipeline."""
        self._pipeline = pipeline
        self._hovered = -1
        self.retranslate()

    def select(self, place: int) -> None:
        """Mark a stage; -1 marks none."""
        if place != self._selected:
            self._selected = place
            self.update()

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        self.setAccessibleName(self._words.say("flow.accessible"))
        if self._pipeline is None:
            return
        pipeline = self._pipeline
        self._texts = (*map(self._texts_of, range(len(pipeline.stages)), pipeline.stages), self._clean(pipeline))
        self._tips = (*map(self._words.tip, pipeline.stages), self._words.clean_tip(pipeline))
        self.setAccessibleDescription("\n".join(self._tips))
        self._fit()

    def restyle(self) -> None:
        """Take the colours of the theme."""
        self._brush = FlowPainter(self._appearance)
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for room for bands that can be told apart."""
        return QSize(900, _HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be content with room for numbers instead of names."""
        least = least_size(self._texts, self._brush.measures())
        return QSize(320, max(_SHORTEST, round(least.height())))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the picture."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.palette().base())
        if self._layout is not None:
            framed = max(0, self._selected) if self.hasFocus() else -1
            marks = Marks(self._selected, self._hovered, framed)
            self._brush.paint(painter, self._layout, self._texts, marks, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Find the places anew."""
        super().resizeEvent(event)
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Select the stage that is pressed."""
        place = self._place_at(event.position())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Light what the stage under the pointer drops."""
        self._hover(self._place_at(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move the selection along the stages."""
        last = len(self._texts) - 1
        place = {
            Qt.Key.Key_Left: self._selected - 1,
            Qt.Key.Key_Right: self._selected + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if place is None or last < 0:
            super().keyPressEvent(event)
        else:
            self.chosen.emit(min(last, max(0, place)))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show where the keys act."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show that they act elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Tell all of the stage under the pointer, and let go of it when the pointer leaves."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._place_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tip(self._tips[place]) if place >= 0 else "", self)
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().event(event)

    def _texts_of(self, place: int, stage: Stage) -> Texts:
        words = self._words
        dropped = words.printed(stage.figure)
        has_numbers = self._pipeline is not None and self._pipeline.connections.value is not None
        below, short = self._dropped(stage, has_numbers=has_numbers)
        observation = stage.figure.observation
        is_exact = observation is not None and observation.qualifier == "exact"
        return Texts(
            place=str(place + 1),
            name=words.name(stage.segment),
            amount=words.amount(stage.reaches.number) if has_numbers else "",
            share=words.share(stage.reaches.share) if stage.reaches.share is not None or not has_numbers else "",
            dropped=f"−{dropped}" if is_exact and dropped != DASH else dropped,
            dropped_amount=below,
            dropped_short=short,
        )

    def _dropped(self, stage: Stage, *, has_numbers: bool) -> tuple[str, str]:
        """Return how much is dropped, in words and in short; empty where that is not known."""
        words, drops = self._words, stage.drops
        if drops.share is None:
            return "", ""
        if not has_numbers:
            return words.say("flow.of_all", share=words.share(drops.share)), words.share(drops.share)
        number = words.amount(drops.number)
        return words.say("flow.dropped", number=number), number

    def _clean(self, pipeline: Pipeline) -> Texts:
        """Return the words at what is left."""
        words, last = self._words, pipeline.stages[-1].leaves if pipeline.stages else None
        has_numbers = pipeline.connections.value is not None
        number, share = (last.number, last.share) if last is not None else (None, None)
        return Texts(
            place="",
            name=words.say("flow.clean"),
            amount=words.amount(number) if has_numbers else "",
            share=words.share(share) if share is not None or not has_numbers else "",
        )

    def _fit(self) -> None:
        if self._pipeline is not None and self._pipeline.stages:
            size = QSizeF(self.size())
            self._layout = flow_layout(self._pipeline, self._texts, size, self._brush.measures())
        else:
            self._layout = None
        self.update()

    def _place_at(self, point: QPointF) -> int:
        return -1 if self._layout is None else self._layout.place_at(point.x())

    def _series(self, place: int) -> list[FigureKey]:
        return [] if self._pipeline is None or place < 0 else [self._pipeline.series(place)]

    def _hover(self, place: int) -> None:
        if place != self._hovered:
            self._hovered = place
            self.update()
