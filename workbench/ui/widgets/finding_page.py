"""A finding as it is written: both languages, a preview, and its facts. What is written is kept after a pause by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout

from workbench.core.claims.links import key_of
from workbench.core.commands.findings import Words, set_finding, write_finding
from workbench.core.ports import Reader
from workbench.core.queries.claims import CheckedClaim
from workbench.core.queries.findings import Entry
from workbench.core.translation import LANGUAGES
from workbench.ui.appearance import Appearance
from workbench.ui.claim_texts import ClaimTexts
from workbench.ui.settings import Settings
from workbench.ui.widgets.claim_editor import ClaimEditor, Placed
from workbench.ui.widgets.finding_bars import MODES, FactBar, ToolBar
from workbench.ui.widgets.finding_pane import FindingPane
from workbench.ui.widgets.finding_preview import FindingPreview
from workbench.ui.widgets.labels import rule
from workbench.ui.workspace import Workspace

PAUSE_MILLISECONDS = 4_000
"""After so long without a key the words are kept; until then all is one step of the trail."""

_PREVIEW_MILLISECONDS = 150
_LEAST = QSize(380, 260)
_NAME = "findings"


class FindingPage(QFrame):
    """Shows and changes one finding.

    `edited` tells that claims may be others now, `claim_reached` the claim at the cursor or None, `jump_wanted` carries the key
    of a figure, `tool_wanted` a tool that needs more than the words: "tie", "update", "picture".
    """

    edited = Signal()
    claim_reached = Signal(object)
    jump_wanted = Signal(object)
    tool_wanted = Signal(str)
    picture_given = Signal(object)
    files_given = Signal(object)
    language_chosen = Signal(str)

    def __init__(self, workspace: Workspace, appearance: Appearance, settings: Settings) -> None:
        """Show no finding yet."""
        super().__init__()
        self.setProperty("panel", True)
        self._workspace = workspace
        self._appearance = appearance
        self._settings = settings
        self.entry: Entry | None = None
        self.language = appearance.language
        kept = settings.layout(_NAME).get("mode")
        self.mode = kept if isinstance(kept, str) and kept in MODES else MODES[0]
        self.panes = {language: FindingPane(appearance, language) for language in LANGUAGES}
        self.preview = FindingPreview(appearance)
        self.bar, self.facts = ToolBar(appearance), FactBar(appearance)
        self._pause, self._lay = QTimer(self), QTimer(self)
        for timer, milliseconds, then in (
            (self._pause, PAUSE_MILLISECONDS, self.flush),
            (self._lay, _PREVIEW_MILLISECONDS, self._show_preview),
        ):
            timer.setSingleShot(True)
            timer.setInterval(milliseconds)
            timer.timeout.connect(then)
        self._lay_out()
        self._connect()
        self.show_mode(self.mode)

    @property
    def editor(self) -> ClaimEditor:
        """The editor of the language that is worked on."""
        return self.panes[self.language].editor

    def bodies(self) -> dict[str, str]:
        """Return the bodies by language, as they are written now."""
        return {language: pane.editor.text for language, pane in self.panes.items()}

    def show_entry(self, entry: Entry) -> None:
        """Show a finding; of the same one, whatever is newer than what was written here."""
        is_other = self.entry is None or self.entry.finding.id != entry.finding.id
        if is_other:
            self.flush()
        self.entry = entry
        for language, pane in self.panes.items():
            text = entry.texts.get(language)
            words = Words() if text is None else Words(text.title, text.body)
            if is_other:
                pane.begin(words)
                pane.editor.moveCursor(pane.editor.textCursor().MoveOperation.Start)
            else:
                pane.show_words(words)
        self.facts.offer(self._workspace.catalogue)
        self.facts.show_finding(entry.finding)
        self._lock()
        self._show_preview()

    def leave_entry(self) -> None:
        """Show no finding: the one that was shown is gone."""
        self.entry = None
        self._pause.stop()

    def flush(self) -> None:
        """Keep what is written and not kept yet."""
        self._pause.stop()
        if self.entry is None or not self._workspace.is_open or self._workspace.is_read_only:
            return
        for language, pane in self.panes.items():
            if pane.is_dirty:
                before, pane.kept = pane.kept, pane.words
                command = write_finding(self.entry.finding.id, language, pane.words)
                self._workspace.run(command, None, partial(self._take_back, pane, before))

    def show_claims(self, claims: Mapping[str, Sequence[CheckedClaim]]) -> None:
        """Show the verdicts on the claims of each language."""
        texts = ClaimTexts(self._appearance, self._workspace.catalogue)
        for language, pane in self.panes.items():
            found = claims.get(language, ())
            kinds = {(claim.link.text, claim.link.target): claim.verdict.kind for claim in found}
            tips = {(claim.link.text, claim.link.target): texts.whole(claim) for claim in found}
            pane.editor.show_verdicts(kinds, tips)
            if language == self.language:
                self.preview.show_verdicts(kinds, tips)

    def show_mode(self, mode: str) -> None:
        """Show one language, with its preview or without, or both."""
        self.mode = mode
        self._settings.set_layout(_NAME, self._settings.layout(_NAME) | {"mode": mode})
        self.bar.modes.choose(mode)
        self.bar.languages.choose(self.language)
        for language, pane in self.panes.items():
            pane.setVisible(mode == "both" or language == self.language)
            pane.heading.setVisible(mode == "both")
        self.preview.setVisible(mode == "preview")
        self._show_preview()

    def speak(self, language: str) -> None:
        """Work on the words in a language."""
        if language != self.language:
            self.language = language
            self.show_mode(self.mode)
            self.language_chosen.emit(language)
        self.editor.setFocus()

    def write_title(self) -> None:
        """Let the title be written, in the language that is worked on."""
        self.panes[self.language].title.setFocus()

    def retranslate(self) -> None:
        """Write all words in the language of the window."""
        self.bar.retranslate()
        self.facts.retranslate()
        for pane in self.panes.values():
            pane.retranslate()
        self.preview.setAccessibleName(self._appearance.say("finding.mode_preview"))
        self._lock()
        self._fit()

    def restyle(self) -> None:
        """Take the colours of the theme."""
        self.bar.retranslate()
        for pane in self.panes.values():
            pane.editor.restyle()
        self.preview.restyle()

    def use(self, tool: str) -> None:
        """Put marks into the words, or hand on what needs more than these."""
        if tool in {"bold", "italic"}:
            self.editor.wrap("**" if tool == "bold" else "*")
        elif tool == "list":
            self.editor.toggle_list()
        else:
            self.tool_wanted.emit(tool)
            return
        self.editor.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Say less in the bars where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be content with what the bars have room for when they say least."""
        return _LEAST

    def _fit(self) -> None:
        self.bar.fit(self.width() - 2)
        self.facts.fit(self.width() - 2)

    def _take_back(self, pane: FindingPane, before: Words, error: BaseException) -> bool:
        """Take notice that words were not kept: they stay, and are kept later; why not, the window tells."""
        del error
        pane.kept = before
        return False

    def _lock(self) -> None:
        is_locked = self._workspace.is_open and self._workspace.is_read_only
        self.bar.lock(is_locked=is_locked)
        self.facts.lock(is_locked=is_locked)
        for pane in self.panes.values():
            pane.lock(is_locked=is_locked)
        if is_locked:
            for button in (self.bar.tie, self.bar.update_numbers):
                button.setToolTip(self._appearance.say("read_only.why"))

    def _on_edited(self) -> None:
        if self.entry is not None and any(pane.is_dirty for pane in self.panes.values()):
            self._pause.start()
        self._lay.start()
        self.edited.emit()

    def _show_preview(self) -> None:
        if self.mode == "preview":
            words = self.panes[self.language].words
            self.preview.show_finding(words.title, words.body)

    def _set(self, field: str, value: str) -> None:
        if self.entry is not None:
            id_ = self.entry.finding.id
            commands = {
                "status": lambda: set_finding(id_, status=value),
                "category": lambda: set_finding(id_, category=value),
                "author": lambda: set_finding(id_, author=value),
            }
            self._workspace.run(commands[field]())

    def _fetch_pictures(self, digests: frozenset[str]) -> None:
        self._workspace.ask(partial(_pictures, digests=digests), self, self.preview.take_pictures, topic="pictures")

    def _on_claim(self, language: str, placed: Placed | None) -> None:
        if language == self.language:
            self.claim_reached.emit(placed)

    def _on_jump(self, placed: Placed) -> None:
        if placed.link.key is not None:
            self.jump_wanted.emit(placed.link.key)

    def _on_preview_claim(self, target: str) -> None:
        key = key_of(target)
        if key is not None:
            self.jump_wanted.emit(key)

    def _focused(self, language: str) -> None:
        """Let the language in whose editor somebody works be the one whose claims are listed."""
        if self.mode == "both" and language != self.language and self.panes[language].editor.hasFocus():
            self.language = language
            self.bar.languages.choose(language)
            self.language_chosen.emit(language)

    def _connect(self) -> None:
        self._workspace.leaving.connect(self.flush)
        self.bar.modes.chosen.connect(self.show_mode)
        self.bar.languages.chosen.connect(self.speak)
        self.bar.tool_wanted.connect(self.use)
        self.facts.changed.connect(self._set)
        self.preview.claim_clicked.connect(self._on_preview_claim)
        self.preview.pictures_wanted.connect(self._fetch_pictures)
        for language, pane in self.panes.items():
            pane.edited.connect(self._on_edited)
            pane.left.connect(self.flush)
            pane.editor.claim_reached.connect(partial(self._on_claim, language))
            pane.editor.cursorPositionChanged.connect(partial(self._focused, language))
            pane.editor.jump_wanted.connect(self._on_jump)
            pane.editor.picture_given.connect(self.picture_given)
            pane.editor.files_given.connect(self.files_given)
        for keys, tool in (("Ctrl+B", "bold"), ("Ctrl+Shift+I", "italic"), ("Ctrl+Shift+L", "list")):
            shortcut = QShortcut(QKeySequence(keys), self.splitter)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.use, tool))

    def _lay_out(self) -> None:
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(1)
        self.splitter.setStyleSheet("QSplitter::handle { background: palette(mid); }")
        self.splitter.setChildrenCollapsible(False)
        for part in (*self.panes.values(), self.preview):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(self.splitter.count() - 1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for above in (self.bar, rule(), self.facts, rule()):
            column.addWidget(above)
        column.addWidget(self.splitter, 1)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)


def _pictures(reader: Reader, digests: frozenset[str]) -> dict[str, bytes | None]:
    return {digest: reader.picture(digest) for digest in digests}
