"""Everything that a plan can say is said again by the file when it is opened next."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kampanjplan.domain.fields import checked
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add
from kampanjplan.services.history import replay
from kampanjplan.storage.store import create_store, open_store
from tests.things import content, plans


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.data())
def test_every_field_of_every_kind_comes_back(data: Any) -> None:
    things = data.draw(plans())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "p.kampanjplan"
        door = Door(create_store(path), "å<b>")
        changes = door.do("Allt", add, *things)
        door.store.close()
        again = Door(open_store(path), "")
        kept = content(again)
        assert kept == {kind: {t.id: checked(t) for t in things if type(t) is kind} for kind in kept}
        again.do("Ångra", replay, changes.inverse())
        assert not any(content(again).values())
        assert list(again.store.check()) == []
        again.store.close()
