"""Where each rule over stored figures begins: a printed step more or less turns the verdict at the interval's edge, nowhere else.

The edges are computed here in fractions, apart from the code that is tested.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import log10

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from workbench.core.catalogue import Catalogue
from workbench.core.checks.issues import Issue, Severity
from workbench.core.periods import Period
from workbench.core.records import Coverage, Reading, Record

Make = Callable[..., Reading]
Find = Callable[..., tuple[Issue, ...]]
Ends = tuple[Fraction, Fraction]

FEBRUARY = Period.month(2010, 2)
JANUARY = FEBRUARY.previous
BANDS = ("1-250", "251-500", "501-1000", "1001-1500", "1501-2500", "2501+")
SITES = "web.new_sites_per_day"

often = settings(deadline=None, max_examples=40)
tenths = st.integers(0, 999).map(lambda number: f"{number / 10:.1f}")
rates_of_one = st.integers(11, 99999).map(lambda number: f"{number / 10:.1f}")


def ends(number: str) -> Ends:
    """Return what a number as written can mean."""
    half = Fraction(1, 2 * 10 ** len(number.partition(".")[2]))
    return Fraction(number) - half, Fraction(number) + half


def rate(number: str) -> Ends:
    """Return which rates in percent "1 in N" can mean."""
    low, high = ends(number)
    return 100 / high, 100 / low


def minus(now: Ends, base: Ends) -> Ends:
    return now[0] - base[1], now[1] - base[0]


def growth(now: Ends, base: Ends) -> Ends:
    return (now[0] / base[1] - 1) * 100, (now[1] / base[0] - 1) * 100


def meet(one: Ends, other: Ends) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def are_opposite(one: Ends, other: Ends) -> bool:
    return (one[0] > 0 and other[1] < 0) or (one[1] < 0 and other[0] > 0)


def told(issues: Sequence[Issue]) -> set[tuple[str, Severity]]:
    return {(issue.rule, issue.severity) for issue in issues}


def wrong_change(computed: Ends, printed: str) -> set[tuple[str, Severity]]:
    """Return what must be said of a printed change."""
    if meet(computed, ends(printed)):
        return set()
    return {("R2" if are_opposite(computed, ends(printed)) else "R1", Severity.ERROR)}


def covered(metric: str, dimension: str, kind: str, top: int | None = None) -> Coverage:
    return Coverage(metric, dimension, "M", str(FEBRUARY), kind, top)


def near(value: Fraction, decimals: int, off: int) -> str:
    """Write a number so many steps off another one."""
    steps = round(value * 10**decimals) + off
    return f"{steps / 10**decimals:.{decimals}f}"


@often
@given(now=tenths, base=tenths, off=st.integers(-3, 3), is_turned=st.booleans())
@example(now="89.4", base="83.9", off=0, is_turned=True)
def test_a_change_of_a_percentage(now: str, base: str, off: int, *, is_turned: bool, find: Find, said: Make) -> None:
    moved = Fraction(now) - Fraction(base)
    printed = near(-moved if is_turned else moved, 1, off)
    records = [
        said("spam.rate", now),
        said("spam.rate", base, at=JANUARY),
        said("spam.rate", printed, "body", statistic="change", unit="points"),
    ]
    assert told(find(*records, period=FEBRUARY)) == wrong_change(minus(ends(now), ends(base)), printed)


@often
@given(now=rates_of_one, base=rates_of_one, off=st.integers(-2, 2), is_turned=st.booleans())
@example(now="302.8", base="326.9", off=0, is_turned=True)
@example(now="456.3", base="562.3", off=0, is_turned=True)
@example(now="302.8", base="326.9", off=0, is_turned=False)
def test_a_change_of_a_rate_goes_by_the_rate(
    now: str, base: str, off: int, *, is_turned: bool, find: Find, said: Make
) -> None:
    computed = minus(rate(now), rate(base))
    printed = near(sum(computed, Fraction(0)) / (-2 if is_turned else 2), 2, off)
    records = [
        said("virus.rate", now, unit="one_in"),
        said("virus.rate", base, at=JANUARY, unit="one_in"),
        said("virus.rate", printed, "body", statistic="change", unit="points"),
    ]
    assert told(find(*records, period=FEBRUARY)) == wrong_change(computed, printed)


@often
@given(now=st.integers(1, 9000), base=st.integers(1, 9000), off=st.integers(-2, 2), decimals=st.integers(0, 2))
@example(now=4998, base=1760, off=0, decimals=1)
def test_a_change_of_a_count_is_a_growth(now: int, base: int, off: int, decimals: int, find: Find, said: Make) -> None:
    computed = growth(ends(str(now)), ends(str(base)))
    printed = near((Fraction(now, base) - 1) * 100, decimals, off)
    records = [
        said(SITES, str(now), unit="per_day"),
        said(SITES, str(base), at=JANUARY, unit="per_day"),
        said(SITES, printed, "body", statistic="change", unit="percent"),
    ]
    assert told(find(*records, period=FEBRUARY)) == wrong_change(computed, printed)


@often
@given(now=tenths, base=tenths, off=st.integers(-3, 3))
def test_a_change_implies_the_value_before(now: str, base: str, off: int, find: Find, said: Make) -> None:
    """Another source's value before is a warning where the change gives another one, unless the sign alone is turned."""
    printed = near(Fraction(now) - Fraction(base), 1, off)
    computed = minus(ends(now), ends(base))
    assume(not are_opposite(computed, ends(printed)))
    records = [
        said("spam.rate", now),
        said("spam.rate", base, at=JANUARY, source=2),
        said("spam.rate", printed, "body", statistic="change", unit="points"),
    ]
    expected = set() if meet(computed, ends(printed)) else {("R21", Severity.WARNING)}
    assert told(find(*records, period=FEBRUARY)) == expected


