import math
from decimal import Decimal

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from workbench.core.messages import Message
from workbench.core.printed import Qualifier, step_of, stored
from workbench.core.spelling.folding import fold, fold_number_text
from workbench.core.spelling.numbers import SpelledNumber, read_cell, read_number
from workbench.core.units import UNITS

SETTINGS = settings(deadline=None, max_examples=200)
NBSP, THIN, NARROW = "\u00a0", "\u2009", "\u202f"

EXACT = [
    # text, value, step, unit
    ("0", "0", "1", None),
    ("-0", "0", "1", None),
    ("0.0", "0", "0.1", None),
    ("5", "5", "1", None),
    ("5.0", "5", "0.1", None),
    ("5.", "5", "1", None),
    (".5", "0.5", "0.1", None),
    ("1168", "1168", "1", None),
    ("00012", "12", "1", None),
    ("2010.02", "2010.02", "0.01", None),
    ("11900000000", "11900000000", "1", None),
    ("0.123456789012345678", "0.123456789012345678", "1e-18", None),
    ("  89.4\t", "89.4", "0.1", None),
    ("12.3\u3000", "12.3", "0.1", None),
    ("\ufeff12.3", "12.3", "0.1", None),
    ("12.3\u200b", "12.3", "0.1", None),
    # percent
    ("89.4%", "89.4", "0.1", "percent"),
    ("89.4 %", "89.4", "0.1", "percent"),
    ("８９．４％", "89.4", "0.1", "percent"),
    ("89.4﹪", "89.4", "0.1", "percent"),
    ("89.4㌫", "89.4", "0.1", "percent"),
    ("89.4 percent", "89.4", "0.1", "percent"),
    ("89.4 Per Cent", "89.4", "0.1", "percent"),
    ("89.4パーセント", "89.4", "0.1", "percent"),
    ("89.4ﾊﾟｰｾﾝﾄ", "89.4", "0.1", "percent"),
    ("-5.5%", "-5.5", "0.1", "percent"),
    ("150%", "150", "1", "percent"),
    # grouping
    ("1,168", "1168", "1", None),
    ("1,234.5", "1234.5", "0.1", None),
    ("１，２３４．５", "1234.5", "0.1", None),
    ("1,234,567", "1234567", "1", None),
    ("12,345,678,901,234,567", "12345678901234567", "1", None),
    ("1'234.5", "1234.5", "0.1", None),
    ("1’234’567", "1234567", "1", None),
    ("1 234 567", "1234567", "1", None),
    (f"1{NBSP}234.5", "1234.5", "0.1", None),
    (f"1{THIN}234", "1234", "1", None),
    (f"1{NARROW}234{NARROW}567.89", "1234567.89", "0.01", None),
    # signs
    ("+5.5", "5.5", "0.1", None),
    ("＋5.5", "5.5", "0.1", None),
    ("-0.03", "-0.03", "0.01", None),
    ("- 0.03", "-0.03", "0.01", None),
    ("−0.03", "-0.03", "0.01", None),
    ("－０．０３", "-0.03", "0.01", None),
    ("–0.03", "-0.03", "0.01", None),
    ("▲0.03", "-0.03", "0.01", None),
    ("△0.03", "-0.03", "0.01", None),
    ("▲ 1,234", "-1234", "1", None),
    ("(0.03)", "-0.03", "0.01", None),
    ("（0.03）", "-0.03", "0.01", None),
    ("(1,234)", "-1234", "1", None),
    ("(0.03%)", "-0.03", "0.01", "percent"),
    ("(0.03)%", "-0.03", "0.01", "percent"),
    ("0.03-", "-0.03", "0.01", None),
    ("マイナス0.03", "-0.03", "0.01", None),
    ("minus 0.03%", "-0.03", "0.01", "percent"),
    ("プラス5.5ポイント", "5.5", "0.1", "points"),
    ("±0.0", "0", "0.1", None),
    # points
    ("+5.5ポイント", "5.5", "0.1", "points"),
    ("▲0.03ポイント", "-0.03", "0.01", "points"),
    ("5.5 points", "5.5", "0.1", "points"),
    ("1 point", "1", "1", "points"),
    ("5.5pt", "5.5", "0.1", "points"),
    ("5.5 pp", "5.5", "0.1", "points"),
    ("-5.5 percentage points", "-5.5", "0.1", "points"),
    ("5.5%ポイント", "5.5", "0.1", "points"),
    # counts and things a day
    ("4,998件", "4998", "1", "count"),
    ("４，９９８ 件", "4998", "1", "count"),
    ("12 emails", "12", "1", "count"),
    ("4,998/day", "4998", "1", "per_day"),
    ("4,998 per day", "4998", "1", "per_day"),
    ("4,998 sites a day", "4998", "1", "per_day"),
    ("4,998件/日", "4998", "1", "per_day"),
    ("1日あたり4,998件", "4998", "1", "per_day"),
    ("1 日あたり 4,998 件", "4998", "1", "per_day"),
    ("一日当たり4,998", "4998", "1", "per_day"),
    ("1日あたり平均119億", "11900000000", "1e8", "per_day"),
    ("1日に1通", "1", "1", "per_day"),
    # powers of ten
    ("119億", "11900000000", "1e8", None),
    ("１１９億", "11900000000", "1e8", None),
    ("1億2000万", "120000000", "1e4", None),
    ("1億 2,000万", "120000000", "1e4", None),
    ("1億5千万", "150000000", "1e7", None),
    ("1兆2,000億", "1200000000000", "1e8", None),
    ("1万2345", "12345", "1", None),
    ("3.5万", "35000", "1e3", None),
    ("3.5万件", "35000", "1e3", "count"),
    ("2千", "2000", "1e3", None),
    ("1.2百万", "1200000", "1e5", None),
    ("11.9 billion", "11900000000", "1e8", None),
    ("11.9bn", "11900000000", "1e8", None),
    ("1.2 million", "1200000", "1e5", None),
    ("1.20 Million", "1200000", "1e4", None),
    ("3 thousand emails", "3000", "1e3", "count"),
    ("1.5e3", "1500", "100", None),
    ("1E+05", "100000", "1e5", None),
    ("1.5e-3", "0.0015", "0.0001", None),
    # kilobytes
    ("3.3 Kb", "3.3", "0.1", "kilobytes"),
    ("3.3KB", "3.3", "0.1", "kilobytes"),
    ("3.3㎅", "3.3", "0.1", "kilobytes"),
    ("3.3キロバイト", "3.3", "0.1", "kilobytes"),
    ("3.3 kilobytes", "3.3", "0.1", "kilobytes"),
    # 1 in N
    ("1 in 302.8", "302.8", "0.1", "one_in"),
    ("1 IN 302.8", "302.8", "0.1", "one_in"),
    ("1 in 1,168", "1168", "1", "one_in"),
    ("one in 302.8", "302.8", "0.1", "one_in"),
    ("1 in every 302.8 emails", "302.8", "0.1", "one_in"),
    ("one out of 302.8", "302.8", "0.1", "one_in"),
    ("1:302.8", "302.8", "0.1", "one_in"),
    ("1/302.8", "302.8", "0.1", "one_in"),
    ("1 / 302.8", "302.8", "0.1", "one_in"),
    ("1/3", "3", "1", "one_in"),
    ("１：３０２．８", "302.8", "0.1", "one_in"),
    ("302.8通に1通", "302.8", "0.1", "one_in"),
    ("３０２．８通に１通", "302.8", "0.1", "one_in"),
    ("302.8 通に 1 通の割合", "302.8", "0.1", "one_in"),
    ("302.8通に一通", "302.8", "0.1", "one_in"),
    ("302.8通あたり1通", "302.8", "0.1", "one_in"),
    ("メール302.8通に1通", "302.8", "0.1", "one_in"),
    ("1,236通に1通", "1236", "1", "one_in"),
    ("1万通に1通", "10000", "1e4", "one_in"),
    ("100人に1人", "100", "1", "one_in"),
    ("302.8分の1", "302.8", "0.1", "one_in"),
    ("1通/302.8通", "302.8", "0.1", "one_in"),
    ("1 in 1", "1", "1", "one_in"),
    # a rate in both ways, which agree
    ("302.8通に1通 (0.33%)", "302.8", "0.1", "one_in"),
    ("1 in 302.8 (about 0.3%)", "302.8", "0.1", "one_in"),
    ("89.4%（メール1.12通に1通）", "89.4", "0.1", "percent"),
    # footnotes
    ("89.4%*", "89.4", "0.1", "percent"),
    ("89.4% **", "89.4", "0.1", "percent"),
    ("89.4%※", "89.4", "0.1", "percent"),
    ("89.4%※1", "89.4", "0.1", "percent"),
    ("89.4%†", "89.4", "0.1", "percent"),
    ("89.4%*1", "89.4", "0.1", "percent"),
    ("89.4%¹", "89.4", "0.1", "percent"),
    ("12.3[1]", "12.3", "0.1", None),
]

