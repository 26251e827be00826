"""The history in words: what things and fields are called, and what their values mean."""

from collections.abc import Mapping
from datetime import date, time
from enum import Enum
from typing import Any
from uuid import UUID

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Appointment, Contact, DistinctPair, Erasure, Membership, Role
from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.interests import CountyInterest, Theme
from kampanjplan.domain.journal import Entry, Step
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.planning import KeptProposal, Pin, Planning, TravelFactor
from kampanjplan.domain.possibility import DayAnswer, Lecturer, Party, StandingRule
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.rules import Rules
from kampanjplan.domain.searches import SavedSearch
from kampanjplan.domain.stops import Stop, Supply
from kampanjplan.domain.tours import CountyVisit, Tour
from kampanjplan.wording.dates import day_text, time_text, weekday_text
from kampanjplan.wording.labels import label, shortened, stop_text
from kampanjplan.wording.language import N_, _, count_text

_KINDS: dict[type[Thing], str] = {
    Tour: N_("turné"),
    Stop: N_("stopp"),
    Item: N_("programpunkt"),
    Speaker: N_("talare"),
    Contact: N_("kontakt"),
    Role: N_("roll"),
    Organisation: N_("organisation"),
    CountyVisit: N_("besökt län"),
    Rules: N_("planens regler"),
    Activity: N_("kontaktlogg"),
    Membership: N_("tillhörighet"),
    Appointment: N_("utsedd kontaktperson"),
    DistinctPair: N_("olika personer"),
    SavedSearch: N_("sparad sökning"),
    Erasure: N_("gallring"),
    TravelFactor: N_("färdsätt"),
    Theme: N_("tema"),
    CountyInterest: N_("läns intresse"),
    DayAnswer: N_("svar om dagar"),
    StandingRule: N_("stående regel"),
    Lecturer: N_("föreläsare"),
    Party: N_("medverkande organisation"),
    Planning: N_("planeringens regler"),
    Pin: N_("låst stopp"),
    KeptProposal: N_("sparat förslag"),
}

