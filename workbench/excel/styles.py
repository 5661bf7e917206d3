"""How cells look: the colours of the window's light theme, and XlsxWriter's formats, each made once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from xlsxwriter import Workbook
from xlsxwriter.format import Format

INK = "#1B1E24"
QUIET = "#555A64"
FAINT = "#6F747D"
ACCENT = "#27509B"
SOFT = "#92A6CC"
WORSE = "#AD4413"
BETTER = "#0B6A80"
GRID = "#E7E5DF"
LINE = "#D6D4CD"
CONTROL = "#7F838C"
HEADER = "#EBEAE5"
WINDOW = "#F3F2EE"
SEVERITY = ("#FBF1DF", "#F8DFBA", "#F2C48B", "#E6A15D", "#D07A37", "#A9531F", "#77340F")
"""Seven classes, the last one the worst."""

SERIES = ("#27509B", "#C97C64", "#007154", "#BE4F69", "#A78F00", "#9D7FD6", "#556406", "#801017", "#3E7898", "#878D98")

_WHITE_FROM = 5
"""The class of severity from which text on it is white."""

FONTS = {"ja": "Meiryo", "en": "Calibri"}
SIZES = {"ja": 9, "en": 10}


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell looks like; "" and 0 leave it to Excel. Borders are hairlines below."""

    colour: str = INK
    ground: str = ""
    number_format: str = ""
    is_bold: bool = False
    size: int = 0
    align: Literal["left", "right", "center", ""] = ""
    indent: int = 0
    is_wrapped: bool = False
    is_quoted: bool = False
    is_link: bool = False
    rule: str = ""
    is_thick: bool = False
    vertical: Literal["vcenter", "top"] = "vcenter"

    def but(self, **changes: Any) -> Style:
        """Return it with other values for some of its fields."""
        return replace(self, **changes)


TITLE = Style(is_bold=True, size=15, align="left", indent=1)
SUBTITLE = Style(colour=QUIET, align="left", indent=1)
HEADING = Style(colour=QUIET, ground=HEADER, is_wrapped=True, rule=CONTROL, align="left", indent=1)
LABEL = Style(rule=GRID, align="left", indent=1)
FIGURE = Style(rule=GRID, align="right")
COMPUTED = Style(colour=QUIET, rule=GRID, align="right")
REMARK = Style(colour=QUIET, rule=GRID, align="left", indent=1)
PROSE = Style(rule=GRID, align="left", is_wrapped=True, vertical="top")
LINK = Style(colour=ACCENT, is_link=True, align="left", indent=1)
PLAIN = Style(align="left", indent=1)


def severity(level: float, limits: Sequence[float]) -> tuple[str, str]:
    """Return ground and text colour of a level's class; neither where the metric has no classes."""
    if not limits:
        return "", INK
    place = sum(level >= limit for limit in limits)
    return SEVERITY[place], "#FFFFFF" if place >= _WHITE_FROM else INK


class Styles:
    """Makes the formats of one workbook."""

    def __init__(self, workbook: Workbook, language: str) -> None:
        """Write in the language's font."""
        self._workbook = workbook
        self._language = language
        self._made: dict[Style, Format] = {}

    def format(self, style: Style) -> Format:
        """Return XlsxWriter's format of a style."""
        if style not in self._made:
            self._made[style] = self._workbook.add_format(self._properties(style))
        return self._made[style]

    def font(self, *, size: int | None = None, colour: str = QUIET, is_bold: bool = False) -> dict[str, object]:
        """Return the font of a chart's texts."""
        name = FONTS[self._language]
        return {"name": name, "size": size or SIZES[self._language], "color": colour, "bold": is_bold}

    def _properties(self, style: Style) -> dict[str, object]:
        properties: dict[str, object] = {
            "font_name": FONTS[self._language],
            "font_size": style.size or SIZES[self._language],
            "font_color": style.colour,
            "valign": style.vertical,
        }
        wanted = {
            "bg_color": style.ground,
            "num_format": style.number_format,
            "bold": style.is_bold,
            "align": style.align,
            "indent": style.indent,
            "text_wrap": style.is_wrapped,
            "quote_prefix": style.is_quoted,
            "underline": style.is_link,
        }
        if style.rule:
            wanted |= {"bottom": 2 if style.is_thick else 1, "bottom_color": style.rule}
        return properties | {name: value for name, value in wanted.items() if value}
