"""What a report says, laid out for rules: which statements count, what each can mean, and where a figure is stated."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from workbench.core.catalogue import Catalogue
from workbench.core.checks.prose.counting import counts
from workbench.core.checks.prose.judging import Judged, change_key
from workbench.core.checks.prose.movement import judged_changes
from workbench.core.checks.prose.narrowed import narrowed
from workbench.core.checks.prose.wording import printed_text, shortened, where_of
from workbench.core.claims.model import BaseKind, Binding, Claim, Kind, Listing, ListingKind, Report
from workbench.core.claims.text import Span
from workbench.core.messages import Label, Message
from workbench.core.periods import Period
from workbench.core.printed import Interval, PrintedNumber, Qualifier
from workbench.core.records import GLOBAL, Statistic
from workbench.core.spelling.folding import fold
from workbench.core.units import COUNT, ONE_IN, PER_DAY, UNITS, Unit, level_interval

Key = tuple[str, str, str, str]
"""Metric, dimension, segment and period."""

_FAR = 4
"""One figure that is more than so many times another one is hardly the same, stated wrongly."""

_HUNDRED = 100
"""From so much on the decimals of a number say little."""

_OTHER_SCALE = 3
"""The same of two figures in different units: in one of them a rate is written as 1 in N."""


@dataclass(frozen=True, slots=True)
class Known:
    """A figure that is stated somewhere: in the text by a claim, or in the database (None), with where that is."""

    number: PrintedNumber
    unit: Unit
    claim: Claim | None
    where: Message
    origin: Message | None = None

    @property
    def level(self) -> Interval:
        """Where its level lies: of "1 in N" the rate in percent."""
        return level_interval(self.unit, self.number.interval)

    @property
    def printed(self) -> Message:
        """The figure as it is printed."""
        return printed_text(self.number, self.unit.id)

    def agrees(self, other: Known) -> bool:
        """Whether the two can be one figure: two that are rounded alike are so only if they are equal."""
        return same_number(self.number, self.unit, other.number, other.unit) or self.is_cut_from(other)

    def is_cut_from(self, other: Known) -> bool:
        """Whether the two are one number of which one has lost decimals without rounding: 255 of 255.8."""
        fine, coarse = sorted((self.number, other.number), key=lambda number: number.step)
        is_alike = self.unit is other.unit and fine.step < coarse.step == 1 and fine.value >= _HUNDRED
        return is_alike and coarse.value == fine.value // 1

    def is_far_from(self, other: Known) -> bool:
        """Whether one of the two must be of something else: not where digits slipped, nor in one list."""
        if self.claim is not None and other.claim is not None and self.claim.listing == other.claim.listing is not None:
            return False
        low, high = sorted((self.level.middle, other.level.middle))
        if self.unit is not other.unit:
            return low * _OTHER_SCALE < high
        return low * _FAR < high and not _is_slip(self.number.value, other.number.value)

    def is_transposed(self, other: Known) -> bool:
        """Whether the two are written with the same digits, three or more, in another order: one was likely meant."""
        digits = [str(known.number.value) for known in (self, other)]
        is_alike = self.unit is other.unit and self.number.step == other.number.step and digits[0] != digits[1]
        return is_alike and len(digits[0]) > 3 and sorted(digits[0]) == sorted(digits[1])  # with the point


def _is_slip(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers have the same digits but for the point, or but for one at an end that was lost."""
    short, long = sorted(("".join(map(str, number.normalize().as_tuple().digits)) for number in (one, other)), key=len)
    return short == long or (len(short) > 1 and len(long) == len(short) + 1 and short in long)


def same_number(one: PrintedNumber, unit: Unit, other: PrintedNumber, other_unit: Unit) -> bool:
    """Whether two printed numbers can mean one figure."""
    exact = one.qualifier is Qualifier.EXACT is other.qualifier
    if exact and unit.id == other_unit.id and one.step == other.step:
        return one.value == other.value
    return level_interval(unit, one.interval).meets(level_interval(other_unit, other.interval))


