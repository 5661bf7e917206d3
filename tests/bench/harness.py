"""Compares our way of doing a job with the bare library's, side by side in one run, and holds the result to a bar.

What counts is CPU time (user and system) of the job and of the processes it waits for, so that other work on the
machine disturbs little. Ours and bare take turns, and who goes first changes from round to round, so that a machine
which slows down slows both. The figure is the ratio of the medians.
"""

import gc
import os
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

FEWEST_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Program:
    """A job that is a process of its own, started in the benchmark's folder; its output is thrown away."""

    arguments: tuple[str, ...]


Job = Callable[[Path], object] | Program
"""What is measured: a function of the benchmark's folder, or a program."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Two jobs that come to the same end, and how many times the CPU time of `bare` ours may take.

    `prepare` makes what both need, once, in the benchmark's own empty folder; `reset` puts the folder back before
    each run of either job. Neither is measured. Before the rounds each job runs once unmeasured.
    """

    name: str
    bar: float
    ours: Job
    bare: Job
    rounds: int = FEWEST_ROUNDS
    prepare: Callable[[Path], object] | None = None
    reset: Callable[[Path], object] | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """Any other number that must not be larger than its bar: a ratio of bytes, the longest wait in seconds.

    `value` measures it, in an empty folder of its own.
    """

    name: str
    value: Callable[[Path], float]
    bar: float
    unit: str


@dataclass(frozen=True, slots=True)
class Result:
    """A line of the table; of a Figure there is `ours` alone, in `unit`."""

    name: str
    ours: float
    bare: float | None
    bar: float
    unit: str = "s"

    @property
    def measured(self) -> float:
        """What is held to the bar: the ratio, or the figure itself."""
        return self.ours if self.bare is None else self.ours / self.bare

    @property
    def is_ok(self) -> bool:
        """Whether it keeps the bar."""
        return self.measured <= self.bar


class JobFailed(Exception):
    """A program that is measured ended with an error; its time would mean nothing."""


def cpu_seconds(job: Job, folder: Path) -> float:
    """Run a job once and return its CPU time in seconds; JobFailed where a program ends with an error."""
    if isinstance(job, Program):
        return _cpu_seconds_of_program(job, folder)
    gc.collect()
    start = _own_cpu_seconds()
    job(folder)
    return _own_cpu_seconds() - start


def _own_cpu_seconds() -> float:
    """Return the CPU time of this process, with that of the processes it has waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _cpu_seconds_of_program(program: Program, folder: Path) -> float:
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            program.arguments, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            raise JobFailed(f"{program.arguments} ended with {process.returncode}: {errors.read().decode()}")
    return usage.ru_utime + usage.ru_stime


def compare(benchmark: Benchmark, folder: Path, rounds: int | None = None) -> Result:
    """Run a benchmark in an empty folder and return the medians; `rounds` overrides its own number."""
    if benchmark.prepare:
        benchmark.prepare(folder)
    jobs = {"ours": benchmark.ours, "bare": benchmark.bare}
    seconds: dict[str, list[float]] = {"ours": [], "bare": []}
    for turn in range(1 + (rounds or benchmark.rounds)):
        for name in sorted(jobs, reverse=turn % 2 == 0):
            if benchmark.reset:
                benchmark.reset(folder)
            seconds[name].append(cpu_seconds(jobs[name], folder))
    ours, bare = (statistics.median(seconds[name][1:]) for name in ("ours", "bare"))
    return Result(benchmark.name, ours, bare, benchmark.bar)


def measure(task: Benchmark | Figure, rounds: int | None = None) -> Result:
    """Run a benchmark or measure a figure in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        if isinstance(task, Benchmark):
            return compare(task, folder, rounds)
        return Result(task.name, task.value(folder), None, task.bar, task.unit)


def table(results: Iterable[Result]) -> str:
    """Lay the results out as plain text."""
    lines = [("what", "ours", "bare", "ratio", "bar", "ok"), *(_cells(result) for result in results)]
    widths = [max(len(line[column]) for line in lines) for column in range(6)]
    return "\n".join(_aligned(line, widths) for line in lines)


def _cells(result: Result) -> tuple[str, ...]:
    ok = "yes" if result.is_ok else "NO"
    if result.bare is None:
        return (result.name, f"{result.ours:.4g} {result.unit}", "", "", f"{result.bar:.4g} {result.unit}", ok)
    times = (f"{result.ours:.4f} s", f"{result.bare:.4f} s")
    return (result.name, *times, f"{result.measured:.2f}", f"{result.bar:.2f}", ok)


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    name, *numbers, ok = line
    middle = (number.rjust(width) for number, width in zip(numbers, widths[1:-1], strict=True))
    return "  ".join((name.ljust(widths[0]), *middle, ok))
