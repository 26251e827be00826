"""A long hardship goes on where it was stopped."""

from pathlib import Path

from tests.reliability import tally


def test_a_stopped_run_goes_on(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(tally, "FOLDER", tmp_path)
    first = tally.Tally("x", 5, kept=True)
    for number in first:
        first.add(lost=0, kills=2)
        if number == 2:
            break
    again = tally.Tally("x", 5, kept=True)
    done = []
    for number in again:
        done.append(number)
        again.add(kills=2)
    assert done == [3, 4]
    assert again.counts["kills"] == 10
    assert list(tally.Tally("x", 5, kept=True)) == []


def test_the_short_form_keeps_nothing(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(tally, "FOLDER", tmp_path)
    short = tally.Tally("x", 1, kept=False)
    for _ in short:
        short.add()
    assert list(tmp_path.iterdir()) == []
