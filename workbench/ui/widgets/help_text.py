"""A page of the help, laid out: Markdown without HTML, and nothing is loaded from anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from workbench.ui.appearance import Appearance
from workbench.ui.style.theme import FAMILIES
from workbench.ui.widgets.picture_gap import picture_gap

_MARGIN, _INDENT, _LINE_PERCENT, _ABOVE_HEADING = 18, 20, 132, 14
_SIZES = {1: 14.0, 2: 11.0, 3: 10.0}
"""The points of a heading by its level."""


class HelpText(QTextBrowser):
    """Shows a page. `page_wanted` carries the id of a page that a link leads to."""

    page_wanted = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        """Show nothing yet."""
        super().__init__()
        self._appearance = appearance
        self._shown = ("", "")
        self._words: tuple[str, ...] = ()
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setStyleSheet("QTextEdit { border: none; padding: 0; background: transparent; }")
        self.setFont(appearance.font(10))
        self.document().setDocumentMargin(_MARGIN)
        self.document().setIndentWidth(_INDENT)
        self.anchorClicked.connect(self._follow)

    def show_page(self, title: str, text: str) -> None:
        """Lay a page out, from its top."""
        self._shown = (title, text)
        features = QTextDocument.MarkdownFeature
        self.document().setMarkdown(f"# {title}\n\n{text}", features.MarkdownDialectGitHub | features.MarkdownNoHTML)
        self._dress()
        self._mark_words()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def mark(self, words: tuple[str, ...]) -> None:
        """Mark where words that are searched for stand, in this page and those that follow; the first one comes into sight."""
        self._words = words
        first = self._mark_words()
        if first is not None:
            first.clearSelection()
            self.setTextCursor(first)
            self.ensureCursorVisible()

    def restyle(self) -> None:
        """Take the colours of the theme."""
        self.show_page(*self._shown)

    def loadResource(self, type_: int, name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        """Load nothing: pages are text, and in the place of a picture there is a gap."""
        del name
        return picture_gap() if type_ == QTextDocument.ResourceType.ImageResource.value else None

    def _follow(self, address: QUrl) -> None:
        target = address.toString()
        if target.endswith(".md"):
            self.page_wanted.emit(target.removesuffix(".md"))

    def _mark_words(self) -> QTextCursor | None:
        """Mark the words, and return where the first of them stands."""
        ground = QTextCharFormat()
        ground.setBackground(QBrush(QColor(self._appearance.colours.warning_ground)))
        found = [place for word in self._words for place in self._places(word)]
        self.setExtraSelections([_marked(place, ground) for place in found])
        return min(found, key=QTextCursor.selectionStart, default=None)

    def _places(self, word: str) -> Iterator[QTextCursor]:
        found = self.document().find(word)
        while not found.isNull():
            yield found
            found = self.document().find(word, found)

    def _dress(self) -> None:
        """Give lines air, headings their size, keys their caps, tables their rules."""
        block = self.document().begin()
        while block.isValid():
            self._dress_block(block)
            block = block.next()
        for frame in self.document().rootFrame().childFrames():
            self._dress_table(frame)

    def _dress_block(self, block: QTextBlock) -> None:
        level = block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        spaced.setTopMargin(_ABOVE_HEADING if level > 1 else block.blockFormat().topMargin())
        cursor.mergeBlockFormat(spaced)
        if level:
            head = QTextCharFormat(cursor.charFormat())
            head.clearProperty(QTextFormat.Property.FontSizeAdjustment)
            head.setFont(self._appearance.font(_SIZES.get(level, 10.0), QFont.Weight.DemiBold))
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(head)
        for start, length, made in list(self._parts_of(block)):
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(made)

    def _parts_of(self, block: QTextBlock) -> Iterator[tuple[int, int, QTextCharFormat]]:
        """Yield where links stand in a block, and what is written as code: keys, and what is typed; and how each looks."""
        parts = block.begin()
        while not parts.atEnd():
            fragment = parts.fragment()
            if fragment.isValid() and fragment.charFormat().isAnchor():
                yield fragment.position(), fragment.length(), self._link()
            elif fragment.isValid() and fragment.charFormat().fontFixedPitch():
                yield fragment.position(), fragment.length(), self._cap()
            parts += 1

    def _link(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(QColor(self._appearance.colours.accent))
        made.setFontUnderline(True)
        return made

    def _cap(self) -> QTextCharFormat:
        """Return how a key, or something typed, looks."""
        made = QTextCharFormat()
        made.setFontFamilies(list(FAMILIES))
        made.setFontFixedPitch(False)
        made.setFontWeight(QFont.Weight.Medium)
        made.setBackground(QBrush(QColor(self._appearance.colours.grid)))
        return made

    def _dress_table(self, frame: QTextFrame) -> None:
        if not isinstance(frame, QTextTable):
            return
        look = frame.format()
        look.setBorder(1)
        look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setBorderBrush(QBrush(QColor(self._appearance.colours.grid)))
        look.setBorderCollapse(True)
        look.setCellPadding(2)
        look.setTopMargin(4)
        look.setBottomMargin(8)
        look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        frame.setFormat(look)
        if not any(frame.cellAt(0, column).firstCursorPosition().block().text() for column in range(frame.columns())):
            frame.removeRows(0, 1)


def _marked(place: QTextCursor, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    made.cursor, made.format = place, look
    return made