def _of_one(group: Sequence[Known]) -> tuple[Known, ...]:
    """Return what is stated of one thing without what must be of another; nothing where that may be either."""
    counts = Counter((known.number, known.unit.id) for known in group)
    samples = {(known.number, known.unit.id): known for known in group}
    near = {
        kind: sum(count for other, count in counts.items() if not sample.is_far_from(samples[other]))
        for kind, sample in samples.items()
    }
    return tuple(known for known in group if near[known.number, known.unit.id] * 2 > len(group))


class Stored:
    """Figures from outside of the text; this one has none. See `queries.audit` for those of a database."""

    def values(self, key: Key) -> tuple[Known, ...]:
        """Return what is stored as the value of a key, the accepted one first."""
        del key
        return ()

    def averages(self, key: Key) -> tuple[Known, ...]:
        """Return the six-month averages of a key, printed ones first."""
        del key
        return ()

    def changes(self, key: Key) -> tuple[Known, ...]:
        """Return the changes from the period before that were printed for a key, signed."""
        del key
        return ()


@dataclass(frozen=True)
class Facts:
    """The statements of a report as rules look at them; `other` those of the same edition in another language, if there."""

    report: Report
    catalogue: Catalogue
    stored: Stored = field(default_factory=Stored)
    other: Facts | None = None

    def claim(self, index: int) -> Claim:
        """Return a statement by its index."""
        return self.report.claims[index]

    @cached_property
    def distrusted(self) -> frozenset[int]:
        """The values of lists that were not read for certain: rows without a value, columns that nothing tells apart."""
        by_row: dict[tuple[Span, Key, str], list[Claim]] = defaultdict(list)
        doubtful: set[int] = set()
        for listing in self.report.listings:
            if listing.kind in {ListingKind.PANEL, ListingKind.STAGES} and len(listing.values) != len(listing.rows):
                doubtful.add(listing.index)
            for row in listing.rows:
                claim = None if row.claim is None else self.claim(row.claim)
                if row.label_span is None or claim is None or claim.key is None:
                    continue
                if claim.kind is Kind.VALUE and claim.statistic == Statistic.VALUE:
                    by_row[row.label_span, claim.key, claim.unit].append(claim)
        for same in by_row.values():
            doubtful |= {claim.listing for claim in same if len(same) > 1 and claim.listing is not None}
        return frozenset(
            index for listing in self.report.listings for index in listing.values if listing.index in doubtful
        )

    @cached_property
    def values(self) -> tuple[Claim, ...]:
        """The values that count: bound for certain, measured, of their whole period, each stated for the first time there."""
        return tuple(claim for claim in self.report.claims if counts(self, claim))

    @cached_property
    def narrowed(self) -> frozenset[int]:
        """The sentences that are about a part of a whole only."""
        return narrowed(self.report)

    @cached_property
    def parts(self) -> frozenset[int]:
        """The counts that are said to be a share of a whole: they are not the whole, whatever they were bound to."""
        shares = (claim for claim in self.report.claims if claim.whole is not None)
        return frozenset(claim.subject for claim in shares if claim.subject is not None)

    @cached_property
    def of_other_periods(self) -> frozenset[int]:
        """The values that say no period, in sentences that compare with one which is not that before the report's."""
        odd = {
            claim.sentence
            for claim in self.report.claims
            if claim.base is not None and claim.base.kind is BaseKind.PERIOD and claim.base.span is not None
        }
        return frozenset(
            claim.index
            for claim in self.report.claims
            if claim.sentence in odd and claim.period is not None and claim.period.span is None
        )

    def is_in_table(self, claim: Claim) -> bool:
        """Whether a statement is a cell of rows that stand apart from the sentences."""
        listing = None if claim.listing is None else self.report.listings[claim.listing]
        return listing is not None and listing.kind in {ListingKind.TABLE, ListingKind.PANEL, ListingKind.STAGES}

    def is_now(self, period: str) -> bool:
        """Whether a period is the text's own, or a longer one that holds it."""
        month, whole = self.report.month, Period.parse(period)
        return month is not None and whole.first_day <= month.first_day and month.last_day <= whole.last_day

    def unit(self, claim: Claim) -> Unit | None:
        """Return the unit in which a value is meant, a bare number of a table being a count; None for no unit of figures."""
        if claim.unit == COUNT.id and self.is_known_metric(claim) and self.metric_unit(claim) is PER_DAY:
            return PER_DAY
        is_whole = claim.number is not None and claim.number.step >= 1
        if not claim.unit and not self.is_known_metric(claim):
            return COUNT if is_whole and claim.listing is not None else None
        if not claim.unit and is_whole and self.metric_unit(claim) is ONE_IN:
            return None  # as likely a count of what the rate is of
        return UNITS.get(claim.unit) or self.metric_unit(claim)

    def metric_unit(self, claim: Claim) -> Unit | None:
        """Return the unit of a statement's metric; None where the catalogue does not know it."""
        return (
            UNITS[self.catalogue.metric(claim.metric.id).unit] if self.is_known_metric(claim) and claim.metric else None
        )

    def is_known_metric(self, claim: Claim) -> bool:
        """Whether the catalogue knows what a statement is about."""
        return claim.metric is not None and claim.metric.id in self.catalogue.metrics

    def known(self, claim: Claim) -> Known | None:
        """Return a statement's number as a figure; None where it has none."""
        unit = self.unit(claim)
        if claim.number is None or unit is None:
            return None
        return Known(claim.number, unit, claim, where_of(claim))

    @cached_property
    def by_key(self) -> Mapping[Key, tuple[Known, ...]]:
        """The values that count by their key, in reading order."""
        return self._keyed(claim for claim in self.values if claim.statistic == Statistic.VALUE)

    @cached_property
    def averages_by_key(self) -> Mapping[Key, tuple[Known, ...]]:
        """The stated six-month averages by their key."""
        return self._keyed(claim for claim in self.values if claim.statistic == Statistic.AVERAGE_6)

    def _keyed(self, claims: Iterable[Claim]) -> Mapping[Key, tuple[Known, ...]]:
        found: dict[Key, list[Known]] = defaultdict(list)
        for claim in claims:
            known = self.known(claim)
            if claim.key is not None and known is not None:
                found[claim.key].append(known)
        return {key: kept for key, values in found.items() if (kept := _of_one(values))}

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """The stated changes of which both figures are known."""
        return judged_changes(self)

    @cached_property
    def changes_by_key(self) -> Mapping[tuple[Key, str] | None, tuple[Claim, ...]]:
        """The stated changes by what they are of and from where."""
        found: dict[tuple[Key, str] | None, list[Claim]] = defaultdict(list)
        for claim in self.report.claims:
            key = change_key(claim)
            if key is not None:
                found[key].append(claim)
        return {key: tuple(claims) for key, claims in found.items()}

    @cached_property
    def keys_of_thing(self) -> Mapping[tuple[str, str, str], tuple[Key, ...]]:
        """The keys of which values are stated, by all but their period."""
        found: dict[tuple[str, str, str], list[Key]] = defaultdict(list)
        for key in self.by_key:
            found[key[:3]].append(key)
        return {thing: tuple(keys) for thing, keys in found.items()}

    @cached_property
    def keys_of_kind(self) -> Mapping[tuple[str, str, str], tuple[Key, ...]]:
        """The keys of which values are stated, by metric, dimension and period."""
        found: dict[tuple[str, str, str], list[Key]] = defaultdict(list)
        for key in self.by_key:
            found[key[0], key[1], key[3]].append(key)
        return {kind: tuple(keys) for kind, keys in found.items()}

    @cached_property
    def _distinct(self) -> Mapping[Key, tuple[Known, ...]]:
        """The values of each key, each number once: a long text states the same one many times."""
        return {
            key: tuple({(known.number, known.unit.id): known for known in reversed(group)}.values())[::-1]
            for key, group in self.by_key.items()
        }

    def figures(self, key: Key) -> tuple[Known, ...]:
        """Return what is known as the value of a key, each number once: in the text, else in the database."""
        return self._distinct.get(key, ()) or self.stored.values(key)

    def statements(self, key: Key) -> tuple[Known, ...]:
        """Return all that is stated as the value of a key, each place of it; else what the database has."""
        return self.by_key.get(key, ()) or self.stored.values(key)

    def averages(self, key: Key) -> tuple[Known, ...]:
        """Return what is known as the six-month average of a key."""
        return self.averages_by_key.get(key, ()) or self.stored.averages(key)

    def before(self, claim: Claim) -> str:
        """Return the folded words of a statement's sentence before it."""
        return self._words(self._sentence(claim).start, claim.span.start)

    def after(self, claim: Claim) -> str:
        """Return the folded words of a statement's sentence behind it."""
        return self._words(claim.span.end, self._sentence(claim).end)

    def start_of(self, claim: Claim) -> int:
        """Return where a statement's sentence begins."""
        return self._sentence(claim).start

    def sentence(self, claim: Claim) -> str:
        """Return the folded words of a statement's sentence."""
        return self.report.sentences[claim.sentence].words

    def _sentence(self, claim: Claim) -> Span:
        return self.report.sentences[claim.sentence].span

    @cached_property
    def by_sentence(self) -> Mapping[int, tuple[Claim, ...]]:
        """The statements by their sentence, in the order of their words."""
        found: dict[int, list[Claim]] = defaultdict(list)
        for claim in self.report.claims:
            found[claim.sentence].append(claim)
        return {sentence: tuple(sorted(claims, key=lambda one: one.span.start)) for sentence, claims in found.items()}

    @cached_property
    def row_mates(self) -> Mapping[int, tuple[Claim, ...]]:
        """The statements of one row of a table, over all its columns, by each of them."""
        by_label: dict[Span, list[Claim]] = defaultdict(list)
        for listing in self.report.listings:
            for row in listing.rows:
                if row.label_span is not None and row.claim is not None:
                    by_label[row.label_span].append(self.claim(row.claim))
        return {claim.index: tuple(claims) for claims in by_label.values() for claim in claims}

    def words_between(self, start: int, end: int) -> str:
        """Return the folded words between two places of the source."""
        return self._words(start, end)

    def _words(self, start: int, end: int) -> str:
        return fold(self.report.text.source[start : max(start, end)])

    def spoken(self, claim: Claim) -> str:
        """Return a statement's words on one line, for messages."""
        return shortened(claim.text)

    def name(self, bound: Binding | None) -> Label | str:
        """Return what a metric or segment is called."""
        if bound is None:
            return ""
        if bound.dimension == "" and bound.id in self.catalogue.metrics:
            thing = self.catalogue.metric(bound.id)
            return Label(bound.id, thing.label_ja, thing.label_en)
        known = None
        if bound.dimension in self.catalogue.dimensions and bound.dimension != GLOBAL:
            known = self.catalogue.segment(bound.dimension, bound.id)
        if known is not None:
            return Label(bound.id, known.label_ja or known.label_en or known.id, known.label_en or known.id)
        return bound.id

    def lists(self) -> Iterator[tuple[Listing, tuple[Claim, ...]]]:
        """Yield the lists with their values, without those that were not read for certain."""
        for listing in self.report.listings:
            rows = self.report.rows(listing)
            if rows and not any(claim.index in self.distrusted for claim in rows):
                yield listing, rows
