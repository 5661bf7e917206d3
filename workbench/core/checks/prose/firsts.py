"""R7: what is said to be first, last, or at some place of all: nothing that the text states contradicts it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts, Key, Known
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome, Support
from workbench.core.checks.prose.tops import OF_LINES, Ranked, exceeds, top_lists
from workbench.core.checks.prose.wording import where_of
from workbench.core.claims.model import Claim, Direction, Kind, ListingKind
from workbench.core.messages import message
from workbench.core.records import GLOBAL, Statistic
from workbench.core.units import POINTS

LIMITED = re.compile(
    r"アジア|欧州|ヨーロッパ|アフリカ|中南米|南米|北米|中東|圏|地域で|地域内|のうち|の中で|なかで|次い|続い|ひとつ|一つ|に次ぐ|[0-9一二三四五六七八九]番目|過去|以来|ぶり|これまで|除[いくけ]|以外|に限[れりる定]|先月|前月(?!比)|昨年|前年"
    r"|(?<![a-z])(?:asia|europe|africa|emea|apac|americas?|region|among|of the (?:countries|sectors|five|ten|group)|one of|second|third|fourth|fifth|next|since|ever|record|followed|2nd|3rd|4th|5th|last month|previous month|last year|except|excluding|apart from|other than)(?![a-z])|(?:january|february|march|april|may|june|july|august|september|october|november|december)'s "
)
"""Words that say that something is the first of some only, or not the first."""


_BIG = re.compile(r"(?:the )?(?:biggest|largest|greatest|smallest)|最大|最小")
_OF_A_LEVEL = re.compile(
    r"(?: [a-z-]+)? (?:shares?|rates?|levels?|proportions?|percentages?|volumes?|numbers?|sources?|targets?|parts?)(?![a-z])|の?(?:割合|比率|率|シェア|発信)"
)
"""Words for the greatest of anything, and those behind it that make it the greatest level."""

_FOLLOWED = re.compile(r", (?:closely )?followed by|、?(?:次いで|続いて|[がと](?:これに)?続)")
"""Words behind a superlative for who comes next, which leave it what it is."""

_SIZED = re.compile(
    r"[いな](?:企業|会社|組織|事業|規模|区分|顧客)|く?(?:て|い)(?:企業|会社|組織)|(?:of the |of )?(?:compan|firm|business|organi[sz]ation|enterprise|customer|size)"
    r"| ?(?:(?:e-?mail|internet|national|single|european|asian) )?(?:market|econom|population|countr(?:y|ies) by|provider|vendor|bank)|でも|で(?:約)?[0-9]"
)
"""Words behind "smallest" and the like that make it the size of some things, or a bound, and no order of figures."""

_A_SIZE = re.compile(r"^(?:the )?(?:smallest|largest|biggest)|最小|最大(?!の(?:割合|比率|率|値))")
"""Words that tell classes of sizes apart, of whatever rate."""

_OVERTAKEN_JA = re.compile(r"[^。、]{0,6}を(?:抜|押さえ|抑え|逆転|かわし|追い抜|上回っ)|[^。、]{0,6}に(?:代わ|替わ)")
_OVERTAKEN_EN = re.compile(
    r"(?<![a-z])(?:over(?:took|taking|takes|taken)|displac\w+|replac\w+|surpass\w*|ahead of|passed|passing|beat|beating|edg\w+ out|knock\w+|dethron\w+) (?:[a-z-]+ ){0,4}\(?$"
)
"""Words that make a value that of the one who lost a place to another."""

_AND = re.compile(r"[)]?(?:,? and (?:the )?|,|と|および|、|や)[^、。,;0-9はがも]{1,40}[(]?")
"""Words between two figures whose names are spoken of as one: "Saudi Arabia (79.4%) and Hungary (76.9%)"."""

_NEW_SUBJECT = re.compile(
    r"(?:[、。;]|[→⇒] ?)[^、。]*(?:(?<![でにと])は|(?<![率合量数])が(?!、))|(?:[,;.]| and| while| but) (?:the|those|companies|firms) [a-z]"
)
"""Words between a figure and a superlative behind it that give the latter a subject of its own."""


def superlatives(facts: Facts) -> Iterator[Outcome]:
    """R7: what is said to be the most or the least is not exceeded by anything that the text states."""
    full = [
        ranked
        for ranked in top_lists(facts)
        if ranked.is_full and ranked.is_in_order and ranked.listing.kind in OF_LINES
    ]
    for claim in facts.report.claims:
        if (claim.kind is Kind.SUPERLATIVE and claim.statistic == Statistic.VALUE) or _is_first(claim):
            yield from _first_of_all(facts, claim)
        elif claim.kind is Kind.RANK:
            yield from _place(facts, claim, full)


def _is_first(claim: Claim) -> bool:
    return claim.kind is Kind.RANK and claim.number is not None and claim.number.value == 1


def _rivals(facts: Facts, claim: Claim) -> tuple[list[Known], list[Known]]:
    """Return what is stated of a claim's thing, and of all others of its metric, dimension and period."""
    own: list[Known] = []
    others: list[Known] = []
    if (
        claim.key is None
        or not claim.is_bound
        or claim.dimension == GLOBAL
        or claim.segment is None
        or claim.segment.id == "others"
        or claim.sentence in facts.narrowed
    ):
        return own, others
    metric, dimension, segment, period = claim.key
    for key in facts.keys_of_kind.get((metric, dimension, period), ()):
        if key[2] != "others":
            (own if key[2] == segment else others).extend(facts.figures(key))
    return own, [one for one in others if own and one.unit is own[0].unit]


