"""What stands where in a workbook of ours: sheets, columns and the hidden key sheet, declared once for writing and reading.

**Sheets.** Each has at most one table. Its heading row is `SheetSpec.heading_row` as exported; a reader finds it by its
headings (`SheetColumn.heading` of the workbook's language), because rows and columns may have been put in since. Row and column
numbers count from 1, as Excel shows them. The first column of a table is hidden and identifies its rows, also after sorting:

- FIGURES tables (overview, breakdowns, threats, traffic): the figure's key without period and aspect (`keys.FigureKey`).
  An editable column names the period (the workbook's, or the base before it) and the aspect that make its cell's key.
- SERIES (trends): the key without period, and "#rate" behind it in rows with computed rates. After the declared columns
  comes one column a period; its heading is a real date (text for quarters, halves and years), its cell's key has that period.
- FIGURE_ROWS (data): the number of the figure, which is the `row` of its line on the key sheet. One row a reading, or an
  accepted value that says something else than its reading; the columns are those of a tidy table (`tidy.columns`). A step is
  a number as the value is (0.1% is 0.001); the statistic says whether a value is a change.
- FINDINGS: the id of the finding. NOTES: the id of the note.

**Cells.** Figures are real numbers: a percentage is a fraction (89.4% is 0.894), "1 in N" is N, a printed change in points is
in points, one in percent a fraction (see `numbers`). The number format carries the meaning and the step. A missing figure is an
empty cell; its key stands on the key sheet all the same, where an observation says that it is missing. Periods are dates of
their first day (text before March 1900, and for quarters, halves and years). A text of more than `LONGEST_TEXT` UTF-16 units is cut there.
Columns that are neither editable nor a label hold what was computed: they are never taken back, an edit there is a problem.

**Comments** stand on a figure's cell: its notes in order, each as `comment_part` writes it, an empty line between (`BETWEEN_NOTES`).

**Key sheet** (`KEYS`, very hidden; LibreOffice makes that hidden): headings `KEY_COLUMNS` in row 1, from row 2 one line of a `KeyKind`:

- META: `key` is one of `MetaKey`, `text` its value.
- FIGURE: a row of the data sheet. `row` is its number (it was exported to row heading_row + number), `key` with period and
  statistic as aspect, `value`, `step`, `qualifier`, `unit` as stored (89.4, not 0.894), `status` empty for readings beside the accepted value,
  `text` as found, `source` and `nth` of the reading, empty where there is none.
- CELL: an editable figure cell of any other sheet, with `sheet` (id), `row`, `column` (id; in trends the period), and the figure as in FIGURE.
  A cell of trends has one only where its figure is not among the data: where the data has an accepted value (a FIGURE with a
  status) of its key, that line says what was exported; where there is neither, the cell was empty.
- COMPUTED: a computed cell: `key` is its row's, `value` or `text` what stands in the cell, as the cell has it. The rates of trends
  have none: each follows from the "1 in N" above it.
- TEXT: an editable text cell (findings, notes): `key` is the finding's or note's id, `text` as exported; `status` is "cut" where it was too long.
- COMMENT: a note in a comment, in order: `sheet`, `row`, `column` of the cell, `key` of its figure, `source` the note's id, `nth` from 1,
  `text` as written in the comment, with its head.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from workbench.core.tidy.columns import COLUMNS as TIDY_COLUMNS

SCHEMA = 1
"""The version of all this; a reader refuses a newer one."""

LONGEST_TEXT = 32_767
"""In UTF-16 units: what a cell, or a comment, can hold."""

MOST_ROWS = 1_048_576
"""Rows of a sheet."""


class Table(StrEnum):
    """What a sheet's table is a list of."""

    NONE = "none"
    FIGURES = "figures"
    SERIES = "series"
    FIGURE_ROWS = "figure_rows"
    FINDINGS = "findings"
    NOTES = "notes"
    KEYS = "keys"


class Holds(StrEnum):
    """What stands in a column's cells."""

    KEY = "key"
    LABEL = "label"
    FIGURE = "figure"
    TEXT = "text"
    COMPUTED = "computed"
    SPARKLINE = "sparkline"
    """Nothing: a small plot lies over the cell."""


