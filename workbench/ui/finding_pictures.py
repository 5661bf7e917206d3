"""Pictures on their way into a finding: from the clipboard, dropped files, or a file that is chosen."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from workbench.core.commands.findings import LARGEST_PICTURE, add_picture, check_picture
from workbench.core.errors import Refused
from workbench.core.files import read_whole
from workbench.core.messages import message
from workbench.ui.appearance import Appearance
from workbench.ui.widgets.claim_editor import png_of
from workbench.ui.widgets.finding_page import FindingPage
from workbench.ui.widgets.finding_preview import PICTURE
from workbench.ui.workspace import Workspace


class Pictures(QObject):
    """Keeps pictures in the database and writes them into the finding; `refused` carries why one is not taken."""

    refused = Signal(object)

    def __init__(self, workspace: Workspace, appearance: Appearance, page: FindingPage) -> None:
        """Serve a page."""
        super().__init__(page)
        self._appearance = appearance
        self._workspace = workspace
        self._page = page

    def choose(self) -> None:
        """Let a file be chosen."""
        from workbench.ui.dialogs import files  # noqa: PLC0415 - when it is first opened

        files.choose_picture(self._page, self._appearance, lambda file: self.read((file,)))

    def read(self, files: Sequence[Path]) -> None:
        """Read files off the window's thread, and add the pictures in them."""
        for file in files:
            self._workspace.fetch(partial(_picture_of, file), self, self.add, topic=str(file), otherwise=self._refuse)

    def add(self, content: bytes) -> None:
        """Keep a picture, and write it into the text when it is kept."""
        entry = self._page.entry
        if entry is None or self._workspace.is_read_only:
            return
        try:
            command = add_picture(entry.finding.id, content)
        except Refused as refused:
            self.refused.emit(refused)
            return
        id_, language = entry.finding.id, self._page.language
        self._workspace.run(command, lambda _change: self._write(id_, language, content))

    def _write(self, id_: str, language: str, content: bytes) -> None:
        """Write the picture at the cursor, if it is still the same finding that is written."""
        if self._page.entry is not None and self._page.entry.finding.id == id_:
            self._page.panes[language].editor.insert(picture_text(content), as_block=True)

    def _refuse(self, error: BaseException) -> bool:
        if isinstance(error, Refused):
            self.refused.emit(error)
            return True
        return False


def picture_text(content: bytes) -> str:
    """Return how a kept picture stands in a text."""
    return f"![]({PICTURE}{hashlib.sha256(content).hexdigest()})"


def _picture_of(file: Path) -> bytes:
    """Return the bytes of a picture; one of another kind as PNG. Refused, FileRefused where there is none."""
    content = read_whole(file, LARGEST_PICTURE)
    try:
        check_picture(content)
    except Refused:
        image = QImage.fromData(content)
        if image.isNull():
            raise Refused(message("finding.no_picture")) from None
        content = png_of(image)
    return content
