"""What is read in single sentences of our own, Japanese and English, in the styles of several publishers.

`sentences.txt` holds each sentence behind its month, and below it one line a claim: the kind, the direction or the
qualifier with the number, the unit, what it is bound to, and "?" where that is in doubt.
"""

from collections.abc import Iterator
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
KEYLESS = {Kind.COUNT, Kind.DURATION, Kind.REST}


def samples() -> Iterator[tuple[str, str, list[str]]]:
    month, sentence, claims = "", "", list[str]()
    for line in Path(__file__).with_name("sentences.txt").read_text("utf-8").splitlines():
        if line.startswith("    "):
            claims.append(line.strip())
            continue
        if sentence:
            yield month, sentence, claims
        month, _, sentence = line.partition(" | ")
        claims = []
    yield month, sentence, claims


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
    parts = [claim.kind, f"{SIGNS[claim.direction]}{number}", claim.unit, "" if claim.kind in KEYLESS else key(claim)]
    if claim.base is not None and claim.base.kind is not BaseKind.UNSAID:
        parts.append(f"base={claim.base.period or claim.base.kind}")
    parts += [f"of={claim.subject}"] if claim.subject is not None else []
    parts += [f"from={claim.from_claim}"] if claim.from_claim is not None else []
    parts += ["?"] if claim.is_ambiguous else []
    return " ".join(filter(None, parts))


@pytest.fixture(scope="module")
def reader(catalogue: Catalogue) -> ReportReader:
    return ReportReader(catalogue)


@pytest.mark.parametrize(
    ("month", "sentence", "expected"), [pytest.param(*sample, id=sample[1][:40]) for sample in samples()]
)
def test_claims_of_a_sentence(reader: ReportReader, month: str, sentence: str, expected: list[str]) -> None:
    report = reader.read(sentence, Period.parse(month))
    assert [shown(claim) for claim in report.claims] == expected


def test_there_are_enough_sentences_in_both_languages() -> None:
    sentences = [sentence for _, sentence, _ in samples()]
    assert len(sentences) >= 60
    assert sum(sentence.isascii() for sentence in sentences) >= 30
    assert sum(not sentence.isascii() for sentence in sentences) >= 30
