"""What colleagues agree on for their plan: how long its past and its people are kept, and when to call."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from kampanjplan.domain.contacts import LegalBasis
from kampanjplan.domain.fields import NAME, number, text, version
from kampanjplan.domain.organisations import OrganisationKind

RULES_ID = uuid5(NAMESPACE_URL, "kampanjplan:rules")  # a plan has one set of rules

PURPOSE = "Planera och genomföra turnén"


def _days(default: int) -> int:
    return number(default, 1, 3_650)  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """`history_days` is how old a row of the history may grow, None for ever. Backups older than
    `backup_days` are deleted, as they hold people whom the plan may have forgotten.

    Of a new contact `purpose`, `basis` and `decision` are said, and that they are kept for `keep_days`,
    None without an end. The `quiet` ones are days that may pass before somebody at such a body counts as
    not heard.
    """

    id: UUID = RULES_ID
    version: int = version()
    history_days: int | None = number(None, 1, 36_500)
    backup_days: int = number(90, 1, 3_650)
    purpose: str = text(NAME, default=PURPOSE)
    basis: LegalBasis = LegalBasis.PUBLIC_TASK
    decision: str = text(NAME)
    keep_days: int | None = number(730, 1, 36_500)
    quiet_coordinating: int = _days(30)
    quiet_authority: int = _days(30)
    quiet_association: int = _days(45)
    quiet_county_board: int = _days(45)
    quiet_municipality: int = _days(60)
    quiet_region: int = _days(60)
    quiet_venue: int = _days(60)
    quiet_other: int = _days(90)

    def quiet_days(self, kind: OrganisationKind | None) -> int:
        """Days that may pass without a contact with somebody at a body of that kind, or at none."""
        days: int = getattr(self, f"quiet_{(kind or OrganisationKind.OTHER).name.lower()}")
        return days
