"""No false alarm: whole years of figures that are true, and printed by rounding, raise nothing that says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random
from time import process_time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.catalogue import Catalogue
from workbench.core.checks.issues import Issue
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Command
from workbench.core.queries.checks import stored_issues
from workbench.core.records import Coverage, Observation, Reading, Record, Source

Make = Callable[..., Reading]
Find = Callable[..., tuple[Issue, ...]]

FIRST = Period.month(2009, 3)
BANDS = ("1-250", "251-500", "501-1000", "1001-1500", "1501-2500", "2501+")
COUNTRIES = ("AU", "BR", "CA", "CN", "DE", "DK", "IT", "JP", "NL", "RU", "US")
KINDS = ("pharmaceutical", "watches", "casino", "diet")
SITES = "web.new_sites_per_day"
MAY_STAND_OUT = {"F1", "F2", "F3", "F4", "R19"}
"""What true figures may do as well: a series may do anything, and a list may be printed anyhow."""

Series = list[Fraction]


@dataclass
class World:
    """True figures by month, and how their publisher prints them: decimals, and what becomes of a half."""

    random: Random
    months: int
    decimals: int
    rounding: str
    make: Make
    records: list[Record] = field(default_factory=list)

    def number(self, value: Fraction, decimals: int) -> str:
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return f"{exact.quantize(Decimal(1).scaleb(-decimals), rounding=self.rounding):f}"

    def month(self, at: int) -> Period:
        return FIRST.shifted(at)

    def walk(self, low: float, high: float) -> Series:
        """Return a true figure that wanders between two ends."""
        value, found = self.random.uniform(low, high), []
        for _ in range(self.months):
            value = min(high, max(low, value * self.random.uniform(0.9, 1.12)))
            found.append(Fraction(value))
        return found

    def mean(self, members: Sequence[Series]) -> Series:
        """Return the means of members that weigh differently."""
        weights = [Fraction(self.random.randint(1, 50)) for _ in members]
        return [
            sum((weight * one[at] for weight, one in zip(weights, members, strict=True)), Fraction(0)) / sum(weights)
            for at in range(self.months)
        ]

    def edition(self, at: int) -> int:
        """Return the source of a month's own edition, which prints the month before as well."""
        return 10 + at

    def publish(self, metric: str, unit: str, levels: Series, of: str = "global:global", **given_: object) -> None:
        """Print a figure each month, and beside it the month before, in the edition of each month."""
        for at in range(self.months):
            for back in (0, 1):
                if at - back >= 0:
                    text = self.text(unit, levels[at - back])
                    self.add(metric, text, unit, of, at - back, self.edition(at), **given_)

    def text(self, unit: str, level: Fraction) -> str:
        if unit == "one_in":
            return self.number(100 / level, self.decimals)
        return self.number(level, 0 if unit == "per_day" else self.decimals)

    def add(self, metric: str, text: str, unit: str, of: str, at: int, source: int, **given_: object) -> None:
        self.records.append(self.make(metric, text, of=of, at=self.month(at), unit=unit, source=source, **given_))

    def changes(self, metric: str, unit: str, levels: Series, decimals: int) -> None:
        """Print the changes, of what was printed or of what is true."""
        for at in range(1, self.months):
            now, before = levels[at], levels[at - 1]
            if self.random.random() < 0.5:
                now, before = (self.as_printed(unit, one) for one in (now, before))
            moved = (now / before - 1) * 100 if unit == "per_day" else now - before
            text, kind = self.number(moved, decimals), "percent" if unit == "per_day" else "points"
            self.add(metric, text, kind, "global:global", at, self.edition(at), statistic="change", place="body")

    def as_printed(self, unit: str, level: Fraction) -> Fraction:
        number = Fraction(self.text(unit, level))
        return 100 / number if unit == "one_in" else number

    def averages(self, metric: str, unit: str, levels: Series) -> None:
        """Print the mean of the printed numbers of six months, the month's own among them or not."""
        with_own = self.random.random() < 0.5
        for at in range(6, self.months):
            window = range(at - 5, at + 1) if with_own else range(at - 6, at)
            mean = sum((Fraction(self.text(unit, levels[one])) for one in window), Fraction(0)) / 6
            text = self.number(mean, self.decimals)
            self.add(metric, text, unit, "global:global", at, self.edition(at), statistic="average_6")

    def cover(self, metric: str, dimension: str, kind: str, top: int | None = None) -> None:
        self.records += [Coverage(metric, dimension, "M", str(self.month(at)), kind, top) for at in range(self.months)]

    def sources(self) -> Iterator[Source]:
        for at in range(self.months):
            yield Source(self.edition(at), "edition", f"edition:{self.month(at)}", "", "")


def rates(world: World, metric: str, unit: str, low: float, high: float) -> None:
    """Print a rate in all bands of size, its total, and the total's changes and averages."""
    bands = [world.walk(low, high) for _ in BANDS]
    for band, levels in zip(BANDS, bands, strict=True):
        world.publish(metric, unit, levels, f"company_size:{band}")
    world.cover(metric, "company_size", "complete")
    total = world.mean(bands)
    world.publish(metric, unit, total)
    world.changes(metric, unit, total, 2 if unit == "one_in" else world.decimals)
    world.averages(metric, unit, total)
    if unit == "one_in":
        for at in range(world.months):
            world.add(metric, world.number(total[at], 2), "percent", "global:global", at, world.edition(at), nth=9)