@often
@given(number=rates_of_one, off=st.integers(-2, 2), decimals=st.integers(0, 3), source=st.sampled_from([1, 2]))
@example(number="302.8", off=0, decimals=2, source=1)
@example(number="302.8", off=1, decimals=2, source=1)
def test_a_percentage_beside_one_in_n(
    number: str, off: int, decimals: int, source: int, find: Find, said: Make
) -> None:
    percentage = near(100 / Fraction(number), decimals, off)
    assume(float(percentage) >= 0)
    records = [
        said("virus.rate", number, unit="one_in"),
        said("virus.rate", percentage, "body", unit="percent", source=source, nth=2),
    ]
    wrong = {("R10", Severity.ERROR if source == 1 else Severity.WARNING)}
    assert told(find(*records)) == (set() if meet(rate(number), ends(percentage)) else wrong)


@often
@given(now=tenths, off=st.integers(-3, 3), statistic=st.sampled_from(["value", "average_6", "peak"]))
def test_a_value_said_twice(now: str, off: int, statistic: str, find: Find, said: Make) -> None:
    """Two neighbours are a warning: a number on their edge can be both; beyond that nothing can."""
    other = near(Fraction(now), 1, off)
    assume(float(other) >= 0)
    records = [
        said("spam.rate", now, statistic=statistic),
        said("spam.rate", other, "body", statistic=statistic, nth=2),
    ]
    severity = Severity.ERROR if abs(off) > 1 else Severity.WARNING
    assert told(find(*records)) == ({("R5", severity)} if off else set())


@often
@given(parts=st.lists(st.integers(1, 9000), min_size=2, max_size=2), off=st.integers(-4, 4), is_complete=st.booleans())
@example(parts=[255, 4743], off=0, is_complete=True)
def test_parts_and_their_total(parts: list[int], off: int, *, is_complete: bool, find: Find, said: Make) -> None:
    """Two parts and a total, each to a whole number, can be 1.5 apart."""
    assume(sum(parts) + off > 0)
    records: list[Record] = [
        said(SITES, str(sum(parts) + off), unit="per_day"),
        said(SITES, str(parts[0]), of="site_kind:spyware", unit="per_day"),
        said(SITES, str(parts[1]), of="site_kind:web_virus", unit="per_day"),
        covered(SITES, "site_kind", "complete" if is_complete else "selection"),
    ]
    is_wrong = off < -1 or (is_complete and off > 1)
    assert told(find(*records)) == ({("R8", Severity.ERROR)} if is_wrong else set())


