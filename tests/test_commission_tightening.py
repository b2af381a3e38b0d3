"""The office may be stricter than the policy of a recipient, never looser; the manifest says what was used."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from narcdesk import journal, schema
from narcdesk.base import Base
from narcdesk.commission import confirming, counting, export, package, risk, tightening, verification
from narcdesk.commission.batch import Batch, assemble
from narcdesk.commission.policy import Stricter
from narcdesk.commission.tables import tally
from narcdesk.dates import Period
from narcdesk.errors import Forbidden, Invalid
from narcdesk.journal import Wanted
from narcdesk.register import Register
from narcdesk.staff import Role
from tests import factories
from tests.commission_samples import ANCHOR, KEY, OFFICE, batch, people, rules_for
from tests.counted_office import CANARY, QUARTER, TODAY, Office, office
from tests.factories import Clock

STRICTER = Stricter(k=7, base=10, indicator_base=40, left_out=("by_age", "duties"), second_person=True)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = office(tmp_path_factory.mktemp("строгий") / "реестр кабинета")
    yield made
    made.register.close()


def _tightened(wanted: Stricter, **given: object) -> Batch:
    rules = rules_for("municipal").tightened(wanted)
    exact = tally(rules.widest.system, people(1, 300))
    return assemble(rules, Period.parse("2024"), exact, office=OFFICE, anchor=ANCHOR, **given)  # type: ignore[arg-type]


def test_what_was_used_stands_in_the_manifest_and_verifies() -> None:
    made = _tightened(STRICTER)
    assert all(value % 10 == 0 for value in made.release.shown.values())
    data = package.build(made, KEY)
    assert verification.verify(data).problems == []
    archive = zipfile.ZipFile(io.BytesIO(data))
    manifest = json.loads(archive.read("manifest.json"))
    protection = manifest["protection"]
    assert [protection[name] for name in ("k", "base", "indicator_base", "second_person")] == [7, 10, 40, True]
    assert "by_age" not in manifest["tables"] and "by_sex" in manifest["tables"]
    assert "Состоит под наблюдением на конец периода, по возрасту" not in archive.read("tables.csv").decode("utf-8-sig")
    notice = archive.read("ПРОВЕРКА.txt").decode("utf-8-sig")
    assert "кратным 10" in notice and "12 может стоять как 10" in notice and "меньше 7 человек" in notice
    # 27 sober graduates: enough for the policy, too few for this office.
    shares = {share.indicator.code: share.hidden for share in made.release.shares}
    assert (shares["patronage"], batch().release.shares[2].hidden) == ("small_base", "")


@pytest.mark.parametrize(
    "looser",
    [
        {"k": 3},
        {"base": 1},
        {"base": 4},
        {"indicator_base": 10},
        {"largest_base": 40, "base": 40},
        {"k": 1001},  # a number without end could hold whatever somebody likes
        {"indicator_base": 10**30},
    ],
)
def test_a_batch_looser_than_its_policy_or_of_strange_numbers_is_refused(looser: dict[str, int]) -> None:
    rules = replace(rules_for("municipal"), **looser)  # type: ignore[arg-type]
    exact = tally(rules.system, people(1, 300))
    made = assemble(rules, Period.parse("2024"), exact, office=OFFICE, anchor=ANCHOR)
    assert "мягче, чем позволяют правила" in " ".join(verification.verify(package.build(made, KEY)).problems)


def test_what_was_rounded_to_five_is_near_when_it_is_rounded_to_ten() -> None:
    """Of 5 nobody may learn more by a second rounding: 0 or 10, and never 20."""
    first = _tightened(Stricter())
    second = _tightened(Stricter(base=10), ledger=first.ledger)
    for cell, value in second.release.counts.items():
        before = first.release.counts[cell]
        assert value is not None and before is not None
        assert value % 10 == 0 and abs(value - before) <= 5


def test_what_left_exactly_by_looser_rules_leaves_rounded_by_stricter_ones() -> None:
    """From five on it was shown; now the office shows less than ten no more, to whomever."""
    rules, kept = rules_for("regional"), ("courses", "course_providers", "course_funding")
    few = tuple(one.code for one in rules.tables if one.code not in kept)
    exact, period = tally(rules.widest.system, people(1, 1200)), Period.parse("2024")
    given = {"office": OFFICE, "anchor": ANCHOR}
    first = assemble(rules.tightened(Stricter(left_out=few)), period, exact, **given)
    shown = {cell: n for cell, n in first.release.shown.items() if n in range(5, 10) and first.release.is_exact(cell)}
    assert shown
    again = assemble(rules.tightened(Stricter(k=10, left_out=few)), period, exact, ledger=first.ledger, **given)
    assert verification.verify(package.build(again, KEY)).problems == []
    assert all(again.release.shown[cell] in (5, 10) for cell in shown)
    assert f"По прежним выгрузкам уже известно точно: {len(shown)};" in risk.assess(again)["recovery"]


def test_without_the_tables_that_tell_how_large_it_is_an_office_is_believed() -> None:
    """Exact flows leave from 1,000 records on; who was observed and taken stands in tables that are left out."""
    rules = rules_for("regional")
    rules = rules.tightened(Stricter(left_out=tuple(one.code for one in rules.tables if one.code != "examinations")))
    exact = tally(rules.widest.system, people(1, 1200))
    made = assemble(rules, Period.parse("2024"), exact, office=OFFICE, anchor=ANCHOR)
    assert made.release.exact
    assert verification.verify(package.build(made, KEY)).problems == []


class TestKept:
    def test_the_head_sets_it_and_batches_obey(self, small: Office, tmp_path: Path) -> None:
        register = small.register
        tightening.tighten(register, "municipal", STRICTER)
        newest, *_ = journal.listing(register, Wanted())
        assert newest.action == "Выгрузки получателю сделаны строже правил или возвращены к ним"
        assert [line.what for line in journal.touched(register, newest.seq)] == ["строгость выгрузок получателю"]
        assert tightening.allowed(register, "municipal").stricter == STRICTER
        made = export.prepare(register, "municipal", Period.parse(QUARTER))
        policy = made.release.policy
        assert (policy.k, policy.base, policy.indicator_base, policy.second_person) == (7, 10, 40, True)
        assert "by_age" not in {table.code for table in policy.tables}
        with pytest.raises(confirming.Unconfirmed):
            export.send(register, made, tmp_path)
        # Of another recipient nothing was said; and back to the rules.
        tightening.tighten(register, "municipal", Stricter())
        with register.read() as session:
            for recipient in ("public", "municipal"):
                assert tightening.in_force(session, recipient, TODAY) == rules_for(recipient)
        assert schema.check(register) == []

    @pytest.mark.parametrize(
        ("wanted", "field"),
        [
            (Stricter(k=4), "k"),
            (Stricter(k=-1), "k"),
            (Stricter(k=1001), "k"),
            (Stricter(base=7), "base"),
            (Stricter(base=15), "base"),
            (Stricter(indicator_base=19), "indicator_base"),
            (Stricter(left_out=("deaths",)), "left_out"),
            (Stricter(left_out=tuple(t.code for t in rules_for("municipal").tables)), "left_out"),
        ],
    )
    def test_looser_is_refused_field_by_field(self, small: Office, wanted: Stricter, field: str) -> None:
        with pytest.raises(Invalid) as told:
            tightening.tighten(small.register, "municipal", wanted)
        assert [problem.field for problem in told.value.problems] == [field]

    def test_the_head_alone(self, register: Register, clock: Clock) -> None:
        with factories.signed_in(register, Role.STATISTICIAN, clock) as opened:
            assert tightening.allowed(opened, "municipal").stricter == Stricter()
            with pytest.raises(Forbidden):
                tightening.tighten(opened, "municipal", STRICTER)

    def test_a_policy_that_has_become_stricter_stands(self, small: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        tightening.tighten(small.register, "public", Stricter(k=12, base=10, left_out=("by_sex",)))
        newer = replace(rules_for("public"), k=20, base=15, largest_base=15, tables=rules_for("public").tables[:1])
        monkeypatch.setattr(tightening.policy, "in_force", lambda recipient, day: newer)
        assert tightening.allowed(small.register, "public").stricter == Stricter()


def test_a_new_column_full_of_names_changes_no_byte(small: Office) -> None:
    """Of any table, for any recipient. The last test of the register: it is another one afterwards."""
    register = small.register

    def leaving(recipient: str) -> bytes:
        period, given = Period.parse(QUARTER), {"office": OFFICE, "anchor": ANCHOR, "batch_id": "0f" * 16}
        with register.read() as session:
            rules = tightening.in_force(session, recipient, TODAY)
            counts = counting.count(session, rules.widest, period)
        return package.build(assemble(rules, period, counts, **given), KEY)

    before = {recipient: leaving(recipient) for recipient in ("municipal", "regional", "public")}
    assert len(set(before.values())) == 3
    with register._opened.writing.begin() as connection:
        tables = [row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
        ours = [name for name in tables if name in Base.metadata.tables]
        for name in ours:
            connection.exec_driver_sql(f'ALTER TABLE "{name}" ADD COLUMN canary TEXT DEFAULT "{CANARY}"')
    assert len(ours) > 50
    assert {recipient: leaving(recipient) for recipient in before} == before
