"""vCards as other programs write them."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from kampanjplan.domain.cards import Card, CardFileError, CutCardError
from kampanjplan.domain.errors import UnreadableError
from kampanjplan.exchange.vcard import read_vcards
from tests.exchange.cards import saved

OUTLOOK = b"""BEGIN:VCARD\r
VERSION:2.1\r
X-MS-SIGNATURE:YES\r
N;LANGUAGE=sv;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:=D6berg;=C5sa\r
FN;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:=C5sa =D6berg\r
ORG;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:L=E4nsstyrelsen i Kalmar l=E4n;Milj=F6enheten\r
TITLE;CHARSET=utf-8;ENCODING=QUOTED-PRINTABLE:Handl=C3=A4ggare, upphandling och =\r
milj=C3=B6\r
TEL;WORK;VOICE:0480-465 00 04\r
TEL;CELL;VOICE;PREF:070-174 06 05\r
TEL;WORK;FAX:0480-465 00 05\r
EMAIL;PREF;INTERNET:asa@example.org\r
NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=utf-8:Rad ett=0D=0A=\r
Rad tv=C3=A5 =3D slut\r
PHOTO;TYPE=JPEG;ENCODING=BASE64:\r
 /9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8S\r
 EhEPERETFhwXExQaFRERGCEYGh0dHx8fExciJCIeJBweHx7/2wBDAQUFBQcGBw4ICA4eFBEU\r
\r
ADR;WORK;PREF:;;Storgatan 1;Kalmar;Kalmar l\xe4n;391 00;Sverige\r
END:VCARD\r
"""
APPLE = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//iOS 17.0//EN
N:Öberg;Åsa;Maria;;
FN:Åsa Maria Öberg
ORG:Torsås kommun;
item1.EMAIL;type=INTERNET;type=HOME:privat@example.org
item1.X-ABLabel:_$!<Other>!$_
item2.EMAIL;type=INTERNET;type=WORK;type=pref:asa@example.org
TEL;type=CELL;type=VOICE:+46 70 174 06 05
NOTE:Rad ett\\nRad två\\, med komma och en lång text som är vi
 kt på flera r
 ader
CATEGORIES:värd,talare\\, reserv
UID:6A3F5C0E-8F4B-4D0E-9C5D-0A4F1BE2A001
END:VCARD
"""
NEWER = """begin:vcard
version:4.0
FN:Bo Ek
TEL;VALUE=uri;TYPE="voice,work";PREF=2:tel:+46-8-465-004-00;ext=12
TEL;TYPE="cell:x";PREF=1:070-174 06 06
EMAIL;ALTID=1;PREF=50:andra@example.org
EMAIL;PREF=1:bo@example.org
NOTE:C:\\\\nytt\\nrad
UID:urn:example:bo
end:vcard
"""


def one(tmp_path: Path, data: bytes | str, encoding: str = "utf-8") -> Card:
    (card,) = read_vcards(saved(tmp_path / "k.vcf", data, encoding), date(2026, 11, 24))
    return card


def test_outlook(tmp_path: Path) -> None:
    card = one(tmp_path, OUTLOOK)
    assert card.wrong is None
    assert (card.line, card.name, card.organisation) == (1, "Åsa Öberg", "Länsstyrelsen i Kalmar län")
    assert card.title == "Handläggare, upphandling och miljö"
    assert card.phones == ("070-174 06 05", "0480-465 00 04")
    assert card.emails == ("asa@example.org",)
    assert card.notes == "Rad ett\nRad två = slut"
    assert card.county_code == "08"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_apple_in_any_encoding_and_with_any_line_ends(tmp_path: Path, encoding: str, ends: str) -> None:
    card = one(tmp_path, APPLE.replace("\n", ends), encoding)
    assert card == Card(
        line=1,
        id=UUID("6A3F5C0E-8F4B-4D0E-9C5D-0A4F1BE2A001"),
        name="Åsa Maria Öberg",
        organisation="Torsås kommun",
        emails=("asa@example.org", "privat@example.org"),
        phones=("+46 70 174 06 05",),
        notes="Rad ett\nRad två, med komma och en lång text som är vikt på flera rader",
        tags=("värd", "talare, reserv"),
    )


def test_links_ranks_and_another_programs_key(tmp_path: Path) -> None:
    card = one(tmp_path, NEWER)
    assert card.phones == ("070-174 06 06", "+46-8-465-004-00")
    assert card.emails == ("bo@example.org", "andra@example.org")
    assert card.notes == "C:\\nytt\nrad"
    assert card.id == one(tmp_path, NEWER).id
    assert card.id is not None


def test_a_letter_cut_by_the_fold_is_whole(tmp_path: Path) -> None:
    data = "BEGIN:VCARD\nVERSION:3.0\nFN:Åsa Öberg\nEND:VCARD\n".encode()
    assert one(tmp_path, data.replace(b"\x96", b"\n \x96")).name == "Åsa Öberg"


def test_a_name_is_made_of_its_parts(tmp_path: Path) -> None:
    assert one(tmp_path, "BEGIN:VCARD\nVERSION:3.0\nN:Öberg;Åsa;;Dr;\nEND:VCARD").name == "Åsa Öberg"


def test_many_and_each_has_its_line(tmp_path: Path) -> None:
    cards = read_vcards(saved(tmp_path / "k.vcf", OUTLOOK + b"\r\n" + NEWER.encode() + APPLE.encode()))
    assert [(card.line, card.name) for card in cards] == [
        (1, "Åsa Öberg"),
        (22, "Bo Ek"),
        (32, "Åsa Maria Öberg"),
    ]


def test_a_card_inside_a_card_is_somebody_elses(tmp_path: Path) -> None:
    text = "BEGIN:VCARD\nVERSION:2.1\nFN:Åsa\nAGENT:\nBEGIN:VCARD\nFN:Bo\nEND:VCARD\nTITLE:Chef\nEND:VCARD\n"
    card = one(tmp_path, text)
    assert (card.name, card.title) == ("Åsa", "Chef")


def test_a_card_that_is_cut_is_refused_alone(tmp_path: Path) -> None:
    whole, cut = read_vcards(saved(tmp_path / "k.vcf", NEWER + APPLE[:200]))
    assert (whole.wrong, whole.name) == (None, "Bo Ek")
    assert isinstance(cut.wrong, CutCardError)
    assert (cut.line, cut.emails) == (11, ())
    lost_end, next_ = read_vcards(saved(tmp_path / "k.vcf", NEWER.replace("end:vcard\n", "") + APPLE))
    assert isinstance(lost_end.wrong, CutCardError)
    assert next_.wrong is None


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    text = "BEGIN:VCARD\nVERSION:4.0\nFN:Åsa\nX-KAMPANJPLAN-{}\nEND:VCARD\n"
    for said, field in (
        ("COUNTY:99", "county_code"),
        ("COLLECTED:i fjol", "collected"),
        ("BASIS:lust", "basis"),
        ("MEMBERSHIP:RUS;;2020-13-01;", "last_day"),
    ):
        wrong = one(tmp_path, text.format(said)).wrong
        assert isinstance(wrong, UnreadableError)
        assert wrong.field == field


def test_no_cards(tmp_path: Path) -> None:
    with pytest.raises(CardFileError):
        read_vcards(saved(tmp_path / "k.vcf", "Hej\nhopp: i\n"))
