"""A month as one analyst does it: begin, paste, write, mark, export, edit the workbook, take it back, undo.

In both languages, through the window alone, on a database of its own.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import openpyxl
import pytest
from openpyxl.comments import Comment
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.__main__ import _openers
from workbench.core.periods import Period
from workbench.core.ports import Reader
from workbench.core.records import Event, FindingText, Note, Observation
from workbench.core.resources import resources_folder
from workbench.core.translation import LANGUAGES, GettextTranslator
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.import_preview import ImportDialog
from workbench.ui.dialogs.new_month import NewMonthDialog
from workbench.ui.tabs.findings import FindingsTab
from workbench.ui.tabs.trends import TrendsTab
from workbench.ui.tour import settle, window_of
from workbench.ui.window import Window

MARCH = Period.month(2010, 3)
COUNTRIES = ("CN", "TW", "GB", "BR", "AT", "HK", "DE", "AU", "SG", "CA", "US", "JP", "NL")
PRINTED = (
    "61.8",
    "1 in 112.4",
    "171.3",
    "198.8通に1通",
    "209.7",
    "268.1",
    "277.7",
    "318.8",
    "322.4",
    "361.3",
    "491.7",
    "611.0",
    "622.6",
)


@pytest.fixture(params=LANGUAGES)
def window(request: pytest.FixtureRequest, qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    """The window over the sample, in each language."""
    folder = resources_folder()

    def translator_of(language: str) -> GettextTranslator:
        return GettextTranslator(language, folder / "locale")

    appearance = Appearance(qapp, folder, translator_of, language=request.param, theme="light")
    with window_of(tmp_path, _openers(), appearance, has_sample=True) as made:
        yield made


def ask(window: Window, query: object) -> object:
    """Return the answer to a question."""
    answers: list[object] = []
    window.workspace.ask(query, window.workspace, answers.append)  # type: ignore[arg-type]
    return answers[0]


def figures(window: Window) -> dict[str, float | None]:
    """Return the virus rate of March by country."""

    def query(reader: Reader) -> dict[str, float | None]:
        found = reader.records(Observation, metric="virus.rate", period="2010-03", dimension="geography")
        return {one.segment: one.value for one in found}

    answer = ask(window, query)
    assert isinstance(answer, dict)
    return answer


def count(window: Window, kind: type) -> int:
    """Return how many records of a kind there are."""
    answer = ask(window, lambda reader: reader.count(kind))
    assert isinstance(answer, int)
    return answer


def begin(window: Window) -> None:
    """Begin March 2010 from February."""
    dialog = window.errands.start_month()
    assert isinstance(dialog, NewMonthDialog)
    dialog.start.click()
    assert window.workspace.scope.period == MARCH


def paste_countries(window: Window) -> None:
    """Paste thirteen countries with their figures as they come from a spreadsheet: in the order of the sheet, by name."""
    window.show_tab("geography")
    window.workspace.look_at(metric="virus.rate")
    catalogue, language = window.workspace.catalogue, window.appearance.language
    countries = [catalogue.segment("geography", country) for country in COUNTRIES]
    names = [catalogue.label(country, language) for country in countries if country is not None]
    QGuiApplication.clipboard().setText("\n".join(map("\t".join, zip(names, PRINTED, strict=True))))
    window.action("paste").trigger()


def write_finding(window: Window) -> None:
    """Write a finding whose three numbers are tied to figures, and see that all three agree."""
    window.show_tab("findings")
    window.errands.start_finding(
        "In March [1 in 61.8](metric:virus.rate/geography:CN@2010-03) mails to China carried a virus, in Japan"
        " [1 in 611](metric:virus.rate/geography:JP@2010-03); China ranked [1st](metric:virus.rate/geography:CN@2010-03#rank)."
    )
    tab = window.page
    assert isinstance(tab, FindingsTab)
    settle(tab)
    tab.page.flush()
    tab.check_now()
    settle(tab)


def verdicts(window: Window) -> Counter[str]:
    """Return how many tied numbers of the finding that is shown have each verdict."""
    tab = window.page
    assert isinstance(tab, FindingsTab)
    return Counter(claim.verdict.kind for claims in tab._claims.values() for claim in claims)


def mark_event(window: Window) -> None:
    """Mark an event on the plot."""
    window.show_tab("trends")
    tab = window.page
    assert isinstance(tab, TrendsTab)
    settle(tab)
    day = Period.parse("2010-03-16").ordinal
    form = tab.edits.new_event(day, day, QPoint(200, 200))
    assert form is not None
    form.label_ja.setText("試験的な遮断")
    form.label_en.setText("Trial takedown")
    form.save.click()


def edit_workbook(file: Path) -> None:
    """Change two cells and add a comment, as in a spreadsheet program."""
    book = openpyxl.load_workbook(file)
    changed = {"virus.rate/geography:CN": 60.5, "virus.rate/geography:US": 480.1}
    sheet = book.worksheets[2]
    cells = {row[0].value: row for row in sheet.iter_rows() if row[0].value is not None}
    for key, value in changed.items():
        next(cell for cell in cells[key] if cell.column_letter == "F").value = value
    cells["virus.rate/geography:JP"][5].comment = Comment("Is this the new gateway?", "A. Mori")
    book.save(file)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Sparkline Group extension")
def test_a_month_from_its_beginning_to_its_workbook_and_back(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    del qtbot
    begin(window)
    assert set(figures(window)) >= set(COUNTRIES)
    assert set(figures(window).values()) == {None}

    paste_countries(window)
    assert figures(window)["CN"] == 61.8
    assert figures(window)["BR"] == 198.8
    assert sum(value is not None for value in figures(window).values()) == len(COUNTRIES)

    write_finding(window)
    assert verdicts(window) == {"supported": 3}
    assert count(window, FindingText) > 0

    events = count(window, Event)
    mark_event(window)
    assert count(window, Event) == events + 1

    file = tmp_path / "march.xlsx"
    window.show_tab("geography")
    window.errands.export(file)
    assert file.is_file()

    edit_workbook(file)
    dialog = window.errands.show_import(file)
    assert isinstance(dialog, ImportDialog)
    plan = dialog._plan
    assert plan is not None
    changes = {kind: (tally.new, tally.changed, tally.removed) for kind, tally in plan.tallies.items()}
    assert {kind: numbers for kind, numbers in changes.items() if any(numbers)} == {
        "observation": (0, 2, 0),
        "note": (1, 0, 0),
    }
    assert not plan.problems
    before, notes = figures(window), count(window, Note)
    dialog.take.click()
    after = figures(window)
    assert {key: after[key] for key in after if after[key] != before[key]} == {"CN": 60.5, "US": 480.1}
    assert count(window, Note) == notes + 1

    window.action("undo").trigger()
    assert figures(window) == before
    assert count(window, Note) == notes
