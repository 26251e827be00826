"""Sentences about files of contacts: what is wrong with one, where, and what to do."""

from kampanjplan.domain.cards import (
    CardFileError,
    CardTrouble,
    CutCardError,
    ErasedPersonError,
    SamePersonError,
)
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.errors import FieldError
from kampanjplan.wording.history import field_text
from kampanjplan.wording.language import _

_ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
    "cp850": "DOS (850)",
}


def encoding_text(encoding: str) -> str:
    """What people call an encoding."""
    return _ENCODINGS.get(encoding, encoding)


def separator_text(separator: str) -> str:
    """What a separator is called."""
    return {";": _("semikolon"), ",": _("komma"), "\t": _("tabb")}.get(separator, separator)


def card_text(error: FieldError) -> str:
    """Why a card was refused, where only cards are refused so; else nothing."""
    if isinstance(error, CutCardError):
        return _("Kortet saknar slut: filen är avklippt eller skadad här.")
    if isinstance(error, ErasedPersonError):
        return _("Personen är anonymiserad i planen och läses inte in igen.")
    if isinstance(error, SamePersonError):
        return _("Samma person som på rad {line}, med andra uppgifter.").format(line=error.line)
    return ""


def reason_text(error: FieldError, sentence: str) -> str:
    """The sentence of a refused row, with the field that it is about first."""
    if not error.field or card_text(error):
        return sentence
    return f"{field_text(Contact, _ONE.get(error.field, error.field))}: {sentence}"


_ONE = {"emails": "email", "phones": "phone", "organisation": "organisation_id", "short": "organisation_id"}


def card_file_text(error: CardFileError) -> str:
    """One sentence for a file of contacts that cannot be read; nothing of it was imported."""
    if error.trouble is CardTrouble.OTHER_KIND:
        sentence = _other_text(error.detail)
    else:
        sentence = {
            CardTrouble.FOLDER: _("{path} är en mapp. Välj en fil."),
            CardTrouble.EMPTY: _("Filen {path} är tom."),
            CardTrouble.TOO_LARGE: _(
                "Filen {path} är större än {megabytes} MB, vilket är mer än 20 000 kontakter behöver. Dela den."
            ),
            CardTrouble.TOO_MANY: _(
                "Filen {path} har fler än {limit} rader eller mer text än så många behöver. "
                "Dela den och läs in en del i taget."
            ),
            CardTrouble.TOO_WIDE: _(
                "Rad {line} i filen {path} har fler än {limit} kolumner. Det är nog inte en kontaktlista, "
                "eller så är tecknet mellan kolumnerna ett annat."
            ),
            CardTrouble.UNREADABLE_TEXT: _(
                "Filen {path} är inte skriven i {encoding}. Välj en annan teckenkodning."
            ),
            CardTrouble.QUOTE: _(
                "Citattecknen på rad {line} i filen {path} går inte ihop: en cell börjar men slutar inte "
                "där den ska. Rätta raden och försök igen."
            ),
            CardTrouble.BOMB: _(
                "Filen {path} packar upp sig till mycket mer än den borde och läses inte. "
                "Spara den på nytt från kalkylprogrammet."
            ),
            CardTrouble.DAMAGED: _(
                "Filen {path} är skadad eller avklippt och går inte att läsa. Hämta eller spara den på nytt."
            ),
            CardTrouble.LOCKED: _("Filen {path} är låst med lösenord. Spara den utan lösenord först."),
            CardTrouble.NO_ROWS: _(
                "I filen {path} finns inga kontakter: första raden ska vara rubriker, och sedan en rad för var och en."
            ),
            CardTrouble.NO_CARDS: _("I filen {path} finns inga visitkort (vCard)."),
            CardTrouble.NO_NAME: _(
                "Ingen kolumn i filen {path} är namnet. Välj kolumnen i listan, eller ge den rubriken Namn i filen."
            ),
        }[error.trouble]
    return sentence.format(
        path=_("”{path}”").format(path=error.path),
        line=error.line,
        limit=f"{error.limit:,}".replace(",", "\u00a0"),
        megabytes=error.limit // 1_000_000,
        encoding=encoding_text(error.detail),
    ) + ("" if error.trouble is CardTrouble.FOLDER else " " + _("Inget har lästs in."))


def _other_text(kind: str) -> str:
    if kind == "office":
        return _(
            "Filen {path} är en äldre Office-fil eller låst med lösenord. Öppna den och spara som xlsx, "
            "csv eller vCard."
        )
    if kind == "zip":
        return _("Filen {path} är ett zip-arkiv, inte en kontaktlista. Packa upp det först.")
    known = {"pdf": _("en PDF"), "png": _("en bild"), "database": _("en databas"), "gzip": _("ett arkiv")}
    what = known.get(kind, _("något annat"))
    return _(
        "Filen {path} ser ut som {what}, inte en kontaktlista. Välj en vCard-, CSV- eller xlsx-fil."
    ).replace("{what}", what)
