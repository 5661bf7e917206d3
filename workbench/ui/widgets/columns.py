"""The columns of a breakdown table, declared once: what each is called, how it is written, and what may be done in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """How the cells of a column are written."""

    RANK = "rank"
    LABEL = "label"
    NUMBER = "number"
    CHANGE = "change"
    MOVE = "move"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column: `name` is the message of its name in menus, `digits` its first width in digits, without the margins.

    `has_tag` leaves room for a small word behind the number. A frozen column stays at the left while the others scroll.
    """

    id: str
    name: str
    kind: Kind
    digits: int
    is_editable: bool = False
    is_frozen: bool = False
    has_tag: bool = False


RANK = ColumnSpec("rank", "column.rank", Kind.RANK, 3, is_frozen=True)
LABEL = ColumnSpec("label", "column.label", Kind.LABEL, 16, is_frozen=True)
VALUE = ColumnSpec("value", "column.value", Kind.NUMBER, 7, is_editable=True)
BASE = ColumnSpec("base", "column.base", Kind.NUMBER, 7, is_editable=True)
CHANGE = ColumnSpec("change", "column.change", Kind.CHANGE, 8)
AVERAGE = ColumnSpec("average", "column.average", Kind.NUMBER, 10, is_editable=True, has_tag=True)
MOVED = ColumnSpec("moved", "column.moved", Kind.MOVE, 5)
HISTORY = ColumnSpec("history", "column.history", Kind.HISTORY, 8)

COLUMNS = (RANK, LABEL, VALUE, BASE, CHANGE, AVERAGE, MOVED, HISTORY)
"""In their first order; the frozen ones come first."""

PLACES = {spec.id: place for place, spec in enumerate(COLUMNS)}
"""Where each column stands in COLUMNS, by its id."""

FROZEN = tuple(place for place, spec in enumerate(COLUMNS) if spec.is_frozen)
"""The places of the frozen columns."""
