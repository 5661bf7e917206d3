"""The audit of a text in the terminal: each issue, the passages that it is about with their statements marked, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from workbench.cli.answers import say
from workbench.cli.tables import console
from workbench.core.checks.issues import Issue, Severity
from workbench.core.checks.prose.audit import Audit
from workbench.core.claims.text import Span
from workbench.core.messages import Message, Translator, message

if TYPE_CHECKING:
    from rich.text import Text

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}
_MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "·"}
_MOST_LINES = 6
"""Lines of the text that stand under one issue; a list of thirteen rows need not be shown whole."""


def print_audit(found: Audit, words: Translator, page: str | None) -> None:
    """Print the issues with their passages, and how many there are."""
    from rich.text import Text  # noqa: PLC0415 - rich only when something is printed

    screen = console()
    marks = marks_by_line(found)
    for issue in found.issues:
        severity = Severity.INFO if issue.waived else issue.severity
        head = Text(
            f"{_MARKS[severity]} {words(severity_word(severity))} {issue.rule} {words(rule_title(issue.rule))}  ",
            style=_STYLES[severity],
        )
        head.append(words(issue.message), style="default" if severity is not Severity.INFO else "dim")
        screen.print(head)
        if issue.waived:
            screen.print(Text(f"    {words(message('audit.waived', reason=issue.waived))}", style="dim"))
        if severity is not Severity.INFO:
            for line in _passages(found, issue, marks):
                screen.print(line)
    say(words(summary(found)))
    if page is not None:
        say(words(message("audit.page_written", file=page)))


def rule_title(rule: str) -> Message:
    """Return what a rule is called."""
    return message(f"rule.{rule.lower()}_title")


def severity_word(severity: Severity) -> Message:
    """Return what a severity is called."""
    return message(f"severity.{severity}")


def summary(found: Audit) -> Message:
    """Return how many statements were read, and how many issues of each severity there are."""
    counts = Counter(Severity.INFO if issue.waived else issue.severity for issue in found.issues)
    return message(
        "audit.summary",
        claims=len(found.claims),
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        hints=counts[Severity.INFO],
    )


def marks_by_line(found: Audit) -> Mapping[int, list[Span]]:
    """Return where statements stand, by line; one that goes on over several lines is on each of them."""
    marks: dict[int, list[Span]] = defaultdict(list)
    for one in found.claims:
        for line in found.report.lines(one.claim):
            marks[line].append(one.claim.span)
    return marks


def line_span(found: Audit, line: int) -> Span:
    """Return where a line of the text stands, without its end."""
    text = found.report.text
    starts = (*text.line_starts, len(text.source))
    start, end = starts[line - 1], starts[line]
    return Span(start, start + len(text.source[start:end].rstrip()))


def _passages(found: Audit, issue: Issue, marks: Mapping[int, Sequence[Span]]) -> Iterator[Text]:
    """Yield the lines of an issue, those that state something with it marked."""
    lines = issue.lines
    if len(lines) > _MOST_LINES:
        lines = (*lines[: _MOST_LINES - 1], lines[-1])
    from rich.text import Text  # noqa: PLC0415

    for place, line in enumerate(lines):
        if place and line > lines[place - 1] and len(issue.lines) > _MOST_LINES and place == len(lines) - 1:
            yield Text("        …", style="dim")
        span = line_span(found, line)
        shown = Text(f"  {line:5d} │ ", style="dim")
        body = Text(found.report.text.part(span), style="default")
        for mark in marks.get(line, ()):
            start, end = max(mark.start, span.start), min(mark.end, span.end)
            body.stylize("bold underline", start - span.start, max(end - span.start, start - span.start))
        yield shown.append_text(body)
