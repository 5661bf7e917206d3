"""What the window remembers between two starts: geometry, columns, language and theme. Not data, not undoable."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings


class Settings:
    """Settings in an INI file; a value that cannot be read counts as not set."""

    def __init__(self, file: Path) -> None:
        """Use a file, which need not be there yet."""
        self._kept = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        """The language that was chosen, or empty: the system's."""
        return self._text("language")

    @language.setter
    def language(self, language: str) -> None:
        """Choose a language."""
        self._kept.setValue("language", language)

    @property
    def theme(self) -> str:
        """The theme: "light", "dark", or "system"."""
        theme = self._text("theme")
        return theme if theme in {"light", "dark"} else "system"

    @theme.setter
    def theme(self, theme: str) -> None:
        """Choose a theme."""
        self._kept.setValue("theme", theme)

    @property
    def is_heat_shown(self) -> bool:
        """Whether values are shaded by severity."""
        return self._text("heat") != "off"

    @is_heat_shown.setter
    def is_heat_shown(self, is_shown: bool) -> None:
        """Shade values, or not."""
        self._kept.setValue("heat", "on" if is_shown else "off")

    @property
    def is_inspector_shown(self) -> bool:
        """Whether the inspector is open."""
        return self._text("inspector") != "off"

    @is_inspector_shown.setter
    def is_inspector_shown(self, is_shown: bool) -> None:
        """Open the inspector, or close it."""
        self._kept.setValue("inspector", "on" if is_shown else "off")

    def geometry(self, name: str) -> QByteArray | None:
        """Return the geometry or state of a named window or splitter."""
        value = self._kept.value(f"geometry/{name}")
        return value if isinstance(value, QByteArray) else None

    def set_geometry(self, name: str, value: QByteArray) -> None:
        """Keep the geometry or state of a named window or splitter."""
        self._kept.setValue(f"geometry/{name}", value)

    def layout(self, name: str) -> dict[str, object]:
        """Return what a named part keeps of its layout, such as a table's columns; empty where nothing is kept."""
        try:
            kept = json.loads(self._text(f"layout/{name}") or "{}")
        except ValueError:
            return {}
        return kept if isinstance(kept, dict) else {}

    def set_layout(self, name: str, layout: dict[str, object]) -> None:
        """Keep a named part's layout."""
        self._kept.setValue(f"layout/{name}", json.dumps(layout))

    def forget_layout(self) -> None:
        """Forget geometry and columns: the next start looks as the first."""
        for group in ("geometry", "layout"):
            self._kept.remove(group)

    def _text(self, name: str) -> str:
        value = self._kept.value(name)
        return value if isinstance(value, str) else ""
