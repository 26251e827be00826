"""Gallring: whom it is time to forget, what that takes away, and the act that nothing brings back."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
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
from kampanjplan.domain.fields import NAME
from kampanjplan.gui.dialogs.stoppable import StoppableDialog
from kampanjplan.gui.erasing_choice import Candidates, ErasingChoice, candidates
from kampanjplan.gui.erasing_files import ErasingFiles
from kampanjplan.gui.erasing_meaning import ErasingMeaning
from kampanjplan.gui.settings import today
from kampanjplan.gui.watch import Watch
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.erasing import anonymise_as_seen
from kampanjplan.services.erasure_work import Preview
from kampanjplan.services.ports import Backups, Reading
from kampanjplan.services.traces import remains
from kampanjplan.wording import _, count_text
from kampanjplan.wording.erasing import Record, act_text, editions_done_text, people_text

SLOW = 400  # milliseconds after which it is shown that something is under way


def _left(reading: Reading, seen: Preview) -> int:
    return len(remains(reading, seen.finder))


class ErasingDialog(StoppableDialog):
    """The run over all whose time is up; or, with `only`, about one contact."""

    def __init__(
        self, parent: QWidget, workspace: Workspace, backups: Backups, only: Contact | None = None
    ) -> None:
        super().__init__(parent, workspace, _("Avbrutet. Ingen är gallrad."))
        self._backups, self._only = backups, only
        self.record: Record | None = None  # of what was done last
        self.setWindowTitle(_("Anonymisera kontakt") if only else _("Gallra kontakter"))
        self.resize(880, 640)
        self.choice = ErasingChoice(of_all=only is None)
        self.meaning = ErasingMeaning(workspace, self.failed)
        self._files = ErasingFiles(self, self._door, workspace.jobs, self.choice, backups)
        self._build()
        self.choice.picked.connect(self.look_again)
        self.meaning.reckoned.connect(self._reckoned)
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
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(what)
        layout.addWidget(self.choice, 1)
        layout.addWidget(self.meaning)
        for row in (self._asked_for(), self._told(), self._buttons()):
            layout.addLayout(row)
        self.choice.table.setFocus()
        self.offer()

    def _asked_for(self) -> QHBoxLayout:
        self.decision = QLineEdit()
        self.decision.setMaxLength(NAME)
        self.decision.setAccessibleName(_("Regel eller beslut"))
        self.decision.setPlaceholderText(_("t.ex. dokumenthanteringsplan 4.2 eller dnr 2026-117"))
        decision = QLabel(_("&Regel eller beslut"))
        decision.setBuddy(self.decision)
        row = QHBoxLayout()
        row.addWidget(decision)
        row.addWidget(self.decision, 1)
        return row

    def _told(self) -> QHBoxLayout:
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)  # how long it takes depends on what the texts say
        self.progress.setFixedWidth(160)
        self.progress.setAccessibleName(_("Arbete pågår"))
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self._slow.timeout.connect(self.progress.show)
        self.progress.hide()
        row = QHBoxLayout()
        row.addWidget(self.state, 1)
        row.addWidget(self.progress)
        return row

    def _buttons(self) -> QHBoxLayout:
        self.exporting = _button(_("&Exportera …"), self._files.export)
        self.extracting = _button(_("Registerutdra&g …"), self._files.save_extracts)
        self.keeping = _button(_("Spara &protokoll …"), lambda: self._files.save_record(self.record))
        self.erasing = _button(_("G&allra …"), lambda: self.erase())
        self.keeping.hide()
        row = QHBoxLayout()
        for button in (self.exporting, self.extracting, self.keeping):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.erasing, self.closing):
            row.addWidget(button)
        return row

    def done(self, result: int) -> None:
        """What is being reckoned is for nobody; what was begun is done all the same."""
        self.meaning.stop()
        super().done(result)

    # -- the list and what it means -----------------------------------------------------------------

    def refresh(self) -> None:
        """Looks anew for those whose time is up, and for the backups."""
        known = self.if_here(self.meaning.show_backups)
        self._workspace.jobs.run(self._backups.all, known, self.failed)
        only = self._only.id if self._only else None
        self._workspace.read_aside(candidates, only, done=self.if_here(self._know))

    def _know(self, known: Candidates) -> None:
        first = self.choice.known.bodies == {}
        if first and not self.decision.text():
            self.decision.setText(known.decision)
        self.meaning.backup_days = known.backup_days
        self.choice.show_people(known)

    def _plan_changed(self, _changes: object) -> None:
        if not self.is_gone and not self.is_working:
            self.refresh()

    def look_again(self) -> None:
        """Asks what erasing those picked would mean."""
        ids = self.choice.ids
        choose = _("Välj de kontakter som ska gallras.")
        self.meaning.ask(ids, choose if self.choice.table.rows.rows else _("Ingen att gallra här."))
        self._show_busy(busy=bool(ids))
        self.offer()

    def _reckoned(self) -> None:
        self._show_busy(busy=False)
        self.offer()

    def _show_busy(self, *, busy: bool) -> None:
        """Tells that something is under way, once it has lasted a while."""
        if busy:
            self._slow.start()
        else:
            self._slow.stop()
            self.progress.hide()

    def offer(self) -> None:
        """Enables what can be done just now."""
        free = not self.is_working
        self.erasing.setEnabled(free and self.meaning.seen is not None and not self._door.store.read_only)
        for button in (self.exporting, self.extracting):
            button.setEnabled(free and bool(self.choice.ids))
        self.closing.setText(_("S&täng") if free else _("A&vbryt"))
        for part in (self.choice, self.meaning.withdrawing, self.decision, self.keeping):
            part.setEnabled(free)

    # -- the act ------------------------------------------------------------------------------------

    def erase(self) -> None:
        """Asks once more, and erases what was shown; refused where any of it has changed since."""
        seen, decision = self.meaning.seen, self.decision.text().strip()
        if seen is None:
            return
        if not decision:
            self.state.setText(_("Ange den regel eller det beslut som gallringen görs efter."))
            self.decision.setFocus()
            return
        if self._is_sure(seen):
            watch, withdrawing = Watch(self), self.meaning.is_withdrawing
            self.begin(watch, _("Gallrar …"))
            self._show_busy(busy=True)
            self._workspace.attempt_aside(
                act_text(seen, decision), anonymise_as_seen, seen, today(), decision, watch.moment,
                withdrawing,
                done=self.if_here(partial(self._erased, seen, decision, withdrawing)), failed=self.failed,
            )  # fmt: skip

    def _is_sure(self, seen: Preview) -> bool:
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
        lasting = self.meaning.lasting
        if self.meaning.is_withdrawing:
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
        self._workspace.read_aside(_left, seen, done=self.if_here(done))

    def _searched(self, seen: Preview, decision: str, withdrawn: bool, when: datetime, left: int) -> None:
        plan = self._door.store.path.name
        self.record = Record(when, self._door.who, decision, plan, seen, left, withdrawn)
        self.end()
        self._show_busy(busy=False)
        self.keeping.show()
        told = _("Klart: {people} gallrade. Protokollet nämner ingen vid namn.").format(
            people=people_text(len(seen.ids))
        )
        self.state.setText(f"{told}\n{editions_done_text(self.record)}" if seen.editions else told)
        self.keeping.setFocus()
        if self._only is None:
            self.refresh()
        else:
            self.choice.table.setEnabled(False)
            self.meaning.text.setText("")
            for button in (self.erasing, self.exporting, self.extracting):
                button.setEnabled(False)


def _button(text: str, act: object) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)  # Enter in the table or the line is no wish to erase
    button.clicked.connect(lambda: act())
    return button
