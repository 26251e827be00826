"""What is said of calendars and letters beside them: what is not in them, and why."""

from collections.abc import Sequence

from kampanjplan.wording.language import _

_MOST = 8  # names that anybody reads


def undated_text(undated: Sequence[str]) -> str:
    """Which stops a calendar cannot hold yet; nothing where there are none."""
    if not undated:
        return ""
    return _("Utan bestämd dag, och därför inte i kalendern: {stops}.").format(stops=some_of(undated, "; "))


def called_off_text(titles: Sequence[str]) -> str:
    """Which stops a calendar says are off, though the plan does not; nothing where there are none."""
    if not titles:
        return ""
    said = _("Har inte längre någon dag i planen, och står som inställt i kalendern: {stops}.")
    return said.format(stops=some_of(titles, "; "))


def nothing_dated_text(name: str, undated: Sequence[str]) -> str:
    """Why there is no calendar."""
    if not undated:
        return _("Kalendern skulle bli tom: {name} har inga stopp.").format(name=name)
    stops = some_of(undated, "; ")
    return _("Kalendern skulle bli tom, för inget stopp har en bestämd dag: {stops}.").format(stops=stops)


def unreached_text(names: Sequence[str]) -> str:
    """Whom a letter cannot go to; nothing where it reaches all."""
    if not names:
        return ""
    return _("Saknar e-postadress: {names}.").format(names=some_of(names, ", "))


def nobody_text(*, internal: bool) -> str:
    """Why a letter goes to nobody yet."""
    if internal:
        return _("Brevet är internt och har ingen mottagare: skriv själv vem det ska till.")
    return _("Brevet har ingen mottagare: ingen som det är för har en e-postadress.")


def some_of(names: Sequence[str], between: str) -> str:
    """The first of the names, and how many more there are."""
    shown = between.join(names[:_MOST])
    if len(names) <= _MOST:
        return shown
    return _("{names} och {n} till").format(names=shown, n=len(names) - _MOST)
