"""What is said of a claim in the language of the window: the figure it is about, its verdict, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.core.catalogue import Catalogue
from workbench.core.claims.aspects import Aspect, Said, aspect_of
from workbench.core.claims.verdicts import VerdictKind
from workbench.core.figure_words import segment_label
from workbench.core.keys import FigureKey
from workbench.core.periods import Grain, Period
from workbench.core.queries.breakdown import Base
from workbench.core.queries.claims import CheckedClaim
from workbench.core.records import GLOBAL
from workbench.ui.appearance import Appearance

_KINDS = {
    VerdictKind.SUPPORTED: "claim.supported",
    VerdictKind.WITHIN_ROUNDING: "claim.within_rounding",
    VerdictKind.WRONG_VALUE: "claim.wrong_value",
    VerdictKind.WRONG_SIGN: "claim.wrong_sign",
    VerdictKind.WRONG_UNIT: "claim.wrong_unit",
    VerdictKind.WRONG_BASE: "claim.wrong_base",
    VerdictKind.NEEDS_DATA: "claim.needs_data",
    VerdictKind.AMBIGUOUS: "claim.ambiguous",
}
_ICONS = {
    VerdictKind.SUPPORTED: "circle-check",
    VerdictKind.WITHIN_ROUNDING: "circle-check",
    VerdictKind.NEEDS_DATA: "circle-dashed",
    VerdictKind.AMBIGUOUS: "circle-help",
}
_SAID = {
    Said.AVERAGE: ("claim.aspect_average", "claim.aspect_average"),
    Said.RANK: ("claim.aspect_rank", "claim.aspect_rank"),
    Said.PREVIOUS: ("claim.aspect_month", "claim.aspect_previous"),
    Said.YEAR: ("claim.aspect_year_month", "claim.aspect_year"),
}
_BASES = {
    Base.PREVIOUS: ("claim.change_month", "claim.change_previous"),
    Base.YEAR: ("claim.change_year_month", "claim.change_year"),
    Base.AVERAGE: ("claim.change_average", "claim.change_average"),
}
"""What is said of the figure of a month, and of another period's."""

_ROLES = {
    "published": "claim.line_published",
    "computed": "claim.line_computed",
    "average": "claim.line_average",
}


class ClaimTexts:
    """Writes claims with the names of a catalogue."""

    def __init__(self, appearance: Appearance, catalogue: Catalogue) -> None:
        """Write in the language that the window speaks when asked."""
        self._appearance = appearance
        self._catalogue = catalogue

    def series(self, key: FigureKey) -> str:
        """Name metric and segment: "Virus rate / China"."""
        known = self._catalogue.metrics.get(key.metric)
        language = self._appearance.language
        metric = key.metric if known is None else self._catalogue.label(known, language)
        if key.dimension == GLOBAL:
            return metric
        if key.dimension not in self._catalogue.dimensions:
            return f"{metric} / {key.segment}"
        return f"{metric} / {segment_label(self._catalogue, key.dimension, key.segment, language)}"

    def aspect(self, key: FigureKey) -> str:
        """Say what of the figure is meant; empty for the value itself."""
        aspect = aspect_of(key.aspect)
        if aspect is None:
            return key.aspect
        if aspect.said is Said.CHANGE:
            return self._change(aspect, key)
        ids = _SAID.get(aspect.said)
        return "" if ids is None else self._appearance.say(ids[_is_other(key)])

    def short(self, key: FigureKey, period: Period | None) -> str:
        """Name the figure in little room: the segment or else the metric, what of it, the period where it is another one."""
        series = self.series(key) if key.dimension == GLOBAL else self.series(key).partition(" / ")[2]
        when = "" if key.period == period else self._appearance.period(key.period)
        return " / ".join(part for part in (series, self.aspect(key), when) if part)

    def path(self, key: FigureKey) -> str:
        """Name the figure with its period and what of it is meant."""
        parts = (self.series(key), self._appearance.period(key.period), self.aspect(key))
        return " / ".join(part for part in parts if part)

    def verdict(self, claim: CheckedClaim) -> str:
        """Say the verdict in a few words."""
        return verdict_name(self._appearance, claim.verdict.kind)

    def reason(self, claim: CheckedClaim) -> str:
        """Say what the data has instead, or why nobody knows."""
        verdict, say = claim.verdict, self._appearance.say
        if verdict.why is not None:
            return self._appearance.sentence(verdict.why)
        return "" if verdict.expected is None else say("claim.data_says", figure=verdict.expected)

    def fitting(self, claim: CheckedClaim) -> str:
        """Say which base of comparison would make the claim right; empty where none does."""
        aspect = aspect_of(claim.verdict.fits) if claim.verdict.fits else None
        return "" if aspect is None else self._appearance.say("claim.fits", base=self._change(aspect, claim.key))

    def lines(self, claim: CheckedClaim) -> Iterator[tuple[str, str]]:
        """Yield the figures that stand behind a claim: what each is, and the figure as printed."""
        for line in claim.known.lines:
            id_ = _ROLES.get(line.role)
            label = self._appearance.period(line.period) if id_ is None else self._appearance.say(id_)
            yield label, self._appearance.sentence(line.figure)

    def whole(self, claim: CheckedClaim) -> str:
        """Say all of a claim on a few lines, for a tool tip and for those who hear it."""
        head = [f"{claim.link.shown}: {self.verdict(claim)}"]
        if claim.key is not None:
            head.append(self.path(claim.key))
        lines = [f"{label}: {figure}" for label, figure in self.lines(claim)]
        reason = "" if claim.verdict.kind.is_right else self.reason(claim)
        return "\n".join(part for part in (*head, *lines, reason, self.fitting(claim)) if part)

    def _change(self, aspect: Aspect, key: FigureKey | None) -> str:
        say, base = self._appearance.say, aspect.base
        return say("claim.change_from", period=base) if isinstance(base, Period) else say(_BASES[base][_is_other(key)])


def _is_other(key: FigureKey | None) -> bool:
    """Whether a key is of another period than a month."""
    return key is not None and key.period is not None and key.period.grain is not Grain.MONTH


def verdict_name(appearance: Appearance, kind: VerdictKind) -> str:
    """Say a verdict in a few words."""
    return appearance.say(_KINDS[kind])


def verdict_icon(kind: VerdictKind) -> str:
    """Return the name of the icon of a verdict."""
    return _ICONS.get(kind, "circle-x")
