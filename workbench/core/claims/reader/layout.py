"""Lines put together again: which lines of a text make a sentence, a heading, a list item, a caption or a table line.

A text out of a PDF breaks its lines inside sentences, with or without an empty line between them. A line goes on in the
next one if it is nearly as wide as the text and no sentence ends with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, takewhile

from workbench.core.claims.model import SentenceKind
from workbench.core.claims.reader.divided import VALUE, VALUE_LINE, cells_in, divider_of
from workbench.core.claims.reader.folded import Folded, folded
from workbench.core.claims.text import Span, Text

_BULLET = re.compile(
    r"(?:[-*+•‣◦▪■□●○◆◇・▶➢✓\u0327\uf000-\uf0ff]|\(?[0-9]{1,2}[.)、](?![0-9])|\(?(?:[a-h]|i{1,3}|iv|vi{0,3})[.)](?= +[a-z]{2}))\s*(?=\S)"
)
_CAPTION = re.compile(
    r"(?:図表|図|表|グラフ) ?[0-9]{1,3}(?:-[0-9]+)?(?![0-9])(?:(?=$)|[ :.・、-]+(?![のはにがをでもと、])|(?=[「「(<0-9a-z]|[\u3041-\u9fff])(?![のはにがをでもと、]))"
    r"|(?:figure|fig\.?|table|chart) ?[0-9]{1,3}(?![0-9])(?:(?=$)| ?[:.-]+ |: ?| (?=\S))(?!(?:shows?|below|above|and|illustrates?|"
    r"gives?|compares?|lists?|is|was|are|presents?|depicts?|displays?|highlights?|reveals?|also|in|to|of|we|you|demonstrates?)(?![a-z]))"
)
_ENDS = re.compile(r"[。．!?！？;；][」』)）\"'”’]*$|\.[\"'”’)]*$|[:：]$")
ROW_LINE = re.compile(
    rf"(?P<label>(?=[^ ]).{{0,58}}?[^\s,、;:(=])(?: *[:|\t=] *| {{2,}}|(?<=[\u3040-\u9fff])| )(?P<value>[`'\"]?(?:約|about )?{VALUE}(?:(?: *[|\t] *| +|(?<![0-9,. ])){VALUE})*)"
)
"""A line that is a label and its values (in folded words)."""
_WORDY = re.compile(
    r"[はがをにでと]、|[はがをも][0-9]|[ぁ-ん]{3,}|[。、]|(?:^| )(?:was|were|is|are|has|had|of|by|from|to|at|rose|fell|reached|the|than|accounted|since)(?: |$)"
)
_BROKEN = re.compile(r"[0-9][.,]?\n(?:[.,]?[0-9]|通|%|percent|件|億|万|ポイント|パーセント)")
"""A line that ends in a number, and the next one that begins with more of it, or its unit."""

_APART = re.compile(r"\||^#|^http")
"""What marks a line that is not part of a paragraph."""

_BEGINS_INSIDE = re.compile(
    r"[.,][0-9]|[(][0-9][^()]{0,12}[)](?=[のとやがでをに、。])|[ーァィゥェォッャュョぁぃぅぇぉっゃゅょ、。]|[)）」』](?=[\u3040-\u9fff])"
)
_ENDS_INSIDE = re.compile(r"(?:、|[\u3040-\u9fff][はがをに])$")
"""A line that cannot begin a sentence, and one that cannot end any, however narrow."""

_LEADS = re.compile(
    r"(?:[はがでに、約と]|(?<![a-z])(?:was|were|is|are|to|of|at|from|and|about|than|by|in|for|with|a|the|only))$"
)
"""A line that ends before its value."""

_OPENS = re.compile(r"[(][^()]*\n[^()]*[)]")
"""A bracket that one line opens and the next one closes."""

_LONGEST = 1_000
_NARROW = 34
_STATED = re.compile(rf"(?:[^0-9|]{{3,50}})?{VALUE},? ?[(][^()]*[0-9][^()]*[)][.]?")
"""A line that says a value and its change in brackets, which is a statement and no row: "Spam 88.1% (up 1.7%)"."""

_LABELLED = re.compile(r"[^.;:0-9()]{3,40} [-–—―] (?=\S)")
"""A line that begins with what it is about: "Viruses – One in 302.8 emails"."""

_PAGE = re.compile(
    r"(?:pp?\.|page|ページ) ?[0-9]{1,3}(?: (?:of|/) [0-9]{1,3})?|[0-9]{1,3} ?(?:ページ|頁)|[-–—] ?[0-9]{1,3} ?[-–—]"
)
"""A line that is the number of its page."""

_OPENS_SECTION = re.compile(
    r"(?:spam|virus(?:es)?|malware|phishing|web|スパム|迷惑メール|ウイルス|マルウェア|フィッシング): "
)
"""A line that begins with what its paragraph is about."""

_FULL = 0.78
_FEW = 15
_MANY_LINES = 12
_TOO_WIDE = 1.5
_FULL_LETTERS = 0.94


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty: its number, where its words stand, how many empty lines are before it, width and indent.

    `cells` are its parts where tabs, or wide gaps in lines of columns, divide it.
    """

    number: int
    span: Span
    gap: int
    words: str
    width: int
    indent: int
    cells: tuple[Span, ...]

    @property
    def letters(self) -> int:
        """How many letters it holds."""
        return len(self.words)

    @property
    def is_japanese(self) -> bool:
        """Whether it holds Japanese words, which break at any letter."""
        return re.search("[ぁ-ん]", self.words) is not None

    @property
    def is_bullet(self) -> bool:
        """Whether it begins as a list item does."""
        return _BULLET.match(self.words) is not None or self.words.startswith("\u0327")

    @property
    def is_caption(self) -> bool:
        """Whether it begins as a caption does: with its number, and then no sentence."""
        return _CAPTION.match(self.words) is not None and not re.search(r"[。]$", self.words)

    @property
    def is_wordy(self) -> bool:
        """Whether it holds what sentences are made of and labels are not."""
        return _WORDY.search(self.words) is not None

    @property
    def is_value(self) -> bool:
        """Whether it is nothing but values."""
        return VALUE_LINE.fullmatch(self.words) is not None

    @property
    def is_row(self) -> bool:
        """Whether it is a label with its value, or cells with marks between them."""
        if self.words.count("|") >= 2 or (len(self.cells) > 1 and re.search("[0-9]", self.words)):
            return True
        found = ROW_LINE.fullmatch(self.words)
        if found is None or self.is_bullet:
            return False
        if found["label"].count("(") != found["label"].count(")"):
            return False
        return not _WORDY.search(found["label"]) and not re.search("[はがをにで]$", found["label"])


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that were put together: what they are, and their folded words. `lines` are those they were made of."""

    kind: SentenceKind
    body: Folded
    lines: tuple[Line, ...]

    @property
    def goes_on_in_paragraph(self) -> bool:
        """Whether it is a sentence or more on a line of its own, right below the one before."""
        return self.kind is SentenceKind.PROSE and not self.lines[0].gap

    @property
    def words(self) -> str:
        """Its words for matching."""
        return self.body.words

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.lines[0].span.start, self.lines[-1].span.end)


def lines_of(text: Text) -> tuple[Line, ...]:
    """Return the lines of a text that are not empty."""
    lines: list[Line] = []
    gap = 0
    ends = (*text.line_starts[1:], len(text.source))
    for number, (start, end) in enumerate(zip(text.line_starts, ends, strict=True), start=1):
        raw = text.source[start:end]
        stripped = raw.strip()
        if not stripped:
            gap += 1
            continue
        begin = start + len(raw) - len(raw.lstrip())
        span = Span(begin, begin + len(stripped))
        body = folded(text.source, (span,))
        if body.words and not _PAGE.fullmatch(body.words):
            behind = (text.source[first:last].strip() for first, last in pairwise((end, *ends[number : number + 2])))
            cells = tuple(cells_in(stripped, begin, divider_of(stripped, next(filter(None, behind), ""))))
            if len(cells) > 1:
                body = folded(text.source, cells, divider="|")
            lines.append(Line(number, span, gap, body.words, _width(body.words), begin - start, cells))
            gap = 0
    return tuple(lines)


def _width(text: str) -> int:
    """Return how many columns a text takes, Japanese letters two each."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def passages_of(text: Text) -> tuple[Passage, ...]:
    """Return the passages of a text in order."""
    lines = lines_of(text)
    widths = _local_widths(lines)
    usual = _usual_width(lines)
    is_spaced = _is_spaced(lines)
    groups: list[list[Line]] = []
    for place, line in enumerate(lines):
        full = usual if line.gap else widths[place]
        may_go_on = is_spaced or not line.gap or (place and _is_open(groups[-1][-1], line))
        if place and may_go_on and _goes_on(groups[-1][-1], line, full):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_titled([_passage(text, tuple(group)) for group in groups]))


