"""What follows from a pipeline and the published spam rate, each with its arithmetic.

Every sentence is true of all numbers that the printed ones can mean: it is said only where the intervals force it. The
parameter `stage` is a segment's id, which whoever shows the sentence puts into words.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbench.core.messages import Message, message
from workbench.core.printed import Interval, Qualifier, decimal_of, point
from workbench.core.queries.pipeline import Pipeline, Stage, percentage
from workbench.core.records import Observation
from workbench.core.span_words import at_least, ends_text, percent_span
from workbench.core.units import PERCENT, number_text, printed_message

_ALL = Decimal(100)


def conclusions(pipeline: Pipeline) -> tuple[Message, ...]:
    """Return what can be said, the most certain first; what is missing is said where something is."""
    return tuple(_conclusions(pipeline))


def _conclusions(pipeline: Pipeline) -> Iterator[Message]:
    if pipeline.unknown and pipeline.has_stages:
        yield message("pipeline.unknown_from", stage=pipeline.unknown[0])
    if pipeline.left is not None:
        factors = " × ".join(_factor(stage) for stage in pipeline.stages)
        yield message("pipeline.product", factors=factors, left=percent_span(pipeline.left))
    if pipeline.rest is None:
        yield message("pipeline.no_spam_rate", period=pipeline.period)
    elif pipeline.left is not None:
        yield from _beside(pipeline, pipeline.left, pipeline.rest)
    yield from _counted_from(pipeline)


def gap(left: Interval, rest: Interval) -> Decimal:
    """Return how many points two intervals stay apart at least; 0 where they meet."""
    return max(left.low - rest.high, rest.low - left.high, Decimal(0))


def _beside(pipeline: Pipeline, left: Interval, rest: Interval) -> Iterator[Message]:
    """Say how the product stands to what the spam rate leaves, and what follows from it."""
    shown = {"spam": _printed(pipeline.spam.observation), "rest": percent_span(rest)}
    if left.meets(rest):
        yield message("pipeline.agree", **shown)
    else:
        yield message("pipeline.apart", **shown, gap=at_least(gap(left, rest)))
        dropped = percent_span(point(_ALL) - left)
        if left.low > rest.high:
            yield message("pipeline.drops_less", dropped=dropped, spam=percent_span(point(_ALL) - rest))
        else:
            yield message("pipeline.drops_more", gap=at_least(gap(left, rest)))
    if rest.low > 0 and left.high > 0:
        mails = left / rest * point(_ALL)
        yield message("pipeline.mails", mails=_range(mails))


def _counted_from(pipeline: Pipeline) -> Iterator[Message]:
    """Say of what reaches which stage the spam rate cannot be a share, though all later stages together drop the most."""
    spam = percentage(pipeline.spam.observation)
    if spam is None:
        return
    for stage, kept in list(zip(pipeline.stages, pipeline.kept, strict=True))[1:]:
        if kept is not None and spam.low > _ALL - kept.low:
            yield message("pipeline.not_of", stage=stage.segment, dropped=percent_span(point(_ALL) - kept))
            return


def _factor(stage: Stage) -> str:
    """Write what a stage lets through, as exactly as it is printed."""
    observation = stage.figure.observation
    assert observation is not None
    assert observation.value is not None
    assert stage.dropped is not None
    if observation.qualifier == Qualifier.EXACT:
        step = decimal_of(observation.step or 0.0)
        return f"{number_text(_ALL - decimal_of(observation.value), step)}%"
    return "–".join(ends_text(point(_ALL) - stage.dropped)) + "%"


def _range(span: Interval) -> Message | str:
    low, high = ends_text(span)
    return low if low == high else message("printed.range", low=low, high=high)


def _printed(observation: Observation | None) -> Message:
    """Return the spam rate as it is printed."""
    assert observation is not None
    return printed_message(PERCENT, observation.value, observation.step, observation.qualifier)
