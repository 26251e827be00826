"""What is said of paper beside it."""

from collections.abc import Sequence

from kampanjplan.wording.language import _

_SHOWN = 12  # characters at most


def replaced_text(characters: Sequence[str]) -> str:
    """Which characters no font of ours has; nothing where there are none."""
    if not characters:
        return ""
    named = ", ".join(_named(character) for character in characters[:_SHOWN])
    if len(characters) > _SHOWN:
        named = _("{characters} och {n} till").format(characters=named, n=len(characters) - _SHOWN)
    return _("Tecken som typsnittet saknar står som □: {characters}.").format(characters=named)


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    return f"{character} ({code})" if character.isprintable() else code