def _first_of_all(facts: Facts, claim: Claim) -> Iterator[Outcome]:
    own, others = _rivals(facts, claim)
    if not own or not others or _is_limited(facts, claim) or _is_of_several(facts, claim) or _is_of_other(facts, claim):
        return
    if not all(one.agrees(own[0]) for one in own[1:]):
        return  # which of its figures is meant is not known
    is_least = claim.direction is Direction.DOWN
    company = _company(facts, claim)
    greater = [
        one
        for one in others
        if (one.claim is None or one.claim.key not in company)
        and (exceeds(own[0], one) if is_least else exceeds(one, own[0]))
    ]
    if not greater:
        said = message("audit.first_holds", text=own[0].printed, count=len(others))
        yield Support("R7", claim.index, said)
        return
    worst = max(greater, key=lambda one: -one.level.middle if is_least else one.level.middle)
    if worst.is_far_from(own[0]):
        return  # the two are of different measures: a share among sources, a rate
    assert worst.claim is not None
    said = message(
        "audit.not_first",
        name=facts.name(claim.segment),
        text=own[0].printed,
        where=where_of(claim),
        spoken=facts.spoken(claim),
        other=facts.name(worst.claim.segment),
        figure=worst.printed,
        other_where=worst.where,
    )
    subject = () if claim.subject is None else (claim.subject,)
    yield Objection("R7", Severity.ERROR, said, AuditVerdict.CONTRADICTS, (claim.index,), (*subject, worst.claim.index))


def _is_of_several(facts: Facts, claim: Claim) -> bool:
    """Whether a superlative is said of several at once: "A and B were the most popular sources"."""
    subject = None if claim.subject is None else facts.claim(claim.subject)
    listing = None if subject is None or subject.listing is None else facts.report.listings[subject.listing]
    return listing is not None and listing.kind is ListingKind.PAIRED


def _company(facts: Facts, claim: Claim) -> set[Key | None]:
    """Return of what else a superlative is said at once: "A (79.4%) and B (76.9%) were the countries with the highest rates"."""
    last = None if claim.subject is None else facts.claim(claim.subject)
    found: set[Key | None] = set()
    for one in reversed(facts.by_sentence[claim.sentence]):
        if last is None or one.kind is not Kind.VALUE or one.unit != last.unit or one.span.end > last.span.start:
            continue
        if not _AND.fullmatch(facts.words_between(one.span.end, last.span.start)):
            break
        found.add(one.key)
        last = one
    return found


def _is_of_other(facts: Facts, claim: Claim) -> bool:
    """Whether a superlative may not be of what it was bound to: its clause has a subject of its own, or sizes things."""
    is_size = claim.dimension == "company_size" and _A_SIZE.search(facts.spoken(claim).lower()) is not None
    if is_size or _SIZED.match(facts.after(claim)):
        return True
    value = None if claim.subject is None else facts.claim(claim.subject)
    if value is None:
        return False
    if _is_overtaken(facts, claim) or _is_of_a_change(facts, claim):
        return True
    name = None if claim.segment is None else claim.segment.span
    start = (
        value.span.end if name is None else max(value.span.end, name.end)
    )  # "with 9%, the Education sector was the most …"
    between = facts.words_between(start, claim.span.start) if start <= claim.span.start else ""
    return _NEW_SUBJECT.search(between) is not None


def _is_of_a_change(facts: Facts, claim: Claim) -> bool:
    """Whether a superlative may be that of a movement which its sentence has: "the biggest relief was in A, down 4.6 points to 83.0%"."""
    is_open = _BIG.fullmatch(facts.spoken(claim).lower()) and not _OF_A_LEVEL.match(facts.after(claim))
    sizes = (one for one in facts.by_sentence[claim.sentence] if one.kind is Kind.CHANGE and one.number is not None)
    return bool(is_open) and any(one.unit == POINTS.id or one.subject == claim.subject for one in sizes)


