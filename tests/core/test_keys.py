"""The one spelling of a figure's key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.errors import Refused
from workbench.core.keys import FigureKey, figure_key
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.records import GLOBAL

IDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
ASPECTS = st.one_of(st.sampled_from(["", "change", "change=2009-12", "average", "rank"]), IDS)
MONTHS = st.builds(Period.month, st.integers(1, 9999), st.integers(1, 12))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("virus.rate", FigureKey("virus.rate")),
        ("virus.rate#change", FigureKey("virus.rate", aspect="change")),
        ("spam.rate@2010-02", FigureKey("spam.rate", period=Period.month(2010, 2))),
        ("spam.rate/geography:IT@2010-02", FigureKey("spam.rate", "geography", "IT", Period.month(2010, 2))),
        ("spam.rate/company_size:2501%2B", FigureKey("spam.rate", "company_size", "2501+")),
        ("virus.rate/vertical:Gov%2FPublic%20Sector#rank", FigureKey("virus.rate", "vertical", "Gov/Public Sector", aspect="rank")),
        ("spam.rate#change=2009-12", FigureKey("spam.rate", aspect="change=2009-12")),
        ("spam.rate@2010-02-05#change=year", FigureKey("spam.rate", period=Period.parse("2010-02-05"), aspect="change=year")),
    ],
)  # fmt: skip
def test_a_key_is_written_and_read(text, key):
    assert str(key) == text
    assert FigureKey.parse(text) == key


@given(
    metric=IDS,
    place=st.one_of(st.just((GLOBAL, GLOBAL)), st.tuples(IDS.filter(lambda text: text != GLOBAL), IDS)),
    period=st.none() | MONTHS,
    aspect=ASPECTS,
)
def test_any_ids_come_back(metric, place, period, aspect):
    key = FigureKey(metric, *place, period, aspect)
    assert FigureKey.parse(str(key)) == key
    assert not set(str(key)) & set(" ()[]<>\n\"'"), "such a link would break in Markdown"


@pytest.mark.parametrize("text", ["spam.rate/company_size:2501+@2010-02", "spam.rate/company_size:2501%2B@2010%2D02"])
def test_what_need_not_be_encoded_may_be(text):
    key = FigureKey.parse(text)
    assert (key.segment, str(key.period)) == ("2501+", "2010-02")


def test_the_total_may_be_spelled_out():
    assert FigureKey.parse("spam.rate/global:global@2010-02") == FigureKey.parse("spam.rate@2010-02")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "/geography:IT",
            "spam.rate/geography",
            "spam.rate/:IT",
            "spam.rate/geography:",
            "spam.rate@",
            "spam.rate#",
        ),
        *(
            "spam.rate@2010-13",
            "spam.rate@2010-2",
            "spam.rate@feb",
            "a@2010-02@2010-03",
            "a/b:c:d",
            "a#b#c",
            "a#b@2010-02",
        ),
    ],
)
def test_what_is_no_key_is_refused_in_words(text):
    with pytest.raises(Refused) as refused:
        FigureKey.parse(text)
    assert refused.value.message == message("key.unreadable", key=text)


def test_a_stored_figure_has_a_key():
    fields = ("virus.rate", "company_size", "2501+", "2010-02")
    assert figure_key(*fields) == "virus.rate/company_size:2501%2B@2010-02"
    assert figure_key(*fields, "average_6") == "virus.rate/company_size:2501%2B@2010-02#average_6"
    assert figure_key("virus.rate", GLOBAL, GLOBAL, "2010-02", "value") == "virus.rate@2010-02"
