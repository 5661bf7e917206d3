"""What a list in a panel of the overview shows, in words and levels: made once for an answer and a language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.core.analysis import Rank, RankChange
from workbench.core.figure_words import ChangeNumber, change_message, printed, segment_label
from workbench.core.queries.overview import Key, PanelList
from workbench.core.records import GLOBAL, Observation, Status
from workbench.core.units import UNITS, Unit, level
from workbench.ui.appearance import Appearance
from workbench.ui.figure_texts import change_text
from workbench.ui.widgets.grid_cells import DASH, figure_text

if TYPE_CHECKING:
    from workbench.core.catalogue import Catalogue

_TITLES = {
    "geography": "overview.list_geography",
    "vertical": "overview.list_vertical",
    "company_size": "overview.list_company_size",
    "site_kind": "overview.list_site_kind",
    "new_web": "overview.list_new_web",
    "web_category": "overview.list_web_category",
    "web_malware": "overview.list_web_malware",
}
_SHORT_NAMES = {
    "new_domain_share": "overview.new_domains",
    "new_malware_share": "overview.new_malware",
}
"""Totals whose names are said shorter, by the last part of the metric's id: the list's title says the rest."""

_TAGS = {Status.PROVISIONAL.value: "p", Status.ESTIMATED.value: "e"}
_FROM_ZERO = 0.5
"""An axis begins at zero unless the lowest level is more than this part of the highest."""


@dataclass(frozen=True, slots=True)
class KpiRow:
    """A row: place, movement, name, level (None: no figure), value in two pieces about its point, and its change.

    `role` is "worse", "better" or "quiet"; `said` is the whole row in a sentence.
    """

    key: Key
    rank: str
    moved: str
    name: str
    level: float | None
    whole: str
    fraction: str
    tag: str
    arrow: str
    change: str
    role: str
    said: str


@dataclass(frozen=True, slots=True)
class KpiRows:
    """A list: its heads, its rows, and the axis of its strips from `low` to `high` with the total's level on it."""

    id: str
    title: str
    value_head: str
    change_head: str
    rows: tuple[KpiRow, ...]
    low: float = 0.0
    high: float = 0.0
    total: float | None = None

    @property
    def starts_at_zero(self) -> bool:
        """Whether lengths on the axis are amounts."""
        return not self.low


def rows_of(shown: PanelList, catalogue: Catalogue, appearance: Appearance, against: str) -> KpiRows:
    """Return what a list shows in the language of the window; `against` names the base of comparison."""
    return _Writer(shown, catalogue, appearance, against).rows()


def moved_text(change: RankChange, appearance: Appearance) -> str:
    """Write the movement of a place: ↑2, or that it is new; empty where it did not move or nobody knows."""
    if isinstance(change, str):
        return appearance.say("grid.entered" if change == "entered" else "grid.left")
    return f"{'↑' if change > 0 else '↓'}{abs(change)}" if change else ""


