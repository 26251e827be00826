"""A line in which several contacts are named, each completed as it is typed."""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCompleter

from kampanjplan.domain.errors import Expected, UnreadableError
from kampanjplan.gui.fields import LineField
from kampanjplan.gui.item_cells import People
from kampanjplan.wording import _


class _Completer(QCompleter):
    """Completes what stands after the last semicolon."""

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(";")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        before, semicolon, _last = self.widget().text().rpartition(";")
        return f"{before}; {super().pathFromIndex(index)}" if semicolon else super().pathFromIndex(index)


class ContactsField(LineField):
    """Contacts with semicolons between. Part of a name is enough where only one contact fits."""

    def __init__(self, people: People) -> None:
        self._names = names_of(people)
        self._text_of = {id: name for name, id in self._names.items()}
        super().__init__(
            ["contact_ids"],
            _("Kontakter"),
            self._ids,
            self._text,
            None,
            _("namn; flera med semikolon emellan"),
        )
        completer = _Completer(list(self._names), self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(completer)

    def _text(self, activity: Any) -> str:
        return "; ".join(self._text_of[id] for id in activity.contact_ids if id in self._text_of)

    def _ids(self, text: str) -> dict[str, Any]:
        parts = [part.strip() for part in text.split(";")]
        return {"contact_ids": tuple(dict.fromkeys(self._id(part) for part in parts if part))}

    def _id(self, part: str) -> UUID:
        return named_contact(self._names, part, "contact_ids")


def named_contact(names: Mapping[str, UUID], text: str, field: str = "") -> UUID:
    """The contact of that name, or the only one that fits; UnreadableError where there is none or several."""
    wanted = text.strip().casefold()
    for name, id in names.items():
        if wanted in (name.casefold(), name.partition(", ")[0].casefold()):
            return id
    words = wanted.split()
    fitting = [id for name, id in names.items() if all(w in name.casefold() for w in words)]
    if len(fitting) != 1:
        raise UnreadableError(text.strip(), Expected.CONTACT, field)
    return fitting[0]


def names_of(people: People) -> dict[str, UUID]:
    """What each contact is called here; those who would be called the same get an address or a number."""
    texts = {id: people.contact_text(contact).replace(";", ",") for id, contact in people.contacts.items()}
    counts = Counter(text.casefold() for text in texts.values())
    names: dict[str, UUID] = {}
    for id, text in texts.items():
        contact = people.contacts[id]
        if counts[text.casefold()] > 1 and (known := contact.email or contact.phone):
            text = f"{text} ({known})"
        name, number = text, 2
        while name in names:
            name, number = f"{text} ({number})", number + 1
        names[name] = id
    return names
