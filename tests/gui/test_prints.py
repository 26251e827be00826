"""Paper is never laid where something else lies."""

from io import BytesIO
from pathlib import Path
from threading import Event
from uuid import uuid4

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from kampanjplan.documents.kinds import Printout, write_printout
from kampanjplan.domain.calendar import is_loaded
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.damage import StoppedError
from kampanjplan.domain.paper import Options
from kampanjplan.domain.profiles import Profile
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.gui.paper_files import known_kinds, make_pdf, print_paper
from kampanjplan.gui.paper_view import PaperView, page_sizes
from kampanjplan.services.editing import add, change
from kampanjplan.services.tours import delete_stops
from tests.kept import keep
from tests.papers import PRINTED, filled_with, many_stops, sheets_of

LIES = Options(landscape=True)


@pytest.fixture
def asked(window, monkeypatch, tmp_path: Path):
    """Saves the schedule under a name, and says what was told then."""

    def save(name: str, qtbot) -> str:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(tmp_path / name), ""))
        window.go_to(4)
        qtbot.waitUntil(is_loaded)  # the preview is made once more then
        qtbot.waitUntil(lambda: not window.jobs.busy)
        window.page.save()
        qtbot.waitUntil(lambda: not window.jobs.busy)
        return window.message.text.text()

    return save


def test_a_pdf_never_takes_the_open_plans_place(window, example, tmp_path, asked, qtbot) -> None:
    (tmp_path / "plan.pdf").hardlink_to(example)
    before = example.read_bytes()
    assert "Välj ett annat namn" in asked("plan.pdf", qtbot)
    assert example.read_bytes() == before
    assert example.samefile(tmp_path / "plan.pdf")


def test_a_name_made_longer_replaces_nothing_unasked(tmp_path, asked, qtbot) -> None:
    (tmp_path / "schema.pdf").write_bytes(b"annat")
    assert "Välj ett annat namn" in asked("schema", qtbot)
    assert (tmp_path / "schema.pdf").read_bytes() == b"annat"
    asked("schema.pdf", qtbot)  # there the dialog itself asked
    assert (tmp_path / "schema.pdf").read_bytes().startswith(b"%PDF")


def test_a_new_name_is_saved(window, tmp_path, asked, qtbot) -> None:
    asked("nytt schema", qtbot)
    assert (tmp_path / "nytt schema.pdf").read_bytes().startswith(b"%PDF")
    assert "nytt schema.pdf" in window.page.state.text()


def test_letters_that_no_font_has_are_named(tmp_path) -> None:
    def schedule(text: str) -> Printout:
        return Printout(known_kinds()["schedule"], filled_with(text), Profile.INTERNAL, "sv")

    assert "(U+1F600)" in make_pdf(schedule("Åsa \U0001f600"), tmp_path / "x.pdf")
    assert make_pdf(schedule("Åsa"), tmp_path / "x.pdf") == ""


@pytest.fixture
def prints(window, qtbot):
    """The page, its first preview made."""
    window.go_to(4)
    qtbot.waitUntil(is_loaded)
    settle(window, qtbot)
    return window.page


def settle(window, qtbot) -> None:
    """Nothing is done aside any longer: PDFium, which tests read with too, takes one at a time."""
    qtbot.waitUntil(lambda: not window.jobs.busy and window.page.preview.is_drawn)


