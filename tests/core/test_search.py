"""Finding an entry by what is typed: in both languages, by kana, and quickly."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.catalogue import Catalogue
from workbench.core.readings import Readings, read_readings
from workbench.core.resources import resources_folder
from workbench.core.search import Entry, Match, found, searchable

CHINA = Entry("segment", "CN", ("中国", "China", "CN", "ちゅうごく"))
CHAD = Entry("segment", "TD", ("チャド", "Chad", "TD"))
INDIA = Entry("segment", "IN", ("インド", "India", "IN"))
SOUTH_AFRICA = Entry("segment", "ZA", ("南アフリカ", "South Africa", "ZA"))
CENTRAL_AFRICA = Entry("segment", "CF", ("中央アフリカ共和国", "Central African Republic", "CF"))
SPAM = Entry("metric", "spam.rate", ("スパム率", "Spam rate", "spam.rate"))
FINANCE = Entry("segment", "finance", ("金融", "Finance"))
ENTRIES = (CHINA, CHAD, INDIA, SOUTH_AFRICA, CENTRAL_AFRICA, SPAM, FINANCE)


def ids(matches: Sequence[Match]) -> list[str]:
    return [match.entry.id for match in matches]


def matched(match: Match) -> list[str]:
    return [match.entry.names[match.name][start:stop] for start, stop in match.spans]


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("chin", "CN"), ("ＣＨＩＮＡ", "CN"), ("中国", "CN"), ("中", "CN"), ("ちゅうごく", "CN"), ("チュウゴク", "CN"), ("cn", "CN"),
        ("ちゃど", "TD"), ("いんど", "IN"), ("ｲﾝﾄﾞ", "IN"), ("in", "IN"), ("すぱむ", "spam.rate"), ("rate", "spam.rate"),
    ],
)  # fmt: skip
def test_an_entry_is_found_in_any_spelling(text: str, best: str) -> None:
    assert ids(found(ENTRIES, text, 10))[0] == best


def test_a_whole_name_comes_before_a_prefix_before_a_word_before_a_part() -> None:
    part, word = Entry("a", "part", ("Cabin",)), Entry("a", "word", ("Log in",))
    prefix, whole = Entry("a", "prefix", ("Inspect",)), Entry("a", "whole", ("In",))
    assert ids(found((part, word, prefix, whole), "in", 10)) == ["whole", "prefix", "word", "part"]


def test_words_begin_where_the_script_changes() -> None:
    assert ids(found(ENTRIES, "あふりか", 10)) == ["ZA", "CF"]
    inside = Entry("a", "inside", ("カアフリカ",))
    assert ids(found((inside, SOUTH_AFRICA), "アフリカ", 10)) == ["ZA", "inside"]


def test_a_likely_entry_comes_first_among_equals_but_not_before_a_better_match() -> None:
    likely = Entry("segment", "long", ("Chinatown",), is_likely=True)
    assert ids(found((CHINA, likely), "chi", 10)) == ["long", "CN"]
    assert ids(found((CHINA, likely), "china", 10)) == ["CN", "long"]


def test_of_equals_the_shorter_name_comes_first_and_then_the_one_given_first() -> None:
    assert ids(found((CHINA, CHAD), "ch", 10)) == ["TD", "CN"]
    twins = (Entry("a", "first", ("Same",)), Entry("a", "second", ("Same",)))
    assert ids(found(twins, "same", 10)) == ["first", "second"]


def test_an_entry_is_found_once_by_the_name_that_fits_best() -> None:
    entry = Entry("a", "x", ("Rate of spam", "Spam"))
    assert found((entry,), "spam", 10) == [Match(entry, 1, ((0, 4),))]


def test_all_words_in_any_order_are_enough() -> None:
    match = found(ENTRIES, "rate spam", 10)[0]
    assert match.entry is SPAM
    assert matched(match) == ["Spam", "rate"]


@pytest.mark.parametrize(
    ("name", "text", "part"),
    [
        ("Spam rate", "rate", "rate"), ("Café noir", "noir", "noir"), ("㍻22年", "22", "22"), ("ﾊﾞﾝｸ ABC", "abc", "ABC"),
        ("国・地域 別", "地域", "地域"), ("Web  mail", "mail", "mail"), ("ﾊﾞﾅﾅ", "ばなな", "ﾊﾞﾅﾅ"), ("straße 5", "5", "5"),
    ],
)  # fmt: skip
def test_the_part_that_was_looked_for_is_named_in_the_name_as_written(name: str, text: str, part: str) -> None:
    assert matched(found((Entry("a", "x", (name,)),), text, 1)[0]) == [part]


@pytest.mark.parametrize(("text", "best"), [("chna", "CN"), ("finanse", "finance"), ("spma rate", "spam.rate")])
def test_similar_names_are_found_where_nothing_else_is(text: str, best: str) -> None:
    matches = found(ENTRIES, text, 10)
    assert ids(matches)[0] == best
    assert matches[0].spans == ()


def test_similar_names_are_not_shown_beside_real_matches() -> None:
    assert ids(found((CHINA, Entry("a", "x", ("Chino",))), "china", 10)) == ["CN"]


@pytest.mark.parametrize("text", ["zzz", "xq", "?"])
def test_what_is_like_nothing_finds_nothing(text: str) -> None:
    assert found(ENTRIES, text, 10) == []


def test_without_a_text_the_first_entries_are_shown() -> None:
    assert found(ENTRIES, " ", 3) == [Match(CHINA), Match(CHAD), Match(INDIA)]


def test_no_more_than_asked_for() -> None:
    assert len(found(ENTRIES, "a", 2)) == 2


@settings(max_examples=200)
@given(st.text(max_size=12), st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=4))
def test_every_name_is_found_by_itself_and_spans_lie_in_it(text: str, names: list[str]) -> None:
    entry = Entry("a", "x", tuple(names))
    for wanted in (text, *names):
        for match in found((entry,), wanted, 5):
            name = match.entry.names[match.name]
            assert all(0 <= start <= stop <= len(name) for start, stop in match.spans)
        if wanted in names and searchable(wanted):
            assert ids(found((entry,), wanted, 5)) == ["x"]


@pytest.fixture(scope="module")
def readings() -> Readings:
    return read_readings(resources_folder())


@pytest.mark.parametrize(
    ("name", "kana"),
    [("中国", "ちゅうごく"), ("南アフリカ", "みなみアフリカ"), ("医療", "いりょう"), ("医薬品", "いやくひん"), ("China", None), ("カナ", None)],
)  # fmt: skip
def test_a_name_is_read_in_kana(readings: Readings, name: str, kana: str | None) -> None:
    assert readings.of(name) == kana


def test_a_name_with_an_unknown_word_has_no_reading(readings: Readings) -> None:
    assert readings.of("麒麟の国") is None


def test_no_words_read_nothing() -> None:
    assert Readings({}).of("中国") is None


def test_every_name_of_the_catalogue_can_be_read(readings: Readings, catalogue: Catalogue) -> None:
    labels = [thing.label_ja for thing in (*catalogue.metrics.values(), *catalogue.dimensions.values())]
    labels += [one.label_ja for dimension in catalogue.dimensions for one in catalogue.segments(dimension).values()]
    assert [label for label in labels if _has_kanji(label) and readings.of(label) is None] == []


def test_every_action_can_be_read(readings: Readings, repository: Path) -> None:
    file = repository / "resources" / "locale" / "ja" / "LC_MESSAGES" / "workbench.po"
    said = [str(entry.string) for entry in read_po(file.read_bytes().splitlines()) if _is_action(str(entry.id))]
    assert [label for label in said if _has_kanji(label) and readings.of(label) is None] == []


def _is_action(id_: str) -> bool:
    return id_.startswith("action.")


def _has_kanji(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)
