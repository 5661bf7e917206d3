import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def trail(workbench: Run, database: Path) -> Run:
    """Run a command of the trail and return its operations."""

    def run(*arguments: object) -> list[dict[str, Any]]:
        ended = workbench(*arguments, "--db", database, "--json")
        assert ended.status == 0, ended.out
        operations = ended.json["operations"]
        assert isinstance(operations, list)
        return operations

    return run


@pytest.fixture
def _two_imports(workbench: Run, database: Path, table: Run) -> None:
    workbench("import", table(("2020-03", "spam.rate", "", "", "90.7"), name="a.csv"), "--db", database)
    workbench("import", table(("2020-04", "spam.rate", "", "", "89.9"), name="b.csv"), "--db", database)


@pytest.mark.usefixtures("_two_imports")
def test_the_log_lists_operations_newest_first(trail: Run) -> None:
    found = trail("log")
    assert [(entry["id"], entry["label"], entry["undoes"]) for entry in found] == [
        (3, "Import of b.csv", None),
        (2, "Import of a.csv", None),
        (1, "Sample data", None),
    ]
    assert found[0]["who"] == "analyst"
    assert found[-1]["rows"] > 1000
    assert datetime.datetime.fromisoformat(found[0]["when"]).utcoffset() == datetime.timedelta(0)
    assert [entry["id"] for entry in trail("log", "--limit", "2")] == [3, 2]


@pytest.mark.usefixtures("_two_imports")
def test_undo_and_redo_give_the_new_operation(trail: Run) -> None:
    assert [(entry["id"], entry["undoes"]) for entry in trail("undo")] == [(4, 3)]
    assert [(entry["id"], entry["undoes"]) for entry in trail("undo")] == [(5, 2)]
    (redone,) = trail("redo")
    assert (redone["id"], redone["undoes"], redone["label"]) == (6, 5, "Redo: Import of a.csv")


@pytest.mark.usefixtures("_two_imports")
def test_one_operation_can_be_undone_by_its_number(trail: Run) -> None:
    (undone,) = trail("undo", "2")
    assert (undone["undoes"], undone["label"]) == (2, "Undo: Import of a.csv")


@pytest.mark.usefixtures("_two_imports")
def test_labels_are_in_the_language_of_the_user(trail: Run) -> None:
    labels = {language: trail("undo", "--lang", language)[0]["label"] for language in ("ja", "en")}
    assert "b.csv" in labels["ja"]
    assert labels["ja"] != labels["en"].replace("a.csv", "b.csv")
    assert labels["en"] == "Undo: Import of a.csv"


@pytest.mark.parametrize(
    ("arguments", "id_"),
    [(("undo", "99"), "history.no_such_operation"), (("redo",), "history.nothing_to_redo")],
)
def test_what_cannot_be_reversed_is_refused(
    workbench: Run, database: Path, arguments: tuple[str, ...], id_: str
) -> None:
    ended = workbench(*arguments, "--db", database, "--json")
    assert (ended.status, ended.json["error"]["id"]) == (1, id_)


@pytest.mark.parametrize("number", ["0", "-1", "x", "１", "1.5", str(2**63)])
def test_a_number_of_an_operation_is_a_whole_number(workbench: Run, database: Path, number: str) -> None:
    assert workbench("undo", "--db", database, "--", number).status == 2
    assert workbench("log", f"--limit={number}", "--db", database).status == 2


@pytest.mark.usefixtures("_two_imports")
def test_people_see_what_is_undone(workbench: Run, database: Path) -> None:
    workbench("undo", "--db", database)
    lines = workbench("log", "--db", database).out.splitlines()
    assert "Undo: Import of b.csv" in lines[2]
    assert lines[3].rstrip().endswith("undone")
    assert not lines[4].rstrip().endswith("undone")
