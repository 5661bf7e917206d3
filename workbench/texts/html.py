"""The text of an HTML page as a person reads it: paragraphs, headings, list items and table lines, no scripts."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_SKIPPED = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "object"})
_BLOCKS = frozenset(
    {
        *("p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "blockquote", "pre", "figure"),
        *("ul", "ol", "dl", "dt", "dd", "table", "thead", "tbody", "tfoot", "caption", "figcaption", "form", "hr"),
    }
)
_HEADINGS = {f"h{depth}": "#" * depth for depth in range(1, 7)}


def text_of_html(source: str) -> str:
    """Return the text of a page: headings as in Markdown, "- " before list items, tabs between cells."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return reader.text


class _Reader(HTMLParser):
    """Gathers the words of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._skipped = 0
        self._cells = 0

    @property
    def text(self) -> str:
        """The text so far, with one empty line at most between its lines."""
        lines = [re.sub(r"[ \f\r\xa0]+", " ", line).strip(" ") for line in "".join(self._parts).split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line where a block does."""
        del attrs
        if tag in _SKIPPED:
            self._skipped += 1
        elif tag in _HEADINGS:
            self._parts.append(f"\n\n{_HEADINGS[tag]} ")
        elif tag == "li":
            self._parts.append("\n- ")
        elif tag in {"br", "tr"}:
            self._cells = 0
            self._parts.append("\n")
        elif tag in {"td", "th"}:
            self._parts.append("\t" if self._cells else "")
            self._cells += 1
        elif tag in _BLOCKS:
            self._parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line where a block does."""
        if tag in _SKIPPED:
            self._skipped = max(0, self._skipped - 1)
        elif tag in _HEADINGS or tag in _BLOCKS:
            self._parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Keep words; line ends within them are layout."""
        if not self._skipped:
            self._parts.append(re.sub(r"\s+", " ", data))
