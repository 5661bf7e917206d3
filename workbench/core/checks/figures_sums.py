"""Figures that make up a whole: parts of a sum, shares of 100 percent, rates around their total, stages in a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from workbench.core.catalogue import Composition
from workbench.core.checks.figures_stored import Rows, Stored, info, span_message, span_of, told, warning
from workbench.core.checks.issues import Issue, Severity
from workbench.core.messages import Message, message
from workbench.core.periods import Period
from workbench.core.pipeline_conclusions import conclusions
from workbench.core.printed import Interval, point
from workbench.core.queries.pipeline import DROPPED, PIPELINE_STAGE, SPAM_RATE, Pipeline
from workbench.core.queries.top_list import ancestors, sum_of
from workbench.core.records import GLOBAL, Observation
from workbench.core.span_words import percent_span
from workbench.core.units import PERCENT

THREAT_SHARE, PHISHING_RATE, VIRUS_RATE = "phishing.share_of_threats", "phishing.rate", "virus.rate"
"""The metrics of phishing's share of all threats, and of what it is made of."""

_WHOLE = Decimal(100)


def sums(stored: Stored, periods: Sequence[Period]) -> Iterator[Issue]:
    """Find parts that do not make their total (R8), shares that do not make a whole (R8), totals outside their rates (R9)."""
    composition = None if stored.is_total else stored.catalogue.composition(stored.metric.id, stored.dimension)
    rule = {Composition.PARTS: _parts, Composition.SHARES: _shares, Composition.RATES: _rates}.get(composition)  # type: ignore[arg-type]
    if rule is None:
        return
    for period, rows in told(stored, periods):
        yield from rule(stored, period, rows)


def _apart(stored: Stored, rows: Rows) -> dict[str, Interval]:
    """Return what each member is; one whose family has a figure of its own counts with the family."""
    spans = {segment: span for segment, one in rows.items() if (span := span_of(one)) is not None}
    return {
        segment: span
        for segment, span in spans.items()
        if not spans.keys() & set(ancestors(stored.catalogue, stored.dimension, segment))
    }


def _parts(stored: Stored, period: Period, rows: Rows) -> Iterator[Issue]:
    """Compare the sum of parts with the total; parts that are not all known can be less, but never more."""
    total = stored.totals.get(str(period))
    span = span_of(total)
    if total is None or span is None or _is_enough(stored, period, rows, total.value or 0.0):
        return
    spans = _apart(stored, rows)
    if not spans:
        return
    whole = sum_of(list(spans.values()))
    severity = _severity(stored, period, whole, span)
    if severity is None:
        return
    text = message(
        "check.parts_short" if whole.high < span.low else "check.parts_long",
        what=stored.breakdown(period),
        parts=_added(stored, rows, spans),
        sum=span_message(stored.unit, whole, span),
        total=stored.printed(total),
    )
    keys = (*(stored.key(period, segment) for segment in spans), stored.key(period))
    yield Issue("R8", severity, text, keys)


def _is_enough(stored: Stored, period: Period, rows: Rows, whole: float) -> bool:
    """Whether a look at the values alone tells that they are not too much, and nobody says that they are all.

    The lowest that a figure can be is no more than its value.
    """
    return stored.completeness(period) is None and sum(one.value or 0.0 for one in rows.values()) <= whole


def _severity(stored: Stored, period: Period, whole: Interval, total: Interval) -> Severity | None:
    """Return how bad a sum is: too much in any case, too little where all members are known; None where it may be right."""
    if whole.low > total.high:
        return Severity.ERROR
    return stored.completeness(period) if whole.high < total.low else None


def _added(stored: Stored, rows: Rows, spans: dict[str, Interval]) -> tuple[Message, ...]:
    """Write the figures that are added up, each with its name."""
    return tuple(
        message("check.named", name=stored.name(segment), figure=stored.printed(rows[segment])) for segment in spans
    )


