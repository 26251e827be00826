"""Characters that cannot be printed are named, the first dozen of them."""

from kampanjplan.wording.paper import replaced_text


def test_they_are_named_with_their_codes() -> None:
    assert replaced_text(()) == ""
    told = replaced_text(("\U0001f600", "\x07"))
    assert told == "Tecken som typsnittet saknar står som □: \U0001f600 (U+1F600), U+0007."


def test_many_are_counted() -> None:
    assert replaced_text([chr(0x4E00 + n) for n in range(30)]).endswith("och 18 till.")
