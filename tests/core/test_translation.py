import gettext
import io
import json
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scripts.compile_words import compiled
from workbench.core.messages import Label, Message, message
from workbench.core.periods import Grain, Period
from workbench.core.printed import PrintedNumber, Qualifier, decimal_of
from workbench.core.resources import resources_folder
from workbench.core.spelling.numbers import SpelledNumber, read_number
from workbench.core.spelling.periods import read_period
from workbench.core.translation import LANGUAGES, GettextTranslator, catalogue_file, label_sentence, period_text
from workbench.core.units import COUNT, KILOBYTES, ONE_IN, PER_DAY, PERCENT, POINTS, UNITS, printed_message

LOCALE = resources_folder() / "locale"
IN_ENGLISH, IN_JAPANESE = (GettextTranslator(language, LOCALE) for language in ("en", "ja"))

WORDS = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "shop.open"
msgstr "open"

msgid "shop.price"
msgstr "{thing} costs {price}."

msgid "shop.braces"
msgstr "{{{thing}}}"

msgid "shop.line"
msgstr "line {line:d}"

msgid "shop.again"
msgstr "again: {operation}"

msgid "shop.month"
msgstr "in {month}"
"""


def translator(folder: Path, language: str, words: str) -> GettextTranslator:
    """Make a translator of its own little catalogue."""
    file = catalogue_file(language, folder)
    file.parent.mkdir(parents=True)
    source = file.with_suffix(".po")
    source.write_text(words, "utf-8")
    file.write_bytes(compiled(source))
    return GettextTranslator(language, folder)


@pytest.fixture(scope="module", params=LANGUAGES)
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> GettextTranslator:
    return translator(tmp_path_factory.mktemp("locale"), request.param, WORDS)


def test_a_sentence_gets_the_values_of_its_message(shop: GettextTranslator) -> None:
    assert shop(message("shop.price", thing="tea", price="3 yen")) == "tea costs 3 yen."
    assert shop(message("shop.open")) == "open"
    assert shop(message("shop.open", unused="value")) == "open"


def test_a_message_as_a_value_is_translated_first(shop: GettextTranslator) -> None:
    inner = message("shop.price", thing=message("shop.open"), price=1)
    assert shop(message("shop.again", operation=inner)) == "again: open costs 1."


def test_a_label_as_the_trail_keeps_it_is_translated_too(shop: GettextTranslator) -> None:
    label = message("shop.price", thing="tea", price=1200)
    again = message("shop.again", operation=["shop.again", {"operation": [label.id, dict(label.parameters)]}])
    from_trail = Message(*json.loads(json.dumps([again.id, dict(again.parameters)])))
    assert shop(from_trail) == shop(again) == "again: again: tea costs 1,200."


def test_a_label_is_said_in_the_language_of_the_sentence(shop: GettextTranslator) -> None:
    tea = Label("tea", "お茶", "green tea")
    assert shop(message("shop.month", month=tea)) == {"ja": "in お茶", "en": "in green tea"}[shop.language]
    assert str(message("shop.month", month=tea)) == "shop.month(month=tea)"


def test_several_values_are_listed(shop: GettextTranslator) -> None:
    named = (Label("tea", "お茶", "green tea"), 1200, message("shop.open"))
    listed = {"ja": "お茶、1,200、open", "en": "green tea, 1,200, open"}[shop.language]
    assert shop(message("shop.month", month=named)) == f"in {listed}"


def test_a_list_of_another_kind_is_text(shop: GettextTranslator) -> None:
    assert shop(message("shop.again", operation=["a", "b"])) == "again: ['a', 'b']"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1,000"),
        (-1234567, "-1,234,567"),
        (302.8, "302.8"),
        (149.0, "149"),
        (0.1 + 0.2, "0.3"),
        (1234567.25, "1,234,567.25"),
        (1e22, "10,000,000,000,000,000,000,000"),
        (1e-7, "0.0000001"),
        (Decimal("4998.00"), "4,998.00"),
        (Decimal("1E+4"), "10,000"),
        (True, "True"),
        ("12345", "12345"),
        (None, "None"),
        (Grain.MONTH, "M"),
        (Path("a") / "b", str(Path("a") / "b")),
    ],
)
def test_numbers_are_grouped_and_other_values_stand_as_they_are(
    shop: GettextTranslator, value: object, expected: str
) -> None:
    assert shop(message("shop.again", operation=value)) == f"again: {expected}"


def test_a_sentence_may_ask_for_a_number_without_groups(shop: GettextTranslator) -> None:
    assert shop(message("shop.line", line=12345)) == "line 12345"


@given(thing=st.text(), price=st.text(alphabet="{}:!.[]ab0"))
def test_braces_in_a_value_are_text(thing: str, price: str) -> None:
    for translate in (IN_ENGLISH, IN_JAPANESE):
        assert thing in translate(message("command.import", file=thing))
        both = translate(message("command.accept_reading", key=thing, text=price))
        assert thing in both
        assert price in both


def test_braces_of_a_sentence_are_written_twice(shop: GettextTranslator) -> None:
    assert shop(message("shop.braces", thing="{x}")) == "{{x}}"


@pytest.mark.parametrize("wrong", ["shop.closed", "shop", "open"])
def test_an_id_without_a_sentence_is_a_bug(shop: GettextTranslator, wrong: str) -> None:
    with pytest.raises(KeyError, match=wrong):
        shop(message(wrong))


def test_a_value_that_the_message_lacks_is_a_bug(shop: GettextTranslator) -> None:
    with pytest.raises(KeyError, match="price"):
        shop(message("shop.price", thing="tea"))


def test_a_language_without_a_catalogue_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        GettextTranslator("en", tmp_path)


def test_a_period_as_a_value_is_written_in_the_language(shop: GettextTranslator) -> None:
    said = shop(message("shop.month", month=Period.month(2010, 2)))
    assert said == {"ja": "in 2010年2月", "en": "in February 2010"}[shop.language]


@pytest.mark.parametrize("translate", [IN_ENGLISH, IN_JAPANESE], ids=["en", "ja"])
def test_its_language_is_the_catalogue_s(translate: GettextTranslator) -> None:
    assert catalogue_file(translate.language, LOCALE).read_bytes()
    assert read_po(io.BytesIO(_source(translate.language).read_bytes())).locale_identifier == translate.language


@pytest.mark.parametrize(
    ("period", "ja", "en"),
    [
        ("2010", "2010年", "2010"),
        ("2010-H1", "2010年上半期", "H1 2010"),
        ("2010-H2", "2010年下半期", "H2 2010"),
        ("2010-Q1", "2010年第1四半期", "Q1 2010"),
        ("2010-Q4", "2010年第4四半期", "Q4 2010"),
        ("2010-02", "2010年2月", "February 2010"),
        ("2010-12", "2010年12月", "December 2010"),
        ("2010-02-05", "2010年2月5日", "5 February 2010"),
        ("2010-12-31", "2010年12月31日", "31 December 2010"),
    ],
)
def test_periods_are_written_in_both_languages(period: str, ja: str, en: str) -> None:
    assert period_text(Period.parse(period), "ja") == ja
    assert period_text(Period.parse(period), "en") == en


@given(
    day=st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    grain=st.sampled_from(Grain),
    language=st.sampled_from(LANGUAGES),
)
def test_a_written_period_is_read_as_the_same(day: date, grain: Grain, language: str) -> None:
    months = {Grain.MONTH: 12, Grain.QUARTER: 4, Grain.HALF: 2, Grain.YEAR: 1}
    per_year = months.get(grain)
    period = Period(grain, day.year * per_year + (day.month - 1) * per_year // 12) if per_year else Period.day(day)
    assert read_period(period_text(period, language)) == period


@pytest.mark.parametrize(
    ("figure", "ja", "en"),
    [
        (printed_message(PERCENT, 89.4, 0.1, "exact"), "89.4%", "89.4%"),
        (printed_message(PERCENT, 65.0, 1.0, "about"), "約65%", "about 65%"),
        (printed_message(PERCENT, 1.0, 1.0, "below"), "1%未満", "less than 1%"),
        (printed_message(PERCENT, 7.5, 5.0, "range"), "5〜10%", "5–10%"),
        (printed_message(ONE_IN, 302.8, 0.1, "exact"), "302.8通に1通", "1 in 302.8"),
        (printed_message(ONE_IN, 1168.0, 1.0, "exact"), "1,168通に1通", "1 in 1,168"),
        (printed_message(PER_DAY, 4998.0, 1.0, "exact"), "4,998件/日", "4,998 a day"),
        (printed_message(PER_DAY, 5000.0, 1.0, "above"), "5,000件/日以上", "more than 5,000 a day"),
        (printed_message(COUNT, 29000.0, 1000.0, "exact"), "29,000", "29,000"),
        (printed_message(KILOBYTES, 5.5, 0.1, "about"), "約5.5KB", "about 5.5 KB"),
        (printed_message(POINTS, -0.03, 0.01, "exact"), "-0.03ポイント", "-0.03 points"),
        (printed_message(PERCENT, None, None, "exact"), "–", "–"),
    ],
)
def test_figures_are_written_as_reports_write_them(figure: Message, ja: str, en: str) -> None:
    assert IN_JAPANESE(figure) == ja
    assert IN_ENGLISH(figure) == en


@settings(max_examples=300)
@given(
    digits=st.integers(1, 99_999),
    decimals=st.integers(0, 3),
    unit=st.sampled_from([*UNITS.values()]),
    qualifier=st.sampled_from(Qualifier),
    translate=st.sampled_from([IN_ENGLISH, IN_JAPANESE]),
)
def test_a_written_figure_is_read_as_the_same(digits, decimals, unit, qualifier, translate) -> None:
    # "1 in fewer than 300" may limit the rate or the N, and is refused wherever it is read.
    assume(unit is not ONE_IN or qualifier not in {Qualifier.BELOW, Qualifier.ABOVE})
    step = Decimal(1).scaleb(-decimals)
    value = digits * step
    if qualifier is Qualifier.RANGE:
        value, step = value + 2, Decimal(2)
    assume(unit is not ONE_IN or value >= 2)
    text = translate(printed_message(unit, float(value), float(step), qualifier))
    read = read_number(text)
    assert isinstance(read, SpelledNumber)
    assert read.unit == (None if unit is COUNT else unit.id)
    expected = PrintedNumber(decimal_of(float(value)), decimal_of(float(step)), qualifier)
    assert read.number == expected


def _source(language: str) -> Path:
    return catalogue_file(language, LOCALE).with_suffix(".po")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_that_of_its_source(language: str) -> None:
    with catalogue_file(language, LOCALE).open("rb") as file:
        shipped = gettext.GNUTranslations(file)
    fresh = gettext.GNUTranslations(io.BytesIO(compiled(_source(language))))
    assert shipped._catalog == fresh._catalog, "a .mo is older than its .po: run scripts/compile_words.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_source_of_a_catalogue_is_well_formed(language: str) -> None:
    text = _source(language).read_text("utf-8")
    found = read_po(io.BytesIO(text.encode()), abort_invalid=True)
    entries = [entry for entry in found if entry.id]
    ids = [line.split('"')[1] for line in text.splitlines() if line.startswith('msgid "')][1:]
    assert ids == sorted({entry.id for entry in entries})
    assert found.charset == "utf-8"
    assert [entry.id for entry in entries if entry.fuzzy or entry.context or entry.pluralizable] == []
    assert not found.obsolete


JOINING = {"cell.separator"}
"""What stands between parts of a sentence, and may end with a space."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_tidy(language: str) -> None:
    entries = {entry.id: entry.string for entry in read_po(io.BytesIO(_source(language).read_bytes())) if entry.id}
    assert {id for id, said in entries.items() if said != said.strip() or "  " in said} <= JOINING
    assert {id for id, said in entries.items() if said.endswith(("です", "ます", "ません", "ください"))} == set()


