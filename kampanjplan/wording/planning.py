"""What a planner's question weighs and takes for granted, and amounts of CO2e, in words."""

from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.planning import Assumed, Assumption
from kampanjplan.wording.language import _, count_text, current_language


def assumption_text(assumption: Assumption) -> str:
    """One sentence on what the plan does not say, and what is counted instead."""
    every = len(assumption.names) == len(COUNTIES)
    names = _("alla län") if every else ", ".join(assumption.names)
    return {
        Assumed.NO_PARTICIPANTS: _("Väntade deltagare saknas och räknas som 0 för: {names}."),
        Assumed.UNKNOWN_TOWN: _(
            "Orten känns inte igen ({names}): i stället räknas länets residensstad, eller för den som reser "
            "orten som deltagare annars reser till."
        ),
        Assumed.NO_PARTIES: _(
            "Ingen organisation är angiven som medverkande, så ingens svar eller resor räknas."
        ),
        Assumed.NO_FACTOR: _("Inget färdsätt är valt, så CO2e är okänt."),
        Assumed.SECOND_STOP: _(
            "Länet har mer än ett bekräftat stopp ({names}): det första räknas, de andra lämnas som de är."
        ),
        Assumed.NO_SPEAKER: _("Ingen föreläsare kan: {names}."),
    }[assumption.what].format(names=names)


def weight_titles() -> dict[str, str]:
    """What each weight of a planning is called, gains first."""
    return {
        "interest_per_participant": _("Intresse"),
        "missed": _("Missade förra turnén"),
        "per_wish": _("Önskemål om temat"),
        "saved_per_100_km": _("Deltagares resor som sparas"),
        "staff_per_100_km": _("Medverkandes resor"),
        "night": _("Nätter borta"),
        "if_need_be": _("Svar ”vid behov”"),
        "unanswered": _("Svar som saknas"),
    }


def weight_text(name: str, points: int) -> str:
    """What so many points are for: "5 poäng per önskemål"."""
    each = {
        "interest_per_participant": _("per deltagare, dubbelt om starkt"),
        "missed": _("per län"),
        "per_wish": _("per önskemål"),
        "saved_per_100_km": _("per 100 personkilometer"),
        "staff_per_100_km": _("per 100 personkilometer"),
        "night": _("per person och natt"),
        "if_need_be": _("per svar"),
        "unanswered": _("per svar"),
    }[name]
    many = count_text("{n} poäng", "{n} poäng", points)
    return f"{many} {each}"


def carbon_text(grams: float | None) -> str:
    """Kilograms of CO2e, "okänt" where the way to travel has no factor: "12,3 kg CO2e"."""
    if grams is None:
        return _("okänt")
    text = f"{grams / 1000:.1f}"
    return _("{kg} kg CO2e").format(kg=text.replace(".", ",") if current_language() == "sv" else text)
