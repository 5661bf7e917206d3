"""What is remembered between two starts, and what of it is forgotten by "Reset layout"."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from workbench.core.periods import Period
from workbench.core.queries.breakdown import Base
from workbench.core.scope import Scope
from workbench.ui.appearance import Appearance
from workbench.ui.kept_scope import kept_of, scope_of
from workbench.ui.settings import DENSITIES, MOST_RECENT, Settings

FEBRUARY = Period.month(2010, 2)


def again(settings: Settings, file: Path) -> Settings:
    """Return the settings as the next start reads them."""
    settings._kept.sync()
    return Settings(file)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


@pytest.mark.parametrize(
    "scope",
    [
        Scope(),
        Scope(period=FEBRUARY, base=Base.YEAR, metric="virus.rate", dimension="vertical"),
        Scope(period=Period.parse("2009-Q4"), base=Period.month(2008, 12)),
    ],
)
def test_a_scope_comes_back_without_its_selection(settings: Settings, file: Path, scope: Scope) -> None:
    settings.set_looked_at(kept_of(scope))
    assert scope_of(again(settings, file).looked_at()) == scope


def test_the_selection_is_not_kept() -> None:
    scope = Scope(period=FEBRUARY, selected=(("geography", "CN"),))
    assert scope_of(kept_of(scope)) == Scope(period=FEBRUARY)


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"period": "soon", "base": "never", "metric": 3, "dimension": None},
        {"period": None, "base": 7, "metric": "", "dimension": []},
    ],
)
def test_what_is_not_understood_is_as_at_the_first_start(kept: dict[str, object]) -> None:
    assert scope_of(kept) == Scope()


def test_the_file_used_last_stands_first_and_once(settings: Settings, file: Path) -> None:
    for name in ("a.db", "b.db", "a.db"):
        settings.note_recent("databases", Path(name))
    settings.note_recent("imports", Path("c.csv"))
    kept = again(settings, file)
    assert kept.recent("databases") == ("a.db", "b.db")
    assert kept.recent("imports") == ("c.csv",)


def test_only_so_many_files_are_remembered(settings: Settings) -> None:
    for number in range(MOST_RECENT + 3):
        settings.note_recent("imports", Path(f"{number}.csv"))
    assert settings.recent("imports") == tuple(f"{number}.csv" for number in range(MOST_RECENT + 2, 2, -1))


def test_a_file_that_is_gone_is_forgotten(settings: Settings) -> None:
    for name in ("a.db", "b.db"):
        settings.note_recent("databases", Path(name))
    settings.forget_recent("databases", Path("b.db"))
    assert settings.recent("databases") == ("a.db",)


def test_a_reset_forgets_the_layout_and_nothing_else(settings: Settings) -> None:
    settings.language, settings.theme, settings.density = "ja", "dark", "dense"
    settings.set_geometry("window", QByteArray(b"x"))
    settings.set_layout("table/geography", {"hidden": ["rank"]})
    settings.set_looked_at(kept_of(Scope(period=FEBRUARY)))
    settings.note_recent("databases", Path("a.db"))
    settings.forget_layout()
    assert (settings.geometry("window"), settings.layout("table/geography"), settings.density) == (None, {}, "normal")
    assert (settings.language, settings.theme) == ("ja", "dark")
    assert scope_of(settings.looked_at()).period == FEBRUARY
    assert settings.recent("databases") == ("a.db",)


@pytest.mark.parametrize("kept", ["{", "[]", "3", ""])
def test_a_spoilt_value_counts_as_not_set(settings: Settings, kept: str) -> None:
    settings._kept.setValue("looked_at", kept)
    settings._kept.setValue("recent/imports", kept)
    assert settings.looked_at() == {}
    assert settings.recent("imports") == ()


def test_an_unknown_density_is_the_normal_one(settings: Settings) -> None:
    settings._kept.setValue("layout/density", "airy")
    assert settings.density == "normal"


@pytest.mark.parametrize(("density", "small", "large"), [("dense", 22, 43), ("normal", 26, 47), ("roomy", 32, 53)])
def test_rows_are_as_high_as_the_density_says_and_the_font_needs(
    appearance: Appearance, density: str, small: int, large: int
) -> None:
    assert density in DENSITIES
    appearance.density = density
    assert (appearance.row_height(18.8), appearance.row_height(39.2)) == (small, large)
