"""The JSON of each command has exactly the keys of the contract, with values of the right types, whatever came out."""

from collections.abc import Callable
from pathlib import Path
from types import NoneType, UnionType
from typing import Any

import pytest

NUMBER = int | float
TEXTS = {"ja": str, "en": str}
TALLY = {"new": int, "changed": int, "same": int, "removed": int}

SAMPLE = {"db": str, "observations": int, "readings": int, "findings": int}
READING = {"value": NUMBER | NoneType, "printed": str, "statistic": str, "source": str, "place": str}
SHOW = {
    "metric": str,
    "period": str,
    "unit": {"percent", "one_in", "count", "per_day", "kilobytes"},
    "change_unit": {"points", "percent"},
    "coverage": str,
    "rows": [
        {
            "segment": str,
            "label": TEXTS,
            "value": NUMBER | NoneType,
            "printed": str,
            "previous": NUMBER | NoneType,
            "change": NUMBER | NoneType,
            "average": NUMBER | NoneType,
            "published_average": NUMBER | NoneType,
            "rank": int | str | NoneType,
            "rank_change": int | str | NoneType,
            "status": {"normal", "provisional", "estimated", "missing"},
            "readings": [READING],
        }
    ],
}
IMPORT = {
    "files": [
        {
            "file": str,
            "status": {"refused", "problems", "planned", "applied"},
            "shape": str,
            **TALLY,
            "changes": [{"key": str, "old": NUMBER | NoneType, "new": NUMBER | NoneType}],
            "records": {"observation": TALLY, "reading": TALLY, "note": TALLY, "finding": TALLY},
            "conflicts": [{"key": str, "base": NUMBER, "mine": NUMBER, "theirs": NUMBER}],
            "problems": [{"sheet": str, "cell": str, "found": str, "message": str}],
            "ignored": [{"sheet": str, "range": str, "why": str}],
            "reason": str | NoneType,
        }
    ]
}
EXPORT = {"file": str, "sheets": [str], "observations": int}
OPERATIONS = {"operations": [{"id": int, "label": str, "when": str, "who": str, "rows": int, "undoes": int | NoneType}]}
CHECK = {"file": str, "ok": bool, "tables": {str: int}, "problems": [str]}
ERROR = {"error": {"id": str, "message": TEXTS}}


def differences(found: Any, wanted: Any, place: str = "") -> list[str]:
    """Return where a value is not what the contract says: keys, types, and choices, all the way down."""
    if isinstance(wanted, dict) and set(wanted) == {str}:
        inner = [differences(value, wanted[str], f"{place}.{key}") for key, value in found.items()]
    elif isinstance(wanted, dict):
        if not isinstance(found, dict) or set(found) != set(wanted):
            return [f"{place}: keys of {found!r}"]
        inner = [differences(found[key], wanted[key], f"{place}.{key}") for key in wanted]
    elif isinstance(wanted, list):
        if not isinstance(found, list):
            return [f"{place}: no list: {found!r}"]
        inner = [differences(item, wanted[0], f"{place}[{at}]") for at, item in enumerate(found)]
    elif isinstance(wanted, set):
        return [] if found in wanted else [f"{place}: {found!r}"]
    else:
        is_bool = isinstance(found, bool) and wanted is not bool
        return [] if isinstance(found, wanted) and not is_bool else [f"{place}: {found!r}"]
    return [difference for part in inner for difference in part]


@pytest.mark.parametrize(
    ("found", "count"),
    [
        ({"ja": "a", "en": "b"}, 0),
        ({"ja": "a"}, 1),
        ({"ja": "a", "en": "b", "de": "c"}, 1),
        ({"ja": 1, "en": None}, 2),
        ([], 1),
    ],
)
def test_the_comparison_finds_differences(found: object, count: int) -> None:
    assert len(differences([found], [TEXTS])) == count


def test_a_truth_value_is_no_number() -> None:
    assert differences(True, int)
    assert not differences(True, bool)
    assert isinstance(int | str, UnionType)
    assert not differences("x", int | str)


CONTRACT = {
    "sample": (["sample", "--db", "{folder}/new.db"], SAMPLE, 0),
    "total": (["show", "spam.rate", "--period", "2010-02"], SHOW, 0),
    "breakdown": (["show", "virus.rate", "--by", "geography", "--period", "2010-02", "--readings"], SHOW, 0),
    "counts": (["show", "web.new_sites_per_day", "--base", "average", "--readings"], SHOW, 0),
    "applied": (["import", "{table}"], IMPORT, 0),
    "planned": (["import", "{table}", "--dry-run"], IMPORT, 0),
    "problems": (["import", "{bad}", "{table}"], IMPORT, 1),
    "skipped": (["import", "{bad}", "--skip-problems"], IMPORT, 0),
    "refused": (["import", "{folder}/nothing.csv", "{folder}"], IMPORT, 1),
    "export": (["export", "{folder}/out.csv"], EXPORT, 0),
    "log": (["log"], OPERATIONS, 0),
    "undo": (["undo"], OPERATIONS, 0),
    "undo one": (["undo", "1"], OPERATIONS, 0),
    "backup": (["backup", "{folder}/backup.db"], CHECK, 0),
    "verify": (["verify"], CHECK, 0),
    "verify nothing": (["verify", "{folder}/nothing.db"], CHECK, 1),
    "verify other": (["verify", "{table}"], CHECK, 1),
    "restore": (["restore", "{sample}"], CHECK, 0),
    "unknown metric": (["show", "spam.rat"], ERROR, 1),
    "nothing to redo": (["redo"], ERROR, 1),
    "not empty": (["sample"], ERROR, 1),
    "no database": (["log", "--db", "{folder}/nothing.db"], ERROR, 1),
    "other database": (["log", "--db", "postgresql://host/figures"], ERROR, 1),
    "misused": (["show"], ERROR, 2),
    "unknown option": (["undo", "--last"], ERROR, 2),
    "unknown command": (["redoo"], ERROR, 2),
}


@pytest.mark.parametrize("name", CONTRACT)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_json_has_the_shape_of_the_contract(
    name: str,
    language: str,
    workbench: Callable[..., Any],
    database: Path,
    sample_file: Path,
    table: Callable[..., Path],
    tmp_path: Path,
) -> None:
    rows = [("2020-03", "spam.rate", "", "", "90.7"), ("2010-02", "spam.rate", "", "", "89.5%")]
    places = {
        "folder": tmp_path,
        "sample": sample_file,
        "table": table(*rows),
        "bad": table(*rows, ("2010-02", "spam.rate", "", "", "101%"), name="bad.csv"),
    }
    template, shape, status = CONTRACT[name]
    arguments = [part.format_map(places) for part in template]
    chosen = [] if "--db" in arguments else ["--db", database]
    ended = workbench(*arguments, *chosen, "--json", "--lang", language)
    assert (ended.status, ended.err if name != "restore" else "") == (status, "")
    assert differences(ended.json, shape) == []


def test_redo_has_the_shape_of_the_contract(workbench: Callable[..., Any], database: Path) -> None:
    workbench("undo", "--db", database)
    ended = workbench("redo", "--db", database, "--json")
    assert differences(ended.json, OPERATIONS) == []
    assert len(ended.json["operations"]) == 1


def test_japanese_stands_as_it_is(workbench: Callable[..., Any], database: Path) -> None:
    ended = workbench("show", "spam.rate", "--by", "geography", "--period", "2010-02", "--db", database, "--json")
    assert "日本" in ended.out
    assert "\\u" not in ended.out
