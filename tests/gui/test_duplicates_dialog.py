"""Dubbletter: pairs with their reasons, merged field by field or judged, by the keyboard."""

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.contacts import Contact, DistinctPair
from kampanjplan.domain.likeness import Likeness
from kampanjplan.domain.organisations import board_id
from kampanjplan.gui.dialogs.duplicates import DuplicatesDialog, merge_contacts
from kampanjplan.gui.settings import today
from kampanjplan.plans import open_plan
from kampanjplan.services.editing import add, change
from kampanjplan.services.likeness import Pair
from tests.gui.test_two_desks import when_asked
from tests.walks.test_follow_up import content

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def twice(window) -> tuple[Contact, Contact, Contact]:
    """Somebody entered three times."""
    body = board_id("20")
    three = (
        Contact(
            id=uuid4(), name="Åsa Öhman", organisation_id=body, title="Chef", email="asa@example.org",
            phone="070-174 06 05", notes="Ring <b>efter</b> nio",
        ),
        Contact(
            id=uuid4(), name="Öhman, Åsa", organisation_id=body, title="Samordnare", notes="Allergisk",
        ),
        Contact(id=uuid4(), name="Asa Ohman", organisation_id=body),
    )  # fmt: skip
    window.workspace.attempt("Nya", add, *three)
    window.workspace.attempt("Logga", add, Activity(id=uuid4(), day=today(), contact_ids=(three[1].id,)))
    return three


@pytest.fixture
def dialog(window, qtbot, twice) -> DuplicatesDialog:
    made = DuplicatesDialog(window, window.workspace)
    qtbot.addWidget(made)
    made.open()
    made.activateWindow()
    qtbot.waitUntil(lambda: made.isActiveWindow() and made.card.two is not None)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    return made


def ready(window, qtbot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.busy)


def people(window) -> dict[str, Contact]:
    return {c.name: c for c in window.workspace.read(lambda r: r.find(Contact))}


def text_of(dialog, row: int) -> list[str]:
    return [column.text(dialog.pairs[row]) for column in dialog.table.rows.columns]


def test_pairs_are_listed_with_score_and_reason(dialog) -> None:
    assert text_of(dialog, 0) == ["88", "Åsa Öhman", "Öhman, Åsa", "samma namn, omkastat, samma organisation"]
    assert len(dialog.pairs) == 3
    assert dialog.why.text() == "88 av 100: samma namn, omkastat, samma organisation."
    assert "3 par" in dialog.state.text()
    assert not dialog.progress.isVisible()
    assert dialog.table.hasFocus()


def test_merged_by_keys_field_by_field_and_on_to_the_next(dialog, window, qtbot, twice) -> None:
    before = content(window)
    one, _other, third = twice
    assert dialog.card.results["title"].text() == "Chef"
    dialog.card.focus_first()
    chosen = dialog.focusWidget()
    assert isinstance(chosen, QRadioButton)
    assert chosen.accessibleName() == "Namn: Åsa Öhman"
    qtbot.keyClick(chosen, Qt.Key.Key_Tab)
    title = dialog.focusWidget()
    assert title.accessibleName() == "Titel: Chef"
    qtbot.keyClick(title, Qt.Key.Key_Right)
    assert dialog.focusWidget().accessibleName() == "Titel: Samordnare"
    assert dialog.card.results["title"].text() == "Samordnare"
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, CTRL)
    ready(window, qtbot)
    merged = people(window)["Åsa Öhman"]
    assert (merged.id, merged.title) == (one.id, "Samordnare")
    assert merged.notes == "Ring <b>efter</b> nio\n\nAllergisk"
    assert "Öhman, Åsa" not in people(window)
    (logged,) = window.workspace.read(lambda r: r.find(Activity, contact_ids=[one.id]))
    assert logged.contact_ids == (one.id,)
    # Whoever was like the one that is gone is like the other, once.
    assert [p.ids for p in dialog.pairs] == [tuple(sorted((one.id, third.id)))]
    assert dialog.card.two == (merged, third)
    assert window.workspace.stack.undoText() == "Slå ihop Åsa Öhman"
    dialog.reject()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert content(window) == before


