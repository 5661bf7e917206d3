"""`workbench check`: what the rules find in the stored figures, and the waivers by which an issue may stand."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.answers import DONE, FAILED, Answer, say
from workbench.cli.options import DatabaseOption, JsonOption, LanguageOption, PeriodOption, period_of
from workbench.cli.session import Common, Job, Session
from workbench.cli.tables import Cell, Column, print_table
from workbench.cli.usage import Misused
from workbench.core.checks.issues import Issue, Severity
from workbench.core.commands.waivers import day_of, unwaive, waive
from workbench.core.errors import Refused
from workbench.core.keys import FigureKey
from workbench.core.messages import Translator, message
from workbench.core.queries.checks import stored_issues
from workbench.core.queries.months import is_known

if TYPE_CHECKING:
    from workbench.core.periods import Period
    from workbench.core.ports import Command, Reader

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user wants: the issues of a period, and before that perhaps a waiver, or the end of one."""

    period: Period | None
    key: FigureKey | None = None
    waived: str = ""
    unwaived: str = ""
    reason: str = ""
    until: datetime.date | None = None


def command(
    key: Annotated[str | None, typer.Argument(metavar="KEY", help="help.check_key")] = None,
    *,
    period: PeriodOption = None,
    waived: Annotated[str | None, typer.Option("--waive", metavar="RULE", help="help.check_waive")] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="help.check_reason")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="help.check_until")] = None,
    unwaived: Annotated[str | None, typer.Option("--unwaive", metavar="RULE", help="help.check_unwaive")] = None,
    database: DatabaseOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> Job:
    """Read the arguments of `check`."""
    _check_options(key, waived, unwaived, {"--reason": reason, "--until": until})
    wanted = Wanted(
        period=period_of(period),
        key=None if key is None else FigureKey.parse(key),
        waived=(waived or "").upper(),
        unwaived=(unwaived or "").upper(),
        reason=reason or "",
        until=_day(until),
    )
    return Job(Common(database, language, as_json), partial(_check, wanted=wanted))


def _check_options(key: str | None, waived: str | None, unwaived: str | None, further: dict[str, str | None]) -> None:
    """Refuse options that do not go together."""
    if waived is not None and unwaived is not None:
        raise Misused(message("usage.check_both"))
    option = "--waive" if waived is not None else "--unwaive" if unwaived is not None else ""
    if option and key is None:
        raise Misused(message("usage.check_needs", option=option))
    if key is not None and not option:
        raise Misused(message("usage.check_key_alone"))
    for name, value in further.items():
        if value is not None and waived is None:
            raise Misused(message("usage.check_waive_alone", option=name))


def _day(text: str | None) -> datetime.date | None:
    """Return the day that a text spells; Misused for any other text."""
    try:
        return None if text is None else datetime.date.fromisoformat(text)
    except ValueError:
        raise Misused(message("usage.not_a_day", text=text)) from None


def _check(session: Session, wanted: Wanted) -> Answer:
    if wanted.key is not None:
        _decide(session, wanted, wanted.key)
    with session.reader() as reader:
        issues = _issues(session, reader, wanted.period)
        is_empty = wanted.period is not None and not is_known(reader, wanted.period)
    is_failed = any(issue.severity is Severity.ERROR and not issue.waived for issue in issues)
    data = {"issues": [_object(issue, session) for issue in issues]} if session.as_json else {}
    return Answer(
        data, partial(_show, session.words, issues, wanted.period, is_empty=is_empty), FAILED if is_failed else DONE
    )


def _issues(session: Session, reader: Reader, period: Period | None) -> tuple[Issue, ...]:
    return stored_issues(reader, session.catalogue(reader), day_of(session.now()), period)


def _decide(session: Session, wanted: Wanted, key: FigureKey) -> None:
    """Let an issue stand, or take that back."""
    if key.period is None:
        raise Refused(message("key.without_period", key=str(key)))
    with session.store(for_writing=True) as store:
        if wanted.unwaived:
            decision: Command = unwaive(wanted.unwaived, str(key))
        else:
            with store.read() as reader:
                issues = _issues(session, reader, key.period)
            decision = waive(_named(issues, wanted.waived, str(key)), wanted.reason, until=wanted.until)
        store.run(decision)


def _named(issues: Sequence[Issue], rule: str, key: str) -> Issue:
    """Return the issue of a rule on a key: the one that begins with it, else the only one that names it."""
    of_rule = [issue for issue in issues if issue.rule == rule and key in issue.keys]
    first = [issue for issue in of_rule if issue.keys[0] == key]
    if first:
        return first[0]
    if not of_rule:
        raise Refused(message("waive.no_issue", rule=rule, key=key))
    keys = tuple(dict.fromkeys(issue.keys[0] for issue in of_rule))
    if len(keys) > 1:
        raise Refused(message("waive.several", rule=rule, key=key, keys=keys))
    return of_rule[0]


def _object(issue: Issue, session: Session) -> dict[str, object]:
    """Return an issue as the JSON has it."""
    japanese = session.services.translator("ja") if session.words.language != "ja" else session.words
    return {
        "rule": issue.rule,
        "severity": issue.severity.value,
        "keys": list(issue.keys),
        "message": {"ja": japanese(issue.message), "en": session.english(issue.message)},
        "waived": bool(issue.waived),
    }


def _show(words: Translator, issues: Sequence[Issue], period: Period | None, *, is_empty: bool) -> None:
    """Print the issues as a table, with how many there are of each severity; of an empty period, that it is."""
    if not issues:
        if is_empty:
            nothing = message("check.no_figures", period=period)
        else:
            nothing = message("check.none_at_all") if period is None else message("check.none", period=period)
        say(words(nothing))
        return
    columns = [Column(words(message(f"check.{name}"))) for name in ("severity", "rule", "issue")]
    print_table(columns, [_cells(words, issue) for issue in issues])
    standing = Counter(issue.severity for issue in issues if not issue.waived)
    counted = {
        "errors": standing[Severity.ERROR],
        "warnings": standing[Severity.WARNING],
        "notes": standing[Severity.INFO],
        "waived": sum(bool(issue.waived) for issue in issues),
    }
    say("", words(message("check.counts", **counted)))


def _cells(words: Translator, issue: Issue) -> list[str | Cell]:
    """Write an issue: how severe, by which rule, and what it is, with the key by which it is waived."""
    title = words(message(f"rule.{issue.rule.lower()}_title"))
    said = message("check.waived", message=issue.message, reason=issue.waived) if issue.waived else issue.message
    colour = "" if issue.waived else _COLOURS.get(issue.severity, "")
    severity = Cell(words(message(f"check.severity_{issue.severity}")), colour)
    return [severity, f"{issue.rule} {title}", "\n".join((words(said), *issue.keys[:1]))]
