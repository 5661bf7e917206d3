"""`workbench audit`: a report's text is read, and what it states is held against itself and, if wanted, a database."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.answers import DONE, FAILED, Answer
from workbench.cli.options import DatabaseOption, JsonOption, PeriodOption, period_of
from workbench.cli.session import Common, Job, Session
from workbench.cli.usage import choice
from workbench.core.errors import FileRefused
from workbench.core.files import written_whole
from workbench.core.messages import message
from workbench.core.periods import Period

if TYPE_CHECKING:
    from workbench.core.checks.prose.audit import Audit

_AUTO = "auto"
_LANGUAGES = ("ja", "en", _AUTO)
_PAGES = {".html", ".htm"}


def command(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="help.audit_text")],
    *,
    period: PeriodOption = None,
    language: Annotated[str, typer.Option("--lang", metavar="ja|en|auto", help="help.audit_lang")] = _AUTO,
    database: DatabaseOption = None,
    page: Annotated[str | None, typer.Option("--html", metavar="FILE", help="help.audit_html")] = None,
    as_json: JsonOption = False,
) -> Job:
    """Read the arguments of `audit`."""
    choice("--lang", language, _LANGUAGES)
    if page is not None and Path(page).suffix.lower() not in _PAGES:
        raise FileRefused(message("audit.not_a_page", file=page))
    common = Common(database, None if language == _AUTO else language, as_json)
    work = partial(
        _audit, file=text, period=period_of(period), language=language, page=page, has_database=database is not None
    )
    return Job(common, work)


def _audit(
    session: Session, file: str, period: Period | None, language: str, page: str | None, *, has_database: bool
) -> Answer:
    found = _found(session, Path(file), period, language, has_database=has_database)
    if page is not None:
        _write_page(session, found, file, Path(page))
    status = FAILED if found.has_errors else DONE
    data = _object(session, found) if session.as_json else {}
    return Answer(data, partial(_show, session, found, page), status)


def _found(session: Session, file: Path, period: Period | None, language: str, *, has_database: bool) -> Audit:
    """Read the text and audit it; the database is opened only where one was named."""
    from workbench.core.checks.prose.audit import audit  # noqa: PLC0415 - only when a text is audited
    from workbench.core.claims.report import read_report  # noqa: PLC0415

    text = session.services.read_text(file)
    if not has_database:
        catalogue = session.services.catalogue()
        return audit(read_report(text, catalogue, period, language), catalogue)
    from workbench.core.queries.audit import audited  # noqa: PLC0415

    with session.reader() as reader:
        catalogue = session.catalogue(reader)
        return audited(reader, catalogue, read_report(text, catalogue, period, language), session.now()[:10])


def _object(session: Session, found: Audit) -> dict[str, object]:
    from workbench.cli.audit_json import audit_object  # noqa: PLC0415 - only for programs

    return audit_object(found, session.services.translator("ja"), session.english)


def _write_page(session: Session, found: Audit, file: str, page: Path) -> None:
    """Write the page; the text itself is never overwritten."""
    from workbench.cli.audit_page import audit_page  # noqa: PLC0415 - only when a page is wanted

    if page.resolve() == Path(file).resolve():
        raise FileRefused(message("audit.page_is_text", file=str(page)))
    written_whole(page, audit_page(found, session.words).encode())


def _show(session: Session, found: Audit, page: str | None) -> None:
    from workbench.cli.audit_table import print_audit  # noqa: PLC0415 - only for people

    print_audit(found, session.words, page)
