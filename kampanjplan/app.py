"""Where everything is joined: the command line, or the window."""

import sys
from collections.abc import Sequence
from pathlib import Path

from kampanjplan.wording import _


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command where one is named, else opens the window, on a plan file where one is given."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] == "--self-test":
        from kampanjplan.selftest import self_test

        return self_test(Path(given[1]) if len(given) > 1 else Path.cwd())
    if not given or (not given[0].startswith("-") and not _is_command(given[0])):
        if len(given) > 1:
            print(_("Ange högst en planfil."), file=sys.stderr)
            return 2
        from kampanjplan.gui.application import run_window

        return run_window(Path(given[0]) if given else None)
    from kampanjplan.cli import run

    return run(given)


def _is_command(word: str) -> bool:
    """The commands' names, so that a window need not import them."""
    return word in ("new", "info", "export", "check")
