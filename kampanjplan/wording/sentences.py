"""Errors and remarks as sentences that say what was wrong, where, and what to do."""

from kampanjplan.domain.cards import CardFileError, OldPreviewError
from kampanjplan.domain.errors import (
    Author,
    CircleError,
    ConflictError,
    ContentLostError,
    EditionTakenError,
    EmptyError,
    EndBeforeStartError,
    ErasedStepError,
    Expected,
    FieldError,
    FileError,
    FileTrouble,
    ForgottenStepError,
    GoneError,
    LostStepError,
    MissingError,
    NoDaysError,
    NoPeriodError,
    NoRoomError,
    NothingDatedError,
    NotJustOneError,
    OutOfRangeError,
    OverwriteError,
    PastMidnightError,
    PlanError,
    ProblemError,
    SeenChangedError,
    Sought,
    StaleStepError,
    TiedError,
    TooLongError,
    TwiceError,
    UndecidedError,
    UnknownContactError,
    UnknownNameError,
    UnknownWeekError,
    UnreadableError,
    WorkerError,
    WrongWeekdayError,
)
from kampanjplan.wording.cards import card_file_text, card_text
from kampanjplan.wording.dates import moment_text, weekday_text
from kampanjplan.wording.forms import nothing_dated_text
from kampanjplan.wording.language import _, current_language
from kampanjplan.wording.problems import problem_error_text


def error_text(error: PlanError) -> str:
    """One sentence for a refused act."""
    if isinstance(error, FileError):
        return _file_text(error)
    if isinstance(error, ProblemError):
        return problem_error_text(error)
    if isinstance(error, FieldError):
        return card_text(error) or _field_text(error)
    if isinstance(error, CardFileError):
        return card_file_text(error)
    if isinstance(error, OldPreviewError):
        return _("Planen har ändrats sedan förhandsvisningen gjordes. Se igenom den nya och försök igen.")
    if isinstance(error, NoPeriodError):
        return _("{tour} har ingen period. Skriv turnéns första och sista dag, så kan den planeras.").format(
            tour=error.tour
        )
    if isinstance(error, NoDaysError):
        return _("I perioden för {tour} finns ingen arbetsdag kvar att planera.").format(tour=error.tour)
    if isinstance(error, UndecidedError):
        return _("Tiden räckte inte för att avgöra om det finns någon plan.")
    if isinstance(error, WorkerError):
        return _worker_text(error)
    if isinstance(error, GoneError):
        return _("{author} tog bort det som du ändrade.").format(author=author_text(error.author))
    if isinstance(error, StaleStepError):
        return _("Steget kan inte ångras: det som det skrev har ändrats sedan dess av {author}.").format(
            author=author_text(error.author)
        )
    if isinstance(error, LostStepError):
        return _("Steget kan inte ångras: det gavs upp och stod aldrig i planen.")
    if isinstance(error, ForgottenStepError):
        return _("Steget kan inte ångras: det finns inte kvar i historiken.")
    if isinstance(error, ErasedStepError):
        return _(
            "Det kan inte ångras: personer har gallrats eller utgåvor återkallats, och det skulle kunna föra dem tillbaka."
        )
    if isinstance(error, SeenChangedError):
        return _("Inget har gallrats: något av det du såg har ändrats sedan dess. Titta igen och gör om.")
    if isinstance(error, ContentLostError):
        return _(
            "Innehållet i en utgiven fil saknas eller är skadat: det stämmer inte med sin kontrollsumma. "
            "Filen visas, sparas och skrivs därför inte ut. En säkerhetskopia kan ha den hel."
        )
    if isinstance(error, EditionTakenError):
        return _(
            "Utgåva {number} gavs inte ut: planen har ändrats sedan du såg vad som är nytt. "
            "Titta igen och ge ut på nytt."
        ).format(number=error.number)
    if isinstance(error, TiedError):
        return _(
            "Steget kan inte ångras: det som det rör hänger ihop med annat som har kommit till eller tagits bort sedan dess."
        )
    if isinstance(error, OverwriteError):
        return _("{author} har ändrat samma uppgift.").format(author=author_text(error.author))
    if isinstance(error, MissingError):
        return _("Det som skulle ändras finns inte längre i planen.")
    if isinstance(error, ConflictError):
        return _(
            "Det går inte att göra: uppgiften har ändrats sedan dess, och den ändringen skulle skrivas över."
        )
    if isinstance(error, UnknownNameError):
        if not error.known:
            return _("Planen har inga turnéer.")
        return _("Ingen turné heter ”{name}”. Det finns: {known}.").format(
            name=error.name, known=", ".join(error.known)
        )
    if isinstance(error, NotJustOneError):
        return _not_just_one_text(error)
    if isinstance(error, NothingDatedError):
        return nothing_dated_text(error.name, error.undated)
    if isinstance(error, UnknownContactError):
        if error.count:
            return _("{n} kontakter heter ”{text}”. Ange kontaktens nyckel i stället.").format(
                n=error.count, text=error.text
            )
        return _("Ingen kontakt har namnet eller nyckeln ”{text}”.").format(text=error.text)
    return _("Det gick inte att göra.")


