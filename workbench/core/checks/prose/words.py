"""Words that several rules look for in folded text, each table once."""

from __future__ import annotations

import re

OTHERS = re.compile(
    r"その他|^他$|others?$|the rest|remain(?:ing|der)|残り|everything else|^all other|elsewhere|^misc(?:ellaneous)?\.?$"
)
"""Labels of a row for all that have no row of their own."""

EXTREME = re.compile(
    r"一時|ピーク|目標|最高で|最大で|最低で|瞬間|月初|月末|上旬|中旬|下旬|前半|後半|最低値|最高値|週|時点で|見込|予測|予想|可能性|見通し|かもしれ|だろう|もし|仮に|場合"
    r"|(?<![a-z])(?:peak\w*|spik\w*|momentar\w*|at (?:its|the|one) (?:height|point|end|start|beginning)|(?:a|the) (?:new )?(?:high|low|maximum|minimum|record)|half of|as (?:high|low|much|many) as|up to|week\w*|early in|late in|mid-month"
    r"|(?<!in )(?<!since )(?<!from )(?<!of )(?<!by )(?<!to )(?<!for )(?<!during )(?<!last )(?<!than )may (?!was|were|had|is|and|to|the|spam|it|there)(?=[a-z])|might|could|would|expect\w*|forecast\w*|predict\w*|estimat\w*|if|(?:target|goal)(?: of| is| was|:)?$|until then|some (?:days|hours)|(?<!six[- ])(?<!6[- ])months?(?:'s?)? average|average (?:of|over) (?:the|these|those) [a-z0-9]+ months)(?![a-z])"
)
"""Words about a value that is not that of its whole period, or that nobody has measured."""

PART_OF_TIME = re.compile(
    r"前半|後半|上旬|中旬|下旬|第[0-9]週|最終週|(?<![a-z])(?:(?:first|second|latter) half|weeks?|on (?:some|one|several|certain|other|that|most) days?|at times)(?![a-z])"
)
"""Words in a sentence for a part of a period."""

THREATS = re.compile(
    r"スパム|迷惑|ウ[イィ]ルス|マルウ[ェエ]ア|フィッシング|攻撃|悪質|悪意|不正|ボット|感染|spam|virus|malware|phish|malicious|infected|attack"
)
"""Words of a share of some things, and words that make it one of what was found in all of them."""

TOGETHER = re.compile(
    r"(?<![a-z])(?:together|combined|in total|altogether|sum of|add up to|total of)(?![a-z])|合わせて|合わせると|合計で?|併せて|を足すと"
)
"""Words that make a figure what several come to."""

NUMBERS = {
    word: at
    for at, word in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 2
    )
}
_SO_MANY = re.compile(
    rf"(?:上位|この|これら)\s*(?P<ja>[0-9]+)|(?P<own>[0-9]+)(?:か国|カ国|ヶ国|業種|種類?|社|つ|者|部門|分野|分類|地域)(?=[^0-9]{{0,8}}$)|(?<![a-z])(?:top|these|those|the|first|leading) (?P<en>[0-9]+|{'|'.join(NUMBERS)})(?![a-z])"
)


def count_of(text: str) -> int:
    """Return a number in digits or in words."""
    return NUMBERS.get(text) or int(text)


def count_in(words: str) -> int:
    """Return how many words say that several are; 0 where they do not, or say two numbers."""
    found = {match["ja"] or match["own"] or match["en"] for match in _SO_MANY.finditer(words)}
    if len(found) != 1:
        return 0
    return count_of(found.pop())
