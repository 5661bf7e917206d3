"""What the window remembers between two starts: geometry, columns, density, language, theme. Not data, not undoable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DENSITIES = ("dense", "normal", "roomy")
"""How close the rows of tables and bars stand; the middle one is that of the first start."""

MOST_RECENT = 8
"""How many files of a kind are remembered."""


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

    def is_inspector_shown(self, tab: str) -> bool | None:
        """Whether the inspector is open beside a tab; None where nobody has opened or closed it there."""
        kept = self.layout("inspector").get(tab)
        return kept if isinstance(kept, bool) else None

    def show_inspector(self, tab: str, *, is_shown: bool) -> None:
        """Open the inspector beside a tab, or close it."""
        self.set_layout("inspector", {**self.layout("inspector"), tab: is_shown})

    @property
    def density(self) -> str:
        """How close rows stand: one of DENSITIES."""
        density = self._text("layout/density")
        return density if density in DENSITIES else "normal"

    @density.setter
    def density(self, density: str) -> None:
        """Let rows stand closer or wider."""
        self._kept.setValue("layout/density", density)

    def recent(self, kind: str) -> tuple[str, ...]:
        """Return the names of the files of a kind that were used last, the last one first; some may be gone."""
        files = self._dictionary(f"recent/{kind}").get("files")
        names = [file for file in files if isinstance(file, str)] if isinstance(files, list) else []
        return tuple(names[:MOST_RECENT])

    def note_recent(self, kind: str, file: Path) -> None:
        """Remember a file of a kind as the one that was used last."""
        others = (other for other in self.recent(kind) if other != str(file))
        self._keep_recent(kind, (str(file), *others))

    def forget_recent(self, kind: str, file: Path) -> None:
        """Forget a file of a kind, which is gone."""
        self._keep_recent(kind, tuple(other for other in self.recent(kind) if other != str(file)))

    def looked_at(self) -> dict[str, object]:
        """Return what was looked at when the window was closed; empty at the first start."""
        return self._dictionary("looked_at")

    def set_looked_at(self, parts: dict[str, object]) -> None:
        """Keep what is looked at."""
        self._keep_dictionary("looked_at", parts)

    def geometry(self, name: str) -> QByteArray | None:
        """Return the geometry or state of a named window or splitter."""
        value = self._kept.value(f"geometry/{name}")
        return value if isinstance(value, QByteArray) else None

    def set_geometry(self, name: str, value: QByteArray) -> None:
        """Keep the geometry or state of a named window or splitter."""
        self._kept.setValue(f"geometry/{name}", value)

    def layout(self, name: str) -> dict[str, object]:
        """Return what a named part keeps of its layout, such as a table's columns; empty where nothing is kept."""
        return self._dictionary(f"layout/{name}")

    def set_layout(self, name: str, layout: dict[str, object]) -> None:
        """Keep a named part's layout."""
        self._keep_dictionary(f"layout/{name}", layout)

    def forget_layout(self) -> None:
        """Forget geometry, columns and density: the next start looks as the first."""
        for group in ("geometry", "layout"):
            self._kept.remove(group)

    def _keep_recent(self, kind: str, files: tuple[str, ...]) -> None:
        self._keep_dictionary(f"recent/{kind}", {"files": files})

    def _dictionary(self, name: str) -> dict[str, object]:
        """Return what was kept as JSON under a name; empty where there is nothing, or nothing that can be read."""
        import json  # noqa: PLC0415 - behind the first paint

        try:
            kept = json.loads(self._text(name) or "{}")
        except ValueError:
            return {}
        return kept if isinstance(kept, dict) else {}

    def _keep_dictionary(self, name: str, kept: Mapping[str, object]) -> None:
        import json  # noqa: PLC0415 - behind the first paint

        self._kept.setValue(name, json.dumps(kept))

    def _text(self, name: str) -> str:
        value = self._kept.value(name)
        return value if isinstance(value, str) else ""