def test_importing_it_is_cheap() -> None:
    code = "import sys, workbench.core.translation; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"babel", "sqlalchemy", "json", "csv", "tomllib"} & set(done.stdout.split()) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_without_words_is_told_by_its_id(language: str) -> None:
    translate = GettextTranslator(language, LOCALE)
    unknown = Message("command.of_tomorrow")
    nested = Message("history.undo", {"operation": ["command.of_tomorrow", {}]})
    assert "command.of_tomorrow" in label_sentence(unknown, translate)
    assert "history.undo" in label_sentence(nested, translate)
    assert label_sentence(Message("command.sample"), translate) == translate(Message("command.sample"))


def test_a_label_says_its_period_as_the_language_does() -> None:
    kept = ["command.start_month", {"period": "2010-03"}]
    labels = [Message(*kept), Message("history.undo", {"operation": kept})]  # type: ignore[arg-type]
    japanese, english = (GettextTranslator(language, LOCALE) for language in LANGUAGES)
    assert [label_sentence(label, japanese) for label in labels] == ["2010年3月の開始", "元に戻す：2010年3月の開始"]
    assert label_sentence(labels[0], english) == "New month March 2010"
    other = Message("command.start_month", {"period": "someday"})
    assert label_sentence(other, english) == "New month someday"
