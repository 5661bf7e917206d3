"""The two rows above a finding's words: how it is seen and what can be done, and status, category and author."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLineEdit, QToolButton, QWidget

from workbench.core.catalogue import Catalogue
from workbench.core.findings import FindingStatus
from workbench.core.records import Finding
from workbench.core.translation import LANGUAGES
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.elided_combo import ElidedCombo
from workbench.ui.widgets.labels import name_button, text_label

MODES = ("edit", "preview", "both")
"""How the words are seen: one language, with its preview, or both languages side by side."""

_MODE_ICONS = {"edit": "square-pen", "preview": "eye", "both": "columns-2"}
TOOLS = (("bold", "bold"), ("italic", "italic"), ("list", "list"), ("picture", "image"))


class Segments(QWidget):
    """Joined buttons of which one is on; `chosen` carries its id."""

    chosen = Signal(str)

    def __init__(self, ids: Sequence[str]) -> None:
        """Make a button an id; the first one is on."""
        super().__init__()
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, id_ in enumerate(ids):
            button = self.buttons[id_] = QToolButton()
            button.setCheckable(True)
            button.setProperty("joined", "first" if not place else "last" if place == len(ids) - 1 else "middle")
            button.clicked.connect(self._teller(id_))
            self._group.addButton(button)
            row.addWidget(button)
        self.buttons[ids[0]].setChecked(True)

    def choose(self, id_: str) -> None:
        """Turn one on."""
        self.buttons[id_].setChecked(True)

    def _teller(self, id_: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(id_)


class ToolBar(QFrame):
    """How the words are seen, marks to put into them, claims, and the language.

    `tool_wanted` carries one of "bold", "italic", "list", "picture", "tie", "update".
    """

    tool_wanted = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        """Have no words yet."""
        super().__init__()
        self._appearance = appearance
        self.modes, self.languages = Segments(MODES), Segments(LANGUAGES)
        self.tools = {id_: self._tool(id_) for id_, _ in TOOLS}
        self.tie, self.update_numbers = self._tool("tie"), self._tool("update")
        for button in (self.tie, self.update_numbers):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(6)
        row.addWidget(self.modes)
        row.addSpacing(6)
        for button in self.tools.values():
            button.setProperty("flat", True)
            row.addWidget(button)
        row.addSpacing(6)
        row.addWidget(self.tie)
        row.addWidget(self.update_numbers)
        row.addStretch(1)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.addWidget(self.languages)

    def retranslate(self) -> None:
        """Write names and tool tips in the language of the window."""
        say, icon = self._appearance.say, self._appearance.icon
        for id_, button in self.modes.buttons.items():
            button.setIcon(icon(_MODE_ICONS[id_]))
            name_button(button, say(f"finding.mode_{id_}"))
        for id_, button in self.languages.buttons.items():
            button.setText(say(f"finding.language_{id_}"))
        keys = {"bold": "Ctrl+B", "italic": "Ctrl+Shift+I", "list": "Ctrl+Shift+L"}
        for id_, name in TOOLS:
            button = self.tools[id_]
            button.setIcon(icon(name))
            name_button(button, say(f"finding.tool_{id_}"))
            if id_ in keys:
                button.setToolTip(f"{say(f'finding.tool_{id_}')} ({keys[id_]})")
        self.tie.setText(f" {say('finding.tie')}")
        self.tie.setIcon(icon("link-2"))
        self.tie.setToolTip(f"{say('finding.tie_tip')} (Ctrl+L)")
        self.update_numbers.setText(f" {say('finding.update')}")
        self.update_numbers.setIcon(icon("refresh-cw"))
        self.update_numbers.setToolTip(f"{say('finding.update_tip')} (Ctrl+U)")

    def lock(self, *, is_locked: bool) -> None:
        """Let nothing be changed, or let it."""
        for button in (*self.tools.values(), self.tie, self.update_numbers):
            button.setEnabled(not is_locked)

    def fit(self, width: int) -> None:
        """Show the claims' tools as icons alone where there is little room, and the marks only where there is more."""
        style = Qt.ToolButtonStyle
        for is_close in (False, True):
            for button in (self.tie, self.update_numbers):
                button.setToolButtonStyle(style.ToolButtonIconOnly if is_close else style.ToolButtonTextBesideIcon)
            for button in self.tools.values():
                button.setVisible(True)
            if self.sizeHint().width() <= width:
                return
        for button in self.tools.values():
            button.setVisible(False)

    def _tool(self, id_: str) -> QToolButton:
        button = QToolButton()
        button.setIconSize(QSize(16, 16))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.tool_wanted.emit(id_))
        return button


