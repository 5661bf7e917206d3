"""A month as a workbook: gathered, written beside its place, read back, compared, and moved there."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from workbench.core.catalogue import Catalogue
from workbench.core.errors import FileRefused, Refused
from workbench.core.files import beside, cannot_write
from workbench.core.messages import Translator, message
from workbench.core.overview_panels import PANELS
from workbench.core.periods import Grain, Period
from workbench.core.ports import Condition, Exported, Progress, Reader, tell_nobody
from workbench.core.queries.database_id import database_id
from workbench.core.records import Finding, FindingText, Note, Observation
from workbench.core.tidy.figures import TidyFigures
from workbench.excel.charts import Charts
from workbench.excel.comments import Anchored, anchored, put_comment
from workbench.excel.contents_sheet import ContentsSheet
from workbench.excel.data_sheet import DataSheet, key_rows
from workbench.excel.figures_sheet import FiguresSheet, Written
from workbench.excel.kept_lines import KeptLines
from workbench.excel.layout import (
    BREAKDOWNS,
    CONTENTS,
    DATA,
    EVERYTHING,
    FINDINGS,
    KEY_COLUMNS,
    KEYS,
    MOST_ROWS,
    NOTES,
    OVERVIEW,
    SCHEMA,
    SHEETS,
    THREATS,
    TRAFFIC,
    TRENDS,
    KeyKind,
    KeyLine,
    MetaKey,
    SheetSpec,
)
from workbench.excel.month import Month, month_of, series_keys
from workbench.excel.naming import Naming
from workbench.excel.page import Page
from workbench.excel.part_file import PartFile
from workbench.excel.prose_sheets import ProseSheet, finding_rows, keys_of, note_rows
from workbench.excel.raw import RawSheet
from workbench.excel.styles import Styles
from workbench.excel.trends import Histories, Place, TrendsSheet, histories
from workbench.excel.verifying import Verifier

_CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's moment has no zone; always the same, so that bytes are
_DEFAULT_ROW = 24
"""Pixels."""
_DATA_WIDTHS = (8, 11, 24, 26, 14, 16, 22, 11, 16, 24, 10, 10, 10, 12, 26, 22)

OVERVIEW_CHARTS = frozenset(panel.metric for panel in PANELS)
"""The metrics whose histories the overview draws."""


class XlsxSpreadsheet:
    """Writes workbooks (`ports.Spreadsheet`)."""

    def write(
        self,
        reader: Reader,
        catalogue: Catalogue,
        words: Translator,
        target: Path,
        period: Period | None = None,
        progress: Progress | None = None,
    ) -> Exported:
        """Write a month's workbook; see `ports.Spreadsheet`."""
        shown = period or _latest(reader)
        where = _where(period)
        source = _Source(reader, catalogue, words, shown, period, where)
        with beside(target) as part:
            book = self._written(source, part, target, progress or tell_nobody)
            book.verify(part, target, progress or tell_nobody)
        return book.exported(target)

    @staticmethod
    def _written(source: _Source, part: Path, target: Path, progress: Progress) -> _Book:
        """Write the file and return what it should hold."""
        with (
            tempfile.TemporaryDirectory(prefix="workbench-") as folder,
            KeptLines(folder) as lines,
            PartFile(part) as file,
        ):
            book = _Book(source, file, folder, lines)
            try:
                book.draw(progress)
                book.put_together(progress)
            except FileCreateError as error:
                raise _refused(target, error) from error
            return book


class _Source:
    """What a workbook is made of."""

    def __init__(
        self,
        reader: Reader,
        catalogue: Catalogue,
        words: Translator,
        shown: Period,
        period: Period | None,
        where: Mapping[str, Condition],
    ) -> None:
        self.reader, self.catalogue, self.period, self.where = reader, catalogue, period, where
        self.naming = Naming(catalogue, words)
        self.month: Month = month_of(reader, catalogue, shown)
        self.notes: Sequence[Note] = [note for note in reader.records(Note) if _meets(note, period)]
        self.anchored: Anchored = anchored(self.notes)
        self.findings = reader.records(Finding, **where)
        self.texts = reader.records(FindingText)
        known = [key for key in keys_of(self.notes) if key.metric in catalogue.metrics]
        self.keys = series_keys(self.month.rows, known)
        self.histories: Histories = histories(reader, self.keys, shown)


