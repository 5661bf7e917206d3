"""Filling an empty database with the sample: the February 2010 issue and what is known of the months around it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.core.catalogue import Catalogue
from workbench.core.commands.importing import write_plan
from workbench.core.errors import Refused
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.plans import ImportPlan
from workbench.core.ports import Command, Reader, Transaction
from workbench.core.records import Coverage, Edition, Event, Finding, FindingText, Observation, Reading, Source
from workbench.core.tidy.planning import plan_of

_EDITION = "edition:"


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample's records, read from its files; figures as a plan for an empty database."""

    figures: ImportPlan
    coverages: tuple[Coverage, ...]
    events: tuple[Event, ...]
    findings: tuple[Finding, ...]
    texts: tuple[FindingText, ...]


def fill_with_sample(reader: Reader, catalogue: Catalogue, folder: Path, now: str = "") -> Command:
    """Return the command that fills an empty database; Refused for one that holds figures or findings."""
    if any(reader.count(kind) for kind in (Reading, Observation, Finding)):
        raise Refused(message("sample.not_empty"))
    sample = sample_of(reader, catalogue, folder, now)
    return Command(message("command.sample"), lambda tx: _fill(tx, sample))


def sample_of(reader: Reader, catalogue: Catalogue, folder: Path, now: str) -> Sample:
    """Read the sample's files from their folder; a problem in them is a bug (ValueError)."""
    plan = plan_of(reader, catalogue, (folder / "readings.csv").read_bytes(), "readings.csv", now)
    if plan.problems:
        raise ValueError(f"the sample has problems: {plan.problems[0]}")
    return Sample(
        plan,
        tuple(_coverages(folder)),
        tuple(Event(**row) for row in _rows(folder / "events.csv")),
        tuple(_findings(folder)),
        tuple(_texts(folder)),
    )


def _fill(tx: Transaction, sample: Sample) -> None:
    write_plan(tx, sample.figures)
    tx.put(*sample.coverages, *sample.events, *sample.findings, *sample.texts, *_editions(tx))


def _editions(tx: Transaction) -> Iterator[Edition]:
    """Make an edition of each source that is one; its figures as printed are that source's readings."""
    for source in tx.records(Source, kind="edition"):
        period = Period.parse(source.name.removeprefix(_EDITION))
        yield Edition(period.grain.value, str(period), 1, "published", "", None, source.id)


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def _coverages(folder: Path) -> Iterator[Coverage]:
    for row in _rows(folder / "coverage.csv"):
        period = Period.parse(row["period"])
        top = int(row["top"]) if row["top"] else None
        yield Coverage(row["metric"], row["dimension"], period.grain.value, str(period), row["kind"], top)


def _findings(folder: Path) -> Iterator[Finding]:
    for position, row in enumerate(_rows(folder / "findings" / "index.csv"), 1):
        period = Period.parse(row["period"])
        fields = (row["category"], row["status"], row["author"])
        yield Finding(row["id"], period.grain.value, str(period), *fields, position, "")


def _texts(folder: Path) -> Iterator[FindingText]:
    """Read the words of the findings: the first line is the title ("# …"), the rest the body."""
    for file in sorted((folder / "findings").glob("*.md")):
        id_, language = file.stem.rsplit(".", 1)
        title, _, body = file.read_text(encoding="utf-8").partition("\n")
        yield FindingText(id_, language, title.removeprefix("# "), body.strip())
