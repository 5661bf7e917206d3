"""What a plan's keys and values are in words: figures, notes and findings alike."""

from __future__ import annotations

from workbench.core.catalogue import Catalogue
from workbench.core.keys import figure_key
from workbench.core.plans import Difference, Held, ImportPlan, note_key
from workbench.core.records import GLOBAL, Note, Observation, Reading
from workbench.ui.appearance import Appearance
from workbench.ui.key_texts import KeyTexts

_NOTE, _FINDING = "note:", "finding:"


class ImportTexts:
    """Writes the rows of a preview in the language that the window speaks when asked."""

    def __init__(self, appearance: Appearance, catalogue: Catalogue, plan: ImportPlan | None) -> None:
        """Write of a plan."""
        self._appearance = appearance
        self._keys = KeyTexts(appearance, catalogue)
        self._removed = frozenset() if plan is None else removed_keys(plan)
        self._notes = {} if plan is None else {note_key(note.id): note for note in _notes(plan) if note.id}

    def named(self, key: str) -> tuple[str, str, str]:
        """Return the metric, the segment and the period that a key names; of a finding, which part of which one."""
        say = self._appearance.say
        if key.startswith(_NOTE):
            note = self._notes.get(key)
            return (say("preview.note"), "", "") if note is None else self._keys.parts(_anchor(note))
        if not key.startswith(_FINDING):
            return self._keys.parts(key)
        id_, _, rest = key.removeprefix(_FINDING).partition("/")
        language, _, part = rest.partition("/")
        words = {"title": say("preview.finding_title"), "body": say("preview.finding_body")}
        return say("preview.finding"), id_, " ".join(filter(None, (words.get(part, ""), language)))

    def old(self, row: Difference) -> str:
        """Return what the database has."""
        return self.held(row.key, row.old)

    def new(self, row: Difference) -> str:
        """Return what the file has, or that it was removed there; words on a figure are a note."""
        if row.new is None and row.key in self._removed:
            return self._appearance.say("preview.removed")
        text = self.held(row.key, row.new)
        is_note = isinstance(row.new, str) and not row.key.startswith(_FINDING)
        return self._appearance.say("preview.note_text", text=text) if is_note else text

    def held(self, key: str, value: Held) -> str:
        """Return a figure as it is printed, or a text as one line."""
        return " ".join(value.split()) if isinstance(value, str) else self._keys.value_of(key, value)


def _notes(plan: ImportPlan) -> list[Note]:
    """Return the notes that a plan changes, and those of its conflicts."""
    return [*plan.notes, *(note for against in plan.contested.values() for note in against.notes)]


def _anchor(note: Note) -> str:
    """Write the figure that a note begins on; one on a whole metric or dimension is on the total."""
    place = (note.dimension, note.segment) if note.dimension and note.segment else (GLOBAL, GLOBAL)
    return figure_key(note.metric, *place, note.first)


def removed_keys(plan: ImportPlan) -> frozenset[str]:
    """Return the keys of what a plan removes."""
    if not plan.removed:
        return frozenset()
    figures = {figure_key(*_spelled(row)) for row in plan.removed.get(Observation, ())}
    readings = {figure_key(*_spelled(row), str(row[5])) for row in plan.removed.get(Reading, ())}
    words = {row.key for row in plan.differences if row.new is None and row.key.startswith((_NOTE, _FINDING))}
    return frozenset(figures | readings | words)


def _spelled(row: tuple[object, ...]) -> tuple[str, str, str, str]:
    metric, _, period, dimension, segment = map(str, row[:5])
    return metric, dimension, segment, period
