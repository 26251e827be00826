"""What is said when many papers and other forms were saved, or not."""

from collections.abc import Sequence
from pathlib import Path

from kampanjplan.domain.errors import PlanError
from kampanjplan.wording.forms import some_of
from kampanjplan.wording.language import _, count_text
from kampanjplan.wording.sentences import error_text

_LINES = 8  # that anybody reads


def saved_text(written: int, folder: Path) -> str:
    """How many files are in the folder now."""
    files = count_text("{n} fil sparad", "{n} filer sparade", written)
    return _("{files} i {folder}").format(files=files, folder=folder)


def options_text() -> str:
    """That what is chosen beside the preview is not for papers that are made many at a time."""
    return _(
        "Det som är valt under Visa gäller bara dokumentet som visas: här blir dokumenten stående och hela."
    )


def left_text(left: Sequence[str]) -> str:
    """Which files were not written since it was stopped; nothing where it was not."""
    if not left:
        return ""
    files = count_text("{n} fil sparades inte", "{n} filer sparades inte", len(left))
    return _("Avbruten. {files}: {names}.").format(files=files, names=some_of(left, "; "))


def refused_text(refused: Sequence[tuple[str, PlanError]]) -> str:
    """Which files could not be written, and why the first of them; nothing where all could."""
    if not refused:
        return ""
    files = count_text("{n} fil kunde inte sparas", "{n} filer kunde inte sparas", len(refused))
    names = some_of([name for name, _error in refused], "; ")
    return _("{files}: {names}. {reason}").format(files=files, names=names, reason=error_text(refused[0][1]))


def already_there_text(names: Sequence[str], folder: Path) -> str:
    """Which of the files are there already."""
    files = count_text("{n} fil finns redan", "{n} filer finns redan", len(names))
    lines = [_("{files} i {folder}:").format(files=files, folder=folder), *names[:_LINES]]
    if len(names) > _LINES:
        lines.append(_("och {n} till").format(n=len(names) - _LINES))
    return "\n".join(lines)
