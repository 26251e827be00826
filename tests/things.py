"""Plans to try things on, and made-up things of every kind."""

from dataclasses import fields, replace
from datetime import date, time
from enum import Enum
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as st

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.answers import Answer
from kampanjplan.domain.contacts import (
    Appointment,
    Contact,
    DistinctPair,
    Erasure,
    Membership,
    Role,
)
from kampanjplan.domain.editions import Edition, EditionFile, Recipient, Told, ToldChange
from kampanjplan.domain.interests import CountyInterest, Theme, week_of
from kampanjplan.domain.kinds import KINDS
from kampanjplan.domain.organisations import Organisation, OrganisationKind, organisation_id
from kampanjplan.domain.planning import KeptProposal, Pin, Planning, TravelFactor
from kampanjplan.domain.possibility import DayAnswer, Lecturer, Party, StandingRule
from kampanjplan.domain.programme import DAY, Item, Speaker, clock
from kampanjplan.domain.searches import SavedSearch, SoughtRole
from kampanjplan.domain.stops import Audience, Stop, Supply
from kampanjplan.domain.tours import CountyVisit, Tour
from kampanjplan.resources import resource
from kampanjplan.services.door import Door
from kampanjplan.services.editing import change
from kampanjplan.services.erasing import anonymise_as_seen, preview
from kampanjplan.services.sample import FOLLOW_UP, add_example, add_known_organisations
from kampanjplan.services.sheets import tour_named
from kampanjplan.storage.store import memory_store

TODAY = date(2026, 11, 24)
Content = dict[type, dict[UUID, Any]]


def example_door(store: Any = None) -> Door:
    """A door to a plan that holds the example, on a database in memory unless another is given."""
    door = Door(store or memory_store(), "prov")
    facts = resource("facts/first_tour.csv").read_text(encoding="utf-8")
    door.do("Ny planfil", add_known_organisations)
    door.do("Exempelplan", add_example, facts, TODAY)
    return door


def content(door: Door) -> Content:
    """All that the plan says, versions aside."""
    return door.read(lambda reading: {k: {t.id: t for t in reading.find(k)} for k in KINDS})


def follow_up(door: Door) -> Tour:
    return door.read(tour_named, FOLLOW_UP)


def stops_of(door: Door) -> list[Stop]:
    """The stops of the follow-up in the order of time."""
    tour = follow_up(door)
    return sorted(door.read(lambda r: r.find(Stop, tour_id=tour.id)), key=lambda stop: stop.order)


def items_of(door: Door, stop: Stop) -> list[Item]:
    return sorted(door.read(lambda r: r.find(Item, stop_id=stop.id)), key=lambda item: item.order)


# Letters of many scripts, what markup is made of, emoji with joiners, combining marks, control characters.
_PIECES = (
    "å",
    "a\u030a",
    "<b>",
    "&amp;",
    "👩‍🏫",
    "❤️",
    "عربي",
    "中文",
    "Ελ",
    "Кир",
    "עב",
    "\u200d",
    "\x00",
    "\ud800",
    "%",
    "'\";--",
)
letters = st.one_of(st.characters(), st.sampled_from(_PIECES))
lines = st.lists(st.one_of(letters, st.sampled_from("\r\n\t ")), max_size=12).map("".join)


@cache
def texts(limit: int, *, needed: bool = False) -> st.SearchStrategy[str]:
    """Short odd texts, and now and then one that fills the field."""
    odd = st.builds(str.__add__, st.just("x" if needed else ""), lines.map(lambda t: t[: limit - 1]))
    return st.one_of(odd, st.sampled_from("åx🙂").map(lambda c: c * limit))


