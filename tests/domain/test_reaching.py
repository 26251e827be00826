"""Addresses and numbers: told right from wrong, shown as in Sweden, and compared in every dress."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampanjplan.domain.reaching import Flaw, digits_of, email_flaw, email_key, phone_flaw, phone_text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " anna@example.org ",
        "anna.å@länsstyrelsen.se",
        "anna@xn--lnsstyrelsen-gcb.se",
        "a+b@exempel.kommun.example.org",
        "anna@mail.kommunen.local",
        "anna@prov.test",
    ],
)
def test_a_good_address(text: str) -> None:
    assert email_flaw(text) is None


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("anna", Flaw.NO_AT),
        ("@example.org", Flaw.NO_NAME),
        ("anna@", Flaw.NO_DOMAIN),
        ("anna@exempel", Flaw.NO_DOMAIN),
        ("anna@exempel..se", Flaw.NO_DOMAIN),
        ("anna@example.org; bo@example.org", Flaw.SEVERAL),
        ("anna svensson@example.org", Flaw.LETTERS),
        ("anna.@example.org", Flaw.LETTERS),
        ("Anna <anna@example.org>", Flaw.LETTERS),
        ("an\x00na@example.org", Flaw.LETTERS),
        ("anna@local", Flaw.NO_DOMAIN),
    ],
)
def test_a_wrong_address(text: str, flaw: Flaw) -> None:
    assert email_flaw(text) is flaw


def test_addresses_that_are_the_same() -> None:
    same = {"Anna@Länsstyrelsen.SE", " anna@xn--lnsstyrelsen-gcb.se", "anna@länsstyrelsen.se"}
    assert {email_key(text) for text in same} == {"anna@länsstyrelsen.se"}
    assert email_key("anna@xn--\x00.se")  # what cannot be read is compared as it stands
    assert email_key("anna@lansstyrelsen.se") not in {email_key(text) for text in same}


@pytest.mark.parametrize(
    ("text", "shown", "digits"),
    [
        ("0701740605", "070-174 06 05", "46701740605"),
        ("+46 (0)70-174 06 05", "070-174 06 05", "46701740605"),
        ("+46701740605", "070-174 06 05", "46701740605"),
        ("0046 70 174 06 05", "070-174 06 05", "46701740605"),
        ("070.174.06.05", "070-174 06 05", "46701740605"),
        ("0846500412", "08-465 004 12", "46846500412"),
        ("08 - 465 004 12", "08-465 004 12", "46846500412"),
        ("+47 22864400", "+47 22 86 44 00", "4722864400"),
        ("+442079460958", "+44 20 7946 0958", "442079460958"),
        ("０７０-１７４ ０６ ０５", "070-174 06 05", "46701740605"),
        ("112", "112", "112"),
        ("114 14", "114 14", "11414"),
        ("växel 08-465 004 12", "växel 08-465 004 12", "46846500412"),
        ("", "", ""),
    ],
)
def test_a_good_number(text: str, shown: str, digits: str) -> None:
    assert (phone_flaw(text), phone_text(text), digits_of(text)) == (None, shown, digits)


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("ring växeln", Flaw.NO_NUMBER),
        ("465 004 12", Flaw.NO_AREA),
        ("08-46", Flaw.SHORT),
        ("070-174", Flaw.NO_SUCH),
        ("070-174 06 05 06 77", Flaw.LONG),
        ("+999 123 456 78", Flaw.NO_COUNTRY),
        ("070-174 06 05 el 08-465 004 12", Flaw.LONG),
        ("0999-12 34 56", Flaw.NO_SUCH),
    ],
)
def test_a_wrong_number_stands_as_it_was_typed(text: str, flaw: Flaw) -> None:
    assert phone_flaw(text) is flaw
    assert phone_text(text) == text


@given(st.text(max_size=40))
def test_whatever_is_typed_is_answered(text: str) -> None:
    for ask in (email_flaw, phone_flaw):
        assert ask(text) is None or isinstance(ask(text), Flaw)
    assert phone_text(phone_text(text)) == phone_text(text)
    assert set(digits_of(text)) <= set("0123456789")
    assert email_key(email_key(text)) == email_key(text)


@given(st.sampled_from(phonenumbers.SUPPORTED_SHORT_REGIONS), st.integers(0, 2), st.booleans())
def test_digits_are_those_of_the_library(region: str, form: int, home: bool) -> None:
    number = phonenumbers.example_number("SE" if home else region)
    if number is None:
        return
    shape = 2 if str(number.country_code) == "46" and form == 2 else min(form, 1)
    written = phonenumbers.format_number(number, shape)
    known = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    assert digits_of(written) == known[1:]
