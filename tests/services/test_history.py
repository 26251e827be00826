"""Every act of every service: done, undone, done again, and told of in the journal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from kampanjplan.domain.activities import Activity, Outcome
from kampanjplan.domain.answers import Answer, Interest, Known
from kampanjplan.domain.cards import Card, Place
from kampanjplan.domain.contacts import Contact, RoleKind
from kampanjplan.domain.errors import ConflictError, EmptyError, MissingError, PastMidnightError, PlanError
from kampanjplan.domain.organisations import Organisation, OrganisationKind, board_id, organisation_id
from kampanjplan.domain.planning import TravelFactor
from kampanjplan.domain.possibility import Lecturer, Party, StandingRule, Whose
from kampanjplan.domain.profiles import Profile
from kampanjplan.domain.programme import Item, Speaker, clock, in_order
from kampanjplan.domain.proposals import Change, PlannedStop, Relief, Rule, StopChange, Wish
from kampanjplan.domain.searches import SavedSearch
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.domain.tours import CountyVisit, Tour, Visited
from kampanjplan.services.activities import (
    delete_activities,
    finish_next_step,
    log_activity,
    snooze_next_step,
)
from kampanjplan.services.contacts import delete_contacts, delete_organisation, set_roles
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change, remove
from kampanjplan.services.editions import FrozenPaper, Issue, draft, give_out
from kampanjplan.services.factors import add_factors
from kampanjplan.services.history import replay
from kampanjplan.services.importing import import_contacts, preview_import
from kampanjplan.services.interests import set_interest, set_interests
from kampanjplan.services.merging import judge_distinct, merge
from kampanjplan.services.planning import (
    Decision,
    decide,
    give_up,
    pin_stop,
    set_free,
    set_planning,
    swap_counties,
    unpin_stop,
)
from kampanjplan.services.possibility import Said, answer_days
from kampanjplan.services.programmes import (
    Voice,
    add_items,
    change_item,
    copy_programme,
    delete_items,
    move_items,
    set_speakers,
)
from kampanjplan.services.proposals import (
    Kept,
    delete_proposals,
    keep_proposal,
    kept_proposals,
    take_proposal,
    take_stops,
)
from kampanjplan.services.replanning import cancel_stop, refuse_day, take_replan
from kampanjplan.services.searches import add_search, remove_search, rename_search, searches
from kampanjplan.services.taking_part import add_lecturer, add_party
from kampanjplan.services.themes import add_theme, remove_themes, rename_theme, set_theme
from kampanjplan.services.tours import (
    Duplication,
    TourPart,
    delete_stops,
    delete_tour,
    duplicate_tour,
    set_visited,
)
from kampanjplan.storage.tables import TABLE_OF, journal, journal_change
from tests.things import TODAY, an_item, change_each, content, example_door, follow_up, items_of, stops_of

Act = tuple[Any, ...]


@pytest.fixture
def door() -> Door:
    return planned_door()


def planned_door() -> Door:
    """The example, with Visby required and pinned, a proposal that is kept, and an edition."""
    door = example_door()
    tour_id = follow_up(door).id
    door.do("Lås", pin_stop, tour_id, "09", "Visby")
    door.do("Kräv", decide, tour_id, {"09": Decision.REQUIRED})
    door.do("Spara", keep_proposal, tour_id, Kept("{}", "{}", "Bra"), NOW)
    door.do("Ge ut", give_out, issue(door), "prov", NOW)
    return door


def contact_ids(door: Door) -> list[Any]:
    return [c.id for c in sorted(door.read(lambda r: r.find(Contact)), key=lambda c: c.name)]


def activities_of(door: Door) -> list[Activity]:
    return sorted(door.read(lambda r: r.find(Activity)), key=lambda a: (a.day, a.id))


def open_step(door: Door) -> Activity:
    return next(a for a in activities_of(door) if a.is_open)


def several(door: Door) -> Activity:
    return next(a for a in activities_of(door) if len(a.contact_ids) > 1)


def a_search(door: Door) -> SavedSearch:
    return door.read(searches)[0]


def issue(door: Door) -> Issue:
    """The next edition, of one paper that names the first contact."""
    paper = FrozenPaper("Schema", "schedule", Profile.INTERNAL, b"%PDF-1.7", 1)
    return Issue(door.read(draft, follow_up(door).id), (paper,), (contact_ids(door)[0],), "sv", "Ny lokal")


def spoken_items(door: Door) -> list[Item]:
    first = stops_of(door)[0]
    ids = {s.item_id for s in door.read(lambda r: r.find(Speaker))}
    return [item for item in items_of(door, first) if item.id in ids]


UHM, KALMAR = Whose(organisation_id=organisation_id("UHM")), Whose(county_code="08")


def two_weeks(door: Door) -> tuple[date, date]:
    """The first two weeks of the follow-up, of which some are answered."""
    first = follow_up(door).first_day
    assert first is not None
    return first, first + timedelta(days=13)


def kept(door: Door) -> UUID:
    """The key of the proposal that is kept."""
    return door.read(kept_proposals, follow_up(door).id)[0].id


NOW = datetime(2026, 11, 24, 10, 30)
PLANNED = (PlannedStop(date(2027, 10, 6), "Östersund", "23"), PlannedStop(date(2027, 10, 20), "Visby", "09"))
CHANGES = tuple(StopChange(Change.NEW, None, planned) for planned in PLANNED)
LISTED = (
    Card(name="Åsa Öberg", organisation="Torsås kommun", memberships=(Place("UHM", "Strateg"),)),
    Card(name="Exempel Samordnare RUS", emails=("rus@example.org",), title="Chef"),
)
ACTS: dict[str, Callable[[Door], Act]] = {
    "add a tour": lambda d: (add, Tour(id=uuid4(), name="Ny")),
    "add a contact": lambda d: (add, Contact(id=uuid4(), name="Åsa", organisation_id=board_id("08"))),
    "change a stop": lambda d: (change, Stop, stops_of(d)[0].id, "STOP"),
    "change several": lambda d: (
        change_each,
        Stop,
        {s.id: {"status": StopStatus.ASKED} for s in stops_of(d)},
    ),
    "add items": lambda d: (
        add_items,
        [(an_item(600, stop_id=stops_of(d)[0].id), (Voice(organisation_id=organisation_id("RUS")),))],
    ),
    "lengthen an item": lambda d: (change_item, items_of(d, stops_of(d)[0])[1].id, "ITEM"),
    "move items": lambda d: (
        move_items,
        stops_of(d)[0].id,
        [i.id for i in items_of(d, stops_of(d)[0])[1:3]],
        6,
    ),
    "delete items": lambda d: (delete_items, [i.id for i in spoken_items(d)]),
    "set speakers": lambda d: (
        set_speakers,
        spoken_items(d)[0].id,
        [Voice(contact_id=contact_ids(d)[0]), Voice(organisation_id=organisation_id("SKR"))],
    ),
    "copy a programme": lambda d: (
        copy_programme,
        stops_of(d)[0].id,
        [s.id for s in stops_of(d)[1:3]],
        "REPLACING",
    ),
    "add a programme": lambda d: (copy_programme, stops_of(d)[0].id, [stops_of(d)[1].id], "AFTER"),
    "delete contacts": lambda d: (delete_contacts, contact_ids(d)),
    "delete an organisation": lambda d: (delete_organisation, organisation_id("UHM")),
    "delete a board": lambda d: (delete_organisation, board_id("08")),
    "set roles": lambda d: (
        set_roles,
        stops_of(d)[0].id,
        [(contact_ids(d)[0], RoleKind.PRESS), (contact_ids(d)[0], RoleKind.HOST)],
    ),
    "delete stops": lambda d: (delete_stops, [s.id for s in stops_of(d)[:2]]),
    "delete a tour that is followed up": lambda d: (delete_tour, follow_up(d).follows_id),
    "delete the follow-up": lambda d: (delete_tour, follow_up(d).id),
    "say visited": lambda d: (set_visited, follow_up(d).id, "01", Visited.YES),
    "duplicate a tour": lambda d: (
        duplicate_tour,
        follow_up(d).id,
        uuid4(),
        Duplication("Kopia", frozenset(TourPart), 52),
    ),
    "change an organisation's kind": lambda d: (change, Organisation, board_id("08"), "KIND"),
    "log an activity": lambda d: (
        log_activity,
        Activity(id=uuid4(), day=TODAY, contact_ids=tuple(contact_ids(d)[:2]), stop_id=stops_of(d)[0].id),
    ),
    "change an activity": lambda d: (change, Activity, open_step(d).id, "CALLED"),
    "finish a next step": lambda d: (finish_next_step, open_step(d).id, TODAY, "Klart"),
    "snooze a next step": lambda d: (snooze_next_step, open_step(d).id, date(2027, 1, 7)),
    "import contacts": lambda d: (import_contacts, d.read(preview_import, LISTED, "lista.csv", TODAY)),
    "delete activities": lambda d: (delete_activities, [open_step(d).id]),
    "delete one of an activity's contacts": lambda d: (delete_contacts, [several(d).contact_ids[0]]),
    "delete all of an activity's contacts": lambda d: (delete_contacts, several(d).contact_ids),
    "keep a search": lambda d: (add_search, SavedSearch(id=uuid4(), name="Nya", words="anna", tag="pilot")),
    "keep a search under a name that is taken": lambda d: (
        add_search,
        SavedSearch(id=uuid4(), name=a_search(d).name.upper(), heard_days=30),
    ),
    "rename a search": lambda d: (rename_search, a_search(d).id, "Andra"),
    "remove a search": lambda d: (remove_search, a_search(d).id),
    "delete the stop of an activity": lambda d: (
        delete_stops,
        [a.stop_id for a in activities_of(d) if a.stop_id][:1],
    ),
    "merge two contacts": lambda d: (merge, contact_ids(d)[0], several(d).contact_ids[0], {"name": "Båda"}),
    "merge the two of an activity": lambda d: (merge, *several(d).contact_ids[:2], {}),
    "set the planning": lambda d: (set_planning, follow_up(d).id, "WEIGHTS"),
    "settle counties": lambda d: (
        decide,
        follow_up(d).id,
        {"09": Decision.REQUIRED, "12": Decision.FORBIDDEN},
    ),
    "forbid a pinned county": lambda d: (decide, follow_up(d).id, {"09": Decision.FORBIDDEN}),
    "set a county free": lambda d: (set_free, follow_up(d).id, "09"),
    "swap counties": lambda d: (swap_counties, follow_up(d).id, "09", "12"),
    "pin a stop": lambda d: (pin_stop, follow_up(d).id, "09", "Visby", PLANNED[1].day),
    "unpin a stop": lambda d: (unpin_stop, follow_up(d).id, "09"),
    "give up wishes": lambda d: (
        give_up,
        follow_up(d).id,
        [Relief(Wish(Rule.PIN, "Visby")), Relief(Wish(Rule.REST), number=0)],
    ),
    "take stops": lambda d: (take_stops, follow_up(d).id, PLANNED),
    "take a proposal": lambda d: (take_proposal, follow_up(d).id, PLANNED, Kept("{}", "{}", "Bra"), NOW),
    "take a kept proposal": lambda d: (take_proposal, follow_up(d).id, PLANNED, kept(d), NOW),
    "keep a proposal": lambda d: (keep_proposal, follow_up(d).id, Kept("{}", "{}", "Bra"), NOW),
    "delete a kept proposal": lambda d: (delete_proposals, [kept(d)]),
    "refuse a stop's day": lambda d: (refuse_day, stops_of(d)[0].id, TODAY),
    "cancel a stop": lambda d: (cancel_stop, stops_of(d)[0].id),
    "take a plan made anew": lambda d: (take_replan, follow_up(d).id, CHANGES, Kept("{}", "{}"), NOW),
    "give out an edition": lambda d: (give_out, issue(d), "prov", NOW),
    "judge two distinct": lambda d: (judge_distinct, contact_ids(d)[1], contact_ids(d)[0]),
    "say a county's interest": lambda d: (set_interest, follow_up(d).id, "03", "WANTED"),
    "empty counties' interest": lambda d: (
        set_interests,
        follow_up(d).id,
        {"08": {"comment": ""}, "22": {"comment": "", "missed": Known.UNKNOWN}},
    ),
    "answer days": lambda d: (
        answer_days,
        [
            Said(Whose(county_code="08"), *two_weeks(d), Answer.NO),
            Said(UHM, *two_weeks(d), Answer.UNANSWERED),
        ],
        contact_ids(d)[0],
        TODAY,
    ),
    "add a rule": lambda d: (
        add,
        StandingRule(id=uuid4(), county_code="08", text="fredagar nej", weekdays=(4,), said_on=TODAY),
    ),
    "remove rules": lambda d: (remove, StandingRule, [r.id for r in d.read(lambda r: r.find(StandingRule))]),
    "add a party": lambda d: (
        add_party,
        Party(id=uuid4(), tour_id=follow_up(d).id, organisation_id=board_id("08"), staff=2),
    ),
    "add a lecturer": lambda d: (
        add_lecturer,
        Lecturer(id=uuid4(), contact_id=contact_ids(d)[0], competences=("krav",)),
    ),
    "add a theme": lambda d: (add_theme, follow_up(d).id, "Nytt"),
    "rename a theme": lambda d: (rename_theme, follow_up(d).id, follow_up(d).themes[0], "Nytt"),
    "remove themes": lambda d: (remove_themes, follow_up(d).id, follow_up(d).themes),
    "say what a theme needs": lambda d: (set_theme, follow_up(d).id, follow_up(d).themes[0], "NEEDS"),
    "add ways to travel": lambda d: (add_factors, [TravelFactor(id=uuid4(), mode="buss", mg_per_km=1)]),
}
FACTS: dict[str, dict[str, Any]] = {
    "STOP": {"venue": "Nya salen <b>", "status": StopStatus.HOLD, "hold_rank": 2, "starts": clock(480)},
    "KIND": {"kind": OrganisationKind.VENUE},
    "CALLED": {"text": "Ringde <b>åter</b>", "outcome": Outcome.REFUSED, "at": clock(601)},
    "ITEM": {"minutes": 90, "title": "Längre"},
    "REPLACING": {"replacing": True},
    "WEIGHTS": {"night": 20, "parts": 2, "most_stops": 6, "hub": "Örebro"},
    "AFTER": {"replacing": False},
    "WANTED": {"interest": Interest.STRONG, "weeks": ("2027-W40",), "towns": ("Uppsala",)},
    "NEEDS": {"competences": ("krav", "varor")},
}


def do(door: Door, text: str, act: Act) -> Any:
    service, *facts = act
    more = FACTS[facts.pop()] if isinstance(facts[-1], str) and facts[-1] in FACTS else {}
    return door.do(text, service, *facts, **more)


@pytest.mark.parametrize("name", ACTS)
def test_undone_and_done_again(door: Door, name: str) -> None:
    before = content(door)
    changes = do(door, name, ACTS[name](door))
    after = content(door)
    assert changes
    assert after != before
    door.do("Ångra", replay, changes.inverse())
    assert content(door) == before
    door.do("Gör om", replay, changes)
    assert content(door) == after
    assert list(door.store.check()) == []


@pytest.mark.parametrize("name", ACTS)
def test_told_of_in_the_journal(door: Door, name: str) -> None:
    changes = do(door, name, ACTS[name](door))
    with door.store._engine.connect() as connection:  # type: ignore[attr-defined]
        entry = connection.execute(select(journal).order_by(journal.c.number.desc())).first()
        assert entry is not None
        rows = connection.execute(
            select(journal_change).where(journal_change.c.journal_number == entry.number)
        ).all()
    assert (entry.who, entry.text) == ("prov", name)
    told = {(row.kind, row.thing_id): row for row in rows}
    assert set(told) == {(TABLE_OF[type(c.thing)].name, c.thing.id) for c in changes.changes}
    for change_ in changes.changes:
        row = told[TABLE_OF[type(change_.thing)].name, change_.thing.id]
        assert (row.before is None, row.after is None) == (change_.before is None, change_.after is None)
        if change_.before is not None and change_.after is not None:
            differ = {
                name for name in row.before if getattr(change_.before, name) != getattr(change_.after, name)
            }
            assert differ == set(row.before) == set(row.after) != set()


def journal_length(door: Door) -> int:
    with door.store._engine.connect() as connection:  # type: ignore[attr-defined]
        return len(connection.execute(select(journal)).all())


REFUSED: dict[str, tuple[Callable[[Door], Act], type[PlanError]]] = {
    "nameless tour": (lambda d: (add, Tour(id=uuid4(), name="Bra"), Tour(id=uuid4(), name=" ")), EmptyError),
    "a stop that is gone": (lambda d: (change, Stop, uuid4()), MissingError),
    "past midnight": (lambda d: (change_item, items_of(d, stops_of(d)[0])[1].id, "LONG"), PastMidnightError),
    "an item of no stop": (lambda d: (add_items, [(an_item(), ())]), MissingError),
    "an activity with nobody": (lambda d: (log_activity, Activity(id=uuid4(), day=TODAY)), EmptyError),
    "an activity with somebody gone": (
        lambda d: (add, Activity(id=uuid4(), day=TODAY, contact_ids=(contact_ids(d)[0], uuid4()))),
        MissingError,
    ),
    "a role of nobody": (lambda d: (set_roles, stops_of(d)[0].id, [(uuid4(), RoleKind.HOST)]), MissingError),
}
FACTS["LONG"] = {"minutes": 1200}


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_act_leaves_nothing(door: Door, name: str) -> None:
    act, error = REFUSED[name]
    before, entries = content(door), journal_length(door)
    with pytest.raises(error):
        do(door, name, act(door))
    assert content(door) == before
    assert journal_length(door) == entries


def test_redo_is_refused_where_what_it_hangs_on_is_gone(door: Door) -> None:
    stop = stops_of(door)[0]
    changes = door.do("Punkt", add_items, [(an_item(stop_id=stop.id), ())])
    door.do("Ångra", replay, changes.inverse())
    door.do("Ta bort", delete_stops, [stop.id])
    with pytest.raises(PlanError):
        door.do("Gör om", replay, changes)


def test_redo_is_refused_where_a_county_was_said_meanwhile(door: Door) -> None:
    tour = follow_up(door)
    changes = door.do("Län", set_visited, tour.id, "01", Visited.YES)
    door.do("Ångra", replay, changes.inverse())
    door.do("Län", set_visited, tour.id, "01", Visited.NO)
    with pytest.raises(ConflictError):
        door.do("Gör om", replay, changes)
    (said,) = door.read(lambda r: r.find(CountyVisit))
    assert said.visited is Visited.NO


def test_versions_count_up(door: Door) -> None:
    stop = stops_of(door)[0]
    assert stop.version == 1
    changes = door.do("Ort", change, Stop, stop.id, town="Ny ort")
    assert stops_of(door)[0].version == 2
    door.do("Ångra", replay, changes.inverse())
    assert stops_of(door)[0].version == 3


def test_added_items_come_after_those_that_begin_with_them(door: Door) -> None:
    stop = stops_of(door)[0]
    door.do("Töm", delete_items, [i.id for i in items_of(door, stop)])
    first, second, third, new = (an_item(stop_id=stop.id, title=t) for t in "abcd")
    door.do("Fyll", add_items, [(i, ()) for i in (first, second, third)])
    door.do("Ta bort", delete_items, [first.id, second.id])
    door.do("Lägg till", add_items, [(new, ())])
    assert [i.title for i in items_of(door, stop)] == ["c", "d"]


def test_more_keys_than_one_question_takes(door: Door) -> None:
    items = [an_item(stop_id=stops_of(door)[0].id, position=n) for n in range(1200)]
    door.do("Många", add, *items)
    found = door.read(lambda r: r.find(Item, id=[i.id for i in items]))
    assert in_order(found) == items
    assert replace(items[0], version=9) == items[0]
