"""The whole problem for OR-Tools' CP-SAT as circuits through home, written apart from the engine.

A literal for each leg (AddMultipleCircuit; home is node 0), for each town and day, each town and theme, and
each speaker, competence and town. For at least one stop.
"""

from collections.abc import Iterable

from ortools.sat.python import cp_model

from kampanjplan.planner.problem import Answers, Problem
from tests.planner.brute import way

DEGREE = {"none": 0, "unknown": 0, "some": 1, "strong": 2}


class Circuit:
    """Builds the model; `solve` gives (value, bound, proved), with no value where there is no plan."""

    def __init__(self, problem: Problem) -> None:
        self.p, self.m = problem, cp_model.CpModel()
        self.w = problem.weights
        self.terms: list[cp_model.LinearExprT] = []
        self.counties = {county.code: county for county in problem.counties}
        hosts = [place for place in problem.places if place.can_host.value != "no"]
        self.places = [place for place in hosts if place.county_code not in problem.forbidden]
        self.nodes, self.days = range(len(self.places)), range(len(problem.days))
        self._legs()
        self._dates()
        self._trips()
        self._themes()
        self._crews()
        self._choice()
        self._participants()
        self.m.maximize(sum(self.terms))

    def solve(self, workers: int = 2, seconds: float = 300) -> tuple[int | None, int | None, bool]:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = workers
        solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(self.m)
        proved = status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None, None, proved
        return round(solver.objective_value), round(solver.best_objective_bound), proved

    def _new(self):
        return self.m.new_bool_var("")

    def _both(self, *literals):
        """A literal that is true just where all of them are."""
        both = self._new()
        self.m.add_bool_or([both, *(~literal for literal in literals)])
        for literal in literals:
            self.m.add_implication(both, literal)
        return both

    def _any(self, literals: Iterable) -> cp_model.IntVar:
        some, literals = self._new(), list(literals)
        self.m.add_max_equality(some, literals or [0])
        return some

    def _legs(self) -> None:
        p = self.p
        self.visited = [self._new() for _ in self.nodes]
        self.first = [self._new() for _ in self.nodes]
        self.last = [self._new() for _ in self.nodes]
        self.legs = {
            (i, j): self._new()
            for i in self.nodes
            for j in self.nodes
            if self.places[i].county_code != self.places[j].county_code
            and (p.longest_leg is None or way(p, self.places[i].town, self.places[j].town) <= p.longest_leg)
        }
        arcs = [(i + 1, j + 1, leg) for (i, j), leg in self.legs.items()]
        arcs += [(0, i + 1, literal) for i, literal in enumerate(self.first)]
        arcs += [(i + 1, 0, literal) for i, literal in enumerate(self.last)]
        arcs += [(i + 1, i + 1, ~literal) for i, literal in enumerate(self.visited)]
        if arcs:
            self.m.add_multiple_circuit(arcs)

    def _price(self, answers: Answers, day: int) -> int | None:
        when = self.p.days[day]
        if when in answers.no:
            return None
        if when in answers.yes:
            return 0
        return 100 * (self.w.if_need_be if when in answers.if_need_be else self.w.unanswered)

    def _dates(self) -> None:
        self.at = {}
        pinned = {pin.town: pin for pin in self.p.pins}
        for i in self.nodes:
            place = self.places[i]
            said = [self.counties[place.county_code].answers, *(party.answers for party in self.p.parties)]
            for d in self.days:
                prices = [self._price(answers, d) for answers in said]
                pin = pinned.get(place.town)
                if None in prices or (pin and pin.days and self.p.days[d] not in pin.days):
                    continue
                self.at[i, d] = self._new()
                self.terms.append(-sum(prices) * self.at[i, d])
            mine = [literal for (k, _d), literal in self.at.items() if k == i]
            self.m.add(sum(mine) == self.visited[i])
            if pinned.get(place.town):
                self.m.add(self.visited[i] == 1)
        if set(pinned) - {place.town for place in self.places}:
            self.m.add_bool_or([])
        for d in self.days:
            self.m.add_at_most_one(self.at[i, d] for i in self.nodes if (i, d) in self.at)

    def _trips(self) -> None:
        p = self.p
        place = [self.m.new_int_var(1, p.longest_trip, "") for _ in self.nodes]
        for i in self.nodes:
            self.m.add(place[i] == 1).only_enforce_if(self.first[i])
        for (i, j), leg in self.legs.items():
            self.m.add(place[j] == place[i] + 1).only_enforce_if(leg)
            for d in self.days:
                if (i, d) in self.at:
                    next_day = d + 1 in self.days and (p.days[d + 1] - p.days[d]).days == 1
                    goes = [self.at[j, d + 1]] if next_day and (j, d + 1) in self.at else []
                    self.m.add_bool_or([~leg, ~self.at[i, d], *goes])
        for (i, d), literal in self.at.items():
            for later in range(d + 1, len(p.days)):
                if (p.days[later] - p.days[d]).days > p.rest_days:
                    break
                for j in self.nodes:
                    if (j, later) in self.at:
                        self.m.add_bool_or([~self.last[i], ~literal, ~self.at[j, later]])

    def _themes(self) -> None:
        p, w = self.p, self.w
        self.about = {(i, t): self._new() for i in self.nodes for t in range(len(p.themes))}
        for i in self.nodes:
            self.m.add(sum(self.about[i, t] for t in range(len(p.themes))) == self.visited[i])
            county = self.counties[self.places[i].county_code]
            points = w.interest_per_participant * county.participants * DEGREE[county.interest.value]
            points += w.missed * (county.missed.value == "yes")
            points -= w.unanswered * (self.places[i].can_host.value == "unknown")
            self.terms.append(100 * points * self.visited[i])
            for t, theme in enumerate(p.themes):
                wishes = sum(wish.count for wish in county.wishes if wish.theme == theme.key)
                self.terms.append(100 * w.per_wish * wishes * self.about[i, t])
        for (i, j), leg in self.legs.items():
            for t in range(len(p.themes)):
                self.m.add(self.about[i, t] == self.about[j, t]).only_enforce_if(leg)
        self._parties_travel()

    def _parties_travel(self) -> None:
        """Parties on every leg and night; between stops a crew is as many as its theme needs."""
        p, w = self.p, self.w
        staff = sum(party.staff for party in p.parties)
        for i in self.nodes:
            town = self.places[i].town
            out = sum(party.staff * way(p, party.home, town) for party in p.parties)
            back = sum(party.staff * way(p, town, party.home) for party in p.parties)
            self.terms.append(-w.staff_per_100_km * (out * self.first[i] + back * self.last[i]))
        for (i, j), leg in self.legs.items():
            km = way(p, self.places[i].town, self.places[j].town)
            cost = w.staff_per_100_km * km + 100 * w.night
            self.terms.append(-staff * cost * leg)
            for t, theme in enumerate(p.themes):
                if theme.competences:
                    crew = len(theme.competences)
                    self.terms.append(-crew * cost * self._both(leg, self.about[i, t]))

    def _crews(self) -> None:
        """Who stands for what in each town; the same along a leg, and only on days that the speaker can."""
        p = self.p
        needs = sorted({competence for theme in p.themes for competence in theme.competences})
        self.task = {
            (s, q, i): self._new()
            for s, speaker in enumerate(p.speakers)
            for q in needs
            if q in speaker.competences
            for i in self.nodes
        }
        for q in needs:
            able = [s for s, speaker in enumerate(p.speakers) if q in speaker.competences]
            about = [t for t, theme in enumerate(p.themes) if q in theme.competences]
            for i in self.nodes:
                wanted = sum(self.about[i, t] for t in about)
                self.m.add(sum(self.task[s, q, i] for s in able) - wanted == 0)
            for (i, j), leg in self.legs.items():
                for s in able:
                    self.m.add(self.task[s, q, i] == self.task[s, q, j]).only_enforce_if(leg)
        for s in range(len(p.speakers)):
            self._speaker(s, [q for q in needs if q in p.speakers[s].competences])

    def _speaker(self, s: int, can: list[str]) -> None:
        """The days, answers and ways from home and back of one speaker."""
        p, w, speaker = self.p, self.w, self.p.speakers[s]
        there = [sum(self.task[s, q, i] for q in can) for i in self.nodes]
        for d in self.days:
            price = self._price(speaker.answers, d)
            pays = self._new() if price else None
            for i in self.nodes:
                if (i, d) in self.at and can and price != 0:
                    self.m.add(there[i] + self.at[i, d] <= (1 if pays is None else 1 + pays))
            if pays is not None:
                self.terms.append(-price * pays)
        if speaker.most_days is not None:
            self.m.add(sum(there) <= speaker.most_days)
        for i in self.nodes:
            self.m.add(there[i] <= 1)
            town, out, back = self.places[i].town, self._new(), self._new()
            self.m.add(out >= there[i] + self.first[i] - 1)
            self.m.add(back >= there[i] + self.last[i] - 1)
            self.terms.append(-w.staff_per_100_km * way(p, speaker.home, town) * out)
            self.terms.append(-w.staff_per_100_km * way(p, town, speaker.home) * back)

    def _choice(self) -> None:
        p = self.p
        self.m.add_linear_constraint(sum(self.visited), p.fewest_stops, p.most_stops)
        parts = {}
        for code, county in self.counties.items():
            mine = [self.visited[i] for i in self.nodes if self.places[i].county_code == code]
            self.m.add_at_most_one(mine)
            if code in p.required:
                self.m.add_bool_or(mine)
            parts.setdefault(county.part, []).extend(mine)
        parts.pop("", None)
        self.m.add(sum(self._any(mine) for mine in parts.values() if mine) >= p.parts)

    def _participants(self) -> None:
        p = self.p
        for county in p.counties:
            goes = []
            for i in self.nodes:
                km = way(p, county.town, self.places[i].town)
                less = way(p, county.town, p.hub) - km
                if km <= p.reach_km and less > 0:
                    goes.append(self._new())
                    self.m.add_implication(goes[-1], self.visited[i])
                    gain = self.w.saved_per_100_km * county.participants * 2 * less
                    self.terms.append(gain * goes[-1])
            self.m.add_at_most_one(goes)
