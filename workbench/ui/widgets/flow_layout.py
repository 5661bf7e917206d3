"""Where the parts of the flow stand: nodes and bands true to scale, and as much of their labels as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRectF, QSizeF

from workbench.core.printed import Interval
from workbench.core.queries.pipeline import Pipeline

NODE = 12.0
"""The width of a node in pixels."""

RADIUS = 22.0
"""The radius inside the bend of what is dropped, in pixels."""

CAP = 3.0
"""The height of the line at the end of what is dropped, in pixels."""

THINNEST = 1.0
"""What would be thinner is painted as a line of one pixel."""

_MARGIN = 22.0
_TOP, _BOTTOM = 14.0, 14.0
_GAP = 8.0
_BETWEEN = 12.0
"""Room between two labels side by side, in pixels."""

_TAIL = 14.0
_LEAST = 24.0
"""Lower than so many pixels for all connections, the picture says nothing."""

_WIDEST_END = 130.0


@dataclass(frozen=True, slots=True)
class Texts:
    """The words at a stage: above its node, and below what it drops. The last one is what is left after all stages."""

    place: str
    name: str
    amount: str
    share: str
    dropped: str = ""
    dropped_amount: str = ""
    dropped_short: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A stage in the picture, in pixels: where it stands, how much reaches it and how much of that goes on.

    `reaches` is None where that is not known: then as much as the last known node has is hatched up to here. `drops` is None
    where what is dropped is not known.
    """

    x: float
    reaches: float | None
    leaves: float | None
    drops: float | None

    @property
    def band(self) -> tuple[float, float]:
        """The left and right edge of what is dropped."""
        left = self.x + NODE + RADIUS
        return left, left + (self.drops or 0.0)


@dataclass(frozen=True, slots=True)
class FlowLayout:
    """The places of one picture. `top` is where nodes begin, `bottom` where what is dropped ends.

    `name_lines` is how many lines the names take: 0 where only the numbers of the stages have room. `bounds[k]` is how
    much reaches stage k at most where it is not known how much does.
    """

    nodes: tuple[Node, ...]
    bounds: tuple[float, ...]
    top: float
    bottom: float
    spacing: float
    name_lines: int
    shows_amounts: bool
    shows_shares: bool
    shows_dropped: bool
    shows_dropped_amounts: bool
    is_dropped_short: bool

    def zone(self, place: int, height: float) -> QRectF:
        """Return the area that belongs to a stage."""
        return QRectF(self.nodes[place].x - _GAP, 4, self.spacing, height - 8)

    def place_at(self, x: float) -> int:
        """Return the stage to which a point belongs by its distance from the left; -1 left of the first."""
        return next((at for at in reversed(range(len(self.nodes))) if x >= self.nodes[at].x - _GAP), -1)

    @property
    def label_width(self) -> float:
        """The room for a label."""
        return self.spacing - _BETWEEN


Measure = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Measures:
    """How wide texts are in the fonts of the picture, and how high its lines."""

    name: Measure
    base: Measure
    dropped: Measure
    line: float
    dropped_line: float
    lines_of: Callable[[str, float], int]
    """How many lines a name needs in a width; a word that does not fit counts as too many."""


