"""What the database keeps: frozen records, each with a natural key.

Field order is column order; the first fields named in a class's `KEY` are its natural key. Periods and grains stand
as their texts (see `periods`), numbers as floats of 15 significant digits, moments as ISO 8601 in UTC, several names
in one field are separated by line breaks. Marks for rules, what a value means: DESIGN section "The data" in
docs/architecture.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

GLOBAL = "global"
"""The dimension and the segment of a metric's total; never a member of a breakdown."""


class Statistic(StrEnum):
    """What a printed figure says of its key: the value itself, or something computed by whoever printed it."""

    VALUE = "value"
    AVERAGE_6 = "average_6"
    CHANGE = "change"
    PEAK = "peak"


class Status(StrEnum):
    """How an accepted value is to be taken."""

    NORMAL = "normal"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    MISSING = "missing"


class CoverageKind(StrEnum):
    """How much of a breakdown was reported: all members, the first N, or some."""

    COMPLETE = "complete"
    TOP = "top"
    SELECTION = "selection"


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as somebody printed it. `nth` counts the figures that one source prints for one key, from 1.

    `unit` is the unit in which it was printed: "0.33%" is a reading of a 1-in-N metric in percent. `label` and `text`
    are as found; `place` is the sheet and cell, the line, or the part of the document. A value of None says that the
    text carries no number that could be read.
    """

    KEY: ClassVar = ("metric", "grain", "period", "dimension", "segment", "statistic", "source", "nth")
    metric: str
    grain: str
    period: str
    dimension: str
    segment: str
    statistic: str
    source: int
    nth: int
    value: float | None
    step: float | None
    qualifier: str
    unit: str
    label: str
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Observation:
    """The accepted value of a key, in the metric's unit; `source` and `nth` name the reading that it came from."""

    KEY: ClassVar = ("metric", "grain", "period", "dimension", "segment")
    metric: str
    grain: str
    period: str
    dimension: str
    segment: str
    value: float | None
    step: float | None
    qualifier: str
    status: str
    source: int | None
    nth: int | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a metric's breakdown a period holds; `top` is N for the kind "top", else None."""

    KEY: ClassVar = ("metric", "dimension", "grain", "period")
    metric: str
    dimension: str
    grain: str
    period: str
    kind: str
    top: int | None


@dataclass(frozen=True, slots=True)
class Metric:
    """What is measured. `dimensions` holds "name=composition" lines (see `catalogue.Composition`).

    `step` is the usual rounding of its printed values; `worse` is "more" or "less" by level (see `units.level`).
    """

    KEY: ClassVar = ("id",)
    id: str
    family: str
    unit: str
    step: float
    worse: str
    label_ja: str
    label_en: str
    aliases: str
    dimensions: str
    position: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A member of a dimension: a country, a vertical, a size band, a malware name.

    Ids are ASCII and never change (countries: ISO 3166-1 alpha-2). A segment that was merged into another names it in
    `replaced_by`; `parent` rolls members up (Trojan.Bredolab!eml into the family Bredolab). Empty text means none.
    """

    KEY: ClassVar = ("dimension", "id")
    dimension: str
    id: str
    label_ja: str
    label_en: str
    aliases: str
    parent: str
    position: int
    replaced_by: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark anchored to data: a metric, if wanted one dimension or segment, and the periods from first to last."""

    KEY: ClassVar = ("id",)
    id: int
    metric: str
    dimension: str
    segment: str
    grain: str
    first: str
    last: str
    text: str
    author: str
    written_at: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in the world on a day or over days: a takedown, an outbreak. Dates are ISO days."""

    KEY: ClassVar = ("id",)
    id: str
    first: str
    last: str
    kind: str
    label_ja: str
    label_en: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A result of the month in prose; its words are its FindingTexts. `pictures` holds content hashes, a line each."""

    KEY: ClassVar = ("id",)
    id: str
    grain: str
    period: str
    category: str
    status: str
    author: str
    position: int
    pictures: str


@dataclass(frozen=True, slots=True)
class FindingText:
    """Title and Markdown body of a finding in one language ("ja", "en"); claims are links to data keys."""

    KEY: ClassVar = ("finding", "language")
    finding: str
    language: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Edition:
    """An issue of the report for a period; its figures as printed are readings with this edition as source."""

    KEY: ClassVar = ("grain", "period", "number")
    grain: str
    period: str
    number: int
    status: str
    published_at: str
    corrects: int | None
    source: int | None


@dataclass(frozen=True, slots=True)
class Source:
    """Where readings come from: an edition, an article's address, a file, or a person who typed them.

    `kind` is one of "edition", "article", "file", "person"; `digest` is a file's SHA-256, else empty.
    """

    KEY: ClassVar = ("id",)
    id: int
    kind: str
    name: str
    digest: str
    added_at: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """A decision to let an issue of a rule stand, with its reason and, if it ends, the last day it holds."""

    KEY: ClassVar = ("rule", "key")
    rule: str
    key: str
    reason: str
    author: str
    written_at: str
    expires: str


Record = (
    Reading
    | Observation
    | Coverage
    | Metric
    | Segment
    | Note
    | Event
    | Finding
    | FindingText
    | Edition
    | Source
    | Waiver
)
"""Any record of the database."""

RECORDS: tuple[type[Record], ...] = (
    Source,
    Reading,
    Observation,
    Coverage,
    Metric,
    Segment,
    Note,
    Event,
    Finding,
    FindingText,
    Edition,
    Waiver,
)
"""All kinds of record; a kind stands after the kinds that it refers to."""
