"""The language that the program speaks: Swedish as written in the code, or a catalogue's."""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from kampanjplan.resources import resource

SWEDISH = "sv"
LANGUAGES = (SWEDISH, "en")


@dataclass(frozen=True)
class _Speech:
    language: str
    catalogue: gettext.NullTranslations


def _speech(language: str) -> _Speech:
    if language == SWEDISH:
        return _Speech(language, gettext.NullTranslations())
    return _Speech(language, gettext.translation("kampanjplan", resource("i18n"), [language], fallback=True))


class _Spoken:
    """What the program speaks; set once at the start and when the user changes it."""

    everywhere = _speech(SWEDISH)


# What is spoken on one thread alone for a while, as on paper in another language than the window's.
_HERE: ContextVar[_Speech | None] = ContextVar("here", default=None)


def use_language(language: str) -> None:
    """Speaks one of LANGUAGES from now on."""
    _Spoken.everywhere = _speech(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speaks one of LANGUAGES meanwhile, on this thread alone."""
    before = _HERE.set(_speech(language))
    try:
        yield
    finally:
        _HERE.reset(before)


def _now() -> _Speech:
    return _HERE.get() or _Spoken.everywhere


def current_language() -> str:
    return _now().language


def _(text: str) -> str:
    """The text in the language spoken."""
    return _now().catalogue.gettext(text)


def count_text(one: str, many: str, count: int) -> str:
    """The form for so many, with `{n}` filled in."""
    return _now().catalogue.ngettext(one, many, count).format(n=count)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for a text that is translated later
    """Marks a text for the catalogue where it cannot be translated yet."""
    return text
