"""Passages in the styles of many reports: right as they stand, and wrong by one slip each, which must be seen on its line."""

import pytest

from tests.bench.audit import Passage, Slip, passages, slip_score
from workbench.core.catalogue import Catalogue
from workbench.core.checks.issues import Issue, Severity
from workbench.core.checks.prose.audit import audit
from workbench.core.claims.report import ReportReader

PASSAGES = list(passages())
SLIPS = [(passage, slip) for passage in PASSAGES for slip in passage.slips]


@pytest.fixture(scope="module")
def reader(catalogue: Catalogue) -> ReportReader:
    return ReportReader(catalogue)


def issues(reader: ReportReader, passage: Passage, text: str) -> list[Issue]:
    return list(audit(reader.read(text, passage.month), reader.catalogue).issues)


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.name)
def test_what_is_right_has_no_error(passage: Passage, reader: ReportReader) -> None:
    told = issues(reader, passage, passage.text)
    assert [one for one in told if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize(("passage", "slip"), SLIPS, ids=lambda one: one.name if isinstance(one, Passage) else one.new)
def test_a_slip_is_seen_where_it_stands_and_nowhere_else(passage: Passage, slip: Slip, reader: ReportReader) -> None:
    assert passage.text.count(slip.old) == 1
    told = issues(reader, passage, passage.text.replace(slip.old, slip.new))
    before = {(one.rule, one.lines) for one in issues(reader, passage, passage.text)}
    fresh = [one for one in told if (one.rule, one.lines) not in before]
    assert any(slip.is_found(one) for one in fresh), fresh
    away = [one for one in fresh if one.severity is Severity.ERROR and not slip.lines & set(one.lines)]
    assert away == []


def test_the_passages_are_many_in_both_languages() -> None:
    names = [passage.name for passage in PASSAGES if passage.slips]
    assert len([name for name in names if name.startswith("ja")]) >= 12
    assert len([name for name in names if name.startswith("en")]) >= 12
    score = slip_score()
    assert score.precision == 1.0, score.false
    assert score.recall >= 0.95, score.missed
