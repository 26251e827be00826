"""Contacts: a search as it is typed, and opening the list, with 20,000 contacts and 60,000 activities."""

import random
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from kampanjplan.domain.activities import Activity, ActivityKind
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.organisations import Organisation, OrganisationKind, known_organisations
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add
from kampanjplan.storage.store import create_store

SIZES = ((20_000, 60_000), (100_000, 300_000))  # contacts, activities; the first is held to the goals
DAY = date(2026, 11, 24)


def _words(text: str) -> list[str]:
    return text.split()


FIRST = _words("Anna Åsa Örjan Östen Erik Eva Karin Lars Märta Göran Sara Håkan Björn Zoë André Ingrid Olle")
PARTS = _words("berg ström lund qvist gren blad dal holm sjö näs fors hed torp vall skog ek alm lind")
TOWNS = _words("Falun Gävle Kalmar Växjö Luleå Umeå Karlstad Örebro Malmö Visby Östersund Linköping")
WORDS = _words(
    "salen bokad ringer åter tisdag kemikalier upphandling giftfri förskola skickade program lokal fika "
    "inbjudan länsstyrelsen kommunen önskar talare väntar på besked efter semestern återkommer möte"
)


def _dice(seed: int) -> random.Random:
    return random.Random(seed)


def _key(dice: random.Random) -> UUID:
    return UUID(int=dice.getrandbits(128), version=4)


def bodies(count: int) -> list[Organisation]:
    dice, kinds = _dice(1), list(OrganisationKind)
    made = [
        Organisation(
            id=_key(dice),
            short=f"Org {n}",
            name=f"{dice.choice(TOWNS)} {dice.choice(PARTS)} {n}",
            kind=dice.choice(kinds),
            town=dice.choice(TOWNS),
        )
        for n in range(count)
    ]
    return [*known_organisations(), *made]


def people(count: int, at: list[Organisation]) -> list[Contact]:
    dice = _dice(2)
    return [_person(dice, n, at) for n in range(count)]


def _person(dice: random.Random, number: int, at: list[Organisation]) -> Contact:
    first, last = dice.choice(FIRST), "".join(dice.choices(PARTS, k=2)).capitalize()
    return Contact(
        id=_key(dice),
        name=f"{first} {last}",
        title=dice.choice(("Samordnare", "Upphandlare", "Miljöstrateg", "Kommunikatör", "Chef")),
        organisation_id=dice.choice(at).id,
        email=f"{first}.{last}.{number}@example.org".lower(),
        phone=f"070-174 06 {number % 100:02}",
        notes=" ".join(dice.choices(WORDS, k=dice.randrange(20))),
        tags=tuple(dice.sample(("nätverk", "pilot", "nyhetsbrev", "värd"), k=dice.randrange(3))),
    )


def activities(count: int, known: list[Contact]) -> list[Activity]:
    dice, kinds = _dice(3), list(ActivityKind)
    return [
        Activity(
            id=_key(dice),
            kind=dice.choice(kinds),
            day=DAY - timedelta(days=dice.randrange(900)),
            contact_ids=(dice.choice(known).id,),
            text=" ".join(dice.choices(WORDS, k=dice.randrange(4, 25))),
            next_step=" ".join(dice.choices(WORDS, k=dice.randrange(5))),
        )
        for _ in range(count)
    ]


def make_plan(path: Path, contacts: int, lines: int) -> None:
    """A plan file with so many contacts and activities, always the same."""
    store = create_store(path)
    door = Door(store, "bench")
    at = bodies(300) if contacts else bodies(0)
    known = people(contacts, at)
    door.do("Underlag", add, *at, *known)
    if lines:
        door.do("Underlag", add, *activities(lines, known))
    store.close()
