"""The rules over stored figures, declared once, and the functions that they are: what `check` looks for.

Numbers are intervals throughout: an error is said only where no values inside the printed ones make the figures right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from workbench.core.checks.figures_changes import changes
from workbench.core.checks.figures_lists import lists
from workbench.core.checks.figures_readings import readings
from workbench.core.checks.figures_series import averages, series
from workbench.core.checks.figures_stored import Stored
from workbench.core.checks.figures_sums import sums
from workbench.core.checks.issues import Issue, RuleSpec, Severity
from workbench.core.periods import Period

Rule = Callable[[Stored, Sequence[Period]], Iterator[Issue]]
"""What finds issues in the figures of some periods; figures of other periods are there to compare with."""

_FIGURES, _BOTH = ("figures",), ("text", "figures")

FIGURE_RULES: tuple[RuleSpec, ...] = (
    RuleSpec("R1", Severity.ERROR, _BOTH),
    RuleSpec("R2", Severity.ERROR, _BOTH),
    RuleSpec("R5", Severity.ERROR, _BOTH),
    RuleSpec("R6", Severity.ERROR, _BOTH),
    RuleSpec("R8", Severity.ERROR, _BOTH),
    RuleSpec("R9", Severity.ERROR, _BOTH),
    RuleSpec("R10", Severity.ERROR, _BOTH),
    RuleSpec("R11", Severity.WARNING, _BOTH),
    RuleSpec("R19", Severity.INFO, _BOTH),
    RuleSpec("R21", Severity.WARNING, _BOTH),
    RuleSpec("F1", Severity.WARNING, _FIGURES),
    RuleSpec("F2", Severity.WARNING, _FIGURES),
    RuleSpec("F3", Severity.INFO, _FIGURES),
    RuleSpec("F4", Severity.INFO, _FIGURES),
    RuleSpec("F5", Severity.WARNING, _FIGURES),
)
"""The rules over stored figures; those that look at texts as well have the same ids there."""

FUNCTIONS: tuple[Rule, ...] = (changes, readings, lists, sums, averages, series)
"""What finds them in the figures of one metric; R11, which compares metrics, is in `figures_sums` beside these."""


def figure_issues(stored: Stored, periods: Sequence[Period]) -> Iterator[Issue]:
    """Yield what all rules find in these periods of a metric's figures."""
    for function in FUNCTIONS:
        yield from function(stored, periods)
