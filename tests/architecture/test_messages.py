"""Each Message of the code has a sentence in both languages, each sentence a Message, and their parameters agree.

Ids are found in the syntax trees: where a Message is made, and wherever a text looks like an id. What code puts together
of pieces is declared in FAMILIES.
"""

import ast
import re
import string
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po

from workbench.core.checks.figures import FIGURE_RULES
from workbench.core.checks.issues import Severity
from workbench.core.checks.prose.outcomes import AuditVerdict
from workbench.core.checks.prose.rules import RULES
from workbench.core.event_kinds import EVENT_KINDS
from workbench.core.findings import FindingStatus
from workbench.core.outliers import Method, Scale
from workbench.core.periods import Grain
from workbench.core.printed import Qualifier
from workbench.core.queries.breakdown import Base
from workbench.core.records import Statistic
from workbench.core.translation import LANGUAGES, catalogue_file
from workbench.core.trend_spec import Mode
from workbench.core.units import UNITS
from workbench.excel.layout import CONTENTS, KEYS, SHEETS
from workbench.ui.actions import ACTIONS, MENUS
from workbench.ui.style.tokens import THEMES
from workbench.ui.tabs import TABS
from workbench.ui.tabs.beside import VIEWS
from workbench.ui.widgets.claim_panel import COUNTS
from workbench.ui.widgets.finding_bars import MODES, TOOLS
from workbench.ui.widgets.trend_tools import SWITCHES

QUALIFIED = (Qualifier.ABOUT, Qualifier.BELOW, Qualifier.ABOVE)
RULE_IDS = sorted({spec.id.lower() for spec in (*FIGURE_RULES, *(rule.spec for rule in RULES))})
LIMITED_UNITS = [unit.id for unit in UNITS.values() if (unit.lowest, unit.highest) != (None, None)]

