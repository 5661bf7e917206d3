"""Options that several commands have, declared once; `help` is the id of a message, put into words for the help."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.usage import Misused
from workbench.core.messages import Message
from workbench.core.periods import Period
from workbench.core.spelling.periods import read_period

DatabaseOption = Annotated[str | None, typer.Option("--db", metavar="FILE|URL", help="help.db")]
LanguageOption = Annotated[str | None, typer.Option("--lang", metavar="ja|en", help="help.lang")]
JsonOption = Annotated[bool, typer.Option("--json", help="help.json")]
PeriodOption = Annotated[str | None, typer.Option("--period", metavar="P", help="help.period")]


def period_of(text: str | None) -> Period | None:
    """Return the period that a text spells in any of the usual ways; Misused with the reason where it spells none."""
    if text is None:
        return None
    found = read_period(text)
    if isinstance(found, Message):
        raise Misused(found)
    return found
