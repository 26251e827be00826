"""The planner's answers and reasons in sentences; every figure is one of the facts'.

`names` gives the name of each county by its code, and of each speaker by the key.
"""

from collections.abc import Iterable, Mapping

from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.proposals import (
    Alternative,
    Conflict,
    Inclusion,
    NumberWorth,
    Omission,
    Proof,
    Proposal,
    Relief,
    Rule,
    StopWorth,
    Term,
    Trip,
    WayOut,
)
from kampanjplan.wording.dates import day_text, span_text
from kampanjplan.wording.labels import sort_key
from kampanjplan.wording.language import _, count_text, current_language
from kampanjplan.wording.rules import subject_text, wish_text

Names = Mapping[str, str]
NAMES: Names = {county.code: county.short_name for county in COUNTIES}


def points_text(hundredths: int, places: int = 0) -> str:
    """Hundredths of a point as points: "4 028,86 poäng". `places` as `decimal_text`."""
    return _("{number} poäng").format(number=decimal_text(hundredths, places))


def decimal_text(hundredths: int, places: int = 0) -> str:
    """Hundredths of a point as a bare number: "−12,5", with at least so many decimals."""
    whole, rest = divmod(abs(hundredths), 100)
    parts = f"{rest:02}".rstrip("0").ljust(places, "0")
    return ("−" if hundredths < 0 else "") + number_text(whole) + (_local(f".{parts}") if parts else "")


def places_of(hundredths: Iterable[int | None]) -> int:
    """How many decimals the numbers of a column need, so that all have as many."""
    return max((len(f"{abs(one) % 100:02}".rstrip("0")) for one in hundredths if one is not None), default=0)


def number_text(number: int) -> str:
    """A whole number with its thousands apart: "11 518"."""
    text = f"{number:,}".replace("-", "−")
    return text.replace(",", "\u00a0") if current_language() == "sv" else text


def _local(text: str) -> str:
    return text.replace(".", ",") if current_language() == "sv" else text