QUALIFIED = [
    ("約65%", Qualifier.ABOUT, "65", "1", "percent"),
    ("約 ６５％", Qualifier.ABOUT, "65", "1", "percent"),
    ("およそ65%", Qualifier.ABOUT, "65", "1", "percent"),
    ("ほぼ65%", Qualifier.ABOUT, "65", "1", "percent"),
    ("about 65%", Qualifier.ABOUT, "65", "1", "percent"),
    ("About 11.9 billion", Qualifier.ABOUT, "11900000000", "1e8", None),
    ("approx. 65%", Qualifier.ABOUT, "65", "1", "percent"),
    ("approximately 65%", Qualifier.ABOUT, "65", "1", "percent"),
    ("~65%", Qualifier.ABOUT, "65", "1", "percent"),
    ("≈ 65%", Qualifier.ABOUT, "65", "1", "percent"),
    ("≒65%", Qualifier.ABOUT, "65", "1", "percent"),
    ("almost 65%", Qualifier.ABOUT, "65", "1", "percent"),
    ("nearly 65%", Qualifier.ABOUT, "65", "1", "percent"),
    ("65%程度", Qualifier.ABOUT, "65", "1", "percent"),
    ("65%前後", Qualifier.ABOUT, "65", "1", "percent"),
    ("65%ほど", Qualifier.ABOUT, "65", "1", "percent"),
    ("65%近く", Qualifier.ABOUT, "65", "1", "percent"),
    ("65%弱", Qualifier.ABOUT, "65", "1", "percent"),
    ("約65%程度", Qualifier.ABOUT, "65", "1", "percent"),
    ("1日あたり約4,998件", Qualifier.ABOUT, "4998", "1", "per_day"),
    ("約302.8通に1通", Qualifier.ABOUT, "302.8", "0.1", "one_in"),
    ("about 1 in 300", Qualifier.ABOUT, "300", "1", "one_in"),
    ("1 in about 300", Qualifier.ABOUT, "300", "1", "one_in"),
    ("1%未満", Qualifier.BELOW, "1", "1", "percent"),
    ("１％未満", Qualifier.BELOW, "1", "1", "percent"),
    ("5%以下", Qualifier.BELOW, "5", "1", "percent"),
    ("less than 1%", Qualifier.BELOW, "1", "1", "percent"),
    ("under 1%", Qualifier.BELOW, "1", "1", "percent"),
    ("below 1%", Qualifier.BELOW, "1", "1", "percent"),
    ("up to 1%", Qualifier.BELOW, "1", "1", "percent"),
    ("1% or less", Qualifier.BELOW, "1", "1", "percent"),
    ("<0.1", Qualifier.BELOW, "0.1", "0.1", None),
    ("＜ 0.1", Qualifier.BELOW, "0.1", "0.1", None),
    ("<= 5", Qualifier.BELOW, "5", "1", None),
    ("≤5", Qualifier.BELOW, "5", "1", None),
    ("≦5", Qualifier.BELOW, "5", "1", None),
    ("5%以上", Qualifier.ABOVE, "5", "1", "percent"),
    ("5%超", Qualifier.ABOVE, "5", "1", "percent"),
    ("5%を超える", Qualifier.ABOVE, "5", "1", "percent"),
    ("more than 5%", Qualifier.ABOVE, "5", "1", "percent"),
    ("over 1,000 emails", Qualifier.ABOVE, "1000", "1", "count"),
    ("at least 5%", Qualifier.ABOVE, "5", "1", "percent"),
    ("5% or more", Qualifier.ABOVE, "5", "1", "percent"),
    (">99", Qualifier.ABOVE, "99", "1", None),
    ("≧99", Qualifier.ABOVE, "99", "1", None),
    ("5～10%", Qualifier.RANGE, "7.5", "5", "percent"),
    ("5〜10％", Qualifier.RANGE, "7.5", "5", "percent"),
    ("5-10%", Qualifier.RANGE, "7.5", "5", "percent"),
    ("5–10%", Qualifier.RANGE, "7.5", "5", "percent"),
    ("５－１０％", Qualifier.RANGE, "7.5", "5", "percent"),
    ("5 - 10%", Qualifier.RANGE, "7.5", "5", "percent"),
    ("5%-10%", Qualifier.RANGE, "7.5", "5", "percent"),
    ("5% to 10%", Qualifier.RANGE, "7.5", "5", "percent"),
    ("from 5 to 10%", Qualifier.RANGE, "7.5", "5", "percent"),
    ("between 5 and 10%", Qualifier.RANGE, "7.5", "5", "percent"),
    ("5%から10%", Qualifier.RANGE, "7.5", "5", "percent"),
    ("5件から10件まで", Qualifier.RANGE, "7.5", "5", "count"),
    ("-5～-3", Qualifier.RANGE, "-4", "2", None),
    ("0.1-0.25", Qualifier.RANGE, "0.175", "0.15", None),
    ("5万～10万", Qualifier.RANGE, "75000", "50000", None),
    ("5-10 per day", Qualifier.RANGE, "7.5", "5", "per_day"),
    ("300～400通に1通", Qualifier.RANGE, "350", "100", "one_in"),
    ("1 in 300-400", Qualifier.RANGE, "350", "100", "one_in"),
]

