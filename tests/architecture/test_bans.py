"""What shipped code must not do: run text or data as code, and swallow errors it does not know."""

import ast
from collections.abc import Iterator, Mapping

import pytest

BANNED_MODULES = {
    "pickle": "data from files must not run",
    "marshal": "data from files must not run",
    "shelve": "is pickle",
    "dill": "is pickle",
}
BANNED_CALLS = {
    "eval": "text must not run",
    "exec": "text must not run",
    "os.system": "goes through a shell",
    "os.popen": "goes through a shell",
    "yaml.load": "makes objects of any class",
    "yaml.unsafe_load": "makes objects of any class",
}
SWALLOWING = {"", "Exception", "BaseException"}

ALLOWED: Mapping[str, str] = {
    "workbench/ui/lanes.py: except BaseException": "what a job raises is handed over to the window's thread",
    "workbench/ui/lanes.py: except Exception": "what a job raises is handed over, as the threads do it",
}
"""Exceptions to the rules: "path: what" as a test reports it, and why it is right there."""


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _imports(node: ast.AST) -> Iterator[str]:
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    if isinstance(node, ast.ImportFrom):
        names = [node.module or ""]
    for name in names:
        if name.split(".")[0] in BANNED_MODULES:
            yield f"import {name}"


def _calls(node: ast.AST) -> Iterator[str]:
    if not isinstance(node, ast.Call):
        return
    if _dotted(node.func) in BANNED_CALLS:
        yield f"{_dotted(node.func)}()"
    if any(keyword.arg == "shell" and not _is_false(keyword.value) for keyword in node.keywords):
        yield f"{_dotted(node.func)}(shell=True)"


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def _handlers(node: ast.AST) -> Iterator[str]:
    if not isinstance(node, ast.ExceptHandler):
        return
    caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    names = {_dotted(kind) if kind else "" for kind in caught}
    if names & SWALLOWING and not any(isinstance(inner, ast.Raise) for inner in ast.walk(node)):
        yield f"except {' '.join(sorted(names & SWALLOWING))}".rstrip()


def findings(tree: ast.AST) -> Iterator[str]:
    """Yield what a syntax tree does against the rules."""
    for node in ast.walk(tree):
        yield from (*_imports(node), *_calls(node), *_handlers(node))


def test_shipped_code_keeps_the_rules(shipped: Mapping[str, ast.Module]) -> None:
    found = {f"{path}: {what}" for path, tree in shipped.items() for what in findings(tree)}
    assert found - set(ALLOWED) == set()


def test_every_exception_to_the_rules_is_still_needed(shipped: Mapping[str, ast.Module]) -> None:
    found = {f"{path}: {what}" for path, tree in shipped.items() for what in findings(tree)}
    assert set(ALLOWED) - found == set()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import pickle", ["import pickle"]),
        ("from pickle import loads", ["import pickle"]),
        ("import json, marshal", ["import marshal"]),
        ("eval('1')", ["eval()"]),
        ("exec('x = 1')", ["exec()"]),
        ("import yaml\nyaml.load(text)", ["yaml.load()"]),
        ("yaml.safe_load(text)", []),
        ("subprocess.run(text, shell=True)", ["subprocess.run(shell=True)"]),
        ("subprocess.run(text, shell=False)", []),
        ("try:\n    x()\nexcept Exception:\n    pass", ["except Exception"]),
        ("try:\n    x()\nexcept (ValueError, Exception) as e:\n    log(e)", ["except Exception"]),
        ("try:\n    x()\nexcept:\n    pass", ["except"]),
        ("try:\n    x()\nexcept BaseException:\n    undo()\n    raise", []),
        ("try:\n    x()\nexcept ValueError:\n    pass", []),
        ("model.eval", []),
    ],
)
def test_the_rules_find_what_they_are_for(source: str, expected: list[str]) -> None:
    assert list(findings(ast.parse(source))) == expected
