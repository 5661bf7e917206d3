"""Tying a number in a text to a figure: search for the figure, or take one that the number fits."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, QTimer
from PySide6.QtGui import QFont, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.core.catalogue import Catalogue
from workbench.core.claims.links import claim_link
from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.core.ports import Reader
from workbench.core.queries.tying import Tie, number_at, ties
from workbench.core.readings import Readings, read_readings
from workbench.core.series_search import SeriesSearch, series_with_figures
from workbench.ui.appearance import Appearance
from workbench.ui.claim_texts import ClaimTexts, verdict_name
from workbench.ui.dialogs.frame import Dialog, button_row, panel, plain_label, push_button
from workbench.ui.dialogs.search_field import SearchField
from workbench.ui.dialogs.table import Column, Look, Rows, TextTable
from workbench.ui.widgets.claim_editor import ClaimEditor
from workbench.ui.widgets.claim_marks import code_points, units
from workbench.ui.workspace import Workspace

_SIZE = QSize(760, 520)
_PAUSE = 120
_SERIES = 24


class TieDialog(Dialog):
    """Offers figures for the number at the cursor of an editor; without one, the figure's value is written there."""

    def __init__(
        self,
        workspace: Workspace,
        appearance: Appearance,
        editor: ClaimEditor,
        period: Period,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with what fits the number."""
        super().__init__(appearance, parent, _SIZE)
        self._workspace = workspace
        self._editor = editor
        self._period = period
        self._texts = ClaimTexts(appearance, workspace.catalogue)
        self._place, self.number = _number(editor)
        self._search: SeriesSearch | None = None
        self.field = SearchField()
        self.said, self._nothing = plain_label(wraps=True), plain_label("quiet", wraps=True)
        self.said.setFont(appearance.font(11, QFont.Weight.DemiBold))
        self.rows: Rows[Tie] = Rows(appearance, self._columns(), parent=self)
        self.table = TextTable(appearance, self.rows)
        self.take, self.cancel = push_button(is_primary=True), push_button()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.look)
        self._lay_out()
        self._connect()
        self.retranslate()
        likely = partial(_likely, catalogue=workspace.catalogue, period=period, resources=appearance.resources)
        workspace.ask(likely, self, self._take_likely, topic="likely")
        self.look()
        self.field.setFocus()

    def retranslate(self) -> None:
        """Write all words in the language of the window."""
        say = self.appearance.say
        self.setWindowTitle(say("tie.title"))
        self.said.setText(say("tie.number", number=self.number) if self.number else say("tie.no_number"))
        self.field.setPlaceholderText(say("tie.search"))
        self.field.setAccessibleName(say("tie.search"))
        self.table.setAccessibleName(say("tie.table"))
        self.take.setText(say("tie.take"))
        self.cancel.setText(say("dialog.cancel"))
        self.rows.retranslate()
        self._tell_nothing()

    def look(self) -> None:
        """Ask for figures: of the series that are searched, or all that fit."""
        words = self.field.searched_text.strip()
        series: Sequence[FigureKey] | None = None
        if words or not self.number:
            series = self._search.find(words, _SERIES) if self._search is not None else ()
        query = partial(ties, catalogue=self._workspace.catalogue, series=series, period=self._period, text=self.number)
        self._workspace.ask(query, self, self._show, topic="ties")

    def tie(self, row: int) -> None:
        """Tie the number to the figure of a row."""
        if not 0 <= row < len(self.rows.rows):
            return
        chosen = self.rows.rows[row]
        text = self.number or self.appearance.sentence(chosen.printed)
        cursor = self._editor.textCursor()
        cursor.setPosition(self._place[0])
        cursor.setPosition(self._place[1], QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(claim_link(text, chosen.key))
        self._editor.setTextCursor(cursor)
        self.accept()
        self._editor.setFocus()

    def _show(self, found: tuple[Tie, ...]) -> None:
        self.rows.show(found)
        self.table.choose(0)
        self.take.setEnabled(bool(found))
        self._tell_nothing()

    def _tell_nothing(self) -> None:
        """Say why no figure is offered."""
        has_rows = bool(self.rows.rows)
        self._nothing.setVisible(not has_rows)
        is_searched = bool(self.field.searched_text.strip()) or not self.number
        self._nothing.setText(self.appearance.say("tie.nothing_found" if is_searched else "tie.nothing_fits"))

    def _take_likely(self, found: tuple[frozenset[FigureKey], Readings]) -> None:
        likely, readings = found
        self._search = SeriesSearch(self._workspace.catalogue, readings, likely)
        if not self.number or self.field.searched_text.strip():
            self.look()

    def _columns(self) -> tuple[Column[Tie], ...]:
        say = self.appearance.say
        return (
            Column("tie.column_series", lambda row: self._texts.series(row.key), stretches=True),
            Column("tie.column_period", lambda row: self.appearance.period(row.key.period), hides_below=520),
            Column("tie.column_aspect", lambda row: self._texts.aspect(row.key) or say("claim.aspect_value")),
            Column(
                "tie.column_value",
                lambda row: self.appearance.sentence(row.printed),
                is_number=True,
                look=lambda _row: Look.STRONG,
            ),
            Column(
                "tie.column_fits",
                lambda row: "" if row.kind is None else verdict_name(self.appearance, row.kind),
                look=lambda row: Look.PLAIN if row.kind is None or row.kind.is_right else Look.ERROR,
            ),
        )

    def _connect(self) -> None:
        self.field.searched.connect(lambda _text: self._pause.start())
        self.field.moved.connect(lambda steps: self.table.choose(max(0, self.table.current_row + steps)))
        self.field.returnPressed.connect(lambda: self.tie(self.table.current_row))
        self.table.doubleClicked.connect(self._on_double_click)
        self.take.clicked.connect(lambda: self.tie(self.table.current_row))
        self.cancel.clicked.connect(self.reject)

    def _on_double_click(self, index: QModelIndex) -> None:
        self.tie(index.row())

    def _lay_out(self) -> None:
        frame = panel()
        inside = frame.layout()
        assert isinstance(inside, QVBoxLayout)
        self._nothing.setContentsMargins(14, 12, 14, 12)
        inside.addWidget(self._nothing)
        inside.addWidget(self.table)
        self.column.addWidget(self.said)
        self.column.addWidget(self.field)
        self.column.addWidget(frame, 1)
        self.foot.addLayout(button_row(self.cancel, self.take))


def _likely(
    reader: Reader, catalogue: Catalogue, period: Period, resources: Path
) -> tuple[frozenset[FigureKey], Readings]:
    """Return the series with figures in the period, and how Japanese names are read."""
    return series_with_figures(reader, catalogue, period), read_readings(resources)


def _number(editor: ClaimEditor) -> tuple[tuple[int, int], str]:
    """Return where the number to tie stands in the document and the number: a claim's, what is selected, or at the cursor."""
    placed = editor.current()
    if placed is not None:
        return (placed.place(placed.link.start), placed.place(placed.link.end)), placed.link.shown
    cursor = editor.textCursor()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    if start != end:
        return (start, end), cursor.selectedText()
    block = cursor.block()
    line = block.text()
    found = number_at(line, code_points(line, cursor.positionInBlock()))
    if found is None:
        return (start, start), ""
    place = block.position() + units(line, found[0]), block.position() + units(line, found[1])
    return place, line[found[0] : found[1]]
