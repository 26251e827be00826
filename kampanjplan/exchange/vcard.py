"""vCards: 2.1 as Outlook still writes them, 3.0 and 4.0 read; 3.0 and 4.0 written."""

import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from uuid import UUID

from kampanjplan.domain.cards import MOST_CARDS, Card, CardFileError, CardTrouble, CutCardError
from kampanjplan.domain.contacts import LegalBasis
from kampanjplan.domain.counties import find_county
from kampanjplan.exchange.card_texts import card_of, place_text
from kampanjplan.exchange.content_lines import escaped, folded, parts_of, unescaped
from kampanjplan.exchange.files import write_pieces
from kampanjplan.exchange.texts import check_text, encoding_of, read_bytes

_OWN = "X-KAMPANJPLAN-"
_OWN_TEXTS = {
    "PURPOSE": "purpose",
    "BASIS": "basis",
    "SOURCE": "source",
    "COLLECTED": "collected",
    "DECISION": "decision",
    "KEEP-UNTIL": "keep_until",
    "COUNTY": "county_code",
    "ORGANISATION": "organisation_id",
}
_TEXTS = {"FN": "name", "TITLE": "title", "NOTE": "notes", "UID": "id"}
_NO_PHONES = {"FAX", "PAGER", "MODEM", "TELEX", "BBS"}
_CHARSETS = re.compile(r"UTF-?8|US-ASCII|LATIN-?1|ISO-8859-\d{1,2}|(WINDOWS-|CP)125\d|MACINTOSH")
_LONGEST = 1_000_000  # octets of a property that are kept: pictures are not
_MOST_PROPERTIES = 1_000
_KNOWN = frozenset(
    ("FN", "N", "TITLE", "ROLE", "ORG", "NOTE", "UID", "CATEGORIES", "EMAIL", "TEL", "ADR", "AGENT")
)


def read_vcards(path: Path, near: date | None = None) -> list[Card]:
    """The cards of a file. FileError or CardFileError where it is none; a card may be `wrong` by itself."""
    data = read_bytes(path)
    encoding = encoding_of(data, path)
    if encoding.startswith("utf-16"):
        check_text(data, encoding, path)
        data, encoding = data.decode(encoding).encode("utf-8", "surrogatepass"), "utf-8"
    elif encoding == "utf-8-sig":
        data, encoding = data.removeprefix(b"\xef\xbb\xbf"), "utf-8"
    cards: list[Card] = []
    for written in _written_cards(data, path):
        if len(cards) == MOST_CARDS:
            raise CardFileError(CardTrouble.TOO_MANY, path, line=written.line, limit=MOST_CARDS)
        cards.append(_read_card(written, encoding, near or date.today()))
    if not cards:
        raise CardFileError(CardTrouble.NO_CARDS, path)
    return cards


@dataclass(slots=True)
class _Property:
    """One property: its name without a group, its parameters in capitals, and its value as it stands."""

    name: str
    params: dict[str, list[str]]
    value: bytes

    def text(self, encoding: str) -> str:
        """The value as text, still escaped."""
        data, ways = self.value, self.params.get("ENCODING", [])
        if "QUOTED-PRINTABLE" in ways:
            data = binascii.a2b_qp(data)
        elif "BASE64" in ways or "B" in ways:
            return ""  # a picture or a sound
        charset = next(filter(_CHARSETS.fullmatch, self.params.get("CHARSET", [])), "")
        return _decoded(data, (charset, "utf-8", encoding))  # a fold may cut a letter of an UTF-8 file


def _decoded(data: bytes, encodings: Iterable[str]) -> str:
    """The text in the first encoding that fits, or as Windows writes it in the west."""
    for encoding in filter(None, encodings):
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")


@dataclass(slots=True)
class _Written:
    """A card as it stands in the file, from `line` on; `whole` where its end was found."""

    line: int
    version: str = ""
    properties: list[_Property] = field(default_factory=list)
    whole: bool = False


