"""The planner's rules in words: what somebody wishes, and what a plan breaks."""

from collections.abc import Mapping

from kampanjplan.domain.proposals import Breach, Rule, Wish
from kampanjplan.wording.dates import day_text
from kampanjplan.wording.language import _


def wish_text(wish: Wish, names: Mapping[str, str]) -> str:
    """The wish as part of a sentence."""
    return _wishes()[wish.rule].format(who=subject_text(wish, names))


def subject_text(wish: Wish, names: Mapping[str, str]) -> str:
    """Whom or where the wish is about."""
    if wish.rule is Rule.SPEAKER_DAY and not wish.subject:
        return _("talarna")
    return names.get(wish.subject, wish.subject)


def _wishes() -> dict[Rule, str]:
    return {
        Rule.COUNTY_DAY: _("nej från {who}"),
        Rule.PARTY_DAY: _("nej från {who}"),
        Rule.SPEAKER_DAY: _("nej från {who}"),
        Rule.SPEAKER_DAYS: _("flest dagar för {who}"),
        Rule.COMPETENCE: _("kravet på någon som kan {who}"),
        Rule.CAN_HOST: _("att stopp inte kan hållas i {who}"),
        Rule.PIN: _("det låsta eller bekräftade stoppet i {who}"),
        Rule.REQUIRED: _("kravet att ta med {who}"),
        Rule.FORBIDDEN: _("kravet att inte ta med {who}"),
        Rule.LEG: _("längsta väg mellan två stopp"),
        Rule.FEWEST: _("minsta antal stopp"),
        Rule.MOST: _("största antal stopp"),
        Rule.REST: _("vilodagar mellan resor"),
        Rule.TRIP_LENGTH: _("flest stopp på en resa"),
        Rule.SPREAD: _("spridningen över landet"),
    }


def breach_text(breach: Breach, names: Mapping[str, str]) -> str:
    """One sentence for a rule that a plan breaks."""
    who, count = names.get(breach.subject, breach.subject), breach.count
    if breach.rule is Rule.REST and count is not None:
        count = max(0, count)  # of trips that cross one another
    text = _breaches()[breach.rule].format(who=who, count=count, limit=breach.limit)
    return f"{day_text(breach.day)}: {text}" if breach.day else text[:1].upper() + text[1:]


def _breaches() -> dict[Rule, str]:
    return {
        Rule.WORKING_DAY: _("{who} ligger på en dag som inte går att använda."),
        Rule.ONE_A_DAY: _("{count} stopp samma dag."),
        Rule.ONCE_A_COUNTY: _("{who} besöks {count} gånger."),
        Rule.KNOWN_TOWN: _("{who} är ingen av de orter som länet har att välja bland."),
        Rule.KNOWN_THEME: _("{who} är inget av temana."),
        Rule.CONSECUTIVE: _("{who} ligger inte dagen efter stoppet före på resan."),
        Rule.TRIP_LENGTH: _("resan som börjar i {who} har {count} stopp; högst {limit} får den ha."),
        Rule.REST: _("vilodagar före {who}: {count}; minst {limit} ska det vara."),
        Rule.LEG: _("till {who} är det {count} km; högst {limit} får det vara."),
        Rule.CAN_HOST: _("i {who} kan stopp inte hållas."),
        Rule.COUNTY_DAY: _("{who} har sagt nej."),
        Rule.PARTY_DAY: _("{who} har sagt nej."),
        Rule.SPEAKER_DAY: _("{who} har sagt nej."),
        Rule.SPEAKER_TWICE: _("{who} har {count} uppgifter på samma resa."),
        Rule.SPEAKER_DAYS: _("dagar för {who}: {count}; högst {limit} går."),
        Rule.COMPETENCE: _("resan saknar någon som kan {who}."),
        Rule.PIN: _("det låsta eller bekräftade stoppet i {who} är inte med, eller inte på sin dag."),
        Rule.REQUIRED: _("{who} ska vara med."),
        Rule.FORBIDDEN: _("{who} ska inte vara med."),
        Rule.FEWEST: _("{count} stopp är för få; minst {limit} ska det vara."),
        Rule.MOST: _("{count} stopp är för många; högst {limit} ska det vara."),
        Rule.SPREAD: _("stoppen ligger i {count} delar av landet; minst {limit} ska det vara."),
    }
