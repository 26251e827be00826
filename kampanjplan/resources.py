"""Where the data files are: in a checkout, in an installed wheel and in a frozen program."""

from pathlib import Path


def resource(name: str) -> Path:
    """The path of a data file, by its name below the resources folder (``fonts/OFL.txt``)."""
    package = Path(__file__).parent
    carried = package / "_resources"  # in a wheel; beside the package in a checkout and when frozen
    return (carried if carried.is_dir() else package.parent / "resources") / name
