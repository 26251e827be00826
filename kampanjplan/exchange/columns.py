"""What the columns of a table mean: by their heads, in Swedish and English, as other programs name them."""

import re
from collections.abc import Sequence

from kampanjplan.domain.cards import CardField
from kampanjplan.domain.contacts import Contact
from kampanjplan.wording import _
from kampanjplan.wording.history import field_text

OWN_MARK = "Kampanjplan-id"  # the head that tells a file of our own
_SAYS: dict[CardField, str] = {
    CardField.NAME: "namn|name|full name|fullständigt namn|visningsnamn|display name|kontakt|kontaktperson"
    "|file as|för- och efternamn|förnamn och efternamn|contact|contact name",
    CardField.GIVEN: "förnamn|first name|given name|tilltalsnamn|firstname",
    CardField.FAMILY: "efternamn|last name|family name|surname|lastname",
    CardField.TITLE: "titel|roll|befattning|yrkestitel|job title|title|organization title"
    "|organization 1 title|position|jobbtitel|tjänst|role|befattningsbenämning",
    CardField.ORGANISATION: "organisation|organization|företag|company|organization name|arbetsplats"
    "|organization 1 name|myndighet|arbetsgivare|företagsnamn|company name|employer",
    CardField.EMAIL: "e-post|epost|e-postadress|e-mail address|e-mail|email|email address|mail|mejl"
    "|mailadress"
    "|e-mail 1 value|e-mail 2 value|e-mail 3 value|e-mail 4 value|e-mail 2 address|e-mail 3 address"
    "|e-postadress 2|e-postadress 3|e-post 2|e-post 3|primary email|fler e-postadresser|more e-mail addresses"
    "|epostadress|mejladress|more email addresses",
    CardField.PHONE: "telefon|telefonnummer|tel|phone|mobil|mobiltelefon|mobilnummer|mobile phone|mobile"
    "|business phone|business phone 2|company main phone|home phone|primary phone|phone number|telephone"
    "|telefon arbete|telefon, arbete|telefon (arbete)|arbetstelefon|phone 1 value|phone 2 value|phone 3 value"
    "|phone 4 value|direkttelefon|växel|fler telefonnummer|more phone numbers|telefon 2|mobil 2|telefonnr",
    CardField.COUNTY: "län|länskod|county|county code",
    CardField.TAGS: "etiketter|taggar|kategorier|kategori|categories|group membership|labels|tags|etikett",
    CardField.NOTES: "anteckningar|anteckning|notes|note|kommentar|kommentarer|övrigt|comments"
    "|anteckningar, forts.|notes, continued",
    CardField.MEMBERSHIPS: "fler organisationer|more organisations",
    CardField.PURPOSE: "ändamål|purpose",
    CardField.BASIS: "rättslig grund|legal basis|lawful basis|laglig grund",
    CardField.SOURCE: "källa|source",
    CardField.COLLECTED: "insamlad|collected|insamlingsdatum",
    CardField.DECISION: "regel eller beslut|rule or decision|beslut|gallringsbeslut",
    CardField.KEEP_UNTIL: "gallras efter|delete after|erase after|gallringsdatum",
    CardField.ID: f"{OWN_MARK.casefold()}|kontakt-id|contact id",
    CardField.ORGANISATION_ID: "organisation-id|organisations-id|organisation id",
}


def _tidied(head: str) -> str:
    return re.sub(r"[\s_:*-]+", " ", head.strip().casefold()).strip()


_MEANS = {_tidied(head): kind for kind, heads in _SAYS.items() for head in heads.split("|")}


def column_text(kind: CardField) -> str:
    """What a column is called on the screen and in our own files."""
    own = {
        CardField.GIVEN: _("Förnamn"),
        CardField.FAMILY: _("Efternamn"),
        CardField.ORGANISATION: _("Organisation"),
        CardField.MEMBERSHIPS: _("Fler organisationer"),
        CardField.ID: OWN_MARK,
        CardField.ORGANISATION_ID: _("Organisation-id"),
    }
    return own.get(kind) or field_text(Contact, kind.value)


def meaning(head: str) -> CardField | None:
    """What a column of that head is likely to say, or None."""
    if (kind := _MEANS.get(_tidied(head))) is not None:
        return kind
    # In the language that is spoken, as our own files were written.
    return next((k for k in CardField if _tidied(column_text(k)) == _tidied(head)), None)


def meanings(heads: Sequence[str]) -> tuple[CardField | None, ...]:
    """What each column is likely to say. Only one may say a person's name, organisation or the like."""
    found: list[CardField | None] = []
    for head in heads:
        kind = meaning(head)
        found.append(None if kind in found and kind not in SEVERAL else kind)
    return tuple(found)


SEVERAL = (CardField.EMAIL, CardField.PHONE, CardField.TAGS, CardField.NOTES)


def is_own(heads: Sequence[str]) -> bool:
    """Whether the table was written by this program."""
    return OWN_MARK in heads
