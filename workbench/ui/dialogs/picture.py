"""Saving a plot as a picture: form, size, scale and theme, with a preview of what will be in the file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QButtonGroup, QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from workbench.core.chart import Chart, Look
from workbench.core.messages import message
from workbench.core.ports import Charts
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.frame import Dialog, Sentence, button_row, panel, plain_label, push_button
from workbench.ui.dialogs.plot_files import choose_plot_picture
from workbench.ui.settings import Settings
from workbench.ui.style.tokens import THEMES

_SIZE = QSize(620, 560)
_PREVIEW = QSize(586, 330)
_LEAST, _MOST = 200, 8_000
"""Limits of width and height in logical pixels."""

_MOST_PIXELS = 100_000_000
"""A larger picture would need more memory than many machines have."""

_SCALES = (1.0, 2.0, 3.0, 4.0)
_FORMS = ("png", "svg")
_NAME = "picture"
_PAUSE = 120


class PictureDialog(Dialog):
    """Shows what will be saved; `made` carries the file that was chosen and the picture's bytes."""

    made = Signal(object, object)

    def __init__(
        self,
        appearance: Appearance,
        charts: Charts,
        chart: Chart,
        size: QSize,
        settings: Settings,
        parent: QWidget | None,
    ) -> None:
        """Propose the plot as it is seen, or the form, scale and theme of the last time."""
        super().__init__(appearance, parent, _SIZE)
        self._charts = charts
        self._chart = chart
        self._settings = settings
        self.preview = QLabel()
        self.forms = {form: QToolButton() for form in _FORMS}
        self.width_field, self.height_field = QLineEdit(str(size.width())), QLineEdit(str(size.height()))
        self.scale, self.theme = QComboBox(), QComboBox()
        self.sentence = Sentence(appearance)
        self.save, self.copy, self.cancel = push_button(is_primary=True), push_button(), push_button()
        self._pixels = plain_label("quiet")
        self._titles = {id_: plain_label("quiet") for id_ in _TITLES}
        self._drawing = QTimer(self, singleShot=True, interval=_PAUSE)
        self._drawing.timeout.connect(self.draw_preview)
        self._lay_out()
        self._take_kept()
        self._connect()
        self.retranslate()
        self.draw_preview()

    @property
    def look(self) -> Look | None:
        """The picture that is asked for; None while a size is none that can be."""
        sizes = [field.text().strip() for field in (self.width_field, self.height_field)]
        if not all(text.isdecimal() and _LEAST <= int(text) <= _MOST for text in sizes):
            return None
        width, height = map(int, sizes)
        form = next(form for form, button in self.forms.items() if button.isChecked())
        scale = float(self.scale.currentData())
        if width * height * scale**2 > _MOST_PIXELS:
            return None
        return Look(width, height, scale, str(self.theme.currentData()), form)

    def draw_preview(self) -> None:
        """Draw the picture small, as it will be; say what is wrong where there is none to draw."""
        look = self.look
        for button in (self.save, self.copy):
            button.setEnabled(look is not None)
        if look is None:
            self.sentence.tell(message("picture.size", least=_LEAST, most=_MOST, pixels=_MOST_PIXELS // 1_000_000))
            return
        self.sentence.clear()
        self._tell_pixels()
        shrink = min(_PREVIEW.width() / look.width, _PREVIEW.height() / look.height, 1.0)
        ratio = self.devicePixelRatioF()
        small = replace(look, scale=shrink * ratio, form="png")
        pixmap = QPixmap()
        pixmap.loadFromData(self._charts.picture(self._chart, small))
        pixmap.setDevicePixelRatio(ratio)
        self.preview.setPixmap(pixmap)

    def retranslate(self) -> None:
        """Write all words in the language of the window."""
        say = self.appearance.say
        self.setWindowTitle(say("picture.title"))
        self.preview.setAccessibleName(say("picture.preview"))
        for id_, title in self._titles.items():
            title.setText(say(id_))
        for form, button in self.forms.items():
            button.setText(form.upper())
        for field, id_ in _TITLED.items():
            getattr(self, field).setAccessibleName(say(id_))
        for row in range(self.theme.count()):
            self.theme.setItemText(row, say(f"picture.theme_{self.theme.itemData(row)}"))
        self.save.setText(say("picture.save"))
        self.copy.setText(say("picture.copy"))
        self.cancel.setText(say("dialog.cancel"))
        self._tell_pixels()

    def choose_file(self) -> None:
        """Let the file be chosen, and hand the picture over."""
        look = self.look
        if look is not None:
            self._keep(look)
            choose_plot_picture(self, self.appearance, self._make, look.form, self._chart.title)

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        look = self.look
        if look is not None:
            self._keep(look)
            put_picture(self._charts.picture(self._chart, look), look.form)

    def _make(self, file: Path) -> None:
        look = self.look
        assert look is not None
        self.made.emit(file, self._charts.picture(self._chart, look))
        self.accept()

    def _take_kept(self) -> None:
        """Choose what was chosen the last time; else the form that all programs take, in the theme of paper."""
        kept = self._settings.layout(_NAME)
        for form, button in self.forms.items():
            button.setChecked(form == kept.get("form", "png"))
        if not any(button.isChecked() for button in self.forms.values()):
            self.forms["png"].setChecked(True)
        for scale in _SCALES:
            self.scale.addItem(f"{scale:g}×", scale)
        for theme in THEMES:
            self.theme.addItem("", theme)
        self.scale.setCurrentIndex(max(0, self.scale.findData(kept.get("scale", 2.0))))
        self.theme.setCurrentIndex(max(0, self.theme.findData(kept.get("theme", "light"))))

    def _keep(self, look: Look) -> None:
        self._settings.set_layout(_NAME, {"form": look.form, "scale": look.scale, "theme": look.theme})

    def _tell_pixels(self) -> None:
        look = self.look
        if look is None:
            self._pixels.setText("")
            return
        scale = look.scale if look.form == "png" else 1.0
        width, height = round(look.width * scale), round(look.height * scale)
        self._pixels.setText(self.appearance.say("picture.pixels", width=width, height=height))
        self.scale.setEnabled(look.form == "png")

    def _connect(self) -> None:
        for button in self.forms.values():
            button.clicked.connect(self._drawing.start)
        for field in (self.width_field, self.height_field):
            field.textEdited.connect(self._drawing.start)
        for choice in (self.scale, self.theme):
            choice.activated.connect(self._drawing.start)
        self.save.clicked.connect(self.choose_file)
        self.copy.clicked.connect(self.copy_picture)
        self.cancel.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        frame = panel()
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setMinimumSize(_PREVIEW)
        layout = frame.layout()
        assert layout is not None
        layout.addWidget(self.preview)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        parts = (self._form_buttons(), self.width_field, self.height_field, self.scale, self.theme)
        for column, (title, part) in enumerate(zip(self._titles.values(), parts, strict=True)):
            title.setFont(self.appearance.font(8.5))
            grid.addWidget(title, 0, column)
            grid.addWidget(part, 1, column)
            grid.setColumnStretch(column, 0 if not column else 1)
        self.column.addWidget(frame, 1)
        self.column.addLayout(grid)
        self.column.addWidget(self.sentence)
        self.foot.addLayout(button_row(self.cancel, self.copy, self.save, before=self._pixels))

    def _form_buttons(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        group = QButtonGroup(self)
        for form, button in self.forms.items():
            button.setCheckable(True)
            button.setProperty("joined", "last" if form == _FORMS[-1] else "first")
            group.addButton(button)
            row.addWidget(button)
        return box


_TITLES = ("picture.form", "picture.width", "picture.height", "picture.scale", "picture.theme")
_TITLED = {
    "width_field": "picture.width",
    "height_field": "picture.height",
    "scale": "picture.scale",
    "theme": "picture.theme",
}


def put_picture(content: bytes, form: str) -> None:
    """Put a picture on the clipboard, as what other programs take and as its own file's bytes."""
    data = QMimeData()
    if form == "svg":
        data.setData("image/svg+xml", content)
        data.setText(content.decode("utf-8"))
    else:
        data.setImageData(QImage.fromData(content))
        data.setData("image/png", content)
    QGuiApplication.clipboard().setMimeData(data)
