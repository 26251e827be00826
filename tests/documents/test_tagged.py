"""What the library for tagged paper promises, whatever is written with it."""

from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.platypus import HRFlowable, Paragraph

from kampanjplan.documents.fonts import BODY, BOLD, register_fonts
from kampanjplan.documents.tagged.document import Document, Report
from kampanjplan.documents.tagged.fonts import printable
from kampanjplan.documents.tagged.lines import Link, Strong, Typesetter
from kampanjplan.documents.tagged.marks import UntaggedError
from kampanjplan.documents.tagged.section import Point
from tests.one_of_each import AT, LOOK, PAPER, TEXT, TITLE, new_document, one_of_each
from tests.tags import Tagged, role


def write(document: Document, folder: Path) -> tuple[Tagged, Report]:
    path = folder / "x.pdf"
    report = document.write(path, AT, lambda canvas: None)
    for profile in ("ua1", "2a"):
        told = page.validate_pdf(str(path), profile=profile)
        assert [(f.rule_id, f.message) for f in told.failures] == [], profile
    return Tagged(path), report


def test_one_of_each(tmp_path: Path) -> None:
    file, report = write(one_of_each(), tmp_path)
    assert report == Report(len(file.pdf.pages), ())
    counts = file.counts()
    assert counts["L"] == 5
    assert counts["LI"] == counts["Lbl"] == counts["LBody"] == 10
    assert counts["TOCI"] == counts["Reference"] == 6
    assert counts["Link"] == 3 + 6
    assert (counts["Table"], counts["TR"], counts["TH"], counts["TD"]) == (1, 3, 4, 2)
    assert [counts[f"H{level}"] for level in range(1, 7)] == [1] * 6
    assert file.said()[-1] == ("P", " ".join(f"ord{n}" for n in range(2000)))
    assert ("P", "Se webbplatsen och början.") in file.said()
    assert ("LBody", "två x@example.org") in file.said()
    assert ("P", "Det är viktigt <b>&</b> att läsa.") in file.said()


def test_lists_stand_in_lists_and_are_heard_in_order(tmp_path: Path) -> None:
    document = new_document()
    long = " ".join(f"ord{n}" for n in range(900))
    document.body.items(["före", Point(long, ["a", Point("b", ["c"])]), "efter"], TEXT)
    file, report = write(document, tmp_path)
    assert report.pages > 1
    own = [text for role, text in file.said() if role != "Lbl"]
    assert own == ["före", long, "a", "b", "c", "efter"]
    inner = [e for e in file.elements() if role(e) == "L" and role(e.P) == "LBody"]
    assert len(inner) == 2


def test_strong_words_are_in_another_font_and_lines_hold_them(tmp_path: Path) -> None:
    document = new_document()
    words = [Strong("brett "), "smalt ", "\U0001f600", Strong("W\U0001f601" * 200)]
    document.body.text(words, TEXT)
    file, report = write(document, tmp_path)
    fonts = {str(font.BaseFont).split("+")[1] for font in file.pdf.pages[0].Resources.Font.values()}
    assert {BODY, BOLD} <= fonts
    assert report.replaced == ("\U0001f600", "\U0001f601")
    lines = Typesetter().lines(words, TEXT, 100)
    assert len(lines) > 20
    assert all(
        sum(TEXT.width(text, piece) for text, piece in line) <= 100 + TEXT.width(" ") for line in lines
    )
    assert TEXT.width("W", Strong("W")) > TEXT.width("W")


@pytest.mark.parametrize("text", ["v. 41", "(v. 38–46)", "wk 41", "kl. 9", "vecka 7", "v. 40-43"])
def test_a_number_is_not_parted_from_the_short_word_before_it(text: str) -> None:
    """Whatever the width: the words before and after go to another line sooner."""
    register_fonts()
    style, whole = TEXT, f"Vi ses {text}, hoppas vi"
    least = style.width(f"{text},")
    for width in range(int(least) + 1, int(style.width(whole)) + 2):
        lines = ["".join(part for part, _piece in line) for line in Typesetter().lines(whole, style, width)]
        assert "".join(lines) == whole
        assert any(text in line for line in lines), (width, lines)


