"""People, and what they do for a tour or a stop."""

from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from kampanjplan.domain.fields import NAME, NOTE, text, version


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person; `title` is what they are at their organisation."""

    id: UUID
    version: int = version()
    name: str = text(NAME, required=True)
    title: str = text(NAME)
    organisation_id: UUID | None = None
    email: str = text(NAME)
    phone: str = text(NAME)
    notes: str = text(NOTE, lines=True)


class RoleKind(Enum):
    HOST = "host"
    COORDINATOR = "coordinator"
    PROGRAMME = "programme"
    INVITATIONS = "invitations"
    VENUE = "venue"
    PRESS = "press"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a contact does at a stop. Speakers stand in the programme instead."""

    id: UUID
    version: int = version()
    stop_id: UUID
    contact_id: UUID
    kind: RoleKind = RoleKind.HOST
