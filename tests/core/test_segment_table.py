"""The table of a tab: who stands in it, how far its history goes, and what stands beside whoever is absent now."""

import pytest

from workbench.core.catalogue import AverageWindow
from workbench.core.periods import Period
from workbench.core.queries.breakdown import Base
from workbench.core.queries.months import months
from workbench.core.queries.segment_table import segment_table
from workbench.core.records import Edition, Observation

WINDOW = AverageWindow(6, includes_current=True)
FEBRUARY = Period.month(2010, 2)


def figure(segment, period, value, dimension="geography"):
    status = "normal" if value is not None else "missing"
    step = 0.1 if value is not None else None
    return Observation("spam.rate", "M", period, dimension, segment, value, step, "exact", status, None, None)


@pytest.fixture
def ask(store, put, catalogue):
    """Put figures into an empty database and ask for the table of February 2010."""

    def asked(*records, base=Base.PREVIOUS):
        put(store, *records)
        with store.read() as reader:
            metric = catalogue.metric("spam.rate")
            return segment_table(reader, metric, "geography", FEBRUARY, window=WINDOW, base=base)

    return asked


def test_the_history_begins_with_the_first_figure_of_any_segment(ask):
    table = ask(
        figure("IT", "2009-12", 90.0),
        figure("IT", "2010-02", 93.0),
        figure("DK", "2010-02", 92.0),
        figure("global", "2009-11", 80.0, "global"),
        figure("IT", "2010-03", 99.0),
    )
    assert [str(month) for month in table.months] == ["2009-11", "2009-12", "2010-01", "2010-02"]
    assert table.segments == ("IT", "DK")
    assert table.histories == ([None, 90.0, None, 93.0], [None, None, None, 92.0])
    assert table.total_history == [80.0, None, None, None]


def test_who_is_absent_now_stands_at_the_end_with_what_is_known(ask):
    table = ask(
        figure("IT", "2010-02", 93.0),
        figure("RU", "2010-01", 70.0),
        figure("RU", "2009-12", 80.0),
        figure("BR", "2008-01", 60.0),
        figure("US", "2010-05", 50.0),
    )
    assert table.segments == ("IT", "BR", "RU"), "who comes later is not there yet"
    assert table.values == (93.0, None, None)
    assert table.bases == (None, None, 70.0)
    assert table.averages == (93.0, None, 75.0)
    assert table.months_present == (1, 0, 2)
    assert table.is_stated == (True, False, False)
    assert [history[0] for history in table.histories] == [None, 60.0, None]


def test_who_stands_in_a_later_base_alone_is_shown_too(ask):
    table = ask(figure("IT", "2010-02", 93.0), figure("US", "2010-05", 50.0), base=Period.month(2010, 5))
    assert table.segments == ("IT", "US")
    assert table.bases == (None, 50.0)
    assert table.histories[1] == [None]


def test_months_are_counted_with_what_is_missing_and_their_edition(store, put):
    put(
        store,
        figure("IT", "2010-02", 93.0),
        figure("DK", "2010-02", None),
        figure("IT", "2010-01", 92.0),
        figure("DK", "2010-01", 91.0),
        Edition("M", "2010-02", 1, "draft", "", None, None),
    )
    with store.read() as reader:
        found = [(str(month.period), month.figures, month.missing, month.edition) for month in months(reader)]
    assert found == [("2010-02", 1, 1, "draft"), ("2010-01", 2, 0, "")]
