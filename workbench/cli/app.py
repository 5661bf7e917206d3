"""The command line: finds the command, does it, and says how it ended, in words or as JSON."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from difflib import get_close_matches

from workbench.cli.answers import DONE, FAILED, Answer, print_json
from workbench.cli.commands import COMMANDS, CommandSpec, command_named
from workbench.cli.failures import Failures
from workbench.cli.language import language_of
from workbench.cli.services import Services
from workbench.cli.session import Session
from workbench.cli.usage import Misused, choice
from workbench.core.errors import WorkbenchError
from workbench.core.messages import Translator, message
from workbench.core.translation import LANGUAGES

_HELP = frozenset({"--help", "-h"})


def run(arguments: Sequence[str], services: Services) -> int:
    """Run the program and return its exit status: 0 done, 1 refused, problems, conflicts or an error, 2 misused."""
    words = services.translator(language_of(arguments, os.environ))
    failures = Failures(services, words, as_json="--json" in arguments)
    try:
        status = _run(arguments, services, words)
        sys.stdout.flush()
    except Misused as misuse:
        spec = command_named(arguments[0])
        return failures.misuse(misuse.message, spec.name if spec is not None else "")
    except WorkbenchError as error:
        return failures.failure(error.message)
    except KeyboardInterrupt:
        return failures.failure(message("work.interrupted"))
    except BrokenPipeError:
        return _nobody_reads()
    except Exception:
        if os.environ.get("WORKBENCH_DEBUG"):
            raise
        return failures.bug(arguments)
    return status


def _run(arguments: Sequence[str], services: Services, words: Translator) -> int:
    """Do what the arguments ask for."""
    name, *rest = arguments or ("--help",)
    spec = command_named(name)
    if name in _HELP or (spec is not None and _asks_for_help(rest)):
        return _help(spec, words)
    if spec is None:
        raise _unknown(name)
    return _do(spec, rest, services, words)


def _do(spec: CommandSpec, arguments: Sequence[str], services: Services, words: Translator) -> int:
    from workbench.cli.parsing import job_of  # noqa: PLC0415 - typer, which bare help does without

    job = job_of(spec, arguments)
    if job.common.language is not None:
        choice("--lang", job.common.language, LANGUAGES)
    answer = job.work(Session(services, job.common, words))
    _print(answer, as_json=job.common.as_json)
    return answer.status


def _print(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        print_json(answer.data)
    else:
        answer.show()


def _help(spec: CommandSpec | None, words: Translator) -> int:
    from workbench.cli.help import print_help, print_overview  # noqa: PLC0415 - only when asked for

    if spec is None:
        print_overview(words)
    else:
        print_help(spec, words)
    return DONE


def _asks_for_help(arguments: Sequence[str]) -> bool:
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return not _HELP.isdisjoint(options)


def _unknown(name: str) -> Misused:
    """Say that there is no such command, with near ones if any."""
    if name.startswith("-"):
        return Misused(message("usage.options_after", option=name))
    near = get_close_matches(name, [spec.name for spec in COMMANDS])
    if near:
        return Misused(message("usage.unknown_command_near", name=name, near=", ".join(near)))
    return Misused(message("usage.unknown_command", name=name))


def _nobody_reads() -> int:
    """End quietly when whoever read our output has gone; what Python still holds of it must not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FAILED
