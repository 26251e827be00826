"""News that were read in part, as the file was busy in between, are not lost."""

from pathlib import Path

import pytest

from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.domain.tours import Tour
from kampanjplan.gui.news import News
from kampanjplan.plans import open_plan
from kampanjplan.services.editing import change
from kampanjplan.services.overview import tours_in_order


def test_a_file_that_is_busy_between_the_readings_loses_no_news(example: Path, monkeypatch) -> None:
    mine, theirs = open_plan(example, "jag"), open_plan(example, "Anna")
    news = News(mine)
    tour = mine.read(tours_in_order)[0]
    for name in ("En", "Två"):
        theirs.do(f"Döp om till {name}", change, Tour, tour.id, name=name)
    with monkeypatch.context() as busy:
        read, asked = mine.read, []

        def busy_from_the_second(question, *facts, **more):
            asked.append(question)
            if len(asked) > 1:
                raise FileError(FileTrouble.LOCKED, example)
            return read(question, *facts, **more)

        busy.setattr(mine, "read", busy_from_the_second)
        with pytest.raises(FileError):
            news.fetch()
    assert [entry.text for entry, _changes in news.take()] == ["Döp om till En"]
    news.fetch()
    ((entry, changes),) = news.take()
    assert entry.text == "Döp om till Två"
    assert [after.name for _before, after in changes.of(Tour)] == ["Två"]
    news.fetch()
    assert news.take() == []
    for door in (mine, theirs):
        door.store.close()
