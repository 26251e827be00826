"""The lock files hold every dependency with its hash, and name no host."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    blocks = re.findall(r"^([\w.-]+)==\S+(.*(?:\n    .*)*)", text, re.MULTILINE)
    assert len(blocks) > 20
    assert all("--hash=sha256:" in rest for _name, rest in blocks)


def wanted(groups: list[list[str]]) -> set[str]:
    return {re.split(r"[<>=;\[ ]", line)[0] for group in groups for line in group}


def test_the_locks_hold_what_the_project_names() -> None:
    run = wanted([PROJECT["project"]["dependencies"], PROJECT["dependency-groups"]["install"]])
    for name, names in (
        ("requirements.lock", run),
        ("requirements-dev.lock", run | wanted([PROJECT["dependency-groups"]["dev"]])),
    ):
        locked = set(re.findall(r"^([\w.-]+)==", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        assert names <= locked


def test_every_dependency_has_a_lower_bound() -> None:
    groups = PROJECT["dependency-groups"]
    assert all(
        ">=" in line for line in PROJECT["project"]["dependencies"] + groups["dev"] + groups["install"]
    )
