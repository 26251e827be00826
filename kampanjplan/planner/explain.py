"""Why a proposal is as it is: what each county costs in or out, swaps, numbers, and reach against travel.

Where the problem has a table, all but which rule weighs most and one stop more is looked up in it. Where it
has none (speakers' days bind, long tours, several towns a county) problems are solved anew, in limited time.
"""

from dataclasses import replace

from kampanjplan.domain.proposals import (
    Alternative,
    Inclusion,
    NumberWorth,
    Omission,
    Proof,
    Proposal,
    Reasons,
    Rule,
    Swap,
    Wish,
)
from kampanjplan.planner.anew import Clock, costs_anew, numbers_anew
from kampanjplan.planner.problem import Problem
from kampanjplan.planner.relief import refused, without
from kampanjplan.planner.table import MOST_STOPS, Table, fits, table_of


def reasons(problem: Problem, proposal: Proposal, table: Table | None = None) -> Reasons:
    """All that explains the proposal; empty lists where the time was too short to know."""
    if proposal.proof is not Proof.BEST:
        return Reasons((), (), ())
    table = table or (table_of(problem) if proposal.engine == "table" else None)
    if table is None:
        clock = Clock()
        return Reasons(*costs_anew(problem, proposal, clock), numbers_anew(problem, clock))
    return Reasons(
        tuple(heaviest(problem, table)), omissions(table), numbers(problem, table), frontier(table)
    )


def inclusions(table: Table) -> tuple[Inclusion, ...]:
    """What it would cost to have each county in that is not in the best plan, also the forbidden ones."""
    best = table.best(table.allowed())
    chosen = set() if best is None else set(table.codes(best))
    counties = table.ground.problem.counties
    return tuple(Inclusion(c.code, _cost_in(table, c.code)) for c in counties if c.code not in chosen)


def _cost_in(table: Table, code: str) -> int | None:
    """The best of all less the best with the county; None where there is none with it."""
    problem, codes = table.ground.problem, table.ground.codes
    best = table.best(table.allowed())
    if best is None or code not in codes:
        return None
    allowed = table.allowed()
    if code in problem.forbidden:
        allowed = table.allowed(without(problem, Wish(Rule.FORBIDDEN, code)))
    have = table.best(allowed & table.holding[:, codes.index(code)])
    return None if have is None else table.points(best) - table.points(have)


def omissions(table: Table) -> tuple[Omission, ...]:
    """What it would cost to leave out each county of the best plan."""
    allowed = table.allowed()
    best = table.best(allowed)
    found = []
    for code in () if best is None else table.codes(best):
        left = table.best(allowed & ~table.holding[:, table.ground.codes.index(code)])
        found.append(
            Omission(code, None if left is None or best is None else table.points(best) - table.points(left))
        )
    return tuple(found)


def swaps(table: Table) -> tuple[Swap, ...]:
    """What it would cost to have another county instead of one of the best plan, all others kept."""
    allowed = table.allowed()
    best = table.best(allowed)
    if best is None:
        return ()
    members, codes = table.sets.members(best), table.ground.codes
    found = []
    for old in members:
        for new in (n for n in range(len(codes)) if n not in members):
            index = table.sets.index(tuple(sorted({*members, new} - {old})))
            cost = table.points(best) - table.points(index) if allowed[index] else None
            found.append(Swap(codes[old], codes[new], cost))
    return tuple(found)


def numbers(problem: Problem, table: Table) -> tuple[NumberWorth, ...]:
    """What the best plan of each number of stops is worth, one below the fewest to one above the most."""
    most = problem.most_stops + 1
    wide = replace(problem, fewest_stops=0, most_stops=most)
    if most <= MOST_STOPS and fits(wide):
        table = table_of(wide)
    found = []
    for stops in range(max(1, problem.fewest_stops - 1), min(most, table.sets.largest) + 1):
        best = table.best(table.allowed(replace(problem, fewest_stops=stops, most_stops=stops)))
        found.append(NumberWorth(stops, None if best is None else table.points(best)))
    return tuple(found)


def frontier(table: Table) -> tuple[Alternative, ...]:
    """Choices of counties than which none gives more, staff's km not yet paid for, with as few km or fewer.

    Each is taken with its best plan only.
    """
    ground, found = table.ground, []
    price, most = ground.problem.weights.staff_per_100_km, None
    allowed = table.ranked(table.allowed(), len(table.sets))
    reach = {n: table.points(n) + price * table.staff_km(n) for n in allowed}
    for number in sorted(allowed, key=lambda n: (table.staff_km(n), -reach[n], n)):
        if most is None or reach[number] > most:
            most = reach[number]
            found.append(Alternative(table.codes(number), table.points(number), table.staff_km(number)))
    return tuple(found)


def heaviest(problem: Problem, table: Table) -> tuple[Inclusion, ...]:
    """The inclusions, each with the one rule without which it would cost least: against what is best then.

    Rules of all counties are given up once each; its own days, and a town that cannot host, for it alone.
    """
    found = {inclusion.county_code: inclusion for inclusion in inclusions(table)}
    for wish in _shared_rules(problem):
        relieved = table_of(without(problem, wish))
        for code in found:
            found[code] = _lighter(found[code], wish, relieved)
    for code in found:
        for wish in _own_rules(problem, code):
            found[code] = _lighter(found[code], wish, table_of(without(problem, wish)))
    return tuple(found.values())


def _lighter(inclusion: Inclusion, wish: Wish, table: Table) -> Inclusion:
    cost = _cost_in(table, inclusion.county_code)
    least = inclusion.cost if inclusion.without is None else inclusion.without
    if cost is None or (least is not None and cost >= least):
        return inclusion
    return replace(inclusion, heaviest=wish, without=cost)


def _shared_rules(problem: Problem) -> tuple[Wish, ...]:
    """Rules that touch every county: each party's days, all speakers' together, spread, rest, legs, stops."""
    found = [Wish(Rule.PARTY_DAY, party.key) for party in problem.parties if party.answers.no]
    found += [Wish(Rule.SPEAKER_DAY)] if refused(problem, Wish(Rule.SPEAKER_DAY)) else []
    found += [Wish(Rule.SPREAD)] if problem.parts else []
    found += [Wish(Rule.REST)] if problem.rest_days else []
    found += [Wish(Rule.LEG)] if problem.longest_leg is not None else []
    found += [Wish(Rule.PIN, pin.town) for pin in problem.pins]
    found += [Wish(Rule.REQUIRED, code) for code in dict.fromkeys(problem.required)]
    return tuple(found)


def _own_rules(problem: Problem, code: str) -> tuple[Wish, ...]:
    own = [Wish(Rule.COUNTY_DAY, c.code) for c in problem.counties if c.code == code and c.answers.no]
    towns = (place for place in problem.places if place.county_code == code and place.can_host.value == "no")
    return (*own, *(Wish(Rule.CAN_HOST, place.town) for place in towns))
