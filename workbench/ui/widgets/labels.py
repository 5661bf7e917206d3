"""Small parts in the look of the window: labels, lines, links, and text that is shortened in its middle."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from workbench.ui.appearance import Appearance


def text_label(
    appearance: Appearance,
    points: float = 9,
    *,
    weight: int = QFont.Weight.Normal,
    role: str = "",
    wraps: bool = False,
    selectable: bool = False,
) -> QLabel:
    """Return a label of plain text; `role` is "quiet", "worse", "better", "good", "missing", "error", or empty."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(appearance.font(points, weight))
    label.setWordWrap(wraps)
    if role:
        label.setProperty("role", role)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def set_role(label: QLabel, role: str) -> None:
    """Give a label another role, and with it the role's colour."""
    if label.property("role") != role:
        label.setProperty("role", role)
        label.style().unpolish(label)
        label.style().polish(label)


def rule() -> QFrame:
    """Return a horizontal line of one pixel."""
    line = QFrame()
    line.setProperty("rule", True)
    line.setFixedHeight(1)
    return line


def link_button(appearance: Appearance, run: Callable[[], object]) -> QPushButton:
    """Return a button that looks like a link."""
    button = QPushButton()
    button.setProperty("link", True)
    button.setFont(appearance.font(9))
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(lambda _checked=False: run())
    return button


def icon_button(run: Callable[[], object]) -> QToolButton:
    """Return a flat button for an icon; whoever makes it names it by `name_button`."""
    button = QToolButton()
    button.setProperty("flat", True)
    button.setIconSize(QSize(14, 14))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(lambda _checked=False: run())
    return button


def name_button(button: QToolButton, name: str) -> None:
    """Name a button that shows nothing but an icon."""
    button.setToolTip(name)
    button.setAccessibleName(name)


def plain_tip(text: str) -> str:
    """Return a text so that a tool tip shows it as it is, even where it looks like HTML."""
    if "<" not in text and "&" not in text:
        return text
    return f"<span>{escape(text).replace(chr(10), '<br>')}</span>"


class ElidedText(QWidget):
    """One line of text that is shortened where there is no room, and whole in its tool tip and when it is copied."""

    def __init__(
        self,
        appearance: Appearance,
        points: float = 9,
        *,
        weight: int = QFont.Weight.Normal,
        colour: str = "text",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
        least: int = 40,
        takes_focus: bool = True,
    ) -> None:
        """Show no text yet; `colour` is the name of a colour token, `least` the width in pixels that it never goes below."""
        super().__init__()
        self._appearance = appearance
        self._colour = colour
        self._mode = mode
        self._least = least
        self._text = self._tip = ""
        self.setFont(appearance.font(points, weight))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if takes_focus:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show a text."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._tell_the_rest()
        self.update()

    def set_colour(self, colour: str) -> None:
        """Write in another colour token's colour."""
        self._colour = colour
        self.update()

    def set_tip(self, tip: str) -> None:
        """Say more in the tool tip, below the text where that is not seen whole."""
        self._tip = tip
        self._tell_the_rest()

    def copy(self) -> None:
        """Put the whole text on the clipboard."""
        QGuiApplication.clipboard().setText(self._text)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Have room for the whole text."""
        metrics = self._metrics()
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be content with a part of it."""
        hint = self.sizeHint()
        return QSize(min(self._least, hint.width()), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the text as far as it goes, and a frame when it has the focus."""
        del event
        painter = QPainter(self)
        shown = self._metrics().elidedText(self._text, self._mode, self.width())
        painter.setPen(QColor(getattr(self._appearance.colours, self._colour)))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._appearance.colours.accent), 1))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Tell the whole text where it does not fit."""
        super().resizeEvent(event)
        self._tell_the_rest()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy on the platform's key for it."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Offer to copy the whole text."""
        menu = QMenu(self)
        menu.addAction(self._appearance.say("inspector.copy"), self.copy)
        menu.exec(event.globalPos())

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self.font())

    def _tell_the_rest(self) -> None:
        self.setToolTip(self._whole_tip(fits=self._metrics().horizontalAdvance(self._text) <= self.width()))

    def _whole_tip(self, *, fits: bool) -> str:
        """Return the tool tip: the whole text where it does not fit, and what else is to be said."""
        lines = [] if fits else [self._text]
        return plain_tip("\n".join([*lines, *filter(None, [self._tip])]))
