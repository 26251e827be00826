"""Lines of vCards and calendars: how their texts are escaped, and how long lines are folded."""

import re

_FOLD = 75  # octets in a line
_MEANT = {"n": "\n", "N": "\n", "\\": "\\", ",": ",", ";": ";", ":": ":"}


def escaped(text: str) -> str:
    """A text as one part of a value of several parts."""
    for plain, safe in (("\\", "\\\\"), ("\n", "\\n"), (",", "\\,"), (";", "\\;")):
        text = text.replace(plain, safe)
    return text


def parts_of(text: str, separator: str = ";") -> list[str]:
    """The parts of a value, each still escaped."""
    parts, begun = [], 0
    for found in re.finditer(rf"\\.|{separator}", text, re.DOTALL):
        if found[0] == separator:
            parts.append(text[begun : found.start()])
            begun = found.end()
    return [*parts, text[begun:]]


def unescaped(text: str) -> str:
    """The inverse of `escaped`; a backslash before anything else stands for itself."""
    return re.sub(r"\\(.)", lambda found: _MEANT.get(found[1], found[0]), text, flags=re.DOTALL)


def folded(line: str) -> bytes:
    """The line in pieces that are no longer than the format allows, never cut inside a letter."""
    data = line.encode("utf-8")
    pieces, begun, room = [], 0, _FOLD
    while len(data) - begun > room:
        end = begun + room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[begun:end])
        begun, room = end, _FOLD - 1
    return b"\r\n ".join([*pieces, data[begun:]]) + b"\r\n"
