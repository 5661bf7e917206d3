"""The first schema: a table for each kind of record, its twin with the rows as they were, and the trail."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    _source_and_reading()
    _observation_and_coverage()
    _metric_and_segment()
    _note_and_event()
    _finding_and_its_text()
    _edition_and_waiver()
    op.create_table(
        "operation",
        *_integer("id", primary_key=True),
        *_text("label", "moment", "author", nullable=False),
        *_integer("touched", nullable=False),
        sa.Column("undoes", sa.Integer, sa.ForeignKey("operation.id"), nullable=True),
        *_text("revision", nullable=False),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Refuse: there is nothing older."""
    raise NotImplementedError


def _text(*names: str, **options: Any) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, **options) for name in names]


def _integer(*names: str, **options: Any) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer, **options) for name in names]


def _real(*names: str, **options: Any) -> list[sa.Column[float]]:
    return [sa.Column(name, sa.Float, **options) for name in names]


def _reference(to: str) -> sa.ForeignKey:
    return sa.ForeignKey(to, deferrable=True, initially="DEFERRED")


def _source_and_reading() -> None:
    figure = ("metric", "grain", "period", "dimension", "segment", "statistic")
    op.create_table(
        "source",
        *_integer("id", primary_key=True),
        *_text("kind", "name", "digest", "added_at", nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "source_before",
        *_integer("operation", "id", primary_key=True),
        *_integer("existed", nullable=False),
        *_text("kind", "name", "digest", "added_at"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reading",
        *_text(*figure, primary_key=True),
        sa.Column("source", sa.Integer, _reference("source.id"), primary_key=True),
        *_integer("nth", primary_key=True),
        *_real("value", "step"),
        *_text("qualifier", "unit", "label", "text", "place", nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reading_before",
        *_integer("operation", primary_key=True),
        *_text(*figure, primary_key=True),
        *_integer("source", "nth", primary_key=True),
        *_integer("existed", nullable=False),
        *_real("value", "step"),
        *_text("qualifier", "unit", "label", "text", "place"),
        sqlite_with_rowid=False,
    )


def _observation_and_coverage() -> None:
    figure = ("metric", "grain", "period", "dimension", "segment")
    op.create_table(
        "observation",
        *_text(*figure, primary_key=True),
        *_real("value", "step"),
        *_text("qualifier", "status", nullable=False),
        sa.Column("source", sa.Integer, _reference("source.id")),
        *_integer("nth"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "observation_before",
        *_integer("operation", primary_key=True),
        *_text(*figure, primary_key=True),
        *_integer("existed", nullable=False),
        *_real("value", "step"),
        *_text("qualifier", "status"),
        *_integer("source", "nth"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "coverage",
        *_text("metric", "dimension", "grain", "period", primary_key=True),
        *_text("kind", nullable=False),
        *_integer("top"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "coverage_before",
        *_integer("operation", primary_key=True),
        *_text("metric", "dimension", "grain", "period", primary_key=True),
        *_integer("existed", nullable=False),
        *_text("kind"),
        *_integer("top"),
        sqlite_with_rowid=False,
    )


def _metric_and_segment() -> None:
    op.create_table(
        "metric",
        *_text("id", primary_key=True),
        *_text("family", "unit", nullable=False),
        *_real("step", nullable=False),
        *_text("worse", "label_ja", "label_en", "aliases", "dimensions", nullable=False),
        *_integer("position", nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "metric_before",
        *_integer("operation", primary_key=True),
        *_text("id", primary_key=True),
        *_integer("existed", nullable=False),
        *_text("family", "unit"),
        *_real("step"),
        *_text("worse", "label_ja", "label_en", "aliases", "dimensions"),
        *_integer("position"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "segment",
        *_text("dimension", "id", primary_key=True),
        *_text("label_ja", "label_en", "aliases", "parent", nullable=False),
        *_integer("position", nullable=False),
        *_text("replaced_by", nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "segment_before",
        *_integer("operation", primary_key=True),
        *_text("dimension", "id", primary_key=True),
        *_integer("existed", nullable=False),
        *_text("label_ja", "label_en", "aliases", "parent"),
        *_integer("position"),
        *_text("replaced_by"),
        sqlite_with_rowid=False,
    )


def _note_and_event() -> None:
    anchor = ("metric", "dimension", "segment", "grain", "first", "last")
    op.create_table(
        "note",
        *_integer("id", primary_key=True),
        *_text(*anchor, "text", "author", "written_at", nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "note_before",
        *_integer("operation", "id", primary_key=True),
        *_integer("existed", nullable=False),
        *_text(*anchor, "text", "author", "written_at"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event",
        *_text("id", primary_key=True),
        *_text("first", "last", "kind", "label_ja", "label_en", nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event_before",
        *_integer("operation", primary_key=True),
        *_text("id", primary_key=True),
        *_integer("existed", nullable=False),
        *_text("first", "last", "kind", "label_ja", "label_en"),
        sqlite_with_rowid=False,
    )


def _finding_and_its_text() -> None:
    op.create_table(
        "finding",
        *_text("id", primary_key=True),
        *_text("grain", "period", "category", "status", "author", nullable=False),
        *_integer("position", nullable=False),
        *_text("pictures", nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "finding_before",
        *_integer("operation", primary_key=True),
        *_text("id", primary_key=True),
        *_integer("existed", nullable=False),
        *_text("grain", "period", "category", "status", "author"),
        *_integer("position"),
        *_text("pictures"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "finding_text",
        sa.Column("finding", sa.Text, _reference("finding.id"), primary_key=True),
        *_text("language", primary_key=True),
        *_text("title", "body", nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "finding_text_before",
        *_integer("operation", primary_key=True),
        *_text("finding", "language", primary_key=True),
        *_integer("existed", nullable=False),
        *_text("title", "body"),
        sqlite_with_rowid=False,
    )


def _edition_and_waiver() -> None:
    op.create_table(
        "edition",
        *_text("grain", "period", primary_key=True),
        *_integer("number", primary_key=True),
        *_text("status", "published_at", nullable=False),
        *_integer("corrects", "source"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "edition_before",
        *_integer("operation", primary_key=True),
        *_text("grain", "period", primary_key=True),
        *_integer("number", primary_key=True),
        *_integer("existed", nullable=False),
        *_text("status", "published_at"),
        *_integer("corrects", "source"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "waiver",
        *_text("rule", "key", primary_key=True),
        *_text("reason", "author", "written_at", "expires", nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "waiver_before",
        *_integer("operation", primary_key=True),
        *_text("rule", "key", primary_key=True),
        *_integer("existed", nullable=False),
        *_text("reason", "author", "written_at", "expires"),
        sqlite_with_rowid=False,
    )
