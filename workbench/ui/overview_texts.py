"""What the panels of the overview say in the language of the window: big numbers, changes, averages, and the month in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workbench.core.analysis import Column, levels
from workbench.core.catalogue import Catalogue
from workbench.core.figure_words import printed
from workbench.core.periods import Period
from workbench.core.queries.breakdown import Base, BaseOfComparison
from workbench.core.queries.figure_detail import Beside
from workbench.core.queries.overview import Overview, Panel
from workbench.core.records import Metric, Observation, Status
from workbench.core.units import PERCENT, UNITS, level, printed_message
from workbench.ui.appearance import Appearance
from workbench.ui.figure_texts import ChangeText, FigureTexts, change_text
from workbench.ui.widgets.bar_rows import Printed, in_pieces
from workbench.ui.widgets.grid_cells import DASH, figure_text

_TITLES = {
    "spam": "overview.panel_spam",
    "virus": "overview.panel_virus",
    "phishing": "overview.panel_phishing",
    "web": "overview.panel_web",
}
_SHORT = {Status.PROVISIONAL.value: "inspector.short_provisional", Status.ESTIMATED.value: "inspector.short_estimated"}


@dataclass(frozen=True, slots=True)
class BesideText:
    """A figure beside the big number: what it is, the figure, and a small word about it."""

    label: str
    value: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class HeadTexts:
    """The head of a panel: title, big number in pieces, its change, what stands beside, and all of it in a sentence.

    `number` is the change as a spreadsheet reads it, `words` says which way it goes.
    """

    title: str
    value: Printed
    is_missing: bool
    change: ChangeText | None
    number: str
    words: str
    beside: tuple[BesideText, ...]
    said: str


@dataclass(frozen=True, slots=True)
class History:
    """The levels of a metric along periods, what writes one, what says one's place, and all of it in a sentence.

    `average` is the average's level over the last so many periods.
    """

    periods: Sequence[Period]
    levels: Sequence[float | None]
    average: tuple[float, int] | None
    label: Callable[[float], str]
    tell: Callable[[int], str]
    described: str


class OverviewTexts:
    """Writes one overview."""

    def __init__(self, appearance: Appearance, catalogue: Catalogue, base: BaseOfComparison) -> None:
        """Write in the language that the window speaks when asked; `base` is that of the scope."""
        self._appearance = appearance
        self._catalogue = catalogue
        self._base = base

    def against(self, shown: Overview) -> str:
        """Name the base of comparison inside a sentence: last month, January 2010, the 6-month average."""
        say = self._appearance.say
        if shown.base is None:
            return say("overview.base_average", months=self._catalogue.average_window.months)
        if self._base is Base.PREVIOUS:
            return say("overview.base_previous")
        return say("overview.base_year") if self._base is Base.YEAR else self._appearance.period(shown.base)

    def title(self, panel: Panel) -> str:
        """Name a panel."""
        return self._appearance.say(_TITLES[panel.spec.id])

    def head(self, panel: Panel, shown: Overview) -> HeadTexts:
        """Write the head of a panel."""
        metric, title = self._catalogue.metric(panel.spec.metric), self.title(panel)
        texts, now = FigureTexts(self._appearance, metric), panel.observation
        value = None if now is None else now.value
        step, qualifier = (now.step, now.qualifier) if now is not None else (None, "exact")
        pieces = in_pieces(printed_message(UNITS[metric.unit], value, step, qualifier), self._appearance)
        change = texts.change(Beside(shown.base, panel.base, panel.change, panel.change_span), now)
        number = ""
        if panel.change is not None:
            steps = [one.step for one in (now, panel.base) if one is not None]
            written = change_text(panel.change, panel.change_span, UNITS[metric.unit], *steps)
            number = written.text.lstrip("±").replace("−", "-")
        words = self._words(panel, shown, texts, change)
        beside = tuple(self._beside(panel, shown))
        figures = "; ".join(f"{one.label} {one.value} {one.tag}".rstrip() for one in beside)
        said = f"{title}: {pieces}. {change or ''} {words}. {figures}".replace("  ", " ")
        return HeadTexts(title, pieces, value is None, change, number, words, beside, said)

    def edition(self, shown: Overview) -> str:
        """Name the issue of the report that the period is."""
        return self._appearance.say("overview.edition", period=shown.period)

    def sentence(self, shown: Overview) -> str:
        """Say the month in a sentence: how many of the panels' figures got worse, and what is still missing."""
        say = self._appearance.say
        counts = Counter(panel.direction for panel in shown.panels)
        known = sum(count for direction, count in counts.items() if direction is not None)
        against = self.against(shown)
        if not known:
            said = say("overview.not_compared", against=against)
        elif counts["worse"] == known or counts["better"] == known:
            id_ = "overview.all_worse" if counts["worse"] else "overview.all_better"
            said = say(id_, count=known, against=against)
        else:
            said = say(
                "overview.some_worse",
                worse=counts["worse"],
                better=counts["better"],
                same=counts["same"],
                count=known,
                against=against,
            )
        if shown.missing:
            said = f"{said} {say('overview.missing', missing=shown.missing, expected=shown.expected)}"
        return said

    def history(self, panel: Panel, shown: Overview) -> History:
        """Return the history of a panel as a line: levels, the average over its own months, and its words."""
        metric = self._catalogue.metric(panel.spec.metric)
        unit, texts = UNITS[metric.unit], FigureTexts(self._appearance, metric)
        column = levels(unit, list(panel.history))
        mean = panel.published[0] if panel.published is not None else panel.average
        window = self._catalogue.average_window.months

        def tell(at: int) -> str:
            value = texts.number(panel.history[at])
            return self._appearance.say("inspector.history_point", period=shown.months[at], value=value)

        def label(found: float) -> str:
            is_number = unit.change_unit == "percent"
            return figure_text(found, metric.step) if is_number else texts.level(found)

        average = (level(unit, mean), window) if mean else None
        return History(shown.months, column, average, label, tell, self._described(shown, column, label))

    def _described(self, shown: Overview, column: Column, label: Callable[[float], str]) -> str:
        """Say in words what a line shows."""
        known = {month: found for month, found in zip(shown.months, column, strict=True) if found is not None}
        if not known:
            return self._appearance.say("inspector.history_empty")
        low, high = min(known, key=known.__getitem__), max(known, key=known.__getitem__)
        months = list(known)
        return self._appearance.say(
            "inspector.history_described",
            first=months[0],
            last=months[-1],
            count=len(months),
            low=label(known[low]),
            low_period=low,
            high=label(known[high]),
            high_period=high,
        )

    def _words(self, panel: Panel, shown: Overview, texts: FigureTexts, change: ChangeText | None) -> str:
        """Say in words which way the big number went, with the rate of "1 in N" before."""
        say = self._appearance.say
        if panel.observation is None or panel.observation.value is None:
            return say("overview.no_figure")
        against = self.against(shown)
        ids = {"worse": "overview.worse", "better": "overview.better", "same": "overview.same"}
        id_ = ids.get(panel.direction or "", "overview.nothing_to_compare")
        if change is not None and change.role == "quiet":
            id_ = "overview.same"
        said = say(id_, against=against)
        unit = UNITS[self._catalogue.metric(panel.spec.metric).unit]
        if not unit.is_rate_of_one:
            return said
        rate = texts.level(100 / panel.observation.value) if panel.observation.value else "–"
        return say("overview.with_rate", rate=rate, words=said)

    def _beside(self, panel: Panel, shown: Overview) -> Iterator[BesideText]:
        """Yield the period before, another base, and the averages: what was published, and what is computed."""
        metric = self._catalogue.metric(panel.spec.metric)
        say, months = self._appearance.say, self._catalogue.average_window.months
        status = _SHORT.get(panel.observation.status if panel.observation is not None else "")
        if status is not None:
            yield BesideText(say("overview.status"), say(status))
        previous = say("overview.last_month") if self._base is Base.PREVIOUS else say("overview.month_before")
        yield BesideText(previous, self._short(metric, panel.previous))
        if shown.base is not None and self._base is not Base.PREVIOUS:
            yield BesideText(self._appearance.period(shown.base), self._short(metric, panel.base))
        label = say("overview.average", months=months)
        if panel.published is not None:
            yield BesideText(label, self._number(metric, *panel.published), say("inspector.published"))
            label = say("overview.computed")
        tag = say("overview.present", present=panel.months, window=months) if panel.months else ""
        yield BesideText(label, self._number(metric, panel.average, metric.step), tag)

    def _short(self, metric: Metric, observation: Observation | None) -> str:
        """Write a figure without the unit that stands at the big number; a percentage keeps its sign."""
        if observation is None or observation.value is None:
            return DASH
        if metric.unit == PERCENT.id:
            return printed(PERCENT, observation, self._appearance.sentence)
        return figure_text(observation.value, observation.step or 0.0, observation.qualifier)

    def _number(self, metric: Metric, value: float | None, step: float | None) -> str:
        """Write a mean likewise."""
        if value is None:
            return DASH
        if metric.unit == PERCENT.id:
            return self._appearance.sentence(printed_message(PERCENT, value, step, "exact"))
        return figure_text(value, step or 0.0)
