"""Plots of the real sample, described in golden files: axes, series, counts, first and last values, marks, events, notes.

To renew the files after a change that is meant, run `RENEW_GOLDEN=1 python -m pytest tests/core/test_charting.py`, and read
the difference before it is committed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from db.databases import SqlDatabases
from db.store import SqlStore
from workbench.core.catalogue import Catalogue
from workbench.core.chart import NO_LINE, Chart, LineKind
from workbench.core.chart_text import describe, spoken, table_of, tsv_of
from workbench.core.charting import chart_of
from workbench.core.commands.notes import add_note
from workbench.core.keys import FigureKey
from workbench.core.lazy_row import LazyRow
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Command
from workbench.core.queries.breakdown import Base
from workbench.core.queries.trends import trends
from workbench.core.records import Note, Observation
from workbench.core.resources import resources_folder
from workbench.core.translation import LANGUAGES, GettextTranslator
from workbench.core.trend_spec import Mode, TrendSpec

GOLDEN = Path(__file__).parent / "golden"
SPAM, VIRUS, PHISHING = (FigureKey(f"{metric}.rate") for metric in ("spam", "virus", "phishing"))
AMERICA, JAPAN, HONG_KONG, GERMANY = (FigureKey("spam.rate", "geography", id_) for id_ in ("US", "JP", "HK", "DE"))
GRUM = FigureKey("botnet.spam_share", "botnet", "grum")
SITES = FigureKey("web.new_sites_per_day")
FEBRUARY = Period.month(2010, 2)
BROAD = TrendSpec((SPAM, AMERICA, JAPAN, HONG_KONG, VIRUS, PHISHING))


@dataclass(frozen=True)
class Golden:
    """A plot that has a golden file."""

    spec: TrendSpec
    language: str = "en"


PLOTS = {
    "overlay-en": Golden(replace(BROAD, has_average=True)),
    "overlay-ja": Golden(replace(BROAD, has_average=True), "ja"),
    "indexed-ja": Golden(replace(BROAD, mode=Mode.INDEXED), "ja"),
    "year-over-year-en": Golden(TrendSpec((SPAM, SITES), Mode.YEAR_OVER_YEAR, Base.YEAR)),
    "difference-to-month-en": Golden(TrendSpec((SPAM, VIRUS, SITES), Mode.DIFFERENCE, Period.month(2010, 1))),
    "difference-to-average-ja": Golden(TrendSpec((SPAM, PHISHING), Mode.DIFFERENCE, Base.AVERAGE), "ja"),
    "outliers-en": Golden(TrendSpec((GERMANY, FigureKey("virus.rate", "geography", "DE")), has_outliers=True)),
    "months-and-days-ja": Golden(
        TrendSpec((GRUM, SITES), span=(Period.month(2009, 6), FEBRUARY), event_kinds=frozenset(["takedown"])), "ja"
    ),
    "joined-and-hidden-en": Golden(
        TrendSpec((SPAM, VIRUS), joins_rates=True, has_average=True, hidden=frozenset(["spam.rate"]))
    ),
    "two-definitions-ja": Golden(
        TrendSpec(
            (FigureKey("web.new_malware_share"), FigureKey("web.new_malware_share_intercepted")),
            event_kinds=frozenset(),
        ),
        "ja",
    ),
    "nothing-ja": Golden(TrendSpec((FigureKey("spam.rate", "geography", "AQ"),)), "ja"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, sample_file: Path, databases: SqlDatabases) -> Iterator[SqlStore]:
    """The sample with notes on a figure, over a span and on a whole metric; these tests only read it."""
    copy = shutil.copy(sample_file, tmp_path_factory.mktemp("charting") / "copy.workbench")
    opened = databases.open(copy, for_writing=True)
    opened.run(add_note(replace(AMERICA, period=Period.month(2009, 2)), "New gateway list:\nnot to be compared."))
    opened.run(add_note(replace(SPAM, period=Period.month(2010, 6)), "Rustock rests.", last=Period.month(2010, 8)))
    whole = Note(9, "spam.rate", "", "", "M", "2010-02", "2010-02", "定義の変更", "Analyst", "")
    opened.run(Command(message("test.put"), lambda tx: tx.put(whole)))
    yield opened
    opened.close()


Plot = Callable[..., Chart]


@pytest.fixture(scope="module")
def translators() -> dict[str, GettextTranslator]:
    return {language: GettextTranslator(language, resources_folder() / "locale") for language in LANGUAGES}


@pytest.fixture(scope="module")
def plot(store: SqlStore, catalogue: Catalogue, translators: dict[str, GettextTranslator]) -> Plot:
    """Make a plot of the sample."""

    def make(spec: TrendSpec, language: str = "en") -> Chart:
        with store.read() as reader:
            found = trends(reader, catalogue, spec)
        return chart_of(found, catalogue, translators[language])

    return make


def compare(name: str, text: str) -> None:
    """Hold a text to its golden file, or write the file where that is asked for."""
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("RENEW_GOLDEN"):
        file.write_text(text, "utf-8", newline="\n")
    assert text == file.read_text("utf-8"), f"{file.name} differs: see the top of this module"


@pytest.mark.parametrize("name", PLOTS)
def test_a_plot_shows_what_its_golden_file_says(plot: Plot, name: str) -> None:
    compare(name, describe(plot(PLOTS[name].spec, PLOTS[name].language)))


def test_every_golden_file_belongs_to_a_test() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == {*PLOTS, "table-en", "table-ja", "spoken-en", "spoken-ja"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plot_has_a_table_twin(plot: Plot, translators: dict[str, GettextTranslator], language: str) -> None:
    spec = replace(BROAD, series=(SPAM, AMERICA, VIRUS), has_average=True, hidden=frozenset(["virus.rate#average"]))
    table = table_of(plot(spec, language), translators[language])
    assert len({len(row) for row in table}) == 1
    compare(f"table-{language}", tsv_of(table).replace("\r\n", "\n"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plot_is_told_in_sentences(plot: Plot, translators: dict[str, GettextTranslator], language: str) -> None:
    compare(f"spoken-{language}", spoken(plot(BROAD, language), translators[language]) + "\n")


def test_the_february_figures_are_as_printed(plot: Plot, translators: dict[str, GettextTranslator]) -> None:
    for language, virus, change in (("en", "1 in 302.8", "+0.024 pt"), ("ja", "302.8通に1通", "+0.024 ポイント")):
        chart = plot(BROAD, language)
        line = next(line for line in chart.lines if line.id == "virus.rate")
        at = line.periods.index(FEBRUARY)
        assert (line.texts[at], line.changes[at]) == (virus, change)
        assert line.values[at] == pytest.approx(100 / 302.8)
        row = next(row for row in table_of(chart, translators[language]) if row[0] in {"February 2010", "2010年2月"})
        assert "89.4%" in row
        assert virus in row


def test_percentages_and_rates_have_a_pane_each_unless_asked_for(plot: Plot) -> None:
    apart, joined = plot(BROAD), plot(replace(BROAD, joins_rates=True))
    assert [[line.id for line in pane.lines] for pane in apart.panes] == [
        ["spam.rate", "spam.rate/geography:US", "spam.rate/geography:JP", "spam.rate/geography:HK"],
        ["virus.rate", "phishing.rate"],
    ]
    assert [pane.starts_at_zero for pane in apart.panes] == [False, True]
    assert [pane.suffix for pane in (*apart.panes, *joined.panes)] == ["%", "%", "%"]


def test_joining_rates_where_there_is_one_unit_changes_nothing(plot: Plot) -> None:
    spec = TrendSpec((SPAM, AMERICA))
    assert plot(spec) == plot(replace(spec, joins_rates=True))


def test_a_hidden_series_takes_along_what_belongs_to_it_and_its_notes(plot: Plot) -> None:
    spec = TrendSpec((SPAM, AMERICA), has_average=True)
    shown, hidden = plot(spec), plot(replace(spec, hidden=frozenset([str(AMERICA)])))
    assert hidden.hidden == {str(AMERICA), f"{AMERICA}#average"}
    assert [line.id for line in hidden.lines] == ["spam.rate", "spam.rate#average"]
    assert [(note.number, note.line) for note in shown.notes] == [(1, str(AMERICA)), (2, NO_LINE), (3, str(SPAM))]
    assert [note.number for note in hidden.notes] == [2, 3]
    alone = plot(replace(spec, hidden=frozenset([f"{AMERICA}#average"])))
    assert alone.hidden == {f"{AMERICA}#average"}


def test_a_hidden_line_that_is_not_there_is_nothing(plot: Plot) -> None:
    assert plot(TrendSpec((SPAM,), hidden=frozenset(["gone"]))).hidden == frozenset()


def test_lines_run_from_their_own_first_figure_to_their_last(plot: Plot) -> None:
    for mode in Mode:
        for line in plot(replace(BROAD, mode=mode, has_average=True, has_outliers=True)).lines:
            assert None not in {line.values[0], line.values[-1]}
            assert len(line.periods) == len(line.days) == len(line.values) == len(line.texts)
            assert len(line.changes) in {0, len(line.days)}
            assert list(line.days) == sorted(line.days)
            assert all(line.values[at] is not None for at in (*line.provisional, *line.outliers))
            assert len(line.reasons) == len(line.outliers)


def test_a_year_before_stands_beside_its_year(plot: Plot) -> None:
    figures, before = plot(TrendSpec((SPAM,), Mode.YEAR_OVER_YEAR)).lines
    assert (figures.kind, before.kind) == (LineKind.FIGURES, LineKind.YEAR_BEFORE)
    pairs = [(period, value) for period, value in zip(before.periods, before.values, strict=True) if value is not None]
    assert pairs
    for period, value in pairs:
        then = figures.periods.index(period.year_before)
        assert value == figures.values[then]
        assert before.texts[before.periods.index(period)] == figures.texts[then]


def test_an_index_is_100_in_the_first_common_month_of_the_span(plot: Plot) -> None:
    spec = replace(BROAD, mode=Mode.INDEXED, span=(Period.month(2010, 1), Period.month(2011, 6)))
    chart = plot(spec)
    assert chart.panes[0].unit == "Index, January 2010 = 100"
    assert {line.values[line.periods.index(Period.month(2010, 1))] for line in chart.lines} == {100.0}


def test_an_index_without_a_common_month_begins_at_each_own_first(plot: Plot) -> None:
    chart = plot(TrendSpec((FigureKey("virus.rate", "geography", "DE"), GRUM), Mode.INDEXED))
    assert chart.panes[0].unit == "Index, each first figure = 100"
    assert {line.values[0] for line in chart.lines} == {100.0}


def test_provisional_and_estimated_points_are_told(
    store: SqlStore, catalogue: Catalogue, translators: dict[str, GettextTranslator]
) -> None:
    with store.read() as reader:
        expected = {row[0] for row in reader.rows(Observation, ("period", "status"), metric="virus.rate", dimension="global") if row[1] not in {"normal", "missing"}}  # fmt: skip
        chart = chart_of(trends(reader, catalogue, TrendSpec((VIRUS,))), catalogue, translators["en"])
    [line] = chart.lines
    assert expected
    assert {str(line.periods[at]) for at in line.provisional} == expected


def test_cells_of_the_table_are_no_formulas_and_stay_in_one_line() -> None:
    assert tsv_of([["=1+1", "a\tb\nc"], ["-", "x"]]) == "'=1+1\ta b c\r\n'-\tx\r\n"


def test_lazy_row_are_a_sequence_of_texts() -> None:
    asked: list[int] = []

    def write(at: int) -> str:
        asked.append(at)
        return f"<{at}>"

    texts = LazyRow(3, write, 10)
    assert (len(texts), asked) == (3, [])
    assert (texts[0], texts[-1], texts[1:], [*texts]) == ("<10>", "<12>", ("<11>", "<12>"), ["<10>", "<11>", "<12>"])
    assert texts == ("<10>", "<11>", "<12>")
    assert texts == LazyRow(3, write, 10)
    assert texts != ("<10>",)
    assert texts != "abc"
    assert hash(texts) == hash(("<10>", "<11>", "<12>"))
    with pytest.raises(IndexError):
        texts[3]
