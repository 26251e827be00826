"""Ties between rows that were salvaged: what hangs on a lost thing gets one that stands in for it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from kampanjplan.domain.damage import Damage, DamageKind, key_text
from kampanjplan.domain.organisations import Organisation, known_organisations
from kampanjplan.storage.keys import columns_of_keys
from kampanjplan.storage.mapper import mapper
from kampanjplan.storage.mending import mended, name_in, raw_row, stand_in
from kampanjplan.storage.tables import KIND_OF, metadata

Saved = dict[str, dict[Any, dict[str, Any]]]  # raw rows by table and key
_NEEDED_BY_RULE = {
    ("speaker", "contact_id"),
    ("speaker", "organisation_id"),
    ("role", "stop_id"),
    ("role", "tour_id"),
    ("day_answer", "organisation_id"),
    ("day_answer", "contact_id"),
    ("standing_rule", "organisation_id"),
    ("standing_rule", "contact_id"),
    ("standing_rule", "tour_id"),
    ("recipient", "contact_id"),
    ("recipient", "organisation_id"),
}
_KNOWN = {body.id.hex: body for body in known_organisations()}


def tie(saved: Saved, names: Mapping[str, str]) -> list[Damage]:
    """Makes every key in the rows name a row that is there. `names` are for what stands in, by table."""
    damages: list[Damage] = []
    remembered = _Memory(saved)
    while lost := {(parent, key) for _t, _r, _c, parent, key, needed in _loose(saved) if needed}:
        for parent, key in sorted(lost, key=str):
            saved.setdefault(parent, {})[key], kind = _stand_in(parent, key, names, remembered)
            damages.append(Damage(kind, parent, key_text(key), name_in(saved[parent][key])))
    damages += _drop_lost(saved)
    for table, row, column, parent, _key, _needed in list(_loose(saved)):
        row[column] = None
        child = table, key_text(row.get("id", "")), name_in(row)
        damages.append(Damage(DamageKind.TIE, *child, column, detail=parent))
    return damages


def recall(saved: Saved, tables: set[str], names: Mapping[str, str]) -> list[Damage]:
    """Makes anew the lost things of some tables that the history knows the whole of."""
    damages: list[Damage] = []
    remembered = _Memory(saved)
    for table, key in remembered.whole():
        if table in tables and key not in saved.get(table, {}):
            known = {**_plain(table, "?"), **remembered.of(key), "id": key, "version": 1}
            row, _bad = mended(table, known, names.get(table, ""))
            if row is not None:
                saved.setdefault(table, {})[key] = row
                damages.append(Damage(DamageKind.FROM_HISTORY, table, key_text(key), name_in(row)))
    return damages


def _loose(saved: Saved) -> Iterator[tuple[str, dict[str, Any], str, str, Any, bool]]:
    """(table, row, column, parent's table, parent's key, whether the row needs it) of each loose tie."""
    for table, rows in saved.items():
        for column in metadata.tables[table].columns:
            for tied in column.foreign_keys:
                parent = tied.column.table.name
                there = saved.get(parent, {})
                needed = not column.nullable or (table, column.name) in _NEEDED_BY_RULE
                for row in rows.values():
                    key = row.get(column.name)
                    if key is not None and key not in there:
                        yield table, row, column.name, parent, key, needed
    yield from _last_lost(saved)


def _last_lost(saved: Saved) -> Iterator[tuple[str, dict[str, Any], str, str, Any, bool]]:
    """As `_loose`, of rows that hold only lost keys and would say nothing of anybody without the first."""
    for table, column, parent in columns_of_keys():
        there = saved.get(parent, {})
        for row in saved.get(table, {}).values():
            keys = _keys(row, column)
            alone = "organisation_id" in row and row["organisation_id"] is None
            if keys and alone and not any(key in there for key in keys):
                yield table, row, column, parent, keys[0], True


def _drop_lost(saved: Saved) -> list[Damage]:
    """Takes lost keys out of the columns that hold several."""
    damages: list[Damage] = []
    for table, column, parent in columns_of_keys():
        there = saved.get(parent, {})
        for row in saved.get(table, {}).values():
            keys = _keys(row, column)
            kept = [key for key in keys if key in there]
            if len(kept) < len(keys):
                row[column] = json.dumps([str(UUID(key)) for key in kept])
                child = table, key_text(row.get("id", "")), name_in(row)
                damages.append(Damage(DamageKind.TIE, *child, column, detail=parent))
    return damages


def _keys(row: dict[str, Any], column: str) -> list[str]:
    """The keys of a column that holds several, as the other table spells them."""
    try:
        return [UUID(key).hex for key in json.loads(row[column])]
    except (ValueError, TypeError, AttributeError, KeyError):
        return []  # cannot be read; what mends the row says so


def _stand_in(
    parent: str, key: Any, names: Mapping[str, str], remembered: "_Memory"
) -> tuple[dict[str, Any], DamageKind]:
    if parent == "journal":
        act = {"number": key, "at": remembered.time_before(key), "who": "", "text": names[parent], "lost": 0}
        return act, DamageKind.PLACEHOLDER
    plain = _plain(parent, names[parent])
    if key in _KNOWN:
        known = raw_row(metadata.tables[parent], mapper(Organisation).row(_KNOWN[key]))
        return {**known, "version": 1}, DamageKind.FROM_HISTORY
    told = remembered.of(key)
    row, _bad = mended(parent, {**plain, **told, "id": key, "version": 1}, names[parent])
    if row is None or not told:
        return {**plain, "id": key, "version": 1}, DamageKind.PLACEHOLDER
    return row, DamageKind.FROM_HISTORY


def _plain(table: str, name: str) -> dict[str, Any]:
    """The raw row of a thing that says nothing but its name."""
    kind = KIND_OF[table]
    return raw_row(metadata.tables[table], mapper(kind).row(stand_in(kind, name)))


class _Memory:
    """What the history that was salvaged says of things that were not; what was given up never stood."""

    def __init__(self, saved: Saved) -> None:
        self._acts = saved.get("journal", {})
        self._changes: dict[Any, list[dict[str, Any]]] = {}
        changes = saved.get("journal_change", {})
        for number in sorted(number for number, change in changes.items() if not change.get("lost")):
            self._changes.setdefault(changes[number]["thing_id"], []).append(changes[number])

    def of(self, key: Any) -> dict[str, Any]:
        """The raw values that a thing had last, as far as they are told."""
        told: dict[str, Any] = {}
        for change in self._changes.get(key, ()):
            after = json.loads(change["after"]) if change["after"] else None
            if isinstance(after, dict):
                told.update({name: _raw(value) for name, value in after.items()})
        return told

    def whole(self) -> Iterator[tuple[str, Any]]:
        """(table, key) of each thing that was made, and not taken away, within the history."""
        for key, changes in self._changes.items():
            made, last = changes[0], changes[-1]
            if made["before"] is None and last["after"] is not None and made["kind"] in KIND_OF:
                yield made["kind"], key

    def time_before(self, number: int) -> Any:
        """When the act before that number was done."""
        earlier = [n for n in self._acts if n < number]
        return self._acts[max(earlier)]["at"] if earlier else "1970-01-01 00:00:00.000000"


def _raw(value: Any) -> Any:
    """A journal's value as a column keeps it."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and len(value) == 36:
        try:
            return UUID(value).hex
        except ValueError:
            return value
    return value
