"""What the window's actions do beyond the tabs: files in and out, dialogs, new months. Each opens, none blocks.

A dialog is imported when it is first opened: together they would double the time to the first painted window.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.core.errors import Cancelled, FileRefused, Refused, WorkbenchError
from workbench.core.files import written_whole
from workbench.core.messages import Message, message
from workbench.core.ports import Change, Check, Command, Exported, Progress, Reader, Spreadsheet, Store
from workbench.ui.actions import ACTIONS
from workbench.ui.appearance import LANGUAGES

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QDialog

    from workbench.core.catalogue import Catalogue
    from workbench.core.keys import FigureKey
    from workbench.core.messages import Translator
    from workbench.core.periods import Period
    from workbench.ui.dialogs.palette_entries import PaletteAction
    from workbench.ui.inspector import Inspector
    from workbench.ui.tabs.tab import Tab
    from workbench.ui.tabs.trends import TrendsTab
    from workbench.ui.widgets.tab_row import TabRow
    from workbench.ui.window import Window


class Errands:
    """Runs errands for one window."""

    def __init__(self, window: Window) -> None:
        """Serve a window."""
        self._window = window
        self._workspace = window.workspace
        self._appearance = window.appearance

    def choose_database(self) -> None:
        """Let another database be opened, or a new one be made."""
        from workbench.ui.dialogs import files  # noqa: PLC0415

        files.choose_database(self._window, self._appearance, self.open_database)

    def open_database(self, path: Path) -> None:
        """Open a database, unless it is the one that is open for writing: that is in use by ourselves."""
        workspace = self._workspace
        if workspace.is_open and not workspace.is_read_only and path == workspace.path:
            self._window.notices.tell("info", message("database.already_open", file=path.name))
        else:
            self._window.show_figures(path)

    def open_read_only(self) -> None:
        """Open for reading the database that was in use, while that is offered; else let one be chosen."""
        from workbench.ui.dialogs import files  # noqa: PLC0415

        refused = self._window.notices.refused
        if refused is not None:
            self.show_read_only(refused)
        else:
            files.choose_database_to_read(self._window, self._appearance, self.show_read_only)

    def show_read_only(self, path: Path) -> None:
        """Show a database that is opened for reading alone."""
        openers = self._window.openers
        self._window.notices.leave()
        self._workspace.open(lambda: openers.open_store(path, for_writing=False), openers.shipped)

    def copy_report(self) -> None:
        """Put on the clipboard what helps to find a bug: versions, the last one's traceback, the last lines of the log."""
        from workbench.ui.bug_report import bug_report, log_files  # noqa: PLC0415

        say, logs = self._appearance.say, log_files(logging.getLogger("workbench"))
        job = partial(bug_report, say("window.title"), self._window.notices.bug, say("bug.log"), logs)
        self._workspace.fetch(job, self._window, self._take_report, topic="report")

    def open_known(self, file: Path) -> None:
        """Open a database that was there before; one that is gone is told and forgotten, and not made anew."""
        window = self._window

        def open_store() -> Store:
            if not file.is_file():
                raise FileRefused(message("files.gone", file=file.name))
            return window.openers.open_store(file)

        def forget(error: BaseException) -> bool:
            if isinstance(error, WorkbenchError) and error.message.id == "files.gone":
                window.recent_databases.forget(file)
            return False

        self._workspace.open(open_store, window.openers.shipped, forget)

    def take_dropped(self, dropped: QMimeData) -> None:
        """Import the table or open the database that was dropped on the window, or say why not."""
        from workbench.ui.dropped import file_of, is_database  # noqa: PLC0415

        file = file_of(dropped)
        if isinstance(file, Message):
            self._window.notices.tell("warning", file)
        elif is_database(file):
            self.open_known(file)
        elif self._workspace.is_open:
            self.show_import(file)
        else:
            self._window.notices.tell("warning", message("drop.no_database", file=file.name))

    def fill_with_sample(self) -> None:
        """Fill the open database with the sample; one that holds figures is left alone."""
        folder, catalogue = self._window.openers.resources / "sample", self._workspace.catalogue
        query = partial(_sample_command, catalogue=catalogue, folder=folder)
        self._workspace.ask(query, self._window, self._workspace.run, topic="sample")

    def choose_import(self) -> None:
        """Let a file be taken in."""
        from workbench.ui.dialogs import files  # noqa: PLC0415

        files.choose_import(self._window, self._appearance, self.show_import)

    def show_import(self, file: Path) -> QDialog:
        """Show what a file would change."""
        from workbench.ui.dialogs.import_preview import ImportDialog  # noqa: PLC0415

        self._window.recent_imports.note(file)
        return self._opened(
            ImportDialog(self._workspace, self._appearance, self._window.openers.importer, file, self._window)
        )

    def choose_export(self) -> None:
        """Let the figures be written to a file."""
        from workbench.ui.dialogs import files  # noqa: PLC0415

        period = self._workspace.scope.period
        name = "figures.xlsx" if period is None else f"figures-{period}.xlsx"
        files.choose_export(self._window, self._appearance, self.export, name)

    def export(self, file: Path) -> None:
        """Write the workbook of the period that is looked at, or all figures as a table where the name ends in .csv."""
        workspace = self._workspace
        if file.suffix.lower() == ".csv":
            job = partial(_exported, catalogue=workspace.catalogue, file=file, language=self._appearance.language)
        else:
            job = partial(
                _exported_workbook,
                spreadsheet=self._window.openers.spreadsheet,
                catalogue=workspace.catalogue,
                words=self._window.translator_of(self._appearance.language),
                file=file,
                period=workspace.scope.period,
            )
        label = message("busy.export", file=file.name)
        otherwise = partial(self._tell_cancelled, message("export.cancelled", file=file.name))
        workspace.produce(label, job, self._window, self._tell_exported, topic=f"export {file}", otherwise=otherwise)

    def choose_backup(self) -> None:
        """Let a checked copy of the database be made."""
        from workbench.ui.dialogs import files  # noqa: PLC0415

        files.choose_backup(self._window, self._appearance, self.back_up)

    def back_up(self, file: Path) -> None:
        """Make a checked copy of the database."""
        self._workspace.back_up(file, self._tell_backed_up)

    def start_month(self) -> QDialog:
        """Begin the next month."""
        from workbench.ui.dialogs.new_month import NewMonthDialog  # noqa: PLC0415

        return self._opened(NewMonthDialog(self._workspace, self._appearance, self._window))

    def add_to_trends(self) -> None:
        """Put what is looked at on the plot of trends, and show it."""
        from workbench.ui.trend_layout import scope_series  # noqa: PLC0415

        keys = scope_series(self._workspace.scope, self._workspace.catalogue)
        self._trends().add_series(keys)

    def copy_key(self) -> None:
        """Put on the clipboard the keys of the figures that are looked at, one a line, as claims and command lines have them."""
        from PySide6.QtGui import QGuiApplication  # noqa: PLC0415

        from workbench.ui.trend_layout import scope_series  # noqa: PLC0415

        scope = self._workspace.scope
        keys = [replace(key, period=scope.period) for key in scope_series(scope, self._workspace.catalogue)]
        QGuiApplication.clipboard().setText("\n".join(map(str, keys)))

    def put_on_plot(self, series: Sequence[FigureKey]) -> None:
        """Put series on the plot of trends without going there, and say so where nothing moves for it."""
        from workbench.ui.tabs.trends import TrendsTab  # noqa: PLC0415

        page = self._window.page_of("trends")
        assert isinstance(page, TrendsTab)
        page.add_series(series)
        many = message("trends.added_many", count=len(series))
        added = message("trends.added", key=str(series[0])) if len(series) == 1 else many
        self._window.status.tell_done(Change(None, added))

    def add_event(self) -> QDialog | None:
        """Let an event be added to the plots; None where it cannot be."""
        return self._trends().edits.add_event()

    def _trends(self) -> TrendsTab:
        """Show the tab of trends."""
        from workbench.ui.tabs.trends import TrendsTab  # noqa: PLC0415

        self._window.show_tab("trends")
        page = self._window.page
        assert isinstance(page, TrendsTab)
        return page

    def show_segments(self) -> QDialog:
        """Show the segments and their names."""
        from workbench.ui.dialogs.segments import SegmentsDialog  # noqa: PLC0415

        return self._opened(SegmentsDialog(self._workspace, self._appearance, self._window))

    def show_history(self) -> QDialog:
        """Show the trail."""
        from workbench.ui.dialogs.history import HistoryDialog  # noqa: PLC0415

        return self._opened(HistoryDialog(self._workspace, self._appearance, self._window))

    def show_help(self, page: str = "") -> QDialog:
        """Show a page of the help, that of the tab that is shown unless another is named; one window of it is enough."""
        from workbench.ui.dialogs.help import HelpDialog  # noqa: PLC0415
        from workbench.ui.tabs import TABS  # noqa: PLC0415

        window = self._window
        opened = next((found for found in window.findChildren(HelpDialog) if not found.is_gone), None)
        if opened is None:
            opened = HelpDialog(self._workspace, self._appearance, ACTIONS, window.openers.resources, window)
        opened.show_page(page or TABS[window.tab_bar.currentIndex()].id)
        opened.show()
        opened.raise_()
        opened.activateWindow()
        return opened

    def show_shortcuts(self) -> QDialog:
        """Show the keys."""
        from workbench.ui.dialogs.shortcuts import ShortcutsDialog  # noqa: PLC0415

        return self._opened(ShortcutsDialog(self._appearance, ACTIONS, self._window))

    def show_about(self) -> QDialog:
        """Show versions and licences."""
        from workbench.ui.dialogs.about import AboutDialog  # noqa: PLC0415

        resources = self._window.openers.resources
        return self._opened(AboutDialog(self._workspace, self._appearance, resources, self._window))

    def show_palette(self) -> QDialog:
        """Find an action, a metric, a segment or a period."""
        from workbench.ui.dialogs.palette import Palette  # noqa: PLC0415

        palette = Palette(self._workspace, self._appearance, self._palette_actions(), self._window)
        palette.segment_chosen.connect(lambda dimension, _segment: self._show_tab_of(dimension))
        return self._opened(palette)

    def _show_tab_of(self, dimension: str) -> None:
        """Show the tab of a dimension, if it has one."""
        from workbench.ui.tabs import TABS  # noqa: PLC0415

        if dimension in {spec.id for spec in TABS if spec.is_breakdown}:
            self._window.show_tab(dimension)

    def _palette_actions(self) -> list[PaletteAction]:
        """Return the actions that can be done now, with their labels in both languages."""
        from workbench.ui.dialogs.palette_entries import PaletteAction  # noqa: PLC0415

        window = self._window
        labels = {language: window.translator_of(language) for language in LANGUAGES}
        return [
            PaletteAction(
                spec.id,
                labels["ja"](message(f"action.{spec.id}")),
                labels["en"](message(f"action.{spec.id}")),
                spec.shortcut,
                spec.icon,
                window.action(spec.id).trigger,
            )
            for spec in ACTIONS
            if window.action(spec.id).isEnabled() and spec.id != "find"
        ]

    def start_finding(self, text: str = "", picture: bytes | None = None) -> None:
        """Begin a finding of the period in scope, with words and a picture such as that of a plot."""
        from workbench.ui.tabs.findings import FindingsTab  # noqa: PLC0415 - imported when it is first shown

        self._window.show_tab("findings")
        page = self._window.page
        assert isinstance(page, FindingsTab)
        page.start_with(text, picture)

    def hear_of_page(self, page: Tab[Any]) -> None:
        """Begin findings and fill the plot as a tab asks for it."""
        page.finding_wanted.connect(self.start_finding)
        page.series_wanted.connect(self.put_on_plot)

    def hear_of_tabs(self, tabs: TabRow) -> None:
        """Let series be dragged to the plot by way of its tab."""
        from workbench.ui.plots.series_mime import SERIES  # noqa: PLC0415
        from workbench.ui.tabs import TABS  # noqa: PLC0415

        tabs.take_drops([spec.id for spec in TABS].index("trends"), SERIES)
        tabs.dropped.connect(lambda data: self._trends().take_dropped(data))

    def hear_of_findings(self, inspector: Inspector) -> None:
        """Begin and show findings as the inspector asks for it."""
        inspector.finding_wanted.connect(self.start_finding)
        inspector.finding_opened.connect(self.open_finding)

    def open_finding(self, id_: str) -> None:
        """Show a finding."""
        from workbench.ui.tabs.findings import FindingsTab  # noqa: PLC0415 - imported when it is first shown

        self._window.show_tab("findings")
        page = self._window.page
        assert isinstance(page, FindingsTab)
        page.open_finding(id_)

    def may_leave(self) -> bool:
        """Whether the window can be closed now; in the middle of work it closes when that is done, and says so."""
        from workbench.ui.dialogs.leaving import LeavingDialog  # noqa: PLC0415

        if self._workspace.busy is None:
            return True
        if not any(not found.is_gone for found in self._window.findChildren(LeavingDialog)):
            dialog = LeavingDialog(self._workspace, self._appearance, self._window)
            dialog.accepted.connect(self._window.close)
        return False

    def _opened(self, dialog: QDialog) -> QDialog:
        dialog.open()
        return dialog

    def _take_report(self, text: str) -> None:
        from PySide6.QtGui import QGuiApplication  # noqa: PLC0415

        QGuiApplication.clipboard().setText(text)
        self._window.notices.tell("info", message("bug.copied"))

    def _tell_exported(self, done: Exported) -> None:
        """Say what was written, or first that something did not fit into it."""
        written = message("export.written", file=str(done.file), observations=done.observations)
        told = message("export.with_remark", written=written, remark=done.remarks[0]) if done.remarks else written
        self._window.notices.tell("warning" if done.remarks else "info", told)

    def _tell_cancelled(self, said: Message, error: BaseException) -> bool:
        """Say that work was stopped on demand; return whether it was that."""
        if isinstance(error, Cancelled):
            self._window.notices.tell("info", said)
        return isinstance(error, Cancelled)

    def _tell_backed_up(self, check: Check) -> None:
        self._window.notices.tell("info", message("backup.written", file=str(check.file)))


