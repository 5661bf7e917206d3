"""The rules over texts, declared once: which there are, how severe, and what finds them. The most certain come first."""

from __future__ import annotations

from workbench.core.checks.issues import RuleSpec, Severity
from workbench.core.checks.prose import (
    captions,
    changes,
    database,
    derivations,
    firsts,
    language,
    measures,
    named,
    names_values,
    parity,
    restatements,
    sums,
    systems,
    tops,
    trends,
    wholes,
)
from workbench.core.checks.prose.outcomes import TextRule

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
_TEXT = ("text",)

RULES = (
    TextRule(RuleSpec("R2", _ERROR, _TEXT), changes.wrong_signs),
    TextRule(RuleSpec("R2", _ERROR, _TEXT), trends.unnumbered),
    TextRule(RuleSpec("R1", _ERROR, _TEXT), changes.wrong_sizes),
    TextRule(RuleSpec("R4", _ERROR, _TEXT), changes.wrong_bases),
    TextRule(RuleSpec("R1", _ERROR, _TEXT), database.stored_values),
    TextRule(RuleSpec("R5", _ERROR, _TEXT), restatements.contradicting_values),
    TextRule(RuleSpec("R5", _ERROR, _TEXT), restatements.doubtful_values),
    TextRule(RuleSpec("R5", _ERROR, _TEXT), named.named_values),
    TextRule(RuleSpec("R5", _ERROR, _TEXT), changes.contradicting_changes),
    TextRule(RuleSpec("R10", _ERROR, _TEXT), restatements.rates_in_two_units),
    TextRule(RuleSpec("R6", _ERROR, _TEXT), tops.lengths),
    TextRule(RuleSpec("R6", _ERROR, _TEXT), tops.named_lengths),
    TextRule(RuleSpec("R6", _ERROR, _TEXT), tops.duplicates),
    TextRule(RuleSpec("R6", _ERROR, _TEXT), tops.orders),
    TextRule(RuleSpec("R6", _ERROR, _TEXT), tops.members),
    TextRule(RuleSpec("R6", _ERROR, _TEXT), sums.falling_series),
    TextRule(RuleSpec("R6", _ERROR, _TEXT), sums.numbered_items),
    TextRule(RuleSpec("R7", _ERROR, _TEXT), firsts.superlatives),
    TextRule(RuleSpec("R8", _ERROR, _TEXT), wholes.shares),
    TextRule(RuleSpec("R8", _ERROR, _TEXT), wholes.totals),
    TextRule(RuleSpec("R8", _ERROR, _TEXT), sums.remainders),
    TextRule(RuleSpec("R8", _ERROR, _TEXT), sums.together),
    TextRule(RuleSpec("R9", _ERROR, _TEXT), wholes.means),
    TextRule(RuleSpec("R11", _ERROR, _TEXT), derivations.wholes),
    TextRule(RuleSpec("R11", _ERROR, _TEXT), derivations.columns),
    TextRule(RuleSpec("R11", _ERROR, _TEXT), derivations.days_of_month),
    TextRule(RuleSpec("R11", _ERROR, _TEXT), derivations.shares_of_two),
    TextRule(RuleSpec("R11", _ERROR, _TEXT), sums.counted_shares),
    TextRule(RuleSpec("R12", _ERROR, _TEXT), systems.growth_and_shares),
    TextRule(RuleSpec("R13", _ERROR, _TEXT), captions.numbers),
    TextRule(RuleSpec("R14", _ERROR, _TEXT), captions.lengths_of_time),
    TextRule(RuleSpec("R15", _ERROR, _TEXT), captions.units),
    TextRule(RuleSpec("R20", _ERROR, _TEXT), wholes.missing_values),
    TextRule(RuleSpec("R20", _ERROR, _TEXT), names_values.respective),
    TextRule(RuleSpec("R23", _ERROR, _TEXT), parity.differences),
    TextRule(RuleSpec("R3", _WARNING, _TEXT), changes.kinds_of_change),
    TextRule(RuleSpec("R3", _WARNING, _TEXT), measures.shares_as_numbers),
    TextRule(RuleSpec("R12", _WARNING, _TEXT), measures.same_rise_twice),
    TextRule(RuleSpec("R12", _INFO, _TEXT), measures.stages_and_rate),
    TextRule(RuleSpec("R18", _WARNING, _TEXT), restatements.neighbours_number),
    TextRule(RuleSpec("R6", _WARNING, _TEXT), tops.nearly_ordered),
    TextRule(RuleSpec("R21", _WARNING, _TEXT), database.implied_values),
    TextRule(RuleSpec("R22", _WARNING, _TEXT), language.stale),
    TextRule(RuleSpec("R16", _INFO, _TEXT), language.terms),
    TextRule(RuleSpec("R17", _INFO, _TEXT), language.coverage),
    TextRule(RuleSpec("R19", _INFO, _TEXT), wholes.decimals),
    TextRule(RuleSpec("R24", _INFO, _TEXT), language.noise),
)
"""A rule may have several functions, each a row."""
