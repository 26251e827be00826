"""Every sentence that is not a widget's own. Swedish is the source; English comes by gettext."""

from kampanjplan.wording.language import _, count_text, current_language, speaking, use_language

__all__ = ["_", "count_text", "current_language", "speaking", "use_language"]
