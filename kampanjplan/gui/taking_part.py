"""Medverkande: who must be at every stop and who can speak, the tour's themes, and ways to travel."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.errors import EmptyError, Expected, UnreadableError
from kampanjplan.domain.interests import ThemeKind
from kampanjplan.domain.organisations import Organisation, organisation_named
from kampanjplan.domain.planning import FactorUnit, TravelFactor
from kampanjplan.domain.possibility import Lecturer, Party
from kampanjplan.domain.reading import read_day, read_number, read_thousandths
from kampanjplan.domain.tours import Tour
from kampanjplan.gui.adding_list import AddingList
from kampanjplan.gui.names import named_contact, names_of
from kampanjplan.gui.page import side_by_side
from kampanjplan.gui.places import gazetteer
from kampanjplan.gui.settings import today
from kampanjplan.gui.table import Column
from kampanjplan.gui.workspace import Workspace
from kampanjplan.resources import resource
from kampanjplan.services.conflicts import having_seen
from kampanjplan.services.editing import change, remove
from kampanjplan.services.factors import add_factors, factors_of, read_factors, remove_factors
from kampanjplan.services.taking_part import add_lecturer, add_party, lecturers_of, parties_of
from kampanjplan.services.themes import (
    TourTheme,
    add_theme,
    remove_themes,
    rename_theme,
    set_theme,
    themes_of,
)
from kampanjplan.wording import _
from kampanjplan.wording.dates import day_text
from kampanjplan.wording.factors import factor_text, grams_text
from kampanjplan.wording.labels import label, read_choice


class TakingPart(QWidget):
    """Four plain tables at once: each row is added in the line above its table."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._tour: Tour | None = None
        self.parties = self._list(
            _("Medverkande vid varje stopp"),
            _("Lägg till organisation, t.ex. UHM"),
            _party_columns(),
            lambda row: row[0].id,
            self._edit_party,
        )
        self.parties.table.say_when_empty(_("Ingen än: då räknas ingens svar eller resor."))
        self.parties.adds, self.parties.removes = self._add_party, self._remove_parties
        self.lecturers = self._list(
            _("Föreläsare i hela planen"),
            _("Lägg till kontakt som kan tala"),
            _lecturer_columns(),
            lambda row: row[0].id,
            self._edit_lecturer,
        )
        self.lecturers.table.say_when_empty(_("Inga föreläsare än."))
        self.lecturers.adds, self.lecturers.removes = self._add_lecturer, self._remove_lecturers
        self.themes = self._list(
            _("Turnéns teman"),
            _("Lägg till tema"),
            _theme_columns(),
            lambda row: row.key,
            self._edit_theme,
        )
        self.themes.table.say_when_empty(_("Turnén har inga teman än."))
        self.themes.adds, self.themes.removes = self._add_theme, self._remove_themes
        self.factors = self._list(
            _("Färdsätt i hela planen"),
            _("Lägg till färdsätt"),
            _factor_columns(),
            lambda factor: factor.id,
            self._edit_factor,
        )
        self.factors.table.say_when_empty(_("Inga färdsätt än: då är CO2e okänt."))
        self.factors.adds, self.factors.removes = self._add_factor, self._remove_factors
        self.known = QPushButton(_("Lägg till kända"))
        self.known.setToolTip(_("Lägger till tåg och bil med siffror från klimatresa.se (odaterade)"))
        self.known.setAutoDefault(False)
        self.known.clicked.connect(self.add_known_factors)
        self.factors.row.insertWidget(1, self.known)
        left = side_by_side(self.parties, self.themes, name="parties", shares=(1, 1), down=True)
        right = side_by_side(self.lecturers, self.factors, name="lecturers", shares=(1, 1), down=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(side_by_side(left, right, name="taking_part", shares=(1, 1)))

    def _list(self, title: str, hint: str, columns: list[Column], key: Any, edit: Any) -> AddingList:
        return AddingList(title, hint, columns, key, edit, self._workspace.refuse)

    def show_tour(self, tour: Tour | None) -> None:
        """Shows all four as they are now."""
        self._tour = tour
        people = self._workspace.people.now()
        self._names = names_of(people)
        read = self._workspace.read
        self.parties.show_rows(read(parties_of, tour.id) if tour else [])
        self.themes.show_rows(read(themes_of, tour.id) if tour else [])
        self.lecturers.show_rows(read(lecturers_of))
        self.factors.show_rows(read(factors_of))
        self.parties.suggest([body.name for body in people.organisations.values()])
        self.lecturers.suggest(list(self._names))
        for part in (self.parties, self.themes):
            part.line.setEnabled(tour is not None)

    # -- bodies that take part --------------------------------------------------------------------

    def _add_party(self, text: str) -> None:
        assert self._tour is not None
        body = organisation_named(text, self._workspace.people.now().organisations.values())
        if body is None:
            raise UnreadableError(text.strip(), Expected.ORGANISATION, "organisation_id")
        party = Party(id=uuid4(), tour_id=self._tour.id, organisation_id=body.id, town=body.town)
        self._workspace.attempt(_("Lägg till medverkande"), add_party, party)

    def _edit_party(self, row: tuple[Party, Organisation], title: str, facts: dict[str, Any]) -> bool:
        text = _("Ändra {field}").format(field=title.lower())
        self._workspace.edit(text, row[0], change, Party, row[0].id, **facts)
        return True

    def _remove_parties(self, rows: list[tuple[Party, Organisation]]) -> None:
        seen = [party for party, _body in rows]
        text = _("Ta bort medverkande")
        self._workspace.do(text, having_seen, seen, remove, Party, [one.id for one in seen])

    # -- those who can speak ----------------------------------------------------------------------

    def _add_lecturer(self, text: str) -> None:
        people = self._workspace.people.now()
        contact = people.contacts[named_contact(self._names, text, "contact_id")]
        body = people.organisations.get(contact.organisation_id) if contact.organisation_id else None
        lecturer = Lecturer(id=uuid4(), contact_id=contact.id, town=body.town if body else "")
        self._workspace.attempt(_("Lägg till föreläsare"), add_lecturer, lecturer)

    def _edit_lecturer(self, row: tuple[Lecturer, Contact], title: str, facts: dict[str, Any]) -> bool:
        text = _("Ändra {field}").format(field=title.lower())
        self._workspace.edit(text, row[0], change, Lecturer, row[0].id, **facts)
        return True

    def _remove_lecturers(self, rows: list[tuple[Lecturer, Contact]]) -> None:
        seen = [lecturer for lecturer, _contact in rows]
        text = _("Ta bort föreläsare")
        self._workspace.do(text, having_seen, seen, remove, Lecturer, [one.id for one in seen])

    # -- themes -----------------------------------------------------------------------------------

    def _add_theme(self, text: str) -> None:
        assert self._tour is not None
        self._workspace.attempt(
            _("Lägg till tema"), having_seen, [self._tour], add_theme, self._tour.id, text
        )

    def _edit_theme(self, row: TourTheme, title: str, facts: dict[str, Any]) -> bool:
        text = _("Ändra {field}").format(field=title.lower())
        if "name" in facts:
            act = (rename_theme, row.tour.id, row.name, facts["name"])
            self._workspace.attempt(text, having_seen, [row.tour], *act)
        else:
            seen = [row.theme] if row.theme else []
            self._workspace.attempt(text, having_seen, seen, set_theme, row.tour.id, row.name, **facts)
        return True

    def _remove_themes(self, rows: list[TourTheme]) -> None:
        seen = [rows[0].tour, *(row.theme for row in rows if row.theme)]
        names = [row.name for row in rows]
        self._workspace.do(_("Ta bort tema"), having_seen, seen, remove_themes, rows[0].tour.id, names)

    # -- ways to travel ---------------------------------------------------------------------------

    def _add_factor(self, text: str) -> None:
        factor = TravelFactor(id=uuid4(), mode=text, dated=today())
        self._workspace.attempt(_("Lägg till färdsätt"), add_factors, [factor])

    def add_known_factors(self) -> None:
        """Adds those of the table that comes with the program, where the plan has none of that name."""
        table = read_factors(resource("facts/travel_factors.csv").read_text(encoding="utf-8"))
        named = [_in_words(factor) for factor in table]
        if not self._workspace.do(_("Lägg till kända färdsätt"), add_factors, named):
            self._workspace.noticed.emit(_("Planen har redan alla kända färdsätt."))

    def _edit_factor(self, factor: TravelFactor, title: str, facts: dict[str, Any]) -> bool:
        text = _("Ändra {field}").format(field=title)
        self._workspace.edit(text, factor, change, TravelFactor, factor.id, **facts)
        return True

    def _remove_factors(self, rows: list[TravelFactor]) -> None:
        ids = [factor.id for factor in rows]
        self._workspace.do(_("Ta bort färdsätt"), having_seen, rows, remove_factors, ids)


def _in_words(factor: TravelFactor) -> TravelFactor:
    return replace(factor, mode=factor_text(factor.mode), source=factor_text(factor.source))


def _party_columns() -> list[Column]:
    return [
        Column(_("Organisation"), lambda row: row[1].short, width=130),
        Column(_("Reser från"), lambda row: row[0].town, _read_town, width=150),
        Column(_("Personer"), lambda row: str(row[0].staff), _read_staff, width=80),
    ]


def _lecturer_columns() -> list[Column]:
    return [
        Column(_("Föreläsare"), lambda row: row[1].name, width=150),
        Column(_("Kan tala om"), lambda row: "; ".join(row[0].competences), _read_competences, width=150),
        Column(_("Reser från"), lambda row: row[0].town, _read_town, width=90),
        Column(
            _("Flest dagar"),
            lambda row: "" if row[0].most_days is None else str(row[0].most_days),
            lambda text: {"most_days": read_number(text, 0, 366)},
            width=80,
        ),
    ]


def _theme_columns() -> list[Column]:
    return [
        Column(_("Tema"), lambda row: row.name, lambda text: {"name": text}, width=170),
        Column(
            _("Önskemål"),
            lambda row: label(row.known.kind),
            lambda text: {"kind": read_choice(ThemeKind, text) if text.strip() else ThemeKind.OTHER},
            tuple(label(kind) for kind in ThemeKind),
            140,
        ),
        Column(
            _("Kräver talare om"), lambda row: "; ".join(row.known.competences), _read_competences, width=124
        ),
    ]


def _factor_columns() -> list[Column]:
    return [
        Column(_("Färdsätt"), lambda factor: factor.mode, _read_mode, width=150),
        Column(_("g CO2e/km"), lambda factor: grams_text(factor.mg_per_km), _read_grams, width=78),
        Column(
            _("Räknas per"),
            lambda factor: label(factor.unit),
            lambda text: {"unit": read_choice(FactorUnit, text) if text.strip() else FactorUnit.PERSON_KM},
            tuple(label(unit) for unit in FactorUnit),
            115,
        ),
        Column(_("Källa"), lambda factor: factor.source, lambda text: {"source": text}, width=92),
        Column(
            _("Daterad"),
            lambda factor: day_text(factor.dated) if factor.dated else "",
            lambda text: {"dated": read_day(text, today())},
            width=80,
        ),
    ]


def _read_town(text: str) -> dict[str, Any]:
    """A town of the map as it is spelt there; others as they are typed."""
    town = gazetteer().find(text)
    return {"town": town.name if town else text}


def _read_staff(text: str) -> dict[str, Any]:
    staff = read_number(text, 0, 100)
    if staff is None:
        raise EmptyError("staff")
    return {"staff": staff}


def _read_grams(text: str) -> dict[str, Any]:
    return {"mg_per_km": read_thousandths(text, 100_000) or 0}


def _read_mode(text: str) -> dict[str, Any]:
    if not text.strip():
        raise EmptyError("mode")
    return {"mode": text}


def _read_competences(text: str) -> dict[str, Any]:
    parts = (part.strip() for part in text.replace(",", ";").split(";"))
    return {"competences": tuple(dict.fromkeys(filter(None, parts)))}
