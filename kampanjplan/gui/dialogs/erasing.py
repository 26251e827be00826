"""Gallring: whom it is time to forget, what that takes away, and the act that nothing brings back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kampanjplan.domain.changes import ChangeSet
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.damage import StoppedError
from kampanjplan.domain.errors import PlanError
from kampanjplan.domain.fields import NAME
from kampanjplan.gui.page import framed
from kampanjplan.gui.privacy_files import (
    Written,
    ask_people_file,
    write_extracts,
    write_people,
    write_record,
)
from kampanjplan.gui.settings import today
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.gui.watch import Watch
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.erasing import anonymise_as_seen, overdue, preview, undated
from kampanjplan.services.erasure_work import Preview
from kampanjplan.services.ports import Backups, Reading
from kampanjplan.services.rules import rules_of
from kampanjplan.services.traces import remains
from kampanjplan.wording import _, count_text
from kampanjplan.wording.erasing import (
    Record,
    act_text,
    editions_done_text,
    lasting_text,
    people_text,
    preview_lines,
    until_text,
)
from kampanjplan.wording.labels import organisation_text
from kampanjplan.wording.sentences import error_text

PAUSE = 150  # milliseconds that a choice stands before what it means is reckoned
SLOW = 400  # milliseconds after which it is shown that something is under way


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Whom the run can be about, and what their bodies are called."""

    overdue: list[Contact]
    undated: list[Contact]
    bodies: dict[UUID, str]
    decision: str
    backup_days: int


def _candidates(reading: Reading, only: UUID | None) -> _Candidates:
    from kampanjplan.domain.organisations import Organisation

    rules = rules_of(reading)
    late = reading.find(Contact, id=[only]) if only else overdue(reading, today())
    bodies = {body.id: organisation_text(body) for body in reading.find(Organisation)}
    decision = next((c.decision for c in late if c.decision), rules.decision)
    return _Candidates(late, [] if only else undated(reading), bodies, decision, rules.backup_days)


def _left(reading: Reading, seen: Preview) -> int:
    return len(remains(reading, seen.finder))


