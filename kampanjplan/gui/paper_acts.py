"""What can be done with papers beside saving and printing one: other forms of them, and all at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from kampanjplan.domain.damage import StoppedError
from kampanjplan.domain.errors import FileError, FileTrouble, PlanError
from kampanjplan.exchange.files import refuse_own_place, safe_name
from kampanjplan.gui.jobs import Jobs
from kampanjplan.gui.paper_files import gather
from kampanjplan.gui.settings import Settings
from kampanjplan.gui.watch import Watch
from kampanjplan.services.papers import Choice, Subject, Wanted, choices
from kampanjplan.wording import _
from kampanjplan.wording.labels import shortened

if TYPE_CHECKING:
    from kampanjplan.exchange.forms import Filled, Form
    from kampanjplan.gui.dialogs.save_all import SaveAll
    from kampanjplan.handouts import Handout, Saving

LONGEST_ENTRY = 60  # letters of a name
MustWait = Callable[[Callable[[], None]], bool]


def known_forms() -> dict[str, Form]:
    """All forms by name; loads what writes them, which takes its time."""
    from kampanjplan.exchange.forms import forms

    return forms()


class PaperActs:
    """Owns two buttons in the bar of the page of papers, and what they do."""

    def __init__(self, page: Any, settings: Settings, jobs: Jobs, must_wait: MustWait) -> None:
        self._page, self._settings, self._jobs = page, settings, jobs
        self._workspace = page.workspace
        self._must_wait = must_wait  # whether the paper is still to be made; the act is then done after it
        self._forms: dict[str, Form] = {}
        self._entries: dict[str, QAction] = {}
        self.menu = QMenu(page)
        self.menu.setAccessibleName(_("Andra format"))
        page.add_menu(_("Andra format"), "file-export", self.menu)
        self.all = page.add_button(_("Spara alla …"), "device-floppy", self.save_all, "Ctrl+Shift+E")
        self.copy = QAction(page)
        self.copy.triggered.connect(lambda _checked: self.copy_web_text())
        self.menu.aboutToShow.connect(self._name_entries)
        jobs.run(known_forms, self._offer_forms, self._failed)

    def offer(self, possible: bool) -> None:
        """Greys what would do nothing, since there is no tour."""
        self.all.setEnabled(possible)

    def _offer_forms(self, forms: dict[str, Form]) -> None:
        self._forms = forms
        for form in forms.values():
            action = self._entries[form.name] = QAction(self._page)
            action.triggered.connect(partial(self._save_form, form))
            self.menu.addAction(action)
        self.menu.addAction(self.copy)
        self._name_entries()

    # -- one form -------------------------------------------------------------------------------------

    def _chosen(self) -> Wanted:
        """What the chosen paper is of; a kind of paper that is of none of these is of its tour."""
        choice, tour_id = self._page.choice, self._workspace.tour_id
        subject = choice.subject if choice.is_ready else Subject.TOUR
        if subject is Subject.STOP:
            return Wanted(tour_id, stop_id=choice.which.currentData())
        if subject in (Subject.SOMEBODY, Subject.TOUR_OR_BODY):
            return Wanted(tour_id, for_id=choice.which.currentData())
        return Wanted(tour_id)

    def _wanted(self, form: Form) -> Wanted:
        """What the form is to be of: what is chosen where it can be, else the tour."""
        from kampanjplan.exchange.forms import subject_of

        wanted = self._chosen()
        return wanted if subject_of(wanted) in form.subjects else Wanted(wanted.tour_id)

    def _name_entries(self) -> None:
        """Says what each would be of, and greys a letter that no paper can go with."""
        choice, tour_id = self._page.choice, self._workspace.tour_id
        for form in self._forms.values():
            what = self._what(form)
            title = f"{_(form.title)} ({form.suffix})"
            if form.takes_paper:
                title = _("{title} med PDF och kalender").format(title=title)
            self._entries[form.name].setText(f"{title}: {what} …".replace("&", "&&"))
            has_paper = not form.takes_paper or choice.order(tour_id) is not None
            self._entries[form.name].setEnabled(tour_id is not None and has_paper)
        if self._forms:
            copied = _("Kopiera webbtext: {what}").format(what=self._what(self._forms["web"]))
            self.copy.setText(copied.replace("&", "&&"))
            self.copy.setEnabled(tour_id is not None)

    def _what(self, form: Form) -> str:
        """What a form would be of, in words."""
        wanted = self._wanted(form)
        if wanted.stop_id is None and wanted.for_id is None:
            return _("hela turnén")
        return shortened(self._page.choice.which.currentText(), LONGEST_ENTRY)

    def copy_web_text(self) -> None:
        """Puts the text for the web on the clipboard, to be pasted into a page that is there already."""
        from kampanjplan.exchange.forms import fill

        form, language = self._forms["web"], self._page.choice.language.currentData()
        facts = form, self._wanted(form), form.profiles[0], language
        self._jobs.run(partial(self._workspace.door.read, fill, *facts), self._copied, self._failed)

    def _copied(self, filled: Filled) -> None:
        """As text that keeps its headings and tables, and for a field of HTML as it is written."""
        from kampanjplan.exchange.forms import web_fragment

        text, mime = web_fragment(filled), QMimeData()
        mime.setHtml(text)
        mime.setText(text)
        QApplication.clipboard().setMimeData(mime)
        self._page.state.setText(_("Kopierad: {name}").format(name=filled.name))

    def _save_form(self, form: Form, _checked: bool = False) -> None:
        """Gathers what it says, then asks where it is to be."""
        if form.takes_paper and self._must_wait(partial(self._save_form, form)):
            return
        from kampanjplan.exchange.forms import fill

        choice, door = self._page.choice, self._workspace.door
        profile = choice.profile.currentData()
        profile = profile if profile in form.profiles else form.profiles[0]
        order = self._page.ordered if form.takes_paper else None
        facts = form, self._wanted(form), profile, choice.language.currentData()
        self._jobs.run(partial(door.read, fill, *facts), partial(self._ask_where, door, order), self._failed)

    def _ask_where(self, door: Any, order: Any, filled: Filled) -> None:
        suffix, title = filled.form.suffix, _(filled.form.title)
        proposed = self._settings.folder / safe_name(filled.name, suffix)
        kinds = f"{title} (*{suffix})"
        name, _kind = QFileDialog.getSaveFileName(self._page, title, str(proposed), kinds)
        if not name or door is not self._workspace.door:
            return
        path = Path(name if name.lower().endswith(suffix) else f"{name}{suffix}")
        self._settings.folder = path.parent
        # The dialog asked about the name that was typed; one made longer may be there already.
        is_asked, watch = str(path) == name, self._page.waiting.begin()
        self._page.state.setText(_("Sparar {path} …").format(path=path.name))
        work = partial(_write, door, filled, path, order, is_asked, watch)
        self._jobs.run(work, partial(self._saved, watch, path), partial(self._not_saved, watch))

    def _saved(self, watch: Watch, path: Path, told: list[str]) -> None:
        self._page.waiting.end(watch)
        self._page.state.setText(_("Sparad: {path}").format(path=path))
        if told:
            self._workspace.noticed.emit("\n".join(told))

    def _not_saved(self, watch: Watch, error: Exception) -> None:
        self._page.waiting.end(watch)
        self._failed(error)

    def _failed(self, error: Exception) -> None:
        stopped = isinstance(error, StoppedError)
        self._page.state.setText(_("Avbruten.") if stopped else "")
        if isinstance(error, PlanError):
            self._workspace.refuse(error)
        elif not stopped:
            raise error

    # -- all at once ----------------------------------------------------------------------------------

    def save_all(self) -> None:
        """Asks what of and where, and writes all of it there, one after the other."""
        tour_id = self._workspace.tour_id
        self._workspace.read_aside(choices, Subject.STOP, tour_id, done=self._ask_what, refused=lambda: None)

    def _ask_what(self, stops: list[Choice]) -> None:
        from kampanjplan.gui.dialogs.save_all import ask_save_all

        door, tour_id = self._workspace.door, self._workspace.tour_id
        language = self._page.choice.language.currentData()
        asked = ask_save_all(self._page, self._settings, stops, self._chosen().stop_id, language)
        if asked is not None and door is self._workspace.door:
            work = partial(_look, door, tour_id, asked)
            self._jobs.run(work, partial(self._begin, door, asked), self._failed)

    def _begin(self, door: Any, asked: SaveAll, looked: tuple[list[Handout], list[str]]) -> None:
        from kampanjplan.gui.dialogs.save_all import ask_to_replace
        from kampanjplan.handouts import Saving

        found, there = looked
        replacing = ask_to_replace(self._page, there, asked.folder) if there else False
        if replacing is None or door is not self._workspace.door:
            return
        given_up = frozenset(there if replacing else ())
        saving = Saving(door.read, found, asked.folder, door.store.path, asked.language, given_up)
        self._go_on(door, saving, self._page.waiting.begin())

    def _go_on(self, door: Any, saving: Saving, watch: Watch) -> None:
        """Each file is work of its own, so that others who want something of the plan come in between."""
        if not saving.left or door is not self._workspace.door:
            self._end(saving, watch)
            return
        number, count = saving.count + 1, len(saving.handouts)
        told = _("Sparar {n} av {count}: {name}")
        self._page.state.setText(told.format(n=number, count=count, name=saving.left[0]))
        work = partial(saving.write_next, watch.progress)
        done = partial(self._wrote_one, door, saving, watch)
        self._jobs.run(work, done, partial(self._stopped, door, saving, watch))

    def _wrote_one(self, door: Any, saving: Saving, watch: Watch, _more: bool) -> None:
        self._go_on(door, saving, watch)

    def _stopped(self, door: Any, saving: Saving, watch: Watch, error: Exception) -> None:
        """By the user, or since a plan that was closed meanwhile cannot be read."""
        self._end(saving, watch)
        if not isinstance(error, StoppedError) and door is self._workspace.door:
            raise error

    def _end(self, saving: Saving, watch: Watch) -> None:
        """Tells what was written, and of what was not, why."""
        from kampanjplan.wording.forms import undated_text
        from kampanjplan.wording.handouts import left_text, refused_text, saved_text
        from kampanjplan.wording.paper import replaced_text

        self._page.waiting.end(watch)
        saved = saved_text(len(saving.written), saving.folder)
        self._page.state.setText(saved)
        self._workspace.told.emit(saved)  # who went on to another page is told there
        told = (
            left_text(saving.left),
            refused_text(saving.refused),
            undated_text(tuple(saving.undated)),
            replaced_text(tuple(saving.replaced)),
        )
        if any(told):
            self._workspace.noticed.emit("\n".join(filter(None, told)))


def _write(door: Any, filled: Filled, path: Path, order: Any, is_asked: bool, watch: Watch) -> list[str]:
    """Writes a form, with the paper that goes with it where it takes one."""
    from kampanjplan.exchange.forms import write_form
    from kampanjplan.handouts import attached

    refuse_own_place(path, door.store.path)
    if not is_asked and path.exists():
        raise FileError(FileTrouble.EXISTS, path)
    watch.moment()
    if filled.form.takes_paper:
        paper = attached(gather(door.read, order), watch.progress)
        filled = replace(filled, papers=(paper,))
    return write_form(filled, path, datetime.now())


def _look(door: Any, tour_id: Any, asked: SaveAll) -> tuple[list[Handout], list[str]]:
    """All that there is, and the names of those files that are there already."""
    from kampanjplan.handouts import handouts

    found = door.read(handouts, tour_id, asked.stop_id, asked.profile, asked.language)
    return found, [one.name for one in found if (asked.folder / one.name).exists()]
