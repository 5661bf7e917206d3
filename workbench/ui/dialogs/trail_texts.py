"""Operations and the rows that they touched, in words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from typing import Any

from workbench.core.catalogue import Catalogue
from workbench.core.event_kinds import kind_message
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
from workbench.ui.figure_texts import source_kind, source_name
from workbench.ui.key_texts import KeyTexts

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
_FINDINGS = {
    "draft": "trail.finding_draft",
    "reviewed": "trail.finding_reviewed",
    "final": "trail.finding_final",
}
_EDITIONS = {
    "draft": "edition.draft",
    "review": "edition.review",
    "published": "edition.published",
}
_LANGUAGES = {
    "ja": "trail.in_japanese",
    "en": "trail.in_english",
}
_STATUSES = {
    "provisional": "inspector.short_provisional",
    "estimated": "inspector.short_estimated",
}
_BETWEEN = " / "
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


class TrailTexts:
    """Writes the trail with the labels of the catalogue. What a newer version calls otherwise stands as it is stored."""

    def __init__(self, appearance: Appearance, catalogue: Callable[[], Catalogue]) -> None:
        """Write in the language that the window speaks, and with the labels that hold, when asked."""
        self._appearance = appearance
        self._catalogue = catalogue
        self._names: dict[type[Record], Callable[[Any], str]] = {
            Observation: self._name_figure,
            Reading: self._name_reading,
            Coverage: self._name_coverage,
            Metric: self._labelled,
            Segment: called,
            Note: self._anchor,
            Event: self._labelled,
            Finding: self._name_finding,
            FindingText: self._name_language,
            Edition: self._name_edition,
            Source: self._name_source,
            Waiver: self._name_waiver,
        }
        self._worths: dict[type[Record], Callable[[Any], str]] = {
            Observation: self._figure,
            Reading: lambda reading: reading.text or "–",
            Coverage: self._coverage,
            Metric: lambda metric: f"{metric.label_ja} / {metric.label_en}",
            Segment: self._segment,
            Note: lambda note: _in_one_line(note.text),
            Event: self._event,
            Finding: self._finding,
            FindingText: lambda text: _joined((text.title, _in_one_line(_LINK.sub(r"\1", text.body)))),
            Edition: self._edition,
            Source: self._source,
            Waiver: lambda waiver: _in_one_line(waiver.reason),
        }

    @property
    def _keys(self) -> KeyTexts:
        return KeyTexts(self._appearance, self._catalogue())

    def label(self, operation: Operation) -> str:
        """Say what was done."""
        return self._keys.label(operation.label)

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
        """Say which one it is: what it is of, and of which period; never by its number."""
        return self._gone(row) if row.known is None else self._names[row.kind](row.known)

    def worth(self, record: Record | None) -> str:
        """Say what stands in a record, as briefly as it can be said."""
        return self._appearance.say("trail.no_row") if record is None else self._worths[type(record)](record)

    def _name_reading(self, reading: Reading) -> str:
        keys = self._keys
        what = keys.metric(reading.metric, reading.statistic), keys.segment(reading.dimension, reading.segment)
        return _joined((*what, keys.period(reading.period)))

    def _name_figure(self, figure: Observation) -> str:
        keys = self._keys
        what = keys.metric(figure.metric), keys.segment(figure.dimension, figure.segment)
        return _joined((*what, keys.period(figure.period)))

    def _name_coverage(self, coverage: Coverage) -> str:
        keys = self._keys
        what = keys.metric(coverage.metric), keys.dimension(coverage.dimension)
        return _joined((*what, keys.period(coverage.period)))

    def _name_finding(self, finding: Finding) -> str:
        family = self._catalogue().families.get(finding.category)
        about = finding.category if family is None else Catalogue.label(family, self._appearance.language)
        return _joined((self._keys.period(finding.period), about))

    def _name_language(self, text: FindingText) -> str:
        return self._word(_LANGUAGES, text.language)

    def _name_edition(self, edition: Edition) -> str:
        number = self._appearance.say("trail.edition_number", number=edition.number)
        return _joined((self._keys.period(edition.period), number))

    def _name_source(self, source: Source) -> str:
        return source_name(self._appearance, source)

    def _name_waiver(self, waiver: Waiver) -> str:
        return _joined((*self._keys.parts(waiver.key), waiver.rule))

    def _event(self, event: Event) -> str:
        kind = self._appearance.sentence(kind_message(event.kind))
        return _joined((self._labelled(event), kind, self._span(event.first, event.last)))

    def _finding(self, finding: Finding) -> str:
        return _joined((self._word(_FINDINGS, finding.status), finding.author))

    def _edition(self, edition: Edition) -> str:
        day = self._keys.period(edition.published_at[:10])
        return _joined((self._word(_EDITIONS, edition.status), day))

    def _source(self, source: Source) -> str:
        return _joined((source_kind(self._appearance, source), source_name(self._appearance, source)))

    def _gone(self, row: TouchedRow) -> str:
        """Say what the key alone says of a row that nothing is left of: figures are named by it."""
        if row.kind not in {Observation, Reading}:
            return "–"
        metric, _, period, dimension, segment, *rest = (str(part) for part in row.key)
        keys = self._keys
        what = keys.metric(metric, rest[0] if rest else ""), keys.segment(dimension, segment), keys.period(period)
        return _joined(what)

    def _figure(self, observation: Observation) -> str:
        """Write an accepted value, with its status where that is not the usual one."""
        value, id_ = self._keys.printed(observation), _STATUSES.get(observation.status)
        if id_ is None:
            return value
        return self._appearance.say("inspector.value_status", value=value, status=self._appearance.say(id_))

    def _coverage(self, coverage: Coverage) -> str:
        say = self._appearance.say
        if coverage.kind == "top":
            return say("trail.coverage_top", top=coverage.top)
        return say("trail.coverage_complete" if coverage.kind == "complete" else "trail.coverage_selection")

    def _anchor(self, note: Note) -> str:
        """Say what a note is on."""
        keys = self._keys
        where = keys.segment(note.dimension, note.segment) if note.segment else ""
        if not where and note.dimension:
            where = keys.dimension(note.dimension)
        return _joined((keys.metric(note.metric), where, self._span(note.first, note.last)))

    def _segment(self, segment: Segment) -> str:
        """Write all names of a segment, and into which one it was merged."""
        aliases = ", ".join(segment.aliases.splitlines())
        into = f"▶ {self._keys.segment(segment.dimension, segment.replaced_by)}" if segment.replaced_by else ""
        return " ".join(part for part in (called(segment), f"({aliases})" if aliases else "", into) if part)

    def _span(self, first: str, last: str) -> str:
        """Write the periods from the first to the last."""
        if first == last:
            return self._keys.period(first)
        return self._appearance.say("trail.span", first=self._keys.period(first), last=self._keys.period(last))

    def _labelled(self, record: Event | Metric) -> str:
        return Catalogue.label(record, self._appearance.language)

    def _word(self, ids: dict[str, str], text: str) -> str:
        return self._appearance.say(ids[text]) if text in ids else text


def _joined(parts: Iterable[str]) -> str:
    return _BETWEEN.join(part for part in parts if part)


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
