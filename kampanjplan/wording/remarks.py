"""What there is to look at of a stop or an item, and what is missing, in words."""

from kampanjplan.domain.remarks import (
    GapRemark,
    Lack,
    OutsideHoursRemark,
    OutsidePeriodRemark,
    OverlapRemark,
    Remark,
    SameDayRemark,
    SpeakerTwiceRemark,
    UnusualDayRemark,
)
from kampanjplan.wording.dates import day_remark_text
from kampanjplan.wording.labels import label
from kampanjplan.wording.language import _, count_text


def remark_text(remark: Remark) -> str:
    """One short sentence for something to look at."""
    if isinstance(remark, OverlapRemark):
        return count_text(
            "krockar {n} minut med en annan punkt", "krockar {n} minuter med en annan punkt", remark.minutes
        )
    if isinstance(remark, GapRemark):
        return count_text("{n} minuts lucka före", "{n} minuters lucka före", remark.minutes)
    if isinstance(remark, OutsideHoursRemark):
        return _("utanför stoppets tider")
    if isinstance(remark, SpeakerTwiceRemark):
        if remark.stop_id == remark.other_stop_id:
            return _("en talare är på två ställen samtidigt")
        return _("en talare är i två län samma dag")
    if isinstance(remark, OutsidePeriodRemark):
        return _("utanför turnéns period")
    if isinstance(remark, SameDayRemark):
        return _("två stopp samma dag")
    assert isinstance(remark, UnusualDayRemark)
    return day_remark_text(remark.remark)


def lacks_text(lacks: tuple[Lack, ...]) -> str:
    """What is missing, in one line."""
    return ", ".join(label(lack) for lack in lacks)
