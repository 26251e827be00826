"""What a plan made anew changes, and whom to call, in sentences; `names` gives counties' names by code."""

from collections.abc import Mapping

from kampanjplan.domain.proposals import Call, Callee, Change, PlannedStop, Replan, StopChange
from kampanjplan.wording.dates import day_text
from kampanjplan.wording.language import _, count_text


def change_text(change: StopChange) -> str:
    """What becomes of one stop."""
    was, now = change.was.stop if change.was else None, change.now
    if change.change is Change.MOVED and was and now and was.town != now.town:
        return _("{was} blir {now}.").format(was=_stop(was), now=_stop(now))
    text = {
        Change.KEPT: _("{town} ligger kvar {day}."),
        Change.MOVED: _("{town} flyttas från {was} till {day}."),
        Change.DROPPED: _("{town} {was} utgår."),
        Change.NEW: _("{town} {day} är nytt."),
    }[change.change]
    stop = now or was
    assert stop is not None
    return text.format(town=stop.town, day=day_text(stop.day), was=day_text(was.day) if was else "")


def call_text(call: Call, names: Mapping[str, str]) -> str:
    """Whom to call, and of what."""
    who = names.get(call.subject, call.subject) if call.callee is Callee.COUNTY else call.subject
    freed, asked = (", ".join(map(_stop, stops)) for stops in (call.freed, call.asked))
    if not call.asked:
        return _("{who}: {freed} utgår.").format(who=who, freed=freed)
    if not call.freed:
        return _("{who}: fråga om {asked}.").format(who=who, asked=asked)
    return _("{who}: {freed} utgår, fråga om {asked}.").format(who=who, freed=freed, asked=asked)


def holds_text(replan: Replan) -> str:
    """How many of the stops on hold have to change."""
    number = replan.holds_changed
    if not number:
        return _("Inget preliminärt stopp ändras.")
    return count_text("{n} preliminärt stopp ändras.", "{n} preliminära stopp ändras.", number)


def _stop(stop: PlannedStop) -> str:
    return f"{stop.town} {day_text(stop.day)}"
