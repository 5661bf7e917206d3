"""Choosing the files that a plot is saved to; its title is proposed as their name."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QWidget

from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.files import Then, choose_to_save

_NOT_IN_NAMES = frozenset('\\/:*?"<>|')
_LONGEST_NAME = 80


def choose_plot_picture(parent: QWidget, appearance: Appearance, then: Then, form: str, title: str) -> QFileDialog:
    """Let a name be given to the picture of a plot, a "png" or "svg"."""
    say = appearance.say
    kind = say("plot_files.pictures", form=form.upper(), pattern=f"(*.{form})")
    return choose_to_save(parent, appearance, say("plot_files.picture"), kind, then, f"{file_name(title)}.{form}")


def choose_plot_data(parent: QWidget, appearance: Appearance, then: Then, title: str) -> QFileDialog:
    """Let a name be given to the table of a plot."""
    say = appearance.say
    kind = say("plot_files.tables", pattern="(*.tsv)")
    return choose_to_save(parent, appearance, say("plot_files.data"), kind, then, f"{file_name(title)}.tsv")


def file_name(title: str) -> str:
    """Return a title without what some system does not allow in the name of a file."""
    kept = "".join(" " if mark in _NOT_IN_NAMES or not mark.isprintable() else mark for mark in title)
    return " ".join(kept.split()).strip(". ")[:_LONGEST_NAME] or "plot"
