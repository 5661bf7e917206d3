"""Operations and the rows that they touched, in words."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from workbench.core.catalogue import Catalogue
from workbench.core.periods import Period
from workbench.core.ports import Operation
from workbench.core.queries.trail import TouchedRow
from workbench.core.records import (
    Coverage,
    Edition,
    Event,
    Finding,
    FindingText,
    Metric,
    Note,
    Observation,
    Reading,
    Record,
    Segment,
    Source,
    Waiver,
)
from workbench.core.segment_rules import called
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.key_texts import KeyTexts

_KINDS: dict[type[Record], str] = {
    Observation: "trail.observation",
    Reading: "trail.reading",
    Coverage: "trail.coverage",
    Metric: "trail.metric",
    Segment: "trail.segment",
    Note: "trail.note",
    Event: "trail.event",
    Finding: "trail.finding",
    FindingText: "trail.finding_text",
    Edition: "trail.edition",
    Source: "trail.source",
    Waiver: "trail.waiver",
}


class TrailTexts:
    """Writes the trail with the labels of the catalogue."""

    def __init__(self, appearance: Appearance, catalogue: Callable[[], Catalogue]) -> None:
        """Write in the language that the window speaks, and with the labels that hold, when asked."""
        self._appearance = appearance
        self._catalogue = catalogue

    @property
    def _keys(self) -> KeyTexts:
        return KeyTexts(self._appearance, self._catalogue())

    def label(self, operation: Operation) -> str:
        """Say what was done."""
        return self._appearance.label(operation.label)

    def moment(self, operation: Operation) -> str:
        """Say when, by the clock on the wall, as the language writes a day."""
        local = datetime.datetime.fromisoformat(operation.when).astimezone()
        return f"{self._appearance.period(Period.day(local.date()))} {local:%H:%M}"

    def state(self, operation: Operation) -> str:
        """Say that an operation is undone, or that it cannot be."""
        if operation.is_undone:
            return self._appearance.say("trail.undone")
        return "" if operation.is_undoable else self._appearance.say("trail.fixed")

    def kind(self, row: TouchedRow) -> str:
        """Say what kind of thing a row is."""
        return self._appearance.say(_KINDS[row.kind])

    def key(self, row: TouchedRow) -> str:
        """Say which one it is: a figure by metric, segment and period, anything else by its key."""
        record = row.before or row.now
        if isinstance(record, Segment):
            return called(record)
        if row.kind in {Observation, Reading}:
            metric, _, period, dimension, segment, *rest = (str(part) for part in row.key)
            aspect = rest[0] if rest else ""
            words = (
                self._keys.metric(metric, aspect),
                self._keys.segment(dimension, segment),
                self._keys.period(period),
            )
            return " · ".join(words)
        return " · ".join(str(part) for part in row.key)

    def worth(self, record: Record | None) -> str:
        """Say what stands in a record, as briefly as it can be said."""
        if record is None:
            return self._appearance.say("trail.no_row")
        if isinstance(record, Observation):
            return self._keys.printed(record)
        if isinstance(record, Reading):
            return record.text or "–"
        texts = {
            Note: "text",
            Edition: "status",
            Coverage: "kind",
            Finding: "status",
            FindingText: "title",
            Source: "name",
            Waiver: "reason",
        }
        if isinstance(record, Segment):
            into = f" ▶ {record.replaced_by}" if record.replaced_by else ""
            return called(record) + into
        if type(record) in texts:
            return str(getattr(record, texts[type(record)])) or "–"
        return f"{record.label_ja} / {record.label_en}" if isinstance(record, Metric | Event) else "–"
