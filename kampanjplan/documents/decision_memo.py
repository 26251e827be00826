"""The decision memo of a kept proposal: the answer, why, what else there was, and what was asked."""

from collections.abc import Collection, Sequence

from kampanjplan.documents.kinds import Kind
from kampanjplan.documents.page import GRID, HEADING, SUBHEADING, TEXT, TITLE, write_facts
from kampanjplan.documents.tagged.lines import Strong
from kampanjplan.documents.tagged.section import Point, Section
from kampanjplan.domain.paper import Part
from kampanjplan.domain.profiles import Profile
from kampanjplan.services.memo_alternatives import ChoiceLine, CostLine, NumberLine
from kampanjplan.services.memo_questions import CountyLine
from kampanjplan.services.memo_stops import StopLine
from kampanjplan.services.memos import MemoSheet, memo_sheet
from kampanjplan.services.papers import Subject
from kampanjplan.wording import _
from kampanjplan.wording.language import N_
from kampanjplan.wording.memos import frontier_text


def _heading(sheet: MemoSheet) -> str:
    return _("Beslutsunderlag: {tour}, förslag {n}").format(tour=sheet.tour, n=sheet.number)


def _tell(section: Section, sheet: MemoSheet) -> None:
    section.heading(1, _("Beslutsunderlag: förslag {n}").format(n=sheet.number), TITLE)
    write_facts(section, sheet.facts)
    section.space(6)
    section.text(Strong(sheet.verdict), TEXT)
    for part in _PARTS:
        section.space(10)
        part(section.section(), sheet)


def _write_plan(section: Section, sheet: MemoSheet) -> None:
    section.heading(2, _("Förslaget"), HEADING)
    heads = [_("Datum"), _("Vecka"), _("Stopp"), _("Resa"), _("Tema"), _("I planen nu")]
    widths = [21, 9, 28, 8, 30, 36]
    rows = [[s.day, s.week, s.place, s.trip, s.theme, s.now] for s in sheet.stops]
    _write_filled(section, heads, rows, widths)
    _write_list(section, _("Medverkande"), _crews(sheet.stops))
    _write_list(section, _("Omplaneringen ändrar"), sheet.changes)


def _crews(stops: Sequence[StopLine]) -> list[Point]:
    """Who speaks on each trip."""
    crews = {stop.trip: stop.crew for stop in stops if stop.crew}
    return [Point(_("Resa {n}").format(n=trip), crew) for trip, crew in crews.items()]


def _write_why(section: Section, sheet: MemoSheet) -> None:
    if sheet.reason:
        section.heading(2, _("Varför förslaget valdes"), HEADING)
        section.text(sheet.reason, TEXT)


def _write_worths(section: Section, sheet: MemoSheet) -> None:
    section.heading(2, _("Vad förslaget ger och kostar"), HEADING)
    heads = (_("Stopp"), _("Ger, poäng"), _("Kostar, poäng"), _("Poäng"))
    rows = [(s.place, "\n".join(s.gives), "\n".join(s.costs), s.points) for s in sheet.stops]
    section.table(heads, rows, (26, 42, 42, 14), GRID, amounts=(3,))
    section.heading(3, _("Siffror"), SUBHEADING)
    others = max((len(line.others) for line in sheet.figures), default=0)
    names = [_("Alternativ {n}").format(n=n + 1) for n in range(others)]
    figures = [(line.what, line.chosen, *line.others) for line in sheet.figures]
    widths, amounts = (34, *[20] * (others + 1)), range(1, others + 2)
    section.table((_("Vad"), _("Förslaget"), *names), figures, widths, GRID, amounts=amounts)
    if sheet.load:
        section.heading(3, _("Dagar för var och en"), SUBHEADING)
        write_facts(section, sheet.load)


def _write_alternatives(section: Section, sheet: MemoSheet) -> None:
    if not sheet.choices:
        return
    section.heading(2, _("Alternativen"), HEADING)
    heads = (_("Val av län"), _("Län"), _("Poäng"), _("Skillnad"), _("Personkm"))
    rows = [(_choice(number), *_choice_row(line)) for number, line in enumerate(sheet.choices)]
    section.table(heads, rows, (22, 56, 16, 16, 16), GRID, amounts=(2, 3, 4))
    if sheet.numbers:
        section.heading(3, _("Fler eller färre stopp"), SUBHEADING)
        numbers = (_("Antal"), _("Poäng"), _("Skillnad mot det bästa"))
        rows = [_number_row(line) for line in sheet.numbers]
        section.table(numbers, rows, (40, 30, 46), GRID, amounts=(1, 2))
    if sheet.frontier:
        section.heading(3, _("Nytta mot resor"), SUBHEADING)
        section.text(frontier_text(), TEXT)
        section.space(3)
        farthest = [(line.counties, line.points, line.km) for line in sheet.frontier]
        section.table((_("Län"), _("Poäng"), _("Personkm")), farthest, (78, 24, 24), GRID, amounts=(1, 2))


