"""What a ranked list shows, in words and levels, row by row: made once for a list and a language, painted many times."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from workbench.core.analysis import Rank, RankChange, levels
from workbench.core.catalogue import Catalogue
from workbench.core.figure_words import segment_label
from workbench.core.messages import Message, message
from workbench.core.printed import Interval, step_of
from workbench.core.queries.families import Lists
from workbench.core.queries.top_list import TopList
from workbench.core.records import CoverageKind, Status
from workbench.core.units import UNITS, number_text, printed_message
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.grid_cells import DASH, change_text, figure_text

Place = tuple[str, str]
"""A dimension and a segment."""

_WAYS = {1: "▲", -1: "▼", 0: ""}


class Kind(Enum):
    """What stands in a row."""

    NAME = "name"
    FAMILY = "family"
    MEMBER = "member"
    REST = "rest"
    HEAD = "head"
    DEPARTED = "departed"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it is painted and said.

    `move` is a movement of places: "▲2", a word in a tag, "=" or a dash. `level` is the length of the bar and `base` that
    at the base of comparison (see `units.level`). `places` are the figures that it selects. `tone` is the colour token
    of its change. `sentence` says it all, for a tool tip and for who hears it.
    """

    kind: Kind
    segment: str
    label: str
    sentence: str
    rank: str = ""
    move: str = ""
    is_tagged: bool = False
    value: str = ""
    level: float | None = None
    base: float | None = None
    base_value: float | None = None
    change: str = ""
    arrow: str = ""
    tone: str = "text2"
    is_firm: bool = True
    is_open: bool = False
    places: tuple[Place, ...] = ()

    @property
    def is_reached(self) -> bool:
        """Whether keys and pointer can stand on it."""
        return self.kind is not Kind.HEAD


@dataclass(frozen=True, slots=True)
class ListRows:
    """The rows of a list with the words above them; `highest` is the level of the longest bar, from zero."""

    rows: tuple[Row, ...] = ()
    head: str = ""
    value_head: str = ""
    change_head: str = ""
    name: str = ""
    highest: float = 0.0


