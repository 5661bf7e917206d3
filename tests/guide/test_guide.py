"""The guide and README: links and pictures are there, commands can be read, and both languages tell of the same things."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.make_guide_pictures import FOLDER, LANGUAGES, names
from tests.conftest import REPOSITORY
from workbench.cli.commands import COMMANDS, command_named
from workbench.cli.parsing import job_of
from workbench.cli.usage import Misused
from workbench.core.resources import resources_folder
from workbench.core.tidy.columns import column_positions, is_header
from workbench.ui.actions import ACTIONS
from workbench.ui.tour import SCENES

GUIDE = REPOSITORY / "docs" / "guide"
PAGES = sorted(GUIDE.rglob("*.md"))
README = REPOSITORY / "README.md"
HELP = sorted((resources_folder() / "help").rglob("*.md"))

LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
TYPED = re.compile(r"`([^`\n]+)`")
KEY = re.compile(r"\b(?:Ctrl|Shift|Alt)\+[\w/.+]+|\bF\d+\b", re.ASCII)

MOST_BYTES = 6_000_000
"""How large the pictures may be together."""


def name_of(file: Path) -> str:
    return str(file.relative_to(REPOSITORY))


def prose(file: Path) -> str:
    """Return a page without its blocks of code and what is typed."""
    return TYPED.sub("", FENCE.sub("", file.read_text("utf-8")))


def links(file: Path) -> Iterator[tuple[bool, str, str]]:
    """Yield whether a link is a picture, its words, and its target as far as it is a file."""
    for mark, words, target in LINK.findall(prose(file)):
        if "://" not in target and not target.startswith("metric:"):
            yield bool(mark), words, target.partition("#")[0]


def commands(text: str) -> Iterator[list[str]]:
    """Yield the arguments of each call of the program in blocks of code for a shell, and among what is typed."""
    blocks = [body for kind, body in FENCE.findall(text) if kind == "sh"]
    typed = [words for words in TYPED.findall(FENCE.sub("", text)) if words.startswith("workbench ")]
    for line in "\n".join((*blocks, *typed)).splitlines():
        for part in line.split("&&"):
            words = shlex.split(part, comments=True)
            if words and words[0] == "workbench":
                yield words[1:]


@pytest.mark.parametrize("file", [README, *PAGES], ids=name_of)
def test_links_and_pictures_are_there_and_pictures_are_described(file: Path) -> None:
    found = list(links(file))
    assert [target for _, _, target in found if target and not (file.parent / target).exists()] == []
    assert [target for is_picture, words, target in found if is_picture and len(words) < 6] == []


@pytest.mark.parametrize("file", [README, *PAGES, *HELP], ids=name_of)
def test_commands_can_be_read(file: Path) -> None:
    for name, *rest in commands(file.read_text("utf-8")):
        spec = command_named(name)
        assert spec is not None, name
        if "--help" not in rest:
            job_of(spec, rest)


@pytest.mark.parametrize("line", ["fly", "show", "show spam.rate --buy geography", "export a.csv --encoding latin"])
def test_commands_that_cannot_be_read_are_found(line: str) -> None:
    ((name, *rest),) = commands(f"```sh\nworkbench {line}  # words\n```")
    spec = command_named(name)
    if spec is not None:
        with pytest.raises(Misused):
            job_of(spec, rest)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_the_command_line_names_what_it_can(language: str) -> None:
    named = {name for name, *_ in commands((GUIDE / language / "command-line.md").read_text("utf-8"))}
    assert named == {spec.name for spec in COMMANDS}


def test_every_page_is_there_in_both_languages_with_the_same_parts() -> None:
    by_language = [{file.name: file for file in PAGES if file.parent.name == language} for language in LANGUAGES]
    assert by_language[0].keys() == by_language[1].keys()
    for name, file in by_language[0].items():
        first, second = file.read_text("utf-8"), by_language[1][name].read_text("utf-8")
        assert first.count("\n## ") == second.count("\n## "), name
        assert [kind for kind, _ in FENCE.findall(first)] == [kind for kind, _ in FENCE.findall(second)], name
        assert list(commands(first)) == [_in_english(call) for call in commands(second)], name
        assert [target.replace("-en-", "-ja-") for _, _, target in LINK.findall(first) if "pictures" in target] == [
            target for _, _, target in LINK.findall(second) if "pictures" in target
        ], name


def _in_english(call: list[str]) -> list[str]:
    """Return a call with the pictures of the tour in English: each page makes them in its own language."""
    return ["en" if word == "ja" and call[0] == "tour" else word for word in call]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_in_the_list_of_pages(language: str) -> None:
    listed = {target for _, _, target in links(GUIDE / language / "README.md")}
    assert {file.name for file in (GUIDE / language).glob("*.md")} - {"README.md"} <= listed


@pytest.mark.parametrize("file", [README, *PAGES], ids=name_of)
def test_keys_are_those_of_actions(file: Path) -> None:
    code = "".join(path.read_text("utf-8") for path in (REPOSITORY / "workbench" / "ui").rglob("*.py"))
    known = {spec.shortcut for spec in ACTIONS}
    typed = {key.rstrip(".") for key in KEY.findall(prose(file))}
    assert {key for key in typed - known if f'"{key}"' not in code} == set()


def test_pictures_are_those_that_the_script_makes_of_scenes_and_all_are_shown() -> None:
    shown = {Path(target).name for file in (README, *PAGES) for is_picture, _, target in links(file) if is_picture}
    made = {file.name for file in FOLDER.iterdir()}
    assert made == set(names())
    assert made - shown == set()
    scenes = {scene.id for scene in SCENES}
    assert {name.rsplit("-", 2)[0] for name in names()} <= scenes


def test_pictures_keep_the_repository_small() -> None:
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < MOST_BYTES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_a_table_is_one(language: str) -> None:
    blocks = FENCE.findall((GUIDE / language / "files.md").read_text("utf-8"))
    (example,) = (body for kind, body in blocks if kind == "csv")
    assert is_header(column_positions(example.splitlines()[0].split(",")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headings_of_a_table_are_those_that_are_read(language: str) -> None:
    text = (GUIDE / language / "files.md").read_text("utf-8").split("## ")[3]
    rows = [row.split("|")[1:3] for row in text.splitlines() if row.startswith("| ")][1:]
    headings = [name.strip(" *") for english, japanese in rows for name in re.split("[,、]", f"{english},{japanese}")]
    assert len(column_positions(headings)) >= 12
    assert [heading for heading in headings if not column_positions([heading])] == []


def test_targets_of_make_that_are_named_are_there() -> None:
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    named = {name for file in (README, *PAGES) for name in re.findall(r"\bmake ([a-z]+)\b", "\n".join(code_of(file)))}
    assert {"run", "test"} <= named
    assert {name for name in named if not re.search(rf"^{name}:", makefile, re.MULTILINE)} == set()


def code_of(file: Path) -> list[str]:
    """Return the blocks of code, and what is typed."""
    text = file.read_text("utf-8")
    return [body for _, body in FENCE.findall(text)] + TYPED.findall(FENCE.sub("", text))