def _shares(stored: Stored, period: Period, rows: Rows) -> Iterator[Issue]:
    """Compare the sum of shares with 100 percent; too little only where somebody says that they are all.

    The catalogue may know just the ten names that a list once had.
    """
    if stored.unit is not PERCENT or _is_enough(stored, period, rows, float(_WHOLE)):
        return
    spans = _apart(stored, rows)
    if not spans:
        return
    whole = sum_of(list(spans.values()))
    severity = _severity(stored, period, whole, point(_WHOLE))
    if severity is None or (whole.high < _WHOLE and str(period) not in stored.coverages):
        return
    text = message(
        "check.shares_short" if whole.high < _WHOLE else "check.shares_long",
        what=stored.breakdown(period),
        parts=_added(stored, rows, spans),
        sum=percent_span(whole, point(_WHOLE)),
    )
    yield Issue("R8", severity, text, tuple(stored.key(period, segment) for segment in spans))


def _rates(stored: Stored, period: Period, rows: Rows) -> Iterator[Issue]:
    """Compare a total with the lowest and the highest of all its members: a weighted mean lies between them."""
    total = stored.totals.get(str(period))
    span = stored.level(total)
    severity = stored.completeness(period)
    if total is None or span is None or severity is None or _is_among(total, rows):
        return
    levels = {segment: level for segment, one in rows.items() if (level := stored.level(one)) is not None}
    if len(levels) < len(rows):
        return
    lowest = min(levels, key=lambda segment: levels[segment].low)
    highest = max(levels, key=lambda segment: levels[segment].high)
    if levels[lowest].low <= span.high and span.low <= levels[highest].high:
        return
    nearest, other = (lowest, highest) if span.high < levels[lowest].low else (highest, lowest)
    text = message(
        "check.total_outside",
        what=stored.what(period),
        total=stored.printed(total),
        breakdown=stored.label(stored.catalogue.dimension(stored.dimension)),
        lowest=_named(stored, rows, lowest),
        highest=_named(stored, rows, highest),
    )
    keys = (stored.key(period, nearest), stored.key(period, other), stored.key(period))
    yield Issue("R9", severity, text, keys)


def _is_among(total: Observation, rows: Rows) -> bool:
    """Whether a look at the values alone tells that a total lies among its members, however all were rounded."""
    values = [one.value for one in rows.values() if one.value is not None]
    return total.value is not None and min(values) <= total.value <= max(values)


def _named(stored: Stored, rows: Rows, segment: str) -> Message:
    return message("check.named", name=stored.name(segment), figure=stored.printed(rows[segment]))


def stages(stored: Stored, pipeline: Pipeline) -> Iterator[Issue]:
    """Tell where what the stages leave is not what the spam rate leaves (R11): they may count different things."""
    if not pipeline.is_contradictory:
        return
    said = {one.id: one for one in conclusions(pipeline)}
    text = message("check.stages", product=said["pipeline.product"], apart=said["pipeline.apart"])
    keys = [stored.key(pipeline.period, stage.segment) for stage in pipeline.stages]
    yield info("R11", text, *keys, f"{SPAM_RATE}@{pipeline.period}")


def has_stages(stored: Stored) -> bool:
    """Whether these are the figures of the mail pipeline."""
    return (stored.metric.id, stored.dimension) == (DROPPED, PIPELINE_STAGE)


def threat_share(stored: Stored, virus: Interval | None, phishing: Interval | None, period: Period) -> Iterator[Issue]:
    """Compare phishing's printed share of all threats with what the two rates give (R11).

    Phishing mails may be apart from those with a virus, or among them; the share is told where it fits neither. The
    intervals are the levels of the two rates.
    """
    printed = stored.rows(period).get(GLOBAL)
    level = stored.level(printed)
    if printed is None or level is None or virus is None or phishing is None:
        return
    if not (virus.low > 0 and virus.high.is_finite() and phishing.low > 0 and phishing.high.is_finite()):
        return
    among = phishing / virus
    apart = point(1) - (point(1) + among).reciprocal()
    spans = [span * point(_WHOLE) for span in (apart, among)]
    if not any(span.meets(level) for span in spans):
        text = message(
            "check.threat_share",
            what=stored.what(period),
            printed=stored.printed(printed),
            apart=percent_span(spans[0], level),
            among=percent_span(spans[1], level),
        )
        keys = (stored.key(period), f"{PHISHING_RATE}@{period}", f"{VIRUS_RATE}@{period}")
        yield warning("R11", text, *keys)
