"""Cells that a spreadsheet would run are made harmless, and read back as they were."""

_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUARD = "'"


def is_risky(text: str) -> bool:
    """Whether a spreadsheet might take the cell for a formula."""
    return text.startswith(_RUN) or text.lstrip(" \u00a0").startswith(_RUN)


def guarded(text: str) -> str:
    """The cell as our own files write it: with an apostrophe first where it is risky, or begins with one."""
    return _GUARD + text if text.startswith(_GUARD) or is_risky(text) else text


def unguarded(text: str) -> str:
    """The inverse of `guarded`, for cells of files that we wrote ourselves and no others."""
    return text.removeprefix(_GUARD)
