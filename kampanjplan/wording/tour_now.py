"""The tour as it stands now, in words: how far it is from the proposal, and what it breaks or leaves out."""

from collections.abc import Mapping, Sequence

from kampanjplan.domain.proposals import Breach
from kampanjplan.wording.language import _, count_text
from kampanjplan.wording.proposals import counties_text, points_text
from kampanjplan.wording.rules import breach_text


def tour_now_text() -> str:
    """What it is called among the proposal's alternatives."""
    return _("Turnén som den står nu")


def against_best_text(less: int | None) -> str:
    """How many hundredths of a point less than the proposal it is worth; empty where there is no proposal."""
    if less is None:
        return ""
    if less == 0:
        return _("lika bra som förslaget")
    if less < 0:
        return _("{points} över förslaget").format(points=points_text(-less))
    return _("{points} under förslaget").format(points=points_text(less))


def broken_text(count: int) -> str:
    """How many demands are not kept."""
    if count == 0:
        return _("alla krav uppfylls")
    return count_text("{n} krav uppfylls inte", "{n} krav uppfylls inte", count)


def breach_lines(breaches: Sequence[Breach], names: Mapping[str, str]) -> list[str]:
    """A sentence for each broken rule, those of a day first, by day; one where there is none."""
    ordered = sorted(breaches, key=lambda one: (one.day is None, one.day.toordinal() if one.day else 0))
    return [breach_text(one, names) for one in ordered] or [_("Alla krav uppfylls.")]


def left_out_lines(undated: Sequence[str], *, crewed: bool, sure: bool) -> list[str]:
    """What the tour does not say: stops without a day, and who speaks."""
    lines = []
    if undated:
        lines.append(_("Utan dag, och därför inte med: {counties}.").format(counties=counties_text(undated)))
    if crewed:
        lines.append(
            _(
                "Tema och föreläsare står inte på stoppen: de som ger flest poäng är valda, "
                "först de som står i stoppens program."
            )
        )
    if not sure:
        lines.append(_("Alla val av föreläsare är inte prövade: ett bättre kan finnas."))
    return lines
