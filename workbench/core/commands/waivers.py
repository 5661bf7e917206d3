"""Letting an issue stand, with the reason for it, and taking that back."""

from __future__ import annotations

import datetime

from workbench.core.checks.issues import Issue
from workbench.core.errors import Refused
from workbench.core.messages import message
from workbench.core.ports import Command, Transaction
from workbench.core.records import Waiver


def waive(issue: Issue, reason: str, *, until: datetime.date | None = None) -> Command:
    """Return the command that lets an issue stand, with `until` only to that day, the day included.

    The waiver holds for its rule and its first key, whatever its figures become. Refused without a reason, for an issue
    that names no figure, and where the last day has passed.
    """
    words = " ".join(reason.split())
    if not words:
        raise Refused(message("waive.no_reason"))
    if not issue.keys:
        raise Refused(message("waive.no_key"))
    key = issue.keys[0]

    def apply(tx: Transaction) -> None:
        if until is not None and until.isoformat() < day_of(tx.now):
            raise Refused(message("waive.past", until=until.isoformat()))
        tx.put(Waiver(issue.rule, key, words, tx.author, tx.now, "" if until is None else until.isoformat()))

    return Command(message("command.waive", rule=issue.rule, key=key), apply)


def day_of(now: str) -> str:
    """Return the ISO day that a moment, ISO with its offset, lies in where the program runs: waivers end with that day."""
    return datetime.datetime.fromisoformat(now).astimezone().date().isoformat()


def unwaive(rule: str, key: str) -> Command:
    """Return the command that takes a waiver back. Refused where there is none."""

    def apply(tx: Transaction) -> None:
        if not tx.records(Waiver, rule=rule, key=key):
            raise Refused(message("waive.none", rule=rule, key=key))
        tx.remove(Waiver, [(rule, key)])

    return Command(message("command.unwaive", rule=rule, key=key), apply)
