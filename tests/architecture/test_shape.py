"""Modules and functions stay small and say what they are; imports point down."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

LONGEST_MODULE = 400
LONGEST_FUNCTION = 40

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef


def public_names(tree: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[str, Definition]]:
    """Yield what a module offers: public functions and classes, and the public methods of those classes."""
    for node in tree.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public_names(node, f"{prefix}{node.name}.")


def length(function: Function) -> int:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1


def imported_modules(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_imports_keep_the_contracts(repository: Path) -> None:
    program = Path(sys.prefix) / "bin" / "lint-imports"
    done = subprocess.run(
        [program, "--no-logo", "--no-cache"], cwd=repository, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_imports_the_composition_root(shipped: Mapping[str, ast.Module]) -> None:
    root = ("workbench.__main__", "__main__")
    guilty = [path for path, tree in shipped.items() if any(name.startswith(root) for name in imported_modules(tree))]
    assert guilty == []


def test_every_module_and_public_name_has_a_docstring(shipped: Mapping[str, ast.Module]) -> None:
    without = [path for path, tree in shipped.items() if not ast.get_docstring(tree)]
    without += [
        f"{path}: {name}"
        for path, tree in shipped.items()
        for name, node in public_names(tree)
        if not ast.get_docstring(node)
    ]
    assert without == []


def test_ruff_reads_docstrings(repository: Path) -> None:
    lint = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]
    assert {"ALL", "D"} & set(lint["select"])
    assert not {"D", "D1", "D100", "D101", "D102", "D103", "D104"} & set(lint["ignore"])


def test_no_module_is_long(repository: Path, shipped: Mapping[str, ast.Module]) -> None:
    lines = {path: len((repository / path).read_text("utf-8").splitlines()) for path in shipped}
    assert {path: count for path, count in lines.items() if count > LONGEST_MODULE} == {}


def test_no_function_is_long(shipped: Mapping[str, ast.Module]) -> None:
    long = {
        f"{path}: {node.name}": length(node)
        for path, tree in shipped.items()
        for node in ast.walk(tree)
        if isinstance(node, Function) and length(node) > LONGEST_FUNCTION
    }
    assert long == {}


@pytest.mark.parametrize(("lines", "expected"), [(40, 40), (41, 41)])
def test_a_function_is_measured_from_def_to_its_last_line(lines: int, expected: int) -> None:
    tree = ast.parse("@decorated\ndef f():\n" + "    x = 1\n" * (lines - 1))
    function = tree.body[0]
    assert isinstance(function, Function)
    assert length(function) == expected


def test_methods_of_public_classes_are_public_names() -> None:
    tree = ast.parse("class A:\n    def b(self): ...\n    def _c(self): ...\nclass _D:\n    def e(self): ...")
    assert [name for name, _ in public_names(tree)] == ["A", "A.b"]