_COMMON = {
    "name": N_("Namn"),
    "notes": N_("Anteckningar"),
    "town": N_("Ort"),
    "county_code": N_("Län"),
    "first_day": N_("Första dag"),
    "last_day": N_("Sista dag"),
    "status": N_("Status"),
    "kind": N_("Typ"),
    "title": N_("Titel"),
    "tour_id": N_("Turné"),
    "stop_id": N_("Stopp"),
    "contact_id": N_("Kontakt"),
    "organisation_id": N_("Organisation"),
    "item_id": N_("Programpunkt"),
    "position": N_("Ordning"),
    "themes": N_("Teman"),
    "wanted_stops": N_("Önskat antal stopp"),
    "follows_id": N_("Följer upp"),
    "venue": N_("Lokal"),
    "address": N_("Adress"),
    "starts": N_("Börjar"),
    "ends": N_("Slutar"),
    "hold_rank": N_("Rang som preliminär"),
    "hold_until": N_("Preliminär till och med"),
    "host_id": N_("Värd"),
    "capacity": N_("Platser"),
    "expected": N_("Väntat antal"),
    "audience": N_("Målgrupp"),
    "description": N_("Beskrivning för inbjudan"),
    "registration_link": N_("Anmälningslänk"),
    "registration_until": N_("Sista anmälningsdag"),
    "online_link": N_("Länk för deltagande på distans"),
    "supplies": N_("Vem tar med vad"),
    "start": N_("Start"),
    "minutes": N_("Minuter"),
    "room": N_("Sal"),
    "material": N_("Material"),
    "material_link": N_("Länk eller fil"),
    "email": N_("E-post"),
    "phone": N_("Telefon"),
    "short": N_("Kort namn"),
    "former_short": N_("Tidigare kort namn"),
    "former_name": N_("Tidigare namn"),
    "visited": N_("Besökt"),
    "day": N_("Dag"),
    "at": N_("Klockslag"),
    "direction": N_("Riktning"),
    "contact_ids": N_("Kontakter"),
    "text": N_("Vad som sades"),
    "outcome": N_("Utfall"),
    "next_step": N_("Nästa steg"),
    "next_day": N_("Nästa steg senast"),
    "next_owner": N_("Vem som gör nästa steg"),
    "next_done": N_("Nästa steg klart"),
    "next_note": N_("Om nästa steg"),
    "history_days": N_("Historiken sparas (dagar)"),
    "backup_days": N_("Säkerhetskopior sparas (dagar)"),
    "parent_id": N_("Del av"),
    "more_emails": N_("Fler e-postadresser"),
    "more_phones": N_("Fler telefonnummer"),
    "tags": N_("Etiketter"),
    "purpose": N_("Ändamål"),
    "basis": N_("Rättslig grund"),
    "source": N_("Källa"),
    "collected": N_("Insamlad"),
    "decision": N_("Regel eller beslut"),
    "keep_until": N_("Gallras efter"),
    "anonymised": N_("Anonymiserad"),
    "keep_days": N_("Kontakter sparas (dagar)"),
    "quiet_coordinating": N_("Ej hörda på dagar: samordnande organ"),
    "quiet_authority": N_("Ej hörda på dagar: nationell myndighet"),
    "quiet_association": N_("Ej hörda på dagar: förbund"),
    "quiet_county_board": N_("Ej hörda på dagar: länsstyrelse"),
    "quiet_municipality": N_("Ej hörda på dagar: kommun"),
    "quiet_region": N_("Ej hörda på dagar: region"),
    "quiet_venue": N_("Ej hörda på dagar: lokal"),
    "quiet_other": N_("Ej hörda på dagar: andra"),
    "other_id": N_("Kontakt"),
    "words": N_("Sökord"),
    "role": N_("Roll"),
    "tag": N_("Etikett"),
    "quiet_days": N_("Ej hörda på (dagar)"),
    "heard_days": N_("Hörda senaste (dagar)"),
    "salt": N_("Salt"),
    "mark": N_("Märke"),
    "mode": N_("Färdsätt"),
    "mg_per_km": N_("Milligram CO2e per km"),
    "unit": N_("Räknas per"),
    "dated": N_("Gäller från"),
    "competences": N_("Kompetenser"),
    "interest": N_("Intresse"),
    "can_host": N_("Kan vara värd"),
    "participants": N_("Väntade deltagare"),
    "missed": N_("Missade första turnén"),
    "wish_deep": N_("Önskar fördjupning i UHM:s verktyg"),
    "wish_again": N_("Önskar samma igen"),
    "wish_other": N_("Önskar annat tema"),
    "other_theme": N_("Annat tema"),
    "weeks": N_("Möjliga veckor"),
    "towns": N_("Möjliga orter"),
    "comment": N_("Kommentar"),
    "answer": N_("Svar"),
    "said_by_id": N_("Vem som sade det"),
    "said_on": N_("När det sades"),
    "weekdays": N_("Veckodagar"),
    "most_days": N_("Högst antal dagar"),
    "staff": N_("Personer på varje resa"),
    "fewest_stops": N_("Minst antal stopp"),
    "most_stops": N_("Högst antal stopp"),
    "longest_trip": N_("Högst antal stopp på en resa"),
    "rest_days": N_("Vilodagar mellan resor"),
    "longest_leg": N_("Längsta sträcka mellan två stopp (km)"),
    "parts": N_("Minst antal landsdelar"),
    "reach_km": N_("Längsta resa för deltagare (km)"),
    "hub": N_("Ort som deltagare annars reser till"),
    "factor_id": N_("Personalens färdsätt"),
    "required": N_("Län som måste vara med"),
    "forbidden": N_("Län som inte får vara med"),
    "interest_per_participant": N_("Poäng för varje deltagare"),
    "per_wish": N_("Poäng för varje önskemål"),
    "saved_per_100_km": N_("Poäng för 100 personkilometer sparad resa"),
    "staff_per_100_km": N_("Avdrag för 100 personkilometer personalresa"),
    "night": N_("Avdrag för en natt"),
    "if_need_be": N_("Avdrag för ett svar ”vid behov”"),
    "unanswered": N_("Avdrag för ett svar som saknas"),
    "question": N_("Frågan"),
    "reason": N_("Skäl till valet"),
    "taken_on": N_("Antaget"),
}
_SPECIAL = {
    (Item, "title"): N_("Programpunkt"),
    (Role, "kind"): N_("Roll"),
    (Organisation, "kind"): N_("Slag"),
    (SavedSearch, "kind"): N_("Slag"),
    (StandingRule, "text"): N_("Regel"),
    (Planning, "missed"): N_("Poäng för län som missade första turnén"),
    (KeptProposal, "answer"): N_("Svaret"),
}
_OF_COUNTIES = ("county_code", "required", "forbidden")
_COUNTY = {county.code: county.name for county in COUNTIES}

Names = Mapping[UUID, str]


def kind_text(kind: type[Thing]) -> str:
    """What a kind of thing is called: "stopp"."""
    return _(_KINDS[kind])


