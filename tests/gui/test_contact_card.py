"""The contact's card: all that is known of somebody is written and read by the keyboard."""

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from kampanjplan.domain.contacts import Appointment, Contact, LegalBasis, Membership, Role, RoleKind
from kampanjplan.domain.organisations import Organisation, organisation_id
from kampanjplan.gui.dialogs.activity import ActivityBox
from kampanjplan.gui.dialogs.role import RoleDialog
from kampanjplan.gui.duties import what_text
from kampanjplan.gui.follow_ups import FollowUps
from kampanjplan.services.editing import add
from tests.gui.test_two_desks import when_asked


@pytest.fixture
def page(window, qtbot):
    window.go_to(3)
    page = window.page
    qtbot.waitUntil(lambda: bool(page.contacts.rows.rows))
    pick(window, qtbot, "Exempel Värd Kalmar")
    return page


def pick(window, qtbot, name: str) -> Contact:
    (contact,) = window.workspace.read(lambda r: r.find(Contact, name=name))
    window.page.reveal(Contact.__name__, contact.id)
    qtbot.waitUntil(lambda: window.page.contact_form.thing.id == contact.id)
    return contact


def now(window) -> Contact:
    return window.workspace.read(lambda r: r.get(Contact, window.page.contact_form.thing.id))


def write(qtbot, form, name: str, text: str) -> None:
    editor = form.field(name).editor
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)


def test_several_addresses_and_numbers_one_a_line(window, qtbot, page) -> None:
    area = page.contact_form.field("email").editor
    area.setFocus()
    area.setPlainText("a@example.org\n\nb@example.org\na@example.org")
    qtbot.keyClick(area, Qt.Key.Key_Tab)
    assert now(window).emails == ("a@example.org", "b@example.org")
    assert page.contact_form.field("more_emails").draft() == "a@example.org\nb@example.org"
    window.workspace.stack.undo()
    assert now(window).emails == ("vard08@example.org",)


def test_tags_and_why_somebody_is_known(window, qtbot, page) -> None:
    write(qtbot, page.contact_form, "tags", "vip, talare ; vip,")
    assert now(window).tags == ("vip", "talare")
    page.contact_card.setCurrentIndex(3)
    write(qtbot, page.contact_card.privacy, "decision", "Dnr 5")
    write(qtbot, page.contact_card.privacy, "keep_until", "2028-01-31")
    assert (now(window).decision, str(now(window).keep_until)) == ("Dnr 5", "2028-01-31")
    assert now(window).basis is LegalBasis.PUBLIC_TASK


def test_a_role_is_added_and_taken_away(window, qtbot, page) -> None:
    card = page.contact_card
    card.setCurrentWidget(card.duties)
    assert [what_text(d) for d in card.duties.roles.rows.rows] == ["länets kontaktperson: Kalmar län", "värd"]

    def answer(dialog: RoleDialog) -> None:
        qtbot.keyClicks(dialog.kind.box, "press")
        qtbot.keyClick(dialog.kind.box, Qt.Key.Key_Return)

    when_asked(answer)
    card.duties.new_role.setFocus()
    qtbot.keyClick(card.duties.new_role, Qt.Key.Key_Space)
    (new,) = [r for r in window.workspace.read(lambda r: r.find(Role)) if r.kind is RoleKind.PRESS]
    assert new.contact_id == now(window).id
    card.duties.roles.pick([new.id])
    qtbot.keyClick(card.duties.roles, Qt.Key.Key_Delete)
    assert new not in window.workspace.read(lambda r: r.find(Role))


def test_who_changes_bodies_may_be_kept_at_the_former(window, qtbot, page) -> None:
    box = page.contact_card.organisation.box
    box.setCurrentIndex(box.findText("Upphandlingsmyndigheten"))
    box.activated.emit(box.currentIndex())
    assert now(window).organisation_id == organisation_id("UHM")
    assert "Lst Kalmar" in window.message.text.text()
    qtbot.mouseClick(window.message.button, Qt.MouseButton.LeftButton)
    (kept,) = window.workspace.read(lambda r: r.find(Membership))
    assert kept.contact_id == now(window).id
    page.contact_card.setCurrentWidget(page.contact_card.duties)
    ((_one, body),) = page.contact_card.duties.memberships.rows.rows
    assert body.short == "Lst Kalmar"


