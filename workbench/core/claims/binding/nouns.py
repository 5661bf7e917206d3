"""Nouns of what is measured, where no catalogue has them: "detection rate", 報告件数; and those that say nothing alone."""

from __future__ import annotations

import re

_COUNTED = re.compile(
    r"[ァ-ヶー一-龠々a-z0-9]{1,14}?(?:総数|件数|数)(?=は|が|の|も)|[ァ-ヶー一-龠々a-z]{0,12}?(?:サイト|ドメイン|亜種|脆弱性|インシデント|端末|攻撃|検体|アカウント|サーバー?)(?=は|が|も)|(?:[a-z-]+ )?(?:detections|infections|incidents|attacks|attempts|samples|variants|vulnerabilities|breaches|victims|sites)(?![a-z])"
)
_BEFORE_NOUN = re.compile(
    r"^.*(?<![a-z])(?:the|a|an|s|in|of|and|its|their|whose|this|that|by|with|to|number|from|was|were|is|are|had|has|recorded|saw|while|whereas|but|as|then|than|at|which|where|been|be|being|remained|stood) "
)
"""What may stand before the noun of what is measured."""

_MONTH = re.compile(
    r"(?<![a-z])(?:january|february|march|april|may|june|july|august|september|october|november|december) "
)

_GENERAL = re.compile(
    r"(?:の|占有|構成)?(?:率|割合|シェア|比率|件数|台数|人数|レベル|レート|数|量)|(?:(?:the|a|an|in|of|and|its|their|this|that|total|overall|by|with|to|s|at|highest|lowest|high|low|average|same|usual|normal|current|latest|previous|new|corresponding|combined|respective|top|second|third|had|saw|was|were|has|far|much|similar|greatest|global|worldwide|national|local|regional|world|worst|largest|smallest|monthly|daily|quarterly|for|on) )*(?:rates?|shares?|ratios?|levels?|proportion|percentage|volumes?)"
)
_CHANGE_NOUN = re.compile(r"(?:増加|減少|伸び|上昇|低下|変化|成長)率|growth rate")

_NOUN = re.compile(
    r"(?P<ja>[ァ-ヶー一-龠々a-z0-9]{0,14}?(?:率|割合|シェア|比率|件数|台数|人数|レベル|レート))|(?<![a-z])(?P<en>(?:[a-z-]+ ){0,2}(?:rates?|shares?|ratios?|levels?|proportion|percentage|volumes?))(?![a-z])(?! points?)"
)


def nouns_in(words: str, *, is_counted: bool = False) -> list[str]:
    """Return the nouns of what is measured, without what stands before them; of what is counted too, if numbers are counts."""
    found = [*_NOUN.finditer(words), *(_COUNTED.finditer(words) if is_counted else ())]
    return [_MONTH.sub("", _BEFORE_NOUN.sub("", noun[0].strip())) for noun in found]


def is_general(noun: str) -> bool:
    """Whether a noun says nothing by itself, as "rate" or 割合."""
    return _GENERAL.fullmatch(noun.strip()) is not None


def has_plain_noun(words: str) -> bool:
    """Whether words hold a noun that says nothing by itself, as "the rate" or 割合."""
    return any(is_general(noun) for noun in nouns_in(words))


def has_own_noun(words: str, title: str = "", *, is_counted: bool = False) -> bool:
    """Whether words name what is measured themselves: "detection rate", 検出率; a noun of the title is the title's metric."""
    own = [
        noun.strip()
        for noun in nouns_in(words, is_counted=is_counted)
        if not is_general(noun) and not _CHANGE_NOUN.search(noun)
    ]
    return any(noun not in title for noun in own)


def particular(noun: str, section: int) -> str:
    """Return a local metric's id: a noun that says nothing by itself holds in its section only."""
    return f"{noun} ({section})" if is_general(noun) else noun