def choose(box, text: str) -> None:
    """As a user who types the beginning of it."""
    box.setFocus()
    QApplication.setKeyboardInputInterval(0)  # the first letter does not go on with what was typed before
    QTest.qWait(10)
    for letter in text:  # QTest.keyClicks dies of å, ä and ö
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(box, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
        QApplication.setKeyboardInputInterval(60_000)  # the others do, however slow the machine is


def text_of(page) -> str:
    document = pypdfium2.PdfDocument(page.preview._pdf)
    text = " ".join(" ".join(one.get_textpage().get_text_bounded().split()) for one in document)
    document.close()
    return text


def test_every_kind_can_be_chosen_by_key_and_is_previewed(prints, window, qtbot) -> None:
    assert prints.paper.currentText() == "Schema"
    keep(window.workspace.door, window.workspace.tour_id, "Nära för många")
    for row in range(prints.paper.count()):
        prints.paper.setCurrentIndex(row)
        prints.paper.activated.emit(row)
        settle(window, qtbot)
        assert prints.state.text().startswith(f"{prints.paper.currentText()}, ")
        qtbot.waitUntil(lambda: not prints.preview.pages[0].pixmap().isNull())
    choose(prints.paper, "Kör")
    settle(window, qtbot)
    assert "Körschema: Kalmar, Kalmar län" in text_of(prints)


def test_a_stop_a_profile_and_a_language_are_chosen(prints, window, qtbot) -> None:
    choose(prints.paper, "Kör")
    settle(window, qtbot)
    assert "vard08@example.org" in text_of(prints)
    choose(prints.choice.which, "Falun")
    settle(window, qtbot)
    assert "Körschema: Falun" in text_of(prints)
    choose(prints.choice.profile, "med")
    settle(window, qtbot)
    assert "Kampanjplan, medverkande" in text_of(prints)
    assert "@example.org" not in text_of(prints)
    choose(prints.choice.language, "eng")
    settle(window, qtbot)
    assert "page 1 of" in text_of(prints)
    assert prints.choice.which.currentText().startswith("Falun")
    assert prints.choice.which.toolTip() == prints.choice.which.currentText()  # it may be cut
    assert prints.title.text() == "Utskrifter"
    for kind in ("Dörr", "Kör"):  # a sign is for all; the next paper is for those chosen before again
        choose(prints.paper, kind)
        settle(window, qtbot)
    assert prints.choice.profile.currentText() == "medverkande"


def test_the_schedule_of_one_who_takes_part(prints, window, qtbot) -> None:
    choose(prints.paper, "Schema för")
    settle(window, qtbot)
    assert prints.choice.which.accessibleName() == "För"
    choose(prints.choice.which, "Upphandlings")
    settle(window, qtbot)
    assert "Schema för Upphandlingsmyndigheten" in text_of(prints)
    assert prints.choice.profile.currentText() == "medverkande"


def test_the_stop_that_was_looked_at_is_the_first_to_be_offered(window, qtbot) -> None:
    stops = window.workspace.read(lambda r: r.find(Stop, tour_id=window.workspace.tour_id))
    falun = next(stop for stop in stops if stop.town == "Falun")
    window.workspace.choose_stop(falun.id)
    window.go_to(4)
    settle(window, qtbot)
    choose(window.page.paper, "Kör")
    settle(window, qtbot)
    assert window.page.choice.which.currentText().startswith("Falun")


def test_the_preview_follows_the_plan_and_stays_at_its_place(prints, window, qtbot) -> None:
    bar = prints.preview.verticalScrollBar()
    bar.setValue(bar.maximum())
    place = bar.value()
    assert place > 0
    stop = window.workspace.read(lambda r: r.find(Stop, tour_id=window.workspace.tour_id))[0]
    window.workspace.do("Ny lokal", change, Stop, stop.id, venue="Folkets hus")
    settle(window, qtbot)
    assert "Folkets hus" in text_of(prints)
    assert bar.value() == place
    before = prints.preview._pdf
    window.workspace.do("Annat", change, Contact, _somebody(window).id, notes="syns inte")
    settle(window, qtbot)
    assert prints.preview._pdf is before  # nothing on it changed
    assert bar.value() == place
    choose(prints.paper, "Turné")
    settle(window, qtbot)
    assert bar.maximum() > place
    assert bar.value() == 0  # another paper is read from its beginning


def _somebody(window) -> Contact:
    return window.workspace.read(lambda r: r.find(Contact, name="Exempel Kontakt SKR"))[0]


def test_a_stop_that_goes_is_no_longer_offered(prints, window, qtbot) -> None:
    choose(prints.paper, "Kör")
    settle(window, qtbot)
    choose(prints.choice.which, "Falun")
    settle(window, qtbot)
    count = prints.choice.which.count()
    window.workspace.do("Bort", delete_stops, [prints.choice.which.currentData()])
    settle(window, qtbot)
    assert prints.choice.which.count() == count - 1
    assert "Körschema: Kalmar" in text_of(prints)


def test_a_long_paper_is_drawn_where_it_is_looked_at(window, qtbot, tmp_path) -> None:
    view = PaperView(window.jobs, pytest.fail)
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    file = BytesIO()
    write_printout(Printout(known_kinds()["schedule"], many_stops(40), Profile.INTERNAL, "sv"), file, PRINTED)
    pdf = file.getvalue()
    view.show_pdf(pdf, page_sizes(pdf))
    assert len(view.pages) > 40

    def drawn() -> list[int]:
        return [n for n, page in enumerate(view.pages) if not page.pixmap().isNull()]

    qtbot.waitUntil(lambda: drawn()[:1] == [0] and len(drawn()) <= 4)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: drawn()[-1:] == [len(view.pages) - 1] and len(drawn()) <= 4)


