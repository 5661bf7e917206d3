"""The form of an event: its names, its days, its kind."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from workbench.core.commands.events import put_event, remove_event
from workbench.core.event_kinds import EVENT_KINDS, kind_message
from workbench.core.messages import Message
from workbench.core.periods import Grain
from workbench.core.ports import Command
from workbench.core.records import Event
from workbench.core.spelling.periods import read_period
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.record_form import RecordForm
from workbench.ui.workspace import Workspace


class EventForm(RecordForm):
    """Adds an event where its id is empty, else changes or deletes it."""

    def __init__(self, workspace: Workspace, appearance: Appearance, event: Event, parent: QWidget | None) -> None:
        """Show an event."""
        super().__init__(workspace, appearance, parent, is_new=not event.id)
        self._event = event
        self.label_ja, self.label_en = QLineEdit(event.label_ja), QLineEdit(event.label_en)
        last = "" if event.last == event.first else event.last
        self.first, self.last = QLineEdit(event.first), QLineEdit(last)
        self.kind = QComboBox()
        names = [("event.label_ja", self.label_ja), ("event.label_en", self.label_en)]
        if appearance.language == "en":
            names.reverse()
        fields: dict[str, QWidget] = dict(names)
        fields.update({"event.first": self.first, "event.last": self.last, "event.kind": self.kind})
        self.lay_out_fields(fields, frozenset({"event.last"}))
        self._offer_kinds()
        self.retranslate()
        names[0][1].setFocus()

    def saving(self) -> Command:
        """Return the command that puts the event as it stands in the form."""
        return put_event(
            replace(
                self._event,
                label_ja=self.label_ja.text(),
                label_en=self.label_en.text(),
                first=_day(self.first.text()),
                last=_day(self.last.text()),
                kind=self.kind.currentData(),
            )
        )

    def deleting(self) -> Command:
        """Return the command that removes the event."""
        return remove_event(self._event)

    def retranslate(self) -> None:
        """Write all words in the language of the window."""
        super().retranslate()
        say = self.appearance.say
        self.setWindowTitle(say("event.edit" if self._event.id else "event.new"))
        self.last.setPlaceholderText(say("event.one_day"))
        for row in range(self.kind.count()):
            self.kind.setItemText(row, self.appearance.sentence(kind_message(self.kind.itemData(row))))

    def _offer_kinds(self) -> None:
        """Offer the kinds; one of a newer version is offered while the event has it."""
        kinds = [kind.value for kind in EVENT_KINDS]
        for kind in [*kinds, *({self._event.kind} - set(kinds))]:
            self.kind.addItem("", kind)
        self.kind.setCurrentIndex(self.kind.findData(self._event.kind))


def _day(text: str) -> str:
    """Return a day in the one spelling, however it was written; what is no day stays as it is, to be told of."""
    if not text.strip():
        return ""
    read = read_period(text.strip(), grain=Grain.DAY)
    return text.strip() if isinstance(read, Message) else str(read)
