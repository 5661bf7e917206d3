"""One spelling for many: width, case, spaces, dashes and invisible characters made alike.

A folded text is for matching only and is never stored or shown. The folding is NFKC where that changes the look of a
character and not its meaning: ％ becomes % and ㍻ becomes 平成, but ½, Ⅳ, ① and ² stay as they are, since none of them
is written to mean the digits that NFKC makes of them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_REPLACED = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u2501\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u301c\u223c\uff5e", "~"),
    **dict.fromkeys("\u2018\u2019\u02bc\u2032\uff07", "'"),
    # Soft hyphen, zero-width spaces and joiners, left-to-right and right-to-left marks, byte order mark.
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
    # Variation selectors choose between shapes of one character.
    **{chr(code): "" for code in range(0xFE00, 0xFE10)},
    # A PDF without a proper character map gives this rare character for the common one.
    "尐": "少",
}

_NUMBER_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u2044\u2215", "/"),
        **dict.fromkeys("\u2236", ":"),
        **dict.fromkeys("\u2252\u2243\u2248\u2245", "≈"),
        **dict.fromkeys("\u2264\u2266\u2a7d", "≤"),
        **dict.fromkeys("\u2265\u2267\u2a7e", "≥"),
    }
)

_ALIKE = frozenset({"<wide>", "<narrow>", "<small>", "<square>", "<compat>", "<noBreak>"})
"""The kinds of compatibility decomposition (Unicode Character Database) that change the look only."""

_JAPANESE = "[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
_IDLE_SPACE = re.compile(f"(?<={_JAPANESE}) | (?={_JAPANESE})")


def fold(text: str) -> str:
    """Return the text as it is matched: restricted NFKC, no case, one sign for all dashes, waves and apostrophes.

    Spaces are single, and none is at the ends. A space beside a Japanese character goes as well: it is a matter of layout there ("2010年 2月").
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    alike = unicodedata.normalize("NFD", "".join(map(_alike, text)))
    folded = unicodedata.normalize("NFC", alike.casefold())
    return _IDLE_SPACE.sub("", " ".join(folded.split()))


def fold_number_text(text: str) -> str:
    """Return a number's text as it is matched: `fold`, and one sign each for "/", ":", "≈", "≤" and "≥"."""
    return fold(text).translate(_NUMBER_SIGNS)


@lru_cache(maxsize=4096)
def _alike(character: str) -> str:
    """Return what stands for one character before case is dropped."""
    if character in _REPLACED:
        return _REPLACED[character]
    if character.isspace():
        return " "
    kind = unicodedata.decomposition(character).partition(" ")[0]
    if kind not in _ALIKE or _is_number_of_its_own(character):
        return character
    plain = unicodedata.normalize("NFKC", character)
    # A free-standing accent becomes a space with an accent on it, which is not alike.
    return character if plain.startswith(" ") else plain


def _is_number_of_its_own(character: str) -> bool:
    """Whether it is a number but no digit: ½, Ⅳ, ⑴."""
    return unicodedata.numeric(character, None) is not None and not character.isdecimal()
