"""What to look for among the contacts, and searches that are kept by name."""

from dataclasses import dataclass
from uuid import UUID

from kampanjplan.domain.contacts import RoleKind
from kampanjplan.domain.fields import NAME, number, text, version
from kampanjplan.domain.organisations import OrganisationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A search that colleagues share. `words` are what was typed; the rest narrows it, where it is set.

    `tour_id` asks for those with anything to do in the tour, `quiet_days` for those not heard for so long.
    """

    id: UUID
    version: int = version()
    name: str = text(NAME, required=True)
    words: str = text(NAME)
    organisation_id: UUID | None = None
    kind: OrganisationKind | None = None
    county_code: str | None = None
    role: RoleKind | None = None
    tag: str = text(60)
    tour_id: UUID | None = None
    quiet_days: int | None = number(None, 0, 36_500)
