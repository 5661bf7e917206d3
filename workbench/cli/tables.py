"""Tables for people, drawn by rich: it knows how wide Japanese is, and whether colours are wanted."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from workbench.cli.answers import say

if TYPE_CHECKING:
    from rich.console import Console

_WIDTH_OF_FILES = 500
"""In columns, for what is printed into a file or a pipe: nothing is broken or cut there."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and to which side its cells go."""

    heading: str
    justify: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a colour, which never says anything that the text does not say as well."""

    text: str
    style: str = ""


def print_table(columns: Sequence[Column], rows: Iterable[Sequence[str | Cell]]) -> None:
    """Print a table with headings."""
    from rich import box  # noqa: PLC0415 - rich only when a table is printed
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(Text(column.heading), justify=column.justify, overflow="fold")
    for row in rows:
        cells = (cell if isinstance(cell, Cell) else Cell(cell) for cell in row)
        table.add_row(*(Text(cell.text, style=cell.style) for cell in cells))
    console().print(table)


def print_pairs(rows: Iterable[Sequence[str]]) -> None:
    """Print names and what they mean, the meanings under each other."""
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table.grid(padding=(0, 2))
    for row in rows:
        table.add_row(Text(""), *(Text(cell) for cell in row))
    screen = console()
    with screen.capture() as captured:
        screen.print(table)
    say(*(line.rstrip() for line in captured.get().splitlines()))


def console() -> Console:
    """Return the terminal, or the file or pipe that stands for it, where nothing is broken or cut."""
    from rich.console import Console  # noqa: PLC0415

    return Console(highlight=False, width=None if sys.stdout.isatty() else _WIDTH_OF_FILES)
