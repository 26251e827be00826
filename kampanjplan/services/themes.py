"""A tour's themes by name, with what each is and needs: what is known of a theme follows its name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4, uuid5

from kampanjplan.domain.errors import EmptyError, TwiceError
from kampanjplan.domain.fields import checked, tidy
from kampanjplan.domain.interests import Theme
from kampanjplan.domain.tours import Tour
from kampanjplan.services.ports import Reading, Unit


@dataclass(frozen=True, slots=True)
class TourTheme:
    """One of a tour's themes; `theme` is None where nothing but its name is known."""

    tour: Tour
    name: str
    theme: Theme | None = None

    @property
    def key(self) -> UUID:
        return uuid5(self.tour.id, f"theme:{self.name}")

    @property
    def known(self) -> Theme:
        """What is known of it, or what a new one says."""
        return self.theme or Theme(id=self.key, tour_id=self.tour.id, name=self.name)


def themes_of(reading: Reading, tour_id: UUID) -> list[TourTheme]:
    """The tour's themes in its own order."""
    tour = reading.get(Tour, tour_id)
    known = {theme.name: theme for theme in reading.find(Theme, tour_id=tour_id)}
    return [TourTheme(tour, name, known.get(name)) for name in dict.fromkeys(tour.themes)]


def set_themes(unit: Unit, tour_id: UUID, /, themes: Sequence[str]) -> None:
    """The tour has these themes.

    One whose name alone was changed keeps what is known of it; one that is gone takes that with it.
    """
    tour = unit.get(Tour, tour_id)
    names = tuple(dict.fromkeys(filter(None, map(tidy, themes))))
    unit.put(checked(replace(tour, themes=names)))
    renamed = {}
    if len(names) == len(tour.themes):
        pairs = zip(tour.themes, names, strict=True)
        renamed = {old: new for old, new in pairs if old not in names and new not in tour.themes}
    known = unit.find(Theme, tour_id=tour_id)
    taken = {theme.name for theme in known}
    for theme in known:
        new = renamed.get(theme.name)
        if new is not None and new not in taken:
            unit.put(checked(replace(theme, name=new)))
        elif theme.name not in names:
            unit.remove(theme)


def add_theme(unit: Unit, tour_id: UUID, name: str) -> None:
    """One more theme. TwiceError where the tour has it, EmptyError where it has no name."""
    tour = unit.get(Tour, tour_id)
    _refuse(name, tour.themes)
    set_themes(unit, tour_id, (*tour.themes, name))


def rename_theme(unit: Unit, tour_id: UUID, name: str, new: str) -> None:
    """Another name for a theme, in its place. As `add_theme`."""
    tour = unit.get(Tour, tour_id)
    _refuse(new, [one for one in tour.themes if one != name])
    set_themes(unit, tour_id, tuple(new if one == name else one for one in tour.themes))


def remove_themes(unit: Unit, tour_id: UUID, names: Sequence[str]) -> None:
    """Takes themes away, with what is known of them."""
    tour = unit.get(Tour, tour_id)
    set_themes(unit, tour_id, tuple(one for one in tour.themes if one not in names))


def set_theme(unit: Unit, tour_id: UUID, name: str, /, **facts: Any) -> None:
    """Says what a theme is or needs."""
    known = unit.find(Theme, tour_id=tour_id, name=name)
    theme = known[0] if known else Theme(id=uuid4(), tour_id=tour_id, name=name)
    unit.put(checked(replace(theme, **facts)))


def _refuse(name: str, others: Sequence[str]) -> None:
    if not tidy(name):
        raise EmptyError("name")
    if tidy(name).casefold() in map(str.casefold, others):
        raise TwiceError(tidy(name), "name")
