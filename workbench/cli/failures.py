"""How a command that failed says so: a sentence for people, an object for programs, a traceback only in the log."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path

from workbench.cli.answers import FAILED, MISUSED, complain, error_object, print_json
from workbench.cli.services import Services
from workbench.core.messages import Message, Translator, message


class Failures:
    """Tells what went wrong and returns the exit status; one class, since all ways of telling share the language."""

    def __init__(self, services: Services, words: Translator, *, as_json: bool) -> None:
        """Tell in the user's language on stderr, or with `as_json` in both on stdout."""
        self._services = services
        self._words = words
        self._as_json = as_json

    def failure(self, error: Message) -> int:
        """Tell of something that the user can do something about."""
        self._tell(error)
        return FAILED

    def misuse(self, error: Message, command: str) -> int:
        """Tell of arguments that do not fit, and how to find those that do; `command` is empty before it is known."""
        self._tell(error)
        if not self._as_json:
            line = " ".join(filter(None, ("workbench", command, "--help")))
            complain(self._words(message("usage.see_help", line=line)))
        return MISUSED

    def bug(self, arguments: Sequence[str]) -> int:
        """Note the exception that is being handled in the log, with the arguments, and tell where that is."""
        log = self._services.log_file()
        try:
            self._note(log, arguments)
        except OSError:
            traceback.print_exc()
        self._tell(message("bug.noted", log=str(log)))
        return FAILED

    def _note(self, log: Path, arguments: Sequence[str]) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            moment = self._services.clock().isoformat(timespec="seconds")
            file.write(f"{moment} {list(arguments)}\n{traceback.format_exc()}\n")

    def _tell(self, error: Message) -> None:
        if self._as_json:
            translator = self._services.translator
            print_json(error_object(error, translator("ja"), translator("en")))
        else:
            complain(self._words(error))
