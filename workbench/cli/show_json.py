"""The figures of a period as the object that `show --json` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from workbench.cli.answers import rounded
from workbench.core.analysis import Rank
from workbench.core.figure_words import printed, printed_reading, segment_label
from workbench.core.messages import Translator
from workbench.core.records import GLOBAL, Coverage, CoverageKind, Reading, Source, Status
from workbench.core.units import UNITS, Unit

if TYPE_CHECKING:
    from workbench.core.catalogue import Catalogue
    from workbench.core.queries.figures import Figures

ReadingsBySegment = Mapping[str, Sequence[tuple[Reading, Source]]]
"""All readings of the figures by segment, each with its source."""

_AVERAGE_DECIMALS = 10


def figures_object(
    figures: Figures, catalogue: Catalogue, readings: ReadingsBySegment, english: Translator
) -> dict[str, object]:
    """Return the object; numbers as they are stored, and as printed in English."""
    unit = UNITS[figures.metric.unit]
    rows = [_row(figures, at, catalogue, english) for at in range(len(figures.segments))]
    for row, segment in zip(rows, figures.segments, strict=True):
        row["readings"] = [_reading(*found, unit, english) for found in readings.get(segment, ())]
    return {
        "metric": figures.metric.id,
        "period": str(figures.period),
        "unit": unit.id,
        "change_unit": unit.change_unit,
        "coverage": coverage_text(figures.coverage),
        "rows": rows,
    }


def coverage_text(coverage: Coverage | None) -> str:
    """Write how much of a breakdown is known: "complete", "top 5" or "selection"."""
    if coverage is None:
        return CoverageKind.SELECTION.value
    return f"top {coverage.top}" if coverage.kind == CoverageKind.TOP else coverage.kind


def _row(figures: Figures, at: int, catalogue: Catalogue, english: Translator) -> dict[str, object]:
    observation = figures.observations[at]
    average = figures.averages[at]
    segment = figures.segments[at]
    is_ranked = figures.dimension != GLOBAL
    return {
        "segment": segment,
        "label": {
            language: segment_label(catalogue, figures.dimension, segment, language) for language in ("ja", "en")
        },
        "value": rounded(observation.value) if observation is not None else None,
        "printed": printed(UNITS[figures.metric.unit], observation, english),
        "previous": rounded(figures.bases[at]),
        "change": rounded(figures.changes[at]),
        "average": round(average, _AVERAGE_DECIMALS) if average is not None else None,
        "published_average": rounded(figures.published[at]),
        "rank": _rank(figures.ranks[at]) if is_ranked else None,
        "rank_change": figures.rank_changes[at] if is_ranked else None,
        "status": observation.status if observation is not None else Status.MISSING.value,
    }


def _rank(rank: Rank | None) -> int | str | None:
    if rank is None:
        return None
    return rank.place if rank.is_certain else str(rank)


def _reading(reading: Reading, source: Source, unit: Unit, english: Translator) -> dict[str, object]:
    return {
        "value": rounded(reading.value),
        "printed": printed_reading(reading, unit, english),
        "statistic": reading.statistic,
        "source": source.name,
        "place": reading.place,
    }
