"""What a decision memo says of the question that a proposal answered, and of what became of it."""

from datetime import date

from kampanjplan.domain.planning import TravelFactor
from kampanjplan.domain.proposals import Proof, Proposal
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.wording.dates import day_text, when_text
from kampanjplan.wording.factors import factor_text, grams_text
from kampanjplan.wording.labels import label
from kampanjplan.wording.language import _, count_text
from kampanjplan.wording.proposals import number_text, points_text, proof_text, share_text


def verdict_text(proposal: Proposal, points: int) -> str:
    """What is known of the plan of so many hundredths of a point that was chosen of an answer."""
    if points == proposal.points:
        return proof_text(proposal)
    return _("{points}; ett alternativ, {less} under det bästa svaret ({best}).").format(
        points=points_text(points),
        less=points_text(proposal.points - points),
        best=proof_text(proposal).rstrip("."),
    )


def unproven_text(proposal: Proposal) -> str:
    """What is not known of whether there is anything better; nothing where that is known."""
    if proposal.proof is Proof.BEST:
        return ""
    if proposal.bound is None:
        return _("Om det finns något bättre är inte avgjort.")
    return _("Om det finns något bättre är inte avgjort; mer än {share} bättre finns inte.").format(
        share=share_text(proposal.gap)
    )


def days_of_text(days: tuple[date, ...]) -> str:
    """How many days there were to choose from, and between which."""
    if not days:
        return ""
    many = count_text("{n} arbetsdag", "{n} arbetsdagar", len(days))
    return f"{many}, {day_text(days[0])} – {day_text(days[-1])}"


def between_text(fewest: int, most: int) -> str:
    """ "4–5", "5"."""
    return f"{most}" if fewest == most else f"{fewest}–{most}"


def km_text(km: int) -> str:
    return _("{n} km").format(n=number_text(km))


def theme_text(name: str, competences: tuple[str, ...]) -> str:
    """A theme with what whoever speaks must know."""
    if not competences:
        return name
    return _("{theme} (kräver {what})").format(theme=name, what=", ".join(competences))


def party_text(name: str, staff: int, home: str) -> str:
    """Who must be at every stop: "UHM, 2 personer från Solna"."""
    people = count_text("{n} person", "{n} personer", staff)
    return _("{name}, {people} från {home}").format(name=name, people=people, home=home)


def factor_of_text(factor: TravelFactor | None) -> str:
    """How the staff travels, and what is counted for each kilometre."""
    if factor is None:
        return _("inget valt")
    grams = _("{g} g CO2e per {unit}").format(g=grams_text(factor.mg_per_km), unit=label(factor.unit))
    dated = day_text(factor.dated) if factor.dated else ""
    return ", ".join(filter(None, (factor_text(factor.mode), grams, factor_text(factor.source), dated)))


def pinned_text(days: tuple[date, ...]) -> str:
    """What is asked of a county whose stop is settled."""
    if not days:
        return _("låst")
    if len(days) == 1:
        return _("låst, {day}").format(day=day_text(days[0]))
    return _("låst, {first} – {last}").format(first=day_text(days[0]), last=day_text(days[-1]))


def days_text(days: int) -> str:
    return count_text("{n} dag", "{n} dagar", days)


def there_text(stop: Stop) -> str:
    """That the stop is in the plan on its day."""
    return _("finns i planen på dagen, {status}").format(status=label(stop.status))


def elsewhere_text(stop: Stop, tour: Tour) -> str:
    """That the county's stop is another day, or has none."""
    return _("finns i planen, men {when} ({status})").format(
        when=when_text(stop, tour), status=label(stop.status)
    )


def gone_text() -> str:
    """That the plan has no such stop."""
    return _("finns inte i planen")


def unknown_interest_text(counties: str) -> str:
    return _("Intresset är okänt och räknas som inget: {names}.").format(names=counties)


def unknown_missed_text(counties: str) -> str:
    return _("Om länet missade förra turnén är okänt och ger inget: {names}.").format(names=counties)


def host_unknown_text(town: str) -> str:
    return _("om stopp kan hållas i {town}").format(town=town)


def incomplete_text() -> str:
    return _("Tiden räckte inte till att ta fram alla skäl; de som saknas är utelämnade.")


def of_best_text() -> str:
    return _("Räknat från det bästa svaret, inte från det alternativ som valdes.")


def frontier_text() -> str:
    """What the rows of more and more travel are."""
    return _(
        "Varje rad ger mer än raden ovanför, medverkandes resor oräknade, och kostar fler personkm. "
        "Raderna som ger mest står här."
    )
