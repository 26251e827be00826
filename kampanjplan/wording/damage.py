"""What is wrong with a damaged file, and what came of salvaging it, one line each."""

from datetime import datetime

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Appointment, Contact, DistinctPair, Erasure, Membership, Role
from kampanjplan.domain.damage import Damage, DamageKind, Salvaged
from kampanjplan.domain.editions import Edition, EditionFile, Recipient
from kampanjplan.domain.interests import CountyInterest, Theme
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.planning import KeptProposal, Pin, Planning, TravelFactor
from kampanjplan.domain.possibility import DayAnswer, Lecturer, Party, StandingRule
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.rules import Rules
from kampanjplan.domain.searches import SavedSearch
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import CountyVisit, Tour
from kampanjplan.wording.dates import moment_text
from kampanjplan.wording.differences import counted_text
from kampanjplan.wording.history import field_text, kind_text
from kampanjplan.wording.language import N_, _, count_text

_KINDS: dict[str, type[Thing]] = {
    "tour": Tour,
    "stop": Stop,
    "item": Item,
    "speaker": Speaker,
    "contact": Contact,
    "role": Role,
    "organisation": Organisation,
    "county_visit": CountyVisit,
    "rules": Rules,
    "activity": Activity,
    "membership": Membership,
    "appointment": Appointment,
    "distinct_pair": DistinctPair,
    "saved_search": SavedSearch,
    "erasure": Erasure,
    "travel_factor": TravelFactor,
    "theme": Theme,
    "county_interest": CountyInterest,
    "day_answer": DayAnswer,
    "standing_rule": StandingRule,
    "lecturer": Lecturer,
    "party": Party,
    "planning": Planning,
    "pin": Pin,
    "kept_proposal": KeptProposal,
    "edition": Edition,
    "edition_file": EditionFile,
    "recipient": Recipient,
}
_HISTORY = {
    "journal": N_("händelse i historiken"),
    "journal_change": N_("ändring i historiken"),
    "content": N_("innehåll i en utgiven fil"),
}
_UNSEEN = {  # columns that no form shows
    "id": N_("nyckel"),
    "version": N_("version"),
    "at": N_("tid"),
    "who": N_("vem"),
    "text": N_("text"),
    "lost": N_("om den förlorade en konflikt"),
    "thing_id": N_("vad den gällde"),
    "journal_number": N_("händelse i historiken"),
    "before": N_("innehållet före"),
    "after": N_("innehållet efter"),
    "checksum": N_("kontrollsumma"),
    "data": N_("innehåll"),
    "number": N_("nummer"),
}


def stand_in_names() -> dict[str, str]:
    """What things are called that stand in for lost ones, by table."""
    return {
        "organisation": _("Räddad organisation"),
        "contact": _("Räddad kontakt"),
        "tour": _("Räddad turné"),
        "stop": _("Räddat stopp"),
        "item": _("Räddad programpunkt"),
        "travel_factor": _("Räddat färdsätt"),
        "edition": _("Räddad utgåva"),
        "edition_file": _("Räddad fil"),
        "journal": _("Räddad händelse"),
    }


def damage_text(damage: Damage, *, salvaged: bool = False) -> str:
    """One finding; of a file that was `salvaged` it also says what was done about it."""
    where = _where(damage, key=not (salvaged and damage.name))
    column = _column_text(damage.table, damage.column)
    parent = _table_text(damage.detail)
    if damage.kind is DamageKind.FILE:
        return _("Databasen: {detail}").format(detail=damage.detail)
    if damage.kind is DamageKind.TIE:
        if damage.column == "contact_ids":  # one of several
            return _("{where}: en av de kontakter som nämns är borta, och är struken.").format(where=where)
        text = (
            _("{where}: {column} var en {parent} som är borta, och är nu tom.")
            if salvaged
            else _("{where}: {column} är en {parent} som inte finns.")
        )
        return text.format(where=where, column=column, parent=parent)
    if damage.kind is DamageKind.VALUE:
        text = (
            _("{where}: {column} gick inte att läsa helt. Kontrollera uppgiften.")
            if salvaged
            else _("{where}: {column} går inte att läsa.")
        )
        return text.format(where=where, column=column)
    return _of_kind(damage.kind).format(where=where, page=damage.page)


def _of_kind(kind: DamageKind) -> str:
    return {
        DamageKind.HEADER: _("Filens början är förstörd."),
        DamageKind.CUT: _("Slutet av filen saknas."),
        DamageKind.INTERRUPTED: _("En ändring som avbröts gick inte att ta tillbaka."),
        DamageKind.PAGE: _(
            "{where}: sidan {page} i filen går inte att läsa. Det som stod där kan vara borta."
        ),
        DamageKind.ROW: _("{where}: en rad går inte att läsa."),
        DamageKind.DOUBLE: _("{where}: stod två gånger, och den första gäller."),
        DamageKind.PLACEHOLDER: _(
            "{where}: var borta. Ett tomt exemplar har lagts in, för annat i planen behöver det."
        ),
        DamageKind.CONTENT: _(
            "{where}: innehållet saknas eller stämmer inte med sin kontrollsumma. Filen går inte att öppna."
        ),
        DamageKind.FROM_HISTORY: _("{where}: var borta, men har återskapats ur historiken."),
    }[kind]


def _where(damage: Damage, *, key: bool) -> str:
    """The kind of thing, its name, and its key where that is asked for, as far as they are known."""
    word = _table_text(damage.table) or _("okänt innehåll")
    name = f" ”{damage.name}”" if damage.name else ""
    mark = f" ({damage.key})" if key and damage.key else ""
    return f"{word[:1].upper()}{word[1:]}{name}{mark}"


def _table_text(table: str) -> str:
    """What the things of a table are called; an unknown one by its own name."""
    if table in _KINDS:
        return kind_text(_KINDS[table])
    return _(_HISTORY[table]) if table in _HISTORY else table


def _column_text(table: str, column: str) -> str:
    """What a column is called on the screen, within a sentence."""
    if column in _UNSEEN:
        return _(_UNSEEN[column])
    text = field_text(_KINDS.get(table), column) if column else ""
    return f"{text[:1].lower()}{text[1:]}"


def saved_text(salvaged: Salvaged) -> list[str]:
    """How much of each kind was saved, a line each."""
    rows = salvaged.rows
    lines = [counted_text(kind, rows[table]) for table, kind in _KINDS.items() if rows.get(table)]
    if acts := rows.get("journal"):
        lines.append(count_text("{n} händelse i historiken", "{n} händelser i historiken", acts))
    return lines


def lost_text(salvaged: Salvaged) -> str:
    """A heading over the list of what could not be read."""
    if not salvaged.damages:
        return _("Allt gick att läsa.")
    return count_text(
        "{n} sak gick inte att läsa eller fick ändras:",
        "{n} saker gick inte att läsa eller fick ändras:",
        len(salvaged.damages),
    )


def backup_text(made: datetime | None) -> str:
    """When the newest good backup is from."""
    if made is None:
        return _("Det finns ingen hel säkerhetskopia.")
    return _("Den senaste hela säkerhetskopian är från {moment}.").format(moment=moment_text(made))
