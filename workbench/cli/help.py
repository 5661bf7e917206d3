"""The help pages, in the user's language: typer's own are English, and break Japanese lines in the wrong places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from workbench.cli.answers import say
from workbench.cli.commands import COMMANDS, CommandSpec
from workbench.cli.tables import print_pairs
from workbench.core.messages import Translator, message


def print_overview(words: Translator) -> None:
    """Print what the program is and which commands it has."""
    say(words(message("help.usage", line="workbench COMMAND …")), "", words(message("help.program")))
    _print_section(words, "help.commands", ((spec.name, spec.help) for spec in COMMANDS))
    say("", words(message("help.more")))


def print_help(spec: CommandSpec, words: Translator) -> None:
    """Print what a command does and what it takes."""
    from workbench.cli.parsing import parameters_of  # noqa: PLC0415 - typer, which the overview does without

    parameters = parameters_of(spec)
    arguments = [(found.written, found.help) for found in parameters if not found.is_option]
    options = [(found.written, found.help) for found in parameters if found.is_option]
    needed = [found.written for found in parameters if found.is_required or not found.is_option]
    line = " ".join(("workbench", spec.name, *needed, words(message("help.options_mark"))))
    say(words(message("help.usage", line=line)), "", words(message(spec.help)))
    if arguments:
        _print_section(words, "help.arguments", arguments)
    _print_section(words, "help.options", [*options, ("--help", "help.help")])


def _print_section(words: Translator, heading: str, entries: Iterable[tuple[str, str]]) -> None:
    say("", words(message(heading)))
    print_pairs(tuple(_worded(words, entries)))


def _worded(words: Translator, entries: Iterable[tuple[str, str]]) -> Iterator[Sequence[str]]:
    for name, help_ in entries:
        yield name, words(message(help_))