def test_an_address_that_only_one_has_is_kept_unasked(window, qtbot, twice) -> None:
    """Also where the one that says less is the first."""
    one, other, _third = twice
    window.workspace.attempt("Mejl", change, Contact, other.id, email="o@example.org", more_phones=("112",))
    now = [window.workspace.read(lambda r, id=c.id: r.get(Contact, id)) for c in (other, one)]
    dialog = DuplicatesDialog(window, window.workspace, [Pair(*now, Likeness(0, ()))])
    qtbot.addWidget(dialog)
    dialog.show()
    ready(window, qtbot)
    card = dialog.card
    assert "phone" not in card.groups
    assert card.results["phone"].text() == "070-174 06 05"
    assert "email" in card.groups
    card.groups["email"].button(1).click()
    assert card.results["email"].text() == "asa@example.org"
    assert card.results["more_emails"].text() == "o@example.org"
    assert card.facts()["more_phones"] == ("112",)
    assert card.results["more_phones"].isVisible()
    assert dialog.why.text() == "Inget talar för att de är samma person."


def test_judged_as_two_and_not_asked_again(dialog, window, qtbot, twice) -> None:
    first = dialog.pair.ids
    qtbot.keyClick(dialog, Qt.Key.Key_I, ALT)
    qtbot.waitUntil(lambda: len(dialog.pairs) == 2)
    ready(window, qtbot)
    (kept,) = window.workspace.read(lambda r: r.find(DistinctPair))
    assert (kept.contact_id, kept.other_id) == first
    assert dialog.pair is not None
    again = DuplicatesDialog(window, window.workspace)
    qtbot.addWidget(again)
    ready(window, qtbot)
    assert [p.ids for p in again.pairs] == [p.ids for p in dialog.pairs]
    window.workspace.stack.undo()
    assert window.workspace.read(lambda r: r.find(DistinctPair)) == []


def test_skipped_to_the_next_and_round(dialog, window, qtbot) -> None:
    seen = []
    for _n in range(4):
        seen.append(dialog.pair.ids)
        qtbot.keyClick(dialog, Qt.Key.Key_H, ALT)
        qtbot.waitUntil(lambda: dialog.pair.ids != seen[-1])
        ready(window, qtbot)
    assert len(set(seen)) == 3
    assert seen[3] == seen[0]


def test_enter_in_the_list_merges_nobody(dialog, window, qtbot) -> None:
    before = content(window)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    ready(window, qtbot)
    assert content(window) == before
    assert dialog.isVisible()


def test_what_another_desk_changed_is_shown_before_it_is_merged(
    dialog, window, qtbot, example, twice
) -> None:
    anna = open_plan(example, "Anna")
    anna.do("Titel", change, Contact, twice[1].id, title="Landshövding")
    anna.store.close()
    dialog._workspace._clock.stop()
    dialog.merge_pair()
    ready(window, qtbot)
    assert "Öhman, Åsa" in people(window)
    assert "Anna" in dialog.state.text()
    assert dialog.card.two[1].title == "Landshövding"
    dialog.merge_pair()
    ready(window, qtbot)
    assert "Öhman, Åsa" not in people(window)


def test_a_pair_goes_where_one_of_them_goes(dialog, window, qtbot, twice) -> None:
    from kampanjplan.services.contacts import delete_contacts

    window.workspace.attempt("Ta bort", delete_contacts, [twice[1].id])
    ready(window, qtbot)
    assert [p.ids for p in dialog.pairs] == [tuple(sorted((twice[0].id, twice[2].id)))]
    assert {c.id for c in dialog.card.two} == {twice[0].id, twice[2].id}


def test_no_pairs_says_so(window, qtbot) -> None:
    dialog = DuplicatesDialog(window, window.workspace)
    qtbot.addWidget(dialog)
    ready(window, qtbot)
    assert dialog.pairs == []
    assert dialog.state.text() == "Inga kontakter ser ut att vara samma person."
    assert not dialog.merging.isEnabled()


def test_closed_while_looking_stops_the_look(window, qtbot, twice) -> None:
    dialog = DuplicatesDialog(window, window.workspace)
    qtbot.addWidget(dialog)
    dialog.reject()
    ready(window, qtbot)
    assert dialog.watch.stopped.is_set()
    assert dialog.pairs == []