def flow_layout(pipeline: Pipeline, texts: Sequence[Texts], size: QSizeF, measures: Measures) -> FlowLayout:
    """Find the places for a size; the last of the texts is that of what is left."""
    spacing = _spacing(texts, size.width(), measures)
    room = spacing - _BETWEEN
    lines = _name_lines(texts, room, measures)
    shows = _shown(texts, room, measures)
    height = (max(1, lines) + shows.shows_above) * measures.line
    below = shows.dropped * measures.dropped_line + shows.amounts_below * measures.line
    top = ceil(_TOP + height + 6)
    bottom = size.height() - _BOTTOM - below - CAP - 4
    scale = _scale(pipeline, bottom - top, spacing)
    nodes = _nodes(pipeline, spacing, scale)
    return FlowLayout(
        nodes,
        _bounds(nodes),
        top,
        bottom,
        spacing,
        lines,
        shows.amounts,
        shows.shares,
        shows.dropped,
        shows.amounts_below,
        shows.is_short,
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    """Which lines of the labels there is room for."""

    amounts: bool
    shares: bool
    dropped: bool
    amounts_below: bool
    is_short: bool

    @property
    def shows_above(self) -> bool:
        return self.amounts or self.shares


def _spacing(texts: Sequence[Texts], width: float, measures: Measures) -> float:
    """Return how far apart the nodes stand: the last one's label has its room at the right, without its share if need be."""
    last = texts[-1]
    name = measures.name(last.name)
    for needed in (measures.base(f"{last.amount}  {last.share}"), measures.base(last.amount or last.share)):
        end = min(max(name, needed, NODE), _WIDEST_END)
        spacing = (width - _MARGIN - end - _BETWEEN) / max(1, len(texts) - 1)
        if _fits(measures.base, spacing - _BETWEEN, (f"{one.amount}  {one.share}" for one in texts[:-1])):
            break
    return spacing


def _fits(measure: Measure, room: float, lines: Iterable[str]) -> bool:
    return all(measure(line) <= room for line in lines)


def _name_lines(texts: Sequence[Texts], room: float, measures: Measures) -> int:
    """Return how many lines the names need; 0 where two are not enough."""
    needed = max(measures.lines_of(one.name, room) for one in texts[:-1]) if len(texts) > 1 else 1
    return needed if needed <= 2 else 0


def _shown(texts: Sequence[Texts], room: float, measures: Measures) -> _Shown:
    stages = texts[:-1]
    has_amounts = any(one.amount for one in texts)
    amounts = has_amounts and _fits(measures.base, room, (one.amount for one in stages))
    both = _fits(measures.base, room, (f"{one.amount}  {one.share}" for one in stages))
    shares = both or (not amounts and _fits(measures.base, room, (one.share for one in stages)))
    dropped = _fits(measures.dropped, room, (one.dropped for one in stages))
    whole = _fits(measures.base, room, (one.dropped_amount for one in stages))
    short = _fits(measures.base, room, (one.dropped_short for one in stages))
    return _Shown(amounts, shares, dropped, dropped and (whole or short), not whole)


def _share(share: Interval | None) -> float | None:
    return None if share is None else float(share.middle) / 100


def _scale(pipeline: Pipeline, height: float, spacing: float) -> float:
    """Return how many pixels all connections are high: what is dropped must find its way down beside the next node."""
    drops = [_share(stage.drops.share) for stage in pipeline.stages]
    widest = max((share for share in drops if share is not None), default=0.0)
    by_height = height - RADIUS - _TAIL
    by_width = (spacing - NODE - RADIUS - _GAP - 6) / widest if widest else by_height
    return max(_LEAST, min(by_height, by_width))


def _nodes(pipeline: Pipeline, spacing: float, scale: float) -> tuple[Node, ...]:
    nodes: list[Node] = []
    for place, stage in enumerate(pipeline.stages):
        reaches, leaves = (_pixels(_share(part.share), scale) for part in (stage.reaches, stage.leaves))
        drops = None if reaches is None or leaves is None else reaches - leaves
        nodes.append(Node(_MARGIN + place * spacing, reaches, leaves, drops))
    last = nodes[-1].leaves if nodes else None
    return (*nodes, Node(_MARGIN + len(nodes) * spacing, last, None, None))


def _bounds(nodes: Sequence[Node]) -> tuple[float, ...]:
    """Return for each node how much reaches it at most."""
    bounds: list[float] = []
    for node in nodes:
        bounds.append(node.reaches if node.reaches is not None else bounds[-1])
    return tuple(bounds)


def _pixels(share: float | None, scale: float) -> float | None:
    return None if share is None else share * scale


def least_size(texts: Sequence[Texts], measures: Measures) -> QSizeF:
    """Return in how little room the picture still says something."""
    lines = 3 * measures.line + measures.dropped_line + measures.line
    return QSizeF(72.0 * max(2, len(texts)), lines + _TOP + _BOTTOM + RADIUS + _TAIL + 90)
