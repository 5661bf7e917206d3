"""A window that is started with a file shows what its import would change, once its database is open."""

from __future__ import annotations

from pathlib import Path

from workbench.ui.application import _import_into
from workbench.ui.dialogs.import_preview import ImportDialog
from workbench.ui.window import Window


def test_the_file_is_shown_once(sample_window: Window, tmp_path: Path) -> None:
    file = tmp_path / "one.csv"
    file.write_text("period,metric,value\n2010-03,spam.rate,91.2%\n", encoding="utf-8")
    _import_into(sample_window, file)
    assert sample_window.findChildren(ImportDialog) == []
    for name in ("other.db", "third.db"):
        sample_window.show_figures(tmp_path / name)
    (dialog,) = sample_window.findChildren(ImportDialog)
    assert dialog.take.isEnabled()
    dialog.reject()
