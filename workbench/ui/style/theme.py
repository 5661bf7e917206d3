"""A theme put on the application: palette, style sheet and fonts, in one go."""

from __future__ import annotations

from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from workbench.ui.style.tokens import Tokens

FAMILIES = (
    "M PLUS 2",
    "Noto Sans JP",
    "Noto Sans CJK JP",
    "Hiragino Sans",
    "Yu Gothic UI",
    "Meiryo",
    "IPAexGothic",
    "Segoe UI",
    "sans-serif",
)
"""One family for both languages, bundled; the others serve where a character is missing."""

BASE_POINTS = 9.5

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "window",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text2",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "grid",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "control",
    QPalette.ColorRole.Shadow: "line",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "selection_text",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.BrightText: "error",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
}
_DISABLED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)

_SHEET = Template("""
QToolTip { background: $raised; color: $text; border: 1px solid $control; padding: 4px 6px; }
QMenuBar { background: $window; color: $text; padding: 2px 8px; }
QMenuBar::item { padding: 4px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $tint; color: $accent; }
QMenu { background: $raised; color: $text; border: 1px solid $control; padding: 4px; menu-scrollable: 1; }
QMenu::item { padding: 5px 28px 5px 24px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $selection; color: $selection_text; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QStatusBar { background: $window; color: $text2; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QSplitter::handle { background: transparent; }
QFrame[panel="true"] { background: $surface; border: 1px solid $line; border-radius: 6px; }
QFrame[popup="true"] { background: $raised; border: 1px solid $control; border-radius: 5px; }
QFrame[rule="true"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QToolButton, QPushButton { background: $raised; color: $text; border: 1px solid $line; border-radius: 4px; padding: 4px 10px; min-height: 18px; }
QToolButton[flat="true"], QPushButton[flat="true"] { background: transparent; border: 1px solid transparent; padding: 4px; }
QToolButton:hover, QPushButton:hover { background: $hover; }
QToolButton:pressed, QPushButton:pressed { background: $tint; }
QToolButton:checked { background: $tint; color: $accent; }
QToolButton:disabled, QPushButton:disabled { color: $disabled; }
QToolButton::menu-indicator { image: none; width: 0; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border-color: $accent; padding: 6px 14px; }
QPushButton[primary="true"]:disabled { background: $line; color: $disabled; border-color: $line; }
QPushButton[link="true"] { background: transparent; border: none; color: $accent; padding: 2px 4px; }
QPushButton[link="true"]:hover { background: $hover; }
QPushButton[link="true"]:disabled { color: $disabled; }
QToolButton:focus, QPushButton:focus { border: 2px solid $accent; padding: 3px 9px; }
QToolButton[flat="true"]:focus, QPushButton[flat="true"]:focus { border: 2px solid $accent; padding: 3px; }
QPushButton[link="true"]:focus { border: 2px solid $accent; padding: 0 2px; }
QPushButton[primary="true"]:focus { border: 2px solid $text; padding: 5px 13px; }
QLineEdit, QPlainTextEdit, QTextEdit { background: $raised; color: $text; border: 1px solid $line; border-radius: 4px; padding: 4px 8px; selection-background-color: $selection; selection-color: $selection_text; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; padding: 3px 7px; }
QLineEdit:read-only { background: transparent; color: $text2; }
QLineEdit[wrong="true"] { border: 1px solid $error; background: $error_ground; }
QToolButton[joined="first"] { border-top-right-radius: 0; border-bottom-right-radius: 0; }
QToolButton[joined="middle"] { border-radius: 0; border-left: none; }
QToolButton[arrow="true"] { padding-left: 4px; padding-right: 4px; }
QToolButton[joined="last"] { border-top-left-radius: 0; border-bottom-left-radius: 0; border-left: none; }
QToolButton[joined]:focus { border: 2px solid $accent; }
QLineEdit[joined="middle"] { border-radius: 0; border-left: none; border-right: none; }
QLineEdit[joined="first"] { border-top-right-radius: 0; border-bottom-right-radius: 0; border-right: none; }
QLineEdit[joined]:focus { border: 2px solid $accent; }
QComboBox { background: $raised; color: $text; border: 1px solid $line; border-radius: 4px; padding: 4px 8px; min-height: 18px; combobox-popup: 0; }
QComboBox:focus { border: 2px solid $accent; padding: 3px 7px; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url("$chevron"); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $raised; color: $text; border: 1px solid $control; selection-background-color: $selection; selection-color: $selection_text; outline: none; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $text2; padding: 8px 12px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar[small="true"]::tab { padding: 3px 12px; }
QTabBar QToolButton { padding: 2px; border-radius: 0; }
QTabBar::tab:focus { color: $accent; }
QHeaderView { background: $header; border: none; }
QHeaderView::section { background: $header; color: $text; border: none; padding: 4px 8px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; min-height: 28px; min-width: 28px; margin: 1px; }
QScrollBar::handle:hover { background: $control; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: transparent; border: none; width: 0; height: 0; }
QProgressBar { background: $grid; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QListView, QTableView, QTreeView { background: $surface; border: none; outline: none; }
QCheckBox, QRadioButton { color: $text; spacing: 8px; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid $control; border-radius: 3px; background: $raised; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$check"); }
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent; image: url("$partly"); }
QCheckBox::indicator:disabled { background: transparent; border-color: $line; image: none; }
QCheckBox::indicator:focus { border: 2px solid $accent; width: 12px; height: 12px; }
QCheckBox::indicator:checked:focus, QCheckBox::indicator:indeterminate:focus { border-color: $text; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $control; border-radius: 8px; background: $raised; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; }
QRadioButton::indicator:disabled { border-color: $line; }
QRadioButton::indicator:focus { border-color: $text; }
QLabel { color: $text; background: transparent; }
QLabel[badge="true"] { background: $error_ground; color: $error; border: 1px solid $error; border-radius: 8px; padding: 0 4px; min-width: 6px; min-height: 14px; max-height: 14px; font-size: 8pt; font-weight: 600; }
QLabel[role="quiet"] { color: $text2; }
QLabel[role="title"] { color: $text; }
QLabel[role="error"] { color: $error; }
QLabel[role="worse"] { color: $worse; }
QLabel[role="better"] { color: $better; }
QLabel[role="good"] { color: $good; }
QLabel[role="missing"] { color: $missing; }
""")


