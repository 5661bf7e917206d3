"""What the words of a claim state: a number with its unit, the sign of a change, or a place in a ranking."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from workbench.core.claims.aspects import Said
from workbench.core.messages import Message, message
from workbench.core.printed import PrintedNumber
from workbench.core.spelling.folding import fold
from workbench.core.spelling.numbers import read_number

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
KANJI = "一二三四五六七八九十"

UP = ("増加", "増", "上昇", "up", "higher", "more", "rise", "increase")
DOWN = ("減少", "減", "低下", "down", "lower", "fewer", "fall", "decrease")
"""Words for the sign of a change; a word of the one list has its opposite at the same place in the other."""

_AFTER = rf"(?P<core>.+?)(?:の)?(?P<way>{'|'.join((*UP, *DOWN, '下降', 'less'))})"
_BEFORE = r"(?:an? )?(?P<way>up|down|rise|fall|increase|decrease|rose|fell)(?: (?:by|of))? (?P<core>.+)"
_DOWNWARD = frozenset((*DOWN, "下降", "less", "fell"))
_SIGNED = re.compile(r"[-+±▲△]|マイナス|プラス|(?:minus|plus) ")
_PLACE = re.compile(r"(?:no\.? ?|#|第)?(?P<place>[0-9]{1,4})(?:st|nd|rd|th|位|番目?)?(?: place)?")
_WORDS: Mapping[str, int] = {
    **{word: place for place, word in enumerate(ORDINALS, 1)},
    **{f"{word} place": place for place, word in enumerate(ORDINALS, 1)},
    **{f"{first}{sign}位": place for first in ("", "第") for place, sign in enumerate(KANJI, 1)},
    "首位": 1,
}


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated: a number, the unit that the words say (None: none), whether they say a sign; or a place."""

    text: str
    number: PrintedNumber | None = None
    unit: str | None = None
    is_signed: bool = False
    place: int | None = None


def read_stated(text: str, said: Said) -> Stated | Message:
    """Read the words of a claim about an aspect; a Message says why they cannot be read. Never raises."""
    if said is Said.RANK:
        return _read_place(text)
    return _read_change(text) if said is Said.CHANGE else _read_number(text)


def _read_number(text: str) -> Stated | Message:
    """Read a number; a text that stands for "missing" states none."""
    spelled = read_number(text)
    if isinstance(spelled, Message):
        return spelled
    if spelled.number is None:
        return message("claim.no_number", text=text)
    return Stated(text, spelled.number, spelled.unit, _SIGNED.match(fold(text)) is not None)


def _read_change(text: str) -> Stated | Message:
    """Read a change, of which a word or a sign says which way it goes."""
    folded = fold(text)
    found = re.fullmatch(_AFTER, folded) or re.fullmatch(_BEFORE, folded)
    stated = _read_number(text if found is None else found["core"])
    if isinstance(stated, Message) or found is None or stated.number is None:
        return stated
    sign = Decimal(-1 if found["way"] in _DOWNWARD else 1)
    number = replace(stated.number, value=abs(stated.number.value) * sign)
    return replace(stated, text=text, number=number, is_signed=True)


def _read_place(text: str) -> Stated | Message:
    """Read a place: 1st, second, 第3位, 首位."""
    folded = fold(text)
    found = _PLACE.fullmatch(folded)
    place = int(found["place"]) if found else _WORDS.get(folded)
    return Stated(text, place=place) if place else message("claim.no_place", text=text)