def _not_just_one_text(error: NotJustOneError) -> str:
    if not error.known:
        return {
            Sought.STOP: _("Turnén har inga stopp."),
            Sought.TAKING_PART: _("Ingen medverkar i turnén ännu."),
            Sought.PROPOSAL: _("Turnén har inga sparade förslag."),
        }[error.sought]
    if error.count:
        text = _("{n} heter ”{name}”. Skriv ut hela namnet: {known}.")
    else:
        text = {
            Sought.STOP: _("Inget stopp i turnén heter ”{name}”. Det finns: {known}."),
            Sought.TAKING_PART: _("Ingen som medverkar i turnén heter ”{name}”. Det finns: {known}."),
            Sought.PROPOSAL: _("Inget sparat förslag i turnén heter ”{name}”. Det finns: {known}."),
        }[error.sought]
    return text.format(n=error.count, name=error.name, known="; ".join(error.known))


def author_text(author: Author | None) -> str:
    """Who wrote something and when, as far as it is known."""
    if author is None:
        return _("någon annan")
    who = author.who or _("någon utan namn")
    return _("{who} ({when})").format(who=who, when=moment_text(author.at))


def _field_text(error: FieldError) -> str:
    if isinstance(error, EmptyError):
        return _("Fältet får inte vara tomt.")
    if isinstance(error, TooLongError):
        return _("Texten har {length} tecken; högst {limit} ryms.").format(
            length=error.length, limit=error.limit
        )
    if isinstance(error, OutOfRangeError):
        return _("Skriv ett tal från {least} till {most}.").format(least=error.least, most=error.most)
    if isinstance(error, EndBeforeStartError):
        return _("Slutet kommer före början.")
    if isinstance(error, CircleError):
        return _("Så skulle organisationen bli en del av sig själv.")
    if isinstance(error, PastMidnightError):
        return _("Programpunkten slutar efter midnatt.")
    if isinstance(error, UnknownWeekError):
        if error.year is None:
            return _("Det finns ingen vecka {week}.").format(week=error.week)
        return _("År {year} har ingen vecka {week}.").format(year=error.year, week=error.week)
    if isinstance(error, WrongWeekdayError):
        return _("Datumet är en {weekday}.").format(weekday=weekday_text(error.weekday))
    if isinstance(error, TwiceError):
        return _("”{text}” står på två rader.").format(text=error.text)
    if isinstance(error, NoRoomError):
        return _("Det du klistrar in går utanför rutnätet.")
    if isinstance(error, UnreadableError):
        return {
            Expected.DATE: _(
                "”{text}” är inget datum. Skriv till exempel 2027-10-12, 12 okt, v 41 tis, v 41 eller v 38-46."
            ),
            Expected.TIME: _("”{text}” är inget klockslag. Skriv till exempel 9, 9.30 eller 13:15."),
            Expected.NUMBER: _("”{text}” är inget heltal."),
            Expected.DECIMAL: _("”{text}” är inget tal. Skriv till exempel 7 eller 0,5."),
            Expected.COUNTY: _("”{text}” är inget län."),
            Expected.CHOICE: _("”{text}” går inte att välja här. Det finns: {known}."),
            Expected.CONTACT: _(
                "Ingen kontakt eller organisation heter ”{text}”. Lägg till den under Kontakter först."
            ),
            Expected.ORGANISATION: _("Ingen organisation heter ”{text}”."),
            Expected.WEEKS: _("”{text}” är inga hela veckor. Skriv till exempel v. 40-43, 46."),
            Expected.TOWN: _("Länet har ingen ort eller kommun som heter ”{text}”."),
            Expected.ANSWER: _("”{text}” är inget svar. Skriv ja, nej, vid behov, eller lämna tomt."),
            Expected.RULE: _(
                "”{text}” går inte att förstå. Skriv till exempel fredagar nej, måndagar och fredagar nej, "
                "v. 43-45 borta, torsdagar vid behov eller okt nej; en regel i taget."
            ),
        }[error.expected].format(text=error.text, known=", ".join(error.known))
    return _("Uppgiften går inte att använda här.")


def _worker_text(error: WorkerError) -> str:
    text = _("Beräkningen avbröts utan svar. Försök igen; planen är oförändrad.")
    return f"{text} ({error.detail})" if error.detail else text


