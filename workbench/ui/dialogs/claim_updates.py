"""What changes when tied numbers are brought up to date: each one old and new, to be taken or left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from workbench.core.commands.findings import update_claims
from workbench.core.findings import Update, updated, updates_of
from workbench.core.ports import Change
from workbench.core.queries.claims import CheckedClaim, checked_claims
from workbench.core.queries.findings import Entry
from workbench.ui.appearance import Appearance
from workbench.ui.claim_texts import ClaimTexts
from workbench.ui.dialogs.frame import Dialog, Sentence, button_row, panel, plain_label, push_button
from workbench.ui.widgets.labels import rule
from workbench.ui.workspace import Workspace

_SIZE = QSize(860, 520)


@dataclass(frozen=True, slots=True)
class _Offered:
    """An update in a language, the line it is in, and the box in which it is taken."""

    language: str
    line: int
    update: Update
    box: QCheckBox


class UpdatesDialog(Dialog):
    """Lists the numbers of a finding that are not those of their figures; all are taken unless one is left."""

    def __init__(
        self,
        workspace: Workspace,
        appearance: Appearance,
        entry: Entry,
        bodies: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        """Ask what there is to change in the bodies as they are now."""
        super().__init__(appearance, parent, _SIZE)
        self._workspace = workspace
        self._entry = entry
        self._bodies = dict(bodies)
        self._updates: dict[str, tuple[Update, ...]] = {}
        self.offered: list[_Offered] = []
        self.head, self.unknown = plain_label(wraps=True), plain_label("quiet", wraps=True)
        self.head.setFont(appearance.font(11, QFont.Weight.DemiBold))
        self.problem = Sentence(appearance)
        self.take, self.cancel = push_button(is_primary=True), push_button()
        self._left_open = 0
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self.take.clicked.connect(self.update_text)
        self.cancel.clicked.connect(self.reject)
        texts = [(body, entry.period) for body in self._bodies.values()]
        query = partial(checked_claims, catalogue=workspace.catalogue, texts=texts)
        workspace.ask(query, self, self._take_claims, topic="claims")
        self.retranslate()

    def retranslate(self) -> None:
        """Write all words in the language of the window."""
        say = self.appearance.say
        self.setWindowTitle(say("update.title"))
        self.cancel.setText(say("dialog.cancel" if self.offered else "update.close"))
        self.head.setText(say("update.head", count=len(self.offered)) if self.offered else say("update.none"))
        self.unknown.setText(say("update.unknown", count=self._left_open))
        self.unknown.setVisible(bool(self._left_open))
        self._list()
        self._count()

    def update_text(self) -> None:
        """Write the chosen numbers into the finding."""
        after = dict(self._bodies)
        for language in self._bodies:
            chosen = [one.update for one in self.offered if one.language == language and one.box.isChecked()]
            after[language] = updated(self._bodies[language], chosen)
        command = update_claims(self._entry.finding.id, self._bodies, after)
        self._workspace.run(command, self._on_done, self.problem.tell_error)

    def _on_done(self, change: Change) -> None:
        del change
        if not self.is_gone:
            self.accept()

    def _take_claims(self, found: tuple[tuple[CheckedClaim, ...], ...]) -> None:
        """Take the claims of all languages, and offer those that are to be changed."""
        self._updates = {
            language: updates_of(claims, self.appearance.translator_of(language))
            for language, claims in zip(self._bodies, found, strict=True)
        }
        changed = sum(len(updates) for updates in self._updates.values())
        self._left_open = sum(not claim.verdict.kind.is_right for claims in found for claim in claims) - changed
        self.offered = [
            _Offered(language, self._bodies[language].count("\n", 0, update.link.start) + 1, update, QCheckBox())
            for language, updates in self._updates.items()
            for update in updates
        ]
        for one in self.offered:
            one.box.setChecked(True)
            one.box.toggled.connect(lambda _checked: self._count())
        self.retranslate()

    def _list(self) -> None:
        """Put the rows into the list."""
        taken = self._scroll.takeWidget()
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(4, 1)
        for at, one in enumerate(self.offered):
            self._add_row(grid, 2 * at, one)
        grid.setRowStretch(2 * len(self.offered), 1)
        self._scroll.setWidget(inside)
        for part in (inside, self._scroll.viewport()):
            part.setAutoFillBackground(False)
        if taken is not None:
            taken.deleteLater()

    def _add_row(self, grid: QGridLayout, row: int, one: _Offered) -> None:
        say = self.appearance.say
        texts = ClaimTexts(self.appearance, self._workspace.catalogue)
        key = one.update.claim.key
        before, after, place = plain_label(), plain_label(), plain_label("quiet", wraps=True)
        struck, strong = self.appearance.font(9.5), self.appearance.font(9.5, QFont.Weight.DemiBold)
        struck.setStrikeOut(True)
        before.setFont(struck)
        before.setProperty("role", "missing")
        after.setFont(strong)
        before.setText(one.update.link.shown)
        after.setText(one.update.after)
        place.setText("" if key is None else texts.path(key))
        one.box.setText(say(f"update.line_{one.language}", line=one.line))
        one.box.setAccessibleDescription(f"{one.update.link.shown} ▶ {one.update.after}. {place.text()}")
        arrow = plain_label("quiet")
        arrow.setText("▶")
        for column, part in enumerate((one.box, before, arrow, after, place)):
            grid.addWidget(part, row, column)
        if one is not self.offered[-1]:
            grid.addWidget(rule(), row + 1, 0, 1, 5)

    def _count(self) -> None:
        count = sum(one.box.isChecked() for one in self.offered)
        self.take.setText(self.appearance.say("update.take", count=count))
        self.take.setEnabled(bool(count))
        self.take.setVisible(bool(self.offered))

    def _lay_out(self) -> None:
        frame = panel()
        inside = frame.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.addWidget(self._scroll)
        for part in (self.head, self.unknown, self.problem):
            self.column.addWidget(part)
        self.column.addWidget(frame, 1)
        self.foot.addLayout(button_row(self.cancel, self.take))
