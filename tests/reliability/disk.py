"""A disk that loses its power: of what was not synced, it keeps what it likes.

Worst case that POSIX allows. A synced write is kept; each one that is not may be kept, dropped or torn
into sectors; of what was done to a folder or to a file's length since its last sync, the end may be lost.
"""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.reliability.strace import Call

SECTOR = 512  # bytes that a disk writes whole
Write = tuple[int, bytes]  # where in the file, and what; a negative place cuts the file to -place - 1 bytes


@dataclass(eq=False)
class _File:
    """What is on the disk for certain, and what was done since the last sync."""

    synced: bytearray = field(default_factory=bytearray)
    waiting: list[Write] = field(default_factory=list)

    def sync(self) -> None:
        for write in self.waiting:
            _apply(self.synced, write)
        self.waiting.clear()

    def after_the_cut(self, random: Random) -> bytes:
        content = bytearray(self.synced)
        lengths_kept = random.randint(0, len(self.waiting))
        for number, (place, data) in enumerate(self.waiting):
            if place < 0:
                if number < lengths_kept:
                    _apply(content, (place, data))
                continue
            fate = random.choice(("kept", "dropped", "torn"))
            if fate == "kept":
                _apply(content, (place, data))
            elif fate == "torn":
                for start in range(0, len(data), SECTOR):
                    if random.random() < 0.5:
                        _apply(content, (place + start, data[start : start + SECTOR]))
        return bytes(content)


def _apply(content: bytearray, write: Write) -> None:
    place, data = write
    if place < 0:
        length = -place - 1
        content[length:] = bytes(max(0, length - len(content)))
        return
    if place > len(content):
        content.extend(bytes(place - len(content)))
    content[place : place + len(data)] = data


class Disk:
    """The files of one folder, as a trace of a program's calls leaves them."""

    def __init__(self, files: dict[str, bytes], acks: str) -> None:
        """`files` are there, synced, by their whole paths; what is written to `acks` is acknowledged."""
        self.acknowledged = b""
        self._acks = acks
        self._names: dict[str, _File] = {name: _File(bytearray(data)) for name, data in files.items()}
        self._synced_names = dict(self._names)
        self._renamings: list[tuple[str, _File | None]] = []  # since the folder's last sync
        self._open: dict[int, str | _File] = {}  # a name is a folder's, or that of the acknowledgements

    def do(self, call: Call) -> None:
        """What the call did; those that failed did nothing."""
        if call.result >= 0:
            getattr(self, f"_{call.name}")(call)

    def after_the_cut(self, random: Random) -> dict[str, bytes]:
        """The files, by name, that are found when the power is back."""
        names = dict(self._synced_names)
        for name, file in self._renamings[: random.randint(0, len(self._renamings))]:
            _rename(names, name, file)
        return {name: file.after_the_cut(random) for name, file in names.items()}

    def _openat(self, call: Call) -> None:
        name = call.texts[0].decode()
        if "O_DIRECTORY" in call.arguments or name == self._acks or Path(name).is_dir():
            self._open[call.result] = name
            return
        if name not in self._names:
            self._change(name, _File())
        self._open[call.result] = self._names[name]
        if "O_TRUNC" in call.arguments:
            self._names[name].waiting.append((-1, b""))

    def _close(self, call: Call) -> None:
        self._open.pop(int(call.arguments.split(",")[0]), None)

    def _file(self, call: Call) -> str | _File | None:
        return self._open.get(int(call.arguments.split(",")[0]))

    def _pwrite64(self, call: Call) -> None:
        file = self._file(call)
        assert isinstance(file, _File)
        file.waiting.append((int(call.arguments.rsplit(",", 1)[1]), call.texts[0][: call.result]))

    def _write(self, call: Call) -> None:
        assert self._file(call) == self._acks, "a write without a place; SQLite was built in another way"
        self.acknowledged += call.texts[0]

    def _ftruncate(self, call: Call) -> None:
        file = self._file(call)
        assert isinstance(file, _File)
        file.waiting.append((-int(call.arguments.rsplit(",", 1)[1]) - 1, b""))

    def _fsync(self, call: Call) -> None:
        file = self._file(call)
        if isinstance(file, _File):
            file.sync()
        elif file != self._acks:
            self._synced_names, self._renamings = dict(self._names), []

    _fdatasync = _fsync

    def _unlink(self, call: Call) -> None:
        self._change(call.texts[0].decode(), None)

    def _rename(self, call: Call) -> None:
        old, new = (text.decode() for text in call.texts)
        file = self._names[old]
        self._change(new, file)
        self._change(old, None)

    def _change(self, name: str, file: _File | None) -> None:
        _rename(self._names, name, file)
        self._renamings.append((name, file))


TRACED = ("openat", "close", "pwrite64", "write", "ftruncate", "fsync", "fdatasync", "unlink", "rename")


def _rename(names: dict[str, _File], name: str, file: _File | None) -> None:
    if file is None:
        names.pop(name, None)
    else:
        names[name] = file
