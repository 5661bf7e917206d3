"""A combo box that can be narrower than its choices: it shortens what it shows, and tells it whole in its tool tip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QStylePainter,
    QWidget,
)

from workbench.ui.widgets.labels import plain_tip

_MOST_ROWS = 16
"""How many choices are seen without scrolling."""

_ROW_ROOM = 7
"""The room around a choice's text."""

_AROUND = 44
"""The room that padding and arrow take."""


class _Choices(QStyledItemDelegate):
    """Gives the choices in the list the room that rows have elsewhere."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """Return the room of a choice."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), hint.height() + _ROW_ROOM)


class ElidedCombo(QComboBox):
    """Is as wide as its longest choice up to `widest` pixels, and can go down to `least`; the list has room for all."""

    def __init__(self, *, least: int, widest: int, parent: QWidget | None = None) -> None:
        """Have no choices yet."""
        super().__init__(parent)
        self._least = least
        self._widest = widest
        self._name = ""
        self._names_itself = False
        self.setItemDelegate(_Choices(self))
        self.setMaxVisibleItems(_MOST_ROWS)
        self.currentIndexChanged.connect(self._tell)
        for told in (self.model().rowsInserted, self.model().rowsRemoved):
            told.connect(self.updateGeometry)

    def set_name(self, name: str, *, tells_it: bool) -> None:
        """Name it for those who hear it; with `tells_it` its tool tip has the name too, where no label stands before it."""
        self._name, self._names_itself = name, tells_it
        self.setAccessibleName(name)
        self._tell()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Have room for the longest choice, within limits."""
        return QSize(min(self._widest, max(self._least, self._longest() + _AROUND)), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be content with the first letters."""
        return QSize(self._least, super().minimumSizeHint().height())

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Show the list with room for its longest choice."""
        self.view().setMinimumWidth(self._longest() + _AROUND)
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the choice as far as it goes."""
        del event
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self._shown()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Tell what does not fit."""
        super().resizeEvent(event)
        self._tell()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Measure anew in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def _longest(self) -> int:
        metrics = self.fontMetrics()
        return max((metrics.horizontalAdvance(self.itemText(row)) for row in range(self.count())), default=0)

    def _shown(self) -> str:
        room = max(0, self.width() - _AROUND + 6)
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)

    def _tell(self) -> None:
        whole = self.currentText()
        parts = [self._name] if self._names_itself else []
        parts += [whole] if self._names_itself or self._shown() != whole else []
        self.setToolTip(plain_tip("\n".join(filter(None, parts))))
