"""Where everything is joined: the command line, or the window."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kampanjplan.wording import _

if TYPE_CHECKING:
    from kampanjplan.domain.damage import Progress, Salvaged
    from kampanjplan.services.door import Door
    from kampanjplan.services.ports import Backups


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command where one is named, else opens the window, on a plan file where one is given."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] == "--self-test":
        from kampanjplan.selftest import self_test

        return int(self_test(Path(given[1]) if len(given) > 1 else Path.cwd(), _Plans()))
    if given and given[0] == "--planner-worker":
        from kampanjplan.planner.work import work

        return work()
    if not given or (not given[0].startswith("-") and not _is_command(given[0])):
        if len(given) > 1:
            print(_("Ange högst en planfil."), file=sys.stderr)
            return 2
        from kampanjplan.gui.application import run_window

        return int(run_window(Path(given[0]) if given else None, _Plans()))
    from kampanjplan.cli import run

    return run(given)


class _Plans:
    """Plans in files, given to the window; what is behind them is loaded with the first plan."""

    def open(self, path: Path, who: str) -> "Door":
        from kampanjplan.plans import open_plan

        return open_plan(path, who)

    def create(self, path: Path, who: str, *, example_from: date | None = None) -> "Door":
        from kampanjplan.plans import create_plan

        return create_plan(path, who, example_from=example_from)

    def salvage(self, path: Path, new: Path, progress: "Progress") -> "Salvaged":
        from kampanjplan.plans import salvage_plan

        return salvage_plan(path, new, progress)

    def backups(self, path: Path) -> "Backups":
        from kampanjplan.plans import backups_of

        return backups_of(path)

    def user_name(self) -> str:
        from kampanjplan.plans import user_name

        return user_name()


def _is_command(word: str) -> bool:
    """The commands' names, so that a window need not import them."""
    return word in ("new", "info", "contacts", "plan", "solve", "export", "editions", "check", "recover")