def _is_overtaken(facts: Facts, claim: Claim) -> bool:
    """Whether the value that a place in an order stands beside is of whoever lost it: "China (77.6%) was overtaken"."""
    value = None if claim.subject is None else facts.claim(claim.subject)
    if value is None:
        return False
    between = facts.words_between(value.span.end, claim.span.start) if value.span.end <= claim.span.start else ""
    return _OVERTAKEN_EN.search(facts.before(value)) is not None or _OVERTAKEN_JA.match(between) is not None


def _is_limited(facts: Facts, claim: Claim) -> bool:
    """Whether the words about a superlative limit it to some, or say that it is the second."""
    before, after = facts.before(claim)[-80:], _FOLLOWED.sub("", facts.after(claim)[:60])
    return LIMITED.search(f"{before}\n{after}") is not None


def _place(facts: Facts, claim: Claim, full: Sequence[Ranked]) -> Iterator[Outcome]:
    """Hold a rank against the values that are stated: so many others at most are greater."""
    own, others = _rivals(facts, claim)
    if (
        claim.number is None
        or not own
        or _is_overtaken(facts, claim)
        or LIMITED.search(re.sub(r"[0-9]+(?:位|番目)", "", facts.before(claim)[-60:]))
    ):
        return
    place = int(claim.number.value)
    others = [*others, *(one for one in _beside(facts, claim) if one.unit is own[0].unit)]
    greater = {one.claim.key for one in others if one.claim is not None and exceeds(one, own[0])}
    if len(greater) >= place:
        beside = tuple(one.claim.index for one in others if one.claim is not None and one.claim.key in greater)
        yield _wrong_rank(facts, claim, own[0], place, len(greater), beside[:place])
        return
    for ranked in full:
        yield from _place_in(facts, claim, ranked, place)


def _beside(facts: Facts, claim: Claim) -> Iterator[Known]:
    """Yield what is stated in the other rows of a table that numbers its rows, names of the text's own included."""
    subject = None if claim.subject is None else facts.claim(claim.subject)
    if subject is None or subject.listing is None or subject.sentence != claim.sentence:
        return
    listing = facts.report.listings[subject.listing]
    if listing.kind is ListingKind.TABLE:
        for row in facts.report.rows(listing):
            if row.key is not None and row.key != claim.key:
                yield from facts.figures(row.key)


def _place_in(facts: Facts, claim: Claim, ranked: Ranked, place: int) -> Iterator[Outcome]:
    """Hold a rank against a full top list of its metric, dimension and period."""
    sample = ranked.rows[0].claim
    if sample is None or sample.key is None or claim.key is None or place > len(ranked.rows):
        return
    if (sample.key[0], sample.key[1], sample.key[3]) != (claim.key[0], claim.key[1], claim.key[3]):
        return
    own = next((one for one in ranked.rows if one.claim is not None and one.claim.key == claim.key), None)
    if own is None:
        yield _not_in_list(facts, claim, ranked, place)
        return
    above = sum(exceeds(one, own) for one in ranked.rows)
    alike = sum(one.agrees(own) for one in ranked.rows)
    if above < place <= above + alike:
        yield Support("R7", claim.index, message("audit.rank_holds", place=place, where=own.where))
    else:
        yield _wrong_rank(facts, claim, own, place, above, () if own.claim is None else (own.claim.index,))


def _not_in_list(facts: Facts, claim: Claim, ranked: Ranked, place: int) -> Objection:
    """Say that what has a rank is not in the list that must hold it."""
    said = message(
        "audit.rank_not_in_list",
        name=facts.name(claim.segment),
        place=place,
        where=where_of(claim),
        count=len(ranked.rows),
        list_where=ranked.rows[0].where,
    )
    beside = tuple(one.claim.index for one in ranked.rows if one.claim is not None)
    return Objection("R7", Severity.ERROR, said, AuditVerdict.CONTRADICTS, (claim.index,), beside)


def _wrong_rank(facts: Facts, claim: Claim, own: Known, place: int, above: int, beside: tuple[int, ...]) -> Objection:
    """Say that more are ahead of something than its rank allows, or fewer."""
    said = message(
        "audit.rank_wrong",
        name=facts.name(claim.segment),
        place=place,
        text=own.printed,
        where=where_of(claim),
        count=above,
    )
    expected = message("audit.place", place=above + 1)
    return Objection("R7", Severity.ERROR, said, AuditVerdict.WRONG_VALUE, (claim.index,), beside, expected=expected)
