"""The words of Qt itself, which belong to the application and not to a window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from workbench.ui.appearance import Appearance


def cancel() -> str:
    return QCoreApplication.translate("QPlatformTheme", "Cancel")


def test_the_words_are_those_of_who_spoke_last(qapp: QApplication, appearance: Appearance) -> None:
    appearance.set_language("ja")
    assert cancel() == "キャンセル"
    Appearance(qapp, appearance.resources, appearance.translator_of, language="en", theme="light")
    assert cancel() == "Cancel"
