"""Claims in Markdown: found where they stand, read and written without loss, and no others."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.claims.aspects import Aspect, Said, aspect_of
from workbench.core.claims.links import (
    ClaimLink,
    claim_link,
    claim_links,
    key_of,
    target_of,
    with_targets,
    with_texts,
)
from workbench.core.keys import FigureKey
from workbench.core.periods import Grain, Period
from workbench.core.queries.breakdown import Base

ids = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
periods = st.sampled_from([Period.parse(text) for text in ("2010-02-05", "2010-02", "2010-Q1", "2010-H1", "2010")])
bases = st.sampled_from(list(Base)) | periods
aspects = st.builds(Aspect, st.sampled_from([said for said in Said if said is not Said.CHANGE])) | st.builds(
    Aspect, st.just(Said.CHANGE), bases
)
keys = st.builds(
    lambda metric, place, period, aspect: FigureKey(metric, *place, period, str(aspect)),
    ids,
    st.just(("global", "global")) | st.tuples(ids.filter(lambda id_: id_ != "global"), ids),
    st.none() | periods,
    aspects,
)
words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=20)


@settings(max_examples=200)
@given(st.lists(st.tuples(words, keys), max_size=4), st.sampled_from(["", " と ", "\n\n- ", "😀"]))
def test_what_is_written_is_read(claims: list[tuple[str, FigureKey]], between: str) -> None:
    body = between.join(claim_link(text, key) for text, key in claims)
    found = claim_links(body)
    assert [(link.shown, link.key) for link in found] == claims
    assert all(body[link.text_start : link.text_end] == link.text for link in found)
    assert all(body[link.target_start : link.target_end] == link.target for link in found)
    assert all(body[link.start] + body[link.end - 1] == "[)" for link in found)


@settings(max_examples=200)
@given(st.text(alphabet=st.sampled_from("[]()`\\!*_ \nmetric:abc@2010-02#%あ"), max_size=60))
def test_any_text_is_searched_without_an_error(body: str) -> None:
    for link in claim_links(body):
        assert body[link.start : link.end] == f"[{link.text}]({link.target})"


@settings(max_examples=100)
@given(aspects)
def test_aspects_are_written_and_read(aspect: Aspect) -> None:
    expected = Aspect() if (aspect.said, str(aspect)) == (Said.VALUE, "") else aspect
    assert aspect_of(str(aspect)) == expected


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("", Aspect()),
        ("value", Aspect()),
        ("average_6", Aspect(Said.AVERAGE)),
        ("change", Aspect(Said.CHANGE)),
        ("change=previous", Aspect(Said.CHANGE)),
        ("change=year", Aspect(Said.CHANGE, Base.YEAR)),
        ("change=2009-12", Aspect(Said.CHANGE, Period(Grain.MONTH, 2009 * 12 + 11))),
        ("change=", None),
        ("change=yesterday", None),
        ("rank=year", None),
        ("peak", None),
        ("Change", None),
    ],
)
def test_an_aspect_is_what_the_key_says(text: str, aspect: Aspect | None) -> None:
    assert aspect_of(text) == aspect


@pytest.mark.parametrize(
    "body",
    [
        "[text](https://example.com)",
        "![picture](metric:spam.rate)",
        r"\[89.4%](metric:spam.rate)",
        "`[89.4%](metric:spam.rate)`",
        "``a ` [89.4%](metric:spam.rate) ``",
        "```\n\n[89.4%](metric:spam.rate)\n```\n",
        "[89.4%](metric:spam rate)",
        "[89.4%] (metric:spam.rate)",
        "[89.4\n%](metric:spam.rate)",
        "[](metric:spam.rate)",
    ],
)
def test_what_is_no_claim_is_left_alone(body: str) -> None:
    assert claim_links(body) == ()


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("a ` b [89.4%](metric:a) c", "89.4%"),
        ("a ` b\n\n[89.4%](metric:a) ` c", "89.4%"),
        ("**[89.4%](metric:a)**", "89.4%"),
        ("[**89.4%**](metric:a)", "89.4%"),
        (r"[a\]b](metric:a)", "a]b"),
        ("[x][89.4%](metric:a)", "89.4%"),
        (r"\\[89.4%](metric:a)", "89.4%"),
    ],
)
def test_claims_are_found_between_other_marks(body: str, shown: str) -> None:
    assert [link.shown for link in claim_links(body)] == [shown]


@pytest.mark.parametrize("target", ["metric:", "metric:a@yesterday", "metric:a/b@2010-02", "https:a", "metric:a#b#c"])
def test_a_target_that_is_no_key_leads_nowhere(target: str) -> None:
    assert key_of(target) is None


def test_a_target_names_the_figure_and_what_is_said_of_it() -> None:
    key = FigureKey("virus.rate", "company_size", "2501+", Period.month(2010, 2), "change=year")
    assert target_of(key) == "metric:virus.rate/company_size:2501%2B@2010-02#change=year"
    assert key_of(target_of(key)) == key


def test_texts_and_targets_are_put_in_place_of_others() -> None:
    body = "😀 [1](metric:a) と [2](metric:b)。"
    first, second = claim_links(body)
    assert with_texts(body, {first: "10", second: "[3]"}) == r"😀 [10](metric:a) と [\[3\]](metric:b)。"
    assert with_targets(body, {second: "metric:c", first: "metric:long"}) == "😀 [1](metric:long) と [2](metric:c)。"
    assert with_texts(body, {}) == body


def test_a_link_says_where_its_parts_stand() -> None:
    assert claim_links("か[89.4%](metric:a)") == (ClaimLink("89.4%", "metric:a", 1, 2, 9, 18),)
