"""The program: puts the parts together. It knows everyone, and nothing heavy is imported before it is needed."""

from __future__ import annotations

import datetime
import gc
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.cli.services import Services
    from workbench.core.catalogue import Catalogue
    from workbench.core.messages import Translator
    from workbench.core.ports import Databases

_FOLDER = "threat-report-workbench"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with these arguments, or those of the process, and return the exit status.

    As a program of its own it starts without garbage collection: nearly all that start-up makes stays, and looking
    through it costs a fifth of the time of a short command; so does looking again at the end.
    """
    if arguments is not None:
        return _run(arguments)
    gc.disable()
    _speak_utf8(sys.argv[1:])
    try:
        return _run(sys.argv[1:])
    except KeyboardInterrupt:  # before there are words for it
        return 1
    finally:
        gc.freeze()


def _run(arguments: Sequence[str]) -> int:
    from workbench.cli.app import run  # noqa: PLC0415 - after the collector is off

    return run(arguments, services())


def services() -> Services:
    """Return the parts of the program, each of which is imported and made when it is first asked for."""
    from workbench.cli.services import Services  # noqa: PLC0415
    from workbench.core.resources import resources_folder  # noqa: PLC0415

    resources = resources_folder()

    def translator(language: str) -> Translator:
        from workbench.core.translation import GettextTranslator  # noqa: PLC0415

        return GettextTranslator(language, resources / "locale")

    def catalogue() -> Catalogue:
        from workbench.core.catalogue import shipped_catalogue  # noqa: PLC0415

        return shipped_catalogue(resources)

    return Services(
        databases=_databases,
        catalogue=catalogue,
        translator=translator,
        resources=resources,
        default_database=_default_database,
        log_file=_log_file,
        clock=_now,
    )


def _databases() -> Databases:
    from db.databases import SqlDatabases  # noqa: PLC0415 - SQLAlchemy, which help does without

    if not gc.isenabled():
        gc.freeze()
        gc.enable()
    return SqlDatabases(_author())


def _author() -> str:
    """Return the name under which changes are noted."""
    import getpass  # noqa: PLC0415

    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # no name in the environment, and none in the system's list
        return "unknown"


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _default_database() -> Path:
    from platformdirs import user_data_path  # noqa: PLC0415

    return user_data_path(_FOLDER, appauthor=False) / "workbench.db"


def _log_file() -> Path:
    from platformdirs import user_log_path  # noqa: PLC0415

    return user_log_path(_FOLDER, appauthor=False) / "workbench.log"


def _speak_utf8(arguments: Sequence[str]) -> None:
    """Print JSON as UTF-8 whatever the terminal's encoding; in words for people, mark what the terminal cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if "--json" in arguments else None, errors="replace")


if __name__ == "__main__":
    sys.exit(main())
