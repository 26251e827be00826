"""Erasing people, in words: what goes, what stays, what lasts elsewhere, and the protocol without names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from kampanjplan.wording.dates import day_text, moment_text
from kampanjplan.wording.editions import edition_text
from kampanjplan.wording.language import _, count_text

_SHOWN = 6  # backups whose dates are told one by one


class Named(Protocol):
    """An edition that names somebody."""

    @property
    def tour(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def day(self) -> date: ...


class Counts(Protocol):
    """How much an erasure is about."""

    @property
    def ids(self) -> Sequence[object]: ...
    @property
    def emails(self) -> int: ...
    @property
    def phones(self) -> int: ...
    @property
    def notes(self) -> int: ...
    @property
    def emptied(self) -> int: ...
    @property
    def shared(self) -> int: ...
    @property
    def elsewhere(self) -> int: ...
    @property
    def namesakes(self) -> int: ...
    @property
    def memberships(self) -> int: ...
    @property
    def roles(self) -> int: ...
    @property
    def editions(self) -> Sequence[Named]: ...


@dataclass(frozen=True, slots=True)
class Record:
    """What was done, without names: when, by whom, by which rule or decision, and how much."""

    when: datetime
    who: str
    decision: str
    plan: str
    seen: Counts
    left: int | None
    """Places that still told of them when the plan was searched afterwards; None where it was not."""
    withdrawn: bool = False
    """Whether the editions that named them were withdrawn."""


def people_text(count: int) -> str:
    return count_text("{n} kontakt", "{n} kontakter", count)


def act_text(seen: Counts, decision: str) -> str:
    """What the act is called in the history: how many, by which decision, and how much it touched."""
    text = count_text("Anonymisering av {n} kontakt", "Anonymisering av {n} kontakter", len(seen.ids))
    if decision:
        text += _(", beslut {decision}").format(decision=decision)
    counts = ", ".join(
        (
            count_text("{n} loggrad tömd", "{n} loggrader tömda", seen.emptied),
            count_text("{n} loggrad ändrad", "{n} loggrader ändrade", seen.shared),
            count_text("{n} annan text genomgången", "{n} andra texter genomgångna", seen.elsewhere),
        )
    )
    return f"{text} ({counts})"


def gone_text(seen: Counts) -> str:
    """What goes."""
    parts = [
        _("namn, titel, etiketter och källa för {people}").format(people=people_text(len(seen.ids))),
        seen.emails and count_text("{n} e-postadress", "{n} e-postadresser", seen.emails),
        seen.phones and count_text("{n} telefonnummer", "{n} telefonnummer", seen.phones),
        seen.notes and count_text("{n} anteckning", "{n} anteckningar", seen.notes),
        seen.emptied
        and count_text(
            "texten i {n} rad i kontaktloggen", "texten i {n} rader i kontaktloggen", seen.emptied
        ),
        _("och allt sådant i historiken"),
    ]
    return ", ".join(part for part in parts if part) + "."


def renamed_text(seen: Counts) -> str:
    """Where a name is exchanged for ”Person 17”."""
    parts = [
        seen.shared and count_text("{n} loggrad med andra", "{n} loggrader med andra", seen.shared),
        seen.elsewhere and count_text("{n} annan text", "{n} andra texter", seen.elsewhere),
    ]
    where = _(" och ").join(part for part in parts if part)
    if not where:
        return _("Inga andra texter ändras.")
    return _("I {where} ersätts namn, adresser och nummer av ”Person 17”.").format(where=where)


def stays_text(seen: Counts) -> str:
    """What stays."""
    lines = seen.emptied + seen.shared
    parts = [
        _("län, organisation"),
        seen.roles and count_text("{n} roll eller uppdrag", "{n} roller och uppdrag", seen.roles),
        seen.memberships and count_text("{n} tillhörighet", "{n} tillhörigheter", seen.memberships),
        lines
        and count_text(
            "{n} rad i kontaktloggen (slag, dag, utfall)",
            "{n} rader i kontaktloggen (slag, dag, utfall)",
            lines,
        ),
    ]
    return ", ".join(part for part in parts if part) + "."


def namesakes_text(seen: Counts) -> str:
    """A warning where somebody else has the same name, address or number; else nothing."""
    if not seen.namesakes:
        return ""
    return count_text(
        "{n} namn, adress eller nummer delas med andra kontakter och lämnas kvar i texter som inte hör "
        "till någon som gallras. Gå igenom sådana texter själv.",
        "{n} namn, adresser eller nummer delas med andra kontakter och lämnas kvar i texter som inte hör "
        "till någon som gallras. Gå igenom sådana texter själv.",
        seen.namesakes,
    )


def editions_text(seen: Counts) -> str:
    """The editions that name them; nothing where none does."""
    if not seen.editions:
        return ""
    named = "; ".join(
        _("{tour}, utgåva {number} ({day})").format(tour=e.tour, number=e.number, day=day_text(e.day))
        for e in seen.editions
    )
    return _("Utgåvor som kan nämna dem: {editions}. Filerna där ändras inte, men kan återkallas.").format(
        editions=named
    )


def editions_done_text(protocol: Record) -> str:
    """What became of the editions that named them, by their numbers and days."""
    if not protocol.seen.editions:
        return _("Ingen utgåva nämnde dem.")
    named = ", ".join(f"{edition_text(e.number)} ({day_text(e.day)})" for e in protocol.seen.editions)
    done = _("Återkallade: {editions}.") if protocol.withdrawn else _("Kan nämna dem: {editions}.")
    return done.format(editions=named)


def preview_lines(seen: Counts) -> list[str]:
    """The whole preview, a sentence a line."""
    lines = [
        _("Tas bort: {what}").format(what=gone_text(seen)),
        renamed_text(seen),
        _("Blir kvar: {what}").format(what=stays_text(seen)),
        namesakes_text(seen),
        editions_text(seen),
    ]
    return [line for line in lines if line]


def lasting_text(made: Sequence[datetime], days: int) -> str:
    """What an erasure does not reach, and until when: what was exported, and the backups."""
    exported = _("Utskrivna, exporterade och skickade filer ändras inte.")
    if not made:
        return f"{exported} " + _("Det finns inga säkerhetskopior på den här datorn.")
    shown = "; ".join(moment_text(moment) for moment in sorted(made, reverse=True)[:_SHOWN])
    if len(made) > _SHOWN:
        shown += "; " + count_text("och {n} äldre", "och {n} äldre", len(made) - _SHOWN)
    return (
        f"{exported} "
        + count_text(
            "{n} säkerhetskopia på den här datorn kan innehålla uppgifterna i högst",
            "{n} säkerhetskopior på den här datorn kan innehålla uppgifterna i högst",
            len(made),
        )
        + " "
        + count_text("{n} dag till: {{dates}}.", "{n} dagar till: {{dates}}.", days).format(dates=shown)
        + " "
        + _("Återställs en sådan görs gallringen om.")
    )


def kept_text(name: str) -> str:
    return _("Gallrad. Kontakten heter nu {name}.").format(name=name)


def protocol_title() -> str:
    return _("Gallringsprotokoll")


def protocol_facts(protocol: Record) -> list[tuple[str, str]]:
    """What the protocol says, as names and what they are."""
    seen = protocol.seen
    if protocol.left is None:
        search = _("Inte gjord.")
    elif protocol.left:
        search = count_text("{n} ställe kvar.", "{n} ställen kvar.", protocol.left)
    else:
        search = _("Inga uppgifter kvar i planen eller dess historik.")
    return [
        (_("När"), moment_text(protocol.when)),
        (_("Vem"), protocol.who or _("någon utan namn")),
        (_("Planfil"), protocol.plan),
        (_("Regel eller beslut"), protocol.decision or "–"),
        (_("Antal"), people_text(len(seen.ids))),
        (_("Borttaget"), gone_text(seen)),
        (_("Ersatt"), renamed_text(seen)),
        (_("Kvar"), stays_text(seen)),
        (_("Utgåvor"), editions_done_text(protocol)),
        (_("Kontroll före"), _("Inget hade ändrats sedan förhandsvisningen.")),
        (_("Kontroll efter"), search),
        (_("Andra med samma namn"), namesakes_text(seen) or _("Inga.")),
    ]


def protocol_text(protocol: Record) -> str:
    """The protocol as plain text."""
    lines = [f"{name}: {what}" for name, what in protocol_facts(protocol)]
    return "\n".join([protocol_title(), "", *lines]) + "\n"


def until_text(day: date | None) -> str:
    """When a contact's time is up, in a list."""
    return day_text(day) if day else _("utan datum")
