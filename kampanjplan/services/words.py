"""How texts and what is typed are spelt for the search, so that finding is looking for a run of bytes.

A mark stands before each word, so that "begins a word" is a run of bytes too.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby

from kampanjplan.domain.reaching import HOME_CODE, digits_of

MARK, ROW = "\x02", "\n"
_WORDS = re.compile(r"(?<!\w)(?=\w)")
_PHONE = re.compile(r"[+\d()/.\-\u2010-\u2015]+")  # what a number is written with, hyphens and dashes too


def clean(text: str) -> str:
    """Small letters, å one letter however it was written, one space between words."""
    return " ".join(unicodedata.normalize("NFC", text.replace(MARK, " ").casefold()).split())


def marked(text: str) -> str:
    """A clean text with a mark before each of its words."""
    return _WORDS.sub(MARK, text)


class _Folds(dict[int, str]):
    """a for å and ä, o for ö, e for é: what a letter is without its signs."""

    def __missing__(self, code: int) -> str:
        letter = unicodedata.normalize("NFD", chr(code))[0]
        self[code] = letter
        return letter


_FOLDS = _Folds({ord("ø"): "o", ord("æ"): "a"})


def folded(text: str) -> str:
    """A clean text without the signs above and below its letters."""
    return text if text.isascii() else text.translate(_FOLDS)


def folded_words(text: str) -> str:
    """Those words of a clean text that are spelt otherwise when folded; what else it says they know."""
    if text.isascii():
        return ""
    words = text.split(" ")
    known = [(word, folded(word)) for word in words if not word.isascii()]
    return " ".join(fold for word, fold in known if fold != word)


def spelt(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def phone_words(phone: str) -> str:
    """A number as it is found: from abroad, and within the country."""
    digits = digits_of(phone)
    return f"{digits} {digits.removeprefix(HOME_CODE)}" if digits.startswith(HOME_CODE) else digits


@dataclass(frozen=True, slots=True)
class Word:
    """A word that is looked for: as it was typed, and the digits where it may be (part of) a number."""

    text: str = ""
    digits: str = ""


def words_of(typed: str) -> list[Word]:
    """What is asked for, longest first. Parts of a number with spaces between are one word."""
    words: list[Word] = []
    for is_phone, group in groupby(clean(typed).split(), lambda part: _PHONE.fullmatch(part) is not None):
        parts = list(group)
        if not is_phone:
            words += [Word(part) for part in parts]
            continue
        whole = "".join(parts)
        if len(parts) == 1:
            words.append(Word(whole, _typed_digits(whole)))
        elif sum(map(str.isdecimal, whole)) > 3:
            words.append(Word("", _typed_digits(whole)))
        else:
            words += [Word(part, _typed_digits(part)) for part in parts]
    return sorted(dict.fromkeys(words), key=lambda word: -len(word.text or word.digits))


def _typed_digits(text: str) -> str:
    """The digits that tell a number apart from others, however it is begun; none where there are too few."""
    digits = "".join(c for c in text.replace("(0)", "") if c.isdecimal() and c.isascii())
    if len(digits) < 3:
        return ""
    dialled = digits[2:] if digits.startswith("00") else digits[1:] if digits.startswith("0") else digits
    return dialled if len(dialled) > 1 else ""