MISSING = [
    *("", " ", "\u3000", "-", "–", "—", "―", "－", "−", "ー", "--", "n/a", "N/A", "Ｎ／Ａ", "NA", "null", "None"),
    *("なし", "該当なし", "不明", "...", "…", "-*", "— ※1"),
]

REFUSED = [
    # text, the last word of the Message's id
    ("abc", "unreadable_number"),
    ("12..3", "unreadable_number"),
    ("1.2.3", "unreadable_number"),
    (".", "unreadable_number"),
    ("½", "unreadable_number"),
    ("Ⅳ", "unreadable_number"),
    ("①", "unreadable_number"),
    ("10²", "unreadable_number"),
    ("5*3", "unreadable_number"),
    ("5 *3", "unreadable_number"),
    ("*", "unreadable_number"),
    ("0x1F", "unreadable_number"),
    ("٣٤", "unreadable_number"),
    ("１２．３\u202e", "unreadable_number"),
    ("TRUE", "unreadable_number"),
    ("TBD", "unreadable_number"),
    ("12.3 (p)", "unreadable_number"),
    ("5-point", "unreadable_number"),
    ("5 -3", "unreadable_number"),
    ("(約5%)", "unreadable_number"),
    ("()", "unreadable_number"),
    ("5％～", "open_range"),
    ("1億20000万", "unreadable_number"),
    ("1.5億3万", "unreadable_number"),
    ("1万2億", "unreadable_number"),
    ("1" * 101, "unreadable_number"),
    ("\ud800", "unreadable_number"),
    ("NaN", "not_finite"),
    ("inf", "not_finite"),
    ("-Infinity", "not_finite"),
    ("1E309", "number_out_of_range"),
    ("1e-400", "number_out_of_range"),
    ("0e-400", "number_out_of_range"),
    ("1e99999999999999999999", "number_out_of_range"),
    # decimal comma and grouping of other languages
    ("89,4%", "decimal_comma"),
    ("12,34", "decimal_comma"),
    ("1,23", "decimal_comma"),
    ("0,123", "decimal_comma"),
    ("1.234,5", "decimal_comma"),
    ("1 234,5", "decimal_comma"),
    (f"1{NBSP}234,5", "decimal_comma"),
    ("1,2345", "decimal_comma"),
    ("1.234.567", "point_grouping"),
    ("12,3,4", "wrong_grouping"),
    ("1,23,456", "wrong_grouping"),
    ("1,234 567", "wrong_grouping"),
    ("12 34", "wrong_grouping"),
    # 1 in N
    ("1 in 0", "ratio_below_one"),
    ("0通に1通", "ratio_below_one"),
    ("1 in 0.5", "ratio_below_one"),
    ("1 in -5", "negative_ratio"),
    ("-1 in 302.8", "negative_ratio"),
    ("▲302.8通に1通", "negative_ratio"),
    ("1/-5", "negative_ratio"),
    ("2 in 302.8", "not_one_in"),
    ("302.8通に2通", "not_one_in"),
    ("3分の2", "not_one_in"),
    ("less than 1 in 300", "bounded_ratio"),
    ("300通に1通以下", "bounded_ratio"),
    ("1 in over 300", "bounded_ratio"),
    ("1 in", "unknown_unit"),
    ("1 in 5%", "two_units"),
    ("2/3", "number_or_date"),
    ("7/8/2009", "number_or_date"),
    ("1/8/2009", "number_or_date"),
    ("12:30", "number_or_date"),
    ("1:05", "number_or_date"),
    ("07-09", "number_or_date"),
    ("2010-02", "number_or_date"),
    # contradictions
    ("302.8通に1通（3.3%）", "contradiction"),
    ("1 in 302.8 (0.34%)", "contradiction"),
    ("5 (10)", "two_numbers"),
    ("89.4% (83.9%)", "two_numbers"),
    ("--5", "two_signs"),
    ("▲-0.03", "two_signs"),
    ("(-0.03)", "two_signs"),
    ("-0.03-", "two_signs"),
    ("±5", "two_signs"),
    ("▼5", "arrow_sign"),
    ("↑5.5", "arrow_sign"),
    ("5+", "trailing_plus"),
    ("約5%以上", "two_qualifiers"),
    ("約5～10%", "two_qualifiers"),
    ("10-5%", "range_backwards"),
    ("5～5%", "range_backwards"),
    ("5～10万", "range_magnitude"),
    ("5-10 million", "range_magnitude"),
    ("～10%", "open_range"),
    ("〜10%", "open_range"),
    ("10～", "open_range"),
    ("5%-10", "two_units"),
    ("5%～10件", "two_units"),
    ("1日あたり5%", "two_units"),
    ("5% per day", "two_units"),
    # units that the workbench has not, or that a letter leaves open
    ("4.5k", "ambiguous_letter"),
    ("1.2M", "ambiguous_letter"),
    ("¥1,200", "unknown_unit"),
    ("$1,200", "unknown_unit"),
    ("1200円", "unknown_unit"),
    ("3.3 MB", "unknown_unit"),
    ("5 per month", "unknown_unit"),
    # errors of formulas are no missing values
    ("#DIV/0!", "error_value"),
    ("#N/A", "error_value"),
    ("#REF!", "error_value"),
    ("#NAME?", "error_value"),
    ("Err:502", "error_value"),
]


