"""What is read in passages of our own: other months, quarters, countries, sectors and publishers, lists and tables.

`passages.txt` holds them with "=====" between: the month that was asked for ("-" without) and the one that was found,
the text, "---", and one line a claim as in `sentences.txt`: what it is bound to, "?" where that is in doubt.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.core.claims.model import Claim
from workbench.core.claims.report import ReportReader
from workbench.core.periods import Period

BLOCKS = Path(__file__).with_name("passages.txt").read_text("utf-8").rstrip("\n").split("\n=====\n")


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_claims_of_a_passage(reader: ReportReader, shown: Callable[[Claim], str], block: str) -> None:
    head, _, rest = block.partition("\n")
    asked, found = head.split()
    body, _, expected = rest.partition("\n---\n")
    report = reader.read(body, None if asked == "-" else Period.parse(asked))
    assert str(report.month) == found
    assert [shown(claim) for claim in report.claims] == expected.splitlines()


def test_there_are_enough_passages_in_both_languages() -> None:
    assert sum(block.isascii() for block in BLOCKS) >= 20
    assert sum(not block.isascii() for block in BLOCKS) >= 20