_MARKS = {"check": "check", "partly": "minus"}
"""The pictures in check boxes: they stand beside that of the combo boxes' arrow."""


def load_fonts(folder: Path) -> None:
    """Add the bundled fonts to the application; a file that cannot be read leaves the system's fonts to serve."""
    for file in sorted(folder.glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))


def font(points: float = BASE_POINTS, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return a font of the one family."""
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPointSizeF(points)
    made.setWeight(weight)
    return made


def palette_of(tokens: Tokens) -> QPalette:
    """Return a theme's palette; a selection does not fade when another part has the focus."""
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(getattr(tokens, name)))
    for role in _DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.disabled))
    return palette


def sheet_of(tokens: Tokens, chevron: Path) -> str:
    """Return a theme's style sheet; `chevron` is the picture of a combo box's arrow."""
    colours = {name: getattr(tokens, name) for name in Tokens.__slots__}
    marks = {id_: chevron.with_name(f"{file}-{tokens.name}.svg").as_posix() for id_, file in _MARKS.items()}
    return _SHEET.substitute(colours, chevron=chevron.as_posix(), **marks)


def put_on(application: QApplication, tokens: Tokens, chevron: Path) -> None:
    """Dress the application in a theme."""
    application.setStyle("Fusion")
    application.setFont(font())
    application.setPalette(palette_of(tokens))
    application.setStyleSheet(sheet_of(tokens, chevron))
