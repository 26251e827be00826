"""A reading that reads nothing twice, for when much is gathered from the plan at one moment."""

from typing import Any, cast
from uuid import UUID

from kampanjplan.services.ports import Reading


class _Once:
    """Remembers what was found; everything else it asks the reading that it stands for."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._found: dict[Any, list[Any]] = {}

    def find(self, kind: Any, **equal: Any) -> list[Any]:
        asked = tuple((name, tuple(v) if isinstance(v, list) else v) for name, v in equal.items())
        if (kind, asked) not in self._found:
            self._found[kind, asked] = self._reading.find(kind, **equal)
        return list(self._found[kind, asked])

    def get(self, kind: Any, id: UUID) -> Any:
        found = self.find(kind, id=id)
        return found[0] if found else self._reading.get(kind, id)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reading, name)


def once(reading: Reading) -> Reading:
    """The same reading, which remembers what it was asked."""
    return cast(Reading, _Once(reading))
