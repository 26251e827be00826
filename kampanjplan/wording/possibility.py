"""Who can which day, in the cells of the grid and in words; and what is meant by such a cell."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from kampanjplan.domain.answers import Answer
from kampanjplan.domain.day_states import Closed, DayState, Source
from kampanjplan.domain.possibility import StandingRule
from kampanjplan.domain.standing import read_answer
from kampanjplan.wording.dates import day_remark_text, day_text, span_text
from kampanjplan.wording.labels import label
from kampanjplan.wording.language import _

CLOSED = "–"
BY_RULE = "°"
_NOTHING = "·"
_LETTERS = {
    "j": Answer.YES, "y": Answer.YES, "m": Answer.IF_NEED_BE, "n": Answer.NO, _NOTHING: Answer.UNANSWERED,
}  # fmt: skip

Days = Sequence[date]


def answer_mark(answer: Answer) -> str:
    """An answer as short as a cell is; nothing where there is none."""
    return {
        Answer.YES: _("Ja"),
        Answer.IF_NEED_BE: _("(Ja)"),
        Answer.NO: _("Nej"),
        Answer.UNANSWERED: "",
    }[answer]


def cell_text(states: Mapping[date, DayState], days: Days, closed: Mapping[date, Closed]) -> str:
    """What is said of a cell's days in one word; a letter for each weekday where they differ.

    What follows from a rule bears a mark, in letters it is small.
    """
    asked = [day for day in days if day not in closed]
    if not asked:
        return CLOSED
    told = {_told(states.get(day)) for day in asked}
    if len(told) == 1:
        ((answer, by_rule),) = told
        return answer_mark(answer) + (BY_RULE if by_rule else "")
    return "".join(_letter(states.get(day), day in closed) for day in days if day.weekday() < 5)


def _told(state: DayState | None) -> tuple[Answer, bool]:
    return (state.answer, state.source is not Source.SAID) if state else (Answer.UNANSWERED, False)


def _letter(state: DayState | None, closed: bool) -> str:
    if closed:
        return CLOSED
    answer, by_rule = _told(state)
    letter = {
        Answer.YES: _("J"),
        Answer.IF_NEED_BE: "M",
        Answer.NO: "N",
        Answer.UNANSWERED: _NOTHING,
    }[answer]
    return letter.lower() if by_rule else letter


def read_cell(text: str, days: Days) -> list[tuple[Answer, list[date]]]:
    """The answers that a cell says of its days, as `cell_text` writes it or as people do.

    What follows from a rule was answered by nobody. UnreadableError where it says nothing known.
    """
    typed = text.strip()
    if typed.endswith(BY_RULE):
        return [(Answer.UNANSWERED, list(days))]
    weekdays = [day for day in days if day.weekday() < 5]
    letters = [_read_letter(letter) for letter in typed]
    if len(typed) > 1 and len(typed) == len(weekdays) and all(letters):
        return [(read, [day]) for day, read in zip(weekdays, letters, strict=True) if read is not None]
    return [(read_answer(typed), list(days))]


def _read_letter(letter: str) -> Answer | None:
    if letter == CLOSED:
        return Answer.UNANSWERED
    if letter.lower() not in _LETTERS:
        return None
    return _LETTERS[letter] if letter == _NOTHING else _of_case(letter)


def _of_case(letter: str) -> Answer:
    """Small letters are what follows from a rule."""
    return _LETTERS[letter.lower()] if letter.isupper() else Answer.UNANSWERED


Names = Callable[[UUID], str]


def state_text(state: DayState | None, called: Names) -> str:
    """What is said of a day, by whom and when, or which rule says so."""
    if state is None:
        return label(Answer.UNANSWERED)
    answer = label(state.answer)
    if state.rule is not None:
        return _("{answer} enligt regeln ”{rule}”").format(
            answer=answer, rule=state.rule.text or rule_text(state.rule)
        )
    if state.source is Source.WEEKS:
        return _("{answer} enligt länets möjliga veckor").format(answer=answer)
    said = state.said
    if said is None or (said.said_by_id is None and said.said_on is None):
        return answer
    return f"{answer}, {_said_text(said.said_by_id, said.said_on, called)}"


def _said_text(by_id: UUID | None, on: date | None, called: Names) -> str:
    who = called(by_id) if by_id else ""
    if who and on:
        return _("sagt av {who} {day}").format(who=who, day=day_text(on))
    return _("sagt av {who}").format(who=who) if who else _("sagt {day}").format(day=day_text(on or date.min))


def closed_text(closed: Closed) -> str:
    """Why nobody is asked about a day."""
    if closed.rule is not None:
        return _("spärrad för hela turnén: {rule}").format(rule=closed.rule.text or rule_text(closed.rule))
    return day_remark_text(closed.remark) if closed.remark else _("helg")


def closed_cells_text(titles: Sequence[str]) -> str:
    """Which of the pasted answers were passed over, by the titles of their days; at most six by name."""
    named, more = ", ".join(titles[:6]), len(titles) - 6
    days = _("{days} och {n} till").format(days=named, n=more) if more > 0 else named
    return _(
        "Svaren för {days} togs inte med: det är helg, röda dagar eller dagar som är spärrade för turnén."
    ).format(days=days)


def days_text(
    states: Mapping[date, DayState], days: Days, closed: Mapping[date, Closed], called: Names
) -> list[str]:
    """A line for each run of a cell's days of which the same is said."""

    def told(day: date) -> str:
        return closed_text(closed[day]) if day in closed else state_text(states.get(day), called)

    lines = []
    for text, group in groupby(days, told):
        run = list(group)
        when = day_text(run[0], year=False) if len(run) == 1 else _run_text(run)
        lines.append(f"{when}: {text}")
    return lines


def _run_text(run: Days) -> str:
    return f"{day_text(run[0], year=False)} – {day_text(run[-1], year=False)}"


def rule_text(rule: StandingRule) -> str:
    """What a rule means: "fredagar, v. 43–45 2027: nej"."""
    parts = [_weekdays_text(rule.weekdays)] if rule.weekdays else []
    if rule.first_day and rule.last_day:
        parts.append(span_text(rule.first_day, rule.last_day))
    elif rule.first_day:
        parts.append(_("från {day}").format(day=day_text(rule.first_day)))
    elif rule.last_day:
        parts.append(_("till {day}").format(day=day_text(rule.last_day)))
    return f"{', '.join(parts)}: {label(rule.answer)}"


def _weekdays_text(weekdays: Sequence[int]) -> str:
    names = (
        _("måndagar"), _("tisdagar"), _("onsdagar"), _("torsdagar"), _("fredagar"),
        _("lördagar"), _("söndagar"),
    )  # fmt: skip
    *firsts, last = (names[day] for day in sorted(weekdays))
    return _("{days} och {last}").format(days=", ".join(firsts), last=last) if firsts else last
