"""Whether a plan file is whole: SQLite's own checks, and the journal told again from its first row.

Half an act cannot hide from that: its journal rows and its things would not agree.
"""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from kampanjplan.plans import open_plan
from kampanjplan.services.history import made
from kampanjplan.storage.mapper import mapper
from kampanjplan.storage.tables import KIND_OF, TABLE_OF
from tests.reliability.acts import words
from tests.things import content


class UnsoundError(Exception):
    """A file that is not what acts, each kept whole or not at all, would have made of it."""


@dataclass(frozen=True)
class Sound:
    """What a whole file says: its acts by their texts, each with the things it changed, and its things."""

    acts: dict[str, set[str]]
    things: dict[str, str]

    def lacks(self, before: "Sound", acknowledged: list[dict[str, Any]]) -> list[str]:
        """What is missing of a file as it was before and the acts since then (see acts.left).

        Things may differ that an act changed which the file holds but nobody acknowledged.
        """
        expected = {act["text"]: set(act["things"]) for act in acknowledged}
        lost = [text for text, things in expected.items() if self.acts.get(text) != things]
        lost += sorted(before.acts.keys() - self.acts.keys())
        doubtful = set().union(*(self.acts[text] for text in self.unsaid(before, acknowledged)))
        things = {id: said for act in acknowledged for id, said in act["things"].items()}
        now = {**before.things, **things}
        return lost + [
            f"{id}: {said!r}, not {self.things.get(id)!r}"
            for id, said in now.items()
            if id not in doubtful and self.things.get(id) != said
        ]

    def unsaid(self, before: "Sound", acknowledged: list[dict[str, Any]]) -> list[str]:
        """Acts that the file holds beside those: kept, but not acknowledged."""
        return sorted(self.acts.keys() - before.acts.keys() - {act["text"] for act in acknowledged})


def examine(path: Path) -> Sound:
    """Opens the file as the program does; UnsoundError or a FileError where it is not whole."""
    door = open_plan(path, "prov")
    try:
        if found := list(door.store.check()):
            raise UnsoundError(f"check: {found[:3]}")
        things = [thing for of_kind in content(door).values() for thing in of_kind.values()]
    finally:
        door.store.close()
    plain: dict[tuple[str, str], Any] = {
        (TABLE_OF[type(thing)].name, thing.id.hex): _as_json(mapper(type(thing)).plain(None, thing)[1])
        for thing in things
    }
    acts, told = _told_again(path)
    for key in plain.keys() | told.keys():
        if plain.get(key) != _as_of_today(key, told.get(key)):
            raise UnsoundError(f"{key}: the plan says {plain.get(key)}, its journal {told.get(key)}")
    return Sound(acts, {str(thing.id): words(thing) for thing in things})


def _as_of_today(key: tuple[str, str], told: dict[str, Any] | None) -> Any:
    """What the journal says of a thing, with the defaults of the fields that came after it was told."""
    if told is None:
        return None
    how = mapper(KIND_OF[key[0]])
    return _as_json(how.plain(None, made(how.kind, UUID(key[1]), how.facts(told)))[1])


def _as_json(value: Any) -> Any:
    return json.loads(json.dumps(value))


def _told_again(path: Path) -> tuple[dict[str, set[str]], dict[tuple[str, str], Any]]:
    """The acts of the journal, and the things that come of doing them all in an empty plan."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        entries = connection.execute("SELECT number, text FROM journal ORDER BY number").fetchall()
        rows = connection.execute(
            "SELECT journal_number, kind, thing_id, before, after FROM journal_change"
            " WHERE NOT lost ORDER BY number"  # what was given up in a conflict was never in the plan
        ).fetchall()
    texts = dict(entries)
    acts: dict[str, set[str]] = {text: set() for text in texts.values()}
    if len(acts) != len(entries):
        raise UnsoundError("the journal says an act twice")
    things: dict[tuple[str, str], Any] = {}
    for number, kind, id, before, after in rows:
        if number not in texts:
            raise UnsoundError(f"rows of act {number}, which is not there")
        acts[texts[number]].add(str(UUID(id)))
        _tell(things, (kind, id), before and json.loads(before), after and json.loads(after))
    return acts, things


def _tell(things: dict[tuple[str, str], Any], key: tuple[str, str], before: Any, after: Any) -> None:
    now = things.get(key)
    if before is None:
        if now is not None:
            raise UnsoundError(f"{key} was added twice")
        things[key] = after
    elif now is None or any(now[name] != said for name, said in before.items()):
        raise UnsoundError(f"{key} was {now} and not {before}")
    elif after is None:
        del things[key]
    else:
        things[key] = {**now, **after}
