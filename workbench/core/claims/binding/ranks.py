"""Lines of cells with bars between them: where the cells are, which are places in an order, which labels have values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from workbench.core.claims.reader.divided import VALUE_LINE

FEWEST_RANKS = 2
RANKED_SURELY = re.compile(r"(?:#[0-9]{1,3}|[0-9]{1,3}(?:=|位)) ?(?=[^0-9\s])")
RANKED = re.compile(
    r"(?:#|no\.? ?|[=t](?=[0-9]))?(?P<rank>[0-9]{1,3})(?:st|nd|rd|th|[位.):=])? *(?:(?<=[位.):])| |(?![月年日週回件時分期号人社台個位割代](?![ァ-ヶ一-龠])|月期|年度|[日週回番]目|時台)(?=[ァ-ヶ一-龠]))(?=[^0-9\s])"
)
"""The place in an order before a row's label: "1 China", 1 中国 (whose space is not kept)."""

_RANK_CELL = re.compile(
    r"[(]?(?:#|no\.? ?|[=t](?=[0-9]))?[0-9]{1,3}(?:st|nd|rd|th|[位.=])?[)]?|[(]?(?:new|圏外|初登場|新)[)]?|rank(?:ing)?|#|no\.?|順位|位|position|pos\.?"
)
"""A cell that is a place in an order, or the head of such cells."""


def cells_between_bars(words: str) -> Iterator[tuple[int, int]]:
    """Yield where the cells of a line with bars begin and end, without the spaces around them."""
    for found in re.finditer(r"[^|]+", words.strip(" |")):
        offset = len(words) - len(words.lstrip(" |"))
        text = found[0]
        start = offset + found.start() + len(text) - len(text.lstrip())
        yield start, max(start, offset + found.end() - (len(text) - len(text.rstrip())))


def leading_ranks(words: str) -> int:
    """Return how many cells of a row are places in an order before its label, if a label follows them."""
    parts = [words[start:end] for start, end in cells_between_bars(words)] if "|" in words else []
    ranks = len(list(takewhile(_RANK_CELL.fullmatch, parts)))
    has_label = ranks < len(parts) - 1 and not VALUE_LINE.fullmatch(parts[ranks])
    return ranks if has_label else 0


def is_order(ranks: Sequence[int]) -> bool:
    """Whether numbers are the places of an order: two or more, each the next one, or equal (1, 2, 2, 4 and 1, 2, 2, 3)."""
    if len(ranks) < FEWEST_RANKS or ranks[0] == ranks[-1]:
        return False
    places = range(ranks[0], ranks[0] + len(ranks))
    return all(
        later in {earlier, earlier + 1, place}
        for (earlier, later), place in zip(pairwise(ranks), places[1:], strict=True)
    )


def pairs_in(words: str) -> list[tuple[tuple[int, int], list[tuple[int, int]]]]:
    """Return the labels of a line with the values that follow each."""
    parts = list(cells_between_bars(words)) if "|" in words else []
    is_value = [_is_value(words[start:end]) for start, end in parts]
    pairs: list[tuple[tuple[int, int], list[tuple[int, int]]]] = []
    for place, part in enumerate(parts[:-1]):
        is_label = not is_value[place] and re.search(r"[^\W\d_]", words[slice(*part)]) is not None
        if is_label and is_value[place + 1]:
            values = takewhile(lambda index: is_value[index], range(place + 1, len(parts)))
            pairs.append((part, [parts[index] for index in values]))
    return pairs


def _is_value(words: str) -> bool:
    """Whether a cell holds a value: no place in an order, and no name with a number."""
    return VALUE_LINE.fullmatch(words) is not None and not _RANK_CELL.fullmatch(words)