class ErasingDialog(QDialog):
    """The run over all whose time is up; or, with `only`, about one contact."""

    def __init__(
        self, parent: QWidget, workspace: Workspace, backups: Backups, only: Contact | None = None
    ) -> None:
        super().__init__(parent)
        assert workspace.door is not None
        self._workspace, self._backups, self._only = workspace, backups, only
        self._door = workspace.door
        self._known = _Candidates([], [], {}, "", 90)
        self._made: list[datetime] = []
        self._seen: Preview | None = None
        self._asked = 0
        self._working = self._gone = False
        self._watch = Watch(self)  # of what is under way, a reckoning or the act
        self.record: Record | None = None  # of what was done last
        self.setWindowTitle(_("Anonymisera kontakt") if only else _("Gallra kontakter"))
        self.resize(880, 640)
        self._build()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._reckon)
        workspace.changed.connect(self._plan_changed)
        self.refresh()

    def _build(self) -> None:
        what = QLabel(
            _(
                "Den som gallras blir ”Person 17”: namn, adresser och det som skrivits om personen tas bort "
                "överallt i planen och ur dess historik. Det går inte att ångra. Programmet avgör inte vad "
                "som är allmän handling; gallra efter er myndighets regel eller beslut."
            )
        )
        what.setWordWrap(True)
        self.which = QComboBox()
        self.which.setAccessibleName(_("Vilka som visas"))
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.which.currentIndexChanged.connect(lambda _row: self._show())
        which = QLabel(_("&Visa"))
        which.setBuddy(self.which)
        choice = QHBoxLayout()
        choice.addWidget(which)
        choice.addWidget(self.which)
        choice.addStretch(1)
        for widget in (which, self.which):
            widget.setVisible(self._only is None)
        columns = [
            Column(_("Namn"), lambda c: c.name, width=200),
            Column(_("Organisation"), self._body, width=210),
            Column(_("Gallras efter"), lambda c: until_text(c.keep_until), width=140),
            Column(_("Regel eller beslut"), lambda c: c.decision),
        ]
        self.table = TableView(RowsModel(columns, lambda c: c.id), _("Kontakter att gallra"))
        self.table.picked.connect(self._picked)
        self.preview = QLabel()
        self.preview.setWordWrap(True)
        self.preview.setContentsMargins(12, 10, 12, 10)
        self.preview.setAccessibleName(_("Vad gallringen innebär"))
        self.withdrawing = QCheckBox(
            _("Återkalla &även utgåvorna: deras filer tas bort, nummer och datum blir kvar")
        )
        self.withdrawing.hide()
        self.decision = QLineEdit()
        self.decision.setMaxLength(NAME)
        self.decision.setAccessibleName(_("Regel eller beslut"))
        self.decision.setPlaceholderText(_("t.ex. dokumenthanteringsplan 4.2 eller dnr 2026-117"))
        decision = QLabel(_("&Regel eller beslut"))
        decision.setBuddy(self.decision)
        asked = QHBoxLayout()
        asked.addWidget(decision)
        asked.addWidget(self.decision, 1)
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)  # how long it takes depends on what the texts say
        self.progress.setFixedWidth(160)
        self.progress.setAccessibleName(_("Arbete pågår"))
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self._slow.timeout.connect(self.progress.show)
        self.progress.hide()
        told = QHBoxLayout()
        told.addWidget(self.state, 1)
        told.addWidget(self.progress)
        self.exporting = self._button(_("&Exportera …"), self.export)
        self.extracting = self._button(_("Registerutdra&g …"), self.save_extracts)
        self.keeping = self._button(_("Spara &protokoll …"), self.save_record)
        self.erasing = self._button(_("G&allra …"), self.erase)
        self.closing = self._button(_("S&täng"), self.reject)
        self.keeping.hide()
        buttons = QHBoxLayout()
        for button in (self.exporting, self.extracting, self.keeping):
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self.erasing, self.closing):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(what)
        layout.addLayout(choice)
        layout.addWidget(self.table, 1)
        layout.addWidget(framed(self.preview))
        layout.addWidget(self.withdrawing)
        layout.addLayout(asked)
        layout.addLayout(told)
        layout.addLayout(buttons)
        self.table.setFocus()
        self._offer()

    def _button(self, text: str, act: object) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)  # Enter in the table or the line is no wish to erase
        button.clicked.connect(lambda: act())
        return button

    def _body(self, contact: Contact) -> str:
        return self._known.bodies.get(contact.organisation_id, "") if contact.organisation_id else ""

    def done(self, result: int) -> None:
        """Answers that come when the dialog is gone are for nobody; what was begun is done all the same."""
        self._gone = True
        self._pause.stop()
        if not self._working:
            self._watch.stopped.set()
        super().done(result)

    def reject(self) -> None:
        """Closes; while people are being erased it stops that instead, where it still can be."""
        if not self._working:
            super().reject()
        elif self.closing.isEnabled():
            self._watch.stopped.set()
            self.state.setText(_("Avbryter …"))
            self.closing.setEnabled(False)

    def _busy(self, *, busy: bool) -> None:
        """Tells that something is under way, once it has lasted a while."""
        if busy:
            self._slow.start()
        else:
            self._slow.stop()
            self.progress.hide()

    def _if_here(self, act: Callable[..., None]) -> Callable[[Any], None]:
        return lambda answer: None if self._gone else act(answer)

    # -- the list and what it means -----------------------------------------------------------------

    def refresh(self) -> None:
        """Looks anew for those whose time is up, and for the backups."""
        self._workspace.jobs.run(self._backups.all, self._if_here(self._know_backups), self._failed)
        only = self._only.id if self._only else None
        self._workspace.read_aside(_candidates, only, done=self._if_here(self._know))

    def _know_backups(self, backups: Sequence[object]) -> None:
        self._made = [backup.made for backup in backups]
        self._tell()

    def _know(self, known: _Candidates) -> None:
        first = self._known.bodies == {}
        self._known = known
        shown = max(self.which.currentIndex(), 0)
        self.which.blockSignals(True)
        self.which.clear()
        self.which.addItem(_("Datumet har passerat ({n})").format(n=len(known.overdue)))
        self.which.addItem(_("Utan datum ({n})").format(n=len(known.undated)))
        self.which.setCurrentIndex(shown)
        self.which.blockSignals(False)
        if first and not self.decision.text():
            self.decision.setText(known.decision)
        self._show()

    def _show(self) -> None:
        late = self.which.currentIndex() != 1
        people = self._known.overdue if late else self._known.undated
        self.table.show_rows(people)
        self.table.say_when_empty(
            _("Ingen kontakt ska gallras än.") if late else _("Alla kontakter har ett datum.")
        )
        # All whose time is up are proposed; of those without a date somebody must choose.
        self.table.pick([c.id for c in people] if late else [])
        self._picked()

    def _plan_changed(self, _changes: object) -> None:
        if not self._gone and not self._working:
            self.refresh()

    def _picked(self) -> None:
        self._seen = None
        self._asked += 1
        self._watch.stopped.set()  # what was being reckoned is about others
        self._busy(busy=bool(self.table.picked_ids()))
        if self.table.picked_ids():
            self.preview.setText(_("Räknar …"))
            self._pause.start()
        else:
            self._tell()
        self._offer()

    def _reckon(self) -> None:
        ids = self.table.picked_ids()
        if ids and self._workspace.door is self._door:
            self._watch = Watch(self)
            work = partial(self._door.read, preview, ids, self._watch.moment)
            done = partial(self._reckoned, self._asked)
            self._workspace.jobs.run(work, self._if_here(done), self._failed)

    def _reckoned(self, number: int, seen: Preview) -> None:
        if number == self._asked:  # an older answer is about others
            self._busy(busy=False)
            self._seen = seen
            self._tell()
            self._offer()

    def _tell(self) -> None:
        self.withdrawing.setVisible(self._seen is not None and bool(self._seen.editions))
        if self._seen is None:
            if not self.table.picked_ids():
                choose = _("Välj de kontakter som ska gallras.")
                self.preview.setText(choose if self.table.rows.rows else _("Ingen att gallra här."))
            return
        lines = [*preview_lines(self._seen), lasting_text(self._made, self._known.backup_days)]
        self.preview.setText("\n".join(lines))

    def _offer(self) -> None:
        ready = self._seen is not None and not self._working
        self.erasing.setEnabled(ready and not self._door.store.read_only)
        for button in (self.exporting, self.extracting):
            button.setEnabled(bool(self.table.picked_ids()) and not self._working)
        self.closing.setText(_("A&vbryt") if self._working else _("S&täng"))
        self.closing.setEnabled(True)
        self.which.setEnabled(not self._working)
        self.keeping.setEnabled(not self._working)
        self.table.setEnabled(not self._working)
        self.decision.setEnabled(not self._working)
        self.withdrawing.setEnabled(not self._working)

    # -- the acts -----------------------------------------------------------------------------------

    def erase(self) -> None:
        """Asks once more, and erases what was shown; refused where any of it has changed since."""
        seen, decision = self._seen, self.decision.text().strip()
        if seen is None:
            return
        if not decision:
            self.state.setText(_("Ange den regel eller det beslut som gallringen görs efter."))
            self.decision.setFocus()
            return
        if self._sure(seen):
            self._working = True
            self._watch = Watch(self)
            self.state.setText(_("Gallrar …"))
            self._offer()
            self._busy(busy=True)
            withdrawing = bool(seen.editions) and self.withdrawing.isChecked()
            self._workspace.attempt_aside(
                act_text(seen, decision), anonymise_as_seen, seen, today(), decision, self._watch.moment,
                withdrawing,
                done=self._if_here(partial(self._erased, seen, decision, withdrawing)), failed=self._failed,
            )  # fmt: skip

    def _sure(self, seen: Preview) -> bool:
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Warning)
        question.setWindowTitle(self.windowTitle())
        count = len(seen.ids)
        question.setText(
            count_text(
                "Ska {n} kontakt gallras? Det går inte att ångra.",
                "Ska {n} kontakter gallras? Det går inte att ångra.",
                count,
            )
        )
        lasting = lasting_text(self._made, self._known.backup_days)
        if seen.editions and self.withdrawing.isChecked():
            taken = count_text("{n} utgåva återkallas.", "{n} utgåvor återkallas.", len(seen.editions))
            lasting = f"{taken} {lasting}"
        question.setInformativeText(lasting)
        yes = question.addButton(
            count_text("&Gallra {n} kontakt", "&Gallra {n} kontakter", count),
            QMessageBox.ButtonRole.DestructiveRole,
        )
        no = question.addButton(_("A&vbryt"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(no)
        question.setEscapeButton(no)
        question.exec()
        return question.clickedButton() is yes

    def _erased(self, seen: Preview, decision: str, withdrawn: bool, _changes: ChangeSet) -> None:
        """Looks whether anything is left, for the protocol."""
        self.state.setText(_("Gallrat. Kontrollerar att inget är kvar …"))
        self.closing.setEnabled(False)
        done = partial(self._searched, seen, decision, withdrawn, datetime.now().astimezone())
        self._workspace.read_aside(_left, seen, done=self._if_here(done))

    def _searched(self, seen: Preview, decision: str, withdrawn: bool, when: datetime, left: int) -> None:
        plan = self._door.store.path.name
        self.record = Record(when, self._door.who, decision, plan, seen, left, withdrawn)
        self._working = False
        self._busy(busy=False)
        self._offer()
        self.keeping.show()
        told = _("Klart: {people} gallrade. Protokollet nämner ingen vid namn.").format(
            people=people_text(len(seen.ids))
        )
        self.state.setText(f"{told}\n{editions_done_text(self.record)}" if seen.editions else told)
        self.keeping.setFocus()
        if self._only is None:
            self.refresh()
        else:
            self.table.setEnabled(False)
            self.preview.setText("")
            for button in (self.erasing, self.exporting, self.extracting):
                button.setEnabled(False)

    def export(self) -> None:
        """Asks for a file and writes the chosen contacts there, before they are erased."""
        ids = self.table.picked_ids()
        path = ask_people_file(self, Path(self._folder())) if ids else None
        if path is not None:
            self.state.setText(_("Exporterar …"))
            work = partial(write_people, self._door, ids, path)
            self._workspace.jobs.run(work, self._if_here(lambda _none: self._kept_at(path)), self._failed)

    def save_extracts(self) -> None:
        """Asks for a folder and writes an extract of each chosen contact there."""
        ids = self.table.picked_ids()
        name = QFileDialog.getExistingDirectory(self, _("Spara registerutdrag i mappen"), self._folder())
        if ids and name:
            self.state.setText(_("Skriver registerutdrag …"))
            work = partial(write_extracts, self._door, self._backups, ids, Path(name))
            self._workspace.jobs.run(work, self._if_here(self._written), self._failed)

    def _written(self, written: Written) -> None:
        paths = written.paths
        text = count_text("{n} fil sparad i {{folder}}.", "{n} filer sparade i {{folder}}.", len(paths))
        told = text.format(folder=paths[0].parent if paths else "")
        self.state.setText(f"{told}\n{written.replaced}".strip())

    def save_record(self) -> None:
        """Asks for a file and writes the protocol of the last act there, as a PDF or as text."""
        if self.record is None:
            return
        proposed = Path(self._folder()) / _("Gallringsprotokoll {day}.pdf").format(
            day=f"{self.record.when:%Y-%m-%d}"
        )
        kinds = _("PDF (*.pdf);;Text (*.txt)")
        name, _kind = QFileDialog.getSaveFileName(self, _("Spara protokoll"), str(proposed), kinds)
        if name:
            path = Path(name if Path(name).suffix else f"{name}.pdf")
            work = partial(write_record, self.record, path, self._door.store.path)
            self._workspace.jobs.run(work, self._if_here(self._record_kept), self._failed)

    def _kept_at(self, path: Path) -> None:
        self.state.setText(_("Sparad: {path}").format(path=path))

    def _record_kept(self, written: Written) -> None:
        told = _("Sparad: {path}").format(path=written.paths[0])
        self.state.setText(f"{told}\n{written.replaced}".strip())

    def _folder(self) -> str:
        return str(self._door.store.path.parent)

    def _failed(self, error: Exception) -> None:
        stopped = isinstance(error, StoppedError)
        if self._gone:
            if not stopped:
                self._workspace.refuse_aside(error)
            return
        if stopped and not self._working:
            return  # a reckoning about others
        self._working = False
        self._offer()
        if stopped:
            self.state.setText(_("Avbrutet. Ingen är gallrad."))
            self._picked()
            return
        if not isinstance(error, PlanError):
            raise error
        self.state.setText(error_text(error))
        self._picked()
