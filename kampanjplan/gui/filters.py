"""What narrows the list of contacts beside the words: filters, and searches that are kept by name."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kampanjplan.domain.counties import COUNTIES, county
from kampanjplan.domain.organisations import Organisation, OrganisationKind
from kampanjplan.domain.searches import NEVER, SavedSearch, SoughtRole
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.conflicts import having_seen
from kampanjplan.services.searches import add_search, remove_search, rename_search, searches
from kampanjplan.wording import _, count_text
from kampanjplan.wording.labels import label, sort_key

ALL = SavedSearch(id=UUID(int=0), name="")
_CHIP = 190  # pixels of what is on; all of it stands in the tooltip
_QUIET = (14, 30, 60, 90, 180, 365)
_HEARD = (7, 30, 90, 365)


class Filters(QWidget):
    """`asked` is what is on, but for the words; `changed` tells that it is another now."""

    changed = Signal()
    chosen = Signal(str)  # the words of a kept search that was chosen

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.asked = ALL
        self.words = lambda: ""  # what is typed now, to be kept with a search
        self._bodies: dict[UUID, Organisation] = {}
        self.opener = _button(_("Filter"), _("Visa eller dölj filtren (Ctrl+Skift+F)"))
        self.opener.setCheckable(True)
        self.opener.setShortcut("Ctrl+Shift+F")
        self.opener.toggled.connect(self._open)
        self.kept = _button(_("Sökningar"), _("Sparade sökningar"))
        self.menu = QMenu(self.kept)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.kept.setMenu(self.menu)
        self.chip = _button("", "")
        self.chip.setFlat(True)
        self.chip.clicked.connect(self.clear)
        self.count = QLabel()
        self.panel = QWidget()
        self.boxes = {name: _Choice(title) for name, title in _titles().items()}
        self._lay_out()
        for name, box in self.boxes.items():
            box.activated.connect(lambda _row, name=name: self._choose(name))
        self._tell()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        for part in (self.opener, self.kept, self.chip):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.count)
        grid = QGridLayout(self.panel)
        grid.setContentsMargins(0, 2, 0, 4)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        for number, (name, box) in enumerate(self.boxes.items()):
            title = QLabel(_titles()[name])
            title.setBuddy(box)
            wide = 2 if name == "quiet_days" else 1
            grid.addWidget(title, number // 4 * 2, number % 4, 1, wide)
            grid.addWidget(box, number // 4 * 2 + 1, number % 4, 1, wide)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.panel)
        self.panel.hide()

    # -- what is on ---------------------------------------------------------------------------------

    def know(self, bodies: dict[UUID, Organisation]) -> None:
        """The organisations there are now."""
        self._bodies = bodies
        if self.panel.isVisible():
            self._offer()
        self._tell()

    def ask(self, asked: SavedSearch) -> None:
        """Puts these filters on."""
        self.asked = replace(asked, words="")
        if self.panel.isVisible():
            self._offer()
        self._tell()
        self.changed.emit()

    def clear(self) -> None:
        """Takes every filter off."""
        self.ask(ALL)

    def _choose(self, name: str) -> None:
        value = self.boxes[name].value
        if name == "quiet_days":
            quiet, heard = value or (None, None)
            self.ask(replace(self.asked, quiet_days=quiet, heard_days=heard))
        else:
            self.ask(replace(self.asked, **{name: "" if value is None and name == "tag" else value}))

    def _tell(self) -> None:
        texts = self.texts()
        self.chip.setVisible(bool(texts))
        said = ", ".join(texts)
        short = self.chip.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, _CHIP)
        self.chip.setText(f"{_plain(short)}  ✕")
        self.chip.setToolTip(
            _("{filters}. Klicka för att ta bort filtret (Esc i sökfältet)").format(filters=said)
        )
        self.chip.setAccessibleName(_("Ta bort filter: {filters}").format(filters=said))

    def texts(self) -> list[str]:
        """What is on, in words."""
        asked = self.asked
        body = self._bodies.get(asked.organisation_id) if asked.organisation_id else None
        tours = {tour.id: tour.name for tour in self._workspace.tours()}
        found = [
            body.short if body else "",
            label(asked.kind) if asked.kind else "",
            county(asked.county_code).name if asked.county_code else "",
            label(asked.role) if asked.role else "",
            asked.tag,
            tours.get(asked.tour_id, "") if asked.tour_id else "",
            *_heard_texts(asked),
        ]
        return [text for text in found if text]

    # -- the panel ----------------------------------------------------------------------------------

    def _open(self, shown: bool) -> None:
        if shown and self._workspace.door is not None:
            self._offer()
        self.panel.setVisible(shown)
        if shown:
            next(iter(self.boxes.values())).setFocus()

    def _offer(self) -> None:
        asked, bodies = self.asked, sorted(self._bodies.values(), key=lambda body: sort_key(body.short))
        tags = {*self._workspace.read(lambda reading: reading.tags()), asked.tag} - {""}
        spans = [(days, None) for days in (*_QUIET, NEVER)] + [(None, days) for days in _HEARD]
        now = asked.quiet_days, asked.heard_days
        if now not in [*spans, (None, None)]:
            spans.append(now)
        choices: dict[str, Iterable[tuple[str, Any]]] = {
            "organisation_id": [(body.short, body.id) for body in bodies],
            "kind": [(label(kind), kind) for kind in OrganisationKind],
            "county_code": [(one.name, one.code) for one in COUNTIES],
            "role": [(label(role), role) for role in SoughtRole],
            "tag": [(tag, tag) for tag in sorted(tags, key=sort_key)],
            "tour_id": [(tour.name, tour.id) for tour in self._workspace.tours()],
            "quiet_days": [("; ".join(_heard_texts(_spans(span))), span) for span in spans],
        }
        for name, box in self.boxes.items():
            value = getattr(asked, name) or None
            box.offer(
                choices[name], (now if now != (None, None) else None) if name == "quiet_days" else value
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape folds the filters in, and takes them off where they are in already."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.panel.isVisible():
            self.opener.setChecked(False)
            self.opener.setFocus()
        else:
            self.clear()

    # -- searches kept by name ----------------------------------------------------------------------

    def _fill_menu(self) -> None:
        self.menu.clear()
        kept = self._workspace.read(searches)
        for search in kept:
            self.menu.addAction(_plain(search.name)).triggered.connect(
                lambda _checked=False, search=search: self.choose(search)
            )
        if not kept:
            self.menu.addAction(_("Inga sparade sökningar än")).setEnabled(False)
        self.menu.addSeparator()
        save = self.menu.addAction(_("&Spara sökningen …"))
        save.triggered.connect(lambda: self.save())
        save.setEnabled(self.asked.narrows or bool(self.words().strip()))
        for title, act in ((_("&Byt namn på"), self.rename), (_("&Ta bort"), self.remove)):
            more = self.menu.addMenu(title)
            more.setEnabled(bool(kept))
            for search in kept:
                more.addAction(_plain(search.name)).triggered.connect(
                    lambda _checked=False, search=search, act=act: act(search)
                )

    def choose(self, search: SavedSearch) -> None:
        """Searches as it was kept."""
        self.asked = replace(search, words="")
        self._tell()
        self.chosen.emit(search.words)
        self.ask(search)

    def save(self) -> None:
        """Keeps what is searched for now, by a name."""
        words = self.words().strip()
        if name := self._ask_name(_("Spara sökningen"), ", ".join([*filter(None, [words]), *self.texts()])):
            search = replace(self.asked, id=uuid4(), name=name, words=words)
            self._workspace.do(_("Spara sökning"), add_search, search)

    def rename(self, search: SavedSearch) -> None:
        if name := self._ask_name(_("Byt namn på sökningen"), search.name):
            self._workspace.do(
                _("Byt namn på sökning"), having_seen, [search], rename_search, search.id, name
            )

    def remove(self, search: SavedSearch) -> None:
        self._workspace.do(_("Ta bort sökning"), having_seen, [search], remove_search, search.id)

    def _ask_name(self, title: str, now: str) -> str:
        from kampanjplan.gui.dialogs.one_field import ask
        from kampanjplan.gui.fields import LineField

        def read(text: str) -> dict[str, Any]:
            from kampanjplan.domain.fields import checked

            return {"name": checked(replace(ALL, name=text)).name}

        field = LineField(["name"], _("Namn"), read, lambda _thing: "")
        field.line.setText(now)
        answer = ask(self, title, field)
        return str(answer["name"]) if answer else ""


class _Choice(QComboBox):
    """Any, or one of several values."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self._values: list[Any] = []

    def offer(self, choices: Iterable[tuple[str, Any]], value: Any) -> None:
        pairs = [(_("alla"), None), *choices]
        self._values = [one for _text, one in pairs]
        self.clear()
        self.addItems([text for text, _one in pairs])
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)
        view = self.view()
        view.setMinimumWidth(min(view.sizeHintForColumn(0) + 30, 420))

    @property
    def value(self) -> Any:
        return self._values[self.currentIndex()]


def _titles() -> dict[str, str]:
    return {
        "organisation_id": _("Organisation"),
        "kind": _("Slag"),
        "county_code": _("Län"),
        "role": _("Roll"),
        "tag": _("Etikett"),
        "tour_id": _("Turné"),
        "quiet_days": _("Senast kontakt"),
    }


def _spans(span: tuple[int | None, int | None]) -> SavedSearch:
    return replace(ALL, quiet_days=span[0], heard_days=span[1])


def _heard_texts(asked: SavedSearch) -> list[str]:
    """ "ej hörd på 30 dagar", "aldrig hörd", "hörd senaste 7 dagarna"."""
    texts = []
    if asked.quiet_days is not None:
        never = asked.quiet_days >= NEVER
        texts.append(
            _("aldrig hörd")
            if never
            else count_text("ej hörd på {n} dag", "ej hörd på {n} dagar", asked.quiet_days)
        )
    if asked.heard_days is not None:
        texts.append(count_text("hörd senaste {n} dagen", "hörd senaste {n} dagarna", asked.heard_days))
    return texts


def _plain(text: str) -> str:
    """A name in a menu, where & would be taken for a key."""
    return text.replace("&", "&&")


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip or text)
    button.setAutoDefault(False)
    return button
