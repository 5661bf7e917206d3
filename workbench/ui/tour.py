"""Pictures of the window without a screen: every tab, dialog and state, in each language and theme.

They are for people to look at, for the guide, and for the tests that find cut labels and missing glyphs in the same
scenes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from workbench.core.commands.sample import fill_with_sample
from workbench.core.errors import FileRefused
from workbench.core.messages import Translator, message
from workbench.core.periods import Period
from workbench.core.ports import Store
from workbench.core.scope import Scope
from workbench.ui.appearance import Appearance
from workbench.ui.errands import Errands
from workbench.ui.lanes import InlineLanes
from workbench.ui.openers import Openers
from workbench.ui.settings import Settings
from workbench.ui.window import Window
from workbench.ui.workspace import Busy, Workspace

FEBRUARY = Period.month(2010, 2)
SAMPLE_MOMENT = "2010-03-05T09:00:00+00:00"
_ROUNDS = 6
"""How deep layouts lie in each other: each round settles one level."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture: its name, what the window is led to, and whether the sample is in its database.

    `stage` returns what is pictured: the window, or a dialog over it.
    """

    id: str
    stage: Callable[[Window], QWidget]
    has_sample: bool = True


def _tab(id_: str, **scope: object) -> Callable[[Window], QWidget]:
    """Return what shows a tab with a scope."""

    def stage(window: Window) -> QWidget:
        window.show_tab(id_)
        window.workspace.look_at(**scope)
        return window

    return stage


def _error(window: Window) -> QWidget:
    """Tell of a file that cannot be read."""
    window.notices.tell_error(FileRefused(message("import.not_csv", file="figures.xlsx", kind="xlsx")))
    return window


def _busy(window: Window) -> QWidget:
    """Be in the middle of a large import."""
    window.workspace.busy_changed.emit(Busy(message("command.import", file="figures.csv"), 62_400, 100_000))
    window.status.show_busy_now()
    return window


def _dialog(id_: str) -> Callable[[Window], QWidget]:
    """Return what opens the dialog of an action."""

    def stage(window: Window) -> QWidget:
        opened = DIALOGS[id_](window.errands)
        assert isinstance(opened, QWidget)
        return opened

    return stage


DIALOGS: dict[str, Callable[[Errands], object]] = {
    "palette": Errands.show_palette,
    "new-month": Errands.start_month,
    "segments": Errands.show_segments,
    "history": Errands.show_history,
    "shortcuts": Errands.show_shortcuts,
    "about": Errands.show_about,
}
"""The dialogs that are pictured, and what opens each."""

SCENES: tuple[Scene, ...] = (
    Scene("geography", _tab("geography", metric="virus.rate", selected=(("geography", "CN"),))),
    Scene("geography-spam", _tab("geography", metric="spam.rate")),
    Scene("vertical", _tab("vertical", metric="virus.rate")),
    Scene("company-size", _tab("company_size", metric="spam.rate")),
    Scene("no-breakdown", _tab("vertical", metric="web.new_sites_per_day")),
    Scene("no-figures", _tab("geography", period=Period.month(2013, 3))),
    Scene("empty", _tab("geography"), has_sample=False),
    Scene("error", _error),
    Scene("busy", _busy),
    *(Scene(id_, _dialog(id_)) for id_ in DIALOGS),
)
"""In the order in which they are made."""


@contextmanager
def window_of(
    folder: Path,
    openers: Openers,
    appearance: Appearance,
    *,
    has_sample: bool,
) -> Iterator[Window]:
    """Give a window over a database of its own in a folder, with everything done at once."""
    path = folder / ("sample.db" if has_sample else "empty.db")
    scope = Scope(period=FEBRUARY if has_sample else None)
    settings = Settings(folder / "window.ini")
    window = Window(
        Workspace(InlineLanes(), scope),
        appearance,
        settings,
        replace(openers, open_store=_filled(openers, has_sample=has_sample)),
    )
    window.resize(1440, 900)
    window.show()
    window.show_figures(path)
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()


def _filled(openers: Openers, *, has_sample: bool) -> Callable[[Path], Store]:
    """Return what opens a database and fills a new one with the sample where that is wanted."""

    def open_store(path: Path) -> Store:
        is_new = not path.exists()
        store = openers.open_store(path)
        if is_new and has_sample:
            with store.read() as reader:
                command = fill_with_sample(reader, openers.shipped(), openers.resources / "sample", SAMPLE_MOMENT)
            store.run(command)
        return store

    return open_store


def make_pictures(
    folder: Path,
    openers: Openers,
    translator_of: Callable[[str], Translator],
    languages: Sequence[str],
    themes: Sequence[str],
) -> list[Path]:
    """Write the pictures into a folder as SCENE-LANGUAGE-THEME.png and return their files."""
    application = QApplication.instance() or QApplication(["workbench"])
    assert isinstance(application, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    appearance = Appearance(application, openers.resources, translator_of, language=languages[0], theme=themes[0])
    with TemporaryDirectory() as place:
        for language in languages:
            for theme in themes:
                appearance.set_language(language)
                appearance.set_theme(theme)
                files.extend(_pictures(folder, Path(place), openers, appearance))
    return files


def _pictures(folder: Path, place: Path, openers: Openers, appearance: Appearance) -> Iterator[Path]:
    """Make the pictures of one language and theme."""
    for scene in SCENES:
        with window_of(place, openers, appearance, has_sample=scene.has_sample) as window:
            shown = scene.stage(window)
            settle(window)
            file = folder / f"{scene.id}-{appearance.language}-{appearance.theme}.png"
            shown.grab().save(str(file))
            yield file


def settle(window: QWidget) -> None:
    """Let layouts and deletions that wait for the event loop happen, as they do before a person looks."""
    for _ in range(_ROUNDS):
        for kind in (QEvent.Type.LayoutRequest, QEvent.Type.DeferredDelete, 0):
            QApplication.sendPostedEvents(None, kind)
    window.repaint()