def read(text):
    spelled = read_number(text)
    assert isinstance(spelled, SpelledNumber), str(spelled)
    return spelled


@pytest.mark.parametrize(("text", "value", "step", "unit"), EXACT)
def test_an_exact_number_is_read(text, value, step, unit):
    spelled = read(text)
    number = spelled.number
    assert (number.value, number.step, number.qualifier) == (Decimal(value), Decimal(step), Qualifier.EXACT)
    assert (spelled.unit, spelled.text) == (unit, text)


@pytest.mark.parametrize(("text", "qualifier", "value", "step", "unit"), QUALIFIED)
def test_a_qualified_number_is_read(text, qualifier, value, step, unit):
    spelled = read(text)
    number = spelled.number
    assert (number.value, number.step, number.qualifier) == (Decimal(value), Decimal(step), qualifier)
    assert (spelled.unit, spelled.text) == (unit, text)


@pytest.mark.parametrize("text", MISSING)
def test_a_mark_for_missing_is_no_number_and_no_error(text):
    assert read_number(text) == SpelledNumber(text, None, None)


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_cannot_be_read_says_why(text, reason):
    refused = read_number(text)
    assert isinstance(refused, Message), str(refused)
    assert refused.id == f"spelling.{reason}"
    assert refused.parameters["text"] == (text if len(text) <= 80 else text[:80] + "…")