def test_a_page_takes_the_room_that_there_is_and_its_size_comes_to_rest(window, qtbot, monkeypatch) -> None:
    view = PaperView(window.jobs, pytest.fail)
    qtbot.addWidget(view)
    file = BytesIO()
    paper = Printout(known_kinds()["sign"], sheets_of(many_stops(1))["sign"], Profile.OPEN, "sv", LIES)
    write_printout(paper, file, PRINTED)
    laid = []
    lay = view._lay
    monkeypatch.setattr(view, "_lay", lambda: (laid.append(1), lay()))
    view.resize(1000, 600)
    view.show()
    view.show_pdf(file.getvalue(), page_sizes(file.getvalue())[:1])
    for height in range(640, 740, 4):  # somewhere the page just fits without a bar beside it
        view.resize(1000, height)
        QApplication.processEvents()
    assert len(laid) == 1
    page = view.pages[0]
    assert 900 < page.width() < view.viewport().width()
    view.resize(1600, 700)
    QApplication.processEvents()
    assert page.width() > 1200
    view.resize(500, 700)
    QApplication.processEvents()
    assert page.width() > 800  # smaller could not be read
    qtbot.waitUntil(lambda: view.is_drawn and not page.pixmap().isNull())
    assert page.pixmap().width() == pytest.approx(page.width(), abs=2)


def test_a_tour_without_anything_says_why_there_is_nothing(prints, window, qtbot) -> None:
    tour = Tour(id=uuid4(), name="Tom")
    window.workspace.do("Ny turné", add, tour)
    window.workspace.choose_tour(tour.id)
    settle(window, qtbot)
    for kind, told in (
        ("Kör", "Turnén har inga stopp."),
        ("Besl", "Turnén har inga sparade förslag."),
        ("Schema för", "Ingen medverkar i turnén ännu."),
    ):
        choose(prints.paper, kind)
        settle(window, qtbot)
        assert prints.state.text() == told
        assert not prints._need_paper[0].isEnabled()
        prints.save()  # there is nothing to save, now or when another kind is chosen
    choose(prints.paper, "Turnébok")
    settle(window, qtbot)
    assert prints.state.text().startswith("Turnébok, ")


def test_what_is_printed_is_drawn_page_by_page(prints, window, tmp_path, qtbot) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "p.pdf"))
    order = prints.choice.order(window.workspace.tour_id)
    assert print_paper(window.workspace.door.read, order, printer, lambda _done, _all: None)
    document = pypdfium2.PdfDocument(tmp_path / "p.pdf")
    assert len(document) == len(prints.preview.pages)
    document.close()


def test_a_long_work_shows_how_far_it_has_come_and_can_be_stopped(
    prints, window, qtbot, monkeypatch, tmp_path
) -> None:
    """The preview is held up half-way, until somebody has had enough."""
    held, seen = Event(), Event()

    def slow(read, order, before, progress):
        progress(1, 2)
        seen.set()
        held.wait(10)
        progress(2, 2)

    monkeypatch.setattr("kampanjplan.gui.pages.prints.preview", slow)
    before = prints.preview._pdf
    prints.refresh()
    assert not prints.waiting.isVisible()  # what is soon done shows nothing
    qtbot.waitUntil(lambda: seen.is_set() and prints.waiting.isVisible())
    assert prints.waiting.bar.value() == 50
    qtbot.mouseClick(prints.waiting.stop, Qt.MouseButton.LeftButton)
    held.set()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert prints.state.text() == "Avbruten."
    assert not prints.waiting.isVisible()
    assert prints.preview._pdf is before
    # Who then wants it saved has it made after all.
    monkeypatch.undo()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(tmp_path / "s.pdf"), ""))
    prints.save()
    qtbot.waitUntil((tmp_path / "s.pdf").exists)


