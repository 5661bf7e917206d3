"""What stands where a text names a picture that may not be loaded."""

from __future__ import annotations

from PySide6.QtGui import QImage


def picture_gap() -> QImage:
    """Return an empty picture for `loadResource`: without one Qt looks for the file that the text names itself."""
    gap = QImage(1, 1, QImage.Format.Format_ARGB32)
    gap.fill(0)
    return gap
