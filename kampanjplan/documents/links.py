"""Typed addresses as something to press on."""

import re

from kampanjplan.documents.tagged.lines import Link


def address_link(address: str) -> str | Link:
    """A link where the text is one address of the web; else the text as it is, never to be opened."""
    return Link(address, address) if re.fullmatch(r"https?://[^\s/]\S*", address) else address


def mail_link(address: str) -> str | Link:
    """A link where the text is one mail address; else the text as it is."""
    return Link(address, f"mailto:{address}") if re.fullmatch(r"[^\s@:]+@[^\s@:]+", address) else address
