"""What the rows of a list share."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.claims.model import Binding
from workbench.core.claims.reader.draft import ListingDraft


def finished(listing: ListingDraft, *, is_ordered: bool) -> ListingDraft:
    """Complete a list with what its rows share."""
    drafts = [row.draft for row in listing.rows if row.draft is not None]
    listing.is_ordered = is_ordered
    listing.metric = shared([draft.metric for draft in drafts])
    listing.period = shared([draft.period for draft in drafts])
    dimensions = {row.segment.dimension for row in listing.rows if row.segment is not None}
    listing.dimension = dimensions.pop() if len(dimensions) == 1 else ""
    return listing


def shared(bindings: Sequence[Binding | None]) -> Binding | None:
    """Return the binding that all have; None where they differ."""
    ids = {binding.id if binding else None for binding in bindings}
    return bindings[0] if len(ids) == 1 and bindings else None
