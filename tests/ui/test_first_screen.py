"""What start-up does not need is not imported by the time that the first figures are shown."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

FIRST_SCREEN = """
import sys
from pathlib import Path
from tests.bench.window_child import ours

ours(until_useful=True, database=Path(sys.argv[1]))
print(*sorted(sys.modules))
"""

NOT_YET = {
    "alembic",
    "docx",
    "jinja2",
    "markdown_it",
    "openpyxl",
    "pypdf",
    "python_calamine",
    "rich",
    "typer",
    "typst",
    "xlsxwriter",
}


def test_the_first_useful_screen_needs_no_library_of_files_and_reports(
    repository: Path, tmp_path: Path, sample_file: Path
) -> None:
    database = tmp_path / "month.db"
    shutil.copy(sample_file, database)
    told = subprocess.run(
        (sys.executable, "-c", FIRST_SCREEN, str(database)),
        cwd=repository,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    imported = {name.split(".")[0] for name in told.stdout.split()}
    assert {"sqlalchemy", "PySide6"} <= imported
    assert imported & NOT_YET == set()