def _choice(number: int) -> str:
    return _("Alternativ {n}").format(n=number) if number else _("Förslaget")


def _choice_row(line: ChoiceLine) -> tuple[str, ...]:
    return line.counties, line.points, line.difference, line.km


def _number_row(line: NumberLine) -> tuple[str, ...]:
    return line.stops, line.points, line.difference


def _write_counties(section: Section, sheet: MemoSheet) -> None:
    if sheet.inclusions or sheet.omissions:
        section.heading(2, _("Länen"), HEADING)
        section.text(sheet.compared, TEXT)
    _write_costs(section, _("Att ta med ett annat län"), sheet.inclusions)
    _write_costs(section, _("Att välja bort ett län"), sheet.omissions)


def _write_costs(section: Section, title: str, lines: Sequence[CostLine]) -> None:
    if lines:
        section.heading(3, title, SUBHEADING)
        rows = [[line.county, line.cost, line.heaviest] for line in lines]
        _write_filled(section, [_("Län"), _("Kostar"), _("Det väger tyngst")], rows, [30, 26, 70], (1,))


def _write_unknown(section: Section, sheet: MemoSheet) -> None:
    section.heading(2, _("Vad som inte är känt"), HEADING)
    lacking = [(s.place, s.day, "\n".join(s.lacking)) for s in sheet.stops if s.lacking]
    if not sheet.unknown and not lacking:
        section.text(_("Inget som planen frågar efter saknas."), TEXT)
    section.items(sheet.unknown, TEXT)
    if lacking:
        section.heading(3, _("Svar som saknas"), SUBHEADING)
        section.table((_("Stopp"), _("Datum"), _("Från")), lacking, (36, 26, 64), GRID)


def _write_question(section: Section, sheet: MemoSheet) -> None:
    if not sheet.rules:
        return
    section.heading(2, _("Vad som frågades"), HEADING)
    write_facts(section, sheet.rules)
    section.heading(3, _("Vad det är värt"), SUBHEADING)
    write_facts(section, sheet.weights)
    if sheet.speakers:
        section.heading(3, _("Vilka som kan föreläsa"), SUBHEADING)
        write_facts(section, sheet.speakers)
    section.heading(3, _("Länen"), SUBHEADING)
    wishes = [_("Önskar {theme}").format(theme=theme) for theme in sheet.themes]
    heads = [_("Län"), _("Ort"), _("Intresse"), _("Väntade"), _("Missade förra"), *wishes, _("Krav")]
    widths = [22, 22, 14, 13, 14, *[24] * len(wishes), 22]
    amounts = (3, *range(5, 5 + len(wishes)))
    _write_filled(section, heads, [_county_row(one) for one in sheet.counties], widths, amounts)


def _county_row(one: CountyLine) -> list[str]:
    return [one.county, one.towns, one.interest, one.participants, one.missed, *one.wishes, one.demand]


def _write_list(section: Section, title: str, texts: Sequence[str | Point]) -> None:
    if texts:
        section.heading(3, title, SUBHEADING)
        section.items(texts, TEXT)


def _write_filled(
    section: Section,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    amounts: Collection[int] = (),
) -> None:
    """A table without the columns in which no row says anything."""
    kept = [n for n in range(len(heads)) if n == 0 or any(row[n] for row in rows)]
    right = [place for place, n in enumerate(kept) if n in amounts]
    said = [[row[n] for n in kept] for row in rows]
    section.table([heads[n] for n in kept], said, [widths[n] for n in kept], GRID, amounts=right)


_PARTS = (
    _write_plan,
    _write_why,
    _write_worths,
    _write_alternatives,
    _write_counties,
    _write_unknown,
    _write_question,
)
KIND = Kind(
    "memo",
    N_("Beslutsunderlag"),
    Subject.PROPOSAL,
    (Profile.INTERNAL, Profile.OPEN),
    lambda reading, wanted: memo_sheet(reading, wanted.proposal),
    _heading,
    _tell,
    (Part.ALTERNATIVES, Part.COUNTIES, Part.QUESTION),
)
