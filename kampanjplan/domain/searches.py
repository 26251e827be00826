"""What to look for among the contacts, and searches that are kept by name."""

from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from kampanjplan.domain.fields import NAME, number, text, version
from kampanjplan.domain.organisations import OrganisationKind

NEVER = 36_500  # days: longer than any contact log
FILTERS = (
    "organisation_id", "kind", "county_code", "role", "tag", "tour_id", "quiet_days", "heard_days",
)  # fmt: skip


class SoughtRole(Enum):
    """A role at a stop or for a tour, as RoleKind has them, or to be the contact whom a county named."""

    HOST = "host"
    COORDINATOR = "coordinator"
    PROGRAMME = "programme"
    SPEAKER = "speaker"  # also in a programme
    INVITATIONS = "invitations"
    VENUE = "venue"
    FOOD = "food"
    PRESS = "press"
    OTHER = "other"
    APPOINTED = "appointed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A search that colleagues share. `words` are what was typed; the rest narrows it, where it is set.

    `tour_id` asks for those with anything to do in the tour, `quiet_days` for those not heard for so long
    or never, `heard_days` for those heard within so long. So NEVER days unheard are who was never heard.
    """

    id: UUID
    version: int = version()
    name: str = text(NAME, required=True)
    words: str = text(NAME)
    organisation_id: UUID | None = None
    kind: OrganisationKind | None = None
    county_code: str | None = None
    role: SoughtRole | None = None
    tag: str = text(60)
    tour_id: UUID | None = None
    quiet_days: int | None = number(None, 0, NEVER)
    heard_days: int | None = number(None, 0, NEVER)

    @property
    def narrows(self) -> bool:
        """Whether anything but words is asked for."""
        return any(getattr(self, name) not in (None, "") for name in FILTERS)
