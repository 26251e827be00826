"""Hardships: a short form of each in the suite, the full form under -m reliability."""