class FactBar(QFrame):
    """Status, category and author of a finding; `changed` carries the name of the field and its new value."""

    changed = Signal(str, str)

    def __init__(self, appearance: Appearance) -> None:
        """Show no finding yet."""
        super().__init__()
        self._appearance = appearance
        self._finding: Finding | None = None
        self._catalogue: Catalogue | None = None
        self.status, self.category = ElidedCombo(least=80, widest=140), ElidedCombo(least=80, widest=160)
        self.author = QLineEdit()
        self.author.setMaximumWidth(130)
        self.told = text_label(appearance, 8.5, role="quiet")
        self._labels = [text_label(appearance, 8.5, role="quiet") for _ in range(3)]
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        for label, field in zip(self._labels, (self.status, self.category, self.author), strict=True):
            row.addWidget(label)
            row.addWidget(field)
            row.addSpacing(6)
        row.addStretch(1)
        row.addWidget(self.told)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self.status.activated.connect(lambda: self._tell("status", str(self.status.currentData())))
        self.category.activated.connect(lambda: self._tell("category", str(self.category.currentData())))
        self.author.editingFinished.connect(lambda: self._tell("author", self.author.text().strip()))

    def offer(self, catalogue: Catalogue) -> None:
        """Offer the families of metrics as categories."""
        self._catalogue = catalogue

    def show_finding(self, finding: Finding) -> None:
        """Show the facts of a finding."""
        self._finding = finding
        say = self._appearance.say
        self._fill(self.status, [(status.value, say(f"finding.{status}")) for status in FindingStatus], finding.status)
        known = self._categories()
        if finding.category and finding.category not in dict(known):
            known.append((finding.category, finding.category))
        self._fill(self.category, [("", say("finding.no_category")), *known], finding.category)
        if not self.author.hasFocus():
            self.author.setText(finding.author)

    def retranslate(self) -> None:
        """Write labels in the language of the window."""
        say = self._appearance.say
        names = (say("finding.status"), say("finding.category"), say("finding.author"))
        for label, name in zip(self._labels, names, strict=True):
            label.setText(name)
        self.status.set_name(names[0], tells_it=False)
        self.category.set_name(names[1], tells_it=False)
        self.author.setAccessibleName(names[2])
        if self._finding is not None:
            self.show_finding(self._finding)

    def lock(self, *, is_locked: bool) -> None:
        """Let nothing be changed, or let it."""
        for field in (self.status, self.category, self.author):
            field.setEnabled(not is_locked)

    def fit(self, width: int) -> None:
        """Drop what is told, then the labels, where there is little room."""
        for shown in ((True, True), (True, False), (False, False)):
            for label in self._labels:
                label.setVisible(shown[0])
            self.told.setVisible(shown[1])
            if self.sizeHint().width() <= width:
                return

    def _categories(self) -> list[tuple[str, str]]:
        """Return the categories that are offered, each with its name in the language of the window."""
        catalogue, language = self._catalogue, self._appearance.language
        families = {} if catalogue is None else catalogue.families
        return [(id_, Catalogue.label(one, language)) for id_, one in families.items()]

    @staticmethod
    def _fill(combo: ElidedCombo, choices: Sequence[tuple[str, str]], current: str) -> None:
        blocked = combo.blockSignals(True)
        combo.clear()
        for id_, text in choices:
            combo.addItem(text, id_)
        combo.setCurrentIndex(max(combo.findData(current), 0))
        combo.blockSignals(blocked)

    def _tell(self, field: str, value: str) -> None:
        if self._finding is not None and getattr(self._finding, field) != value:
            self.changed.emit(field, value)
