"""What is stored is held against what the records promise."""

from dataclasses import replace

import pytest

from workbench.core.messages import message
from workbench.core.queries.soundness import unsound
from workbench.core.records import Observation, Reading, Source

SOURCE = Source(1, "file", "figures.csv", "", "")
READING = Reading(
    *("spam.rate", "M", "2010-02", "global", "global", "value", 1, 1),
    *(89.4, 0.1, "exact", "percent", "", "89.4", "C2"),
)
FOUND = Observation("spam.rate", "M", "2010-02", "global", "global", 89.4, 0.1, "exact", "normal", 1, 1)
MISSING = replace(FOUND, value=None, step=None, status="missing")
KEY = "spam.rate/M/2010-02/global/global"


@pytest.fixture
def problems(store, put):
    """Put records into an empty database; return what is unsound."""

    def found(*records):
        put(store, *records)
        with store.read() as reader:
            return unsound(reader)

    return found


@pytest.mark.parametrize(
    "observation",
    [
        FOUND,
        MISSING,
        replace(FOUND, source=None, nth=None),
        replace(FOUND, step=None),
        replace(FOUND, step=0.0, status="estimated", qualifier="range"),
    ],
)
def test_a_figure_with_its_reading_is_sound(problems, observation):
    assert problems(SOURCE, READING, observation) == ()


@pytest.mark.parametrize(("grain", "period"), [("D", "2010-02-05"), ("Q", "2010-Q1"), ("H", "2010-H1"), ("Y", "2010")])
def test_each_grain_is_sound(problems, grain, period):
    assert problems(replace(FOUND, grain=grain, period=period, source=None, nth=None)) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        replace(FOUND, value=None),
        replace(FOUND, status="missing"),
        replace(FOUND, status="fine"),
        replace(FOUND, qualifier="perhaps"),
        replace(FOUND, step=-0.1),
        replace(FOUND, value=float("inf")),
        replace(MISSING, status="normal"),
    ],
)
def test_an_accepted_value_that_says_two_things_is_told(problems, wrong):
    assert problems(SOURCE, READING, wrong) == (message("verify.observation", key=KEY),)


@pytest.mark.parametrize(
    ("grain", "period"), [("M", "2010-13"), ("D", "2010-02"), ("M", "2010"), ("X", "2010-02"), ("M", "feb")]
)
def test_a_period_that_is_none_is_told(problems, grain, period):
    wrong = replace(FOUND, grain=grain, period=period, source=None, nth=None)
    assert problems(wrong) == (message("verify.observation", key=f"spam.rate/{grain}/{period}/global/global"),)


@pytest.mark.parametrize(
    "reading",
    [
        replace(READING, nth=2),
        replace(READING, segment="IT", dimension="geography"),
        replace(READING, statistic="average_6"),
    ],
    ids=["another number", "another figure", "another statistic"],
)
def test_an_accepted_value_without_its_reading_is_told(problems, reading):
    assert problems(SOURCE, reading, FOUND) == (message("verify.no_reading", key=KEY),)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(READING, statistic="median"),
        replace(READING, qualifier="perhaps"),
        replace(READING, step=-1.0),
        replace(READING, value=-float("inf")),
        replace(READING, period="2010-13"),
    ],
)
def test_a_reading_that_is_no_figure_is_told(problems, wrong):
    key = f"spam.rate/M/{wrong.period}/global/global"
    assert problems(SOURCE, wrong) == (message("verify.reading", key=key),)


def test_at_most_twenty_of_each_kind_are_told(problems):
    observations = [replace(FOUND, segment=f"s{number:02d}", status="fine") for number in range(30)]
    readings = [replace(READING, nth=number, step=-1.0) for number in range(1, 31)]
    found = problems(SOURCE, *readings, *observations)
    assert [problem.id for problem in found] == ["verify.observation"] * 20 + ["verify.reading"] * 20
