"""What colleagues agree on for their plan: how long its past is kept."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from kampanjplan.domain.fields import number, version

RULES_ID = uuid5(NAMESPACE_URL, "kampanjplan:rules")  # a plan has one set of rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """`history_days` is how old a row of the history may grow, None for ever. Backups older than
    `backup_days` are deleted, as they hold people whom the plan may have forgotten."""

    id: UUID = RULES_ID
    version: int = version()
    history_days: int | None = number(None, 1, 36_500)
    backup_days: int = number(90, 1, 3_650)
