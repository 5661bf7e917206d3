"""Garbage collection at moments that the window chooses, on its own thread.

Left to itself the collector looks through everything whenever enough was made, on whichever thread made it: with the
figures of a large file in memory that stops the window for a quarter of a second, and a widget that is garbage would be
deleted by a thread that must not touch it.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

_BETWEEN_MILLISECONDS = 1_000

FEW = 700
"""So many new objects are not worth a look."""

MANY = 50_000
"""So many new objects are data that a job has made: they hold no garbage, and looking at them would be felt."""

_YOUNG_LOOKS = 20
"""How often the young objects are looked at before all are."""

_LONG_SECONDS = 0.03
"""What survives a look that took longer is put aside."""

QUIET_LOOKS = 30
"""After so many seconds without anything new nobody is there to feel it: what was put aside is looked at."""


class Collector(QObject):
    """Collects in place of Python, from when it is made until `stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin to look from time to time."""
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._looks = 0
        self._quiet_looks = 0
        self._has_put_aside = False
        gc.set_threshold(0)
        self._clock = QTimer(self)
        self._clock.setInterval(_BETWEEN_MILLISECONDS)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    def look(self) -> None:
        """Collect what is garbage among what is new; from time to time among all."""
        young = gc.get_count()[0]
        self._quiet_looks = 0 if young > FEW else self._quiet_looks + 1
        if young > MANY:
            self._put_aside()
        elif young > FEW:
            self._looks += 1
            self._collect(2 if self._looks % _YOUNG_LOOKS == 0 else 1)
        elif self._has_put_aside and self._quiet_looks >= QUIET_LOOKS:
            gc.unfreeze()
            gc.collect()
            gc.freeze()
            self._has_put_aside = False

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._clock.stop()
        gc.set_threshold(*self._thresholds)

    def _collect(self, generation: int) -> None:
        start = time.perf_counter()
        gc.collect(generation)
        if time.perf_counter() - start > _LONG_SECONDS:
            self._put_aside()

    def _put_aside(self) -> None:
        """Have the collector pass over all that there is."""
        gc.freeze()
        self._has_put_aside = True
