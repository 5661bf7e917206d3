import datetime
import itertools
import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.core.messages import Message, message
from workbench.core.periods import PER_YEAR, Grain, Period
from workbench.core.spelling.eras import ERAS, era_of
from workbench.core.spelling.periods import read_period

SETTINGS = settings(deadline=None, max_examples=200)
UTC = datetime.UTC

READ = [
    # months
    ("2010-02", "2010-02"),
    ("2010-2", "2010-02"),
    ("2010/02", "2010-02"),
    ("2010/2", "2010-02"),
    ("２０１０－０２", "2010-02"),
    ("２０１０／０２", "2010-02"),
    ("2010‐02", "2010-02"),
    ("2010–02", "2010-02"),
    ("2010−02", "2010-02"),
    (" 2010-02 ", "2010-02"),
    ("\u30002010-02", "2010-02"),
    ("\ufeff2010-02", "2010-02"),
    ("2/2010", "2010-02"),
    ("02/2010", "2010-02"),
    ("201002", "2010-02"),
    ("２０１００２", "2010-02"),
    ("2010年2月", "2010-02"),
    ("２０１０年２月", "2010-02"),
    ("2010年 2月", "2010-02"),
    ("2010 年 02 月", "2010-02"),
    ("2010年\u30002月", "2010-02"),
    ("2010年2月号", "2010-02"),
    ("2010年2月期", "2010-02"),
    ("2010年2月分", "2010-02"),
    ("2010年2⽉", "2010-02"),
    ("2010年㋁", "2010-02"),
    ("Feb-10", "2010-02"),
    ("feb-10", "2010-02"),
    ("Feb '10", "2010-02"),
    ("Feb'10", "2010-02"),
    ("Feb ’10", "2010-02"),
    ("Feb 2010", "2010-02"),
    ("FEB 2010", "2010-02"),
    ("Ｆｅｂ ２０１０", "2010-02"),
    ("Feb. 2010", "2010-02"),
    ("Feb-2010", "2010-02"),
    ("February 2010", "2010-02"),
    ("February, 2010", "2010-02"),
    ("2010 Feb", "2010-02"),
    ("2010-Feb", "2010-02"),
    ("2010 February", "2010-02"),
    ("Sept 2009", "2009-09"),
    ("Sep-09", "2009-09"),
    ("September 2009", "2009-09"),
    ("May 2010", "2010-05"),
    ("Jan-79", "2079-01"),
    ("Jan-80", "1980-01"),
    ("Dec-99", "1999-12"),
    ("Jan-00", "2000-01"),
    # Japanese eras
    ("平成22年2月", "2010-02"),
    ("平成２２年２月", "2010-02"),
    ("平成 22年 2月", "2010-02"),
    ("平成22年2月号", "2010-02"),
    ("平成元年2月", "1989-02"),
    ("平成元年1月", "1989-01"),
    ("㍻22年2月", "2010-02"),
    ("平成31年4月", "2019-04"),
    ("令和元年5月", "2019-05"),
    ("令和1年5月", "2019-05"),
    ("令和01年5月", "2019-05"),
    ("㋿元年5月", "2019-05"),
    ("令和2年1月", "2020-01"),
    ("昭和64年1月", "1989-01"),
    ("昭和34年7月", "1959-07"),
    ("H22.2", "2010-02"),
    ("h22.2", "2010-02"),
    ("Ｈ２２．２", "2010-02"),
    ("H22/2", "2010-02"),
    ("H22/02", "2010-02"),
    ("H2.10", "1990-10"),
    ("H22年2月", "2010-02"),
    ("R1.5", "2019-05"),
    ("S64.1", "1989-01"),
    # days
    ("2010-02-05", "2010-02-05"),
    ("2010/2/5", "2010-02-05"),
    ("2010/02/05", "2010-02-05"),
    ("2010.2.5", "2010-02-05"),
    ("20100205", "2010-02-05"),
    ("2010年2月5日", "2010-02-05"),
    ("２０１０年２月５日", "2010-02-05"),
    ("平成22年2月5日", "2010-02-05"),
    ("昭和64年1月7日", "1989-01-07"),
    ("平成元年1月8日", "1989-01-08"),
    ("H22.2.5", "2010-02-05"),
    ("February 5, 2010", "2010-02-05"),
    ("February 5th, 2010", "2010-02-05"),
    ("Feb 5 2010", "2010-02-05"),
    ("Feb. 5, 2010", "2010-02-05"),
    ("5 Feb 2010", "2010-02-05"),
    ("5-Feb-2010", "2010-02-05"),
    ("5-Feb-10", "2010-02-05"),
    ("5th February 2010", "2010-02-05"),
    ("13/2/2010", "2010-02-13"),
    ("2/13/2010", "2010-02-13"),
    ("13.2.2010", "2010-02-13"),
    ("5/5/2010", "2010-05-05"),
    ("2010-02-01T00:00:00", "2010-02-01"),
    ("2010-02-01 00:00:00", "2010-02-01"),
    ("2010-02-01T00:00:00.000", "2010-02-01"),
    ("2010/2/1 0:00", "2010-02-01"),
    ("2008-02-29", "2008-02-29"),
    # quarters and halves
    ("2010-Q1", "2010-Q1"),
    ("2010 Q1", "2010-Q1"),
    ("2010Q1", "2010-Q1"),
    ("Q1 2010", "2010-Q1"),
    ("Q1/2010", "2010-Q1"),
    ("1Q 2010", "2010-Q1"),
    ("1Q2010", "2010-Q1"),
    ("2010/1Q", "2010-Q1"),
    ("1Q10", "2010-Q1"),
    ("Q1'10", "2010-Q1"),
    ("10Q1", "2010-Q1"),
    ("4Q99", "1999-Q4"),
    ("2010年第2四半期", "2010-Q2"),
    ("2010年第２四半期", "2010-Q2"),
    ("2010年 第2四半期", "2010-Q2"),
    ("2010年第二四半期", "2010-Q2"),
    ("2010年Q2", "2010-Q2"),
    ("平成22年第2四半期", "2010-Q2"),
    ("2010-H1", "2010-H1"),
    ("2010 H1", "2010-H1"),
    ("H1 2010", "2010-H1"),
    ("2H2010", "2010-H2"),
    ("2010年上半期", "2010-H1"),
    ("2010年下半期", "2010-H2"),
    ("２０１０年 上半期", "2010-H1"),
    # years
    ("2010", "2010"),
    ("２０１０", "2010"),
    ("1900", "1900"),
    ("2100", "2100"),
    ("2010年", "2010"),
    ("平成22年", "2010"),
    ("平成31年", "2019"),
    ("令和元年", "2019"),
    # typed cells
    (2010, "2010"),
    (2010.0, "2010"),
    (201002, "2010-02"),
    (201002.0, "2010-02"),
    (20100205, "2010-02-05"),
    (40210, "2010-02-01"),
    (40210.0, "2010-02-01"),
    (61, "1900-03-01"),
    (2958465, "9999-12-31"),
    (datetime.date(2010, 2, 5), "2010-02-05"),
    (datetime.datetime(2010, 2, 5), "2010-02-05"),  # noqa: DTZ001 - files have no time zones
]

