"""Days, weeks, windows and times in words."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from kampanjplan.domain.calendar import DayKind, DayRemark, whole_weeks
from kampanjplan.domain.errors import FieldError
from kampanjplan.domain.interests import week_days, week_of
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.domain.weeks import read_weeks, runs_of
from kampanjplan.wording.language import N_, _

_RED_DAYS = (
    N_("Nyårsdagen"), N_("Trettondedag jul"), N_("Långfredagen"), N_("Påskdagen"), N_("Annandag påsk"),
    N_("Första maj"), N_("Kristi himmelsfärdsdag"), N_("Pingstdagen"), N_("Nationaldagen"),
    N_("Midsommarafton"), N_("Midsommardagen"), N_("Alla helgons dag"), N_("Julafton"), N_("Juldagen"),
    N_("Annandag jul"), N_("Nyårsafton"),
)  # fmt: skip


def weekday_text(weekday: int) -> str:
    """The short name of a weekday, 0 = Monday."""
    return (_("mån"), _("tis"), _("ons"), _("tor"), _("fre"), _("lör"), _("sön"))[weekday]


def month_text(month: int) -> str:
    """The short name of a month, 1 = January."""
    return (
        _("jan"), _("feb"), _("mar"), _("apr"), _("maj"), _("jun"),
        _("jul"), _("aug"), _("sep"), _("okt"), _("nov"), _("dec"),
    )[month - 1]  # fmt: skip


def day_text(day: date, *, year: bool = True) -> str:
    """ "tis 12 okt 2027"."""
    text = f"{weekday_text(day.weekday())} {day.day} {month_text(day.month)}"
    return f"{text} {day.year}" if year else text


def long_day_text(day: date) -> str:
    """ "tisdag 12 oktober 2027"."""
    weekday = (
        _("måndag"), _("tisdag"), _("onsdag"), _("torsdag"), _("fredag"), _("lördag"), _("söndag"),
    )[day.weekday()]  # fmt: skip
    month = (
        _("januari"), _("februari"), _("mars"), _("april"), _("maj"), _("juni"),
        _("juli"), _("augusti"), _("september"), _("oktober"), _("november"), _("december"),
    )[day.month - 1]  # fmt: skip
    return f"{weekday} {day.day} {month} {day.year}"


def moment_text(moment: datetime) -> str:
    """ "tis 12 okt 2027 kl. 14.05", as the clock on the wall shows it; without a zone it is local already."""
    local = moment.astimezone()
    return _("{day} kl. {time}").format(day=day_text(local.date()), time=f"{local:%H.%M}")


def short_moment_text(moment: datetime, today: date) -> str:
    """ "tis 12 okt 14.05" in a list; the year is told where it is not this one."""
    local = moment.astimezone()
    return f"{day_text(local.date(), year=local.year != today.year)} {local:%H.%M}"


def span_text(first: date | None, last: date | None) -> str:
    """A day, "v. 41 2027", "v. 38–46 2027", "12–15 okt 2027" or "12 okt – 3 nov 2027"; empty for none."""
    if first is None or last is None:
        return ""
    if first == last:
        return day_text(first)
    weeks = whole_weeks(first, last)
    if weeks:
        year, a, b = weeks
        return (_("v. {week} {year}") if a == b else _("v. {week}–{last} {year}")).format(
            week=a, last=b, year=year
        )
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {month_text(last.month)} {last.year}"
    start = f"{first.day} {month_text(first.month)}"
    if first.year != last.year:
        start += f" {first.year}"
    return f"{start} – {last.day} {month_text(last.month)} {last.year}"


def week_text(first: date | None, last: date | None) -> str:
    """The ISO week, or weeks, of a day or a window: "41", "38–46"."""
    if first is None or last is None:
        return ""
    a, b = first.isocalendar().week, last.isocalendar().week
    return str(a) if a == b else f"{a}–{b}"


def weeks_text(weeks: Iterable[str], near: date) -> str:
    """ "v. 40-43, 46", which `read_weeks` reads; a year is told where it is not the closest to `near`."""
    parts = []
    for first, last in runs_of(weeks):
        a, b = first.partition("-W")[2].lstrip("0"), last.partition("-W")[2].lstrip("0")
        short = a if first == last else f"{a}-{b}"
        if _means(short, near) == (first, last):
            parts.append(short)
        else:
            parts += [f"{week.partition('-W')[2].lstrip('0')} {week[:4]}" for week in _between(first, last)]
    return _("v. {weeks}").format(weeks=", ".join(parts)) if parts else ""


def _means(text: str, near: date) -> tuple[str, str] | None:
    """The first and the last week that a text would be read as; no year near by may have a week 53."""
    try:
        weeks = read_weeks(text, near)
    except FieldError:
        return None
    return weeks[0], weeks[-1]


def _between(first: str, last: str) -> list[str]:
    monday = week_days(first)[0]
    count = (week_days(last)[1] - monday).days // 7 + 1
    return [week_of(monday + timedelta(weeks=n)) for n in range(count)]


def period_text(tour: Tour) -> str:
    """The tour's period, with words where an end is open."""
    if tour.first_day and tour.last_day:
        return span_text(tour.first_day, tour.last_day)
    if tour.first_day:
        return _("från {day}").format(day=day_text(tour.first_day))
    if tour.last_day:
        return _("till {day}").format(day=day_text(tour.last_day))
    return ""


