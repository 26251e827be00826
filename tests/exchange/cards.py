"""Made-up contacts, and files of them, for the tests of what comes in and goes out."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from hypothesis import strategies as st

from kampanjplan.domain.cards import Card, Place
from kampanjplan.domain.contacts import LegalBasis
from kampanjplan.domain.fields import tidy
from tests.things import codes, lines, maybe_days

VERSIONS = ("4.0", "3.0")  # of vCard, that contacts are written in
FULL = Card(
    id=UUID("6a3f5c0e-8f4b-4d0e-9c5d-0a4f1be2a001"),
    name="Åsa Öberg-Ärlig",
    title="Handläggare; upphandling, miljö",
    organisation="Länsstyrelsen i Kalmar län",
    organisation_id=UUID("6a3f5c0e-8f4b-4d0e-9c5d-0a4f1be2a002"),
    emails=("asa@example.org", "asa.o@example.org", "asa@kalmar.example.org"),
    phones=("+46 70 174 06 05", "08-465 004 00", "0490 (vx)"),
    notes='Rad ett\nRad två; med "citat", komma\n\n\\n är inget radbyte\n=1+1',
    county_code="08",
    tags=("värd", "talare, reserv", "a;b"),
    purpose="Planera turnén",
    basis=LegalBasis.CONSENT,
    source="Visitkort, mässan 2026",
    collected=date(2026, 11, 3),
    decision="Dnr 12-2026",
    keep_until=date(2028, 11, 3),
    memberships=(
        Place("Kalmar kommun", "Strateg", date(2019, 1, 1), date(2021, 6, 30)),
        Place('Bolag "A; B, C" AB'),
    ),
)


def unlined(card: Card) -> Card:
    """The card wherever it stood."""
    return replace(card, line=0)


def saved(path: Path, data: bytes | str, encoding: str = "utf-8") -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode(encoding))
    return path


def _tidy_texts(limit: int, *, several_lines: bool = False) -> st.SearchStrategy[str]:
    return lines.map(lambda text: tidy(text[:limit], lines=several_lines))


_said = _tidy_texts(200)
_some = _said.filter(bool)
_place = st.builds(Place, _some, _said, maybe_days, maybe_days)


@st.composite
def cards(draw: st.DrawFn) -> Card:
    """A card with letters of any script in every field."""
    body = draw(_said)
    return Card(
        id=uuid4(),
        name=draw(_some),
        title=draw(_said),
        organisation=body,
        organisation_id=uuid4() if body else None,
        emails=draw(st.lists(_some, max_size=3).map(tuple)),
        phones=draw(st.lists(_some, max_size=3).map(tuple)),
        notes=draw(
            st.one_of(
                _tidy_texts(200, several_lines=True),
                st.sampled_from(("🙂" * 20_000, "å\n" * 9_999 + "å", "=x" * 8_000 + "'" * 4_000)),
            )
        ),
        county_code=draw(st.one_of(st.none(), codes)),
        tags=draw(st.lists(_tidy_texts(60).filter(bool), max_size=3).map(tuple)),
        purpose=draw(_said),
        basis=draw(st.sampled_from(LegalBasis)),
        source=draw(_said),
        collected=draw(maybe_days),
        decision=draw(_said),
        keep_until=draw(maybe_days),
        memberships=draw(st.lists(_place, max_size=2).map(tuple)),
    )