def _sample_command(reader: Reader, catalogue: Catalogue, folder: Path) -> Command:
    """Read the sample's files and return the command that fills a database with them."""
    from workbench.core.commands.sample import fill_with_sample  # noqa: PLC0415

    return fill_with_sample(reader, catalogue, folder, "")


def _exported(reader: Reader, progress: Progress, catalogue: Catalogue, file: Path, language: str) -> Exported:
    """Write the figures to a table."""
    from workbench.core.tidy.writing import tidy_text  # noqa: PLC0415

    table = tidy_text(reader, catalogue, None, language, progress)
    written_whole(file, table.text.encode("utf-8-sig"))
    return Exported(file, (), table.observations, ())


def _exported_workbook(
    reader: Reader,
    progress: Progress,
    spreadsheet: Callable[[], Spreadsheet],
    catalogue: Catalogue,
    words: Translator,
    file: Path,
    period: Period | None,
) -> Exported:
    """Write a workbook of a period of which anything is known; what writes them is imported here, off the window's thread."""
    from workbench.core.queries.months import is_known  # noqa: PLC0415

    if period is not None and not is_known(reader, period):
        raise Refused(message("export.nothing_of_period", file=file.name, period=period))
    return spreadsheet().write(reader, catalogue, words, file, period, progress)
