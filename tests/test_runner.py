"""run.py's own rules: verbs, what is missing on the machine, and when a set-up has to be made again."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
run = import_module("run")


@pytest.mark.parametrize(("arguments", "parsed"), [
    ([], ("run", [])),
    (["--", "info", "x"], ("run", ["info", "x"])),
    (["test"], ("test", [])),
    (["test", "tests/domain"], ("test", ["tests/domain"])),
    (["bench", "store"], ("bench", ["store"])),
    (["build"], ("build", [])),
    (["--system"], ("--system", [])),
    (["build", "x"], ("help", ["build", "x"])),
    (["nonsense"], ("help", ["nonsense"])),
])  # fmt: skip
def test_verbs(arguments: list[str], parsed: tuple[str, list[str]]) -> None:
    assert run.parse(arguments) == parsed


def test_missing_libraries_become_one_apt_line() -> None:
    missing = run.missing_packages("test", {}, loads=lambda name: name != "libEGL.so.1")
    assert run.apt_line(missing) == "sudo apt-get install --no-install-recommends libegl1"
    assert run.missing_packages("test", {}, loads=lambda _name: True) == []


def test_a_window_on_x11_needs_more_than_a_test() -> None:
    nothing = {"loads": lambda _name: False, "which": lambda _name: "x"}
    on_x11 = run.missing_packages("run", {"DISPLAY": ":0"}, **nothing)
    assert "libxcb-cursor0" in on_x11
    assert "libxcb-cursor0" not in run.missing_packages("test", {"DISPLAY": ":0"}, **nothing)
    assert "libxcb-cursor0" not in run.missing_packages(
        "run", {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, **nothing
    )


def test_strace_is_installed_for_the_tests_that_want_it_but_none_is_refused_for_want_of_it() -> None:
    nothing = {"loads": lambda _name: True, "which": lambda name: None if name == "strace" else "x"}
    assert run.missing_packages("--system", {}, **nothing) == ["strace"]
    for verb in ("run", "test", "bench", "build"):
        assert run.missing_packages(verb, {}, **nothing) == []


def test_only_the_named_blocks_of_a_lock_are_kept() -> None:
    lock = "a==1 \\\n    --hash=sha256:1\nb==2 \\\n    --hash=sha256:2\n"
    assert run.blocks(lock, {"b"}) == "b==2 \\\n    --hash=sha256:2\n"


def test_a_set_up_is_made_again_when_what_it_was_made_from_changes(tmp_path: Path) -> None:
    for name in ("pyproject.toml", *set(run.LOCKS.values())):
        (tmp_path / name).write_text("one", encoding="utf-8")
    done = run.digest("dev", tmp_path)
    assert run.is_set_up(done, "dev", tmp_path)
    assert run.is_set_up(done, "run", tmp_path)  # the developer's holds all that is needed to run
    assert not run.is_set_up(run.digest("run", tmp_path), "dev", tmp_path)
    (tmp_path / "requirements-dev.lock").write_text("two", encoding="utf-8")
    assert not run.is_set_up(done, "dev", tmp_path)


def test_the_tests_command_holds_every_check() -> None:
    assert [command[0] for command in run.test_commands([])] == [
        "ruff",
        "ruff",
        "mypy",
        "lint-imports",
        "pytest",
    ]
    assert run.test_commands(["tests/domain"]) == [
        ["pytest", "-n", "2", "--dist", "worksteal", "tests/domain"]
    ]
