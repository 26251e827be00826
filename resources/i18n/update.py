"""Updates the English catalogue from the texts in the code, and compiles it: python resources/i18n/update.py.

Swedish is the language of the code; a new text is added to kampanjplan.po with an empty translation, which a
test refuses until it is filled in.
"""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
PO = HERE / "en" / "LC_MESSAGES" / "kampanjplan.po"
SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # the same texts give the same bytes
COMMENT = "# The English texts of Kampanjplan, under the program's own licence (MIT)."
KEYWORDS = {"_": None, "N_": None, "count_text": (1, 2)}


def extracted() -> Catalog:
    """Every text in the code that is to be translated."""
    template = Catalog(project="Kampanjplan", charset="utf-8")
    for _file, _line, text, _comments, _context in extract_from_dir(
        HERE.parents[1] / "kampanjplan", [("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=True
    ):
        template.add(text)
    return template


def updated() -> Catalog:
    """The catalogue with the texts that there are now and the translations that it had."""
    with PO.open("rb") as file:
        catalogue = read_po(file, locale="en", domain="kampanjplan")
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.creation_date = catalogue.revision_date = SOME_DAY
    catalogue.project, catalogue.version = "Kampanjplan", "catalogue"
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
    catalogue.header_comment = COMMENT
    catalogue.fuzzy = False  # other tools drop a fuzzy header, and the plural forms with it
    return catalogue


def compiled(catalogue: Catalog) -> bytes:
    """The bytes of the .mo file."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def main() -> None:
    """Writes both files."""
    catalogue = updated()
    with PO.open("wb") as file:
        write_po(file, catalogue, no_location=True, sort_output=True, omit_header=False, width=110)
    PO.with_suffix(".mo").write_bytes(compiled(catalogue))


if __name__ == "__main__":
    main()
