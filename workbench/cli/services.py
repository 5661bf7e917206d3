"""What the command line is given by whoever puts the program together, each thing made when it is first asked for."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.core.catalogue import Catalogue
    from workbench.core.claims.text import Text
    from workbench.core.messages import Translator
    from workbench.core.ports import Databases, Importer, Spreadsheet


@dataclass(frozen=True, slots=True)
class Services:
    """Functions that hand out the parts of the program, so that a command waits only for what it needs.

    `read_text` takes the text out of a report's file; `translator` takes a language, "ja" or "en"; `clock` tells the time
    with its zone; `log_file` is where bugs are noted.
    `show_window` opens a database in a language, with a file to import if any, and returns the exit status; `make_pictures`
    writes the window's pictures in languages and themes into a folder, without a screen.
    """

    databases: Callable[[], Databases]
    spreadsheet: Callable[[], Spreadsheet]
    importer: Callable[[], Importer]
    read_text: Callable[[Path], Text]
    catalogue: Callable[[], Catalogue]
    translator: Callable[[str], Translator]
    resources: Path
    default_database: Callable[[], Path]
    log_file: Callable[[], Path]
    show_window: Callable[[Path, str, Path | None], int]
    make_pictures: Callable[[Path, Sequence[str], Sequence[str]], list[Path]]
    clock: Callable[[], datetime.datetime]