def _file_text(error: FileError) -> str:
    if error.trouble is FileTrouble.FULL:
        return _full_text(error)
    sentences = {
        FileTrouble.MISSING: _("Filen {path} finns inte. Kontrollera namnet och mappen."),
        FileTrouble.EXISTS: _("Det finns redan en fil {path}. Välj ett annat namn."),
        FileTrouble.FOLDER: _("{path} är en mapp, inte en fil."),
        FileTrouble.EMPTY: _("Filen {path} är tom och är ingen planfil."),
        FileTrouble.NOT_A_PLAN: _(
            "Filen {path} är ingen planfil (den ser ut som {kind}). Inget har ändrats i den."
        ),
        FileTrouble.OTHER_DATABASE: _(
            "Filen {path} är en databas som hör till ett annat program. Inget har ändrats i den."
        ),
        FileTrouble.NEWER: _(
            "Filen {path} är gjord med en nyare version av programmet och behöver {kind}. Installera den för att öppna filen; inget har ändrats i den."
        ),
        FileTrouble.DAMAGED: _damaged_text(error.detail),
        FileTrouble.NO_PERMISSION: _(
            "Du har inte behörighet till {path}. Välj en annan mapp, eller be den som äger den."
        ),
        FileTrouble.READ_ONLY: _(
            "{path} är skrivskyddad. Inget har ändrats; spara en kopia på en annan plats för att arbeta vidare."
        ),
        FileTrouble.LOCKED: _("{path} används av ett annat program just nu. Försök igen om en stund."),
        FileTrouble.DELETED: _(
            "{path} har tagits bort medan den var öppen. Inget har sparats, men planen finns kvar här. Välj Spara som."
        ),
        FileTrouble.MOVED: _(
            "{path} har flyttats eller tagits bort medan den var öppen. Inget har sparats. Lägg tillbaka filen och försök igen, eller välj Spara som."
        ),
        FileTrouble.REPLACED: _(
            "{path} har bytts ut mot en annan fil medan den var öppen. Inget har sparats i den. Välj Spara som för att behålla planen som du ser den."
        ),
        FileTrouble.NO_FOLDER: _("Mappen för {path} finns inte. Välj en annan mapp, eller skapa den först."),
        FileTrouble.NOT_WRITABLE: _(
            "Det går inte att skriva {path}. Inget har ändrats. Kontrollera att disken är ansluten, eller välj en annan plats."
        ),
        FileTrouble.OPEN_ELSEWHERE: _(
            "{path} är öppen i ett annat program. Stäng den där, eller spara under ett annat namn."
        ),
        FileTrouble.LONG_NAME: _("Namnet {path} är för långt. Välj ett kortare."),
        FileTrouble.OPEN_HERE: _("{path} är redan öppen."),
        FileTrouble.NO_BACKUP: _("Det finns ingen hel säkerhetskopia av {path}."),
    }
    kind = error.detail
    if error.trouble is FileTrouble.NOT_A_PLAN:
        kind = {
            "text": _("en textfil"),
            "zip": _("ett zip-arkiv eller en Office-fil"),
            "pdf": _("en PDF"),
            "office": _("en äldre Office-fil"),
            "png": _("en bild"),
        }.get(error.detail, _("något annat"))
    return sentences[error.trouble].format(path=_("”{path}”").format(path=error.path), kind=kind)


def _full_text(error: FileError) -> str:
    """Which disk is full, by its letter or by a folder on it, and how much is left."""
    drive = error.path.drive or str(error.path.absolute().parent)
    if error.free is None:
        return _("Disken med ”{drive}” är full. Frigör utrymme och försök igen.").format(drive=drive)
    return _("Disken med ”{drive}” är full: {room} ledigt. Frigör utrymme och försök igen.").format(
        drive=drive, room=size_text(error.free)
    )


def size_text(count: int) -> str:
    """A number of bytes as a person reads it: "0 kB", "840 kB", "3,2 MB"."""
    if count < 1_000_000:
        return f"{count // 1000} kB"
    unit, whole = ("MB", 1_000_000) if count < 1_000_000_000 else ("GB", 1_000_000_000)
    comma = "," if current_language() == "sv" else "."
    return f"{count / whole:.1f} {unit}".replace(".", comma)


def _damaged_text(detail: str) -> str:
    """In which way a file is damaged, where that is known from its first bytes."""
    if detail == "cut":
        return _("Slutet av filen {path} saknas. Öppna en säkerhetskopia, eller rädda det som går att läsa.")
    if detail == "header":
        return _(
            "Början av filen {path} är förstörd. Öppna en säkerhetskopia, eller rädda det som går att läsa."
        )
    if detail == "nothing":
        return _("I filen {path} finns inget kvar som går att läsa. Öppna en säkerhetskopia.")
    return _("Filen {path} är skadad. Öppna en säkerhetskopia, eller rädda det som går att läsa.")