def test_who_has_had_enough_ends_it_before_the_first_page() -> None:
    told: list[tuple[int, int]] = []

    def enough(done: int, steps: int) -> None:
        told.append((done, steps))
        if len(told) > 20:
            raise StopIteration

    register_fonts()
    document = Document("Prov", "sv-SE", PAPER, enough)
    with pytest.raises(StopIteration):
        document.body.table(("Namn", "Antal"), [("Kalmar", "1")] * 100, (2, 1), LOOK)
    assert told == [(0, 1)] * 21


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    file, _report = write(one_of_each(), tmp_path)
    root = file.pdf.Root
    assert str(root.Lang) == "sv-SE"
    assert root.MarkInfo.Marked is True
    assert root.ViewerPreferences.DisplayDocTitle is True
    with file.pdf.open_metadata() as told:
        assert (told["dc:title"], told["pdfuaid:part"]) == ("Prov", "1")
        assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "A")
    with file.pdf.open_outline() as outline:
        assert outline.root[0].title == "Rubrik"
        assert outline.root[0].children[0].title == "Nivå 2"


def test_the_contents_name_the_pages(tmp_path: Path) -> None:
    document = new_document()
    document.body.contents(TEXT)
    for number in range(1, 4):
        document.body.new_page()
        document.body.heading(1, f"Del {number}", TITLE)
    file, _report = write(document, tmp_path)
    assert file.said()[:3] == [("TOCI", "Del 1 2"), ("TOCI", "Del 2 3"), ("TOCI", "Del 3 4")]
    entries = file.pdf.pages[0].Annots
    assert [str(entry.Contents) for entry in entries] == ["Del 1", "Del 2", "Del 3"]
    assert [file.numbers[entry.Dest[0].objgen] for entry in entries] == [1, 2, 3]


@pytest.mark.parametrize(
    "draw",
    [
        lambda canvas: canvas.drawString(9, 9, "obefogad"),
        lambda canvas: canvas.text("obefogad", 9, 9, TEXT),
        lambda canvas: canvas.line(0, 0, 9, 9),
        lambda canvas: canvas.rect(0, 0, 9, 9, fill=1),
        lambda canvas: canvas.circle(9, 9, 9),
        lambda canvas: canvas.late_text(lambda: "sist", 99, 9, TEXT),
    ],
)
def test_what_is_drawn_untagged_is_refused(draw) -> None:
    document = new_document()
    document.body.heading(1, "Rubrik", TITLE)
    with pytest.raises(UntaggedError):
        document.write(BytesIO(), AT, draw)


@pytest.mark.parametrize("make", [lambda: Paragraph("untagged"), lambda: HRFlowable()])
def test_foreign_flowables_are_refused(make) -> None:
    document = new_document()
    document.body._story.add(make())
    with pytest.raises(UntaggedError):
        document.write(BytesIO(), AT, lambda canvas: None)


def test_marks_in_marks_are_refused() -> None:
    document = new_document()

    def nested(canvas) -> None:
        with canvas.artifact(), canvas.artifact():
            pass

    document.body.figure("x", (9, 9), nested)
    with pytest.raises(UntaggedError):
        document.write(BytesIO(), AT, lambda canvas: None)


def test_no_heading_leaves_a_level_out() -> None:
    with pytest.raises(ValueError, match="level 2"):
        new_document().body.heading(2, "För djupt", TITLE)


def test_no_picture_without_words() -> None:
    with pytest.raises(ValueError, match="without words"):
        new_document().body.figure(" ", (9, 9), lambda canvas: None)


def test_what_no_font_has_is_a_box_and_named(tmp_path: Path) -> None:
    document = new_document("Titel \U0001f600")
    document.body.text("Hej \U0001f469‍\U0001f3eb ❤️ \ud800 \x07 a\u030a slut", TEXT)
    file, report = write(document, tmp_path)
    assert file.said() == [("P", "Hej □□ ❤ □ □ å slut")]
    assert report.replaced == ("\U0001f600", "\U0001f469", "\U0001f3eb", "\ud800", "\x07")


def test_letters_beyond_one_part_of_a_font(tmp_path: Path) -> None:
    greek = "".join(map(chr, range(0x391, 0x3A2))) + "".join(map(chr, range(0x410, 0x450)))
    latin = "".join(map(chr, range(0xC0, 0x180)))
    document = new_document()
    document.body.text(f"{latin} {greek} {latin}", TEXT)
    file, report = write(document, tmp_path)
    assert report.replaced == ()
    assert file.said()[0][1].replace(" ", "") == latin + greek + latin


def test_the_same_text_and_time_give_the_same_bytes() -> None:
    files = [BytesIO(), BytesIO()]
    for file in files:
        one_of_each().write(file, AT, lambda canvas: None)
    assert files[0].getvalue() == files[1].getvalue()


