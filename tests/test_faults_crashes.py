"""R1, R2, R24: what was shown as saved is there after kill -9 and a power cut, and no schema is left half done."""

import pytest

from narcdesk import migrations
from tests.faults import schemas
from tests.faults.asking import CAN, WHY_NOT, prove
from tests.faults.desk import ACTS

pytestmark = pytest.mark.skipif(not CAN, reason=WHY_NOT)


def test_nothing_acknowledged_is_lost_and_no_act_is_torn_by_kill_9() -> None:
    found = prove("kills", 300)
    assert found.wrong == []
    assert found.tried == 300
    hit = {what.removeprefix("in ") for what in found.counted if what.startswith("in ")}
    # Every kind of act is killed at, as far as dice and the time of each go; of 162 mostly about 134.
    assert len(hit & ACTS.keys()) > len(ACTS) * 2 // 3


def test_nor_by_a_power_cut_that_loses_tears_and_reorders_what_was_not_synced() -> None:
    found = prove("power_cuts", 100)
    assert found.wrong == []
    assert found.tried == 100
    assert found.counted["acknowledged acts"] > 300


def test_an_older_register_is_brought_to_the_schema_of_today_or_stays_as_it_was() -> None:
    found = prove("old_schemas", 10)
    assert found.wrong == []
    older = [revision for revision in schemas.released() if revision != migrations.known_revisions()[-1]]
    assert found.tried == 10 * len(older)
    assert {what.partition(" ")[2] for what in found.counted} <= {"old", "new"}


def test_the_first_schema_has_its_register_for_ever() -> None:
    assert schemas.released()[0] == migrations.known_revisions()[0]
    assert set(schemas.released()) <= set(migrations.known_revisions())
