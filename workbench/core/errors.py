"""Errors that a user can do something about, each in words: what, where, what is unharmed, what to do."""

from __future__ import annotations

from pathlib import Path

from workbench.core.messages import Message


class WorkbenchError(Exception):
    """A problem to be told to the user in words; anything else that is raised is a bug."""

    def __init__(self, message: Message) -> None:
        """Keep the sentence to show."""
        super().__init__(str(message))
        self.message = message


class Refused(WorkbenchError):
    """The user asked for something that does not fit the data: an unknown metric, a key without a figure."""


class NothingToDo(Refused):
    """There is nothing of what the user asked for, such as to undo; nothing is wrong."""


class DatabaseRefused(WorkbenchError):
    """A database file that cannot be used: foreign, newer, damaged, missing. The file is as it was."""


class DatabaseInUse(WorkbenchError):
    """Another process writes to this database; it can be read meanwhile."""

    def __init__(self, message: Message, path: Path | None = None) -> None:
        """Keep the sentence, and the file that could not be opened for writing; None for one that is open."""
        super().__init__(message)
        self.path = path


class FileRefused(WorkbenchError):
    """A file that cannot be read or written: not what its name says, unreadable, no room."""


class Cancelled(WorkbenchError):
    """The user stopped the work; nothing of it was kept."""
