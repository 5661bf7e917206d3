"""How the window comes to databases and files; whoever puts the program together provides it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from workbench.core.catalogue import Catalogue
from workbench.core.ports import Importer, Spreadsheet, Store


class OpenStore(Protocol):
    """Opens a database file: for writing, when it is made if it is not there, or only for reading."""

    def __call__(self, path: Path, *, for_writing: bool = True) -> Store:
        """Open it; DatabaseRefused and DatabaseInUse in words."""


@dataclass(frozen=True, slots=True)
class Openers:
    """Functions that open a database, the shipped catalogue, what writes workbooks and what reads files, and where files are."""

    open_store: OpenStore
    shipped: Callable[[], Catalogue]
    resources: Path
    default_database: Callable[[], Path]
    spreadsheet: Callable[[], Spreadsheet]
    importer: Callable[[], Importer]
