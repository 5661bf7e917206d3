"""Starting the window: the shell is painted first, the database and the figures come behind it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from workbench.core.messages import Translator
from workbench.ui.appearance import Appearance
from workbench.ui.lanes import ThreadLanes
from workbench.ui.settings import Settings
from workbench.ui.window import Openers, Window
from workbench.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Start:
    """What the window is started with: words, files, and what it should look like if the user has not said."""

    openers: Openers
    translator_of: Callable[[str], Translator]
    settings_file: Path
    language: str
    database: Path


def has_screen(environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a window can be shown: on Linux there must be an X or Wayland display, or a Qt platform that was named."""
    if platform != "linux":
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def run(start: Start) -> int:
    """Show the window until it is closed, and return the exit status."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    settings = Settings(start.settings_file)
    language = settings.language or start.language
    appearance = Appearance(
        application, start.openers.resources, start.translator_of, language=language, theme=settings.theme
    )
    window = Window(Workspace(ThreadLanes()), appearance, settings, start.openers)
    sys.excepthook = _telling(window)
    window.show()
    QTimer.singleShot(0, lambda: window.show_figures(start.database))
    return application.exec()


def _telling(window: Window) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Return a hook for what nobody caught: it goes to the log and, in a sentence, to the user."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        logging.getLogger("workbench").error("a bug", exc_info=(kind, error, trace))
        window.notices.tell_error(error)

    return tell


