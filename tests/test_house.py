"""The walls of the house, and what must not be loaded before the first paint."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_imports_only_go_down() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_nothing_heavy_is_loaded_before_the_first_paint() -> None:
    script = (
        "import sys, kampanjplan.app, kampanjplan.gui.application\n"
        "from kampanjplan.gui.pages import start\n"
        "print(' '.join(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = set(done.stdout.split())
    assert loaded.isdisjoint({"sqlalchemy", "alembic", "reportlab", "holidays", "pypdfium2", "PIL", "numpy"})
    assert "PySide6" in loaded


def test_no_dear_class_of_qt_is_made_before_the_first_paint() -> None:
    """PySide makes a class when it is first named; the namespace Qt, all enums, takes a tenth of a start."""
    script = (
        "import sys, kampanjplan.app, kampanjplan.gui.application\n"
        "from kampanjplan.gui.pages import start\n"
        "ours = [vars(module) for name, module in sys.modules.items() if name.startswith('kampanjplan')]\n"
        "dear = 'Qt', 'QAccessible', 'QFileDialog', 'QStyle'\n"
        "print([name for module in ours for name in dear if name in module], len(ours) > 9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[] True"


def test_the_command_line_needs_no_window() -> None:
    script = "import sys, kampanjplan.cli; print('PySide6' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "False"