class RowWriter:
    """Writes the rows of lists in the language of the window."""

    def __init__(self, appearance: Appearance, catalogue: Catalogue) -> None:
        """Take the appearance and the names."""
        self._appearance = appearance
        self._catalogue = catalogue

    def rows(self, lists: Lists, *, by_family: bool, opened: Collection[str] = ()) -> ListRows:
        """Write a list by names or by families; the members of `opened` families stand below these."""
        shown = lists.families if by_family else lists.names
        rows = [*self._ranked(shown, lists.names, opened), *self._rest(shown), *self._warnings(shown)]
        departed = list(self._departed(shown))
        if departed:
            rows += [self._departed_head(shown), *departed]
        known = [level for row in rows for level in (row.level, row.base) if level is not None]
        say, language = self._appearance.say, self._appearance.language
        change = UNITS[shown.metric.unit].change_unit
        return ListRows(
            rows=tuple(rows),
            head=self._head(shown),
            value_head=say(f"grid.unit_{shown.metric.unit}"),
            change_head=say(f"top.change_{change}") if any(row.change not in {"", DASH} for row in rows) else "",
            name=say(
                "bars.name",
                metric=self._catalogue.label(shown.metric, language),
                dimension=self._catalogue.label(self._catalogue.dimension(shown.dimension), language),
                period=shown.period,
            ),
            highest=max(known, default=0.0),
        )

    def _ranked(self, shown: TopList, names: TopList, opened: Collection[str]) -> Iterator[Row]:
        """Yield the ranked rows, each open family with its members below."""
        at_name = {segment: at for at, segment in enumerate(names.segments)}
        for at, (segment, members) in enumerate(zip(shown.segments, shown.members, strict=True)):
            row = self._row(shown, at)
            if not members:
                yield row
                continue
            is_open = segment in opened
            has_own = at_name.get(segment) is not None and names.values[at_name[segment]] is not None
            yield self._family(row, shown, at, is_open=is_open, has_own=has_own)
            if is_open:
                for member in members:
                    yield replace(
                        self._row(names, at_name[member]), kind=Kind.MEMBER, rank="", move="", is_tagged=False
                    )

    def _row(self, found: TopList, at: int) -> Row:
        unit, value, change = UNITS[found.metric.unit], found.values[at], found.changes[at]
        level, base = levels(unit, [value, found.bases[at]])
        number = None if change is None else change_text(change, found.change_spans[at], unit)
        worse_sign = 1 if found.metric.worse == "more" else -1
        tones = {0: "text2", worse_sign: "worse", -worse_sign: "better"}
        move, is_tagged = self._move(found.moves[at])
        label = self._label(found, found.segments[at])
        return Row(
            kind=Kind.NAME,
            segment=found.segments[at],
            label=label,
            sentence=self._sentence(found, at),
            rank=rank_text(found.ranks[at]),
            move=move,
            is_tagged=is_tagged,
            value=DASH if value is None else figure_text(value, found.steps[at] or 0.0, found.qualifiers[at]),
            level=level,
            base=base,
            base_value=found.bases[at],
            change=DASH if number is None else number.text,
            arrow="" if number is None else _WAYS[number.sign],
            tone="missing" if number is None else tones[number.sign],
            is_firm=found.statuses[at] == Status.NORMAL,
            places=((found.dimension, found.segments[at]),),
        )

    def _family(self, row: Row, shown: TopList, at: int, *, is_open: bool, has_own: bool) -> Row:
        """Make a row that of a family: where it has no figure of its own, it selects its members and says their sum."""
        say, members, span = self._appearance.say, shown.members[at], shown.spans[at]
        parts = [row.sentence]
        if span is not None and not has_own:
            low, high = self._ends(shown, span)
            parts.append(say("top.sum", count=len(members), low=low, high=high))
        parts.append(say("top.is_open" if is_open else "top.is_closed"))
        return replace(
            row,
            kind=Kind.FAMILY,
            sentence=say("cell.separator").join(parts),
            is_open=is_open,
            places=row.places if has_own else tuple((shown.dimension, member) for member in members),
        )

    def _rest(self, found: TopList) -> Iterator[Row]:
        """Yield the row of what is left to 100 %."""
        rest, say = found.rest, self._appearance.say
        if rest is None:
            return
        low, high = self._ends(found, rest)
        places = max((step_of(Decimal(repr(step))) for step in found.steps if step), default=Decimal("0.1"))
        shown = rest.high if not rest.low else rest.middle
        is_spread = rest.low != rest.high
        yield Row(
            kind=Kind.REST,
            segment="",
            label=say("top.rest"),
            sentence=say("top.rest_between", low=low, high=high) if rest.low else say("top.rest_at_most", high=high),
            value=("≤" if not rest.low else "≈" if is_spread else "") + number_text(shown, places),
            level=float(rest.high if not rest.low else rest.middle),
            is_firm=False,
        )

    def _warnings(self, found: TopList) -> Iterator[Row]:
        """Yield what cannot be, given how the figures were rounded."""
        if found.total is None:
            return
        low, high = self._ends(found, found.total)
        say = self._appearance.say
        if found.exceeds:
            yield Row(Kind.WARNING, "", say("top.exceeds", low=low), say("top.exceeds_why", low=low))
        elif found.falls_short:
            yield Row(Kind.WARNING, "", say("top.falls_short", high=high), say("top.falls_short_why", high=high))

    def _departed_head(self, found: TopList) -> Row:
        head = self._appearance.say("top.left_since", base=found.base)
        return Row(Kind.HEAD, "", head, head)

    def _departed(self, found: TopList) -> Iterator[Row]:
        """Yield who left the list, as it was."""
        unit, gone = UNITS[found.metric.unit], found.departed
        for segment, base, rank, members in zip(gone.segments, gone.bases, gone.ranks, gone.members, strict=True):
            label, place = self._label(found, segment), rank_text(rank)
            figure = printed_message(unit, base, base_step(found), "exact")
            was = self._appearance.say("top.was", base=found.base, rank=said_rank(rank), figure=figure)
            yield Row(
                kind=Kind.DEPARTED,
                segment=segment,
                label=label,
                sentence=self._joined([label, was]),
                rank=place,
                value=DASH if base is None else figure_text(base, base_step(found)),
                base=levels(unit, [base])[0],
                base_value=base,
                is_firm=False,
                places=tuple((found.dimension, one) for one in members or (segment,)),
            )

    def _head(self, found: TopList) -> str:
        """Say what is listed, and how much of it."""
        dimension = self._catalogue.label(self._catalogue.dimension(found.dimension), self._appearance.language)
        say, coverage = self._appearance.say, found.coverage
        reported = sum(value is not None for value in found.values)
        if coverage is not None and coverage.kind == CoverageKind.TOP and coverage.top:
            return say("top.first", dimension=dimension, top=coverage.top)
        if coverage is not None and coverage.kind == CoverageKind.COMPLETE:
            return say("top.all", dimension=dimension, count=reported)
        return say("top.some", dimension=dimension, count=reported)

    def _move(self, move: RankChange) -> tuple[str, bool]:
        """Return a movement of places as it is written, and whether it is a word in a tag."""
        if move is None:
            return DASH, False
        if isinstance(move, str):
            return self._appearance.say("grid.entered" if move == "entered" else "grid.left"), True
        return (f"{'▲' if move > 0 else '▼'}{abs(move)}" if move else "="), False

    def _label(self, found: TopList, segment: str) -> str:
        return segment_label(self._catalogue, found.dimension, segment, self._appearance.language)

    def _joined(self, parts: Collection[str]) -> str:
        return self._appearance.say("cell.separator").join(parts)

    def _sentence(self, found: TopList, at: int) -> str:
        """Say a row in a whole sentence."""
        parts = [self._label(found, found.segments[at])]
        return self._joined([*parts, *map(self._appearance.sentence, said_of(found, at))])

    def _ends(self, found: TopList, span: Interval) -> tuple[str, str]:
        """Write both ends of what a figure can mean."""
        unit = UNITS[found.metric.unit]
        ends = (
            DASH if not end.is_finite() else self._appearance.sentence(printed_message(unit, float(end), 0.0, "exact"))
            for end in (span.low, span.high)
        )
        low, high = ends
        return low, high


