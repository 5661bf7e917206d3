"""Claims in Markdown: ordinary links whose target is a figure's key, `[1 in 302.8](metric:virus.rate@2010-02#change)`.

Links in code are text and no claims, as is one whose bracket is escaped or belongs to a picture. Offsets count code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.core.errors import Refused
from workbench.core.keys import FigureKey

SCHEME = "metric:"
"""What the target of a claim begins with."""

_LINK = re.compile(
    r"^(?P<block>```+|~~~+).*?^(?P=block)"
    r"|(?P<fence>`+)(?:(?!(?P=fence)(?!`)|\n[ \t]*\n).)+?(?P=fence)(?!`)"
    r"|\\."
    r"|!\[(?:\\.|[^\[\]\\])*\]\([^()\n]*\)"
    r"|\[(?P<text>(?:\\.|[^\[\]\\\n])+)\]\((?P<target>metric:[^()\s]*)\)",
    re.DOTALL | re.MULTILINE,
)
_MARKS = re.compile(r"\\(?P<escaped>[!-/:-@\[-`{-~])|[*_`]")
_ESCAPED = re.compile(r"[\\\[\]*_`]")


@dataclass(frozen=True, slots=True)
class ClaimLink:
    """A claim as it stands in a text: `text` and `target` as written, where each begins and where the link has ended."""

    text: str
    target: str
    start: int
    text_start: int
    target_start: int
    end: int

    @property
    def text_end(self) -> int:
        """Where the words have ended."""
        return self.text_start + len(self.text)

    @property
    def target_end(self) -> int:
        """Where the target has ended."""
        return self.target_start + len(self.target)

    @property
    def shown(self) -> str:
        """The words as a reader sees them: without marks of emphasis and the signs that escape others."""
        return _MARKS.sub(lambda found: found["escaped"] or "", self.text)

    @property
    def key(self) -> FigureKey | None:
        """The key of the figure; None where the target is none."""
        return key_of(self.target)


def claim_links(text: str) -> tuple[ClaimLink, ...]:
    """Return the claims of a Markdown text, in order."""
    return tuple(
        ClaimLink(
            found["text"],
            found["target"],
            found.start(),
            found.start("text"),
            found.start("target"),
            found.end(),
        )
        for found in _LINK.finditer(text)
        if found["text"] is not None
    )


def key_of(target: str) -> FigureKey | None:
    """Read the key in a link's target; None for a target of another kind, or that cannot be read."""
    if not target.startswith(SCHEME):
        return None
    try:
        return FigureKey.parse(target.removeprefix(SCHEME))
    except Refused:
        return None


def target_of(key: FigureKey) -> str:
    """Write the target that leads to a figure."""
    return f"{SCHEME}{key}"


def claim_link(text: str, key: FigureKey) -> str:
    """Write a claim: a text, which is one line, tied to a figure."""
    return f"[{escaped(text)}]({target_of(key)})"


def escaped(text: str) -> str:
    """Return a text as it is written between the brackets of a link, so that it is shown as it is."""
    return _ESCAPED.sub(r"\\\g<0>", text)


def with_texts(body: str, texts: Mapping[ClaimLink, str]) -> str:
    """Return a body in which claims have other words, given as they are shown."""
    return _replaced(body, ((link.text_start, link.text_end, escaped(text)) for link, text in texts.items()))


def with_targets(body: str, targets: Mapping[ClaimLink, str]) -> str:
    """Return a body in which claims have other targets."""
    return _replaced(body, ((link.target_start, link.target_end, target) for link, target in targets.items()))


def _replaced(body: str, parts: Iterable[tuple[int, int, str]]) -> str:
    """Put other words in the places of parts, the last one first, so that the places stay right."""
    for start, end, text in sorted(parts, reverse=True):
        body = body[:start] + text + body[end:]
    return body
