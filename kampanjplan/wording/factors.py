"""Ways to travel of the table that comes with the program, in words, and grams for each kilometre."""

from kampanjplan.wording.language import N_, _, current_language

_MODES = {
    "train (Nordic, electric)": N_("tåg, el (Norden)"),
    "train (diesel)": N_("tåg, diesel"),
    "car, medium, diesel": N_("mellanstor bil, diesel"),
    "car, medium, petrol": N_("mellanstor bil, bensin"),
    "car, medium, electric (Nordic)": N_("mellanstor bil, el (Norden)"),
    "klimatresa.se, data page (stored copy, undated)": N_("klimatresa.se, datasida utan datum"),
}


def factor_text(name: str) -> str:
    """A way to travel, or a source, of the table; one that is not known as it stands there."""
    return _(_MODES[name]) if name in _MODES else name


def grams_text(mg: int) -> str:
    """Milligrams as grams: "7", "0,5"."""
    text = f"{mg / 1000:.3f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if current_language() == "sv" else text