def _written_cards(data: bytes, path: Path) -> Iterator[_Written]:
    card: _Written | None = None
    inner = 0  # cards inside the card, which tell of somebody else
    for line, content in _unfolded(data):
        read = _read_property(content)
        if read is None:
            continue
        word = read.value.strip().upper()
        if read.name == "BEGIN" and word == b"VCARD":
            if card is not None and not inner and not _may_nest(card):
                yield card  # its end is missing
                card = None
            inner += card is not None
            card = card or _Written(line)
        elif card is None:
            continue
        elif read.name == "END" and word == b"VCARD":
            if inner:
                inner -= 1
                continue
            card.whole = True
            yield card
            card = None
        elif not inner:
            if read.name == "VERSION":
                card.version = word.decode("ascii", "replace")
            elif read.name in _KNOWN or read.name.startswith(_OWN):
                card.properties.append(read)
            if len(card.properties) > _MOST_PROPERTIES:
                raise CardFileError(CardTrouble.DAMAGED, path, line=line)
    if card is not None:
        yield card


def _may_nest(card: _Written) -> bool:
    """Whether a card inside this one is meant: the assistant's, in 2.1."""
    return bool(card.properties) and card.properties[-1].name == "AGENT"


def _unfolded(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each whole line with the number of its first; a line that begins with a blank goes on the last."""
    parts: list[bytes] = []
    begun, length, soft, old = 1, 0, False, False
    for number, line in enumerate(_physical(data), start=1):
        if soft:  # quoted-printable breaks its lines in its own way
            parts[-1] = parts[-1].rstrip()[:-1]
        elif line[:1] in (b" ", b"\t") and parts:
            line = line if old else line[1:]
        else:
            if parts:
                yield begun, b"".join(parts)
            parts, begun, length = [], number, 0
            if line.upper().startswith(b"VERSION:"):
                old = line.strip().endswith(b"2.1")
        length += len(line)
        if length <= _LONGEST or not parts:
            parts.append(line)
        soft = line.rstrip().endswith(b"=") and b"QUOTED-PRINTABLE" in parts[0].partition(b":")[0].upper()
    if parts:
        yield begun, b"".join(parts)


def _physical(data: bytes) -> Iterator[bytes]:
    """The lines without their ends; never all of them at once."""
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    for line in BytesIO(data):
        yield line.rstrip(b"\r\n")


_HEADER = re.compile(rb'(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)((?:;(?:"[^"]*"|[^":])*)?):', re.DOTALL)
_PARAM = re.compile(r';((?:"[^"]*"|[^";])*)')


def _read_property(content: bytes) -> _Property | None:
    """A line as a property, or None where it is none."""
    found = _HEADER.match(content.lstrip()[:5000])
    if not found:
        return None
    params: dict[str, list[str]] = {}
    for text in _PARAM.findall(found[2].decode("latin-1")):
        key, equals, value = text.partition("=")
        if not equals:  # 2.1 leaves the name out
            value = key.upper()
            key = "ENCODING" if value in ("QUOTED-PRINTABLE", "BASE64") else "TYPE"
        values = [part.strip().upper() for part in value.replace('"', "").split(",")]
        params.setdefault(key.strip().upper(), []).extend(values)
    return _Property(found[1].decode("ascii").upper(), params, content.lstrip()[found.end() :])


def _read_card(written: _Written, encoding: str, near: date) -> Card:
    said: dict[str, list[str]] = {}
    preferred: dict[str, list[tuple[int, str]]] = {"emails": [], "phones": []}
    places: list[str] = []
    names: list[str] = []
    roles: list[str] = []
    old = written.version == "2.1"
    for read in written.properties:
        text = read.text(encoding)
        plain = _unescaped_old(text) if old else unescaped(text)
        if read.name in _TEXTS:
            said.setdefault(_TEXTS[read.name], []).append(plain)
        elif read.name == "ROLE":
            roles.append(plain)
        elif read.name == "N":
            names = [_plain(part, old=old) for part in parts_of(text)]
        elif read.name == "ORG":
            said.setdefault("organisation", []).append(_plain(parts_of(text)[0], old=old))
        elif read.name == "CATEGORIES":
            said.setdefault("tags", []).extend(_plain(part, old=old) for part in parts_of(text, ","))
        elif read.name == "EMAIL":
            preferred["emails"].append((_rank(read), _address(read, plain)))
        elif read.name == "TEL" and not _NO_PHONES.intersection(read.params.get("TYPE", [])):
            preferred["phones"].append((_rank(read), _address(read, plain)))
        elif read.name == "ADR":
            said.setdefault("county_code", []).extend(_county(text, old=old))
        elif read.name == f"{_OWN}MEMBERSHIP":
            places.append(text)
        elif read.name.startswith(_OWN) and (own := _OWN_TEXTS.get(read.name.removeprefix(_OWN))):
            said.setdefault(own, []).insert(0, plain)
    for key, ranked in preferred.items():
        said[key] = [text for _rank_, text in sorted(ranked, key=lambda pair: pair[0])]
    if not any(name.strip() for name in said.get("name", [])):
        said["name"] = [_name_of(names)]
    said.setdefault("title", []).extend(roles)
    card = card_of(written.line, said, places, near)
    return card if written.whole else _cut(card)


def _cut(card: Card) -> Card:
    return Card(line=card.line, name=card.name, wrong=CutCardError("name"))


def _plain(part: str, *, old: bool) -> str:
    return (_unescaped_old(part) if old else unescaped(part)).strip()


def _unescaped_old(text: str) -> str:
    """2.1 escapes semicolons alone, though some programs do more: never a line break, as in C:\\new."""
    return re.sub(r"\\([;,\\])", r"\1", text)


def _rank(read: _Property) -> int:
    """How much an address or a number is preferred: 1 is the most."""
    said = next(iter(read.params.get("PREF", [])), "")
    if said.isascii() and said.isdigit() and len(said) < 4:
        return int(said)
    return 1 if "PREF" in read.params.get("TYPE", []) else 101


def _address(read: _Property, text: str) -> str:
    """A number or an address, which may be written as a link."""
    scheme, colon, rest = text.partition(":")
    if "URI" in read.params.get("VALUE", []) and colon and scheme.lower() in ("tel", "mailto"):
        return rest.partition(";")[0]
    return text


def _county(text: str, *, old: bool) -> list[str]:
    """The county of an address, where its region is one."""
    parts = [_plain(part, old=old) for part in parts_of(text)]
    county = find_county(parts[4]) if len(parts) > 4 and parts[4] else None
    return [county.code] if county else []


def _name_of(names: list[str]) -> str:
    """ "Family;Given;Additional;Prefix;Suffix" as it is said."""
    family, given, more = ([*names, "", "", ""])[:3]
    return " ".join(filter(None, (given, more, family)))


# -- writing --------------------------------------------------------------------------------------


def write_vcards(cards: Iterable[Card], path: Path, version: str = "4.0") -> None:
    """Writes the cards to a path, all of them or nothing; FileError where that cannot be done."""
    write_pieces(path, (folded(line) for card in cards for line in _lines(card, version)))


def _lines(card: Card, version: str) -> Iterator[str]:
    newer = version == "4.0"
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    if card.id is not None:
        yield f"UID:urn:uuid:{card.id}" if newer else f"UID:{card.id}"
    yield f"FN:{escaped(card.name)}"
    given, _space, family = card.name.rpartition(" ")
    yield f"N:{escaped(family)};{escaped(given)};;;"
    for name, text in (("TITLE", card.title), ("ORG", card.organisation), ("NOTE", card.notes)):
        if text:
            yield f"{name}:{escaped(text)}"
    for number, text in enumerate(card.emails):
        yield f"EMAIL;{_kind('TYPE=work', 'TYPE=INTERNET', first=number == 0, newer=newer)}:{escaped(text)}"
    for number, text in enumerate(card.phones):
        yield f"TEL;{_kind('TYPE=work', 'TYPE=WORK', first=number == 0, newer=newer)}:{escaped(text)}"
    if card.tags:
        yield f"CATEGORIES:{','.join(map(escaped, card.tags))}"
    for place in card.memberships:
        yield f"{_OWN}MEMBERSHIP:{place_text(place)}"
    for name, attribute in _OWN_TEXTS.items():
        if text := _own_text(getattr(card, attribute)):
            yield f"{_OWN}{name}:{escaped(text)}"
    yield "END:VCARD"


def _kind(new: str, old: str, *, first: bool, newer: bool) -> str:
    if newer:
        return f"{new};PREF=1" if first else new
    return f"{old},PREF" if first else old


def _own_text(value: str | UUID | date | LegalBasis | None) -> str:
    if isinstance(value, LegalBasis):
        return "" if value is LegalBasis.NONE else value.value
    return str(value) if value else ""
