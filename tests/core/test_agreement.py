"""Which printed figures contradict each other, and which can be the same number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.store import SqlStore
from workbench.core.agreement import PrintedFigure, can_be_one
from workbench.core.catalogue import Catalogue
from workbench.core.periods import Period
from workbench.core.queries.segment_table import segment_table


def figure(value: float | None, step: float | None, unit: str = "percent", qualifier: str = "exact") -> PrintedFigure:
    return PrintedFigure(value, step, qualifier, unit)


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        (figure(302.8, 0.1, "one_in"), figure(0.33, 0.01), True),
        (figure(302.8, 0.1, "one_in"), figure(0.34, 0.01), False),
        (figure(237.1, 0.1, "one_in"), figure(0.42, 0.01), True),
        (figure(89.4, 0.1), figure(89.0, 1.0), True),
        (figure(89.4, 0.1), figure(90.0, 1.0), False),
        (figure(89.4, 0.1), figure(89.5, 0.1), False),
        (figure(89.4, 0.1), figure(89.4, 0.01), True),
        (figure(65.0, 1.0, qualifier="about"), figure(66.0, 1.0), True),
        (figure(1.0, 1.0, qualifier="below"), figure(0.4, 0.1), True),
        (figure(4998.0, 1.0, "per_day"), figure(4998.0, 1.0, "count"), False),
        (figure(None, None, ""), figure(89.4, 0.1), False),
        (figure(0.0, 0.0, "one_in"), figure(0.33, 0.01), False),
    ],
)
def test_two_figures(first: PrintedFigure, second: PrintedFigure, *, is_one: bool) -> None:
    assert can_be_one([first, second]) is can_be_one([second, first]) is is_one


def test_every_two_must_agree() -> None:
    assert not can_be_one([figure(89.0, 1.0), figure(88.6, 0.1), figure(89.4, 0.1)])
    assert can_be_one([figure(89.4, 0.1)])
    assert can_be_one([])


@given(rate=st.decimals("0.1", "99.9", places=4), places=st.integers(0, 3), digits=st.integers(0, 3))
def test_one_number_rounded_twice_agrees_with_itself(rate, places: int, digits: int) -> None:
    percent = figure(float(round(rate, places)), 10.0**-places)
    one_in = figure(float(round(100 / rate, digits)), 10.0**-digits, "one_in")
    assert can_be_one([percent, one_in])


def test_readings_in_two_units_that_can_be_one_number_are_not_in_doubt(sample: SqlStore, catalogue: Catalogue) -> None:
    def is_doubtful(metric: str, month: Period) -> bool:
        with sample.read() as reader:
            found = segment_table(reader, catalogue.metric(metric), "geography", month, window=catalogue.average_window)
        return found.total_marks.is_doubtful

    assert not is_doubtful("phishing.rate", Period.month(2010, 5))
    assert is_doubtful("phishing.rate", Period.month(2009, 1))
    assert is_doubtful("virus.rate", Period.month(2009, 4))