def test_no_heading_stands_alone_at_the_end_of_a_page(tmp_path: Path) -> None:
    for lines in range(40, 60):
        document = new_document()
        document.body.heading(1, "Början", TITLE)
        document.body.text("\n".join("rad" for _ in range(lines)), TEXT)
        document.body.heading(2, "Rubrik", TITLE)
        document.body.table(("Namn",), [("Kalmar",)], (1,), LOOK)
        path = tmp_path / "x.pdf"
        document.write(path, AT, lambda canvas: None)
        file = Tagged(path)
        (heading,) = (e for e in file.elements() if e.S == "/H2")
        cell = next(e for e in file.elements() if e.S == "/TD" or e.S == "/TH")
        assert heading.Pg.objgen == cell.Pg.objgen


def test_a_row_taller_than_two_pages_goes_on(tmp_path: Path) -> None:
    document = new_document()
    names = [f"namn{n}" for n in range(150)]
    document.body.table(("Tid", "Talare"), [("08:00", "\n".join(names)), ("09:00", "x")], (1, 3), LOOK)
    file, _report = write(document, tmp_path)
    assert file.counts()["TR"] == 3
    assert ("TD", " ".join(names)) in file.said()
    heads = [text for kind, text in file.content.artifacts if kind == "/Pagination"]
    assert heads == ["Tid", "Talare", "08:00"] * (len(file.pdf.pages) - 1)


class TestLines:
    def lines(self, content, width: float = 100) -> list[str]:
        register_fonts()
        return ["".join(text for text, _link in line) for line in Typesetter().lines(content, TEXT, width)]

    def test_words_are_kept_whole_and_apart(self) -> None:
        assert self.lines("ett två tre fyra fem sex sju åtta nio") == [
            "ett två tre fyra fem sex ",
            "sju åtta nio",
        ]

    def test_typed_breaks_are_kept(self) -> None:
        assert self.lines("a\n\nb\r\nc\n") == ["a ", "", "b ", "c "]

    def test_an_address_is_broken_at_its_seams(self) -> None:
        first, *rest = self.lines("https://example.org/en/lång/adress/med/många/delar")
        assert first.endswith("/")
        assert "".join([first, *rest]) == "https://example.org/en/lång/adress/med/många/delar"

    def test_a_word_without_seams_is_broken_anywhere(self) -> None:
        lines = self.lines("Å" * 90)
        assert "".join(lines) == "Å" * 90
        assert all(TEXT.width(line) <= 100 for line in lines)

    @given(st.text(alphabet="aWÅ -/.\n\t漢\u200d", max_size=80), st.integers(30, 200))
    def test_no_letter_is_lost_and_no_line_too_long(self, text: str, width: int) -> None:
        lines = self.lines(text, width)
        assert "".join(lines).split() == printable(text, TEXT.font)[0].split()
        assert all(TEXT.width(line.rstrip(" ")) <= width for line in lines)

    def test_nothing_has_no_lines(self) -> None:
        assert self.lines("") == self.lines([]) == self.lines("\n") == []


def test_amounts_stand_under_one_another_at_the_right(tmp_path: Path) -> None:
    document = new_document()
    rows = [(f"rad {n}", text, "efter") for n, text in enumerate(("1", "−22,50", "333 333", "inte alls"))]
    document.body.table(("Vad", "Tal", "Sist"), rows, (2, 2, 1), LOOK, amounts=(1,))
    write(document, tmp_path)
    file = pypdfium2.PdfDocument(tmp_path / "x.pdf")
    text = file[0].get_textpage()
    said = text.get_text_range()
    ends = [
        text.get_charbox(said.index(t) + len(t) - 1, loose=True)[2] for t in ("Tal", *(r[1] for r in rows))
    ]
    starts = text.get_charbox(said.index("Sist"), loose=True)[0]
    text.close()
    file.close()
    assert max(ends) - min(ends) < 0.1
    assert starts - ends[0] == pytest.approx(2 * LOOK.side, abs=0.5)


def test_an_address_goes_into_the_file_as_ascii(tmp_path: Path) -> None:
    document = new_document()
    document.body.text(Link("å", "https://example.org/å (b)"), TEXT)
    file, _report = write(document, tmp_path)
    (link,) = file.pdf.pages[0].Annots
    assert str(link.A.URI) == "https://example.org/%C3%A5%20(b)"
    assert isinstance(link, pikepdf.Dictionary)


def test_a_heading_without_letters_still_stands_for_those_below_it(tmp_path: Path) -> None:
    document = new_document()
    document.body.heading(1, "\u200d", TITLE)
    document.body.heading(2, "Rubrik", TITLE)
    file, _report = write(document, tmp_path)
    assert file.said() == [("H1", "–"), ("H2", "Rubrik")]


def test_a_document_is_written_once() -> None:
    document = one_of_each()
    document.write(BytesIO(), AT, lambda canvas: None)
    with pytest.raises(RuntimeError):
        document.write(BytesIO(), AT, lambda canvas: None)
