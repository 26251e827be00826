"""The organisations that an import names: those of the plan by any of their names, and those that are new."""

import re
from uuid import UUID, uuid4

from kampanjplan.domain.counties import COUNTIES, find_county
from kampanjplan.domain.fields import checked
from kampanjplan.domain.organisations import Organisation, OrganisationKind
from kampanjplan.services.ports import Reading

_SHORT = 40
_WORDS = (
    (OrganisationKind.COUNTY_BOARD, re.compile(r"\blänsstyrelse[nr]?\b|\blst\b", re.IGNORECASE)),
    (OrganisationKind.MUNICIPALITY, re.compile(r"(kommun(en)?|\bstad)\b", re.IGNORECASE)),
    (OrganisationKind.REGION, re.compile(r"\bregion(en)?\b|\blandsting(et)?\b", re.IGNORECASE)),
    (OrganisationKind.AUTHORITY, re.compile(r"(verket|myndigheten|inspektionen)\b", re.IGNORECASE)),
)


class Bodies:
    """Finds organisations by name, and makes those that nobody knows yet, once each."""

    def __init__(self, reading: Reading) -> None:
        self.by_id: dict[UUID, Organisation] = {}
        self.new: dict[UUID, Organisation] = {}
        self._named: dict[str, list[Organisation]] = {}
        for body in sorted(reading.find(Organisation), key=lambda body: (body.name, body.id)):
            self._know(body)

    def _know(self, body: Organisation) -> None:
        self.by_id[body.id] = body
        names = [*body.names]
        if body.kind is OrganisationKind.COUNTY_BOARD and body.county_code:
            names += [f"länsstyrelsen {known}" for known in _county_names(body.county_code)]
        for name in dict.fromkeys(map(_folded, names)):
            self._named.setdefault(name, []).append(body)

    def named(self, text: str) -> list[Organisation]:
        """All that are called so, by whichever of their names."""
        return self._named.get(_folded(text), [])

    def one(self, text: str, id: UUID | None = None) -> Organisation | None:
        """The one meant, made where there is none; None where nothing is said. FieldError refuses a name."""
        found = self.named(text) if text else []
        if id is not None and (known := self.by_id.get(id)) is not None and (not text or known in found):
            return known
        if found or not text:
            return found[0] if found else None
        made = checked(_new_body(text, id if id is not None and id not in self.by_id else uuid4()))
        self._know(made)
        self.new[made.id] = made
        return made


def _new_body(name: str, id: UUID) -> Organisation:
    kind = next((kind for kind, words in _WORDS if words.search(name)), OrganisationKind.OTHER)
    code = None
    if kind is OrganisationKind.COUNTY_BOARD:
        code = next((c.code for c in COUNTIES if _folded(name).endswith(_folded(c.short_name))), None)
    return Organisation(id=id, short=name.strip()[:_SHORT].strip(), name=name, kind=kind, county_code=code)


def _county_names(code: str) -> list[str]:
    county = find_county(code)
    return [county.name, county.short_name] if county else []


def _folded(name: str) -> str:
    """A name without what people write in different ways: case, "i", "län", blanks."""
    words = re.sub(r"[\s,.]+", " ", name.casefold()).strip()
    if words.startswith(("länsstyrelsen", "lst ")):
        words = re.sub(r"^lst ", "länsstyrelsen ", words)
        words = re.sub(r"^länsstyrelsen i ", "länsstyrelsen ", words)
        words = re.sub(r"(s)? län$", "", words)
    return words
