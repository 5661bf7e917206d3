"""`workbench gui`: the window on a database."""

from __future__ import annotations

from workbench.cli.answers import Answer
from workbench.cli.options import DatabaseOption, JsonOption, LanguageOption
from workbench.cli.session import Common, Job, Session


def command(*, database: DatabaseOption = None, language: LanguageOption = None, as_json: JsonOption = False) -> Job:
    """Read the arguments of `gui`."""
    return Job(Common(database, language, as_json), _gui)


def _gui(session: Session) -> Answer:
    """Show the window until it is closed."""
    status = session.services.show_window(session.database, session.words.language)
    return Answer({"db": str(session.database)}, lambda: None, status)
