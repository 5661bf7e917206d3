"""How the window comes to databases and files; whoever puts the program together provides it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workbench.core.catalogue import Catalogue
from workbench.core.ports import Store


@dataclass(frozen=True, slots=True)
class Openers:
    """Functions that open a database (made if it is not there) and the shipped catalogue, and where files are."""

    open_store: Callable[[Path], Store]
    shipped: Callable[[], Catalogue]
    resources: Path
    default_database: Callable[[], Path]
