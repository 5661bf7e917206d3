"""The language and the theme that the window wears; they are settings, and change while it is open."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QTranslator
from PySide6.QtGui import QFont, QIcon
from PySide6.QtWidgets import QApplication

from workbench.core.messages import Message, Translator
from workbench.core.periods import Period
from workbench.core.translation import label_sentence, period_text
from workbench.ui.style import theme as styles
from workbench.ui.style.icons import Icons
from workbench.ui.style.tokens import DARK, LIGHT, THEMES, Tokens

LANGUAGES = ("ja", "en")
SYSTEM = "system"

_ROWS = {"dense": (22, 3), "normal": (26, 7), "roomy": (32, 13)}
"""The least height of a row by density, and the room around its text, in logical pixels."""


class Appearance:
    """What views ask for words, colours, icons and fonts.

    A change of language reaches them as Qt's LanguageChange event, a change of theme as PaletteChange: each view's
    `changeEvent` writes or paints itself anew.
    """

    def __init__(
        self,
        application: QApplication,
        resources: Path,
        translator_of: Callable[[str], Translator],
        *,
        language: str,
        theme: str = SYSTEM,
    ) -> None:
        """Load the fonts and dress the application."""
        self._application = application
        self.resources = resources
        self.translator_of = translator_of
        self._translators = _QtTranslators(application)
        self.language = language
        self.theme = theme
        self.density = "normal"
        styles.load_fonts(resources / "fonts")
        self._speak()
        self._dress()
        application.styleHints().colorSchemeChanged.connect(self._on_colour_scheme_changed)

    def say(self, id_: str, /, **parameters: object) -> str:
        """Return the sentence of a message in the language of the window."""
        return self._translator(Message(id_, parameters))

    def sentence(self, message: Message) -> str:
        """Return the sentence of a message that stands already."""
        return self._translator(message)

    def together(self, *sentences: str) -> str:
        """Return sentences one behind the other, as the language spaces them; empty ones are left out."""
        return ("" if self.language == "ja" else " ").join(filter(None, sentences))

    def label(self, label: Message) -> str:
        """Return the words of an operation's label, which may be one of a newer version."""
        return label_sentence(label, self._translator)

    def period(self, period: Period | None) -> str:
        """Return a period as the language writes it; a dash where there is none."""
        return "–" if period is None else period_text(period, self.language)

    def icon(self, name: str, colour: str = "") -> QIcon:
        """Return an icon in the theme's colours; `colour` is a token's value."""
        return self._icons.icon(name, colour)

    @staticmethod
    def font(points: float = styles.BASE_POINTS, weight: int = QFont.Weight.Normal) -> QFont:
        """Return a font of the one family in points."""
        return styles.font(points, QFont.Weight(weight))

    def row_height(self, text_height: float) -> int:
        """Return the height of a table's row for a font of a height, as close as rows stand now."""
        least, around = _ROWS[self.density]
        return max(least, ceil(text_height) + around)

    def set_language(self, language: str) -> None:
        """Speak another language; every widget is told by Qt."""
        if language != self.language:
            self.language = language
            self._speak()

    def set_theme(self, theme: str) -> None:
        """Wear "light", "dark", or what the system wears."""
        if theme != self.theme:
            self.theme = theme
            self._dress()

    def _speak(self) -> None:
        self._translator = self.translator_of(self.language)
        self._translators.speak(self.language, self._translator)

    def _dress(self) -> None:
        self.colours = self._tokens()
        folder = self.resources / "icons"
        self._icons = Icons(folder, self.colours)
        styles.put_on(self._application, self.colours, folder / f"arrow-{self.colours.name}.svg")

    def _tokens(self) -> Tokens:
        if self.theme != SYSTEM:
            return THEMES[self.theme]
        is_dark = self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if is_dark else LIGHT

    def _on_colour_scheme_changed(self) -> None:
        if self.theme == SYSTEM:
            self._dress()


class _QtTranslators:
    """Qt's own words in the language of the window, and pyqtgraph's; installing one tells all widgets."""

    def __init__(self, application: QApplication) -> None:
        self._application = application

    def speak(self, language: str, translator: Translator) -> None:
        """Put the words of a language in the place of those before, whoever put them there."""
        for old in self._application.findChildren(QTranslator):
            self._application.removeTranslator(old)
            old.setParent(None)
        own = QTranslator(self._application)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        own.load(f"qtbase_{language}", folder)
        for new in (own, PlotWords(translator, self._application)):
            self._application.installTranslator(new)


class PlotWords(QTranslator):
    """The words of pyqtgraph's menus, from our own catalogues: "View All" is looked up as plot.view_all."""

    def __init__(self, translator: Translator, parent: QObject | None = None) -> None:
        """Translate by the window's translator."""
        super().__init__(parent)
        self._translator = translator

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """Say that there are words here: Qt passes over an empty one."""
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """Return the words for a text of a library; None where they are not ours to give: an empty text would count as words."""
        del context, disambiguation, n
        id_ = PLOT_WORDS.get(source)
        return self._translator(Message(id_)) if id_ is not None else None


PLOT_WORDS = {
    "View All": "plot.view_all",
    "X axis": "plot.x_axis",
    "Y axis": "plot.y_axis",
    "X Axis": "plot.x_axis",
    "Y Axis": "plot.y_axis",
    "Mouse Mode": "plot.mouse_mode",
    "3 button": "plot.three_button",
    "1 button": "plot.one_button",
    "Plot Options": "plot.options",
    "Transforms": "plot.transforms",
    "Downsample": "plot.downsample",
    "Average": "plot.average",
    "Alpha": "plot.alpha",
    "Grid": "plot.grid",
    "Points": "plot.points",
    "Export...": "plot.export",
}
"""pyqtgraph's menu texts and our ids for them."""