def _filled(thing: type, **known: Any) -> st.SearchStrategy[Any]:
    """A thing of the kind, every field of which may hold anything that it is meant for."""
    made: dict[str, st.SearchStrategy[Any]] = {"id": st.uuids()}
    for f in fields(thing):
        if "limit" in f.metadata:
            made[f.name] = texts(f.metadata["limit"], needed=f.metadata["required"])
        elif "least" in f.metadata:
            number = st.integers(f.metadata["least"], f.metadata["most"])
            made[f.name] = st.one_of(number, st.none()) if f.default is None else number
        elif isinstance(f.default, Enum):
            made[f.name] = st.sampled_from(type(f.default))
    return st.builds(thing, **{**made, **known})


days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
maybe_days = st.one_of(st.none(), days)
minutes = st.integers(0, DAY - 1).map(clock)


def _tidy_times(stop: Stop) -> Stop:
    """The made-up stop with its days and hours put so that they can stand."""
    first, last = stop.first_day, stop.last_day
    first, last = (None, None) if not first or not last else (min(first, last), max(first, last))
    starts, ends = stop.starts, stop.ends
    if starts and ends:
        starts, ends = (None, None) if starts == ends else (min(starts, ends), max(starts, ends))
    return replace(stop, first_day=first, last_day=last, starts=starts, ends=ends)


def _tidy_period(thing: Any) -> Any:
    if thing.first_day and thing.last_day and thing.last_day < thing.first_day:
        return replace(thing, first_day=thing.last_day, last_day=thing.first_day)
    return thing


codes = st.sampled_from(("01", "08", "25"))


