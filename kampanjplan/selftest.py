"""Tries the whole program in a folder: for the built program, where a forgotten file shows only when used."""

import os
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from kampanjplan.gui.plans import Plans


def self_test(folder: Path, plans: Plans) -> int:
    """Makes a plan, shows and grabs every view, exports, reopens; prints "N passed, N failed"."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["XDG_DATA_HOME"] = str(folder / "data")  # no trial among the user's own backups
    trial = _Trial(folder, plans)
    passed = failed = 0
    for name, step in trial.steps():
        try:
            step()
        except Exception as error:
            failed += 1
            print(f"FAILED {name}: {type(error).__name__}: {error}")
        else:
            passed += 1
            print(f"ok {name}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


class _Trial:
    """The steps, in order; each leans on those before."""

    def __init__(self, folder: Path, plans: Plans) -> None:
        self.folder, self.plans = folder, plans
        self.plan = folder / "prov å ä ö.kampanjplan"
        self.pdf = folder / "schema å ä ö.pdf"
        self.plan.unlink(missing_ok=True)

    def steps(self) -> list[tuple[str, Callable[[], None]]]:
        steps = [("new plan", self.make), ("check", self.check), ("migration", self.migrate)]
        steps += [("window", self.open_window), ("swedish dialogs", self.speak_swedish)]
        steps += [(f"view {row + 1}", lambda row=row: self.grab(row)) for row in range(5)]
        return [
            *steps,
            ("calendar", self.calendar),
            ("export", self.export),
            ("contacts out and in", self.exchange),
            ("planner", self.solve),
            ("history", self.history),
            ("backup and salvage", self.save_twice),
            ("close and reopen", self.reopen),
        ]

    def make(self) -> None:
        self.plans.create(self.plan, "self-test", example_from=date(2026, 11, 24)).store.close()

    def check(self) -> None:
        door = self.plans.open(self.plan, "self-test")
        assert list(door.store.check()) == []
        door.store.close()

    def migrate(self) -> None:
        from kampanjplan.storage.engine import memory_engine
        from kampanjplan.storage.upgrade import migrate

        migrate(memory_engine())

    def open_window(self) -> None:
        from PySide6.QtCore import QSettings

        from kampanjplan.gui.application import prepare
        from kampanjplan.gui.main_window import MainWindow
        from kampanjplan.gui.settings import Settings

        settings = Settings(QSettings(str(self.folder / "settings.ini"), QSettings.Format.IniFormat))
        self.application = prepare(settings)
        self.window = MainWindow(settings, self.plans)
        self.window.show()
        self._grab("start")
        self.window.open_path(self.plan)
        self._spin()
        assert self.window.workspace.door is not None, self.window.message.text.text()

    def speak_swedish(self) -> None:
        from PySide6.QtCore import QCoreApplication

        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Avbryt"

    def grab(self, row: int) -> None:
        self.window.go_to(row)
        self._spin()
        self._grab(f"view-{row + 1}")
        assert self.window.message.isHidden(), self.window.message.text.text()

    def calendar(self) -> None:
        from kampanjplan.domain.calendar import red_days

        assert red_days(2027)[date(2027, 6, 6)].name == "Nationaldagen"

    def _keep_proposal(self) -> None:
        """A plan of one stop, so that there is a memo to write."""
        from kampanjplan.domain.proposals import Advice, PlannedStop, Proof, Proposal, Trip
        from kampanjplan.gui.places import municipalities
        from kampanjplan.planner.evaluate import worth
        from kampanjplan.services.proposals import keep_proposal
        from kampanjplan.services.questions import question_of
        from kampanjplan.services.remembering import as_kept

        workspace, tour_id = self.window.workspace, self.window.workspace.tour_id
        question = workspace.read(question_of, tour_id, municipalities(), date(2026, 11, 24))
        problem = question.problem
        stop = PlannedStop(problem.days[0], problem.places[0].town, problem.places[0].county_code)
        trips = (Trip((stop,), problem.themes[0].key),)
        answer = Advice(Proposal(Proof.BOUND, trips, worth(problem, trips)))
        kept = as_kept(question, answer, trips, "self-test")
        workspace.do("self-test", keep_proposal, tour_id, kept, datetime(2026, 11, 24, 12))

    def export(self) -> None:
        import pypdfium2

        from kampanjplan.gui.paper_files import gather, known_kinds, make_pdf
        from kampanjplan.services.papers import Subject, Wanted, choices

        workspace = self.window.workspace
        tour_id = workspace.tour_id
        self._keep_proposal()
        for name, kind in known_kinds().items():
            ids = [choice.id for choice in workspace.read(choices, kind.subject, tour_id)]
            wanted = Wanted(tour_id) if kind.subject is Subject.TOUR else Wanted(tour_id, *ids[:1] * 3)
            path = self.pdf if name == "schedule" else self.folder / f"{name}.pdf"
            make_pdf(gather(workspace.read, (kind, wanted, kind.profiles[0], "sv")), path)
        self._save_all()
        document = pypdfium2.PdfDocument(self.pdf)
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
        document.close()
        for town in ("Kalmar", "Karlstad", "Falun", "Gävle", "Östersund"):
            assert town in text, town

    def _save_all(self) -> None:
        """Every paper and other form of the tour, each in its file."""
        from kampanjplan.handouts import Saving, handouts

        door, folder = self.window.workspace.door, self.folder / "alla"
        folder.mkdir(exist_ok=True)
        found = door.read(handouts, self.window.workspace.tour_id, None, None, "sv")
        saving = Saving(door.read, found, folder, door.store.path, "sv")
        while saving.write_next(lambda _done, _steps: None):
            pass
        assert not saving.refused, saving.refused
        assert {path.suffix for path in folder.iterdir()} == {".pdf", ".ics", ".xlsx", ".html"}

    def exchange(self) -> None:
        from kampanjplan.exchange.contact_files import FORMATS, read_contacts, write_contacts
        from kampanjplan.services.cards import cards_of_contacts

        cards = self.window.workspace.read(cards_of_contacts).cards
        for kind in FORMATS:
            path = self.folder / f"kontakter å ä ö.{kind}"
            write_contacts(cards, path, kind)
            assert [card.name for card in read_contacts(path).cards] == [card.name for card in cards]

    def solve(self) -> None:
        """Two towns in a county, so that the mixed-integer solver is used too, in the process of its own."""
        from kampanjplan.domain.proposals import Advice, Proof
        from kampanjplan.planner.problem import Candidate, Place, Problem, Theme
        from kampanjplan.planner.worker import Solver

        solver = Solver(
            Problem(
                points=("Solna", "Falun", "Mora"),
                km=((0, 220, 300), (220, 0, 90), (300, 90, 0)),
                hub="Solna",
                counties=(Candidate(code="20", town="Falun", participants=30),),
                places=(Place(town="Falun", county_code="20"), Place(town="Mora", county_code="20")),
                days=(date(2027, 9, 7), date(2027, 9, 8)),
                themes=(Theme(key="samma"),),
                fewest_stops=1,
                most_stops=1,
            )
        )
        solver.start()
        advice = list(solver.messages())[-1]
        assert isinstance(advice, Advice)
        assert advice.proposal.proof is Proof.BEST
        assert advice.proposal.trips[0].stops[0].town == "Falun"

    def history(self) -> None:
        self.window.go_to(1)
        self.window.show_history()
        self._spin()
        self._grab("history")
        assert self.window.page.history.entries.rows.rows

    def save_twice(self) -> None:
        backups = self.plans.backups(self.plan)
        made = backups.make() or backups.newest_good()
        assert made is not None
        for name, write in (
            ("kopia", lambda new: backups.restore_as(made, new)),
            ("räddad", lambda new: self.plans.salvage(self.plan, new, lambda *_: True)),
        ):
            new = self.folder / f"{name}.kampanjplan"
            new.unlink(missing_ok=True)
            write(new)
            door = self.plans.open(new, "self-test")
            assert list(door.store.check()) == []
            door.store.close()

    def reopen(self) -> None:
        self.window.close()
        self.check()

    def _grab(self, name: str) -> None:
        assert self.window.grab().save(str(self.folder / f"{name}.png"))

    def _spin(self, seconds: float = 20) -> None:
        """Lets the window work until nothing is under way."""
        until = time.monotonic() + seconds
        self.application.processEvents()
        while self.window.jobs.busy and time.monotonic() < until:
            self.application.processEvents()
        self.application.processEvents()
        assert not self.window.jobs.busy
