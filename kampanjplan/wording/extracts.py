"""What stands in a register extract beside the facts."""

from collections.abc import Sequence
from datetime import datetime

from kampanjplan.wording.dates import moment_text
from kampanjplan.wording.language import _


def purpose_line() -> str:
    """What an extract is, and what it is not."""
    return _(
        "Registerutdrag enligt artikel 15 i EU:s dataskyddsförordning. Utdraget visar de personuppgifter "
        "som planen innehåller. Det är inte ett utlämnande av allmän handling."
    )


def others_line() -> str:
    """What whoever hands it over must think of."""
    return _(
        "Andra personer är räknade och inte namngivna, men fritext kan nämna dem. Granska utdraget innan "
        "det lämnas ut. Det som redan är utskrivet, exporterat eller skickat ingår inte."
    )


def backups_line(backups: Sequence[datetime], days: int) -> str:
    """Which backups, made when, may hold the person, and for how many days they are kept."""
    if not backups:
        return _("Det finns inga säkerhetskopior på den här datorn.")
    dates = "; ".join(moment_text(made) for made in backups)
    return _(
        "Säkerhetskopior på den här datorn kan innehålla samma uppgifter, även äldre. De tas bort efter "
        "{days} dagar, utom den nyaste. De är gjorda: {dates}."
    ).format(days=days, dates=dates)
