"""The people of a plan as an import looks for them: by key, by e-mail, by name and organisation."""

from collections.abc import Callable
from uuid import UUID

from kampanjplan.domain.cards import Card
from kampanjplan.domain.contacts import Contact, Membership
from kampanjplan.services.ports import Reading


def folded(text: str) -> str:
    """A text as it is compared: case and blanks aside."""
    return " ".join(text.casefold().split())


class KnownPeople:
    """All contacts of the plan, and those that earlier rows of the file bring."""

    def __init__(self, reading: Reading) -> None:
        self._by_id: dict[UUID, Contact] = {}
        self._by_email: dict[str, list[UUID]] = {}
        self._by_name: dict[tuple[str, UUID | None], list[UUID]] = {}
        self._memberships: dict[UUID, list[Membership]] = {}
        for contact in sorted(reading.find(Contact), key=lambda contact: contact.id):
            self.know(contact)
        for told in reading.find(Membership):
            self._memberships.setdefault(told.contact_id, []).append(told)

    def know(self, contact: Contact) -> None:
        """Looks for this one too from now on, as it is now."""
        self._by_id[contact.id] = contact
        if contact.anonymised is not None:
            return
        for email in {folded(text) for text in contact.emails}:
            _add(self._by_email.setdefault(email, []), contact.id)
        _add(self._by_name.setdefault((folded(contact.name), contact.organisation_id), []), contact.id)

    def has(self, id: UUID) -> bool:
        return id in self._by_id

    def memberships(self, id: UUID) -> list[Membership]:
        return self._memberships.get(id, [])

    def match(
        self, card: Card, body_id: UUID | None, says_nothing_new: Callable[[Contact], bool]
    ) -> tuple[Contact | None, tuple[str, ...]]:
        """The one whom a card means, or None; and the names of those who may be meant but need not be.

        By key; else who has one of its addresses and shares a part of the name; else who has the name at
        the organisation. Of several the one to whom the card brings nothing new, else none.
        """
        if card.id is not None and card.id in self._by_id:
            return self._by_id[card.id], ()
        ids = [id for text in card.emails for id in self._by_email.get(folded(text), [])]
        sharing = [self._by_id[id] for id in dict.fromkeys(ids)]
        words = set(folded(card.name).split())
        found = [c for c in sharing if words & set(folded(c.name).split())]
        if not found:
            named = self._by_name.get((folded(card.name), body_id), [])
            found = [self._by_id[id] for id in named]
        others = tuple(c.name for c in sharing if c not in found)
        if len(found) == 1:
            return found[0], others
        exact = [c for c in found if says_nothing_new(c)]
        if exact:
            return exact[0], ()
        by_name = [c for c in found if folded(c.name) == folded(card.name)]
        if len(by_name) == 1:
            return by_name[0], others
        return None, tuple(c.name for c in found) + others


def _add(ids: list[UUID], id: UUID) -> None:
    if id not in ids:
        ids.append(id)
