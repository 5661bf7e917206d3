"""R2 without a number: "phishing fell in November", スパムは前月より増え, beside the two figures that say the opposite.

The metric must stand alone before its verb, and no other time, place or part may be named in the clause: then the words
are of its total, of the text's own period and the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.facts import Facts, Known
from workbench.core.checks.prose.outcomes import AuditVerdict, Objection, Outcome
from workbench.core.checks.prose.wording import change_text
from workbench.core.claims.binding.binder import is_of_other_family
from workbench.core.claims.model import Kind, Sentence, SentenceKind
from workbench.core.claims.reader.dates import MONTHS
from workbench.core.messages import message
from workbench.core.printed import Interval
from workbench.core.records import GLOBAL

_NAMES = {
    "spam.rate": r"スパム|迷惑メール|spam",
    "virus.rate": r"ウ[イィ]ルス|virus(?:es)?",
    "phishing.rate": r"フィッシング|phishing",
}
_ANY = "|".join(_NAMES.values())
_JAPANESE = (
    rf"(?:(?:{_ANY})[はもが][^、。]{{1,12}}、)?(?:(?:しかし|一方|また|なお|これに対し)、?)?"
    r"(?:%s)(?:メール|攻撃|活動|率|の割合|の比率|の頻度)?[はもが]、?"
    r"(?:(?:前月|先月)(?:より|から|に比べて?|と比べて?)も?、?)?(?:わずかに|やや|大きく|大幅に|さらに|再び|少し|若干)*"
    r"(?:(?P<up>増え|増加し|上昇し|上がり|上がっ|高まっ|悪化し)|(?P<down>減っ|減り|減少し|低下し|下がり|下がっ|下落し|改善し))"
    r"(?:た|て|ました|ています|ている|たことになる|たことになります)?(?=[。、]|$)"
)
_ENGLISH = (
    rf"(?:but |and |overall,? |while (?:{_ANY}) [a-z]+, )?(?:global )?"
    r"(?:%s)(?: activity| levels?| rates?| ratio)? (?:also |again |further |slightly |sharply )?"
    r"(?:(?P<up>rose|increased|grew|climbed|went up|picked up|worsened)"
    r"|(?P<down>fell|declined|decreased|dropped|went down|eased|receded))(?: again| slightly| sharply| further)?"
    r"(?: in (?P<month>[a-z]+))?(?=[.,;:]|$| as | while )(?!\.[0-9])"
)
"""A whole sentence's begin, so that no place or time before it gives the words another subject."""

_SINCE_THEN = re.compile(
    r"(?:でした|であった|だった)(?:から|ため|ので)、?(?P<of>(?:[^、。0-9はが]{0,16}の)?(?:攻撃|活動|頻度|割合|比率|件数|数|被害)[はが]、?)?"
    r"(?:(?:前月|先月)(?:より|から|[にと]比べて?|[にと]比べると)も?、?)?"
    r"(?:むしろ|さらに|やや|わずかに|大きく|大幅に)*(?:(?P<up>増え|増加|上昇|悪化|上がっ)|(?P<down>減っ|減り|減少|低下|改善|下がっ))"
)
"""Words behind the figure of then that say how it moved since."""

_PATTERNS = {
    metric: tuple(re.compile(words % names) for words in (_JAPANESE, _ENGLISH)) for metric, names in _NAMES.items()
}
_HUNDREDTH = Decimal("0.01")
_NEAR = 3
"""So many sentences from the words their figures stand at most, to be what the words are of."""


@dataclass(frozen=True, slots=True)
class _Movement:
    """How a metric moved from the period before to the text's own: two figures, and the change of its level."""

    now: Known
    base: Known
    actual: Interval

    @property
    def other_way(self) -> str:
        """The name of the words that go the other way; empty where it may have stayed."""
        return "up" if self.actual.high < 0 else "down" if self.actual.low > 0 else ""


