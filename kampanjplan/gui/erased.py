"""What a window forgets when people are erased: what is typed about them and not saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kampanjplan.domain.changes import ChangeSet
    from kampanjplan.gui.drafts import Drafts
    from kampanjplan.services.ports import Reading


def erasures(reading: Reading) -> int:
    """How many people have been erased."""
    from kampanjplan.domain.contacts import Erasure

    return len(reading.find(Erasure))


def forget(drafts: Drafts, changes: ChangeSet) -> None:
    """Forgets the drafts of all that an erasure touched, and those that tell of whom it erased."""
    from kampanjplan.domain.contacts import Contact
    from kampanjplan.domain.terms import IDENTITY, Finder, terms_of

    people = [before for before, after in changes.of(Contact) if before and after and after.anonymised]
    said = [terms_of([{name: getattr(c, name) for name in IDENTITY}], "") for c in people]
    finder = Finder(term for terms in said for term in (*terms.far, *terms.near))
    ids = {str(change.thing.id) for change in changes.changes}
    drafts.forget_those(lambda draft: draft.id in ids or bool(finder.spans(f"{draft.text}\n{draft.saved}")))


def drop_drafts(drafts: Drafts, read: Callable[..., Any]) -> None:
    """Forgets the drafts, left by a window that died, of what was erased since they were typed."""
    typed = drafts.typed()
    if typed:
        from kampanjplan.services.erasing import erased_since

        gone = {str(id) for id in read(erased_since, typed)}
        if gone:
            drafts.forget_those(lambda draft: draft.id in gone)