FAMILIES: Mapping[str, Iterable[str]] = {
    "printed.{unit.id}": [f"printed.{id}" for id in UNITS],
    "printed.{number.qualifier}": [f"printed.{qualifier}" for qualifier in QUALIFIED],
    "printed.one_in_{number.qualifier}": ["printed.one_in_below", "printed.one_in_above"],
    "import.out_of_span_{unit.id}": [f"import.out_of_span_{id}" for id in LIMITED_UNITS],
    "import.out_of_span_{own.id}": [f"import.out_of_span_{id}" for id in LIMITED_UNITS],
    "catalogue.unknown_{kind}": ["catalogue.unknown_metric", "catalogue.unknown_dimension"],
    "catalogue.unknown_{kind}_near": ["catalogue.unknown_metric_near", "catalogue.unknown_dimension_near"],
    "spelling.grain_{grain.name.lower()}": [f"spelling.grain_{grain.name.lower()}" for grain in Grain],
    "import.{imported.status}": ["import.problems", "import.planned", "import.applied"],
    "show.change_{self._unit.change_unit}": ["show.change_points", "show.change_percent"],
    "show.{change}": ["show.entered", "show.left"],
    "statistic.{Statistic(reading.statistic)}": [f"statistic.{statistic}" for statistic in Statistic],
    "action.{spec.id}": [f"action.{spec.id}" for spec in ACTIONS],
    "action.{id_}": [],
    "action.{self._action}": [],  # the notices offer what stands where they are told
    "menu.{id_}": [f"menu.{menu}" for menu in MENUS],
    "menu.{menu}": [f"menu.{menu}" for menu in MENUS],
    "check.severity_{issue.severity}": [f"check.severity_{severity}" for severity in Severity],
    "rule.{issue.rule.lower()}_title": [f"rule.{rule}_title" for rule in RULE_IDS],
    "beside.{view.id}": [f"beside.{view.id}" for view in VIEWS],
    "tab.{tab.id}": [f"tab.{tab.id}" for tab in TABS],
    "tab.{spec.id}_count": [f"tab.{tab.id}_count" for tab in TABS if tab.count is not None],
    "base.{base}": [f"base.{base}" for base in Base],
    "edition.{shown.edition.status}": ["edition.draft", "edition.review", "edition.published"],
    "edition.{month.edition}": ["edition.draft", "edition.review", "edition.published"],
    "scope.{name}": ["scope.period", "scope.base", "scope.metric"],
    "grid.unit_{unit.id}": [f"grid.unit_{id}" for id in UNITS if id != "points"],
    "grid.unit_{shown.metric.unit}": [f"grid.unit_{id}" for id in UNITS if id != "points"],
    "top.change_{change}": ["top.change_points", "top.change_percent"],
    "grid.change_{_change_unit(sheet)}": ["grid.change_points", "grid.change_percent", "grid.change_rate"],
    "cell.{way}_{sheet.unit.change_unit}": [
        f"cell.{way}_{unit}" for way in ("up", "down") for unit in ("points", "percent")
    ],
    "workbook.about_{spec.id}": [f"workbook.about_{spec.id}" for spec in SHEETS if spec not in {CONTENTS, KEYS}],
    "event.kind_{known}": [f"event.kind_{kind}" for kind in EVENT_KINDS],
    "outlier.{method}_{scale}": [f"outlier.{method}_{scale}" for method in Method for scale in Scale],
    "trends.label_{grain.name.lower()}": [
        f"trends.label_{grain.name.lower()}" for grain in Grain if grain is not Grain.MONTH
    ],
    "trends.mode_{mode}": [f"trends.mode_{mode}" for mode in Mode],
    "trends.mode_{mode}_tip": [f"trends.mode_{mode}_tip" for mode in Mode],
    "trends.switch_{name}": [f"trends.switch_{name}" for name in SWITCHES],
    "trends.switch_{name}_tip": [f"trends.switch_{name}_tip" for name in SWITCHES],
    "picture.theme_{self.theme.itemData(row)}": [f"picture.theme_{theme}" for theme in THEMES],
    "trends.unit_{pane}": [
        *(f"trends.unit_{id}" for id in UNITS if id != "points"),
        *("trends.unit_rates", "trends.unit_change"),
    ],
    "finding.{status}": [f"finding.{status}" for status in FindingStatus],
    "finding.{FindingStatus(finding.status)}": [f"finding.{status}" for status in FindingStatus],
    "finding.mode_{id_}": [f"finding.mode_{mode}" for mode in MODES],
    "finding.tool_{id_}": [f"finding.tool_{id_}" for id_, _ in TOOLS],
    "finding.language_{id_}": [f"finding.language_{language}" for language in LANGUAGES],
    "finding.language_{self.language}": [f"finding.language_{language}" for language in LANGUAGES],
    "claim.count_{id_}": [f"claim.count_{id_}" for id_ in COUNTS],
    "update.line_{one.language}": [f"update.line_{language}" for language in LANGUAGES],
    "rule.{rule.lower()}_title": [f"rule.{rule}_title" for rule in RULE_IDS],
    "rule.{issue.rule.lower()}_about": [f"rule.{rule}_about" for rule in RULE_IDS],
    "severity.{severity}": [f"severity.{severity}" for severity in Severity],
    "verdict.{one.verdict}": [f"verdict.{verdict}" for verdict in AuditVerdict],
    "printed.{unit}": [f"printed.{id}" for id in UNITS],
    "spelling.{self.reason}": [],  # the reasons are found where Unreadable is made
}
"""Ids that are put together of pieces, as they stand in the code, and what comes of them."""

NOT_MESSAGES = frozenset({"workbook.xml", "catalogue.toml", "finding.id", "empty.db", "sample.db", "window.ini"})
"""Texts in the code that look like ids and are none."""

WINDOW = "workbench/ui/"
"""Where a call of `say` makes a Message and its sentence in one."""

LOOKS_LIKE_AN_ID = re.compile(r"[a-z]+(\.[a-z0-9_]+)+")
REASON = re.compile(r"[a-z_]+")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Use:
    """A place in the code where a Message is made or named; its parameters are None where the place does not say."""

    place: str
    id: str
    parameters: frozenset[str] | None