def unnumbered(facts: Facts) -> Iterator[Outcome]:
    """R2: a metric is said to have risen or fallen, and its figures of this period and the one before did the opposite."""
    for metric, patterns in _PATTERNS.items():
        moved = _movement(facts, metric)
        if moved is None or not moved.other_way:
            continue
        for sentence in facts.report.sentences:
            if sentence.kind in {SentenceKind.CELL, SentenceKind.CAPTION}:
                continue
            for found in filter(None, (pattern.match(sentence.words) for pattern in patterns)):
                month = found.groupdict().get("month")
                if found[moved.other_way] and (not month or _is_now(facts, month)):
                    yield _opposite(facts, sentence, found, moved)


def since_then(facts: Facts) -> Iterator[Outcome]:
    """R2: 前月は455.2通に1通であったため、減った: the figure of then, and the one of now in the sentence before, did the opposite."""
    for sentence in facts.report.sentences[1:]:
        then, now = (_only_figure(facts, at) for at in (sentence.index, sentence.index - 1))
        if then is None or now is None or then.unit is not now.unit or not _are_then_and_now(facts, then, now):
            continue
        found = None if then.claim is None else _SINCE_THEN.match(re.sub(r"\s*\n\s*", "", facts.after(then.claim)))
        moved = _Movement(now, then, now.level - then.level)
        is_other = found is not None and _is_of_another(then, found["of"] or "")
        if found is not None and not is_other and moved.other_way and found[moved.other_way]:
            yield _opposite(facts, sentence, found, moved)


def _is_of_another(known: Known, words: str) -> bool:
    """Whether words speak of another family of threats than a figure is of."""
    metric = None if known.claim is None else known.claim.metric
    return metric is not None and is_of_other_family(metric.id, words)


def _only_figure(facts: Facts, index: int) -> Known | None:
    """Return the figure of a sentence that has one alone."""
    values = [one for one in facts.by_sentence.get(index, ()) if one.number is not None]
    return facts.known(values[0]) if len(values) == 1 and values[0].kind is Kind.VALUE else None


def _are_then_and_now(facts: Facts, then: Known, now: Known) -> bool:
    """Whether one figure is said to be of an earlier period than the text's own, and the other one is of that."""
    month = str(facts.report.month)
    if then.claim is None or now.claim is None or then.claim.period is None or then.claim.period.span is None:
        return False
    is_now = now.claim.period is None or now.claim.period.id == month
    return then.claim.period.id < month and is_now and then.claim.section == now.claim.section


def _movement(facts: Facts, metric: str) -> _Movement | None:
    """Return how a metric's total moved; None where one of the two figures is not known, or stated in two ways."""
    month = facts.report.month
    if month is None:
        return None
    now, base = (facts.figures((metric, GLOBAL, GLOBAL, str(period))) for period in (month, month.previous))
    return _Movement(now[0], base[0], now[0].level - base[0].level) if len(now) == len(base) == 1 else None


def _opposite(facts: Facts, sentence: Sentence, found: re.Match[str], moved: _Movement) -> Objection:
    """Say that words go the other way than two figures: an error where the figures stand near them."""
    now, base = moved.now, moved.base
    stated = [one.claim for known in (now, base) for one in _statements(facts, known) if one.claim is not None]
    is_near = any(abs(claim.sentence - sentence.index) <= _NEAR for claim in stated)
    shown = change_text(moved.actual, "points", min(now.number.step, _HUNDREDTH))
    said = message(
        "audit.wrong_change",
        text=message("audit.says_up" if found["up"] else "audit.says_down", text=found[0].strip("。、,;: ")),
        base=base.printed,
        base_where=base.where,
        now=now.printed,
        now_where=now.where,
        actual=shown,
    )
    severity = Severity.ERROR if is_near else Severity.WARNING
    beside = tuple(known.claim.index for known in (now, base) if known.claim is not None)
    return Objection("R2", severity, said, AuditVerdict.WRONG_SIGN, (), beside, (sentence.span,), shown)


def _statements(facts: Facts, known: Known) -> tuple[Known, ...]:
    """Return all statements of a figure."""
    key = None if known.claim is None else known.claim.key
    return () if key is None else facts.statements(key)


def _is_now(facts: Facts, name: str) -> bool:
    """Whether an English month is the text's own."""
    month = facts.report.month
    return month is not None and name == MONTHS[month.first_day.month - 1]
