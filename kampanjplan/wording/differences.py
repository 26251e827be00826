"""What differs between a plan and its backup, in words."""

from collections.abc import Callable, Sequence

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.backups import Difference
from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Appointment, Contact, DistinctPair, Erasure, Membership, Role
from kampanjplan.domain.editions import Edition, EditionFile, Recipient
from kampanjplan.domain.interests import CountyInterest, Theme
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.planning import KeptProposal, Pin, Planning, TravelFactor
from kampanjplan.domain.possibility import DayAnswer, Lecturer, Party, StandingRule
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.rules import Rules
from kampanjplan.domain.searches import SavedSearch
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import CountyVisit, Tour
from kampanjplan.wording.language import _, count_text

_COUNTED: dict[type[Thing], Callable[[int], str]] = {
    Rules: lambda _n: _("planens regler"),
    Organisation: lambda n: count_text("{n} organisation", "{n} organisationer", n),
    Contact: lambda n: count_text("{n} kontakt", "{n} kontakter", n),
    Tour: lambda n: count_text("{n} turné", "{n} turnéer", n),
    CountyVisit: lambda n: count_text("{n} uppgift om besökt län", "{n} uppgifter om besökta län", n),
    Stop: lambda n: count_text("{n} stopp", "{n} stopp", n),
    Role: lambda n: count_text("{n} roll", "{n} roller", n),
    Item: lambda n: count_text("{n} programpunkt", "{n} programpunkter", n),
    Speaker: lambda n: count_text("{n} talare", "{n} talare", n),
    Activity: lambda n: count_text("{n} rad i kontaktloggen", "{n} rader i kontaktloggen", n),
    Membership: lambda n: count_text("{n} tillhörighet", "{n} tillhörigheter", n),
    Appointment: lambda n: count_text("{n} utsedd kontaktperson", "{n} utsedda kontaktpersoner", n),
    DistinctPair: lambda n: count_text("{n} par av olika personer", "{n} par av olika personer", n),
    SavedSearch: lambda n: count_text("{n} sparad sökning", "{n} sparade sökningar", n),
    Erasure: lambda n: count_text("{n} gallring", "{n} gallringar", n),
    TravelFactor: lambda n: count_text("{n} färdsätt", "{n} färdsätt", n),
    Theme: lambda n: count_text("{n} tema", "{n} teman", n),
    CountyInterest: lambda n: count_text("{n} läns intresse", "{n} läns intresse", n),
    DayAnswer: lambda n: count_text("{n} svar om dagar", "{n} svar om dagar", n),
    StandingRule: lambda n: count_text("{n} stående regel", "{n} stående regler", n),
    Lecturer: lambda n: count_text("{n} föreläsare", "{n} föreläsare", n),
    Party: lambda n: count_text("{n} medverkande organisation", "{n} medverkande organisationer", n),
    Planning: lambda n: count_text("{n} turnés planeringsregler", "{n} turnéers planeringsregler", n),
    Pin: lambda n: count_text("{n} låst stopp", "{n} låsta stopp", n),
    Edition: lambda n: count_text("{n} utgåva", "{n} utgåvor", n),
    EditionFile: lambda n: count_text("{n} utgiven fil", "{n} utgivna filer", n),
    Recipient: lambda n: count_text("{n} mottagare av en utgåva", "{n} mottagare av utgåvor", n),
    KeptProposal: lambda n: count_text("{n} sparat förslag", "{n} sparade förslag", n),
}


def counted_text(kind: type[Thing], count: int) -> str:
    """So many things of a kind: "3 stopp"."""
    return _COUNTED[kind](count)


def happened_text(differences: Sequence[Difference]) -> str:
    """ "Tillkommet: 1 kontakt. Ändrat: 3 stopp." in one line; empty where nothing has happened."""
    sentences = []
    for text, counts in (
        (_("Tillkommet: {things}."), [(d.kind, d.new) for d in differences]),
        (_("Ändrat: {things}."), [(d.kind, d.changed) for d in differences]),
        (_("Borttaget: {things}."), [(d.kind, d.gone) for d in differences]),
    ):
        if things := ", ".join(counted_text(kind, count) for kind, count in counts if count):
            sentences.append(text.format(things=things))
    return " ".join(sentences)
