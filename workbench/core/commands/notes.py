"""Writing, changing and deleting notes on figures; whoever wrote the words last is their author."""

from __future__ import annotations

from dataclasses import replace

from workbench.core.errors import Refused
from workbench.core.keys import FigureKey
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Command, Transaction
from workbench.core.records import GLOBAL, Note


def add_note(key: FigureKey, text: str, *, last: Period | None = None) -> Command:
    """Return the command that puts a note on a figure; with `last`, on all its periods from the key's to that one.

    Refused for empty text, for a key without a period, and where the last period is before the first or of another grain.
    """
    anchor = _anchor(key, last)
    words = _words(text)

    def apply(tx: Transaction) -> None:
        tx.put(Note(tx.new_id(Note), *anchor, words, tx.author, tx.now))

    return Command(message("command.add_note", key=str(key)), apply)


def edit_note(note: Note, text: str) -> Command:
    """Return the command that puts other words in a note's place. Refused for empty text, and when the note is gone."""
    words = _words(text)

    def apply(tx: Transaction) -> None:
        standing = tx.records(Note, id=note.id)
        if not standing:
            raise Refused(message("note.gone"))
        if standing[0].text != words:
            tx.put(replace(standing[0], text=words, author=tx.author, written_at=tx.now))

    return Command(message("command.edit_note", key=_key(note)), apply)


def move_note(note: Note, key: FigureKey, *, last: Period | None = None) -> Command:
    """Return the command that puts a note on another figure, or on other periods of its own; its words and author stay.

    Refused as in `add_note`, and when the note is gone.
    """
    anchor = _anchor(key, last)

    def apply(tx: Transaction) -> None:
        standing = tx.records(Note, id=note.id)
        if not standing:
            raise Refused(message("note.gone"))
        tx.put(Note(note.id, *anchor, standing[0].text, standing[0].author, standing[0].written_at))

    return Command(message("command.move_note", key=_key(Note(note.id, *anchor, note.text, "", ""))), apply)


def delete_note(note: Note) -> Command:
    """Return the command that deletes a note; one that is gone is passed over."""
    return Command(message("command.delete_note", key=_key(note)), lambda tx: tx.remove(Note, [(note.id,)]))


def _anchor(key: FigureKey, last: Period | None) -> tuple[str, str, str, str, str, str]:
    """Return what a note is put on, as its fields say it; Refused where the periods are none."""
    first = key.period
    if first is None:
        raise Refused(message("key.without_period", key=str(key)))
    last = last or first
    if last.grain is not first.grain or last < first:
        raise Refused(message("note.periods", first=first, last=last))
    return key.metric, key.dimension, key.segment, first.grain.value, str(first), str(last)


def _words(text: str) -> str:
    """Return the text without space around it; line breaks inside stay."""
    words = text.strip()
    if not words:
        raise Refused(message("note.empty"))
    return words


def _key(note: Note) -> str:
    """Write what a note is on; one on a whole metric or dimension as on its total."""
    place = (note.dimension, note.segment) if note.dimension and note.segment else (GLOBAL, GLOBAL)
    return str(FigureKey(note.metric, *place, Period.parse(note.first)))
