"""The bodies that a tour is made with: coordinating bodies, authorities, county boards, others."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from uuid import NAMESPACE_URL, UUID, uuid5

from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.fields import NAME, NOTE, text, version


class OrganisationKind(Enum):
    COORDINATING = "coordinating"
    AUTHORITY = "authority"
    ASSOCIATION = "association"
    COUNTY_BOARD = "county board"
    MUNICIPALITY = "municipality"
    REGION = "region"
    VENUE = "venue"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """`short` is what people say (UHM); the former names are kept findable after a change of name."""

    id: UUID
    version: int = version()
    short: str = text(40, required=True)
    name: str = text(NAME, required=True)
    former_short: str = text(40)
    former_name: str = text(NAME)
    kind: OrganisationKind = OrganisationKind.OTHER
    county_code: str | None = None
    town: str = text(NAME)
    notes: str = text(NOTE, lines=True)
    parent_id: UUID | None = None  # the body that it is part of

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called, now and before."""
        return tuple(filter(None, (self.short, self.name, self.former_short, self.former_name)))


def organisation_named(text: str, bodies: Iterable[Organisation]) -> Organisation | None:
    """The first body that is or was called so, case aside."""
    wanted = text.strip().casefold()
    return next((body for body in bodies if wanted in map(str.casefold, body.names)), None)


def organisation_id(short: str) -> UUID:
    """The key of a body that every plan knows: the same in all plan files, so that they can meet."""
    return uuid5(NAMESPACE_URL, f"kampanjplan:organisation:{short}")


def known_organisations() -> tuple[Organisation, ...]:
    """The four national bodies and the 21 county boards, as they are named since November 2019.

    Source: resources/facts/organisations.csv and counties.csv.
    """
    national = (
        Organisation(
            id=organisation_id("RUS"),
            short="RUS",
            name="Regional utveckling och samverkan i miljömålssystemet",
            kind=OrganisationKind.COORDINATING,
            town="Falun",
        ),
        Organisation(
            id=organisation_id("Kemi"),
            short="Kemi",
            name="Kemikalieinspektionen",
            kind=OrganisationKind.AUTHORITY,
            town="Sundbyberg",
        ),
        Organisation(
            id=organisation_id("UHM"),
            short="UHM",
            name="Upphandlingsmyndigheten",
            kind=OrganisationKind.AUTHORITY,
            town="Solna",
        ),
        Organisation(
            id=organisation_id("SKR"),
            short="SKR",
            name="Sveriges Kommuner och Regioner",
            former_short="SKL",
            former_name="Sveriges Kommuner och Landsting",
            kind=OrganisationKind.ASSOCIATION,
            town="Stockholm",
        ),
    )
    boards = tuple(
        Organisation(
            id=board_id(county.code),
            short=f"Lst {county.short_name}",
            name=county.board,
            kind=OrganisationKind.COUNTY_BOARD,
            county_code=county.code,
            town=county.seat,
        )
        for county in COUNTIES
    )
    return national + boards


def board_id(county_code: str) -> UUID:
    """The key of a county's administrative board."""
    return organisation_id(f"Lst {county_code}")
