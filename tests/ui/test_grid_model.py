"""The rows of a breakdown table: order, choice, and what stands in the cells."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from workbench.core.analysis import Rank
from workbench.core.catalogue import AverageWindow, Catalogue, shipped_catalogue
from workbench.core.periods import Period
from workbench.core.printed import Interval
from workbench.core.queries.segment_table import Marks, segment_table
from workbench.core.records import Metric
from workbench.core.resources import resources_folder
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.columns import COLUMNS, PLACES
from workbench.ui.widgets.grid_cells import figure_text
from workbench.ui.widgets.grid_model import GridModel, Sorting
from workbench.ui.widgets.grid_words import GridWords
from workbench.ui.widgets.sheet import TOTAL, Sheet, sheet_of
from workbench.ui.workspace import Workspace

FEBRUARY = Period.month(2010, 2)
Ask = Callable[..., Sheet]
_CATALOGUE = shipped_catalogue(resources_folder())


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return shipped_catalogue(resources_folder())


class _Plain:
    """Words that are their own ids: for a model without a window."""

    language = "en"

    @staticmethod
    def say(id_: str, /, **parameters: object) -> str:
        del parameters
        return id_


@pytest.fixture
def ask(workspace: Workspace, catalogue: Catalogue) -> Ask:
    """Returns sheets of the sample."""

    def sheet(metric: str, dimension: str = "geography", period: Period = FEBRUARY) -> Sheet:
        answers: list[Sheet] = []
        window = catalogue.average_window
        workspace.ask(
            lambda reader: segment_table(reader, catalogue.metric(metric), dimension, period, window=window),
            workspace,
            lambda table: answers.append(sheet_of(table, catalogue.classes(metric), window)),
        )
        return answers[0]

    return sheet


@pytest.fixture
def model(qapp: QApplication, appearance: Appearance, catalogue: Catalogue) -> GridModel:
    del qapp
    return GridModel(GridWords(appearance, lambda: catalogue))


def made(*values: float | None, metric: Metric, changes: tuple[float | None, ...] = ()) -> Sheet:
    """Return a sheet of made segments S0, S1, …; the total has no figure."""
    count = len(values) + 1
    return Sheet(
        metric=metric,
        dimension="geography",
        period=FEBRUARY,
        base=FEBRUARY.previous,
        limits=(),
        window=AverageWindow(6, includes_current=True),
        reported=sum(value is not None for value in values),
        months=(FEBRUARY,),
        places=(TOTAL, *(("geography", f"S{at}") for at in range(len(values)))),
        values=(None, *values),
        steps=(0.1,) * count,
        qualifiers=("exact",) * count,
        statuses=("normal",) * count,
        bases=(None,) * count,
        base_steps=(None,) * count,
        changes=(None, *changes) if changes else (None,) * count,
        spans=(None,) * count,
        averages=(None, *values),
        months_present=(1,) * count,
        published=(None,) * count,
        published_steps=(None,) * count,
        ranks=(None,) * count,
        rank_changes=(None,) * count,
        marks=(Marks(),) * count,
        histories=([None], *([value] for value in values)),
    )


def ids(model: GridModel) -> list[str]:
    return [model.place(row)[1] for row in range(model.rowCount())]


def texts(model: GridModel, column: str) -> list[str]:
    return [model.cell(row, column).text for row in range(model.rowCount())]


def said(model: GridModel, segment: str, column: str) -> str:
    index = model.index(ids(model).index(segment), PLACES[column])
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_it_is_a_sound_model_through_all_changes(model: GridModel, ask: Ask, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)
    for metric in ("virus.rate", "spam.rate", "phishing.rate"):
        model.show(ask(metric))
        qtmodeltester.check(model)
        for spec in COLUMNS:
            model.sort_by(Sorting(spec.id, is_turned=True))
        model.filter_by("an")
        model.show(ask(metric, period=FEBRUARY.previous))
        model.filter_by("")
        qtmodeltester.check(model)
    model.clear()
    qtmodeltester.check(model)
    assert model.rowCount() == 0


def test_the_total_is_first_then_the_worst_and_the_missing_are_last_by_name(model: GridModel, ask: Ask) -> None:
    model.show(ask("virus.rate"))
    shown = ids(model)
    assert shown[:4] == ["global", "CN", "TW", "GB"]
    assert shown[13] == "NL"
    assert shown[14:] == ["BE", "DK", "IN", "NZ", "CH", "AE"], "Belgium, Denmark, India, New Zealand, Switzerland, …"


@pytest.mark.parametrize("column", [spec.id for spec in COLUMNS])
@pytest.mark.parametrize("metric", ["virus.rate", "spam.rate"])
def test_each_column_sorts_both_ways_and_the_total_and_the_missing_stay(
    model: GridModel, ask: Ask, column: str, metric: str
) -> None:
    sheet = ask(metric)
    model.show(sheet)
    shown = []
    for is_turned in (False, True):
        model.sort_by(Sorting(column, is_turned))
        order = [model.row(row) for row in range(model.rowCount())]
        assert order[0] == 0
        keys = sheet.sort_keys(column) if column != "label" else [float(at) for at in range(len(order))]
        known = [row for row in order[1:] if keys[row] is not None]
        assert order == [0, *known, *order[1 + len(known) :]], "those without a figure are at the end"
        shown.append([keys[row] for row in known])
    if column == "label":
        assert list(texts(model, "label")[1:]) == sorted(texts(model, "label")[1:], reverse=True)
    else:
        assert shown[0] == sorted(shown[0])
        assert shown[1] == sorted(shown[1], reverse=True)


def test_names_with_numbers_are_in_the_order_of_the_numbers(model: GridModel, ask: Ask) -> None:
    model.show(ask("spam.rate", "company_size"))
    model.sort_by(Sorting("label"))
    assert ids(model)[1:] == ["1-250", "251-500", "501-1000", "1001-1500", "1501-2500", "2501+"]


@given(st.lists(st.none() | st.sampled_from([1.0, 2.0, 3.0]), min_size=2, max_size=12), st.booleans())
@settings(max_examples=40)
def test_equal_figures_stay_in_the_order_of_the_table(values: list[float | None], is_turned: bool) -> None:  # noqa: FBT001
    model = GridModel(GridWords(_Plain(), lambda: _CATALOGUE))  # type: ignore[arg-type]
    model.show(made(*values, metric=_CATALOGUE.metric("spam.rate")))
    model.sort_by(Sorting("average", is_turned))
    rows = [model.row(row) for row in range(1, model.rowCount())]
    for first, second in itertools.pairwise(rows):
        one, other = values[first - 1], values[second - 1]
        if one == other and one is not None:
            assert first < second


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("オランダ", ["global", "NL"]),
        ("ｎｅｔｈ", ["global", "NL"]),
        ("nl", ["global", "NL"]),
        ("united", ["global", "GB", "US", "AE"]),
        ("zzz", ["global"]),
    ],
)
def test_a_filter_finds_names_in_both_languages_and_ids(
    model: GridModel, ask: Ask, text: str, expected: list[str]
) -> None:
    model.show(ask("virus.rate"))
    everything = ids(model)
    model.filter_by(text)
    assert ids(model) == expected
    model.filter_by("")
    assert ids(model) == everything


def test_what_points_to_a_row_follows_its_segment(model: GridModel, ask: Ask) -> None:
    model.show(ask("virus.rate"))
    japan = QPersistentModelIndex(model.index(ids(model).index("JP"), PLACES["value"]))
    model.sort_by(Sorting("label", is_turned=True))
    assert model.place(japan.row()) == ("geography", "JP")
    model.filter_by("jap")
    assert model.place(japan.row()) == ("geography", "JP")
    model.filter_by("")
    model.show(ask("spam.rate"))
    assert model.place(japan.row()) == ("geography", "JP")
    assert japan.column() == PLACES["value"]
    model.filter_by("china")
    assert not japan.isValid()


def test_an_order_that_is_kept_takes_new_rows_at_its_end(model: GridModel) -> None:
    metric = _CATALOGUE.metric("spam.rate")
    model.show(made(90.0, 80.0, 70.0, metric=metric))
    assert ids(model)[1:] == ["S0", "S1", "S2"]
    model.show(made(60.0, 80.0, 70.0, 99.0, metric=metric), keeps_order=True)
    assert ids(model)[1:] == ["S0", "S1", "S2", "S3"]
    assert not model.is_in_order
    model.sort_by(model.sorting)
    assert ids(model)[1:] == ["S3", "S1", "S2", "S0"]
    assert model.is_in_order


def test_missing_is_a_dash_and_never_a_zero(model: GridModel, ask: Ask) -> None:
    model.show(ask("virus.rate"))
    row = ids(model).index("IN")
    for column in ("rank", "value", "base", "change", "average", "moved"):
        cell = model.cell(row, column)
        assert (cell.text, cell.ink) == ("–", "missing")
        assert cell.severity is None
    assert said(model, "IN", "value") == "India, no figure"
    assert model.data(model.index(row, PLACES["value"]), Qt.ItemDataRole.ToolTipRole) == "India, no figure"
    assert model.data(model.index(row, PLACES["value"]), Qt.ItemDataRole.EditRole) == ""


def test_a_cell_is_said_in_a_whole_sentence_in_both_languages(
    model: GridModel, ask: Ask, appearance: Appearance
) -> None:
    model.show(ask("virus.rate"))
    assert said(model, "CN", "value") == "China, 1 in 62.4 (1.60%), up 0.78 points, worse"
    assert said(model, "JP", "change") == "Japan, down 0.09 points, better"
    assert said(model, "CN", "base") == "China, January 2010: 1 in 121.4 (0.82%)"
    assert said(model, "NL", "rank") == "Netherlands, below rank 5"
    assert said(model, "global", "average") == "Global, 6-month mean: 1 in 280.6 (0.36%), as published"
    assert said(model, "CN", "average").endswith("computed from 3 of 6 months")
    appearance.set_language("ja")
    model.retranslate()
    assert said(model, "CN", "value") == "中国、62.4通に1通（1.60%）、0.78ポイント上昇、悪化"
    appearance.set_language("en")


def test_a_change_is_told_by_sign_arrow_and_colour(model: GridModel) -> None:
    metric = _CATALOGUE.metric("spam.rate")
    model.show(made(90.0, 80.0, 70.0, 60.0, metric=metric, changes=(5.5, -2.0, 0.0, None)))
    cells = [model.cell(row, "change") for row in range(1, 5)]
    assert [(cell.arrow, cell.text, cell.ink) for cell in cells] == [
        ("▲", "+5.5", "worse"),
        ("▼", "−2.0", "better"),
        ("", "±0.0", "text2"),
        ("", "–", "missing"),
    ]
    model.show(made(90.0, 80.0, metric=replace(metric, worse="less"), changes=(5.5, -2.0)))
    inks = {model.cell(row, "change").text: model.cell(row, "change").ink for row in (1, 2)}
    assert inks == {"+5.5": "better", "−2.0": "worse"}


def test_a_change_too_small_for_the_column_keeps_its_sign_and_is_said_in_full(model: GridModel) -> None:
    metric = _CATALOGUE.metric("virus.rate")
    sheet = made(272.3, 271.5, 300.0, metric=metric, changes=(-0.00094, 0.00094, 0.00001))
    spans = [
        Interval(Decimal(low), Decimal(high)) for low, high in (("-0.001", "-0.0009"), ("0.0009", "0.001"), ("-1", "1"))
    ]
    model.show(replace(sheet, spans=(None, *spans)))
    model.sort_by(Sorting("label"))
    cells = [model.cell(row, "change") for row in (1, 2, 3)]
    assert [(cell.arrow, cell.text, cell.ink) for cell in cells] == [
        ("▼", "−0.00", "better"),
        ("▲", "+0.00", "worse"),
        ("", "±0.00", "text2"),
    ]
    assert said(model, "S0", "change") == "S0, down 0.0009 points, better"
    assert said(model, "S2", "change") == "S2, unchanged"


def test_marks_and_tags_say_what_a_figure_is(model: GridModel) -> None:
    sheet = made(90.0, 80.0, 70.0, metric=_CATALOGUE.metric("spam.rate"))
    marks = Marks(is_doubtful=True, is_noted=True, is_edited=True)
    sheet = replace(
        sheet,
        statuses=("normal", "provisional", "estimated", "normal"),
        marks=(Marks(), Marks(), Marks(), marks),
        ranks=(None, Rank(1), Rank(2, beyond=1), Rank(3, of=3)),
        rank_changes=(None, 2, -1, "entered"),
    )
    model.show(sheet)
    values = [model.cell(row, "value") for row in range(1, 4)]
    assert [(cell.tag, cell.is_strong) for cell in values] == [("p", False), ("e", False), ("", True)]
    assert values[2].marks == marks
    assert texts(model, "rank")[1:] == ["1", "> 1", "3/3"]
    assert [(model.cell(row, "moved").arrow, model.cell(row, "moved").text) for row in (1, 2, 3)] == [
        ("↑", "2"),
        ("↓", "1"),
        ("", "new"),
    ]
    assert said(model, "S0", "value").endswith("provisional")
    assert said(model, "S1", "value").endswith("estimated")
    assert said(model, "S2", "value").endswith("sources print different values, has a note, typed by hand")
    assert said(model, "S0", "moved") == "S0, up 2 places"


@pytest.mark.parametrize(
    ("value", "step", "qualifier", "expected"),
    [
        (302.8, 0.1, "exact", "302.8"),
        (1168.0, 1.0, "exact", "1,168"),
        (90.0, 0.1, "exact", "90.0"),
        (65.0, 1.0, "about", "≈65"),
        (0.1, 0.1, "below", "≤0.1"),
        (1000.0, 1.0, "above", "≥1,000"),
        (65.0, 10.0, "range", "60–70"),
        (11_900_000_000.0, 100_000_000.0, "exact", "11,900,000,000"),
    ],
)
def test_a_number_is_written_as_printed(value: float, step: float, qualifier: str, expected: str) -> None:
    assert figure_text(value, step, qualifier) == expected


def test_the_shading_goes_by_the_limits_of_the_metric(model: GridModel, ask: Ask) -> None:
    model.show(ask("virus.rate"))
    classes = {model.place(row)[1]: model.cell(row, "value").severity for row in range(model.rowCount())}
    assert (classes["CN"], classes["TW"], classes["GB"], classes["NL"]) == (6, 5, 4, 1)
    assert classes["global"] is None
    assert model.cell(1, "base").severity is None
    model.show(replace(ask("virus.rate"), limits=()))
    assert {model.cell(row, "value").severity for row in range(model.rowCount())} == {None}


def test_only_figures_can_be_edited(model: GridModel, ask: Ask) -> None:
    editable = Qt.ItemFlag.ItemIsEditable
    model.show(ask("virus.rate"))
    found = {spec.id for at, spec in enumerate(COLUMNS) if model.flags(model.index(1, at)) & editable}
    assert found == {"value", "base", "average"}
    model.show(replace(ask("virus.rate"), base=None))
    found = {spec.id for at, spec in enumerate(COLUMNS) if model.flags(model.index(1, at)) & editable}
    assert found == {"value", "average"}


def test_the_heads_name_months_units_and_how_much_was_reported(model: GridModel, ask: Ask) -> None:
    model.show(ask("virus.rate"))
    heads = {spec.id: model.head(at) for at, spec in enumerate(COLUMNS)}
    assert heads["label"] == ("Geography", "13 of 19 reported")
    assert heads["value"] == ("Feb 2010", "1 in N")
    assert heads["base"] == ("Jan 2010", "1 in N")
    assert heads["change"] == ("Change", "pt, by rate")
    assert heads["average"][0] == "6-mth mean"
    assert model.headerData(PLACES["value"], Qt.Orientation.Horizontal) == "Feb 2010 1 in N"


def test_an_average_keeps_the_rounding_of_its_row(model: GridModel, ask: Ask) -> None:
    model.show(ask("phishing.rate"))
    shown = dict(zip(ids(model), texts(model, "average"), strict=True))
    assert (shown["CN"], shown["US"]) == ("150.7", "1,168")
    assert model.decimals("average") == 1
