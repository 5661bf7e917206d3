"""Each rule over stored figures on small databases: what it must find, with its key, and what is right and must stay silent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.checks.conftest import printed as said
from workbench.core.checks.figures import FIGURE_RULES
from workbench.core.checks.issues import Issue, Severity
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.records import Coverage, Reading, Record
from workbench.core.resources import resources_folder
from workbench.core.translation import LANGUAGES, GettextTranslator
from workbench.core.units import UNITS

FEBRUARY = Period.month(2010, 2)
BANDS = ("1-250", "251-500", "501-1000", "1001-1500", "1501-2500", "2501+")
STAGES = ("traffic-management", "connection-management", "user-management", "skeptic-anti-virus", "skeptic-anti-spam")

Find = Callable[..., tuple[Issue, ...]]


def coverage(metric: str, dimension: str, kind: str, top: int | None = None, at: Period = FEBRUARY) -> Coverage:
    return Coverage(metric, dimension, at.grain.value, str(at), kind, top)


def series(metric: str, *numbers: str, **given_: object) -> list[Reading]:
    """Make the readings of a figure in months up to February 2010; "" is a month without one."""
    first = FEBRUARY.shifted(1 - len(numbers))
    return [
        said(metric, number, at=first.shifted(at), **given_)  # type: ignore[arg-type]
        for at, number in enumerate(numbers)
        if number
    ]


def rows(metric: str, dimension: str, place: str, figures: dict[str, str], unit: str = "percent") -> list[Reading]:
    """Make the readings of a list, row by row."""
    return [
        said(metric, number, f"{place}, row {row}", of=f"{dimension}:{segment}", unit=unit)
        for row, (segment, number) in enumerate(figures.items(), 1)
    ]


def change(metric: str, number: str, place: str = "body", **given_: object) -> Reading:
    given_ = {"unit": "points", **given_}
    return said(metric, number, place, statistic="change", **given_)  # type: ignore[arg-type]


def sizes(metric: str, *numbers: str, unit: str = "percent") -> list[Record]:
    found = [said(metric, number, of=f"company_size:{band}", unit=unit) for band, number in zip(BANDS, numbers)]  # noqa: B905
    return [*found, coverage(metric, "company_size", "complete")]


JANUARY = {"at": FEBRUARY.previous}
VIRUS = [said("virus.rate", "302.8", unit="one_in"), said("virus.rate", "326.9", unit="one_in", **JANUARY)]
TOP = {"IT": "93.4", "DK": "92.8", "RU": "91.8"}
SITES = "web.new_sites_per_day"

ERRORS: dict[str, tuple[str, str, list[Record]]] = {
    "a rise printed as a fall": ("R2", "virus.rate@2010-02#change", [*VIRUS, change("virus.rate", "-0.02")]),
    "a change of another size": ("R1", "virus.rate@2010-02#change", [*VIRUS, change("virus.rate", "0.04")]),
    "a growth of another size": (
        "R1",
        f"{SITES}@2010-02#change",
        [*series(SITES, "1760", "4998", unit="per_day"), change(SITES, "154", unit="percent")],
    ),
    "a fall instead of a rise of the same size, by another source": (
        "R2",
        "virus.rate@2010-02#change",
        [*VIRUS, change("virus.rate", "-0.02", source=2)],
    ),
    "both ways": (
        "R2",
        "web.new_domain_share@2010-02#change",
        [change("web.new_domain_share", "0.1"), change("web.new_domain_share", "-0.1", "highlights", nth=2)],
    ),
    "two sizes of a change": (
        "R5",
        "web.new_domain_share@2010-02#change",
        [change("web.new_domain_share", "1.1"), change("web.new_domain_share", "1.3", "highlights", nth=2)],
    ),
    "two values in one source": (
        "R5",
        "spam.rate/geography:IT@2010-02",
        [said("spam.rate", "91.1", of="geography:IT"), said("spam.rate", "87.6", "body", of="geography:IT", nth=2)],
    ),
    "two rates in one source": (
        "R10",
        "virus.rate@2010-02",
        [said("virus.rate", "302.8", unit="one_in"), said("virus.rate", "0.34", "body", nth=2)],
    ),
    "a name twice": (
        "R6",
        "spam.rate/geography:IT@2010-02",
        [
            said("spam.rate", "93.4", "panel top 2, row 1", of="geography:IT"),
            said("spam.rate", "92.8", "panel top 2, row 2", of="geography:IT", nth=2),
        ],
    ),
    "too many rows": (
        "R6",
        "spam.rate/geography:RU@2010-02",
        [*rows("spam.rate", "geography", "panel", TOP), coverage("spam.rate", "geography", "top", 2)],
    ),
    "too many rows for the list's own name": (
        "R6",
        "spam.rate/geography:RU@2010-02",
        rows("spam.rate", "geography", "table top 2", TOP),
    ),
    "the wrong order": (
        "R6",
        "spam.rate/geography:RU@2010-02",
        [
            *rows("spam.rate", "geography", "panel", {"IT": "93.4", "RU": "91.8", "DK": "92.8"}),
            coverage("spam.rate", "geography", "top", 3),
        ],
    ),
    "somebody left out": (
        "R6",
        "spam.rate/geography:JP@2010-02",
        [
            *rows("spam.rate", "geography", "panel", TOP),
            said("spam.rate", "92.0", "body", of="geography:JP"),
            coverage("spam.rate", "geography", "top", 3),
        ],
    ),
    "somebody left out of a list of rates": (
        "R6",
        "virus.rate/geography:JP@2010-02",
        [
            *rows("virus.rate", "geography", "panel", {"CN": "62.4", "TW": "109.8"}, unit="one_in"),
            said("virus.rate", "80.0", "body", of="geography:JP", unit="one_in"),
            coverage("virus.rate", "geography", "top", 2),
        ],
    ),
    "parts above their total": (
        "R8",
        f"{SITES}/site_kind:spyware@2010-02",
        [
            said(SITES, "4998", unit="per_day"),
            said(SITES, "257", of="site_kind:spyware", unit="per_day"),
            said(SITES, "4743", of="site_kind:web_virus", unit="per_day"),
        ],
    ),
    "all parts below their total": (
        "R8",
        f"{SITES}/site_kind:spyware@2010-02",
        [
            said(SITES, "4998", unit="per_day"),
            said(SITES, "250", of="site_kind:spyware", unit="per_day"),
            said(SITES, "4743", of="site_kind:web_virus", unit="per_day"),
            coverage(SITES, "site_kind", "complete"),
        ],
    ),
    "shares above the whole": (
        "R8",
        "spam.category_share/spam_category:casino@2010-02",
        [
            said("spam.category_share", "86.6", of="spam_category:pharmaceutical"),
            said("spam.category_share", "14", of="spam_category:casino"),
        ],
    ),
    "all shares below the whole": (
        "R8",
        "spam.category_share/spam_category:casino@2010-02",
        [
            said("spam.category_share", "80", of="spam_category:pharmaceutical"),
            said("spam.category_share", "14", of="spam_category:casino"),
            coverage("spam.category_share", "spam_category", "complete"),
        ],
    ),
    "a total above all its rates": (
        "R9",
        "spam.rate/company_size:1501-2500@2010-02",
        [said("spam.rate", "91.2"), *sizes("spam.rate", "88.9", "89.4", "89.9", "89.1", "91.0", "89.5")],
    ),
    "a total rarer than all its rates": (
        "R9",
        "virus.rate/company_size:1001-1500@2010-02",
        [
            said("virus.rate", "363.8", unit="one_in"),
            *sizes("virus.rate", "258.9", "358.3", "334.9", "363.6", "313.7", "252.8", unit="one_in"),
        ],
    ),
}

LESS: dict[str, tuple[str, Severity, str, list[Record]]] = {
    "two neighbouring values in one source": (
        "R5",
        Severity.WARNING,
        "spam.rate@2010-02",
        [said("spam.rate", "89.4"), said("spam.rate", "89.5", "body", nth=2)],
    ),
    "two neighbouring sizes of a change": (
        "R5",
        Severity.WARNING,
        "web.new_domain_share@2010-02#change",
        [change("web.new_domain_share", "1.1"), change("web.new_domain_share", "1.2", "highlights", nth=2)],
    ),
    "another value for the month before": (
        "R21",
        Severity.WARNING,
        "spam.rate@2010-02#change",
        [said("spam.rate", "89.4"), said("spam.rate", "83.2", source=2, **JANUARY), change("spam.rate", "5.5")],
    ),
    "two sources": (
        "R21",
        Severity.WARNING,
        "spam.rate@2010-02",
        [said("spam.rate", "89.4"), said("spam.rate", "89.6", source=2)],
    ),
    "two sources of a change": (
        "R21",
        Severity.WARNING,
        "virus.rate@2010-02#change",
        [change("virus.rate", "0.01"), change("virus.rate", "0.03", source=2)],
    ),
    "two sources of a rate": (
        "R10",
        Severity.WARNING,
        "virus.rate@2010-02",
        [said("virus.rate", "302.8", unit="one_in"), said("virus.rate", "0.34", source=2)],
    ),
    "a row twice with one value": (
        "R6",
        Severity.WARNING,
        "spam.rate/geography:IT@2010-02",
        [
            said("spam.rate", "93.4", "panel top 2, row 1", of="geography:IT"),
            said("spam.rate", "93.4", "panel top 2, row 2", of="geography:IT", nth=2),
        ],
    ),
    "too few rows": (
        "R6",
        Severity.WARNING,
        "spam.rate/geography:IT@2010-02",
        [*rows("spam.rate", "geography", "panel", TOP), coverage("spam.rate", "geography", "top", 5)],
    ),
    "more figures than places, without a list": (
        "R6",
        Severity.INFO,
        "spam.rate/geography:DK@2010-02",
        [
            *(said("spam.rate", number, "body", of=f"geography:{id_}") for id_, number in TOP.items()),
            coverage("spam.rate", "geography", "top", 2),
        ],
    ),
    "one share of more decimals": (
        "R19",
        Severity.INFO,
        "spam.rate/geography:IT@2010-02",
        rows("spam.rate", "geography", "panel", {"IT": "93.42", "DK": "92.8", "RU": "91.8", "DE": "91.3"}),
    ),
    "parts of a dimension that nobody says is complete": (
        "R8",
        Severity.WARNING,
        f"{SITES}/site_kind:spyware@2010-02",
        [
            said(SITES, "4998", unit="per_day"),
            said(SITES, "250", of="site_kind:spyware", unit="per_day"),
            said(SITES, "4743", of="site_kind:web_virus", unit="per_day"),
        ],
    ),
    "stages that leave something else": (
        "R11",
        Severity.INFO,
        "traffic.dropped_share/pipeline_stage:traffic-management@2010-02",
        [
            said("spam.rate", "89.4"),
            *(
                said("traffic.dropped_share", number, of=f"pipeline_stage:{stage}")
                for stage, number in zip(STAGES, ("60.8", "54.3", "5.2", "0.3", "35.7"), strict=True)
            ),
            coverage("traffic.dropped_share", "pipeline_stage", "complete"),
        ],
    ),
    "a share of threats that the rates do not give": (
        "R11",
        Severity.WARNING,
        "phishing.share_of_threats@2010-02",
        [
            said("virus.rate", "302.8", unit="one_in"),
            said("phishing.rate", "456.3", unit="one_in"),
            said("phishing.share_of_threats", "56.1"),
        ],
    ),
    "a slip of the decimal point": (
        "F1",
        Severity.WARNING,
        f"{SITES}@2010-02",
        series(SITES, "4998", "5120", "4870", "51200", unit="per_day"),
    ),
    "a fraction for a percentage": (
        "F1",
        Severity.WARNING,
        "spam.rate@2010-02",
        series("spam.rate", "89.4", "90.7", "88.9", "0.894"),
    ),
    "a value that never changes": (
        "F2",
        Severity.WARNING,
        "spam.rate@2010-02",
        series("spam.rate", "88.1", "89.4", "89.4", "89.4", "89.4"),
    ),
    "a month without a figure": (
        "F3",
        Severity.INFO,
        "spam.rate@2010-01",
        series("spam.rate", "88.1", "89.4", "", "89.9"),
    ),
    "a figure that stands out": (
        "F4",
        Severity.INFO,
        "spam.rate@2010-02",
        series("spam.rate", *("80.0", "81.3", "79.8", "81.9") * 3, "99.1"),
    ),
    "an average that the months do not give": (
        "F5",
        Severity.WARNING,
        "spam.rate@2010-02#average_6",
        [
            *series("spam.rate", "86.1", "87.2", "85.3", "84.4", "86.5", "83.9", "89.4"),
            said("spam.rate", "87.9", statistic="average_6"),
        ],
    ),
}

SILENT: dict[str, list[Record]] = {
    "a change as it is": [*VIRUS, change("virus.rate", "0.02")],
    "a change as it may be before rounding": [*series("spam.rate", "83.9", "89.4"), change("spam.rate", "5.6")],
    "a growth as it is": [
        *series(SITES, "1760", "4998", unit="per_day"),
        change(SITES, "184", unit="percent"),
        change(SITES, "184.0", "body", unit="percent", nth=2),
    ],
    "a difference of counts": [*series(SITES, "1760", "4998", unit="per_day"), change(SITES, "3238", unit="per_day")],
    "a change since another period": [*VIRUS, change("virus.rate", "-0.5", "change since 2009-06")],
    "a change without its base": [VIRUS[0], change("virus.rate", "-0.5")],
    "a base that one of two sources gives": [
        said("spam.rate", "89.4"),
        said("spam.rate", "83.9", source=2, **JANUARY),
        change("spam.rate", "5.5"),
    ],
    "a rate and its percentage": [
        said("virus.rate", "302.8", unit="one_in"),
        said("virus.rate", "0.33", "body", nth=2),
    ],
    "one value at two places": [said("spam.rate", "89.4"), said("spam.rate", "89.4", "body", nth=2)],
    "about the same": [said("spam.rate", "64.1"), said("spam.rate", "65", "body", nth=2, qualifier="about")],
    "a list with others beside it": [
        *rows("spam.rate", "geography", "panel top 3", TOP),
        said("spam.rate", "91.7", "body", of="geography:JP"),
        coverage("spam.rate", "geography", "top", 3),
    ],
    "a list whose last place is a tie": [
        *rows("spam.rate", "geography", "panel top 3", TOP),
        said("spam.rate", "91.8", "body", of="geography:JP"),
        coverage("spam.rate", "geography", "top", 3),
    ],
    "parts as printed": [
        said(SITES, "4998", unit="per_day"),
        said(SITES, "255", of="site_kind:spyware", unit="per_day"),
        said(SITES, "4743", of="site_kind:web_virus", unit="per_day"),
        coverage(SITES, "site_kind", "complete"),
    ],
    "some shares": [
        said("spam.category_share", "65", of="spam_category:pharmaceutical"),
        said("spam.category_share", "14", of="spam_category:casino"),
        coverage("spam.category_share", "spam_category", "selection"),
    ],
    "shares that rounding brings above the whole": [
        said("spam.category_share", "51", of="spam_category:pharmaceutical"),
        said("spam.category_share", "50", of="spam_category:casino"),
    ],
    "a family and its names": [
        said("virus.name_share", "80.0", of="malware:bredolab"),
        said("virus.name_share", "50.0", of="malware:trojan.bredolab"),
    ],
    "a total among its rates": [
        said("spam.rate", "89.4"),
        *sizes("spam.rate", "88.9", "89.4", "89.9", "89.1", "91.0", "89.5"),
    ],
    "a total at the edge of its rates": [
        said("spam.rate", "91.1"),
        *sizes("spam.rate", "88.9", "89.4", "89.9", "89.1", "91.0", "89.5"),
    ],
    "a total outside some rates": [
        said("spam.rate", "95.0"),
        said("spam.rate", "88.9", of="company_size:1-250"),
        said("spam.rate", "89.9", of="company_size:251-500"),
    ],
    "a surge that is no slip": series(SITES, "4998", "5120", "4870", "21200", unit="per_day"),
    "small shares that repeat": series("spam.rate", "1.1", "0.4", "0.4", "0.4", "0.4"),
    "an average as published": [
        *series("spam.rate", "86.1", "87.2", "85.3", "84.4", "86.5", "83.9", "89.4"),
        said("spam.rate", "86.1", statistic="average_6"),
    ],
    "an average of too few months": [
        *series("spam.rate", "84.4", "86.5", "83.9", "89.4"),
        said("spam.rate", "99.9", statistic="average_6"),
    ],
}


@pytest.mark.parametrize("name", ERRORS)
def test_what_cannot_be_true_is_an_error(name: str, find: Find) -> None:
    rule, key, records = ERRORS[name]
    issues = [issue for issue in find(*records) if issue.severity is Severity.ERROR]
    assert [(issue.rule, issue.keys[0]) for issue in issues] == [(rule, key)]


@pytest.mark.parametrize("name", LESS)
def test_what_is_unlikely_or_unusual_is_none(name: str, find: Find) -> None:
    rule, severity, key, records = LESS[name]
    assert [(issue.rule, issue.severity, issue.keys[0]) for issue in find(*records)] == [(rule, severity, key)]


@pytest.mark.parametrize("name", SILENT)
def test_what_may_be_true_stays_silent(name: str, find: Find) -> None:
    assert [str(issue.message) for issue in find(*SILENT[name])] == []


def test_each_rule_has_examples_and_is_no_worse_than_declared() -> None:
    order = list(Severity)
    declared = {spec.id: spec.severity for spec in FIGURE_RULES}
    shown = {(rule, Severity.ERROR) for rule, _, _ in ERRORS.values()} | {
        (rule, severity) for rule, severity, _, _ in LESS.values()
    }
    assert {rule for rule, _ in shown} == set(declared)
    assert len(declared) == len(FIGURE_RULES)
    for id_, severity in declared.items():
        assert min((found for rule, found in shown if rule == id_), key=order.index) is severity


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*ERRORS, *LESS])
def test_every_issue_has_its_words(name: str, language: str, find: Find) -> None:
    words = GettextTranslator(language, Path(resources_folder()) / "locale")
    issues = find(*(ERRORS.get(name) or LESS[name])[-1])
    assert issues
    for issue in issues:
        assert words(issue.message)
        assert words(message(f"rule.{issue.rule.lower()}_title"))
        assert words(message(f"rule.{issue.rule.lower()}_about"))


def test_the_arithmetic_stands_in_the_message(find: Find) -> None:
    words = GettextTranslator("en", Path(resources_folder()) / "locale")
    [issue] = find(*ERRORS["a rise printed as a fall"][2])
    assert words(issue.message) == (
        "Virus rate (February 2010): the printed change of −0.02 pt (edition:2010-02, body) has the wrong sign. From "
        "1 in 326.9 to 1 in 302.8 it is +0.0242 to +0.0245 pt. Correct the change, or the figure that it was computed from."
    )


@pytest.mark.parametrize(
    ("records", "fits"),
    [
        ([*VIRUS, change("virus.rate", "-0.03"), said("virus.rate", "280.6", statistic="average_6", unit="one_in")], "fits_average"),
        ([*VIRUS, change("virus.rate", "-0.03"), change("virus.rate", "-0.03", at=FEBRUARY.previous)], "fits_stale"),
        ([*series("spam.rate", "83.9", "89.4"), change("spam.rate", "6.6")], "fits_relative"),
        ([*series("spam.rate", "87.0", *[""] * 10, "83.9", "89.4"), change("spam.rate", "2.4")], "fits_period"),
    ],
)  # fmt: skip
def test_what_would_make_a_wrong_change_right_is_named(records: list[Record], fits: str, find: Find) -> None:
    wrong = [issue for issue in find(*records, period=FEBRUARY) if issue.rule in {"R1", "R2"}]
    assert [one.id for one in wrong[0].message.parameters["fits"]] == [f"check.{fits}"]  # type: ignore[attr-defined]


def test_a_copied_number_names_whose_it_is(find: Find) -> None:
    panel, body = ERRORS["two values in one source"][2]
    assert isinstance(body, Reading)
    other = replace(body, segment="DE", nth=1)
    [issue] = find(panel, body, other)
    assert (issue.message.id, str(issue.message.parameters["other"])) == ("check.restated_copy", "DE")


def test_the_implied_value_is_named(find: Find) -> None:
    words = GettextTranslator("en", Path(resources_folder()) / "locale")
    records = [
        *VIRUS[:1],
        said("virus.rate", "400.0", unit="one_in", source=2, **JANUARY),
        change("virus.rate", "0.02"),
    ]
    [issue] = find(*records)
    assert "implies 1 in 317–328 for January 2010, but 1 in 400.0 (an article) is stored" in words(issue.message)


@settings(deadline=None, max_examples=25)
@given(st.integers(-3, 3), st.integers(10, 89))
def test_a_printed_step_more_flips_the_verdict_at_the_edge(find: Find, off: int, share: int) -> None:
    """Two shares of one decimal are the whole as long as they are within twice half a step of it."""
    first, second = Decimal(share), Decimal(100 - share) + Decimal(off) / 10
    records = [
        said("spam.category_share", f"{first:.1f}", of="spam_category:casino"),
        said("spam.category_share", f"{second:.1f}", of="spam_category:diet"),
        coverage("spam.category_share", "spam_category", "complete"),
    ]
    assert bool(find(*records)) is (abs(off) > 1)


@settings(deadline=None, max_examples=25)
@given(st.integers(100, 900), st.integers(-90, 90), st.integers(-4, 4))
def test_a_change_is_wrong_only_outside_all_that_rounding_allows(find: Find, base: int, moved: int, off: int) -> None:
    records = [
        *series("spam.rate", f"{base / 10:.1f}", f"{(base + moved) / 10:.1f}"),
        change("spam.rate", f"{(moved + off) / 10:.1f}"),
    ]
    assert bool(find(*records)) is (abs(off) > 1)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["spam.rate", "virus.rate", SITES, "spam.category_share", "no.such"]),
            st.sampled_from(["global:global", "geography:IT", "site_kind:spyware", "spam_category:casino", "odd:x"]),
            st.sampled_from(["value", "change", "average_6", "peak"]),
            st.sampled_from([*UNITS, "furlongs"]),
            st.sampled_from(["exact", "about", "below", "above", "range"]),
            st.floats(-1e12, 1e12) | st.sampled_from([0.0, 1.0, 100.0]),
            st.sampled_from([0.0, 0.1, 1.0, 1e11]),
            st.sampled_from(["", "panel top 0", "panel, row 1", "table top 5, row 3; body", "Data!B7"]),
            st.sampled_from([FEBRUARY, FEBRUARY.previous, Period.parse("0001-01"), Period.parse("9999-12")]),
        ),
        max_size=8,
    )
)
def test_no_figures_stop_the_rules(find: Find, figures: list[tuple[str, ...]]) -> None:
    records = {}
    for metric, of, statistic, unit, qualifier, value, step, place, at in figures:
        made = said(metric, "1", place, of=of, at=at, statistic=statistic, unit=unit, qualifier=qualifier)  # type: ignore[arg-type]
        records[made.metric, made.period, of, statistic] = replace(made, value=value, step=step)
    for period in (FEBRUARY, Period.parse("9999-12"), Period.parse("0001-01")):
        for issue in find(*records.values(), period=period):
            assert issue.keys