def test_the_log_button_begins_with_the_contact_shown(window, qtbot, page) -> None:
    card = page.contact_card
    card.setCurrentWidget(card.log)
    qtbot.mouseClick(card.log.log, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(window.findChildren(ActivityBox)))
    (box,) = window.findChildren(ActivityBox)
    assert box.fields["contact_ids"].draft().startswith("Exempel Värd Kalmar")
    box.reject()


def test_a_county_names_its_contact_in_the_list_of_gaps(window, qtbot, page) -> None:
    page.tabs.setCurrentWidget(page.county_contacts)
    counties = page.county_contacts
    assert counties.summary.text() == "Uppföljningsturnén: 17 län saknar kontakt"
    table = counties.counties
    table.setCurrentIndex(table.rows.index(0, 2))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit)
    editor.setText("Exempel Värd Östersund")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: counties.summary.text() == "Uppföljningsturnén: 16 län saknar kontakt")
    counties.gaps.setChecked(True)
    assert len(table.rows.rows) == 16
    counties.gaps.setChecked(False)
    row = next(row for row in table.rows.rows if row.county_code == "23")
    table.pick([table.rows.key(row)])
    counties.clear_picked()
    assert not window.workspace.read(lambda r: r.find(Appointment, county_code="23"))


def test_a_body_is_part_of_another_but_not_of_itself(window, qtbot, page) -> None:
    part = Organisation(id=uuid4(), short="Avd", name="Avdelningen", parent_id=organisation_id("UHM"))
    from kampanjplan.services.editing import add

    window.workspace.do("Ny", add, part)
    page.reveal(Organisation.__name__, organisation_id("UHM"))
    qtbot.waitUntil(lambda: page.organisation_form.thing.short == "UHM")
    box = page.organisation_card.parent_body.box
    box.setCurrentIndex(box.findText("Avdelningen"))
    box.activated.emit(box.currentIndex())
    assert "del av sig själv" in page.organisation_card.parent_body.note.text()
    assert window.workspace.read(lambda r: r.get(Organisation, organisation_id("UHM"))).parent_id is None


def test_what_is_typed_in_the_log_box_outlives_a_crash(window, qtbot, page) -> None:
    window.log_contact()
    (box,) = window.findChildren(ActivityBox)
    area = box.fields["text"].editor
    area.setFocus()
    qtbot.keyClicks(area, "Lovade lokal")
    drafts = window.workspace.drafts
    box.hide()  # as it would be gone after a crash: neither saved nor thrown away
    window.log_contact()
    other = next(b for b in window.findChildren(ActivityBox) if b is not box)
    assert other.fields["text"].draft() == "Lovade lokal"
    assert other.fields["text"].note.text().startswith("Skrivet ")
    other.save()
    assert drafts.newest() is None
    QApplication.processEvents()


def test_the_list_marks_what_nobody_is_reached_by(window) -> None:
    wrong = Contact(id=uuid4(), name="Aa Fel", email="aa.example.org", phone="070-174 06")
    right = Contact(id=uuid4(), name="Ab Rätt", email="ab@example.org", phone="+46701740605")
    window.workspace.attempt("Nya", add, wrong, right)
    window.go_to(3)
    model = window.page.contacts.rows
    cells = {model.index(n, 0).data(): [model.index(n, c).data() for c in (4, 5)] for n in range(2)}
    assert cells == {
        "Aa Fel": ["⚠ aa.example.org", "⚠ 070-174 06"],
        "Ab Rätt": ["ab@example.org", "070-174 06 05"],
    }


def test_nothing_to_follow_up_is_said_once_it_is_known(window, qtbot) -> None:
    ups = FollowUps(window.workspace)
    qtbot.addWidget(ups)
    assert ups.table.accessibleDescription() == "Läser …"
    assert not any(button.isEnabled() for button in (ups.done, ups.snooze, ups.show_line, ups.log))
    ups.refresh()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert ups.table.accessibleDescription() == "Inget att följa upp."
