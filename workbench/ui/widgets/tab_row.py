"""A row of tabs that says less where there is less room: icons without their texts, then arrows to scroll by."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QIcon, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QTabBar, QToolButton, QWidget

_LEAST_WIDTH = 96
_RIGHT = QTabBar.ButtonPosition.RightSide


class TabRow(QTabBar):
    """Tabs with a text and, where they have one, an icon.

    Where not all texts fit, only the current tab keeps its own; the others have theirs in a tool tip. A tab can carry a count,
    which always stands beside it, and is told in words. `renamed` tells that the tabs have other texts, `dropped` carries what was
    dropped on the tab that takes such things.
    """

    renamed = Signal()
    dropped = Signal(QMimeData)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Have no tabs yet."""
        super().__init__(parent, documentMode=True, drawBase=False, expanding=False)
        self.setUsesScrollButtons(True)
        self._texts: tuple[str, ...] = ()
        self._told: dict[int, str] = {}
        self._taking: tuple[int, str] | None = None
        self._full_width = 0
        self._shows_all = True
        self.currentChanged.connect(self._write)

    def set_tabs(self, texts: Sequence[str], icons: Sequence[QIcon] = ()) -> None:
        """Name the tabs from the left; those that are missing are added, those that are too many go."""
        while self.count() > len(texts):
            self.removeTab(self.count() - 1)
        for place, text in enumerate(texts):
            if place == self.count():
                self.addTab(text)
            if icons:
                self.setTabIcon(place, icons[place])
        self._texts = tuple(texts)
        self._measure()
        self._fit()
        self.renamed.emit()

    def set_count(self, place: int, count: int, told: str) -> None:
        """Let a tab carry a count, which `told` says in words; 0 takes it away."""
        badge = self.tabButton(place, _RIGHT)
        if not count and badge is None:
            return
        if not count:
            self._told.pop(place, None)
            self.setTabButton(place, _RIGHT, None)
            if badge is not None:
                badge.deleteLater()
        else:
            self._told[place] = told
            if not isinstance(badge, QLabel):
                badge = _badge()
            badge.setText(str(count))
            badge.resize(badge.sizeHint())
            self.setTabButton(place, _RIGHT, badge)
        self._measure()
        self._fit()

    def count_of(self, place: int) -> str:
        """Return the count that a tab carries; empty where it carries none."""
        badge = self.tabButton(place, _RIGHT)
        return badge.text() if isinstance(badge, QLabel) else ""

    def take_drops(self, place: int, format_: str) -> None:
        """Let data of a format be dropped on a tab; while such is dragged over any other tab, that one is shown."""
        self._taking = place, format_
        self.setAcceptDrops(True)
        self.setChangeCurrentOnDrag(True)

    def event(self, event: QEvent) -> bool:
        """Take what a tab takes; anything else that is dragged is for the window."""
        if not isinstance(event, QDropEvent) or self._taking is None:
            return super().event(event)
        place, format_ = self._taking
        if not event.mimeData().hasFormat(format_):
            event.ignore()
            return True
        is_done = super().event(event)
        if event.type() != QEvent.Type.DragEnter:
            event.setAccepted(self.tabAt(event.position().toPoint()) == place)
        if event.type() == QEvent.Type.Drop and event.isAccepted():
            self.dropped.emit(event.mimeData())
        return is_done

    def stand_close(self, *, is_close: bool) -> None:
        """Be less high, or as high as usual."""
        if bool(self.property("small")) != is_close:
            self.setProperty("small", is_close)
            self.style().unpolish(self)
            self.style().polish(self)
            QApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))  # or it keeps the places that it knows
            self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Have room for all texts."""
        return QSize(max(self._full_width, super().sizeHint().width()), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be content with a tab and the arrows."""
        return QSize(_LEAST_WIDTH, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Measure anew in another font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and self._texts:
            self._measure()
            self._fit()
        elif event.type() == QEvent.Type.LanguageChange:
            self._name_arrows()

    def _name_arrows(self) -> None:
        """Name the arrows in the language of the window: Qt names them once."""
        for id_, words in (("ScrollLeftButton", "Scroll Left"), ("ScrollRightButton", "Scroll Right")):
            arrow = self.findChild(QToolButton, id_)
            if arrow is not None:
                arrow.setAccessibleName(QApplication.translate("QTabBar", words))

    def _measure(self) -> None:
        """Find how much room all texts need."""
        self._shows_all = True
        self._write()
        self._full_width = super().sizeHint().width()

    def _fit(self) -> None:
        shows_all = self.width() >= self._full_width
        if shows_all != self._shows_all:
            self._shows_all = shows_all
            self._write()

    def _write(self) -> None:
        """Write the texts for which there is room; a tab without an icon always has its text."""
        for place, text in enumerate(self._texts):
            is_written = self._shows_all or place == self.currentIndex() or self.tabIcon(place).isNull()
            shown = text if is_written else ""
            if self.tabText(place) != shown:
                self.setTabText(place, shown)
            told = self._told.get(place, "")
            self.setTabToolTip(place, "\n".join(filter(None, ("" if is_written else text, told))))
            self.setAccessibleTabName(place, ", ".join(filter(None, (text, told))))


def _badge() -> QLabel:
    """Return what shows a count; the tab beneath it is clicked, and has the tool tip."""
    badge = QLabel()
    badge.setTextFormat(Qt.TextFormat.PlainText)
    badge.setProperty("badge", True)
    badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
    badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return badge
