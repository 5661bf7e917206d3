"""The workspace: questions, commands and news, with everything at once and with the real threads."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from db.databases import SqlDatabases
from workbench.core.catalogue import shipped_catalogue
from workbench.core.errors import Cancelled, NothingToDo, Refused
from workbench.core.messages import message
from workbench.core.periods import Period
from workbench.core.ports import Change, Command, Reader, Row, Transaction
from workbench.core.records import Observation, Segment
from workbench.core.resources import resources_folder
from workbench.core.scope import Scope
from workbench.ui.lanes import ThreadLanes
from workbench.ui.workspace import Busy, Workspace

FIGURE = Observation("spam.rate", "M", "2013-03", "geography", "JP", 90.0, 0.1, "exact", "normal", None, None)
WRITE = Command(message("command.sample"), lambda tx: tx.put(FIGURE))


def figures(reader: Reader) -> int:
    return reader.count(Observation, period="2013-03")


@pytest.fixture
def threaded(qtbot: QtBot, tmp_path: Path) -> Iterator[Workspace]:
    """An empty database served by real threads."""
    workspace = Workspace(ThreadLanes(), Scope(period=Period.month(2013, 3)))
    with qtbot.waitSignal(workspace.changed):
        workspace.open(
            lambda: SqlDatabases("tester").open(tmp_path / "month.db", for_writing=True, create=True),
            lambda: shipped_catalogue(resources_folder()),
        )
    yield workspace
    workspace.close()


def test_a_command_comes_back_as_news_and_can_be_undone(workspace: Workspace) -> None:
    news: list[Change] = []
    workspace.changed.connect(news.append)
    answers: list[int] = []
    owner = QObject()
    workspace.run(WRITE)
    workspace.ask(figures, owner, answers.append)
    workspace.undo()
    workspace.ask(figures, owner, answers.append)
    assert [change.kinds for change in news] == [{Observation}, {Observation}]
    assert answers == [1, 0]


def test_what_changes_nothing_is_no_news(workspace: Workspace) -> None:
    workspace.run(WRITE)
    news: list[Change] = []
    workspace.changed.connect(news.append)
    workspace.run(WRITE)
    assert news == []


def test_an_error_is_told_and_nothing_is_written(workspace: Workspace) -> None:
    told: list[BaseException] = []
    workspace.failed.connect(told.append)

    def fail(tx: Transaction) -> None:
        tx.put(FIGURE)
        raise Refused(message("sample.not_empty"))

    workspace.run(Command(message("command.sample"), fail))
    answers: list[int] = []
    owner = QObject()
    assert [type(error) for error in told] == [Refused]
    workspace.ask(figures, owner, answers.append)
    assert answers == [0]


def test_the_database_s_own_names_are_in_the_catalogue_when_the_news_comes(workspace: Workspace) -> None:
    own = Segment("geography", "JP", "日本国", "Nippon", "", "", 1, "")
    seen: list[str] = []
    workspace.changed.connect(lambda _: seen.append(workspace.catalogue.segments("geography")["JP"].label_en))
    workspace.run(Command(message("command.sample"), lambda tx: tx.put(own)))
    workspace.undo()
    assert seen == ["Nippon", "Japan"]


def test_the_scope_tells_only_what_changed(workspace: Workspace) -> None:
    scopes: list[Scope] = []
    workspace.scope_changed.connect(scopes.append)
    workspace.look_at(metric=workspace.scope.metric)
    workspace.look_at(metric="virus.rate")
    assert [scope.metric for scope in scopes] == ["virus.rate"]


def test_of_two_questions_of_one_owner_only_the_later_is_answered(qtbot: QtBot, threaded: Workspace) -> None:
    owner, answers = QObject(), []
    go = threading.Event()

    def slow(_reader: Reader) -> str:
        go.wait(5)
        return "early"

    threaded.ask(slow, owner, answers.append)
    threaded.ask(lambda _reader: "late", owner, answers.append)
    threaded.ask(lambda _reader: "other", owner, answers.append, topic="other")
    go.set()
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers == ["late", "other"]


def test_an_owner_that_is_gone_gets_no_answer(qtbot: QtBot, threaded: Workspace) -> None:
    answers: list[str] = []
    owner: QObject | None = QObject()
    assert owner is not None
    threaded.ask(lambda _reader: "for nobody", owner, answers.append)
    del owner
    stays = QObject()
    threaded.ask(lambda _reader: "for me", stays, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["for me"]


def test_work_that_ends_after_another_database_was_opened_is_no_news_of_that(
    qtbot: QtBot, threaded: Workspace, tmp_path: Path
) -> None:
    go, news = threading.Event(), []

    def wait(tx: Transaction) -> None:
        tx.put(FIGURE)
        go.wait(5)

    threaded.run(Command(message("command.sample"), wait))
    with qtbot.waitSignal(threaded.changed):
        threaded.open(
            lambda: SqlDatabases("tester").open(tmp_path / "other.db", for_writing=True, create=True),
            lambda: shipped_catalogue(resources_folder()),
        )
    threaded.changed.connect(news.append)
    go.set()
    qtbot.waitUntil(lambda: threaded.busy is None)
    assert news == []
    assert threaded.path == tmp_path / "other.db"


def test_a_database_that_was_left_can_be_opened_by_others(workspace: Workspace, tmp_path: Path) -> None:
    left = workspace._opened  # kept, so that it is not let go merely because nobody has it
    assert left is not None
    workspace.open(
        lambda: SqlDatabases("tester").open(tmp_path / "other.db", for_writing=True, create=True),
        lambda: shipped_catalogue(resources_folder()),
    )
    SqlDatabases("other").open(left.store.path, for_writing=True).close()


def test_a_question_is_answered_while_a_command_runs(qtbot: QtBot, threaded: Workspace) -> None:
    go, answers, owner = threading.Event(), [], QObject()

    def wait(tx: Transaction) -> None:
        tx.put(FIGURE)
        go.wait(5)

    with qtbot.waitSignal(threaded.changed):
        threaded.run(Command(message("command.sample"), wait))
        threaded.ask(figures, owner, answers.append)
        qtbot.waitUntil(lambda: answers == [0])
        go.set()
    threaded.ask(figures, owner, answers.append)
    qtbot.waitUntil(lambda: answers == [0, 1])


def test_long_work_tells_how_far_it_is_and_can_be_cancelled(qtbot: QtBot, threaded: Workspace) -> None:
    told: list[Busy | None] = []
    failed: list[BaseException] = []
    threaded.busy_changed.connect(told.append)
    threaded.failed.connect(failed.append)
    threaded.busy_changed.connect(lambda busy: threaded.cancel() if busy and busy.done else None)

    def endless(tx: Transaction) -> None:
        rows: list[Row] = [("spam.rate", "M", "2013-03", "geography", "JP", 1.0, 0.1, "exact", "normal", None, None)]
        while True:
            tx.put_rows(Observation, rows * 2000)

    with qtbot.waitSignal(threaded.failed, timeout=10_000):
        threaded.run(Command(message("command.sample"), endless))
    assert isinstance(failed[0], Cancelled)
    assert told[-1] is None
    assert any(busy is not None and busy.done > 0 for busy in told)
    owner, answers = QObject(), []
    threaded.ask(figures, owner, answers.append)
    qtbot.waitUntil(lambda: answers == [0])


def test_a_database_that_does_not_fit_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    foreign.write_bytes(b"not a database" * 100)
    workspace = Workspace(ThreadLanes())
    told: list[BaseException] = []
    workspace.failed.connect(told.append)
    opener: Callable[[], object] = lambda: SqlDatabases("tester").open(foreign, for_writing=True)  # noqa: E731
    with qtbot.waitSignal(workspace.failed):
        workspace.open(opener, lambda: shipped_catalogue(resources_folder()))  # type: ignore[arg-type]
    assert told
    assert not workspace.is_open
    workspace.close()


def test_a_failure_that_was_told_is_not_told_again(workspace: Workspace) -> None:
    told: list[BaseException] = []
    failed: list[BaseException] = []
    workspace.failed.connect(failed.append)

    def tell(error: BaseException) -> bool:
        told.append(error)
        return isinstance(error, Refused)

    owner = QObject()
    workspace.run(Command(message("command.sample"), refuse), otherwise=tell)
    workspace.undo(99, tell)
    workspace.redo(tell)
    workspace.ask(refuse, owner, lambda _answer: None, otherwise=tell)
    assert ([type(error) for error in told], failed) == ([Refused, Refused, NothingToDo, Refused], [])
    workspace.ask(lambda _reader: 1 // 0, owner, lambda _answer: None, otherwise=tell)
    assert [type(error) for error in failed] == [ZeroDivisionError]


def refuse(_reader: object) -> None:
    raise Refused(message("sample.not_empty"))


def test_files_are_read_without_a_database(qtbot: QtBot) -> None:
    workspace = Workspace(ThreadLanes())
    found: list[str] = []
    owner = QObject()
    workspace.fetch(lambda: threading.current_thread().name, owner, found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found[0].startswith("reading")
    workspace.close()
