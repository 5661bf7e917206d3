"""Changes whose two figures stand beside them: found by the words between them, where nothing was bound for certain.

"70.1% in March, down 1.0 points from February's 71.1%", "98件から26件増え": what is measured need not be known to hold a
change against the figures that its own sentence names. Only one change and two figures of one unit in a sentence count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.core.claims.model import Claim, Kind, SentenceKind
from workbench.core.printed import Qualifier
from workbench.core.records import Statistic
from workbench.core.units import ONE_IN, PERCENT, POINTS

if TYPE_CHECKING:
    from workbench.core.checks.prose.facts import Facts, Known

_FROM = re.compile(
    r"(?:^|[\s,(])(?:from|than|against|after|versus|vs\.?|over|compared (?:with|to)|relative to)(?: the| a)?(?: [a-z]+(?:'s)?(?: [0-9]{4})?'?s?){0,3}$"
    r"|(?:^|[ ,])(?:since|from|than(?: in)?(?: the)?) [a-z]+(?: [a-z]+)?(?: [0-9]{4})?,? when(?: it was| there were| the (?:figure|number|count) (?:was|stood at))?$"
)
"""English words right before the figure from which a change is measured."""

_MOVED = re.compile(
    r"^(?: [a-z]+){0,3}(?: [0-9]{4})?[ ,:;(]*(?:(?:that|which|this) (?:is|was)|representing|marking)? ?(?:an?(?![a-z]))? ?(?:net |total |overall |slight |sharp )?"
    r"(?:increase|rise|growth|gain|jump|so|or|up|decrease|drop|fall|decline|reduction|down|higher|lower)(?: of| by)?(?: about| some| nearly| almost)?$"
)
"""English words between the last of two figures and their change, and nothing of another subject."""

_THEN_NOW = re.compile(r" *(?:of (?:them|these) )?(?:in|for) [a-z]+(?: [0-9]{4})?,? and *")
_IN_ALL = re.compile(
    r" *(?:in|for) [a-z]+(?: [0-9]{4})?,?\s*(?:which|that|this)?\s*(?:is|was|amounts to|means|makes|represents|,)? ?(?:an? )?(?:increase|rise|growth|gain|drop|decrease|decline|fall|reduction)(?: of)?"
)
"""English words between the figures of two periods and their change: "2,640 in July and 3,168 in August, a rise of"."""

_SINCE = re.compile(
    r"^(?:から|より|[とに]?比べて?|[とに]?比べると|と比較(?:して|すると|し)?|に対し(?:て)?)[、 ]*(?:約|およそ)?$"
)
"""Japanese words between the figure from which a change is measured and the change."""

_THEN = re.compile(r"^(?:これは|この数は|なお、?)?(?:前|先|昨|去|[0-9]{1,4}年|[0-9]{1,2}月)[^はがも、。]{0,12}の$")
"""Japanese words that open a sentence and make its first figure one of an earlier time."""

_TO = re.compile(r"^(?:に|へと?|まで|となり|になり)[、 ]*(?:約|およそ|ほぼ|さらに|一気に)?$")
_FROM_TO = re.compile(r"^(?:から|より)[、 ]*(?:約|およそ)?$")
_OTHER_SUBJECT = re.compile(r"(?<![a-z])(?:while|whereas|but|and|although)(?![a-z])|[.;]\s|一方|また|ものの")


def paired(facts: Facts, change: Claim) -> tuple[Known, Known] | None:
    """Return the figures to and from which a change leads, by the words between them; None where these are not plain."""
    own = facts.by_sentence.get(change.sentence, ())
    changes = [claim for claim in own if claim.kind is Kind.CHANGE and claim.number is not None]
    if len(changes) != 1 or change.statistic != Statistic.CHANGE:
        return None
    values = [claim for claim in own if _is_figure(facts, claim)]
    pairings = (_english, _english_of_two, _japanese, _behind)
    found = next(filter(None, (pairing(facts, change, values) for pairing in pairings)), None)
    if found is None:
        return None
    now, base = found
    if facts.unit(now) is not facts.unit(base) or not _can_be_of(change, now):
        return None
    known = facts.known(now), facts.known(base)
    return None if known[0] is None or known[1] is None else (known[0], known[1])


def in_row(facts: Facts, change: Claim) -> tuple[Known, Known] | None:
    """Return the figures to and from which a change in a table leads: those of its row, by the periods of the columns."""
    if change.listing is None or change.base is None or change.base.period is None or change.period is None:
        return None
    values = [claim for claim in facts.row_mates.get(change.index, ()) if _is_figure(facts, claim)]
    now = [claim for claim in values if claim.period is not None and claim.period.id == change.period.id]
    base = [claim for claim in values if claim.period is not None and claim.period.id == str(change.base.period)]
    if len(now) != 1 or len(base) != 1 or now[0].unit != base[0].unit or now[0].index == base[0].index:
        return None
    known = facts.known(now[0]), facts.known(base[0])
    return None if known[0] is None or known[1] is None else (known[0], known[1])


def _is_figure(facts: Facts, claim: Claim) -> bool:
    """Whether a statement is a figure that a change can lead to or from; second spellings do not count again."""
    is_value = claim.kind is Kind.VALUE and claim.number is not None and not claim.is_restatement
    return is_value and claim.qualifier is Qualifier.EXACT and facts.unit(claim) is not None


def _can_be_of(change: Claim, now: Claim) -> bool:
    """Whether a change is in a unit that those figures can change by."""
    is_rate = now.unit in {PERCENT.id, ONE_IN.id}
    return change.unit != POINTS.id or is_rate


def _between(facts: Facts, one: Claim, other: Claim) -> str:
    return facts.words_between(one.span.end, other.span.start)


def _english(facts: Facts, change: Claim, values: list[Claim]) -> tuple[Claim, Claim] | None:
    """Pair "A, down C from B", "C from B to A" and "A, compared with B: an increase of C"."""
    if len(values) != 2:
        return None
    first, last = values
    if first.span.start < change.span.start < last.span.start:
        words = _between(facts, first, change), _between(facts, change, last)
        words = words[0], words[1].rstrip(" (")
        is_plain = not any(_OTHER_SUBJECT.search(part) for part in words)
        return (first, last) if is_plain and len(words[0]) < 60 and _FROM.search(words[1]) else None
    if change.span.end <= first.span.start:
        is_from = re.match(r"^ ?(?:,? ?from)$", _between(facts, change, first).strip())
        words_to = _between(facts, first, last)
        return (last, first) if is_from and re.search(r"^[^0-9,.;]{0,30}\bto$", words_to.strip()) else None
    behind, between = _after_spelling(facts, last, change), _between(facts, first, last)
    if _MOVED.match(behind) and _FROM.search(between):
        return first, last
    if _THEN_NOW.fullmatch(between) and _IN_ALL.fullmatch(behind) and _is_later(first, last):
        return last, first
    return None


def _english_of_two(facts: Facts, change: Claim, values: list[Claim]) -> tuple[Claim, Claim] | None:
    """Pair "A. This is a fall of C from July, when B were counted" and "A. In July it had been B, so that the fall is one of C"."""
    if len(values) != 1:
        return None
    (base,) = values
    is_before = base.span.end <= change.span.start
    lead = facts.before(base) if is_before else facts.before(change)
    between = _between(facts, base, change) if is_before else _between(facts, change, base)
    if is_before:
        is_one = _HAD_BEEN.fullmatch(lead.strip()) and _SO.match(between)
    else:
        is_one = _THIS.match(lead) and _WHEN.fullmatch(between)
    now = _of_sentence_before(facts, change) if is_one and not _OTHER_SUBJECT.search(between) else None
    return None if now is None else (now, base)


_HAD_BEEN = re.compile(
    r"(?:in|for|during) (?:the )?[a-z0-9 ]{3,24},? (?:it|they|the (?:figure|number|count|total)) (?:was|were|had been|stood at)"
)
_SO = re.compile(
    r"[^.;]{0,24}(?:so|which|that|this)[^.;0-9]{0,40}(?:increase|rise|growth|gain|jump|decrease|drop|fall|decline|reduction)[^.;0-9]{0,20}$"
)
_THIS = re.compile(
    r"(?:this|that|it) (?:is|was|amount(?:s|ed) to|represents?|represented|means?|meant|marks?|marked|corresponds to|equals) an? "
)
_WHEN = re.compile(
    r" *(?:from|on|over|since|compared (?:with|to)) [a-z]+(?: [0-9]{4})?,? (?:when|where|with)(?: there)?(?: it)?(?: were| was| stood at)?(?: about)? ?"
)
"""English words between the figure of a sentence before, the one of then, and the change between the two."""


def _is_later(first: Claim, last: Claim) -> bool:
    """Whether two figures are of two periods that are said, the later one last."""
    if first.period is None or last.period is None or None in {first.period.span, last.period.span}:
        return False
    return first.period.id < last.period.id


def _after_spelling(facts: Facts, last: Claim, change: Claim) -> str:
    """Return the words between a figure and its change, without a second spelling of the figure in parentheses."""
    return re.sub(r"^ ?\([^)]*\)", "", f" {_between(facts, last, change)}").rstrip()


def _japanese(facts: Facts, change: Claim, values: list[Claim]) -> tuple[Claim, Claim] | None:
    """Pair "Aで、BからC増加", "BからAへとC増加"; "A。Bと比較してC増加" of two sentences."""
    before = [claim for claim in values if claim.span.end <= change.span.start]
    if len(before) != len(values) or not 1 <= len(before) <= 2:
        return None
    last = before[-1]
    words = re.sub(r"^(?:\([^)]*\)|\))", "", _between(facts, last, change))
    if len(before) == 2:
        first = before[0]
        if _TO.match(words) and _FROM_TO.match(re.sub(r"^\([^)]*\)", "", _between(facts, first, last))):
            return last, first
        is_one = not _OTHER_SUBJECT.search(_between(facts, first, last))
        return (first, last) if is_one and _SINCE.match(words) else None
    if _SINCE.match(words) and _THEN.match(facts.before(last)):
        now = _of_sentence_before(facts, change)
        return None if now is None else (now, last)
    return None


def _behind(facts: Facts, change: Claim, values: list[Claim]) -> tuple[Claim, Claim] | None:
    """Pair a change from the period before, beside its only figure, with the only one of the next sentence: that of then."""
    base = None if change.base is None else change.base.period
    if base is None or len(values) != 1 or values[0].index != change.subject:
        return None
    then = [claim for claim in facts.by_sentence.get(change.sentence + 1, ()) if _is_figure(facts, claim)]
    if len(then) != 1 or then[0].section != change.section or then[0].period is None or then[0].period.span is None:
        return None
    name = "" if then[0].metric is None else then[0].metric.id
    is_plain = re.fullmatch(rf"[^、。の]{{2,12}}の{re.escape(name)}[はが]、?", facts.before(then[0])) is not None
    is_one = name and values[0].metric is not None and values[0].metric.id.endswith(name) and is_plain
    return (values[0], then[0]) if is_one and then[0].period.id == str(base) and _are_near(values[0], then[0]) else None


def _are_near(one: Claim, other: Claim) -> bool:
    """Whether two figures can be of one thing at two times."""
    numbers = sorted(claim.number.value for claim in (one, other) if claim.number is not None)
    return numbers[1] < numbers[0] * 2


def _of_sentence_before(facts: Facts, change: Claim) -> Claim | None:
    """Return the one figure of the sentence before, in the same paragraph; None where there are more."""
    sentences = facts.report.sentences
    if not change.sentence:
        return None
    own, before = sentences[change.sentence], sentences[change.sentence - 1]
    gap = facts.report.text.source[before.span.end : own.span.start]
    is_prose = {own.kind, before.kind} <= {SentenceKind.PROSE, SentenceKind.ITEM} and not gap.strip()
    if not is_prose or own.section != before.section or gap.count("\n") > 1:
        return None
    stated = facts.by_sentence.get(before.index, ())
    begun = {claim.from_claim for claim in stated}
    values = [claim for claim in stated if _is_figure(facts, claim) and claim.index not in begun]
    month = str(facts.report.month)
    if len(values) > 1:
        values = [claim for claim in values if claim.period is not None and claim.period.id == month]
    return values[0] if len(values) == 1 else None
