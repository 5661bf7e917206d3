"""Pictures of plots for files, the clipboard and reports: PNG at any size and scale, and SVG."""

from __future__ import annotations

from pathlib import Path

import pyqtgraph
from PySide6.QtCore import QBuffer, QIODevice, QRect, QRectF, QSize
from PySide6.QtGui import QFontDatabase, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from workbench.core.chart import Chart, Look
from workbench.ui.plots.inks import Inks
from workbench.ui.plots.scene import Dress, PlotScene
from workbench.ui.style import theme
from workbench.ui.style.tokens import LIGHT, THEMES


class PlotCharts:
    """Makes pictures of charts (`ports.Charts`); the same chart and look give the same bytes.

    It needs an application of Qt, and works on that one's thread. An SVG holds its letters as outlines, so that no program needs the fonts.
    """

    def __init__(self, fonts: Path) -> None:
        """Use the bundled fonts of a folder, as far as the application does not have them yet."""
        if theme.FAMILIES[0] not in QFontDatabase.families():
            theme.load_fonts(fonts)

    def picture(self, chart: Chart, look: Look) -> bytes:
        """Return a plot as the bytes of a PNG or SVG file, with its title and legend; ValueError for another form."""
        if look.form not in {"png", "svg"}:
            raise ValueError(f"no such form: {look.form}")
        view = pyqtgraph.GraphicsView(useOpenGL=False)
        plot = PlotScene(Inks(THEMES.get(look.theme, LIGHT)))
        view.setCentralItem(plot)
        ratio = look.scale if look.form == "png" else 1.0
        plot.setGeometry(QRectF(0, 0, look.width, look.height))
        plot.draw(chart, Dress(plot.dress.inks, ratio, has_head=True, is_still=True))
        view.scene().prepareForPaint()
        content = _png(view, look, chart.title) if look.form == "png" else _svg(view, look, chart.title)
        view.close()
        return content


def _png(view: pyqtgraph.GraphicsView, look: Look, title: str) -> bytes:
    image = QImage(round(look.width * look.scale), round(look.height * look.scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(look.scale)
    image.setText("Title", title)
    painter = QPainter(image)
    _render(view, painter, look)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # a device and a form, as Qt has it
    return bytes(buffer.data().data())


def _svg(view: pyqtgraph.GraphicsView, look: Look, title: str) -> bytes:
    buffer = QBuffer()
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setResolution(96)
    generator.setSize(QSize(look.width, look.height))
    generator.setViewBox(QRect(0, 0, look.width, look.height))
    generator.setTitle(title)
    painter = QPainter(generator)
    _render(view, painter, look)
    painter.end()
    return bytes(buffer.data().data())


def _render(view: pyqtgraph.GraphicsView, painter: QPainter, look: Look) -> None:
    place = QRectF(0, 0, look.width, look.height)
    view.scene().render(painter, place, place)
