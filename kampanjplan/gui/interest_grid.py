"""Intresse: what each county wants of the chosen tour, a row a county."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QCompleter, QLabel, QLineEdit, QVBoxLayout, QWidget

from kampanjplan.domain.answers import Known
from kampanjplan.domain.counties import COUNTIES, county, find_county
from kampanjplan.domain.errors import Expected, PlanError
from kampanjplan.domain.interests import CountyInterest
from kampanjplan.domain.tours import Tour
from kampanjplan.gui.blocks import Names, Place, left_out, placed
from kampanjplan.gui.cells import near
from kampanjplan.gui.grid import Cell, GridModel, GridView, Index
from kampanjplan.gui.interest_cells import interest_columns, known_towns
from kampanjplan.gui.pasting import PasteError, fill_text, left_out_text, paste_text
from kampanjplan.gui.places import gazetteer, towns_of
from kampanjplan.gui.settings import today
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.conflicts import having_seen
from kampanjplan.services.interests import interests_of, set_interest, set_interests
from kampanjplan.wording import _
from kampanjplan.wording.labels import label

_NUMBER_OF = {county.code: number for number, county in enumerate(COUNTIES)}
_TOWNS = 9  # the column that a county's name may be a value of


class _Model(GridModel):
    """What is not known stands back, so that what is known is seen."""

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if role == int(Qt.ItemDataRole.ForegroundRole):
            shown = super().data(index)
            dim = shown == label(Known.UNKNOWN)
            return QApplication.palette().color(QPalette.ColorRole.PlaceholderText) if dim else None
        return super().data(index, role)


class InterestGrid(QWidget):
    """Typed, emptied and pasted cells are one act each, whole or refused."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        model = _Model(
            interest_columns(today()),
            lambda row: county(row.county_code).short_name,
            lambda row: row.id,
            self._edit,
            workspace.refuse,
        )
        self.grid = GridView(model, _("Länens intresse"))
        self.grid.fit_titles()
        self.grid.horizontalHeader().setStretchLastSection(True)
        self.grid.editing.connect(self._suggest)
        self.grid.emptied.connect(self.empty)
        self.grid.pasted.connect(self.paste_cells)
        self.grid.filled.connect(self.fill)
        hint = QLabel(
            _(
                "Skriv direkt i rutan. Tabb och Retur flyttar, Delete tömmer, Ctrl+D fyller nedåt, "
                "Esc lämnar rutnätet. "
                "Rutor klistras in från Excel, med eller utan rubriker och län. "
                "Tomma möjliga orter: residensstaden."
            )
        )
        hint.setWordWrap(True)
        self.grid.setAccessibleDescription(hint.text())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.grid, 1)
        column.addWidget(hint)

    def show_tour(self, tour: Tour | None) -> None:
        """Shows the counties' interest in a tour as it is now."""
        self.grid.rows.columns = interest_columns(near(tour, today()))
        self.grid.show_rows(self._workspace.read(interests_of, tour.id) if tour else [])
        self.grid.say_when_empty(_("Planen har inga turnéer än. Skapa en under Turnéer och stopp."))

    def _edit(self, row: CountyInterest, title: str, facts: dict[str, Any]) -> bool:
        known = known_towns(facts, row.county_code, gazetteer())
        text = _("Ändra {field}").format(field=title.lower())
        self._workspace.edit(text, row, set_interest, row.tour_id, row.county_code, **known)
        return True

    def empty(self, cells: Sequence[Cell]) -> None:
        """Empties cells, as one act."""
        columns = self.grid.rows.columns
        facts: dict[str, dict[str, Any]] = {}
        for row, column in cells:
            read = columns[column].read
            if read is not None:
                facts.setdefault(self._code(row), {}).update(read(""))
        self._keep(_("Töm rutor om intresse"), facts)

    def paste_cells(self, block: list[list[str]]) -> None:
        """Puts a spreadsheet's cells where they belong, as one act; a wrong one refuses them all."""
        try:
            kept = self._keep(_("Klistra in intresse"), self._read(self._placed(block)))
        except PasteError as error:
            self._workspace.failed.emit(paste_text(error))
            return
        titles = left_out(block, self._names())
        if kept and titles:
            self._workspace.acted.emit(left_out_text(titles))

    def fill(self, places: Sequence[Place]) -> None:
        """Fills cells with what stands above them, as one act."""
        try:
            self._keep(_("Fyll nedåt"), self._read(places))
        except PasteError as error:
            self._workspace.failed.emit(fill_text(error))

    def _placed(self, block: list[list[str]]) -> list[Place]:
        picked = self.grid.picked_cells()
        if len(block) == 1 and len(block[0]) == 1 and len(picked) > 1:
            return [Place(row, column, block[0][0], 1) for row, column in picked]
        at = self.grid.currentIndex()
        row, column = max(at.row(), 0), max(at.column(), 0)
        return placed(block, self._names(), row, column, named=column != _TOWNS)

    def _names(self) -> Names:
        titles = [column.title.casefold() for column in self.grid.rows.columns]

        def find_row(text: str) -> int | None:
            found = find_county(text)
            return _NUMBER_OF[found.code] if found else None

        def find_column(text: str) -> int | None:
            wanted = " ".join(text.split()).casefold()
            return titles.index(wanted) if wanted in titles else None

        rows = len(self.grid.rows.rows)
        return Names(_("Län"), titles, rows, find_row, find_column, Expected.COUNTY)

    def _read(self, places: Sequence[Place]) -> dict[str, dict[str, Any]]:
        facts: dict[str, dict[str, Any]] = {}
        for place in places:
            column, code = self.grid.rows.columns[place.column], self._code(place.row)
            try:
                assert column.read is not None
                theirs = known_towns(column.read(place.text), code, gazetteer())
            except PlanError as error:
                raise PasteError(place.line, column.title, error) from error
            facts.setdefault(code, {}).update(theirs)
        return facts

    def _code(self, row: int) -> str:
        code: str = self.grid.rows.rows[row].county_code
        return code

    def _keep(self, text: str, facts: dict[str, dict[str, Any]]) -> bool:
        """Whether it was kept; where it was refused the user is told why."""
        if not facts:
            self._workspace.failed.emit(_("Det finns inga rader att klistra in."))
            return False
        seen = [row for row in self.grid.rows.rows if row.county_code in facts]
        acted = self._workspace.do(text, having_seen, seen, set_interests, seen[0].tour_id, facts)
        return acted is not None

    def _suggest(self, editor: QWidget, column: int) -> None:
        """Offers the county's towns while one is typed."""
        if column == _TOWNS and isinstance(editor, QLineEdit):
            completer = QCompleter(towns_of(self.grid.rows.begun.county_code), editor)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            editor.setCompleter(completer)
