"""The pages of the help: Markdown in resources/help/LANGUAGE/PAGE.md, with keys and names put in from where they are declared.

Marks in braces stand for what the program says elsewhere: `{action:undo}` for an action's name and key, `{key:undo}` for its key,
`{keys:undo redo table.edit}`, alone in a line, for a table of keys, `{tab:trends}` for a link to a tab's page, `{menu:file}`
for a menu's name, `{say:plot.canvas_keys}` for a sentence. A key of the table of figures is named `table.` and the end of its
message's id. Pages link to each other by their files, `[Trends](trends.md)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QKeySequence

from workbench.core.spelling.folding import fold
from workbench.ui.actions import ActionSpec
from workbench.ui.appearance import Appearance
from workbench.ui.tabs import TABS

START = "start"
TOPICS = ("entering", "figures", "files", "safety")
"""The pages that belong to no tab: they stand after those of the tabs, `START` before them."""

PAGES = (START, *(spec.id for spec in TABS), *TOPICS)
"""All pages in their order."""

MARK = re.compile(r"\{(\w+):([\w. -]+)\}")
_TYPED = re.compile(r"`([^`]+)`")
_AIR = "\N{NO-BREAK SPACE}"
"""Stands at both sides of what is written as code, so that its ground is a little wider."""

_LINK = re.compile(r"\]\([^)]*\)")
_OF_TABLE = "table."
_SIGNS = str.maketrans("", "", "#*`|[]")


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A page: its id, its title, and its text in Markdown under the title's line."""

    id: str
    title: str
    text: str

    @property
    def plain_text(self) -> str:
        """What is searched: the text without most signs of Markdown and without the targets of its links."""
        return _LINK.sub("", self.text).translate(_SIGNS)


def read_pages(resources: Path, language: str) -> Mapping[str, str]:
    """Read all pages of a language as they stand in their files, with their marks: by id, in their order."""
    folder = resources / "help" / language
    return {id_: (folder / f"{id_}.md").read_text(encoding="utf-8") for id_ in PAGES}


def found_pages(pages: Sequence[HelpPage], wanted: str) -> list[HelpPage]:
    """Return the pages with all words of a search in them, those with all of them in the title first; all for no words."""
    words = fold(wanted).split()
    titled = [page for page in pages if _has(page.title, words)]
    return titled + [page for page in pages if page not in titled and _has(page.plain_text, words)]


def _has(text: str, words: Sequence[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in words)


class HelpWriter:
    """Puts keys and names in the place of marks, in the language of the window."""

    def __init__(
        self, appearance: Appearance, actions: Sequence[ActionSpec], table_keys: Mapping[str, Sequence[str]]
    ) -> None:
        """Take the actions, and the keys of the table of figures by the ids of the messages that say what they do."""
        self._say = appearance.say
        self._actions = {spec.id: spec for spec in actions}
        self._table_keys = table_keys
        self._writers: dict[str, Callable[[str], str]] = {
            "action": self._action,
            "key": self._key,
            "keys": self._keys,
            "tab": self._tab,
            "menu": self._menu,
            "say": self._sentence,
        }

    def page(self, id_: str, source: str) -> HelpPage:
        """Return a page with its marks replaced; KeyError for a mark that stands for nothing."""
        head, _, text = source.partition("\n")
        written = _TYPED.sub(rf"`{_AIR}\1{_AIR}`", MARK.sub(self._written, text).strip())
        return HelpPage(id_, head.removeprefix("#").strip(), written)

    def _written(self, mark: re.Match[str]) -> str:
        return self._writers[mark[1]](mark[2])

    def _action(self, id_: str) -> str:
        key, label = self._actions[id_].shortcut, f"**{self._label(id_)}**"
        return self._say("help.with_key", action=label, key=_cap(key)) if key else label

    def _key(self, id_: str) -> str:
        return " / ".join(map(_cap, self._caps(id_)))

    def _keys(self, ids: str) -> str:
        return "\n".join(("| | |", "|---|---|", *self._rows(ids.split())))

    def _rows(self, ids: Sequence[str]) -> Iterator[str]:
        for id_ in ids:
            yield f"| {self._label(id_)} | {self._key(id_)} |"

    def _caps(self, id_: str) -> Sequence[str]:
        """Return the keys of an action or of the table of figures."""
        if id_.startswith(_OF_TABLE):
            return self._table_keys[f"shortcuts.{id_.removeprefix(_OF_TABLE)}"]
        key = self._actions[id_].shortcut
        if not key:
            raise KeyError(id_)
        return (key,)

    def _label(self, id_: str) -> str:
        """Say what an action or a key of the table of figures does."""
        if id_.startswith(_OF_TABLE):
            id_ = id_.removeprefix(_OF_TABLE)
            return self._say(f"shortcuts.{id_}")
        return self._say(f"action.{self._actions[id_].id}").rstrip("…")

    def _tab(self, id_: str) -> str:
        if id_ not in PAGES:
            raise KeyError(id_)
        return f"[{self._say(f'tab.{id_}')}]({id_}.md)"

    def _menu(self, id_: str) -> str:
        return f"**{self._say(f'menu.{id_}')}**"

    def _sentence(self, id_: str) -> str:
        return self._say(id_)


def _cap(key: str) -> str:
    """Write a key as it is written on this machine."""
    return f"`{QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)}`"
