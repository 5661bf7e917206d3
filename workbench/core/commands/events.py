"""Adding, changing, moving and removing events: what happened in the world, for all plots whose time it meets."""

from __future__ import annotations

from dataclasses import replace

from workbench.core.errors import Refused
from workbench.core.event_kinds import EVENT_KINDS
from workbench.core.messages import message
from workbench.core.periods import Grain, Period
from workbench.core.ports import Command, Transaction
from workbench.core.records import Event
from workbench.core.segment_rules import proposed_id


def put_event(event: Event) -> Command:
    """Return the command that adds an event, if its id is empty, or puts it in place of the one with its id.

    A new one's id is made of its English label, or of its first day. Refused for an event without a label, with days that
    are none or in the wrong order, with an unknown kind (one that stands already may stay), and when it is gone.
    """
    tidy = _tidied(event)
    if not tidy.id:
        return Command(message("command.add_event", name=event_name(tidy)), lambda tx: _add(tx, tidy))
    return Command(message("command.change_event", name=event_name(tidy)), lambda tx: _change(tx, tidy))


def remove_event(event: Event) -> Command:
    """Return the command that removes an event; one that is gone is passed over."""
    return Command(message("command.remove_event", name=event_name(event)), lambda tx: tx.remove(Event, [(event.id,)]))


def event_name(event: Event) -> str:
    """Return an event's name for people of both languages: "Waledacの遮断 / Waledac takedown"."""
    names = dict.fromkeys(name for name in (event.label_ja, event.label_en) if name)
    return " / ".join(names) or event.id


def _add(tx: Transaction, event: Event) -> None:
    _refuse_unknown_kind(event.kind)
    taken = [str(id_) for (id_,) in tx.rows(Event, ("id",))]
    tx.put(replace(event, id=proposed_id(event.label_en, f"event-{event.first}", taken)))


def _change(tx: Transaction, event: Event) -> None:
    standing = tx.records(Event, id=event.id)
    if not standing:
        raise Refused(message("event.gone", name=event_name(event)))
    if event.kind != standing[0].kind:
        _refuse_unknown_kind(event.kind)
    tx.put(event)


def _tidied(event: Event) -> Event:
    """Return an event with clean labels, of which it has one at least, and with days in the order of the calendar."""
    label_ja, label_en = (" ".join(label.split()) for label in (event.label_ja, event.label_en))
    if not (label_ja or label_en):
        raise Refused(message("event.without_label"))
    first = _day(event.first)
    last = _day(event.last) if event.last.strip() else first
    if last < first:
        raise Refused(message("event.days", first=first, last=last))
    return Event(event.id, str(first), str(last), event.kind, label_ja, label_en)


def _day(text: str) -> Period:
    """Read an ISO day."""
    try:
        day = Period.parse(text.strip())
    except ValueError:
        day = None
    if day is None or day.grain is not Grain.DAY:
        raise Refused(message("event.no_day", text=text))
    return day


def _refuse_unknown_kind(kind: str) -> None:
    if kind not in EVENT_KINDS:
        raise Refused(message("event.unknown_kind", kind=kind))