def test_a_refusal_names_the_part_that_is_wrong():
    assert read_number("1200円").parameters["unit"] == "円"
    assert read_number("4.5K").parameters["letter"] == "k"
    contradiction = read_number("302.8通に1通（3.3%）").parameters
    assert (contradiction["main"], contradiction["aside"]) == ("302.8通に1通", "3.3%")


def test_there_are_enough_spellings():
    assert len(EXACT) + len(QUALIFIED) + len(MISSING) + len(REFUSED) >= 250
    assert {unit for *_, unit in (*EXACT, *QUALIFIED) if unit} == set(UNITS)


def test_bounds_are_closed_intervals():
    assert (read("5%以下").number.interval.low, read("5%以下").number.interval.high) == (0, 5)
    assert read("5%未満").number == read("5%以下").number
    assert read("5%以上").number.interval.low == 5


@pytest.mark.parametrize(
    ("value", "number", "step"),
    [
        (302.8, "302.8", "0.1"),
        (89.4, "89.4", "0.1"),
        (0.1 + 0.2, "0.3", "0.1"),
        (1168.0, "1168", "1"),
        (1168, "1168", "1"),
        (-5.25, "-5.25", "0.01"),
        (-0.0, "0", "1"),
        (11900000000.0, "11900000000", "1"),
        (1e16, "10000000000000000", "1"),
        (1e-7, "0.0000001", "1e-7"),
        (0.000123456789012345, "0.000123456789012345", "1e-18"),
        (10**40 + 1, "10000000000000000000000000000000000000001", "1"),
        ("89.4", "89.4", "0.1"),
    ],
)
def test_a_typed_cell_is_read(value, number, step):
    spelled = read_cell(value)
    assert (spelled.number.value, spelled.number.step) == (Decimal(number), Decimal(step))
    assert spelled.number.value.as_tuple().exponent <= 0
    assert spelled.unit is None


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (True, "truth_value"),
        (False, "truth_value"),
        (math.nan, "not_finite"),
        (math.inf, "not_finite"),
        (-math.inf, "not_finite"),
        (5e-324, "number_out_of_range"),
        (1.7976931348623157e308, "number_out_of_range"),
        (10**309, "number_out_of_range"),
        ("12..3", "unreadable_number"),
    ],
)
def test_a_typed_cell_that_is_no_number_says_why(value, reason):
    assert read_cell(value).id == f"spelling.{reason}"


