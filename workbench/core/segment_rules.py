"""What a segment may be called: ids that never change, and names of which each leads to one segment of its dimension."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from workbench.core.catalogue import Catalogue
from workbench.core.errors import Refused
from workbench.core.messages import message
from workbench.core.records import GLOBAL, Segment
from workbench.core.spelling.folding import fold

GEOGRAPHY = "geography"

_SLUG = re.compile("[a-z0-9]+(?:[-._][a-z0-9]+)*")
_COUNTRY = re.compile("[A-Z]{2}")


def called(segment: Segment) -> str:
    """Return a segment's name for people of both languages: "中国 / China"."""
    names = dict.fromkeys(name for name in (segment.label_ja, segment.label_en) if name)
    return " / ".join(names) or segment.id


def proposed_id(label: str, dimension: str, taken: Collection[str]) -> str:
    """Return an id for a new segment: its English label in small ASCII letters, with a number where that is taken."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    slug = re.sub("[^a-z0-9.]+", "-", plain).strip("-.") or dimension.replace("_", "-")
    known = {id_.lower() for id_ in taken}
    number = 1
    while (proposal := slug if number == 1 else f"{slug}-{number}") in known:
        number += 1
    return proposal


def tidied(segment: Segment) -> Segment:
    """Return a segment with clean names: no blank ones, none twice, no alias that a label says already."""
    label_ja, label_en = (" ".join(label.split()) for label in (segment.label_ja, segment.label_en))
    known = {fold(label_ja), fold(label_en), fold(segment.id), ""}
    aliases: list[str] = []
    for line in segment.aliases.splitlines():
        alias = " ".join(line.split())
        if fold(alias) not in known:
            known.add(fold(alias))
            aliases.append(alias)
    fields = (label_ja, label_en, "\n".join(aliases), segment.parent, segment.position, segment.replaced_by)
    return Segment(segment.dimension, segment.id, *fields)


def check_new_id(catalogue: Catalogue, dimension: str, id_: str) -> None:
    """Refuse an id that no segment may have, or that one has; upper and lower case count as the same."""
    if GLOBAL in {dimension, id_}:
        raise Refused(message("segments.not_of_total"))
    if not _SLUG.fullmatch(id_) and not (dimension == GEOGRAPHY and _COUNTRY.fullmatch(id_)):
        raise Refused(message("segments.bad_country_id" if dimension == GEOGRAPHY else "segments.bad_id", id=id_))
    for other in catalogue.segments(dimension).values():
        if other.id.lower() == id_.lower():
            raise Refused(message("segments.id_taken", id=id_, other=called(other)))


def check_names(catalogue: Catalogue, segment: Segment, before: Segment | None) -> None:
    """Refuse a segment without a label, and a name that leads to another segment already.

    Names that it had before are not asked about, nor those of segments that were merged into it.
    """
    if not (segment.label_ja or segment.label_en):
        raise Refused(message("segments.no_label"))
    kept = {fold(name) for name in _names(before)} if before is not None else set()
    others = [other for other in catalogue.segments(segment.dimension).values() if other.id != segment.id]
    owners = {fold(name): other for other in others if not _leads_to(other, segment) for name in _names(other)}
    names = [segment.id, *_names(segment)] if before is None else _names(segment)
    for name in names:
        owner = owners.get(fold(name))
        if owner is not None and fold(name) not in kept:
            raise Refused(message("segments.name_taken", name=name, other=called(owner)))


def check_parent(catalogue: Catalogue, segment: Segment) -> None:
    """Refuse a parent that is not there, and one that stands under the segment itself."""
    members = catalogue.segments(segment.dimension)
    seen = {segment.id}
    parent = segment.parent
    if parent and parent not in members:
        raise Refused(message("segments.unknown", id=parent, dimension=segment.dimension))
    while parent:
        if parent in seen:
            raise Refused(message("segments.circle", name=called(segment)))
        seen.add(parent)
        parent = members[parent].parent if parent in members else ""


def known_segment(catalogue: Catalogue, dimension: str, id_: str) -> Segment:
    """Return a segment by its id; Refused for one that is not there."""
    found = catalogue.segment(dimension, id_)
    if found is None:
        raise Refused(message("segments.unknown", id=id_, dimension=dimension))
    return found


def _names(segment: Segment) -> Iterable[str]:
    """Return all by which a segment is found but its id's spelling in the database."""
    return [name for name in (segment.id, segment.label_ja, segment.label_en, *segment.aliases.splitlines()) if name]


def _leads_to(other: Segment, segment: Segment) -> bool:
    return other.replaced_by == segment.id
