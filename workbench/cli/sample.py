"""`workbench sample`: an empty database is filled with the sample."""

from __future__ import annotations

from functools import partial

from workbench.cli.answers import Answer, say
from workbench.cli.options import DatabaseOption, JsonOption, LanguageOption
from workbench.cli.session import Common, Job, Session
from workbench.cli.work import stoppable
from workbench.core.messages import message
from workbench.core.records import Finding, Observation, Reading


def command(*, database: DatabaseOption = None, language: LanguageOption = None, as_json: JsonOption = False) -> Job:
    """Read the arguments of `sample`."""
    return Job(Common(database, language, as_json), _sample)


def _sample(session: Session) -> Answer:
    from workbench.core.commands.sample import fill_with_sample  # noqa: PLC0415 - the sample and its reading alone

    label = session.words(message("command.sample"))
    with stoppable(label) as work, session.store(for_writing=True, create=True) as store:
        with store.read() as reader:
            folder = session.services.resources / "sample"
            filling = fill_with_sample(reader, session.catalogue(reader), folder, session.now())
        store.run(filling, work)
        with store.read() as reader:
            counts = {kind: reader.count(kind) for kind in (Observation, Reading, Finding)}
        data = {
            "db": str(store.path),
            "observations": counts[Observation],
            "readings": counts[Reading],
            "findings": counts[Finding],
        }
    return Answer(data, partial(_show, session, data))


def _show(session: Session, data: dict[str, object]) -> None:
    say(session.words(message("sample.filled", **data)))
