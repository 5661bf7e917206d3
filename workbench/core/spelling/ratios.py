"""The spellings of "1 in N": which part of a text is the N."""

from __future__ import annotations

import re

from workbench.core.spelling.unreadable import Unreadable

_ONE = r"(?P<one>[-▲△]?[0-9][0-9.,]*|one|一)"
_THINGS = "(?:通|件|個|回|台|人|社|本|種類?|サイト|ドメイン)?"
_AMONG = "(?:に|あたり|当たり|当り|につき|のうち|中|ごとに)"
_OFTEN = "(?:の割合で?|の比率|の頻度)?"

_IN_WORDS = (
    # 1 in 302.8 · one out of every 302.8
    rf"{_ONE} ?(?:in|out of) ?(?:every |each )?(?P<many>.*[0-9].*)",
    # 302.8通に1通 · メール302.8通あたり1通の割合
    rf"(?:メールの?)?(?P<many>.*[0-9].*?){_AMONG}{_ONE}{_THINGS}{_OFTEN}",
    # 302.8分の1
    rf"(?P<many>.*[0-9].*)分の{_ONE}",
    # 1通/302.8通
    rf"{_ONE}(?:通|件)[:/](?P<many>[0-9].*)",
)
_WITH_A_MARK = rf"{_ONE} ?[:/] ?(?P<many>[-+]?[0-9.].*)"
"""1/302.8 and 1:302.8, which a date or a time of day may look like."""


def many_of(text: str) -> str | None:
    """Return the N of a folded "1 in N", None for a text of another kind; Unreadable where it is not 1 in it."""
    for pattern in _IN_WORDS:
        found = re.fullmatch(pattern, text)
        if found:
            return _many(found, "not_one_in")
    found = re.fullmatch(_WITH_A_MARK, text)
    if found and re.match("0[0-9]|.*[:/]", found["many"]):
        raise Unreadable("number_or_date")
    return _many(found, "number_or_date") if found else None


def _many(found: re.Match[str], reason: str) -> str:
    """Return the N; Unreadable for the reason where the other number is not 1."""
    if found["one"].startswith(("-", "▲", "△")):
        raise Unreadable("negative_ratio")
    if found["one"] not in {"1", "one", "一"}:
        raise Unreadable(reason)
    return found["many"].strip()