def share_text(share: float) -> str:
    """A share rounded up to tenths of a per cent: "1,2 %"."""
    tenths = -int(-share * 1000 // 1)
    return _local(f"{tenths // 10}.{tenths % 10}") + "\u00a0%"


def proof_text(proposal: Proposal) -> str:
    """What is known of the answer."""
    if proposal.proof is Proof.BEST:
        return _("{points}; det bästa som går, bevisat.").format(points=points_text(proposal.points))
    if proposal.proof is Proof.NONE:
        return _("Det finns ingen plan som uppfyller alla krav.")
    if proposal.proof is Proof.UNKNOWN:
        return _("Ingen plan hittades inom tiden; om det finns någon är inte avgjort.")
    if proposal.bound is None:
        return _("{points}; hur mycket bättre som finns är inte känt.").format(
            points=points_text(proposal.points)
        )
    return _("{points}; högst {share} bättre finns.").format(
        points=points_text(proposal.points), share=share_text(proposal.gap)
    )


def trip_text(trip: Trip, names: Names = NAMES) -> str:
    """A trip's stops with days, its theme and who speaks."""
    stops = ", ".join(f"{day_text(stop.day)} {stop.town}" for stop in trip.stops)
    crew = ", ".join(f"{task.competence}: {names.get(task.speaker, task.speaker)}" for task in trip.crew)
    return f"{stops} · {trip.theme} ({crew})" if crew else f"{stops} · {trip.theme}"


def stop_worth_text(worth: StopWorth) -> str:
    """What the stop gives and costs, term by term; what is nothing is left out."""
    gains, costs = (", ".join(texts) or _("inget") for texts in gains_and_costs(worth))
    return _("{town}: {points}. Ger {gains}. Kostar {costs}.").format(
        town=worth.stop.town, points=points_text(worth.total), gains=gains, costs=costs
    )


def gains_and_costs(worth: StopWorth) -> tuple[list[str], list[str]]:
    """What the stop gives, and what it costs, a term each; what is nothing is left out."""
    given = [_term_text(worth, term) for term, points in worth.points.items() if points > 0]
    taken = [_term_text(worth, term) for term, points in worth.points.items() if points < 0]
    return given, taken


def _term_text(worth: StopWorth, term: Term) -> str:
    number = number_text(worth.amounts[term])
    what = {
        Term.INTEREST: _("intresse, vägt med deltagare ({n})"),
        Term.MISSED: _("missade förra turnén"),
        Term.WISHES: _("önskemål om temat ({n})"),
        Term.SAVED: _("deltagares resor som sparas ({n} personkm)"),
        Term.STAFF_KM: _("medverkandes resor ({n} personkm)"),
        Term.NIGHTS: _("nätter ({n})"),
        Term.IF_NEED_BE: _("svar ”vid behov” ({n})"),
        Term.UNANSWERED: _("svar som saknas ({n})"),
    }[term].format(n=number)
    return f"{what} {decimal_text(abs(worth.points[term]))}"


def alternative_text(alternative: Alternative, names: Names) -> str:
    """The counties, the points and the staff's travel."""
    return _("{counties}: {points}, {km} personkm").format(
        counties=counties_text(alternative.county_codes, names),
        points=points_text(alternative.points),
        km=number_text(alternative.staff_km),
    )


def counties_text(codes: Iterable[str], names: Names = NAMES) -> str:
    """Counties in Swedish order, whatever order the plan has them in."""
    return ", ".join(sorted((names.get(code, code) for code in codes), key=sort_key))


def changed_counties_text(codes: set[str], best: set[str]) -> str:
    """The best's counties by name; of another choice those that come and go."""
    if codes == best:
        return ", ".join(NAMES[code] for code in sorted(codes))
    came = ", ".join(f"+\u00a0{NAMES[code]}" for code in sorted(codes - best))
    went = ", ".join(f"−\u00a0{NAMES[code]}" for code in sorted(best - codes))
    return "  ".join(filter(None, (came, went)))


def inclusion_text(inclusion: Inclusion, names: Names) -> str:
    """What it would cost to have the county in, and which rule weighs most."""
    county = names.get(inclusion.county_code, inclusion.county_code)
    text = (
        _("{county} går inte att ta med.")
        if inclusion.cost is None
        else _("Att ta med {county} kostar {points}.")
    ).format(county=county, points=points_text(inclusion.cost or 0))
    if inclusion.heaviest is None:
        return text
    reason = _("Tyngst väger {rule}: utan det kostar det {points}.").format(
        rule=wish_text(inclusion.heaviest, names), points=points_text(inclusion.without or 0)
    )
    return f"{text} {reason}"


def omission_text(omission: Omission, names: Names) -> str:
    """What it would cost to leave a chosen county out."""
    county = names.get(omission.county_code, omission.county_code)
    if omission.cost is None:
        return _("Utan {county} finns ingen plan.").format(county=county)
    return _("Att välja bort {county} kostar {points}.").format(
        county=county, points=points_text(omission.cost)
    )


def swap_text(county: str, cost: int | None) -> str:
    """What having that county instead changes, None where it cannot be: "Gotland: −12,5 poäng"."""
    if cost is None:
        return _("{county}: går inte").format(county=county)
    return f"{county}: {points_text(-cost)}"


def number_worth_text(worth: NumberWorth) -> str:
    """What the best plan of so many stops is worth."""
    stops = count_text("{n} stopp", "{n} stopp", worth.stops)
    if worth.points is None:
        return _("{stops}: går inte").format(stops=stops)
    return _("{stops}: {points}").format(stops=stops, points=points_text(worth.points))


def conflict_text(conflict: Conflict, names: Names) -> str:
    """The wishes that cannot hold together."""
    listed = "; ".join(wish_text(wish, names) for wish in conflict.wishes)
    if len(conflict.wishes) == 1:
        return _("Det här går inte att uppfylla: {wishes}.").format(wishes=listed)
    if len(conflict.wishes) == 2:
        return _("De här två går inte ihop: {wishes}.").format(wishes=listed)
    return _("De här går inte ihop, men alla utom ett av dem gör det: {wishes}.").format(wishes=listed)


def way_out_text(way: WayOut, names: Names) -> str:
    """What to give up, and what is possible then."""
    given_up = _(" och ").join(relief_text(relief, names) for relief in way.reliefs)
    towns = ", ".join(stop.town for trip in way.trips for stop in trip.stops) or _("inga stopp")
    return _("Vägen ut: om {given_up} blir det här möjligt: {towns} ({points}).").format(
        given_up=given_up, towns=towns, points=points_text(way.points)
    )


def relief_text(relief: Relief, names: Names) -> str:
    """One thing given up, as the part of a sentence after "om"."""
    wish = wish_text(relief.wish, names)
    if relief.wish.rule in (Rule.COUNTY_DAY, Rule.PARTY_DAY, Rule.SPEAKER_DAY):
        days = span_text(relief.days[0], relief.days[-1]) if relief.days else _("alla dagar")
        return _("{who} kan {days}").format(who=subject_text(relief.wish, names), days=days)
    if relief.wish.rule is Rule.CAN_HOST:
        return _("stopp kan hållas i {who}").format(who=subject_text(relief.wish, names))
    if relief.number is not None:
        return _("{wish} blir {number}").format(wish=wish, number=relief.number)
    return _("{wish} ges upp").format(wish=wish)
