"""Does pieces of work on databases, each in a child process of its own that may be killed on the way.

`python kill_child.py WHEN` reads one job a line from standard input, as JSON, and answers them all at the end. Under
`strace -e inject=CALLS:signal=KILL:when=WHEN` every child is killed at its WHEN-th call of each kind; one that is to be
killed at call number 3 makes WHEN - 3 calls that do nothing first. Without strace, a child kills itself before its n-th
statement or change of a file. Everything is imported before the first child, so that children do nothing but the work.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import filelock  # noqa: F401 - imported where it is used, which is too late here

import db.lock  # noqa: F401 - the same
from db.opening import open_store
from db.restoring import restore
from tests.db.making import AUTHOR, event, frozen_clock, month, pretend, put, remove
from workbench.core.errors import WorkbenchError
from workbench.core.messages import message
from workbench.core.ports import Command, Transaction
from workbench.core.records import Event

NULL = os.open(os.devnull, os.O_WRONLY)
NOWHERE = "/nowhere/at/all"

IDLE: dict[str, Callable[[], object]] = {
    "write": lambda: os.write(NULL, b"x"),
    "pwrite64": lambda: os.pwrite(NULL, b"x", 0),
    "fsync": lambda: os.fsync(NULL),
    "fdatasync": lambda: os.fdatasync(NULL),
    "ftruncate": lambda: os.ftruncate(NULL, 0),
    "unlink": lambda: os.unlink(NOWHERE),  # noqa: PTH108 - the very calls are wanted here
    "unlinkat": lambda: os.unlink(NOWHERE),  # noqa: PTH108
    "rename": lambda: os.rename(NOWHERE, NOWHERE),  # noqa: PTH104
    "renameat": lambda: os.rename(NOWHERE, NOWHERE),  # noqa: PTH104
    "renameat2": lambda: os.rename(NOWHERE, NOWHERE),  # noqa: PTH104
    "link": lambda: os.link(NOWHERE, NOWHERE),
    "linkat": lambda: os.link(NOWHERE, NOWHERE),
    "mkdir": lambda: os.mkdir(NOWHERE),  # noqa: PTH102
    "mkdirat": lambda: os.mkdir(NOWHERE),  # noqa: PTH102
}
"""Calls that do nothing, by the names under which strace counts them."""


def import_like(tx: Transaction) -> None:
    """Write several kinds of record, replace and remove."""
    tx.put(*month(offset=1.5), *(event(f"new {number}", label=350 * "x") for number in range(30)))
    tx.remove(Event, [("old",)])


def command(folder: Path, attempts: int = 1) -> None:
    store = open_store(folder / "month.db", for_writing=True, author=AUTHOR, clock=frozen_clock)
    tried(lambda: store.run(Command(message("test.import"), import_like)), attempts)
    store.close()


def undo(folder: Path, attempts: int = 1) -> None:
    store = open_store(folder / "month.db", for_writing=True, author=AUTHOR, clock=frozen_clock)
    tried(store.undo, attempts)
    store.close()


def tried(work: Callable[[], object], attempts: int) -> None:
    """Do a work in an open database; again where it was refused and there are attempts left."""
    for left in reversed(range(attempts)):
        try:
            work()
        except WorkbenchError:
            if not left:
                raise
        else:
            return


def backup(folder: Path) -> None:
    store = open_store(folder / "month.db", for_writing=False)
    store.backup(folder / "copy.db")
    store.close()


def restoring(folder: Path) -> None:
    restore(folder / "backup.db", folder / "month.db", author=AUTHOR, clock=frozen_clock)


def creation(folder: Path) -> None:
    path = folder / "new" / "new.db"
    open_store(path, for_writing=True, create=True, author=AUTHOR, clock=frozen_clock).close()


def migration(folder: Path) -> None:
    pretend(folder / "migrations")
    open_store(folder / "month.db", for_writing=True, author=AUTHOR, clock=frozen_clock).close()


def recovery(folder: Path) -> None:
    open_store(folder / "month.db", for_writing=False).close()


def base(folder: Path) -> None:
    """Make the database that the work is done on, and another one as its backup."""
    for name, offset in (("month.db", 0.0), ("backup.db", 5.0)):
        store = open_store(folder / name, for_writing=True, create=True, author=AUTHOR, clock=frozen_clock)
        store.run(put(*month(offset), event("old"), event("older")))
        store.run(remove(Event, ("older",)))
        store.close()
        (folder / f"{name}.lock").unlink()


WORK: dict[str, Callable[..., None]] = {
    "base": base,
    "command": command,
    "undo": undo,
    "backup": backup,
    "restore": restoring,
    "creation": creation,
    "migration": migration,
    "recovery": recovery,
}

STEADY = {"command", "undo"}
"""What can be tried again in a database that stays open."""

REFUSED = 3
"""How a process ends whose work was refused in words."""

CHANGES = {"os.remove", "os.rename", "os.link", "os.mkdir", "open"}
"""The audit events that count beside statements."""


class Countdown:
    """Counts the statements and changes of files of this process, and kills it before the one with a number."""

    def __init__(self, number: int) -> None:
        """Begin to count from 1; number 0 never comes."""
        self._number = number
        self.counted = 0

    def install(self) -> None:
        """Count in this process from now on."""
        sys.addaudithook(self._audit)
        connect = sqlite3.connect

        def watched(*arguments: Any, **options: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*arguments, **options)
            connection.set_trace_callback(self.step)
            return connection

        sqlite3.connect = sqlite3.dbapi2.connect = watched  # type: ignore[assignment]

    def step(self, _what: object = None) -> None:
        self.counted += 1
        if self.counted == self._number:
            os.kill(os.getpid(), signal.SIGKILL)

    def _audit(self, name: str, _arguments: object) -> None:
        if name in CHANGES:
            self.step()


def do(job: dict[str, Any], when: int) -> None:
    """Do a job in this process and end it; a number is of a system call, or of statements where no call is named."""
    if job.get("call"):
        for _ in range(when - job["number"]):
            with suppress(OSError):
                IDLE[job["call"]]()
        work_at(job)
        return
    countdown = Countdown(job.get("number", 0))
    if "number" in job:
        countdown.install()
    WORK[job["work"]](Path(job["folder"]))
    sys.stdout.write(json.dumps({"counted": countdown.counted}) + "\n")
    sys.stdout.flush()


def work_at(job: dict[str, Any]) -> None:
    """Do the work of a job in which calls are killed or fail; the process ends with REFUSED where it was refused.

    With more than one attempt it must succeed in the end: first in the same open database, where one is used, then anew.
    """
    work, folder, attempts = WORK[job["work"]], Path(job["folder"]), job.get("attempts", 1)
    again = {"attempts": attempts} if job["work"] in STEADY else {}
    try:
        tried(lambda: work(folder, **again), attempts)
    except WorkbenchError:
        os._exit(REFUSED)


def main(when: int) -> None:
    """Do the jobs, each in a child, and say how each child ended."""
    answers = []
    for line in sys.stdin.readlines():
        child = os.fork()
        if child == 0:
            try:
                do(json.loads(line), when)
            except BaseException:  # noqa: BLE001 - whatever it is, the parent's loop must not go on in the child
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        answers.append(json.dumps({"process": child, "ended": os.waitstatus_to_exitcode(status)}))
    sys.stdout.write("\n".join(answers))  # in one call, for those of this process count as well


if __name__ == "__main__":
    main(int(sys.argv[1]))