class When(StrEnum):
    """Of which period a figure's column is: the workbook's, or the one before, with which it is compared."""

    PERIOD = "period"
    BASE = "base"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a table: its id, its heading in both languages, and what it holds.

    FIGURE columns are editable and say of which period they are, and with which aspect ("" is the value itself, else a
    statistic). TEXT columns are editable words.
    """

    id: str
    ja: str
    en: str
    holds: Holds
    when: When = When.PERIOD
    aspect: str = ""

    @property
    def is_editable(self) -> bool:
        """Whether what a person writes there is taken back."""
        return self.holds in {Holds.FIGURE, Holds.TEXT}

    def heading(self, language: str) -> str:
        """Return the heading in a language, "ja" or "en"."""
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """A sheet: its id, its name in both languages, its table and that one's columns.

    `heading_row` counts from 1. `dimensions` are those whose breakdowns it shows, empty for other sheets.
    """

    id: str
    ja: str
    en: str
    table: Table
    columns: tuple[SheetColumn, ...] = ()
    heading_row: int = 4
    dimensions: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """Return the sheet's name in a language, "ja" or "en"."""
        return self.ja if language == "ja" else self.en

    def column(self, id_: str) -> int:
        """Return the place of a column from 0; KeyError for one that the table does not have."""
        for place, column in enumerate(self.columns):
            if column.id == id_:
                return place
        raise KeyError(id_)


_KEY = SheetColumn("key", "キー", "Key", Holds.KEY)
_METRIC = SheetColumn("metric", "指標", "Metric", Holds.LABEL)
_BREAKDOWN = SheetColumn("breakdown", "区分", "Breakdown", Holds.LABEL)
_RANK = SheetColumn("rank", "順位", "Rank", Holds.COMPUTED)
_MOVED = SheetColumn("moved", "変動", "Moved", Holds.COMPUTED)
_SEGMENT = SheetColumn("segment", "項目", "Segment", Holds.LABEL)
_FIGURES = (
    SheetColumn("value", "値", "Value", Holds.FIGURE),
    SheetColumn("base", "前の期間", "Before", Holds.FIGURE, When.BASE),
    SheetColumn("change", "変化", "Change", Holds.COMPUTED),
    SheetColumn("published", "公表平均", "Published average", Holds.FIGURE, When.PERIOD, "average_6"),
    SheetColumn("average", "計算平均", "Computed average", Holds.COMPUTED),
    SheetColumn("months", "期間数", "Periods in it", Holds.COMPUTED),
    SheetColumn("rate", "率", "Rate", Holds.COMPUTED),
)
_END = (
    SheetColumn("history", "推移", "History", Holds.SPARKLINE),
    SheetColumn("remark", "備考", "Remark", Holds.COMPUTED),
)
_STAGE = (
    SheetColumn("reaches", "届く割合", "Reaches it", Holds.COMPUTED),
    SheetColumn("drops", "止める割合", "Drops of all", Holds.COMPUTED),
    SheetColumn("leaves", "残る割合", "Leaves", Holds.COMPUTED),
)

_BREAKDOWN_COLUMNS = (_KEY, _METRIC, _RANK, _MOVED, _SEGMENT, *_FIGURES, *_END)
_THREAT_COLUMNS = (_KEY, _METRIC, _BREAKDOWN, _RANK, _MOVED, _SEGMENT, *_FIGURES, *_END)
_TRAFFIC_COLUMNS = (_KEY, _METRIC, _SEGMENT, *_FIGURES, *_STAGE, *_END)


_EDITABLE_DATA = {
    "value": Holds.FIGURE,
    "text": Holds.TEXT,
    "step": Holds.FIGURE,
    "qualifier": Holds.TEXT,
    "status": Holds.TEXT,
}
"""What may be changed in a row of the data sheet; the rest says which figure it is."""


def _tidy_column(id_: str, names: tuple[str, ...]) -> SheetColumn:
    """Return a column of the data sheet: its Japanese heading is the first name by which a tidy table knows it."""
    return SheetColumn(id_, names[0], id_, _EDITABLE_DATA.get(id_, Holds.LABEL))


