"""What an import would do, row by row and field by field, in words."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kampanjplan.domain.contacts import Contact, Membership
from kampanjplan.services.importing import Preview, Row, RowState
from kampanjplan.wording import _, count_text
from kampanjplan.wording.cards import reason_text
from kampanjplan.wording.history import field_text, value_text
from kampanjplan.wording.labels import shortened
from kampanjplan.wording.sentences import error_text

_TOLD = ("name", "title", "organisation_id", "emails", "phones", "county_code", "tags", "notes", "purpose",
         "basis", "source", "collected", "decision", "keep_until")  # fmt: skip
_CALLED = {"emails": "email", "phones": "phone"}
_EMPTY = (None, "", ())


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the row would set: what it is called, what it says now and what it would say."""

    title: str
    before: str
    after: str


def state_text(state: RowState) -> str:
    return {
        RowState.NEW: _("ny"),
        RowState.SAME: _("oförändrad"),
        RowState.CHANGED: _("ändras"),
        RowState.REFUSED: _("avvisas"),
    }[state]


def differences(row: Row, preview: Preview) -> list[Difference]:
    """All that the row would set; of a new contact all that it would say."""
    if row.after is None or row.state is RowState.SAME:
        return []
    names = {id: body.name for id, body in preview.known.items()}
    found = []
    for name in _TOLD:
        before = getattr(row.before, name) if row.before else None
        after = getattr(row.after, name)
        if before != after and not (before in _EMPTY and after in _EMPTY):
            found.append(
                Difference(
                    field_text(Contact, _CALLED.get(name, name)),
                    _value(name, before, names) if row.before else "",
                    _value(name, after, names),
                )
            )
    return found + [Difference(_("Tillhörighet"), "", _place_text(p, names)) for p in row.places]


def _value(name: str, value: Any, names: dict[UUID, str]) -> str:
    return value_text(name, value, names)


def _place_text(place: Membership, names: dict[UUID, str]) -> str:
    days = [value_text("day", day, names) for day in (place.first_day, place.last_day)]
    text = ", ".join(filter(None, (names.get(place.organisation_id, ""), place.title)))
    return f"{text} ({days[0]} – {days[1]})" if place.first_day or place.last_day else text


def happens_text(row: Row, preview: Preview) -> str:
    """What the row would do, in one line."""
    if row.reason is not None:
        return reason_text(row.reason, error_text(row.reason))
    if row.state is RowState.CHANGED:
        return "; ".join(
            _("{field}: {before} → {after}").format(
                field=d.title, before=_short(d.before), after=_short(d.after)
            )
            for d in differences(row, preview)
        )
    if row.alike:
        return _("Kan vara samma person som {names}").format(names=", ".join(row.alike))
    return ""


def _short(text: str) -> str:
    return shortened(text, 40) or "–"


def organisation_text(row: Row, preview: Preview) -> str:
    """The organisation that the contact would have."""
    id = row.after.organisation_id if row.after else None
    if id is None:
        return row.card.organisation
    name = preview.known[id].name
    return _("{name} (ny)").format(name=name) if id in {b.id for b in preview.organisations} else name


def new_bodies_text(preview: Preview) -> str:
    """Which organisations would be made; empty where none would."""
    names = [body.name for body in preview.organisations]
    if not names:
        return ""
    shown = ", ".join(names[:4]) + (" …" if len(names) > 4 else "")
    return count_text("{n} ny organisation läggs till:", "{n} nya organisationer läggs till:", len(names)) + (
        f" {shown}."
    )
