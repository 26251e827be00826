"""What a stop gives and costs, term by term, with what each amount is made of."""

from dataclasses import dataclass
from uuid import NAMESPACE_OID, UUID, uuid5

from kampanjplan.domain.proposals import StopWorth, Term
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.wording import _
from kampanjplan.wording.deciding import amount_text, term_text
from kampanjplan.wording.proposals import decimal_text


@dataclass(frozen=True, slots=True)
class WorthLine:
    """One term."""

    what: str
    amount: str
    points: str

    @property
    def key(self) -> UUID:
        return uuid5(NAMESPACE_OID, self.what)


class WorthTable(TableView):
    """Gains first, then costs; what is nothing is left out."""

    def __init__(self) -> None:
        columns = [
            Column(_("Vad"), lambda line: line.what, width=152),
            Column(_("Mängd"), lambda line: line.amount, width=126, amount=True),
            Column(_("Poäng"), lambda line: line.points, width=68, amount=True),
        ]
        super().__init__(RowsModel(columns, lambda line: line.key), _("Vad stoppet ger och kostar"))
        self.setFrameShape(TableView.Shape.NoFrame)
        self.widen_first()
        self.say_when_empty(_("Välj ett stopp."))

    def show_worth(self, worth: StopWorth | None) -> None:
        """Shows one stop's worth; nothing where none is picked."""
        if worth is None:
            self.show_rows([])
            return
        terms = [term for term in Term if worth.points[term] or worth.amounts[term]]
        lines = [
            WorthLine(
                term_text(term), amount_text(term, worth.amounts[term]), decimal_text(worth.points[term])
            )
            for term in terms
        ]
        self.show_rows(lines)