REFUSED = [
    # text or number, the last word of the Message's id
    ("", "no_period"),
    ("-", "no_period"),
    ("n/a", "no_period"),
    ("不明", "no_period"),
    ("#N/A", "error_value"),
    ("#DIV/0!", "error_value"),
    ("abc", "unreadable_period"),
    ("先月", "unreadable_period"),
    ("juil. 2009", "unreadable_period"),
    ("Foo 2010", "unreadable_period"),
    ("２０１０年②月", "unreadable_period"),
    ("٢٠١٠-٠٢", "unreadable_period"),
    ("2010--02", "unreadable_period"),
    ("2010-02-05-01", "unreadable_period"),
    ("明治元年1月", "unreadable_period"),
    ("12345678901", "unreadable_period"),
    ("2" * 61, "unreadable_period"),
    ("\ud800", "unreadable_period"),
    # no such date
    ("2010-13", "no_such_date"),
    ("2010-00", "no_such_date"),
    ("2010年13月", "no_such_date"),
    ("0000-01", "no_such_date"),
    ("201013", "no_such_date"),
    ("201000", "no_such_date"),
    ("20100230", "no_such_date"),
    ("2010-02-30", "no_such_date"),
    ("2010/2/0", "no_such_date"),
    ("2009-02-29", "no_such_date"),
    ("30 Feb 2010", "no_such_date"),
    ("2/30/2010", "no_such_date"),
    ("13/13/2010", "no_such_date"),
    ("0/5/2010", "no_such_date"),
    ("2010-Q5", "no_such_date"),
    ("2010-Q0", "no_such_date"),
    ("2010 H3", "no_such_date"),
    ("2010年第5四半期", "no_such_date"),
    ("平成0年1月", "no_such_date"),
    ("平成22年13月", "no_such_date"),
    # outside the era
    ("昭和65年1月", "after_era"),
    ("昭和64年2月", "after_era"),
    ("昭和64年1月8日", "after_era"),
    ("平成31年5月", "after_era"),
    ("平成32年", "after_era"),
    ("H31.5", "after_era"),
    ("平成元年1月7日", "before_era"),
    ("令和元年4月", "before_era"),
    ("令和元年4月30日", "before_era"),
    # ambiguous
    ("2010.02", "period_or_number"),
    ("2009.7", "period_or_number"),
    ("02.2010", "period_or_number"),
    ("7/8/2009", "day_or_month_first"),
    ("7.8.2009", "day_or_month_first"),
    ("07/09", "ambiguous_date"),
    ("7-8-09", "ambiguous_date"),
    ("13/2/10", "ambiguous_date"),
    ("Feb 10", "ambiguous_date"),
    ("10-Feb", "ambiguous_date"),
    ("5 Feb", "ambiguous_date"),
    ("2010年度", "fiscal_year"),
    ("平成22年度", "fiscal_year"),
    ("FY2010", "fiscal_year"),
    ("FY10", "fiscal_year"),
    ("Q1 FY2010", "fiscal_year"),
    ("2010年度第1四半期", "fiscal_year"),
    ("2010年度上半期", "fiscal_year"),
    ("2010年前期", "ambiguous_half"),
    ("2010年後期", "ambiguous_half"),
    ("2010年上期", "ambiguous_half"),
    ("2010年2月度", "accounting_month"),
    ("10年2月", "two_digit_year"),
    ("H1 10", "two_digit_year"),
    ("1H10", "two_digit_year"),
    ("H1/10", "two_digit_year"),
    ("100205", "two_digit_year"),
    ("0907", "four_digits"),
    ("1850", "four_digits"),
    ("2101", "four_digits"),
    ("40210", "day_number_as_text"),
    # without a year
    ("2月", "no_year"),
    ("２月号", "no_year"),
    ("2月5日", "no_year"),
    ("February", "no_year"),
    ("Feb.", "no_year"),
    ("第2四半期", "no_year"),
    ("上半期", "no_year"),
    ("Q1", "no_year"),
    ("H1", "no_year"),
    # clocks
    ("2010-02-05T10:30:00", "time_of_day"),
    ("2010-02-05 00:00:01", "time_of_day"),
    ("2010-02-01T00:00:00Z", "time_zone"),
    ("2010-02-01T00:00:00+09:00", "time_zone"),
    (datetime.datetime(2010, 2, 1, 10, 30), "time_of_day"),  # noqa: DTZ001 - files have no time zones
    (datetime.datetime(2010, 2, 1, tzinfo=UTC), "time_zone"),
    (40210.75, "time_of_day"),
    # numbers
    (0, "no_day_number"),
    (-1, "no_day_number"),
    (59, "no_day_number"),
    (60, "no_day_number"),
    (9.07, "no_day_number"),
    (2958466, "no_day_number"),
    (201013, "no_such_date"),
    (20100230, "no_such_date"),
    (2010.02, "period_or_number"),
    (math.nan, "not_finite"),
    (math.inf, "not_finite"),
    (True, "truth_value"),
]


