"""All keys on one sheet: those of the window's actions, made from their table, and those of the table of figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import ceil, floor

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from workbench.ui.actions import MENUS, ActionSpec
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.frame import Dialog, button_row, panel, plain_label, push_button, title_label

TABLE_KEYS = (
    ("shortcuts.edit", ("F2",)),
    ("shortcuts.take", ("Enter", "Tab")),
    ("shortcuts.take_back", ("Shift+Enter", "Shift+Tab")),
    ("shortcuts.drop", ("Esc",)),
    ("shortcuts.clear", ("Del",)),
    ("shortcuts.extend", ("Shift+Up", "Shift+Down")),
    ("shortcuts.rows", ("Shift+Space",)),
    ("shortcuts.all", ("Ctrl+A",)),
    ("shortcuts.copy_plain", ("Ctrl+Shift+C",)),
)
"""The keys of the table of figures: the message that says what they do, and each key."""

_SIZE = QSize(860, 660)
_TWO_COLUMNS = 640
"""The width in pixels from which on there are two columns."""

_LEFT = ("file", "edit", "data", "help")
"""The menus in the left column; the others, and the table, stand at the right."""


_ARROWS = {"↑": (0, -1), "↓": (0, 1), "←": (-1, 0), "→": (1, 0)}
"""How Qt writes some keys in Japanese, and which way each points: the font has no arrows, they are drawn."""

_ARROW, _BARB = 8.0, 3.0
"""The length of an arrow and of its barbs in logical pixels."""


class KeyCap(QWidget):
    """A key as it is written on this machine, in its cap; arrows are drawn."""

    def __init__(self, appearance: Appearance, key: str) -> None:
        """Show a key in Qt's portable spelling."""
        super().__init__()
        self._appearance = appearance
        self.text = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        self.parts = [part for part in re.split(f"([{''.join(_ARROWS)}])", self.text) if part]
        self.setFont(appearance.font(8.5))
        width = sum(self._width(part) for part in self.parts)
        self.setFixedSize(ceil(width) + 14, max(21, self.fontMetrics().height() + 4))
        self.setAccessibleName(self.text)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the cap and its text."""
        del event
        colours = self._appearance.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.control), 1))
        painter.setBrush(QColor(colours.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(QPen(QColor(colours.text), 1))
        left = (self.width() - sum(self._width(part) for part in self.parts)) / 2
        for part in self.parts:
            box = QRectF(left, 0, self._width(part), self.height())
            if part in _ARROWS:
                painter.drawLines(_arrow(box.center(), *_ARROWS[part]))
            else:
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, part)
            left += box.width()

    def _width(self, part: str) -> float:
        """Return how wide a part is: an arrow, with a little air, or its text."""
        return _ARROW + 4 if part in _ARROWS else float(self.fontMetrics().horizontalAdvance(part))


def _arrow(middle: QPointF, right: int, down: int) -> list[QLineF]:
    """Return the lines of an arrow around a point: its shaft, and the two barbs at its tip."""
    middle = QPointF(floor(middle.x()) + 0.5, floor(middle.y()) + 0.5)
    way, across = QPointF(right, down), QPointF(down, right)
    tip, end = middle + way * (_ARROW / 2), middle - way * (_ARROW / 2)
    barbs = (tip - way * _BARB + across * _BARB, tip - way * _BARB - across * _BARB)
    return [QLineF(end, tip), *(QLineF(tip, barb) for barb in barbs)]


class ShortcutsDialog(Dialog):
    """The sheet of keys, by menu."""

    def __init__(self, appearance: Appearance, actions: Sequence[ActionSpec], parent: QWidget | None = None) -> None:
        """Show the keys of these actions."""
        super().__init__(appearance, parent, _SIZE)
        self._actions = actions
        self._sheet = QScrollArea()
        self._sheet.setWidgetResizable(True)
        self._sheet.setFrameShape(QFrame.Shape.NoFrame)
        self._sheet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._hint = plain_label("quiet", wraps=True)
        self.shut = push_button()
        self.shut.clicked.connect(self.reject)
        frame = panel()
        layout = frame.layout()
        assert layout is not None
        layout.addWidget(self._sheet)
        self.column.addWidget(frame, 1)
        self.foot.addLayout(button_row(self.shut, before=self._hint))
        self.retranslate()

    def retranslate(self) -> None:
        """Write the sheet anew in the language of the window."""
        say = self.appearance.say
        self.setWindowTitle(say("shortcuts.title"))
        self._hint.setText(say("shortcuts.hint"))
        self.shut.setText(say("dialog.close"))
        self._sheet.setAccessibleName(say("shortcuts.title"))
        sheet = self._made_sheet()
        self._sheet.setWidget(sheet)
        for filled in (sheet, self._sheet.viewport()):
            filled.setAutoFillBackground(False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the columns one below the other where there is no room for two."""
        super().resizeEvent(event)
        self._columns.setDirection(self._direction())

    def _direction(self) -> QBoxLayout.Direction:
        is_narrow = self.width() < _TWO_COLUMNS
        return QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight

    def _made_sheet(self) -> QWidget:
        sheet = QWidget()
        columns = self._columns = QBoxLayout(self._direction(), sheet)
        columns.setContentsMargins(18, 14, 18, 14)
        columns.setSpacing(36)
        for menus in (_LEFT, tuple(menu for menu in MENUS if menu not in _LEFT)):
            column = QVBoxLayout()
            column.setSpacing(5)
            for menu in menus:
                self._add_group(column, self.appearance.say(f"menu.{menu}"), self._keys_of(menu))
            if menus is not _LEFT:
                table = [(self.appearance.say(id_), keys) for id_, keys in TABLE_KEYS]
                self._add_group(column, self.appearance.say("shortcuts.table"), table)
            column.addStretch(1)
            columns.addLayout(column, 1)
        return sheet

    def _keys_of(self, menu: str) -> list[tuple[str, tuple[str, ...]]]:
        """Return the actions of a menu that have a key, each in words."""
        say = self.appearance.say
        specs = (spec for spec in self._actions if spec.menu == menu and spec.shortcut)
        return [(say(f"action.{spec.id}").rstrip("…"), (spec.shortcut,)) for spec in specs]

    def _add_group(self, column: QVBoxLayout, title: str, keys: Iterable[tuple[str, Sequence[str]]]) -> None:
        rows = list(keys)
        if not rows:
            return
        head = title_label(self.appearance, 9.5)
        head.setText(title)
        column.addWidget(head)
        for words, row_keys in rows:
            column.addLayout(self._row(words, row_keys))
        column.addSpacing(12)

    def _row(self, words: str, keys: Sequence[str]) -> QHBoxLayout:
        """Lay out what keys do, and the keys."""
        row = QHBoxLayout()
        row.setSpacing(5)
        label = plain_label(wraps=True)
        label.setText(words)
        row.addWidget(label, 1)
        for key in keys:
            row.addWidget(KeyCap(self.appearance, key))
        return row
