"""E-mail addresses and phone numbers: whether they can be right, how they are shown, when they are the same.

Nothing here changes or refuses what somebody typed. A number without a country is a Swedish one.
"""

import re
from contextlib import suppress
from enum import Enum
from functools import lru_cache

HOME = "SE"
HOME_CODE = "46"


class Flaw(Enum):
    """Why nobody is reached by what was typed."""

    NO_AT = "no at-sign"
    SEVERAL = "several addresses"
    NO_NAME = "nothing before the at-sign"
    NO_DOMAIN = "no domain after the at-sign"
    LETTERS = "letters that cannot be there"
    NO_NUMBER = "no number"
    NO_AREA = "no area code"
    NO_COUNTRY = "no such country code"
    SHORT = "too few digits"
    LONG = "too many digits"
    NO_SUCH = "no such number"


@lru_cache(maxsize=8192)
def email_flaw(text: str) -> Flaw | None:
    """Why a text is no e-mail address; None where it can be one, or says nothing.

    Names of an inner net, such as .local, are let be: colleagues there are reached by them.
    """
    import email_validator  # dear, and not for the first paint

    text = text.strip()
    name, at, domain = text.rpartition("@")
    stem, _dot, last = domain.rpartition(".")
    if last.casefold() in email_validator.SPECIAL_USE_DOMAIN_NAMES:
        domain = f"{stem}.org" if stem else domain
    try:
        if text:
            email_validator.validate_email(f"{name}{at}{domain}", check_deliverability=False)
    except email_validator.EmailNotValidError:
        return _why_no_address(text, name, at, domain)
    return None


def _why_no_address(text: str, name: str, at: str, domain: str) -> Flaw:
    if not at:
        return Flaw.NO_AT
    if text.count("@") > 1:
        return Flaw.SEVERAL
    if not name.strip():
        return Flaw.NO_NAME
    if not all(domain.split(".")) or "." not in domain:
        return Flaw.NO_DOMAIN
    return Flaw.LETTERS


def email_key(text: str) -> str:
    """What two spellings of an address have in common: capitals and the dress of å, ä and ö aside."""
    key = text.strip().casefold()
    if "xn--" in key:
        name, at, domain = key.rpartition("@")
        with suppress(UnicodeError):  # no name that anybody could have registered; compared as it stands
            key = f"{name}{at}{domain.encode('ascii').decode('idna')}"
    return key


@lru_cache(maxsize=8192)
def phone_flaw(text: str) -> Flaw | None:
    """Why a text is no phone number; None where it can be one, or says nothing."""
    import phonenumbers

    if not text.strip():
        return None
    try:
        number = phonenumbers.parse(text, HOME)
    except phonenumbers.NumberParseException as error:
        trouble = phonenumbers.NumberParseException
        return {
            trouble.INVALID_COUNTRY_CODE: Flaw.NO_COUNTRY if "+" in text else Flaw.NO_NUMBER,
            trouble.NOT_A_NUMBER: Flaw.NO_NUMBER,
            trouble.TOO_LONG: Flaw.LONG,
        }.get(error.error_type, Flaw.SHORT)
    if _is_short(text):
        return None
    if _digits(text)[:1] not in ("", "0") and "+" not in text:
        return Flaw.NO_AREA
    if phonenumbers.is_valid_number(number):
        return None
    return {
        phonenumbers.ValidationResult.TOO_SHORT: Flaw.SHORT,
        phonenumbers.ValidationResult.TOO_LONG: Flaw.LONG,
    }.get(phonenumbers.is_possible_number_with_reason(number), Flaw.NO_SUCH)


def _is_short(text: str) -> bool:
    """Whether it is a number such as 112 or 114 14, that is dialled as it is."""
    import phonenumbers

    digits = _digits(text)
    if not 3 <= len(digits) <= 6 or digits.startswith("0") or "+" in text:
        return False
    return phonenumbers.is_valid_short_number_for_region(phonenumbers.parse(digits, HOME), HOME)


def _digits(text: str) -> str:
    return "".join(c if c.isascii() else str(int(c)) for c in text if c.isdecimal())


@lru_cache(maxsize=8192)
def phone_text(text: str) -> str:
    """A number as it is written in Sweden, a foreign one with its country; what is no number as it stands.

    Words beside the number are kept by showing it as it was typed.
    """
    import phonenumbers

    said_more = any(c.isalpha() for c in text)
    if said_more or phone_flaw(text) is not None or not text.strip() or _is_short(text):
        return text
    number = phonenumbers.parse(text, HOME)
    form = phonenumbers.PhoneNumberFormat
    at_home = str(number.country_code) == HOME_CODE
    return phonenumbers.format_number(number, form.NATIONAL if at_home else form.INTERNATIONAL)


@lru_cache(maxsize=65536)
def digits_of(text: str) -> str:
    """The digits that tell a number from every other, with its country: the same in every way to write it.

    Without phonenumbers, as a search asks it of every contact; a test holds the two against each other.
    """
    plain = text.replace("(0)", "")
    digits = _digits(plain)
    if digits and "+" in re.split(r"\d", plain, maxsplit=1)[0]:
        country = digits
    elif digits.startswith("00"):
        country = digits[2:]
    elif digits.startswith("0"):
        return HOME_CODE + digits[1:]
    else:
        return digits
    return HOME_CODE + country[2:].lstrip("0") if country.startswith(HOME_CODE) else country
