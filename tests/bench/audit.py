"""How well the audit does on texts of our own, clean ones and such with planted errors: precision, recall, and its time.

Each text is followed by what is wrong in it: a rule and the lines on which its error must stand. An error that is not
expected counts against precision, an expected one that is not found against recall. Other texts are right as they stand,
and become wrong by one slip each ("old => new | rules that may find it | lines of which one must be named").
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.bench.harness import Benchmark, Figure
from workbench.core.catalogue import Catalogue, shipped_catalogue
from workbench.core.checks.issues import Issue, Severity
from workbench.core.checks.prose.audit import audit
from workbench.core.claims.report import ReportReader
from workbench.core.periods import Period
from workbench.core.resources import resources_folder

SLIPS = Path(__file__).resolve().parents[1] / "core" / "checks" / "slips.txt"
TEXTS = Path(__file__).resolve().parents[1] / "core" / "checks" / "audits.txt"


@dataclass(frozen=True, slots=True)
class Planted:
    """An error that a text holds: the rule that finds it, and lines that it must name."""

    rule: str
    lines: frozenset[int]

    def is_found(self, issue: Issue) -> bool:
        """Whether an issue is this error."""
        return issue.rule == self.rule and self.lines <= set(issue.lines)


@dataclass(frozen=True, slots=True)
class Example:
    """A text, the month that it is about, and the errors in it."""

    name: str
    month: Period
    text: str
    planted: tuple[Planted, ...]


def examples() -> Iterator[Example]:
    """Yield the texts."""
    for name, month, text, expected in _parts(TEXTS):
        yield Example(name, month, text, tuple(map(_planted, expected)))


def _parts(file: Path) -> Iterator[tuple[str, Period, str, list[str]]]:
    """Yield the name, the month and the text of each part of a file, and the lines that stand below it."""
    for part in file.read_text("utf-8").split("=== ")[1:]:
        head, _, rest = part.partition("\n")
        name, _, month = head.partition(" | ")
        text, _, below = rest.rpartition("\n---\n")
        yield name, Period.parse(month), text, below.strip().splitlines()


def _planted(line: str) -> Planted:
    rule, *lines = line.split()
    return Planted(rule, frozenset(map(int, lines)))


@dataclass(frozen=True, slots=True)
class Slip:
    """One change to a text that makes it wrong: the rules that may find it, and the lines of which one must be named."""

    old: str
    new: str
    rules: frozenset[str]
    lines: frozenset[int]

    def is_found(self, issue: Issue) -> bool:
        """Whether an issue is about this slip."""
        return issue.rule in self.rules and bool(self.lines & set(issue.lines)) and issue.severity is not Severity.INFO


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that is right, in the style of some vendor's reports, and slips that make it wrong, one at a time."""

    name: str
    month: Period
    text: str
    slips: tuple[Slip, ...]


def passages() -> Iterator[Passage]:
    """Yield the texts that are right, with their slips."""
    for name, month, text, slips in _parts(SLIPS):
        yield Passage(name, month, text, tuple(map(_slip, slips)))


def _slip(line: str) -> Slip:
    change, rules, lines = line.rsplit(" | ", 2)
    old, _, new = change.partition(" => ")
    return Slip(old, new, frozenset(rules.split()), frozenset(map(int, lines.split())))


@cache
def slip_score() -> Score:
    """Return how the audit does on the passages: false are errors in the right ones, missed the slips that it did not see."""
    reader, catalogue = _reader()
    result = Score(0, [], [])
    for passage in passages():
        before = audit(reader.read(passage.text, passage.month), catalogue).issues
        result.false += [f"{passage.name}: {one.rule} {one.lines}" for one in before if one.severity is Severity.ERROR]
        for slip in passage.slips:
            text = passage.text.replace(slip.old, slip.new)
            if any(slip.is_found(one) for one in audit(reader.read(text, passage.month), catalogue).issues):
                result.found += 1
            else:
                result.missed.append(f"{passage.name}: {slip.old} => {slip.new}")
    return result


@dataclass(slots=True)
class Score:
    """What was found of what is wrong; `missed` and `false` name the text."""

    found: int
    missed: list[str]
    false: list[str]

    @property
    def precision(self) -> float:
        """How many of the errors told are errors."""
        return self.found / (self.found + len(self.false)) if self.found else 0.0

    @property
    def recall(self) -> float:
        """How many of the errors are told."""
        return self.found / (self.found + len(self.missed)) if self.found else 0.0


@cache
def _reader() -> tuple[ReportReader, Catalogue]:
    catalogue = shipped_catalogue(resources_folder())
    return ReportReader(catalogue), catalogue


@cache
def score() -> Score:
    """Return how the audit does on all texts; each error told stands for one planted error at most."""
    reader, catalogue = _reader()
    result = Score(0, [], [])
    for example in examples():
        told = audit(reader.read(example.text, example.month), catalogue).issues
        errors = [issue for issue in told if issue.severity is Severity.ERROR]
        for planted in example.planted:
            hit = next((issue for issue in errors if planted.is_found(issue)), None)
            if hit is None:
                result.missed.append(f"{example.name}: {planted.rule} {sorted(planted.lines)}")
            else:
                result.found += 1
                errors.remove(hit)
        result.false += [f"{example.name}: {issue.rule} {issue.lines}" for issue in errors]
    return result


def _audit_copies(count: int) -> None:
    """Audit the texts over and over, as one report; twenty times they have some 200 pages."""
    reader, catalogue = _reader()
    text = "\n\n".join(example.text for example in examples()) * count
    audit(reader.read(text, Period.parse("2011-05")), catalogue)


def _audit_long(folder: Path) -> None:
    del folder
    _audit_copies(20)


def _audit_parts(folder: Path) -> None:
    del folder
    for _ in range(10):
        _audit_copies(2)


def _seconds_from_start(folder: Path) -> float:
    """Return how long the command takes for one report, from start to answer."""
    file = folder / "report.txt"
    file.write_text(max((example.text for example in examples()), key=len), "utf-8")
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-m", "workbench", "audit", str(file), "--json"], check=False, capture_output=True)
    return time.perf_counter() - begin


BENCHMARKS: tuple[Benchmark | Figure, ...] = (
    Figure("audit: errors told that are none (1 - precision)", lambda _: 1 - score().precision, 0.0, ""),
    Figure("audit: errors not told (1 - recall)", lambda _: 1 - score().recall, 0.05, ""),
    Figure("audit: errors in texts that are right (1 - precision)", lambda _: 1 - slip_score().precision, 0.0, ""),
    Figure("audit: slips not seen (1 - recall)", lambda _: 1 - slip_score().recall, 0.05, ""),
    Figure("audit of a report from start to answer", _seconds_from_start, 2.0, "s"),
    Benchmark("audit of 200 pages / ten audits of 20 pages", 1.5, _audit_long, _audit_parts),
)
