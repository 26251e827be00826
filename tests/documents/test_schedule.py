"""No line is ever lost, and no text is read as markup."""

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from uuid import uuid4

import pypdfium2
import pytest

from kampanjplan.domain.programme import Item
from kampanjplan.domain.stops import Stop, Supply
from kampanjplan.domain.tours import Tour
from kampanjplan.services.sheets import ContactSheet, ItemSheet, ScheduleSheet, StopSheet, schedule_sheet
from tests.papers import write_sheet
from tests.things import example_door, follow_up

PRINTED = datetime(2027, 9, 1, 12, 30)
TOUR = Tour(id=uuid4(), name="Turné & <b>resa</b>", first_day=date(2027, 9, 20), last_day=date(2027, 11, 21))


def sheet(
    items: tuple[ItemSheet, ...] = (), contacts: tuple[ContactSheet, ...] = (), **facts
) -> ScheduleSheet:
    stop = Stop(id=uuid4(), tour_id=TOUR.id, county_code="08", **({"town": "Kalmar"} | facts))
    return ScheduleSheet(TOUR, (StopSheet(stop, "Kalmar län", "Länsstyrelsen", items, contacts),))


def pages(value: ScheduleSheet, folder: Path) -> list[str]:
    path = folder / "x.pdf"
    write_sheet("schedule", value, path, PRINTED)
    document = pypdfium2.PdfDocument(path)
    texts = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    document.close()
    return texts


HOSTILE = ["<b>fet", "R&D <b", "&amp;", "<img src='http://x'/>", "a < b > c", "Å" * 190, "%s {0} \\n", "]]>"]


@pytest.mark.parametrize("text", HOSTILE)
def test_typed_text_is_never_markup(tmp_path: Path, text: str) -> None:
    item = Item(id=uuid4(), stop_id=uuid4(), title=text, room=text, material=text)
    contact = ContactSheet((text,), text, text, text, text, text)
    value = sheet(
        (ItemSheet(item, (text,)),),
        (contact,),
        town=text,
        venue=text,
        notes=text,
        supplies=(Supply(text, text),),
    )
    whole = "".join(pages(value, tmp_path)).replace(" ", "").replace("\u0002", "").replace("\ufffe", "")
    assert whole.count(text.replace(" ", "")) >= 8


def test_what_the_font_lacks_is_a_visible_box(tmp_path: Path) -> None:
    path = tmp_path / "y.pdf"
    hello = sheet(notes="Hej \U0001f600 مرحبا slut")
    assert "Hej □ □□□□□ slut" in "".join(pages(hello, tmp_path))
    assert write_sheet("schedule", hello, path, PRINTED).replaced == ("\U0001f600", "م", "ر", "ح", "ب", "ا")


def test_sixty_items_and_a_cell_taller_than_a_page(tmp_path: Path) -> None:
    speakers = tuple(f"Talare nummer {n}" for n in range(120))
    items = tuple(
        ItemSheet(
            Item(
                id=uuid4(),
                stop_id=uuid4(),
                start=time(n // 6, n % 6 * 10),
                minutes=10,
                title=f"Punkt {n:02}.",
            ),
            speakers if n == 30 else (),
        )
        for n in range(60)
    )
    texts = pages(sheet(items), tmp_path)
    whole = " ".join(texts)
    for n in range(60):
        assert f"Punkt {n:02}." in whole
    for name in speakers:
        assert name in whole
    with_items = [text for text in texts[1:] if "Punkt" in text or "Talare nummer" in text]
    assert len(with_items) > 3
    assert all("Programpunkt" in text for text in with_items)  # the heads repeat


def test_a_note_of_twenty_thousand_characters(tmp_path: Path) -> None:
    words = [f"ord{n:04}" for n in range(2400)]
    whole = " ".join(pages(sheet(notes=" ".join(words)), tmp_path))
    assert [word for word in words if word not in whole] == []


def test_every_page_is_numbered_and_says_when_it_was_printed(tmp_path: Path) -> None:
    texts = pages(sheet(), tmp_path)
    for number, text in enumerate(texts, start=1):
        assert f"sida {number} av {len(texts)}" in text
        assert "Utskriven ons 1 sep 2027 12:30" in text


def test_an_undated_stop_says_so(tmp_path: Path) -> None:
    assert all("ej bestämt (v. 38–46)" in text for text in pages(sheet(), tmp_path))


def test_a_tour_without_stops(tmp_path: Path) -> None:
    (text,) = pages(ScheduleSheet(TOUR, ()), tmp_path)
    assert "Turnén har inga stopp ännu." in text


def test_a_long_heading_stops_short_of_what_stands_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    write_sheet("schedule", ScheduleSheet(replace(TOUR, name="W" * 200), ()), path, PRINTED)
    document = pypdfium2.PdfDocument(path)
    page = document[0].get_textpage()
    ends = [page.get_charbox(n)[2] for n in range(page.count_chars()) if page.get_text_range(n, 1) == "…"]
    starts = page.get_charbox(page.get_text_range().index("Kampanjplan"))[0]
    document.close()
    assert len(ends) == 1
    assert ends[0] < starts


def test_everything_of_a_stop_fills_its_field(tmp_path: Path) -> None:
    """Every text as long as it may be, in words: all are printed, however many pages that takes."""

    def words(mark: str, limit: int) -> str:
        return " ".join(f"{mark}{n:04}" for n in range(limit // (len(mark) + 5)))

    item = Item(id=uuid4(), stop_id=uuid4(), title=words("t", 200), room=words("r", 200),
                material=words("m", 200), material_link=words("l", 2000))  # fmt: skip
    contact = ContactSheet((words("a", 200),) * 3, *(words(mark, 200) for mark in "bcdef"))
    facts = {"town": 200, "venue": 200, "address": 200, "registration_link": 2000, "online_link": 2000,
             "description": 20_000, "notes": 20_000}  # fmt: skip
    texts = {name: words(f"{name[:2]}x", limit) for name, limit in facts.items()}
    supplies = (Supply(words("s", 200), words("w", 200)),) * 40
    value = sheet((ItemSheet(item, (words("h", 400),) * 60),), (contact,), supplies=supplies, **texts)
    whole = set(" ".join(pages(value, tmp_path)).replace(",", "").split())
    wanted = " ".join([item.title, item.room, item.material, item.material_link, *texts.values(),
                       contact.name, contact.email, supplies[0].what, words("h", 400)])  # fmt: skip
    assert [word for word in wanted.split() if word not in whole] == []


def test_each_stop_of_the_example_has_one_page(tmp_path: Path) -> None:
    door = example_door()
    texts = pages(door.read(schedule_sheet, follow_up(door).id), tmp_path)
    assert len(texts) == 6
    assert all("Om dagen" in text and "Vem tar med vad" in text for text in texts[1:])
