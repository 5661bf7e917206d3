"""The panel of findings: a field to search all months, what can be begun, and the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QToolButton, QVBoxLayout

from workbench.core.catalogue import Catalogue
from workbench.core.finding_templates import FindingTemplate
from workbench.core.findings import FindingStatus
from workbench.core.periods import Period
from workbench.core.queries.findings import Entry, Findings
from workbench.core.search import searchable
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.finding_list import FindingList, FindingRow
from workbench.ui.widgets.labels import name_button, rule, text_label
from workbench.ui.workspace import Workspace


class FindingPanel(QFrame):
    """Lists findings. `template_chosen` carries a template's id, empty for none; `carry_wanted` ids to carry over."""

    template_chosen = Signal(str)
    carry_wanted = Signal(object)

    def __init__(self, workspace: Workspace, appearance: Appearance) -> None:
        """List nothing yet."""
        super().__init__()
        self.setProperty("panel", True)
        self._workspace = workspace
        self._appearance = appearance
        self._findings: Findings | None = None
        self._current = ""
        self.templates: Sequence[FindingTemplate] = ()
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(lambda _text: self._show())
        self.add = QToolButton()
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add.setIconSize(QSize(16, 16))
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.add.setMenu(self.menu)
        self.list = FindingList(appearance)
        self.nothing = text_label(appearance, 9, role="quiet", wraps=True)
        self.nothing.setContentsMargins(12, 12, 12, 12)
        head = QHBoxLayout()
        head.setContentsMargins(10, 9, 10, 9)
        head.setSpacing(6)
        head.addWidget(self.field, 1)
        head.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        self.retranslate()

    def show_findings(self, findings: Findings, current: str) -> None:
        """List findings, one of which is worked on."""
        self._findings, self._current = findings, current
        self._show()

    def choose(self, id_: str) -> None:
        """Take notice which finding is worked on."""
        self._current = id_
        self._show()

    def retranslate(self) -> None:
        """Write everything in the language of the window."""
        say = self._appearance.say
        self.field.setPlaceholderText(say("finding.search"))
        self.field.setAccessibleName(say("finding.search"))
        self.add.setIcon(self._appearance.icon("plus"))
        name_button(self.add, say("finding.add"))
        self.list.setAccessibleName(say("finding.list"))
        self._show()

    def restyle(self) -> None:
        """Take the colours of the theme."""
        self.add.setIcon(self._appearance.icon("plus"))
        self.list.restyle()

    def last_month(self) -> tuple[Entry, ...]:
        """Return the findings of the newest month before the one that is looked at."""
        if self._findings is None:
            return ()
        earlier = [entry for entry in self._findings.others if entry.period < self._findings.period]
        return tuple(entry for entry in earlier if entry.finding.period == earlier[0].finding.period)

    def _show(self) -> None:
        if self._findings is None or not self._workspace.is_open:
            return
        text = self.field.text().strip()
        self.list.show_rows(list(self._rows(text)), self._current)
        is_locked = self._workspace.is_read_only
        self.add.setEnabled(not is_locked)
        say = self._appearance.say
        self.add.setToolTip(say("read_only.why" if is_locked else "finding.add"))
        is_empty = not any(row.id for row in self.list.rows.rows)
        self.nothing.setVisible(is_empty)
        self.nothing.setText(say("finding.nothing_found", text=text) if text else say("finding.list_empty"))

    def _rows(self, text: str) -> Iterator[FindingRow]:
        """Yield a heading and the findings of each month, as far as they have what is searched in them."""
        assert self._findings is not None
        words = [searchable(word) for word in text.split()]
        month: Period | None = None
        for entry in (*self._findings.own, *self._findings.others):
            about = searchable(self._row(entry).about) if words else ""
            if not all(word in entry.folded or word in about for word in words):
                continue
            if entry.period != month:
                month = entry.period
                yield FindingRow("", "", self._appearance.period(month), "")
            yield self._row(entry)

    def _row(self, entry: Entry) -> FindingRow:
        say, finding = self._appearance.say, entry.finding
        catalogue = self._workspace.catalogue
        status = say(f"finding.{FindingStatus(finding.status)}") if finding.status in set(FindingStatus) else ""
        about = "  ".join(part for part in (_category(catalogue, finding.category, self._appearance), status) if part)
        title = entry.title(self._appearance.language) or say("finding.untitled")
        number = str(finding.position)
        if entry.wrong:
            return FindingRow(finding.id, number, title, about, "wrong", say("claim.count_wrong", count=entry.wrong))
        if entry.open:
            return FindingRow(finding.id, number, title, about, "open", say("claim.count_open", count=entry.open))
        is_done = entry.is_checked and finding.status == FindingStatus.FINAL
        return FindingRow(finding.id, number, title, about, "good" if is_done else "", "")

    def _fill_menu(self) -> None:
        say, menu = self._appearance.say, self.menu
        menu.clear()
        menu.addAction(say("finding.new_empty"), lambda: self.template_chosen.emit(""))
        for template in self.templates:
            label = template.label_ja if self._appearance.language == "ja" else template.label_en
            menu.addAction(say("finding.new_from", name=label), self._starter(template.id))
        earlier = self.last_month()
        if earlier:
            menu.addSeparator()
            ids = tuple(entry.finding.id for entry in earlier)
            period = earlier[0].period
            menu.addAction(say("finding.carry_all", period=period, count=len(ids)), lambda: self.carry_wanted.emit(ids))
            for entry in earlier:
                title = entry.title(self._appearance.language) or say("finding.untitled")
                menu.addAction(say("finding.carry_one", title=title), self._carrier(entry.finding.id))

    def _starter(self, id_: str) -> Callable[[], None]:
        return lambda: self.template_chosen.emit(id_)

    def _carrier(self, id_: str) -> Callable[[], None]:
        return lambda: self.carry_wanted.emit((id_,))


def _category(catalogue: Catalogue, id_: str, appearance: Appearance) -> str:
    known = catalogue.families.get(id_)
    return id_ if known is None else catalogue.label(known, appearance.language)
