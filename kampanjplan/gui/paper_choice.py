"""Which paper: the kind, the stop, proposal or whom it is for, who is to read it, and in which language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from kampanjplan.gui.paper_options import PaperOptions
from kampanjplan.services.papers import Subject, Wanted
from kampanjplan.services.profiles import parts_for
from kampanjplan.wording import _, current_language
from kampanjplan.wording.labels import label

if TYPE_CHECKING:
    from uuid import UUID

    from kampanjplan.documents.kinds import Kind
    from kampanjplan.domain.profiles import Profile
    from kampanjplan.gui.paper_files import Order
    from kampanjplan.services.papers import Choice

_FIELDS = {  # what is chosen beside the tour, by its field in what is wanted
    Subject.STOP: "stop_id",
    Subject.SOMEBODY: "for_id",
    Subject.TOUR_OR_BODY: "for_id",
    Subject.PROPOSAL: "proposal_id",
}
FIRST = "schedule"  # the kind that is shown before another is chosen


class PaperChoice(QWidget):
    """A row of choices. `chosen` says that another paper is wanted."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kinds: dict[str, Kind] = {}
        self._offered: list[Choice] | None = None  # of the kind that is chosen
        self._readers: Profile | None = None  # whom the user chose the last paper for
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self.kind, _label = self._add(_("Dokument"), 18)
        self.which, self._which_label = self._add(_("Stopp"), 14)
        self.profile, _label = self._add(_("Profil"), 11)
        self.language, _label = self._add(_("Språk"), 7)
        self.options = PaperOptions()
        self._row.addWidget(self.options)
        self._row.addStretch(1)
        self.options.chosen.connect(self.chosen)
        self._row.setStretchFactor(self.which, 10)  # names are long; it takes what room there is
        self.which.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.which.setMaximumWidth(400)
        self.which.currentTextChanged.connect(self.which.setToolTip)  # longer than there is room for
        self.kind.setAccessibleName(_("Vad som skrivs ut"))
        self.profile.setToolTip(_("För vem det är: vad som visas beror på det"))
        for code, name in (("sv", _("svenska")), ("en", _("engelska"))):
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(current_language()))
        self.kind.activated.connect(lambda _n: self._choose_kind())
        for box in (self.which, self.profile, self.language):
            box.activated.connect(lambda _n: self.chosen.emit())
        self.profile.activated.connect(lambda _n: self._choose_profile())
        self._show_which(False)

    def _add(self, title: str, letters: int) -> tuple[QComboBox, QLabel]:
        box, name = QComboBox(), QLabel(title)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(letters)
        box.setAccessibleName(title)
        name.setBuddy(box)
        if self._row.count():
            self._row.addSpacing(10)
        self._row.addWidget(name)
        self._row.addWidget(box)
        return box, name

    @property
    def is_ready(self) -> bool:
        """Whether the kinds are known."""
        return bool(self._kinds)

    @property
    def subject(self) -> Subject:
        """What the kind that is chosen is of."""
        return self._kind().subject

    @property
    def needs_choices(self) -> bool:
        """Whether the kind is of something that must be chosen beside the tour."""
        return self.subject is not Subject.TOUR

    def offer_kinds(self, kinds: dict[str, Kind]) -> None:
        """Offers these kinds from now on."""
        self._kinds = kinds
        for name, kind in kinds.items():
            self.kind.addItem(_(kind.title), name)
        self.kind.setCurrentIndex(max(self.kind.findData(FIRST), 0))
        self._offer_profiles()

    def offer_choices(self, found: list[Choice], stop_id: UUID | None) -> None:
        """Offers these; what was chosen stays so, else the stop that the window is at is taken."""
        if found == self._offered:
            return  # the plan changed elsewhere; whoever is choosing just now is left alone
        self._offered = found
        subject, before = self.subject, self.which.currentData()
        self.which.clear()
        if subject is Subject.TOUR_OR_BODY:
            self.which.addItem(_("hela turnén"), None)
        for one in found:
            self.which.addItem(one.text, one.id)
        ids = [self.which.itemData(row) for row in range(self.which.count())]
        wanted = next((id for id in (before, stop_id) if id in ids), None)
        self.which.setCurrentIndex(ids.index(wanted) if wanted in ids else min(len(ids), 1) - 1)
        title = {Subject.STOP: _("Stopp"), Subject.PROPOSAL: _("Förslag")}.get(subject, _("För"))
        self._which_label.setText(title)
        self.which.setAccessibleName(title)
        self._show_which(True)

    def order(self, tour_id: UUID | None) -> Order | None:
        """What is wanted; None where there is nothing to choose."""
        if tour_id is None or not self._kinds:
            return None
        kind, id = self._kind(), self.which.currentData()
        profile, language = self.profile.currentData(), self.language.currentData()
        field = _FIELDS.get(kind.subject)
        if field and id is None and kind.subject is not Subject.TOUR_OR_BODY:
            return None
        wanted = Wanted(tour_id, **{field: id}) if field else Wanted(tour_id)
        return kind, wanted, profile, language, self.options.options

    def nothing_text(self) -> str:
        """Why there is nothing to choose."""
        if self.subject is Subject.STOP:
            return _("Turnén har inga stopp.")
        if self.subject is Subject.PROPOSAL:
            return _("Turnén har inga sparade förslag.")
        return _("Ingen medverkar i turnén ännu.")

    def _kind(self) -> Any:
        return self._kinds[self.kind.currentData()]

    def _choose_kind(self) -> None:
        self._offer_profiles()
        self._offered = None
        self.which.clear()
        self._show_which(False)
        self.chosen.emit()

    def _choose_profile(self) -> None:
        self._readers = self.profile.currentData()
        self._offer_parts()

    def _offer_profiles(self) -> None:
        """Offers the kind's; what the user chose stays so: the next paper is not for more eyes unasked."""
        self.profile.clear()
        profiles = list(self._kind().profiles)
        for profile in profiles:
            self.profile.addItem(label(profile), profile)
        if self._readers in profiles:
            self.profile.setCurrentIndex(profiles.index(self._readers))
        self.profile.setEnabled(self.profile.count() > 1)
        self._offer_parts()

    def _offer_parts(self) -> None:
        self.options.offer(parts_for(self.profile.currentData(), self._kind().parts))

    def _show_which(self, shown: bool) -> None:
        self.which.setVisible(shown)
        self._which_label.setVisible(shown)
