"""The program: puts the parts together. It knows everyone, and nothing heavy is imported before it is needed."""

from __future__ import annotations

import datetime
import gc
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.core.messages import message

if TYPE_CHECKING:
    from workbench.cli.services import Services
    from workbench.core.catalogue import Catalogue
    from workbench.core.messages import Translator
    from workbench.core.ports import Databases, Store
    from workbench.ui.application import Start
    from workbench.ui.openers import Openers

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
    """Show the window where it is asked for with nothing more; all else is the command line's, the window's options too."""
    if list(arguments) in ([], ["gui"]):
        from workbench.cli.language import language_of  # noqa: PLC0415 - without typer

        return _show_window(_default_database(), language_of([], os.environ))
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
        show_window=_show_window,
        make_pictures=_make_pictures,
        clock=_now,
    )


def _show_window(database: Path, language: str) -> int:
    """Show the window on a database, or say that there is no screen."""
    if not _has_screen():
        words = services().translator(language)
        sys.stderr.write(words(message("window.no_screen")) + "\n")
        return 1
    from workbench.ui.application import run  # noqa: PLC0415 - Qt, only for the window

    _collect_again()
    return run(window_start(database, language, _settings_file()))


def window_start(database: Path, language: str, settings_file: Path) -> Start:
    """Return what the window is started with."""
    from workbench.ui.application import Start  # noqa: PLC0415 - Qt, only for the window

    made = services()
    return Start(_openers(), made.translator, settings_file, language, database, made.log_file())


def _make_pictures(folder: Path, languages: Sequence[str], themes: Sequence[str]) -> list[Path]:
    """Make the window's pictures without a screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from workbench.ui.tour import make_pictures  # noqa: PLC0415 - Qt, only for the window

    _collect_again()
    return make_pictures(folder, _openers(), services().translator, languages, themes)


def _openers() -> Openers:
    """Return how the window comes to databases and files."""
    from workbench.ui.openers import Openers  # noqa: PLC0415 - Qt's part of the program

    made = services()

    def open_store(path: Path) -> Store:
        return made.databases().open(path, for_writing=True, create=True)

    return Openers(open_store, made.catalogue, made.resources, made.default_database)


def _has_screen() -> bool:
    """Whether a window can be shown: on Linux there must be a display, or a Qt platform that was named."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _databases() -> Databases:
    from db.databases import SqlDatabases  # noqa: PLC0415 - SQLAlchemy, which help does without

    _collect_again()
    return SqlDatabases(_author())


def _collect_again() -> None:
    """Turn the collector on, which then passes over what start-up made."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


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


def _settings_file() -> Path:
    from platformdirs import user_config_path  # noqa: PLC0415

    return user_config_path(_FOLDER, appauthor=False) / "window.ini"


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
