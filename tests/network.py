"""No test may reach another machine: sockets go to this one alone, or the test fails.

An audit hook sees the call below every library of Python's; it cannot be taken away, nor need it be.
Children get it too, by tests/children/sitecustomize.py.
"""

import socket
import sys
from typing import Any

# What was tried since it was last emptied; one list, though a child that tests has this module twice.
refused: list[str] = sys.__dict__.setdefault("refused_sockets", [])


class ForbiddenError(OSError):
    """A socket to somewhere else."""


def _is_ours(host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    return name in ("", "localhost", "::1", "None") or name.startswith("127.")


def _listen(event: str, given: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        made, address = given[0], given[-1]
        local = getattr(socket, "AF_UNIX", None)
        if address is None or made.family == local or _is_ours(address[0]):
            return
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        if _is_ours(given[0]):
            return
    else:
        return
    refused.append(f"{event} {given[-1] if event.startswith('socket.con') else given[0]}")
    raise ForbiddenError(f"{event} to another machine")


def forbid() -> None:
    """From now on, for as long as the process lives."""
    sys.addaudithook(_listen)
