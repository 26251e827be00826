"""The language that the program speaks: Swedish as written in the code, or a catalogue's."""

import gettext

from kampanjplan.resources import resource

SWEDISH = "sv"
LANGUAGES = (SWEDISH, "en")


class _Speech:
    """What is spoken now; set once at the start and when the user changes it."""

    language = SWEDISH
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use_language(language: str) -> None:
    """Speaks one of LANGUAGES from now on."""
    _Speech.catalogue = (
        gettext.NullTranslations()
        if language == SWEDISH
        else gettext.translation("kampanjplan", resource("i18n"), [language], fallback=True)
    )
    _Speech.language = language


def current_language() -> str:
    return _Speech.language


def _(text: str) -> str:
    """The text in the language spoken."""
    return _Speech.catalogue.gettext(text)


def count_text(one: str, many: str, count: int) -> str:
    """The form for so many, with `{n}` filled in."""
    return _Speech.catalogue.ngettext(one, many, count).format(n=count)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for a text that is translated later
    """Marks a text for the catalogue where it cannot be translated yet."""
    return text
