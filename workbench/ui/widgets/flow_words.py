"""The words of the pipeline: names of stages, amounts in the scale of the language, shares, and whole sentences."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from workbench.core.catalogue import Catalogue
from workbench.core.figure_words import change_message, change_number, printed, segment_label
from workbench.core.messages import Message
from workbench.core.printed import Interval, point
from workbench.core.queries.pipeline import PIPELINE_STAGE, Compared, Pipeline, Stage
from workbench.core.span_words import bounded, ends_text, middle_text, percent_span, span_number
from workbench.core.units import PER_DAY, PERCENT
from workbench.ui.appearance import Appearance

DASH = "–"

Scale = tuple[int, str, str]
"""Zeros of a scale, the message of an amount in it, and that of its name as the head of a column."""

_ONE: Scale = (0, "flow.plain", "stages.unit_one")
_SCALES: dict[str, tuple[Scale, ...]] = {
    "ja": ((8, "amount.large", "stages.unit_large"), (4, "amount.middle", "stages.unit_middle"), _ONE),
    "en": ((9, "amount.large", "stages.unit_large"), (6, "amount.middle", "stages.unit_middle"), _ONE),
}


class FlowWords:
    """Writes pipelines in the language that the window speaks when asked."""

    def __init__(self, appearance: Appearance, catalogue: Callable[[], Catalogue]) -> None:
        """Take the names of stages from a catalogue."""
        self._appearance = appearance
        self._catalogue = catalogue
        self.say = appearance.say

    def name(self, segment: str) -> str:
        """Return the name of a stage."""
        return segment_label(self._catalogue(), PIPELINE_STAGE, segment, self._appearance.language)

    def scale(self, amount: Interval | None) -> Scale:
        """Return the scale in which an amount is written; that of single ones where it is not known."""
        size = Decimal(0) if amount is None else amount.middle
        scales = _SCALES[self._appearance.language]
        return next((scale for scale in scales if size >= Decimal(1).scaleb(scale[0])), _ONE)

    def amount(self, amount: Interval | None) -> str:
        """Write the middle of an amount, as exactly as it is known: "4.66 billion"."""
        if amount is None:
            return DASH
        scale = self.scale(amount)
        figure = self._in(scale, middle_text(_scaled(amount, scale)))
        return self._appearance.sentence(bounded(amount, figure))

    def amount_span(self, amount: Interval | None, scale: Scale | None = None) -> str:
        """Write where an amount lies: "4.63–4.70 billion"; with a scale only the numbers in it."""
        if amount is None:
            return DASH
        chosen = scale or self.scale(amount)
        number = span_number(_scaled(amount, chosen))
        figure = Message("flow.plain", {"number": number}) if scale else self._in(chosen, number)
        return self._appearance.sentence(bounded(amount, figure))

    def share(self, share: Interval | None) -> str:
        """Write the middle of a percentage, as exactly as it is known."""
        if share is None:
            return DASH
        return self._appearance.sentence(bounded(share, Message("printed.percent", {"number": middle_text(share)})))

    def share_span(self, share: Interval | None) -> str:
        """Write where a percentage lies."""
        return DASH if share is None else self._appearance.sentence(percent_span(share))

    def percent_ends(self, share: Interval | None) -> str:
        """Write where a percentage lies, without its sign."""
        return (
            DASH if share is None else self._appearance.sentence(Message("flow.plain", {"number": span_number(share)}))
        )

    def printed(self, figure: Compared) -> str:
        """Write what a stage drops as it is printed."""
        return printed(PERCENT, figure.observation, self._appearance.sentence)

    def change(self, figure: Compared, *, unit: str = "points") -> str:
        """Write a change with its sign and unit; empty where there is none."""
        if figure.change is None:
            return ""
        of = PER_DAY if unit == "percent" else PERCENT
        number = change_number(figure.change, figure.span, of)
        return self._appearance.sentence(change_message(number, unit))

    def sentence(self, said: Message) -> str:
        """Return a sentence of the core, with the name of its stage for the id."""
        stage = said.parameters.get("stage")
        if isinstance(stage, str):
            said = Message(said.id, {**said.parameters, "stage": self.name(stage)})
        return self._appearance.sentence(said)

    def tip(self, stage: Stage) -> str:
        """Tell all of a stage in a sentence."""
        name, dropped = self.name(stage.segment), self.printed(stage.figure)
        if stage.dropped is None:
            return self.say("flow.tip_missing", stage=name)
        if stage.reaches.share is None:
            return self.say("flow.tip_unreached", stage=name, dropped=dropped)
        if stage.reaches.number is None:
            return self.say(
                "flow.tip_shares",
                stage=name,
                dropped=dropped,
                reaches=self.share_span(stage.reaches.share),
                drops=self.share_span(stage.drops.share),
                leaves=self.share_span(stage.leaves.share),
            )
        return self.say(
            "flow.tip",
            stage=name,
            dropped=dropped,
            reaches=self.amount_span(stage.reaches.number),
            drops=self.amount_span(stage.drops.number),
            leaves=self.amount_span(stage.leaves.number),
            share=self.share_span(stage.leaves.share),
        )

    def clean_tip(self, pipeline: Pipeline) -> str:
        """Tell what is left after all stages."""
        last = pipeline.stages[-1].leaves if pipeline.stages else None
        if last is None or last.share is None:
            return self.say("flow.tip_clean_missing")
        share = self.share_span(last.share)
        if last.number is None:
            return self.say("flow.tip_clean_shares", share=share)
        return self.say("flow.tip_clean", number=self.amount_span(last.number), share=share)

    @staticmethod
    def _in(scale: Scale, number: Message | str) -> Message:
        return Message(scale[1] if scale[0] else "flow.plain", {"number": number})


def _scaled(amount: Interval, scale: Scale) -> Interval:
    """Return an amount in a scale."""
    return amount * point(Decimal(1).scaleb(-scale[0]))


def plain_ends(amount: Interval | None) -> tuple[str, str]:
    """Return both ends of an interval as a spreadsheet takes them; empty where they are not known."""
    if amount is None:
        return "", ""
    if not amount.high.is_finite():
        return _plain(middle_text(amount)), ""
    low, high = ends_text(amount)
    return _plain(low), _plain(high)


def _plain(text: str) -> str:
    return text.replace(",", "")