def thing_text(thing: Thing, names: Names) -> str:
    """What a thing is called; empty where it has no name of its own."""
    if isinstance(thing, Stop):
        return stop_text(thing)
    if isinstance(thing, Tour | Contact | SavedSearch | Theme):
        return thing.name
    if isinstance(thing, Organisation):
        return thing.short
    if isinstance(thing, Item):
        return f"{time_text(thing.start)} {thing.title}".strip()
    if isinstance(thing, Activity):
        return f"{label(thing.kind)} {day_text(thing.day)}"
    if isinstance(thing, CountyVisit | CountyInterest | Pin):
        return _COUNTY.get(thing.county_code, thing.county_code)
    if isinstance(thing, Appointment):
        return f"{names.get(thing.contact_id, '')} ({_COUNTY.get(thing.county_code, '')})".strip()
    if isinstance(thing, Membership):
        return f"{names.get(thing.contact_id, '')} ({names.get(thing.organisation_id, '')})".strip()
    if isinstance(thing, DistinctPair):
        return f"{names.get(thing.contact_id, '')} / {names.get(thing.other_id, '')}"
    if isinstance(thing, Erasure | KeptProposal):
        return day_text(thing.day)
    if isinstance(thing, TravelFactor):
        return thing.mode
    if isinstance(thing, Lecturer):
        return names.get(thing.contact_id, "")
    if isinstance(thing, DayAnswer | StandingRule | Party):
        return _whose_text(thing, names)
    if isinstance(thing, Role):
        return f"{names.get(thing.contact_id, '')} ({label(thing.kind)})".strip()
    if isinstance(thing, Speaker):
        return names.get(thing.contact_id or thing.organisation_id or thing.id, "")
    return ""


def _whose_text(thing: DayAnswer | StandingRule | Party, names: Names) -> str:
    """Whom an answer, a rule or a place at the table is of."""
    key = getattr(thing, "contact_id", None) or thing.organisation_id or getattr(thing, "tour_id", None)
    code = getattr(thing, "county_code", None)
    return names.get(key, "") if key else _COUNTY.get(code or "", "")


def field_text(kind: type[Thing] | None, field: str) -> str:
    """What a field is called on the screen; one that no form has any more by its own name."""
    return _((kind and _SPECIAL.get((kind, field))) or _COMMON.get(field, field))


def value_text(field: str, value: Any, names: Names) -> str:
    """A field's value as the screen would show it; "–" where there is none."""
    if value is None or value in ("", ()):
        return "–"
    if isinstance(value, Enum):
        return label(value)
    if isinstance(value, UUID):
        return names.get(value, _("något som inte finns kvar"))
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, time):
        return time_text(value)
    if isinstance(value, Supply):
        return f"{value.what}: {value.who}" if value.who else value.what
    if field == "weekdays":
        return ", ".join(weekday_text(day) for day in value)
    if isinstance(value, tuple):
        return "; ".join(value_text(field, part, names) for part in value)
    return _COUNTY.get(value, value) if field in _OF_COUNTIES else str(value)


def step_text(step: Step, names: Names) -> str:
    """What was done to which thing: "stopp: Kalmar, Kalmar län – borttagen"."""
    name = names.get(step.id, "")
    what = f"{kind_text(step.kind)}: {name}" if name else kind_text(step.kind)
    if step.lost:
        return _("{what} – gavs upp").format(what=what)
    if step.before is None:
        return _("{what} – ny").format(what=what)
    if step.after is None:
        return _("{what} – borttagen").format(what=what)
    return what


def told_fields(step: Step) -> list[str]:
    """The fields of a step that say something, in the thing's own order."""
    said = {**(step.before or {}), **(step.after or {})}
    empty = (None, "", ())
    changed = step.before is not None and step.after is not None
    return [name for name, value in said.items() if changed or value not in empty]


def entry_text(entry: Entry, names: Names) -> str:
    """The whole act in one line: what it changed where that is one thing, else what it was called."""
    if not entry.steps:
        return entry.text
    first, more = entry.steps[0], entry.count - 1
    if more == 0 and first.before and first.after:  # neither is empty: what an erasure left may be so
        return f"{_changes_text(first, names)} · {step_text(first, names)}"
    text = f"{entry.text} · {step_text(first, names)}"
    rest = count_text("(och {n} till)", "(och {n} till)", more)
    return f"{text} {rest}" if more else text


def _changes_text(step: Step, names: Names) -> str:
    before, after = step.before or {}, step.after or {}
    return "; ".join(
        _("{field}: {before} → {after}").format(
            field=field_text(step.kind, name),
            before=shortened(value_text(name, before.get(name), names)),
            after=shortened(value_text(name, after.get(name), names)),
        )
        for name in told_fields(step)
    )