def parts(world: World) -> None:
    """Print two kinds of sites a day and their sum."""
    kinds = [world.walk(100, 6000), world.walk(5, 400)]
    for kind, levels in zip(("web_virus", "spyware"), kinds, strict=True):
        world.publish(SITES, "per_day", levels, f"site_kind:{kind}")
    world.cover(SITES, "site_kind", "complete")
    total = [first + second for first, second in zip(*kinds, strict=True)]
    world.publish(SITES, "per_day", total)
    world.changes(SITES, "per_day", total, world.decimals)


def shares(world: World) -> None:
    """Print all shares of a whole."""
    kinds = [world.walk(1, 60) for _ in KINDS]
    for kind, levels in zip(KINDS, kinds, strict=True):
        whole = [sum((one[at] for one in kinds), Fraction(0)) for at in range(world.months)]
        own = [100 * level / all_ for level, all_ in zip(levels, whole, strict=True)]
        world.publish("spam.category_share", "percent", own, f"spam_category:{kind}", place="body")
    world.cover("spam.category_share", "spam_category", "complete")


def top_five(world: World, metric: str, unit: str, low: float, high: float) -> None:
    """Print the first five countries as a list, and others in the text."""
    levels = {country: world.walk(low, high) for country in COUNTRIES}
    for at in range(world.months):
        ordered = sorted(COUNTRIES, key=lambda country: -levels[country][at])
        for row, country in enumerate(ordered, 1):
            place = f"panel top 5, row {row}" if row <= 5 else "body"
            text = world.text(unit, levels[country][at])
            world.add(metric, text, unit, f"geography:{country}", at, world.edition(at), place=place)
    world.cover(metric, "geography", "top", 5)


@settings(deadline=None, max_examples=30)
@given(
    seed=st.integers(0, 2**32),
    months=st.integers(1, 9),
    decimals=st.integers(0, 2),
    rounding=st.sampled_from([ROUND_HALF_EVEN, ROUND_HALF_UP]),
)
def test_figures_that_are_true_raise_nothing(
    seed: int, months: int, decimals: int, rounding: str, find: Find, said: Make
) -> None:
    world = World(Random(seed), months, decimals, rounding, said)
    rates(world, "spam.rate", "percent", 40, 97)
    rates(world, "virus.rate", "one_in", 0.05, 3)
    parts(world)
    shares(world)
    top_five(world, "spam.rate", "percent", 60, 96)
    top_five(world, "phishing.rate", "one_in", 0.02, 1.2)
    found = [issue for issue in find(*world.sources(), *world.records) if issue.rule not in MAY_STAND_OUT]
    assert [(issue.rule, issue.severity, issue.keys[0], str(issue.message)) for issue in found] == []


def test_twice_the_figures_take_about_twice_the_time(new_store: Callable[..., Any], catalogue: Catalogue) -> None:
    """Four times as many would take sixteen times as long if each were compared with each."""

    def seconds(months: int) -> float:
        random = Random(1)
        rows = [
            ("spam.rate", "M", str(FIRST.shifted(at)), "geography", id_, value, 0.1, "exact", "normal", None, None)
            for at in range(months)
            for id_ in sorted(catalogue.segments("geography"))[:80]
            for value in [round(random.uniform(80, 95), 1)]
        ]
        with new_store() as store:
            store.run(Command(message("test.put"), lambda tx: tx.put_rows(Observation, rows)))
            with store.read() as reader:
                taken = []
                for _ in range(3):
                    start = process_time()
                    stored_issues(reader, catalogue, "2010-03-05")
                    taken.append(process_time() - start)
        return min(taken)

    assert seconds(240) < 8 * seconds(60)


@settings(deadline=None, max_examples=30)
@given(count=st.integers(2, 12), seed=st.integers(0, 2**32))
def test_unrounded_numbers_raise_nothing(count: int, seed: int, find: Find, said: Make) -> None:
    """Numbers of a spreadsheet with all their digits, as nobody rounded them, are the sum that they are."""
    random = Random(seed)
    weights = [random.uniform(1, 9) for _ in range(count)]
    names = [f"spam_category:made-{at}" for at in range(count)]
    values = [float(f"{100 * weight / sum(weights):.15g}") for weight in weights]
    records: list[Record] = []
    for name, value in zip(names, values, strict=True):
        one = said("spam.category_share", "1", "Data!B7", of=name)
        key = (one.metric, one.grain, one.period, one.dimension, one.segment, one.statistic, one.source, one.nth)
        records.append(Reading(*key, value, None, "exact", "percent", name, "", "Data!B7"))
    records.append(Coverage("spam.category_share", "spam_category", "M", "2010-02", "complete", None))
    assert [str(issue.message) for issue in find(*records)] == []
