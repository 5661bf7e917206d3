"""Findings begun from a plot: what its series say, tied to the data, with the picture of what is seen; or why a figure stands out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from workbench.core.catalogue import Catalogue
from workbench.core.chart import Look
from workbench.core.claims.aspects import Aspect, Said
from workbench.core.claims.links import claim_link
from workbench.core.errors import Refused
from workbench.core.findings import DASH, updated, updates_of
from workbench.core.keys import FigureKey
from workbench.core.messages import Translator, message
from workbench.core.periods import Period
from workbench.core.ports import Reader
from workbench.core.queries.breakdown import BaseOfComparison
from workbench.core.queries.claims import CheckedClaim, checked_claims
from workbench.core.trend_spec import line_id, series_of
from workbench.ui.appearance import Appearance
from workbench.ui.claim_texts import ClaimTexts
from workbench.ui.tabs.trend_panels import PlotPanel
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.ui.plots.reading import Row
    from workbench.ui.plots.trend_view import TrendView

MOST = 6
"""So many series are written about: the chosen one, then the others in their order."""

_THEME = "light"
"""Of the picture: a report is read on paper."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said of a figure, with its numbers still to be filled in: with its change, and without."""

    whole: str
    alone: str


class TrendFindings(QObject):
    """Begins findings from the plot of a panel.

    `wanted` carries the words and the bytes of a picture, or None. `chosen` gives the series that is chosen, None where none
    is; `refuse` takes the reason why nothing can be written.
    """

    wanted = Signal(str, object)

    def __init__(
        self,
        workspace: Workspace,
        appearance: Appearance,
        panel: PlotPanel,
        chosen: Callable[[], FigureKey | None],
        refuse: Callable[[Refused], object],
    ) -> None:
        """Serve a panel."""
        super().__init__(panel)
        self._workspace = workspace
        self._appearance = appearance
        self._panel = panel
        self._chosen = chosen
        self._refuse = refuse
        panel.loaded.connect(self._connect)

    def start(self) -> None:
        """Begin a finding with what is seen, and what the series say at the cross-hair or in the period in scope."""
        chart, charts, size = self._panel.seen, self._panel.charts, self._panel.picture_size
        if chart is None or not chart.panes or not self._can_write():
            return
        picture = None
        if charts is not None:
            picture = charts.picture(chart, Look(size.width(), size.height(), theme=_THEME))
        self._fill(self._keys(), lambda text: self.wanted.emit(text, picture))

    def start_outlier(self, line: str, period: Period, reason: str) -> None:
        """Begin a finding with a figure that stands out, by how much, and how that was found."""
        if self._can_write():
            key = series_of(line)[0]
            tied = FigureKey(key.metric, key.dimension, key.segment, period)
            self._fill([tied], lambda text: self.wanted.emit(f"{text}\n\n{reason}".strip(), None))

    def _connect(self, view: TrendView) -> None:
        """Do what the plot wants."""
        view.finding_wanted.connect(self.start)
        view.outlier_wanted.connect(self.start_outlier)

    def _can_write(self) -> bool:
        """Whether anything can be written; if not, it is told why."""
        if self._workspace.is_read_only:
            self._refuse(Refused(message("read_only.why")))
        return not self._workspace.is_read_only

    def _keys(self) -> list[FigureKey]:
        """Return the figures to write about."""
        reading = None if self._panel.view is None else self._panel.view.canvas.reading
        found = self._in_scope() if reading is None else [key for row in reading.rows if (key := _key_of(row))]
        chosen = self._chosen()
        found.sort(key=lambda key: chosen is None or FigureKey(key.metric, key.dimension, key.segment) != chosen)
        return list(dict.fromkeys(found))[:MOST]

    def _in_scope(self) -> list[FigureKey]:
        """Return the figures of the period in scope of all series that are not hidden."""
        drawn, period = self._panel.drawn, self._workspace.scope.period
        if drawn is None or period is None:
            return []
        spec = drawn.trends.spec
        seen = [key for key in spec.series if line_id(key, period.grain) not in spec.hidden]
        return [FigureKey(key.metric, key.dimension, key.segment, period) for key in seen]

    def _fill(self, keys: Sequence[FigureKey], then: Callable[[str], None]) -> None:
        """Ask for the numbers, and hand over the sentences."""
        catalogue, base = self._workspace.catalogue, self._workspace.scope.base
        texts = ClaimTexts(self._appearance, catalogue)
        sentences = [self._sentence(key, base, texts) for key in keys]
        words = self._appearance.translator_of(self._appearance.language)
        query = partial(_filled, catalogue=catalogue, keys=tuple(keys), sentences=sentences, words=words)
        self._workspace.ask(query, self, then, topic="finding")

    def _sentence(self, key: FigureKey, base: BaseOfComparison, texts: ClaimTexts) -> Sentence:
        """Return what is said of a figure."""
        say = self._appearance.say
        moved = FigureKey(key.metric, key.dimension, key.segment, key.period, str(Aspect(Said.CHANGE, base)))
        parts = {"series": texts.series(key), "period": key.period, "value": claim_link(DASH, key)}
        change = claim_link(DASH, moved)
        whole = say("trends.sentence_changed", **parts, what=texts.aspect(moved), change=change)
        return Sentence(whole, say("trends.sentence", **parts))


def _key_of(row: Row) -> FigureKey | None:
    """Return the figure of a row at the cross-hair; None where it has none, or is computed from others."""
    key = FigureKey.parse(row.line.id)
    if row.at is None or row.value is None or row.line.id != line_id(*series_of(row.line.id)):
        return None
    return FigureKey(key.metric, key.dimension, key.segment, row.line.periods[row.at])


def _filled(
    reader: Reader, catalogue: Catalogue, keys: Sequence[FigureKey], sentences: Sequence[Sentence], words: Translator
) -> str:
    """Return the sentences with the numbers of the data; a figure that is not there is passed over, its change too."""
    periods = [key.period for key in keys if key.period is not None]
    bodies = [(body, period) for one, period in zip(sentences, periods, strict=True) for body in (one.whole, one.alone)]
    checked = checked_claims(reader, catalogue, bodies)
    lines = []
    for at, one in enumerate(sentences):
        whole, alone = checked[2 * at], checked[2 * at + 1]
        if not _is_known(alone):
            continue
        body, claims = (one.whole, whole) if _is_known(whole) else (one.alone, alone)
        lines.append(updated(body, updates_of(claims, words)))
    return "\n".join(lines) if len(lines) < 2 else "\n".join(f"- {line}" for line in lines)


def _is_known(claims: Sequence[CheckedClaim]) -> bool:
    return all(claim.verdict.expected is not None for claim in claims)
