"""What was looked at, as it is kept between two starts: as texts, which a later version may not know any more."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.core.periods import Period
from workbench.core.queries.breakdown import Base, BaseOfComparison
from workbench.core.scope import Scope


def kept_of(scope: Scope) -> dict[str, object]:
    """Return a scope to be kept; what is selected is not."""
    return {
        "period": "" if scope.period is None else str(scope.period),
        "base": str(scope.base),
        "metric": scope.metric,
        "dimension": scope.dimension,
    }


def scope_of(kept: Mapping[str, object]) -> Scope:
    """Return the scope that was kept; what is missing or not understood is as at the first start.

    Whether the database has such a metric and period is for whoever opens it to see.
    """
    first = Scope()
    return Scope(
        period=_period(kept.get("period")),
        base=_base(kept.get("base")) or first.base,
        metric=_text(kept.get("metric")) or first.metric,
        dimension=_text(kept.get("dimension")) or first.dimension,
    )


def _text(kept: object) -> str:
    return kept if isinstance(kept, str) else ""


def _period(kept: object) -> Period | None:
    try:
        return Period.parse(_text(kept))
    except ValueError:
        return None


def _base(kept: object) -> BaseOfComparison | None:
    try:
        return Base(_text(kept))
    except ValueError:
        return _period(kept)
