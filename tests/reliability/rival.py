"""One of several programs that edit the same contacts: python -m tests.reliability.rival PLAN NAME CONFLICTS.

Each edit begins with what was seen and writes words that nobody else writes. Prints a line of JSON for each
that was kept or given up, with the value that was seen before it. The first with its number of conflicts ends
the work of all.
"""

import json
import random
import sys
import time
from dataclasses import replace
from pathlib import Path

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.errors import FileError, FileTrouble, GoneError, OverwriteError
from kampanjplan.plans import open_plan
from kampanjplan.services.conflicts import give_up, having_seen, settle
from kampanjplan.services.contacts import delete_contacts
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change

FIELDS = ("title", "email", "phone")


def run(plan: Path, name: str, wanted: int) -> None:
    door, dice = open_plan(plan, name), random.Random(name)
    conflicts = number = 0
    done = plan.with_suffix(".done")
    while conflicts < wanted and not done.exists():
        people = door.read(lambda r: r.find(Contact, organisation_id=None))
        seen = dice.choice(people)
        facts = {}
        for field in dice.sample(FIELDS, dice.randint(1, 2)):
            number += 1
            facts[field] = f"{name}-{number}"
        time.sleep(dice.random() * 0.06)  # as one who types: others write meanwhile
        removes = dice.random() < 0.03
        try:
            if removes:
                patiently(door, having_seen, (seen,), delete_contacts, [seen.id])
                patiently(door, add, replace(seen, version=0))
                told({"name": name, "removed": True})
            else:
                patiently(door, having_seen, (seen,), change, Contact, seen.id, **facts)
                told({"name": name, "kept": {f: [getattr(seen, f), v] for f, v in facts.items()}})
        except OverwriteError as error:
            conflicts += 1
            if not removes:
                settled(door, dice, error, name, facts)
        except GoneError:
            conflicts += 1
            mine = replace(seen, **facts)
            patiently(door, give_up, seen, mine)
            told({"name": name, "lost": facts})
    door.store.close()
    done.touch()
    told({"name": name, "conflicts": conflicts})


def settled(door: Door, dice: random.Random, error: OverwriteError, name: str, facts: dict[str, str]) -> None:
    """Chooses for each field, and begins anew where somebody was there before."""
    while True:
        keep = {field for field in facts if dice.random() < 0.5}
        theirs, mine = error.theirs, error.mine
        try:
            patiently(door, having_seen, (theirs,), settle, theirs, mine, keep)
        except OverwriteError as again:
            error = OverwriteError(theirs, again.theirs, replace(again.theirs, **facts), again.fields, None)
            continue
        except GoneError:
            patiently(door, give_up, theirs, mine)
            told({"name": name, "lost": facts})
            return
        told({"name": name, "kept": {f: [getattr(theirs, f), facts[f]] for f in keep}})
        told({"name": name, "lost": {f: v for f, v in facts.items() if f not in keep}})
        return


def patiently(door: Door, service, *facts, **more) -> None:
    while True:
        try:
            door.do("Ändra", service, *facts, **more)
            return
        except FileError as error:
            if error.trouble is not FileTrouble.LOCKED:
                raise


def told(line: dict[str, object]) -> None:
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
