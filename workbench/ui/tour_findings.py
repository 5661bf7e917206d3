"""The states of the findings tab that the tour pictures: as written, with wrong claims, both languages, and its dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.core.commands.findings import Words, write_finding

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from workbench.ui.tabs.findings import FindingsTab
    from workbench.ui.window import Window

_ID = "02-virus-china"
_SLIPS = {
    "ja": (
        ("+0.02ポイント", "0.03ポイント減"),
        ("109.8通に1通", "190.8通に1通"),
        ("602.6通に1通", "602,6通に1通"),
        ("88.1通に1通](metric:virus.rate/vertical:gov-public-sector@2010-02", "88.1通に1通](metric:virus.rate@2009-02"),
    ),
    "en": (("+0.02 points", "0.03 points down"), ("1 in 109.8", "1 in 190.8"), ("1 in 602.6", "1 in 602,6")),
}
"""Slips that somebody made in the finding: a sign, digits in the wrong order, a comma for a point, another month."""


def sample(window: Window) -> QWidget:
    """Look at a finding that is finished."""
    _tab(window).open_finding(_ID)
    return window


def wrong(window: Window) -> QWidget:
    """Look at a finding with slips, the first one under the cursor."""
    tab = _with_slips(window)
    tab.next_problem()
    return window


def preview(window: Window) -> QWidget:
    """Write beside the preview."""
    tab = _with_slips(window)
    tab.page.show_mode("preview")
    return window


def both(window: Window) -> QWidget:
    """Write in both languages."""
    _with_slips(window).page.show_mode("both")
    return window


def updates(window: Window) -> QWidget:
    """Look at what an update would change."""
    dialog = _with_slips(window).update_numbers()
    assert dialog is not None
    return dialog


def tie(window: Window) -> QWidget:
    """Tie a number to a figure."""
    tab = _tab(window)
    tab.open_finding(_ID)
    editor = tab.page.editor
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    editor.insert(" 88.1通に1通" if tab.page.language == "ja" else " 1 in 88.1")
    dialog = tab.tie()
    assert dialog is not None
    return dialog


def _tab(window: Window) -> FindingsTab:
    from workbench.ui.tabs.findings import FindingsTab  # noqa: PLC0415 - imported when it is first shown

    window.show_tab("findings")
    assert isinstance(window.page, FindingsTab)
    return window.page


def _with_slips(window: Window) -> FindingsTab:
    tab = _tab(window)
    tab.open_finding(_ID)
    entry = tab.page.entry
    assert entry is not None
    for language, slips in _SLIPS.items():
        body = entry.texts[language].body
        for right, slip in slips:
            body = body.replace(right, slip, 1)
        window.workspace.run(write_finding(_ID, language, Words(entry.texts[language].title, body)))
    return tab
