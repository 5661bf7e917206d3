"""Starting the window: the shell is painted first, the database and the figures come behind it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from workbench.ui.settings import Settings
from workbench.ui.window import Window

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from workbench.core.messages import Translator
    from workbench.ui.openers import Openers

_IDLE_MILLISECONDS = 1500
"""How long after its start the window is taken to have shown its first figures."""


@dataclass(frozen=True, slots=True)
class Start:
    """What the window is started with: words, files, the language if the user has not chosen one, and the database.

    `file` is offered for import.
    """

    openers: Openers
    translator_of: Callable[[str], Translator]
    language: str
    database: Path
    log_file: Path
    file: Path | None = None


def run(settings_file: Path, start: Callable[[], Start]) -> int:
    """Show the window until it is closed, and return the exit status; `start` is asked behind the first paint."""
    application = QApplication(sys.argv[:1])
    window = Window(Settings(settings_file))
    window.fit_screen()
    window.painted.connect(lambda: _begin(application, window, start))
    sys.excepthook = _telling(application, window)
    window.show()
    return application.exec()


def furnish(application: QApplication, window: Window, start: Start) -> None:
    """Dress the application and put the parts into the window, without a database yet."""
    from workbench.ui.appearance import Appearance  # noqa: PLC0415 - behind the first paint
    from workbench.ui.kept_scope import scope_of  # noqa: PLC0415
    from workbench.ui.lanes import ThreadLanes  # noqa: PLC0415
    from workbench.ui.workspace import Workspace  # noqa: PLC0415

    settings = window.settings
    language = settings.language or start.language
    appearance = Appearance(
        application, start.openers.resources, start.translator_of, language=language, theme=settings.theme
    )
    window.furnish(Workspace(ThreadLanes(), scope_of(settings.looked_at())), appearance, start.openers)


def _begin(application: QApplication, window: Window, start: Callable[[], Start]) -> None:
    """Fill the window that has been seen, bring its figures, and then make in advance what takes long."""
    from workbench.ui.warming import WarmUp  # noqa: PLC0415

    started = start()
    _log_to(started.log_file)
    furnish(application, window, started)
    if started.file is not None:
        _import_into(window, started.file)
    window.show_figures(started.database)
    QTimer.singleShot(_IDLE_MILLISECONDS, window, WarmUp(window).begin)


def _import_into(window: Window, file: Path) -> None:
    """Show what a file would change, once the database is open."""

    def show(_change: object) -> None:
        window.workspace.changed.disconnect(show)
        window.errands.show_import(file)

    window.workspace.changed.connect(show)


def _log_to(file: Path) -> None:
    """Note bugs in a file that keeps to a megabyte; without one, where it cannot be written, they go to stderr."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(file, maxBytes=1_000_000, backupCount=1, encoding="utf-8")
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.getLogger("workbench").addHandler(handler)


def _telling(
    application: QApplication, window: Window
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Return a hook for what nobody caught: it goes to the log and, in a sentence, to the user.

    A window that could not be filled has nothing to tell it with, and is closed.
    """

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if window.is_furnished:
            window.notices.tell_error(error)
            return
        logging.getLogger("workbench").error("the window could not be filled", exc_info=(kind, error, trace))
        application.exit(1)

    return tell
