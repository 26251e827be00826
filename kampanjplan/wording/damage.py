"""What is wrong with a damaged file, and what came of salvaging it, one line each."""

from datetime import datetime

from kampanjplan.domain.damage import Damage, DamageKind, Salvaged
from kampanjplan.wording.dates import moment_text
from kampanjplan.wording.language import N_, _, count_text

_TABLES = {
    "rules": N_("planens regler"),
    "organisation": N_("organisation"),
    "contact": N_("kontakt"),
    "tour": N_("turné"),
    "county_visit": N_("uppgift om besökt län"),
    "stop": N_("stopp"),
    "role": N_("roll"),
    "item": N_("programpunkt"),
    "speaker": N_("talare"),
    "activity": N_("rad i kontaktloggen"),
    "journal": N_("händelse i historiken"),
    "journal_change": N_("ändring i historiken"),
}

_COLUMNS = {
    "id": N_("nyckel"),
    "version": N_("version"),
    "short": N_("kortnamn"),
    "name": N_("namn"),
    "former_short": N_("tidigare kortnamn"),
    "former_name": N_("tidigare namn"),
    "kind": N_("typ"),
    "county_code": N_("län"),
    "town": N_("ort"),
    "notes": N_("anteckningar"),
    "title": N_("titel"),
    "organisation_id": N_("organisation"),
    "contact_id": N_("kontakt"),
    "email": N_("e-post"),
    "phone": N_("telefon"),
    "themes": N_("teman"),
    "first_day": N_("första dag"),
    "last_day": N_("sista dag"),
    "wanted_stops": N_("önskat antal stopp"),
    "status": N_("status"),
    "follows_id": N_("turnén som följs upp"),
    "tour_id": N_("turné"),
    "visited": N_("besökt"),
    "venue": N_("lokal"),
    "address": N_("adress"),
    "starts": N_("börjar"),
    "ends": N_("slutar"),
    "hold_rank": N_("rang"),
    "hold_until": N_("preliminär till"),
    "host_id": N_("värd"),
    "capacity": N_("platser"),
    "expected": N_("väntade deltagare"),
    "audience": N_("målgrupper"),
    "description": N_("beskrivning"),
    "registration_link": N_("länk till anmälan"),
    "registration_until": N_("sista anmälningsdag"),
    "online_link": N_("länk till sändning"),
    "supplies": N_("material att ta med"),
    "stop_id": N_("stopp"),
    "item_id": N_("programpunkt"),
    "position": N_("plats i ordningen"),
    "start": N_("start"),
    "minutes": N_("minuter"),
    "room": N_("sal"),
    "material": N_("material"),
    "material_link": N_("länk till material"),
    "at": N_("tid"),
    "who": N_("vem"),
    "text": N_("text"),
    "day": N_("dag"),
    "direction": N_("riktning"),
    "contact_ids": N_("kontakter"),
    "outcome": N_("utfall"),
    "next_step": N_("nästa steg"),
    "next_day": N_("nästa stegs dag"),
    "next_owner": N_("vem som gör nästa steg"),
    "next_done": N_("när nästa steg blev klart"),
    "next_note": N_("anteckning om nästa steg"),
    "lost": N_("om den förlorade en konflikt"),
    "thing_id": N_("vad den gällde"),
    "journal_number": N_("händelse i historiken"),
    "before": N_("innehållet före"),
    "after": N_("innehållet efter"),
    "history_days": N_("historikens dagar"),
    "backup_days": N_("säkerhetskopiornas dagar"),
}


def stand_in_names() -> dict[str, str]:
    """What things are called that stand in for lost ones, by table."""
    return {
        "organisation": _("Räddad organisation"),
        "contact": _("Räddad kontakt"),
        "tour": _("Räddad turné"),
        "stop": _("Räddat stopp"),
        "item": _("Räddad programpunkt"),
        "journal": _("Räddad händelse"),
    }


def damage_text(damage: Damage, *, salvaged: bool = False) -> str:
    """One finding; of a file that was `salvaged` it also says what was done about it."""
    where = _where(damage, key=not (salvaged and damage.name))
    column = _(_COLUMNS.get(damage.column, damage.column))
    parent = _(_TABLES.get(damage.detail, damage.detail))
    if damage.kind is DamageKind.FILE:
        return _("Databasen: {detail}").format(detail=damage.detail)
    if damage.kind is DamageKind.TIE:
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
        DamageKind.FROM_HISTORY: _("{where}: var borta, men har återskapats ur historiken."),
    }[kind]


def _where(damage: Damage, *, key: bool) -> str:
    """The kind of thing, its name, and its key where that is asked for, as far as they are known."""
    word = _(_TABLES[damage.table]) if damage.table in _TABLES else damage.table or _("okänt innehåll")
    name = f" ”{damage.name}”" if damage.name else ""
    mark = f" ({damage.key})" if key and damage.key else ""
    return f"{word[:1].upper()}{word[1:]}{name}{mark}"


def saved_text(salvaged: Salvaged) -> list[str]:
    """How much of each kind was saved, a line each."""
    rows = salvaged.rows
    lines = {
        "tour": count_text("{n} turné", "{n} turnéer", rows.get("tour", 0)),
        "stop": count_text("{n} stopp", "{n} stopp", rows.get("stop", 0)),
        "item": count_text("{n} programpunkt", "{n} programpunkter", rows.get("item", 0)),
        "speaker": count_text("{n} talare", "{n} talare", rows.get("speaker", 0)),
        "contact": count_text("{n} kontakt", "{n} kontakter", rows.get("contact", 0)),
        "role": count_text("{n} roll", "{n} roller", rows.get("role", 0)),
        "organisation": count_text("{n} organisation", "{n} organisationer", rows.get("organisation", 0)),
        "county_visit": count_text("{n} besökt län", "{n} besökta län", rows.get("county_visit", 0)),
        "journal": count_text(
            "{n} händelse i historiken", "{n} händelser i historiken", rows.get("journal", 0)
        ),
    }
    return [line for table, line in lines.items() if rows.get(table)]


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
    """When the newest good backup is from, in local time."""
    if made is None:
        return _("Det finns ingen hel säkerhetskopia.")
    return _("Den senaste hela säkerhetskopian är från {moment}.").format(moment=moment_text(made))
