"""Searches that colleagues keep by name."""

from dataclasses import replace
from uuid import UUID

from kampanjplan.domain.fields import checked
from kampanjplan.domain.searches import SavedSearch
from kampanjplan.services.ports import Reading, Unit


def add_search(unit: Unit, search: SavedSearch) -> None:
    """Keeps a search; one that is called the same is replaced by it."""
    search = checked(search)
    same = [s for s in unit.find(SavedSearch) if s.name.casefold() == search.name.casefold()]
    unit.remove(*same)
    unit.put(search)


def rename_search(unit: Unit, id: UUID, name: str) -> None:
    unit.put(checked(replace(unit.get(SavedSearch, id), name=name)))


def remove_search(unit: Unit, id: UUID) -> None:
    unit.remove(unit.get(SavedSearch, id))


def searches(reading: Reading) -> list[SavedSearch]:
    """All that are kept, by name."""
    return sorted(reading.find(SavedSearch), key=lambda s: (s.name.casefold(), s.id))
