"""The anchor: what this computer remembers of the journal, so that an old copy put back is told."""

import shutil
from pathlib import Path

import pytest

from narcdesk import audit, patients, schema
from narcdesk.audit import AuditEntry
from narcdesk.register import Register
from tests import factories
from tests.factories import Clock


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
        for number in range(6):
            factories.patient(opened, given=f"Ольга{number}", sex="f", snils="")
    with factories.opened_again(register, clock) as opened:
        assert opened.findings == [MISSING_4]
        opened.accept_copy()
        assert opened.findings == []
        with opened.read() as session:
            last = session.get_one(AuditEntry, opened.head.seq)
        assert last.action == "office.accept_copy"
        assert schema.check(opened) == []
    with factories.opened_again(register, clock) as opened:
        assert opened.findings == []


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
