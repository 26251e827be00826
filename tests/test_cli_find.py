"""Finding contacts without a window."""

import json
from pathlib import Path

from kampanjplan.cli import run


def test_those_found_are_told_a_line_each_or_as_json(example: Path, capsys) -> None:
    assert run(["contacts", "find", str(example), "gävle"]) == 0
    told = capsys.readouterr().out
    assert "Exempel Värd Gävle" in told
    assert told.endswith("1 kontakt\n")
    assert run(["contacts", "find", str(example), "+46701740613", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["name"], row["organisation"]) == ("Exempel Värd Gävle", "Lst Gävleborg")
    assert run(["contacts", "find", str(example), "finnsinte"]) == 0
    assert capsys.readouterr().out == "0 kontakter\n"
