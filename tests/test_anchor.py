"""The anchor: what this computer remembers of the journal, so that an old copy put back is told."""

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from narcdesk import (
    audit,
    counted,
    documents,
    indicators,
    infections,
    oversight,
    patients,
    schema,
    search,
    statistics,
    vault,
)
from narcdesk.audit import AuditEntry, AuditTouch
from narcdesk.audit.doubt import STILL, ReadOnly
from narcdesk.dates import Period
from narcdesk.forms import papers
from narcdesk.journal import Wanted
from narcdesk.register import Register
from narcdesk.statistics import Spot, leaving, people
from tests import factories
from tests.factories import PASSWORD, Clock


def put_back(register: Register, copy: Path) -> None:
    """The folder as it was when the copy was made."""
    register.close()
    shutil.rmtree(register.folder)
    shutil.copytree(copy, register.folder)


@pytest.fixture
def copy(register: Register, tmp_path: Path, clock: Clock) -> Path:
    """A copy of the register as it stood before four more acts: a sign-in and three cards."""
    factories.patient(register)
    register.close()
    kept = shutil.copytree(register.folder, tmp_path / "старая копия")
    with factories.opened_again(register, clock) as opened:
        for name in ("Анна", "Вера", "Инна"):
            factories.patient(opened, given=name, sex="f", snils="")
    return kept


MISSING_4 = "В журнале не хватает последних операций: 4. Открыта старая копия или файл повреждён."


def test_an_old_copy_put_back_is_told_with_what_is_missing(register: Register, copy: Path, clock: Clock) -> None:
    put_back(register, copy)
    with factories.opened_again(register, clock) as opened:
        assert opened.findings == [MISSING_4]
        assert schema.check(opened) == [MISSING_4]


def test_it_is_told_at_every_opening_until_somebody_accepts_it(register: Register, copy: Path, clock: Clock) -> None:
    put_back(register, copy)
    with factories.opened_again(register, clock) as opened:
        for _ in range(6):
            patients.look(opened, 1)  # what changes nothing goes on, and is journalled
    with factories.opened_again(register, clock) as opened:
        assert opened.findings == [MISSING_4]
        opened.accept_copy()
        assert opened.findings == []
        with opened.read() as session:
            last = session.get_one(AuditEntry, opened.head.seq)
        assert last.action == "audit.accept_copy"
        assert schema.check(opened) == []
    with factories.opened_again(register, clock) as opened:
        assert opened.findings == []


def test_a_doubted_copy_is_only_read_till_the_head_decides(register: Register, copy: Path, clock: Clock) -> None:
    put_back(register, copy)
    with factories.opened_again(register, clock) as opened:
        before = opened.head
        assert [row.card_number for row in search.patients(opened).rows] == [1]
        with pytest.raises(ReadOnly) as told:
            factories.patient(opened, given="Ольга", sex="f", snils="")
        assert told.value.what == f"Реестр открыт только для чтения. {MISSING_4}"
        assert told.value.lost == "Ничего не записано."
        with pytest.raises(ReadOnly):
            patients.amend(opened, 1, {"remark": "нет"})
        assert (opened.head, patients.count(opened)) == (before, 1)
        opened.accept_copy()
        assert factories.patient(opened, given="Ольга", sex="f", snils="").card_number == 2
    with factories.opened_again(register, clock) as opened:
        assert opened.findings == []


def test_what_goes_on_in_a_doubted_copy_leaves_every_record_as_it_is(register: Register, clock: Clock) -> None:
    """The list of such acts holds none that changes anything: each is done here, and only looks are journalled."""
    factories.both_consents(register, factories.patient(register).id)
    paper = papers.prepare_consent(register, 2)
    first = register.head.seq
    patients.look(register, 1)
    infections.look(register, 1)
    indicator = indicators.all_indicators()[0]
    counted.explained(register, indicator, "denominator", Period.parse("2026"), [1])
    documents.printed(register, paper.id)
    documents.saved(register, paper.id)
    register.trust_clock()
    report = statistics.count(register, statistics.all_layouts()[0], 2026)
    people.explained(register, report, Spot("4000", "01", "hiv"), report.cells[Spot("outside", "no_row", "n")])
    leaving.note_print(register)
    oversight.export(register, register.folder.parent / "журнал.xlsx", Wanted())
    with factories.opened_again(register, clock) as opened:
        opened.accept_copy()
        with opened.read() as session:
            acts = set(session.scalars(sa.select(AuditEntry.action).where(AuditEntry.seq > first)))
            changes = set(session.scalars(sa.select(AuditTouch.change).where(AuditTouch.seq > first)))
    begin = {"keys.recover", "staff.note_failures"}  # a session: tests of recovery, of waits
    assert acts == STILL - begin
    assert changes == {"look"}


