"""`workbench audit`: a report's text is read, and what it states is held against itself and, if wanted, a database."""

from __future__ import annotations

from dataclasses import dataclass
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
    from workbench.core.catalogue import Catalogue
    from workbench.core.checks.prose.audit import Audit
    from workbench.core.claims.model import Report

_AUTO = "auto"
_LANGUAGES = ("ja", "en", _AUTO)
_PAGES = {".html", ".htm"}


def command(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="help.audit_text")],
    *,
    period: PeriodOption = None,
    language: Annotated[str, typer.Option("--lang", metavar="ja|en|auto", help="help.audit_lang")] = _AUTO,
    other: Annotated[str | None, typer.Option("--other", metavar="FILE", help="help.audit_other")] = None,
    database: DatabaseOption = None,
    page: Annotated[str | None, typer.Option("--html", metavar="FILE", help="help.audit_html")] = None,
    as_json: JsonOption = False,
) -> Job:
    """Read the arguments of `audit`."""
    choice("--lang", language, _LANGUAGES)
    if page is not None and Path(page).suffix.lower() not in _PAGES:
        raise FileRefused(message("audit.not_a_page", file=page))
    if other is not None and Path(other).resolve() == Path(text).resolve():
        raise FileRefused(message("audit.other_is_text", file=other))
    common = Common(database, None if language == _AUTO else language, as_json)
    texts = _Texts(Path(text), None if other is None else Path(other), period_of(period), language)
    return Job(common, partial(_audit, texts=texts, page=page, has_database=database is not None))


@dataclass(frozen=True, slots=True)
class _Texts:
    """The text to be audited and the other one of its edition, with what was said about them."""

    file: Path
    other: Path | None
    period: Period | None
    language: str

    def read(self, session: Session, catalogue: Catalogue) -> tuple[Report, Report | None]:
        """Read both; the other is about the period of the first."""
        from workbench.core.claims.report import ReportReader  # noqa: PLC0415 - only when a text is audited

        reader = ReportReader(catalogue)
        report = reader.read(session.services.read_text(self.file), self.period, self.language)
        if self.other is None:
            return report, None
        return report, reader.read(session.services.read_text(self.other), self.period or report.month)


def _audit(session: Session, texts: _Texts, page: str | None, *, has_database: bool) -> Answer:
    found = _found(session, texts, has_database=has_database)
    if page is not None:
        _write_page(session, found, texts, Path(page))
    status = FAILED if found.has_errors else DONE
    data = _object(session, found) if session.as_json else {}
    return Answer(data, partial(_show, session, found, page), status)


def _found(session: Session, texts: _Texts, *, has_database: bool) -> Audit:
    """Read the text and audit it; the database is opened only where one was named."""
    from workbench.core.checks.prose.audit import audit  # noqa: PLC0415 - only when a text is audited

    if not has_database:
        catalogue = session.services.catalogue()
        report, other = texts.read(session, catalogue)
        return audit(report, catalogue, other=other)
    from workbench.core.queries.audit import audited  # noqa: PLC0415

    with session.reader() as reader:
        catalogue = session.catalogue(reader)
        report, other = texts.read(session, catalogue)
        return audited(reader, catalogue, report, session.now()[:10], other)


def _object(session: Session, found: Audit) -> dict[str, object]:
    from workbench.cli.audit_json import audit_object  # noqa: PLC0415 - only for programs

    return audit_object(found, session.services.translator("ja"), session.english)


def _write_page(session: Session, found: Audit, texts: _Texts, page: Path) -> None:
    """Write the page; the texts themselves are never overwritten."""
    from workbench.cli.audit_page import audit_page  # noqa: PLC0415 - only when a page is wanted

    own = [texts.file.resolve(), *([] if texts.other is None else [texts.other.resolve()])]
    if page.resolve() in own:
        raise FileRefused(message("audit.page_is_text", file=str(page)))
    written_whole(page, audit_page(found, session.words).encode())


def _show(session: Session, found: Audit, page: str | None) -> None:
    from workbench.cli.audit_table import print_audit  # noqa: PLC0415 - only for people

    print_audit(found, session.words, page)
