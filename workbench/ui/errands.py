"""What the window's actions do beyond the tabs: files in and out, dialogs, new months. Each opens, none blocks.

A dialog is imported when it is first opened: together they would double the time to the first painted window.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.core.files import written_whole
from workbench.core.messages import message
from workbench.core.ports import Check, Command, Reader
from workbench.ui.actions import ACTIONS
from workbench.ui.appearance import LANGUAGES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from workbench.core.catalogue import Catalogue
    from workbench.ui.dialogs.palette_entries import PaletteAction
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

        files.choose_database(self._window, self._appearance, self._window.show_figures)

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

        return self._opened(ImportDialog(self._workspace, self._appearance, file, self._window))

    def choose_export(self) -> None:
        """Let the figures be written to a file."""
        from workbench.ui.dialogs import files  # noqa: PLC0415

        files.choose_export(self._window, self._appearance, self.export)

    def export(self, file: Path) -> None:
        """Write all figures as a tidy table."""
        query = partial(_exported, catalogue=self._workspace.catalogue, file=file, language=self._appearance.language)
        self._workspace.ask(query, self._window, partial(self._tell_exported, file), topic="export")

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

    def show_segments(self) -> QDialog:
        """Show the segments and their names."""
        from workbench.ui.dialogs.segments import SegmentsDialog  # noqa: PLC0415

        return self._opened(SegmentsDialog(self._workspace, self._appearance, self._window))

    def show_history(self) -> QDialog:
        """Show the trail."""
        from workbench.ui.dialogs.history import HistoryDialog  # noqa: PLC0415

        return self._opened(HistoryDialog(self._workspace, self._appearance, self._window))

    def show_shortcuts(self) -> QDialog:
        """Show the keys."""
        from workbench.ui.dialogs.shortcuts import ShortcutsDialog  # noqa: PLC0415

        return self._opened(ShortcutsDialog(self._appearance, ACTIONS, self._window))

    def show_about(self) -> QDialog:
        """Show versions and licences."""
        from workbench.ui.dialogs.about import AboutDialog  # noqa: PLC0415

        path = self._workspace.path if self._workspace.is_open else None
        return self._opened(AboutDialog(self._appearance, path, self._window.openers.resources, self._window))

    def show_palette(self) -> QDialog:
        """Find an action, a metric, a segment or a period."""
        from workbench.ui.dialogs.palette import Palette  # noqa: PLC0415

        palette = Palette(self._workspace, self._appearance, self._palette_actions(), self._window)
        palette.segment_chosen.connect(lambda dimension, _segment: self._window.show_tab_of(dimension))
        return self._opened(palette)

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

    def _opened(self, dialog: QDialog) -> QDialog:
        dialog.open()
        return dialog

    def _tell_exported(self, file: Path, observations: int) -> None:
        self._window.notices.tell("info", message("export.written", file=str(file), observations=observations))

    def _tell_backed_up(self, check: Check) -> None:
        self._window.notices.tell("info", message("backup.written", file=str(check.file)))


def _sample_command(reader: Reader, catalogue: Catalogue, folder: Path) -> Command:
    """Read the sample's files and return the command that fills a database with them."""
    from workbench.core.commands.sample import fill_with_sample  # noqa: PLC0415

    return fill_with_sample(reader, catalogue, folder, "")


def _exported(reader: Reader, catalogue: Catalogue, file: Path, language: str) -> int:
    """Write the figures to a file and return how many."""
    from workbench.core.tidy.writing import tidy_text  # noqa: PLC0415

    table = tidy_text(reader, catalogue, None, language)
    written_whole(file, table.text.encode("utf-8-sig"))
    return table.observations
