"""What a coordinator weighs and decides of a proposal, in words."""

from collections.abc import Mapping

from kampanjplan.domain.proposals import Proof, Proposal, Relief, Rule, Term
from kampanjplan.wording.language import _, count_text
from kampanjplan.wording.proposals import decimal_text, number_text, points_text, share_text
from kampanjplan.wording.rules import subject_text


def difference_text(hundredths: int, places: int = 0) -> str:
    """More or less than something else: "+12,5", "−3", "±0", with at least so many decimals."""
    sign = "+" if hundredths > 0 else "" if hundredths else "±"
    return sign + decimal_text(hundredths, places)


def term_text(term: Term) -> str:
    """What a plan is valued by."""
    return {
        Term.INTEREST: _("Deltagares intresse"),
        Term.MISSED: _("Missade förra turnén"),
        Term.WISHES: _("Önskemål om temat"),
        Term.SAVED: _("Sparade deltagarresor"),
        Term.STAFF_KM: _("Medverkandes resor"),
        Term.NIGHTS: _("Nätter borta"),
        Term.IF_NEED_BE: _("Svar ”vid behov”"),
        Term.UNANSWERED: _("Svar som saknas"),
    }[term]


def amount_text(term: Term, amount: int) -> str:
    """How much of it there is, in its unit; participants count twice where the interest is strong."""
    number = number_text(amount)
    return {
        Term.INTEREST: _("{n} viktade"),
        Term.MISSED: _("ja") if amount else _("nej"),
        Term.WISHES: _("{n} önskar"),
        Term.SAVED: _("{n} personkm"),
        Term.STAFF_KM: _("{n} personkm"),
        Term.NIGHTS: count_text("{n} personnatt", "{n} personnätter", amount),
        Term.IF_NEED_BE: _("{n} svar"),
        Term.UNANSWERED: _("{n} svar"),
    }[term].format(n=number)


def short_proof_text(proposal: Proposal) -> str:
    """What is known of the answer, in a few words."""
    if proposal.proof is Proof.BEST:
        return _("bevisat bäst")
    if proposal.proof is Proof.BOUND and proposal.bound is not None:
        return _("högst {share} bättre finns").format(share=share_text(proposal.gap))
    if proposal.proof is Proof.BOUND:
        return _("hur mycket bättre som finns är inte känt")
    return _("inget förslag")


def at_once_text(change: str, cost: int | None) -> str:
    """What a change of counties costs, told before all is worked out anew."""
    if cost is None:
        return _("{change}: det går inte med dagens krav och svar.").format(change=change)
    return _("{change}: kostar {points}. Räknas om …").format(change=change, points=points_text(cost))


def asking_text(relief: Relief, names: Mapping[str, str]) -> str:
    """Whom to ask for what is no switch of the planning."""
    who = subject_text(relief.wish, names)
    return {
        Rule.COUNTY_DAY: _("Fråga {who} om dagarna."),
        Rule.PARTY_DAY: _("Fråga {who} om dagarna."),
        Rule.SPEAKER_DAY: _("Fråga {who} om dagarna."),
        Rule.SPEAKER_DAYS: _("Fråga {who} om fler dagar."),
        Rule.COMPETENCE: _("Finn någon som kan {who}, eller ändra vad temat behöver."),
        Rule.CAN_HOST: _("Fråga länet om stoppet kan hållas i {who}."),
        Rule.PIN: _("Stoppet i {who} är bekräftat: ändra det under Turnéer och stopp om det kan flyttas."),
    }.get(relief.wish.rule, _("Ändra kravet under Regler.")).format(who=who)


def trips_text(trips: int, stops: int) -> str:
    """ "3 resor, 5 stopp"."""
    return ", ".join(
        (count_text("{n} resa", "{n} resor", trips), count_text("{n} stopp", "{n} stopp", stops))
    )
