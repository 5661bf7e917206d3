"""What is done with findings as a whole: begun from nothing, a template or an earlier month, moved, deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from workbench.core.commands.findings import Words, add_finding, carry_over, delete_finding, move_finding
from workbench.core.errors import Refused
from workbench.core.finding_templates import start_from_template
from workbench.core.ports import Command
from workbench.ui.appearance import Appearance
from workbench.ui.finding_pictures import picture_text
from workbench.ui.widgets.finding_page import FindingPage
from workbench.ui.widgets.finding_panel import FindingPanel
from workbench.ui.workspace import Workspace


class FindingEdits(QObject):
    """Runs what the list of findings asks for. `begins` tells before a finding is added, `refused` carries why one is not."""

    begins = Signal()
    refused = Signal(object)

    def __init__(self, workspace: Workspace, appearance: Appearance, page: FindingPage, panel: FindingPanel) -> None:
        """Serve the page on which a finding is written, and the panel that lists them."""
        super().__init__(page)
        self._workspace = workspace
        self._appearance = appearance
        self._page = page
        self._panel = panel
        panel.list.moved.connect(self.move)
        panel.list.delete_wanted.connect(self.delete)
        panel.template_chosen.connect(self.start_from)
        panel.carry_wanted.connect(self.carry)

    def start(self, words: Mapping[str, Words] | None = None, pictures: Sequence[bytes] = ()) -> None:
        """Begin a finding of the period in scope, with words by language and with pictures."""
        period = self._workspace.scope.period
        if period is None:
            return
        try:
            self._begin(add_finding(period, words or {}, pictures=pictures))
        except Refused as refused:
            self.refused.emit(refused)

    def start_with(self, text: str, picture: bytes | None) -> None:
        """Begin a finding with words, in the language of the window, and with a picture below them."""
        parts = [text.strip(), "" if picture is None else picture_text(picture)]
        body = "\n\n".join(part for part in parts if part)
        words = {self._appearance.language: Words("", body)} if body else {}
        self.start(words, () if picture is None else (picture,))

    def start_from(self, id_: str) -> None:
        """Begin a finding from a template, with the numbers of its month; from nothing where there is none of that id."""
        period = self._workspace.scope.period
        template = next((one for one in self._panel.templates if one.id == id_), None)
        if period is None or template is None:
            self.start()
            return
        query = partial(
            start_from_template,
            catalogue=self._workspace.catalogue,
            template=template,
            period=period,
            words_of=self._appearance.translator_of,
        )
        self._workspace.ask(query, self, self._begin, topic="template")

    def carry(self, ids: Sequence[str]) -> None:
        """Carry findings over to the period in scope, as drafts."""
        period = self._workspace.scope.period
        if period is not None:
            self._begin(carry_over(ids, period))

    def move(self, steps: int) -> None:
        """Move the finding that is written in the order of its month."""
        entry = self._page.entry
        if entry is not None and not self._workspace.is_read_only:
            self._workspace.run(move_finding(entry.finding.id, max(1, entry.finding.position + steps)))

    def delete(self) -> None:
        """Delete the finding that is written."""
        entry = self._page.entry
        if entry is not None and not self._workspace.is_read_only:
            self._page.flush()
            self._workspace.run(delete_finding(entry.finding.id, entry.title(self._appearance.language)))

    def _begin(self, command: Command) -> None:
        """Run a command that adds a finding; what is being written is kept before."""
        self._page.flush()
        self.begins.emit()
        self._workspace.run(command)
