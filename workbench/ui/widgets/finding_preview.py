"""A finding as it will be read: its Markdown laid out, claims as pills, pictures from the database and from nowhere else."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QHelpEvent,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextBrowser, QToolTip

from workbench.core.claims.links import SCHEME
from workbench.core.claims.verdicts import VerdictKind
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.claim_marks import ClaimLooks
from workbench.ui.widgets.labels import plain_tip
from workbench.ui.widgets.picture_gap import picture_gap

PICTURE = "picture:"
"""What the address of a kept picture begins with; its hash follows."""

_WIDEST = 560
_LINE_PERCENT = 140


class FindingPreview(QTextBrowser):
    """Shows a finding. `claim_clicked` carries the target of a claim, `pictures_wanted` hashes that it has no picture for."""

    claim_clicked = Signal(str)
    pictures_wanted = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        """Show nothing yet."""
        super().__init__()
        self._appearance = appearance
        self._shown = ("", "")
        self._kinds: Mapping[tuple[str, str], VerdictKind] = {}
        self._tips: Mapping[str, str] = {}
        self._pictures: dict[str, QImage | None] = {}
        self._missing: set[str] = set()
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setStyleSheet("QTextEdit, QTextEdit:focus { border: none; padding: 0; background: transparent; }")
        self.setFont(appearance.font(10.5))
        self.document().setDocumentMargin(14)
        self.anchorClicked.connect(self._follow)

    def show_finding(self, title: str, body: str) -> None:
        """Lay a finding out."""
        self._shown = (title, body)
        scrolled = self.verticalScrollBar().value()
        self._missing = set()
        head = f"# {_without_marks(title)}\n\n" if title else ""
        features = QTextDocument.MarkdownFeature
        body = body.replace("![](", "![\N{NO-BREAK SPACE}](")  # Qt drops a picture without words
        self.document().setMarkdown(head + body, features.MarkdownDialectGitHub | features.MarkdownNoHTML)
        self._dress()
        self.verticalScrollBar().setValue(scrolled)

    def show_verdicts(self, kinds: Mapping[tuple[str, str], VerdictKind], tips: Mapping[tuple[str, str], str]) -> None:
        """Show the verdicts on claims, and what is told of each where the pointer rests."""
        self._kinds = kinds
        self._tips = {target: tip for (_, target), tip in tips.items()}
        self._dress()

    def take_pictures(self, pictures: Mapping[str, bytes | None]) -> None:
        """Show pictures by their hashes; one that is not kept stays a gap."""
        for digest, content in pictures.items():
            image = QImage.fromData(content) if content else QImage()
            self._pictures[digest] = None if image.isNull() else image
        self.show_finding(*self._shown)

    def restyle(self) -> None:
        """Take the colours of the theme."""
        self.show_finding(*self._shown)

    def loadResource(self, type_: int, name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        """Return a kept picture, and an empty one for every other: without one Qt would look for a file itself."""
        if type_ != QTextDocument.ResourceType.ImageResource.value:
            return None
        address = name if isinstance(name, str) else name.toString()
        image = self._kept(address.removeprefix(PICTURE)) if address.startswith(PICTURE) else None
        if image is None:
            return picture_gap()
        return image if image.width() <= _WIDEST else image.scaledToWidth(_WIDEST)

    def _kept(self, digest: str) -> QImage | None:
        """Return a picture by its hash; one that has not been fetched is asked for."""
        if digest not in self._pictures:
            if not self._missing:
                QTimer.singleShot(0, self, self._ask)
            self._missing.add(digest)
        return self._pictures.get(digest)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Tell of a claim, or where a link leads, where the pointer rests."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            target = self.anchorAt(event.pos())
            QToolTip.showText(event.globalPos(), plain_tip(self._tips.get(target, target)), self.viewport())
            return True
        return super().viewportEvent(event)

    def _ask(self) -> None:
        """Ask for the pictures that were missed while the text was laid out."""
        if self._missing:
            self.pictures_wanted.emit(frozenset(self._missing))

    def _follow(self, address: QUrl) -> None:
        target = bytes(address.toEncoded().data()).decode()
        if target.startswith(SCHEME):
            self.claim_clicked.emit(target)

    def _dress(self) -> None:
        """Give claims the looks of their verdicts, and lines some air."""
        looks = ClaimLooks(self._appearance)
        by_target: dict[str, VerdictKind] = {}
        for (_, target), kind in self._kinds.items():
            if target not in by_target or kind.is_wrong:
                by_target[target] = kind
        block = self.document().begin()
        while block.isValid():
            cursor = QTextCursor(block)
            spaced = QTextBlockFormat()
            spaced.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.mergeBlockFormat(spaced)
            self._size_heading(block, cursor)
            parts = block.begin()
            found = []
            while not parts.atEnd():
                fragment = parts.fragment()
                if fragment.isValid() and fragment.charFormat().isAnchor():
                    found.append((fragment.position(), fragment.length(), fragment.charFormat().anchorHref()))
                parts += 1
            for position, length, target in found:
                cursor.setPosition(position)
                cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(self._format(looks, by_target, target))
            block = block.next()

    def _size_heading(self, block: QTextBlock, cursor: QTextCursor) -> None:
        """Give a heading the size that headings have here."""
        level = block.blockFormat().headingLevel()
        if level:
            sized = QTextCharFormat()
            sized.setFontWeight(QFont.Weight.DemiBold)
            sized.setProperty(QTextFormat.Property.FontSizeAdjustment, int(level == 1))
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(sized)
            cursor.clearSelection()

    def _format(self, looks: ClaimLooks, by_target: Mapping[str, VerdictKind], target: str) -> QTextCharFormat:
        made = QTextCharFormat()
        if not target.startswith(SCHEME):
            made.setForeground(QColor(self._appearance.colours.accent))
            return made
        kind = by_target.get(target)
        look = looks.of(kind)
        made.setForeground(look.text)
        made.setFontUnderline(kind is not None and not kind.is_right)
        if look.wave is not None:
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        elif made.fontUnderline():
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        made.setUnderlineColor(look.text)
        made.setBackground(QBrush(look.ground) if look.ground is not None else QBrush())
        return made


def _without_marks(title: str) -> str:
    """Return a title as Markdown shows it as it is."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|~" else sign for sign in title)
