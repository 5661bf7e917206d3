"""The program: puts the parts together. It knows everyone, and nothing heavy is imported before it is needed."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

    from workbench.cli.services import Services
    from workbench.core.catalogue import Catalogue
    from workbench.core.claims.text import Text
    from workbench.core.messages import Translator
    from workbench.core.ports import Databases, Importer, Spreadsheet, Store
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
        return _show_window(None, None)
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
        spreadsheet=_spreadsheet,
        importer=_importer,
        read_text=_read_text,
        catalogue=catalogue,
        translator=translator,
        resources=resources,
        default_database=_default_database,
        log_file=_log_file,
        show_window=_show_window,
        make_pictures=_make_pictures,
        clock=_now,
    )


def _show_window(database: Path | None, language: str | None, file: Path | None = None) -> int:
    """Show the window on a database (None: the user's own) in a language (None: the environment's), or say that there is no screen.

    What is not given is found out behind the window's first paint. A file is offered for import.
    """
    missing = "window.no_screen" if not _has_screen() else "window.no_library" if _lacks_library() else ""
    if missing:
        from workbench.core.messages import message  # noqa: PLC0415

        sys.stderr.write(services().translator(language or _language())(message(missing)) + "\n")
        return 1
    from workbench.ui.application import run  # noqa: PLC0415 - Qt, only for the window

    _collect_again()
    return run(_settings_file(), lambda: window_start(database or _default_database(), language or _language(), file))


def window_start(database: Path, language: str, file: Path | None = None) -> Start:
    """Return what the window is started with."""
    from workbench.ui.application import Start  # noqa: PLC0415 - Qt, only for the window

    made = services()
    return Start(_openers(), made.translator, language, database, made.log_file(), file)


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

    def open_store(path: Path, *, for_writing: bool = True) -> Store:
        return made.databases().open(path, for_writing=for_writing, create=for_writing)

    return Openers(open_store, made.catalogue, made.resources, made.default_database, made.spreadsheet, made.importer)


def _has_screen() -> bool:
    """Whether a window can be shown: on Linux there must be a display, or a Qt platform that was named."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _lacks_library() -> bool:
    """Whether Qt would end the program on this X server, in its own words, for a library that Debian leaves out."""
    if sys.platform != "linux" or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM"):
        return False
    import ctypes  # noqa: PLC0415

    try:
        ctypes.CDLL("libxcb-cursor.so.0")
    except OSError:
        return True
    return False


def _databases() -> Databases:
    from db.databases import SqlDatabases  # noqa: PLC0415 - SQLAlchemy, which help does without

    _collect_again()
    return SqlDatabases(_author())


def _spreadsheet() -> Spreadsheet:
    from workbench.excel.writer import XlsxSpreadsheet  # noqa: PLC0415 - XlsxWriter, only for workbooks

    return XlsxSpreadsheet()


def _importer() -> Importer:
    from workbench.excel.importing import FileImporter  # noqa: PLC0415 - only for imports

    return FileImporter()


def _read_text(path: Path) -> Text:
    from workbench.texts.reading import read_text  # noqa: PLC0415 - only for texts

    return read_text(path)


def _collect_again() -> None:
    """Turn the collector on, which then passes over what start-up made."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _language() -> str:
    """Return the language of the environment."""
    from workbench.cli.language import language_of  # noqa: PLC0415 - without typer

    return language_of([], os.environ)


def _author() -> str:
    """Return the name under which changes are noted."""
    import getpass  # noqa: PLC0415

    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # no name in the environment, and none in the system's list
        return "unknown"


def _now() -> datetime.datetime:
    import datetime  # noqa: PLC0415

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