class _Writer:
    """Writes one list."""

    def __init__(self, shown: PanelList, catalogue: Catalogue, appearance: Appearance, against: str) -> None:
        self._list = shown
        self._catalogue = catalogue
        self._appearance = appearance
        self._against = against
        self._metric = catalogue.metric(shown.spec.metrics[0])
        self._unit = UNITS[self._metric.unit]

    def rows(self) -> KpiRows:
        """Return the list."""
        say, unit = self._appearance.say, self._unit
        rows = tuple(self._row(at, key) for at, key in enumerate(self._list.keys))
        low, high = self._axis([row.level for row in rows])
        is_rate = unit.is_rate_of_one
        return KpiRows(
            id=self._list.spec.id,
            title=say(_TITLES[self._list.spec.id], top=self._list.spec.top or 0),
            value_head=say(f"grid.unit_{unit.id}"),
            change_head=say(
                "overview.change_points" if is_rate or unit.change_unit == "points" else "overview.change_percent"
            ),
            rows=rows,
            low=low,
            high=high,
            total=self._list.total,
        )

    def _axis(self, levels: Sequence[float | None]) -> tuple[float, float]:
        """Return where the axis of the strips begins and ends; it has room at both ends where it does not begin at zero."""
        known = [found for found in (*levels, self._list.total) if found is not None]
        if not known:
            return 0.0, 0.0
        low, high = min(known), max(known)
        if low <= _FROM_ZERO * high:
            return 0.0, high
        room = (high - low) / 8 or high / 100
        return low - room, high + room

    def _row(self, at: int, key: Key) -> KpiRow:
        now = self._list.observations[at]
        unit = self._unit_of(key)
        text = DASH if now.value is None else figure_text(now.value, now.step or 0.0, now.qualifier)
        whole, point, rest = text.partition(".")
        arrow, change, role = self._change(at, unit, key)
        return KpiRow(
            key=key,
            rank=self._rank(self._list.ranks[at]),
            moved=moved_text(self._list.rank_changes[at], self._appearance),
            name=self._name(key),
            level=None if not now.value else level(unit, now.value),
            whole=whole,
            fraction=point + rest,
            tag=_TAGS.get(now.status, ""),
            arrow=arrow,
            change=change,
            role=role,
            said=self._said(at, key, now, unit),
        )

    def _unit_of(self, key: Key) -> Unit:
        return UNITS[self._catalogue.metric(key[0]).unit]

    def _name(self, key: Key) -> str:
        """Name a row: the segment, or the metric where rows are totals."""
        metric, dimension, segment = key
        if dimension != GLOBAL:
            return segment_label(self._catalogue, dimension, segment, self._appearance.language)
        short = metric.rpartition(".")[2]
        if short in _SHORT_NAMES:
            return self._appearance.say(_SHORT_NAMES[short])
        return self._catalogue.label(self._catalogue.metric(metric), self._appearance.language)

    def _rank(self, rank: Rank | None) -> str:
        """Write a place as far as it is known; none where the list stands in the catalogue's order."""
        if rank is None or self._list.spec.top is None:
            return ""
        if rank.beyond is not None:
            return f">{rank.beyond}"
        return str(rank.place) if rank.of is None else f"{rank.place}/{rank.of}"

    def _change(self, at: int, unit: Unit, key: Key) -> tuple[str, str, str]:
        """Return arrow, number and role of a change."""
        moved = self._list.changes[at]
        if moved is None:
            return "", DASH, "missing"
        number = self._number(at, moved, unit)
        if not number.sign:
            return "", number.text, "quiet"
        is_worse = (number.sign > 0) == (self._catalogue.metric(key[0]).worse == "more")
        return "▲" if number.sign > 0 else "▼", number.text, "worse" if is_worse else "better"

    def _number(self, at: int, moved: float, unit: Unit) -> ChangeNumber:
        """Write a change as every table does."""
        steps = self._list.observations[at].step, self._list.base_steps[at]
        return change_text(moved, self._list.change_spans[at], unit, *steps)

    def _said(self, at: int, key: Key, now: Observation, unit: Unit) -> str:
        """Say the whole row in a sentence."""
        say = self._appearance.say
        moved = self._list.changes[at]
        name, value = self._name(key), printed(unit, now, self._appearance.sentence)
        if now.value is None:
            return say("overview.row_missing", name=name)
        if moved is None:
            return say("overview.row", name=name, value=value)
        number = self._number(at, moved, unit)
        change = change_message(number, unit.change_unit)
        if not number.sign:
            return say("overview.row_same", name=name, value=value, change=change, against=self._against)
        is_worse = (number.sign > 0) == (self._catalogue.metric(key[0]).worse == "more")
        id_ = "overview.row_worse" if is_worse else "overview.row_better"
        return say(id_, name=name, value=value, change=change, against=self._against)
