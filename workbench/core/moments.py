"""Moments as people read them."""

from __future__ import annotations

import datetime


def on_the_wall(moment: str) -> str:
    """Write a moment, ISO 8601 with its zone, by the clock on the wall: "2010-03-05 09:12"."""
    return datetime.datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")
