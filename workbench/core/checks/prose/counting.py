"""Which values count as figures: bound for certain, measured, of their whole period and of all that they were bound to.

A value that its words make one of a part, of another thing, of some days or of a guess is no figure that others can be
held against, whatever it was bound to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.core.checks.prose.words import EXTREME, PART_OF_TIME, THREATS, count_in
from workbench.core.claims.model import Claim, Kind
from workbench.core.records import Statistic
from workbench.core.units import COUNT, PER_DAY, PERCENT

if TYPE_CHECKING:
    from workbench.core.checks.prose.facts import Facts

_A_DAY = re.compile(r"1日|毎日|日平均|日次|一日|(?<![a-z])(?:day|daily)(?![a-z])")
_OF_SOME = re.compile(r"^(?:of|among) (?:the|these|those|all) ")
_MAIL_RATES = frozenset({"spam.rate", "virus.rate", "phishing.rate"})
"""Rates in all mail: a percentage of anything else is none of them."""

_OF_OTHERS = re.compile(
    r"of (?!(?:all |the |our |its |this |that )*(?:[a-z-]+ )?(?:e-?mails?|mail|messages?|(?:e-?mail |mail )?traffic)(?![a-z]))"
)
_OF_A_THING = re.compile(r"の(?:約|およそ)?$")
_IS_SAID = re.compile(r"^(?:以上|以下|未満|超|程度|近く|強|弱)?[がは]")
_IS_EXTREME = re.compile(r"(?:に達|まで達|台|と予|を見込|at (?:its|the) peak)")

_OF_ALL = re.compile(
    r"(?:世界|全体|全国|全業種)(?:全体)?(?:の)?(?:平均|水準)?[(（]?(?:の)?(?:約)?$|平均[(（]?(?:の)?(?:約)?$"
    r"|(?<![a-z])(?:global|worldwide|world|overall) (?:average|mean|rate|figure)(?: of| was| is| at)?[ (]*(?:about )?$"
    r"|(?<![a-z])(?:the|a) (?:total|average|mean)(?: rate| level| figure)?(?: of| \(|,)? ?(?:about )?$"
)
"""Words right before a value that make it the one of all, or an average, and not of a name before them."""

_OF_SEVERAL = re.compile(
    r"合わせて|合わせると|併せて|を足すと|(?<![a-z])(?:together|combined|jointly|in sum|between them)(?![a-z])"
)
_BOTH = re.compile(r"両者|両国|(?<![a-z])(?:both|the two)(?![a-z])")
"""What makes a value one of several together, and a total the figure of several before it."""

_MODIFIED = re.compile(r"(?P<of>[^、。]{1,24})の$")
_PLAIN = re.compile(
    r"世界|全体|グローバル|全世界|国内外|[月年期日週]|今回|当社|同社|弊社|自社|メール|トラフィック|通信|総|平均|うち|なか|中$|[0-9]位|上記|以下"
)
_IN_SOME = re.compile(r"(?P<of>[^、。はがもと]{2,12})で、?(?:約)?$")
_FOR_SOME = re.compile(r"^(?:[a-z]+ ){0,2}?(?:for|among|at) (?:the )?(?P<of>[a-z]+)")
_BESIDE = re.compile(r"[(](?P<of>[^()]{2,40})[)] ?(?:[:-]|は|が|was|is)? ?$")
_A_FIGURE = re.compile(r"[0-9]")
"""Titles that are statements of their own: "Spam rate: 72.5%"."""

_PLAIN_EN = re.compile(
    r"(?<![a-z])(?:world\w*|global\w*|overall|total|globe|e-?mails?|mail|all|any|traffic|messages?|month|quarter|year|week|period|first|second|third|fourth|last|least|most|about"
    r"|(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)\w+)(?![a-z])|[0-9]"
)
"""What a rate may be said of and still be that of all: "スパムの割合", "the rate for June"."""


def counts(facts: Facts, claim: Claim) -> bool:
    """Whether a statement is a figure that others can be held against."""
    if claim.kind is not Kind.VALUE or claim.is_usual or claim.is_restatement or not claim.is_bound:
        return False
    if claim.number is None or facts.unit(claim) is None or claim.index in facts.distrusted | facts.parts:
        return False
    if facts.is_in_table(claim):
        return True
    if claim.sentence in facts.narrowed and not claim.is_total:
        return False
    if claim.unit == COUNT.id and facts.unit(claim) is PER_DAY and not _A_DAY.search(_words_near(facts, claim)):
        return False
    found = (of_other(facts, claim) for of_other in (_is_extreme, _is_of_part, _is_of_another, _is_of_several))
    return not any(found) and claim.index not in facts.of_other_periods


def _words_near(facts: Facts, claim: Claim) -> str:
    """Return the words of a statement's clause: a bare count is one per day only where these say so."""
    return re.split(r"[、。;]|, ", facts.before(claim))[-1] + re.split(r"[、。;]|, ", facts.after(claim))[0]


