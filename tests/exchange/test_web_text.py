"""Text for the web: whole and right as HTML, nothing typed is markup, and everybody can read it."""

from dataclasses import replace
from datetime import date, time
from html.parser import HTMLParser
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kampanjplan.domain.programme import ItemKind
from kampanjplan.domain.stops import Audience, Stop, StopStatus
from kampanjplan.domain.tours import Tour, TourStatus
from kampanjplan.exchange.web_text import (
    standing_text,
    stop_fragment,
    stop_page,
    tour_fragment,
    tour_page,
)
from kampanjplan.services.sheets import (
    ContactSheet,
    ItemSheet,
    ScheduleSheet,
    StopSheet,
    schedule_sheet,
)
from kampanjplan.wording import use_language
from tests.axe import found_by_axe, needs_axe
from tests.exchange.hostile import TEXTS
from tests.things import an_item, example_door, follow_up

LINK = "https://www.example.org/anmalan?stopp=1&dag=2"
VOID = {"br", "meta"}
OURS = {
    "html", "head", "meta", "title", "style", "body", "main", "article", "h1", "h2", "h3", "p", "br", "dl",
    "dt", "dd", "time", "table", "caption", "thead", "tbody", "tr", "th", "td", "a", "ul", "li",
}  # fmt: skip


