"""The commands, declared once: a name, the module that is imported when the command is asked for, a line of help."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A command: its module in this package offers `command`; `help` is the id of what it does in a sentence."""

    name: str
    module: str
    help: str


COMMANDS = (
    CommandSpec("gui", "gui", "help.gui"),
    CommandSpec("sample", "sample", "help.sample"),
    CommandSpec("import", "importing", "help.import"),
    CommandSpec("export", "exporting", "help.export"),
    CommandSpec("show", "show", "help.show"),
    CommandSpec("audit", "audit", "help.audit"),
    CommandSpec("check", "check", "help.check"),
    CommandSpec("log", "log", "help.log"),
    CommandSpec("undo", "undo", "help.undo"),
    CommandSpec("redo", "redo", "help.redo"),
    CommandSpec("backup", "backup", "help.backup"),
    CommandSpec("restore", "restore", "help.restore"),
    CommandSpec("verify", "verify", "help.verify"),
    CommandSpec("tour", "tour", "help.tour"),
)
"""In the order in which the help lists them."""


def command_named(name: str) -> CommandSpec | None:
    """Return the command with a name, or None."""
    return next((spec for spec in COMMANDS if spec.name == name), None)
