"""What the example tells the planner of its follow-up: made up, but for whom the first tour visited."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from kampanjplan.domain.answers import Answer, Interest, Known
from kampanjplan.domain.calendar import monday
from kampanjplan.domain.fields import checked
from kampanjplan.domain.interests import CountyInterest, Theme, ThemeKind
from kampanjplan.domain.organisations import organisation_id
from kampanjplan.domain.possibility import Lecturer, Party, StandingRule, Whose
from kampanjplan.domain.standing import read_rule
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.services.ports import Unit
from kampanjplan.services.possibility import Said, answer_days

_STRONG, _SOME, _NONE, _UNKNOWN = Interest.STRONG, Interest.SOME, Interest.NONE, Interest.UNKNOWN
_YES, _NO, _PERHAPS = Known.YES, Known.NO, Known.UNKNOWN

# county, interest, can host, participants, wishes (deep dive, again, another), weeks, towns, comment
_INTERESTS: tuple[
    tuple[str, Interest, Known, int | None, tuple[int | None, ...], tuple[int, ...], tuple[str, ...], str],
    ...,
] = (
    ("01", _NONE, _PERHAPS, None, (None, None, None), (), (), "hänvisar till länen omkring"),
    ("04", _NONE, _NO, None, (None, None, None), (), (), "har ingen tid i höst"),
    ("06", _SOME, _YES, 36, (10, 7, None), (), ("Jönköping", "Värnamo"), ""),
    ("08", _STRONG, _YES, 42, (18, 6, None), (), (), "har bokat en lokal preliminärt"),
    ("09", _SOME, _YES, 20, (5, 9, None), (), (), ""),
    ("10", _SOME, _YES, 28, (8, 8, None), (), ("Karlskrona", "Ronneby"), ""),
    ("12", _STRONG, _YES, 60, (30, 5, 4), (), ("Malmö", "Hässleholm"), ""),
    ("14", _SOME, _NO, 55, (20, 12, None), (), (), "kommer gärna till ett grannlän"),
    ("17", _STRONG, _YES, 38, (15, 9, None), (), (), ""),
    ("18", _SOME, _PERHAPS, 35, (12, 4, None), (), (), ""),
    ("20", _STRONG, _YES, 45, (22, 4, None), (40, 41, 42, 43), ("Falun", "Borlänge"), ""),
    ("21", _SOME, _YES, 30, (8, 10, None), (), (), ""),
    ("22", _UNKNOWN, _PERHAPS, None, (None, None, None), (), (), "har inte svarat på två mejl"),
    ("23", _SOME, _PERHAPS, 25, (6, 12, None), (), (), ""),
    ("24", _SOME, _YES, 33, (9, 8, None), (), ("Umeå",), ""),
    ("25", _STRONG, _YES, 34, (12, 14, None), (37, 38, 39, 40), (), ""),
)
_OTHER_THEME = "Giftfritt byggande"

# whom, who says it, from which week to which, the answer; of the counties that are not here nobody knows
_ANSWERS: tuple[tuple[str, str, int, int, Answer], ...] = (
    ("08", "08", 36, 36, Answer.NO),
    ("08", "08", 37, 39, Answer.YES),
    ("08", "08", 41, 41, Answer.IF_NEED_BE),
    ("12", "", 36, 37, Answer.NO),
    ("12", "", 41, 43, Answer.YES),
    ("10", "", 41, 42, Answer.YES),
    ("06", "", 42, 45, Answer.IF_NEED_BE),
    ("17", "17", 39, 40, Answer.YES),
    ("17", "17", 45, 47, Answer.NO),
    ("21", "21", 38, 43, Answer.YES),
    ("RUS", "rus", 36, 47, Answer.YES),
    ("Kemi", "kemi", 36, 43, Answer.YES),
    ("Kemi", "kemi", 45, 46, Answer.IF_NEED_BE),
    ("UHM", "uhm", 36, 39, Answer.YES),
    ("UHM", "uhm", 42, 43, Answer.YES),
    ("UHM", "uhm", 48, 50, Answer.NO),
    ("SKR", "skr", 38, 40, Answer.YES),
    ("kemi", "kemi", 36, 43, Answer.YES),
    ("uhm", "uhm", 36, 39, Answer.YES),
    ("uhm", "uhm", 42, 43, Answer.YES),
)
_RULES = (
    ("tour", "rus", "v. 44 nej"),
    ("UHM", "uhm", "v. 40-41 borta"),
    ("uhm", "uhm", "v. 40-41 borta"),
    ("Kemi", "kemi", "fredagar nej"),
    ("kemi", "kemi", "måndagar vid behov"),
)
_BODIES = ("RUS", "Kemi", "UHM", "SKR")


def add_inputs(unit: Unit, tour: Tour, first_tour: UUID, contacts: Mapping[str, UUID], today: date) -> None:
    """Interest, answers, rules, those who take part and themes: something worth asking the planner about."""
    assert tour.first_day is not None
    year = tour.first_day.isocalendar().year
    _add_who(unit, tour, contacts)
    _add_interests(unit, tour, first_tour, year)
    for whom, by, first, last, answer in _ANSWERS:
        weeks = [monday(year, week) for week in range(first, last + 1)]
        said = [Said(_whose(whom, contacts), day, day + timedelta(days=4), answer) for day in weeks]
        answer_days(unit, said, contacts.get(by), today - timedelta(days=5))
    for whom, by, text in _RULES:
        whose = Whose(tour_id=tour.id) if whom == "tour" else _whose(whom, contacts)
        facts = read_rule(text, tour.first_day)
        unit.put(
            checked(
                StandingRule(
                    id=uuid4(),
                    organisation_id=whose.organisation_id,
                    contact_id=whose.contact_id,
                    tour_id=whose.tour_id,
                    text=text,
                    weekdays=facts.weekdays,
                    first_day=facts.first_day,
                    last_day=facts.last_day,
                    answer=facts.answer,
                    said_by_id=contacts[by],
                    said_on=today - timedelta(days=5),
                )
            )
        )


def _add_who(unit: Unit, tour: Tour, contacts: Mapping[str, UUID]) -> None:
    towns = ("Falun", "Sundbyberg", "Solna", "Stockholm")
    for short, town in zip(_BODIES, towns, strict=True):
        unit.put(Party(id=uuid4(), tour_id=tour.id, organisation_id=organisation_id(short), town=town))
    for key, town, competence, most in (
        ("kemi", "Sundbyberg", "kemikalielagstiftning", 4),
        ("uhm", "Solna", "UHM:s verktyg", 5),
    ):
        lecturer = Lecturer(
            id=uuid4(), contact_id=contacts[key], competences=(competence,), town=town, most_days=most
        )
        unit.put(lecturer)
    kinds = (ThemeKind.DEEP_DIVE, "UHM:s verktyg"), (ThemeKind.AGAIN, "kemikalielagstiftning")
    for name, (kind, needs) in zip(tour.themes, kinds, strict=True):
        unit.put(Theme(id=uuid4(), tour_id=tour.id, name=name, kind=kind, competences=(needs,)))


def _add_interests(unit: Unit, tour: Tour, first_tour: UUID, year: int) -> None:
    """Whom the first tour is known to have visited did not miss it; of the others that is not known."""
    visited = {stop.county_code for stop in unit.find(Stop, tour_id=first_tour)}
    for code, interest, host, participants, (deep, again, other), weeks, towns, comment in _INTERESTS:
        said = CountyInterest(
            id=uuid4(),
            tour_id=tour.id,
            county_code=code,
            interest=interest,
            can_host=host,
            participants=participants,
            missed=Known.NO if code in visited else Known.UNKNOWN,
            wish_deep=deep,
            wish_again=again,
            wish_other=other,
            weeks=tuple(f"{year}-W{week}" for week in weeks),
            towns=towns,
            comment=f"Exempel: {comment}" if comment else "Exempel, påhittat",
        )
        unit.put(checked(replace(said, other_theme=_OTHER_THEME) if other else said))


def _whose(whom: str, contacts: Mapping[str, UUID]) -> Whose:
    if whom.isdigit():
        return Whose(county_code=whom)
    if whom in _BODIES:
        return Whose(organisation_id=organisation_id(whom))
    return Whose(contact_id=contacts[whom])
