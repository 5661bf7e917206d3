"""What the words around a sentence say for it: the section's subject, what was spoken of last, the issue's period."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.core.claims.model import Binding
from workbench.core.claims.reader.dates import Calendar
from workbench.core.claims.reader.draft import Draft
from workbench.core.claims.reader.names import Name


@dataclass(slots=True)
class Topic:
    """What holds while a text is read on. `metric` and `segment` are the section's, `last` the metric spoken of last.

    `value` is the last value of the passage, to which "this" refers; `past` is the earlier period that the passage went
    over to; `names` are those that it said last; `is_same_passage` says that `last` was spoken of in this very passage; `caption` stands above a table.
    """

    calendar: Calendar
    metric: str | None = None
    segment: Binding | None = None
    section: int = 0
    is_same_passage: bool = True
    caption: str = ""
    title: str = ""
    last: Binding | None = None
    value: Draft | None = None
    past: str | None = None
    names: tuple[Name, ...] = ()

    def enter_section(self, title: str, metric: str | None, segment: Binding | None) -> None:
        """Begin a section."""
        self.title = title
        self.metric, self.segment = metric, segment
        self.section += 1
        self.last = None
        self.enter_passage()

    def enter_passage(self) -> None:
        """Begin a passage: what the one before spoke of holds for what is named there only."""
        self.is_same_passage = False
        self.value, self.past, self.names = None, None, ()
