"""The stages of the pipeline as rows of a table: in each what reaches it, what it drops, and what is left, as ranges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from workbench.core.keys import FigureKey
from workbench.core.printed import decimal_of
from workbench.core.queries.pipeline import CONNECTIONS, DROPPED, PIPELINE_STAGE, Compared, Pipeline, Portion, Stage
from workbench.core.records import Status
from workbench.core.units import number_text
from workbench.ui.widgets.flow_words import DASH, FlowWords, Scale, plain_ends

Index = QModelIndex | QPersistentModelIndex

CELL_ROLE = Qt.ItemDataRole.UserRole + 1
_NO_PARENT = QModelIndex()


class Col(IntEnum):
    """The columns, from the left."""

    PLACE = 0
    STAGE = 1
    REACHES = 2
    DROPPED = 3
    BAR = 4
    DROPS = 5
    LEAVES = 6
    OF_ALL = 7
    CHANGE = 8


@dataclass(frozen=True, slots=True)
class StageCell:
    """A cell: its text, and for the bar the share that is dropped and that of the base, in percent.

    `is_firm` is false of a provisional or estimated figure, `tag` is what is written behind such a one.
    """

    text: str = ""
    bar: float | None = None
    base: float | None = None
    is_strong: bool = False
    is_firm: bool = True
    tag: str = ""


class StageModel(QAbstractTableModel):
    """Rows of one pipeline: its stages, and below them what is left after all. It changes only when one is shown."""

    def __init__(self, words: FlowWords, parent: QObject | None = None) -> None:
        """Show no pipeline yet."""
        super().__init__(parent)
        self._words = words
        self.pipeline: Pipeline | None = None
        self.shows_shares = False
        self._cells: list[list[StageCell]] = []

    def show(self, pipeline: Pipeline, *, shows_shares: bool) -> None:
        """Show a pipeline, in numbers of connections or in percent of all; rows that stay keep what is typed in them."""
        stays = self.pipeline is not None and self._names(self.pipeline) == self._names(pipeline)
        if not stays:
            self.beginResetModel()
        self.pipeline, self.shows_shares = pipeline, shows_shares
        self._cells = self._made(pipeline)
        if stays:
            self.retell()
        else:
            self.endResetModel()

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        if self.pipeline is not None:
            self._cells = self._made(self.pipeline)
            self.retell()

    def retell(self) -> None:
        """Tell that all texts changed."""
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(Col) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Col) - 1)

    def cell(self, row: int, column: int) -> StageCell:
        """Return a cell."""
        return self._cells[row][column]

    def key(self, row: int, column: int) -> FigureKey | None:
        """Return the key of the figure in a cell that can be edited; None for any other cell."""
        if self.pipeline is None or row >= len(self.pipeline.stages):
            return None
        if column == Col.DROPPED:
            return FigureKey(DROPPED, PIPELINE_STAGE, self.pipeline.stages[row].segment, self.pipeline.period)
        is_first = column == Col.REACHES and row == 0
        return FigureKey(CONNECTIONS, period=self.pipeline.period) if is_first and not self.shows_shares else None

    def head(self, column: int) -> tuple[str, str]:
        """Return the two lines of a column's head."""
        say = self._words.say
        if column in {Col.REACHES, Col.DROPS, Col.LEAVES}:
            name = {Col.REACHES: "stages.reaches", Col.DROPS: "stages.drops", Col.LEAVES: "stages.leaves"}[Col(column)]
            unit = "stages.unit_share" if self.shows_shares else self._scale[2]
            return say(name), say(unit)
        if column == Col.DROPPED:
            return say("stages.dropped"), say("stages.dropped_unit")
        if column == Col.OF_ALL:
            return say("stages.leaves"), say("stages.unit_share")
        if column == Col.CHANGE:
            return say("stages.change"), self._base_text()
        return ("", "") if column == Col.BAR else (say("stages.place" if column == Col.PLACE else "stages.stage"), "")

    def block(self) -> tuple[list[str], list[list[str]]]:
        """Return the whole table for the clipboard, with both ends of each range, as heads and rows."""
        if self.pipeline is None:
            return [], []
        return list(self._block_heads()), [self._block_row(row) for row in range(self.rowCount())]

    def rowCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """Return how many rows there are."""
        return 0 if parent.isValid() or self.pipeline is None else len(self._cells)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(Col)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say what can be done with a cell."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.key(index.row(), index.column()) is not None else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell: as it is written, as it is edited, and in words."""
        if not index.isValid() or self.pipeline is None:
            return None
        row, column = index.row(), index.column()
        ways: dict[int, Callable[[], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda: self.cell(row, column).text,
            CELL_ROLE: lambda: self.cell(row, column),
            Qt.ItemDataRole.EditRole: lambda: self._edited(row, column),
            Qt.ItemDataRole.AccessibleTextRole: lambda: self._told(row, column),
            Qt.ItemDataRole.ToolTipRole: lambda: self.tip(row),
        }
        return ways[role]() if role in ways else None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's head in one line."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return " ".join(self.head(section)).strip()

    def tip(self, row: int) -> str:
        """Tell all of a row in a sentence."""
        assert self.pipeline is not None
        if row < len(self.pipeline.stages):
            return self._words.tip(self.pipeline.stages[row])
        return self._words.clean_tip(self.pipeline)

    @property
    def has_changes(self) -> bool:
        """Whether any stage has a figure to compare with."""
        return self.pipeline is not None and any(stage.figure.change is not None for stage in self.pipeline.stages)

    @property
    def _scale(self) -> Scale:
        first = self.pipeline.stages[0].reaches.number if self.pipeline and self.pipeline.stages else None
        return self._words.scale(first)

    @staticmethod
    def _names(pipeline: Pipeline) -> tuple[str, ...]:
        return tuple(stage.segment for stage in pipeline.stages)

    def _made(self, pipeline: Pipeline) -> list[list[StageCell]]:
        rows = [self._stage_row(place, stage) for place, stage in enumerate(pipeline.stages, 1)]
        return [*rows, self._clean_row(pipeline)] if rows else []

    def _stage_row(self, place: int, stage: Stage) -> list[StageCell]:
        figure, words = stage.figure, self._words
        status = figure.observation.status if figure.observation is not None else Status.MISSING
        is_firm = status in {Status.NORMAL, Status.MISSING}
        tag = "" if is_firm else words.say("inspector.short_provisional")
        dropped = words.percent_ends(stage.dropped) if self._is_wide(figure) else self._value(figure)
        return [
            StageCell(str(place)),
            StageCell(words.name(stage.segment)),
            self._part(stage.reaches),
            StageCell(dropped, is_strong=True, is_firm=is_firm, tag=tag),
            StageCell(bar=figure.value, base=figure.base),
            self._part(stage.drops),
            self._part(stage.leaves),
            StageCell(words.percent_ends(stage.leaves.share)),
            StageCell(words.change(figure).removesuffix(words.say("change.points", number="")) or DASH),
        ]

    def _clean_row(self, pipeline: Pipeline) -> list[StageCell]:
        last = pipeline.stages[-1].leaves
        cells = [StageCell() for _ in Col]
        cells[Col.STAGE] = StageCell(self._words.say("stages.clean"), is_strong=True)
        cells[Col.LEAVES] = StageCell(self._part(last).text, is_strong=True)
        cells[Col.OF_ALL] = StageCell(self._words.percent_ends(last.share), is_strong=True)
        return cells

    def _part(self, part: Portion) -> StageCell:
        """Return what a part of the connections is, in the way that is chosen."""
        if self.shows_shares:
            return StageCell(self._words.percent_ends(part.share))
        return StageCell(self._words.amount_span(part.number, self._scale))

    @staticmethod
    def _is_wide(figure: Compared) -> bool:
        """Whether a figure is printed as anything else than a rounded number."""
        return figure.observation is not None and figure.observation.qualifier != "exact"

    @staticmethod
    def _value(figure: Compared) -> str:
        observation = figure.observation
        if observation is None or observation.value is None:
            return DASH
        return number_text(decimal_of(observation.value), decimal_of(observation.step or 0.0))

    def _base_text(self) -> str:
        base = self.pipeline.base if self.pipeline is not None else None
        return "" if base is None else self._words.say("stages.from", base=base)

    def _edited(self, row: int, column: int) -> str:
        """Return the figure of a cell as it is typed; a number of connections in its scale."""
        key = self.key(row, column)
        if key is None or self.pipeline is None:
            return ""
        figure = self.pipeline.connections if key.metric == CONNECTIONS else self.pipeline.stages[row].figure
        if figure.value is None:
            return ""
        if key.metric == CONNECTIONS:
            return self._words.amount(self.pipeline.stages[0].reaches.number)
        return self._words.printed(figure).removesuffix("%")

    def _told(self, row: int, column: int) -> str:
        name, head = self.cell(row, Col.STAGE).text, " ".join(self.head(column)).strip()
        text = self.cell(row, column).text
        if column == Col.STAGE:
            return name
        if text == DASH:
            return self._words.say("stages.cell_missing", stage=name, column=head)
        return self._words.say("stages.cell", stage=name, column=head, text=text) if text else name

    def _block_heads(self) -> Iterator[str]:
        say = self._words.say
        yield say("stages.place")
        yield say("stages.stage")
        yield f"{say('stages.dropped')} {say('stages.dropped_unit')}"
        for part in ("stages.reaches", "stages.drops", "stages.leaves"):
            for kind in ("stages.in_connections", "stages.in_percent"):
                for end in ("stages.low", "stages.high"):
                    yield say(end, column=say(kind, column=say(part)))

    def _block_row(self, row: int) -> list[str]:
        assert self.pipeline is not None
        stages = self.pipeline.stages
        if row < len(stages):
            one = stages[row]
            start = [str(row + 1), self._words.name(one.segment), self.cell(row, Col.DROPPED).text.replace(DASH, "")]
            parts = (one.reaches, one.drops, one.leaves)
        else:
            nothing = Portion(None, None)
            start, parts = ["", self._words.say("stages.clean"), ""], (nothing, nothing, stages[-1].leaves)
        return start + [end for part in parts for span in (part.number, part.share) for end in plain_ends(span)]
