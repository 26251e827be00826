"""Paper may speak another language than the window, on its own thread alone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from kampanjplan.wording import _, count_text, current_language, speaking
from kampanjplan.wording.dates import long_day_text


def test_another_language_is_spoken_for_a_while() -> None:
    with speaking("en"):
        assert (current_language(), _("lunch")) == ("en", "lunch")
        assert _("Programpunkt") == "Item"
        with speaking("sv"):
            assert _("Programpunkt") == "Programpunkt"
        assert count_text("{n} sida", "{n} sidor", 2) == "2 pages"
    assert (current_language(), _("Programpunkt")) == ("sv", "Programpunkt")


def test_no_other_thread_hears_it() -> None:
    with speaking("en"), ThreadPoolExecutor(1) as pool:
        assert pool.submit(current_language).result() == "sv"


def test_what_fails_meanwhile_leaves_the_language_as_it_was() -> None:
    with pytest.raises(ValueError, match="x"), speaking("en"):
        raise ValueError("x")
    assert current_language() == "sv"


def test_a_day_in_full() -> None:
    assert long_day_text(date(2027, 5, 11)) == "tisdag 11 maj 2027"
    assert long_day_text(date(2028, 1, 2)) == "söndag 2 januari 2028"
