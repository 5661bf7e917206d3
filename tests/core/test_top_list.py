"""Top lists: of the sample as its issues printed them, of small databases, and what holds of every list."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.core.analysis import Rank
from workbench.core.catalogue import Composition
from workbench.core.periods import Period
from workbench.core.printed import Interval, decimal_of
from workbench.core.queries.breakdown import Base
from workbench.core.queries.families import rolled_up, top_lists
from workbench.core.queries.top_list import ancestors, breakdowns_apart_from, rest_of, sum_of, top_list
from workbench.core.records import Coverage, Observation, Reading, Segment, Source

FEBRUARY = Period.month(2010, 2)
APART = ("geography", "vertical", "company_size")
NAMES = (
    "trojan.bredolab",
    "trojan.bredolab-eml",
    "w32-bredolab.gen-eml",
    "w32-prolaco-gen",
    "w32-prolaco-gen-4b33",
    "exploit-fakeattach",
    "heurauto-fa70",
    "packed.generic.265",
)


def share(
    segment, value, period="2010-02", qualifier="exact", step=0.1, metric="virus.name_share", dimension="malware"
):
    status = "missing" if value is None else "normal"
    return Observation(metric, "M", period, dimension, segment, value, step, qualifier, status, None, None)


def covered(kind, top=None, period="2010-02", metric="virus.name_share", dimension="malware"):
    return Coverage(metric, dimension, "M", period, kind, top)


@pytest.fixture
def ask(store, put, catalogue):
    """Put records into an empty database and ask for the list of malware names of February 2010."""

    def asked(*records, metric="virus.name_share", dimension="malware", base=Base.PREVIOUS):
        put(store, *records)
        with store.read() as reader:
            return top_list(reader, catalogue, catalogue.metric(metric), dimension, FEBRUARY, base=base)

    return asked


@pytest.fixture
def of_sample(sample, catalogue):
    def ask(metric, dimension, period=FEBRUARY):
        with sample.read() as reader:
            return top_list(reader, catalogue, catalogue.metric(metric), dimension, period)

    return ask


def test_the_ten_names_of_the_issue_leave_a_rest(of_sample):
    found = of_sample("virus.name_share", "malware")
    assert found.segments[:4] == (
        "exploit-fraud-accupdate",
        "w32-prolaco-gen-4b33",
        "trojan.bredolab",
        "trojan.bredolab-eml",
    )
    assert [str(rank) for rank in found.ranks] == [str(place) for place in range(1, 11)]
    assert found.total == Interval(Decimal("56.7"), Decimal("57.7"))
    assert found.rest == Interval(Decimal("42.3"), Decimal("43.3"))
    assert not found.exceeds
    assert not found.falls_short


def test_bredolab_is_rolled_up_with_its_mails(of_sample, catalogue):
    families = rolled_up(of_sample("virus.name_share", "malware"), catalogue)
    at = families.segments.index("bredolab")
    assert families.members[at] == ("trojan.bredolab", "trojan.bredolab-eml")
    assert (families.values[at], families.steps[at], families.qualifiers[at]) == (10.1, 0.1, "exact")
    assert families.spans[at] == Interval(Decimal("10.0"), Decimal("10.2"))
    assert families.ranks[at] == Rank(2, of=8), "names beyond the tenth may add to any family"
    assert families.total == of_sample("virus.name_share", "malware").total


def test_a_printed_change_stands_where_none_can_be_computed(of_sample):
    found = of_sample("web.policy_share", "web_category")
    at = found.segments.index("advertisements-popups")
    assert (found.changes[at], found.are_published[at], found.bases[at]) == (-1.9, True, None)
    assert found.change_spans[at] == Interval(Decimal("-1.95"), Decimal("-1.85"))
    assert found.changes[found.segments.index("chat")] is None


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        ([(1.0, "a", "edition"), (2.0, "b", "edition")], None),
        ([(1.0, "a", "edition"), (1.0, "b", "edition")], 1.0),
        ([(1.0, "a", "edition"), (2.0, "me", "person")], 2.0),
        ([(1.0, "a", "edition", "change since 2009-12")], None),
    ],
)
def test_a_printed_change_is_believed_where_nobody_differs(ask, readings, expected):
    sources, found = [], []
    for number, (value, name, kind, *place) in enumerate(readings, 1):
        sources.append(Source(number, kind, name, "", ""))
        key = ("virus.name_share", "M", "2010-02", "malware", NAMES[0])
        found.append(Reading(*key, "change", number, 1, value, 0.1, "exact", "points", "", "", "".join(place)))
    assert ask(*sources, share(NAMES[0], 5.0), *found).changes == (expected,)


def test_another_base_has_no_printed_changes(of_sample, sample, catalogue):
    with sample.read() as reader:
        metric = catalogue.metric("web.policy_share")
        found = top_list(reader, catalogue, metric, "web_category", FEBRUARY, base=Base.YEAR)
    assert set(found.changes) == {None}
    assert not any(found.are_published)


def test_who_came_and_who_left_is_known_of_two_top_lists(ask):
    found = ask(
        covered("top", 2),
        covered("top", 2, period="2010-01"),
        *(share(NAMES[at], value, "2010-01") for at, value in ((0, 9.0), (1, 5.0))),
        *(share(NAMES[at], value) for at, value in ((1, 8.0), (2, 4.0))),
    )
    assert found.segments == (NAMES[1], NAMES[2])
    assert found.moves == (1, "entered")
    assert (found.departed.segments, found.departed.bases) == ((NAMES[0],), (9.0,))
    assert found.departed.ranks == (Rank(1),)


def test_who_left_stands_in_the_order_of_the_places_lost(ask):
    found = ask(
        covered("top", 2),
        covered("top", 2, period="2010-01"),
        *(share(NAMES[at], value, "2010-01") for at, value in ((0, 5.0), (1, 9.0))),
        *(share(NAMES[at], value) for at, value in ((2, 8.0), (3, 4.0))),
    )
    assert found.departed.segments == (NAMES[1], NAMES[0])
    assert found.departed.ranks == (Rank(1), Rank(2))


@pytest.mark.parametrize("unknown", ["2010-01", "2010-02"])
def test_nobody_came_or_left_where_one_list_is_a_selection(ask, unknown):
    known = "2010-01" if unknown == "2010-02" else "2010-02"
    found = ask(covered("top", 2, period=known), share(NAMES[0], 9.0, "2010-01"), share(NAMES[1], 8.0))
    assert found.moves == (None,)
    assert found.departed.segments == ()


def test_beyond_the_last_place_of_a_top_list_nothing_is_ranked(ask):
    found = ask(covered("top", 1), share(NAMES[0], 9.0), share(NAMES[1], 1.0))
    assert [str(rank) for rank in found.ranks] == ["1", "> 1"]


def test_a_selection_has_no_rest(ask):
    found = ask(share(NAMES[0], 30.0))
    assert found.total == Interval(Decimal("29.95"), Decimal("30.05"))
    assert found.rest is None


def test_shares_that_may_be_the_whole_leave_no_less_than_nothing(ask):
    found = ask(covered("top", 2), share(NAMES[0], 60.0), share(NAMES[1], 40.0))
    assert found.rest == Interval(Decimal(0), Decimal("0.1"))
    assert not found.exceeds


def test_shares_that_exceed_the_whole_are_a_contradiction(ask):
    found = ask(covered("top", 2), share(NAMES[0], 60.0), share(NAMES[1], 40.2))
    assert found.exceeds
    assert found.rest is None


@pytest.mark.parametrize(
    ("second", "falls_short", "rest"), [(39.9, False, None), (30.0, True, Interval(Decimal("9.9"), Decimal("10.1")))]
)
def test_a_complete_list_must_reach_the_whole(ask, second, falls_short, rest):
    found = ask(covered("complete"), share(NAMES[0], 60.0), share(NAMES[1], second))
    assert found.falls_short is falls_short
    assert found.rest == rest


def test_a_name_whose_family_has_a_figure_counts_once(ask, catalogue):
    found = ask(covered("top", 3), share("bredolab", 12.0), share("trojan.bredolab", 5.3), share("heurauto-fa70", 1.0))
    assert found.total == Interval(Decimal("12.9"), Decimal("13.1"))
    families = rolled_up(found, catalogue)
    assert families.segments == ("bredolab", "heurauto-fa70")
    assert families.values == (12.0, 1.0)
    assert families.members == (("trojan.bredolab",), ())


def test_rates_have_no_sum_and_are_not_rolled_up(ask, catalogue):
    records = [share(name, 6.2, metric="spam.attachment_share", dimension="botnet") for name in ("cutwail", "grum")]
    found = ask(*records, metric="spam.attachment_share", dimension="botnet")
    assert found.total is None
    assert rolled_up(found, catalogue) is found


def test_without_families_the_list_stays_as_it_is(ask, catalogue):
    found = ask(share("heurauto-fa70", 5.0))
    assert rolled_up(found, catalogue) is found


def test_equal_shares_stand_by_their_ids(ask):
    found = ask(*(share(name, 2.0) for name in reversed(NAMES)))
    assert found.segments == tuple(sorted(NAMES))
    assert {rank.place for rank in found.ranks} == {1}


def test_what_is_stated_to_be_missing_stands_last(ask):
    found = ask(covered("complete"), share("exploit-fakeattach", None), share("trojan.bredolab", 2.0))
    assert found.segments == ("trojan.bredolab", "exploit-fakeattach")
    assert found.ranks == (Rank(1), None)


def test_a_family_changes_where_the_same_names_stand_in_both_months(ask, catalogue):
    both = [share(name, value, "2010-01") for name, value in ((NAMES[0], 4.0), (NAMES[1], 3.0))]
    now = [share(name, value) for name, value in ((NAMES[0], 5.3), (NAMES[1], 4.8))]
    families = rolled_up(ask(covered("top", 5), *both, *now), catalogue)
    assert families.bases == (7.0,)
    assert families.changes == (pytest.approx(3.1),)
    assert families.change_spans == (Interval(Decimal("2.9"), Decimal("3.3")),)
    families = rolled_up(ask(share(NAMES[2], 1.0)), catalogue)
    assert families.changes == (None,)


def test_a_family_one_of_whose_names_left_has_no_change(ask, catalogue):
    found = ask(
        covered("top", 2),
        covered("top", 2, period="2010-01"),
        *(share(NAMES[at], value, "2010-01") for at, value in ((0, 9.0), (1, 5.0))),
        *(share(NAMES[at], value) for at, value in ((1, 8.0), (5, 4.0))),
    )
    families = rolled_up(found, catalogue)
    assert families.segments == ("bredolab", "exploit-fakeattach")
    assert families.moves == (None, "entered")
    assert families.changes == (None, None)
    assert families.departed.segments == ()


def test_families_move_where_both_lists_are_complete(ask, catalogue):
    found = ask(
        covered("complete"),
        covered("complete", period="2010-01"),
        *(share(NAMES[at], value, "2010-01") for at, value in ((0, 9.0), (1, 5.0), (3, 20.0), (5, 30.0), (6, 2.0))),
        *(share(NAMES[at], value) for at, value in ((0, 20.0), (1, 20.0), (5, 30.0), (7, 1.0))),
    )
    families = rolled_up(found, catalogue)
    assert dict(zip(families.segments, families.moves, strict=True)) == {
        "bredolab": 2,
        "exploit-fakeattach": -1,
        "packed.generic.265": "entered",
    }
    assert families.ranks == (Rank(1), Rank(2), Rank(3))
    assert families.departed.segments == ("prolaco", "heurauto-fa70")
    assert families.departed.members == (("w32-prolaco-gen",), ())
    assert families.departed.ranks == (Rank(2), Rank(4))


@pytest.mark.parametrize(
    ("qualifiers", "expected"),
    [
        (("exact", "exact"), (8.0, 0.1, "exact")),
        (("exact", "about"), (8.0, 0.1, "about")),
        (("exact", "below"), (6.5, 3.1, "range")),
        (("exact", "above"), (7.95, 0.1, "above")),
    ],
)
def test_a_sum_is_written_as_exactly_as_it_is_known(ask, catalogue, qualifiers, expected):
    pairs = zip((NAMES[0], NAMES[1]), (5.0, 3.0), qualifiers, strict=True)
    families = rolled_up(ask(*(share(name, value, qualifier=kind) for name, value, kind in pairs)), catalogue)
    assert (families.values[0], families.steps[0], families.qualifiers[0]) == expected


def test_a_circle_of_families_ends(catalogue):
    segments = [Segment("malware", a, a, a, "", b, 1, "") for a, b in (("one", "two"), ("two", "one"), ("me", "me"))]
    with_circle = catalogue.with_own([], segments)
    assert ancestors(with_circle, "malware", "one") == ("two",)
    assert ancestors(with_circle, "malware", "me") == ()
    assert ancestors(with_circle, "malware", "trojan.bredolab") == ("bredolab",)


def test_lists_are_those_of_the_catalogue_without_what_stands_elsewhere(sample, catalogue):
    pairs = {(metric.id, dimension) for metric, dimension in breakdowns_apart_from(catalogue, APART)}
    assert ("virus.name_share", "malware") in pairs
    assert not {dimension for _, dimension in pairs} & {*APART, "pipeline_stage", "global"}
    with sample.read() as reader:
        found = top_lists(reader, catalogue, FEBRUARY, apart=APART)
    assert [(one.names.metric.id, one.names.dimension) for one in found] == [
        (metric.id, dimension) for metric, dimension in breakdowns_apart_from(catalogue, APART)
    ]
    with_families = {one.names.dimension for one in found if one.has_families}
    assert with_families == {"malware", "pup"}


SHARES = st.dictionaries(
    st.sampled_from(NAMES),
    st.tuples(
        st.integers(0, 600).map(lambda tenths: tenths / 10), st.sampled_from(["exact", "about", "below", "above"])
    ),
    min_size=1,
)


@settings(max_examples=25, deadline=None)
@given(
    shares=SHARES,
    coverage=st.sampled_from([("top", 3), ("complete", None), ("selection", None)]),
    is_turned=st.booleans(),
)
def test_what_holds_of_every_list(new_store, put, catalogue, shares, coverage, is_turned):
    records = [share(name, value, qualifier=qualifier) for name, (value, qualifier) in shares.items()]
    with new_store() as store:
        put(store, covered(*coverage), *(reversed(records) if is_turned else records))
        with store.read() as reader:
            names = top_list(reader, catalogue, catalogue.metric("virus.name_share"), "malware", FEBRUARY)
    families = rolled_up(names, catalogue)
    for found in (names, families):
        assert found.rest is None or (found.rest.low >= 0 and found.rest.high <= 100)
        assert not (found.exceeds and found.rest is not None)
        if found is names or not any(families.members):
            order = sorted(shares, key=lambda name: (-shares[name][0], name))
            assert found.segments == tuple(order)
    _check_sums(names, families)


def _check_sums(names, families):
    """Each family is the sum of its members, and all families together are all names."""
    span_of = dict(zip(names.segments, names.spans, strict=True))
    value_of = dict(zip(names.segments, names.values, strict=True))
    for at, segment in enumerate(families.segments):
        members = families.members[at] or (segment,)
        assert families.spans[at] == (
            sum_of([span_of[member] for member in members]) if len(members) > 1 else span_of[members[0]]
        )
        if families.qualifiers[at] in {"exact", "about"}:
            assert decimal_of(families.values[at]) == sum(decimal_of(value_of[member]) for member in members)
    assert sum_of(families.spans) == names.total == families.total


@example(low=Decimal(100), width=Decimal("0.05"), kind="top")
@given(
    low=st.decimals(0, 200, places=2),
    width=st.decimals(0, 5, places=2),
    kind=st.sampled_from(["top", "complete", "selection"]),
)
def test_a_rest_is_never_negative(low, width, kind):
    rest = rest_of(Interval(low, low + width), covered(kind, 10 if kind == "top" else None))
    assert (rest is None) == (kind == "selection" or low > 100 or (kind == "complete" and low + width >= 100))
    assert rest is None or 0 <= rest.low <= rest.high <= 100


def test_a_composition_says_what_is_summed(of_sample):
    assert of_sample("web.new_sites_per_day", "site_kind").composition is Composition.PARTS
    assert of_sample("web.new_sites_per_day", "site_kind").total is None
