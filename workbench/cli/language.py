"""The language of the words for people: asked for on the command line, else that of the environment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.core.translation import LANGUAGES

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return "ja" or "en": that of `--lang`, wherever it stands, else of the first variable that is set, else English.

    Whether `--lang` has a value that it can have is not asked here: help and complaints need a language before that.
    """
    asked = _asked(arguments)
    if asked in LANGUAGES:
        return asked
    locale = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    return "ja" if locale.startswith("ja") else "en"


def _asked(arguments: Sequence[str]) -> str:
    """Return the value of the last `--lang`; empty where there is none."""
    found = ""
    for place, argument in enumerate(arguments):
        if argument == "--lang":
            found = "".join(arguments[place + 1 : place + 2])
        elif argument.startswith("--lang="):
            found = argument.removeprefix("--lang=")
    return found
