"""The register extract of one person as JSON, for whoever wants it electronically."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from kampanjplan.services.extracts import Extract, Fact, Tied
from kampanjplan.wording.extracts import backups_line, others_line, purpose_line

FORM = 1  # of the keys; they are never renamed, only added to


def extract_json(extract: Extract, made: datetime) -> str:
    """The whole extract; its keys are Swedish and stable, and values are worded as on paper."""
    told: dict[str, Any] = {
        "handling": "registerutdrag",
        "form": FORM,
        "om": [purpose_line(), others_line()],
        "gjord": made.astimezone(UTC).isoformat(timespec="seconds"),
        "planfil": extract.plan,
        "person": {"nyckel": str(extract.id), "namn": extract.name},
        "uppgifter": _facts(extract.facts),
        "varfor": _facts(extract.why),
        "hor_till": _tied(extract.tied),
        "fritext": [
            {"tabell": hit.table, "kolumn": hit.column, "rubrik": hit.title, "utdrag": hit.excerpt}
            for hit in extract.hits
        ],
        "historik": [
            {
                "nar": told.when.astimezone(UTC).isoformat(timespec="seconds"),
                "vem": told.who,
                "vad": told.what,
                "steg": _tied(told.steps),
            }
            for told in extract.history
        ],
        "sakerhetskopior": {
            "om": backups_line(extract.backups, extract.backup_days),
            "gjorda": [made.astimezone(UTC).isoformat(timespec="seconds") for made in extract.backups],
            "sparas_dagar": extract.backup_days,
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _facts(facts: Iterable[Fact]) -> list[dict[str, str]]:
    return [{"falt": fact.name, "rubrik": fact.title, "varde": fact.value} for fact in facts]


def _tied(tied: Iterable[Tied]) -> list[dict[str, Any]]:
    return [{"slag": one.kind, "rubrik": one.title, "uppgifter": _facts(one.facts)} for one in tied]
