"""A line for who said it: a contact picked from a list, or typed; nobody where it is empty."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from kampanjplan.gui.item_cells import People
from kampanjplan.gui.names import named_contact, names_of
from kampanjplan.wording import _


class WhoSaid(QComboBox):
    """Offers all contacts; part of a name is enough where only one fits."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(_("Vem som lämnade svaret"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(26)
        self.completer().setCompletionMode(self.completer().CompletionMode.PopupCompletion)
        self.completer().setFilterMode(Qt.MatchFlag.MatchContains)
        self.lineEdit().setPlaceholderText(_("ingen angiven"))
        self.lineEdit().setAccessibleName(self.accessibleName())
        self._people: People | None = None
        self._names: dict[str, UUID] = {}

    def offer(self, people: People) -> None:
        """Offers these people, and keeps who was picked."""
        if people is self._people:
            return
        typed, self._people, self._names = self.currentText(), people, names_of(people)
        self.clear()
        self.addItems(["", *self._names])
        self.setEditText(typed)

    @property
    def contact_id(self) -> UUID | None:
        """Who it is; UnreadableError where no contact is called so."""
        typed = self.currentText().strip()
        return named_contact(self._names, typed, "said_by_id") if typed else None
