"""The world map: what is where, what is shaded, how it is steered; and that it is painted in time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from workbench.core.queries.segment_table import SegmentTable, segment_table
from workbench.core.resources import resources_folder
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.map_shapes import MapShapes, read_shapes
from workbench.ui.widgets.world_map import WorldMap
from workbench.ui.workspace import Workspace

MAPS = resources_folder() / "maps"
Table = Callable[[str], SegmentTable]


@pytest.fixture
def table(workspace: Workspace, qtbot: QtBot) -> Table:
    """What asks for the table of a metric by country."""
    del qtbot

    def ask(metric: str) -> SegmentTable:
        period, catalogue = workspace.scope.period, workspace.catalogue
        assert period is not None
        answers: list[SegmentTable] = []
        workspace.ask(
            lambda reader: segment_table(
                reader, catalogue.metric(metric), "geography", period, window=catalogue.average_window
            ),
            workspace,
            answers.append,
        )
        return answers[0]

    return ask


@pytest.fixture
def world(qtbot: QtBot, workspace: Workspace, appearance: Appearance, table: Table) -> WorldMap:
    """The map of the virus rate in February 2010, 640 by 380."""
    made = WorldMap(workspace, appearance, MAPS)
    qtbot.addWidget(made)
    made.resize(640, 380)
    made.show()
    made.show_table(table("virus.rate"))
    return made


@pytest.fixture(scope="module", params=["world", "close"])
def shapes(request: pytest.FixtureRequest) -> MapShapes:
    """The shapes of each file."""
    return read_shapes(MAPS / f"{request.param}.json")


def place_of(world: WorldMap, code: str) -> QPointF:
    """Return where the middle of a country is on the whole map."""
    found = world._best()
    assert found is not None
    return world._parts(found)[0].place(found.middles[code])


def test_every_country_lies_within_the_frame(shapes: MapShapes) -> None:
    edge = shapes.frame.adjusted(-60, -60, 60, 60)
    beyond = {
        code for code, path in shapes.countries.items() if not edge.contains(path.boundingRect().adjusted(-1, -1, 1, 1))
    }
    assert beyond == set()


def test_no_land_is_drawn_across_the_map(shapes: MapShapes) -> None:
    for code in ("RU", "US", "FJ", "NZ"):
        polygons = shapes.countries[code].toSubpathPolygons()
        assert max(polygon.boundingRect().width() for polygon in polygons) < shapes.frame.width() * 0.5, code


def test_hong_kong_and_singapore_are_there_and_antarctica_is_not(shapes: MapShapes) -> None:
    assert {"HK", "SG", "JP", "US", "GB"} <= set(shapes.countries)
    assert "AQ" not in shapes.countries


@pytest.mark.parametrize("code", ["CN", "BR", "AU", "US", "RU", "HK", "SG"])
def test_a_country_is_found_where_it_is(world: WorldMap, code: str) -> None:
    middle = place_of(world, code)
    spots = [middle + QPointF(x, y) for x in (0, -6, 6) for y in (0, -6, 6)]
    assert code in {world.country_at(spot) for spot in spots}


def test_there_is_nobody_on_water(world: WorldMap) -> None:
    assert world.country_at(place_of(world, "AU") + QPointF(-90, 0)) is None


def test_land_is_shaded_by_severity_and_hatched_without_a_figure(world: WorldMap, appearance: Appearance) -> None:
    picture = world.grab().toImage()

    def colour(code: str) -> QColor:
        return picture.pixelColor((place_of(world, code) * picture.devicePixelRatio()).toPoint())

    assert colour("CN") == QColor(appearance.colours.severity[-1])
    assert colour("BR") == QColor(appearance.colours.severity[4])
    found = {picture.pixelColor((place_of(world, "RU") + QPointF(x, 0)).toPoint()).name() for x in range(12)}
    assert len(found) > 1, "the lines of the hatch and the land between them"


def test_a_click_selects_for_the_window(world: WorldMap, workspace: Workspace, qtbot: QtBot) -> None:
    with qtbot.waitSignal(world.chosen) as chosen:
        qtbot.mouseClick(world, Qt.MouseButton.LeftButton, pos=place_of(world, "BR").toPoint())
    assert chosen.args == ["BR"]
    assert workspace.scope.selected == (("geography", "BR"),)


def test_a_country_that_is_not_in_the_table_cannot_be_selected(
    world: WorldMap, workspace: Workspace, qtbot: QtBot
) -> None:
    before = workspace.scope
    qtbot.mouseClick(world, Qt.MouseButton.LeftButton, pos=place_of(world, "RU").toPoint())
    assert workspace.scope == before
    assert world.tip_of("RU") == "Russia: no figure"


def test_keys_move_through_the_ranking(world: WorldMap, workspace: Workspace, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up):
        qtbot.keyClick(world, key)
    assert workspace.scope.selected == (("geography", "TW"),)


def test_the_wheel_and_keys_look_closer_and_never_beyond_the_edge(world: WorldMap, qtbot: QtBot) -> None:
    china = place_of(world, "CN")
    world.zoom_by(3, china)
    assert world.zoom == 3
    assert abs((place_of(world, "CN") - china).manhattanLength()) < 2, "what is under the pointer stays there"
    qtbot.keyClick(world, Qt.Key.Key_0)
    assert world.zoom == 1
    world.zoom_by(0.1)
    assert world.zoom == 1


def test_tips_and_names_come_in_the_language(world: WorldMap, appearance: Appearance) -> None:
    assert "China" in world.tip_of("CN")
    appearance.set_language("ja")
    world.retranslate()
    assert "中国" in world.tip_of("CN")
    assert world.accessibleName().startswith("地図")


def test_a_metric_without_limits_is_told_apart_all_the_same(world: WorldMap, table: Table) -> None:
    world.show_table(table("phishing.rate"))
    assert world.tip_of("CN")
    assert not world.grab().isNull()