def test_what_is_saved_is_what_was_chosen_last(prints, window, qtbot, monkeypatch, tmp_path) -> None:
    proposed = []

    def name_it(_parent, _title, name, _kinds):
        proposed.append(Path(name).name)
        return str(tmp_path / "s.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", name_it)
    choose(prints.paper, "Kör")
    prints.save()  # before the preview is there
    settle(window, qtbot)
    assert proposed == ["Körschema Kalmar, Kalmar län, tis 14 sep 2027.pdf"]
    document = pypdfium2.PdfDocument(tmp_path / "s.pdf")
    assert "Körschema: Kalmar" in document[0].get_textpage().get_text_bounded()
    document.close()
    told = prints.state.text()
    assert told.startswith("Sparad: ")
    prints.refresh()
    settle(window, qtbot)
    assert prints.state.text() == told  # nothing on the paper changed


def test_a_stopped_file_is_not_left_half_written(tmp_path: Path) -> None:
    def enough(done: int, steps: int) -> None:
        if done > steps / 2:
            raise StoppedError

    paper = Printout(known_kinds()["schedule"], many_stops(20), Profile.INTERNAL, "sv")
    with pytest.raises(StoppedError):
        make_pdf(paper, tmp_path / "x.pdf", progress=enough)
    told = []

    def at_once(done: int, _steps: int) -> None:
        told.append(done)
        raise StoppedError

    with pytest.raises(StoppedError):
        make_pdf(paper, tmp_path / "x.pdf", progress=at_once)
    assert told == [0]  # while the first text is broken into lines
    assert list(tmp_path.iterdir()) == []


def test_who_chooses_again_does_not_wait_for_the_first(prints, window, qtbot) -> None:
    choose(prints.paper, "Turn")
    first = prints._watch
    choose(prints.paper, "Kont")
    settle(window, qtbot)
    assert first is None or first is not prints._watch
    assert "Kontaktlista" in text_of(prints)
    assert prints.state.text().startswith("Kontaktlista, ")


def test_choices_are_left_alone_while_nothing_else_can_be_chosen(prints, window, qtbot) -> None:
    choose(prints.paper, "Kör")
    settle(window, qtbot)
    cleared = []
    prints.choice.which.model().rowsRemoved.connect(lambda *_a: cleared.append(1))
    stop = window.workspace.read(lambda r: r.find(Stop, tour_id=window.workspace.tour_id))[0]
    window.workspace.do("Ny lokal", change, Stop, stop.id, venue="Folkets hus")
    settle(window, qtbot)
    assert cleared == []
    window.workspace.do("Ny ort", change, Stop, stop.id, town="Borgholm")
    settle(window, qtbot)
    assert cleared
    assert "Borgholm, Kalmar län" in str([prints.choice.which.itemText(row) for row in range(5)])


def test_what_is_shown_and_how_the_pages_lie_are_chosen_in_a_menu(prints, window, qtbot, tmp_path) -> None:
    choose(prints.paper, "Turn")
    settle(window, qtbot)
    assert "Alla kontakter" in text_of(prints)
    upright = prints.preview.pages[0].size()
    menu = prints.choice.options.list
    ticks = {action.text(): action for action in menu.actions() if action.isCheckable()}
    assert list(ticks) == [
        "Stående", "Liggande", "Karta", "Program", "Kontakter", "Vem tar med vad", "Anteckningar",
    ]  # fmt: skip
    prints.choice.language.setFocus()
    QTest.keyClick(prints.choice.language, Qt.Key.Key_Tab)
    assert prints.choice.options.hasFocus()
    menu.popup(prints.mapToGlobal(prints.rect().center()))
    for _down in range(2):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    settle(window, qtbot)
    assert ticks["Liggande"].isChecked()
    lying = prints.preview.pages[0].size()
    assert lying.width() > lying.height()
    assert upright.height() > upright.width()
    assert prints.preview.horizontalScrollBar().maximum() == 0  # the whole width is in sight
    ticks["Kontakter"].trigger()
    settle(window, qtbot)
    assert "Alla kontakter" not in text_of(prints)
    choose(prints.choice.profile, "öpp")
    settle(window, qtbot)
    shown = [action.text() for action in menu.actions() if action.isCheckable()]
    assert shown == ["Stående", "Liggande", "Karta", "Program"]
    choose(prints.choice.profile, "int")
    settle(window, qtbot)
    assert "Alla kontakter" not in text_of(prints)  # what was chosen stays so
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "p.pdf"))
    order = prints.choice.order(window.workspace.tour_id)
    assert print_paper(window.workspace.door.read, order, printer, lambda _done, _all: None)
    document = pypdfium2.PdfDocument(tmp_path / "p.pdf")
    width, height = document.get_page_size(0)
    document.close()
    assert width > height
