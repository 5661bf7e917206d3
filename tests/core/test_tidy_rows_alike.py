"""Rows that are alike are read once: in any table each row is read as it would be by itself."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.core.tidy.lines import LineReader

CELLS = {
    "period": ["2010-02", " 2010年1月", "soon"],
    "metric": ["spam.rate", "virus.rate", "ウイルス率", "nothing"],
    "dimension": ["geography", "", "vertical"],
    "segment": ["JP", "日本", "'JP", "", "Atlantis"],
    "segment_label": ["", "Nippon"],
    "statistic": ["", "average_6", "change"],
    "value": ["12", "12%", " 12%", "1 in 12", "about 12", "5～10%", "0%", "'-0.1", "n/a", "x"],
    "text": ["", "12 %", "twelve"],
    "step": ["", "5", "0.5", "-1"],
    "qualifier": ["", "about", "exact", "odd"],
    "unit": ["", "percent", "%", "one_in", "ratio", "件"],
    "status": ["", "provisional", "estimated", "missing"],
    "source": ["", "edition:2010-02"],
    "place": ["", "panel"],
    "change": ["", "+0.1", "-5%", "up"],
}
"""What stands in a column, most often the first."""

OTHERS = st.lists(st.sampled_from([(name, cell) for name, cells in CELLS.items() for cell in cells]), max_size=4)
ROWS = st.tuples(OTHERS, st.sampled_from([len(CELLS)] * 5 + [7, 3]))


@pytest.mark.parametrize("columns", [list(CELLS), ["period", "metric", "value"], ["value", "unit", "metric", "period"]])
@example(rows=[([("step", "5")], 15), ([("step", "5"), ("status", "estimated")], 15)])
@given(rows=st.lists(ROWS, min_size=2, max_size=40))
def test_each_row_of_a_table_is_read_as_by_itself(catalogue, columns, rows):
    positions = {name: place for place, name in enumerate(columns)}
    table = LineReader(catalogue, positions, len(columns))
    for number, (others, length) in enumerate(rows, 2):
        cells = {name: usual for name, (usual, *_) in CELLS.items()} | dict(others)
        row = [cells[name] for name in columns][:length]
        alone = LineReader(catalogue, positions, len(columns))
        before = len(table.problems)
        assert table.read(number, row) == alone.read(number, row)
        assert table.problems[before:] == alone.problems