class _Book:
    """A workbook while it is written."""

    def __init__(self, source: _Source, file: PartFile, folder: str, lines: KeptLines) -> None:
        """Write to a file, with a folder for what XlsxWriter puts aside, and a place for the lines of the data's figures."""
        self._source = source
        self._naming, self._language = source.naming, source.naming.language
        self._workbook = Workbook(file, {"tmpdir": folder, "default_row_height": _DEFAULT_ROW})
        self._workbook.use_zip64()
        self._styles = Styles(self._workbook, self._language)
        self._charts = Charts(self._workbook, self._styles, self._naming)
        self._lines: list[KeyLine] = []
        self._pages: dict[str, Page] = {}
        self._raw: dict[str, RawSheet] = {}
        figures = TidyFigures(source.reader, source.catalogue)
        self._data_lines = lines
        self._data = DataSheet(source.reader, figures, self._naming, self._styles, source.where, lines)
        self._total = self._data.count()
        if self._total >= MOST_ROWS:
            raise Refused(message("export.too_many_rows", rows=self._total, most=MOST_ROWS - 1))

    def draw(self, progress: Progress) -> None:
        """Draw all sheets; the rows of figures and keys come when the workbook is put together."""
        progress(0, None)
        self._workbook.set_properties({"title": self._title(), "created": _CREATED})
        for spec in SHEETS:
            self._add_sheet(spec)
        places = self._draw_trends()
        for spec in (OVERVIEW, *BREAKDOWNS, THREATS, TRAFFIC):
            progress(0, None)
            self._draw_figures(spec, places)
        progress(0, None)
        self._draw_prose()
        self._frame_data()
        cut = [cut for page in self._pages.values() for cut in page.meant.cut]
        ContentsSheet(self._pages[CONTENTS.id], self._naming).write(self._title(), self._subtitle(), cut)
        self._pages[CONTENTS.id].sheet.activate()

    def put_together(self, progress: Progress) -> None:
        """Write the file."""
        total, meta = 3 * self._total, self._meta_lines()
        self._raw[DATA.id].rows = lambda: self._data.rows(progress, total)
        self._raw[KEYS.id].rows = lambda: key_rows(
            self._styles, chain(meta, self._lines, self._data_lines), progress, self._total, total
        )
        self._workbook.close()
        self._let_go()

    def _let_go(self) -> None:
        """Let go of what is only needed for writing: reading back takes as much again."""
        self._lines.clear()
        self._source.histories.figures.clear()
        for page in self._pages.values():
            page.sheet.table.clear()

    def verify(self, part: Path, target: Path, progress: Progress) -> None:
        """Read the file back and compare it with what was meant."""
        verifier, begun, total = Verifier(part, target), 2 * self._total, 3 * self._total
        verifier.comments(part, self._pages.values())
        for page in self._pages.values():
            progress(begun, total)
            verifier.page(page)
            page.meant.cells.clear()
        for spec, columns in ((DATA, len(DATA.columns)), (KEYS, len(KEY_COLUMNS))):
            name = spec.name(self._language)
            verifier.rows(name, self._raw[spec.id].hashes, columns, _told(progress, begun, total))
        progress(total, total)

    def exported(self, target: Path) -> Exported:
        """Return what was written."""
        remarks = [cut for page in self._pages.values() for cut in page.meant.cut]
        data = DATA.name(self._language)
        remarks += [message("export.text_cut_row", sheet=data, row=row) for row in dict.fromkeys(self._data.cut)]
        sheets = tuple(spec.name(self._language) for spec in SHEETS)
        return Exported(target, sheets, self._data.observations, tuple(remarks))

    def _add_sheet(self, spec: SheetSpec) -> None:
        name = spec.name(self._language)
        if spec in {DATA, KEYS}:
            sheet = self._workbook.add_worksheet(name, RawSheet)
            self._raw[spec.id] = sheet
            return
        page = Page(self._workbook.add_worksheet(name), spec, self._styles, self._language)
        self._pages[spec.id] = page

    def _draw_trends(self) -> dict[str, Place]:
        page, source = self._pages[TRENDS.id], self._source
        sheet = TrendsSheet(page, self._naming, source.catalogue, self._lines, source.period)
        sheet.write(source.histories, source.keys, self._name(TRENDS), self._about(TRENDS))
        self._comment_trends(sheet.places)
        return sheet.places

    def _comment_trends(self, places: Mapping[str, Place]) -> None:
        """Put each note on the first of its cells in the row of its figure."""
        page, periods = self._pages[TRENDS.id], self._source.histories.periods
        for key in self._source.anchored.notes:
            place = places.get(str(key))
            if place is None:
                continue
            for at, period in enumerate(periods):
                notes = self._source.anchored.beginning(key, period, periods[0])
                figure = f"{key}@{period}"
                put_comment(page, (place.row, place.first + at), str(period), figure, notes, self._lines)

    def _draw_figures(self, spec: SheetSpec, places: dict[str, Place]) -> None:
        page, source = self._pages[spec.id], self._source
        sheet = FiguresSheet(page, self._naming, source.month, source.anchored, self._lines)
        limits = {id_: source.catalogue.classes(id_) for id_ in source.catalogue.metrics}
        title = f"{self._name(spec)} – {self._naming.period(source.month.period)}"
        written = sheet.write(title, self._about(spec), limits if spec.dimensions else {}, places)
        self._draw_charts(spec, page, written, places)

    def _draw_charts(self, spec: SheetSpec, page: Page, written: list[Written], places: dict[str, Place]) -> None:
        beside_table = len(spec.columns) + 1
        if spec is OVERVIEW:
            shown = [one.block[0] for one in written if one.block[0].metric.id in OVERVIEW_CHARTS]
            self._charts.lines(page, shown, places, (written[-1].last + 2 if written else 5, 1))
        elif spec is TRAFFIC:
            staged = [one for one in written if one.block[0].stage is not None]
            for one in staged:
                self._charts.steps(page, one, (one.last + 2, 1))
        else:
            self._charts.bars(page, written, (spec.heading_row - 1, beside_table))

    def _draw_prose(self) -> None:
        source = self._source
        sheets = (
            (FINDINGS, finding_rows(source.findings, source.texts, self._naming)),
            (NOTES, note_rows(source.notes, self._naming)),
        )
        for spec, rows in sheets:
            sheet = ProseSheet(self._pages[spec.id], self._naming, self._lines)
            sheet.write(rows, self._name(spec), self._about(spec))

    def _frame_data(self) -> None:
        """Draw what stands around the rows of figures and keys."""
        data, keys = self._raw[DATA.id], self._raw[KEYS.id]
        data.has(len(DATA.columns))
        keys.has(len(KEY_COLUMNS))
        for column, letters in enumerate(_DATA_WIDTHS):
            data.set_column(column, column, letters, None, {"hidden": not column})
        data.freeze_panes(1, 0)
        data.autofilter(0, 0, max(1, self._total), len(DATA.columns) - 1)
        data.set_landscape()
        data.set_paper(9)
        data.fit_to_pages(1, 0)
        data.repeat_rows(0)
        data.set_footer("&R&8&P / &N")
        keys.very_hidden()

    def _meta_lines(self) -> list[KeyLine]:
        source = self._source
        base = source.month.base
        said = {
            MetaKey.SCHEMA: str(SCHEMA),
            MetaKey.DATABASE: database_id(source.reader),
            MetaKey.LANGUAGE: self._language,
            MetaKey.PERIOD: str(source.month.period),
            MetaKey.BASE: "" if base is None else str(base),
            MetaKey.DATA: EVERYTHING if source.period is None else str(source.period),
        }
        return [KeyLine(KeyKind.META, key=key, text=text) for key, text in said.items()]

    def _title(self) -> str:
        return self._naming.say(message("workbook.title", period=self._source.month.period))

    def _subtitle(self) -> str:
        if self._source.period is None:
            return self._naming.say(message("workbook.of_everything", period=self._source.month.period))
        return self._naming.say(message("workbook.of_period", period=self._source.month.period))

    def _name(self, spec: SheetSpec) -> str:
        return spec.name(self._language)

    def _about(self, spec: SheetSpec) -> str:
        return self._naming.say(message(f"workbook.about_{spec.id}"))


def _latest(reader: Reader) -> Period:
    """Return the last month with figures, or the last period of another grain; Refused where there are no figures."""
    for grain in (Grain.MONTH, *Grain):
        found = reader.highest(Observation, "period", grain=grain.value)
        if found is not None:
            return Period.parse(str(found))
    raise Refused(message("export.no_figures"))


def _where(period: Period | None) -> dict[str, Condition]:
    return {} if period is None else {"grain": period.grain.value, "period": str(period)}


def _meets(note: Note, period: Period | None) -> bool:
    """Whether a note is on a period, or on any."""
    return period is None or (note.grain == period.grain and note.first <= str(period) <= note.last)


def _told(progress: Progress, begun: int, total: int) -> Callable[[int], None]:
    """Return what tells how far a comparison is, now and then."""

    def notice(row: int) -> None:
        if not row % 1000:
            progress(min(begun + row, total), total)

    return notice


def _refused(target: Path, error: FileCreateError) -> FileRefused:
    """Return why XlsxWriter could not write, as the system says it."""
    reason = error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError(str(error))
    return FileRefused(cannot_write(target, reason))
