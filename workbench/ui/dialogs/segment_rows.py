"""The rows of the list of segments: each segment with how it stands in the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from workbench.core.catalogue import Catalogue
from workbench.core.queries.segment_use import SegmentUse
from workbench.core.records import Segment
from workbench.core.search import Entry, searchable
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.table import Column, Look


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A segment, the one it was merged into, its figures, and whether it is shipped, the database's own, or unsaved."""

    segment: Segment
    into: Segment | None
    parent: Segment | None
    figures: int
    is_shipped: bool
    is_own: bool
    is_unsaved: bool
    entry: Entry


def segment_rows(catalogue: Catalogue, dimension: str, use: SegmentUse, unsaved: Collection[str]) -> list[SegmentRow]:
    """Return the rows of a dimension, in display order."""
    members = catalogue.segments(dimension)
    shipped = catalogue.with_own((), ()).segments(dimension)
    return [
        SegmentRow(
            segment,
            members.get(segment.replaced_by),
            members.get(segment.parent),
            use.figures.get(segment.id, 0),
            segment.id in shipped,
            segment.id in use.own,
            segment.id in unsaved,
            Entry("", segment.id, _names(segment)),
        )
        for segment in members.values()
    ]


def filtered(rows: Sequence[SegmentRow], text: str) -> list[SegmentRow]:
    """Return the rows of which a name has the text in it."""
    wanted = searchable(text)
    return [row for row in rows if any(wanted in folded for folded in row.entry.folds)]


def segment_columns(appearance: Appearance) -> tuple[Column[SegmentRow], ...]:
    """Return the columns of the list."""
    return (
        Column("segments.id", lambda row: row.segment.id, look=_quietly),
        Column("segments.label_ja", lambda row: row.segment.label_ja, stretches=True),
        Column("segments.label_en", lambda row: row.segment.label_en, stretches=True),
        Column("segments.aliases", _aliases, stretches=True, hides_below=560, look=_quietly),
        Column(
            "segments.figures", lambda row: f"{row.figures:,}" if row.figures else "–", is_number=True, look=_quietly
        ),
        Column("segments.state", lambda row: _state(appearance, row), look=_quietly),
    )


def row_look(row: SegmentRow) -> Look:
    """Step back with what was merged away."""
    return Look.QUIET if row.segment.replaced_by else Look.STRONG


def _aliases(row: SegmentRow) -> str:
    return ", ".join(row.segment.aliases.splitlines())


def _quietly(row: SegmentRow) -> Look:
    del row
    return Look.QUIET


def _state(appearance: Appearance, row: SegmentRow) -> str:
    """Say how a segment stands: unsaved, merged, added, changed, or under which one."""
    say, language = appearance.say, appearance.language
    if row.is_unsaved:
        return say("segments.unsaved")
    if row.segment.replaced_by:
        name = row.segment.replaced_by if row.into is None else Catalogue.label(row.into, language)
        return say("segments.merged_into", name=name)
    if row.is_own:
        return say("segments.changed" if row.is_shipped else "segments.own")
    if row.parent is not None:
        return say("segments.under", name=Catalogue.label(row.parent, language))
    return ""


def _names(segment: Segment) -> tuple[str, ...]:
    return (segment.id, segment.label_ja, segment.label_en, *segment.aliases.splitlines())