@often
@given(shares=st.lists(st.integers(1, 300), min_size=2, max_size=4), off=st.integers(-5, 5), is_all=st.booleans())
def test_shares_of_a_whole(shares: list[int], off: int, *, is_all: bool, find: Find, said: Make) -> None:
    written = [*(f"{share / 10:.1f}" for share in shares[1:]), f"{(1000 - sum(shares[1:]) + off) / 10:.1f}"]
    assume(all(float(share) > 0 for share in written))
    kinds = ("pharmaceutical", "watches", "casino", "diet")
    records: list[Record] = [
        said("spam.category_share", share, of=f"spam_category:{kind}")
        for kind, share in zip(kinds, written, strict=False)
    ]
    records.append(covered("spam.category_share", "spam_category", "complete" if is_all else "selection"))
    can_be_off = len(written)  # half a step each, of both signs
    is_wrong = 2 * off > can_be_off or (is_all and 2 * off < -can_be_off)
    assert told(find(*records)) == ({("R8", Severity.ERROR)} if is_wrong else set())


def test_shares_of_all_known_names_may_leave_some_unknown_ones(find: Find, said: Make, catalogue: Catalogue) -> None:
    names = sorted(catalogue.segments("web_malware"))
    records = [said("web.malware_share", "7.0", "Data!B7", of=f"web_malware:{name}") for name in names]
    assert len(names) * 7 < 95
    assert find(*records) == ()
    assert told(find(*records, covered("web.malware_share", "web_malware", "complete"))) == {("R8", Severity.ERROR)}


@often
@given(bands=st.lists(st.integers(100, 900), min_size=6, max_size=6), off=st.integers(-3, 3), of_most=st.booleans())
@pytest.mark.parametrize("unit", ["percent", "one_in"])
def test_a_total_among_its_rates(
    unit: str, bands: list[int], off: int, *, of_most: bool, find: Find, said: Make
) -> None:
    """Rounding lets a total stand one step outside its members, not two."""
    metric = "spam.rate" if unit == "percent" else "virus.rate"
    total = (max(bands) if of_most else min(bands)) + off
    records: list[Record] = [
        said(metric, f"{number / 10:.1f}", of=f"company_size:{band}", unit=unit)
        for band, number in zip(BANDS, bands, strict=True)
    ]
    records += [said(metric, f"{total / 10:.1f}", unit=unit), covered(metric, "company_size", "complete")]
    is_wrong = total > max(bands) + 1 or total < min(bands) - 1
    found = [issue for issue in find(*records) if issue.rule == "R9"]
    assert [issue.severity for issue in found] == [Severity.ERROR] * is_wrong


@often
@given(first=st.integers(20, 900), off=st.integers(-3, 3), unit=st.sampled_from(["percent", "one_in"]))
def test_the_order_of_a_list(first: int, off: int, unit: str, find: Find, said: Make) -> None:
    """Rows whose roundings touch may stand either way; a larger N is less."""
    metric = "spam.rate" if unit == "percent" else "virus.rate"
    records: list[Record] = [
        said(metric, f"{number / 10:.1f}", f"panel top 2, row {row}", of=f"geography:{country}", unit=unit)
        for row, (country, number) in enumerate([("IT", first), ("DK", first + off)], 1)
    ]
    records.append(covered(metric, "geography", "top", 2))
    is_wrong = off > 1 if unit == "percent" else off < -1
    assert told(find(*records)) == ({("R6", Severity.ERROR)} if is_wrong else set())


@often
@given(
    last=st.integers(20, 890), off=st.integers(-3, 3), unit=st.sampled_from(["percent", "one_in"]), source=st.integers(1, 2)
)  # fmt: skip
def test_who_belongs_into_a_list(last: int, off: int, unit: str, source: int, find: Find, said: Make) -> None:
    """Somebody outside who is certainly before the last place: an error by the same source, else a warning."""
    metric, ahead = ("spam.rate", 100) if unit == "percent" else ("virus.rate", -10)
    listed = [("IT", last + ahead), ("DK", last)]
    records: list[Record] = [
        said(metric, f"{number / 10:.1f}", f"panel top 2, row {row}", of=f"geography:{country}", unit=unit)
        for row, (country, number) in enumerate(listed, 1)
    ]
    other = said(metric, f"{(last + off) / 10:.1f}", "body", of="geography:JP", unit=unit, source=source)
    severity = Severity.ERROR if source == 1 else Severity.WARNING
    is_wrong = off > 1 if unit == "percent" else off < -1
    found = find(*records, other, covered(metric, "geography", "top", 2))
    assert told(found) == ({("R6", severity)} if is_wrong else set())


