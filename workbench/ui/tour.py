"""Pictures of the window without a screen: every tab, dialog and state, in each language and theme.

They are for people to look at, for the guide, and for the tests that find cut labels and missing glyphs in the same
scenes.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from workbench.core.commands.sample import fill_with_sample
from workbench.core.errors import DatabaseInUse, FileRefused
from workbench.core.messages import Translator, message
from workbench.core.periods import Period
from workbench.core.ports import Store
from workbench.core.queries.pipeline import DROPPED, PIPELINE_STAGE
from workbench.core.scope import Scope
from workbench.ui import tour_findings, tour_trends
from workbench.ui.appearance import Appearance
from workbench.ui.dialogs.leaving import LeavingDialog
from workbench.ui.errands import Errands
from workbench.ui.lanes import InlineLanes
from workbench.ui.openers import Openers, OpenStore
from workbench.ui.settings import Settings
from workbench.ui.window import Window
from workbench.ui.workspace import Busy, Workspace

FEBRUARY = Period.month(2010, 2)
SAMPLE = "sample.db"
SAMPLE_MOMENT = "2010-03-05T09:00:00+00:00"
_FIGURES = """period,metric,dimension,segment,value
2010-02,virus.rate,geography,China,1 in 61.0
2010-02,virus.rate,geography,Norway,1 in 540.2
2010-02,virus.rate,,,1 in 302.8
2010-02,spam.rate,geography,Italy,93.4%
2010-02,spam.rate,geography,Iceland,88.1%
2010-02,virus.rate,geography,Chinna,1 in 80.0
2010-02,spam.rate,geography,Denmark,190%
2010-02,spam.rate,geography,,88.0%
"""
"""A file as a person sends it, with slips in it."""

_NO_SCREEN = "This plugin does not support "

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


def _threat_families(window: Window) -> QWidget:
    """Add up the variants of malware, with one family open."""
    from workbench.ui.tabs.threats import ThreatsTab  # noqa: PLC0415 - imported when it is first shown

    window.show_tab("threats")
    assert isinstance(window.page, ThreatsTab)
    window.page.show_families(by_family=True)
    window.page.panels[0].view.open_families(is_open=True)
    return window


def _threat_table(window: Window) -> QWidget:
    """Edit the figures of a list of threats."""
    from workbench.ui.tabs.threats import ThreatsTab  # noqa: PLC0415 - imported when it is first shown

    window.show_tab("threats")
    assert isinstance(window.page, ThreatsTab)
    window.page.edit(window.page.panels[0])
    return window


def _error(window: Window) -> QWidget:
    """Tell of a file that cannot be read."""
    window.notices.tell_error(FileRefused(message("import.is_old_workbook", file="figures.xls")))
    return window


def _small(width: int, height: int) -> Callable[[Window], QWidget]:
    """Return what shows a breakdown in a window as small as a screen at a larger scale is."""

    def stage(window: Window) -> QWidget:
        window.resize(width, height)
        return _tab("geography", metric="virus.rate")(window)

    return stage


def _months(window: Window) -> QWidget:
    """Open the list of months."""
    return window.scope_bar.period.show_list()


def _busy(window: Window) -> QWidget:
    """Be in the middle of a large import."""
    window.workspace.busy_changed.emit(Busy(message("command.import", file="figures.csv"), 62_400, 100_000))
    window.status.show_busy_now()
    return window


def _leaving(window: Window) -> QWidget:
    """Close the window in the middle of an export."""
    dialog = LeavingDialog(window.workspace, window.appearance, window)
    window.workspace.busy_changed.emit(Busy(message("busy.export", file="figures-2010-02.xlsx"), 620, 1_000))
    dialog.open()
    return dialog


def _import(window: Window) -> QWidget:
    """Look at what a file would change: something is new, changed, the same, and wrong in it."""
    file = window.workspace.path.with_name("figures-2010-02.csv")
    file.write_text(_FIGURES, encoding="utf-8")
    return window.errands.show_import(file)


def _read_only(window: Window) -> QWidget:
    """Look at a database that is open for reading only."""
    window.errands.show_read_only(window.workspace.path)
    window.show_tab("geography")
    return window


def _in_use(window: Window) -> QWidget:
    """Be refused a database to which another process writes."""
    owner = {"user": "sato", "host": "report-02", "process": 4711, "since": "2010-03-05 09:12"}
    said = message("database.in_use_by", file="reports.db", **owner)
    window.notices.tell_error(DatabaseInUse(said, Path("reports.db")))
    return window


def _bug(window: Window) -> QWidget:
    """Be told of a bug."""
    window.notices.tell("error", message("bug.told", what="ZeroDivisionError: division by zero"), "copy_report")
    return window


def _dialog(id_: str) -> Callable[[Window], QWidget]:
    """Return what opens the dialog of an action."""

    def stage(window: Window) -> QWidget:
        opened = DIALOGS[id_](window.errands)
        assert isinstance(opened, QWidget)
        return opened

    return stage


def _movers(window: Window) -> QWidget:
    """Open the list of what moved over the overview."""
    from workbench.ui.tabs.overview import OverviewTab  # noqa: PLC0415

    window.show_tab("overview")
    page = window.page
    assert isinstance(page, OverviewTab)
    opened = page.show_movers()
    assert opened is not None
    return opened


DIALOGS: dict[str, Callable[[Errands], object]] = {
    "palette": Errands.show_palette,
    "new-month": Errands.start_month,
    "segments": Errands.show_segments,
    "history": Errands.show_history,
    "help": Errands.show_help,
    "shortcuts": Errands.show_shortcuts,
    "about": Errands.show_about,
}
"""The dialogs that are pictured, and what opens each."""

SCENES: tuple[Scene, ...] = (
    Scene("overview", _tab("overview")),
    Scene("overview-no-figures", _tab("overview", period=Period.month(2013, 3))),
    Scene("overview-movers", _movers),
    Scene("geography", _tab("geography", metric="virus.rate", selected=(("geography", "CN"),))),
    Scene("geography-spam", _tab("geography", metric="spam.rate")),
    Scene("vertical", _tab("vertical", metric="virus.rate")),
    Scene("company-size", _tab("company_size", metric="spam.rate")),
    Scene("threats", _tab("threats", metric="virus.name_share", selected=(("malware", "trojan.bredolab"),))),
    Scene("threats-families", _threat_families),
    Scene("threats-table", _threat_table),
    Scene("threats-none", _tab("threats", period=Period.month(2006, 8))),
    Scene("traffic", _tab("traffic", metric=DROPPED, selected=((PIPELINE_STAGE, "connection-management"),))),
    Scene("traffic-no-figures", _tab("traffic", period=Period.month(2010, 1))),
    Scene("trends", tour_trends.sample),
    Scene("trends-difference", tour_trends.difference),
    Scene("trends-table", tour_trends.table),
    Scene("trends-no-series", tour_trends.empty),
    Scene("trends-empty", _tab("trends"), has_sample=False),
    Scene("trends-picture", tour_trends.picture),
    Scene("trends-event", tour_trends.event),
    Scene("trends-note", tour_trends.note),
    Scene("findings", tour_findings.sample),
    Scene("findings-wrong", tour_findings.wrong),
    Scene("findings-preview", tour_findings.preview),
    Scene("findings-both", tour_findings.both),
    Scene("findings-none", _tab("findings", period=Period.month(2010, 3))),
    Scene("findings-empty", _tab("findings"), has_sample=False),
    Scene("findings-updates", tour_findings.updates),
    Scene("findings-tie", tour_findings.tie),
    Scene("no-breakdown", _tab("vertical", metric="web.new_sites_per_day")),
    Scene("no-figures", _tab("geography", period=Period.month(2013, 3))),
    Scene("empty", _tab("geography"), has_sample=False),
    Scene("error", _error),
    Scene("busy", _busy),
    Scene("at-200-percent", _small(720, 450)),
    Scene("at-300-percent", _small(480, 300)),
    Scene("months", _months),
    Scene("read-only", _read_only),
    Scene("in-use", _in_use),
    Scene("bug", _bug),
    Scene("leaving", _leaving),
    Scene("import-preview", _import),
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
    path = folder / (SAMPLE if has_sample else "empty.db")
    scope = Scope(period=FEBRUARY if has_sample else None)
    settings = Settings(folder / "window.ini")
    settings.forget_layout()
    settings.set_looked_at({})
    window = Window(settings)
    filled = replace(openers, open_store=_filled(openers, has_sample=has_sample))
    window.furnish(Workspace(InlineLanes(), scope), appearance, filled)
    window.show()
    window.show_figures(path)
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()


def _filled(openers: Openers, *, has_sample: bool) -> OpenStore:
    """Return what opens a database and fills a new one with the sample where that is wanted."""

    def open_store(path: Path, *, for_writing: bool = True) -> Store:
        is_new = not path.exists()
        store = openers.open_store(path, for_writing=for_writing)
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
    with TemporaryDirectory() as place, _without_noise():
        sample = Path(place) / SAMPLE
        _filled(openers, has_sample=True)(sample).close()
        for language in languages:
            for theme in themes:
                appearance.set_language(language)
                appearance.set_theme(theme)
                files.extend(_pictures(folder, sample, openers, appearance))
    return files


@contextmanager
def _without_noise() -> Iterator[None]:
    """Keep quiet what windows without a screen cannot do, which is told once a window; all else that Qt tells stays."""

    def tell(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        del kind, context
        if not text.startswith(_NO_SCREEN):
            sys.stderr.write(f"{text}\n")

    before = qInstallMessageHandler(tell)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _pictures(folder: Path, sample: Path, openers: Openers, appearance: Appearance) -> Iterator[Path]:
    """Make the pictures of one language and theme; what is done for one of them is not seen in the next."""
    for scene in SCENES:
        with TemporaryDirectory() as place:
            if scene.has_sample:
                shutil.copyfile(sample, Path(place) / sample.name)
            with window_of(Path(place), openers, appearance, has_sample=scene.has_sample) as window:
                shown = scene.stage(window)
                window.counts.count_now()
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
