"""Why a proposal is as it is: what each county costs in or out, swaps, numbers, and reach against travel.

Where the problem has a table, all but which rule weighs most and one stop more is looked up in it. Where it
has none (long tours, very many towns), or a plan that is looked up asks too many days of a speaker, so that
its value is only a bound, problems are solved anew, in limited time. Where speakers' days are counted, reach
against travel is not told here, but by frontier.py.
"""

from dataclasses import replace
from typing import TypeVar

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
from kampanjplan.planner.anew import Clock, inclusion_anew, omission_anew, reasons_anew, swap_anew
from kampanjplan.planner.problem import Problem
from kampanjplan.planner.relief import refused, without
from kampanjplan.planner.solve import alternative, capped, overworked
from kampanjplan.planner.table import MOST_STOPS, Table, fits, table_of

T = TypeVar("T", Inclusion, Omission, Swap)


def reasons(problem: Problem, proposal: Proposal, table: Table | None = None) -> Reasons:
    """All that explains the proposal; nothing where it is not proved to be the best."""
    if proposal.proof is not Proof.BEST:
        return Reasons(complete=proposal.proof is Proof.NONE)
    if proposal.engine != "table":
        return reasons_anew(problem, proposal)
    known, clock = table or table_of(problem), Clock()

    def exact(found: tuple[T, ...]) -> tuple[T, ...]:
        costs = (_exact(problem, proposal, cost, clock) for cost in with_plans(known, found))
        return tuple(cost for cost in costs if cost is not None)

    told = Reasons(
        heaviest(problem, known, exact(inclusions(known))),
        exact(omissions(known)),
        numbers(problem, known, clock),
        () if capped(problem) else frontier(known),
        exact(swaps(known)),
    )
    return replace(told, complete=not clock.late)


def _exact(problem: Problem, proposal: Proposal, cost: T, clock: Clock) -> T | None:
    """The cost, solved anew where the plan that was looked up cannot stand; None where time was too short."""
    if not overworked(problem, cost.trips):
        return cost
    if isinstance(cost, Swap):
        return swap_anew(problem, proposal, cost.old, cost.new, clock)
    anew = omission_anew if isinstance(cost, Omission) else inclusion_anew
    return anew(problem, proposal, cost.county_code, clock)


def inclusions(table: Table) -> tuple[Inclusion, ...]:
    """What it would cost to have each county in that is not in the best plan, also the forbidden ones."""
    best = table.best(table.allowed())
    chosen = set() if best is None else set(table.codes(best))
    counties = table.ground.problem.counties
    return tuple(Inclusion(c.code, _cost_in(table, c.code)) for c in counties if c.code not in chosen)


def _cost_in(table: Table, code: str) -> int | None:
    """The best of all less the best with the county; None where there is none with it."""
    best, have = table.best(table.allowed()), _best_with(table, code)
    return None if have is None or best is None else table.points(best) - table.points(have)


def _best_with(table: Table, code: str) -> int | None:
    """The number of the best set with the county, even where it is forbidden."""
    problem, codes = table.ground.problem, table.ground.codes
    if code not in codes:
        return None
    allowed = table.allowed()
    if code in problem.forbidden:
        allowed = table.allowed(without(problem, Wish(Rule.FORBIDDEN, code)))
    return table.best(allowed & table.holding[:, codes.index(code)])


def _best_without(table: Table, code: str) -> int | None:
    return table.best(table.allowed() & ~table.holding[:, table.ground.codes.index(code)])


def omissions(table: Table) -> tuple[Omission, ...]:
    """What it would cost to leave out each county of the best plan."""
    best = table.best(table.allowed())
    found = []
    for code in () if best is None else table.codes(best):
        left = _best_without(table, code)
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
    members, codes = table.counties(best), table.ground.codes
    found = []
    for old in members:
        for new in (n for n in range(len(codes)) if n not in members):
            index = _swapped(table, members, old, new)
            cost = table.points(best) - table.points(index) if allowed[index] else None
            found.append(Swap(codes[old], codes[new], cost))
    return tuple(found)


def _swapped(table: Table, members: list[int], old: int, new: int) -> int:
    return table.of_counties({*members, new} - {old})


def with_plans(table: Table, found: tuple[T, ...]) -> tuple[T, ...]:
    """The same costs, each with the plan that it is the cost of."""
    best = table.best(table.allowed())
    members = [] if best is None else table.counties(best)
    planned = []
    for cost in found:
        if isinstance(cost, Swap):
            places = (table.ground.codes.index(code) for code in (cost.old, cost.new))
            index: int | None = _swapped(table, members, *places)
        elif isinstance(cost, Omission):
            index = _best_without(table, cost.county_code)
        else:
            index = _best_with(table, cost.county_code)
        able = cost.cost is not None and index is not None
        planned.append(replace(cost, trips=table.plan(index)) if able and index is not None else cost)
    return tuple(planned)


def numbers(problem: Problem, table: Table, clock: Clock | None = None) -> tuple[NumberWorth, ...]:
    """What the best plan of each number of stops is worth, one below the fewest to one above the most.

    A number that the table has no room for is solved anew where there is a `clock`.
    """
    most = problem.most_stops + 1
    wide = replace(problem, fewest_stops=0, most_stops=most)
    if most <= MOST_STOPS and fits(wide):
        table = table_of(wide)
    found = []
    for stops in range(max(1, problem.fewest_stops - 1), min(most, len(problem.counties)) + 1):
        asked = replace(problem, fewest_stops=stops, most_stops=stops)
        if stops <= table.sets.largest:
            best = table.best(table.allowed(asked))
            if best is None or not overworked(asked, table.plan(best)):
                found.append(NumberWorth(stops, None if best is None else table.points(best)))
                continue
        if clock is not None and (answer := clock.answer(asked)):
            found.append(NumberWorth(stops, answer.points if answer.worth else None))
    return tuple(found)


def frontier(table: Table) -> tuple[Alternative, ...]:
    """Choices of counties than which none gives more, staff's km not yet paid for, with as few km or fewer.

    Each is taken with its best plan only. Nothing where the points are so great that the table has no room
    for the km beside them.
    """
    ground, found = table.ground, []
    if not ground.scale.km:
        return ()
    price, most = ground.problem.weights.staff_per_100_km, None
    allowed = table.ranked(table.allowed(), len(table.sets))
    reach = {n: table.points(n) + price * table.staff_km(n) for n in allowed}
    for number in sorted(allowed, key=lambda n: (table.staff_km(n), -reach[n], n)):
        if most is None or reach[number] > most:
            most = reach[number]
            found.append(alternative(table, number))
    return tuple(found)


def heaviest(
    problem: Problem, table: Table, costs: tuple[Inclusion, ...] | None = None
) -> tuple[Inclusion, ...]:
    """The inclusions, each with the one rule without which it would cost least: against what is best then.

    Rules of all counties are given up once each; its own days, and a town that cannot host, for it alone.
    """
    found = {inclusion.county_code: inclusion for inclusion in costs or inclusions(table)}
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
    if cost is not None and capped(table.ground.problem) and not _holds(table, inclusion.county_code):
        return inclusion
    least = inclusion.cost if inclusion.without is None else inclusion.without
    if cost is None or (least is not None and cost >= least):
        return inclusion
    return replace(inclusion, heaviest=wish, without=cost)


def _holds(table: Table, code: str) -> bool:
    """Whether the best plan, and the best with the county, ask no more days of a speaker than there are."""
    problem, both = table.ground.problem, (table.best(table.allowed()), _best_with(table, code))
    return not any(number is not None and overworked(problem, table.plan(number)) for number in both)


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
