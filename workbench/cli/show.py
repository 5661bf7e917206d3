"""`workbench show`: the figures of a metric in one period, beside their base, their averages and their ranks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.answers import Answer
from workbench.cli.options import DatabaseOption, JsonOption, LanguageOption, PeriodOption, period_of
from workbench.cli.session import Common, Job, Session
from workbench.cli.show_json import figures_object
from workbench.core.errors import Refused
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.queries.breakdown import Base, BaseOfComparison
from workbench.core.queries.figures import Figures, figures, latest_period, readings_of
from workbench.core.records import GLOBAL, Metric, Observation

if TYPE_CHECKING:
    from workbench.cli.show_json import ReadingsBySegment
    from workbench.core.catalogue import Catalogue
    from workbench.core.ports import Reader


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user wants to see, by the names that the user gave."""

    metric: str
    dimension: str | None
    period: Period | None
    base: BaseOfComparison
    with_readings: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What was found: the figures, the catalogue that names them, the base's values by segment, and readings if wanted."""

    figures: Figures
    catalogue: Catalogue
    bases: Mapping[str, Observation]
    readings: ReadingsBySegment = field(default_factory=dict)


def command(
    metric: Annotated[str, typer.Argument(metavar="METRIC", help="help.show_metric")],
    *,
    by: Annotated[str | None, typer.Option("--by", metavar="DIMENSION", help="help.show_by")] = None,
    period: PeriodOption = None,
    base: Annotated[str, typer.Option("--base", metavar="previous|year|average|P", help="help.show_base")] = "previous",
    readings: Annotated[bool, typer.Option("--readings", help="help.show_readings")] = False,
    database: DatabaseOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> Job:
    """Read the arguments of `show`."""
    wanted = Wanted(metric, by, period_of(period), _base_of(base), readings)
    return Job(Common(database, language, as_json), partial(_show, wanted=wanted))


def _base_of(text: str) -> BaseOfComparison:
    """Return the base that a text names; Misused where it names neither a kind of base nor a period."""
    return Base(text) if text in set(Base) else period_of(text) or Base.PREVIOUS


def _show(session: Session, wanted: Wanted) -> Answer:
    with session.reader() as reader:
        shown = _found(reader, session.catalogue(reader), wanted)
    data = figures_object(shown.figures, shown.catalogue, shown.readings, session.english) if session.as_json else {}
    return Answer(data, partial(_show_tables, session, shown))


def _show_tables(session: Session, shown: Shown) -> None:
    from workbench.cli.show_table import print_figures  # noqa: PLC0415 - only when a table is printed

    print_figures(shown, session.words)


def _found(reader: Reader, catalogue: Catalogue, wanted: Wanted) -> Shown:
    """Ask the database for what is wanted; Refused in words where it has no such figures."""
    metric = _metric(catalogue, wanted.metric)
    dimension = _dimension(catalogue, metric, wanted.dimension)
    names = {"metric": catalogue.named(metric), "dimension": catalogue.named(catalogue.dimension(dimension))}
    period = wanted.period or latest_period(reader, metric.id, dimension)
    if period is None:
        raise Refused(message("show.no_figures", **names))
    _check_base(period, wanted.base)
    found = figures(reader, metric, dimension, period, window=catalogue.average_window, base=wanted.base)
    if not found.segments:
        raise Refused(message("show.no_figures_in_period", period=period, **names))
    readings = readings_of(reader, metric.id, dimension, period) if wanted.with_readings else {}
    return Shown(found, catalogue, _base_observations(reader, found), readings)


def _metric(catalogue: Catalogue, name: str) -> Metric:
    """Return the metric that a name means; Refused with near ones where none does."""
    found = catalogue.resolve_metric(name)
    return found[0] if found is not None else catalogue.metric(name)


def _dimension(catalogue: Catalogue, metric: Metric, name: str | None) -> str:
    """Return the dimension that a name means, the total's where none is given; Refused where the metric lacks it."""
    if name is None:
        return GLOBAL
    found = catalogue.resolve_dimension(name) or catalogue.dimension(name)
    known = catalogue.breakdowns(metric.id)
    if found.id != GLOBAL and found.id not in known:
        why = {"metric": catalogue.named(metric), "dimension": catalogue.named(found), "known": tuple(known)}
        raise Refused(message("show.no_such_breakdown" if known else "show.no_breakdown", **why))
    return found.id


def _check_base(period: Period, base: BaseOfComparison) -> None:
    """Refuse a base that a period cannot be compared with: of another length."""
    if isinstance(base, Period) and base.grain is not period.grain:
        raise Refused(message("show.base_of_other_length", base=base, period=period))


def _base_observations(reader: Reader, found: Figures) -> dict[str, Observation]:
    """Return the values that the figures are compared with, by segment, as they were printed."""
    if found.base is None:
        return {}
    where = {"metric": found.metric.id, "grain": found.base.grain.value, "period": str(found.base)}
    observations = reader.records(Observation, **where, dimension=found.dimension)
    return {observation.segment: observation for observation in observations}
