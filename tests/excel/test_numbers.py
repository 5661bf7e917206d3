import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.messages import Translator
from workbench.core.periods import Grain, Period
from workbench.core.printed import Interval, stored
from workbench.core.units import COUNT, KILOBYTES, ONE_IN, PER_DAY, PERCENT, UNITS, Unit
from workbench.excel.numbers import (
    NumberFormats,
    cell_date,
    cell_number,
    date_format,
    figure_number,
    rate_format,
    rate_percent,
    step_format,
)

Words = Callable[[str], Translator]


@given(st.floats(-1e12, 1e12).filter(lambda value: not value or abs(value) > 1e-300), st.sampled_from(sorted(UNITS)))
def test_a_figure_comes_back_from_its_cell(value: float, unit: str) -> None:
    figure = stored(value)
    assert figure_number(unit, cell_number(unit, figure)) == figure


def test_a_percentage_is_a_fraction() -> None:
    assert cell_number("percent", 89.4) == 0.894
    assert cell_number("one_in", 302.8) == 302.8


@pytest.mark.parametrize(
    ("unit", "value", "step", "qualifier", "en", "ja"),
    [
        (PERCENT, 89.4, 0.1, "exact", "0.0%", "0.0%"),
        (PERCENT, 65.0, 1.0, "about", '"about "0%', '"約"0%'),
        (PERCENT, 0.1, 0.1, "below", '"less than "0.0%', '0.0%"未満"'),
        (PERCENT, 2.0, 0.4, "range", "0.0%", "0.0%"),
        (PERCENT, 51.22, None, "exact", "0.00%", "0.00%"),
        (ONE_IN, 302.8, 0.1, "exact", '"1 in "0.0', '0.0"通に1通"'),
        (ONE_IN, 1168.0, 1.0, "exact", '"1 in "#,##0', '#,##0"通に1通"'),
        (ONE_IN, 1000.0, 1.0, "above", '"1 in more than "#,##0', '#,##0"通以上に1通"'),
        (PER_DAY, 4998.0, 1.0, "exact", '#,##0" a day"', '#,##0"件/日"'),
        (PER_DAY, 11_900_000_000.0, 100_000_000.0, "exact", '#,##0" a day"', '#,##0"件/日"'),
        (COUNT, 12.0, 1.0, "exact", "#,##0", "#,##0"),
        (KILOBYTES, 5.2, 0.1, "exact", '#,##0.0" KB"', '#,##0.0"KB"'),
        (ONE_IN, None, 0.1, "exact", '"1 in "0.0', '0.0"通に1通"'),
    ],
)
def test_formats_keep_the_meaning(
    words: Words, unit: Unit, value: float | None, step: float | None, qualifier: str, en: str, ja: str
) -> None:
    assert NumberFormats(words("en")).figure(unit, value, step, qualifier) == en
    assert NumberFormats(words("ja")).figure(unit, value, step, qualifier) == ja


def span(low: str, high: str) -> Interval:
    return Interval(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("unit", "change", "lies", "steps", "expected"),
    [
        (PERCENT, 5.5, span("5.4", "5.6"), (0.1, 0.1), '"▲ "+0.0" pt";"▼ −"0.0" pt";"±"0.0" pt"'),
        (PERCENT, -2.0, None, (0.1, 0.01), '"▲ "+0.0" pt";"▼ −"0.0" pt";"±"0.0" pt"'),
        (ONE_IN, 0.0243, span("0.024", "0.025"), (), '"▲ "+0.00" pt";"▼ −"0.00" pt";"±"0.00" pt"'),
        (ONE_IN, 0.001, span("-0.002", "0.004"), (), '"±"0.00" pt";"±"0.00" pt"'),
        (ONE_IN, -0.001, span("-0.002", "-0.0005"), (), '"▲ "+0.00" pt";"▼ −"0.00" pt";"±"0.00" pt"'),
        (PER_DAY, 184.0, None, (1.0, 1.0), '"▲ "+0.0%;"▼ −"0.0%;"±"0.0%'),
    ],
)
def test_changes_have_sign_arrow_and_unit(
    words: Words, unit: Unit, change: float, lies: Interval | None, steps: tuple[float, ...], expected: str
) -> None:
    assert NumberFormats(words("en")).change(unit, change, lies, *steps) == expected


def test_printed_changes_have_a_sign_in_their_own_unit(words: Words) -> None:
    formats = NumberFormats(words("ja"))
    assert (
        formats.reading("change", "points", -2.0, 0.1, "exact") == '+0.0" ポイント";"−"0.0" ポイント";"±"0.0" ポイント"'
    )
    assert formats.reading("change", "percent", -3.0, 1.0, "exact") == '+0%;"−"0%;"±"0%'
    assert formats.reading("average_6", "percent", 85.6, 0.1, "exact") == "0.0%"
    assert formats.reading("value", "parsecs", 12.5, 0.1, "exact") == "#,##0.0"


def test_steps_and_rates() -> None:
    assert (step_format("percent", 0.1), step_format("one_in", 6.7), step_format("per_day", 1e8)) == (
        "0.0%",
        "#,##0.0",
        "#,##0",
    )
    assert rate_format(3) == "0.000%"


@pytest.mark.parametrize(
    ("period", "cell"),
    [
        ("2010-02", datetime.date(2010, 2, 1)),
        ("2010-02-05", datetime.date(2010, 2, 5)),
        ("2010-Q1", "2010-Q1"),
        ("2010", "2010"),
        ("1900-02", "1900-02"),
        ("1900-03", datetime.date(1900, 3, 1)),
    ],
)
def test_periods_are_dates_where_excel_has_them(period: str, cell: datetime.date | str) -> None:
    assert cell_date(Period.parse(period)) == cell


def test_dates_are_written_as_periods_are() -> None:
    assert date_format(Grain.MONTH, "ja") == 'yyyy"年"m"月"'
    assert date_format(Grain.DAY, "ja") == 'yyyy"年"m"月"d"日"'
    assert date_format(Grain.MONTH, "en") == "[$-409]mmm yyyy"
    assert date_format(Grain.QUARTER, "en") == "General"


@pytest.mark.parametrize(
    ("value", "expected"), [(302.8, 100 / 302.8), (0.0, None), (None, None), (2.2250738585072e-309, None)]
)
def test_a_rate_is_a_number_or_nothing(value: float | None, expected: float | None) -> None:
    assert rate_percent(value) == expected
