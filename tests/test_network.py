"""The fence round the tests' network bites."""

import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests import network

ELSEWHERE = ("192.0.2.1", 80)  # an address that documents may use, and nobody has
UDP = (socket.AF_INET, socket.SOCK_DGRAM)


def _connect() -> None:
    with socket.socket() as made:
        made.connect(ELSEWHERE)


def _send() -> None:
    with socket.socket(*UDP) as made:
        made.sendto(b"x", ELSEWHERE)


def _send_message() -> None:
    with socket.socket(*UDP) as made:
        made.sendmsg([b"x"], [], 0, ELSEWHERE)


def _fetch() -> None:
    urllib.request.urlopen("http://example.org/", timeout=1)


@pytest.mark.parametrize("reach", [_connect, _send, _send_message, _fetch])
def test_another_machine_is_out_of_reach(reach) -> None:
    with pytest.raises(OSError, match="another machine"):
        reach()
    assert network.refused
    network.refused.clear()


def test_this_machine_is_not(tmp_path: Path) -> None:
    for family, address in (
        (socket.AF_INET, ("127.0.0.1", 0)),
        (socket.AF_UNIX, str(tmp_path / "s")),
    ):
        with socket.socket(family) as server, socket.socket(family) as client:
            server.bind(address)
            server.listen()
            client.connect(server.getsockname())


def test_a_test_that_swallows_the_refusal_fails(tmp_path: Path) -> None:
    case = tmp_path / "test_it.py"
    case.write_text(
        "import socket\n"
        "from contextlib import suppress\n"
        "from tests.conftest import no_network\n"
        "def test_quiet():\n"
        "    with suppress(OSError), socket.socket() as made:\n"
        f"        made.connect({ELSEWHERE})\n"
        "def test_good():\n"
        "    pass\n"
    )
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "/dev/null",
         "--rootdir", tmp_path, case],
        capture_output=True, text=True, check=False, cwd=root,
    )  # fmt: skip
    assert "2 passed, 1 error" in done.stdout, done.stdout  # the error is the fixture's, after the test


def test_children_are_held_too() -> None:
    script = f"import socket; socket.socket().connect({ELSEWHERE})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "ForbiddenError" in done.stderr