def when_text(stop: Stop, tour: Tour) -> str:
    """When the stop is: its day, or "ej bestämt" with the weeks it may be in."""
    if stop.day:
        return day_text(stop.day)
    window = _window(stop.first_day, stop.last_day) or _window(tour.first_day, tour.last_day)
    return _("ej bestämt ({window})").format(window=window) if window else _("ej bestämt")


def long_when_text(stop: Stop, tour: Tour) -> str:
    """When the stop is, its day spelt out."""
    return long_day_text(stop.day) if stop.day else when_text(stop, tour)


def _window(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    weeks = whole_weeks(first, last)
    if weeks:
        return (_("v. {week}") if weeks[1] == weeks[2] else _("v. {week}–{last}")).format(
            week=weeks[1], last=weeks[2]
        )
    return span_text(first, last)


def time_text(moment: time | None) -> str:
    return f"{moment:%H:%M}" if moment else ""


def hours_text(starts: time | None, ends: time | None) -> str:
    """ "09:00–16:00", "från 09:00", "till 16:00" or nothing."""
    if starts and ends:
        return f"{starts:%H:%M}–{ends:%H:%M}"
    if starts:
        return _("från {time}").format(time=time_text(starts))
    return _("till {time}").format(time=time_text(ends)) if ends else ""


def hold_text(stop: Stop) -> str:
    """ "rang 2, till och med ons 1 sep 2027": which hold it is, and until when; nothing for none."""
    parts = []
    if stop.hold_rank is not None:
        parts.append(_("rang {rank}").format(rank=stop.hold_rank))
    if stop.hold_until is not None:
        parts.append(_("till och med {day}").format(day=day_text(stop.hold_until)))
    return ", ".join(parts)


def _red_day(name: str) -> str:
    """A red day's or an eve's name in the language in use."""
    return _(name) if name in _RED_DAYS else name


def day_remark_text(remark: DayRemark) -> str:
    """Why a day is not like others."""
    if remark.kind is DayKind.RED:
        return _("röd dag: {name}").format(name=_red_day(remark.name))
    if remark.kind is DayKind.EVE:
        return _("helgdagsafton: {name}").format(name=_red_day(remark.name))
    return {
        DayKind.BETWEEN: _("klämdag"),
        DayKind.WEEKEND: _("helg"),
        DayKind.AUTUMN_BREAK: _("v. 44, höstlov"),
    }[remark.kind]