@pytest.mark.parametrize(("value", "period"), READ)
def test_a_period_is_read(value, period):
    assert str(read_period(value)) == period


@pytest.mark.parametrize(("value", "period"), READ)
def test_the_right_grain_changes_nothing(value, period):
    grain = Period.parse(period).grain
    assert read_period(value, grain=grain) == Period.parse(period)


@pytest.mark.parametrize(("value", "reason"), REFUSED)
def test_what_cannot_be_read_says_why(value, reason):
    refused = read_period(value)
    assert isinstance(refused, Message), str(refused)
    assert refused.id == f"spelling.{reason}"
    if isinstance(value, str):
        assert refused.parameters["text"] == value


def test_there_are_enough_spellings():
    assert len(READ) + len(REFUSED) >= 200


def test_a_refusal_names_what_is_wrong():
    assert read_period("昭和65年1月").parameters == {"text": "昭和65年1月", "era": "昭和", "last": "1989-01-07"}
    assert read_period("R1.4").parameters == {"text": "R1.4", "era": "令和", "first": "2019-05-01"}
    assert read_period(60.0).parameters == {"text": "60", "first": 61, "last": 2958465}
    assert read_period(10**5000).parameters["text"] == "10^5000"
    assert read_period(True).parameters["text"] == "TRUE"


