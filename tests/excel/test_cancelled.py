"""An export that is stopped, at every look that it takes at whether it is to go on."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from db.databases import SqlDatabases
from workbench.core.errors import Cancelled
from workbench.core.messages import message


def test_it_leaves_nothing_wherever_it_is_stopped(
    databases: SqlDatabases, sample_file: Path, write: Callable[..., Any], tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "month.xlsx").write_bytes(b"old")
    looks: list[tuple[int, int | None]] = []

    def stop_at(number: int) -> Callable[[int, int | None], None]:
        numbers = count()

        def progress(done: int, total: int | None) -> None:
            if next(numbers) == number:
                raise Cancelled(message("work.cancelled"))
            looks.append((done, total))

        return progress

    store = databases.open(sample_file, for_writing=False)
    for number in range(12):
        with pytest.raises(Cancelled):
            write(store, folder / "month.xlsx", "en", None, stop_at(number))
        assert [(file.name, file.read_bytes()) for file in folder.iterdir()] == [("month.xlsx", b"old")]
    store.close()
    assert {total for _, total in looks} > {None}