@pytest.mark.parametrize("name", ["panel top 3", "table top 3 of all", "panel"])
@pytest.mark.parametrize("count", [2, 3, 4])
def test_how_many_rows_a_list_has(name: str, count: int, find: Find, said: Make) -> None:
    countries = ("IT", "DK", "RU", "DE")[:count]
    records: list[Record] = [
        said("spam.rate", f"{93 - row}.4", f"{name}, row {row}", of=f"geography:{country}")
        for row, country in enumerate(countries, 1)
    ]
    records.append(covered("spam.rate", "geography", "top", 3))
    expected = {2: {("R6", Severity.WARNING)}, 3: set(), 4: {("R6", Severity.ERROR)}}
    assert told(find(*records)) == expected[count]


@pytest.mark.parametrize("name", ["panel bottom 3", "table lowest", "panel least"])
def test_a_list_of_the_last_ones_is_not_one_of_the_first(name: str, find: Find, said: Make) -> None:
    records: list[Record] = [
        said("spam.rate", number, f"{name}, row {row}", of=f"geography:{country}")
        for row, (country, number) in enumerate([("JP", "80.1"), ("CN", "80.9"), ("TW", "82.5")], 1)
    ]
    top = [
        said("spam.rate", number, f"panel top 2, row {row}", of=f"geography:{country}")
        for row, (country, number) in enumerate([("IT", "93.4"), ("DK", "92.8")], 1)
    ]
    assert find(*records, *top, covered("spam.rate", "geography", "top", 2)) == ()


@often
@given(months=st.lists(st.integers(400, 990), min_size=7, max_size=7), off=st.integers(-3, 3), has_own=st.booleans())
def test_a_published_average(months: list[int], off: int, *, has_own: bool, find: Find, said: Make) -> None:
    """The mean of six rounded values is half a step off at most, and is rounded itself; either window may be meant."""
    window = months[1:] if has_own else months[:-1]
    printed = near(Fraction(sum(window), 60), 1, off)
    records = [said("spam.rate", f"{number / 10:.1f}", at=FEBRUARY.shifted(at - 6)) for at, number in enumerate(months)]
    means = [Fraction(sum(one), 60) for one in (months[1:], months[:-1])]
    fits = any(meet(ends(printed), (mean - Fraction(1, 20), mean + Fraction(1, 20))) for mean in means)
    found = find(*records, said("spam.rate", printed, statistic="average_6"), period=FEBRUARY)
    assert ("F5" in {issue.rule for issue in found}) is not fits
    assert {issue.severity for issue in found if issue.rule == "F5"} <= {Severity.WARNING}


@often
@given(times=st.floats(1.2, 3000), is_part=st.booleans(), usual=st.integers(2000, 2100))
@example(times=10.0, is_part=False, usual=2000)
@example(times=8.3, is_part=False, usual=2000)
@example(times=8.5, is_part=False, usual=2000)
@example(times=8.5, is_part=True, usual=2000)
@example(times=1000.0, is_part=True, usual=2000)
def test_a_slip_is_near_a_power_of_ten(times: float, *, is_part: bool, usual: int, find: Find, said: Make) -> None:
    """10 is 8.32 to 12.02 times the usual, and so for 100 and 1,000, up and down."""
    value = usual / times if is_part else usual * times
    months = [*[f"{usual}.00"] * 3, f"{value:.2f}"]
    records = [said(SITES, number, at=FEBRUARY.shifted(at - 3), unit="per_day") for at, number in enumerate(months)]
    distance = abs(log10(float(months[-1]) / usual))
    off = min(abs(distance - power) for power in (1, 2, 3))
    assume(abs(off - 0.08) > 1e-6)
    found = [issue for issue in find(*records) if issue.rule == "F1"]
    assert [issue.severity for issue in found] == [Severity.WARNING] * (off < 0.08)


