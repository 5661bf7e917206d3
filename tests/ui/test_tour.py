"""Every scene of the tour is whole: no label is cut, no character lacks a glyph, and colours stand apart enough."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QRawFont
from PySide6.QtWidgets import QAbstractButton, QLabel, QTabBar, QToolButton, QWidget

from workbench.__main__ import _openers
from workbench.core.resources import resources_folder
from workbench.core.translation import LANGUAGES
from workbench.ui.appearance import Appearance
from workbench.ui.style.tokens import THEMES, Tokens
from workbench.ui.tour import SCENES, Scene, settle, window_of

TEXT_CONTRAST = 4.5


def texts_of(widget: QWidget) -> Iterator[str]:
    """Yield what stands on the labels, buttons and tabs that are seen."""
    for label in widget.findChildren(QLabel):
        if label.isVisible():
            yield label.text()
    for button in widget.findChildren(QAbstractButton):
        if button.isVisible():
            yield button.text()
    for bar in widget.findChildren(QTabBar):
        yield from (bar.tabText(place) for place in range(bar.count()))


def cut_labels(widget: QWidget) -> list[str]:
    """Return the texts of labels and buttons that have less room than they need."""
    shown = [part for kind in (QLabel, QAbstractButton) for part in widget.findChildren(kind) if part.isVisible()]
    return [
        part.text()
        for part in shown
        if part.text()
        and not _needs_no_room(part)
        and part.fontMetrics().horizontalAdvance(part.text()) > part.width() + 1
    ]


def _needs_no_room(part: QWidget) -> bool:
    """Whether a part shows its text on several lines, or an icon alone."""
    if isinstance(part, QToolButton):
        return part.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    return isinstance(part, QLabel) and part.wordWrap()


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scene", SCENES, ids=[scene.id for scene in SCENES])
def test_a_scene_is_whole(tmp_path: Path, appearance: Appearance, scene: Scene, language: str) -> None:
    appearance.set_language(language)
    with window_of(tmp_path, _openers(), appearance, has_sample=scene.has_sample) as window:
        shown = scene.stage(window)
        settle(window)
        settle(shown)
        glyphs = QRawFont(str(resources_folder() / "fonts" / "Mplus2-Regular.otf"), 12)
        texts = "".join(texts_of(shown)).replace("\n", "").replace("&", "")
        assert {character for character in texts if not glyphs.supportsCharacter(ord(character))} == set()
        assert cut_labels(shown) == []
        assert not shown.grab().isNull()


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_text_stands_apart_from_its_ground(tokens: Tokens) -> None:
    pairs = {
        "text on surface": (tokens.text, tokens.surface),
        "text on window": (tokens.text, tokens.window),
        "text on raised": (tokens.text, tokens.raised),
        "quiet text on surface": (tokens.text2, tokens.surface),
        "quiet text on header": (tokens.text2, tokens.header),
        "missing on surface": (tokens.missing, tokens.surface),
        "selected text": (tokens.selection_text, tokens.selection),
        "worse on selection": (tokens.worse, tokens.selection),
        "better on selection": (tokens.better, tokens.selection),
        "accent on surface": (tokens.accent, tokens.surface),
        "text on accent": (tokens.on_accent, tokens.accent),
        "error on its ground": (tokens.error, tokens.error_ground),
        "warning on its ground": (tokens.warning, tokens.warning_ground),
        **{
            f"severity {at}": pair for at, pair in enumerate(zip(tokens.severity_text, tokens.severity, strict=True), 1)
        },
    }
    assert {name: pair for name, pair in pairs.items() if contrast(*pair) < TEXT_CONTRAST} == {}
