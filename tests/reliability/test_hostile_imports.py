"""R14, R15: hostile files are refused in a sentence, take little memory, and leave nothing half imported."""

import json
import shutil
from pathlib import Path
from random import Random

import pytest

from kampanjplan.domain.cards import CardFileError
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.errors import FileError
from kampanjplan.exchange.contact_files import FORMATS, read_contacts, write_contacts
from kampanjplan.plans import check_plan, create_plan, open_plan
from kampanjplan.services.importing import preview_import
from tests.exchange.cards import FULL
from tests.exchange.test_hostile_texts import MADE
from tests.reliability.hostile_files import MAKERS, SLOW
from tests.reliability.importer import Ended, Importer
from tests.reliability.tally import rounds, tally
from tests.things import TODAY, example_door

MOST_MEMORY = 300 << 20  # bytes
MOST_SECONDS = 20  # of CPU; five on a machine of one's own


def contacts_of(plan: Path) -> int:
    door = open_plan(plan, "prov")
    count = len(door.read(lambda r: r.find(Contact)))
    door.store.close()
    return count


def assert_well_ended(ended: Ended, may: set[int], name: str) -> None:
    assert ended.code in may, (name, ended)
    assert ended.memory <= MOST_MEMORY, (name, ended.memory >> 20)
    assert ended.seconds <= MOST_SECONDS, (name, ended.seconds)
    assert "Traceback" not in ended.err, name
    assert "Oväntat fel" not in ended.err, (name, ended.err)
    assert len(ended.err.splitlines()) == (1 if ended.code == 1 else 0), (name, ended.err)
    assert bool(ended.out) == (ended.code != 1), name


@pytest.mark.parametrize("rounds", rounds(40, 300))
def test_hostile_files_are_read_or_refused_whole(
    rounds: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    fresh = tmp_path / "fresh.kampanjplan"
    create_plan(fresh, "prov", example_from=TODAY).store.close()
    whole, had = fresh.read_bytes(), contacts_of(fresh)
    names = [name for name in MAKERS if rounds > len(MAKERS) or name not in SLOW]
    counts = tally("hostile-files", rounds, request)
    with Importer() as importer:
        for number in counts:
            kind = names[number * 37 % len(names)]  # some of each sort also in the short form
            name, data, may = MAKERS[kind](Random(f"{kind} {number}"))
            folder = tmp_path / str(number)
            folder.mkdir()
            plan, file = folder / "p.kampanjplan", folder / name
            plan.write_bytes(whole)
            file.write_bytes(data)
            ended = importer.imported(plan, file)
            assert_well_ended(ended, may, kind)
            assert file.read_bytes() == data
            if ended.code == 1:
                assert plan.read_bytes() == whole, kind
            else:
                told = json.loads(ended.out)
                assert contacts_of(plan) == had + told["new"], kind
                assert check_plan(plan)[:2] == ((), ()), kind
                again = json.loads(importer.imported(plan, file).out)
                assert (again["new"], again["changed"]) == (0, 0), kind
            peak = ended.memory >> 20
            shutil.rmtree(folder)
            counts.add(**{f"exit {ended.code}": 1})
            counts.counts["MiB at most"] = max(counts.counts["MiB at most"], peak)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("rounds", rounds(40, 4_000))
def test_files_with_bytes_changed_are_read_or_refused(
    kind: str, rounds: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    write_contacts([FULL, *MADE[:8]], tmp_path / f"k.{kind}", kind)
    whole = (tmp_path / f"k.{kind}").read_bytes()
    door = example_door()
    counts = tally(f"fuzz-{kind}", rounds, request)
    for number in counts:
        random = Random(f"{kind} {number}")
        path = tmp_path / f"x.{kind}"
        path.write_bytes(mutated(whole, random))
        try:
            read = read_contacts(path)
        except (CardFileError, FileError):
            counts.add(refused=1)
            continue
        preview = door.read(preview_import, read.cards, path.name, TODAY)
        assert len(preview.rows) == len(read.cards)
        counts.add(read=1, rows=len(preview.rows))
    assert counts.counts["read"] + counts.counts["refused"] == rounds


INSERTED = (b"\0", b'"', b";", b"\r\n", b"=\r\n", b"\xff\xfe", b"BEGIN:VCARD\r\n", b"'")


def mutated(data: bytes, random: Random) -> bytes:
    """The bytes with something flipped, cut out, doubled, put in, or moved from elsewhere."""
    out = bytearray(data)
    for _ in range(random.randint(1, 6)):
        at, to = sorted(random.randrange(len(out) + 1) for _ in range(2))
        part = out[at : min(to, at + 400)]
        how = random.randrange(5)
        if how == 0 and out:
            out[random.randrange(len(out))] = random.randrange(256)
        elif how == 1:
            del out[at : at + len(part)]
        elif how == 2:
            out[at:at] = part * random.randint(1, 9)
        elif how == 3:
            out[at:at] = random.choice(INSERTED)
        else:
            there = random.randrange(len(out) + 1)
            out[there:there] = part
    return bytes(out)
