"""Writes docs/rules.md: the catalogue of all rules over texts and over stored figures, from how they are declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from workbench.core.checks.figures import FIGURE_RULES
from workbench.core.checks.issues import RuleSpec, Severity
from workbench.core.checks.prose.rules import RULES
from workbench.core.messages import Translator, message
from workbench.core.resources import resources_folder
from workbench.core.translation import GettextTranslator

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "rules.md"
_SEVERITIES = tuple(Severity)
_HEAD = """# Rules

What `workbench audit` looks for in a report's text, and `workbench check` in stored figures. Numbers are what they can have
been before rounding: an error is told only where no values inside the printed ones make the statements true.

Made by `python -m scripts.make_rules` from the tables of rules; do not edit.
"""


def specs() -> dict[str, RuleSpec]:
    """Return each rule once, by its id: the most severe of its declarations, with all that it looks at."""
    found: dict[str, RuleSpec] = {}
    for spec in (*(rule.spec for rule in RULES), *FIGURE_RULES):
        known = found.get(spec.id, spec)
        severity = min(known.severity, spec.severity, key=_SEVERITIES.index)
        looks_at = tuple(dict.fromkeys((*known.looks_at, *spec.looks_at)))
        found[spec.id] = RuleSpec(spec.id, severity, looks_at)
    return dict(sorted(found.items(), key=lambda item: (item[0][0] != "R", int(item[0][1:]))))


def rules_page() -> str:
    """Return the page."""
    words = [GettextTranslator(language, resources_folder() / "locale") for language in ("en", "ja")]
    return _HEAD + "".join(_entries(specs().values(), words))


def _entries(rules: Iterable[RuleSpec], words: Iterable[Translator]) -> Iterator[str]:
    for spec in rules:
        english, japanese = words
        title, about = (message(f"rule.{spec.id.lower()}_{part}") for part in ("title", "about"))
        yield (
            f"\n## {spec.id} · {english(title)} · {japanese(title)}\n\n"
            f"Up to *{spec.severity}*; looks at {' and '.join(spec.looks_at)}.\n\n{english(about)}\n\n{japanese(about)}\n"
        )


def main() -> None:
    """Write the page."""
    PAGE.write_text(rules_page(), "utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
