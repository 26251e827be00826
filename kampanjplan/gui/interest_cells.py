"""What the cells of the interest grid show, and what is meant by what is typed in them."""

from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Any

from kampanjplan.domain.answers import Interest, Known
from kampanjplan.domain.errors import Expected, UnreadableError
from kampanjplan.domain.reading import read_number
from kampanjplan.domain.towns import Gazetteer
from kampanjplan.domain.weeks import read_weeks
from kampanjplan.gui.table import Column
from kampanjplan.wording import _
from kampanjplan.wording.dates import weeks_text
from kampanjplan.wording.labels import label, read_choice

TOWNS = "towns"
_NOT_KNOWN = ("", "?", "-", "–")  # as people write it in their sheets


def interest_columns(near: date) -> list[Column]:
    """The columns of a list of CountyInterest; a week without a year is the one closest to `near`."""
    return [
        _choice(_("Intresse"), "interest", Interest, 66),
        _choice(_("Kan vara värd"), "can_host", Known, 66),
        _number(_("Väntade deltagare"), "participants", 74),
        _choice(_("Missade första turnén"), "missed", Known, 92),
        _number(_("Fördjupning"), "wish_deep", 80),
        _number(_("Samma igen"), "wish_again", 54),
        _number(_("Annat tema"), "wish_other", 48),
        _text(_("Vilket annat tema"), "other_theme", 104),
        Column(
            _("Möjliga veckor"),
            lambda row: weeks_text(row.weeks, near),
            lambda text: {"weeks": read_weeks(text, near)},
            width=98,
        ),
        Column(
            _("Möjliga orter"),
            lambda row: ", ".join(row.towns),
            lambda text: {TOWNS: tuple(filter(None, map(str.strip, text.replace(";", ",").split(","))))},
            width=120,
        ),
        _text(_("Kommentar"), "comment", 220),
    ]


def _choice(title: str, field: str, kind: type[Enum], width: int) -> Column:
    """One of some words; nothing is the same as the last, that it is not known."""
    unknown = list(kind)[-1]

    def read(text: str) -> dict[str, Any]:
        return {field: unknown if text.strip() in _NOT_KNOWN else read_choice(kind, text)}

    words = tuple(label(choice) for choice in kind)
    return Column(title, lambda row: label(getattr(row, field)), read, words, width)


def _number(title: str, field: str, width: int) -> Column:
    def text(row: Any) -> str:
        value = getattr(row, field)
        return "" if value is None else str(value)

    return Column(title, text, lambda typed: {field: read_number(typed, 0, 10_000)}, width=width)


def _text(title: str, field: str, width: int) -> Column:
    show: Callable[[Any], str] = lambda row: " ".join(getattr(row, field).split())  # noqa: E731
    return Column(title, show, lambda typed: {field: typed}, width=width)


def known_towns(facts: dict[str, Any], county_code: str, towns: Gazetteer) -> dict[str, Any]:
    """The facts with towns as they are spelt; UnreadableError where the county has no such town."""
    if TOWNS not in facts:
        return facts
    spelt = []
    for name in facts[TOWNS]:
        town = towns.find(name)
        if town is None or town.county_code != county_code:
            raise UnreadableError(name, Expected.TOWN, TOWNS)
        spelt.append(town.name)
    return {**facts, TOWNS: tuple(dict.fromkeys(spelt))}
