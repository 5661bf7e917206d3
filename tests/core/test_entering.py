"""Figures entered by hand: one by one, a block at a time, printed averages, and clearing; each is one undo step."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db.store import SqlStore
from workbench.core.catalogue import Catalogue
from workbench.core.commands.figures import clear_figures, set_published_average, set_value, set_values
from workbench.core.errors import Refused
from workbench.core.keys import FigureKey
from workbench.core.periods import Period
from workbench.core.ports import Change
from workbench.core.queries.segment_table import SegmentTable, segment_table
from workbench.core.records import Observation, Reading, Record
from workbench.core.spelling.numbers import SpelledNumber, read_number

FEBRUARY = Period.month(2010, 2)
JANUARY = Period.month(2010, 1)
BLANK = SpelledNumber("", None)

Put = Callable[..., Change]


def number(text: str) -> SpelledNumber:
    read = read_number(text)
    assert isinstance(read, SpelledNumber)
    return read


def key(segment: str, period: Period = FEBRUARY, *, metric: str = "virus.rate", aspect: str = "") -> FigureKey:
    return FigureKey(metric, "geography", segment, period, aspect)


def average(segment: str) -> FigureKey:
    return key(segment, aspect="average_6")


@pytest.fixture
def table(sample: SqlStore, catalogue: Catalogue) -> Callable[[], SegmentTable]:
    def ask() -> SegmentTable:
        with sample.read() as reader:
            metric = catalogue.metric("virus.rate")
            return segment_table(reader, metric, "geography", FEBRUARY, window=catalogue.average_window)

    return ask


def row(table: SegmentTable, segment: str) -> tuple[object, ...]:
    at = table.segments.index(segment)
    return table.values[at], table.bases[at], table.published[at], table.marks[at].is_edited


def kept(store: SqlStore) -> list[list[Record]]:
    """Return all that is kept of figures; the person as a source may stay."""
    with store.read() as reader:
        return [list(reader.records(kind)) for kind in (Observation, Reading)]


def test_a_block_over_two_months_and_an_average_is_one_step(
    sample: SqlStore, catalogue: Catalogue, table: Callable[[], SegmentTable]
) -> None:
    before = kept(sample)
    metric = catalogue.metric("virus.rate")
    entries = [
        (key("CN"), number("1 in 60")),
        (key("TW", JANUARY), number("100.5")),
        (key("GB"), number("0.5%")),
        (average("DK"), number("210.0")),
    ]
    operations = len(trail(sample))
    change = sample.run(set_values(metric, entries))
    assert change.label.parameters == {"count": 4}
    found = table()
    assert row(found, "CN") == (60.0, 121.4, None, True)
    assert row(found, "TW") == (109.8, 100.5, None, False)
    assert row(found, "GB")[0] == pytest.approx(200)
    assert row(found, "DK") == (None, None, 210.0, False)
    assert found.published_steps[found.segments.index("DK")] == 0.1
    assert found.base_steps[found.segments.index("TW")] == 0.1
    assert len(trail(sample)) == operations + 1
    sample.undo()
    assert kept(sample) == before


def trail(store: SqlStore) -> list[int]:
    with store.read() as reader:
        return [operation.id for operation in reader.operations()]


def test_a_blank_in_a_block_clears_what_stands_and_adds_nothing(
    sample: SqlStore, catalogue: Catalogue, table: Callable[[], SegmentTable]
) -> None:
    metric = catalogue.metric("virus.rate")
    stated = table().expected
    sample.run(set_values(metric, [(key("CN"), BLANK), (key("IN"), BLANK), (key("NZ"), number("n/a"))]))
    found = table()
    assert row(found, "CN")[0] is None
    assert found.statuses[found.segments.index("CN")] == "missing"
    assert found.expected == stated, "no observation came for segments that had none"
    assert found.is_stated[found.segments.index("CN")]
    assert not found.is_stated[found.segments.index("IN")]


def test_clearing_what_is_not_there_is_no_step(sample: SqlStore, catalogue: Catalogue) -> None:
    metric = catalogue.metric("virus.rate")
    operations = trail(sample)
    change = sample.run(clear_figures(metric, [key("IN"), average("CN")]))
    assert change.operation is None
    assert trail(sample) == operations


def test_clearing_is_one_step_and_takes_back_only_the_own_average(
    sample: SqlStore, catalogue: Catalogue, table: Callable[[], SegmentTable]
) -> None:
    metric = catalogue.metric("virus.rate")
    sample.run(set_published_average(metric, key("CN"), number("133.0")))
    assert row(table(), "CN")[2] == 133.0
    change = sample.run(clear_figures(metric, [key("CN"), key("TW"), average("CN")]))
    assert (change.label.id, change.label.parameters) == ("command.clear_values", {"count": 3})
    found = table()
    assert [row(found, segment)[0] for segment in ("CN", "TW", "GB")] == [None, None, 169.6]
    assert row(found, "CN")[2] is None
    sample.undo()
    assert row(table(), "CN") == (62.4, 121.4, 133.0, False)


def test_a_typed_average_stands_before_the_printed_one(sample: SqlStore, catalogue: Catalogue) -> None:
    metric = catalogue.metric("virus.rate")
    total = FigureKey("virus.rate", period=FEBRUARY)

    def shown() -> tuple[object, ...]:
        with sample.read() as reader:
            found = segment_table(reader, metric, "geography", FEBRUARY, window=catalogue.average_window)
            return (*found.total.published, found.total_steps[1])

    assert shown() == (280.6, 0.1)
    change = sample.run(set_published_average(metric, total, number("281")))
    assert change.label.parameters == {"key": "virus.rate@2010-02#average_6"}
    assert shown() == (281.0, 1.0)
    sample.run(set_published_average(metric, total, BLANK))
    assert shown() == (280.6, 0.1)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0.2", "import.out_of_span_one_in"),
        ("120%", "import.out_of_span_percent"),
        ("30 KB", "import.other_unit"),
    ],
)
def test_what_a_rate_cannot_be_is_refused_before_anything_is_written(
    catalogue: Catalogue, text: str, reason: str
) -> None:
    read = number(text)
    metric = catalogue.metric("virus.rate")
    for make in (
        lambda: set_value(metric, key("CN"), read),
        lambda: set_values(metric, [(key("TW"), number("5")), (key("CN"), read)]),
    ):
        with pytest.raises(Refused) as refusal:
            make()
        assert refusal.value.message.id == reason


def test_an_average_must_be_in_the_metrics_own_unit(catalogue: Catalogue) -> None:
    with pytest.raises(Refused) as refusal:
        set_published_average(catalogue.metric("virus.rate"), key("CN"), number("0.4%"))
    assert refusal.value.message.id == "import.other_unit"


def test_a_key_without_a_period_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(Refused) as refusal:
        set_values(catalogue.metric("virus.rate"), [(FigureKey("virus.rate"), number("5"))])
    assert refusal.value.message.id == "key.without_period"


def test_an_average_of_a_segment_without_a_value_this_month_is_shown(
    sample: SqlStore, catalogue: Catalogue, table: Callable[[], SegmentTable]
) -> None:
    sample.run(set_published_average(catalogue.metric("virus.rate"), key("IN"), number("500")))
    assert row(table(), "IN") == (None, None, 500.0, False)
