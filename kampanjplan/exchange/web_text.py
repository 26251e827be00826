"""Text for the web (HTML): a stop, or the days of a tour, to be pasted into a page or as a page of its own.

It is for everybody: of the plan it says only what is named here, and no contact is. Every text is put in as
text, never as markup; a browser, a reader aloud and a search engine find headings, lists and tables for what
they are.
"""

from collections.abc import Iterable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.domain.tours import Tour, is_cancelled
from kampanjplan.exchange.plain_text import hours_line, is_web_address, item_title, title_text
from kampanjplan.services.sheets import ItemSheet, ScheduleSheet, StopSheet
from kampanjplan.wording import _, current_language
from kampanjplan.wording.dates import long_day_text, long_when_text, period_text, time_text
from kampanjplan.wording.labels import label, standing_text

_STYLE = """
body { font-family: system-ui, sans-serif; line-height: 1.5; overflow-wrap: anywhere }
main { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
caption { text-align: left; font-weight: bold; padding-bottom: .5rem }
th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0 }
th, td { border-bottom: 1px solid #767676 }
.short { white-space: nowrap }
thead th { overflow-wrap: normal }
dt { font-weight: bold }
dd { margin: 0 0 .5rem }
"""
_SHORT = {"class": "short"}  # what is read best in one line


def stop_fragment(day: StopSheet, tour: Tour) -> str:
    """A stop, to be pasted under a page's own heading."""
    return _text(_stop_article(day, tour, 2))


def stop_page(day: StopSheet, tour: Tour) -> str:
    """A stop as a whole page."""
    return _page(title_text(day, tour), _stop_article(day, tour, 1))


def tour_fragment(sheet: ScheduleSheet) -> str:
    """The days of a tour, to be pasted under a page's own heading."""
    return _text(_tour_article(sheet, 2))


def tour_page(sheet: ScheduleSheet) -> str:
    """The days of a tour as a whole page."""
    return _page(sheet.tour.name, _tour_article(sheet, 1))


