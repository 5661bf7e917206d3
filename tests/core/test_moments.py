"""Moments as people read them, by the clock of the place."""

from __future__ import annotations

import time

import pytest

from workbench.core.moments import on_the_wall


@pytest.mark.parametrize(("zone", "said"), [("UTC", "2010-03-01 23:30"), ("Asia/Tokyo", "2010-03-02 08:30")])
def test_a_moment_is_written_by_the_clock_on_the_wall(monkeypatch: pytest.MonkeyPatch, zone: str, said: str) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert on_the_wall("2010-03-01T23:30:00+00:00") == said
    finally:
        monkeypatch.undo()
        time.tzset()
