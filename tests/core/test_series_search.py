"""Series are found by the words of their metric and their segment, in both languages."""

from __future__ import annotations

import pytest

from db.store import SqlStore
from workbench.core.catalogue import Catalogue
from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.core.readings import read_readings
from workbench.core.records import Segment
from workbench.core.resources import resources_folder
from workbench.core.series_search import SeriesSearch, series_with_figures

JAPAN = FigureKey("spam.rate", "geography", "JP")
READINGS = read_readings(resources_folder())


@pytest.fixture(scope="module")
def search(catalogue: Catalogue) -> SeriesSearch:
    return SeriesSearch(catalogue, READINGS)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "japan spam",
            "Spam rate, Japan".replace(",", ""),
            "SPAM  jap",
            "スパム 日本",
            "日本　スパム",
            "日本のスパム率",
        ),
        *("スパム率日本", "日本スパム率", "ニホン スパム", "にほん すぱむ", "spam 日本", "jp spam"),
    ],
)
def test_words_in_any_order_and_language_lead_to_a_series(search: SeriesSearch, text: str) -> None:
    assert search.find(text, 1) == [JAPAN]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("spam", "spam.rate"),
        ("ウイルス率", "virus.rate"),
        ("virus rate global", "virus.rate"),
        ("ノルウェーのウイルス", "virus.rate/geography:NO"),
        ("grum", "botnet.spam_share/botnet:grum"),
        ("フィッシング率香港", "phishing.rate/geography:HK"),
        ("uk virus", "virus.rate/geography:GB"),
    ],
)
def test_the_best_fit_comes_first(search: SeriesSearch, text: str, key: str) -> None:
    assert str(search.find(text, 5)[0]) == key


def test_nothing_typed_offers_the_totals(search: SeriesSearch, catalogue: Catalogue) -> None:
    assert search.find("  ", len(catalogue.metrics)) == [FigureKey(metric) for metric in catalogue.metrics]


@pytest.mark.parametrize("text", ["qqqqq", "日本 qqqqq", "x" * 200])
def test_what_has_no_such_name_finds_nothing(search: SeriesSearch, text: str) -> None:
    assert search.find(text, 5) == []


def test_only_breakdowns_that_a_metric_has_are_offered(search: SeriesSearch, catalogue: Catalogue) -> None:
    found = search.find("japan", 100)
    assert {key.metric for key in found} == {
        metric for metric in catalogue.metrics if "geography" in catalogue.breakdowns(metric)
    }


def test_series_that_are_drawn_already_are_left_out(search: SeriesSearch) -> None:
    assert search.find("japan spam", 5, without=[JAPAN])[0] != JAPAN


def test_series_with_figures_come_first_among_equals(sample: SqlStore, catalogue: Catalogue) -> None:
    with sample.read() as reader:
        likely = series_with_figures(reader, catalogue, Period.month(2010, 2))
    assert JAPAN in likely
    assert FigureKey("spam.rate", "geography", "AF") not in likely
    found = SeriesSearch(catalogue, READINGS, likely).find("spam rate", 8)
    assert found[0] == FigureKey("spam.rate")
    assert set(found) <= likely


def test_a_segment_that_was_merged_is_not_offered(catalogue: Catalogue) -> None:
    own = catalogue.with_own([], [Segment("botnet", "grum-2", "旧グラム", "Old Grum", "", "", 900, "grum")])
    assert "grum-2" not in {key.segment for key in SeriesSearch(own, READINGS).find("grum", 50)}