def _page(title: str, article: Element) -> str:
    page = Element("html", lang=article.attrib.pop("lang"))
    head = SubElement(page, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    SubElement(head, "title").text = title
    SubElement(head, "style").text = _STYLE
    SubElement(SubElement(page, "body"), "main").append(article)
    return f"<!DOCTYPE html>\n{_text(page)}"


def _text(element: Element) -> str:
    ElementTree.indent(element)
    return ElementTree.tostring(element, encoding="unicode", method="html") + "\n"


def _stop_article(day: StopSheet, tour: Tour, level: int) -> Element:
    article = Element("article", lang=current_language())
    _put(article, f"h{level}", title_text(day, tour))
    _put_facts(article, day, tour)
    for paragraph in day.stop.description.split("\n\n"):
        _put_lines(article, paragraph)
    if day.items:
        _put(article, f"h{level + 1}", _("Program"))
        _put_programme(article, day.items)
    return article


def _put_facts(article: Element, day: StopSheet, tour: Tour) -> None:
    stop, facts = day.stop, SubElement(article, "dl")
    _put_fact(facts, _("Status"), standing_text(stop, tour))
    _put(facts, "dt", _("Datum"))
    _put_day(SubElement(facts, "dd"), stop, tour)
    _put_fact(facts, _("Tid"), hours_line(day))
    _put_fact(facts, _("Lokal"), stop.venue)
    _put_fact(facts, _("Adress"), stop.address)
    _put_fact(facts, _("Ort"), stop.town)
    _put_fact(facts, _("Län"), day.county)
    _put_fact(facts, _("Värd"), day.host)
    _put_fact(facts, _("Målgrupp"), ", ".join(label(audience) for audience in stop.audience))
    if stop.registration_link and not is_cancelled(stop, tour):
        _put(facts, "dt", _("Anmälan"))
        _put_registration(SubElement(facts, "dd"), day)
    if stop.registration_until and not is_cancelled(stop, tour):
        _put_fact(facts, _("Sista anmälningsdag"), long_day_text(stop.registration_until))


def _put_day(into: Element, stop: Stop, tour: Tour) -> None:
    if stop.day:
        into = SubElement(into, "time", datetime=stop.day.isoformat())
    into.text = long_when_text(stop, tour)


def _put_registration(into: Element, day: StopSheet) -> None:
    """A link that says where it leads, read on its own too; what is no web address stands as text."""
    link = day.stop.registration_link
    if is_web_address(link):
        _put(into, "a", _("Anmäl dig till dagen i {place}").format(place=_place(day)), href=link)
    else:
        into.text = link


def _place(day: StopSheet) -> str:
    return day.stop.town or day.county


def _put_programme(article: Element, items: Iterable[ItemSheet]) -> None:
    items = list(items)
    speakers, rooms = any(sheet.speakers for sheet in items), any(sheet.item.room for sheet in items)
    heads = [_("Tid"), _("Programpunkt")] + [_("Talare")] * speakers + [_("Sal")] * rooms
    body = _put_table(article, heads)
    for sheet in items:
        row = SubElement(body, "tr")
        time = f"{time_text(sheet.item.start)}–{time_text(sheet.item.end)}"
        _put(row, "th", time, scope="row", **_SHORT)
        _put(row, "td", item_title(sheet))
        if speakers:
            _put_lines(row, "\n".join(sheet.speakers), "td")
        if rooms:
            _put(row, "td", sheet.item.room)


def _tour_article(sheet: ScheduleSheet, level: int) -> Element:
    tour, article = sheet.tour, Element("article", lang=current_language())
    _put(article, f"h{level}", tour.name)
    facts = SubElement(article, "dl")
    _put_fact(facts, _("Tema"), "; ".join(tour.themes))
    _put_fact(facts, _("Period"), period_text(tour))
    if not len(facts):  # a list of nothing is no list
        article.remove(facts)
    if not sheet.stops:
        _put_lines(article, _("Turnén har inga stopp ännu."))
        return article
    linked = any(_is_open(day, tour) for day in sheet.stops)
    heads = [_("Datum"), _("Tid"), _("Ort"), _("Lokal"), _("Status")] + [_("Anmälan")] * linked
    body = _put_table(article, heads, _("Datum och orter"))
    for day in sheet.stops:
        row = SubElement(body, "tr")
        _put_day(SubElement(row, "th", scope="row"), day.stop, tour)
        place = ", ".join(filter(None, (day.stop.town, day.county)))
        _put(row, "td", hours_line(day), **_SHORT)
        _put(row, "td", place)
        _put(row, "td", day.stop.venue)
        _put(row, "td", standing_text(day.stop, tour), **_SHORT)
        if linked:
            cell = SubElement(row, "td")
            if _is_open(day, tour):
                _put_registration(cell, day)
    return article


def _is_open(day: StopSheet, tour: Tour) -> bool:
    """Whether there is a way to register for a day that is still to be held."""
    return (
        bool(day.stop.registration_link)
        and not is_cancelled(day.stop, tour)
        and day.stop.status is not StopStatus.DONE
    )


def _put(into: Element, tag: str, text: str, **attributes: str) -> None:
    SubElement(into, tag, attributes).text = text


def _put_fact(facts: Element, head: str, text: str) -> None:
    if text:
        _put(facts, "dt", head)
        _put(facts, "dd", text)


def _put_lines(into: Element, text: str, tag: str = "p") -> None:
    """The text with its line breaks; an empty paragraph is none, an empty cell is one."""
    lines = text.strip("\n").split("\n")
    if tag == "p" and not text.strip():
        return
    element = SubElement(into, tag)
    element.text = lines[0]
    for line in lines[1:]:
        SubElement(element, "br").tail = line


def _put_table(into: Element, heads: Iterable[str], caption: str = "") -> Element:
    """A table with its heads; returns what the rows are put in."""
    table = SubElement(into, "table")
    if caption:  # else the heading above it says what it is
        _put(table, "caption", caption)
    row = SubElement(SubElement(table, "thead"), "tr")
    for head in heads:
        _put(row, "th", head, scope="col")
    return SubElement(table, "tbody")