def _is_extreme(facts: Facts, claim: Claim) -> bool:
    """Whether the words right about a value say that it is not the value of its period, or not a measured one."""
    if PART_OF_TIME.search(facts.before(claim)[-90:]):
        return True
    before = re.split(r"[。、;(]|, |[0-9]%", facts.before(claim))[-1][-60:]
    after = re.split(r"[。;)]|, (?![0-9])", facts.after(claim))[0][:24]
    return EXTREME.search(before) is not None or _IS_EXTREME.match(after) is not None


def _is_of_part(facts: Facts, claim: Claim) -> bool:
    """Whether a total is said of some of its things only: "of the sites, 72% were …", "サイトの72%は…, 28%は…"."""
    if claim.unit != PERCENT.id or not claim.is_total or claim.metric is None:
        return False
    own = [one for one in facts.by_sentence[claim.sentence] if one.unit == PERCENT.id]
    shares = [claim] if claim.segment and claim.segment.span else [one for one in own if one.index <= claim.index]
    return any(_begins_part(facts, one, is_of_mail=claim.metric.id in _MAIL_RATES) for one in shares)


def _begins_part(facts: Facts, claim: Claim, *, is_of_mail: bool) -> bool:
    """Whether the words right about a percentage say of what it is a share: of no mail, or of things that are no threat."""
    before, after = facts.before(claim), facts.after(claim)
    if is_of_mail and _OF_OTHERS.match(after):
        return True
    is_said = _OF_A_THING.search(before) is not None and _IS_SAID.match(after) is not None
    return (is_said or _OF_SOME.match(before) is not None) and not THREATS.search(after[:24])


def _is_of_several(facts: Facts, claim: Claim) -> bool:
    """Whether the words about a value make it what several come to together, or a total that of "the first three"."""
    lead = re.split(r"[、。;:]|, ", facts.before(claim))[-1]
    if _OF_SEVERAL.search(lead) or _OF_SEVERAL.match(facts.after(claim).lstrip()):
        return True
    if not claim.is_total or claim.statistic != Statistic.VALUE:
        return False
    return _BOTH.search(lead) is not None or count_in(lead) > 1 or _is_sum_before(facts, claim)


def _is_sum_before(facts: Facts, claim: Claim) -> bool:
    """Whether the sentence up to a total counts several that come to something in sum."""
    before = facts.before(claim)
    return _OF_SEVERAL.search(before) is not None and count_in(before) > 1


def _is_of_another(facts: Facts, claim: Claim) -> bool:
    """Whether the words give a value another owner: all beside a name, or a thing that nobody knows beside a total."""
    if not claim.is_total:
        return _OF_ALL.search(facts.before(claim)) is not None
    if claim.metric is None or claim.metric.is_local or (claim.segment is not None and claim.segment.span is not None):
        return False
    return _is_under_name(facts, claim) or any(map(_is_unknown, _owners(facts, claim)))


def _is_under_name(facts: Facts, claim: Claim) -> bool:
    """Whether a statement stands under a heading that names a member of its metric: a country, a sector."""
    if claim.metric is None or not facts.is_known_metric(claim):
        return False
    above = reversed(facts.report.sections[: claim.section + 1])
    title = next((one.title.strip("#【】■ ") for one in above if not _A_FIGURE.search(one.title)), "")
    dimensions = facts.catalogue.breakdowns(claim.metric.id)
    return bool(title) and any(facts.catalogue.resolve_segment(one, title) for one in dimensions)


def _owners(facts: Facts, claim: Claim) -> Iterator[str]:
    """Yield the words that may say of what a value is: Xで before it, Xの before its metric, "for X" behind that."""
    before = facts.before(claim)
    found = [_IN_SOME.search(before), _BESIDE.search(before)]
    span = None if claim.metric is None else claim.metric.span
    if span is not None and span.end <= claim.span.start:
        lead = re.split(r"[、。]", facts.words_between(facts.start_of(claim), span.start))[-1]
        behind = facts.words_between(span.end, claim.span.start)
        found += [_MODIFIED.search(lead), _FOR_SOME.match(behind)]
    yield from (match["of"] for match in found if match is not None)


def _is_unknown(owner: str) -> bool:
    """Whether words name a thing of their own: no time, and not all mail."""
    return not (_PLAIN_EN.search(owner) if owner.isascii() else _PLAIN.search(owner))
