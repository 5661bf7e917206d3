"""Starting the window: the shell is painted first, the database and the figures come behind it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from workbench.core.messages import Translator
from workbench.ui.appearance import Appearance
from workbench.ui.lanes import ThreadLanes
from workbench.ui.openers import Openers
from workbench.ui.settings import Settings
from workbench.ui.window import Window
from workbench.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Start:
    """What the window is started with: words, files, the language if the user has not chosen one, and the database."""

    openers: Openers
    translator_of: Callable[[str], Translator]
    settings_file: Path
    language: str
    database: Path
    log_file: Path


def run(start: Start) -> int:
    """Show the window until it is closed, and return the exit status."""
    application = QApplication(sys.argv[:1])
    _log_to(start.log_file)
    window = made_window(application, start)
    sys.excepthook = _telling(window)
    window.show()
    QTimer.singleShot(0, lambda: window.show_figures(start.database))
    return application.exec()


def made_window(application: QApplication, start: Start) -> Window:
    """Return the window, dressed, without a database yet."""
    settings = Settings(start.settings_file)
    language = settings.language or start.language
    appearance = Appearance(
        application, start.openers.resources, start.translator_of, language=language, theme=settings.theme
    )
    return Window(Workspace(ThreadLanes()), appearance, settings, start.openers)


def _log_to(file: Path) -> None:
    """Note bugs in a file that keeps to a megabyte; without one, where it cannot be written, they go to stderr."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(file, maxBytes=1_000_000, backupCount=1, encoding="utf-8")
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.getLogger("workbench").addHandler(handler)


def _telling(window: Window) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Return a hook for what nobody caught: it goes to the log and, in a sentence, to the user."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        logging.getLogger("workbench").error("a bug", exc_info=(kind, error, trace))
        window.notices.tell_error(error)

    return tell
