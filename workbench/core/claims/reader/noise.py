"""Characters that a conversion left behind: look-alikes, garbled words, stray signs. They are repaired for reading only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.core.claims.model import Noise, NoiseKind
from workbench.core.claims.text import Span, Text

_LOOK_ALIKE = {"尐": "少", "‾": "最も", "\u0342": "。"}
_RADICAL = re.compile("[\u2e80-\u2fdf]")
_STRAY = re.compile(
    r"`(?=[0-9])|(?<=[\u3040-\u9fff])[\ue000-\uf8ff\ufffd]|\ufffd|[‼⁇⁈⁉‴][ \t]*[‼⁇⁈⁉‴⁰¹²³⁴-⁹]*(?:[ \t]*[‴⁰¹²³⁴-⁹]+)*(?=[\u3040-\u9fff])"
)
_BULLET = re.compile("(?m)(?:^|(?<=\n))[ \t]*(\u0327)")
_LONG_WORD = re.compile(r"[A-Za-z]{12,}")
_CAMEL = re.compile(r"[a-z]*(?:[A-Z][a-z]{3,}){2,}")


def noises_in(text: Text) -> tuple[Noise, ...]:
    """Return what is no language in a text, in order."""
    return tuple(sorted(_noises(text.source), key=lambda noise: noise.span))


def _noises(source: str) -> Iterator[Noise]:
    for found in re.finditer("|".join(_LOOK_ALIKE), source):
        yield Noise(NoiseKind.LOOK_ALIKE, Span(*found.span()), found[0], _LOOK_ALIKE[found[0]])
    for found in _RADICAL.finditer(source):
        yield Noise(NoiseKind.LOOK_ALIKE, Span(*found.span()), found[0], "")
    for found in _STRAY.finditer(source):
        kind = NoiseKind.STRAY if found[0] == "`" else NoiseKind.GARBLED
        yield Noise(kind, Span(*found.span()), found[0], "")
    for found in _BULLET.finditer(source):
        yield Noise(NoiseKind.STRAY, Span(*found.span(1)), found[1], "")
    for found in _LONG_WORD.finditer(source):
        backwards = found[0][::-1]
        if (
            found[0][0].islower()
            and found[0][1:] != found[0][1:].lower()
            and _CAMEL.fullmatch(backwards)
            and not _CAMEL.fullmatch(found[0])
        ):
            yield Noise(NoiseKind.GARBLED, Span(*found.span()), found[0], backwards)
