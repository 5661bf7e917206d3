"""The figures of the reference issue, typed by hand, are found in its text and bound; its sentences stay out of here."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from workbench.core.catalogue import Catalogue
from workbench.core.claims.model import Claim, Direction, Kind, ListingKind, Report
from workbench.core.claims.report import read_report
from workbench.core.claims.text import Text

REFERENCE = Path(__file__).resolve().parents[4] / "shared" / "reference"
ISSUE = REFERENCE / "february-2010.ja.txt"
FIGURES = REFERENCE / "february-2010.csv"
pytestmark = pytest.mark.skipif(not ISSUE.is_file(), reason="the reference issue is not beside this checkout")

Figure = tuple[str, str, str, str, str, Decimal]


@pytest.fixture(scope="module")
def report(catalogue: Catalogue) -> Report:
    return read_report(Text(ISSUE.read_text("utf-8")), catalogue)


def figures(catalogue: Catalogue) -> Iterator[Figure]:
    with FIGURES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            segment = catalogue.resolve_segment(row["dimension"], row["segment"])
            assert segment is not None
            value = Decimal(row["value"])
            yield row["metric"], row["dimension"], segment.id, row["period"], row["statistic"], value


def said(claim: Claim) -> Figure | None:
    if claim.key is None or claim.number is None or not claim.is_bound:
        return None
    value = -claim.number.value if claim.direction is Direction.DOWN else claim.number.value
    return (*claim.key, claim.statistic, value)


def test_at_least_95_of_100_figures_are_bound_for_certain(catalogue: Catalogue, report: Report) -> None:
    wanted = list(figures(catalogue))
    found = {said(claim) for claim in report.claims}
    missed = [figure for figure in wanted if figure not in found]
    assert len(missed) <= len(wanted) * 0.05, missed


def test_no_value_is_bound_for_certain_to_what_it_is_not(catalogue: Catalogue, report: Report) -> None:
    figures_of: dict[tuple[str, ...], set[Decimal]] = {}
    for *key, value in figures(catalogue):
        figures_of.setdefault(tuple(map(str, key)), set()).add(value)
    for claim in report.claims:
        bound = said(claim)
        if bound is not None and claim.kind is Kind.VALUE and claim.unit != "one_in" and not claim.is_restatement:
            *key, value = bound
            stated = figures_of.get(tuple(map(str, key)), {value})
            assert any(figure in claim.number.interval for figure in stated if claim.number), (claim, stated)


def test_top_lists_know_what_announces_them(report: Report) -> None:
    counted = [listing for listing in report.listings if listing.count is not None]
    numbers = [report.claims[listing.count].number for listing in counted if listing.count is not None]
    assert [
        (len(listing.rows), number and int(number.value)) for listing, number in zip(counted, numbers, strict=True)
    ] == [
        (13, 10),
        *[(5, 5)] * 6,
    ]


def test_a_stage_without_a_value_keeps_its_row(report: Report) -> None:
    (stages,) = [listing for listing in report.listings if listing.kind is ListingKind.STAGES]
    assert [row.claim is None for row in stages.rows] == [False] * 5 + [True]


def test_caption_and_header_say_their_units(report: Report) -> None:
    (sizes,) = [listing for listing in report.listings if listing.dimension == "file_type"]
    assert (sizes.heading_unit, sizes.caption_unit) == ("kilobytes", "bytes")


def test_figures_are_mentioned_with_their_captions(report: Report) -> None:
    captions = [figure.number for figure in report.figures if figure.is_caption]
    assert captions == [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 11, 12, 13, 14]
