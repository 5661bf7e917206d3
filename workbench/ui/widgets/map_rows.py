"""What the world map shows of a table: a class of severity and words for each country, made once for a language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from workbench.core.analysis import levels
from workbench.core.figure_words import segment_label
from workbench.core.severity import CLASSES, severity_class
from workbench.core.units import UNITS
from workbench.ui.widgets.bar_rows import Printed, rows_of

if TYPE_CHECKING:
    from workbench.core.analysis import Worse
    from workbench.core.catalogue import Catalogue
    from workbench.core.queries.segment_table import SegmentTable
    from workbench.ui.appearance import Appearance

UNSHADED = -1
"""The class of a figure whose metric has no limits of severity."""


@dataclass(frozen=True, slots=True)
class MapRows:
    """By country: class of severity from 0 and label; `order` is worst first, `values` and `tips` are along it.

    `places` are the places in that order, `limits` are the texts between the classes of the legend, in the unit that `unit` names.
    """

    order: tuple[str, ...] = ()
    classes: dict[str, int] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    values: Sequence[Printed] = ()
    tips: Sequence[str] = ()
    places: dict[str, int] = field(default_factory=dict)
    limits: tuple[str, ...] = ()
    unit: str = ""
    which_is_worse: str = ""
    name: str = ""
    description: str = ""

    def number(self, code: str) -> str:
        """Return the printed number of a country that has a figure, without its unit."""
        value = self.values[self.places[code]]
        return f"{value.whole}{value.fraction}"

    def tip(self, code: str) -> str:
        """Return what is said of a country; empty where it has no figure."""
        place = self.places.get(code)
        return "" if place is None else self.tips[place]


def map_rows_of(table: SegmentTable, catalogue: Catalogue, appearance: Appearance) -> MapRows:
    """Return what the map shows of a table in the language of the window."""
    bars = rows_of(table, catalogue, appearance)
    unit, worse = UNITS[table.metric.unit], cast("Worse", table.metric.worse)
    limits = catalogue.classes(table.metric.id)
    known = dict(zip(table.segments, levels(unit, list(table.values)), strict=True))
    classes = {
        segment: severity_class(limits, level, worse) if limits else UNSHADED
        for segment, level in known.items()
        if level is not None
    }
    return MapRows(
        order=bars.segments,
        classes=classes,
        labels={
            id_: segment_label(catalogue, table.dimension, id_, appearance.language) for id_ in catalogue_ids(catalogue)
        },
        values=bars.values,
        tips=bars.tips,
        places=bars.places,
        limits=tuple(f"{limit:,g}" for limit in limits) if len(limits) == CLASSES - 1 else (),
        unit=appearance.say("map.percent_of_mail")
        if unit.is_rate_of_one
        else catalogue.label(table.metric, appearance.language),
        which_is_worse=appearance.say("map.worse_light" if appearance.colours.name == "light" else "map.worse_dark"),
        name=bars.name,
        description=bars.description,
    )


def catalogue_ids(catalogue: Catalogue) -> list[str]:
    """Return the ids of all countries."""
    return list(catalogue.segments("geography"))