def test_two_picked_contacts_are_merged(window, qtbot, twice) -> None:
    def look(dialog) -> None:
        assert not dialog.table.isVisible()
        qtbot.waitUntil(lambda: dialog.card.two is not None)
        assert [c.id for c in dialog.card.two] == [twice[0].id, twice[2].id]
        qtbot.keyClick(dialog, Qt.Key.Key_S, ALT)

    when_asked(look)
    merge_contacts(window, window.workspace, twice[0].id, twice[2].id)
    ready(window, qtbot)
    assert "Asa Ohman" not in people(window)


def test_two_are_picked_in_the_list_and_merged_by_keys(window, qtbot, twice) -> None:
    window.go_to(3)
    page, shift = window.page, Qt.KeyboardModifier.ShiftModifier
    offered = lambda: page._merge.isEnabled()  # noqa: E731
    page.search.setFocus()
    page.search.setText("example")
    qtbot.waitUntil(lambda: len(page.contacts.rows.rows) > 2)
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert not offered()
    picked, seen = [], []

    def look(dialog) -> None:
        qtbot.waitUntil(lambda: dialog.card.two is not None)
        seen.extend(c.id for c in dialog.card.two)
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    qtbot.keyClick(page.contacts, Qt.Key.Key_Down, shift)
    picked += page.contacts.picked_ids()
    assert len(picked) == 2
    assert offered()
    when_asked(look)
    qtbot.keyClick(page.contacts, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier | shift)
    assert seen == picked
    qtbot.keyClick(page.contacts, Qt.Key.Key_Down, shift)
    assert len(page.contacts.picked_ids()) == 3
    assert not offered()
    qtbot.keyClick(page.contacts, Qt.Key.Key_Up, shift)
    assert offered()
    page.tabs.setCurrentIndex(1)
    assert not offered()


def test_a_contact_that_is_gone_is_refused_in_words(window, qtbot, twice) -> None:
    merge_contacts(window, window.workspace, twice[0].id, uuid4())
    assert window.message.text.text() == "Det som skulle ändras finns inte längre i planen."


def test_the_menu_opens_it(window, qtbot, twice) -> None:
    seen = []

    def look(dialog) -> None:
        seen.append(type(dialog))
        dialog.reject()

    when_asked(look)
    qtbot.keyClick(window, Qt.Key.Key_D, CTRL)
    assert seen == [DuplicatesDialog]
    ready(window, qtbot)


def test_undone_and_done_again_by_the_keys_in_the_dialog(dialog, window, qtbot, twice) -> None:
    was, pairs = content(window), [pair.ids for pair in dialog.pairs]
    index = window.workspace.stack.index()
    qtbot.keyClick(dialog, Qt.Key.Key_Z, CTRL)  # nothing was done here yet: what was before stands
    assert window.workspace.stack.index() == index
    first = dialog.pair
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(dialog.pairs) < len(pairs) and not window.jobs.busy)
    merged, left = content(window), [pair.ids for pair in dialog.pairs]
    dialog.judging.click()
    qtbot.waitUntil(lambda: len(dialog.pairs) < len(left) and not window.jobs.busy)
    for expected, shown in ((merged, left), (was, pairs)):
        qtbot.keyClick(dialog, Qt.Key.Key_Z, CTRL)
        ready(window, qtbot)
        assert content(window) == expected
        assert [pair.ids for pair in dialog.pairs] == shown
    assert dialog.pair.ids == first.ids
    assert dialog.merging.isEnabled()
    assert not dialog.undoing.isEnabled()
    QTest.keySequence(dialog, QKeySequence(QKeySequence.StandardKey.Redo))
    ready(window, qtbot)
    assert content(window) == merged
    assert [pair.ids for pair in dialog.pairs] == left
    assert dialog.undoing.isEnabled()


def test_an_undo_that_is_refused_is_told_in_the_dialog(dialog, window, qtbot, twice, example) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(dialog.pairs) < 3 and not window.jobs.busy)
    window.workspace._clock.stop()
    kept = next(c for c in people(window).values() if c.id in {t.id for t in twice[:2]})
    door = open_plan(example, "Bo")
    door.do("Titel", change, Contact, kept.id, title="Generaldirektör", notes="")
    door.store.close()
    qtbot.keyClick(dialog, Qt.Key.Key_Z, CTRL)
    ready(window, qtbot)
    assert dialog.state.text().startswith("Det går inte att göra: uppgiften har ändrats sedan dess")
    assert people(window)[kept.name].title == "Generaldirektör"
