"""What is read in passages of our own: other months, quarters, countries, sectors and publishers, lists and tables.

`passages.txt` holds them with "=====" between: the month that was asked for ("-" without) and the one that was found,
the text, "---", and one line a claim as in `sentences.txt`: what it is bound to, "?" where that is in doubt.
"""

from pathlib import Path

import pytest

from workbench.core.catalogue import Catalogue
from workbench.core.claims.model import BaseKind, Claim, Direction, Kind
from workbench.core.claims.report import ReportReader
from workbench.core.periods import Period
from workbench.core.printed import Qualifier
from workbench.core.records import GLOBAL, Statistic

SIGNS = {None: "", Direction.UP: "+", Direction.DOWN: "-", Direction.SAME: "="}
QUALIFIERS = dict(zip(Qualifier, ("", "~", "<", ">", "±"), strict=True))
BLOCKS = Path(__file__).with_name("passages.txt").read_text("utf-8").rstrip("\n").split("\n=====\n")


def key(claim: Claim) -> str:
    metric = "-" if claim.metric is None else claim.metric.id
    if claim.segment is None:
        segment = "/-" if claim.metric is not None else ""
    else:
        segment = "" if claim.dimension == GLOBAL else f"/{claim.dimension}:{claim.segment.id}"
    period = "" if claim.period is None else f"@{claim.period.id}"
    statistic = "" if claim.statistic in {Statistic.VALUE, Statistic.CHANGE} else f"#{claim.statistic}"
    return f"{metric}{segment}{period}{statistic}"


def shown(claim: Claim) -> str:
    number = "" if claim.number is None else f"{QUALIFIERS[claim.qualifier]}{claim.number.value}"
    is_keyless = claim.kind in {Kind.COUNT, Kind.DURATION, Kind.REST}
    parts = [claim.kind, f"{SIGNS[claim.direction]}{number}", claim.unit, "" if is_keyless else key(claim)]
    if claim.base is not None and claim.base.kind is not BaseKind.UNSAID:
        parts.append(f"base={claim.base.period or claim.base.kind}")
    parts += [f"of={claim.subject}"] if claim.subject is not None else []
    parts += [f"from={claim.from_claim}"] if claim.from_claim is not None else []
    parts += ["?"] if claim.is_ambiguous else []
    return " ".join(filter(None, parts))


@pytest.fixture(scope="module")
def reader(catalogue: Catalogue) -> ReportReader:
    return ReportReader(catalogue)


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_claims_of_a_passage(reader: ReportReader, block: str) -> None:
    head, _, rest = block.partition("\n")
    asked, found = head.split()
    body, _, expected = rest.partition("\n---\n")
    report = reader.read(body, None if asked == "-" else Period.parse(asked))
    assert str(report.month) == found
    assert [shown(claim) for claim in report.claims] == expected.splitlines()


def test_there_are_enough_passages_in_both_languages() -> None:
    assert sum(block.isascii() for block in BLOCKS) >= 20
    assert sum(not block.isascii() for block in BLOCKS) >= 20