@st.composite
def plans(draw: st.DrawFn) -> list[Any]:
    """One thing of each kind, tied to one another, every field filled."""
    organisation = draw(_filled(Organisation, county_code=st.one_of(st.none(), codes)))
    maybe_code = st.one_of(st.none(), codes)
    several = st.lists(texts(200), max_size=3).map(tuple)
    contact = draw(
        _filled(
            Contact,
            organisation_id=st.just(organisation.id),
            more_emails=several,
            more_phones=several,
            county_code=maybe_code,
            tags=st.lists(texts(60), max_size=3).map(tuple),
            collected=maybe_days,
            keep_until=maybe_days,
            anonymised=maybe_days,
        )
    )
    part = replace(organisation, id=uuid4(), parent_id=organisation.id)
    other = Contact(id=uuid4(), name="Någon annan")
    tour = draw(
        _filled(Tour, themes=several, first_day=maybe_days, last_day=maybe_days, follows_id=st.none()).map(
            _tidy_period
        )
    )
    later = replace(tour, id=uuid4(), follows_id=tour.id)
    visit = draw(_filled(CountyVisit, tour_id=st.just(tour.id), county_code=codes))
    supplies = st.lists(st.builds(Supply, what=texts(200), who=texts(200)), max_size=3).map(tuple)
    stop = draw(
        _filled(
            Stop,
            tour_id=st.just(tour.id),
            county_code=codes,
            first_day=maybe_days,
            last_day=maybe_days,
            starts=st.one_of(st.none(), minutes),
            ends=st.one_of(st.none(), minutes),
            hold_until=maybe_days,
            host_id=st.just(organisation.id),
            audience=st.lists(st.sampled_from(Audience), unique=True).map(tuple),
            registration_until=maybe_days,
            supplies=supplies,
        ).map(_tidy_times)
    )
    role = draw(_filled(Role, stop_id=st.just(stop.id), contact_id=st.just(contact.id)))
    tour_role = Role(id=uuid4(), tour_id=tour.id, contact_id=contact.id)
    between = draw(
        _filled(
            Membership,
            contact_id=st.just(contact.id),
            organisation_id=st.just(part.id),
            first_day=maybe_days,
            last_day=maybe_days,
        ).map(_tidy_period)
    )
    named = Appointment(id=uuid4(), tour_id=tour.id, county_code=draw(codes), contact_id=contact.id)
    pair = sorted((contact.id, other.id))
    distinct = DistinctPair(id=uuid4(), contact_id=pair[0], other_id=pair[1])
    search = draw(
        _filled(
            SavedSearch,
            organisation_id=st.just(part.id),
            kind=st.one_of(st.none(), st.sampled_from(OrganisationKind)),
            county_code=maybe_code,
            role=st.one_of(st.none(), st.sampled_from(SoughtRole)),
            tour_id=st.just(tour.id),
        )
    )
    erasure = draw(_filled(Erasure, day=days))
    start = draw(st.integers(0, DAY - 1))
    length = st.integers(0, DAY - start)
    item = draw(
        _filled(
            Item,
            stop_id=st.just(stop.id),
            position=st.integers(0, 99),
            start=st.just(clock(start)),
            minutes=length,
        )
    )
    speaker = Speaker(id=uuid4(), item_id=item.id, contact_id=contact.id)
    unnamed = Speaker(id=uuid4(), item_id=item.id, position=1, organisation_id=organisation.id)
    activity = draw(
        _filled(
            Activity,
            day=days,
            at=st.one_of(st.none(), minutes),
            contact_ids=st.sampled_from(((contact.id,), (contact.id, other.id))),
            organisation_id=st.sampled_from((None, organisation.id)),
            stop_id=st.sampled_from((None, stop.id)),
            tour_id=st.just(tour.id),
            next_day=maybe_days,
            next_done=maybe_days,
        )
    )
    alone = Activity(id=uuid4(), day=draw(days), organisation_id=organisation.id)
    factor = draw(_filled(TravelFactor, dated=maybe_days))
    skills = st.lists(texts(60), max_size=3).map(tuple)
    theme = draw(_filled(Theme, tour_id=st.just(tour.id), competences=skills))
    weeks = st.lists(days.map(week_of), max_size=3).map(tuple)
    interest = draw(
        _filled(CountyInterest, tour_id=st.just(tour.id), county_code=codes, weeks=weeks, towns=several)
    )
    whose: dict[str, Any] = draw(
        st.sampled_from(({"organisation_id": part.id}, {"county_code": "08"}, {"contact_id": other.id}, {}))
    )
    said: dict[str, Any] = {"said_by_id": st.just(contact.id), "said_on": maybe_days}
    answer = draw(
        _filled(
            DayAnswer,
            **{name: st.just(one) for name, one in (whose or {"county_code": "25"}).items()},
            first_day=days,
            last_day=days,
            answer=st.sampled_from((Answer.YES, Answer.IF_NEED_BE, Answer.NO)),
            **said,
        ).map(_tidy_period)
    )
    rule = draw(
        _filled(
            StandingRule,
            **{name: st.just(one) for name, one in (whose or {"tour_id": tour.id}).items()},
            weekdays=st.lists(st.integers(0, 6), min_size=1, unique=True).map(tuple),
            first_day=maybe_days,
            last_day=maybe_days,
            answer=st.sampled_from((Answer.IF_NEED_BE, Answer.NO)),
            **said,
        ).map(_tidy_period)
    )
    lecturer = draw(_filled(Lecturer, contact_id=st.just(contact.id), competences=skills))
    party = draw(_filled(Party, tour_id=st.just(tour.id), organisation_id=st.just(part.id)))
    some_codes = st.lists(codes, unique=True).map(tuple)
    planning = draw(
        _filled(
            Planning,
            tour_id=st.just(tour.id),
            fewest_stops=st.sampled_from((None, 0, 4)),
            most_stops=st.sampled_from((None, 4, 21)),
            factor_id=st.just(factor.id),
            required=some_codes,
            forbidden=some_codes,
        )
    )
    pin = draw(
        _filled(Pin, tour_id=st.just(tour.id), county_code=codes, first_day=days, last_day=days).map(
            _tidy_period
        )
    )
    proposal = draw(
        _filled(
            KeptProposal,
            tour_id=st.just(tour.id),
            day=days,
            at=minutes,
            question=st.sampled_from(("{}", '{"å": "🙂"}')),
            taken_on=maybe_days,
        )
    )
    edition = draw(
        _filled(
            Edition,
            tour_id=st.just(tour.id),
            day=days,
            at=minutes,
            withdrawn=maybe_days,
            contact_ids=st.sampled_from(((), (contact.id,), (contact.id, other.id))),
        )
    )
    file = draw(_filled(EditionFile, edition_id=st.just(edition.id), position=st.integers(0, 99)))
    telling = {"key": st.just("x stop"), "where": texts(200), "matter": st.sampled_from(("stop", "?"))}
    recipient = draw(
        _filled(
            Recipient,
            edition_id=st.just(edition.id),
            organisation_id=st.just(part.id),
            told=st.lists(st.builds(Told, **telling, what=texts(200)), max_size=2).map(tuple),
            changes=st.lists(st.builds(ToldChange, before=texts(200), after=texts(200)), max_size=2).map(
                tuple
            ),
        )
    )
    person = Recipient(id=uuid4(), edition_id=edition.id, contact_id=contact.id)
    return [
        organisation, contact, part, other, tour, later, visit, stop, role, tour_role, between, named, item,
        speaker, unnamed, activity, alone, distinct, search, erasure, factor, theme, interest, answer, rule,
        lecturer, party, planning, pin, proposal, edition, file, recipient, person,
    ]  # fmt: skip