CONTENTS = SheetSpec("contents", "目次", "Contents", Table.NONE)
OVERVIEW = SheetSpec("overview", "概要", "Overview", Table.FIGURES, (_KEY, _METRIC, *_FIGURES, *_END))
BREAKDOWNS = (
    SheetSpec("geography", "国・地域", "Geography", Table.FIGURES, _BREAKDOWN_COLUMNS, dimensions=("geography",)),
    SheetSpec("vertical", "業種", "Vertical", Table.FIGURES, _BREAKDOWN_COLUMNS, dimensions=("vertical",)),
    SheetSpec(
        "company_size", "企業規模", "Company size", Table.FIGURES, _BREAKDOWN_COLUMNS, dimensions=("company_size",)
    ),
)
THREATS = SheetSpec("threats", "脅威", "Threats", Table.FIGURES, _THREAT_COLUMNS)
TRAFFIC = SheetSpec("traffic", "流量", "Traffic", Table.FIGURES, _TRAFFIC_COLUMNS, dimensions=("pipeline_stage",))
TRENDS = SheetSpec(
    "trends",
    "推移",
    "Trends",
    Table.SERIES,
    (_KEY, _METRIC, _BREAKDOWN, _SEGMENT, SheetColumn("measure", "種類", "Shown as", Holds.LABEL)),
)
FINDINGS = SheetSpec(
    "findings",
    "知見",
    "Findings",
    Table.FINDINGS,
    (
        _KEY,
        SheetColumn("period", "期間", "Period", Holds.LABEL),
        SheetColumn("position", "順", "Order", Holds.LABEL),
        SheetColumn("category", "分類", "Category", Holds.LABEL),
        SheetColumn("status", "状態", "Status", Holds.LABEL),
        SheetColumn("author", "担当", "Author", Holds.LABEL),
        SheetColumn("title_ja", "題（日本語）", "Title (Japanese)", Holds.TEXT),
        SheetColumn("body_ja", "本文（日本語）", "Text (Japanese)", Holds.TEXT),
        SheetColumn("title_en", "題（英語）", "Title (English)", Holds.TEXT),
        SheetColumn("body_en", "本文（英語）", "Text (English)", Holds.TEXT),
    ),
)
NOTES = SheetSpec(
    "notes",
    "注記",
    "Notes",
    Table.NOTES,
    (
        _KEY,
        _METRIC,
        _BREAKDOWN,
        _SEGMENT,
        SheetColumn("first", "最初の期間", "First period", Holds.LABEL),
        SheetColumn("last", "最後の期間", "Last period", Holds.LABEL),
        SheetColumn("text", "注記", "Note", Holds.TEXT),
        SheetColumn("author", "書いた人", "Author", Holds.LABEL),
        SheetColumn("written", "書いた日", "Written", Holds.LABEL),
    ),
)
DATA = SheetSpec(
    "data",
    "データ",
    "Data",
    Table.FIGURE_ROWS,
    (
        SheetColumn("number", "番号", "number", Holds.KEY),
        *(_tidy_column(column.id, column.names) for column in TIDY_COLUMNS if column.id != "change"),
    ),
    heading_row=1,
)
KEYS = SheetSpec("keys", "_keys", "_keys", Table.KEYS, heading_row=1)

SHEETS = (CONTENTS, OVERVIEW, *BREAKDOWNS, THREATS, TRAFFIC, TRENDS, FINDINGS, NOTES, DATA, KEYS)
"""All sheets in their order."""


class KeyKind(StrEnum):
    """What a line of the key sheet is of."""

    META = "meta"
    FIGURE = "figure"
    CELL = "cell"
    COMPUTED = "computed"
    TEXT = "text"
    COMMENT = "comment"


class MetaKey(StrEnum):
    """What is said of the workbook as a whole.

    `database` tells one database from another (`database_id`), `period` and `base` are those of the FIGURE columns,
    `data` is the period of the data, notes and findings: "all", or one.
    """

    SCHEMA = "schema"
    DATABASE = "database"
    LANGUAGE = "language"
    PERIOD = "period"
    BASE = "base"
    DATA = "data"


class KeyLine(NamedTuple):
    """A line of the key sheet, in the order of `KEY_COLUMNS`; empty text and None are empty cells."""

    kind: KeyKind
    sheet: str = ""
    row: int | None = None
    column: str = ""
    key: str = ""
    value: float | None = None
    step: float | None = None
    qualifier: str = ""
    unit: str = ""
    status: str = ""
    text: str = ""
    source: int | None = None
    nth: int | None = None


KEY_COLUMNS = KeyLine._fields
"""The headings of the key sheet; `row`, `value`, `step`, `source` and `nth` are numbers or empty, all others texts."""

CUT = "cut"
"""The status of a text that was too long for its cell."""

EVERYTHING = "all"
"""What `MetaKey.DATA` says where the workbook holds the data of all periods."""

RATE = "#rate"
"""Stands behind the key of a row of trends that holds computed rates."""

BETWEEN_NOTES = "\n\n"
"""Stands between the notes of a comment."""


def comment_part(author: str, written_at: str, text: str) -> str:
    """Write a note as it stands in a comment: author and day in a line of their own, then its text."""
    return f"{author} ({written_at[:10]}):\n{text}"


def sheet_named(name: str) -> SheetSpec | None:
    """Return the sheet that a name in either language is of; None for any other."""
    return next((sheet for sheet in SHEETS if name in {sheet.ja, sheet.en}), None)


def editable_columns(sheet: SheetSpec) -> Iterator[SheetColumn]:
    """Yield the columns of a sheet that are taken back; those of the periods of trends are not declared."""
    return (column for column in sheet.columns if column.is_editable)
