"""Files that importers have fallen over. Each maker gives a file's name, its bytes, and how it may end:
1 is refused whole, 0 and 3 are read, the latter with refused rows."""

import gzip
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random

from tests.exchange.hostile import TEXTS

Made = tuple[str, bytes, set[int]]
REFUSED, READ, ANY = {1}, {0, 3}, {0, 1, 3}
HEAD = "Namn;E-post;Organisation;Anteckningar\r\n"


def row(number: int) -> str:
    return f"Exempel {number};e{number}@example.org;Torsås kommun;x\r\n"


def table(*rows: str, head: str = HEAD) -> bytes:
    return (head + "".join(rows)).encode("utf-8")


def some(random: Random) -> list[str]:
    return [row(n) for n in range(random.randint(2, 40))]


# -- text -----------------------------------------------------------------------------------------------


def csv(name: str, data: bytes, may: set[int]) -> Made:
    return f"{name}.csv", data, may


TEXT_MAKERS: dict[str, Callable[[Random], Made]] = {
    "nothing": lambda _r: csv("x", b"", REFUSED),
    "a mark and nothing": lambda _r: csv("x", b"\xef\xbb\xbf", REFUSED),
    "noughts": lambda r: csv("x", b"\0" * r.randint(1, 100_000), REFUSED),
    "noughts in cells": lambda r: csv("x", table(*some(r), "A\0B;\0;\0\0;x\r\n"), READ),
    "quote without end": lambda r: csv("x", table(*some(r), 'Bo;"b@example.org;x\r\n', *some(r)), REFUSED),
    "quote in the middle": lambda r: csv("x", table('"Bo" Ek;b@example.org;;\r\n', *some(r)), REFUSED),
    "quotes": lambda r: csv("x", table('"' * r.randint(100_001, 500_001)), REFUSED),
    "a million columns": lambda _r: csv("x", b"Namn" + b";x" * 1_000_000, REFUSED),
    "a million columns later": lambda r: csv("x", table(*some(r), "Bo" + ";y" * 1_000_000 + "\r\n"), REFUSED),
    "columns over lines": lambda _r: csv("x", table(*(["a;" * 9_000 + '"\r\n"'] * 400)), REFUSED),
    "separators": lambda _r: csv("x", b";" * 15_000_000, REFUSED),
    "line breaks": lambda r: csv("x", r.choice([b"\r", b"\n", b"\r\n"]) * 2_000_000, REFUSED),
    "cell of a million letters": lambda r: csv("x", table(*some(r), f"Bo;b;c;{'x' * 10**6}\r\n"), REFUSED),
    "note too long": lambda r: csv("x", table(*some(r), f"Bo;b;c;{'x' * 20_001}\r\n"), {3}),
    "one row too many": lambda _r: csv("x", table(*map(row, range(20_001))), REFUSED),
    "a million rows": lambda _r: csv("x", b"Namn\n" + b"a\n" * 1_000_000, REFUSED),
    "too large": lambda _r: csv("x", table("x" * 25_000_000), REFUSED),
    "a line of 19 MB": lambda _r: csv("x", table("å" * 9_500_000), REFUSED),
    "wide letters": lambda _r: csv("x", ("Namn\n" + "ab😀\n" * 2_000_000).encode(), REFUSED),
    "half a letter": lambda r: csv("x", table(*some(r), "Åsa Ö")[:-1], READ),
    "half a row": lambda r: csv("x", table(*some(r), row(77))[: -r.randint(3, 20)], READ),
    "UTF-16 cut": lambda r: csv("x", table(*some(r)).decode().encode("utf-16")[:-1], REFUSED),
    "UTF-16 without a mark": lambda r: csv("x", table(*some(r)).decode().encode("utf-16-be"), READ),
    "UTF-32": lambda r: csv("x", table(*some(r)).decode().encode("utf-32"), ANY),
    "lone surrogates": lambda r: csv("x", table(*some(r)) + b"A\xed\xa0\x80;x;;\r\n", READ),
    "no text": lambda r: csv("x", r.randbytes(r.randint(1, 200_000)), REFUSED),
    "formulas": lambda r: csv("x", table(*some(r), "=1+1;@x;+cmd|' /C calc'!A0;-1\r\n"), READ),
    "hostile texts": lambda r: csv(
        "x", table(*(f'"{t.replace(chr(34), chr(34) * 2)}";{n};;\r\n' for n, t in enumerate(TEXTS))), READ
    ),
    "PDF": lambda r: csv("x", b"%PDF-1.7\n" + r.randbytes(5_000), REFUSED),
    "picture": lambda r: csv("x", b"\x89PNG\r\n\x1a\n" + r.randbytes(5_000), REFUSED),
    "archive": lambda r: csv("x", gzip.compress(r.randbytes(5_000)), REFUSED),
    "database": lambda r: csv("x", b"SQLite format 3\0" + r.randbytes(5_000), REFUSED),
    "old Office": lambda r: csv("x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + r.randbytes(5_000), REFUSED),
    "web page": lambda _r: csv("x", b"<html><script>alert(1)</script>\n<p>Namn</p></html>", REFUSED),
    "no name": lambda r: csv("x", table(*some(r), head="Skonummer;Ort\r\n"), REFUSED),
    "dates that are none": lambda r: csv("x", table(*some(r), head="Namn;Insamlad;Län;Ändamål\r\n"), {3}),
    "heads twice": lambda r: csv("x", table(*some(r), head="Namn;Namn;Namn;Namn\r\n"), READ),
    "the same person": lambda r: csv(
        "x", table(*(f"Bo Ek;b@example.org;Ort {n};\r\n" for n in range(r.randint(3, 9)))), {3}
    ),
}  # fmt: skip


# -- cards ----------------------------------------------------------------------------------------------


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def vcf(data: bytes | str, may: set[int]) -> Made:
    return "x.vcf", data if isinstance(data, bytes) else data.encode("utf-8"), may


CARD = card("FN:Åsa Öberg", "EMAIL:asa@example.org", "ORG:Torsås kommun;Enheten")

CARD_MAKERS: dict[str, Callable[[Random], Made]] = {
    "card cut": lambda r: vcf((CARD * 3)[: -r.randint(5, 60)], {3}),
    "no end": lambda _r: vcf(CARD.replace("END:VCARD", "") * 50, {3}),
    "cards in cards": lambda _r: vcf("BEGIN:VCARD\n" * 100_000, REFUSED),
    "soft breaks for ever": lambda _r: vcf(
        card("NOTE;ENCODING=QUOTED-PRINTABLE:=\r\n" * 200_000, "FN:x", version="2.1"), ANY
    ),
    "bad quoted-printable": lambda r: vcf(
        card("FN;ENCODING=QUOTED-PRINTABLE:=ZZ=C3=", f"TEL:{r.random()}", version="2.1"), ANY
    ),
    "a line of 15 MB": lambda _r: vcf(card("FN:Bo", "NOTE:" + "x" * 15_000_000), {3}),
    "a picture of 15 MB": lambda _r: vcf(
        card("FN:Bo", "PHOTO;ENCODING=b:" + "\r\n ".join(["A" * 74] * 200_000)), READ
    ),
    "folded five million times": lambda _r: vcf(card("FN:Bo", "NOTE:" + "x\n " * 5_000_000), {3}),
    "strange charsets": lambda r: vcf(
        card(*(f"FN;CHARSET={c}:B" for c in ("zlib", "idna", "rot13", "utf-7", "", "\0", "x" * 999)),
             f"NOTE:{r.random()}", version="2.1"), READ),
    "a million parameters": lambda _r: vcf(card("FN" + ";X=Y" * 1_000_000 + ":Bo", "FN:Bo Ek"), READ),
    "quotes in parameters": lambda _r: vcf(card('FN;X="' + '"' * 100_000 + ":Bo", "FN:Bo Ek"), READ),
    "a million properties": lambda _r: vcf(card(*["TEL:1"] * 1_000_000), REFUSED),
    "a thousand addresses": lambda _r: vcf(card("FN:Bo", *(f"EMAIL:{n}@x" for n in range(900))), READ),
    "one card too many": lambda _r: vcf("BEGIN:VCARD\nFN:x\nEND:VCARD\n" * 20_001, REFUSED),
    "noughts in a card": lambda _r: vcf(card("FN:B\0o\0", "N\0:x"), ANY),
    "keys of others": lambda _r: vcf(card("FN:Bo", "UID:x") + card("FN:Cy", "UID:x"), {3}),
    "backslashes": lambda _r: vcf(card("FN:Bo\\", "CATEGORIES:" + "\\," * 500_000, "ORG:\\;" * 1000), READ),
    "hostile texts in a card": lambda _r: vcf("".join(card(f"FN:{t}", f"NOTE:{t}") for t in TEXTS), ANY),
    "no card": lambda _r: vcf("FN:Bo\r\n" * 100, REFUSED),
    "UTF-16 cards": lambda _r: vcf(CARD.encode("utf-16"), READ),
    "no letters": lambda r: vcf(r.randbytes(100_000), REFUSED),
    "memberships": lambda _r: vcf(card("FN:Bo", *["X-KAMPANJPLAN-MEMBERSHIP:a;b;2026-99-99;" * 9] * 9), {3}),
}  # fmt: skip


# -- workbooks ------------------------------------------------------------------------------------------

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET, RELS = "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"
PARTS = {
    "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Blad" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    f'relationships"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
}


def sheet(cells: str, before: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{before}<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>'
    )


def text(place: str, said: str) -> str:
    at = f' r="{place}"' if place else ""
    return f'<c{at} t="inlineStr"><is><t>{said}</t></is></c>'


GOOD = f'<row r="1">{text("A1", "Namn")}</row><row r="2">{text("A2", "Bo Ek")}</row>'


def archive(parts: dict[str, str | bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    """The parts as they are, so that it is not their packing alone that is found."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", how) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


def xlsx(cells: str = GOOD, may: set[int] = ANY, before: str = "") -> Made:
    return with_parts({SHEET: sheet(cells, before)}, may)


def with_parts(parts: dict[str, str | bytes], may: set[int], how: int = zipfile.ZIP_STORED) -> Made:
    good: dict[str, str | bytes] = {**PARTS, SHEET: sheet(GOOD)}
    return "x.xlsx", archive({**good, **parts}, how), may


def sheet_at(target: str, **parts: str) -> Made:
    """A book whose sheet is said to be somewhere else."""
    rels = PARTS[RELS].replace("worksheets/sheet1.xml", target)
    return with_parts({RELS: rels, **{f"xl/{target}": data for data in parts.values()}}, REFUSED)


def changed(made: Made, change: Callable[[bytes], bytes], may: set[int]) -> Made:
    return made[0], change(made[1]), may


def lying(data: bytes) -> bytes:
    """The sizes of all parts, unpacked, are said to be ten bytes."""
    out, place = bytearray(data), 0
    while (place := out.find(b"PK\x01\x02", place)) >= 0:
        out[place + 24 : place + 28] = struct.pack("<I", 10)
        place += 4
    return bytes(out)


def locked(data: bytes) -> bytes:
    out, place = bytearray(data), 0
    while (place := out.find(b"PK\x01\x02", place)) >= 0:
        out[place + 8] |= 1
        place += 4
    return bytes(out)


def flipped(data: bytes, random: Random) -> bytes:
    out = bytearray(data)
    for _ in range(random.randint(1, 30)):
        out[random.randrange(len(out))] ^= 1 << random.randrange(8)
    return bytes(out)


ENTITY = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    "<!DOCTYPE x [" + '<!ENTITY l0 "ha">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12)) + "]>"
)  # fmt: skip

BOOK_MAKERS: dict[str, Callable[[Random], Made]] = {
    "good book": lambda _r: xlsx(may={0}),
    "bomb": lambda _r: with_parts({SHEET: sheet(" " * 70_000_000)}, REFUSED, zipfile.ZIP_DEFLATED),
    "bomb of many": lambda _r: with_parts(
        {f"xl/x{n}.xml": " " * 9_000_000 for n in range(7)}, REFUSED, zipfile.ZIP_DEFLATED
    ),
    "bomb under the limit": lambda _r: with_parts(
        {"xl/x.xml": " " * 9_000_000}, REFUSED, zipfile.ZIP_DEFLATED
    ),
    "sizes that lie": lambda _r: changed(
        with_parts({SHEET: sheet(f"<row>{text('', 'x' * 50_000)}</row>")}, REFUSED, zipfile.ZIP_DEFLATED),
        lying,
        REFUSED,
    ),
    "external entity": lambda _r: xlsx(f'<row r="1">{text("A1", "&a;")}</row>', REFUSED, ENTITY),
    "billion laughs": lambda _r: xlsx(f'<row r="1">{text("A1", "&l11;")}</row>', REFUSED, LAUGHS),
    "entity in texts": lambda _r: with_parts(
        {"xl/sharedStrings.xml": f"{ENTITY}<sst><si><t>&a;</t></si></sst>"}, REFUSED
    ),
    "the farthest cell": lambda _r: xlsx(f'{GOOD}<row r="1048576">{text("XFD1048576", "x")}</row>', REFUSED),
    "the last row": lambda _r: xlsx(f'{GOOD}<row r="1048576">{text("A1048576", "x")}</row>', REFUSED),
    "the last column": lambda _r: xlsx(f'{GOOD}<row r="3">{text("XFD3", "x")}</row>', REFUSED),
    "rows without numbers": lambda _r: xlsx(f"<row>{text('', 'Namn')}</row>" * 70_000, REFUSED),
    "cells without places": lambda _r: xlsx(f"<row>{text('', 'Namn') * 100_000}</row>", REFUSED),
    "wide and high": lambda _r: xlsx(f'{GOOD}<row r="20000">{text("RZ20000", "x")}</row>', REFUSED),
    "one row too many in a book": lambda _r: xlsx(
        "".join(f'<row r="{n}">{text(f"A{n}", "Namn")}</row>' for n in range(1, 20_003)), REFUSED
    ),
    "as much as may be": lambda _r: xlsx(
        f'<row r="1">{text("A1", "Namn")}</row>'
        + "".join(
            f'<row r="{n}">{text(f"A{n}", f"Bo {n}")}{text(f"DS{n}", "x")}</row>' for n in range(2, 20_002)
        ),
        {0},
    ),
    "places that are none": lambda _r: xlsx(
        f'{GOOD}<row r="-1">{text("A-1", "x")}{text("ÅÄÖ", "y")}{text("99", "z")}</row>'
    ),
    "texts that are not there": lambda _r: xlsx(f'{GOOD}<row r="3"><c r="A3" t="s"><v>999999</v></c></row>'),
    "three million texts": lambda _r: with_parts(
        {"xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{"<si><t>a</t></si>" * 2_900_000}</sst>'}, REFUSED
    ),
    "two million texts": lambda _r: with_parts(
        {"xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{"<si><t>a</t></si>" * 1_900_000}</sst>'}, ANY
    ),
    "not the end": lambda r: changed(xlsx(), lambda d: d[: r.randint(5, len(d) - 30)], REFUSED),
    "flipped bits": lambda r: changed(xlsx(), lambda d: flipped(d, r), ANY),
    "locked": lambda _r: changed(xlsx(), locked, REFUSED),
    "no sheet": lambda _r: with_parts({SHEET: ""}, REFUSED),
    "no workbook": lambda _r: ("x.xlsx", archive({"a.txt": "hej"}), REFUSED),
    "an empty archive": lambda _r: ("x.xlsx", archive({}), REFUSED),
    "text with the wrong end": lambda _r: ("x.xlsx", table(row(1)), REFUSED),
    "paths out of it": lambda _r: with_parts({"../../../tmp/kampanjplan-slip": "x"}, {0}),
    "two of one name": lambda _r: ("x.xlsx", _twice(), REFUSED),
    "a sheet elsewhere": lambda _r: sheet_at("http://x.example.org/s.xml"),
    "a sheet in disguise": lambda _r: sheet_at(
        "sheet1.png", one=sheet(f'{GOOD}<row r="9">{text("XFD1048576", "x")}</row>')
    ),
    "formulas in a book": lambda _r: xlsx(
        f"""{GOOD}<row r="3"><c r="A3" t="str"><f>cmd|'/C calc'!A0</f><v>=1+1</v></c></row>""", {0}
    ),
    "a book in UTF-16": lambda _r: with_parts(
        {SHEET: sheet(GOOD).replace("?>", ' encoding="UTF-16"?>').encode("utf-16")}, ANY
    ),
    "broken XML": lambda _r: xlsx("<row><c></row>", REFUSED),
    "a million elements": lambda _r: xlsx("<row/>" * 55_000 + "<x/>" * 1_000_000, ANY),
    "deep": lambda _r: xlsx("<a>" * 100_000 + "</a>" * 100_000, ANY),
}


def _twice() -> bytes:
    data = archive({**PARTS, "xl/worksheets/sheet1.xml": sheet(GOOD), "xl/worksheets/sheet2.xml": sheet("")})
    return data.replace(b"sheet2.xml", b"sheet1.xml")


SLOW = ("as much as may be", "two million texts", "folded five million times", "bomb", "wide letters")
MAKERS = {**TEXT_MAKERS, **CARD_MAKERS, **BOOK_MAKERS}
