"""What a start does without, and what follows it at once."""

import builtins


def test_imports_are_not_looked_through_by_pyside(qapp) -> None:
    assert builtins.__import__ is not builtins.__feature_import__