def _titled(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield passages; an item that stands alone among other lines, as "2. Viruses" over a paragraph, is a heading."""
    for place, passage in enumerate(passages):
        before = passages[place - 1] if place else None
        behind = passages[place + 1] if place + 1 < len(passages) else None
        is_alone = not (before and _is_alike(before, passage)) and behind and not _is_alike(behind, passage)
        is_title = passage.kind is SentenceKind.ITEM and is_alone and _TITLE.fullmatch(passage.lines[0].words)
        yield replace(passage, kind=SentenceKind.HEADING) if is_title and len(passage.lines) == 1 else passage


def _is_alike(passage: Passage, other: Passage) -> bool:
    """Whether two passages begin with marks of one kind."""
    marks = [item.lines[0].words[:1] for item in (passage, other)]
    return marks[0] == marks[1] or all(mark.isdigit() for mark in marks)


_TITLE = re.compile(r"(?:[■□●◆◇▶▼▽○]|\(?[0-9]{1,2}[.)、])\s*[^0-9。.%:、,;]{2,40}")


def _is_spaced(lines: Sequence[Line]) -> bool:
    """Whether most lines of the text's paragraphs have an empty line between them: there it ends no paragraph."""
    gaps = [following.gap for line, following in pairwise(lines) if line.is_wordy]
    return 2 * sum(gap > 0 for gap in gaps) > len(gaps)


def _is_open(line: Line, following: Line) -> bool:
    """Whether a line cannot end a paragraph, or the one behind an empty line cannot begin one: a page ended between them."""
    return bool(
        _ENDS_INSIDE.search(line.words)
        or _BEGINS_INSIDE.match(following.words)
        or _BROKEN.search(f"{line.words}\n{following.words}")
    )


@dataclass(frozen=True, slots=True)
class _Full:
    """How wide a full line is, in columns and in letters: some wrap at the one, some at the other."""

    width: int
    letters: int
    is_japanese: bool

    def is_reached(self, line: Line) -> bool:
        """Whether a line is about as wide, or as many letters long."""
        if self.width >= _NARROW and line.width >= self.width * _FULL:
            return True
        return self.is_japanese and self.letters >= _FEW and line.letters >= self.letters * _FULL_LETTERS


def _usual_width(lines: Sequence[Line]) -> _Full:
    """Return how wide the lines of the text's sentences are: of its wordy lines nine in ten are not wider."""
    wordy = [line for line in lines if line.is_wordy and line.width >= _NARROW]
    if not wordy:
        return _Full(0, 0, is_japanese=False)
    ninth = len(wordy) * 9 // 10
    widths, letters = (sorted(sizes) for sizes in zip(*((line.width, line.letters) for line in wordy), strict=True))
    return _Full(widths[ninth], letters[ninth], is_japanese=any(line.is_japanese for line in wordy))


def _local_widths(lines: Sequence[Line]) -> list[_Full]:
    """Return for each line how wide its block is: its widest line, in a long one as most are; empty lines divide blocks."""
    widths: list[_Full] = []
    for place, line in enumerate(lines):
        if not place or line.gap:
            block = [line, *takewhile(lambda following: not following.gap, islice(lines, place + 1, None))]
            full = _usual_width(block) if len(block) > _MANY_LINES else _Full(0, 0, is_japanese=False)
            full = (
                full
                if full.width
                else _Full(
                    max(each.width for each in block),
                    max(each.letters for each in block),
                    is_japanese=any(each.is_japanese for each in block),
                )
            )
            widths.extend([full] * len(block))
    return widths


def _goes_on(line: Line, following: Line, full: _Full) -> bool:
    """Whether a line's sentence goes on in the following one."""
    is_item = following.is_bullet and following.gap
    if following.gap <= 1 and line.is_wordy and not is_item and _BROKEN.search(f"{line.words}\n{following.words}"):
        return True
    if following.gap > 1 or following.is_bullet or following.is_caption or line.is_caption or _ENDS.search(line.words):
        return False
    is_label = line.words.endswith(")") and _LABELLED.match(following.words) is not None
    if is_label or _APART.search(line.words) or _APART.search(following.words) or _OPENS_SECTION.match(following.words):
        return False
    if _is_torn(line, following):
        return True
    if _begins_anew(line, following) or (following.gap and line.width > full.width * _TOO_WIDE):
        return False
    return (line.is_wordy or (following.is_wordy and not following.gap)) and full.is_reached(line)


def _begins_anew(line: Line, following: Line) -> bool:
    """Whether a line is no part of the sentence before it by its looks: it is set in, is a value, or begins with one."""
    if line.words.endswith(")") and following.words[0].isdigit():
        return True
    allowed = line.indent + line.is_japanese
    is_set_in = following.indent > allowed and not line.is_bullet
    return is_set_in or (following.is_value and not _leads_on(line, following))


def _leads_on(line: Line, following: Line) -> bool:
    """Whether a line's last word leads to the value that the next line is."""
    return not following.gap and _LEADS.search(line.words) is not None


def _is_torn(line: Line, following: Line) -> bool:
    """Whether a line begins or ends where no sentence does."""
    if _BEGINS_INSIDE.match(following.words):
        return True
    is_cut = line.is_wordy and line.words.endswith(",") and not following.is_row
    return not following.gap and bool(
        is_cut or _ENDS_INSIDE.search(line.words) or _OPENS.search(f"{line.words}\n{following.words}")
    )


def _passage(text: Text, lines: tuple[Line, ...]) -> Passage:
    if len(lines) == 1 and len(lines[0].cells) > 1:
        body = folded(text.source, lines[0].cells, divider="|")
    else:
        body = folded(text.source, (line.span for line in lines))
    return Passage(_kind(lines), _without_mark(body), lines)


def _without_mark(body: Folded) -> Folded:
    """Leave out the mark before a heading or a list item."""
    mark = re.match(rf"#+ |{_BULLET.pattern}|\u0327 ?", body.words)
    return body.part(mark.end(), len(body)) if mark and mark.end() < len(body) else body


def _kind(lines: tuple[Line, ...]) -> SentenceKind:
    """Say what role lines play by how they look."""
    first = lines[0]
    if first.is_caption:
        return SentenceKind.CAPTION
    if first.words.startswith("#"):
        return SentenceKind.HEADING
    if (first.is_bullet and not first.is_value) or (len(lines) == 1 and _STATED.fullmatch(first.words)):
        return SentenceKind.ITEM
    if len(lines) == 1 and (first.is_value or first.is_row):
        return SentenceKind.CELL
    if len(lines) == 1 and not _ENDS.search(first.words) and (not first.is_wordy or first.width < _NARROW * 2):
        return SentenceKind.HEADING
    return SentenceKind.PROSE


def sentences_in(passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield from where to where each sentence of a passage stands in its words."""
    words = passage.words
    caption = _CAPTION.match(words) if passage.kind is SentenceKind.CAPTION else None
    begin = caption.end() if caption else 0  # the point of "Figure 1." ends no sentence
    ends = [found.end() for found in _SENTENCE_END.finditer(words, begin)]
    for first, last in pairwise((0, *ends, len(words))):
        for start, end in _short_parts(words, first, last):
            if words[start:end].strip():
                yield start + len(words[start:end]) - len(words[start:end].lstrip()), end


def _short_parts(words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a stretch that is too long for a sentence, cut at a comma or space: reading must stay linear."""
    while end - start > _LONGEST:
        cut = max(words.rfind(mark, start + 1, start + _LONGEST) for mark in "、, ")
        cut = cut + 1 if cut > start else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


_SENTENCE_END = re.compile(
    r"[。．](?![」』)])|[!?！？](?=\s|$|[\u3040-\u9fff])|(?<![ .(][a-z])(?<!vs)(?<!etc)(?<!fig)(?<!avg)(?<!approx)(?<!inc)(?<!no)\.[\"')]*(?=\s+[a-z0-9\"'(\u3040-\u9fff]|$)"
)