def test_broken_entries_that_were_accepted_are_not_told_again_but_new_ones_are(
    register: Register, clock: Clock
) -> None:
    for name in ("Анна", "Вера", "Инна"):
        factories.patient(register, given=name, sex="f", snils="")
    spoil(register, "UPDATE audit_entries SET person_id = 9 WHERE seq = 4")
    told = ["Запись № 4 журнала изменена в обход программы."]
    with factories.opened_again(register, clock) as opened:
        assert opened.findings == told
        opened.accept_copy()
        assert schema.check(opened) == []
    with factories.opened_again(register, clock) as opened:
        assert opened.findings == []
        factories.patient(opened, given="Нина", sex="f", snils="")
    spoil(register, "UPDATE audit_entries SET person_id = 8 WHERE seq = 4")
    with factories.opened_again(register, clock) as opened:
        assert opened.findings == told
        opened.accept_copy()
    spoil(register, "UPDATE audit_touches SET row_hash = 'x' WHERE seq = 4")
    spoil(register, "DELETE FROM audit_touches WHERE seq = 3", "DELETE FROM audit_entries WHERE seq = 3")
    with factories.opened_again(register, clock) as opened:
        assert opened.findings == [
            "В журнале нет записей с № 3 по № 3.",
            "Запись № 4 журнала не продолжает предыдущую.",
            "Запись № 4 журнала изменена в обход программы.",
        ]


def spoil(register: Register, *statements: str) -> None:
    """Another program by the same password."""
    register.close()
    with vault.unlock(register.folder, "zimin", PASSWORD) as opened, opened.writing.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_the_right_copy_found_again_ends_the_doubt(
    register: Register, copy: Path, clock: Clock, tmp_path: Path
) -> None:
    right = shutil.copytree(register.folder, tmp_path / "последняя копия")
    put_back(register, copy)
    with factories.opened_again(register, clock) as opened:
        assert opened.findings == [MISSING_4]
    put_back(register, right)
    with factories.opened_again(register, clock) as opened:
        assert opened.findings == []
        assert patients.count(opened) == 4


def test_a_journal_that_went_on_elsewhere_is_told_apart(
    register: Register, copy: Path, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: Path
) -> None:
    last = register_head_seq(register, clock)
    put_back(register, copy)
    monkeypatch.setenv("NARCDESK_STATE", str(tmp_path / "другой компьютер"))
    with factories.opened_again(register, clock) as opened:
        assert opened.findings == []
        for number in range(12):
            factories.patient(opened, given=f"Ольга{number}", sex="f", snils="")
    monkeypatch.setenv("NARCDESK_STATE", str(state))
    with factories.opened_again(register, clock) as opened:
        assert opened.findings == [f"Журнал до операции № {last} не тот, что видел этот компьютер: файл подменён."]


def register_head_seq(register: Register, clock: Clock) -> int:
    with factories.opened_again(register, clock) as opened:
        return opened.head.seq


@pytest.mark.parametrize("content", ["", "не JSON", "[]", '{"seq": "много"}', '{"mac": "0"}'])
def test_a_damaged_anchor_is_no_anchor(register: Register, clock: Clock, content: str) -> None:
    audit.anchor_path(register.register_id).write_text(content, encoding="utf-8")
    with factories.opened_again(register, clock) as opened:
        assert opened.findings == []


def test_an_act_that_was_saved_does_not_fail_for_the_anchor(register: Register, state: Path, clock: Clock) -> None:
    shutil.rmtree(state / "anchors")
    (state / "anchors").write_text("здесь файл, а не папка", encoding="utf-8")
    assert factories.patient(register).card_number == 1
    with factories.opened_again(register, clock) as opened:
        assert patients.count(opened) == 1


def test_the_head_is_short_enough_for_a_paper() -> None:
    assert audit.Head(1204, "9f3a61c2" + "0" * 56).short == "1204 · 9f3a61c2"
