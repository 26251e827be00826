"""The set of an edition: what it can hold, gathered at one moment, and printed with its number."""

from dataclasses import replace
from datetime import datetime

import page
import pypdfium2
import pytest

from kampanjplan.documents.edition_set import freeze, gather, offers
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.errors import EditionTakenError
from kampanjplan.domain.profiles import Profile
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.services.editing import change
from kampanjplan.services.editions import draft
from kampanjplan.services.once import once
from tests.things import example_door, follow_up, stops_of

NOW = datetime(2027, 9, 1, 12, 30)


@pytest.fixture(scope="module")
def door():
    return example_door()


def pages_of(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    texts = [" ".join(one.get_textpage().get_text_bounded().split()) for one in document]
    document.close()
    return texts


def test_every_page_bears_the_number_of_the_edition(door, tmp_path) -> None:
    tour_id = follow_up(door).id
    found = door.read(offers, tour_id)
    assert [(o.kind.name, o.count) for o in found if o.usual] == [
        ("schedule", 1), ("book", 1), ("contacts", 1), ("day", 5), ("programme", 5), ("sign", 5),
        ("itinerary", 18),
    ]  # fmt: skip
    wanted = [o for o in found if o.usual or (o.kind.name, o.profile) == ("day", Profile.HOST)]
    gathered = door.read(gather, door.read(draft, tour_id), wanted, "sv")
    told = []
    papers = freeze(gathered, 7, NOW, lambda done, steps: told.append(done / steps))
    assert told == sorted(told)
    assert len(papers) == 41
    for paper in papers:
        texts = pages_of(paper.data)
        assert len(texts) == paper.pages
        assert all("Utgåva 7 · Utskriven ons 1 sep 2027 12:30" in text for text in texts), paper.title
    titles = [paper.title for paper in papers]
    assert len(set(titles)) == len(titles)
    assert "Körschema: Kalmar, Kalmar län, tis 14 sep 2027 (värdlän)" in titles
    (tmp_path / "x.pdf").write_bytes(papers[-1].data)
    for profile in ("ua1", "2a"):
        assert page.validate_pdf(str(tmp_path / "x.pdf"), profile=profile).is_compliant
    people = {c.name: c.id for c in door.read(lambda r: r.find(Contact))}
    assert {people["Exempel Talare Kemi"], people["Exempel Värd Kalmar"]} <= set(gathered.contact_ids)
    # The same moment gives the same bytes: what was frozen is what would have been printed.
    few = replace(gathered, papers=gathered.papers[-3:])
    assert freeze(few, 7, NOW, lambda _done, _steps: None) == papers[-3:]


def test_a_stop_that_is_off_has_no_papers_and_what_changed_since_is_refused() -> None:
    door = example_door()
    tour_id, stop = follow_up(door).id, stops_of(door)[0]
    seen = door.read(draft, tour_id)
    signs = [o for o in door.read(offers, tour_id) if o.kind.name == "sign"]
    door.do("Ställ in", change, Stop, stop.id, status=StopStatus.CANCELLED)
    assert [o.count for o in door.read(offers, tour_id) if o.kind.name == "sign"] == [4]
    with pytest.raises(EditionTakenError):
        door.read(gather, seen, signs, "sv")


def test_nothing_is_read_twice(door) -> None:
    asked = []

    class Counting:
        def find(self, kind, **equal):
            asked.append((kind, equal))
            return [1, 2]

    reading = once(Counting())
    reading.find(Stop).clear()
    assert reading.find(Stop) == [1, 2]
    reading.find(Stop, id=[3])
    assert reading.get(Stop, 3) == 1
    assert len(asked) == 3
