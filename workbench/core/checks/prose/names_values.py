"""R20 in running text: それぞれ and "respectively" pair names with values, so there are as many of one as of the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome
from workbench.core.checks.prose.wording import line_of
from workbench.core.claims.model import Claim, Kind, Sentence
from workbench.core.messages import message
from workbench.core.records import GLOBAL

_JAPANESE = re.compile(r"(?:^|[。、])(?P<names>[^。]*?)、?それぞれ、?(?P<values>[^。]*)")
_ENGLISH = re.compile(
    r"(?P<names>[^.;:]*?) (?:was|were|is|are|had|saw|recorded|reached|stood at|came to|at) (?P<values>(?:about )?[0-9][^;]*?),? respectively"
)
_VALUE = re.compile(
    r"[0-9][0-9,]*(?:\.[0-9]+)?(?:%|億|万|通に1通|通あたり1通|件|台|個| percent)|[0-9][0-9,]*\.[0-9]+|1 in [0-9][0-9,.]*[0-9]"
)
_LEAD_JA = re.compile(r"^(?:また|なお|一方|さらに|このほか|[0-9]{1,2}月(?:期)?(?:は|の|に)?|今月(?:は|の)?)、?")
_PREDICATE_JA = re.compile(r"[がもは][^、がもは]{1,8}(?:く|て|で|し|り)、?$")
"""A clause that ends before それぞれ: what it says is no name."""

_LEAD_EN = re.compile(
    r"^(?:(?:in|for) [a-z]+(?: [0-9]{4})?,? )?(?:the )?(?:[a-z]+ ){0,3}?(?:levels?|rates?|shares?|volumes?|numbers?|figures?)?(?: of [a-z]+)? ?(?:in|for|of|from) "
)
_SPLIT_JA = re.compile(r"[、・,]|および|及び|ならびに|と(?=[^、と]{2,12}$)")
_SPLIT_EN = re.compile(r",? and |, ")


def respective(facts: Facts) -> Iterator[Outcome]:
    """R20: a sentence that pairs names with values has one value for each name; sure where the catalogue knows all names."""
    for sentence in facts.report.sentences:
        found = _counted(sentence.words)
        if found is None:
            continue
        names, values = found
        claims = _values(facts, sentence)
        dimension = _dimension(facts, names)
        is_read = len(claims) >= values
        if len(names) == values or len(names) < 2 or values < 2 or not is_read or abs(len(names) - values) > 2:
            continue
        said = message(
            "audit.names_values",
            names=names,
            count=len(names),
            values=values,
            where=line_of(facts.report.text.line_of(claims[0].span.start)),
        )
        severity = Severity.ERROR if dimension else Severity.WARNING
        if not dimension and "それぞれ" not in sentence.words:
            continue  # English has too many words before a list that are no names
        yield Objection("R20", severity, said, AuditVerdict.CONTRADICTS, tuple(claim.index for claim in claims))


def _counted(words: str) -> tuple[tuple[str, ...], int] | None:
    """Return the names of a pairing sentence and how many values follow; None where it pairs nothing, or twice."""
    if words.count("それぞれ") == 1:
        match = _JAPANESE.search(words)
        topic = "" if match is None else _LEAD_JA.sub("", match["names"])
        if _PREDICATE_JA.search(topic):
            return None
        topic = re.sub(r"の順[^、]*、.*$|の[^の、]*[はもがで]、?$|[はもがで]、?$", "", topic)
        topic = re.sub(r"^[^、・はと]{1,16}は(?=[^、・と]+[、・と])", "", topic)
        parts = [part for part in _SPLIT_JA.split(topic) if part]
    elif words.count("respectively") == 1:
        match = _ENGLISH.search(words)
        parts = [] if match is None else [part for part in _SPLIT_EN.split(_LEAD_EN.sub("", match["names"])) if part]
    else:
        return None
    if match is None or not parts or any(len(part) > 24 or re.search(r"[0-9。]", part) for part in parts):
        return None
    return tuple(parts), _run_of_values(match["values"])


def _run_of_values(words: str) -> int:
    """Return how many values follow one another: up to the first that a new name comes before."""
    count = 0
    for part in re.split(r"、(?:および)?|,? and |, |と(?=[0-9約])|および", words):
        if not re.match(r"(?:約|およそ|about )?(?:1 in )?[0-9]", part) or len(_VALUE.findall(part)) != 1:
            break
        count += 1
    return count


def _values(facts: Facts, sentence: Sentence) -> list[Claim]:
    """Return the values of a sentence that pairs: all of one unit, or none."""
    own = [claim for claim in facts.by_sentence.get(sentence.index, ()) if claim.kind is Kind.VALUE]
    return own if own and len({claim.unit for claim in own}) == 1 and not any(c.is_restatement for c in own) else []


def _dimension(facts: Facts, names: tuple[str, ...]) -> str:
    """Return the dimension in which the catalogue knows all names; empty where there is none."""
    for dimension in facts.catalogue.dimensions:
        if dimension != GLOBAL and all(facts.catalogue.resolve_segment(dimension, name) for name in names):
            return dimension
    return ""
