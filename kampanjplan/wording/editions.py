"""Editions in words: what they are called, what is new for whom, and what withdrawing one means."""

from contextlib import suppress
from datetime import date, time

from kampanjplan.domain.editions import Matter, Told, ToldChange
from kampanjplan.wording.dates import day_text, time_text
from kampanjplan.wording.labels import label
from kampanjplan.wording.language import _, count_text


def edition_text(number: int) -> str:
    return _("Utgåva {number}").format(number=number)


def given_text(day: date, at: time) -> str:
    """When an edition was given out."""
    return _("{day} kl. {time}").format(day=day_text(day), time=time_text(at))


def told_text(one: Told | ToldChange) -> str:
    """What a recipient was told, or how that has changed, in one line."""
    where = ", ".join(part for part in (one.where, _matter_text(one.matter)) if part)
    return f"{where}: {_what(one)}"


def _what(one: Told | ToldChange) -> str:
    if isinstance(one, Told):
        return _line(one.what)
    if not one.before:
        return _("nytt: {after}").format(after=_line(one.after))
    if not one.after:
        return _("utgår: {before}").format(before=_line(one.before))
    return f"{_line(one.before)} → {_line(one.after)}"


def _line(text: str) -> str:
    return "; ".join(line for line in text.split("\n") if line)


def _matter_text(matter: str) -> str:
    with suppress(ValueError):
        return label(Matter(matter))
    return matter


def touched_text(touched: int, recipients: int) -> str:
    """How many need be told of an edition."""
    return count_text("{n} av {{all}} mottagare berörs.", "{n} av {{all}} mottagare berörs.", touched).format(
        all=recipients
    )


def withdrawn_text(day: date) -> str:
    """Why an edition has nothing to show."""
    return _("Utgåvan återkallades {day}. Dess filer är borttagna.").format(day=day_text(day))


def files_text(count: int) -> str:
    return count_text("{n} fil", "{n} filer", count)


def act_text(number: int) -> str:
    """What giving out is called in the history."""
    return _("Ge ut utgåva {number}").format(number=number)


def withdrawal_text(number: int, decision: str) -> str:
    """What withdrawing is called in the history."""
    text = _("Återkalla utgåva {number}").format(number=number)
    return text + _(", beslut {decision}").format(decision=decision) if decision else text


def withdrawal_warning() -> str:
    """What must be known before an edition is withdrawn."""
    return _(
        "Utgåvans filer, mottagare och anmärkning tas bort ur planen och dess historik. Numret och datumet "
        "blir kvar. Det går inte att ångra, och det som har gjorts hittills går inte längre att ångra. "
        "Utskrivna, sparade och skickade exemplar ändras inte. Säkerhetskopior kan innehålla utgåvan "
        "tills de har tagits bort; återställs en sådan återkallas den på nytt. Programmet avgör inte vad som "
        "är allmän handling; återkalla efter er myndighets regel eller beslut."
    )
