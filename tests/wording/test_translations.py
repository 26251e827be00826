"""Every text has its English, with the same places to fill in, and the compiled catalogue is the newest."""

import ast
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampanjplan.app import _Plans
from kampanjplan.domain.calendar import red_days
from kampanjplan.domain.reading import read_span
from kampanjplan.domain.stops import StopStatus
from kampanjplan.gui.main_window import MainWindow
from kampanjplan.resources import resource
from kampanjplan.wording import _, count_text, use_language
from kampanjplan.wording.dates import _RED_DAYS, day_text, span_text
from kampanjplan.wording.labels import label

sys.path.insert(0, str(resource("i18n")))
import update  # beside the catalogue


@pytest.fixture
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("sv")


def places(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w*\}", text))


@pytest.fixture(scope="module")
def texts() -> list[str | tuple[str, ...]]:
    """Every text in the code."""
    return [message.id for message in update.extracted() if message.id]


def test_every_text_is_translated(texts) -> None:
    with update.PO.open("rb") as file:
        catalogue = update.read_po(file, locale="en")
    for text in texts:
        found = catalogue.get(text)
        assert found is not None, text
        forms = found.string if isinstance(found.string, tuple) else (found.string,)
        sources = text if isinstance(text, tuple) else (text,)
        assert all(forms), text
        assert not found.fuzzy
        assert {str(places(form)) for form in forms} == {str(places(source)) for source in sources}
        assert [form.count("&") for form in forms] == [source.count("&") for source in sources]


def test_no_text_stands_where_the_catalogue_does_not_find_it(texts) -> None:
    """In a format string, for one, it would be Swedish in the English window."""
    known = {text[0] if isinstance(text, tuple) else text for text in texts}
    for file in sorted((update.HERE.parents[1] / "kampanjplan").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                text = node.args[0]
                if node.func.id in update.KEYWORDS and isinstance(text, ast.Constant):
                    assert text.value in known, (file.name, text.value)


def test_the_compiled_catalogue_is_the_newest() -> None:
    assert update.PO.with_suffix(".mo").read_bytes() == update.compiled(update.updated())


def test_the_catalogue_says_what_it_is() -> None:
    with update.PO.open("rb") as file:
        catalogue = update.read_po(file)
    assert str(catalogue.locale) == "en"
    assert catalogue.plural_forms == "nplurals=2; plural=(n != 1);"
    assert not catalogue.fuzzy
    text = update.PO.read_text(encoding="utf-8")
    for unfilled in ("EMAIL@ADDRESS", "FULL NAME", "FIRST AUTHOR", "ORGANIZATION"):
        assert unfilled not in text


@pytest.mark.parametrize(("language", "first"), [("sv", "&Arkiv"), ("en", "&File")])
def test_menus_have_one_key_for_each_entry(language: str, first: str, settings, qtbot) -> None:
    use_language(language)
    try:
        window = MainWindow(settings, _Plans())
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(lambda: all(menu.actions() for menu in window.menus))  # after the first paint
        bar = window.menuBar()
        assert bar.actions()[0].text() == first
        for menu in (bar, *window.menus):
            keys = [key.lower() for action in menu.actions() for key in re.findall(r"&(\w)", action.text())]
            assert len(keys) == len(set(keys)), keys
        window.jobs.wait()
    finally:
        use_language("sv")


def test_english_is_spoken(english) -> None:
    assert _("Översikt") == "Overview"
    assert count_text("{n} turné", "{n} turnéer", 2) == "2 tours"
    assert label(StopStatus.HOLD) == "on hold"
    assert day_text(date(2027, 10, 12)) == "Tue 12 Oct 2027"


@given(first=st.dates(date(1990, 1, 1), date(2090, 1, 1)), days=st.integers(0, 400))
def test_english_dates_read_back(first: date, days: int) -> None:
    use_language("en")
    try:
        span = first, first + timedelta(days=days)
        assert read_span(span_text(*span), date(2027, 10, 20)) == span
    finally:
        use_language("sv")


def test_every_red_day_has_an_english_name() -> None:
    names = {remark.name for year in range(2024, 2034) for remark in red_days(year).values()}
    assert names <= set(_RED_DAYS)
