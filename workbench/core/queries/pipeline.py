"""The stages of the mail pipeline in a row: what reaches each, what it drops, what is left; and the published spam rate.

All of it is interval arithmetic on the numbers as printed. A stage drops a share of what reaches it, so what is left of
all is the product of what the stages let through.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import inf

from workbench.core.catalogue import Catalogue
from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.core.ports import Reader
from workbench.core.printed import Interval, point
from workbench.core.queries.breakdown import Base, BaseOfComparison
from workbench.core.queries.figures import Figures, figures, interval_of
from workbench.core.records import GLOBAL, CoverageKind, Observation

PIPELINE_STAGE = "pipeline_stage"
"""The dimension whose members are the stages, in the catalogue's order."""

DROPPED = "traffic.dropped_share"
"""The metric of what a stage drops, in percent of what reaches it."""

CONNECTIONS = "traffic.smtp_connections_per_day"
SPAM_RATE = "spam.rate"

_ZERO, _ALL, _HUNDREDTH = Decimal(0), Decimal(100), Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Compared:
    """An accepted value, and what it is compared with: the base's value, the change, and where that lies after rounding."""

    observation: Observation | None = None
    base: float | None = None
    change: float | None = None
    span: Interval | None = None

    @property
    def value(self) -> float | None:
        """The accepted value; None where there is none, or where it is stated to be missing."""
        return None if self.observation is None else self.observation.value


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of a day's connections: how many, and how many percent of all; None is not known."""

    number: Interval | None
    share: Interval | None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: `dropped` is in percent of what reaches it, `figure` what is printed of that.

    `needed` is what this stage alone would have to drop for the product to come to what the spam rate leaves; None where
    that is not known, where the two agree as they are, and where no percentage would do.
    """

    segment: str
    figure: Compared
    dropped: Interval | None
    reaches: Portion
    drops: Portion
    leaves: Portion
    needed: Interval | None = None


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The pipeline of a period.

    `left` is the percentage of all connections that the last stage lets through, `rest` what the published spam rate leaves
    of 100 percent, `kept[k]` the percentage of what reaches stage k that passes it and all later ones. None is not known.
    """

    period: Period
    base: Period | None
    connections: Compared
    spam: Compared
    stages: tuple[Stage, ...]
    left: Interval | None
    rest: Interval | None
    kept: tuple[Interval | None, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """The stages without a figure; what is left is unknown from the first of them on."""
        return tuple(stage.segment for stage in self.stages if stage.dropped is None)

    @property
    def has_stages(self) -> bool:
        """Whether any stage has a figure."""
        return any(stage.dropped is not None for stage in self.stages)

    def series(self, place: int) -> FigureKey:
        """Return what the figure of a stage is of; behind the last stage it is the connections themselves."""
        is_stage = place < len(self.stages)
        return FigureKey(DROPPED, PIPELINE_STAGE, self.stages[place].segment) if is_stage else FigureKey(CONNECTIONS)

    @property
    def has_figures(self) -> bool:
        """Whether anything is known of the period's traffic."""
        return self.has_stages or self.connections.value is not None

    @property
    def is_contradictory(self) -> bool:
        """Whether no values inside the intervals make the stages leave what the spam rate leaves."""
        return self.left is not None and self.rest is not None and not self.left.meets(self.rest)


def pipeline(
    reader: Reader, catalogue: Catalogue, period: Period, *, base: BaseOfComparison = Base.PREVIOUS
) -> Pipeline:
    """Return the pipeline of a period, each figure beside that of a base."""
    window = catalogue.average_window
    shown = figures(reader, catalogue.metric(DROPPED), PIPELINE_STAGE, period, window=window, base=base)
    totals = (
        figures(reader, catalogue.metric(metric), GLOBAL, period, window=window, base=base)
        for metric in (CONNECTIONS, SPAM_RATE)
    )
    connections, spam = (_compared(total).get(GLOBAL, Compared()) for total in totals)
    by_stage = _compared(shown)
    row = [(segment, by_stage.get(segment, Compared())) for segment in _members(catalogue, shown)]
    return put_together(period, shown.base, connections, spam, row)


def put_together(
    period: Period,
    base: Period | None,
    connections: Compared,
    spam: Compared,
    row: Sequence[tuple[str, Compared]],
) -> Pipeline:
    """Return the pipeline that follows from figures: those of the stages stand in their order."""
    dropped = [percentage(figure.observation) for _, figure in row]
    rate = percentage(spam.observation)
    rest = None if rate is None else point(_ALL) - rate
    kept = _kept(dropped)
    needed = _needed(dropped, rest)
    reaches = Portion(_number(connections.observation), point(_ALL))
    stages: list[Stage] = []
    for (segment, figure), share, wanted in zip(row, dropped, needed, strict=True):
        drops, leaves = _parts(reaches, share)
        stages.append(Stage(segment, figure, share, reaches, drops, leaves, wanted))
        reaches = leaves
    left = stages[-1].leaves.share if stages else None
    return Pipeline(period, base, connections, spam, tuple(stages), left, rest, tuple(kept))


def percentage(observation: Observation | None) -> Interval | None:
    """Return what a percentage can mean between 0 and 100; None for a missing one, and for one that lies outside."""
    span = interval_of(observation)
    return None if span is None else _within(span)


def _number(observation: Observation | None) -> Interval | None:
    """Return what a count can mean, from 0 on; None for a missing one."""
    span = interval_of(observation)
    return None if span is None or span.high < 0 else Interval(max(span.low, _ZERO), span.high)


def _within(span: Interval) -> Interval | None:
    """Return the part of an interval between 0 and 100."""
    if span.high < 0 or span.low > _ALL:
        return None
    return Interval(max(span.low, _ZERO), min(span.high, _ALL))


def _parts(reaches: Portion, share: Interval | None) -> tuple[Portion, Portion]:
    """Return what is dropped and what is left of what reaches a stage."""
    if share is None:
        return Portion(None, None), Portion(None, None)
    return _part(reaches, share), _part(reaches, _passing(share))


def _part(whole: Portion, share: Interval) -> Portion:
    number, of_all = (None if part is None else _times(part, share) for part in (whole.number, whole.share))
    return Portion(number, of_all)


def _times(amount: Interval, share: Interval) -> Interval:
    """Return so many percent of an amount."""
    return amount * share * point(_HUNDREDTH)


def _passing(share: Interval) -> Interval:
    return point(_ALL) - share


def _kept(dropped: Sequence[Interval | None]) -> list[Interval | None]:
    """Return, for each stage, the percentage of what reaches it that passes it and all later ones."""
    kept: list[Interval | None] = []
    after: Interval | None = point(_ALL)
    for share in reversed(dropped):
        after = None if after is None or share is None else _times(after, _passing(share))
        kept.append(after)
    return kept[::-1]


def _needed(dropped: Sequence[Interval | None], rest: Interval | None) -> list[Interval | None]:
    """Return, for each stage, what it alone would have to drop for the product to come to the rest."""
    nothing: list[Interval | None] = [None] * len(dropped)
    known = [share for share in dropped if share is not None]
    left = _product(known)
    if rest is None or len(known) < len(dropped) or left.meets(rest):
        return nothing
    return [_alone(_product([*known[:at], *known[at + 1 :]]), rest) for at in range(len(known))]


def _product(dropped: Sequence[Interval]) -> Interval:
    """Return what is left after these stages, in percent."""
    left = point(_ALL)
    for share in dropped:
        left = _times(left, _passing(share))
    return left


def _alone(others: Interval, rest: Interval) -> Interval | None:
    """Return what one stage must drop where the others leave so much; None where nothing from 0 to 100 would do."""
    if not others.high:
        return None
    passing = rest / others * point(_ALL)
    return None if passing.low == Decimal(inf) else _within(point(_ALL) - passing)


def _compared(shown: Figures) -> dict[str, Compared]:
    """Return the figures by segment."""
    columns = (shown.observations, shown.bases, shown.changes, shown.change_spans)
    return {segment: Compared(*row) for segment, *row in zip(shown.segments, *columns, strict=True)}  # type: ignore[arg-type]


def _members(catalogue: Catalogue, shown: Figures) -> list[str]:
    """Return the stages in their order: those of the catalogue, or of a period that reported all, those it reported."""
    pairs = zip(shown.segments, shown.observations, strict=True)
    stated = {segment for segment, observation in pairs if observation is not None}
    is_complete = shown.coverage is not None and shown.coverage.kind == CoverageKind.COMPLETE and bool(stated)
    known = catalogue.segments(PIPELINE_STAGE)
    ordered = [id for id, one in known.items() if id in stated or not (is_complete or one.replaced_by)]
    return [*ordered, *sorted(stated - known.keys())]
