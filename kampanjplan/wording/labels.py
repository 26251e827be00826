"""The Swedish word for each choice, and the choice for each word."""

from enum import Enum
from typing import TypeVar

from kampanjplan.domain.activities import ActivityKind, Direction, Due, Outcome
from kampanjplan.domain.answers import Answer, Interest, Known
from kampanjplan.domain.contacts import Contact, LegalBasis, RoleKind
from kampanjplan.domain.counties import county
from kampanjplan.domain.editions import Matter, News
from kampanjplan.domain.errors import Expected, UnreadableError
from kampanjplan.domain.interests import ThemeKind
from kampanjplan.domain.listing import ORDER
from kampanjplan.domain.organisations import Organisation, OrganisationKind
from kampanjplan.domain.paper import Part
from kampanjplan.domain.planning import FactorUnit
from kampanjplan.domain.profiles import Profile
from kampanjplan.domain.programme import ItemKind
from kampanjplan.domain.remarks import Lack
from kampanjplan.domain.searches import SoughtRole
from kampanjplan.domain.stops import Audience, Stop, StopStatus
from kampanjplan.domain.tours import Tour, TourStatus, Visited, is_cancelled
from kampanjplan.wording.language import N_, _

_LABELS: dict[Enum, str] = {
    StopStatus.IDEA: N_("idé"),
    StopStatus.ASKED: N_("förfrågad"),
    StopStatus.HOLD: N_("preliminär"),
    StopStatus.CONFIRMED: N_("bekräftad"),
    StopStatus.DONE: N_("genomförd"),
    StopStatus.CANCELLED: N_("inställd"),
    TourStatus.PLANNED: N_("planeras"),
    TourStatus.ONGOING: N_("pågår"),
    TourStatus.DONE: N_("genomförd"),
    TourStatus.CANCELLED: N_("inställd"),
    Visited.YES: N_("ja"),
    Visited.NO: N_("nej"),
    Visited.UNKNOWN: N_("okänt"),
    Audience.DECISION_MAKERS: N_("beslutsfattare"),
    Audience.ORDERERS: N_("beställare"),
    Audience.PROCURERS: N_("upphandlare"),
    Audience.EXPERTS: N_("sakkunniga"),
    Audience.POLITICIANS: N_("politiker"),
    Audience.COMPANIES: N_("företag"),
    ItemKind.REGISTRATION: N_("registrering"),
    ItemKind.LECTURE: N_("föreläsning"),
    ItemKind.WORKSHOP: N_("workshop"),
    ItemKind.LOCAL_EXAMPLE: N_("lokalt exempel"),
    ItemKind.BREAK: N_("paus"),
    ItemKind.LUNCH: N_("lunch"),
    RoleKind.HOST: N_("värd"),
    RoleKind.COORDINATOR: N_("samordnare"),
    RoleKind.PROGRAMME: N_("program"),
    RoleKind.INVITATIONS: N_("inbjudningar"),
    RoleKind.VENUE: N_("lokal"),
    RoleKind.PRESS: N_("press"),
    RoleKind.SPEAKER: N_("talare"),
    RoleKind.FOOD: N_("mat"),
    RoleKind.OTHER: N_("annat"),
    Interest.NONE: N_("inget"),
    Interest.SOME: N_("visst"),
    Interest.STRONG: N_("starkt"),
    Interest.UNKNOWN: N_("okänt"),
    Known.YES: N_("ja"),
    Known.NO: N_("nej"),
    Known.UNKNOWN: N_("okänt"),
    Answer.YES: N_("ja"),
    Answer.IF_NEED_BE: N_("vid behov"),
    Answer.NO: N_("nej"),
    Answer.UNANSWERED: N_("inte svarat"),
    ThemeKind.DEEP_DIVE: N_("fördjupning i UHM:s verktyg"),
    ThemeKind.AGAIN: N_("samma igen"),
    ThemeKind.OTHER: N_("annat tema"),
    FactorUnit.PERSON_KM: N_("personkilometer"),
    FactorUnit.VEHICLE_KM: N_("fordonskilometer"),
    LegalBasis.NONE: N_("ej angivet"),
    LegalBasis.PUBLIC_TASK: N_("uppgift av allmänt intresse"),
    LegalBasis.OBLIGATION: N_("rättslig förpliktelse"),
    LegalBasis.CONTRACT: N_("avtal"),
    LegalBasis.CONSENT: N_("samtycke"),
    LegalBasis.VITAL: N_("grundläggande intresse"),
    OrganisationKind.COORDINATING: N_("samordnande organ"),
    OrganisationKind.AUTHORITY: N_("nationell myndighet"),
    OrganisationKind.ASSOCIATION: N_("förbund"),
    OrganisationKind.COUNTY_BOARD: N_("länsstyrelse"),
    OrganisationKind.MUNICIPALITY: N_("kommun"),
    OrganisationKind.REGION: N_("region"),
    OrganisationKind.VENUE: N_("lokal"),
    OrganisationKind.OTHER: N_("annan"),
    Lack.DATE: N_("datum"),
    Lack.VENUE: N_("lokal"),
    Lack.HOST: N_("värd"),
    Lack.PROGRAMME: N_("program"),
    Lack.SPEAKERS: N_("talare"),
    Lack.CONTACT: N_("kontakt"),
    ActivityKind.CALL: N_("samtal"),
    ActivityKind.MAIL: N_("mejl"),
    ActivityKind.MEETING: N_("möte"),
    ActivityKind.LETTER: N_("brev"),
    ActivityKind.NOTE: N_("anteckning"),
    Direction.IN: N_("från kontakten"),
    Direction.OUT: N_("till kontakten"),
    Direction.NONE: N_("ej angivet"),
    Outcome.NONE: N_("ej angivet"),
    Outcome.REACHED: N_("nådd"),
    Outcome.MESSAGE: N_("lämnade meddelande"),
    Outcome.UNREACHABLE: N_("gick inte att nå"),
    Outcome.PROMISED: N_("lovade"),
    Outcome.REFUSED: N_("avböjde"),
    Profile.INTERNAL: N_("internt"),
    Profile.HOST: N_("värdlän"),
    Profile.TAKING_PART: N_("medverkande"),
    Profile.OPEN: N_("öppet"),
    Part.MAP: N_("Karta"),
    Part.PROGRAMME: N_("Program"),
    Part.CONTACTS: N_("Kontakter"),
    Part.SUPPLIES: N_("Vem tar med vad"),
    Part.NOTES: N_("Anteckningar"),
    Part.ALTERNATIVES: N_("Alternativen"),
    Part.COUNTIES: N_("Vad länen kostar"),
    Part.QUESTION: N_("Vad som frågades"),
    News.FIRST: N_("ny mottagare"),
    News.CHANGED: N_("ändrat"),
    News.SAME: N_("inget nytt"),
    News.LEFT: N_("medverkar inte längre"),
    Matter.WHOLE: N_("i hela turnén"),
    Matter.STOP: N_("stopp"),
    Matter.DAY: N_("datum"),
    Matter.HOURS: N_("tid"),
    Matter.STATUS: N_("status"),
    Matter.VENUE: N_("lokal"),
    Matter.ADDRESS: N_("adress"),
    Matter.ONLINE: N_("länk för distans"),
    Matter.TASKS: N_("uppdrag"),
    Matter.BRINGS: N_("tar med"),
    Matter.ITEM: N_("programpunkt"),
    Matter.CONTACTS: N_("kontakter på plats"),
    Due.OVERDUE: N_("försenat"),
    Due.TODAY: N_("i dag"),
    Due.WEEK: N_("denna vecka"),
    Due.LATER: N_("senare"),
    Due.UNDATED: N_("utan datum"),
}
for _kind in RoleKind:
    _LABELS[SoughtRole(_kind.value)] = _LABELS[_kind]
