"""Bringing an older database up to date by alembic: a verified copy first, then all steps in one transaction."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from db import backup, dialect
from db.failures import in_words
from db.schema import METADATA
from workbench.core.errors import DatabaseRefused
from workbench.core.messages import message

SCRIPTS = Path(__file__).parent / "migrations"
"""The folder with alembic's revisions, one for each step of the schema."""


def bring_up_to_date(path: Path, revision: str, scripts: Path = SCRIPTS, target: str = "head") -> Path:
    """Upgrade a file from its revision and return the copy made before, `NAME.revision-N.db` beside it.

    What raises on the way leaves the file at its old revision, whole.
    """
    directory = _directory(scripts)
    if revision not in {script.revision for script in directory.walk_revisions()}:
        raise DatabaseRefused(message("database.damaged", file=path.name))
    copy = path.with_name(f"{path.stem}.revision-{revision}{path.suffix}")
    backup.copy_file(path, copy)
    engine = dialect.engine_of(path)
    try:
        with in_words(path), engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            dialect.begin_writing(connection)
            try:
                _upgrade(connection, directory, target)
                dialect.commit(connection)
            except BaseException:
                dialect.roll_back(connection)
                raise
    finally:
        engine.dispose()
    return copy


def _directory(scripts: Path) -> ScriptDirectory:
    """Return alembic's view of the revisions."""
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


def _upgrade(connection: Connection, directory: ScriptDirectory, target: str) -> None:
    """Run alembic's steps on a connection whose transaction is ours."""

    def steps(revision: object, _context: object) -> object:
        return directory._upgrade_revs(target, revision)  # type: ignore[arg-type]  # noqa: SLF001 - alembic's own commands do so

    with EnvironmentContext(Config(), directory, fn=steps, destination_rev=target) as environment:
        environment.configure(
            connection=connection, target_metadata=METADATA, transactional_ddl=False, render_as_batch=True
        )
        environment.run_migrations()
