"""Texts to begin a finding with: read from the resources, their claims filled with the numbers of a month."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.core.catalogue import Catalogue
from workbench.core.commands.findings import Words, add_finding
from workbench.core.findings import dated, updated, updates_of
from workbench.core.messages import Translator
from workbench.core.periods import Period
from workbench.core.ports import Command, Reader
from workbench.core.queries.claims import checked_claims
from workbench.core.translation import LANGUAGES


@dataclass(frozen=True, slots=True)
class FindingTemplate:
    """A template: its name in both languages, the category, and its words by language."""

    id: str
    category: str
    label_ja: str
    label_en: str
    words: Mapping[str, Words]


def finding_templates(resources: Path) -> tuple[FindingTemplate, ...]:
    """Read the templates of a resources folder, in their order."""
    read = tomllib.loads((resources / "templates" / "findings.toml").read_text(encoding="utf-8"))
    return tuple(
        FindingTemplate(
            one["id"],
            one["category"],
            one["label_ja"],
            one["label_en"],
            {language: Words(one[f"title_{language}"], one[f"body_{language}"].strip()) for language in LANGUAGES},
        )
        for one in read["template"]
    )


def start_from_template(
    reader: Reader,
    catalogue: Catalogue,
    template: FindingTemplate,
    period: Period,
    words_of: Callable[[str], Translator],
) -> Command:
    """Return the command that adds a draft made of a template, with the numbers of its month as far as they are known."""
    filled: dict[str, Words] = {}
    for language, words in template.words.items():
        body = dated(words.body, period)
        (claims,) = checked_claims(reader, catalogue, [(body, period)])
        filled[language] = Words(words.title, updated(body, updates_of(claims, words_of(language))))
    return add_finding(period, filled, category=template.category)
