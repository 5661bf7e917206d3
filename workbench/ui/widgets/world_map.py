"""A metric by country on the world map; a click or the arrow keys select for the whole window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from workbench.core.keys import FigureKey
from workbench.core.queries.segment_table import SegmentTable
from workbench.core.scope import Scope
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.labels import plain_tip
from workbench.ui.widgets.map_painting import CIRCLE, LEGEND, SMALL, MapPainter, Part
from workbench.ui.widgets.map_rows import MapRows, map_rows_of
from workbench.ui.widgets.map_shapes import MapShapes, read_shapes
from workbench.ui.widgets.series_drag import SeriesDrag
from workbench.ui.workspace import Workspace

_FARTHEST, _CLOSEST, _STEP = 1.0, 16.0, 1.25
_CLOSE = 2.5
"""From this zoom on the shapes with every detail are worth their time."""

_MARGIN = 8.0
_INSET = 0.27
"""The inset's part of the map's width; it stands at the foot of the left edge, in the south Pacific."""

_LEAST_INSET = 340.0
"""A narrower map has no inset."""


class WorldMap(QWidget):
    """The map of one period's table. It looks as it did until a new table comes; missing countries are hatched.

    `chosen` names a country that is selected, `pointed` the one under the pointer, empty where none is.
    """

    chosen = Signal(str)
    pointed = Signal(str)

    def __init__(
        self, workspace: Workspace, appearance: Appearance, folder: Path, parent: QWidget | None = None
    ) -> None:
        """Show no table yet; `folder` holds the shapes."""
        super().__init__(parent)
        self._workspace = workspace
        self._appearance = appearance
        self._folder = folder
        self._table: SegmentTable | None = None
        self._rows = MapRows()
        self._shapes: dict[str, MapShapes] = {}
        self._asked: set[str] = set()
        self._zoom, self._middle = _FARTHEST, QPointF(0.5, 0.5)
        self._dragged: QPointF | None = None
        self._pointed = ""
        self._picture: QPixmap | None = None
        self._painter = MapPainter(appearance)
        self.drag = SeriesDrag(
            self, self._series_at, held_at=self._held_at, current=lambda: self._series(self._selected())
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        workspace.scope_changed.connect(self._on_scope_changed)

    @property
    def zoom(self) -> float:
        """How much closer than the whole world it is."""
        return self._zoom

    def show_table(self, table: SegmentTable) -> None:
        """Show the countries of a table."""
        self._table = table
        self._want("world")
        self._write()

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        self._write()

    def restyle(self) -> None:
        """Take the colours of the theme."""
        self._painter = MapPainter(self._appearance)
        self._write()

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Look closer or from farther, about a point of the widget or its middle."""
        area = self._area()
        point = about or area.center()
        before = self._share(point)
        self._zoom = min(_CLOSEST, max(_FARTHEST, self._zoom * factor))
        after = self._share(point)
        self._look_at(self._middle + before - after)
        if self._zoom >= _CLOSE:
            self._want("close")

    def show_world(self) -> None:
        """Look at the whole world."""
        self._zoom = _FARTHEST
        self._look_at(QPointF(0.5, 0.5))

    def country_at(self, point: QPointF) -> str | None:
        """Return the country under a point: first the circles, then the inset, then the land; None on water."""
        shapes = self._best()
        if shapes is None:
            return None
        parts = [part for part in reversed(self._parts(shapes)) if part.area.contains(point)]
        return next((code for part in parts[:1] if (code := _country_in(shapes, self._rows, part, point))), None)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Have the shape of the world."""
        return QSize(520, 270)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Show something in little room."""
        return QSize(240, 150)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the map as it was painted last, and on it what is selected."""
        del event
        painter = QPainter(self)
        shapes = self._best()
        if shapes is None:
            painter.fillRect(self.rect(), self.palette().base())
            return
        if self._picture is None:
            self._picture = self._painted(shapes)
        painter.drawPixmap(0, 0, self._picture)
        for part in self._parts(shapes):
            self._painter.paint_selected(painter, shapes, filter(None, [self._pointed]), part, is_pointed=True)
            self._painter.paint_selected(painter, shapes, self._selected(), part)
        if self.hasFocus():
            self._painter.paint_focus(painter, QRectF(self.rect()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Paint anew at another size."""
        self._picture = None
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Select a country, and take hold of the map."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._dragged = event.position()
        code = self.country_at(event.position())
        if code is not None and self._table is not None and code in self._table.segments:
            self._choose(code)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Drag the map while it is held; else tell the country under the pointer."""
        if not event.buttons():
            self._point(self.country_at(event.position()) or "")
        if self._dragged is None or not event.buttons() & Qt.MouseButton.LeftButton or self._zoom <= _FARTHEST:
            return
        moved = self._share(self._dragged) - self._share(event.position())
        self._dragged = event.position()
        self._look_at(self._middle + moved)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go of the map."""
        del event
        self._dragged = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Look closer at a point."""
        self.zoom_by(_STEP**3, event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Look closer or from farther about the pointer."""
        turned = event.angleDelta().y()
        if turned:
            self.zoom_by(_STEP ** (turned / 120), event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move the selection from country to country in the order of the ranking; + and - look closer or farther, 0 shows all."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        key = Qt.Key(event.key())
        if key in steps and self._rows.order:
            self._choose_next(steps[key])
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_by(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / _STEP)
        elif key == Qt.Key.Key_0:
            self.show_world()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell the country under the pointer, and let go of it when the pointer leaves."""
        if event.type() == QEvent.Type.Leave:
            self._point("")
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            code = self.country_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tip(self.tip_of(code)) if code else "", self)
            return True
        return super().event(event)

    def tip_of(self, code: str) -> str:
        """Return what is said of a country."""
        label = self._rows.labels.get(code, "")
        return self._rows.tip(code) or (self._appearance.say("map.tip_missing", country=label) if label else "")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_painter"):
            self.restyle()

    def _write(self) -> None:
        """Make the words anew, and paint."""
        if self._table is not None:
            self._rows = map_rows_of(self._table, self._workspace.catalogue, self._appearance)
            self.setAccessibleName(self._appearance.say("map.name", name=self._rows.name))
            self.setAccessibleDescription(self._rows.description)
        self._repaint()

    def _want(self, level: str) -> None:
        """Ask for shapes once; files are read off the window's thread."""
        if level in self._asked:
            return
        self._asked.add(level)
        file = self._folder / f"{level}.json"
        self._workspace.ask(
            lambda _reader: read_shapes(file), self, lambda shapes: self._take(level, shapes), topic=level
        )

    def _take(self, level: str, shapes: MapShapes) -> None:
        self._shapes[level] = shapes
        self._repaint()

    def _best(self) -> MapShapes | None:
        """Return the shapes to paint: those with every detail when looking close, once they are there."""
        level = "close" if self._zoom >= _CLOSE and "close" in self._shapes else "world"
        return self._shapes.get(level)

    def _painted(self, shapes: MapShapes) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._appearance.colours.surface)
        painter = QPainter(picture)
        for part in self._parts(shapes):
            self._painter.paint_part(painter, shapes, self._rows, part)
            self._painter.paint_circles(painter, shapes, self._rows, part)
            if part.is_inset:
                self._painter.paint_codes(painter, shapes, self._rows, part)
                self._painter.paint_frame(painter, part.area)
        legend = QRectF(_MARGIN, self.height() - LEGEND, self.width() - 2 * _MARGIN, LEGEND)
        self._painter.paint_legend(painter, self._rows, legend)
        painter.end()
        return picture

    def _parts(self, shapes: MapShapes) -> list[Part]:
        """Return the map and, over it, the inset of Europe while the whole world is seen."""
        area = self._area()
        whole = Part(area, self._transform(shapes.frame, area))
        if self._zoom > _FARTHEST or area.width() < _LEAST_INSET:
            return [whole]
        width = area.width() * _INSET
        inset = QRectF(area.left(), 0, width, width * shapes.europe.height() / shapes.europe.width())
        inset.moveBottom(area.bottom())
        return [whole, Part(inset, _fitted(shapes.europe, inset), is_inset=True)]

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -LEGEND)

    def _transform(self, frame: QRectF, area: QRectF) -> QTransform:
        """Return how the map lies in its area at the present zoom."""
        fitted = _fitted(frame, area)
        point = area.topLeft() + QPointF(self._middle.x() * area.width(), self._middle.y() * area.height())
        closer = QTransform().translate(area.center().x(), area.center().y()).scale(self._zoom, self._zoom)
        return fitted * closer.translate(-point.x(), -point.y())

    def _share(self, point: QPointF) -> QPointF:
        """Return where on the whole map, from 0 to 1, a point of the widget is."""
        area = self._area()
        across = (point.x() - area.center().x()) / self._zoom / max(area.width(), 1)
        down = (point.y() - area.center().y()) / self._zoom / max(area.height(), 1)
        return self._middle + QPointF(across, down)

    def _look_at(self, middle: QPointF) -> None:
        """Look at another part of the map, never beyond its edge."""
        half = 0.5 / self._zoom
        self._middle = QPointF(min(1 - half, max(half, middle.x())), min(1 - half, max(half, middle.y())))
        self._repaint()

    def point_at(self, code: str) -> None:
        """Outline a country that is pointed at elsewhere; an empty code outlines none."""
        if code != self._pointed:
            self._pointed = code
            self.update()

    def _point(self, code: str) -> None:
        """Point at a country, if it has a figure or may have one."""
        known = code if self._table is not None and code in self._table.segments else ""
        if known != self._pointed:
            self.point_at(known)
            self.pointed.emit(known)

    def _choose_next(self, step: int) -> None:
        selected = [code for code in self._selected() if code in self._rows.order]
        place = self._rows.order.index(selected[0]) + step if selected else 0
        self._choose(self._rows.order[min(len(self._rows.order) - 1, max(0, place))])

    def _choose(self, code: str) -> None:
        assert self._table is not None
        self._workspace.look_at(selected=((self._table.dimension, code),))
        self.chosen.emit(code)

    def _series_at(self, pos: QPoint) -> list[FigureKey]:
        """Return the series of the country at a point."""
        code = self.country_at(QPointF(pos))
        return self._series([] if code is None else [code])

    def _held_at(self, pos: QPoint) -> list[FigureKey]:
        """Return what a drag takes: nothing while it moves the map itself."""
        return self._series_at(pos) if self._zoom <= _FARTHEST else []

    def _series(self, codes: list[str]) -> list[FigureKey]:
        table = self._table
        if table is None:
            return []
        return [FigureKey(table.metric.id, table.dimension, code) for code in codes if code in table.segments]

    def _selected(self) -> list[str]:
        dimension = self._table.dimension if self._table is not None else ""
        return [segment for of, segment in self._workspace.scope.selected if of == dimension]

    def _on_scope_changed(self, scope: Scope) -> None:
        del scope
        self.update()

    def _repaint(self) -> None:
        self._picture = None
        self.update()


def _fitted(frame: QRectF, area: QRectF) -> QTransform:
    """Return what puts a frame into the middle of an area as large as it goes."""
    scale = min(area.width() / frame.width(), area.height() / frame.height())
    moved = QTransform().translate(area.center().x(), area.center().y()).scale(scale, scale)
    return moved.translate(-frame.center().x(), -frame.center().y())


def _country_in(shapes: MapShapes, rows: MapRows, part: Part, point: QPointF) -> str | None:
    """Return the country at a point of a part; a circle reaches a little farther than it is painted."""
    for code in rows.order:
        if code in shapes.areas and shapes.areas[code] * part.scale**2 < SMALL:
            away = part.place(shapes.middles[code]) - point
            if max(abs(away.x()), abs(away.y())) <= CIRCLE:
                return code
    inverted, _ = part.transform.inverted()
    spot = inverted.map(point)
    for code, path in shapes.countries.items():
        if code and path.boundingRect().contains(spot) and path.contains(spot):
            return code
    return None
