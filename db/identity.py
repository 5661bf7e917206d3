"""What a file is before anything is done to it: ours and current, older, newer, foreign, damaged or not there.

The look takes no lock and writes nothing, so that a file that is refused is untouched, also a foreign one with a
journal of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from db.dialect import untouching_engine_of
from db.schema import APPLICATION_ID, REVISION
from workbench.core.errors import DatabaseRefused
from workbench.core.messages import message

QUICK_CHECK_BYTES = 16_000_000
"""Up to this size a file's pages are all looked at when it is opened; larger ones by `verify`."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A file that is ours, with the revision of its schema."""

    path: Path
    revision: str

    @property
    def is_current(self) -> bool:
        """Whether its schema is the one that this program reads and writes."""
        return self.revision == REVISION


def identify(path: Path) -> Identity:
    """Return what a file is; DatabaseRefused in words for one that is missing, foreign, newer or damaged."""
    if not path.exists():
        raise DatabaseRefused(message("database.missing", file=str(path)))
    if path.is_dir() or path.stat().st_size == 0:
        raise DatabaseRefused(message("database.foreign", file=path.name))
    revision = _revision(path)
    if revision > REVISION:
        raise DatabaseRefused(message("database.newer", file=path.name))
    return Identity(path, revision)


def _revision(path: Path) -> str:
    """Read the mark and the revision of a file."""
    engine = untouching_engine_of(path)
    try:
        with engine.connect() as connection:
            mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
            if mark != APPLICATION_ID:
                raise DatabaseRefused(message("database.foreign", file=path.name))
            return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())
    except DBAPIError as error:
        is_ours = "not a database" not in str(error.orig)
        id_ = "database.damaged" if is_ours else "database.foreign"
        raise DatabaseRefused(message(id_, file=path.name)) from error
    finally:
        engine.dispose()
