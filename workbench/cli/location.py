"""Which database a command is about: a file or a URL."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from workbench.core.errors import DatabaseRefused
from workbench.core.messages import message

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:(//|$)", re.IGNORECASE)
_SQLITE = "sqlite:///"


def database_path(asked: str | None, default: Callable[[], Path]) -> Path:
    """Return the file that `--db` names, as a path or as sqlite:///PATH; the default where nothing is asked for.

    DatabaseRefused for other URLs, and for a database in memory, which would be gone when the command ends.
    """
    if asked is None:
        return default()
    is_url = _SCHEME.match(asked) is not None
    name = asked.removeprefix(_SQLITE) if asked.startswith(_SQLITE) else asked
    if (is_url and name == asked) or name in {"", ":memory:"}:
        raise DatabaseRefused(message("database.only_sqlite", url=asked))
    return Path(name)
