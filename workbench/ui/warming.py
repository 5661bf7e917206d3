"""Importing in advance what the trends tab needs: pyqtgraph and numpy take longer than a switch of tabs may."""

from __future__ import annotations

import threading


def warm_up() -> None:
    """Import it on a thread of its own; whoever needs it meanwhile waits no longer than if nothing had been done."""
    threading.Thread(target=_import_trends, name="warming").start()


def _import_trends() -> None:
    from workbench.ui.plots.loading import load_plots  # noqa: PLC0415 - on the thread
    from workbench.ui.tabs import trends  # noqa: F401, PLC0415

    load_plots()
