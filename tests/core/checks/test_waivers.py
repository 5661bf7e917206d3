"""Waivers: for which issues they hold, and until which day."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from typing import Any

import pytest

from workbench.core.checks.issues import Issue, Severity
from workbench.core.commands.waivers import day_of, unwaive, waive
from workbench.core.errors import Refused
from workbench.core.messages import message
from workbench.core.queries.checks import waived_issues
from workbench.core.records import Waiver

KEY, OTHER = "spam.rate@2010-02", "spam.rate@2010-01"
ISSUE = Issue("R5", Severity.ERROR, message("check.none_at_all"), (KEY, OTHER))
TODAY = datetime.date(2010, 3, 5)  # that of the fixture's clock


@pytest.fixture
def after(new_store: Callable[..., Any]) -> Callable[..., list[Waiver]]:
    """Return the waivers that there are after commands."""

    def run(*commands: Any) -> list[Waiver]:
        with new_store() as store:
            for command in commands:
                store.run(command)
            with store.read() as reader:
                return list(reader.records(Waiver))

    return run


def test_a_waiver_says_who_when_and_why(after: Callable[..., list[Waiver]]) -> None:
    (found,) = after(waive(ISSUE, " as\n printed ", until=TODAY))
    assert (found.rule, found.key, found.reason, found.author, found.expires) == (
        "R5", KEY, "as printed", "Analyst", "2010-03-05",
    )  # fmt: skip
    assert after(waive(ISSUE, "x"), unwaive("R5", KEY)) == []


def test_a_second_waiver_takes_the_place_of_the_first(after: Callable[..., list[Waiver]]) -> None:
    found = after(waive(ISSUE, "first", until=TODAY), waive(ISSUE, "second"))
    assert [(one.reason, one.expires) for one in found] == [("second", "")]


@pytest.mark.parametrize("reason", ["", " ", "\n\t"])
def test_a_reason_is_needed(reason: str) -> None:
    with pytest.raises(Refused) as told:
        waive(ISSUE, reason)
    assert told.value.message.id == "waive.no_reason"


def test_an_issue_without_a_key_cannot_be_waived() -> None:
    with pytest.raises(Refused) as told:
        waive(Issue("R13", Severity.ERROR, ISSUE.message, lines=(3,)), "x")
    assert told.value.message.id == "waive.no_key"


def test_a_day_that_has_passed_is_refused(after: Callable[..., list[Waiver]]) -> None:
    assert after(waive(ISSUE, "x", until=TODAY))
    with pytest.raises(Refused) as told:
        after(waive(ISSUE, "x", until=TODAY - datetime.timedelta(days=1)))
    assert told.value.message.id == "waive.past"


def test_what_is_not_waived_cannot_be_taken_back(after: Callable[..., list[Waiver]]) -> None:
    for rule, key in (("R6", KEY), ("R5", OTHER)):
        with pytest.raises(Refused) as told:
            after(waive(ISSUE, "x"), unwaive(rule, key))
        assert told.value.message.id == "waive.none"


@pytest.mark.parametrize(
    ("rule", "key", "expires", "is_waived"),
    [
        ("R5", KEY, "", True),
        ("R5", KEY, "2010-03-05", True),
        ("R5", KEY, "2010-03-04", False),
        ("R5", OTHER, "", False),
        ("R6", KEY, "", False),
    ],
)
def test_it_holds_for_its_rule_and_first_key_until_its_last_day(
    *, rule: str, key: str, expires: str, is_waived: bool
) -> None:
    waiver = Waiver(rule, key, "as printed", "Analyst", "2010-01-01T00:00:00+00:00", expires)
    (found,) = waived_issues([ISSUE], [waiver], "2010-03-05")
    assert found.waived == ("as printed" if is_waived else "")


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process is fixed there")
@pytest.mark.parametrize(("zone", "day"), [("UTC", "2010-03-05"), ("JST-9", "2010-03-06"), ("PST8", "2010-03-05")])
def test_a_day_ends_where_the_program_runs(zone: str, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert day_of("2010-03-05T20:00:00+00:00") == day
    finally:
        monkeypatch.undo()
        time.tzset()
