"""How claims look in a text: pills below the words, a wave under what is wrong, targets that stay out of the way."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPainterPath,
    QPen,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
    QTextLayout,
)

from workbench.core.claims.links import ClaimLink, claim_links
from workbench.core.claims.verdicts import VerdictKind
from workbench.ui.appearance import Appearance

PILL_HEIGHT = 20
_RADIUS, _ROOM = 3, 2
_WAVE, _WAVE_HEIGHT = 4.0, 1.6
_FENCE = 1
_HIDDEN_PIXELS = 1
_STRONG = re.compile(r"\*\*(?! )(?:(?!\*\*).)+(?<! )\*\*")
_UNHEARD = "unheard"
"""What a claim is whose verdict has not come yet."""


def units(text: str, place: int) -> int:
    """Return where a code point of a text stands in Qt's units."""
    return place if text.isascii() else len(text[:place].encode("utf-16-le")) // 2


def code_points(text: str, place: int) -> int:
    """Return which code point of a text stands at one of Qt's units."""
    return place if text.isascii() else len(text.encode("utf-16-le")[: 2 * place].decode("utf-16-le", "ignore"))


@dataclass(frozen=True, slots=True)
class PillLook:
    """The ground, edge and text of a pill; `wave` is the colour of the wave below it, if it has one."""

    ground: QColor | None
    edge: QPen
    text: QColor
    wave: QPen | None = None


class ClaimLooks:
    """The looks of all verdicts in the theme's colours, made once for each theme."""

    def __init__(self, appearance: Appearance) -> None:
        """Make the colours and pens."""
        colours = appearance.colours
        dashed = Qt.PenStyle.DashLine
        error = QColor(colours.error)
        accent, quiet = QColor(colours.accent), QColor(colours.text2)
        right = PillLook(QColor(colours.tint), _edge(colours.bar), accent)
        wrong = PillLook(QColor(colours.error_ground), _edge(colours.error), error, _pen(error, 1.2))
        self._looks = {kind.value: wrong if kind.is_wrong else right for kind in VerdictKind}
        self._looks[VerdictKind.AMBIGUOUS] = PillLook(None, _edge(colours.edited, dashed), QColor(colours.edited))
        self._looks[VerdictKind.NEEDS_DATA] = PillLook(None, _edge(colours.text2, dashed), quiet)
        self._looks[_UNHEARD] = PillLook(QColor(colours.tint), _edge(colours.tint), accent)
        self.marks = QColor(colours.missing)
        self.heading = QColor(colours.text)

    def of(self, kind: VerdictKind | None) -> PillLook:
        """Return the look of a verdict; None is one that has not come."""
        return self._looks[_UNHEARD if kind is None else kind.value]


def _edge(colour: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(QColor(colour), 1, style)
    if style is Qt.PenStyle.DashLine:
        pen.setDashPattern([3, 2])
    return pen


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)


def paint_pill(painter: QPainter, layout: QTextLayout, origin: QPointF, place: tuple[int, int], look: PillLook) -> None:
    """Paint a pill behind a part of a block, one box a line; `place` is where it begins and ends in Qt's units."""
    for at in range(layout.lineCount()):
        line = layout.lineAt(at)
        start = max(place[0], line.textStart())
        end = min(place[1], line.textStart() + line.textLength())
        if start >= end:
            continue
        left, right = _x(line.cursorToX(start)), _x(line.cursorToX(end))
        top = line.y() + (line.height() - PILL_HEIGHT) / 2
        box = QRectF(left - _ROOM, top, right - left + 2 * _ROOM, PILL_HEIGHT).translated(origin)
        _paint_box(painter, box, look)


def _x(place: object) -> float:
    """Return a place on a line: the binding gives it with the position that it belongs to."""
    return float(place[0] if isinstance(place, tuple) else place)  # type: ignore[arg-type]


def _paint_box(painter: QPainter, box: QRectF, look: PillLook) -> None:
    painter.setPen(look.edge)
    painter.setBrush(look.ground if look.ground is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    if look.wave is not None:
        painter.setPen(look.wave)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_wave(box.left() + 3, box.right() - 3, box.bottom() - 3))


