"""What all dialogs do alike: size, language, theme, their buttons, and the sentence that says what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from workbench.core.errors import Cancelled, NothingToDo, WorkbenchError
from workbench.core.messages import Message
from workbench.ui.appearance import Appearance

_FREE = 24
"""How much of the screen a dialog leaves at each side, in logical pixels."""


class Dialog(QDialog):
    """A themed dialog that does not block and goes when it is closed.

    A subclass fills `column`, and `foot` with its buttons; it writes its words in `retranslate`, and calls that once
    itself. On a screen that is too small for the column, the column can be scrolled and the foot stays.
    """

    def __init__(self, appearance: Appearance, parent: QWidget | None, size: QSize) -> None:
        """Take a size for a screen that has room for it."""
        super().__init__(parent)
        self.appearance = appearance
        self._wanted_size = size
        self._is_fitted = False
        self._is_closed = False
        self.finished.connect(self._note_end)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.column, self.foot = QVBoxLayout(), QVBoxLayout()
        self.column.setSpacing(10)
        self._lay_out_frame()

    @property
    def is_gone(self) -> bool:
        """Whether it was closed: what its work comes to is then told by the window."""
        return self._is_closed or not isValid(self)

    def _note_end(self) -> None:
        self._is_closed = True

    def _lay_out_frame(self) -> None:
        """Put the column, which scrolls if it must, over the foot."""
        self.column.setContentsMargins(16, 14, 16, 4)
        self.foot.setContentsMargins(16, 6, 16, 14)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        outside.addWidget(_scrolling(self.column), 1)
        outside.addLayout(self.foot)

    def retranslate(self) -> None:
        """Write all words in the language of the window."""

    def restyle(self) -> None:
        """Take the colours of the theme where Qt does not do so by itself."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Write or paint anew when language or theme changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self.restyle()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Take the wanted size, or what the screen has room for."""
        if not self._is_fitted:
            self._is_fitted = True
            self.resize(self._fitting())
        super().showEvent(event)

    def make_room(self, size: QSize) -> None:
        """Become larger where more is shown than the dialog had room for; one that the user made larger stays so."""
        self._wanted_size = size
        if self._is_fitted:
            self.resize(self.size().expandedTo(self._fitting()))

    def _fitting(self) -> QSize:
        room = self.screen().availableSize() - QSize(2 * _FREE, 2 * _FREE)
        return self._wanted_size.expandedTo(self.sizeHint()).boundedTo(room)


def _scrolling(layout: QVBoxLayout) -> QScrollArea:
    """Put a layout where it can be scrolled when there is not enough room for it."""
    area, inside = _Body(), QWidget()
    inside.setLayout(layout)
    area.setWidget(inside)
    for filled in (inside, area.viewport()):
        filled.setAutoFillBackground(False)
    return area


class _Body(QScrollArea):
    """A scroll area that wants to be as large as what is in it."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the room that the content would like."""
        inside = self.widget()
        return QSize() if inside is None else inside.sizeHint()


class Sentence(QWidget):
    """One sentence with an icon on the ground of its kind; it is there only while there is something to say."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        self._appearance = appearance
        self._kind = "error"
        self._message: Message | None = None
        self._icon = QLabel()
        self._text = plain_label(wraps=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 10, 7)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    @property
    def message(self) -> Message | None:
        """What it says, or None."""
        return self._message

    def tell(self, said: Message, kind: str = "error") -> None:
        """Say something: an "error", a "warning", or an "info"."""
        self._kind, self._message = kind, said
        self.retranslate()
        self.show()

    def tell_error(self, error: BaseException) -> bool:
        """Say what a user can do something about; False for anything else, which is told elsewhere."""
        if not isinstance(error, WorkbenchError):
            return False
        self.tell(error.message, "info" if isinstance(error, (Cancelled, NothingToDo)) else "error")
        return True

    def clear(self) -> None:
        """Say nothing."""
        self._message = None
        self.hide()

    def retranslate(self) -> None:
        """Write the sentence in the language of the window."""
        if self._message is None:
            return
        icons = {"error": "circle-x", "warning": "triangle-alert", "info": "info"}
        _, edge = self._colours()
        self._icon.setPixmap(self._appearance.icon(icons[self._kind], edge).pixmap(16, 16))
        self._text.setText(self._appearance.sentence(self._message))
        self.setAccessibleName(self._text.text())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Write or paint anew when language or theme changed."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.PaletteChange}:
            self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the ground of the kind, with a bar at the left edge."""
        super().paintEvent(event)
        ground, edge = self._colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(ground))
        painter.fillRect(0, 0, 3, self.height(), QColor(edge))

    def _colours(self) -> tuple[str, str]:
        colours = self._appearance.colours
        return {
            "error": (colours.error_ground, colours.error),
            "warning": (colours.warning_ground, colours.warning),
            "info": (colours.tint, colours.accent),
        }[self._kind]


def plain_label(role: str = "", *, wraps: bool = False) -> QLabel:
    """Make a label that shows text as it is; a role is "quiet", "title" or "error"."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    if role:
        label.setProperty("role", role)
    return label


def title_label(appearance: Appearance, points: float = 11) -> QLabel:
    """Make the label of a title."""
    label = plain_label("title")
    label.setFont(appearance.font(points, QFont.Weight.DemiBold))
    return label


def push_button(*, is_primary: bool = False, is_link: bool = False) -> QPushButton:
    """Make a button that only Enter on itself presses, but for the primary one, which Enter anywhere does."""
    button = QPushButton()
    button.setAutoDefault(False)
    button.setDefault(is_primary)
    button.setProperty("primary", is_primary)
    button.setProperty("link", is_link)
    return button


def panel() -> QFrame:
    """Make the frame of a panel, with its column laid out."""
    frame = QFrame()
    frame.setProperty("panel", True)
    column = QVBoxLayout(frame)
    column.setContentsMargins(1, 1, 1, 1)
    column.setSpacing(0)
    return frame


def button_row(*buttons: QPushButton, before: QWidget | None = None) -> QHBoxLayout:
    """Lay out the foot of a dialog: buttons at the right, and something before them at the left."""
    row = QHBoxLayout()
    row.setSpacing(8)
    if before is not None:
        row.addWidget(before, 1)
    else:
        row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row
