"""Notes and findings that a person changed in a workbook, against those of the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import starmap

from workbench.core.errors import Refused
from workbench.core.keys import FigureKey
from workbench.core.messages import message
from workbench.core.plans import (
    Conflict,
    Difference,
    Ignored,
    ImportPlan,
    Problem,
    Tally,
    finding_key,
    note_key,
    together,
)
from workbench.core.ports import Reader, Row
from workbench.core.records import Finding, FindingText, Note, Record
from workbench.core.translation import LANGUAGES
from workbench.excel.edits import NoteEdit, Returned, TextEdit
from workbench.excel.layout import Table
from workbench.excel.sameness import is_same_text


def plan_words(reader: Reader, returned: Returned, file: str) -> tuple[ImportPlan, dict[str, int]]:
    """Return what the changes to words would do, and how many notes and findings they touch."""
    notes, findings = _Notes(reader, returned, file), _Findings(reader, returned, file)
    plan = together(ImportPlan(file, ""), *notes.plans(), *findings.plans())
    return plan, {"note": notes.touched, "finding": findings.touched}


class _Notes:
    """Holds changed, new and removed notes against those that stand."""

    def __init__(self, reader: Reader, returned: Returned, file: str) -> None:
        self._standing = {note.id: note for note in reader.records(Note)}
        self._file = file
        texts = [edit for edit in returned.texts if edit.table == Table.NOTES and edit.key.isdecimal()]
        self._changed: defaultdict[int, list[NoteEdit]] = defaultdict(list)
        for text in texts:
            self._changed[int(text.key)].append(NoteEdit(text.at, "", int(text.key), "", text.before, text.now))
        for edit in returned.notes:
            if edit.note:
                self._changed[edit.note].append(edit)
        new = [edit for edit in returned.notes if not edit.note]
        self._new = list({(edit.key, edit.now): edit for edit in reversed(new)}.values())[::-1]
        gone = {int(one.key) for one in returned.removed if one.table == Table.NOTES and one.key.isdecimal()}
        emptied = {id_ for id_, edits in self._changed.items() if not edits[0].now.strip()}
        self._removed = sorted((gone | emptied) - (set(self._changed) - emptied))
        self.touched = len({*self._changed, *self._removed})

    def plans(self) -> list[ImportPlan]:
        """Return a plan for each note."""
        changed = [self._change(id_, edits) for id_, edits in self._changed.items() if id_ not in self._removed]
        return [*changed, *map(self._remove, self._removed), *map(self._add, self._new)]

    def _change(self, id_: int, edits: Sequence[NoteEdit]) -> ImportPlan:
        first, note = edits[0], self._standing.get(id_)
        different = [edit for edit in edits if not is_same_text(edit.now, first.now)]
        if different:
            why = message("import.two_edits", place=first.at.place)
            at = different[0].at
            return self._plan(problems=[Problem(at.sheet, at.cell, different[0].now, why)])
        if note is None:
            return self._plan(ignored=[Ignored(first.at.sheet, first.at.cell, message("import.note_is_gone"))])
        now = first.now.strip()
        if is_same_text(note.text, now):
            return self._plan(tallies={"note": Tally(same=1)})
        written = self._plan(
            tallies={"note": Tally(changed=1)},
            differences=[Difference(note_key(id_), note.text, now)],
            notes=[replace(note, text=now, author="", written_at="")],
        )
        if is_same_text(note.text.strip(), first.before.strip()):
            return written
        conflict = Conflict(note_key(id_), first.before, note.text, now)
        return self._plan(conflicts=[conflict], contested={conflict.key: written})

    def _remove(self, id_: int) -> ImportPlan:
        note = self._standing.get(id_)
        if note is None:
            return self._plan(tallies={"note": Tally(same=1)})
        removed: dict[type[Record], Sequence[Row]] = {Note: [(id_,)]}
        difference = Difference(note_key(id_), note.text, None)
        return self._plan(tallies={"note": Tally(removed=1)}, differences=[difference], removed=removed)

    def _add(self, edit: NoteEdit) -> ImportPlan:
        """Plan a new note, on the figure and the period of its cell; one with these words there already is the same."""
        try:
            key = FigureKey.parse(edit.key)
        except Refused as refused:
            return self._plan(problems=[Problem(edit.at.sheet, edit.at.cell, edit.now, refused.message)])
        if key.period is None or not edit.now.strip():
            return self._plan()
        period = str(key.period)
        anchor = (key.metric, key.dimension, key.segment, key.period.grain.value, period, period)
        new = Note(0, *anchor, edit.now.strip(), edit.author, "")
        for note in self._standing.values():
            if _anchor(note) == anchor and is_same_text(note.text, new.text):
                return self._plan(tallies={"note": Tally(same=1)})
        difference = Difference(str(key), None, new.text)
        return self._plan(tallies={"note": Tally(new=1)}, differences=[difference], notes=[new])

    def _plan(self, **parts: object) -> ImportPlan:
        return ImportPlan(self._file, "", **parts)  # type: ignore[arg-type]


class _Findings:
    """Holds changed and removed findings against those that stand."""

    def __init__(self, reader: Reader, returned: Returned, file: str) -> None:
        self._file = file
        self._standing = {finding.id for finding in reader.records(Finding)}
        self._texts = {(text.finding, text.language): text for text in reader.records(FindingText)}
        self._changed: defaultdict[tuple[str, str], dict[str, TextEdit]] = defaultdict(dict)
        self._removed = sorted({one.key for one in returned.removed if one.table == Table.FINDINGS})
        for edit in returned.texts:
            part, _, language = edit.column.partition("_")
            if edit.table == Table.FINDINGS and language in LANGUAGES:
                self._changed[edit.key, language][part] = edit
        self.touched = len({*(id_ for id_, _ in self._changed), *self._removed})

    def plans(self) -> list[ImportPlan]:
        """Return a plan for each text; a finding counts as one, however many of its texts were changed."""
        changed = list(starmap(self._change, self._changed.items()))
        counted: dict[str, Tally] = {}
        for (id_, _), plan in zip(self._changed, changed, strict=True):
            is_changed = bool(plan.texts)
            counted[id_] = Tally(changed=1) if is_changed else counted.get(id_, Tally(same=1))
        tallies = [self._plan(tallies={"finding": tally}) for tally in counted.values()]
        return [*changed, *tallies, *map(self._remove, self._removed)]

    def _change(self, key: tuple[str, str], edits: Mapping[str, TextEdit]) -> ImportPlan:
        id_, language = key
        if id_ not in self._standing:
            at = next(iter(edits.values())).at
            return self._plan(ignored=[Ignored(at.sheet, at.cell, message("import.finding_is_gone"))])
        mine = self._texts.get(key, FindingText(id_, language, "", ""))
        now = {part: _words(part, edit.now) for part, edit in edits.items()}
        changed = {part: text for part, text in now.items() if not is_same_text(getattr(mine, part), text)}
        if not changed:
            return self._plan()
        text = FindingText(id_, language, changed.get("title", mine.title), changed.get("body", mine.body))
        contested = [part for part in changed if not is_same_text(getattr(mine, part), edits[part].before)]
        differences = [
            Difference(finding_key(id_, language, part), getattr(mine, part), words) for part, words in changed.items()
        ]
        written = self._plan(texts=[text], differences=differences)
        if not contested:
            return written
        part = contested[-1]
        conflict = Conflict(finding_key(id_, language), edits[part].before, getattr(mine, part), changed[part])
        against = replace(written, tallies={"finding": Tally(changed=1)})
        return self._plan(conflicts=[conflict], contested={conflict.key: against})

    def _remove(self, id_: str) -> ImportPlan:
        if id_ not in self._standing:
            return self._plan(tallies={"finding": Tally(same=1)})
        texts: list[Row] = [key for key in self._texts if key[0] == id_]
        removed: dict[type[Record], Sequence[Row]] = {FindingText: texts, Finding: [(id_,)]}
        title = next((text.title for key, text in self._texts.items() if key[0] == id_ and text.title), "")
        difference = Difference(finding_key(id_), title, None)
        return self._plan(tallies={"finding": Tally(removed=1)}, differences=[difference], removed=removed)

    def _plan(self, **parts: object) -> ImportPlan:
        return ImportPlan(self._file, "", **parts)  # type: ignore[arg-type]


def _anchor(note: Note) -> tuple[str, str, str, str, str, str]:
    return note.metric, note.dimension, note.segment, note.grain, note.first, note.last


def _words(part: str, text: str) -> str:
    """Return a finding's text as it is kept: a title is one line."""
    return " ".join(text.split()) if part == "title" else text.replace("\r\n", "\n").replace("\r", "\n")