class Module:
    """What can be said of a module's texts from its syntax tree."""

    def __init__(self, path: str, tree: ast.Module) -> None:
        self.undeclared: list[str] = []
        self._path = path
        self._tree = tree
        self._functions = {node.name: node for node in ast.walk(tree) if isinstance(node, Function)}

    @cached_property
    def made(self) -> list[Use]:
        """The Messages that it makes, as far as their ids can be told."""
        return [use for call, function in self._calls for use in self._uses(call, function)]

    def named(self, areas: Iterable[str]) -> Iterator[Use]:
        """Yield its texts that look like ids of one of the areas."""
        pieces = {id(part) for node in ast.walk(self._tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces:
                is_id = LOOKS_LIKE_AN_ID.fullmatch(node.value) and node.value.split(".")[0] in areas
                if is_id and node.value not in NOT_MESSAGES:
                    yield Use(f"{self._path}:{node.lineno}", node.value, None)

    @cached_property
    def _calls(self) -> list[tuple[ast.Call, Function | None]]:
        """Its calls, each with the innermost function around it."""
        around: dict[ast.AST, Function | None] = {self._tree: None}
        for node in ast.walk(self._tree):
            inside = node if isinstance(node, Function) else around[node]
            around.update((child, inside) for child in ast.iter_child_nodes(node))
        return [(node, around[node]) for node in around if isinstance(node, ast.Call)]

    def _uses(self, call: ast.Call, function: Function | None) -> Iterator[Use]:
        """Yield what a call makes, if it makes a Message."""
        name = _name_of(call.func)
        makes = name in {"message", "Message", "Unreadable"} or (name == "say" and self._path.startswith(WINDOW))
        if not makes or not call.args:
            return
        parameters = _in_dictionary(call) if name == "Message" else _in_keywords(call)
        for text in sorted(self._texts(call.args[0], function)):
            is_id = isinstance(call.args[0], ast.Constant) or LOOKS_LIKE_AN_ID.fullmatch(text)
            if name != "Unreadable" and is_id:
                yield Use(f"{self._path}:{call.lineno}", text, parameters)
            if name == "Unreadable" and REASON.fullmatch(text) and parameters is not None:
                yield Use(f"{self._path}:{call.lineno}", f"spelling.{text}", parameters | {"text"})

    def _texts(self, node: ast.AST, function: Function | None) -> set[str]:
        """Return the texts that an expression can come to."""
        match node:
            case ast.Constant():
                return {node.value} if isinstance(node.value, str) else set()
            case ast.JoinedStr():
                return self._texts_of_family(node, function)
            case ast.IfExp():
                return self._texts(node.body, function) | self._texts(node.orelse, function)
            case ast.Name():
                return self._texts_named(node.id, function)
            case ast.Call(func=ast.Name(id=name)) if name in self._functions:
                called = self._functions[name]
                returns = [inner.value for inner in ast.walk(called) if isinstance(inner, ast.Return) and inner.value]
                return set().union(*(self._texts(value, called) for value in returns))
        return set().union(*(self._texts(child, function) for child in ast.iter_child_nodes(node)))

    def _texts_of_family(self, node: ast.JoinedStr, function: Function | None) -> set[str]:
        """Return what comes of a text that is put together: as declared, else of the texts that its one name has."""
        if template(node) in FAMILIES:
            return set(FAMILIES[template(node)])
        names = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        texts = self._texts(names[0], function) if len(names) == 1 and isinstance(names[0], ast.Name) else set()
        if not texts:
            self.undeclared.append(f"{self._path}:{node.lineno}: {template(node)}")
        return {template(node).replace(f"{{{ast.unparse(names[0])}}}", text) for text in texts}

    def _texts_named(self, name: str, function: Function | None) -> set[str]:
        """Return the texts that a name stands for: assigned to it, passed for it, run through, or keys of a table."""
        values = [(key, None) for node in self._tree.body if _assigns(node, name) for key in _keys(node)]
        if function is not None:
            values += [(inner.value, function) for inner in ast.walk(function) if _assigns(inner, name)]
            values += [(inner.iter, function) for inner in ast.walk(function) if _runs_through(inner, name)]
            values += self._passed(name, function)
        simple = ast.Constant | ast.IfExp | ast.JoinedStr | ast.Tuple | ast.Name
        found = (self._texts(value, inside) for value, inside in values if isinstance(value, simple))
        return set().union(*found)

    def _passed(self, parameter: str, function: Function) -> list[tuple[ast.expr, Function | None]]:
        """Return what the module's other functions pass for a parameter by position."""
        names = [argument.arg for argument in function.args.args if argument.arg != "self"]
        if parameter not in names:
            return []
        place = names.index(parameter)
        calls = [
            found for found in self._calls if _name_of(found[0].func) == function.name and found[1] is not function
        ]
        return [(call.args[place], inside) for call, inside in calls if place < len(call.args)]


def _name_of(called: ast.expr) -> str:
    return str(getattr(called, "id", getattr(called, "attr", "")))


def template(node: ast.JoinedStr) -> str:
    """Write a text that is put together of pieces: what stands in it, and the expressions in braces."""
    parts = (
        str(part.value) if isinstance(part, ast.Constant) else f"{{{ast.unparse(part.value)}}}"
        for part in node.values
        if isinstance(part, ast.Constant | ast.FormattedValue)
    )
    return "".join(parts)


def _assigns(node: ast.AST, name: str) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return any(isinstance(target, ast.Name) and target.id == name for target in targets)


def _runs_through(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.comprehension) and isinstance(node.target, ast.Name) and node.target.id == name


def _keys(node: ast.AST) -> list[ast.expr | None]:
    value = getattr(node, "value", None)
    return value.keys if isinstance(value, ast.Dict) else []


def _in_keywords(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else frozenset(filter(None, names))


def _in_dictionary(call: ast.Call) -> frozenset[str] | None:
    if len(call.args) == 1 and not call.keywords:
        return frozenset()
    keys = call.args[1].keys if len(call.args) == 2 and isinstance(call.args[1], ast.Dict) else [None]
    names = [key.value if isinstance(key, ast.Constant) else None for key in keys]
    return None if None in names else frozenset(str(name) for name in names)


def uses_of(trees: Mapping[str, ast.Module], areas: Iterable[str] = ()) -> list[Use]:
    """Return all that syntax trees tell of Messages; `areas` are first parts of ids beside those that they tell."""
    modules = [Module(path, tree) for path, tree in trees.items()]
    made = [use for module in modules for use in module.made]
    known = {use.id.split(".")[0] for use in made} | set(areas)
    return made + [use for module in modules for use in module.named(known)]


def placeholders(sentence: str) -> set[str]:
    """Return the names of the values that stand in a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def listed_parameters(comment: str) -> frozenset[str]:
    """Return the parameters that a comment lists: "Parameters: file, why"; none for "Parameters: none" or no comment."""
    return frozenset(comment.removeprefix("Parameters: ").split(", ")) - {"none", ""}


@pytest.fixture(scope="module")
def catalogues(repository: Path) -> Mapping[str, Catalog]:
    """The sources of the sentences by language."""
    files = {code: catalogue_file(code, repository / "resources" / "locale") for code in LANGUAGES}
    return {language: read_po(file.with_suffix(".po").read_bytes().splitlines()) for language, file in files.items()}


@pytest.fixture(scope="module")
def sentences(catalogues: Mapping[str, Catalog]) -> Mapping[str, Mapping[str, str]]:
    """The sentences of each language by id."""
    return {
        code: {str(entry.id): str(entry.string) for entry in found if entry.id} for code, found in catalogues.items()
    }


@pytest.fixture(scope="module")
def uses(shipped: Mapping[str, ast.Module], sentences: Mapping[str, Mapping[str, str]]) -> list[Use]:
    """The Messages of all that is shipped."""
    return uses_of(shipped, {id.split(".")[0] for language in sentences.values() for id in language})


@pytest.fixture(scope="module")
def parameters(uses: list[Use]) -> Mapping[str, frozenset[str]]:
    """For each id of which the code tells the parameters, those that it has everywhere."""
    found: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for use in uses:
        if use.parameters is not None:
            found[use.id].append(use.parameters)
    return {id: frozenset.intersection(*everywhere) for id, everywhere in found.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_has_a_sentence(
    uses: list[Use], sentences: Mapping[str, Mapping[str, str]], language: str
) -> None:
    assert {f"{use.id} ({use.place})" for use in uses if not sentences[language].get(use.id)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_has_a_message(
    uses: list[Use], sentences: Mapping[str, Mapping[str, str]], language: str
) -> None:
    assert set(sentences[language]) - {use.id for use in uses} == set()


def test_both_languages_say_the_same_values(sentences: Mapping[str, Mapping[str, str]]) -> None:
    ja, en = (sentences[language] for language in ("ja", "en"))
    assert {id for id in set(ja) & set(en) if placeholders(ja[id]) != placeholders(en[id])} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_has_only_values_that_its_message_has(
    parameters: Mapping[str, frozenset[str]], sentences: Mapping[str, Mapping[str, str]], language: str
) -> None:
    lacking = {id: placeholders(sentences[language].get(id, "")) - given for id, given in parameters.items()}
    assert {id: names for id, names in lacking.items() if names} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_comment_at_a_sentence_lists_its_values_and_no_others(
    parameters: Mapping[str, frozenset[str]], catalogues: Mapping[str, Catalog], language: str
) -> None:
    wrong = {}
    for entry in catalogues[language]:
        listed = listed_parameters(" ".join(entry.auto_comments))
        told = parameters.get(str(entry.id), listed)
        if entry.id and not placeholders(str(entry.string)) <= listed <= told:
            wrong[entry.id] = sorted(told)
    assert wrong == {}


def test_every_family_of_ids_is_declared(shipped: Mapping[str, ast.Module]) -> None:
    modules = [Module(path, tree) for path, tree in shipped.items()]
    assert [place for module in modules if module.made for place in module.undeclared] == []


def test_every_family_of_ids_stands_in_the_code(shipped: Mapping[str, ast.Module]) -> None:
    nodes = (node for tree in shipped.values() for node in ast.walk(tree))
    assert set(FAMILIES) - {template(node) for node in nodes if isinstance(node, ast.JoinedStr)} == set()


def test_every_text_that_is_no_message_stands_in_the_code(shipped: Mapping[str, ast.Module]) -> None:
    nodes = (node for tree in shipped.values() for node in ast.walk(tree))
    assert NOT_MESSAGES - {node.value for node in nodes if isinstance(node, ast.Constant)} == set()


Finds = Callable[[str], set[tuple[str, frozenset[str] | None]]]


@pytest.fixture(scope="module")
def finds() -> Finds:
    """Return what the search finds in a source text."""
    return lambda source: {(use.id, use.parameters) for use in uses_of({"a.py": ast.parse(source)}, {"known"})}


@pytest.mark.parametrize(
    ("source", "id", "names"),
    [
        ("message('area.one', file=f, why=w)", "area.one", {"file", "why"}),
        ("message('area.one')", "area.one", set()),
        ("message('area.one', **rest)", "area.one", None),
        ("Message('area.one', {'low': 1})", "area.one", {"low"}),
        ("Message('area.one', values)", "area.one", None),
        ("Message('area.one')", "area.one", set()),
        ("message('area.one' if x else 'area.two', file=f)", "area.two", {"file"}),
        ("def f():\n    kind = 'area.one' if x else 'area.two'\n    return message(kind, file=f)", "area.two", {"file"}),
        ("class A:\n  def f(self, a, verb):\n    message(verb, x=1)\n  def g(self):\n    self.f(a, 'area.on')", "area.on", {"x"}),
        ("message(f'printed.{unit.id}', number=n)", "printed.per_day", {"number"}),
        ("Unreadable('two_signs', sign=s)", "spelling.two_signs", {"text", "sign"}),
        ("def f(t):\n    return 'one' if t else 'two'\nUnreadable(f(t))", "spelling.two", {"text"}),
        ("def f(n):\n    return message(f'area.{n}')\ndef g():\n    return [f(n) for n in ('one', 'two')]", "area.two", set()),
        ("def f():\n    names = ('one', 'two')\n    return [message(f'area.{n}') for n in names]", "area.two", set()),
        ("T = {'three': 3}\ndef f(t):\n    return next((k for k in T.items() if t), 'four')\nUnreadable(f(t))", "spelling.three", {"text"}),
        ("K = {'one': 'area.one'}\nmessage(K.get(k, 'area.two'), file=f)", "area.two", {"file"}),
        ("TABLE = (('disk full', 'known.one'),)", "known.one", None),
    ],
)  # fmt: skip
def test_ids_are_found_where_they_stand(finds: Finds, source: str, id: str, names: set[str] | None) -> None:
    assert (id, None if names is None else frozenset(names)) in finds(source)


def test_a_key_that_leads_to_an_id_is_none_itself(finds: Finds) -> None:
    found = finds("K = {'one': 'known.one'}\nmessage(K.get(k, 'known.two'), file=f)")
    assert {id for id, _ in found} == {"known.one", "known.two"}


@pytest.mark.parametrize("source", ["'other.one'", "f'known.{x}'", "'known.'", "'A known.one'", "'Known.one'"])
def test_other_texts_are_left_alone(finds: Finds, source: str) -> None:
    assert finds(source) == set()


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("message(f'known.{x}')", ["a.py:1: known.{x}"]),
        ("message(f'known.{x.id}', file=f)", ["a.py:1: known.{x.id}"]),
        ("message(f'known.{x}_{y}')", ["a.py:1: known.{x}_{y}"]),
        ("def f(x):\n    message(f'known.{x}')\nf('one')", []),
        ("message(f'printed.{unit.id}')", []),
        ("print(f'known.{x}')", []),
    ],
)
def test_a_family_that_is_neither_declared_nor_clear_is_told(source: str, told: list[str]) -> None:
    module = Module("a.py", ast.parse(source))
    assert (module.made is not None, module.undeclared) == (True, told)


def test_in_the_window_say_makes_a_message() -> None:
    tree = ast.parse("say('area.one', file=f)\nself.say(f'area.{name}')")
    window, other = (Module(path, tree) for path in ("workbench/ui/a.py", "workbench/cli/a.py"))
    assert [(use.id, use.parameters) for use in window.made] == [("area.one", {"file"})]
    assert window.undeclared == ["workbench/ui/a.py:2: area.{name}"]
    assert other.made == []


def test_placeholders_are_found_with_and_without_a_format() -> None:
    assert placeholders("{file}: {line:d}, {{not}}") == {"file", "line"}
