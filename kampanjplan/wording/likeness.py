"""Why two contacts are likely the same person, in words."""

from kampanjplan.domain.likeness import Likeness, Reason
from kampanjplan.wording.language import N_, _

_REASONS = {
    Reason.SAME_NAME: N_("samma namn"),
    Reason.TURNED: N_("samma namn, omkastat"),
    Reason.FOLDED: N_("samma namn utan prickar och accenter"),
    Reason.PARTLY: N_("samma namn, men ett med fler namn"),
    Reason.INITIALS: N_("samma efternamn och initial"),
    Reason.SPELT: N_("liknande namn"),
    Reason.SAME_EMAIL: N_("samma e-post"),
    Reason.SAME_PHONE: N_("samma telefon"),
    Reason.SHARED_EMAIL: N_("samma e-post, som flera delar"),
    Reason.SHARED_PHONE: N_("samma telefon, som flera delar"),
    Reason.SAME_BODY: N_("samma organisation"),
    Reason.OTHER_BODY: N_("olika organisationer"),
    Reason.COMMON_NAME: N_("ett vanligt namn"),
}


def reason_text(reason: Reason) -> str:
    """One reason: "samma e-post"."""
    return _(_REASONS[reason])


def reasons_text(likeness: Likeness) -> str:
    """All reasons in one line."""
    return ", ".join(map(reason_text, likeness.reasons))


def why_text(likeness: Likeness) -> str:
    """The score with its reasons; that nothing speaks for it where nothing does."""
    if not likeness.reasons:
        return _("Inget talar för att de är samma person.")
    return _("{score} av 100: {reasons}.").format(score=likeness.score, reasons=reasons_text(likeness))