@pytest.mark.parametrize(
    ("value", "grain", "period"),
    [
        ("2010-02-05", Grain.MONTH, "2010-02"),
        ("2010-02-01T00:00:00", Grain.MONTH, "2010-02"),
        ("2010年12月31日", Grain.QUARTER, "2010-Q4"),
        ("2010-04-01", Grain.QUARTER, "2010-Q2"),
        ("2010-06-30", Grain.HALF, "2010-H1"),
        ("2010-07-01", Grain.HALF, "2010-H2"),
        ("2010-02-05", Grain.YEAR, "2010"),
        (40210, Grain.MONTH, "2010-02"),
        (datetime.date(2010, 2, 28), Grain.MONTH, "2010-02"),
        (20100205, Grain.MONTH, "2010-02"),
        ("0907", Grain.YEAR, "0907"),
    ],
)
def test_a_date_is_read_as_the_period_that_is_wanted(value, grain, period):
    assert str(read_period(value, grain=grain)) == period


@pytest.mark.parametrize(
    ("value", "found", "wanted"),
    [
        ("2010", Grain.YEAR, Grain.MONTH),
        ("2010-02", Grain.MONTH, Grain.DAY),
        ("2010-02", Grain.MONTH, Grain.QUARTER),
        ("2010-Q1", Grain.QUARTER, Grain.YEAR),
        (2010, Grain.YEAR, Grain.DAY),
        ("2010-H1", Grain.HALF, Grain.MONTH),
    ],
)
def test_a_period_of_another_grain_is_refused(value, found, wanted):
    refused = read_period(value, grain=wanted)
    grains = {"found": found, "wanted": wanted}
    words = {name: message(f"spelling.grain_{grain.name.lower()}") for name, grain in grains.items()}
    assert refused == message("spelling.wrong_grain", text=str(value), **words)


def test_a_workbook_of_1904_counts_from_1904():
    assert str(read_period(38748, epoch_1904=True)) == "2010-02-01"
    assert str(read_period(2957003, epoch_1904=True)) == "9999-12-31"
    assert read_period(2957004, epoch_1904=True).id == "spelling.no_day_number"
    assert read_period("2010-02", epoch_1904=True) == Period.month(2010, 2)


def test_reading_again_gives_the_same_period():
    assert read_period("2010年2月") == read_period("2010年2月") == Period.month(2010, 2)
    assert read_period("2010-02-05", grain=Grain.MONTH) != read_period("2010-02-05")


TELLING = "0123456789-/.:年月日号期第四半上下前後度平成令和昭元HhSRrQqFYyTtZ '’,０１２－／．年㍻㋿\u3000\u200bFebMay+"
ANY_TEXT = st.one_of(st.text(), st.text(st.sampled_from(TELLING), max_size=14), st.text(st.characters(codec=None)))
ANY_GRAIN = st.none() | st.sampled_from(Grain)
ANY_VALUE = st.one_of(ANY_TEXT, st.integers(), st.integers(0, 3_000_000), st.floats(), st.dates(), st.datetimes())


@SETTINGS
@example("9" * 60, None, False)
@example("ﷺ" * 60, None, False)
@given(ANY_VALUE, ANY_GRAIN, st.booleans())
def test_no_value_makes_it_raise(value, grain, epoch_1904):
    read = read_period(value, grain=grain, epoch_1904=epoch_1904)
    if isinstance(read, Message):
        assert read.id.startswith("spelling.")
    else:
        assert grain in {None, read.grain}


def periods(grain, years=(1, 9999)):
    if grain is Grain.DAY:
        return st.dates(datetime.date(years[0], 1, 1), datetime.date(years[1], 12, 31)).map(Period.day)
    per_year = PER_YEAR[grain]
    return st.integers(years[0] * per_year, years[1] * per_year + per_year - 1).map(lambda place: Period(grain, place))


ANY_PERIOD = st.sampled_from(Grain).flatmap(periods)