def test_an_integer_too_long_for_python_to_write_says_why():
    refused = read_cell(-(10**5000))
    assert (refused.id, refused.parameters["text"]) == ("spelling.number_out_of_range", "-10^5000")


def test_an_empty_cell_is_missing():
    assert read_cell(None) == SpelledNumber("", None)


TELLING = "0123456789.,' -+~%()/:*※#eE１２．％－▲△±▼約以上未満程度から万億千件通日分のに1in toabout<>≤kmb½Ⅳ²\u00a0\u202f\u200b\u3000～〜…¥"
ANY_TEXT = st.one_of(st.text(), st.text(st.sampled_from(TELLING), max_size=16), st.text(st.characters(codec=None)))


@SETTINGS
@example("1e999999999")
@example("(" * 60)
@example("1日に" * 30 + "5")
@given(ANY_TEXT)
def test_no_text_makes_it_raise_and_what_is_read_can_be_stored(text):
    spelled = read_cell(text)
    if isinstance(spelled, Message):
        assert spelled.id.startswith("spelling.")
        return
    assert spelled.text == text
    if spelled.number is not None:
        number = spelled.number
        assert math.isfinite(stored(number.value))
        assert stored(number.step) > 0
        if sum(character.isdigit() for character in text) < 25:
            assert number.value in number.interval
        assert spelled.unit in {None, *UNITS}


@SETTINGS
@given(st.one_of(st.floats(), st.integers()))
def test_no_number_of_a_cell_makes_it_raise(value):
    spelled = read_cell(value)
    if isinstance(spelled, SpelledNumber):
        assert stored(spelled.number.value) == stored(value)


DECIMALS = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=3) | st.decimals(
    -(10**6), 10**6, allow_nan=False, allow_infinity=False, places=1
)


def wide(text):
    return "".join(chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character for character in text)


def negative_spellings(digits):
    return [f"-{digits}", f"−{digits}", f"▲{digits}", f"△ {digits}", f"({digits})", f"{digits}-", wide(f"-{digits}")]


def positive_spellings(digits):
    return [digits, f"+{digits}", wide(digits), f" {digits}\u200b", f"{digits}*"]


