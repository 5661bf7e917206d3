"""The source files that the rules of the house are about, parsed once."""

import ast
import gc
from collections.abc import Mapping
from pathlib import Path

import pytest

Modules = Mapping[str, ast.Module]


@pytest.fixture(scope="session")
def shipped(repository: Path) -> Modules:
    """Syntax trees of all that is shipped, by path within the checkout."""
    files = sorted(file for package in ("workbench", "db") for file in (repository / package).rglob("*.py"))
    assert files
    trees = {str(file.relative_to(repository)): ast.parse(file.read_text("utf-8"), str(file)) for file in files}
    gc.freeze()  # a million nodes that stay: looking through them again was a fourth of a worker's time
    return trees
