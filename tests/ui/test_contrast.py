"""Texts stand apart from their ground in every theme, as far as WCAG 2 asks for."""

from __future__ import annotations

import pytest

from workbench.ui.style.tokens import THEMES, Tokens

TEXT_CONTRAST = 4.5


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


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