def _wave(left: float, right: float, y: float) -> QPainterPath:
    path = QPainterPath(QPointF(left, y))
    x, way = left, -1
    while x < right:
        x = min(x + _WAVE / 2, right)
        path.lineTo(x, y + way * _WAVE_HEIGHT / 2)
        way = -way
    return path


class ClaimHighlighter(QSyntaxHighlighter):
    """Sets words of Markdown off, and takes the marks of each claim but the current one away from the eye."""

    def __init__(self, document: QTextDocument, appearance: Appearance, looks: ClaimLooks) -> None:
        """Serve a document."""
        super().__init__(document)
        self._appearance = appearance
        self.kinds: dict[tuple[str, str], VerdictKind] = {}
        self.current: tuple[int, int] | None = None
        self.dress(looks)

    def dress(self, looks: ClaimLooks) -> None:
        """Make the formats of a theme."""
        self._looks = looks
        self._gone, self._gap = _hidden(0.0), _hidden(_ROOM + 1.5)
        self._quiet, self._target = QTextCharFormat(), QTextCharFormat()
        for part in (self._quiet, self._target):
            part.setForeground(looks.marks)
        self._target.setFontPointSize(8.5)
        self._strong, self._heading = QTextCharFormat(), QTextCharFormat()
        self._strong.setFontWeight(QFont.Weight.DemiBold)
        self._heading.setFontWeight(QFont.Weight.DemiBold)
        self._heading.setFontPointSize(12)

    def highlightBlock(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Set the formats of a line."""
        is_fence = text.startswith(("```", "~~~"))
        was_inside = self.previousBlockState() == _FENCE
        self.setCurrentBlockState(_FENCE if is_fence != was_inside else 0)
        if is_fence or was_inside:
            self.setFormat(0, units(text, len(text)), self._quiet)
            return
        self._set_off(text)
        for found in _STRONG.finditer(text):
            start, end = units(text, found.start()), units(text, found.end())
            self.setFormat(start, end - start, self._strong)
            for mark in (start, end - 2):
                self.setFormat(mark, 2, self._quiet)
        for link in claim_links(text):
            self._tie(text, link)

    def links_of(self, text: str, state: int, before: int) -> tuple[ClaimLink, ...]:
        """Return the claims of a line, given the states of it and of the line before."""
        return () if _FENCE in {before, state} else claim_links(text)

    def _set_off(self, text: str) -> None:
        """Set headings, marks of lists and pictures off."""
        mark = len(text) - len(text.lstrip("#"))
        if mark and text[mark : mark + 1] == " ":
            self.setFormat(0, units(text, len(text)), self._heading)
            self.setFormat(0, mark, self._quiet)
        elif text.startswith(("- ", "* ", "> ")):
            self.setFormat(0, 1, self._quiet)
        elif text.startswith("!["):
            self.setFormat(0, units(text, len(text)), self._target)

    def _tie(self, text: str, link: ClaimLink) -> None:
        """Colour the words of a claim, and hide or show its target."""
        words = QTextCharFormat()
        words.setForeground(self._looks.of(self.kinds.get((link.text, link.target))).text)
        start, text_start, text_end, end = (
            units(text, place) for place in (link.start, link.text_start, link.text_end, link.end)
        )
        self.setFormat(text_start, text_end - text_start, words)
        is_current = self.current == (self.currentBlock().blockNumber(), link.start)
        self.setFormat(start, text_start - start, self._gap)
        self.setFormat(text_end, end - text_end, self._target if is_current else self._gone)
        self.setFormat(text_end, 1, self._gap)


def is_hidden(layout: QTextLayout, place: int) -> bool:
    """Whether the character at a place of a block, in Qt's units, is taken away from the eye."""
    spans = (span for span in layout.formats() if span.start <= place < span.start + span.length)
    return any(span.format.font().pixelSize() == _HIDDEN_PIXELS for span in spans)


def _hidden(width: float) -> QTextCharFormat:
    """Return a format that takes a character away from the eye and leaves so much room in its place."""
    font = QFont()
    font.setPixelSize(_HIDDEN_PIXELS)
    if width:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, width - 0.5)
    else:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 0.1)
    hidden = QTextCharFormat()
    hidden.setFont(font, QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesSpecifiedOnly)
    hidden.setForeground(QColor(0, 0, 0, 0))
    return hidden
