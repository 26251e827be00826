"""One task that writes a file, to be done while the system refuses something.

Arguments: the task's name and the folder that it is done in. Says how it went on the standard output by
writev, which no test refuses: "done", or the sentence that a person would read. Any other end is a fault.
"""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.errors import PlanError
from kampanjplan.exchange.files import write_whole
from kampanjplan.plans import open_plan
from kampanjplan.services.editing import change
from kampanjplan.services.sample import FOLLOW_UP
from kampanjplan.services.sheets import schedule_sheet, tour_named
from kampanjplan.wording.sentences import error_text

PLAN, COPY, PDF = "plan.kampanjplan", "kopia.kampanjplan", "schema.pdf"
AFTER = "Så här står det efteråt."


def save(folder: Path) -> None:
    """One act on the plan in the folder."""
    door = open_plan(folder / PLAN, "prov")
    first = min(door.read(lambda reading: reading.find(Contact)), key=lambda contact: contact.id)
    door.do("Ändra", change, Contact, first.id, notes=AFTER)


def copy(folder: Path) -> None:
    """A copy of the plan in place of an older one."""
    open_plan(folder / PLAN, "prov").store.copy_to(folder / COPY)


def pdf(folder: Path) -> None:
    """The schedule of the plan beside the folder, in place of an older one."""
    from tests.papers import write_sheet  # not waited for by the other tasks

    door = open_plan(folder.parent / PLAN, "prov")
    sheet = door.read(schedule_sheet, door.read(tour_named, FOLLOW_UP).id)
    write_whole(folder / PDF, partial(write_sheet, "schedule", sheet, printed=datetime(2026, 11, 24, 12, 0)))


def migrate(folder: Path) -> None:
    """A plan of an older schema is opened."""
    open_plan(folder / PLAN, "prov").store.close()


TASKS: dict[str, Callable[[Path], None]] = {"save": save, "copy": copy, "pdf": pdf, "migrate": migrate}


def _main(name: str, folder: str) -> None:
    try:
        TASKS[name](Path(folder))
        said = "done"
    except PlanError as error:
        said = error_text(error)
    os.writev(1, [said.encode()])


if __name__ == "__main__":
    _main(*sys.argv[1:])
