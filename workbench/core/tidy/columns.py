"""The columns of a tidy table, declared once for reading and writing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from workbench.core.records import Statistic
from workbench.core.spelling.folding import fold


@dataclass(frozen=True, slots=True)
class TidyColumn:
    """A column: its id, which is also its heading on the way out, and other headings by which it is known."""

    id: str
    names: tuple[str, ...]
    is_required: bool = False


COLUMNS = (
    TidyColumn("period", ("期間", "月", "年月", "対象月", "month", "date"), is_required=True),
    TidyColumn("metric", ("指標", "メトリック", "indicator"), is_required=True),
    TidyColumn("metric_label", ("指標名", "metric name")),
    TidyColumn("dimension", ("区分", "ディメンション", "breakdown")),
    TidyColumn("segment", ("セグメント", "項目", "member")),
    TidyColumn("segment_label", ("セグメント名", "項目名", "segment name")),
    TidyColumn("statistic", ("統計量", "統計")),
    TidyColumn("value", ("値", "数値", "figure", "printed"), is_required=True),
    TidyColumn("text", ("原文", "as printed", "as found")),
    TidyColumn("step", ("刻み", "丸め", "rounding")),
    TidyColumn("qualifier", ("修飾", "限定")),
    TidyColumn("unit", ("単位",)),
    TidyColumn("status", ("状態", "ステータス")),
    TidyColumn("source", ("出典", "情報源")),
    TidyColumn("place", ("掲載箇所", "where printed", "where_printed")),
    TidyColumn("change", ("変化", "前月比", "stated change", "stated_change")),
)
"""In the order in which they are written.

`text` is the figure as found where that says it otherwise than `value` (119億). `status` is filled for the accepted values
only; other readings of the same figure stand beside them without one. `change` is only read: a printed change beside
its value.
"""

STATISTICS = {
    Statistic.VALUE: ("値", "value"),
    Statistic.AVERAGE_6: ("6か月平均", "六か月平均", "6ヶ月平均", "six-month average", "six month avg."),
    Statistic.CHANGE: ("前月比", "変化", "change"),
    Statistic.PEAK: ("ピーク", "最大", "peak"),
}
"""The statistics and their names."""


def column_positions(headings: Sequence[str]) -> Mapping[str, int]:
    """Return the position of each known column among the headings; the first one counts where two have one name."""
    known = {fold(name): column.id for column in COLUMNS for name in (column.id, *column.names)}
    positions: dict[str, int] = {}
    for position, heading in enumerate(headings):
        id_ = known.get(fold(heading.strip()))
        if id_ is not None:
            positions.setdefault(id_, position)
    return positions


def is_header(positions: Mapping[str, int]) -> bool:
    """Whether the known columns make a tidy table."""
    return all(column.id in positions for column in COLUMNS if column.is_required)


def statistic_of(text: str) -> Statistic | None:
    """Return the statistic that a cell names; an empty one means the value, None an unknown one."""
    folded = fold(text.strip())
    if not folded:
        return Statistic.VALUE
    names = {fold(name): statistic for statistic, known in STATISTICS.items() for name in (statistic, *known)}
    return names.get(folded)


class ColumnPicker:
    """Picks the cells of some columns out of each row, as they are."""

    def __init__(self, columns: Sequence[str], positions: Mapping[str, int]) -> None:
        """Pick those of the columns that a table has, which must be one at least."""
        self._places = tuple(positions[column] for column in columns if column in positions)
        self._last = max(self._places)
        self._pick: Callable[[Sequence[str]], tuple[str, ...]] = itemgetter(*self._places, self._last)

    def of(self, cells: Sequence[str]) -> tuple[str, ...]:
        """Return a row's cells of the columns; "" for those that it does not have."""
        if self._last < len(cells):
            return self._pick(cells)
        return tuple(cells[place] if place < len(cells) else "" for place in (*self._places, self._last))
