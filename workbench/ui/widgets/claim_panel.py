"""The claims of the text that is written: how many agree, the list of them, and all about the one at the cursor."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.core.claims.verdicts import VerdictKind
from workbench.core.periods import Period
from workbench.core.queries.claims import CheckedClaim
from workbench.ui.appearance import Appearance
from workbench.ui.claim_texts import ClaimTexts, verdict_icon
from workbench.ui.widgets.claim_list import ClaimList, ClaimRow
from workbench.ui.widgets.facts import Fact, Facts
from workbench.ui.widgets.labels import link_button, rule, text_label
from workbench.ui.workspace import Workspace

_EDGE = 12
_ICON = 14
COUNTS = ("wrong", "ambiguous", "open", "right")
_COUNT_ICONS = {"wrong": "circle-x", "ambiguous": "circle-help", "open": "circle-dashed", "right": "circle-check"}


class ClaimCounts(QWidget):
    """How many claims are wrong, ambiguous, without data, and right, each with its icon."""

    def __init__(self, appearance: Appearance) -> None:
        """Count nothing yet."""
        super().__init__()
        self._appearance = appearance
        self._icons = {id_: QLabel() for id_ in COUNTS}
        self.texts = {id_: text_label(appearance, 9, weight=QFont.Weight.Medium) for id_ in COUNTS}
        self._numbers = dict.fromkeys(COUNTS, 0)
        self._parts = {id_: QWidget() for id_ in COUNTS}
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE, 7, _EDGE, 7)
        row.setSpacing(12)
        for id_, part in self._parts.items():
            inside = QHBoxLayout(part)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(4)
            inside.addWidget(self._icons[id_])
            inside.addWidget(self.texts[id_])
            row.addWidget(part)
        row.addStretch(1)

    def show_claims(self, claims: Sequence[CheckedClaim]) -> None:
        """Count claims."""
        self._numbers = dict.fromkeys(COUNTS, 0)
        for claim in claims:
            self._numbers[_group(claim.verdict.kind)] += 1
        self.retranslate()

    def retranslate(self) -> None:
        """Write the counts in the language of the window."""
        say, colours = self._appearance.say, self._appearance.colours
        inks = {"wrong": colours.error, "ambiguous": colours.edited, "open": colours.text2, "right": colours.good}
        for id_ in COUNTS:
            count = self._numbers[id_]
            self._icons[id_].setPixmap(self._appearance.icon(_COUNT_ICONS[id_], inks[id_]).pixmap(_ICON, _ICON))
            self.texts[id_].setText(say(f"claim.count_{id_}", count=count))
            self._parts[id_].setVisible(bool(count))


def _group(kind: VerdictKind) -> str:
    """Return with which claims one is counted."""
    if kind.is_wrong:
        return "wrong"
    if kind.is_right:
        return "right"
    return "ambiguous" if kind is VerdictKind.AMBIGUOUS else "open"


class ClaimCard(QFrame):
    """All about one claim: verdict, figure, what stands behind it, and what can be done."""

    go_wanted = Signal()

    def __init__(self, appearance: Appearance) -> None:
        """Show no claim yet."""
        super().__init__()
        self._appearance = appearance
        self._icon = QLabel()
        self.verdict = text_label(appearance, 9.5, weight=QFont.Weight.DemiBold)
        self.path = text_label(appearance, 8.5, role="quiet", wraps=True, selectable=True)
        self.facts = Facts(appearance)
        self.told = text_label(appearance, 9, wraps=True, selectable=True)
        self.fix, self.go = QPushButton(), link_button(appearance, self.go_wanted.emit)
        self.fix.setProperty("primary", True)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._icon)
        head.addWidget(self.verdict, 1)
        head.addWidget(self.go)
        foot.addWidget(self.fix)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, 10, _EDGE, 12)
        column.setSpacing(4)
        column.addLayout(head)
        for part in (self.path, self.facts, self.told):
            column.addWidget(part)
        column.addSpacing(4)
        column.addLayout(foot)

    def show_claim(self, texts: ClaimTexts, claim: CheckedClaim, *, is_locked: bool) -> None:
        """Show a claim; nothing can be put right where the database is locked."""
        say, kind = self._appearance.say, claim.verdict.kind
        colours = self._appearance.colours
        inks = {VerdictKind.AMBIGUOUS: colours.edited, VerdictKind.NEEDS_DATA: colours.text2}
        ink = colours.error if kind.is_wrong else inks.get(kind, colours.good)
        self._icon.setPixmap(self._appearance.icon(verdict_icon(kind), ink).pixmap(16, 16))
        self.verdict.setText(texts.verdict(claim))
        self.path.setText("" if claim.key is None else texts.path(claim.key))
        self.facts.show_facts([Fact(label, figure) for label, figure in texts.lines(claim)])
        reason = "" if kind.is_right else texts.reason(claim)
        self.told.setText(self._appearance.together(reason, texts.fitting(claim)))
        self.told.setVisible(bool(self.told.text()))
        right = claim.verdict.right
        self.fix.setVisible(right is not None)
        self.fix.setEnabled(not is_locked)
        self.fix.setText("" if right is None else say("claim.fix", right=right))
        self.fix.setToolTip(say("read_only.why") if is_locked else "Ctrl+.")
        self.go.setText(say("claim.go"))
        self.go.setToolTip(say("claim.go_tip"))
        self.go.setVisible(claim.key is not None)


class ClaimPanel(QFrame):
    """Lists the claims of a text. `chosen` carries the place of one, `fix_wanted` too; `jump_wanted` the key of a figure."""

    chosen = Signal(int)
    fix_wanted = Signal(int)
    jump_wanted = Signal(object)
    next_wanted = Signal()

    def __init__(self, workspace: Workspace, appearance: Appearance) -> None:
        """Show no claims yet."""
        super().__init__()
        self.setProperty("panel", True)
        self._workspace = workspace
        self._appearance = appearance
        self._claims: Sequence[CheckedClaim] = ()
        self._lines: Sequence[int] = ()
        self._period: Period | None = None
        self._current = -1
        self.title = text_label(appearance, 11, weight=QFont.Weight.DemiBold, role="title")
        self.summary = text_label(appearance, 9, role="quiet")
        self.next = link_button(appearance, self.next_wanted.emit)
        self.counts = ClaimCounts(appearance)
        self.list = ClaimList(appearance)
        self.nothing = text_label(appearance, 9, role="quiet", wraps=True)
        self.card = ClaimCard(appearance)
        self._lay_out()
        self.list.chosen.connect(self._choose)
        self.list.followed.connect(self._follow)
        self.card.fix.clicked.connect(lambda: self.fix_wanted.emit(self._current))
        self.card.go_wanted.connect(lambda: self._follow(self._current))
        self.retranslate()

    @property
    def claims(self) -> Sequence[CheckedClaim]:
        """The claims that are listed, in the order of the text."""
        return self._claims

    def show_claims(
        self, claims: Sequence[CheckedClaim], lines: Sequence[int], current: int, period: Period | None
    ) -> None:
        """Show the claims of a text of a period with the lines in which they stand, and which one the cursor is in, or -1."""
        self._claims, self._lines, self._current, self._period = claims, lines, current, period
        self._show()

    def show_current(self, current: int) -> None:
        """Take notice which claim the cursor is in."""
        if current != self._current:
            self._current = current
            self._show()

    def problems(self) -> list[int]:
        """Return the places of the claims that are not right."""
        return [at for at, claim in enumerate(self._claims) if not claim.verdict.kind.is_right]

    def table(self) -> list[list[str]]:
        """Return the claims as a table: words, figure, verdict, what the data says, line."""
        texts = ClaimTexts(self._appearance, self._workspace.catalogue)
        keys = [claim.key for claim in self._claims]
        paths = ["" if key is None else texts.path(key) for key in keys]
        return [[row.words, paths[row.at], row.verdict, row.reason, row.line] for row in self._rows()]

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        say = self._appearance.say
        self.title.setText(say("claim.title"))
        self.next.setText(say("claim.next"))
        self.next.setToolTip("F8")
        self.list.setAccessibleName(say("claim.title"))
        self.setAccessibleName(say("claim.title"))
        self.counts.retranslate()
        self._show()

    def restyle(self) -> None:
        """Take the colours of the theme."""
        self.list.restyle()
        self.retranslate()

    def _show(self) -> None:
        if not self._workspace.is_open:
            for part in (self.card, self._card_line, self._counts_line, self.next):
                part.hide()
            return
        self.next.show()
        claims = self._claims
        texts = ClaimTexts(self._appearance, self._workspace.catalogue)
        self.summary.setText(self._appearance.say("claim.checked", count=len(claims)) if claims else "")
        self.counts.show_claims(claims)
        self.counts.setVisible(bool(claims))
        self.list.show_rows(self._rows(), self._current)
        self.list.setVisible(bool(claims))
        self._counts_line.setVisible(bool(claims))
        self.nothing.setVisible(not claims)
        self.nothing.setText(self._appearance.say("claim.none") if self._period is not None else "")
        has_card = 0 <= self._current < len(claims)
        self._card_line.setVisible(has_card)
        self.card.setVisible(has_card)
        self.next.setEnabled(bool(self.problems()))
        if has_card:
            self.card.show_claim(texts, claims[self._current], is_locked=self._workspace.is_read_only)

    def _rows(self) -> list[ClaimRow]:
        """Return the rows: wrong ones first, then those that cannot be told, then the rest; each in the text's order."""
        texts = ClaimTexts(self._appearance, self._workspace.catalogue)
        order = {"wrong": 0, "ambiguous": 1, "open": 1, "right": 2}
        rows = [
            ClaimRow(
                at,
                claim.link.shown,
                claim.link.target if claim.key is None else texts.short(claim.key, self._period),
                "" if claim.verdict.kind.is_right else texts.reason(claim),
                self._appearance.say("claim.line", line=line),
                claim.verdict.kind,
                texts.verdict(claim),
            )
            for at, (claim, line) in enumerate(zip(self._claims, self._lines, strict=True))
        ]
        return sorted(rows, key=lambda row: order[_group(row.kind)])

    def _choose(self, at: int) -> None:
        self._current = at
        self._show()
        self.chosen.emit(at)

    def _follow(self, at: int) -> None:
        if 0 <= at < len(self._claims) and self._claims[at].key is not None:
            self.jump_wanted.emit(self._claims[at].key)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(_EDGE, 10, 6, 8)
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.summary, 1)
        head.addWidget(self.next)
        self.nothing.setContentsMargins(_EDGE, 12, _EDGE, 12)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._card_line = rule()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        self._counts_line = rule()
        for part in (rule(), self.counts, self._counts_line):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(self._card_line)
        column.addWidget(self.card)
