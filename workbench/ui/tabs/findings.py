"""The findings tab: the findings of the month and of all others, the one that is written, and its claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout

from workbench.core.finding_templates import FindingTemplate, finding_templates
from workbench.core.keys import FigureKey
from workbench.core.messages import message
from workbench.core.ports import Reader
from workbench.core.queries.claims import CheckedClaim, checked_claims
from workbench.core.queries.findings import Findings, findings_of
from workbench.core.records import (
    GLOBAL,
    Coverage,
    Finding,
    FindingText,
    Metric,
    Observation,
    Reading,
    Segment,
    Source,
)
from workbench.core.scope import Scope
from workbench.core.translation import LANGUAGES
from workbench.ui.appearance import Appearance
from workbench.ui.finding_edits import FindingEdits
from workbench.ui.finding_pictures import Pictures
from workbench.ui.settings import Settings
from workbench.ui.tabs import TABS
from workbench.ui.tabs.empty import EmptyPanel
from workbench.ui.tabs.tab import Tab
from workbench.ui.widgets.claim_editor import Placed
from workbench.ui.widgets.claim_panel import ClaimPanel
from workbench.ui.widgets.clipboard import mime_of
from workbench.ui.widgets.finding_page import FindingPage
from workbench.ui.widgets.finding_panel import FindingPanel
from workbench.ui.widgets.panes import Panes
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.ui.dialogs.claim_updates import UpdatesDialog
    from workbench.ui.dialogs.tie_number import TieDialog

CHECK_MILLISECONDS = 300
_PAGE, _NOTHING = 0, 1
_LIST_WIDTH, _PAGE_WIDTH, _CLAIMS_WIDTH = 260, 640, 300
_TEXT = 1
_LEAST = (200, 380, 240)
_HEADS = ("claim.column_words", "claim.column_figure", "claim.column_verdict", "claim.column_data", "claim.column_line")

Claims = Mapping[str, tuple[CheckedClaim, ...]]


class FindingsTab(Tab[Findings]):
    """Shows the findings of the period in scope and lets one be written."""

    needs = frozenset({Finding, FindingText, Observation, Reading, Coverage, Source, Metric, Segment})

    def __init__(self, workspace: Workspace, appearance: Appearance, settings: Settings) -> None:
        """Show no findings yet."""
        super().__init__(workspace, appearance)
        self._answer: Findings | None = None
        self._claims: Claims = {}
        self._wanted = ""
        self._known: frozenset[str] | None = None
        self._begins_with: tuple[str, bytes | None] | None = None
        self.panel = FindingPanel(workspace, appearance)
        self.page = FindingPage(workspace, appearance, settings)
        self.side = ClaimPanel(workspace, appearance)
        self.empty = EmptyPanel(appearance)
        self.panes = Panes(settings, "findings", narrow_below=sum(_LEAST) + 20)
        self.pictures = Pictures(workspace, appearance, self.page)
        self.edits = FindingEdits(workspace, appearance, self.page, self.panel)
        self._check = QTimer(self)
        self._check.setSingleShot(True)
        self._check.setInterval(CHECK_MILLISECONDS)
        self._check.timeout.connect(self.check_now)
        self._lay_out()
        self._connect()
        self.retranslate()

    @property
    def inner_panes(self) -> Panes:
        """List, text and claims."""
        return self.panes

    def question(self, scope: Scope) -> Callable[[Reader], Findings] | None:
        """Ask for all findings, those of the period with their claims; None where there is no period."""
        if scope.period is None:
            return None
        return partial(findings_of, catalogue=self.workspace.catalogue, period=scope.period)

    def is_steered_by(self, before: Scope, now: Scope) -> bool:
        """Ask again for another period."""
        return before.period != now.period

    def show_answer(self, answer: Findings) -> None:
        """Show the findings; stay with the one that is written, unless it is gone or another period is looked at."""
        before, self._answer = self._answer, answer
        is_new = self._wanted == "new"
        id_ = self._chosen(before, answer)
        is_new = is_new and self._known is not None and id_ not in self._known
        self._known = frozenset(entry.finding.id for entry in (*answer.own, *answer.others))
        self.panel.show_findings(answer, id_)
        self._show_entry(id_)
        if is_new:
            self.page.write_title()
        if not self.panel.templates:
            folder = self.appearance.resources
            self.workspace.fetch(lambda: finding_templates(folder), self, self._take_templates, topic="templates")
        if self._begins_with is not None:
            begun, self._begins_with = self._begins_with, None
            self.edits.start_with(*begun)
        self.answered.emit()

    def show_nothing(self) -> None:
        """Say that there is no month to write about."""
        self.page.leave_entry()
        self._say_nothing()
        self.answered.emit()

    def open_finding(self, id_: str) -> None:
        """Show a finding, once it is there."""
        self._wanted = id_
        self.panes.bring_to_front(_TEXT)
        self.refresh()

    def start_with(self, text: str, picture: bytes | None) -> None:
        """Begin a finding with words, in the language of the window, and with a picture below them.

        Not before it is known which there are: the new one is told by that it was not among them.
        """
        if self._known is None and self.workspace.scope.period is not None:
            self._begins_with = text, picture
        else:
            self.edits.start_with(text, picture)

    def check_now(self) -> None:
        """Ask for the verdicts on what is written now."""
        entry = self.page.entry
        if entry is None or not self.workspace.is_open:
            return
        texts = [(body, entry.period) for body in self.page.bodies().values()]
        query = partial(checked_claims, catalogue=self.workspace.catalogue, texts=texts)
        self.workspace.ask(query, self, self._take_claims, topic="claims")

    def next_problem(self, steps: int = 1) -> None:
        """Go to the next claim that is not right, round and round."""
        problems = self.side.problems()
        if not problems:
            return
        current = self._at(self.page.editor.current())
        ahead = (
            [at for at in problems if at > current] if steps > 0 else [at for at in reversed(problems) if at < current]
        )
        self._go_to((ahead or (problems if steps > 0 else problems[::-1]))[0])

    def fix(self, at: int | None = None) -> None:
        """Put the right number into a claim: the one at the cursor, unless another is named."""
        placed = self.page.editor.links()
        at = self._at(self.page.editor.current()) if at is None else at
        claims = self.side.claims
        if not (0 <= at < len(placed) == len(claims)) or self.workspace.is_read_only:
            return
        right = claims[at].verdict.right
        if right is not None and claims[at].link.text == placed[at].link.text:
            self.page.editor.replace_words(placed[at], right)
            self.page.editor.setFocus()

    def tie(self) -> TieDialog | None:
        """Let the number at the cursor be tied to a figure."""
        from workbench.ui.dialogs.tie_number import TieDialog  # noqa: PLC0415 - when it is first opened

        if self.page.entry is None or self.workspace.is_read_only:
            return None
        dialog = TieDialog(self.workspace, self.appearance, self.page.editor, self.page.entry.period, self)
        dialog.open()
        return dialog

    def update_numbers(self) -> UpdatesDialog | None:
        """Show what would change so that all tied numbers are those of their figures."""
        from workbench.ui.dialogs.claim_updates import UpdatesDialog  # noqa: PLC0415 - when it is first opened

        if self.page.entry is None or self.workspace.is_read_only:
            return None
        self.page.flush()
        dialog = UpdatesDialog(self.workspace, self.appearance, self.page.entry, self.page.bodies(), self)
        dialog.open()
        return dialog

    def jump(self, key: FigureKey) -> None:
        """Look at a figure on the tab that shows it."""
        entry = self.page.entry
        period = key.period or (entry.period if entry is not None else self.workspace.scope.period)
        tabs = {spec.id for spec in TABS}
        place = "overview" if key.dimension == GLOBAL else key.dimension
        if place not in tabs:
            place = "traffic" if key.dimension == "pipeline_stage" else "threats"
        self.page.flush()
        self._wanted = self._id()  # to come back to, also from another month
        self.action_wanted.emit(place)
        selected = () if key.dimension == GLOBAL else ((key.dimension, key.segment),)
        metric = key.metric if key.metric in self.workspace.catalogue.metrics else self.workspace.scope.metric
        self.workspace.look_at(metric=metric, period=period, selected=selected)

    def copy(self) -> None:
        """Copy the claims as a table."""
        if self.side.claims:
            heads = [self.appearance.say(id_) for id_ in _HEADS]
            QGuiApplication.clipboard().setMimeData(mime_of(heads, self.side.table()))

    def focus_filter(self) -> None:
        """Let findings be searched."""
        self.panel.field.setFocus()
        self.panel.field.selectAll()

    def reset_layout(self) -> None:
        """Show everything as at the first start."""
        self.panes.reset_layout()
        self.page.show_mode("edit")

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        say = self.appearance.say
        self.panel.retranslate()
        self.page.retranslate()
        self.side.retranslate()
        self.panes.set_titles(say("tab.findings"), say("finding.text"), say("claim.title"))
        if self._answer is not None and self.workspace.is_open:
            self.panel.show_findings(self._answer, self._id())
            self.page.show_claims(self._claims)
            self._list_claims()
        if self._stack.currentIndex() == _NOTHING and self.workspace.is_open:
            self._say_nothing()

    def restyle(self) -> None:
        """Take the colours of the theme."""
        self.panel.restyle()
        self.page.restyle()
        self.side.restyle()
        self.empty.retranslate()

    def _id(self) -> str:
        return "" if self.page.entry is None else self.page.entry.finding.id

    def _chosen(self, before: Findings | None, answer: Findings) -> str:
        """Return which finding to show: one just begun, one that was asked for, the one that is shown, or the first."""
        ids = [entry.finding.id for entry in (*answer.own, *answer.others)]
        new = (
            [id_ for id_ in ids if self._known is not None and id_ not in self._known] if self._wanted == "new" else []
        )
        wanted = new[-1] if new else self._wanted
        if new or self._wanted != "new":  # else it is not there yet
            self._wanted = ""
        if wanted in ids:
            return wanted
        is_same_month = before is not None and before.period == answer.period
        if self._id() in ids and (is_same_month or self.page.entry is None):
            return self._id()
        return answer.own[0].finding.id if answer.own else self._id() if self._id() in ids and is_same_month else ""

    def _show_entry(self, id_: str) -> None:
        entry = None if self._answer is None else self._answer.entry(id_)
        if entry is None:
            self.page.flush()
            self.page.leave_entry()
            self._claims = {}
            self.side.show_claims((), (), -1, None)
            self._say_nothing()
            return
        self.page.show_entry(entry)
        self._stack.setCurrentIndex(_PAGE)
        self.check_now()

    def _choose(self, id_: str) -> None:
        self.panel.choose(id_)
        self._show_entry(id_)

    def _take_claims(self, found: tuple[tuple[CheckedClaim, ...], ...]) -> None:
        self._claims = dict(zip(self.page.bodies(), found, strict=True))
        self.page.show_claims(self._claims)
        self._list_claims()

    def _list_claims(self) -> None:
        """List the claims of the language that is worked on, if they are those of the text as it is now."""
        placed = self.page.editor.links()
        claims = self._claims.get(self.page.language, ())
        if len(placed) == len(claims):
            lines, current = [one.block + 1 for one in placed], self._at(self.page.editor.current())
            period = None if self.page.entry is None else self.page.entry.period
            self.side.show_claims(claims, lines, current, period)
        ja, en = (len(self._claims.get(language, ())) for language in LANGUAGES)
        is_even = {one.link.target for one in self._claims.get("ja", ())} == {
            one.link.target for one in self._claims.get("en", ())
        }
        has_both = all(self.page.bodies().values())  # else one of them is still to be written
        told = "finding.parity" if is_even else "finding.no_parity"
        self.page.facts.told.setText(self.appearance.say(told, ja=ja, en=en) if has_both and (ja or en) else "")

    def _at(self, placed: Placed | None) -> int:
        """Return which of the claims of the text one is; -1 for none."""
        if placed is None:
            return -1
        places = [(one.block, one.link.start) for one in self.page.editor.links()]
        return places.index((placed.block, placed.link.start))

    def _go_to(self, at: int) -> None:
        placed = self.page.editor.links()
        self.panes.bring_to_front(_TEXT)
        if 0 <= at < len(placed):
            self.page.editor.go_to(placed[at])
            self.page.editor.setFocus()

    def _use(self, tool: str) -> None:
        {"tie": self.tie, "update": self.update_numbers, "picture": self.pictures.choose}[tool]()

    def _take_templates(self, templates: tuple[FindingTemplate, ...]) -> None:
        self.panel.templates = templates

    def _await_new(self) -> None:
        """Take notice that a finding is being added: it is shown when it is there."""
        self._wanted = "new"
        self.panes.bring_to_front(_TEXT)

    def _say_nothing(self) -> None:
        """Say that there is nothing to write on yet, and what can be done."""
        period = self.workspace.scope.period
        if period is None:
            actions: tuple[str, ...] = ("open_sample", "import", "new_month")
            self.empty.say(message("empty.start"), message("empty.start_advice"), actions)
        else:
            title = message("finding.none", period=period)
            self.empty.say(title, message("finding.none_advice"), ("new_finding",))
        self._stack.setCurrentIndex(_NOTHING)

    def _connect(self) -> None:
        self.empty.action_wanted.connect(self.action_wanted)
        self.panel.list.chosen.connect(self._choose)
        for taken in (self.panel.list.clicked, self.panel.list.activated):
            taken.connect(lambda _index: self.panes.bring_to_front(_TEXT))
        self.edits.begins.connect(self._await_new)
        self.edits.refused.connect(self.refused)
        self.page.edited.connect(self._check.start)
        self.page.claim_reached.connect(lambda placed: self.side.show_current(self._at(placed)))
        self.page.language_chosen.connect(lambda _language: self._list_claims())
        self.page.jump_wanted.connect(self.jump)
        self.page.tool_wanted.connect(self._use)
        self.side.chosen.connect(self._go_to)
        self.side.fix_wanted.connect(self.fix)
        self.side.jump_wanted.connect(self.jump)
        self.side.next_wanted.connect(self.next_problem)
        self.pictures.refused.connect(self.refused)
        self.page.picture_given.connect(self.pictures.add)
        self.page.files_given.connect(self.pictures.read)
        for keys, run in (
            ("F8", self.next_problem),
            ("Shift+F8", lambda: self.next_problem(-1)),
            ("Ctrl+.", self.fix),
            ("Ctrl+L", self.tie),
            ("Ctrl+U", self.update_numbers),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    def _lay_out(self) -> None:
        middle = QFrame()
        nothing = QFrame()
        nothing.setProperty("panel", True)
        QVBoxLayout(nothing).addWidget(self.empty)
        self._stack = QStackedLayout(middle)
        self._stack.addWidget(self.page)
        self._stack.addWidget(nothing)
        self._stack.setCurrentIndex(_NOTHING)
        for part, least in zip((self.panel, middle, self.side), _LEAST, strict=True):
            part.setMinimumWidth(least)
        self.panes.add(self.panel, _LIST_WIDTH, grows=False)
        self.panes.add(middle, _PAGE_WIDTH)
        self.panes.add(self.side, _CLAIMS_WIDTH, grows=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panes)