def change_each(unit: Any, kind: type, facts: dict[UUID, dict[str, Any]]) -> None:
    """Changes several things of a kind in one act."""
    for id, theirs in facts.items():
        change(unit, kind, id, **theirs)


def anonymise(unit: Any, ids: Any, day: date, decision: str, *, withdrawing: bool = False) -> None:
    """Erases these contacts as whoever has just looked at what that does."""
    anonymise_as_seen(unit, preview(unit, ids), day, decision, withdrawing=withdrawing)


def an_item(begins: int = 540, length: int = 45, **facts: Any) -> Item:
    known = {"id": uuid4(), "stop_id": uuid4(), "start": clock(begins), "minutes": length}
    return Item(**{**known, **facts})


def planned(tour_id: UUID, contact_id: UUID) -> tuple[Any, ...]:
    """One of each kind that the planner needs, the least that can be said."""
    of_tour: dict[str, Any] = {"tour_id": tour_id}
    factor = TravelFactor(id=uuid4(), mode="Tåg", mg_per_km=7000)
    return (
        factor,
        Theme(id=uuid4(), **of_tour, name="UHM:s verktyg"),
        CountyInterest(id=uuid4(), **of_tour, county_code="08"),
        DayAnswer(id=uuid4(), contact_id=contact_id, first_day=TODAY, last_day=TODAY),
        StandingRule(id=uuid4(), contact_id=contact_id, text="fredagar nej", weekdays=(4,)),
        Lecturer(id=uuid4(), contact_id=contact_id, town="Solna"),
        Party(id=uuid4(), **of_tour, organisation_id=organisation_id("UHM")),
        Planning(id=uuid4(), **of_tour, factor_id=factor.id),
        Pin(id=uuid4(), **of_tour, county_code="08", town="Kalmar"),
        KeptProposal(id=uuid4(), **of_tour, day=TODAY, at=time(9, 30)),
    )


def given_out(tour_id: UUID, contact_id: UUID) -> tuple[Any, ...]:
    """An edition with a paper, whose bytes are nowhere, and a recipient."""
    edition = Edition(id=uuid4(), tour_id=tour_id, day=TODAY, at=time(9, 30), contact_ids=(contact_id,))
    return (
        edition,
        EditionFile(id=uuid4(), edition_id=edition.id, title="Schema", checksum="0" * 64),
        Recipient(
            id=uuid4(),
            edition_id=edition.id,
            contact_id=contact_id,
            told=(Told("x stop", "Kalmar", "stop", "Kalmar"),),
            changes=(ToldChange("Kalmar", "venue", "Salen", "Aulan"),),
        ),
    )
