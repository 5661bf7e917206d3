"""What the program is made of, with the versions that run: for the dialog that says so, and for reports of bugs."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib import metadata

from PySide6.QtCore import qVersion

DISTRIBUTION = "threat-report-workbench"


@dataclass(frozen=True, slots=True)
class Part:
    """Something that the program is made of: its name, version and licence, and the text's file in the resources."""

    name: str
    version: str
    licence: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Versions:
    """The program's own version (empty: not installed), what it runs on, and what it is made of."""

    program: str
    platform: str
    parts: tuple[Part, ...]

    def text(self, title: str) -> str:
        """Return the versions as lines of text under the program's name."""
        known = (part for part in self.parts if part.version)
        return "\n".join(
            (f"{title} {self.program}".strip(), self.platform, *(f"{part.name} {part.version}" for part in known))
        )


def versions() -> Versions:
    """Return the versions that run. It reads files: not for the window's thread."""
    return Versions(version_of(DISTRIBUTION), platform.platform(), parts())


def parts() -> tuple[Part, ...]:
    """Return what the program is made of; what is not installed has no version."""
    return (
        Part("M PLUS 2", "", "SIL OFL 1.1", "fonts/OFL.txt"),
        Part("Lucide", "", "ISC", "icons/LICENSE"),
        Part("Natural Earth", "", "public domain", "maps/README.md"),
        Part("Python", platform.python_version(), "PSF-2.0"),
        Part("Qt", str(qVersion()), "LGPL-3.0"),
        Part("PySide6", version_of("PySide6-Essentials"), "LGPL-3.0"),
        Part("pyqtgraph", version_of("pyqtgraph"), "MIT"),
        Part("NumPy", version_of("numpy"), "BSD-3-Clause"),
        Part("SQLAlchemy", version_of("sqlalchemy"), "MIT"),
        Part("Alembic", version_of("alembic"), "MIT"),
        Part("XlsxWriter", version_of("xlsxwriter"), "BSD-2-Clause"),
        Part("openpyxl", version_of("openpyxl"), "MIT"),
        Part("python-calamine", version_of("python-calamine"), "MIT"),
        Part("pypdf", version_of("pypdf"), "BSD-3-Clause"),
        Part("platformdirs", version_of("platformdirs"), "MIT"),
        Part("filelock", version_of("filelock"), "MIT"),
        Part("Typer", version_of("typer"), "MIT"),
        Part("Rich", version_of("rich"), "MIT"),
    )


def version_of(distribution: str) -> str:
    """Return the version of an installed distribution; empty for one that is not installed."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""