_LABELS[SoughtRole.APPOINTED] = N_("länets utsedda kontakt")

_ORDER = str.maketrans(ORDER)

Choice = TypeVar("Choice", bound=Enum)


def label(choice: Enum) -> str:
    """The word for a choice in the language spoken."""
    return _(_LABELS[choice])


def read_choice(kind: type[Choice], text: str) -> Choice:
    """The choice of that word, case aside; UnreadableError where there is none."""
    wanted = text.strip().casefold()
    for choice in kind:
        if wanted in (label(choice).casefold(), _LABELS[choice].casefold(), str(choice.value)):
            return choice
    raise UnreadableError(text.strip(), Expected.CHOICE, known=tuple(label(choice) for choice in kind))


def sort_key(text: str) -> str:
    """Sorts as Swedish does: å, ä and ö after z, é with e, capitals as small letters."""
    return text.casefold().translate(_ORDER)


def shortened(text: str, most: int = 60) -> str:
    """The text in one line of at most so many characters, and … where there was more."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"


def stop_text(stop: Stop) -> str:
    """What a stop is called: its town and county, or the county alone."""
    name = county(stop.county_code).name
    return f"{stop.town}, {name}" if stop.town else name


def standing_text(stop: Stop, tour: Tour) -> str:
    """How it stands with a day, in the words of public calendars."""
    if is_cancelled(stop, tour):
        return off_text()
    settled = {StopStatus.CONFIRMED: _("Öppen"), StopStatus.DONE: _("Genomfört")}
    return settled.get(stop.status, _("Preliminärt"))


def unsettled_text(stop: Stop, tour: Tour) -> str:
    """What must be known of a stop that is not settled, or is off; nothing of one that will be, or was."""
    is_settled = stop.status in (StopStatus.CONFIRMED, StopStatus.DONE) and not is_cancelled(stop, tour)
    return "" if is_settled else standing_text(stop, tour)


def off_text() -> str:
    """What is said of a stop that is off."""
    return _("Inställt")


def organisation_text(organisation: Organisation) -> str:
    """The short name, with the former one where it changed: "SKR (tidigare SKL)"."""
    if organisation.former_short:
        return _("{short} (tidigare {former})").format(
            short=organisation.short, former=organisation.former_short
        )
    return organisation.short


def unnamed_speaker_text(organisation: Organisation) -> str:
    """A speaker that an organisation has yet to name."""
    return _("{short} (namn kommer)").format(short=organisation.short)


def contact_text(contact: Contact, organisation: Organisation | None) -> str:
    """The name, with the organisation where there is one."""
    return f"{contact.name}, {organisation.short}" if organisation else contact.name
