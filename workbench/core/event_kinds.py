"""The kinds of events that plots show, in the order in which lists offer them."""

from __future__ import annotations

from enum import StrEnum

from workbench.core.messages import Message, message


class EventKind(StrEnum):
    """What sort of thing an event was. The database keeps the text, and may hold kinds of a newer version."""

    TAKEDOWN = "takedown"
    OUTBREAK = "outbreak"
    SURGE = "surge"
    CAMPAIGN = "campaign"
    RELEASE = "release"
    CALENDAR = "calendar"
    OTHER = "other"


EVENT_KINDS = tuple(EventKind)
"""All kinds."""


def kind_message(kind: str) -> Message:
    """Return the name of a kind; that of `OTHER` for one that is not known here."""
    known = kind if kind in EVENT_KINDS else EventKind.OTHER
    return message(f"event.kind_{known}")
