"""The audit of a text as one HTML page: the text with its statements marked, and what is wrong beside the lines.

The page needs nothing else: no scripts, no fonts, no pictures. All that comes from the text is escaped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from workbench.cli.audit_table import line_span, rule_title, severity_word, summary
from workbench.core.checks.issues import Issue, Severity
from workbench.core.checks.prose.audit import Audit, AuditedClaim
from workbench.core.claims.text import Span
from workbench.core.messages import Translator, message

_STYLE = """
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--dim:#5b6470;--line:#d9dee4;--error:#b3261e;--warning:#8a5a00;
--info:#4a5563;--right:#1b6e3c;--error-back:#fdecea;--warning-back:#fff4dc;--right-back:#e8f5ec}
@media(prefers-color-scheme:dark){:root{--paper:#14171b;--ink:#e6e9ed;--dim:#9aa4b0;--line:#2f353d;--error:#ff8a80;
--warning:#f2c14e;--info:#aab4c0;--right:#7fd19b;--error-back:#3a1d1b;--warning-back:#352a10;--right-back:#16301f}}
*{box-sizing:border-box}body{margin:0;padding:2rem;background:var(--paper);color:var(--ink);font:15px/1.7 system-ui,
"Hiragino Sans","Noto Sans JP","Yu Gothic",Meiryo,sans-serif}main{max-width:76rem;margin:0 auto}h1{font-size:1.4rem;margin:0 0 .2rem}
.sum{color:var(--dim);margin:0 0 1.5rem}.row{display:grid;grid-template-columns:3.5rem minmax(0,3fr) minmax(0,2fr);gap:0 1rem}
.no{color:var(--dim);text-align:right;font-variant-numeric:tabular-nums;user-select:none}.text{white-space:pre-wrap;overflow-wrap:anywhere}
.gap{height:.8rem}.note{border-left:3px solid;padding:0 .6rem;margin:0 0 .5rem;font-size:13px;line-height:1.55}
.note b{font-weight:600}.error{border-color:var(--error)}.error b{color:var(--error)}.warning{border-color:var(--warning)}
.warning b{color:var(--warning)}.info{border-color:var(--line);color:var(--info)}.see{border-left:3px solid;padding:0 .6rem;font-size:12px}.see a{color:var(--dim)}mark{color:inherit;background:none;
border-bottom:1px dotted var(--dim);padding:0 .1em}mark.wrong{background:var(--error-back);border-bottom:2px solid var(--error);font-weight:600}
mark.doubt{background:var(--warning-back);border-bottom:2px dashed var(--warning)}mark.right{background:var(--right-back);border-bottom:1px solid var(--right)}
@media(max-width:50rem){body{padding:1rem}.row{grid-template-columns:2.5rem minmax(0,1fr)}.notes{grid-column:2}}
@media print{body{padding:0}}
"""
_CLASSES = {
    **dict.fromkeys(("wrong_value", "wrong_sign", "wrong_unit", "wrong_base", "contradicts"), "wrong"),
    **dict.fromkeys(("ambiguous",), "doubt"),
    **dict.fromkeys(("supported", "within_rounding"), "right"),
}


def audit_page(found: Audit, words: Translator) -> str:
    """Return the page, in the language of the words; the text's own language is said of the text."""
    title = escape(words(message("audit.page_title", name=found.report.text.name)))
    rows = "".join(_rows(found, words))
    return (
        f'<!DOCTYPE html>\n<html lang="{words.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><main><h1>{title}</h1>"
        f'<p class="sum">{escape(words(summary(found)))}</p>{rows}</main></body></html>\n'
    )


def _rows(found: Audit, words: Translator) -> Iterator[str]:
    """Yield the lines of the text, each with the issues that are about it first; several empty lines are one gap."""
    notes, more = _notes(found), _further_lines(found)
    marks = _marks(found)
    was_empty = True
    for line in range(1, len(found.report.text.line_starts) + 1):
        span = line_span(found, line)
        if span.start == span.end:
            if not was_empty:
                yield '<div class="gap"></div>'
            was_empty = True
            continue
        was_empty = False
        beside = "".join(_note(issue, words) for issue in notes.get(line, ()))
        beside += "".join(_reference(issue, words) for issue in more.get(line, ()))
        body = _marked(found, span, marks.get(line, ()), words)
        yield (
            f'<div class="row" id="L{line}"><div class="no">{line}</div>'
            f'<div class="text" lang="{found.report.language}">{body}</div><div class="notes">{beside}</div></div>'
        )


def _notes(found: Audit) -> Mapping[int, list[Issue]]:
    """Return the issues by the first line that they are about; those without one stand at the first."""
    notes: dict[int, list[Issue]] = defaultdict(list)
    for issue in found.issues:
        notes[issue.lines[0] if issue.lines else 1].append(issue)
    return notes


def _further_lines(found: Audit) -> Mapping[int, list[Issue]]:
    """Return the issues that weigh by the other lines that they are about: these lead to the first one."""
    more: dict[int, list[Issue]] = defaultdict(list)
    for issue in found.issues:
        if issue.severity is not Severity.INFO and not issue.waived:
            for line in issue.lines[1:]:
                more[line].append(issue)
    return more


def _reference(issue: Issue, words: Translator) -> str:
    where = escape(words(message("audit.see_line", line=issue.lines[0])))
    return (
        f'<div class="see {issue.severity}"><b>{escape(issue.rule)}</b> <a href="#L{issue.lines[0]}">{where}</a></div>'
    )


def _note(issue: Issue, words: Translator) -> str:
    severity = Severity.INFO if issue.waived else issue.severity
    waived = f" {words(message('audit.waived', reason=issue.waived))}" if issue.waived else ""
    about = escape(words(message(f"rule.{issue.rule.lower()}_about")))
    title = escape(f"{words(severity_word(severity))} {issue.rule} {words(rule_title(issue.rule))}")
    return f'<div class="note {severity}"><b title="{about}">{title}</b> {escape(words(issue.message) + waived)}</div>'


def _marks(found: Audit) -> Mapping[int, list[AuditedClaim]]:
    marks: dict[int, list[AuditedClaim]] = defaultdict(list)
    for one in found.claims:
        for line in found.report.lines(one.claim):
            marks[line].append(one)
    return marks


def _marked(found: Audit, span: Span, claims: Sequence[AuditedClaim], words: Translator) -> str:
    """Return a line with its statements marked; of two on the same words the first is."""
    source = found.report.text
    parts: list[str] = []
    place = span.start
    for one in sorted(claims, key=lambda one: (one.claim.span.start, -one.claim.span.end)):
        start, end = max(one.claim.span.start, span.start), min(one.claim.span.end, span.end)
        if start < place or start >= end:
            continue
        tip = escape(f"{words(message(f'verdict.{one.verdict}'))}: {words(one.message)}")
        parts.append(escape(source.part(Span(place, start))))
        parts.append(
            f'<mark class="{_CLASSES.get(one.verdict, "open")}" title="{tip}">{escape(source.part(Span(start, end)))}</mark>'
        )
        place = end
    return "".join((*parts, escape(source.part(Span(place, span.end)))))
