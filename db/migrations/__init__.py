"""The steps by which the files of older versions are brought up to date.

A new step: `alembic revision --rev-id 0002 -m "what it does"`, then `schema.REVISION` and the schema itself. Steps are
run by `db.migration` alone, which makes a copy of the file first and holds one transaction around them all.
"""