@SETTINGS
@given(ANY_PERIOD)
def test_the_canonical_spelling_reads_back(period):
    assert read_period(str(period), grain=period.grain) == period


@SETTINGS
@given(st.sampled_from(Grain).flatmap(lambda grain: periods(grain, (1900, 2100))))
def test_of_our_times_it_reads_back_without_being_told_the_grain(period):
    assert read_period(str(period)) == period


@SETTINGS
@given(st.sampled_from([grain for grain in Grain if grain is not Grain.YEAR]).flatmap(periods))
def test_only_years_need_to_be_of_our_times(period):
    assert read_period(str(period)) == period


@SETTINGS
@given(periods(Grain.MONTH, (1980, 2079)))
def test_a_month_reads_the_same_in_all_its_spellings(period):
    first = period.first_day
    spellings = [
        *(f"{first.year}/{first.month}", f"{first.year}年{first.month}月", f"{first.month}/{first.year}"),
        *(first.strftime(pattern) for pattern in ("%Y%m", "%b-%y", "%b %Y", "%B %Y", "%Y %b", "%b. %Y", "%Y-%b")),
    ]
    assert {read_period(spelling) for spelling in spellings} == {period}
    assert read_period(int(first.strftime("%Y%m"))) == period


@SETTINGS
@given(st.dates(datetime.date(1900, 3, 1), datetime.date(2100, 12, 31)))
def test_a_day_reads_the_same_in_all_its_spellings(date):
    spellings = [
        f"{date.year}年{date.month}月{date.day}日",
        f"{date:%Y/%m/%d}",
        f"{date:%Y%m%d}",
        f"{date:%B} {date.day}, {date.year}",
        f"{date.day} {date:%b} {date.year}",
        f"{date}T00:00:00",
    ]
    day = Period.day(date)
    assert {read_period(spelling) for spelling in spellings} == {day}
    assert read_period(date) == read_period(datetime.datetime.combine(date, datetime.time.min)) == day
    assert read_period(date, grain=Grain.MONTH) == Period.month(date.year, date.month)


@SETTINGS
@given(st.dates(datetime.date(1906, 1, 1), datetime.date(2400, 1, 1)))
def test_a_day_number_is_its_day_in_both_epochs(date):
    for start, epoch_1904 in ((datetime.date(1899, 12, 30), False), (datetime.date(1904, 1, 1), True)):
        serial = (date - start).days
        if not 1900 <= serial <= 2100:
            assert read_period(serial, epoch_1904=epoch_1904) == Period.day(date)
            assert read_period(float(serial), epoch_1904=epoch_1904) == Period.day(date)
            assert read_period(serial + 0.5, epoch_1904=epoch_1904).id == "spelling.time_of_day"


@SETTINGS
@given(st.dates(datetime.date(2009, 1, 1), datetime.date(2012, 12, 31)), st.sampled_from("/.-"))
def test_day_and_month_are_told_apart_only_where_one_can(date, mark):
    for text in (f"{date.day}{mark}{date.month}{mark}{date.year}", f"{date.month}{mark}{date.day}{mark}{date.year}"):
        read = read_period(text)
        if date.day > 12 or date.day == date.month:
            assert read == Period.day(date)
        else:
            assert read.id == "spelling.day_or_month_first"


@SETTINGS
@example(datetime.date(1926, 12, 25))
@example(datetime.date(1989, 1, 7))
@example(datetime.date(1989, 1, 8))
@example(datetime.date(2019, 4, 30))
@example(datetime.date(2019, 5, 1))
@given(st.dates(datetime.date(1926, 12, 25), datetime.date(2099, 12, 31)))
def test_each_day_lies_in_exactly_one_era(date):
    read = []
    for era in ERAS:
        year = date.year - era.first.year + 1
        if 1 <= year <= 99:
            read.append(read_period(f"{era.name}{year}年{date.month}月{date.day}日"))
            assert isinstance(read[-1], Message) or read[-1] == read_period(
                f"{era.letter.upper()}{year}.{date.month}.{date.day}"
            )
    assert [period for period in read if isinstance(period, Period)] == [Period.day(date)]


def test_eras_follow_one_another():
    for before, after in itertools.pairwise(ERAS):
        assert before.last + datetime.timedelta(days=1) == after.first
    assert ERAS[-1].last is None
    assert era_of("平成") is era_of("h")
    with pytest.raises(KeyError):
        era_of("明治")
