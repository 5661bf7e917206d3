"""The field in which a finding is written as Markdown, with its claims as pills below the words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QToolTip

from workbench.core.claims.links import ClaimLink
from workbench.core.claims.verdicts import VerdictKind
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.claim_marks import (
    PILL_HEIGHT,
    ClaimHighlighter,
    ClaimLooks,
    code_points,
    is_hidden,
    paint_pill,
    units,
)
from workbench.ui.widgets.labels import plain_tip

_LINE_HEIGHT = 27
NUMBERS, _MARGIN = 38, 12
"""What is free at the left for the numbers of the lines, and at the right, in logical pixels."""

_PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp")


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim with the place of its line in the text, in Qt's units, and the line's number from 0."""

    link: ClaimLink
    block: int
    position: int
    line: str

    def place(self, at: int) -> int:
        """Return where a place within the line stands in the document."""
        return self.position + units(self.line, at)


class ClaimEditor(QTextEdit):
    """Plain text with claims.

    `edited` tells that a person wrote, `claim_reached` carries the claim at the cursor or None, `jump_wanted` a claim that was
    clicked with Ctrl, `picture_given` the bytes of a pasted picture, `files_given` dropped files of pictures.
    """

    edited = Signal()
    claim_reached = Signal(object)
    jump_wanted = Signal(object)
    picture_given = Signal(object)
    files_given = Signal(object)
    left = Signal()

    def __init__(self, appearance: Appearance) -> None:
        """Hold no text yet."""
        super().__init__()
        self._appearance = appearance
        self.hint = ""
        self._tips: Mapping[tuple[str, str], str] = {}
        self._is_filling = False
        self._links: tuple[Placed, ...] | None = None
        self._reached: tuple[int, int] | None = None
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setProperty("borderless", True)
        self.setStyleSheet("QTextEdit, QTextEdit:focus { border: none; padding: 0; background: transparent; }")
        self.setFont(appearance.font(10.5))
        self._looks = ClaimLooks(appearance)
        self.highlighter = ClaimHighlighter(self.document(), appearance, self._looks)
        self.viewport().setMouseTracking(True)
        self.textChanged.connect(self._on_text)
        self.cursorPositionChanged.connect(self._on_cursor)
        self.cursorPositionChanged.connect(self.viewport().update)
        self.set_text("")

    @property
    def text(self) -> str:
        """What is written; a line break stands between two lines."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show another text; where the cursor stood, it stays as far as it can, and what was undoable is not any more."""
        place, scrolled = self.textCursor().position(), self.verticalScrollBar().value()
        self._is_filling = True
        self.setPlainText(text)
        self.document().setUndoRedoEnabled(False)
        self._space_lines()
        self.document().setUndoRedoEnabled(True)
        self._is_filling = False
        cursor = self.textCursor()
        cursor.setPosition(min(place, max(self.document().characterCount() - 1, 0)))
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(scrolled)

    def show_verdicts(self, kinds: Mapping[tuple[str, str], VerdictKind], tips: Mapping[tuple[str, str], str]) -> None:
        """Show the verdicts on claims, by their words and targets, and what is told of each where the pointer rests."""
        self._tips = tips
        if kinds != self.highlighter.kinds:
            self.highlighter.kinds = dict(kinds)
            self._rehighlight()

    def restyle(self) -> None:
        """Take the colours of the theme."""
        self._looks = ClaimLooks(self._appearance)
        self.highlighter.dress(self._looks)
        self._rehighlight()
        self.viewport().update()

    def links(self) -> tuple[Placed, ...]:
        """Return the claims as they stand in the text."""
        if self._links is None:
            self._links = tuple(self._placed())
        return self._links

    def current(self) -> Placed | None:
        """Return the claim in which the cursor stands."""
        return self._at(self.textCursor().position())

    def go_to(self, placed: Placed) -> None:
        """Put the cursor into a claim and bring it into view."""
        cursor = self.textCursor()
        cursor.setPosition(placed.place(placed.link.text_start))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def replace_words(self, placed: Placed, text: str) -> None:
        """Put other words into a claim, as one step that can be undone."""
        self._replace(placed.place(placed.link.text_start), placed.place(placed.link.text_end), text)

    def insert(self, text: str, *, as_block: bool = False) -> None:
        """Put a text in place of what is selected; `as_block` gives it a paragraph of its own."""
        cursor = self.textCursor()
        if as_block:
            before = "" if not self.text else "\n" if cursor.atBlockStart() else "\n\n"
            text = f"{before}{text}\n"
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def wrap(self, mark: str) -> None:
        """Put marks around what is selected, or take them away."""
        cursor = self.textCursor()
        text = cursor.selectedText()
        inner = text[len(mark) : -len(mark)] if text.startswith(mark) and text.endswith(mark) and text else None
        start = min(cursor.position(), cursor.anchor())
        cursor.insertText(inner if inner is not None else f"{mark}{text}{mark}")
        if not text:
            cursor.setPosition(start + len(mark))
        else:
            cursor.setPosition(start)
            cursor.setPosition(
                start + units(text, len(text)) + (-2 if inner is not None else 2) * len(mark),
                QTextCursor.MoveMode.KeepAnchor,
            )
        self.setTextCursor(cursor)

    def toggle_list(self) -> None:
        """Make the selected lines a list, or plain ones again."""
        cursor = self.textCursor()
        first = self.document().findBlock(min(cursor.position(), cursor.anchor()))
        last = self.document().findBlock(max(cursor.position(), cursor.anchor()))
        blocks = [self.document().findBlockByNumber(at) for at in range(first.blockNumber(), last.blockNumber() + 1)]
        is_list = all(block.text().startswith("- ") for block in blocks)
        cursor.beginEditBlock()
        for block in blocks:
            edit = QTextCursor(block)
            if is_list:
                edit.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, 2)
                edit.removeSelectedText()
            elif not block.text().startswith("- "):
                edit.insertText("- ")
        cursor.endEditBlock()

    def event(self, event: QEvent) -> bool:
        """Leave Undo and Redo to the window where there is nothing to undo here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            document = self.document()
            for key, is_there in (
                (QKeySequence.StandardKey.Undo, document.isUndoAvailable()),
                (QKeySequence.StandardKey.Redo, document.isRedoAvailable()),
            ):
                if event.matches(key) and not is_there:
                    event.ignore()
                    return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Tell of a claim where the pointer rests."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            placed = self._at(self.cursorForPosition(event.pos()).position())
            tip = "" if placed is None else self._tips.get((placed.link.text, placed.link.target), "")
            QToolTip.showText(event.globalPos(), plain_tip(tip), self.viewport())
            return True
        return super().viewportEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a claim that is clicked with Ctrl; else show the target of the one that the cursor is in now."""
        super().mouseReleaseEvent(event)
        placed = self.current()
        is_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if placed is not None and is_control and event.button() == Qt.MouseButton.LeftButton:
            self.jump_wanted.emit(placed)
        self._on_cursor()

    def focusOutEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Tell that the writing paused."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.viewport().update()
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the pills and the numbers of the lines, and the text over them."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        layout = self.document().documentLayout()
        scrolled = QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        by_block: dict[int, list[Placed]] = {}
        for placed in self.links():
            by_block.setdefault(placed.block, []).append(placed)
        block = self.document().begin()
        area = event.rect()
        while block.isValid():
            box = layout.blockBoundingRect(block).translated(scrolled)
            if box.top() > area.bottom():
                break
            if box.bottom() >= area.top():
                self._paint_number(painter, block, box.topLeft())
                for placed in by_block.get(block.blockNumber(), ()):
                    link = placed.link
                    place = (units(placed.line, link.text_start), units(placed.line, link.text_end))
                    look = self._looks.of(self.highlighter.kinds.get((link.text, link.target)))
                    paint_pill(painter, block.layout(), box.topLeft(), place, look)
            block = block.next()
        self._paint_hint(painter, layout.blockBoundingRect(self.document().begin()).translated(scrolled))
        painter.end()
        super().paintEvent(event)
        self._paint_caret(layout, scrolled)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        """Take text and pictures; other files are for the window."""
        if source.hasUrls() and not source.hasText():
            return bool(_pictures_in(source))
        return source.hasImage() or bool(_pictures_in(source)) or (source.hasText() and not source.hasUrls())

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Hand pictures on, and write text as it is."""
        files = _pictures_in(source)
        if files:
            self.files_given.emit(files)
        elif source.hasImage():
            image = source.imageData()
            if isinstance(image, QImage) and not image.isNull():
                self.picture_given.emit(png_of(image))
        else:
            self.insertPlainText(source.text())

    def _space_lines(self) -> None:
        """Give lines their height and the text its margins."""
        frame = self.document().rootFrame().frameFormat()
        frame.setLeftMargin(NUMBERS)
        frame.setRightMargin(_MARGIN)
        frame.setTopMargin(8)
        frame.setBottomMargin(24)
        self.document().rootFrame().setFrameFormat(frame)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.mergeBlockFormat(spaced)

    def _paint_caret(self, layout: QAbstractTextDocumentLayout, scrolled: QPointF) -> None:
        """Paint the caret behind what is hidden, where Qt's own is as small as that: one point."""
        cursor = self.textCursor()
        block = cursor.block()
        if not self.hasFocus() or cursor.hasSelection() or not is_hidden(block.layout(), cursor.positionInBlock() - 1):
            return
        line = block.layout().lineForTextPosition(cursor.positionInBlock())
        if line.isValid():
            top = layout.blockBoundingRect(block).translated(scrolled).top() + line.y()
            place = QPointF(self.cursorRect().x(), top + (line.height() - PILL_HEIGHT) / 2)
            painter = QPainter(self.viewport())
            painter.fillRect(QRectF(place, QSizeF(self.cursorWidth(), PILL_HEIGHT)), self.palette().text())

    def _paint_hint(self, painter: QPainter, line: QRectF) -> None:
        """Paint what can be written here where nothing is: Qt's own placeholder would stand over the number of the line."""
        if self.document().isEmpty() and not self.document().begin().layout().preeditAreaText():
            painter.setFont(self.font())
            painter.setPen(self.palette().placeholderText().color())
            line.setRight(self.viewport().width() - _MARGIN)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.hint)

    def _paint_number(self, painter: QPainter, block: QTextBlock, origin: QPointF) -> None:
        line = block.layout().lineAt(0)
        if not line.isValid():
            return
        painter.setFont(self._appearance.font(8.5))
        painter.setPen(self._looks.marks)
        top = int(origin.y() + line.y())
        painter.drawText(
            0,
            top,
            NUMBERS - 12,
            int(line.height()),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            str(block.blockNumber() + 1),
        )

    def _placed(self) -> Iterator[Placed]:
        block, before = self.document().begin(), 0
        while block.isValid():
            text = block.text()
            for link in self.highlighter.links_of(text, block.userState(), before):
                yield Placed(link, block.blockNumber(), block.position(), text)
            before = block.userState()
            block = block.next()

    def _at(self, position: int) -> Placed | None:
        """Return the claim that a place in the document is in, its ends included."""
        for placed in self.links():
            if placed.place(placed.link.start) <= position <= placed.place(placed.link.end):
                return placed
        return None

    def _on_text(self) -> None:
        self._links = None
        if not self._is_filling:
            self.edited.emit()

    def _on_cursor(self) -> None:
        """Show the target of the claim in which the cursor stands, once no button is held."""
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton or self._is_filling:
            return
        placed = self.current()
        reached = None if placed is None else (placed.block, placed.link.start)
        if reached != self._reached:
            before, self._reached = self._reached, reached
            self.highlighter.current = reached
            for block in {place[0] for place in (before, reached) if place is not None}:
                found = self.document().findBlockByNumber(block)
                if found.isValid():
                    self._quietly(found)
        self.claim_reached.emit(placed)

    def _quietly(self, block: QTextBlock) -> None:
        self._is_filling = True
        self.highlighter.rehighlightBlock(block)
        self._is_filling = False

    def _rehighlight(self) -> None:
        self._is_filling = True
        self.highlighter.rehighlight()
        self._is_filling = False

    def _replace(self, start: int, end: int, text: str) -> None:
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def line_and_column(self) -> tuple[int, int]:
        """Return line and column of the cursor, from 1, the column in code points."""
        cursor = self.textCursor()
        return cursor.blockNumber() + 1, code_points(cursor.block().text(), cursor.positionInBlock()) + 1


def png_of(image: QImage) -> bytes:
    """Return a picture as the bytes of a PNG file."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(content.data())


def _pictures_in(source: QMimeData) -> Sequence[Path]:
    """Return the local files of pictures that are dropped or pasted."""
    files = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    return tuple(file for file in files if file.suffix.lower() in _PICTURES)
