"""What moved most, in one strip: as many series as there is room for, each with its change and the reason below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from workbench.core.keys import FigureKey
from workbench.ui.appearance import Appearance
from workbench.ui.mover_texts import MoverText
from workbench.ui.widgets.kpi_painting import paint_arrow
from workbench.ui.widgets.labels import ElidedText, link_button, plain_tip, text_label
from workbench.ui.widgets.series_drag import SeriesDrag

SHOWN = 4
"""The most series that stand in the strip."""

_NARROWEST = 230
_PAD, _ARROW, _GAP = 6.0, 13.0, 8.0


class MoverButton(QWidget):
    """One series that moved; a click or Enter leads to it."""

    led = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        """Show nothing yet."""
        super().__init__()
        self._appearance = appearance
        self._text: MoverText | None = None
        self._is_hovered = False
        self.drag = SeriesDrag(self, lambda _pos: self._series(), current=self._series)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.restyle()

    def show_text(self, text: MoverText) -> None:
        """Show a series."""
        self._text = text
        self.setAccessibleName(text.said)
        self.setToolTip(plain_tip(text.said))
        self.update()

    def restyle(self) -> None:
        """Make fonts and colours anew."""
        colours, font = self._appearance.colours, self._appearance.font
        self._pens = {name: QPen(QColor(getattr(colours, name)), 1) for name in ("text", "text2", "worse", "better")}
        self._pens["quiet"] = self._pens["text2"]
        self._focus, self._hover = QPen(QColor(colours.accent), 2), QColor(colours.hover)
        self._name, self._plain, self._small = font(9, QFont.Weight.Medium), font(9), font(8.5)
        self._measures = {id(one): QFontMetricsF(one) for one in (self._name, self._plain, self._small)}
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    @property
    def text(self) -> MoverText | None:
        """What is shown."""
        return self._text

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Have room for two lines."""
        return QSize(_NARROWEST, round(self._height(self._name) + self._height(self._small) + 8))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_measures"):
            self.restyle()

    def event(self, event: QEvent) -> bool:
        """Mark it while the pointer is on it."""
        if event.type() in {QEvent.Type.Enter, QEvent.Type.Leave}:
            self._is_hovered = event.type() == QEvent.Type.Enter
            self.update()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Lead to the series."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._text is not None:
            self.led.emit(self._text.key)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Lead to the series."""
        is_inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and is_inside and self._text is not None:
            self.led.emit(self._text.key)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint name and change over the figures and the reason."""
        del event
        if self._text is None:
            return
        painter = QPainter(self)
        if self._is_hovered:
            painter.fillRect(self.rect(), self._hover)
        self._paint_first(painter, self._text)
        painter.setPen(self._pens["text2"])
        painter.setFont(self._small)
        baseline = 4 + self._height(self._name) + self._measures[id(self._small)].ascent()
        room = self.width() - 2 * _PAD
        x = self._paint_cut(painter, _PAD, baseline, self._text.step, self._small, room) + _GAP
        self._paint_cut(painter, x, baseline, self._text.reason, self._small, room + _PAD - x)
        if self.hasFocus():
            painter.setPen(self._focus)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _series(self) -> list[FigureKey]:
        return [] if self._text is None else [FigureKey(*self._text.key)]

    def _paint_first(self, painter: QPainter, text: MoverText) -> None:
        """Paint the name as far as the change leaves room."""
        change = text.change
        plain = self._measures[id(self._plain)]
        taken = 0.0 if change is None else plain.horizontalAdvance(change.text) + _ARROW + _GAP
        baseline = 3 + self._measures[id(self._name)].ascent()
        painter.setPen(self._pens["text"])
        painter.setFont(self._name)
        x = self._paint_cut(painter, _PAD, baseline, text.name, self._name, self.width() - 2 * _PAD - taken)
        if change is not None:
            pen = self._pens[change.role]
            painter.setPen(pen)
            painter.setFont(self._plain)
            start = x + _GAP + (_ARROW if change.arrow else 0.0)
            painter.drawText(QPointF(start, baseline), change.text)
            if change.arrow:
                paint_arrow(painter, QPointF(start - 7, baseline - 4), change.arrow, pen.color())

    def _paint_cut(self, painter: QPainter, x: float, baseline: float, text: str, font: QFont, room: float) -> float:
        """Paint a text as far as it goes; return where it ends."""
        metrics = self._measures[id(font)]
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(x, baseline), shown)
        return x + metrics.horizontalAdvance(shown)

    def _height(self, font: QFont) -> float:
        return self._measures[id(font)].height()


class MoversStrip(QFrame):
    """The strip: a title over the count of what cannot be judged, the series, and what shows all."""

    led = Signal(object)

    def __init__(self, appearance: Appearance, show_all: Callable[[], object]) -> None:
        """Show nothing yet; `show_all` shows the whole list."""
        super().__init__()
        self._appearance = appearance
        self._moved = 0
        self.setProperty("panel", True)
        self._icon = QLabel()
        self._title = text_label(appearance, 9.5, weight=QFont.Weight.DemiBold)
        self._counts = ElidedText(appearance, 8.5, colour="text2", mode=Qt.TextElideMode.ElideRight, takes_focus=False)
        self.buttons = [MoverButton(appearance) for _ in range(SHOWN)]
        self.all = link_button(appearance, show_all)
        for button in self.buttons:
            button.led.connect(self.led)
            button.hide()
        self._lay_out()
        self.restyle()

    def show_texts(self, texts: Sequence[MoverText], title: str, counts: str, show_all: str) -> None:
        """Show what moved most first, and how many could not be judged."""
        self._title.setText(title)
        self._counts.set_text(counts)
        self.all.setText(show_all)
        self._moved = len(texts)
        for button, text in zip(self.buttons, texts, strict=False):
            button.show_text(text)
        self._fit()

    def restyle(self) -> None:
        """Draw the icon in the theme's colours."""
        self._icon.setPixmap(self._appearance.icon("zap").pixmap(16, 16))

    @property
    def shown(self) -> list[MoverButton]:
        """The series that stand in the strip."""
        return [button for button in self.buttons if not button.isHidden()]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Show as many as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "all"):
            self.restyle()

    def _fit(self) -> None:
        room = self.width() - self._head.sizeHint().width() - self.all.sizeHint().width() - 60
        count = min(self._moved, max(1, room // _NARROWEST))
        for at, button in enumerate(self.buttons):
            button.setVisible(at < count)

    def _lay_out(self) -> None:
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(0)
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self._icon)
        first.addWidget(self._title, 1)
        head.addLayout(first)
        head.addWidget(self._counts)
        self._head.setMaximumWidth(220)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 8, 4)
        row.setSpacing(10)
        row.addWidget(self._head)
        for button in self.buttons:
            row.addWidget(button, 1)
        row.addWidget(self.all)
