"""Runs all benchmarks and prints one table; ends with 1 where a bar is missed."""

import argparse
import importlib
import sys
from collections.abc import Iterable, Sequence

from tests.bench.harness import FEWEST_ROUNDS, Benchmark, Figure, measure, table

MODULES = (
    "tests.bench.writing",
    "tests.bench.reading",
    "tests.bench.starting",
    "tests.bench.table_frames",
    "tests.bench.plots",
    "tests.bench.trends",
    "tests.bench.window",
    "tests.bench.window_work",
    "tests.bench.tabs",
    "tests.bench.exporting",
    "tests.bench.importing",
    "tests.bench.checking",
    "tests.bench.searching",
    "tests.bench.audit",
)
"""The modules with benchmarks, in the order of the table; each has a tuple BENCHMARKS."""


def collect(modules: Iterable[str], part_of_name: str) -> list[Benchmark | Figure]:
    """Return what the modules declare, as far as its name has that part."""
    tasks = (task for module in modules for task in importlib.import_module(module).BENCHMARKS)
    return [task for task in tasks if part_of_name in task.name]


def rounds_of(text: str) -> int:
    """Read a number of rounds; ArgumentTypeError for one below the fewest."""
    if not text.isdecimal() or int(text) < FEWEST_ROUNDS:
        raise argparse.ArgumentTypeError(f"a number from {FEWEST_ROUNDS} is needed, not {text}")
    return int(text)


def main(arguments: Sequence[str]) -> int:
    """Measure, print the table and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("name", nargs="?", default="", help="only benchmarks with this in their name")
    parser.add_argument("--rounds", type=rounds_of, help="how often each job is measured")
    options = parser.parse_args(arguments)
    tasks = collect(MODULES, options.name)
    if not tasks:
        print("No benchmark of that name." if options.name else "There are no benchmarks yet.")
        return 1 if options.name else 0
    results = []
    for task in tasks:
        print(f"measuring: {task.name}", file=sys.stderr, flush=True)
        results.append(measure(task, options.rounds))
    print(table(results))
    return 0 if all(result.is_ok for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