class Page(HTMLParser):
    """What a browser would see: elements that are rightly nested, and the text in them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data) -> None:
        if "style" not in self._open:
            self.texts.append(data)

    def handle_comment(self, data) -> None:
        raise AssertionError(data)

    def text_of(self, tag: str) -> list[str]:
        return [attrs["href"] or "" for name, attrs in self.tags if name == tag]

    @property
    def text(self) -> str:
        return "".join(self.texts)


def a_day(text: str = "Kalmar", **facts) -> StopSheet:
    day = facts.pop("day", date(2027, 9, 14))
    known = {
        "id": uuid4(), "tour_id": uuid4(), "county_code": "08", "town": text, "venue": text, "address": text,
        "first_day": day, "last_day": day, "starts": time(9), "ends": time(16),
        "audience": (Audience.EXPERTS,),
        "status": StopStatus.CONFIRMED, "description": f"{text}\n{text}\n\n{text}", "registration_link": LINK,
        "registration_until": date(2027, 9, 1), "notes": "HEMLIGT", "online_link": "https://hemligt.example.org",
    }  # fmt: skip
    items = [
        ItemSheet(an_item(540, 60, title=text, room=text, kind=ItemKind.LECTURE), (text, text)),
        ItemSheet(an_item(600, 15, kind=ItemKind.BREAK), ()),
    ]
    contact = ContactSheet(("värd",), text, text, text, "070-174 06 05", "vard@example.org")
    return StopSheet(Stop(**{**known, **facts}), "Kalmar län", text, tuple(items), (contact,))


TOUR = Tour(id=uuid4(), name="Turnén", themes=("Kemikaliekrav",))


def test_a_stop_says_all_that_the_public_needs() -> None:
    page = Page(stop_page(a_day(), TOUR))
    names = [name for name, _ in page.tags]
    assert page.tags[0] == ("html", {"lang": "sv"})
    assert names.count("h1") == names.count("title") == names.count("main") == 1
    assert page.text.count("Turnén (Kalmar)") == 2
    assert ("time", {"datetime": "2027-09-14"}) in page.tags
    for said in ("Öppen", "tisdag 14 september 2027", "09:00–16:00", "09:00–10:00", "Paus", "sakkunniga",
                 "onsdag 1 september 2027", "Anmäl dig till dagen i Kalmar"):  # fmt: skip
        assert said in page.text
    assert page.text_of("a") == [LINK]
    assert [attrs["scope"] for name, attrs in page.tags if name == "th"] == ["col"] * 4 + ["row"] * 2


def test_nothing_of_contacts_or_of_what_is_not_public() -> None:
    contact = ContactSheet(("värd",), "Gun Värdsson", "chef", "x", "070-174 06 05", "vard@example.org")
    day = replace(a_day(), contacts=(contact,))
    schedule = ScheduleSheet(TOUR, (day,))
    stop = (stop_page(day, TOUR), stop_fragment(day, TOUR))
    for said in (*stop, tour_page(schedule), tour_fragment(schedule)):
        for secret in ("Värdsson", "070-174", "vard@", "mailto", "HEMLIGT", "hemligt"):
            assert secret not in said


def test_a_fragment_is_a_part_of_somebody_elses_page() -> None:
    assert "<dl>" not in tour_fragment(ScheduleSheet(replace(TOUR, themes=()), ()))
    page = Page(stop_fragment(a_day(), TOUR))
    assert page.tags[0] == ("article", {"lang": "sv"})
    assert {"html", "head", "main", "h1", "style"}.isdisjoint(name for name, _ in page.tags)
    assert [name for name, _ in page.tags if name.startswith("h")] == ["h2", "h3"]
    assert Page(tour_fragment(ScheduleSheet(TOUR, ()))).text.count("Turnén har inga stopp ännu.") == 1


@pytest.mark.parametrize(
    ("status", "tour_status", "said"),
    [
        (StopStatus.IDEA, TourStatus.PLANNED, "Preliminärt"),
        (StopStatus.HOLD, TourStatus.PLANNED, "Preliminärt"),
        (StopStatus.CONFIRMED, TourStatus.PLANNED, "Öppen"),
        (StopStatus.DONE, TourStatus.DONE, "Genomfört"),
        (StopStatus.CANCELLED, TourStatus.PLANNED, "Inställt"),
        (StopStatus.CONFIRMED, TourStatus.CANCELLED, "Inställt"),
    ],
)
def test_how_it_stands(status: StopStatus, tour_status: TourStatus, said: str) -> None:
    day, tour = a_day(status=status), replace(TOUR, status=tour_status)
    assert standing_text(day.stop, tour) == said
    assert said in stop_page(day, tour)
    assert said in tour_page(ScheduleSheet(tour, (day,)))
    assert (LINK.split("?")[0] in stop_page(day, tour)) == (said != "Inställt")


def test_the_days_of_a_tour_dated_or_not() -> None:
    days = (a_day(), a_day("Falun", day=None, starts=None, ends=None))
    page = Page(
        tour_page(ScheduleSheet(replace(TOUR, first_day=date(2027, 9, 6), last_day=date(2027, 12, 19)), days))
    )
    assert "ej bestämt (v. 36–50)" in page.text
    assert [attrs for name, attrs in page.tags if name == "time"] == [{"datetime": "2027-09-14"}]
    assert page.text_of("a") == [LINK, LINK]
    assert "Anmäl dig till dagen i Falun" in page.text


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "www.example.org", "https://x y", 'https://x"><b>', "mejla oss"]
)
def test_what_is_no_web_address_is_no_link(link: str) -> None:
    page = Page(stop_page(a_day(registration_link=link), TOUR))
    assert page.text_of("a") == []
    assert link in page.text


@settings(deadline=None)
@given(st.sampled_from(TEXTS) | st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_any_text_is_text(text: str) -> None:
    text = text.strip() or "x"
    day, tour = a_day(text), replace(TOUR, name=text, themes=(text,))
    schedule = ScheduleSheet(tour, (day,))
    for made, times in (
        (stop_page(day, tour), 10),
        (stop_fragment(day, tour), 9),
        (tour_page(schedule), 5),
        (tour_fragment(schedule), 4),
    ):
        page = Page(made)
        assert {name for name, _ in page.tags} <= OURS
        assert page.text.count(text) >= times


def test_in_english() -> None:
    use_language("en")
    try:
        assert Page(stop_page(a_day(), TOUR)).tags[0] == ("html", {"lang": "en"})
    finally:
        use_language("sv")


def hosted(fragment: str) -> str:
    """A fragment where it was pasted."""
    head = '<!DOCTYPE html><html lang="sv"><head><title>Aktuellt</title></head>'
    return f"{head}<body><main><h1>Aktuellt</h1>{fragment}</main></body></html>"


def pages() -> dict[str, str]:
    door = example_door()
    schedule = door.read(schedule_sheet, follow_up(door).id)
    stress = [a_day(text, status=list(StopStatus)[n % 6]) for n, text in enumerate(TEXTS)]
    whole = ScheduleSheet(replace(TOUR, name="å" * 200), (*stress, a_day("Falun", day=None)))
    example = schedule.stops[0]
    return {
        "a stop": stop_page(example, schedule.tour),
        "a stop with contacts and links": stop_page(a_day(), TOUR),
        "a tour": tour_page(schedule),
        "a stress tour": tour_page(whole),
        "a stress stop": stop_page(a_day("Ett mycket långt ord: " + "å" * 170), TOUR),
        "fragments": hosted(tour_fragment(schedule) + stop_fragment(a_day(), TOUR)),
    }


@needs_axe
@pytest.mark.parametrize("name", pages())
def test_everybody_can_read_it(name: str, tmp_path: Path) -> None:
    against, passed = found_by_axe(pages()[name], tmp_path)
    assert against == []
    assert passed >= 15


@needs_axe
def test_a_page_that_not_everybody_can_read_is_told_of(tmp_path: Path) -> None:
    page = stop_page(a_day(), TOUR).replace(' lang="sv"', "").replace(
        "dt { font-weight: bold }", "dt { color: #ccc }"
    )  # fmt: skip
    against, _passed = found_by_axe(page, tmp_path)
    assert {line.split()[1].rstrip(":") for line in against} == {"html-has-lang", "color-contrast"}
