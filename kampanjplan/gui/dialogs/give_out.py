"""Ge ut: which papers the next edition holds, what is new in it for whom, and the act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kampanjplan.domain.damage import StoppedError
from kampanjplan.domain.fields import NOTE
from kampanjplan.gui.dialogs.stoppable import StoppableDialog
from kampanjplan.gui.news_view import NewsView
from kampanjplan.gui.page import heading
from kampanjplan.gui.waiting import Waiting
from kampanjplan.services.editions import Issue, draft, give_out
from kampanjplan.wording import _, current_language
from kampanjplan.wording.editions import act_text, edition_text, files_text, touched_text
from kampanjplan.wording.handouts import options_text
from kampanjplan.wording.labels import label

if TYPE_CHECKING:
    from uuid import UUID

    from kampanjplan.documents.edition_set import Offer
    from kampanjplan.domain.changes import ChangeSet
    from kampanjplan.gui.watch import Watch
    from kampanjplan.gui.workspace import Workspace
    from kampanjplan.services.editions import Draft, FrozenPaper
    from kampanjplan.services.ports import Reading


def _look(reading: Reading, tour_id: UUID) -> tuple[tuple[Offer, ...], Draft]:
    from kampanjplan.documents.edition_set import offers  # loads ReportLab, which takes its time

    return offers(reading, tour_id), draft(reading, tour_id)


def _freeze(
    read: Callable[..., Any], seen: Draft, chosen: list[Offer], language: str, note: str, now: datetime,
    progress: Any,
) -> Issue:  # fmt: skip
    from kampanjplan.documents.edition_set import freeze, gather

    gathered = read(gather, seen, chosen, language)
    papers: tuple[FrozenPaper, ...] = freeze(gathered, seen.number, now, progress)
    return Issue(seen, papers, gathered.contact_ids, language, note, gathered.entry)


class GiveOutDialog(StoppableDialog):
    """`given` is what was given out, once it is."""

    def __init__(self, parent: QWidget, workspace: Workspace, tour_id: UUID) -> None:
        super().__init__(parent, workspace, _("Avbruten. Inget är utgivet."))
        self._tour_id = tour_id
        self._seen: Draft | None = None
        self._offers: tuple[Offer, ...] = ()
        self._asked = 0
        self.given: Issue | None = None
        self.setWindowTitle(_("Ge ut"))
        self.resize(940, 640)
        self._build()
        workspace.changed.connect(self._plan_changed)
        self.refresh()

    def _build(self) -> None:
        self.head = heading("")
        self.head.setTextFormat(Qt.TextFormat.PlainText)
        self.head.setWordWrap(True)
        self.head.setMinimumWidth(1)  # a long name makes the dialog no wider than a screen
        what = QLabel(
            _(
                "Dokumenten fryses som de är nu, får nummer i sidfoten och sparas i planen. De kan sedan "
                "öppnas, sparas och skrivas ut oförändrade, vad som än ändras i planen."
            )
            + " "
            + options_text()
        )
        what.setWordWrap(True)
        self.papers = QListWidget()
        self.papers.setAccessibleName(_("Dokument i utgåvan"))
        self.papers.setSpacing(2)
        self.papers.itemChanged.connect(lambda _item: self.offer())
        self.news_title, self.news = heading(_("Nytt för mottagarna")), NewsView()
        self.touched = QLabel()
        self.touched.setWordWrap(True)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(_column(heading(_("Dokument i utgåvan")), self.papers, self._files()), 2)
        columns.addLayout(_column(self.news_title, self.news, self.touched), 3)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        for part in (self.head, what):
            layout.addWidget(part)
        layout.addLayout(columns, 1)
        layout.addLayout(self._asked_for())
        layout.addLayout(self._buttons())
        self.papers.setFocus()

    def _files(self) -> QLabel:
        self.files = QLabel()
        return self.files

    def _asked_for(self) -> QHBoxLayout:
        self.language = QComboBox()
        self.language.setAccessibleName(_("Språk"))
        for code, name in (("sv", _("svenska")), ("en", _("engelska"))):
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(current_language()))
        self.note = QLineEdit()
        self.note.setMaxLength(NOTE)
        self.note.setAccessibleName(_("Anmärkning"))
        self.note.setPlaceholderText(_("t.ex. ny lokal i Kalmar; kan läsas av alla som har planen"))
        row = QHBoxLayout()
        for text, field, stretch in ((_("&Språk"), self.language, 0), (_("An&märkning"), self.note, 1)):
            name = QLabel(text)
            name.setBuddy(field)
            row.addWidget(name)
            row.addWidget(field, stretch)
            row.addSpacing(8)
        return row

    def _buttons(self) -> QHBoxLayout:
        self.waiting = Waiting()
        self.waiting.stop.hide()  # the dialog's own button stops it
        self.giving = QPushButton(_("&Ge ut"))
        self.giving.setDefault(True)
        self.giving.setEnabled(False)
        self.giving.clicked.connect(lambda: self.give_out())
        row = QHBoxLayout()
        row.addWidget(self.state, 1)
        for part in (self.waiting, self.giving, self.closing):
            row.addWidget(part)
        return row

    # -- what would be given out --------------------------------------------------------------------

    def refresh(self) -> None:
        """Looks anew at what the edition would be."""
        self._asked += 1
        if self._seen is None:
            self.state.setText(_("Läser planen …"))
        done = partial(self._know, self._asked)
        self._workspace.read_aside(_look, self._tour_id, done=done, refused=self.reject)

    def look_again(self) -> None:
        """Looks anew, as nothing was given out."""
        self.refresh()

    def _plan_changed(self, _changes: object) -> None:
        if not self.is_gone and not self.is_working:
            self.refresh()

    def _know(self, number: int, found: tuple[tuple[Offer, ...], Draft]) -> None:
        if self.is_gone or number != self._asked:
            return
        if self._seen is None:
            self.state.setText("")
        offers, self._seen = found
        self._list(offers)
        seen = self._seen
        self.head.setText(f"{edition_text(seen.number)}, {seen.tour}")
        since = _("Nytt sedan utgåva {number}").format(number=seen.since) if seen.since else ""
        self.news_title.setText(since or _("Mottagare"))
        self.news.show_news([(letter.name, letter) for letter in seen.letters])
        self.touched.setText(
            touched_text(len(seen.touched), len(seen.letters))
            if seen.since
            else _("Det finns ingen utgåva att jämföra med.")
        )
        self.offer()

    def _list(self, offers: tuple[Offer, ...]) -> None:
        """Lists the papers; what was ticked stays so, and at first what the last edition held is."""
        held = self._seen.papers if self._seen else frozenset()
        before = {(o.kind.name, o.profile): self._is_ticked(n) for n, o in enumerate(self._offers)}
        row = max(self.papers.currentRow(), 0)
        self._offers = offers
        self.papers.blockSignals(True)
        self.papers.clear()
        for offer in offers:
            item = QListWidgetItem(
                f"{_(offer.kind.title)}, {label(offer.profile)} ({files_text(offer.count)})"
            )
            key = offer.kind.name, offer.profile
            ticked = before.get(key, key in held if held else offer.usual)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.papers.addItem(item)
        self.papers.setCurrentRow(row)
        self.papers.blockSignals(False)

    def _is_ticked(self, row: int) -> bool:
        return self.papers.item(row).checkState() is Qt.CheckState.Checked

    @property
    def chosen(self) -> list[Offer]:
        """The kinds of paper that are ticked."""
        return [offer for row, offer in enumerate(self._offers) if self._is_ticked(row)]

    def offer(self) -> None:
        """Enables what can be done just now."""
        count = sum(offer.count for offer in self.chosen)
        self.files.setText(files_text(count) if count else _("Välj minst ett dokument."))
        may = self._seen is not None and not self.is_working and not self._door.store.read_only
        self.giving.setEnabled(may and count > 0)
        for part in (self.papers, self.language, self.note):
            part.setEnabled(not self.is_working)

    # -- the act ------------------------------------------------------------------------------------

    def give_out(self) -> None:
        """Makes the papers, and keeps them as an edition."""
        chosen = self.chosen
        if self._seen is None or not chosen or self.is_working:
            return
        watch, now = self.waiting.begin(), datetime.now()
        self.begin(watch, _("Dokumenten görs …"))
        work = partial(
            _freeze, self._door.read, self._seen, chosen, self.language.currentData(), self.note.text(), now,
            watch.progress,
        )  # fmt: skip
        self._workspace.jobs.run(work, partial(self._keep, watch, now), self.failed)

    def _keep(self, watch: Watch, now: datetime, issue: Issue) -> None:
        if self._workspace.door is not self._door or watch.stopped.is_set():
            self.failed(StoppedError())
            return
        self.closing.setEnabled(False)  # from here on it is kept whole in a moment
        text = act_text(issue.draft.number)
        done = partial(self._given, issue)
        self._workspace.attempt_aside(
            text, give_out, issue, self._door.who, now, done=done, failed=self.failed
        )

    def _given(self, issue: Issue, _changes: ChangeSet) -> None:
        self.end()
        self.given = issue
        self.accept()

    def end(self) -> None:
        """It is given out, was stopped or was refused."""
        if self._watch is not None:
            self.waiting.end(self._watch)
            self._watch = None
        super().end()


def _column(*parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(6)
    for part in parts:
        column.addWidget(part)
    return column
