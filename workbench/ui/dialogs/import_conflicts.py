"""What was changed in the file and in the database: a row each, with a choice that nobody has made before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.core.catalogue import Catalogue
from workbench.core.plans import Conflict, ImportPlan, Side
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.frame import panel, plain_label, push_button, title_label
from workbench.ui.dialogs.import_texts import ImportTexts

_MOST_LETTERS = 44
"""Of a text that stands beside its choice; all of it is in the tool tip."""

_HEADINGS = ("preview.was", "preview.mine", "preview.theirs")


class _Row:
    """A conflict in the list: its name, what was exported, and a choice between two sides."""

    def __init__(self, parent: QWidget) -> None:
        self.name, self.was, self.group = plain_label(), plain_label("quiet"), QButtonGroup(parent)
        self.buttons = [QRadioButton() for _ in Side]
        for place, button in enumerate(self.buttons):
            self.group.addButton(button, place)

    @property
    def widgets(self) -> list[QWidget]:
        """What stands in the row, from the left."""
        return [self.name, self.was, *self.buttons]


class ImportConflicts(QWidget):
    """Lists conflicts; `decided` tells that a choice was made."""

    decided = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        """Show no conflicts yet."""
        super().__init__(parent)
        self._appearance = appearance
        self._conflicts: Sequence[Conflict] = ()
        self._texts: ImportTexts | None = None
        self._shown: list[_Row] = []
        self._head, self._why = title_label(appearance, 9.5), plain_label("quiet", wraps=True)
        self.all = {side: push_button(is_link=True) for side in Side}
        self._headings = [plain_label("quiet") for _ in _HEADINGS]
        self._rows = QGridLayout()
        self._lay_out()
        for side, button in self.all.items():
            button.clicked.connect(lambda _=False, side=side: self.choose_all(side))
        self.retranslate()

    @property
    def choices(self) -> Mapping[str, Side]:
        """What was chosen, by the conflicts' keys."""
        pairs = zip(self._conflicts, self._shown, strict=True)
        sides = list(Side)
        return {row.key: sides[shown.group.checkedId()] for row, shown in pairs if shown.group.checkedId() >= 0}

    def show_plan(self, plan: ImportPlan, catalogue: Catalogue) -> None:
        """Show the conflicts of a plan, none of them decided."""
        self._conflicts = plan.conflicts
        self._texts = ImportTexts(self._appearance, catalogue, plan)
        for widget in [widget for shown in self._shown for widget in shown.widgets]:
            self._rows.removeWidget(widget)
            widget.deleteLater()
        self._shown = [self._added(number) for number, _ in enumerate(self._conflicts, 1)]
        self._rows.setRowStretch(len(self._conflicts) + 1, 1)
        self.retranslate()

    def choose_all(self, side: Side) -> None:
        """Make the same choice for all."""
        for shown in self._shown:
            shown.buttons[list(Side).index(side)].setChecked(True)
        self.decided.emit()

    def retranslate(self) -> None:
        """Write all words."""
        say = self._appearance.say
        self._head.setText(say("preview.conflicts_count", count=len(self._conflicts)))
        self._why.setText(say("preview.conflicts_why"))
        self.all[Side.MINE].setText(say("preview.all_mine"))
        self.all[Side.THEIRS].setText(say("preview.all_theirs"))
        for label, id_ in zip(self._headings, _HEADINGS, strict=True):
            label.setText(say(id_))
        for row, shown in zip(self._conflicts, self._shown, strict=True):
            self._write(row, shown)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Write anew when the language changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _lay_out(self) -> None:
        frame, area, inside = panel(), QScrollArea(), QWidget()
        head = QHBoxLayout()
        head.setContentsMargins(10, 8, 8, 2)
        head.addWidget(self._head, 1)
        for button in self.all.values():
            head.addWidget(button)
        self._rows.setContentsMargins(10, 4, 10, 8)
        self._rows.setHorizontalSpacing(18)
        self._rows.setVerticalSpacing(6)
        self._rows.setColumnStretch(0, 1)
        for place, label in enumerate(self._headings, 1):
            self._rows.addWidget(label, 0, place)
        inside.setLayout(self._rows)
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for filled in (inside, area.viewport()):
            filled.setAutoFillBackground(False)
        self._why.setContentsMargins(10, 0, 10, 4)
        column = frame.layout()
        assert isinstance(column, QVBoxLayout)
        column.addLayout(head)
        column.addWidget(self._why)
        column.addWidget(area, 1)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(frame)
        self.setMinimumHeight(130)

    def _added(self, number: int) -> _Row:
        row = _Row(self)
        for place, widget in enumerate(row.widgets):
            self._rows.addWidget(widget, number, place)
        for button in row.buttons:
            button.clicked.connect(self.decided)
        return row

    def _write(self, row: Conflict, shown: _Row) -> None:
        assert self._texts is not None
        held = self._texts.held
        named = self._appearance.say("cell.separator").join(filter(None, self._texts.named(row.key)))
        shown.name.setText(named)
        shown.was.setText(_short(held(row.key, row.base)))
        sides = ((row.mine, "preview.choose_mine"), (row.theirs, "preview.choose_theirs"))
        for button, (value, id_) in zip(shown.buttons, sides, strict=True):
            text = held(row.key, value)
            button.setText(_short(text).replace("&", "&&"))
            button.setToolTip(text)
            button.setAccessibleName(f"{named}: {self._appearance.say(id_, value=text)}")


def _short(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"
