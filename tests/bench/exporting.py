"""What a workbook of 100,000 figures costs beside XlsxWriter's constant-memory write of the same cells, and its memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from db.databases import SqlDatabases
from tests.bench.figures_made import breakdown_rows, new_store, write_rows
from tests.bench.harness import Benchmark, Figure
from workbench.core.catalogue import shipped_catalogue
from workbench.core.resources import resources_folder
from workbench.core.translation import GettextTranslator
from workbench.excel.writer import XlsxSpreadsheet

METRICS = ("phishing.rate", "spam.rate", "virus.rate")
MONTHS = 134

_CELLS: dict[Path, list[tuple[str, list[list[Any]]]]] = {}

_MEMORY = """
import re, sys
from pathlib import Path
from tests.bench.exporting import export
export(Path(sys.argv[1]))
print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""
"""Tells the most memory of its own; what `getrusage` tells begins with that of the process which started it."""


def _prepare(folder: Path) -> None:
    """Make a database of 100,000 figures and read the cells of its workbook."""
    _fill(folder)
    export(folder)
    book = CalamineWorkbook.from_path(folder / "ours.xlsx")
    _CELLS[folder] = [
        (name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names
    ]


def _fill(folder: Path) -> None:
    segments = list(shipped_catalogue(resources_folder()).segments("geography"))[:248]
    store = new_store(folder)
    write_rows(store, breakdown_rows(METRICS, segments, MONTHS))
    store.close()


def export(folder: Path) -> None:
    """Write the workbook of the folder's database, as the command does."""
    catalogue = shipped_catalogue(resources_folder())
    words = GettextTranslator("ja", resources_folder() / "locale")
    store = SqlDatabases("bench").open(folder / "ours.db", for_writing=False)
    with store.read() as reader:
        written = XlsxSpreadsheet().write(reader, catalogue, words, folder / "ours.xlsx")
    store.close()
    assert written.observations > 99_000


def _bare(folder: Path) -> None:
    """Write the same cells, without any format."""
    book = Workbook(str(folder / "bare.xlsx"), {"constant_memory": True})
    for name, rows in _CELLS[folder]:
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, str):
                    if value:
                        sheet.write_string(row, column, value)
                elif isinstance(value, int | float):
                    sheet.write_number(row, column, value)
                else:
                    sheet.write_datetime(row, column, value)
    book.close()


def _memory(folder: Path) -> float:
    """Return the most memory that a process took which did nothing else, in MB."""
    _fill(folder)
    done = subprocess.run([sys.executable, "-c", _MEMORY, str(folder)], check=True, capture_output=True, text=True)
    return float(done.stdout) / 1024


BENCHMARKS: tuple[Benchmark | Figure, ...] = (
    Benchmark(
        "export a workbook of 100,000 figures / XlsxWriter's constant-memory write of its cells",
        1.2,
        export,
        _bare,
        prepare=_prepare,
    ),
    Figure("memory of exporting 100,000 figures", _memory, 300, "MB"),
)
