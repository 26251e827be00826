"""The box in which a contact is logged: opened from anywhere, filled in and saved by the keyboard alone."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kampanjplan.domain.activities import Activity, ActivityKind, Direction, Outcome
from kampanjplan.domain.errors import EmptyError, FieldError, PlanError
from kampanjplan.domain.fields import checked
from kampanjplan.domain.reading import read_near_day
from kampanjplan.gui.dates import DateField, time_field
from kampanjplan.gui.drafts import NEW_LINE, draft_text
from kampanjplan.gui.fields import ChoiceField, Field, notes_field, text_field
from kampanjplan.gui.item_cells import People
from kampanjplan.gui.names import ContactsField
from kampanjplan.gui.page import heading
from kampanjplan.gui.settings import today
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.activities import log_activity, stops_to_choose
from kampanjplan.services.editing import change
from kampanjplan.wording import _
from kampanjplan.wording.dates import day_text, span_text
from kampanjplan.wording.labels import label, sort_key, stop_text
from kampanjplan.wording.sentences import error_text

# Stands for the line that is being written, which has no key that a later box could know it by.
_NEW = Activity(id=UUID(NEW_LINE), day=date.min)


def near_day_field(name: str, title: str, *, ahead: bool, needed: bool = False) -> DateField:
    """A day as people say it: "i morgon", "fre", "om 2 veckor", "12/10"."""

    def read(text: str) -> dict[str, Any]:
        day = read_near_day(text, today(), ahead=ahead)
        if day is None and needed:
            raise EmptyError(name)
        return {name: day}

    def write(thing: Any) -> str:
        day: date | None = getattr(thing, name)
        return day_text(day) if day else ""

    hint = _("t.ex. i morgon, fre, om 2 veckor") if ahead else _("t.ex. i dag, i går, tis")
    return DateField([name], title, read, write, None, hint)


class AboutField(ChoiceField):
    """The tour or the stop that it was about; a stop tells its tour too."""

    def __init__(self, workspace: Workspace) -> None:
        choices: list[tuple[str, Any]] = [(_("inget särskilt"), (None, None))]
        for tour, stops in workspace.read(stops_to_choose):
            choices.append((tour.name, (tour.id, None)))
            for stop in stops:
                when = span_text(stop.first_day, stop.last_day) or _("ej bestämt")
                choices.append((f"{stop_text(stop)} ({when})", (tour.id, stop.id)))
        super().__init__("tour_id", _("Gäller"), choices)
        self.names = ("tour_id", "stop_id")

    def show_thing(self, thing: Any) -> None:
        if thing.stop_id is not None:
            self._show(next((v for v in self._values if v[1] == thing.stop_id), (None, None)))
        else:
            self._show((thing.tour_id, None))

    def facts(self) -> dict[str, Any]:
        return dict(zip(self.names, self.draft() or (None, None), strict=True))


class ActivityBox(QDialog):
    """What is needed of most contacts first, the rest below. Ctrl+Enter saves."""

    def __init__(
        self, parent: QWidget, workspace: Workspace, activity: Activity, *, new: bool, who: People
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Logga kontakt") if new else _("Ändra i kontaktloggen"))
        self.setMinimumWidth(600)
        self._workspace, self._activity, self._new = workspace, activity, new
        self._warned = False
        self.reason = QLabel()
        self.reason.setWordWrap(True)
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.WindowText, colours.color(QPalette.ColorRole.BrightText))
        self.reason.setPalette(colours)
        self.fields: dict[str, Field] = {}
        self._lay_out(who)
        for field in self.fields.values():
            field.show_thing(activity)
            field.revert = self.reject  # type: ignore[method-assign]
        self._drafts = self._typed()
        if new:
            self._keep_drafts()
        first = self.fields["text" if activity.contact_ids or activity.organisation_id else "contact_ids"]
        first.editor.setFocus()

    def _lay_out(self, who: People) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(4)
        bodies = sorted(who.organisations.values(), key=lambda body: sort_key(body.name))
        rows: list[tuple[Field, ...]] = [
            (ContactsField(who),),
            (_choices("kind", _("Typ"), ActivityKind), _choices("outcome", _("Utfall"), Outcome)),
            (notes_field("text", _("Vad som sades"), 4),),
            (
                text_field("next_step", _("Nästa steg")),
                near_day_field("next_day", _("Nästa steg senast"), ahead=True),
            ),
        ]
        more: list[tuple[Field, ...]] = [
            (
                near_day_field("day", _("Dag"), ahead=False, needed=True),
                time_field("at", _("Klockslag")),
                _choices("direction", _("Riktning"), Direction),
            ),
            (
                AboutField(self._workspace),
                ChoiceField(
                    "organisation_id",
                    _("Organisation"),
                    [(_("kontaktens egen"), None), *((body.name, body.id) for body in bodies)],
                ),
            ),
            (text_field("next_owner", _("Vem som gör nästa steg")),),
        ]
        if not self._new:
            more.append((near_day_field("next_done", _("Nästa steg klart"), ahead=False),))
            more[-1] += (text_field("next_note", _("Om nästa steg")),)
        self._add_rows(column, rows)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        column.addWidget(line)
        column.addWidget(heading(_("Mer")))
        self._add_rows(column, more)
        column.addStretch(1)
        column.addWidget(self.reason)
        column.addLayout(self._buttons())

    def _add_rows(self, column: QVBoxLayout, rows: list[tuple[Field, ...]]) -> None:
        for row in rows:
            beside = QHBoxLayout()
            beside.setSpacing(12)
            for field in row:
                beside.addWidget(field, 1)
                beside.setAlignment(field, Qt.AlignmentFlag.AlignTop)  # also beside one that is refused
                self.fields[field.names[0]] = field
            column.addLayout(beside)

    def _buttons(self) -> QHBoxLayout:
        """No button is the default: Enter in a line must not save what is not written yet."""
        buttons = QHBoxLayout()
        self.ok, cancel = QPushButton(_("Spara (Ctrl+Enter)")), QPushButton(_("Avbryt"))
        buttons.addStretch(1)
        for button in (self.ok, cancel):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        self.ok.clicked.connect(self.save)
        cancel.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save)
        return buttons

    def _keep_drafts(self) -> None:
        """What is typed for a new line outlives a crash; what was left by one comes back."""
        drafts = self._workspace.drafts
        for field in self.fields.values():
            if (kept := drafts.of(_NEW, field.names)) is not None:
                field.show_draft(kept.text)
                field.tell(draft_text(kept, kept.saved))
            field.typed.connect(lambda field=field: drafts.keep(_NEW, field.names, field.draft(), ""))

    def done(self, result: int) -> None:
        """Closes; a draft that is saved, or thrown away, does not come back."""
        if self._new:
            for field in self.fields.values():
                self._workspace.drafts.drop(_NEW, field.names)
        super().done(result)

    def _typed(self) -> list[Any]:
        return [field.draft() for field in self.fields.values()]

    def save(self) -> None:
        """Keeps it and closes; where that is refused the reason is told and what was typed stays."""
        self.reason.clear()
        for field in self.fields.values():
            field.tell("")
        try:
            facts = self._facts()
            self._keep(checked(replace(self._activity, **facts)), facts)
        except FieldError as error:
            self._refuse(error)
        except PlanError as error:
            self.reason.setText(error_text(error))
        else:
            self.accept()

    def _facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        for name, field in self.fields.items():
            try:
                facts |= field.facts()
            except FieldError as error:
                error.field = name
                raise
        return facts

    def _refuse(self, error: FieldError) -> None:
        field = self.fields.get(error.field)
        if field is None:
            self.reason.setText(error_text(error))
            return
        field.tell(error_text(error), error=True)
        field.editor.setFocus()

    def _keep(self, wanted: Activity, facts: dict[str, Any]) -> None:
        if self._new:
            self._workspace.attempt(_("Logga kontakt"), log_activity, wanted)
            return
        seen = self._activity
        changed = {name: getattr(wanted, name) for name in facts}
        changed = {name: value for name, value in changed.items() if value != getattr(seen, name)}
        if changed:
            text = _("Ändra i kontaktloggen")
            self._workspace.edit(text, seen, change, Activity, seen.id, **changed)

    def reject(self) -> None:
        """Closes; the first time it only says so where something typed would be lost."""
        if not self._warned and self._typed() != self._drafts:
            self._warned = True
            self.reason.setText(_("Det du skrivit är inte sparat. Tryck Esc en gång till för att kasta det."))
            return
        super().reject()


def _choices(name: str, title: str, kind: Any) -> ChoiceField:
    return ChoiceField(name, title, [(label(choice), choice) for choice in kind])


def log_contact(parent: QWidget, workspace: Workspace, guess: dict[str, Any]) -> ActivityBox:
    """Opens the box for something new; `guess` are the fields that are known from what was looked at."""
    now = datetime.now().time().replace(second=0, microsecond=0)
    new = Activity(**{"id": uuid4(), "day": today(), "at": now, "direction": Direction.OUT} | guess)
    return _open(parent, workspace, new, new=True)


def edit_activity(parent: QWidget, workspace: Workspace, activity: Activity) -> ActivityBox:
    """Opens the box for a line of the log."""
    return _open(parent, workspace, activity, new=False)


def _open(parent: QWidget, workspace: Workspace, activity: Activity, *, new: bool) -> ActivityBox:
    box = ActivityBox(parent.window(), workspace, activity, new=new, who=workspace.people.now())
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box
