"""What a row that may be damaged still says, and what stands in for the rest of it."""

from collections.abc import Callable, Mapping
from datetime import date, time
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from sqlalchemy import Boolean, Integer, LargeBinary, String, Table, Uuid
from sqlalchemy.dialects import sqlite

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Appointment, Contact, DistinctPair, Erasure, Membership, Role
from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.editions import Edition, EditionFile, Recipient
from kampanjplan.domain.errors import FieldError, TooLongError
from kampanjplan.domain.fields import checked
from kampanjplan.domain.interests import CountyInterest, Theme
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.planning import KeptProposal, Pin, Planning, TravelFactor
from kampanjplan.domain.possibility import DayAnswer, Lecturer, Party, StandingRule
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.rules import Rules
from kampanjplan.domain.searches import SavedSearch
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import CountyVisit, Tour
from kampanjplan.storage.contents import checksum_of
from kampanjplan.storage.engine import as_json
from kampanjplan.storage.mapper import mapper
from kampanjplan.storage.pages import GONE
from kampanjplan.storage.tables import KIND_OF, TABLE_OF, metadata

_DIALECT = sqlite.dialect(json_serializer=as_json)
_CODES = {county.code for county in COUNTIES}
# half of it would say something else
_WHOLE_OR_NOT = (
    CountyVisit, Appointment, DistinctPair, Erasure, DayAnswer, StandingRule, Party, Pin, KeptProposal,
    Edition, Recipient,
)  # fmt: skip
_NONSENSE = (ValueError, TypeError, AttributeError, KeyError, OverflowError, RecursionError)


def lost_id(table: str) -> UUID:
    """The key of the one thing that stands in where even the key of a parent is lost."""
    return uuid5(NAMESPACE_URL, f"kampanjplan:rescued:{table}")


def stand_in(kind: type[Thing], name: str = "?") -> Thing:
    """A thing that says nothing but its name, and can stand."""
    id, tour, stop = uuid4(), lost_id("tour"), lost_id("stop")
    said, county, person = "" if name == "?" else name, COUNTIES[0].code, lost_id("contact")
    day = date(1970, 1, 1)
    stand_ins: dict[type[Thing], Callable[[], Thing]] = {
        Rules: Rules,
        Organisation: lambda: Organisation(id=id, short=name[:40], name=name),
        Contact: lambda: Contact(id=id, name=name),
        Tour: lambda: Tour(id=id, name=name),
        CountyVisit: lambda: CountyVisit(id=id, tour_id=tour, county_code=county),
        Stop: lambda: Stop(id=id, tour_id=tour, county_code=county, town=said),
        Role: lambda: Role(id=id, stop_id=stop, contact_id=person),
        Item: lambda: Item(id=id, stop_id=stop, minutes=0, title=said),
        Speaker: lambda: Speaker(id=id, item_id=lost_id("item"), organisation_id=lost_id("organisation")),
        Activity: lambda: Activity(id=id, day=day, contact_ids=(person,), text=said),
        Membership: lambda: Membership(id=id, contact_id=person, organisation_id=lost_id("organisation")),
        Appointment: lambda: Appointment(id=id, tour_id=tour, county_code=county, contact_id=person),
        DistinctPair: lambda: DistinctPair(id=id, contact_id=min(id, person), other_id=max(id, person)),
        SavedSearch: lambda: SavedSearch(id=id, name=name),
        Erasure: lambda: Erasure(id=id, day=day),
        TravelFactor: lambda: TravelFactor(id=id, mode=name),
        Theme: lambda: Theme(id=id, tour_id=tour, name=name),
        CountyInterest: lambda: CountyInterest(id=id, tour_id=tour, county_code=county),
        DayAnswer: lambda: DayAnswer(id=id, county_code=county, first_day=day, last_day=day),
        StandingRule: lambda: StandingRule(id=id, tour_id=tour, text=said, first_day=day),
        Lecturer: lambda: Lecturer(id=id, contact_id=person),
        Party: lambda: Party(id=id, tour_id=tour, organisation_id=lost_id("organisation")),
        Planning: lambda: Planning(id=id, tour_id=tour),
        Pin: lambda: Pin(id=id, tour_id=tour, county_code=county, town=name),
        KeptProposal: lambda: KeptProposal(id=id, tour_id=tour, day=day, at=time()),
        # Of several none may have another's number.
        Edition: lambda: Edition(
            id=id, tour_id=tour, number=id.int % 1_000_000 + 1, day=day, at=time(), note=said
        ),
        EditionFile: lambda: EditionFile(id=id, edition_id=lost_id("edition"), title=name, checksum="?"),
        Recipient: lambda: Recipient(id=id, edition_id=lost_id("edition"), contact_id=person),
    }
    return stand_ins[kind]()


def unreadable(table: str, row: Mapping[str, Any]) -> list[str]:
    """The columns of a raw row that hold what the program would never have written."""
    typed, bad = typed_row(metadata.tables[table], row)
    if table == "content" and not bad and checksum_of(typed["data"]) != typed["checksum"]:
        return ["data"]
    return bad + (_refused(KIND_OF[table], typed) if table in KIND_OF else [])


def readable_thing(kind: type[Thing], row: Mapping[str, Any]) -> Thing:
    """The thing of a raw row that is not `unreadable`; an older row has the defaults of newer fields."""
    typed, _bad = typed_row(TABLE_OF[kind], row)
    how = mapper(kind)
    known = {name: value for name, value in typed.items() if name in how.names}
    thing: Thing = how.thing({**_sound(kind), **known})
    return thing


def name_in(row: Mapping[str, Any]) -> str:
    """What people call the thing of a raw row; empty where it has no name or it is lost."""
    found = (row.get(column) for column in ("name", "title", "town", "text"))
    return next((text for text in found if isinstance(text, str) and text), "")


