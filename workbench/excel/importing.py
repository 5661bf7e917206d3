"""Files of figures as plans: a workbook by a process of its own, a table of text here."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from workbench.core.catalogue import Catalogue
from workbench.core.errors import FileRefused
from workbench.core.files import read_whole
from workbench.core.messages import message
from workbench.core.plans import Ignored, ImportPlan, Problem
from workbench.core.ports import Progress, Reader
from workbench.core.queries.database_id import database_id
from workbench.core.records import Source
from workbench.core.tidy.planning import Cells, plan_of, plan_tables
from workbench.excel.edits import Contents
from workbench.excel.precheck import LARGEST_FILE, ZIP, kind_of, refuse_other_kinds
from workbench.excel.process import SECONDS, read_apart
from workbench.excel.returning import ignored_of, plan_returned

_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})


class FileImporter:
    """Plans the import of files, whatever their names say of their content (`ports.Importer`)."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        """Give a workbook so long to be read."""
        self._seconds = seconds

    def plan(
        self, reader: Reader, catalogue: Catalogue, file: Path, now: str, progress: Progress | None = None
    ) -> ImportPlan:
        """Return what a file would change; see `ports.Importer`."""
        with _uncollected():
            return self._planned(reader, catalogue, file, now, progress)

    def _planned(
        self, reader: Reader, catalogue: Catalogue, file: Path, now: str, progress: Progress | None
    ) -> ImportPlan:
        data = read_whole(file, LARGEST_FILE)
        kind = kind_of(data)
        refuse_other_kinds(data, kind, file.name)
        if kind != ZIP:
            if file.suffix.lower() in _WORKBOOKS:
                raise FileRefused(message("import.is_text", file=file.name))
            return plan_of(reader, catalogue, data, file.name, now, progress)
        contents, is_second = read_apart(data, file.name, database_id(reader), progress, seconds=self._seconds)
        source = Source(0, "file", file.name, hashlib.sha256(data).hexdigest(), now)
        plan = _plan(reader, catalogue, contents, source, progress)
        ignored = [*map(ignored_of, contents.ignored), *plan.ignored]
        if is_second:
            ignored.append(Ignored("", "", message("import.second_reader")))
        return replace(plan, ignored=ignored)


def _plan(
    reader: Reader, catalogue: Catalogue, contents: Contents, source: Source, progress: Progress | None
) -> ImportPlan:
    if contents.returned is not None:
        return plan_returned(reader, catalogue, contents.returned, source)
    if contents.sheets:
        tables = [Cells(sheet.name, sheet.rows) for sheet in contents.sheets]
        plan = plan_tables(reader, catalogue, tables, source, progress)
        return plan if plan.tallies or plan.problems else replace(plan, problems=[_no_rows(tables[0].sheet)])
    return ImportPlan(source.name, "", problems=[Problem("", "", "", message("import.nothing_recognised"))])


@contextmanager
def _uncollected() -> Iterator[None]:
    """Collect no garbage for as long as the block runs: a plan is many small things that all stay."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _no_rows(sheet: str) -> Problem:
    return Problem(sheet, "A1", "", message("import.no_rows"))
