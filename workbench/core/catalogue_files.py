"""The shipped catalogue as it stands in its files: catalogue.toml, and one CSV of members a dimension.

The files are ours: what is wrong in them is a bug, raises KeyError or ValueError, and is found by the tests.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from workbench.core.records import Metric, Segment
from workbench.core.severity import CLASSES


class Composition(StrEnum):
    """How the members of a dimension hang together in a metric.

    rates: each member has its own (countries' spam rates); shares: of one whole, together at most 100 %;
    parts: of a sum that the total states; stages: in a row, each of what the one before let through.
    """

    RATES = "rates"
    SHARES = "shares"
    PARTS = "parts"
    STAGES = "stages"


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way to break a metric down: by country, by vertical, by company size."""

    id: str
    label_ja: str
    label_en: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """A group of metrics that belong together on screen and in the report: spam, viruses, web."""

    id: str
    label_ja: str
    label_en: str


@dataclass(frozen=True, slots=True)
class AverageWindow:
    """The months over which the computed average goes, and whether the current month is one of them."""

    months: int
    includes_current: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """What to know of a metric's definition: the metrics it must never be drawn as one line with, and words on it.

    `defined_until` is the last month in which it was published so ("2010-01"); empty where it still is.
    """

    exclusive_of: tuple[str, ...]
    defined_until: str
    comment_ja: str
    comment_en: str


@dataclass(frozen=True, slots=True)
class ShippedTables:
    """What catalogue.toml holds, in its order; `readings` leads from another id to the metric and the unit it implies.

    `classes` holds the limits between the classes of severity of the metrics that have such (see `severity`).
    """

    metrics: tuple[Metric, ...]
    dimensions: Mapping[str, Dimension]
    families: Mapping[str, Family]
    average_window: AverageWindow
    readings: Mapping[str, tuple[str, str]]
    remarks: Mapping[str, Remark]
    classes: Mapping[str, tuple[float, ...]]


def read_tables(folder: Path) -> ShippedTables:
    """Read catalogue.toml of a resources folder."""
    content = tomllib.loads((folder / "catalogue.toml").read_text(encoding="utf-8"))
    blocks = content["metric"]
    return ShippedTables(
        metrics=tuple(_metric(block, position) for position, block in enumerate(blocks, start=1)),
        dimensions=MappingProxyType({block["id"]: _dimension(block) for block in content["dimension"]}),
        families=MappingProxyType({id: Family(id, **labels) for id, labels in content["family"].items()}),
        average_window=AverageWindow(**content["average"]),
        readings=dict(_readings(blocks)),
        remarks={block["id"]: _remark(block) for block in blocks},
        classes={block["id"]: _classes(block) for block in blocks if "classes" in block},
    )


def _metric(block: Mapping[str, Any], position: int) -> Metric:
    dimensions = block.get("dimensions", {}).items()
    return Metric(
        id=block["id"],
        family=block["family"],
        unit=block["unit"],
        step=float(block["step"]),
        worse=block["worse"],
        label_ja=block["label_ja"],
        label_en=block["label_en"],
        aliases="\n".join(block["aliases"]),
        dimensions="\n".join(f"{dimension}={Composition(composition)}" for dimension, composition in dimensions),
        position=position,
    )


def _dimension(block: Mapping[str, Any]) -> Dimension:
    return Dimension(block["id"], block["label_ja"], block["label_en"], tuple(block["aliases"]))


def _readings(blocks: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, tuple[str, str]]]:
    for block in blocks:
        for name, unit in block.get("readings", {}).items():
            yield name, (block["id"], unit)


def _remark(block: Mapping[str, Any]) -> Remark:
    exclusive, until = tuple(block.get("exclusive_of", ())), block.get("defined_until", "")
    return Remark(exclusive, until, block.get("comment_ja", ""), block.get("comment_en", ""))


def _classes(block: Mapping[str, Any]) -> tuple[float, ...]:
    """Return the limits between a metric's classes of severity."""
    limits = tuple(float(limit) for limit in block["classes"])
    if len(limits) != CLASSES - 1 or sorted(set(limits)) != list(limits):
        raise ValueError(f"{block['id']}: {CLASSES} classes need {CLASSES - 1} rising limits, not {limits}")
    return limits


class SegmentFiles:
    """The shipped members of the dimensions, a CSV file each, read when first asked for and then kept.

    Columns: id, label_ja, label_en, aliases (separated by "|"), parent; the order of rows is the display order.
    """

    def __init__(self, folder: Path) -> None:
        """Take the folder of the files; nothing is read yet."""
        self._folder = folder
        self._kept: dict[str, tuple[Segment, ...]] = {}

    def members(self, dimension: str) -> tuple[Segment, ...]:
        """Return a dimension's shipped members in display order; none where it has no file."""
        if dimension not in self._kept:
            self._kept[dimension] = _read_segments(self._folder / f"{dimension}.csv", dimension)
        return self._kept[dimension]


def _read_segments(file: Path, dimension: str) -> tuple[Segment, ...]:
    if not file.is_file():
        return ()
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)  # the header; a test watches over it
        return tuple(_segment(dimension, row, position) for position, row in enumerate(rows, start=1))


def _segment(dimension: str, row: list[str], position: int) -> Segment:
    id, label_ja, label_en, aliases, parent = row
    return Segment(dimension, id, label_ja, label_en, aliases.replace("|", "\n"), parent, position, replaced_by="")
