"""Writing, ordering, carrying on and deleting findings; each is one step of the trail, the pictures stand outside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workbench.core.errors import Refused
from workbench.core.findings import FindingStatus, carried
from workbench.core.messages import Message, message
from workbench.core.periods import Period
from workbench.core.ports import Command, Transaction
from workbench.core.records import Finding, FindingText
from workbench.core.translation import LANGUAGES

LARGEST_PICTURE = 20_000_000
"""In bytes; a screen's picture has a tenth of it."""

_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_IS_KNOWN = frozenset(FindingStatus)


@dataclass(frozen=True, slots=True)
class Words:
    """Title and Markdown body in one language."""

    title: str = ""
    body: str = ""


def add_finding(
    period: Period,
    words: Mapping[str, Words],
    *,
    category: str = "",
    pictures: Sequence[bytes] = (),
) -> Command:
    """Return the command that adds a draft at the end of a period, with words by language and with pictures.

    Refused for what is no picture, or too large a one.
    """
    for picture in pictures:
        check_picture(picture)
    title = next((_title(found.title) for found in words.values() if found.title), "")

    def apply(tx: Transaction) -> None:
        digests = [tx.put_picture(picture) for picture in pictures]
        _add(tx, period, words, category, digests)

    return Command(message("command.add_finding", title=_named(title), period=period), apply)


def write_finding(id_: str, language: str, words: Words) -> Command:
    """Return the command that puts words in the place of a finding's. Refused when the finding is gone."""

    def apply(tx: Transaction) -> None:
        _standing(tx, id_)
        tx.put(FindingText(id_, language, _title(words.title), words.body))

    return Command(message("command.write_finding", title=_named(_title(words.title))), apply)


def set_finding(
    id_: str, *, status: str | None = None, category: str | None = None, author: str | None = None
) -> Command:
    """Return the command that gives a finding another status, category or author; Refused for an unknown status."""
    if status is not None and status not in _IS_KNOWN:
        raise Refused(message("finding.unknown_status", status=status))

    def apply(tx: Transaction) -> None:
        finding = _standing(tx, id_)
        changed = replace(
            finding,
            status=finding.status if status is None else status,
            category=finding.category if category is None else category,
            author=finding.author if author is None else author.strip(),
        )
        tx.put(changed)

    return Command(message("command.set_finding"), apply)


def move_finding(id_: str, position: int) -> Command:
    """Return the command that gives a finding a place in its period's order, from 1; the others make room."""

    def apply(tx: Transaction) -> None:
        finding = _standing(tx, id_)
        others = [other for other in _of_period(tx, finding) if other.id != id_]
        others.insert(max(position - 1, 0), finding)
        tx.put(*(replace(other, position=place) for place, other in enumerate(others, 1)))

    return Command(message("command.move_finding", position=position), apply)


def delete_finding(id_: str, title: str = "") -> Command:
    """Return the command that deletes a finding and its words; its pictures stay, for an undo finds them."""

    def apply(tx: Transaction) -> None:
        tx.remove(FindingText, [(id_, language) for (language,) in tx.rows(FindingText, ("language",), finding=id_)])
        tx.remove(Finding, [(id_,)])

    return Command(message("command.delete_finding", title=_named(title)), apply)


def carry_over(ids: Sequence[str], period: Period) -> Command:
    """Return the command that copies findings into a period as drafts, their claims about as many periods later.

    Refused when one is gone, or of periods of another grain.
    """

    def apply(tx: Transaction) -> None:
        for id_ in ids:
            finding = _standing(tx, id_)
            before = Period.parse(finding.period)
            if before.grain is not period.grain:
                raise Refused(message("finding.other_grain", period=before))
            texts = tx.records(FindingText, finding=id_)
            words = {text.language: Words(text.title, carried(text.body, before, period)) for text in texts}
            _add(tx, period, words, finding.category, finding.pictures.splitlines())

    return Command(message("command.carry_findings", count=len(ids), period=period), apply)


def update_claims(id_: str, before: Mapping[str, str], after: Mapping[str, str]) -> Command:
    """Return the command that brings numbers in a finding's texts up to date, given the bodies as they were and will be.

    Refused when somebody wrote in one meanwhile.
    """

    def apply(tx: Transaction) -> None:
        _standing(tx, id_)
        for text in tx.records(FindingText, finding=id_):
            if text.language in after:
                if text.body != before[text.language]:
                    raise Refused(message("finding.changed"))
                tx.put(replace(text, body=after[text.language]))

    return Command(message("command.update_claims"), apply)


def add_picture(id_: str, picture: bytes) -> Command:
    """Return the command that keeps a picture for a finding; Refused for what is none, or too large a one."""
    check_picture(picture)

    def apply(tx: Transaction) -> None:
        finding, digest = _standing(tx, id_), tx.put_picture(picture)
        if digest not in finding.pictures.splitlines():
            tx.put(replace(finding, pictures="\n".join((*finding.pictures.splitlines(), digest))))

    return Command(message("command.add_picture"), apply)


def check_picture(picture: bytes) -> None:
    """Refuse what is no PNG or JPEG picture, or is too large."""
    if len(picture) > LARGEST_PICTURE:
        raise Refused(message("finding.large_picture", limit=LARGEST_PICTURE // 1_000_000))
    if not picture.startswith(_SIGNATURES):
        raise Refused(message("finding.no_picture"))


def _add(tx: Transaction, period: Period, words: Mapping[str, Words], category: str, pictures: Sequence[str]) -> None:
    """Add a draft at the end of its period; it has words in every language, if only empty ones."""
    last = tx.highest(Finding, "position", grain=period.grain.value, period=str(period))
    position = 1 + (last if isinstance(last, int) else 0)
    id_ = _free_id(tx, period)
    fields = (category, FindingStatus.DRAFT.value, tx.author, position, "\n".join(pictures))
    tx.put(Finding(id_, period.grain.value, str(period), *fields))
    for language in LANGUAGES:
        found = words.get(language, Words())
        tx.put(FindingText(id_, language, _title(found.title), found.body))


def _free_id(tx: Transaction, period: Period) -> str:
    """Return an id that no finding has: the period and a number."""
    taken = {str(id_) for (id_,) in tx.rows(Finding, ("id",))}
    number = 1
    while (id_ := f"{period}-{number:02d}".lower()) in taken:
        number += 1
    return id_


def _of_period(tx: Transaction, finding: Finding) -> list[Finding]:
    """Return the findings of a period in their order."""
    found = tx.records(Finding, grain=finding.grain, period=finding.period)
    return sorted(found, key=lambda other: (other.position, other.id))


def _standing(tx: Transaction, id_: str) -> Finding:
    found = tx.records(Finding, id=id_)
    if not found:
        raise Refused(message("finding.gone"))
    return found[0]


def _title(title: str) -> str:
    """Return a title as one line."""
    return " ".join(title.split())


def _named(title: str) -> str | Message:
    """Return how a finding is named in the trail: by its title, or as one that has none yet."""
    return title or message("finding.untitled")
