"""Which backups are thinned out: a table of what is made, and what is left."""

from datetime import UTC, datetime, timedelta

import pytest

from kampanjplan.domain.backups import superfluous

NOW = datetime(2026, 11, 25, 14, 30, tzinfo=UTC)  # a Wednesday, ISO week 48


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        pytest.param([], [], id="none"),
        pytest.param(
            [
                "2026-11-24 14:30",
                "2026-11-24 20:00",
                "2026-11-25 09:00",
                "2026-11-25 09:30",
                "2026-11-25 14:30",
            ],
            [
                "2026-11-24 14:30",
                "2026-11-24 20:00",
                "2026-11-25 09:00",
                "2026-11-25 09:30",
                "2026-11-25 14:30",
            ],
            id="all of the last day and night",
        ),
        pytest.param(
            [
                "2026-11-20 08:00",
                "2026-11-20 16:00",
                "2026-11-21 07:00",
                "2026-11-21 07:30",
                "2026-11-25 10:00",
            ],
            ["2026-11-20 16:00", "2026-11-21 07:30", "2026-11-25 10:00"],
            id="the newest of each day",
        ),
        pytest.param(
            # Monday, Sunday of week 45; Monday and Tuesday of week 44
            [
                "2026-10-26 10:00",
                "2026-10-27 10:00",
                "2026-11-02 10:00",
                "2026-11-08 10:00",
                "2026-11-25 10:00",
            ],
            ["2026-10-27 10:00", "2026-11-08 10:00", "2026-11-25 10:00"],
            id="the newest of each ISO week",
        ),
        pytest.param(
            ["2026-09-01 10:00", "2026-09-07 10:00", "2026-09-28 10:00", "2026-11-25 10:00"],
            ["2026-09-28 10:00", "2026-11-25 10:00"],
            id="the newest of each month",
        ),
        pytest.param(
            ["2026-08-26 10:00", "2026-08-27 15:00", "2026-11-25 10:00"],
            ["2026-08-27 15:00", "2026-11-25 10:00"],
            id="nothing older than the limit",
        ),
        pytest.param(
            ["2024-01-01 10:00", "2024-02-01 10:00"],
            ["2024-02-01 10:00"],
            id="but the newest, however old",
        ),
        pytest.param(
            ["2026-11-20 08:00", "2026-11-20 16:00", "2027-11-20 08:00", "2027-11-20 09:00"],
            ["2026-11-20 16:00", "2027-11-20 08:00", "2027-11-20 09:00"],
            id="a clock set back: what is of the future stays, and takes nobody's place",
        ),
        pytest.param(
            ["2020-12-28 10:00", "2021-01-03 10:00", "2026-11-25 10:00"],
            ["2026-11-25 10:00"],
            id="week 53 is of the year before, and too old",
        ),
    ],
)
def test_what_is_kept(made: list[str], kept: list[str]) -> None:
    moments = {at(text) for text in made}
    assert moments - superfluous(moments, NOW, 90) == {at(text) for text in kept}


def test_a_year_of_backups_thins_to_a_few_and_thinning_again_takes_no_more() -> None:
    """Thinned as time goes, each rule still finds its backup where the one before left it."""
    kept: set[datetime] = set()
    now = NOW - timedelta(days=365)
    while now <= NOW:
        kept.add(now)
        kept -= superfluous(kept, now, 365)
        now += timedelta(hours=3)
    assert superfluous(kept, NOW, 365) == set()
    days = {moment.date() for moment in kept}
    assert all(NOW.date() - timedelta(days=n) in days for n in range(14))
    weeks = {moment.isocalendar()[:2] for moment in kept}
    assert all((NOW - timedelta(weeks=n)).isocalendar()[:2] in weeks for n in range(8))
    assert len({(moment.year, moment.month) for moment in kept}) == 13
    assert 8 + 13 <= len(kept) <= 8 + 14 + 8 + 13


def test_a_clock_put_back_for_a_while_costs_no_backup() -> None:
    made = {NOW - timedelta(hours=n) for n in range(20)}
    for wrong in (timedelta(days=400), timedelta(days=10), timedelta(hours=1)):
        assert superfluous(made, NOW - wrong, 90) == set()


@pytest.mark.parametrize("days", [1, 7, 90, 3650])
def test_the_limit_is_kept_to_the_hour(days: int) -> None:
    young, old = NOW - timedelta(days=days), NOW - timedelta(days=days, hours=1)
    assert superfluous({NOW, young, old}, NOW, days) == {old}
