"""How long the palette looks among a thousand entries after a key, in CPU time; the bar is a frame of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from time import process_time

from tests.bench.harness import Benchmark, Figure
from workbench.core.catalogue import shipped_catalogue
from workbench.core.resources import resources_folder
from workbench.core.search import Entry, found

TEXTS = ("i", "in", "いんど", "spam rate", "chnia", "アメリカ合衆", "qqqqq")
ROUNDS = 5


def _entries() -> list[Entry]:
    catalogue = shipped_catalogue(resources_folder())
    entries = [
        Entry("segment", segment.id, (segment.label_ja, segment.label_en, segment.id, *segment.aliases.splitlines()))
        for dimension in catalogue.dimensions
        for segment in catalogue.segments(dimension).values()
    ]
    return (entries * 3)[:1000]


def _seconds(entries: Sequence[Entry], text: str) -> float:
    start = process_time()
    found(entries, text, 10)
    return process_time() - start


def _slowest(folder: Path) -> float:
    """Return the seconds of the text that takes longest, at its best of some rounds."""
    del folder
    entries = _entries()
    found(entries, "warm", 10)
    return max(min(_seconds(entries, text) for _ in range(ROUNDS)) for text in TEXTS)


BENCHMARKS: tuple[Benchmark | Figure, ...] = (Figure("a key in the palette among 1,000 entries", _slowest, 0.016, "s"),)
