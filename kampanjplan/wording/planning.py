"""What a planner's question takes for granted, and amounts of CO2e, in words."""

from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.planning import Assumed, Assumption
from kampanjplan.wording.language import _, current_language


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


def carbon_text(grams: float | None) -> str:
    """Kilograms of CO2e, "okänt" where the way to travel has no factor: "12,3 kg CO2e"."""
    if grams is None:
        return _("okänt")
    text = f"{grams / 1000:.1f}"
    return _("{kg} kg CO2e").format(kg=text.replace(".", ",") if current_language() == "sv" else text)
