"""What is read in single sentences of our own, Japanese and English, in the styles of several publishers.

`sentences.txt` holds each sentence behind its month, and below it one line a claim: the kind, the direction or the
qualifier with the number, the unit, what it is bound to, and "?" where that is in doubt.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.core.claims.model import Claim
from workbench.core.claims.report import ReportReader
from workbench.core.periods import Period


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


@pytest.mark.parametrize(
    ("month", "sentence", "expected"), [pytest.param(*sample, id=sample[1][:40]) for sample in samples()]
)
def test_claims_of_a_sentence(
    reader: ReportReader, shown: Callable[[Claim], str], month: str, sentence: str, expected: list[str]
) -> None:
    report = reader.read(sentence, Period.parse(month))
    assert [shown(claim) for claim in report.claims] == expected


def test_there_are_enough_sentences_in_both_languages() -> None:
    sentences = [sentence for _, sentence, _ in samples()]
    assert len(sentences) >= 60
    assert sum(sentence.isascii() for sentence in sentences) >= 30
    assert sum(not sentence.isascii() for sentence in sentences) >= 30