def typed_row(table: Table, row: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The values that can be read, in Python's types, and the names of the others."""
    typed: dict[str, Any] = {}
    bad: list[str] = []
    for name, needed, read in _readers(table):
        if name in row:
            try:
                typed[name] = None if row[name] is None and not needed else read(row[name])
            except _NONSENSE:
                bad.append(name)
    return typed, bad


def raw_row(table: Table, typed: Mapping[str, Any]) -> dict[str, Any]:
    """The inverse of `typed_row`."""
    raw: dict[str, Any] = {}
    for column in table.columns:
        if column.name in typed:
            write = column.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
            value = typed[column.name]
            raw[column.name] = write(value) if write else value
    return raw


@cache
def _readers(table: Table) -> tuple[tuple[str, bool, Callable[[Any], Any]], ...]:
    return tuple((column.name, not column.nullable, _reader(column.type)) for column in table.columns)


def _reader(kind: Any) -> Callable[[Any], Any]:
    """Reads a column's value as strictly as it was written."""
    process = kind.dialect_impl(_DIALECT).result_processor(_DIALECT, None)
    wanted = int if isinstance(kind, Integer | Boolean) else bytes if isinstance(kind, LargeBinary) else str

    def read(value: Any) -> Any:
        if type(value) is not wanted:
            raise TypeError
        if wanted is int and isinstance(kind, Boolean) and value not in (0, 1):
            raise ValueError
        return process(value) if process else value

    return read


def _refused(kind: type[Thing], typed: Mapping[str, Any]) -> list[str]:
    """The readable values that make no thing."""
    how = mapper(kind)
    good = _sound(kind)

    def refuses(row: Mapping[str, Any]) -> bool:
        try:
            checked(how.thing(row))
        except FieldError:
            return False  # it can be read; whether it follows the rules is another question
        except _NONSENSE:
            return True
        return False

    known = {name: value for name, value in typed.items() if name in how.names}
    if not refuses({**good, **known}):
        return []
    return [name for name, value in known.items() if refuses({**good, name: value})]


@cache
def _sound(kind: type[Thing]) -> dict[str, Any]:
    return mapper(kind).row(stand_in(kind))


def mended(table: str, row: Mapping[str, Any], name: str) -> tuple[dict[str, Any] | None, list[str]]:
    """The raw row with what cannot stand replaced by the field's own default, and which those are.

    None instead of the row where nothing of worth is left of it. `name` is for what has lost its own.
    """
    if table == "content":  # bytes are whole or nothing
        bad = unreadable(table, row)
        return (None if bad else dict(row)), bad
    if table not in KIND_OF:
        return _mended_history(table, row)
    kind = KIND_OF[table]
    typed, bad = typed_row(metadata.tables[table], row)
    bad += [column for column in _refused(kind, typed) if column not in bad]
    good = mapper(kind).row(stand_in(kind, name))
    values = {**good, **{column: value for column, value in typed.items() if column not in bad}}
    if values.get("county_code") not in (*_CODES, None):
        values["county_code"] = good["county_code"]
        bad.append("county_code")
    if bad and (kind in _WHOLE_OR_NOT or (kind is CountyInterest and "county_code" in bad)):
        return None, bad
    if kind is Role and values["stop_id"] is None and values["tour_id"] is None:
        return None, bad
    if kind is Speaker and (values["contact_id"] is None) == (values["organisation_id"] is None):
        bad.append("contact_id")
        if values["contact_id"] is None:
            return None, bad
        values["organisation_id"] = None
    for _try in values:
        try:
            thing = checked(mapper(kind).thing(values))
        except FieldError as error:
            bad.append(error.field)
            _replace(values, error, good)
        else:
            if not bad and thing == mapper(kind).thing(values):
                return dict(row), bad
            return {**row, **raw_row(metadata.tables[table], mapper(kind).row(thing))}, bad
    return None, bad


def _replace(values: dict[str, Any], error: FieldError, good: Mapping[str, Any]) -> None:
    """Takes away what a rule refuses."""
    field = error.field
    if isinstance(error, TooLongError) and isinstance(values[field], str):
        values[field] = values[field][: error.limit]
    elif values[field] != good[field]:
        values[field] = good[field]
    elif "first_day" in values:  # a day that lacks the other end of its period
        values["first_day"] = values["last_day"] = None


def _mended_history(table: str, row: Mapping[str, Any]) -> tuple[dict[str, Any] | None, list[str]]:
    """A row of the history is kept where it says what happened to what; its act needs only a number."""
    typed, bad = typed_row(metadata.tables[table], row)
    if table == "journal_change":
        sides = [typed.get("before"), typed.get("after")]
        told = any(side is not None for side in sides) and all(isinstance(s, dict | None) for s in sides)
        return (None if bad or not told else dict(row)), bad
    if "number" in bad:
        return None, bad
    return {**row, **{column: _UNKNOWN_ACT[column] for column in bad}}, bad


_UNKNOWN_ACT = {"at": "1970-01-01 00:00:00.000000", "who": "", "text": "?", "lost": 0}


def tidy(table: str, row: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The raw row with keys spelt alike and texts as far as they can be read; which were not whole."""
    kept = dict(row)
    torn: list[str] = []
    for column in metadata.tables[table].columns:
        value = kept.get(column.name)
        if isinstance(column.type, Uuid) and isinstance(value, str):
            try:
                kept[column.name] = UUID(value).hex
            except ValueError:
                continue
        elif isinstance(value, bytes) and isinstance(column.type, String):
            kept[column.name] = value.decode("utf-8", "replace")
            torn.append(column.name)
        elif value is GONE and isinstance(column.type, String):
            kept[column.name] = ""
            torn.append(column.name)
    return kept, torn
