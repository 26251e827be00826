"""Addresses and numbers that cannot be right, in words: they are marked, and never refused."""

from collections.abc import Callable, Sequence

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.reaching import Flaw, email_flaw, phone_flaw, phone_text
from kampanjplan.wording.language import N_, _

_WHY = {
    Flaw.NO_AT: N_("@ saknas"),
    Flaw.SEVERAL: N_("mer än en adress; skriv en per rad"),
    Flaw.NO_NAME: N_("det saknas något före @"),
    Flaw.NO_DOMAIN: N_("efter @ ska det stå en domän, som exempel.se"),
    Flaw.LETTERS: N_("ett tecken kan inte stå där"),
    Flaw.NO_NUMBER: N_("inga siffror att ringa"),
    Flaw.NO_AREA: N_("riktnumret saknas"),
    Flaw.NO_COUNTRY: N_("landsnumret finns inte"),
    Flaw.SHORT: N_("för få siffror"),
    Flaw.LONG: N_("för många siffror"),
    Flaw.NO_SUCH: N_("det är inte helt, eller finns inte"),
}


def email_mark(text: str) -> str:
    """What is wrong with an address; empty where nothing is."""
    flaw = email_flaw(text)
    return _("Ser inte ut som en e-postadress: {why}.").format(why=_(_WHY[flaw])) if flaw else ""


def phone_mark(text: str) -> str:
    """What is wrong with a number; empty where nothing is."""
    flaw = phone_flaw(text)
    return _("Ser inte ut som ett telefonnummer: {why}.").format(why=_(_WHY[flaw])) if flaw else ""


def email_hint(contact: Contact) -> str:
    """What to say below the addresses of a contact: the first thing that is wrong."""
    return _first(email_mark, contact.emails)


def phone_hint(contact: Contact) -> str:
    """What to say below the numbers: the first thing that is wrong, or how they are written in Sweden."""
    written = [phone_text(phone) for phone in contact.phones]
    return _first(phone_mark, contact.phones) or ("; ".join(written) if written != [*contact.phones] else "")


def _first(mark: Callable[[str], str], texts: Sequence[str]) -> str:
    """What is wrong with the first of several that is wrong, and which it is."""
    wrong = next(((text, mark(text)) for text in texts if mark(text)), None)
    return f"”{wrong[0]}”: {wrong[1]}" if wrong else ""


def marked(text: str, mark: str) -> str:
    """A list's cell: a sign before what is wrong, as a colour alone is not seen by everybody."""
    return f"⚠ {text}" if mark else text
