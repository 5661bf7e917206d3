"""How Japanese names are read, so that they are found by their kana while nothing has been converted yet.

The readings are those of the words that names are made of (resources/readings.csv), put together from the left, the
longest word first: 医療 is いりょう, 医薬品 is いやくひん.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path

_KANJI = re.compile("[\u3005\u3400-\u4dbf\u4e00-\u9fff]")


class Readings:
    """The readings of words, and of names that are made of them."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """Take readings by word."""
        self._words = words
        longest_first = sorted(words, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")

    def of(self, name: str) -> str | None:
        """Return a name in kana; None where it has no kanji, or one that no known word explains."""
        if not _KANJI.search(name):
            return None
        read = self._pattern.sub(lambda word: self._words[word.group()], name)
        return None if _KANJI.search(read) else read


def read_readings(folder: Path) -> Readings:
    """Read the words of a resources folder."""
    with (folder / "readings.csv").open(encoding="utf-8", newline="") as file:
        return Readings({row["word"]: row["reading"] for row in csv.DictReader(file)})