@SETTINGS
@given(DECIMALS)
def test_a_number_reads_the_same_in_all_its_spellings(number):
    grouped = f"{abs(number):,f}"
    digits = [f"{abs(number):f}", *(grouped.replace(",", mark) for mark in (",", "'", " ", NBSP, NARROW))]
    spell = negative_spellings if number < 0 else positive_spellings
    for text in [spelling for one in digits for spelling in spell(one)]:
        read_back = read(text).number
        assert (read_back.value, read_back.step, text) == (number, step_of(number), text)


@SETTINGS
@given(DECIMALS, st.sampled_from(["%", "％", " percent", "パーセント"]))
def test_a_unit_does_not_change_the_number(number, unit):
    spelled = read(f"{number:f}{unit}")
    assert (spelled.number, spelled.unit) == (read(f"{number:f}").number, "percent")


@SETTINGS
@given(st.integers(1, 99_999), st.integers(0, 3))
def test_powers_of_ten_move_value_and_step_together(digits, places):
    number = Decimal(digits).scaleb(-places)
    for word, zeros in (("万", 4), ("億", 8), (" million", 6), ("bn", 9), (" thousand", 3)):
        spelled = read(f"{number:f}{word}").number
        assert (spelled.value, spelled.step) == (number.scaleb(zeros), step_of(number).scaleb(zeros))


@SETTINGS
@given(st.integers(1, 9999), st.integers(1, 9999), st.integers(0, 9999))
def test_japanese_parts_add_up(oku, man, rest):
    spelled = read(f"{oku}億{man}万{rest}").number
    assert (spelled.value, spelled.step) == (oku * 10**8 + man * 10**4 + rest, 1)


@SETTINGS
@given(DECIMALS, DECIMALS, st.sampled_from(["～", "〜", "~", " to ", "から"]))
def test_a_range_means_from_its_first_to_its_second_end(low, high, mark):
    assume(low < high)
    interval = read(f"{low:f}{mark}{high:f}%").number.interval
    assert (interval.low, interval.high) == (low, high)


@SETTINGS
@given(st.floats(-1e15, 1e15, allow_nan=False))
def test_a_float_cell_keeps_fifteen_digits(value):
    assume(value == 0 or abs(value) > 1e-299)
    assert float(read_cell(value).number.value) == float(f"{value:.15g}")


@SETTINGS
@given(st.integers(0, 10**6), st.integers(0, 6))
def test_a_float_cell_reads_as_its_text(digits, places):
    text = str(Decimal(digits).scaleb(-places).normalize() + 0)
    number = read_cell(float(text)).number
    assert number.value == Decimal(text)
    assert number.step == step_of(Decimal(f"{Decimal(text):f}"))


@SETTINGS
@given(st.integers(11, 99_999), st.integers(1, 6))
def test_a_rate_agrees_with_its_own_percentage_and_not_with_ten_times_it(tenths, places):
    rate = f"{tenths / 10:.1f}"
    percent = round(1000 / Decimal(tenths), places)
    assume(percent > Decimal(5).scaleb(-places))
    assert read(f"1 in {rate} ({percent}%)").unit == "one_in"
    assert read(f"{percent}%（{rate}通に1通）").unit == "percent"
    assert read_number(f"1 in {rate} ({percent * 10}%)").id == "spelling.contradiction"


@SETTINGS
@given(ANY_TEXT)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
    assert fold_number_text(fold_number_text(text)) == fold_number_text(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Spam  Rate", "spam rate"),
        ("ＳＰＡＭ", "spam"),
        ("ｽﾊﾟﾑ ﾒｰﾙ", "スパムメール"),
        ("スパム メール", "スパムメール"),
        ("IT サービス", "itサービス"),
        ("減尐", "減少"),
        ("㍻22年", "平成22年"),
        ("⽇本", "日本"),
        ("Trojan–Horse", "trojan-horse"),
        ("Ｔｒｏｊａｎ－Ｈｏｒｓｅ", "trojan-horse"),
        ("5〜10", "5~10"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("a\u00a0b\u3000c", "a b c"),
        ("½ Ⅳ ① ²", "½ ⅳ ① ²"),
        ("Straße", "strasse"),
        ("Côte d’Ivoire", "côte d'ivoire"),
    ],
)
def test_folding_makes_alike_what_looks_alike(text, folded):
    assert fold(text) == folded


def test_long_vowels_are_no_dashes():
    assert fold("メール") != fold("メ-ル")
