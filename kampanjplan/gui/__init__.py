"""How a plan is seen and touched. The only room that knows Qt."""

import builtins
import gc

# A start makes a great many objects that stay; to look through them for garbage takes a twentieth of it. And
# no other thread may take Qt's objects away: sweeper.py looks, on the window's thread.
gc.disable()

import PySide6.QtCore  # noqa: E402, F401

# PySide's own import reads the source of every module imported after it, to see whether it asks for PySide's
# other spelling of names. None here does, and it takes a seventh of a start: the one before is put back.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
