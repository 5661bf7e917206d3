"""Making pictures without a screen says only what somebody can do something about."""

from __future__ import annotations

import pytest
from PySide6.QtCore import qWarning

from workbench.ui.tour import _without_noise


def test_only_what_a_missing_screen_cannot_do_is_kept_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    with _without_noise():
        qWarning("This plugin does not support propagateSizeHints()")
        qWarning("something else")
    assert capsys.readouterr().err == "something else\n"
