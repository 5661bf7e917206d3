"""The arguments of a command: read by typer from the command's signature, which also tells the help what there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.main import get_command

from workbench.cli.commands import CommandSpec
from workbench.cli.session import Job
from workbench.cli.usage import Misused
from workbench.core.messages import Message, message


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument or option as the help shows it: how it is written, and the id of what it does in a sentence."""

    written: str
    help: str
    is_option: bool
    is_required: bool


def job_of(spec: CommandSpec, arguments: Sequence[str]) -> Job:
    """Return the command with its arguments read; Misused in words for arguments that it does not take."""
    try:
        job = _command(spec).main(args=list(arguments), prog_name=f"workbench {spec.name}", standalone_mode=False)
    except typer.TyperException as error:
        raise Misused(_misuse(error)) from error
    if not isinstance(job, Job):
        raise KeyboardInterrupt  # typer has made an exit status of it
    return job


def parameters_of(spec: CommandSpec) -> list[Parameter]:
    """Return what a command takes: arguments first, options in the order of the signature."""
    parameters = [_parameter(found) for found in _command(spec).params]
    return sorted(parameters, key=lambda parameter: parameter.is_option)


def _command(spec: CommandSpec) -> Any:
    """Make typer's command of the module's function; the words of the help are ours, so typer's own are left out."""
    function = import_module(f"workbench.cli.{spec.module}").command
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(spec.name, help=spec.help, add_help_option=False)(function)
    made: Any = get_command(app)
    for parameter in made.params:
        if hasattr(parameter, "_runtime_param"):
            parameter._runtime_param = _AsGiven()  # noqa: SLF001 - see there
    return made


class _AsGiven:
    """Takes texts as they stand, which is all that our parameters are, in place of typer's own conversion.

    Typer (0.29) converts every value by pydantic, whose import costs a fifth of the time that `show` may take.
    """

    @staticmethod
    def coerce(value: Any, param: Any, ctx: Any) -> Any:
        """Return what was given; an empty tuple where several could have been."""
        del ctx
        return () if value is None and param.nargs == -1 else value


def _parameter(found: Any) -> Parameter:
    """Describe a parameter of typer's: "--db FILE|URL", "METRIC", "[ID]", "FILE…"."""
    if found.param_type_name == "option":
        return Parameter(_written(found), found.help, is_option=True, is_required=found.required)
    name = found.metavar if found.required else f"[{found.metavar}]"
    return Parameter(name if found.nargs == 1 else f"{name}…", found.help, is_option=False, is_required=found.required)


def _written(found: Any) -> str:
    """Write a parameter of typer's as it is given: "--db FILE|URL", "METRIC"."""
    option = found.opts[0] if found.param_type_name == "option" else None
    return " ".join(filter(None, (option, found.metavar)))


def _misuse(error: typer.TyperException) -> Message:
    """Return what typer complains of as a message of ours; its own sentences are English only."""
    kind = type(error).__name__
    option = getattr(error, "option_name", "")
    if kind == "NoSuchOption":
        near = ", ".join(sorted(getattr(error, "possibilities", None) or ()))
        return message("usage.no_such_option_near" if near else "usage.no_such_option", option=option, near=near)
    if kind == "MissingParameter":
        return message("usage.missing", name=_written(error.param))  # type: ignore[attr-defined]  # of this kind
    if kind == "BadOptionUsage":
        needs_value = "requires" in error.format_message()
        return message("usage.needs_value" if needs_value else "usage.takes_no_value", option=option)
    return message("usage.too_many")
