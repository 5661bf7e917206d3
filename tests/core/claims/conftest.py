"""The reader of reports, and claims as the files of samples write them."""

from collections.abc import Callable

import pytest

from workbench.core.catalogue import Catalogue
from workbench.core.claims.model import BaseKind, Claim, Direction, Kind
from workbench.core.claims.report import ReportReader
from workbench.core.printed import Qualifier
from workbench.core.records import GLOBAL, Statistic

SIGNS = {None: "", Direction.UP: "+", Direction.DOWN: "-", Direction.SAME: "="}
QUALIFIERS = dict(zip(Qualifier, ("", "~", "<", ">", "±"), strict=True))
KEYLESS = {Kind.COUNT, Kind.DURATION, Kind.REST}


@pytest.fixture(scope="session")
def reader(catalogue: Catalogue) -> ReportReader:
    return ReportReader(catalogue)


@pytest.fixture(scope="session")
def shown() -> Callable[[Claim], str]:
    """Writes a claim: its kind, direction or qualifier with the number, unit, what it is bound to, "?" where in doubt."""
    return _shown


def _key(claim: Claim) -> str:
    metric = "-" if claim.metric is None else claim.metric.id
    if claim.segment is None:
        segment = "/-" if claim.metric is not None else ""
    else:
        segment = "" if claim.dimension == GLOBAL else f"/{claim.dimension}:{claim.segment.id}"
    period = "" if claim.period is None else f"@{claim.period.id}"
    statistic = "" if claim.statistic in {Statistic.VALUE, Statistic.CHANGE} else f"#{claim.statistic}"
    return f"{metric}{segment}{period}{statistic}"


def _shown(claim: Claim) -> str:
    number = "" if claim.number is None else f"{QUALIFIERS[claim.qualifier]}{claim.number.value}"
    parts = [claim.kind, f"{SIGNS[claim.direction]}{number}", claim.unit, "" if claim.kind in KEYLESS else _key(claim)]
    if claim.base is not None and claim.base.kind is not BaseKind.UNSAID:
        parts.append(f"base={claim.base.period or claim.base.kind}")
    parts += [f"of={claim.subject}"] if claim.subject is not None else []
    parts += [f"from={claim.from_claim}"] if claim.from_claim is not None else []
    parts += ["?"] if claim.is_ambiguous else []
    return " ".join(filter(None, parts))
