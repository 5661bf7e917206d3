"""What tells one database from another: its first operation, which no other one has."""

from __future__ import annotations

from hashlib import sha256

from workbench.core.ports import Reader

_LENGTH = 16


def database_id(reader: Reader) -> str:
    """Return 16 hexadecimal digits that a database and its copies have; empty for one in which nothing was done yet.

    They are made of the moment, author and label of the first operation: the trail is never cut, so they never change.
    """
    operations = reader.operations()
    if not operations:
        return ""
    first = operations[-1]
    told = "\0".join((str(first.id), first.when, first.who, str(first.label)))
    return sha256(told.encode()).hexdigest()[:_LENGTH]