@pytest.mark.parametrize(
    ("number", "count", "is_told"),
    [("89.4", 3, False), ("89.4", 4, True), ("4998", 4, True), ("9.4", 7, False), ("9.4", 8, True), ("0.4", 12, False)],
)
def test_how_long_a_value_may_stay(number: str, count: int, *, is_told: bool, find: Find, said: Make) -> None:
    records = [said("spam.rate", number, at=FEBRUARY.shifted(-at)) for at in range(count)]
    assert told(find(*records)) == ({("F2", Severity.WARNING)} if is_told else set())


@often
@given(share=st.integers(1, 999), virus=st.integers(20, 900), phishing=st.integers(20, 900))
@example(share=561, virus=303, phishing=456)
@example(share=399, virus=303, phishing=456)
@example(share=664, virus=303, phishing=456)
def test_a_share_of_threats_by_two_rates(share: int, virus: int, phishing: int, find: Find, said: Make) -> None:
    """Phishing may stand apart from viruses or be among them."""
    records = [
        said("virus.rate", str(virus), unit="one_in"),
        said("phishing.rate", str(phishing), unit="one_in"),
        said("phishing.share_of_threats", f"{share / 10:.1f}"),
    ]
    (low, high), (least, most) = rate(str(phishing)), rate(str(virus))
    among, apart = (100 * low / most, 100 * high / least), (100 * low / (low + most), 100 * high / (high + least))
    fits = any(meet(ends(f"{share / 10:.1f}"), one) for one in (among, apart))
    assert told(find(*records)) == (set() if fits else {("R11", Severity.WARNING)})


@pytest.mark.parametrize(("spam", "is_told"), [("89.1", False), ("89.0", True), ("89.4", True), ("89.2", False)])
def test_stages_and_what_the_spam_rate_leaves(spam: str, *, is_told: bool, find: Find, said: Make) -> None:
    """The stages of February 2010 leave 10.84 to 10.94% of the connections."""
    stages = {
        "traffic-management": "60.8", "connection-management": "54.3", "user-management": "5.2",
        "skeptic-anti-virus": "0.3", "skeptic-anti-spam": "35.7",
    }  # fmt: skip
    records: list[Record] = [
        said("traffic.dropped_share", number, of=f"pipeline_stage:{stage}") for stage, number in stages.items()
    ]
    records += [said("spam.rate", spam), covered("traffic.dropped_share", "pipeline_stage", "complete")]
    assert told(find(*records)) == ({("R11", Severity.INFO)} if is_told else set())


@pytest.mark.parametrize("stray", [[], ["0201-02", "9999-12"]])
def test_a_stray_year_is_no_part_of_what_stands_now(stray: list[str], find: Find, said: Make) -> None:
    """Nor does it fill the centuries between with months that are missing."""
    numbers = {-5: "4998", -4: "5120", -3: "4870", -1: "5000", 0: "51200"}
    records = [said(SITES, number, at=FEBRUARY.shifted(at), unit="per_day") for at, number in numbers.items()]
    records += [said(SITES, "5000", at=Period.parse(text), unit="per_day") for text in stray]
    assert [(issue.rule, issue.keys[0]) for issue in find(*records)] == [
        ("F1", f"{SITES}@2010-02"),
        ("F3", f"{SITES}@2009-12"),
    ]


def test_a_figure_stated_to_be_missing_is_no_gap(find: Find, said: Make) -> None:
    records = [said("spam.rate", number, at=FEBRUARY.shifted(at)) for at, number in ((-2, "88.1"), (0, "89.4"))]
    assert [(issue.rule, issue.keys) for issue in find(*records)] == [("F3", ("spam.rate@2010-01",))]
    missing = said("spam.rate", "1", at=JANUARY)
    key = (missing.metric, missing.grain, missing.period, missing.dimension, missing.segment, "value", 1, 1)
    assert find(*records, Reading(*key, None, None, "exact", "percent", "", "n/a", "panel")) == ()


@pytest.mark.parametrize("asked", ["2009-12", "2010-01", "2010-02", None])
def test_a_gap_is_told_for_its_own_months_and_for_all(asked: str | None, find: Find, said: Make) -> None:
    numbers = {-4: "88.1", -3: "88.3", -2: "88.2", 0: "89.4"}
    records = [said("spam.rate", number, at=FEBRUARY.shifted(at)) for at, number in numbers.items()]
    found = find(*records, period=None if asked is None else Period.parse(asked))
    assert [issue.rule for issue in found] == (["F3"] if asked in {"2010-01", None} else [])
