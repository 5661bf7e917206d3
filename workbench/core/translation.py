"""Sentences in Japanese and English: gettext catalogues by the ids of Messages, and values written in the language."""

from __future__ import annotations

import gettext
import string
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

from workbench.core.messages import Label, Message, Translator, message
from workbench.core.periods import Grain, Period

LANGUAGES = ("ja", "en")
"""The languages that the workbench speaks."""

_BETWEEN = {"ja": "、", "en": ", "}
"""What stands between values that are listed."""

_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def catalogue_file(language: str, locale_folder: Path) -> Path:
    """Return where the compiled sentences of a language are; their source is the `.po` file beside it."""
    return locale_folder / language / "LC_MESSAGES" / "workbench.mo"


class GettextTranslator:
    """Makes sentences by the catalogue of one language (`messages.Translator`).

    A value that stands in a sentence may be a Message, or a list of its id and parameters as the trail keeps labels; a Label,
    or a tuple of values, which are listed. A
    number is written with grouped thousands unless its place says how: `{line:d}`. A Period is written by `period_text`.
    """

    def __init__(self, language: str, locale_folder: Path) -> None:
        """Read the catalogue of a language, "ja" or "en"; FileNotFoundError where the folder has none."""
        with catalogue_file(language, locale_folder).open("rb") as file:
            self._sentences = gettext.GNUTranslations(file)
        self._language = language
        self._formatter = _Formatter(self)

    @property
    def language(self) -> str:
        """The language of its sentences: "ja" or "en"."""
        return self._language

    def __call__(self, message: Message) -> str:
        """Return the sentence; KeyError for an id without one, and for a value that it lacks: bugs both."""
        sentence = self._sentences.gettext(message.id)
        if sentence == message.id:
            raise KeyError(message.id)
        return self._formatter.vformat(sentence, (), message.parameters)


def label_sentence(label: Message, translate: Translator) -> str:
    """Return the sentence of an operation's label; one of a newer version, whose words are not here, by its id."""
    try:
        return translate(_with_periods(label))
    except KeyError:
        return translate(message("history.unreadable", text=label.id))


def _with_periods(label: Message) -> Message:
    """Return a label with periods where the trail kept their texts, also in a label that stands in it."""
    return Message(label.id, {name: _read(name, value) for name, value in label.parameters.items()})


def _read(name: str, value: object) -> object:
    match value:
        case Message():
            return _with_periods(value)
        case [str(id), dict(parameters)]:
            return _with_periods(Message(id, parameters))
        case str() if name == "period":
            with suppress(ValueError):
                return Period.parse(value)
    return value


class _Formatter(string.Formatter):
    """Puts values into a sentence; braces in a value are text like any other."""

    def __init__(self, translate: Translator) -> None:
        self._translate = translate

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write a value as its place in the sentence says, else as the language does."""
        return format(value, format_spec) if format_spec else self._written(value)

    def _written(self, value: object) -> str:
        match value:
            case Message():
                return self._translate(value)
            case [str(id), dict(parameters)]:
                return self._translate(Message(id, parameters))
            case Period():
                return period_text(value, self._translate.language)
            case Label():
                return value.ja if self._translate.language == "ja" else value.en
            case tuple():
                return _BETWEEN[self._translate.language].join(map(self._written, value))
        return _plainly_written(value)


def _plainly_written(value: object) -> str:
    """Write a number with grouped thousands, of a float the 15 digits that are stored, and anything else as it is."""
    if isinstance(value, float):
        value = Decimal(f"{value:.15g}")
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return f"{Decimal(value):,f}"
    return str(value)


def period_text(period: Period, language: str) -> str:
    """Write a period in a language, "ja" or "en": 2010年2月, 2010年第1四半期; February 2010, Q1 2010, 5 February 2010."""
    if language == "ja":
        return f"{period.year}年{_japanese_part(period)}"
    return f"{_english_part(period)} {period.year}".lstrip()


def short_period_text(period: Period, language: str) -> str:
    """Write which part of its year a period is, in little room: 2月, Feb; a year by itself."""
    if period.grain is Grain.MONTH and language != "ja":
        return _ENGLISH_MONTHS[period.number - 1][:3]
    written = _japanese_part(period) if language == "ja" else _english_part(period)
    return written or year_text(period.year, language)


def year_text(year: int, language: str) -> str:
    """Write a year: 2010年, 2010."""
    return f"{year}年" if language == "ja" else str(year)


def _japanese_part(period: Period) -> str:
    """Write which part of its year a period is."""
    match period.grain:
        case Grain.DAY:
            return f"{period.first_day.month}月{period.first_day.day}日"
        case Grain.MONTH:
            return f"{period.number}月"
        case Grain.QUARTER:
            return f"第{period.number}四半期"
        case Grain.HALF:
            return "上半期" if period.number == 1 else "下半期"
        case Grain.YEAR:
            return ""


def _english_part(period: Period) -> str:
    """Write which part of its year a period is."""
    month = _ENGLISH_MONTHS[period.first_day.month - 1]
    match period.grain:
        case Grain.DAY:
            return f"{period.first_day.day} {month}"
        case Grain.MONTH:
            return month
        case Grain.YEAR:
            return ""
    return f"{period.grain}{period.number}"
