"""Words that stand for a name said before: 同国, 前者, "the latter", "the country"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workbench.core.claims.reader.names import Name

ANAPHOR = re.compile(
    r"(?P<geography>同国|同地域|(?<![a-z])(?:th[ae]t?|this) country(?![a-z]))"
    r"|(?P<vertical>同(?:業界|業種|部門|産業|セクター)|(?<![a-z])(?:th[ae]t?|this) (?:sector|industry)(?![a-z])(?! with))"
    r"|(?P<botnet>同ボットネット|(?<![a-z])(?:th[ae]t?|this) botnet(?![a-z]))"
    r"|(?P<any>^(?:it(?= [a-z]+ )|its(?= (?:share|rate|level|figure|part)))|^(?:その|同)(?:シェア|割合|比率|レベル|占有率)|^占有率)"
    r"|(?P<former>前者|(?<![a-z])the former(?![a-z]))|(?P<latter>後者|(?<![a-z])the latter(?![a-z]))"
)
"""What stands for one name of a dimension, or for one of two."""

_PAIR = 2


def resolved(words: str, names: Sequence[Name], earlier: Sequence[Name]) -> Iterator[Name]:
    """Yield the words that stand for names, as names; `earlier` are those of the sentence before.

    What may stand for several names, or for something that is no name, is left out.
    """
    for found in ANAPHOR.finditer(words):
        before = [name for name in names if name.end <= found.start()] or list(earlier)
        kind = found.lastgroup or ""
        if kind in {"former", "latter"}:
            choice = before if len({name.segments for name in before}) == len(before) == _PAIR else []
            meant = choice[-1:] if kind == "latter" else choice[:1]
        else:
            fitting = {name.segments: name for name in before if kind == "any" or name.in_dimensions(frozenset({kind}))}
            meant = list(fitting.values()) if len(fitting) == 1 else []
        yield from (Name(found.start(), found.end(), name.segments) for name in meant)
