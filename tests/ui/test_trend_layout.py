"""What the trends tab keeps between two starts, and how a plot changes by its legend and its switches."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.catalogue import Catalogue, shipped_catalogue
from workbench.core.chart import Line, LineKind
from workbench.core.keys import FigureKey
from workbench.core.periods import Grain
from workbench.core.resources import resources_folder
from workbench.core.scope import Scope
from workbench.core.trend_spec import COLOURS, Mode, TrendSpec, line_id
from workbench.ui.trend_changes import isolated, switched, toggled, with_seen, without
from workbench.ui.trend_layout import TrendLayout, first_layout, fitting, kept_of, layout_of, scope_series
from workbench.ui.widgets.legend_rows import Kind, LegendRow

SPAM = FigureKey("spam.rate")
JAPAN, CHINA = (FigureKey("spam.rate", "geography", country) for country in ("JP", "CN"))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return shipped_catalogue(resources_folder())


def test_a_layout_comes_back_as_it_was_kept(catalogue: Catalogue) -> None:
    spec = TrendSpec(
        mode=Mode.INDEXED,
        has_average=True,
        has_outliers=True,
        event_kinds=frozenset({"surge"}),
        hidden=frozenset({"spam.rate/geography:JP#average"}),
        joins_rates=True,
    ).with_series([SPAM, JAPAN], catalogue)
    layout = TrendLayout(spec, has_bridges=True, sight=(733_000.0, 734_000.5), is_table=True)
    assert layout_of(kept_of(layout)) == layout
    assert layout_of(kept_of(TrendLayout())) == TrendLayout()


def test_nothing_kept_is_no_layout() -> None:
    assert layout_of({}) is None
    assert layout_of({"mode": "overlay"}) is None


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


@settings(deadline=None, max_examples=200)
@given(st.fixed_dictionaries(dict.fromkeys(kept_of(TrendLayout()), anything)))
def test_settings_of_anybody_make_a_layout_that_can_be_kept(kept: dict[str, object]) -> None:
    layout = layout_of(kept)
    assert layout is not None
    assert layout_of(kept_of(layout)) == layout
    assert all(0 <= colour < COLOURS for colour in layout.spec.colours)


def test_what_cannot_be_read_is_dropped() -> None:
    kept = {
        "series": ["spam.rate", "@", "spam.rate/geography:JP@2010-02"],
        "colours": [0, 1, 2],
        "hidden": ["@", "a#b"],
    }
    layout = layout_of(kept)
    assert layout is not None
    assert layout.spec.series == (SPAM, JAPAN)
    assert layout.spec.colours == (0, 2)
    assert layout.spec.hidden == {"a#b"}


@pytest.mark.parametrize("sight", [[1], ["a", "b"], [5, 5], [-4, 5], [7, 3], [1, 2, 3], "12"])
def test_days_that_are_none_are_no_sight(sight: object) -> None:
    layout = layout_of({"series": [], "sight": sight})
    assert layout is not None
    assert layout.sight is None


def test_series_that_are_gone_leave_the_others_their_colours(catalogue: Catalogue) -> None:
    gone = (FigureKey("made.metric"), FigureKey("spam.rate", "made", "a"))
    spec = TrendSpec(series=(gone[0], SPAM, gone[1], JAPAN), colours=(3, 1, 4, 5))
    fitted = fitting(spec, catalogue)
    assert (fitted.series, fitted.colours) == ((SPAM, JAPAN), (1, 5))


def test_the_first_plot_is_what_is_looked_at(catalogue: Catalogue) -> None:
    scope = Scope(metric="spam.rate", selected=(("geography", "JP"), ("made", "a")))
    assert first_layout(scope, catalogue).spec.series == (SPAM, JAPAN)
    assert scope_series(scope, catalogue) == (JAPAN,)
    assert scope_series(replace(scope, selected=()), catalogue) == (SPAM,)
    assert scope_series(Scope(metric="made.metric"), catalogue) == ()


def row_of(key: FigureKey) -> LegendRow:
    id_ = line_id(key, Grain.MONTH)
    return LegendRow(
        Kind.SERIES, id_, "", is_checked=True, line=Line(id_, "", LineKind.FIGURES, 0, (), (), (), ()), key=key
    )


ROWS = [
    row_of(SPAM),
    row_of(JAPAN),
    row_of(CHINA),
    LegendRow(Kind.EVENTS, "surge", ""),
    LegendRow(Kind.EVENTS, "other", ""),
]


def test_a_line_is_hidden_and_seen_again() -> None:
    hidden = toggled(TrendSpec(), ROWS[1], ROWS)
    assert hidden.hidden == {ROWS[1].id}
    assert toggled(hidden, ROWS[1], ROWS) == TrendSpec()


def test_one_kind_of_events_is_hidden_and_seen_again() -> None:
    hidden = toggled(TrendSpec(), ROWS[3], ROWS)
    assert hidden.event_kinds == frozenset({"other"})
    assert toggled(hidden, ROWS[3], ROWS).event_kinds == frozenset({"surge", "other"})


def test_isolating_twice_shows_all_again() -> None:
    average = f"{ROWS[0].id}#average"
    alone = isolated(TrendSpec(hidden=frozenset({average})), ROWS[1], ROWS)
    assert alone.hidden == {ROWS[0].id, ROWS[2].id, average}
    assert isolated(alone, ROWS[2], ROWS).hidden == {ROWS[0].id, ROWS[1].id, average}
    assert isolated(alone, ROWS[1], ROWS).hidden == {average}
    kind = isolated(TrendSpec(), ROWS[3], ROWS)
    assert kind.event_kinds == frozenset({"surge"})
    assert isolated(kind, ROWS[3], ROWS).event_kinds is None


def test_the_only_series_stays_when_it_is_isolated() -> None:
    assert isolated(TrendSpec(), ROWS[0], ROWS[:1]) == TrendSpec()


def test_a_series_that_comes_again_is_seen(catalogue: Catalogue) -> None:
    spec = TrendSpec().with_series([SPAM, JAPAN], catalogue)
    hidden = replace(spec, hidden=frozenset({ROWS[1].id, f"{ROWS[1].id}#average", ROWS[0].id}))
    assert with_seen(hidden, [JAPAN], catalogue).hidden == {ROWS[0].id}
    assert without(hidden, JAPAN, catalogue).hidden == {ROWS[0].id}
    assert without(hidden, JAPAN, catalogue).series == (SPAM,)


def test_switches_stand_for_parts_of_the_plot() -> None:
    before = TrendLayout()
    assert switched(before, "average", is_on=True).spec.has_average
    assert switched(before, "outliers", is_on=True).spec.has_outliers
    assert switched(before, "rates", is_on=True).spec.joins_rates
    assert switched(before, "bridges", is_on=True).has_bridges
    assert switched(before, "table", is_on=True).is_table
    without_events = switched(before, "events", is_on=False)
    assert without_events.spec.event_kinds == frozenset()
    assert switched(without_events, "events", is_on=True) == before
