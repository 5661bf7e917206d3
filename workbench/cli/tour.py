"""`workbench tour`: a picture of every tab, dialog and state, made without a screen."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.answers import Answer, say
from workbench.cli.options import JsonOption
from workbench.cli.session import Common, Job, Session
from workbench.cli.usage import choice
from workbench.core.errors import FileRefused
from workbench.core.messages import message
from workbench.core.translation import LANGUAGES

THEMES = ("light", "dark")


def command(
    *,
    out: Annotated[str, typer.Option("--out", metavar="DIR", help="help.tour_out")],
    theme: Annotated[str | None, typer.Option("--theme", metavar="light|dark", help="help.tour_theme")] = None,
    language: Annotated[str | None, typer.Option("--lang", metavar="ja|en", help="help.tour_lang")] = None,
    as_json: JsonOption = False,
) -> Job:
    """Read the arguments of `tour`; without a language or a theme it is made in both."""
    themes = THEMES if theme is None else (choice("--theme", theme, THEMES),)
    languages = LANGUAGES if language is None else (language,)
    return Job(Common(None, language, as_json), partial(_tour, folder=Path(out), languages=languages, themes=themes))


def _tour(session: Session, folder: Path, languages: tuple[str, ...], themes: tuple[str, ...]) -> Answer:
    if folder.exists() and not folder.is_dir():
        raise FileRefused(message("tour.not_a_folder", folder=str(folder)))
    files = session.services.make_pictures(folder, languages, themes)
    words = session.words(message("tour.made", count=len(files), folder=str(folder)))
    return Answer({"files": [str(file) for file in files]}, partial(say, words))
