"""A disk that is full or fails, at any writing system call: refused in words, nothing between before and after.

Once: the work, tried again, succeeds, a command in the database that was open all the time. From then on, so that
rolling back fails as well: what was refused is not done, and the database opens without help once the disk is well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.db.children import WORKS, Children, Done

pytestmark = pytest.mark.slow

DONE, REFUSED = 0, 3
"""How a process ends whose work was done, or refused in words."""


@pytest.mark.parametrize("work", WORKS)
@pytest.mark.parametrize(("error", "from_then_on"), [("ENOSPC", False), ("EIO", True)])
def test_an_error_at_every_writing_call(
    work: str,
    error: str,
    children: Children,
    done: Callable[[str], Done],
    tmp_path: Path,
    record_property: Callable[[str, object], None],
    *,
    from_then_on: bool,
    is_traceable: bool,
) -> None:
    if not is_traceable:
        pytest.skip("strace is not there or must not trace")
    points, jobs = done(work).points, done(work).jobs(tmp_path)
    attempts = 1 if from_then_on else 2
    ended = children.fail_at_calls([job | {"attempts": attempts} for job in jobs], error, from_then_on=from_then_on)
    found = [done(work).outcome.of(Path(job["folder"])) for job in jobs]
    record_property("moments", len(points))
    print(f"{work}: {error} at {len(points)} moments: ended {dict(Counter(ended))}, found {dict(Counter(found))}")
    assert set(ended) <= {DONE, REFUSED}
    expected = {DONE: "after", REFUSED: "before"}
    wrong = [
        f"{point.name} {point.text}: ended {end}, found {state}"
        for point, end, state in zip(points, ended, found, strict=True)
        if expected[end] != state
    ]
    assert wrong == []
    assert from_then_on or REFUSED not in ended
    assert not from_then_on or REFUSED in ended
