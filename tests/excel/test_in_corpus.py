"""Workbooks that others made, sound, damaged and hostile: each is read, or refused in words, quickly and untouched."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from db.store import SqlStore
from workbench.core.catalogue import Catalogue
from workbench.core.errors import FileRefused
from workbench.core.messages import Message, Translator
from workbench.core.plans import ImportPlan
from workbench.excel.importing import FileImporter

NOW = "2010-04-01T00:00:00+00:00"
SECONDS, MEGABYTES = 5, 600
"""More than any of them may take."""

EACH = {"valid": 3}
"""Of a folder whose many files are alike every third must do: each needs a process of its own."""

TAKEN = {
    "b17_20k_merges.xlsx",
    "b20_deep_xml.xlsx",
    "c03_dde.xlsx",
    "c05_path_traversal.xlsx",
    "c06_macro.xlsm",
    "d05_hidden_sheets_rows_cols.xlsx",
    "d13_chartsheet_and_empty.xlsx",
    "e07b_bad_iso_date.xlsx",
    "f03_utf8_nobom.csv",
}
"""The ones with a tidy table of which every row is understood."""

REFUSED = {
    "a04_bitflip_crc.xlsx": "import.damaged_part",
    "a05_csv_renamed.xlsx": "import.is_text",
    "a06_html_renamed.xlsx": "import.is_web_page",
    "a09_docx_renamed.xlsx": "import.is_document",
    "a10_plain_zip.xlsx": "import.no_workbook",
    "a13_no_sheets.xlsx": "import.no_sheets",
    "a14_missing_sheet_part.xlsx": "import.no_sheet_part",
    "b01_zip_bomb_1GB_sheet.xlsx": "import.unpacks_too_large",
    "b05_quadratic_blowup_sst.xlsx": "import.declares_type",
    "b06_quadratic_small_sst.xlsx": "import.declares_type",
    "b08_remote_dtd.xlsx": "import.declares_type",
    "calamine__pass_protected.xlsx": "import.is_encrypted",
    "poi__protect.xlsx": "import.is_encrypted",
    "calamine__issue_594_dos.ods": "import.is_open_document",
    "calamine__issue_666_lost_sheets.xlsb": "import.is_binary_workbook",
    "calamine__OOM_alloc3.xls": "import.is_old_workbook",
    "poi__duplicate-filename.xlsx": "import.part_twice",
    "d12_bad_refs.xlsx": "import.damaged_sheet",
    "e10_illegal_xml_char.xlsx": "import.damaged_part",
}
"""What some are refused for."""


def peak_megabytes(of: int) -> float:
    """Return the most megabytes that this process, or one of its children, has had."""
    return resource.getrusage(of).ru_maxrss / 1024


def inherited_megabytes() -> float:
    """Return what a child is said to have had before it read anything.

    Those of other tests are counted among the children; and Linux counts for a child what its parent had when it was
    started, as both are one process until the child runs a program of its own.
    """
    return max(peak_megabytes(resource.RUSAGE_CHILDREN), peak_megabytes(resource.RUSAGE_SELF))


@pytest.fixture
def outcome(sample: SqlStore, catalogue: Catalogue) -> Callable[[Path], ImportPlan | Message]:
    """Plans the import of a file within its limits; returns the plan, or why it is refused."""

    def plan(file: Path) -> ImportPlan | Message:
        before, start = file.read_bytes(), time.monotonic()
        inherited = inherited_megabytes()
        try:
            with sample.read() as reader:
                said: ImportPlan | Message = FileImporter().plan(reader, catalogue, file, NOW)
        except FileRefused as error:
            said = error.message
        assert time.monotonic() - start < SECONDS, file.name
        assert peak_megabytes(resource.RUSAGE_CHILDREN) <= max(inherited, MEGABYTES), file.name
        assert file.read_bytes() == before
        return said

    return plan


def _check_words(words: Callable[[str], Translator], file: str, said: ImportPlan | Message) -> None:
    """Fail unless it is told in both languages what is wrong; of a refusal also with what, and what became of it."""
    if isinstance(said, ImportPlan):
        assert said.shape or said.problems, file
        told = [problem.message for problem in said.problems]
    else:
        told = [said]
        assert all(file in words(language)(said) for language in ("ja", "en"))
        assert "othing was imported" in words("en")(said), file
        assert "取り込んでいません" in words("ja")(said), file
    assert all(words("en")(one).endswith(".") and words("ja")(one).endswith("。") for one in told), file


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["made", "broken", "hostile", "valid"])
def test_files_of_others_are_read_or_refused_in_words(
    shared_folder: Path,
    outcome: Callable[[Path], ImportPlan | Message],
    words: Callable[[str], Translator],
    folder: str,
) -> None:
    files = sorted(file for file in (shared_folder / "corpus" / folder).iterdir() if file.name != "manifest.csv")
    assert len(files) > 20
    said = {file.name: outcome(file) for file in files[:: EACH.get(folder, 1)]}
    for name, one in said.items():
        _check_words(words, name, one)
    plans = {name: one for name, one in said.items() if isinstance(one, ImportPlan)}
    assert {name for name, plan in plans.items() if plan.shape and plan.is_clean} == TAKEN & said.keys()
    refused = {name: one.id for name, one in said.items() if isinstance(one, Message)}
    assert {name: refused.get(name) for name in REFUSED.keys() & said.keys()} == {
        name: why for name, why in REFUSED.items() if name in said
    }