def base_step(found: TopList) -> float:
    """Return how figures of the base are written: an average as the metric's are, a period's with all of their digits."""
    return found.metric.step if found.base is None else 0.0


def rank_text(rank: Rank | None) -> str:
    """Write a place as far as it is known: 3, > 5, or 3/13 of a selection."""
    if rank is None:
        return DASH
    return f"{rank.place}/{rank.of}" if rank.of is not None else str(rank)


def said_rank(rank: Rank | None) -> Message:
    """Say a place as far as it is known."""
    if rank is None:
        return message("cell.not_ranked")
    if rank.beyond is not None:
        return message("cell.rank_beyond", top=rank.beyond)
    if rank.of is not None:
        return message("cell.rank_of", place=rank.place, of=rank.of)
    return message("cell.rank", place=rank.place)


def said_of(found: TopList, at: int) -> Iterator[Message]:
    """Yield what is said of a segment behind its name."""
    unit = UNITS[found.metric.unit]
    yield said_rank(found.ranks[at])
    if found.values[at] is None:
        yield message("cell.missing")
    else:
        yield printed_message(unit, found.values[at], found.steps[at], found.qualifiers[at])
    yield from _change(found, at)
    if found.statuses[at] in {Status.PROVISIONAL, Status.ESTIMATED}:
        yield message("cell.provisional" if found.statuses[at] == Status.PROVISIONAL else "cell.estimated")
    yield _moved(found.moves[at])


def _change(found: TopList, at: int) -> Iterator[Message]:
    """Say which way a figure went, by how much, and whether that is worse."""
    unit, change = UNITS[found.metric.unit], found.changes[at]
    if change is None:
        yield message("cell.no_change")
        return
    number = change_text(change, found.change_spans[at], unit)
    if not number.sign:
        yield message("cell.same")
    else:
        size, is_points = number.text.lstrip("+−"), unit.change_unit == "points"
        if number.sign > 0:
            yield message("cell.up_points" if is_points else "cell.up_percent", number=size)
        else:
            yield message("cell.down_points" if is_points else "cell.down_percent", number=size)
        yield message("cell.worse" if (number.sign > 0) == (found.metric.worse == "more") else "cell.better")
    if found.are_published[at]:
        yield message("cell.published")


def _moved(change: RankChange) -> Message:
    if change is None:
        return message("cell.move_unknown")
    if isinstance(change, str):
        return message("cell.entered" if change == "entered" else "cell.left")
    if not change:
        return message("cell.unmoved")
    return message("cell.rose" if change > 0 else "cell.fell", count=abs(change))


def table_of(rows: ListRows, found: TopList, appearance: Appearance) -> tuple[list[str], list[list[str]]]:
    """Return a list as a table: heads and rows; numbers without grouping, so that spreadsheets take them for such."""
    say = appearance.say
    base = say("column.base") if found.base is None else appearance.period(found.base)
    heads = [
        say("column.rank"),
        say("column.moved"),
        rows.head,
        f"{appearance.period(found.period)} {rows.value_head}",
        f"{base} {rows.value_head}",
        rows.change_head or say("column.change"),
    ]
    texts = [
        [
            row.rank,
            row.move.replace("▲", "+").replace("▼", "-").replace("=", "0"),
            row.label,
            "" if row.kind is Kind.DEPARTED else row.value.replace(",", ""),
            "" if row.base_value is None else figure_text(row.base_value, base_step(found)).replace(",", ""),
            row.change.replace(",", "").replace("−", "-"),
        ]
        for row in rows.rows
    ]
    return heads, texts
