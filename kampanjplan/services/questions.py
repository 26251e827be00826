"""The planner's question of a tour, from all that the plan knows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from kampanjplan.domain.answers import Answer, Known
from kampanjplan.domain.calendar import is_off
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.counties import COUNTIES, Municipality
from kampanjplan.domain.errors import NoDaysError, NoPeriodError
from kampanjplan.domain.interests import CountyInterest, Theme, week_of
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.planning import FEWER, Assumed, Assumption, Pin, TravelFactor
from kampanjplan.domain.possibility import Lecturer, Party, StandingRule, Whose
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.domain.tours import Tour
from kampanjplan.domain.towns import PARTS, Gazetteer, Town
from kampanjplan.planner import problem as asked
from kampanjplan.planner.access import distances
from kampanjplan.services.planning import planning_of
from kampanjplan.services.ports import Reading
from kampanjplan.services.possibility import Days, days_of_all

_SETTLED = (StopStatus.CONFIRMED, StopStatus.DONE)


@dataclass(frozen=True, slots=True)
class Question:
    """A problem with what its keys are called, what was taken for granted, and how the staff travels.

    Counties have their codes as keys and lecturers those of their contacts, so that no person is named in
    a problem that is kept; organisations have their short names.
    """

    tour: Tour
    problem: asked.Problem
    names: Mapping[str, str]
    assumptions: tuple[Assumption, ...]
    factor: TravelFactor | None


def question_of(
    reading: Reading, tour_id: UUID, municipalities: Iterable[Municipality], today: date
) -> Question:
    """What the planner is asked of a tour. Days before today are for stops that are settled alone.

    NoPeriodError where the tour has none, NoDaysError where no working day is left in it.
    """
    return _Asking(reading, reading.get(Tour, tour_id), Gazetteer(municipalities), today).question()


class _Asking:
    """One question while it is put together."""

    def __init__(self, reading: Reading, tour: Tour, towns: Gazetteer, today: date) -> None:
        self._reading, self._tour, self._towns, self._today = reading, tour, towns, today
        self._planning = planning_of(reading, tour.id)
        self._said = days_of_all(reading)
        self._points: dict[str, Town] = {}
        self._names: dict[str, str] = {county.code: county.short_name for county in COUNTIES}
        self._assumed: dict[Assumed, list[str]] = {}
        self._hub = self._town(self._planning.hub, self._towns.seat("01"))
        self._done: set[date] = set()
        self._pinned: dict[str, str] = {}
        self._interests = {one.county_code: one for one in reading.find(CountyInterest, tour_id=tour.id)}

    def question(self) -> Question:
        pins, taken = self._pins()
        days = self._days(taken)
        themes = self._themes()
        speakers = self._speakers(days)
        parties = self._parties(days)
        factor_id = self._planning.factor_id
        factor = self._reading.get(TravelFactor, factor_id) if factor_id else None
        self._note_what_lacks(parties, factor, themes, speakers)
        places = self._places()
        counties = self._counties(days, themes)
        points = {name: (town.latitude, town.longitude) for name, town in self._points.items()}
        problem = asked.Problem(
            points=tuple(points),
            km=distances(points),
            hub=self._hub,
            counties=counties,
            places=places,
            days=tuple(days),
            parties=parties,
            speakers=speakers,
            themes=themes,
            pins=pins,
            **self._rules(),
        )
        assumed = tuple(Assumption(what, tuple(names)) for what, names in self._assumed.items())
        return Question(self._tour, problem, self._names, assumed, factor)

    def _rules(self) -> dict[str, Any]:
        said, wanted = self._planning, self._tour.wanted_stops
        most = wanted if said.most_stops is None else said.most_stops
        fewest = max(1, most - FEWER) if said.fewest_stops is None else said.fewest_stops
        weights = {name: getattr(said, name) for name in asked.Weights.__dataclass_fields__}
        same = ("required", "forbidden", "longest_trip", "rest_days", "longest_leg", "parts", "reach_km")
        return {
            **{name: getattr(said, name) for name in same},
            "fewest_stops": min(fewest, most),
            "most_stops": most,
            "weights": asked.Weights(**weights),
        }

    def _days(self, taken: Iterable[date]) -> list[date]:
        """Working days of the period that are not blocked, with those of stops that are settled."""
        first, last = self._tour.first_day, self._tour.last_day
        if first is None or last is None:
            raise NoPeriodError(self._tour.name)
        blocked = self._rules_of_tour()
        start = max(first, self._today)
        period = (start + timedelta(days=n) for n in range((last - start).days + 1))
        free = {day for day in period if not is_off(day) and not any(rule.holds(day) for rule in blocked)}
        if not free:
            raise NoDaysError(self._tour.name)
        return sorted(free | set(taken))

    def _rules_of_tour(self) -> list[StandingRule]:
        rules = self._reading.find(StandingRule, tour_id=self._tour.id)
        return [rule for rule in rules if rule.answer is Answer.NO]

    def _pins(self) -> tuple[tuple[asked.Pin, ...], set[date]]:
        """What must be in the plan: settled stops first, then what somebody pinned; and the settled days."""
        stops = sorted(self._reading.find(Stop, tour_id=self._tour.id), key=lambda stop: stop.order)
        pins: dict[str, asked.Pin] = {}
        taken: set[date] = set()
        for stop in stops:
            if stop.status not in _SETTLED:
                continue
            if stop.county_code in pins:
                self._assume(Assumed.SECOND_STOP, self._names[stop.county_code])
                continue
            days = _each_day(stop.first_day, stop.last_day)
            taken.update(days if stop.day else ())
            self._done.update(days if stop.status is StopStatus.DONE else ())
            town = self._venue(stop.town, stop.county_code)
            pins[stop.county_code] = asked.Pin(town=town, days=days)
        for pin in self._reading.find(Pin, tour_id=self._tour.id):
            if pin.county_code not in pins:
                town = self._venue(pin.town, pin.county_code)
                pins[pin.county_code] = asked.Pin(town=town, days=_each_day(pin.first_day, pin.last_day))
        self._pinned = {code: pin.town for code, pin in pins.items()}
        return tuple(pins.values()), taken

    def _places(self) -> tuple[asked.Place, ...]:
        """A pinned county has the pinned town alone; others those that they named, or their seat."""
        places = {}
        for county in COUNTIES:
            said = self._interests.get(county.code)
            named = (said.towns if said else ()) or (county.seat,)
            towns = [self._venue(town, county.code) for town in named]
            if county.code in self._pinned:
                towns = [self._pinned[county.code]]
            can_host = Known.YES if county.code in self._pinned else said.can_host if said else Known.UNKNOWN
            for town in towns:
                places[town] = asked.Place(town=town, county_code=county.code, can_host=can_host)
        return tuple(places.values())

    def _counties(self, days: Sequence[date], themes: Sequence[asked.Theme]) -> tuple[asked.Candidate, ...]:
        kinds = {theme.name: theme.kind for theme in self._reading.find(Theme, tour_id=self._tour.id)}
        found = []
        for county in COUNTIES:
            said = self._interests.get(county.code) or CountyInterest(
                id=uuid4(), tour_id=self._tour.id, county_code=county.code
            )
            if said.participants is None:
                self._assume(Assumed.NO_PARTICIPANTS, county.short_name)
            counts = [(key, said.wishes(key, kinds[key])) for key in (t.key for t in themes) if key in kinds]
            found.append(
                asked.Candidate(
                    code=county.code,
                    name=county.short_name,
                    town=self._town(county.seat, self._towns.seat(county.code)),
                    part=PARTS[county.code],
                    interest=said.interest,
                    participants=said.participants or 0,
                    missed=said.missed,
                    wishes=tuple(asked.WishCount(theme=key, count=count) for key, count in counts if count),
                    answers=self._answers(Whose(county_code=county.code), days, said.weeks),
                )
            )
        return tuple(found)

    def _parties(self, days: Sequence[date]) -> tuple[asked.Party, ...]:
        found: list[asked.Party] = []
        for party in self._reading.find(Party, tour_id=self._tour.id):
            body = self._reading.get(Organisation, party.organisation_id)
            key = body.short if body.short not in {one.key for one in found} else f"{body.short} ({body.id})"
            home = self._town(party.town or body.town, self._towns.seat(body.county_code or "01"))
            said = self._answers(Whose(organisation_id=body.id), days)
            found.append(asked.Party(key=key, home=home, staff=party.staff, answers=said))
        return tuple(sorted(found, key=lambda one: one.key))

    def _speakers(self, days: Sequence[date]) -> tuple[asked.Speaker, ...]:
        """Those who can speak, but for who was anonymised."""
        lecturers = {one.contact_id: one for one in self._reading.find(Lecturer)}
        found = []
        for contact in self._reading.find(Contact, id=sorted(lecturers)):
            if contact.anonymised is not None:
                continue
            lecturer, body_id = lecturers[contact.id], contact.organisation_id
            body = self._reading.get(Organisation, body_id) if body_id else None
            near = self._points[self._hub]
            self._names[str(contact.id)] = contact.name
            found.append(
                asked.Speaker(
                    key=str(contact.id),
                    home=self._town(lecturer.town or (body.town if body else ""), near),
                    competences=lecturer.competences,
                    most_days=lecturer.most_days,
                    answers=self._answers(Whose(contact_id=contact.id), days),
                )
            )
        return tuple(sorted(found, key=lambda one: (self._names[one.key], one.key)))

    def _themes(self) -> tuple[asked.Theme, ...]:
        """The tour's themes; a tour without any is about one thing, which needs nobody."""
        needs = {
            theme.name: tuple(dict.fromkeys(theme.competences))
            for theme in self._reading.find(Theme, tour_id=self._tour.id)
        }
        names = dict.fromkeys(self._tour.themes) or {self._tour.name: None}
        return tuple(asked.Theme(key=name, competences=needs.get(name, ())) for name in names)

    def _answers(self, whose: Whose, days: Iterable[date], weeks: Sequence[str] = ()) -> asked.Answers:
        """What one of them says of the days; possible weeks are an answer where nothing else was said."""
        said = self._said.get(whose, Days())
        found: dict[Answer, list[date]] = {answer: [] for answer in Answer}
        for day in days:
            answer = Answer.YES if day in self._done else said.on(day)
            if answer is Answer.UNANSWERED and weeks:
                answer = Answer.YES if week_of(day) in weeks else Answer.NO
            found[answer].append(day)
        yes, maybe, no = (tuple(found[a]) for a in (Answer.YES, Answer.IF_NEED_BE, Answer.NO))
        return asked.Answers(yes=yes, if_need_be=maybe, no=no)

    def _venue(self, name: str, county_code: str) -> str:
        """The point of a town of a county; of one that is not known there that of the seat."""
        seat = self._towns.seat(county_code)
        found = self._towns.find(name)
        if found is not None and found.county_code != county_code:
            self._assume(Assumed.UNKNOWN_TOWN, name.strip())
            return self._town(seat.name, seat)
        return self._town(name, seat)

    def _town(self, name: str, otherwise: Town) -> str:
        """The point of a town; of one that is not known that of another, under that one's name."""
        found = self._towns.find(name)
        if found is None:
            found = otherwise
            if name.strip():
                self._assume(Assumed.UNKNOWN_TOWN, name.strip())
        self._points.setdefault(found.name, found)
        return found.name

    def _assume(self, what: Assumed, name: str) -> None:
        names = self._assumed.setdefault(what, [])
        if name not in names:
            names.append(name)

    def _note_what_lacks(
        self,
        parties: Sequence[asked.Party],
        factor: TravelFactor | None,
        themes: Sequence[asked.Theme],
        speakers: Sequence[asked.Speaker],
    ) -> None:
        if not parties:
            self._assumed.setdefault(Assumed.NO_PARTIES, [])
        if factor is None:
            self._assumed.setdefault(Assumed.NO_FACTOR, [])
        able = {competence for speaker in speakers for competence in speaker.competences}
        for theme in themes:
            for competence in theme.competences:
                if competence not in able:
                    self._assume(Assumed.NO_SPEAKER, competence)


def _each_day(first: date | None, last: date | None) -> tuple[date, ...]:
    if first is None or last is None:
        return ()
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
