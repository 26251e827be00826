"""Why a question to the planner cannot stand, in one sentence that names the place in it."""

from kampanjplan.domain.errors import ProblemError, ProblemTrouble
from kampanjplan.wording.language import _


def problem_error_text(error: ProblemError) -> str:
    """One sentence; the path is as in the file, such as ``places[3].town``."""
    sentences = {
        ProblemTrouble.NOT_JSON: _("Filen är inte JSON: {detail}"),
        ProblemTrouble.MISSING: _("{path} saknas i problemet."),
        ProblemTrouble.UNKNOWN_FIELD: _("{path}: något sådant fält finns inte. Se solve --schema."),
        ProblemTrouble.WRONG_TYPE: _("{path}: ”{detail}” går inte att använda där. Se solve --schema."),
        ProblemTrouble.OUT_OF_RANGE: _("{path} ligger utanför {detail}."),
        ProblemTrouble.UNKNOWN_NAME: _("{path}: ”{detail}” finns inte i problemet."),
        ProblemTrouble.TWICE: _("{path}: ”{detail}” står där två gånger."),
        ProblemTrouble.NOT_SQUARE: _("{path} ska ha {detail} rader eller värden, ett för varje punkt."),
        ProblemTrouble.ORDER: _("{path} kommer inte efter {detail}."),
    }
    if error.field == "fewest_stops":
        return _("fewest_stops är mer än most_stops, som är {detail}.").format(detail=error.detail)
    path = error.field or _("problemet")
    return sentences[error.trouble].format(path=path, detail=error.detail)
