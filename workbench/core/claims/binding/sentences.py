"""From sentences to claims: values first, then what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from workbench.core.claims.binding.binder import Binder, is_of_other_family
from workbench.core.claims.binding.changes import Changes
from workbench.core.claims.binding.movements import Movements
from workbench.core.claims.binding.orders import Orders
from workbench.core.claims.binding.setting import Setting, stated
from workbench.core.claims.binding.topic import Topic
from workbench.core.claims.binding.values import Values
from workbench.core.claims.reader.draft import Draft, ListingDraft, Stretch
from workbench.core.claims.reader.mentions import Mentions, mentions_in
from workbench.core.claims.reader.names import Names


@dataclass(slots=True)
class SentenceReader:
    """Reads the sentences of a text one after the other; what is said goes into `drafts` and `listings`, in order."""

    names: Names
    binder: Binder
    topic: Topic
    drafts: list[Draft] = field(default_factory=list)
    listings: list[ListingDraft] = field(default_factory=list)

    def read(self, stretch: Stretch) -> Mentions:
        """Read one sentence, heading or item; return what it mentions."""
        mentions = mentions_in(stretch.body, self.names, self.topic.calendar, self.topic.names)
        setting = Setting(self.binder, self.topic, stretch, mentions)
        changes = Changes(setting)
        values = Values(setting, changes.is_size)
        made = values.drafts()
        made.extend(changes.drafts(made, values.sizes))
        made.extend(Movements(setting).drafts(made))
        made.extend(Orders(setting).drafts(made))
        self.listings.extend(values.listings)
        self.drafts.extend(sorted(made, key=lambda draft: (draft.start, draft.end)))
        self._follow(made, stretch.body.words)
        self._follow_period(setting, made)
        self.topic.names = mentions.names
        return mentions

    def _follow(self, made: Sequence[Draft], words: str) -> None:
        """Keep what was spoken of last."""
        values = stated(made)
        if values:
            origins = [draft.from_claim for draft in made if draft.from_claim is not None]
            self.topic.value = self._main([draft for draft in values if draft not in origins] or values)
            last = next((draft.metric for draft in reversed(values) if draft.metric is not None), None)
            known = self.topic.last
            is_surer = known is not None and (last is None or not last.is_certain) and known.is_certain
            is_same = known is not None and (last is None or last.id == known.id or last.is_local)
            is_left = known is not None and is_of_other_family(known.id, words)
            self.topic.last = known if is_surer and is_same and not is_left else last or known
            self.topic.is_same_passage = True

    def _main(self, values: Sequence[Draft]) -> Draft:
        """Return the value that a sentence leaves to the next one: the last of all, or what that one is compared with."""
        last, month = values[-1], str(self.topic.calendar.month)
        same = [value for value in values if value.period and value.period.id == month and _what(value) == _what(last)]
        return same[-1] if same else last

    def _follow_period(self, setting: Setting, made: Sequence[Draft]) -> None:
        """Keep whether the passage has gone over to an earlier period: some value is of it that none is compared with."""
        values = [draft for draft in stated(made) if not setting.is_compared(draft)]
        if not values:
            return
        said = [date for date in setting.mentions.dates if not date.is_base]
        month = self.topic.calendar.month
        if said and month is not None:
            others = [date.period for date in said if not date.period.within(month) and not month.within(date.period)]
            self.topic.past = str(others[-1]) if len(others) == len(said) else None


def _what(draft: Draft) -> tuple[str | None, str | None]:
    """Return the ids of what a value is of."""
    metric, segment = draft.metric, draft.segment
    return metric.id if metric else None, segment.id if segment else None
